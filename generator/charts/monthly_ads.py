"""Ads by the month in which each was first shown: one bar for each month, a count and no money.

Months without an ad have no bar; those that no copy covers are hatched. Columns of the frame:

=================  ==========================================================================
month_start_date   the first day of the month, one row each
ad_count           ads that were first shown in the month
=================  ==========================================================================
"""

from collections.abc import Iterator
from datetime import date

import altair as alt
import pandas as pd

from generator.charts import dates, frames, layers, names, theme
from generator.charts.axes import axis_layers, axis_of, time_axis
from generator.charts.date_axis import date_layers, date_records
from generator.charts.gaps import Gaps, gap_layer, gap_records
from generator.text.language import _

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
    left = round(axis.room(largest))
    plot = WIDTH - left
    first, end = rows[0][0], _next_month(rows[-1][0])
    end = max([end, *(date.fromisoformat(str(after)) for _begin, after in gaps)])
    month_width = min(plot * _MONTH_DAYS / (end - first).days, _WIDEST_MONTH)
    right = month_width * (end - first).days / _MONTH_DAYS
    share = min(0.86, _WIDEST_BAR / month_width)
    hatched = gap_records(gaps, first, end, right)
    hatch = _("hatched: in no copy")
    lines = names.wrap(
        f"{what} ({hatch})" if hatched else what, theme.NARROW_WIDTH, theme.TEXT_SIZE
    )
    lower = (len(lines) - 1) * _LINE
    top, bottom = _TOP + lower, _BOTTOM + lower
    days = date_records(first, end, right, plot, left, has_weeks=False)
    bar: layers.Places = {
        "x": time_axis(first, end, right),
        "x2": "end",
        "y": alt.Y(field="count", type="quantitative"),
        "y2": alt.Y2(datum=0),
    }
    shown = [
        *axis_layers(largest, top, bottom),
        gap_layer(top, bottom),
        layers.layer("bar", "rows", bar),
        *date_layers(days, bottom),
        *_notes(lines, -left),
    ]
    datasets = {
        "rows": [_record(month, count, share) for month, count in rows],
        "ticks": axis.records(largest),
        "gaps": hatched,
        **days,
    }
    return layers.chart(shown, datasets, width=plot, height=HEIGHT + lower, left=left)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _record(month: date, count: int, share: float) -> dict[str, object]:
    start, end = dates.to_milliseconds(month), dates.to_milliseconds(_next_month(month))
    return {"start": start, "end": round(start + (end - start) * share), "count": count}


def _notes(lines: list[str], left: float) -> Iterator[alt.Chart]:
    """What the bars are, in as many lines as a narrow place needs."""
    last = _HEADER + (len(lines) - 1) * _LINE
    if len(lines) == 1:
        yield layers.note(lines[0], left, last)
        return
    yield layers.note(" ".join(lines), left, last, style=["wide"])
    for n, line in enumerate(lines):
        yield layers.note(line, left, _HEADER + n * _LINE, style=["slim"])
