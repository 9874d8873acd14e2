"""Ranked lists of sponsors: one for each thing that may be compared, never mixed.

A list holds amounts of one archive, one window, one place and one currency.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis
import ibis.expr.types as ir
import pandas as pd

from generator.language import _, mark, ngettext
from generator.pages.data import SiteData, add_up, range_of, sums
from generator.pages.window_series import added_over_windows, series_words, windows_apart
from generator.pages.words import Money, as_date, currency_key, in_words, text_or_none
from generator.ranges import UNKNOWN, add_ranges
from generator.store import frame

WHOLE_AD_ARCHIVES = ("snapchat", "x")
"""Archives that list every ad with its spend, each called as its platform. Others hold somebody's
selection of ads."""


@dataclass(frozen=True)
class Ranking:
    """A list of sponsors, largest first. ``entries`` are (sponsor_id, amount)."""

    id: str
    platform: str
    title: str
    currency: str | None
    place_code: str | None
    is_main: bool
    snapshot_id: str
    entry_count: int
    payer_count: int
    row_count: int
    scope: str
    total: Money
    entries: tuple[tuple[str, Money], ...]
    source: str
    """The platform and the days that the amounts are of, for a picture of the list."""
    windows: tuple[tuple[date, date, str, int], ...] = ()
    """The windows that the amounts are sums over, if they are."""


def sponsor_rankings(data: SiteData) -> list[Ranking]:
    """The current lists of every platform: the whole archive first, then by country."""
    found = []
    google = data.google_totals
    for (currency,), rows in _groups(google[google["is_current"]], ["spend_currency"]):
        snapshot = rows["snapshot_id"].max()
        title = _(
            "{platform}: reported totals to {day} in {currency}",
            platform="Google",
            day=data.snapshot_day(snapshot),
            currency=in_words(currency),
        )
        found.append(
            _ranking(
                data, rows, "google", f"google-{currency_key(currency)}", title, currency, None
            )
        )
    found += _meta_rankings(data)
    ads = data.ad_sums[data.ad_sums["archive"].isin(WHOLE_AD_ARCHIVES)]
    ads = ads[ads["spend_currency"].notna() | (ads["n_unknown"] < ads["n"])]
    for (platform, currency), rows in _groups(ads, ["platform", "spend_currency"]):
        title = _(
            "{platform}: all ads in the archive in {currency}",
            platform=data.platform_name(platform),
            currency=in_words(currency),
        )
        key = f"{platform}-{currency_key(currency)}"
        found.append(
            replace(
                _ranking(data, rows, platform, key, title, currency, None),
                source=f"{title}, {data.reach.copies(platform)}",
            )
        )
    # What is in a currency says more than what is in none that is known.
    known = {ranking.platform for ranking in found if ranking.currency}
    found = [one for one in found if one.currency or one.platform not in known]
    main = {}
    for ranking in found:
        best = main.get(ranking.platform)
        if best is None or ranking.entry_count > best.entry_count:
            main[ranking.platform] = ranking
    return [
        Ranking(**{**vars(ranking), "is_main": main[ranking.platform] is ranking})
        for ranking in sorted(found, key=lambda r: (r.platform, -r.entry_count, r.id))
    ]


def _groups(
    rows: pd.DataFrame, keys: Sequence[str]
) -> Iterator[tuple[tuple[object, ...], pd.DataFrame]]:
    """Rows by the values of ``keys``, in their order. A value that is missing is None, and one of
    them: amounts without a currency are a list of their own."""
    for values, group in rows.groupby(list(keys), sort=True, dropna=False):
        yield tuple(None if pd.isna(value) else value for value in values), group


def _meta_rankings(data: SiteData) -> Iterable[Ranking]:
    """The windows of Meta's newest reports; windows that do not overlap are added up, as a sum."""
    keys = ["place_code", "window_name", "spend_currency"]
    for (place, window, currency), rows in _groups(data.meta_totals, keys):
        title = mark("{platform}, {place}: {window} in {currency}")
        names = {
            "platform": "Meta", "place": data.places.name(place), "currency": in_words(currency)
        }  # fmt: skip
        if currency and (windows := windows_apart(rows)):
            first, last = windows[0][0], windows[-1][1]
            summed = {
                "window_name": window, "windows": windows, "first_date": first, "last_date": last
            }  # fmt: skip
            words = series_words(summed, data.reports.get((place, window), ()), is_all=True)
            key = f"meta-{place.lower()}-{window}-sum-{first}-{last}-{currency_key(currency)}"
            scope = rows["scope"].iloc[0]
            totals = added_over_windows(rows, ["sponsor_id"]).assign(
                scope=scope, snapshot_id=windows[-1][2], n_payers=0
            )
            ranking = _ranking(
                data, totals, "meta", key, _(title, window=words, **names), currency, place
            )
            payers = _payer_count(data, scope, place, window, currency)
            yield replace(ranking, payer_count=payers, windows=windows)
            continue
        for (end,), own in _groups(rows[rows["is_current"]], ["period_end_date"]):
            words = data.window_words({"window_name": window, "period_end_date": end})
            key = f"meta-{place.lower()}-{window}-{as_date(end)}-{currency_key(currency)}"
            yield _ranking(data, own, "meta", key, _(title, window=words, **names), currency, place)


