"""Ads by the month in which each was first shown: one bar for each month, a count and no money.

Months without an ad have no bar; those that no copy covers are hatched. Columns of the frame:

=================  ==========================================================================
month_start_date   the first day of the month, one row each
ad_count           ads that were first shown in the month
=================  ==========================================================================
"""

from datetime import date

import altair as alt
import pandas as pd

from generator.charts import dates, frames, names, theme
from generator.charts.date_axis import date_layers, date_records
from generator.charts.drawing import fluid
from generator.charts.gaps import Gaps, gap_layer, gap_records
from generator.charts.week_axes import axis_of
from generator.language import _

COLUMNS = ("month_start_date", "ad_count")
WIDTH, HEIGHT = 640, 200
_TOP, _BOTTOM = 40, 170
_HEADER, _LINE = 14, 18
_WIDEST_BAR, _WIDEST_MONTH = 48.0, 110.0
_MONTH_DAYS = 30.44


def is_drawable(frame: pd.DataFrame) -> bool:
    """Whether there are two months at least with an ad."""
    frames.require_columns(frame, COLUMNS)
    return int((frame["ad_count"] > 0).sum()) >= 2


def build(frame: pd.DataFrame, what: str, gaps: Gaps = ()) -> alt.LayerChart:
    """The chart; ``what`` is written above it, ``gaps`` are days that no copy covers. Raises ValueError for bad input."""
    if not is_drawable(frame):
        raise ValueError("ads by month need two months with an ad")
    frames.require_unique(frame, "month_start_date")
    pairs = zip(frame["month_start_date"], frame["ad_count"], strict=True)
    rows = sorted((pd.Timestamp(month).date(), int(count)) for month, count in pairs if count)
    largest = max(count for _, count in rows)
    axis = axis_of("")
    ticks, left = axis.ticks(largest), axis.room(largest)
    first, end = rows[0][0], _next_month(rows[-1][0])
    end = max([end, *(date.fromisoformat(str(after)) for _begin, after in gaps)])
    month_width = min((WIDTH - left) * _MONTH_DAYS / (end - first).days, _WIDEST_MONTH)
    right = left + month_width * (end - first).days / _MONTH_DAYS
    share = min(0.86, _WIDEST_BAR / month_width)
    hatched = gap_records(gaps, first, end, left, right)
    hatch = _("hatched: in no copy")
    notes, lower = _notes(f"{what} ({hatch})" if hatched else what)
    x = _x_axis(first, end, left, right)
    y = _y_axis(ticks, largest, left, lower)
    days = date_records(first, end, left, right, WIDTH, _BOTTOM + lower, has_weeks=False)
    return alt.LayerChart(
        layer=[
            *([gap_layer(_TOP + lower, _BOTTOM + lower)] if hatched else ()),
            _bars(x, y),
            *date_layers(days),
            *map(_texts, notes),
        ],
        data=alt.NamedData("rows"),
        datasets={
            "rows": [_record(month, count, share) for month, count in rows],
            **days,
            **notes,
            **({"gaps": hatched} if hatched else {}),
        },
        width=WIDTH,
        height=HEIGHT + lower,
        autosize="none",
        padding=0,
        usermeta=fluid.ask(round(left), 0),
        config=theme.config(),
    )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _record(month: date, count: int, share: float) -> dict[str, object]:
    start, end = dates.to_milliseconds(month), dates.to_milliseconds(_next_month(month))
    return {"start": start, "end": round(start + (end - start) * share), "count": count}


def _notes(what: str) -> tuple[dict[str, list[dict[str, object]]], int]:
    """What the bars are, in as many lines as a narrow place needs, and how much lower those above
    the first make the plot."""
    lines = names.wrap(what, fluid.NARROWEST, theme.TEXT_SIZE)
    lower = (len(lines) - 1) * _LINE
    if not lower:
        return {"pin_notes": [_note(what, 0)]}, 0
    return {
        "wide_notes": [_note(what, lower)],
        "slim_notes": [_note(line, n * _LINE) for n, line in enumerate(lines)],
    }, lower


def _note(text: str, y: int) -> dict[str, object]:
    return {"px": 0, "py": _HEADER + y, "text": text}


def _x_axis(first: date, end: date, left: float, right: float) -> alt.X:
    return alt.X(
        field="start",
        type="temporal",
        scale=alt.Scale(
            type="utc",
            nice=False,
            domain=[dates.to_milliseconds(first), dates.to_milliseconds(end)],
            range=[round(left), round(right)],
        ),
        axis=None,
    )


def _y_axis(ticks: list[float], largest: int, left: float, lower: int) -> alt.Y:
    return alt.Y(
        field="count",
        type="quantitative",
        scale=alt.Scale(domain=[0, largest], range=[_BOTTOM + lower, _TOP + lower], nice=False),
        axis=alt.Axis(
            values=[0, *ticks],
            format=",d",
            grid=True,
            labelAlign="right",
            labelOffset=5,
            labelPadding=8,
            offset=-round(left),
        ),
    )


def _bars(x: alt.X, y: alt.Y) -> alt.Chart:
    chart = alt.Chart().mark_bar(fill=theme.ACCENT)
    return chart.encode(x=x, x2=alt.X2(field="end"), y=y, y2=alt.Y2(datum=0))


def _texts(name: str) -> alt.Chart:
    chart = alt.Chart(data=alt.NamedData(name), name=name).mark_text(fill=theme.MUTED)
    return chart.encode(
        x=alt.X(field="px", type="quantitative", scale=None, axis=None),
        y=alt.Y(field="py", type="quantitative", scale=None, axis=None),
        text=alt.Text(field="text", type="nominal"),
    )
