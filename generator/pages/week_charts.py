"""Charts of weeks: what was spent, and how many ads began."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from generator.pages.addresses import chart_ident
from generator.pages.base import Cell, ChartSpec, Column, TableBlock, money_cell
from generator.pages.chart_specs import is_drawable
from generator.pages.data import SiteData
from generator.pages.reach import is_cut, weeks_before, weeks_gap
from generator.pages.sums import Sum
from generator.pages.words import day, in_words, iso, taken_on
from generator.schema.ranges import add_ranges
from generator.text.language import _, mark, ngettext

Marks = tuple[tuple[str, int], ...]
"""Dates (YYYY-MM-DD) and the numbers with which a chart marks them."""

Span = tuple[date, date]
"""The first and the last day of charts that stand together, so that a date has one place."""

Beside = tuple[str, float]
"""The currency of the other chart, empty for a number of ads, and its largest value."""

FEWEST_ADS = 3
"""Fewer ads need no chart of their weeks."""


Rows = Sequence[Sum]


def weekly_chart(
    data: SiteData,
    weeks: Sequence[Sum],
    currency: str | None,
    ident: str,
    title: str,
    marks: Marks = (),
    span: Span | None = None,
    beside: Beside | None = None,
    others: Mapping[str | None, int] | None = None,
) -> ChartSpec | None:
    """Weekly bars and their table. ``weeks`` are sums by week, perhaps by snapshot; ``span`` and ``beside`` are given if another chart of weeks
    stands with this one; ``others`` are the weeks in other currencies. Days after the newest copy of weekly amounts are hatched."""
    ordered = sorted(weeks, key=lambda row: row.first_day)
    amounts = [data.words.money(row.amount, currency, parts=row.count) for row in ordered]
    if not currency or not is_drawable(amounts):
        return None
    states = [_state(data, row) for row in ordered]
    chart = pd.DataFrame(
        {
            "week_start_date": pd.to_datetime([row.first_day for row in ordered]),
            "lo": [money.lo for money in amounts],
            "hi": [money.hi for money in amounts],
        }
    )
    if any(states):
        chart["state"] = states
    gap = weeks_gap(data, ordered, span[1] if span else None)
    before = weeks_before(data, span[0]) if span else None
    if gap and span is None:
        span = (ordered[0].first_day, gap[1])
    peak = max(zip(ordered, amounts, strict=True), key=lambda pair: pair[1].lo or 0)
    return ChartSpec(
        kind="weekly_spend",
        ident=f"{ident}-weekly",
        title=title,
        description=_weeks(
            len(ordered),
            ordered[0].first_day,
            ordered[-1].first_day,
            peak[0].first_day,
            peak[1].text,
        ),
        frame=chart,
        options=(
            ("currency", currency),
            *_placed(marks, span, beside, [gap_words(one) for one in (before, gap) if one]),
        ),
        table=TableBlock(
            title,
            (Column("week_from", _("Week from")), Column("spend", _("Spend"))),
            tuple(
                (
                    Cell(
                        day(row.first_day),
                        sort=iso(row.first_day),
                        note=_(_STATE_WORDS[state]) if state else "",
                    ),
                    money_cell(money),
                )
                for row, money, state in zip(
                    reversed(ordered), reversed(amounts), reversed(states), strict=True
                )
            ),
            (1,),
        ),
        note=_week_note(data, ordered, currency, states, gap, others or {}),
        source=_week_source(data, ordered),
    )


_STATE_WORDS = {
    "old": mark("from an older copy: the newest does not list it any more"),
    "cut": mark("in question: the copy was taken within this week"),
}


def _state(data: SiteData, row: Sum) -> str:
    """``old`` for a week that the newest copy does not list, ``cut`` for one that the day of its
    copy cuts short."""
    if row.is_current is False:
        return "old"
    if row.snapshot_id and is_cut(data, row.first_day, row.snapshot_id):
        return "cut"
    return ""


def _week_note(
    data: SiteData,
    ordered: Sequence[Sum],
    currency: str | None,
    states: Sequence[str],
    gap: Span | None,
    others: Mapping[str | None, int],
) -> str:
    total = data.words.money(
        add_ranges(row.amount for row in ordered), currency,
        parts=sum(row.count for row in ordered),
    )  # fmt: skip
    said = [
        _("The bars add up to {amount} ({kind}).", amount=total.text, kind=total.note)
        if total.note
        else _("The bars add up to {amount}.", amount=total.text)
    ]
    if gap and data.facts.newest_weeks:
        said.append(
            _(
                "The weekly amounts that were read end with the copy of {day}: what came after is "
                "hatched, and is not nothing.",
                day=taken_on(
                    data.facts.newest_weeks,
                    "month" if data.facts.newest_weeks in data.facts.month_dates else "day",
                ),
            )
        )
    for code, count in sorted(others.items(), key=lambda item: item[0] or ""):
        if code != currency and count:
            said.append(
                ngettext(
                    "{count} week in {currency} is not in this chart: currencies are never added.",
                    "{count} weeks in {currency} are not in this chart: currencies are never added.",
                    count,
                    currency=in_words(code),
                )
            )
    if old := states.count("old"):
        said.append(
            ngettext(
                "{count} grey bar is from an older copy: the newest does not list it any more.",
                "{count} grey bars are from older copies: the newest does not list them any more.",
                old,
            )
        )
    if "cut" in states:
        said.append(_("?: the copy was taken within this week, so that some of it may be missing."))
    said.append(
        _(
            "Weeks without a row have no bar. Amounts are rounded; a thin bar may be “less than one "
            "step”."
        )
    )
    return " ".join(said)


def _week_source(data: SiteData, ordered: Sequence[Sum]) -> str:
    ids = {row.snapshot_id for row in ordered if row.snapshot_id}
    newest = max(ids, key=lambda one: data.facts.snapshot_dates[one], default=None)
    words = (
        data.snapshot_day(newest)
        if newest
        else taken_on(
            data.facts.newest_weeks,
            "month" if data.facts.newest_weeks in data.facts.month_dates else "day",
        )
    )
    return _(
        "{platform}, weekly amounts, copy of {day}",
        platform=data.platform_name(data.facts.weekly_platform),
        day=words,
    )


def gap_words(gap: Span) -> tuple[str, str]:
    """A gap as a chart takes it."""
    return gap[0].isoformat(), gap[1].isoformat()


def weekly_ads_chart(
    weeks: Mapping[date, int],
    ident: str,
    marks: Marks = (),
    span: Span | None = None,
    beside: Beside | None = None,
    gaps: Sequence[tuple[str, str]] = (),
    *,
    source: str,
) -> ChartSpec:
    """Ads that ran in each week, by the Sunday with which it begins, and their table. ``gaps`` are
    days that no copy covers, ``source`` the archives with their days."""
    title = _("Ads running, by week")
    ordered = sorted(weeks.items())
    peak_week, peak = max(ordered, key=lambda item: (item[1], -item[0].toordinal()))
    return ChartSpec(
        kind="weekly_ads",
        ident=f"{ident}-weekly-ads",
        title=title,
        description=_weeks(
            len(ordered),
            ordered[0][0],
            ordered[-1][0],
            peak_week,
            ngettext("{count} ad", "{count} ads", peak),
        ),
        frame=pd.DataFrame(
            {
                "week_start_date": pd.to_datetime([week for week, _ in ordered]),
                "ad_count": [count for _, count in ordered],
            }
        ),
        options=_placed(marks, span, beside, gaps),
        table=TableBlock(
            title,
            (Column("week_from", _("Week from")), Column("ads", _("Ads"))),
            tuple(
                (
                    Cell(day(week), sort=iso(week)),
                    Cell(f"{count:,}", sort=count, is_number=True),
                )
                for week, count in reversed(ordered)
            ),
            (1,),
        ),
        note=_(
            "The ads of the list below, in each week of which one day at least is theirs. An ad whose "
            "end is not published counts in its first week only."
        )
        + (" " + _("Hatched days are in no copy that was read.") if gaps else ""),
        source=source,
    )


def _weeks(count: int, first: object, last: object, peak: object, most: str) -> str:
    return _(
        "{count} weeks from {first} to {last}. Most in the week of {week}: {most}.",
        count=count,
        first=day(first),
        last=day(last),
        week=day(peak),
        most=most,
    )


def has_enough_weeks(weeks: Mapping[date, int], ad_count: int) -> bool:
    """Whether a chart of the weeks says more than a sentence."""
    return len(weeks) > 1 and ad_count >= FEWEST_ADS


def _placed(
    marks: Marks,
    span: Span | None,
    beside: Beside | None,
    gaps: Sequence[tuple[str, str]] = (),
) -> tuple[tuple[str, object], ...]:
    """The options of a chart of weeks, those that are given."""
    options: dict[str, object] = {"marks": marks}
    options["span"] = tuple(day.isoformat() for day in span) if span else ()
    options["beside"] = beside or ()
    options["gaps"] = tuple(gaps)
    return tuple((name, value) for name, value in options.items() if value)


def weekly_title(data: SiteData, currency: str | None) -> str:
    """What a chart of a sponsor's weeks is called."""
    return _(
        "Weekly spend on {platform} ({currency})",
        platform=data.platform_name(data.facts.weekly_platform),
        currency=in_words(currency),
    )


def spend_by_week(data: SiteData, sponsor_id: str, weeks: Rows) -> ChartSpec | None:
    """The same weeks for a page on which they stand beside those of other sponsors: no marks."""
    currency, spent = weeks_of_one_currency(weeks)
    if len(spent) < 2:
        return None
    ident = f"{chart_ident(sponsor_id)}-beside"
    title = weekly_title(data, currency)
    return weekly_chart(data, spent, currency, ident, title, others=weeks_by_currency(weeks))


def weeks_by_currency(weeks: Rows) -> dict[str | None, int]:
    """How many weeks are in each currency."""
    found: dict[str | None, set[date]] = {}
    for row in weeks:
        code = row.currency
        found.setdefault(code, set()).add(row.first_day)
    return {code: len(own) for code, own in found.items()}


def weeks_of_one_currency(weeks: Rows) -> tuple[str | None, list[Sum]]:
    """The weeks in the currency of most of them."""
    by_currency: dict[str | None, list[Sum]] = {}
    for row in weeks:
        by_currency.setdefault(row.currency, []).append(row)
    most = lambda item: (len(item[1]), item[0] or "")  # noqa: E731
    return max(by_currency.items(), key=most, default=(None, []))
