"""From the SVG that Vega writes to the SVG that a page carries.

Out goes what only Vega needs: wrappers, classes, roles of single marks, zero-sized frames, long
fractions. In come the CSS variables of the page, unique ids, text sizes that grow on narrow
screens, and a title and a description for screen readers.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.charts import names, theme
from generator.charts.drawing import fluid
from generator.charts.drawing.paths import (
    is_blank,
    line_path,
    move_path,
    shorten_number,
    shorten_path,
)

SIZE_FONT = "pfb-size-"
"""The font of a text before :func:`finish`: this prefix, then its size in drawing units."""

_MIDDLE_WIDTH = 400
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOVE = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_TAGS = {"svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath"}
_DROPPED = {"class", "role", "pointer-events", "cursor"}
_NEUTRAL = {
    ("opacity", "1"),
    ("fill-opacity", "1"),
    ("stroke-opacity", "1"),
    ("stroke-width", "1"),
    ("stroke-miterlimit", "10"),
    ("text-anchor", "start"),
    ("transform", "translate(0,0)"),
    ("fill", "transparent"),
}
_INHERITED = ("class", "fill", "fill-opacity", "stroke", "stroke-width", "text-anchor")
_TOKENS = {colour: token for token, colour in theme.COLOURS.items()}


def finish(
    drawing: str, *, ident: str, title: str, description: str, usermeta: object = None
) -> str:
    """The finished inline SVG of a drawing by Vega; see ``render_svg`` for the arguments.

    ``usermeta`` is that of the chart: a drawing that asks for it becomes fluid.
    """
    root = ElementTree.fromstring(_NOT_XML.sub("", drawing).replace(' xmlns="', ' data-ns="', 1))
    width, height = (float(number) for number in root.attrib["viewBox"].split()[2:])
    layout = fluid.read(usermeta, width, height)
    if layout:
        root = fluid.stretch(root, layout)
    _prefix_ids(root, ident)
    hatch = f"url(#{ident}-hatch)"
    children = _tidy_children(root, hatch)
    body = "".join(map(_write, children))
    if hatch in body:
        body = _hatch_pattern(ident) + body
    if _gap(hatch) in body:
        body = _gap_pattern(ident) + body
    sizes = sorted({size for child in children for size in _sizes(child)})
    size = fluid.size(layout) if layout else _size(width, height)
    more = fluid.styles(ident, body) if layout else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{ident}" role="img" direction="ltr"'
        f' aria-labelledby="{ident}-title {ident}-desc"{size}>'
        f'<title id="{ident}-title">{_escape(names.clean(title))}</title>'
        f'<desc id="{ident}-desc">{_escape(names.clean(description))}</desc>'
        f"<style>{_text_styles(ident, sizes, None if layout else width)}{more}</style>"
        f"{body}</svg>"
    )


def _size(width: float, height: float) -> str:
    return (
        f' viewBox="0 0 {shorten_number(width)} {shorten_number(height)}" width="100%"'
        f' style="height:auto;max-width:{shorten_number(width)}px"'
    )


def _prefix_ids(root: Element, ident: str) -> None:
    """Number the ids in the order in which they stand, so that they do not depend on Vega."""
    found = [element for element in root.iter() if "id" in element.attrib]
    known = {element.attrib["id"]: f"{ident}-{i}" for i, element in enumerate(found)}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.attrib[key] = known[value]
            elif "url(#" in value:
                element.attrib[key] = _REFERENCE.sub(lambda m: f"url(#{known[m[1]]})", value)


def _tidy_children(parent: Element, hatch: str) -> list[Element]:
    kept: list[Element] = []
    for child in parent:
        if child.tag not in _TAGS or child.get("display") == "none":
            continue
        _tidy(child, hatch)
        if child.tag in ("text", "tspan"):
            kept.append(child)
            continue
        inner = _tidy_children(child, hatch)
        if child.tag == "path" and _is_invisible(child):
            continue
        if child.tag == "g" and not child.attrib:
            kept.extend(inner)
            continue
        if child.tag in ("g", "svg") and not inner:
            continue
        child[:] = inner
        kept.append(child)
    merged = _merge_paths(kept)
    if parent.tag == "g":
        _hoist(parent, merged)
    return merged


def _tidy(element: Element, hatch: str) -> None:
    """Keep what draws something; give text its size class; move marks instead of wrapping them."""
    tidy: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key in _DROPPED or key.startswith(("aria-", "{")) or (key, value) in _NEUTRAL:
            continue
        tidy[key] = _paint(key, value, hatch)
    element.attrib.clear()
    element.attrib.update(tidy)
    if element.tag in ("text", "tspan"):
        _tidy_text(element)
    elif element.tag in ("path", "line"):
        _tidy_path(element)
    elif match := _MOVE.fullmatch(element.get("transform", "")):
        x, y = (shorten_number(float(number)) for number in match.groups())
        element.set("transform", f"translate({x},{y})")


def _paint(key: str, value: str, hatch: str) -> str:
    if key == "fill" and value == theme.GAP:
        return _gap(hatch)
    token = _TOKENS.get(value) if key in ("fill", "stroke") else None
    if token is None:
        return value
    if token is theme.Token.RANGE and key == "fill":
        return hatch
    return _variable(token)


def _variable(token: theme.Token) -> str:
    return f"var({token},{theme.COLOURS[token]})"


def _tidy_text(element: Element) -> None:
    family = element.get("font-family", "")
    if family.startswith(SIZE_FONT):
        del element.attrib["font-family"]
        element.attrib.pop("font-size", None)
        element.set("class", f"t{family.removeprefix(SIZE_FONT)}")
    if match := _MOVE.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
        for key, number in zip("xy", match.groups(), strict=True):
            element.set(key, shorten_number(float(number)))


def _tidy_path(element: Element) -> None:
    if element.tag == "line":
        ends = [float(element.attrib.pop(key, "0")) for key in ("x1", "y1", "x2", "y2")]
        element.tag = "path"
        element.set("d", line_path(*ends))
    d = element.get("d", "")
    if match := _MOVE.fullmatch(element.get("transform", "")):
        moved = move_path(d, float(match[1]), float(match[2]))
        if moved is not None:
            del element.attrib["transform"]
            d = moved
    element.set("d", shorten_path(d))
    if "stroke" not in element.attrib:
        element.attrib.pop("stroke-width", None)


def _is_invisible(path: Element) -> bool:
    if "stroke" in path.attrib:
        return not path.get("d")
    return "fill" not in path.attrib or is_blank(path.get("d", ""))


def _merge_paths(elements: Sequence[Element]) -> list[Element]:
    """Neighbours that look the same become one path: the marks of a chart do not overlap."""
    merged: list[Element] = []
    for element in elements:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.tag == element.tag == "path"
            and "transform" not in element.attrib
            and _look(last) == _look(element)
        ):
            last.set("d", last.attrib["d"] + element.attrib["d"])
        else:
            merged.append(element)
    return merged


def _look(element: Element) -> dict[str, str]:
    return {key: value for key, value in element.attrib.items() if key != "d"}


def _hoist(group: Element, children: Sequence[Element]) -> None:
    """Say once, on the group, what all of its children say."""
    if len(children) < 2:
        return
    for key in _INHERITED:
        values = {child.get(key) for child in children}
        value = values.pop()
        if not values and value is not None:
            group.set(key, value)
            for child in children:
                del child.attrib[key]


def _sizes(element: Element) -> set[float]:
    classes = {item.get("class", "") for item in element.iter()}
    return {float(name[1:]) for name in classes if name}


def _text_styles(ident: str, sizes: Sequence[float], width: float | None) -> str:
    """The sizes of texts, by the width of the window or, in a size container, of the container.

    ``width`` is that of a drawing that is scaled as a whole.
    """
    rules = [f"#{ident}{{font-family:{theme.FONT_FAMILY}}}"]
    rules += [f"#{ident} .t{size:g}{{font-size:{size:g}px}}" for size in sizes]
    if width is None:
        return "".join(rules)
    for window, container, drawn in (
        ("40em", "608px", _MIDDLE_WIDTH),
        ("26em", "384px", theme.NARROW_WIDTH),
    ):
        grown = {size: theme.narrow_size(width, size, drawn) for size in sizes}
        inner = "".join(
            f"#{ident} .t{size:g}{{font-size:{new}px}}" for size, new in grown.items() if new > size
        )
        if inner:
            rules.append(f"@media(max-width:{window}){{{inner}}}")
            rules.append(f"@container(max-width:{container}){{{inner}}}")
    return "".join(rules)


def _hatch_pattern(ident: str) -> str:
    soft, dark = _variable(theme.Token.ACCENT_SOFT), _variable(theme.Token.RANGE)
    return (
        f'<pattern id="{ident}-hatch" width="4" height="4" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><path d="M0,0h4v4h-4Z" fill="{soft}"/>'
        f'<path d="M0,0h1.6v4h-1.6Z" fill="{dark}"/></pattern>'
    )


def _gap(hatch: str) -> str:
    return hatch.replace("-hatch)", "-gap)")


def _gap_pattern(ident: str) -> str:
    """Thin grey lines the other way round, with the page between them."""
    return (
        f'<pattern id="{ident}-gap" width="7" height="7" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(-45)"><path d="M0,0h1.3v7h-1.3Z"'
        f' fill="{_variable(theme.Token.MUTED)}" opacity=".55"/></pattern>'
    )


def _write(element: Element) -> str:
    attributes = "".join(f' {key}="{_escape(value)}"' for key, value in element.attrib.items())
    inner = _escape(element.text or "") + "".join(
        _write(child) + _escape(child.tail or "") for child in element
    )
    if not inner:
        return f"<{element.tag}{attributes}/>"
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def _escape(text: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text
