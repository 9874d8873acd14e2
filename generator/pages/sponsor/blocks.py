"""The tables and charts of a sponsor's page, from rows that were loaded and added up before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from generator.pages.addresses import chart_ident
from generator.pages.base import Cell, ChartSpec, Column, Figure, TableBlock, money_cell
from generator.pages.chart_specs import places_chart, platform_chart
from generator.pages.data import SiteData
from generator.pages.facts import WINDOW_DAYS
from generator.pages.reach import weeks_gap
from generator.pages.sponsor.timeline import (
    TimelineMark,
    chart_marks,
    timeline,
    week_span,
    weeks_of_ads,
)
from generator.pages.sums import Sum, amount_fields
from generator.pages.totals import SponsorTotals
from generator.pages.week_charts import (
    has_enough_weeks,
    weekly_ads_chart,
    weekly_chart,
    weekly_title,
    weeks_by_currency,
    weeks_of_one_currency,
)
from generator.pages.window_series import overlap
from generator.pages.words import in_words
from generator.text.language import _

Rows = Sequence[Mapping[str, object]]
CARD_COUNT = 6
"""Totals that stand as cards; the others are rows of a table."""


def more_totals(totals: SponsorTotals) -> TableBlock | None:
    """The totals that have no card."""
    rest = totals.main[CARD_COUNT:]
    if not rest:
        return None
    return _figure_table(
        _("More totals. Some times overlap those of others: totals are never added.")
        if _any_overlap(totals.main)
        else _(
            "More totals, each of its own platform, place, time or currency: they are never added."
        ),
        rest,
    )


def summed_windows(totals: SponsorTotals) -> TableBlock | None:
    """The single windows that sums are made of, in time."""
    if not totals.parts:
        return None
    caption = _("The {count} single windows of the sums above, which do not overlap", count=len(totals.parts))  # fmt: skip
    return _figure_table(
        caption, sorted(totals.parts, key=lambda figure: (figure.label, figure.span, figure.id))
    )


def _any_overlap(figures: Sequence[Figure]) -> bool:
    """True if two figures about one thing have days in common."""
    spans: dict[tuple[object, ...], list[tuple[date, date]]] = {}
    for figure in figures:
        if figure.span:
            spans.setdefault((figure.label, figure.money.currency), []).append(figure.span)
    return any(map(overlap, spans.values()))


def _figure_table(caption: str, figures: Sequence[Figure]) -> TableBlock:
    return TableBlock(
        caption,
        (Column("what", _("What")), Column("amount", _("Amount")), Column("detail", _("Detail"))),
        tuple((Cell(f.label), money_cell(f.money), Cell(f.detail)) for f in figures),
        (1,),
    )


def totals_by_id(data: SiteData, observations: Rows) -> TableBlock | None:
    """The totals of each advertiser id, if a total is the sum of several."""
    rows = [row for row in observations if row["scope"] == "advertiser_total" and row["is_latest"]]
    if len({row["payer_id"] for row in rows}) < 2:
        return None
    days = data.facts.snapshot_dates
    rows.sort(key=lambda row: (days[row["snapshot_id"]], float(row["spend_lo"])), reverse=True)
    return TableBlock(
        _(
            "{platform}'s totals of each advertiser id",
            platform=data.platform_name(str(rows[0]["platform"])),
        ),
        (
            Column("advertiser", _("Advertiser")),
            Column("id", _("Id")),
            Column("amount", _("Amount")),
            Column("to", _("To")),
        ),
        tuple(
            (
                Cell(str(row["advertiser_name"])),
                Cell(str(row["advertiser_id"])),
                money_cell(data.words.money(amount_fields(row), row["spend_currency"])),
                Cell(data.snapshot_day(row["snapshot_id"])),
            )
            for row in rows
        ),
        (2,),
    )


@dataclass(frozen=True)
class SponsorTime:
    """What a page shows over time; the numbers in the charts are those of the marks."""

    weekly: ChartSpec | None
    weekly_ads: ChartSpec | None
    marks: tuple[TimelineMark, ...]


def sponsor_time(
    data: SiteData, sponsor_id: str, weeks: Sequence[Sum], windows: Rows, ads: Rows
) -> SponsorTime:
    """Google's weeks in the currency that has the most of them, ads by week, and their dates.

    Two charts have the same days at the same places, so that a number stands where it does in the
    other.
    """
    currency, spent = weeks_of_one_currency(weeks)
    running = weeks_of_ads(ads)
    spans = [week_span(row.first_day for row in spent if row.first_day)] if len(spent) > 1 else []
    spans += [week_span(running)] if has_enough_weeks(running, len(ads)) else []
    charted = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None
    if len(spans) > 1 and (gap := weeks_gap(data, spent, None)):
        charted = (charted[0], max(charted[1], gap[1]))
    marks = timeline(data, sponsor_id, spent, windows, ads, charted)
    ident = chart_ident(sponsor_id)
    weekly = ads_chart = None
    both = charted if len(spans) > 1 else None
    if len(spent) > 1:
        title = weekly_title(data, currency)
        in_chart = chart_marks(marks, both or spans[0])
        beside = ("", float(max(running.values()))) if both else None
        weekly = weekly_chart(
            data, spent, currency, ident, title, in_chart, both, beside, weeks_by_currency(weeks)
        )
    if has_enough_weeks(running, len(ads)):
        both = both if weekly else None
        in_chart = chart_marks(marks, both or spans[-1])
        beside = (currency or "", _tallest(weekly)) if weekly else None
        archives = {str(ad["archive"]) for ad in ads if ad["first_shown_date"] is not None}
        gaps = data.reach.ad_gaps(archives, both or spans[-1])
        source = data.reach.words(archives, week_span(running))
        ads_chart = weekly_ads_chart(running, ident, in_chart, both, beside, gaps, source=source)
    return SponsorTime(weekly, ads_chart, marks)


def _tallest(weekly: ChartSpec) -> float:
    """The largest amount of a chart: of an open one that is its lower bound."""
    his, los = (pd.to_numeric(weekly.frame[name]) for name in ("hi", "lo"))
    return float(his.fillna(los).max())


def spend_by_place(data: SiteData, sponsor_id: str, rows: Sequence[Sum]) -> ChartSpec | None:
    """The places of the longest and newest window, or of the newest snapshot."""
    if not rows:
        return None
    groups: dict[tuple[object, ...], list[Sum]] = {}
    for row in rows:
        window = row.window_name
        end = row.last_day
        key = (
            WINDOW_DAYS.get(window, 0),
            end.toordinal() if end else 0,
            0 if window else data.facts.snapshot_dates[row.snapshot_id].toordinal(),
            row.platform,
            row.currency,
        )
        groups.setdefault(key, []).append(row)
    key, best = max(groups.items(), key=lambda item: (item[0][:3], len(item[1]), str(item[0])))
    first = best[0]
    what = (
        data.window_words(first.window_name, first.last_day)
        if first.window_name
        else _("to {day}", day=data.snapshot_day(first.snapshot_id))
    )
    title = _(
        "Where, on {platform}: {what} ({currency})",
        platform=data.platform_name(first.platform),
        what=what,
        currency=in_words(first.currency),
    )
    source = f"{data.platform_name(first.platform)}, {what}"
    return places_chart(data, best, first.currency, chart_ident(sponsor_id), title, source=source)


def ads_by_place(data: SiteData, places_of_ads: Iterable[Sequence[str]]) -> TableBlock | None:
    """Places that ads were aimed at, with the number of ads (spend is not split by place)."""
    counts: dict[str, int] = {}
    for codes in places_of_ads:
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        return None
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = top[: data.facts.config.top_rows]
    caption = _(
        "Places that the ads were aimed at or are listed in, by number of ads. What an ad cost in "
        "each of them is not published."
    )
    if len(top) > len(shown):
        rest = _("The first {shown} of {total} places.", shown=len(shown), total=len(top))
        caption = f"{caption} {rest}"
    return TableBlock(
        caption,
        (Column("place", _("Place")), Column("ads", _("Ads"))),
        tuple(
            (
                Cell(data.facts.places.name(code), data.place_link(code)),
                Cell(f"{n:,}", sort=n, is_number=True),
            )
            for code, n in shown
        ),
        (1,),
    )


def platforms_side_by_side(
    data: SiteData, totals: SponsorTotals, sponsor_id: str
) -> ChartSpec | None:
    """Platforms side by side: only where one sponsor has totals of one currency on several."""
    best: dict[tuple[str, str], Figure] = {}
    for figure in totals.figures:
        key = (figure.currency or "", figure.platform)
        if figure.money.lo is not None and key not in best:
            best[key] = figure
    currencies = {code for code, _own in best if code}
    for currency in sorted(currencies):
        group = [figure for (code, _own), figure in best.items() if code == currency]
        if len(group) > 1:
            title = _("By platform ({currency})", currency=currency)
            return platform_chart(data, group, currency, chart_ident(sponsor_id), title)
    return None
