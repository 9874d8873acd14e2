"""The dates under a plot that is as wide as its place: more of them where there is more room."""

from datetime import date

import altair as alt

from generator.charts import dates, theme
from generator.charts.drawing import fluid

Records = list[dict[str, object]]
_TICK = "M-.5,0h1v5h-1Z"
_BELOW = 24
"""From the foot of the bars to the line on which the dates stand."""


def date_records(
    first: date,
    end: date,
    left: float,
    right: float,
    width: float,
    bottom: int,
    *,
    has_weeks: bool = True,
) -> dict[str, Records]:
    """The data sets of :func:`date_layers`: either ``dates``, or ``slim_dates`` for the narrowest
    place and ``wide_dates`` for others.

    The plot of a drawing of this ``width`` is stretched from ``left`` on; its time ends at
    ``right`` and its bars stand on ``bottom``.
    """
    share = (right - left) / (width - left)
    chosen = {}
    for name, place in (("slim_dates", fluid.NARROWEST), ("wide_dates", fluid.SLIM_BELOW)):
        room = (place - left) * share
        labels = dates.choose_labels(first, end, room, theme.TEXT_SIZE, has_weeks=has_weeks)
        chosen[name] = [
            {
                "px": round(left + (label.day - first) / (end - first) * (right - left), 1),
                "py": bottom + _BELOW,
                "foot": bottom,
                "text": label.text,
            }
            for label in labels
        ]
    if chosen["slim_dates"] == chosen["wide_dates"]:
        return {"dates": chosen["wide_dates"]}
    return chosen


def date_layers(records: dict[str, Records]) -> list[alt.Chart]:
    """A tick and a label for each date."""
    layers = []
    for name in records:
        ticks = alt.Chart(data=alt.NamedData(name), name=f"{name}_ticks").mark_point(
            shape=_TICK, fill=theme.MUTED, stroke=None, size=4, opacity=1
        )
        layers.append(ticks.encode(x=_raw(alt.X, "px"), y=_raw(alt.Y, "foot")))
        texts = alt.Chart(data=alt.NamedData(name), name=name).mark_text(fill=theme.MUTED)
        layers.append(
            texts.encode(
                x=_raw(alt.X, "px"),
                y=_raw(alt.Y, "py"),
                text=alt.Text(field="text", type="nominal"),
            )
        )
    return layers


def _raw(channel: type, field: str) -> object:
    return channel(field=field, type="quantitative", scale=None, axis=None)