def _payer_count(data: SiteData, scope: str, place: str, window: str, currency: str | None) -> int:
    rows = data.table("spend_observations")
    rows = rows.filter(
        (rows.scope == scope)
        & (rows.place_code == place)
        & (rows.window_name == window)
        & rows.spend_currency.identical_to(currency)
    )
    return int(frame(rows.aggregate(n=rows.payer_id.nunique()))["n"].iloc[0])


def _ranking(
    data: SiteData,
    rows: pd.DataFrame,
    platform: str,
    key: str,
    title: str,
    currency: str | None,
    place: str | None,
) -> Ranking:
    records = rows.to_dict("records")
    # Amounts of several sponsors without a currency may be in several: they are not added.
    total = add_ranges(range_of(row) for row in records) if currency else UNKNOWN
    row_count = sum(int(row["n"]) for row in records)
    top = top_rows(records, data.config.top_rows)
    return Ranking(
        id=key,
        platform=platform,
        title=title,
        currency=currency,
        place_code=place,
        is_main=False,
        snapshot_id=max(str(row.get("snapshot_id", "")) for row in records),
        entry_count=len(records),
        payer_count=sum(int(row["n_payers"]) for row in records),
        row_count=row_count,
        scope=str(records[0].get("scope", "")),
        total=data.words.money(total, currency, parts=row_count),
        source=title,
        entries=tuple(
            (row["sponsor_id"], data.words.money(range_of(row), currency, parts=int(row["n"])))
            for row in top
        ),
    )


def top_rows(records: Iterable[Mapping[str, object]], count: int) -> list[Mapping[str, object]]:
    """The largest by lower bound, then upper bound, then id."""
    return sorted(
        (row for row in records if text_or_none(row["sponsor_id"])),
        key=lambda row: (-_number(row["lo"]), -_number(row["hi"]), row["sponsor_id"]),
    )[:count]


def _number(bound: object) -> float:
    """A bound for ordering: one that was not published, or is open, stands last."""
    return -1.0 if pd.isna(bound) else float(bound)


@dataclass(frozen=True)
class PlaceRanking:
    """Top sponsors of a place in one archive, window and currency."""

    place_code: str
    title: str
    currency: str | None
    entry_count: int
    entries: tuple[tuple[str, Money], ...]
    is_area: bool
    snapshot_id: str
    source: str
    """As that of a :class:`Ranking`."""


