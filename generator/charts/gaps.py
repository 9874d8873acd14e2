"""Days that no copy of an archive covers: hatched in the height of the plot, and not empty, because
nothing is known of them, which is not the same as nothing.

A gap is its first day and the day after its last, as YYYY-MM-DD.
"""

from collections.abc import Sequence
from datetime import date

import altair as alt

from generator.charts import dates, theme
from generator.charts.interactive.marks import Row

Gaps = Sequence[Sequence[object]]
SHAPE = "M-1,-1.8h2v2h-2Z"
"""Of the key."""


def gap_records(
    gaps: Gaps, first: date, end: date, left: float, right: float
) -> list[dict[str, object]]:
    """Rows of :func:`gap_layer` for a plot of these days between these places."""
    found: list[dict[str, object]] = []
    width = (right - left) / max((end - first).days, 1)
    for begin, after in gaps:
        start = max(date.fromisoformat(str(begin)), first)
        stop = min(date.fromisoformat(str(after)), end)
        if stop > start:
            begins, ends = (left + width * (day - first).days for day in (start, stop))
            found.append({"px": round(begins, 1), "px2": round(ends, 1)})
    return found


def gap_layer(top: float, bottom: float) -> alt.Chart:
    """The hatched parts of the plot, from the data set ``gaps``."""
    chart = alt.Chart(data=alt.NamedData("gaps")).mark_bar(fill=theme.GAP)
    return chart.encode(
        x=alt.X(field="px", type="quantitative", scale=None, axis=None),
        x2=alt.X2(field="px2"),
        y=alt.YValue(top),
        y2=alt.Y2Value(bottom),
    )


def interactive_gaps(gaps: Gaps) -> list[Row]:
    """The same as layers of an interactive view, which has no hatches: pale instead."""
    rows = [
        {
            name: dates.to_milliseconds(date.fromisoformat(str(day)))
            for name, day in zip(("gap", "gap_end"), gap, strict=True)
        }
        for gap in gaps
    ]
    if not rows:
        return []
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rect", "color": theme.Token.GRID, "opacity": 0.6, "clip": True},
            "encoding": {"y": {"value": 0}, "y2": {"value": "height"}},
        }
    ]
