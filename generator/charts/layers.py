"""The layers of which every chart is made, as Altair has them, and the chart around them.

Where a mark stands is written in one of three ways:

=========================  ==================================================================
a number                   pixels from the left upper corner of the plot, at any width
the name of a column       pixels of a plot as wide as the chart says: a share of its width
a channel of Altair        a value of the data, placed by the scale that a layer of the chart has
=========================  ==================================================================

A chart is as wide as its place and its texts keep their size, so a column is stretched with the
plot and a number is not. Layers can have a ``style``: ``slim`` is only for a narrow place, ``wide``
only for others, and the texts of ``row`` are the names of rows, which can be links.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import altair as alt

from generator.charts import theme

Rows = list[dict[str, object]]
Place = float | str | alt.SchemaBase
Places = Mapping[str, Place]
Mark = Literal["bar", "line", "point", "rect", "rule", "text"]
SCALED = "scaled"
"""The ``usermeta`` of a chart that is drawn smaller as a whole where there is less room."""
_ONCE = "once"

# Altair gives its channels no types that a checker can follow.
_FIELDS: dict[str, Any] = {"x": alt.X, "x2": alt.X2, "y": alt.Y, "y2": alt.Y2, "text": alt.Text}
_VALUES: dict[str, Any] = {"x": alt.XValue, "x2": alt.X2Value, "y": alt.YValue, "y2": alt.Y2Value}
_TYPES: dict[str, dict[str, Any]] = {
    "x": {"type": "quantitative", "scale": None},
    "y": {"type": "quantitative", "scale": None},
    "text": {"type": "nominal"},
}


def layer(mark: Mark, rows: str, places: Places, **style: Any) -> alt.Chart:
    """Marks of one kind for each row of a data set; ``style`` is what all of them look like."""
    encoding: dict[str, Any] = {name: _channel(name, place) for name, place in places.items()}
    return alt.Chart(
        data=alt.NamedData(rows),
        mark=alt.MarkDef(type=mark, **style),
        encoding=alt.FacetedEncoding(**encoding),
    )


def _channel(name: str, place: Place) -> alt.SchemaBase:
    if isinstance(place, alt.SchemaBase):
        return place
    found: alt.SchemaBase
    if isinstance(place, str):
        found = _FIELDS[name](field=place, **_TYPES.get(name, {}))
    else:
        found = _VALUES[name](place)
    return found


def note(text: str, x: float, y: float, **style: Any) -> alt.Chart:
    """Words that stand once, as far from the left edge of the plot as they are at any width."""
    places: Places = {"x": x, "y": y, "text": alt.TextValue(text)}
    return layer("text", _ONCE, places, **{"fill": theme.MUTED} | style)


def symbol(shape: str, fill: str, x: float, y: float) -> alt.Chart:
    """A symbol of a key."""
    return layer("point", _ONCE, {"x": x, "y": y}, shape=shape, fill=fill)


def names(rows: str, records: Rows, style: Sequence[str] = (), **look: Any) -> Iterable[alt.Chart]:
    """The names of rows (see :func:`generator.charts.names.by_place`) above their bars; those that
    a narrow place needs shorter for each of both."""
    for field, only in (("name", ()), ("wide", ("wide",)), ("slim", ("slim",))):
        if any(record[field] for record in records):
            places: Places = {"x": 0, "y": "name_y", "text": field}
            yield layer("text", rows, places, style=[*only, *style] or alt.Undefined, **look)


def chart(
    layers: Iterable[alt.Chart],
    datasets: Mapping[str, Rows],
    *,
    width: float,
    height: float,
    left: float = 0,
    right: float = 0,
    edge: float = 0,
    **more: Any,
) -> alt.LayerChart:
    """The chart of a plot of this size with so much room beside it and around both; data sets without rows and
    the layers that would show them are left out."""
    shown = {name: rows for name, rows in datasets.items() if rows} | {_ONCE: [{}]}
    whole = alt.LayerChart(
        layer=[],
        datasets=shown,
        width=width,
        height=height,
        autosize="none",
        padding={"left": left + edge, "right": right + edge, "top": edge, "bottom": edge},
        config=theme.config(),
        **more,
    )
    # Given to the constructor, each layer would be copied twice to look for parameters.
    whole.layer = [each for each in layers if each.data.name in shown]
    return whole