def place_rankings(data: SiteData) -> dict[str, list[PlaceRanking]]:
    """By place code: the lists of sponsors that the archives give for the place."""
    found: dict[str, list[PlaceRanking]] = {}
    rows = data.store.table("spend_observations")
    is_country_total = rows.scope.isin(["advertiser_total", "advertiser_window"])
    is_region = rows.scope.isin(["advertiser_place", "advertiser_place_window"])
    rows = rows.filter(
        (is_country_total | is_region)
        & rows.is_current
        & rows.is_primary
        & rows.place_code.notnull()
    )
    keys = ["platform", "scope", "snapshot_id", "place_code", "window_name", "period_end_date",
            "spend_currency", "sponsor_id"]  # fmt: skip
    group_keys = ["place_code", "platform", "scope", "snapshot_id", "window_name",
                  "spend_currency"]  # fmt: skip
    top = _largest(sums(rows, keys), group_keys, data.config.top_rows)
    top["window_name"] = top["window_name"].fillna("")
    for (code, platform, scope, snapshot, window, currency), group in _groups(top, group_keys):
        records = group.to_dict("records")
        name = data.platform_name(platform)
        if window:
            title = _(
                "{platform}: {window} in {currency}",
                platform=name,
                window=data.window_words(records[0]),
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
        is_area = scope in ("advertiser_place", "advertiser_place_window")
        found.setdefault(code, []).append(
            _place_ranking(data, code, title, currency, records, snapshot, is_area=is_area)
        )
    for code, ranking in _ads_by_country(data):
        found.setdefault(code, []).append(ranking)
    return found


def _ads_by_country(data: SiteData) -> Iterable[tuple[str, PlaceRanking]]:
    rows = data.store.table("ads")
    rows = rows.filter(
        rows.archive.isin(WHOLE_AD_ARCHIVES)
        & rows.is_latest
        & rows.is_group_first
        & rows.country_codes.notnull()
        & rows.spend_currency.notnull()
    ).mutate(place_code=rows.country_codes)
    group_keys = ["platform", "archive", "place_code", "spend_currency"]
    top = _largest(sums(rows, [*group_keys, "sponsor_id"]), group_keys, data.config.top_rows)
    for (platform, archive, code, currency), group in _groups(top, group_keys):
        records = group.to_dict("records")
        snapshots = data.snapshots[data.snapshots["archive"] == archive]
        title = ngettext(
            "{platform}: sums of {count} ad aimed at this country, in {currency}",
            "{platform}: sums of {count} ads aimed at this country, in {currency}",
            int(records[0]["row_count"]),
            platform=data.platform_name(platform),
            currency=in_words(currency),
        )
        snapshot = snapshots.iloc[0]["snapshot_id"]
        ranking = _place_ranking(data, code, title, currency, records, snapshot, is_area=False)
        yield code, replace(ranking, source=f"{title}, {data.reach.copies(archive)}")


def _largest(summed: ir.Table, group_keys: Sequence[str], count: int) -> pd.DataFrame:
    """The largest sponsors of each group in order, with entry_count and row_count of the group."""
    order = [
        ibis.desc(summed.lo.fill_null(-1)), ibis.desc(summed.hi.fill_null(-1)), summed.sponsor_id
    ]  # fmt: skip
    ranked = summed.mutate(
        position=ibis.row_number().over(ibis.window(group_by=group_keys, order_by=order)),
        entry_count=summed.n.count().over(ibis.window(group_by=group_keys)),
        row_count=summed.n.sum().over(ibis.window(group_by=group_keys)),
    )
    kept = ranked.filter((ranked.position < count) & ranked.sponsor_id.notnull())
    return frame(kept.order_by([*group_keys, "position"]))


def _place_ranking(
    data: SiteData,
    code: str,
    title: str,
    currency: str | None,
    records: Sequence[Mapping[str, object]],
    snapshot_id: str,
    *,
    is_area: bool,
) -> PlaceRanking:
    return PlaceRanking(
        code,
        title,
        currency,
        int(records[0]["entry_count"]),
        tuple(
            (row["sponsor_id"], data.words.money(range_of(row), currency, parts=int(row["n"])))
            for row in records
        ),
        is_area,
        snapshot_id,
        title,
    )


def place_totals(data: SiteData) -> pd.DataFrame:
    """Totals of places as the platforms publish them, by place, archive and window: current."""
    rows = data.store.table("spend_observations")
    rows = rows.filter(
        rows.scope.isin(["place_total", "place_window"])
        & rows.is_current
        & rows.is_primary
        & rows.place_code.notnull()
    )
    return add_up(
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
