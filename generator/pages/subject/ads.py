"""Ads by subject (a race, a candidate or measure, a topic, a place), added up once for all pages.

A subject is whatever a page is about; an ad may have several. Money is added for one archive and
one currency at a time, lower and upper bounds apart; ads are counted for each archive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import ibis
import ibis.expr.types as ir

from generator.pages.data import SiteData
from generator.pages.sums import read_sums, sums
from generator.pages.words import as_date
from generator.schema.ranges import Range
from generator.store.tables import frame, table_of_rows
from generator.text.language import _


@dataclass(frozen=True)
class MoneySum:
    """What ads of a subject cost: one archive, one currency (None: not published)."""

    archive: str
    currency: str | None
    amount: Range
    row_count: int


@dataclass(frozen=True)
class TopRow:
    """A sponsor of a subject: what its ads cost in one archive and currency, and how many."""

    sponsor_id: str
    amount: Range
    ad_count: int


@dataclass
class SubjectAds:
    """All that is known of the ads of one subject."""

    counts: dict[str, int] = field(default_factory=dict)
    """By archive: ads."""
    snapshots: dict[str, int] = field(default_factory=dict)
    """By snapshot: ads that were read from it."""
    money: list[MoneySum] = field(default_factory=list)
    top: dict[tuple[str, str], list[TopRow]] = field(default_factory=dict)
    """By archive and currency ("" if not published): the largest sponsors, in order."""
    sponsor_counts: dict[tuple[str, str], int] = field(default_factory=dict)
    """By the same: how many sponsors there are."""
    months: dict[str, dict[date, int]] = field(default_factory=dict)
    """By archive and first day of the month: ads first shown in it."""
    undated: dict[str, int] = field(default_factory=dict)
    """By archive: ads without a first day."""
    places: dict[str, int] = field(default_factory=dict)
    """By place: ads that were aimed at it or are listed in it."""

    @property
    def ad_count(self) -> int:
        """Ads of all archives. Archives of one platform do not list the same ad twice."""
        return sum(self.counts.values())


def add_up_ads(
    data: SiteData, tags: ir.Table, *, with_places: bool = True, with_money: bool = True
) -> dict[str, SubjectAds]:
    """By subject: its ads. ``tags`` has a row for each ad and subject: file_id, line, subject."""
    tags = tags.select("file_id", "line", "subject").distinct()
    ads = data.facts.table("ads")
    tagged = ads.filter(ads.is_latest).inner_join(tags, ["file_id", "line"])
    found: dict[str, SubjectAds] = {}
    _add_months(tagged, found)
    if not found:
        return found
    _add_snapshots(tagged, found)
    if with_money:
        _add_money(tagged.filter(tagged.is_group_first), data.facts.config.top_rows, found)
    if with_places:
        _add_places(data, tagged, found)
    return found


def archive_words(data: SiteData, archive: str) -> str:
    """An archive in the words of a heading: its platform, and what it holds if not all."""
    name = data.platform_name(archive_platforms(data)[archive])
    called = data.facts.archives[archive].says.called
    return f"{name} ({_(called)})" if called else name


def archive_platforms(data: SiteData) -> dict[str, str]:
    """By archive that was read: its platform."""
    rows = data.facts.snapshots
    return dict(zip(rows["archive"], rows["platform"], strict=True))


def _add_months(tagged: ir.Table, found: dict[str, SubjectAds]) -> None:
    rows = tagged.mutate(month=tagged.first_shown_date.truncate("M"))
    counts = rows.group_by(["subject", "archive", "month"]).aggregate(n=rows.count())
    for row in frame(counts.order_by(["subject", "archive", "month"])).to_dict("records"):
        own = found.setdefault(row["subject"], SubjectAds())
        archive, month, n = row["archive"], as_date(row["month"]), int(row["n"])
        own.counts[archive] = own.counts.get(archive, 0) + n
        if month is None:
            own.undated[archive] = n
        else:
            own.months.setdefault(archive, {})[month] = n


def _add_snapshots(tagged: ir.Table, found: dict[str, SubjectAds]) -> None:
    counts = tagged.group_by(["subject", "snapshot_id"]).aggregate(n=tagged.count())
    for subject, snapshot, n in frame(counts.order_by(["subject", "snapshot_id"])).itertuples(
        index=False
    ):
        found[subject].snapshots[snapshot] = int(n)


def _add_money(tagged: ir.Table, top_rows: int, found: dict[str, SubjectAds]) -> None:
    keys = ["subject", "archive", "spend_currency"]
    totals = sums(tagged, keys)
    for row in read_sums(frame(totals.order_by(keys))):
        found[row.subject].money.append(MoneySum(row.archive, row.currency, row.amount, row.count))
    by_sponsor = sums(tagged.filter(tagged.sponsor_id.notnull()), [*keys, "sponsor_id"])
    for row in read_sums(frame(_largest(by_sponsor, keys, top_rows))):
        own = found[row.subject]
        key = (row.archive, row.currency or "")
        top = TopRow(str(row.sponsor_id), row.amount, row.count)
        own.top.setdefault(key, []).append(top)
        own.sponsor_counts[key] = row.entry_count


def _largest(summed: ir.Table, keys: Sequence[str], count: int) -> ir.Table:
    """The largest sponsors of each group: by what they spent, else by the number of ads."""
    order = [
        ibis.desc(summed.lo.fill_null(-1)), ibis.desc(summed.hi.fill_null(-1)),
        ibis.desc(summed.n), summed.sponsor_id,
    ]  # fmt: skip
    ranked = summed.mutate(
        position=ibis.row_number().over(ibis.window(group_by=keys, order_by=order)),
        entry_count=summed.n.count().over(ibis.window(group_by=keys)),
    )
    return ranked.filter(ranked.position < count).order_by([*keys, "position"])


def _add_places(data: SiteData, tagged: ir.Table, found: dict[str, SubjectAds]) -> None:
    places = data.facts.store.table("ad_places").select("file_id", "line", "place_code").distinct()
    rows = tagged.select("subject", "file_id", "line").inner_join(places, ["file_id", "line"])
    counts = rows.group_by(["subject", "place_code"]).aggregate(n=rows.count())
    for subject, code, n in frame(counts.order_by(["subject", "place_code"])).itertuples(
        index=False
    ):
        found[subject].places[code] = int(n)


def subjects_by_sponsor(data: SiteData, tags: ir.Table) -> dict[str, Mapping[str, int]]:
    """By sponsor: its subjects and the number of its ads with each."""
    tags = tags.select("file_id", "line", "subject").distinct()
    ads = data.facts.table("ads")
    rows = ads.filter(ads.is_latest & ads.sponsor_id.notnull()).inner_join(
        tags, ["file_id", "line"]
    )
    counts = rows.group_by(["sponsor_id", "subject"]).aggregate(n=rows.count())
    found: dict[str, dict[str, int]] = {}
    for sponsor_id, subject, n in frame(counts).itertuples(index=False):
        found.setdefault(sponsor_id, {})[subject] = int(n)
    return found


def as_tags(rows: Sequence[tuple[str, int, str]]) -> ir.Table:
    """Rows of file_id, line and subject as a table that can be joined."""
    return table_of_rows(rows, {"file_id": "string", "line": "int64", "subject": "string"})
