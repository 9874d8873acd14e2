"""The lists of sponsors of places, and the totals of places: one for each thing that may be compared.

A list holds amounts of one archive, one window and one currency. Windows of one length that have no
day in common are added, and called a sum of them (:mod:`generator.pages.window_series`); of windows
that overlap the newest counts, and the list says who is left out with the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pandas as pd

from generator.pages.data import SiteData
from generator.pages.rankings import groups_of
from generator.pages.sums import Sum, Window, add_up, read_sums, sums
from generator.pages.window_series import series_words, windows_apart
from generator.pages.words import Money, in_words
from generator.store.tables import frame
from generator.text.language import _, ngettext

_SUMMED = ""
"""Stands for the snapshots of a sum over several."""


@dataclass(frozen=True)
class PlaceRanking:
    """Top sponsors of a place in one archive, window and currency."""

    place_code: str
    platform: str
    """Its id."""
    title: str
    currency: str | None
    entry_count: int
    entries: tuple[tuple[str, Money], ...]
    is_area: bool
    snapshot_ids: tuple[str, ...]
    source: str
    """The platform and the days that the amounts are of, for a picture of the list."""
    note: str = ""
    """Who is left out with other windows; empty if nobody is."""

    @property
    def snapshot_id(self) -> str:
        """The newest of the snapshots."""
        return self.snapshot_ids[-1]


def place_rankings(data: SiteData) -> dict[str, list[PlaceRanking]]:
    """By place code: the lists of sponsors that the archives give for the place."""
    found: dict[str, list[PlaceRanking]] = {}
    rows = data.facts.store.table("spend_observations")
    is_country_total = rows.scope.isin(["advertiser_total", "advertiser_window"])
    is_region = rows.scope.isin(["advertiser_place", "advertiser_place_window"])
    rows = rows.filter((is_country_total | is_region) & rows.is_primary & rows.place_code.notnull())
    rows = rows.mutate(window_key=_window_key(rows))
    windows = _windows(rows)
    is_summed = rows.window_key.isin(list(windows.apart)) if windows.apart else ibis.literal(False)
    rows = rows.filter(is_summed | rows.is_current)
    # What is summed over several windows stands in several snapshots, and ends with the last.
    rows = rows.mutate(
        snapshot_id=is_summed.ifelse(_SUMMED, rows.snapshot_id),
        period_end_date=is_summed.ifelse(ibis.null("date"), rows.period_end_date),
    )
    keys = ["platform", "scope", "snapshot_id", "place_code", "window_name", "period_end_date",
            "spend_currency", "window_key", "sponsor_id"]  # fmt: skip
    group_keys = ["place_code", "platform", "scope", "snapshot_id", "window_name",
                  "spend_currency", "window_key"]  # fmt: skip
    top = _largest(sums(rows, keys), group_keys, data.facts.config.top_rows)
    top["window_name"] = top["window_name"].fillna("")
    for (code, platform, scope, snapshot, window, currency, key), group in groups_of(
        top, group_keys
    ):
        records = read_sums(group)
        name = data.platform_name(platform)
        summed = windows.apart.get(key, ())
        if summed:
            title = _(
                "{platform}: amounts in {currency}, {window}",
                platform=name,
                window=_series(data, code, window, summed),
                currency=in_words(currency),
            )
        elif window:
            title = _(
                "{platform}: {window} in {currency}",
                platform=name,
                window=data.window_words(records[0].window_name, records[0].last_day),
                currency=in_words(currency),
            )
        else:
            title = _(
                "{platform}: reported totals to {day} in {currency}",
                platform=name,
                day=data.snapshot_day(snapshot),
                currency=in_words(currency),
            )
        if scope == "advertiser_total":
            title = _("{title}, sponsors listed in this country only", title=title)
        snapshots = tuple(dict.fromkeys(one.snapshot_id for one in summed)) or (snapshot,)
        is_area = scope in ("advertiser_place", "advertiser_place_window")
        ranking = _place_ranking(data, code, title, currency, records, snapshots, is_area=is_area)
        found.setdefault(code, []).append(replace(ranking, note=windows.note(key)))
    for code, ranking in _ads_by_country(data):
        found.setdefault(code, []).append(ranking)
    return found


@dataclass(frozen=True)
class _Windows:
    """The windows of reports, by what may be compared (``window_key``). ``apart`` are those of which
    no two overlap: they are summed. ``counts`` are numbers of windows that overlap, of which the
    newest alone counts; ``missing`` the sponsors that only others of them name."""

    apart: Mapping[str, tuple[Window, ...]]
    counts: Mapping[str, int]
    missing: Mapping[str, int]

    def note(self, key: str) -> str:
        """What is said of the windows that are not in a list."""
        if not (count := self.counts.get(key)):
            return ""
        said = _(
            "The newest of {count} windows of this length that were read: their days overlap, so "
            "they are not added.",
            count=count,
        )
        if missing := self.missing.get(key):
            said += " " + ngettext(
                "{count} sponsor stands only in an earlier one, and not here.",
                "{count} sponsors stand only in earlier ones, and not here.",
                missing,
            )
        return said


def _window_key(rows: ir.Table) -> ir.StringValue:
    """What the windows of one list have in common; empty for totals without a window."""
    names = ("platform", "scope", "place_code", "window_name", "spend_currency")
    parts = [rows[name].fill_null("") for name in names]
    return rows.window_name.isnull().ifelse("", ibis.literal("|").join(parts))


def _windows(rows: ir.Table) -> _Windows:
    rows = rows.filter(rows.window_key != "")
    spans = ["window_key", "spend_currency", "snapshot_id", "period_start_date", "period_end_date"]
    apart: dict[str, tuple[Window, ...]] = {}
    counts: dict[str, int] = {}
    for key, own in frame(rows.group_by(spans).aggregate(n=rows.count())).groupby("window_key"):
        has_currency = own["spend_currency"].notna().all()
        if has_currency and (found := windows_apart(own)):
            apart[str(key)] = found
        elif (count := len(own[["period_start_date", "period_end_date"]].drop_duplicates())) > 1:
            counts[str(key)] = count
    if not counts:
        return _Windows(apart, counts, {})
    rows = rows.filter(rows.window_key.isin(list(counts)) & rows.sponsor_id.notnull())
    here = rows.group_by(["window_key", "sponsor_id"]).aggregate(is_here=rows.is_current.any())
    gone = here.filter(~here.is_here).group_by("window_key").aggregate(n=lambda t: t.count())
    missing = {str(key): int(n) for key, n in frame(gone).itertuples(index=False)}
    return _Windows(apart, counts, missing)


def _series(data: SiteData, code: str, window: str, windows: Sequence[Window]) -> str:
    """The windows of a list that is a sum over them, in words."""
    country = code.partition("-")[0]
    reports = data.facts.reports.get((code, window)) or data.facts.reports.get(
        (country, window), ()
    )
    return series_words(window, windows, reports, is_all=True)


def _ads_by_country(data: SiteData) -> Iterable[tuple[str, PlaceRanking]]:
    rows = data.facts.store.table("ads")
    rows = rows.filter(
        rows.archive.isin(data.facts.ad_archives)
        & rows.is_latest
        & rows.is_group_first
        & rows.country_codes.notnull()
        & rows.spend_currency.notnull()
    ).mutate(place_code=rows.country_codes)
    group_keys = ["platform", "archive", "place_code", "spend_currency"]
    top = _largest(sums(rows, [*group_keys, "sponsor_id"]), group_keys, data.facts.config.top_rows)
    for (platform, archive, code, currency), group in groups_of(top, group_keys):
        records = read_sums(group)
        snapshots = data.facts.snapshots[data.facts.snapshots["archive"] == archive]
        title = ngettext(
            "{platform}: sums of {count} ad aimed at this country, in {currency}",
            "{platform}: sums of {count} ads aimed at this country, in {currency}",
            int(records[0].row_count),
            platform=data.platform_name(platform),
            currency=in_words(currency),
        )
        snapshot = snapshots.iloc[0]["snapshot_id"]
        ranking = _place_ranking(data, code, title, currency, records, (snapshot,), is_area=False)
        yield code, replace(ranking, source=f"{title}, {data.reach.copies(archive)}")


def _largest(summed: ir.Table, group_keys: Sequence[str], count: int) -> pd.DataFrame:
    """The largest sponsors of each group in order, with entry_count and row_count of the group."""
    summed = summed.filter(summed.sponsor_id.notnull())
    order = [
        ibis.desc(summed.lo.fill_null(-1)), ibis.desc(summed.hi.fill_null(-1)), summed.sponsor_id
    ]  # fmt: skip
    ranked = summed.mutate(
        position=ibis.row_number().over(ibis.window(group_by=group_keys, order_by=order)),
        entry_count=summed.n.count().over(ibis.window(group_by=group_keys)),
        row_count=summed.n.sum().over(ibis.window(group_by=group_keys)),
    )
    kept = ranked.filter(ranked.position < count)
    return frame(kept.order_by([*group_keys, "position"]))


def _place_ranking(
    data: SiteData,
    code: str,
    title: str,
    currency: str | None,
    records: Sequence[Sum],
    snapshot_ids: tuple[str, ...],
    *,
    is_area: bool,
) -> PlaceRanking:
    return PlaceRanking(
        code,
        str(records[0].platform),
        title,
        currency,
        int(records[0].entry_count),
        tuple(
            (row.sponsor_id, data.words.money(row.amount, currency, parts=row.count))
            for row in records
        ),
        is_area,
        snapshot_ids,
        title,
    )


def place_totals(data: SiteData) -> list[Sum]:
    """Totals of places as the platforms publish them, by place, archive and window: current."""
    rows = data.facts.store.table("spend_observations")
    rows = rows.filter(
        rows.scope.isin(["place_total", "place_window"])
        & rows.is_current
        & rows.is_primary
        & rows.place_code.notnull()
    )
    totals = add_up(
        rows,
        [
            "platform",
            "archive",
            "scope",
            "snapshot_id",
            "place_code",
            "window_name",
            "period_end_date",
            "spend_currency",
        ],
    )
    return read_sums(totals)
