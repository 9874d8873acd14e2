"""Ranked lists of sponsors: one for each thing that may be compared, never mixed.

A list holds amounts of one archive, one window, one place and one currency.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from generator.pages.data import SiteData
from generator.pages.sums import Sum, Window, read_sums
from generator.pages.window_series import added_over_windows, series_words, windows_apart
from generator.pages.words import Money, as_date, currency_key, in_words
from generator.schema.ranges import UNKNOWN, add_ranges
from generator.store.tables import frame
from generator.text.language import _, mark

ADVERTISER_TOTAL = "advertiser_total"
"""The scope of a platform's own total of an advertiser."""


@dataclass(frozen=True)
class Ranking:
    """A list of sponsors, largest first. ``entries`` are (sponsor_id, amount)."""

    id: str
    platform: str
    title: str
    """What it is a list of, with the platform; ``what`` without it."""
    what: str
    currency: str | None
    place_code: str | None
    is_main: bool
    snapshot_id: str
    entry_count: int
    payer_count: int
    row_count: int
    unnamed_count: int
    """Rows of an unknown payer: they are in the total, and in no entry."""
    scope: str
    total: Money
    entries: tuple[tuple[str, Money], ...]
    source: str
    """The platform and the days that the amounts are of, for a picture of the list."""
    windows: tuple[Window, ...] = ()
    """The windows that the amounts are sums over, if they are."""
    ad_archive: str = ""
    """The archive whose ads are added up, if these are no totals of the platform's own."""


def sponsor_rankings(data: SiteData) -> list[Ranking]:
    """The current lists of every platform: the whole archive first, then by country."""
    found = []
    totals = data.facts.advertiser_totals
    platforms = totals["archive"].map(data.facts.archive_platforms)
    totals = totals.assign(platform=platforms, scope=ADVERTISER_TOTAL)
    for (platform, currency), rows in groups_of(
        totals[totals["is_current"]], ["platform", "spend_currency"]
    ):
        what = _(
            "reported totals to {day} in {currency}",
            day=data.snapshot_day(rows["snapshot_id"].max()),
            currency=in_words(currency),
        )
        key = f"{platform}-{currency_key(currency)}"
        found.append(_ranking(data, rows, platform, key, what, currency, None))
    found += _window_rankings(data)
    ads = data.facts.ad_sums[data.facts.ad_sums["archive"].isin(data.facts.ad_archives)]
    ads = ads[ads["spend_currency"].notna() | (ads["n_unknown"] < ads["n"])]
    for (platform, archive, currency), rows in groups_of(
        ads, ["platform", "archive", "spend_currency"]
    ):
        what = _("all ads in the archive in {currency}", currency=in_words(currency))
        key = f"{platform}-{currency_key(currency)}"
        ranking = _ranking(data, rows, platform, key, what, currency, None)
        found.append(
            replace(
                ranking,
                source=f"{ranking.title}, {data.reach.copies(archive)}",
                ad_archive=archive,
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


def groups_of(
    rows: pd.DataFrame, keys: Sequence[str]
) -> Iterator[tuple[tuple[object, ...], pd.DataFrame]]:
    """Rows by the values of ``keys``, in their order. A value that is missing is None, and one of
    them: amounts without a currency are a list of their own."""
    for values, group in rows.groupby(list(keys), sort=True, dropna=False):
        yield tuple(None if pd.isna(value) else value for value in values), group


def _window_rankings(data: SiteData) -> Iterable[Ranking]:
    """The windows of the newest reports; windows that do not overlap are added up, as a sum."""
    totals = data.facts.window_totals
    totals = totals.assign(platform=totals["archive"].map(data.facts.archive_platforms))
    keys = ["platform", "place_code", "window_name", "spend_currency"]
    for (platform, place, window, currency), rows in groups_of(totals, keys):
        names = {"place": data.facts.places.name(place), "currency": in_words(currency)}
        if currency and (windows := windows_apart(rows)):
            first, last = windows[0].first, windows[-1].last
            words = series_words(
                window, windows, data.facts.reports.get((place, window), ()), is_all=True
            )
            key = f"{platform}-{place.lower()}-{window}-sum-{first}-{last}-{currency_key(currency)}"
            scope = rows["scope"].iloc[0]
            added = added_over_windows(rows, ["sponsor_id"]).assign(
                scope=scope, snapshot_id=windows[-1].snapshot_id, n_payers=0
            )
            what = _("{place}: amounts in {currency}, {window}", window=words, **names)
            ranking = _ranking(data, added, platform, key, what, currency, place)
            payers = _payer_count(data, scope, place, window, currency)
            yield replace(ranking, payer_count=payers, windows=windows)
            continue
        for (end,), own in groups_of(rows[rows["is_current"]], ["period_end_date"]):
            words = data.window_words(window, as_date(end))
            key = f"{platform}-{place.lower()}-{window}-{as_date(end)}-{currency_key(currency)}"
            what = _("{place}: {window} in {currency}", window=words, **names)
            yield _ranking(data, own, platform, key, what, currency, place)


def _payer_count(data: SiteData, scope: str, place: str, window: str, currency: str | None) -> int:
    rows = data.facts.table("spend_observations")
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
    what: str,
    currency: str | None,
    place: str | None,
) -> Ranking:
    records = read_sums(rows)
    named = [row for row in records if row.sponsor_id]
    # Amounts of several sponsors without a currency may be in several: they are not added.
    total = add_ranges(row.amount for row in records) if currency else UNKNOWN
    row_count = sum(row.count for row in records)
    top = top_rows(records, data.facts.config.top_rows)
    form = mark("{platform}: {what}") if place is None else mark("{platform}, {what}")
    title = _(form, platform=data.platform_name(platform), what=what)
    return Ranking(
        id=key,
        platform=platform,
        title=title,
        what=what,
        currency=currency,
        place_code=place,
        is_main=False,
        snapshot_id=max(row.snapshot_id for row in records),
        entry_count=len(named),
        payer_count=sum(int(row.payer_count) for row in records),
        row_count=row_count,
        unnamed_count=row_count - sum(row.count for row in named),
        scope=records[0].scope,
        total=data.words.money(total, currency, parts=row_count),
        source=title,
        entries=tuple(
            (row.sponsor_id, data.words.money(row.amount, currency, parts=row.count)) for row in top
        ),
    )


def top_rows(records: Iterable[Sum], count: int) -> list[Sum]:
    """The largest by lower bound, then upper bound, then id."""
    return sorted(
        (row for row in records if row.sponsor_id),
        key=lambda row: (-_number(row.lo), -_number(row.hi), row.sponsor_id),
    )[:count]


def _number(bound: float | None) -> float:
    """A bound for ordering: one that was not published, or is open, stands last."""
    return -1.0 if bound is None else bound
