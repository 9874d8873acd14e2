"""A drawing that is as wide as its place, with texts of one size: no second drawing for phones.

Only the plot is stretched. Places along it become per cent; texts, symbols and hatches keep their
size; what stands beside the plot keeps its distance from it. A chart asks for this with
``usermeta`` (see :func:`ask`), and says with the names of its layers what is special:

==============  ===========================================================================
``pin…``        keeps its distance from the left edge, whatever the width: titles and keys
``dx<number>``  is moved by so many pixels after the stretching: a label behind its bar
``slim…``       stands only in a narrow place, ``wide…`` only in another
``…names``      is the name of a row of the drawing: the text says which (``data-row``)
==============  ===========================================================================
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.charts import theme
from generator.charts.drawing.paths import shorten_number

SLIM_BELOW = 440
"""The width in CSS pixels below which a place is narrow."""
NARROWEST = theme.NARROW_WIDTH
"""The width for which everything has to fit."""

_MOVE = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")
_RECT = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z")
_HINT = re.compile(r"\b(pin|slim|wide|dx(\d+))\w*_marks\b")
_NAMES = re.compile(r"names_marks\b")


@dataclass(frozen=True)
class Fluid:
    """The margins, in pixels, that stay as they are at any width, the size of the drawing, and the
    height of its rows if it has any."""

    left: float
    right: float
    width: float
    height: float
    row_height: float = 0.0

    @property
    def plot(self) -> float:
        """The width of the part that is stretched, in units of the drawing."""
        return self.width - self.left - self.right


def ask(left: float, right: float, row_height: float = 0.0) -> dict[str, object]:
    """The ``usermeta`` of a chart with these margins beside its plot, and with rows so high."""
    return {"fluid": {"left": left, "right": right, "row": row_height}}


def narrow_text(left: float, right: float, width: float) -> float:
    """The size of a label, in units of the plot, where the plot is narrowest: texts are not scaled.

    The margins are those beside the plot of a drawing that is so wide.
    """
    margins = left + right
    return theme.TEXT_SIZE * (width - margins) / (NARROWEST - margins)


def read(usermeta: object, width: float, height: float) -> Fluid | None:
    """What a chart asked for, or None if it is to be scaled as a whole."""
    wish = usermeta.get("fluid") if isinstance(usermeta, Mapping) else None
    if not wish:
        return None
    left, right, row = (float(wish[name]) for name in ("left", "right", "row"))
    return Fluid(left, right, width, height, row)


def stretch(root: Element, fluid: Fluid) -> Element:
    """The tree that Vega drew, laid out anew: absolute places, per cent along the plot."""
    canvas = Element("svg")
    for group, x, y in _mark_groups(root, 0.0, 0.0):
        hint = _HINT.search(group.get("class", ""))
        kind = hint[1][:2] if hint else ""
        placed = Element("g", {"data-only": hint[1]} if kind in ("sl", "wi") and hint else {})
        last = canvas[-1] if len(canvas) else None
        is_open = last is not None and last.get("preserveAspectRatio") == "none"
        stretched = last if is_open and last is not None else _stretched(fluid)
        place = _Place(fluid, kind == "pi", float(hint[2]) if hint and hint[2] else 0.0)
        is_name = bool(fluid.row_height and _NAMES.search(group.get("class", "")))
        for mark in group:
            if mark.tag == "text":
                placed.append(place.text(mark, x, y))
                if is_name:
                    row = float(mark.get("y", "0")) // fluid.row_height
                    mark.set("data-row", shorten_number(row))
            elif mark.tag == "path" and "mark-symbol" in group.get("class", ""):
                placed.append(place.symbol(mark, x, y))
            elif mark.tag == "path" and mark.get("fill") == theme.RANGE:
                placed.extend(place.hatched(mark, x, y))
            elif mark.tag in ("path", "line"):
                own_x, own_y = _moved(mark)
                mark.set("transform", f"translate({x + own_x},{y + own_y})")
                stretched.append(mark)
        canvas.extend(item for item in (stretched, placed) if len(item) and item is not last)
    return canvas


def _stretched(fluid: Fluid) -> Element:
    height = shorten_number(fluid.height)
    attributes = {
        "width": "100%",
        "height": height,
        "viewBox": f"{shorten_number(fluid.left)} 0 {shorten_number(fluid.plot)} {height}",
        "preserveAspectRatio": "none",
        "overflow": "visible",
    }
    return Element("svg", attributes)


@dataclass(frozen=True)
class _Place:
    fluid: Fluid
    is_pinned: bool
    nudge: float

    def text(self, mark: Element, x: float, y: float) -> Element:
        own_x, own_y = _moved(mark)
        found, beside = self._along(x + own_x)
        del mark.attrib["transform"]
        mark.attrib |= {"x": found, "y": shorten_number(y + own_y)}
        if beside + self.nudge:
            mark.set("dx", shorten_number(beside + self.nudge))
        return mark

    def symbol(self, mark: Element, x: float, y: float) -> Element:
        """A symbol in a frame of its own, which may stand at a place in per cent."""
        own_x, own_y = _moved(mark)
        found, beside = self._along(x + own_x)
        frame = Element("svg", {"x": found, "y": shorten_number(y + own_y), "overflow": "visible"})
        mark.set("transform", f"translate({beside + self.nudge},0)")
        frame.append(mark)
        return frame

    def hatched(self, mark: Element, x: float, y: float) -> Iterator[Element]:
        own_x, own_y = _moved(mark)
        for left, top, width, height in _RECT.findall(mark.get("d", "")):
            if float(width) > 0 and float(height) > 0:
                found, _ = self._along(x + own_x + float(left))
                yield Element(
                    "rect",
                    {
                        "x": found,
                        "y": shorten_number(y + own_y + float(top)),
                        "width": self._share(float(width)),
                        "height": shorten_number(float(height)),
                        "fill": theme.RANGE,
                    },
                )

    def _along(self, x: float) -> tuple[str, float]:
        """The place along the plot, and how many pixels beside it."""
        inside = x - self.fluid.left
        if self.is_pinned or inside <= 0:
            return shorten_number(inside), 0.0
        if inside > self.fluid.plot:
            return "100%", inside - self.fluid.plot
        return self._share(inside), 0.0

    def _share(self, length: float) -> str:
        return f"{100 * length / self.fluid.plot:.2f}".rstrip("0").rstrip(".") + "%"


def _mark_groups(element: Element, x: float, y: float) -> Iterator[tuple[Element, float, float]]:
    """Every group of marks in the order drawn, and where its origin is."""
    for child in element:
        if child.tag != "g":
            continue
        own_x, own_y = _moved(child)
        name = child.get("class", "")
        if "mark-" in name and "mark-group" not in name:
            yield child, x + own_x, y + own_y
        else:
            yield from _mark_groups(child, x + own_x, y + own_y)


def _moved(element: Element) -> tuple[float, float]:
    match = _MOVE.fullmatch(element.get("transform", ""))
    return (float(match[1]), float(match[2])) if match else (0.0, 0.0)


def size(fluid: Fluid) -> str:
    """The size of the outer frame in a page, as attributes: the margins stand around it."""
    margins = shorten_number(fluid.left + fluid.right)
    return (
        f' style="display:block;overflow:visible;width:calc(100% - {margins}px);'
        f"max-width:{shorten_number(fluid.plot)}px;height:{shorten_number(fluid.height)}px;"
        f'margin:0 {shorten_number(fluid.right)}px 0 {shorten_number(fluid.left)}px"'
    )


def styles(ident: str, body: str) -> str:
    """The rules that a drawing needs: lines keep their width, names fit their place."""
    rules = f"#{ident} path{{vector-effect:non-scaling-stroke}}"
    if "data-only" not in body:
        return rules
    return (
        f"{rules}#{ident} [data-only=slim]{{display:none}}"
        f"@container(max-width:{SLIM_BELOW - 1}px){{#{ident} [data-only=slim]{{display:inline}}"
        f"#{ident} [data-only=wide]{{display:none}}}}"
    )
