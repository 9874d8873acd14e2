"""The marks of a chart as elements of an SVG, from its Vega-Lite specification and its rows.

What is drawn is the part of Vega-Lite that :mod:`generator.charts.layers` writes: bars, rules, texts
and symbols, at places that are a value, a column, or a column on a linear scale whose ends are
given. Everything else is refused, and a test compares each chart with what Vega itself draws.

Only the plot is as wide as its place. Places along it are per cent; texts, symbols and hatches keep
their size; solid bars are one path in a frame that is stretched.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from generator.charts import theme
from generator.charts.layers import SCALED

Json = Mapping[str, Any]
_Rows = Iterable[tuple[int, Json]]

PATTERNS = {theme.RANGE: "hatch", theme.GAP: "gap"}
"""The fills that stand for a pattern, by the end of its id."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOKENS = {colour: token for token, colour in theme.COLOURS.items()}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_ATTRIBUTES = {
    "fill": "fill",
    "fillOpacity": "fill-opacity",
    "stroke": "stroke",
    "strokeWidth": "stroke-width",
    "strokeDash": "stroke-dasharray",
    "align": "text-anchor",
    "fontWeight": "font-weight",
}
_USUAL = {("fill-opacity", 1), ("stroke", None), ("text-anchor", "start"), ("fill", None)}
_OWN = _ATTRIBUTES.keys() | {"type", "style", "dx", "dy", "xOffset", "yOffset", "shape"}
_FIXED = {
    "baseline": "alphabetic",
    "fontSize": theme.TEXT_SIZE,
    "filled": True,
    "opacity": 1,
    "size": 4,
}
_CHANNELS = {"x", "x2", "y", "y2", "text", "fill", "fillOpacity"}
_SCALES = {"type": ("linear", "utc"), "nice": (False,)}


def number(value: float) -> str:
    """A tenth of a unit is less than any screen shows: "12.3", ".5", "-4", "0"."""
    text = f"{value:.1f}".removesuffix(".0")
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def plain_text(text: object) -> str:
    """Text as content of an element, without the characters that XML has not."""
    return escape(_NOT_XML.sub("", str(text)), {'"': "&quot;"})


def variable(colour: str) -> str:
    """A colour of the theme as the variable of the page, and alone as itself."""
    if colour not in _TOKENS:
        raise ValueError(f"{colour} is not a colour of the theme")
    return f"var({_TOKENS[colour]},{colour})"


