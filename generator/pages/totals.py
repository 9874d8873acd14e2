"""The totals of a sponsor, as figures that can be traced: one for each archive, window, currency."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from generator.pages.base import Figure
from generator.pages.data import SiteData
from generator.pages.facts import WINDOW_DAYS, day_key
from generator.pages.sums import Sum, read_sums
from generator.pages.window_series import series_words, sum_words
from generator.pages.words import (
    Money,
    as_date,
    currency_key,
    is_sum_of_one_currency,
)
from generator.schema.ranges import RangeKind
from generator.store.fact import Fact
from generator.text.language import _, mark, ngettext

RULE_GOOGLE = mark(
    "Google's own totals for the sponsor's advertiser ids, in the currency of their regions, added "
    "over the ids that one snapshot lists. Totals of several snapshots are never added."
)
RULE_META = mark(
    "Meta's own amounts for the sponsor's disclaimers (or page without a payer) in one country and "
    "window, added over its pages: lower and upper bounds apart. Windows that overlap are never "
    "added."
)
RULE_SERIES = mark(
    "Meta's own amounts for the sponsor's disclaimers (or page without a payer) in one country, in "
    "windows of one length that have no day in common, added over these windows and over its pages: "
    "lower and upper bounds apart."
)
RULE_ADS = mark(
    "Sum over the ads in the newest copies of the archive, lower and upper bounds apart."
)


@dataclass(frozen=True)
class SponsorTotals:
    """Everything that is summed about one sponsor."""

    figures: tuple[Figure, ...]
    """Those that are parts of a sum over windows come last."""
    ad_count: int
    headline: Money | None
    amounts: tuple[tuple[str, float], ...]
    """By currency: the lower bound of the largest single total."""
    years: tuple[int, ...]
    is_gone: bool

    @property
    def is_several(self) -> bool:
        """True if the ads or amounts are of several currencies, so that no one amount is about all
        of them."""
        return len({figure.money.currency for figure in self.figures}) > 1

    @property
    def main(self) -> tuple[Figure, ...]:
        """The totals without the single windows of a sum."""
        return tuple(figure for figure in self.figures if not figure.is_part)

    @property
    def parts(self) -> tuple[Figure, ...]:
        """The single windows of sums."""
        return tuple(figure for figure in self.figures if figure.is_part)


class AdCount(NamedTuple):
    """Ads of a sponsor in one archive: how many, and the first days of the first and the last."""

    count: int
    first_day: date | None
    last_day: date | None


class Totals:
    """The totals of all sponsors, indexed once."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self._google = _by_sponsor(data.facts.advertiser_totals)
        self._meta = _by_sponsor(data.facts.window_totals)
        self._series = _by_sponsor(data.facts.window_sums)
        self._ads = _by_sponsor(data.facts.ad_sums)
        self._counts = _counts_by_sponsor(data.facts.ad_counts)

    def of(self, sponsor_id: str) -> SponsorTotals:
        """The totals of one sponsor."""
        data = self._data
        google = sorted(self._google.get(sponsor_id, []), key=self._newest_first)
        figures = [self._google_figure(sponsor_id, row, google[0]) for row in google]
        meta_rows = sorted(self._meta.get(sponsor_id, []), key=_window_order)
        series = {_series_key(row): row for row in self._series.get(sponsor_id, [])}
        summed = [(row, self._series_figure(sponsor_id, row)) for row in series.values()]
        summed += [
            (row, self._meta_figure(sponsor_id, row))
            for row in meta_rows
            if _series_key(row) not in series
        ]
        figures += [
            figure for _row, figure in sorted(summed, key=lambda two: _window_order(two[0]))
        ]
        parts = [
            replace(self._meta_figure(sponsor_id, row), is_part=True)
            for row in meta_rows
            if _series_key(row) in series
        ]
        figures += [
            self._ads_figure(sponsor_id, row)
            for row in sorted(self._ads.get(sponsor_id, []), key=self._most_first)
        ]
        counts = self._counts.get(sponsor_id, [])
        listed = sum(one.count for one in counts)
        ad_count = max(listed, data.facts.published_ad_counts.get(sponsor_id, 0))
        figures = self._platforms_in_turn(figures)
        return SponsorTotals(
            figures=(*figures, *parts),
            ad_count=ad_count,
            headline=figures[0].money if figures else None,
            amounts=largest_amounts(figures),
            years=self._years(meta_rows, counts, google),
            is_gone=bool(google) and not any(row.is_current for row in google),
        )

    def _years(
        self, windows: Sequence[Sum], counts: Sequence[AdCount], totals: Sequence[Sum]
    ) -> tuple[int, ...]:
        found = {row.last_day.year for row in windows if row.last_day}
        for one in counts:
            if one.first_day and one.last_day:
                found |= set(range(one.first_day.year, one.last_day.year + 1))
        days = self._data.facts.snapshot_dates
        found |= {days[row.snapshot_id].year for row in totals}
        return tuple(sorted(found))

    def _google_figure(self, sponsor_id: str, row: Sum, newest: Sum) -> Figure:
        data, currency = self._data, row.currency
        platform = data.facts.archive_platforms[row.archive]
        ads = data.facts.published_ad_counts.get(sponsor_id)
        is_newest = row.snapshot_id == newest.snapshot_id
        details = [_("reported total to {day}", day=data.snapshot_day(row.snapshot_id))]
        if row.count > 1:
            details.append(ngettext("{count} advertiser id", "{count} advertiser ids", row.count))
        if ads is not None and row is newest:
            details.append(ngettext("{count} ad", "{count} ads", ads))
        if not is_newest:
            details.append(_("under another id; the newer total may include it"))
        elif not row.is_current:
            details.append(_("no longer in the newest copy"))
        return Figure(
            id=f"{platform}-{currency_key(currency)}"
            + ("" if is_newest else f"-{data.facts.snapshot_key(row.snapshot_id)}"),
            platform=platform,
            label=data.platform_name(platform),
            money=data.words.money(row.amount, currency, parts=row.count),
            details=tuple(details),
            fact=Fact(
                "spend_observations",
                (
                    ("sponsor_id", sponsor_id),
                    ("scope", "advertiser_total"),
                    ("snapshot_id", row.snapshot_id),
                    ("is_primary", True),
                    ("is_latest", True),
                    ("spend_currency", currency),
                ),
                RULE_GOOGLE,
            ),
            row_count=row.count,
            span=_to(data, row),
        )

    def _meta_figure(self, sponsor_id: str, row: Sum) -> Figure:
        data, currency = self._data, row.currency
        platform = data.facts.archive_platforms[row.archive]
        details = [
            _("reported, {window}", window=data.window_words(row.window_name, row.last_day)),
            ngettext("{count} row", "{count} rows", row.count),
        ]
        if row.is_at_most:
            details.append(_("some or all “100 or less”"))
        return Figure(
            id=f"{platform}-{row.place_code.lower()}-{row.window_name}-{day_key(row.last_day)}",
            platform=platform,
            label=f"{data.platform_name(platform)}, {data.facts.places.name(row.place_code)}",
            money=data.words.money(row.amount, currency, parts=row.count),
            details=tuple(details),
            fact=Fact(
                "spend_observations",
                (
                    ("sponsor_id", sponsor_id),
                    ("scope", row.scope),
                    ("snapshot_id", row.snapshot_id),
                    ("place_code", row.place_code),
                    ("spend_currency", currency),
                ),
                RULE_META,
            ),
            row_count=row.count,
            span=_span(row, data.facts.archives[row.archive].began),
        )

    def _series_figure(self, sponsor_id: str, row: Sum) -> Figure:
        data, currency = self._data, row.currency
        place, window = row.place_code, row.window_name
        platform = data.facts.archive_platforms[row.archive]
        details = [series_words(window, row.windows, data.facts.reports.get((place, window), ()))]
        details.append(ngettext("{count} row", "{count} rows", row.count))
        if row.is_at_most:
            details.append(_("some or all “100 or less”"))
        snapshots = tuple((one.snapshot_id, one.row_count) for one in row.windows)
        first, last = row.first_day, row.last_day
        return Figure(
            id=f"{platform}-{place.lower()}-{window}-sum-{day_key(first)}-{day_key(last)}",
            platform=platform,
            label=f"{data.platform_name(platform)}, {data.facts.places.name(place)}",
            money=data.words.money(row.amount, currency, parts=row.count),
            details=tuple(details),
            fact=Fact(
                "spend_observations",
                (
                    ("sponsor_id", sponsor_id),
                    ("scope", row.scope),
                    ("snapshot_id", tuple(snapshot for snapshot, _n in snapshots)),
                    ("place_code", place),
                    ("window_name", window),
                    ("spend_currency", currency),
                ),
                RULE_SERIES,
            ),
            row_count=row.count,
            span=(first, last),
            sum_words=sum_words(window, len(snapshots)),
            snapshot_rows=snapshots,
        )

    def _ads_figure(self, sponsor_id: str, row: Sum) -> Figure:
        data, currency = self._data, row.currency
        name = data.platform_name(row.platform)
        amount = row.amount
        ads = row.count
        if amount.kind is RangeKind.UNKNOWN:
            detail = ngettext(
                "{count} ad listed without spend", "{count} ads listed without spend", ads
            )
        elif not is_sum_of_one_currency(currency, ads):
            detail = ngettext("{count} ad", "{count} ads", ads)
        elif amount.kind is RangeKind.EXACT:
            detail = ngettext("sum of {count} exact ad", "sum of {count} exact ads", ads)
        else:
            detail = ngettext("sum of {count} ad in ranges", "sum of {count} ads in ranges", ads)
        first, last = row.first_day, row.last_day
        if first and last:
            detail += (
                f", {first.year}" if first.year == last.year else f", {first.year}–{last.year}"
            )
        where = (
            ("sponsor_id", sponsor_id),
            ("archive", row.archive),
            ("is_latest", True),
            ("is_group_first", True),
            ("spend_currency", currency),
        )
        return Figure(
            id=f"{row.archive}-ads-{currency_key(currency)}",
            platform=row.platform,
            label=name,
            money=data.words.money(amount, currency, parts=row.count),
            details=(detail,),
            fact=Fact("ads", where, RULE_ADS),
            row_count=row.count,
            span=(first, last) if first and last else None,
        )

    def _times(self, row: Sum) -> float:
        return self._data.facts.thresholds.times(row.currency, row.lo)

    def _newest_first(self, row: Sum) -> tuple[object, ...]:
        """The newest snapshot first, and of its currencies that of the largest part."""
        day = -self._data.facts.snapshot_dates[row.snapshot_id].toordinal()
        return not row.is_current, day, -self._times(row), row.currency or ""

    def _most_first(self, row: Sum) -> tuple[object, ...]:
        """The currency of most ads first, within an archive; unknown ones last."""
        currency = row.currency
        return row.archive, not currency, -row.count, currency or ""

    def _platforms_in_turn(self, figures: list[Figure]) -> list[Figure]:
        """The first figure of each platform, the largest of them first, then the second of each:
        none hides another."""
        times = self._data.facts.thresholds.times
        seen: dict[str, int] = {}
        turns = []
        for figure in figures:
            own = figure.platform
            seen[own] = seen.get(own, 0) + 1
            money = figure.money
            turns.append((seen[own], -times(money.currency, money.lo)))
        return [
            figure
            for _turn, figure in sorted(zip(turns, figures, strict=True), key=lambda two: two[0])
        ]


