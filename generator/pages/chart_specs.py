"""What each chart shows, with the table of the same numbers: built once for all page kinds."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from generator.language import _, mark, ngettext
from generator.pages.base import Cell, ChartSpec, Figure, TableBlock, money_cell, widest_of
from generator.pages.data import SiteData, range_of
from generator.pages.reach import is_cut, weeks_before, weeks_gap
from generator.pages.words import Money, as_date, day, in_words, iso, taken_on
from generator.ranges import add_ranges

Marks = tuple[tuple[str, int], ...]
"""Dates (YYYY-MM-DD) and the numbers with which a chart marks them."""

Span = tuple[date, date]
"""The first and the last day of charts that stand together, so that a date has one place."""

Beside = tuple[str, float]
"""The currency of the other chart, empty for a number of ads, and its largest value."""

FEWEST_ADS = 3
"""Fewer ads need no chart of their weeks."""


def weekly_chart(
    data: SiteData,
    weeks: Sequence[Mapping[str, object]],
    currency: str | None,
    ident: str,
    title: str,
    marks: Marks = (),
    span: Span | None = None,
    beside: Beside | None = None,
    others: Mapping[str | None, int] | None = None,
) -> ChartSpec | None:
    """Weekly bars and their table. ``weeks`` are rows of add_up with period_start_date, perhaps
    with snapshot_id and is_current; ``span`` and ``beside`` are given if another chart of weeks
    stands with this one; ``others`` are the weeks in other currencies. Days after the newest copy of weekly amounts are hatched."""
    ordered = sorted(weeks, key=lambda row: as_date(row["period_start_date"]))
    amounts = [data.words.money(range_of(row), currency, parts=int(row["n"])) for row in ordered]
    if not currency or not _is_drawable(amounts):
        return None
    states = [_state(data, row) for row in ordered]
    chart = pd.DataFrame(
        {
            "week_start_date": pd.to_datetime([row["period_start_date"] for row in ordered]),
            "lo": [money.lo for money in amounts],
            "hi": [money.hi for money in amounts],
        }
    )
    if any(states):
        chart["state"] = states
    gap = weeks_gap(data, ordered, span[1] if span else None)
    before = weeks_before(data, span[0]) if span else None
    if gap and span is None:
        span = (as_date(ordered[0]["period_start_date"]), gap[1])
    peak = max(zip(ordered, amounts, strict=True), key=lambda pair: pair[1].lo or 0)
    return ChartSpec(
        kind="weekly_spend",
        ident=f"{ident}-weekly",
        title=title,
        description=_weeks(
            len(ordered),
            ordered[0]["period_start_date"],
            ordered[-1]["period_start_date"],
            peak[0]["period_start_date"],
            peak[1].text,
        ),
        frame=chart,
        options=(
            ("currency", currency),
            *_placed(marks, span, beside, [gap_words(one) for one in (before, gap) if one]),
        ),
        table=TableBlock(
            title,
            (_("Week from"), _("Spend")),
            tuple(
                (
                    Cell(
                        day(row["period_start_date"]),
                        sort=iso(row["period_start_date"]),
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


def _state(data: SiteData, row: Mapping[str, object]) -> str:
    """``old`` for a week that the newest copy does not list, ``cut`` for one that the day of its
    copy cuts short."""
    if row.get("is_current") is not None and not row["is_current"]:
        return "old"
    if "snapshot_id" in row and is_cut(data, as_date(row["period_start_date"]), row["snapshot_id"]):
        return "cut"
    return ""


def _week_note(
    data: SiteData,
    ordered: Sequence[Mapping[str, object]],
    currency: str | None,
    states: Sequence[str],
    gap: Span | None,
    others: Mapping[str | None, int],
) -> str:
    total = data.words.money(
        add_ranges(range_of(row) for row in ordered), currency,
        parts=sum(int(row["n"]) for row in ordered),
    )  # fmt: skip
    said = [
        _("The bars add up to {amount} ({kind}).", amount=total.text, kind=total.note)
        if total.note
        else _("The bars add up to {amount}.", amount=total.text)
    ]
    if gap and data.newest_weeks:
        said.append(
            _(
                "The weekly amounts that were read end with the copy of {day}: what came after is "
                "hatched, and is not nothing.",
                day=taken_on(
                    data.newest_weeks, "month" if data.newest_weeks in data.month_dates else "day"
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


def _week_source(data: SiteData, ordered: Sequence[Mapping[str, object]]) -> str:
    ids = {str(row["snapshot_id"]) for row in ordered if row.get("snapshot_id")}
    newest = max(ids, key=lambda one: data.snapshot_dates[one], default=None)
    words = (
        data.snapshot_day(newest)
        if newest
        else taken_on(
            data.newest_weeks, "month" if data.newest_weeks in data.month_dates else "day"
        )
    )
    return _("Google, weekly amounts, copy of {day}", day=words)


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
            (_("Week from"), _("Ads")),
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


def places_chart(
    data: SiteData,
    rows: Sequence[Mapping[str, object]],
    currency: str | None,
    ident: str,
    title: str,
    highlight: str | None = None,
    *,
    source: str,
) -> ChartSpec | None:
    """A tile grid of US states, or bars for other places. ``rows`` are of add_up with place_code."""
    amounts = {
        row["place_code"]: data.words.money(range_of(row), currency, parts=int(row["n"]))
        for row in rows
    }
    if not currency or not _is_drawable(list(amounts.values())):
        return None
    ordered = sorted(
        amounts.items(), key=lambda item: (-(item[1].lo or 0), -(item[1].hi or 0), item[0])
    )
    # Tiles are shaded by lower bounds: where those are all 0, bars show the upper ones.
    is_us = all(code.startswith("US-") for code in amounts) and any(
        money.lo for money in amounts.values()
    )
    shown = ordered if is_us else ordered[: data.config.top_rows]
    widest = widest_of([money for _, money in ordered])
    chart = pd.DataFrame(
        {
            "place_code": [code for code, _ in shown],
            "name": [data.places.name(code) for code, _ in shown],
            "lo": [money.lo for _, money in shown],
            "hi": [money.hi for _, money in shown],
            "kind": [money.kind for _, money in shown],
        }
    )
    options: tuple[tuple[str, object], ...] = (("currency", currency),)
    if is_us and highlight:
        options += (("highlight", highlight),)
    most = ", ".join(f"{data.places.name(code)} {money.text}" for code, money in ordered[:3])
    return ChartSpec(
        kind="places_tiles" if is_us else "places_bars",
        ident=f"{ident}-places",
        title=title,
        description=_("{count} places. Most: {places}.", count=len(amounts), places=most),
        frame=chart,
        options=options,
        table=TableBlock(
            title,
            (_("Place"), _("Spend")),
            tuple(
                (Cell(data.places.name(code), data.place_link(code)), money_cell(money, widest))
                for code, money in ordered
            ),
            (1,),
        ),
        note=_("The places do not have to add up to the whole."),
        source=source,
    )


def platform_chart(
    data: SiteData, group: Sequence[Figure], currency: str | None, ident: str, title: str
) -> ChartSpec | None:
    """Totals of several platforms in one currency, side by side and never added."""
    if not _is_drawable([figure.money for figure in group]):
        return None
    chart = pd.DataFrame(
        {
            "platform": [figure.label for figure in group],
            "lo": [figure.money.lo for figure in group],
            "hi": [figure.money.hi for figure in group],
            "kind": [figure.money.kind for figure in group],
        }
    )
    widest = widest_of([figure.money for figure in group])
    return ChartSpec(
        kind="platform_split",
        ident=f"{ident}-platforms",
        title=title,
        description="; ".join(f"{figure.label}: {figure.money.text}" for figure in group) + ".",
        frame=chart,
        options=(("currency", currency),),
        table=TableBlock(
            title,
            (_("Platform"), _("Spend"), _("What it covers")),
            tuple((Cell(f.label), money_cell(f.money, widest), Cell(f.detail)) for f in group),
            (1,),
        ),
        note=_("Different facts over different times: shown side by side, never added."),
        source="; ".join(_signed(data, figure) for figure in group),
    )


def _signed(data: SiteData, figure: Figure) -> str:
    """The platform of a total and what it covers; of a sum over ads also the day of their copies."""
    words = f"{figure.label}, {figure.detail.split(' · ')[0]}"
    archive = dict(figure.where).get("archive")
    return f"{words}, {data.reach.copies(str(archive), figure.span)}" if archive else words


def top_chart(
    entries: Sequence[tuple[str, str, Money]],
    currency: str | None,
    ident: str,
    title: str,
    source: str,
) -> ChartSpec | None:
    """The largest sponsors of one list. ``entries`` are name, path and amount, largest first."""
    if not currency or not _is_drawable([money for _, _, money in entries]):
        return None
    widest = widest_of([money for _, _, money in entries])
    chart = pd.DataFrame(
        {
            "name": [name for name, _, _ in entries],
            "lo": [money.lo for _, _, money in entries],
            "hi": [money.hi for _, _, money in entries],
            "kind": [money.kind for _, _, money in entries],
        }
    )
    first = entries[0]
    return ChartSpec(
        kind="top_sponsors",
        ident=ident,
        title=title,
        description=_(
            "{count} sponsors. Most: {name}, {amount}.",
            count=len(entries),
            name=first[0],
            amount=first[2].text,
        ),
        frame=chart,
        options=(("currency", currency),),
        table=TableBlock(
            title,
            (_("Sponsor"), _("Spend")),
            tuple((Cell(name, path), money_cell(money, widest)) for name, path, money in entries),
            (1,),
        ),
        source=source,
    )


def _is_drawable(amounts: Sequence[Money]) -> bool:
    """No chart without data: two known amounts at least, and something above 0. Without a currency
    there is none either: a chart compares amounts."""
    known = [money for money in amounts if money.lo is not None]
    return len(known) >= 2 and any(money.lo or money.hi for money in known)
