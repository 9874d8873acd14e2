"""The dates under a plot that is as wide as its place: more of them where there is more room."""

from collections.abc import Iterator
from datetime import date

import altair as alt

from generator.charts import dates, layers, theme

_TICK = 5
_BELOW = 24
"""From the foot of the bars to the line on which the dates stand."""


def date_records(
    first: date, end: date, right: float, width: float, left: float, *, has_weeks: bool = True
) -> dict[str, layers.Rows]:
    """The data sets of :func:`date_layers`: either ``dates``, or ``slim_dates`` for the narrowest
    place and ``wide_dates`` for others.

    The time of a plot of this ``width`` ends at ``right``; ``left`` is the room beside the plot.
    """
    chosen = {}
    for name, place in (("slim_dates", theme.NARROW_WIDTH), ("wide_dates", theme.SLIM_BELOW)):
        room = (place - left) * right / width
        labels = dates.choose_labels(first, end, room, theme.TEXT_SIZE, has_weeks=has_weeks)
        chosen[name] = [
            {
                "px": round((label.day - first) / (end - first) * right, 1),
                "text": label.text,
            }
            for label in labels
        ]
    if chosen["slim_dates"] == chosen["wide_dates"]:
        return {"dates": chosen["wide_dates"]}
    return chosen


def date_layers(records: dict[str, layers.Rows], bottom: float) -> Iterator[alt.Chart]:
    """A tick and a label for each date, below bars that stand on ``bottom``."""
    for name in records:
        place, *rest = name.split("_")
        style = {"style": [place]} if rest else {}
        ticks: layers.Places = {"x": "px", "y": bottom, "y2": bottom + _TICK}
        yield layers.layer("rule", name, ticks, stroke=theme.MUTED, **style)
        texts: layers.Places = {"x": "px", "y": bottom + _BELOW, "text": "text"}
        yield layers.layer("text", name, texts, fill=theme.MUTED, **style)
