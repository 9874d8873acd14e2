"""What the browser draws when the reader asks for the interactive view: a Vega-Lite specification.

The same rows as the drawing in the page, with the exact words of each. Colours are the names of
the page's CSS variables, which the script fills in; places along the plot come from the width of
the page. A kind that is not in ``INTERACTIVE`` has no interactive view.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from generator.charts import amounts, dates, frames, places_tiles, weekly_spend
from generator.charts.gaps import Gaps
from generator.charts.interactive.marks import OPEN, RANGES, Row, arrow, bar, hit_area, number, spec
from generator.charts.interactive.weeks import weeks_spec
from generator.charts.theme import TEXT_SIZE, Token, estimate_width
from generator.charts.week_marks import Marks

_ROW = 50


def interactive_spec(
    kind: str,
    frame: pd.DataFrame,
    currency: str,
    words: Sequence[str],
    marks: Marks = (),
    span: weekly_spend.Span = (),
    gaps: Gaps = (),
) -> dict[str, object] | None:
    """The specification, or None if there is no interactive view of this kind.

    ``words`` say each row of the frame in full: its name, its exact amount and what kind it is.
    ``marks``, ``span`` and ``gaps`` are those of a drawing of weeks. Raises ValueError unless there are as
    many words as rows.
    """
    if kind not in INTERACTIVE:
        return None
    if len(words) != len(frame):
        raise ValueError(f"{len(words)} texts for {len(frame)} rows")
    rows = [
        row | {"words": text, **_bounds(lo, hi)}
        for row, text, (lo, hi) in zip(
            _names(kind, frame), words, frames.read_bounds(frame), strict=True
        )
    ]
    if kind == "weekly_spend":
        rows = [row for row in rows if row["lo"] is not None]
        rows.sort(key=lambda row: number(row["start"]))
    for index, row in enumerate(rows):
        row["index"] = index
    if kind == "weekly_spend":
        return weeks_spec(rows, currency, marks, span, gaps)
    if INTERACTIVE[kind] is _bars:
        for row, text in zip(rows, amounts.format_rows(frame, currency), strict=True):
            row["amount"] = text
    return INTERACTIVE[kind](rows, currency)


def _bounds(lo: float, hi: float) -> Row:
    """Bounds, and what the amount is: exact, a range, open at the top, or not published."""
    if lo != lo:
        return {"lo": None, "hi": None, "is": "unknown"}
    known = "open" if hi != hi else "exact" if lo == hi else "range"
    return {"lo": frames.plain(lo), "hi": frames.plain(lo if hi != hi else hi), "is": known}


def _names(kind: str, frame: pd.DataFrame) -> list[Row]:
    if kind == "weekly_spend":
        starts = [pd.Timestamp(value).date() for value in frame["week_start_date"]]
        return [{"start": dates.to_milliseconds(start)} for start in starts]
    if kind == "places_tiles":
        return [{"code": str(code)} for code in frame["place_code"]]
    column = "platform" if kind == "platform_split" else "name"
    return [{"name": str(name)} for name in frame[column]]


def _bars(rows: list[Row], _currency: str) -> dict[str, object]:
    """Horizontal bars: the name above each, its amount behind it."""
    texts = []
    for index, row in enumerate(rows):
        row["tip"] = row["hi"] or 0
        row |= {"top": index * _ROW + 27, "bottom": index * _ROW + 40}
        row |= {"name_y": index * _ROW + 18, "amount_y": index * _ROW + 39}
        row["middle"] = index * _ROW + 33.5
        row |= {"row_top": index * _ROW, "row_bottom": (index + 1) * _ROW}
        texts.append(estimate_width(str(row["amount"]), TEXT_SIZE))
    largest = max(number(row["hi"]) for row in rows if row["hi"] is not None)
    room = round(max(texts)) + 24
    x = {
        "type": "quantitative",
        "axis": None,
        "scale": {
            "domain": [0, largest],
            "range": [0, {"expr": f"max(40, width - {room})"}],
            "nice": False,
        },
    }

    def place(name: str) -> Row:
        return {"field": name, "type": "quantitative", "scale": None, "axis": None}

    y = {"y": place("top"), "y2": {"field": "bottom"}}
    whole = {"x": {"value": 0}, "x2": {"value": "width"}}
    return spec(
        rows,
        len(rows) * _ROW,
        [
            hit_area()
            | {"encoding": {**whole, "y": place("row_top"), "y2": {"field": "row_bottom"}}},
            bar("exact") | {"encoding": {"x": x | {"field": "lo"}, "x2": {"datum": 0}, **y}},
            bar("range") | {"encoding": {"x": x | {"field": "hi"}, "x2": {"field": "lo"}, **y}},
            arrow(90) | {"encoding": {"x": x | {"field": "lo"}, "y": place("middle")}},
            {
                "mark": {"type": "text", "align": "left", "limit": {"expr": "width"}},
                "encoding": {
                    "x": {"value": 0},
                    "y": place("name_y"),
                    "text": {"field": "name", "type": "nominal"},
                },
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": {"expr": "datum.is === 'open' ? 22 : 8"},
                    "color": Token.MUTED,
                },
                "encoding": {
                    "x": x | {"field": "tip"},
                    "y": place("amount_y"),
                    "text": {"field": "amount", "type": "nominal"},
                },
            },
        ],
    )


def _tiles(rows: list[Row], currency: str) -> dict[str, object]:
    """The tile map, shaded without classes: the words say the amount."""
    positions = places_tiles.tile_positions()
    for row in rows:
        column, line = positions[str(row["code"])]
        row |= {"x": column, "x2": column + 0.93, "y": line, "y2": line + 0.93}
        row |= {"centre": column + 0.465, "base": line + 0.6}
        row |= {"foot": line + 0.75, "corner": column + 0.76, "peak": line + 0.17}
        row |= {"label": str(row["code"]).removeprefix("US-")}
    largest = max(number(row["lo"]) for row in rows if row["lo"] is not None)
    flat: Row = {"type": "quantitative", "axis": None}
    x = flat | {"scale": {"domain": [0, 11], "nice": False, "zero": False}}
    y = flat | {"scale": {"domain": [0, 8.4], "range": [0, {"expr": "height"}], "nice": False}}
    around = {
        "x": x | {"field": "x"},
        "x2": {"field": "x2"},
        "y": y | {"field": "y"},
        "y2": {"field": "y2"},
    }
    shade = {
        "condition": {"test": "datum.lo === null", "value": 0},
        "field": "lo",
        "type": "quantitative",
        "scale": {"type": "sqrt", "domain": [0, largest], "range": [0.08, 1]},
        "legend": None,
    }
    paper = {
        "condition": {
            "test": f"datum.lo !== null && sqrt(datum.lo / {largest}) > 0.78",
            "value": Token.PAPER,
        },
        "value": Token.INK,
    }
    tile = {"type": "rect", "color": Token.ACCENT, "strokeWidth": 1.5}
    tile |= {"stroke": {"expr": f"datum.index === picked ? '{Token.INK}' : '{Token.GRID}'"}}
    drawn = spec(
        rows,
        places_tiles.MAP_HEIGHT,
        [
            {"mark": tile, "encoding": around | {"fillOpacity": shade}},
            {
                "transform": [{"filter": RANGES}],
                "mark": {"type": "rect", "color": Token.ACCENT_SOFT, "stroke": Token.RANGE},
                "encoding": around | {"y": y | {"field": "foot"}},
            },
            {
                "transform": [{"filter": OPEN}],
                "mark": {"type": "point", "filled": True, "shape": "triangle", "opacity": 1},
                "encoding": {
                    "x": x | {"field": "corner"},
                    "y": y | {"field": "peak"},
                    "color": paper,
                },
            },
            {
                "mark": {"type": "text", "align": "center", "limit": 0},
                "encoding": {
                    "x": x | {"field": "centre"},
                    "y": y | {"field": "base"},
                    "text": {"field": "label", "type": "nominal"},
                    "color": paper,
                },
            },
        ],
    )
    size = [places_tiles.WIDTH, places_tiles.MAP_HEIGHT]
    return drawn | {"usermeta": {"size": size}}


INTERACTIVE: Mapping[str, Callable[[list[Row], str], dict[str, object]]] = {
    "weekly_spend": weeks_spec,
    "platform_split": _bars,
    "top_sponsors": _bars,
    "places_bars": _bars,
    "places_tiles": _tiles,
}
"""How each kind is drawn."""