class Marks:
    """Draws the layers of one specification; ``ident`` prefixes the ids of patterns."""

    def __init__(self, spec: Json, ident: str) -> None:
        self.is_fluid = not spec.get("usermeta", {}).get(SCALED)
        self._width, self._height = spec["width"], spec["height"]
        self._spec = spec
        self._ident = ident
        self._scales: dict[str, Json] = {}
        for layer in spec["layer"]:
            for name, channel in layer["encoding"].items():
                if scale := channel.get("scale"):
                    self._scales[name] = _checked_scale(scale)

    def draw(self) -> str:
        """All layers, one after the other. Raises ValueError for what cannot be drawn."""
        return "".join(part for layer in self._spec["layer"] for part in self._layer(layer))

    def _layer(self, layer: Json) -> Iterator[str]:
        kind, encoding = layer["mark"]["type"], layer["encoding"]
        mark = self._spec["config"].get(kind, {}) | layer["mark"]
        _check(layer, mark)
        rows = enumerate(self._spec["datasets"][layer["data"]["name"]])
        varying = [name for name in ("fill", "fillOpacity") if name in encoding]
        fields = [encoding[name]["field"] for name in varying]
        for looks, group in groupby(rows, lambda item: [item[1][field] for field in fields]):
            own = mark | dict(zip(varying, looks, strict=True))
            yield from _KINDS[kind](self, own, encoding, group)

    def _look(self, mark: Json) -> str:
        """The attributes that say what a mark looks like and which places it is for."""
        found = ""
        for name, attribute in _ATTRIBUTES.items():
            value = mark.get(name)
            if name == "align":
                value = _ANCHORS[value or "left"]
            elif name == "fill" and value in PATTERNS:
                value = f"url(#{self._ident}-{PATTERNS[value]})"
            elif name in ("fill", "stroke") and value:
                value = variable(value)
            elif name == "fill" and mark["type"] in ("bar", "rect"):
                value = "none"
            elif name == "strokeDash" and value:
                value = ",".join(map(str, value))
            if value is not None and (attribute, value) not in _USUAL:
                found += f' {attribute}="{value}"'
        only = (name for name in mark.get("style", ()) if name != "row")
        return found + "".join(f' data-only="{name}"' for name in only)

    def _place(self, encoding: Json, name: str, row: Json) -> float | None:
        """Where a mark is on a channel, in units of the plot; None if it has no place."""
        channel = encoding[name]
        if "value" in channel:
            fixed: float | None = channel["value"]
            return fixed
        value: float | None = channel["datum"] if "datum" in channel else row[channel["field"]]
        if value is None or encoding[name[0]].get("scale", True) is None:
            return value
        if name[0] not in self._scales:
            raise ValueError(f"no layer gives the scale of {name!r}")
        scale = self._scales[name[0]]
        (low, high), (start, end) = scale["domain"], scale["range"]
        place: float = start + (value - low) / (high - low) * (end - start)
        return place

    def _known(self, encoding: Json, name: str, row: Json) -> float:
        """A place that every row has."""
        place = self._place(encoding, name, row)
        if place is None:
            raise ValueError(f"a row has no place on {name!r}")
        return place

    def _points(self, encoding: Json, rows: _Rows) -> Iterator[tuple[int, Json, float, float]]:
        """The rows that have a place, with their numbers and places."""
        for index, row in rows:
            x, y = (self._place(encoding, name, row) for name in ("x", "y"))
            if x is not None and y is not None:
                yield index, row, x, y

    def _along(self, length: float) -> str:
        """A length along the plot, or a place there."""
        if not self.is_fluid:
            return number(length)
        share = f"{100 * length / self._width:.2f}".rstrip("0").rstrip(".")
        return f"{share}%" if float(share) else "0"

    def _start(self, encoding: Json, x: float) -> str:
        """Where a mark begins: a value keeps its distance from the edge, at any width."""
        return number(x) if "value" in encoding["x"] else self._along(x)

    def _bars(self, mark: Json, encoding: Json, rows: _Rows) -> Iterator[str]:
        look, path, hatched = self._look(mark), "", ""
        for _, row in rows:
            places = (self._place(encoding, name, row) for name in ("x", "x2", "y", "y2"))
            ends = [place for place in places if place is not None]
            if len(ends) < 4:
                continue
            x, x2, y, y2 = ends
            left, top, width, height = min(x, x2), min(y, y2), abs(x2 - x), abs(y2 - y)
            if not width or not height:
                continue
            up, high = number(top), number(height)
            if self.is_fluid and mark.get("fill") in PATTERNS:
                along = f'x="{self._along(left)}" width="{self._along(width)}"'
                hatched += f'<rect {along} y="{up}" height="{high}"/>'
            else:
                wide, back = number(width), number(-width)
                path += f"M{number(left)},{up}h{wide}v{high}h{back}Z"
        if path:
            drawn = f'<path{look} d="{path}"/>'
            yield self._stretched(drawn) if self.is_fluid else drawn
        if hatched:
            yield f"<g{look}>{hatched}</g>"

    def _stretched(self, path: str) -> str:
        height = number(self._height)
        return (
            f'<svg width="100%" height="{height}" viewBox="0 0 {number(self._width)} {height}"'
            f' preserveAspectRatio="none">{path}</svg>'
        )

    def _rules(self, mark: Json, encoding: Json, rows: _Rows) -> Iterator[str]:
        """Lines across the plot, or upright ones: no line is slanted."""
        yield f"<g{self._look(mark)}>"
        if "x" not in encoding:
            for _, row in rows:
                y = number(self._known(encoding, "y", row))
                yield f'<line x2="{self._along(self._width)}" y1="{y}" y2="{y}"/>'
        else:
            for _, row, left, top in self._points(encoding, rows):
                x, y2 = self._start(encoding, left), self._known(encoding, "y2", row)
                yield f'<line x1="{x}" x2="{x}" y1="{number(top)}" y2="{number(y2)}"/>'
        yield "</g>"

    def _texts(self, mark: Json, encoding: Json, rows: _Rows) -> Iterator[str]:
        beside = f' dx="{number(mark["dx"])}"' if "dx" in mark else ""
        text = encoding["text"]
        drawn = ""
        for index, row, x, y in self._points(encoding, rows):
            if words := plain_text(text["value"] if "value" in text else row[text["field"]]):
                of = f' data-row="{index}"' if "row" in mark.get("style", ()) else ""
                start, base = self._start(encoding, x), number(y + mark.get("dy", 0))
                drawn += f'<text x="{start}" y="{base}"{beside}{of}>{words}</text>'
        if drawn:
            yield f"<g{self._look(mark)}>{drawn}</g>"

    def _symbols(self, mark: Json, encoding: Json, rows: _Rows) -> Iterator[str]:
        """Symbols keep their shape: each in a frame of its own, where the plot is stretched."""
        look, beside, path = self._look(mark), mark.get("xOffset", 0), ""
        for _, _row, x, y in self._points(encoding, rows):
            base = number(y + mark.get("yOffset", 0))
            if self.is_fluid:
                shape = f'<path{look} d="M{number(beside)},0{mark["shape"]}"/>'
                start = self._start(encoding, x)
                yield f'<svg x="{start}" y="{base}" overflow="visible">{shape}</svg>'
            else:
                path += f"M{number(x + beside)},{base}{mark['shape']}"
        if path:
            yield f'<path{look} d="{path}"/>'


_KINDS: Mapping[str, Callable[[Marks, Json, Json, _Rows], Iterator[str]]] = {
    "bar": Marks._bars,
    "rect": Marks._bars,
    "rule": Marks._rules,
    "text": Marks._texts,
    "point": Marks._symbols,
}


def _check(layer: Json, mark: Json) -> None:
    """Raise ValueError for what would be drawn otherwise than Vega-Lite means it."""
    kind = mark["type"]
    if kind not in _KINDS:
        raise ValueError(f"a mark {kind!r} is not drawn: the marks are {', '.join(_KINDS)}")
    for name, value in mark.items():
        if name not in _OWN and _FIXED.get(name) != value:
            raise ValueError(f"a {kind} with {name} {value!r} is not drawn")
    for name in sorted(layer["encoding"].keys() - _CHANNELS):
        raise ValueError(f"the channel {name!r} is not drawn")
    for name in sorted(layer.keys() - {"data", "mark", "encoding"}):
        raise ValueError(f"a layer with {name} is not drawn")


def _checked_scale(scale: Json) -> Json:
    for name, value in scale.items():
        if name not in ("domain", "range") and value not in _SCALES.get(name, ()):
            raise ValueError(f"a scale with {name} {value!r} is not drawn")
    return scale
