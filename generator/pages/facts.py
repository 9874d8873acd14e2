"""What the store says, as frames: one pass over it for each, loaded once for a build.

Nothing here is in words, so the pages of all languages read the same facts.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import ibis
import ibis.expr.types as ir
import pandas as pd

from generator.config import Config, Thresholds
from generator.history.history import History, listings, read_history
from generator.pages.addresses import COLLECTION
from generator.pages.row_notes import absent_fields, row_notes
from generator.pages.sums import add_up
from generator.pages.window_series import Span, window_series
from generator.pages.words import as_date, iso_known, taken_on
from generator.reference.places import Currencies, Places
from generator.reference.platforms import Platforms
from generator.schema.archive_facts import ArchiveFacts, Copies, Payers, Spend, ids_of
from generator.sponsors.permalinks import load_permalinks
from generator.sponsors.state_media import StateLabel, state_labels
from generator.store.tables import Store, frame
from generator.text.language import ENGLISH, speaking

WINDOW_DAYS = {
    "yesterday": 1,
    "last_7_days": 7,
    "last_30_days": 30,
    "last_90_days": 90,
    "lifelong": 9999,
}


@dataclass(frozen=True)
class FileInfo:
    """Where rows come from, for the list of sources."""

    snapshot_id: str
    path: str
    day: date
    precision: str
    platform: str
    archive: str
    part: str


ADVERTISER_WEEK = "advertiser_week"
"""The scope of what an advertiser spent in a week."""


class Facts:
    """Everything that pages read. Nothing is changed once it was read. ``only`` narrows it to some
    sponsors."""

    def __init__(
        self,
        store: Store,
        config: Config,
        places: Places,
        currencies: Currencies,
        platforms: Platforms,
        archives: Mapping[str, ArchiveFacts],
        only: Collection[str] | None = None,
    ) -> None:
        self.store = store
        self.config = config
        self.places = places
        self.currencies = currencies
        self.platforms = platforms
        self.archives = archives
        self.is_demo = bool(store.manifest["is_demo"])
        self._only = sorted(only) if only is not None else None

    def table(self, name: str) -> ir.Table:
        """A store table, narrowed to the sponsors asked for where it has them."""
        rows = self.store.table(name)
        if self._only is not None and "sponsor_id" in rows.columns:
            rows = rows.filter(rows.sponsor_id.isin(self._only))
        return rows

    def of_newest_snapshot(self, rows: ir.Table, keys: Sequence[str]) -> ir.Table:
        """Of rows with equal keys, those of the newest snapshot: a sponsor may stand in several
        snapshots under several ids, and what one of them counts must not be counted again."""
        days = self.store.table("snapshots").select("snapshot_id", "taken_on_date")
        dated = rows.inner_join(days, "snapshot_id")
        newest = dated.taken_on_date.max().over(ibis.window(group_by=list(keys)))
        return dated.filter(dated.taken_on_date == newest)

    def archives_where(self, is_meant: Callable[[ArchiveFacts], bool]) -> tuple[str, ...]:
        """The archives of which something is true."""
        return ids_of(self.archives, is_meant)

    @cached_property
    def by_platform(self) -> dict[str, tuple[ArchiveFacts, ...]]:
        """By platform: what is true of the archives of it that were read, in the order of ids."""
        found: dict[str, tuple[ArchiveFacts, ...]] = {}
        for archive, platform in sorted(self.archive_platforms.items()):
            found[platform] = (*found.get(platform, ()), self.archives[archive])
        return found

    def is_register(self, archive: str) -> bool:
        """Whether an archive is a list that others are compared with, and none of ads."""
        return self.archives[archive].copies is Copies.REGISTER

    def names_pages(self, platform: str) -> bool:
        """Whether somebody on a platform of whom no payer is known is a page there, and not an
        account."""
        archives = self.by_platform.get(platform, ())
        return any(one.payers is Payers.PAYER_OR_PAGE for one in archives)

    @property
    def ad_archives(self) -> tuple[str, ...]:
        """The archives that list every ad with what it cost. Others hold somebody's selection."""
        return self.archives_where(lambda one: one.spend is Spend.EVERY_AD)

    @cached_property
    def snapshots(self) -> pd.DataFrame:
        """All snapshots, newest first."""
        rows = frame(self.store.table("snapshots"))
        return rows.sort_values(["taken_on_date", "snapshot_id"], ascending=[False, True])

    @cached_property
    def files(self) -> dict[str, FileInfo]:
        """By file_id."""
        snapshots = self.snapshots.set_index("snapshot_id")
        found = {}
        for row in frame(self.store.table("files")).to_dict("records"):
            snapshot = snapshots.loc[row["snapshot_id"]]
            found[row["file_id"]] = FileInfo(
                row["snapshot_id"],
                row["path"],
                as_date(snapshot["taken_on_date"]),
                str(snapshot["taken_on_precision"]),
                row["platform"],
                row["archive"],
                row["part"],
            )
        return found

    @cached_property
    def history(self) -> History:
        """What successive copies of the archives changed."""
        return read_history(self.store)

    @cached_property
    def archive_platforms(self) -> dict[str, str]:
        """By archive: the id of its platform."""
        return dict(zip(self.snapshots["archive"], self.snapshots["platform"], strict=True))

    @cached_property
    def snapshot_dates(self) -> dict[str, date]:
        """By snapshot: its day."""
        rows = self.snapshots
        return dict(zip(rows["snapshot_id"], map(as_date, rows["taken_on_date"]), strict=True))

    @cached_property
    def snapshot_archives(self) -> dict[str, str]:
        """By snapshot: its archive."""
        rows = self.snapshots
        return dict(zip(rows["snapshot_id"], rows["archive"], strict=True))

    @cached_property
    def snapshot_tails(self) -> dict[str, str]:
        """By snapshot: its id without that of the archive, for sorting copies of one archive."""
        own = self.snapshot_archives.items()
        return {ident: ident.removeprefix(f"{archive}@") for ident, archive in own}

    def snapshot_iso(self, snapshot_id: str) -> str:
        """As much of the ISO date of a snapshot as is known."""
        return self._snapshot_isos[snapshot_id]

    @cached_property
    def _snapshot_isos(self) -> dict[str, str]:
        rows = self.snapshots
        columns = (rows["snapshot_id"], rows["taken_on_date"], rows["taken_on_precision"])
        return {
            ident: iso_known(as_date(day), precision)
            for ident, day, precision in zip(*columns, strict=True)
        }

    def named_in(self, column: str) -> dict[str, tuple[str, ...]]:
        """By sponsor_id or place_code: the snapshots that name it."""
        return listings(self.store, column)

    @cached_property
    def as_of_date(self) -> date:
        """The date of the newest snapshot."""
        return as_date(self.snapshots.iloc[0]["taken_on_date"])

    def snapshot_key(self, snapshot_id: str) -> str:
        """The date of a snapshot as part of an id, the same in every language."""
        return self._snapshot_keys[snapshot_id]

    @cached_property
    def weekly_platform(self) -> str:
        """The platform that gives amounts by week; of several the one with the most of them, empty
        if there is none."""
        rows = self.store.table("spend_observations")
        rows = rows.filter(rows.scope == ADVERTISER_WEEK)
        counts = rows.group_by("platform").aggregate(n=rows.count())
        found = frame(counts.order_by([ibis.desc("n"), "platform"]).limit(1))
        return "" if found.empty else str(found["platform"].iloc[0])

    @property
    def weeks(self) -> ir.Table:
        """Its amounts by week: those of several platforms are never added."""
        rows = self.store.table("spend_observations")
        return rows.filter(
            (rows.scope == ADVERTISER_WEEK) & (rows.platform == self.weekly_platform)
        )

    @cached_property
    def newest_weeks(self) -> date | None:
        """The day of the newest copy with weekly amounts; None if none was read."""
        rows = self.store.table("spend_observations")
        named = frame(rows.filter(rows.scope == "advertiser_week").select("snapshot_id").distinct())
        return max((self.snapshot_dates[one] for one in named["snapshot_id"]), default=None)

    @cached_property
    def first_week(self) -> date | None:
        """The first week of which any copy gives an amount."""
        rows = self.store.table("spend_observations")
        rows = rows.filter(rows.scope == "advertiser_week")
        return as_date(frame(rows.aggregate(day=rows.period_start_date.min()))["day"].iloc[0])

    @cached_property
    def month_dates(self) -> frozenset[date]:
        """Dates that stand for a month, because the snapshot's day is not known."""
        rows = self.snapshots
        days = {as_date(d) for d in rows.loc[rows["taken_on_precision"] == "day", "taken_on_date"]}
        months = {as_date(d) for d in rows["taken_on_date"]}
        return frozenset(months - days)

    @cached_property
    def _snapshot_keys(self) -> dict[str, str]:
        return {
            row["snapshot_id"]: day_key(row["taken_on_date"], row["taken_on_precision"])
            for row in self.snapshots.to_dict("records")
        }

    @cached_property
    def sponsors(self) -> pd.DataFrame:
        """All sponsor entries, indexed by id."""
        rows = frame(self.table("sponsors").order_by("sponsor_id"))
        return rows.set_index("sponsor_id", drop=False)

    @cached_property
    def sponsor_rows(self) -> dict[str, dict[str, object]]:
        """The same, as a dictionary: for looking up one entry after the other."""
        return self.sponsors.to_dict("index")

    @cached_property
    def sponsor_platforms(self) -> dict[str, tuple[str, ...]]:
        """By sponsor: the ids of the platforms on which it stands, sorted."""
        codes = self.sponsors["platform_codes"]
        return {sponsor_id: tuple(text.split(" ")) for sponsor_id, text in codes.items()}

    @cached_property
    def payers(self) -> dict[str, list[dict[str, object]]]:
        """By sponsor: its payers, declared ones first, the newest and largest of them first."""
        rows = self.table("payers")
        rows = rows.mutate(is_page=rows.identity_basis == "page")
        order = ["is_page", ibis.desc("last_seen_date"), ibis.desc("row_count"), "payer_id"]
        found: dict[str, list[dict[str, object]]] = {}
        for row in frame(rows.order_by(order)).to_dict("records"):
            found.setdefault(row["sponsor_id"], []).append(row)
        return found

    @cached_property
    def sponsor_of(self) -> dict[str, str]:
        """By payer: its sponsor; with payers of earlier builds that no archive names any more."""
        known = load_permalinks(self.config.reference_dir)
        now = {
            payer["payer_id"]: sponsor_id
            for sponsor_id, payers in self.payers.items()
            for payer in payers
        }
        now |= {sponsor_id: sponsor_id for sponsor_id in self.payers}
        moved = {payer_id: now.get(sponsor_id, "") for payer_id, sponsor_id in known.items()}
        return {payer_id: found for payer_id, found in (moved | now).items() if found}

    @cached_property
    def advertiser_totals(self) -> pd.DataFrame:
        """Google's own totals, added over the advertiser ids of a sponsor that one snapshot lists.
        Of each id the newest total counts; totals of several snapshots are never added."""
        rows = self.table("spend_observations")
        rows = rows.filter((rows.scope == "advertiser_total") & rows.is_primary & rows.is_latest)
        return add_up(
            rows, ["sponsor_id", "archive", "snapshot_id", "is_current", "spend_currency"]
        )

    @cached_property
    def advertiser_counts(self) -> dict[str, int]:
        """By platform: how many advertiser ids have a total in the newest snapshot."""
        rows = self.table("spend_observations")
        rows = rows.filter((rows.scope == "advertiser_total") & rows.is_primary & rows.is_current)
        counts = rows.group_by("platform").aggregate(n=rows.payer_id.nunique())
        return {platform: int(n) for platform, n in frame(counts).itertuples(index=False)}

    @cached_property
    def window_totals(self) -> pd.DataFrame:
        """Meta's own totals of each payer or page, by country and window. Never added.

        Where a snapshot holds region files only, the region's amounts stand for it.
        """
        rows = self.store.table("spend_observations")
        whole = rows.filter(rows.scope == "advertiser_window").select("snapshot_id").distinct()
        rows = self.table("spend_observations")
        parts = rows.filter(
            (rows.scope == "advertiser_place_window") & rows.place_code.notnull()
        ).anti_join(whole, "snapshot_id")
        rows = rows.filter(rows.scope == "advertiser_window").union(parts)
        keys = ["sponsor_id", "archive", "snapshot_id", "scope", "is_current", "place_code",
                "window_name", "period_start_date", "period_end_date", "spend_currency"]  # fmt: skip
        return add_up(rows, keys)

    @cached_property
    def window_sums(self) -> pd.DataFrame:
        """Sums over windows that do not overlap, as :func:`window_series` gives them."""
        keys = ["sponsor_id", "archive", "scope", "place_code", "window_name", "spend_currency"]
        return window_series(self.window_totals, keys)

    @cached_property
    def reports(self) -> dict[tuple[str, str], tuple[Span, ...]]:
        """By place and name of a window: the windows of the reports that were read."""
        files = self.store.table("files")
        files = files.filter(files.period_start_date.notnull() & files.period_end_date.notnull())
        place = ibis.coalesce(files.place_code, files.country_code)
        rows = files.select(
            "window_name", "period_start_date", "period_end_date", place=place
        ).distinct()
        found: dict[tuple[str, str], set[Span]] = {}
        for row in frame(rows).to_dict("records"):
            span = (as_date(row["period_start_date"]), as_date(row["period_end_date"]))
            found.setdefault((row["place"], row["window_name"]), set()).add(span)
        return {key: tuple(sorted(spans)) for key, spans in found.items()}

    @cached_property
    def ad_sums(self) -> pd.DataFrame:
        """Sums over the ads of each sponsor, by archive and currency (null: not published), with
        the first and the last day on which one of them began."""
        rows = self.table("ads")
        rows = rows.filter(rows.is_latest & rows.is_group_first)
        keys = ["sponsor_id", "archive", "platform", "spend_currency"]
        days = rows.group_by(keys).aggregate(
            first=rows.first_shown_date.min(), last=rows.first_shown_date.max()
        )
        return add_up(rows, keys).merge(frame(days), on=keys, validate="one_to_one")

    @cached_property
    def absent_fields(self) -> dict[str, frozenset[str]]:
        """By file: the choices and fields for which its columns are missing."""
        return absent_fields(self.store)

    @cached_property
    def row_notes(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """By path and line: the kinds of what is noted about single rows."""
        return row_notes(self.store)

    @cached_property
    def thresholds(self) -> Thresholds:
        """Those of the configuration, completed for the currencies that it does not name."""
        amounts: dict[str, list[float]] = {}
        for rows in (self.advertiser_totals, self.window_totals, self.ad_sums):
            for currency, lo in zip(rows["spend_currency"], rows["lo"], strict=True):
                if isinstance(currency, str) and not pd.isna(lo):
                    amounts.setdefault(currency, []).append(float(lo))
        return self.config.thresholds.completed(amounts)

    @cached_property
    def ad_counts(self) -> pd.DataFrame:
        """Ads of each sponsor by archive: n, first and last day, impressions lo and hi."""
        rows = self.table("ads")
        rows = rows.filter(rows.is_latest)
        return frame(
            rows.group_by(["sponsor_id", "archive", "platform"])
            .aggregate(
                n=rows.count(),
                first=rows.first_shown_date.min(),
                last=rows.first_shown_date.max(),
                impressions_lo=rows.impressions_lo.sum(),
                impressions_hi=rows.impressions_hi.sum(),
                impressions_open=(rows.impressions_kind == "at_least").sum(),
            )
            .order_by(["sponsor_id", "archive"])
        )

    @cached_property
    def published_ad_counts(self) -> dict[str, int]:
        """How many ads the newest snapshot with totals of the sponsor counts, over its ids."""
        own = self.archives_where(lambda one: one.spend is Spend.TOTALS)
        rows = self.table("advertisers")
        rows = rows.filter(rows.is_latest & rows.ad_count.notnull() & rows.archive.isin(own))
        rows = self.of_newest_snapshot(rows, ["sponsor_id"])
        counts = frame(rows.group_by("sponsor_id").aggregate(n=rows.ad_count.sum()))
        return dict(zip(counts["sponsor_id"], counts["n"].astype(int), strict=True))

    @cached_property
    def sponsor_places(self) -> dict[str, set[str]]:
        """Codes of the places with which a sponsor's rows are connected."""
        found: dict[str, set[str]] = {}
        rows = self.table("spend_observations")
        rows = rows.filter(rows.place_code.notnull() & rows.sponsor_id.notnull())
        pairs = [frame(rows.select("sponsor_id", "place_code").distinct())]
        listed = self.table("advertisers")
        listed = (
            listed.filter(listed.country_codes.notnull())
            .select("sponsor_id", place_code=listed.country_codes.split(" "))
            .unnest("place_code")
            .distinct()
        )
        pairs.append(frame(listed))
        ads = self.table("ads")
        places = self.store.table("ad_places").select("file_id", "line", "place_code")
        pairs.append(
            frame(
                ads.filter(ads.is_latest)
                .select("sponsor_id", "file_id", "line")
                .inner_join(places, ["file_id", "line"])
                .select("sponsor_id", "place_code")
                .distinct()
            )
        )
        for sponsor_id, code in pd.concat(pairs).itertuples(index=False):
            found.setdefault(sponsor_id, set()).add(code)
        return found

    @cached_property
    def collection_path(self) -> str:
        """The collection of the Internet Research Agency's ads; empty if none was read."""
        own = self.archives_where(lambda one: one.is_collection)
        return f"{COLLECTION}/index" if self.snapshots["archive"].isin(own).any() else ""

    @cached_property
    def state_labels(self) -> dict[str, tuple[StateLabel, ...]]:
        """By sponsor: the state-linked media that it is, by a published list."""
        return state_labels(self.store) if self.store.count("state_media") else {}


def day_key(value: object, precision: str = "day") -> str:
    """``3-nov-2020``: a date as part of an id, the same in every language."""
    with speaking(ENGLISH):
        return taken_on(value, precision).replace(" ", "-").lower()


def chosen(rows: ir.Table, column: str, values: Sequence[object]) -> ir.Table:
    """Rows whose column is one of the values."""
    return rows.filter(rows[column].isin(list(values)))