def _by_sponsor(rows: pd.DataFrame) -> dict[str, list[Sum]]:
    found: dict[str, list[Sum]] = {}
    for row in read_sums(rows):
        if row.sponsor_id:
            found.setdefault(row.sponsor_id, []).append(row)
    return found


def _counts_by_sponsor(rows: pd.DataFrame) -> dict[str, list[AdCount]]:
    found: dict[str, list[AdCount]] = {}
    for row in rows[rows["sponsor_id"].notna()].to_dict("records"):
        count = AdCount(int(row["n"]), as_date(row["first"]), as_date(row["last"]))
        found.setdefault(row["sponsor_id"], []).append(count)
    return found


def _series_key(row: Sum) -> tuple[str | None, ...]:
    return row.archive, row.scope, row.place_code, row.window_name, row.currency


def _span(row: Sum, began: date | None) -> tuple[date, date] | None:
    first = row.first_day or began
    return (first, row.last_day) if first and row.last_day else None


def _to(data: SiteData, row: Sum) -> tuple[date, date] | None:
    """The days of a total of everything to the day of its copy."""
    began = data.facts.archives[row.archive].began
    return (began, data.facts.snapshot_dates[row.snapshot_id]) if began else None


def _window_order(row: Sum) -> tuple[object, ...]:
    """What is about most days first, then the newest."""
    days = WINDOW_DAYS.get(row.window_name, 0) * (len(row.windows) or 1)
    end = row.last_day.toordinal() if row.last_day else 0
    return -days, -end, row.place_code or "", row.currency or ""


def largest_amounts(figures: Sequence[Figure]) -> tuple[tuple[str, float], ...]:
    """The lower bound of the largest single total in each currency, for sorting search results."""
    best: dict[str, float] = {}
    for figure in figures:
        money = figure.money
        if money.currency and money.lo is not None:
            best[money.currency] = max(best.get(money.currency, 0.0), money.lo)
    return tuple(sorted(best.items()))
