"""The parts of every interactive chart: bars and arrows by kind of amount, text and axis styles."""

from collections.abc import Sequence

from generator.charts.theme import FONT_FAMILY, TEXT_SIZE, Token, time_locale

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
RANGES = "datum.hi !== datum.lo"
"""The test for rows whose bounds differ."""
OPEN = "datum.is === 'open'"
"""The test for rows without an upper bound."""

Row = dict[str, object]


def spec(
    rows: list[Row],
    height: int,
    layers: list[Row],
    params: Sequence[Row] = (),
    right: int = 1,
) -> dict[str, object]:
    """The whole specification; the signal ``picked`` is the index of the row that is looked at.
    ``right`` is the space there in pixels."""
    text = {"font": FONT_FAMILY, "fontSize": TEXT_SIZE, "color": Token.INK}
    axis = {"labelFont": FONT_FAMILY, "labelFontSize": TEXT_SIZE, "labelColor": Token.MUTED}
    axis |= {"gridColor": Token.GRID, "domain": False, "tickColor": Token.MUTED}
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "background": None,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 1, "right": right, "top": 1, "bottom": 1},
        "data": {"values": rows},
        "params": [{"name": "picked", "value": -1}, *params],
        "layer": [layer for layer in layers if _has_rows(layer, rows)],
        "config": time_locale()
        | {
            "view": {"stroke": None},
            "text": text | {"baseline": "alphabetic"},
            "axis": axis,
        },
    }


def _has_rows(layer: Row, rows: list[Row]) -> bool:
    """A layer without rows would have no extent: Vega complains of it."""
    test = layer.get("transform")
    if test == [{"filter": RANGES}]:
        return any(row["hi"] != row["lo"] for row in rows)
    return test != [{"filter": OPEN}] or any(row["is"] == "open" for row in rows)


def bar(part: str) -> Row:
    """A solid part up to the lower bound, or a paler part with an edge up to the upper."""
    picked = f"datum.index === picked ? '{Token.INK}' : "
    if part == "exact":
        return {
            "mark": {
                "type": "bar",
                "clip": True,
                "color": Token.ACCENT,
                "stroke": {"expr": f"{picked}null"},
                "strokeWidth": 2,
            }
        }
    return {
        "transform": [{"filter": RANGES}],
        "mark": {
            "type": "bar",
            "clip": True,
            "color": Token.ACCENT_SOFT,
            "stroke": {"expr": f"{picked}'{Token.RANGE}'"},
            "strokeDash": [3, 2],
        },
    }


def arrow(angle: int) -> Row:
    """An arrow for an open bound: 0 is up, 90 to the right."""
    mark = {"type": "point", "filled": True, "shape": "triangle", "opacity": 1, "size": 70}
    mark |= {"color": Token.ACCENT, "clip": angle == 0, "angle": angle}
    mark |= {"yOffset": -5} if angle == 0 else {"xOffset": 7}
    return {"transform": [{"filter": OPEN}], "mark": mark}


def hit_area() -> Row:
    """What answers to a pointer beside the bars: seen by nobody, below all else."""
    return {"mark": {"type": "rect", "color": "transparent", "clip": True}}


def number(value: object) -> float:
    """The value, which is a number."""
    assert isinstance(value, int | float)
    return value
