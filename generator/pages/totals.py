"""The totals of a sponsor, as figures that can be traced: one for each archive, window, currency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from generator.pages.base import Figure
from generator.pages.data import SiteData
from generator.pages.facts import WINDOW_DAYS, day_key
from generator.pages.sums import range_of
from generator.pages.window_series import series_words, sum_words
from generator.pages.words import (
    Money,
    as_date,
    currency_key,
    is_sum_of_one_currency,
    text_or_none,
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
ARCHIVE_BEGAN = date(2018, 5, 31)
"""The first day in Google's totals."""
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


class Totals:
    """The totals of all sponsors, indexed once."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self._google = _by_sponsor(data.facts.advertiser_totals)
        self._meta = _by_sponsor(data.facts.window_totals)
        self._series = _by_sponsor(data.facts.window_sums)
        self._ads = _by_sponsor(data.facts.ad_sums)
        self._counts = _by_sponsor(data.facts.ad_counts)

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
        counts = {row["archive"]: row for row in self._counts.get(sponsor_id, [])}
        figures += [
            self._ads_figure(sponsor_id, row)
            for row in sorted(self._ads.get(sponsor_id, []), key=self._most_first)
        ]
        listed = sum(int(row["n"]) for row in counts.values())
        ad_count = max(listed, data.facts.published_ad_counts.get(sponsor_id, 0))
        firsts = [row["first"] for row in counts.values() if not pd.isna(row["first"])]
        lasts = [row["last"] for row in counts.values() if not pd.isna(row["last"])]
        figures = self._platforms_in_turn(figures)
        return SponsorTotals(
            figures=(*figures, *parts),
            ad_count=ad_count,
            headline=figures[0].money if figures else None,
            amounts=largest_amounts(figures),
            years=self._years(meta_rows, firsts, lasts, google),
            is_gone=bool(google) and not any(row["is_current"] for row in google),
        )

    def _years(self, meta: list, firsts: list, lasts: list, google: list) -> tuple[int, ...]:
        found = {as_date(row["period_end_date"]).year for row in meta}
        for first, last in zip(firsts, lasts, strict=True):
            found |= set(range(as_date(first).year, as_date(last).year + 1))
        found |= {int(row["snapshot_id"].split("@")[1][:4]) for row in google}
        return tuple(sorted(found))

    def _google_figure(
        self, sponsor_id: str, row: Mapping[str, object], newest: Mapping[str, object]
    ) -> Figure:
        data, currency = self._data, text_or_none(row["spend_currency"])
        ads = data.facts.published_ad_counts.get(sponsor_id)
        is_newest = row["snapshot_id"] == newest["snapshot_id"]
        details = [_("reported total to {day}", day=data.snapshot_day(row["snapshot_id"]))]
        if row["n"] > 1:
            details.append(
                ngettext("{count} advertiser id", "{count} advertiser ids", int(row["n"]))
            )
        if ads is not None and row is newest:
            details.append(ngettext("{count} ad", "{count} ads", ads))
        if not is_newest:
            details.append(_("under another id; the newer total may include it"))
        elif not row["is_current"]:
            details.append(_("no longer in the newest copy"))
        return Figure(
            id=f"google-{currency_key(currency)}"
            + ("" if is_newest else f"-{data.facts.snapshot_key(row['snapshot_id'])}"),
            platform=data.facts.archive_platforms[row["archive"]],
            label=data.platform_name(data.facts.archive_platforms[row["archive"]]),
            money=data.words.money(range_of(row), currency, parts=int(row["n"])),
            details=tuple(details),
            fact=Fact(
                "spend_observations",
                (
                    ("sponsor_id", sponsor_id),
                    ("scope", "advertiser_total"),
                    ("snapshot_id", row["snapshot_id"]),
                    ("is_primary", True),
                    ("is_latest", True),
                    ("spend_currency", currency),
                ),
                RULE_GOOGLE,
            ),
            row_count=int(row["n"]),
            span=(ARCHIVE_BEGAN, data.facts.snapshot_dates[row["snapshot_id"]]),
        )

    def _meta_figure(self, sponsor_id: str, row: Mapping[str, object]) -> Figure:
        data, currency = self._data, text_or_none(row["spend_currency"])
        platform = data.facts.archive_platforms[row["archive"]]
        details = [
            _("reported, {window}", window=data.window_words(row)),
            ngettext("{count} row", "{count} rows", int(row["n"])),
        ]
        if row["is_at_most"]:
            details.append(_("some or all “100 or less”"))
        return Figure(
            id=f"meta-{row['place_code'].lower()}-{row['window_name']}-{day_key(row['period_end_date'])}",
            platform=platform,
            label=f"{data.platform_name(platform)}, {data.facts.places.name(row['place_code'])}",
            money=data.words.money(range_of(row), currency, parts=int(row["n"])),
            details=tuple(details),
            fact=Fact(
                "spend_observations",
                (
                    ("sponsor_id", sponsor_id),
                    ("scope", row["scope"]),
                    ("snapshot_id", row["snapshot_id"]),
                    ("place_code", row["place_code"]),
                    ("spend_currency", currency),
                ),
                RULE_META,
            ),
            row_count=int(row["n"]),
            span=_span(row["period_start_date"], row["period_end_date"]),
        )

    def _series_figure(self, sponsor_id: str, row: Mapping[str, object]) -> Figure:
        data, currency = self._data, row["spend_currency"]
        place, window = row["place_code"], row["window_name"]
        platform = data.facts.archive_platforms[row["archive"]]
        details = [series_words(row, data.facts.reports.get((place, window), ()))]
        details.append(ngettext("{count} row", "{count} rows", int(row["n"])))
        if row["is_at_most"]:
            details.append(_("some or all “100 or less”"))
        snapshots = tuple((snapshot, n) for _start, _end, snapshot, n in row["windows"])
        first, last = row["first_date"], row["last_date"]
        return Figure(
            id=f"meta-{place.lower()}-{window}-sum-{day_key(first)}-{day_key(last)}",
            platform=platform,
            label=f"{data.platform_name(platform)}, {data.facts.places.name(place)}",
            money=data.words.money(range_of(row), currency, parts=int(row["n"])),
            details=tuple(details),
            fact=Fact(
                "spend_observations",
                (
                    ("sponsor_id", sponsor_id),
                    ("scope", row["scope"]),
                    ("snapshot_id", tuple(snapshot for snapshot, _n in snapshots)),
                    ("place_code", place),
                    ("window_name", window),
                    ("spend_currency", currency),
                ),
                RULE_SERIES,
            ),
            row_count=int(row["n"]),
            span=(first, last),
            sum_words=sum_words(window, len(snapshots)),
            snapshot_rows=snapshots,
        )

    def _ads_figure(self, sponsor_id: str, row: Mapping[str, object]) -> Figure:
        data, currency = self._data, text_or_none(row["spend_currency"])
        name = data.platform_name(row["platform"])
        amount = range_of(row)
        ads = int(row["n"])
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
        first, last = as_date(row["first"]), as_date(row["last"])
        if first and last:
            detail += (
                f", {first.year}" if first.year == last.year else f", {first.year}–{last.year}"
            )
        where = (
            ("sponsor_id", sponsor_id),
            ("archive", row["archive"]),
            ("is_latest", True),
            ("is_group_first", True),
            ("spend_currency", currency),
        )
        return Figure(
            id=f"{row['archive']}-ads-{currency_key(currency)}",
            platform=row["platform"],
            label=name,
            money=data.words.money(amount, currency, parts=int(row["n"])),
            details=(detail,),
            fact=Fact("ads", where, RULE_ADS),
            row_count=int(row["n"]),
            span=(first, last) if first and last else None,
        )

    def _times(self, row: Mapping[str, object]) -> float:
        return self._data.facts.thresholds.times(text_or_none(row["spend_currency"]), row["lo"])

    def _newest_first(self, row: Mapping[str, object]) -> tuple[object, ...]:
        """The newest snapshot first, and of its currencies that of the largest part."""
        day_text = str(row["snapshot_id"]).split("@")[1]
        newest = [-ord(mark) for mark in day_text]
        return not row["is_current"], newest, -self._times(row), row["spend_currency"] or ""

    def _most_first(self, row: Mapping[str, object]) -> tuple[object, ...]:
        """The currency of most ads first, within an archive; unknown ones last."""
        currency = text_or_none(row["spend_currency"])
        return row["archive"], not currency, -int(row["n"]), currency or ""

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


def _by_sponsor(rows: pd.DataFrame) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in rows.to_dict("records"):
        if text_or_none(row["sponsor_id"]):
            found.setdefault(row["sponsor_id"], []).append(row)
    return found


def _series_key(row: Mapping[str, object]) -> tuple[object, ...]:
    names = ("archive", "scope", "place_code", "window_name", "spend_currency")
    return tuple(row[name] for name in names)


def _span(first: object, last: object) -> tuple[date, date] | None:
    start, end = as_date(first), as_date(last)
    return (start or ARCHIVE_BEGAN, end) if end else None


def _window_order(row: Mapping[str, object]) -> tuple[object, ...]:
    """What is about most days first, then the newest."""
    count = len(row["windows"]) if "windows" in row else 1
    end = row["last_date"] if "windows" in row else row["period_end_date"]
    return (
        -WINDOW_DAYS.get(row["window_name"], 0) * count,
        -as_date(end).toordinal(),
        row["place_code"],
        row["spend_currency"] or "",
    )


def largest_amounts(figures: Sequence[Figure]) -> tuple[tuple[str, float], ...]:
    """The lower bound of the largest single total in each currency, for sorting search results."""
    best: dict[str, float] = {}
    for figure in figures:
        money = figure.money
        if money.currency and money.lo is not None:
            best[money.currency] = max(best.get(money.currency, 0.0), money.lo)
    return tuple(sorted(best.items()))
