"""Days that no copy of an archive covers: hatched in the height of the plot, and not empty, because
nothing is known of them, which is not the same as nothing.

A gap is its first day and the day after its last, as YYYY-MM-DD.
"""

from collections.abc import Sequence
from datetime import date

import altair as alt

from generator.charts import layers, theme

Gaps = Sequence[Sequence[object]]


def gap_records(gaps: Gaps, first: date, end: date, right: float) -> layers.Rows:
    """Rows of :func:`gap_layer` for a plot of these days up to this place."""
    found: layers.Rows = []
    width = right / max((end - first).days, 1)
    for begin, after in gaps:
        start = max(date.fromisoformat(str(begin)), first)
        stop = min(date.fromisoformat(str(after)), end)
        if stop > start:
            begins, ends = (width * (day - first).days for day in (start, stop))
            found.append({"px": round(begins, 1), "px2": round(ends, 1)})
    return found


def gap_layer(top: float, bottom: float) -> alt.Chart:
    """The hatched parts of the plot, from the data set ``gaps``."""
    places: layers.Places = {"x": "px", "x2": "px2", "y": top, "y2": bottom}
    return layers.layer("bar", "gaps", places, fill=theme.GAP)
