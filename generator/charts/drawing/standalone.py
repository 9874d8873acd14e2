"""A drawing as a file of its own, for a slide or a printed page: light, titled, with its source.

Programs other than browsers read it too, so nothing depends on the page: no CSS variable, no
length in per cent of a window.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts import names, theme
from generator.charts.drawing.marks import number, plain_text

_MARGIN = 16
_TITLE, _SMALL = 17, 12
_VARIABLE = re.compile(r"var\(--pfb-[a-z-]+,(#[0-9a-f]{6})\)")
_SLIM = re.compile(r'<g [^>]*data-only="slim"[^>]*>.*?</g>')
_AT_RULE = re.compile(r"@(?:media|container)\([^)]*\)\{(?:[^{}]*\{[^{}]*\})*\}")
_OPENING = re.compile(r'<svg xmlns="[^"]+" id="([^"]+)"[^>]*>')
_FLUID = re.compile(r"max-width:([\d.]+)px;height:([\d.]+)px;margin:0 ([\d.]+)px 0 ([\d.]+)px")
_SCALED = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_TITLE_OF = re.compile(r'(<title id="[^"]+-title">).*?</title>', re.DOTALL)


@dataclass(frozen=True)
class _Drawing:
    ident: str
    body: str
    plot: float
    height: float
    right: float
    left: float
    frame: str
    """Attributes of the element in which the body is drawn."""

    @property
    def width(self) -> float:
        return self.left + self.plot + self.right


def _read(svg: str) -> _Drawing:
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError("not a drawing of ours")
    body = svg[opening.end() : -len("</svg>")]
    if found := _FLUID.search(opening[0]):
        plot, height, right, left = map(float, found.groups())
        return _Drawing(opening[1], body, plot, height, right, left, 'overflow="visible"')
    found = _SCALED.search(opening[0])
    if found is None:
        raise ValueError(f"{opening[1]}: the drawing has no size")
    return _Drawing(opening[1], body, float(found[1]), float(found[2]), 0.0, 0.0, found[0])


def natural_size(svg: str) -> tuple[float, float]:
    """Width and height, in pixels, that a drawing has where there is room for it."""
    drawing = _read(svg)
    return drawing.width, drawing.height


def retitled(svg: str, title: str) -> str:
    """The drawing with another title for screen readers."""
    words = plain_text(names.clean(title))
    return _TITLE_OF.sub(lambda found: f"{found[1]}{words}</title>", svg, count=1)


def standalone(svg: str, *, title: str, lines: Sequence[str]) -> str:
    """The drawing between its title and a few lines of small print."""
    drawing = _read(retitled(svg, title))
    ident, width = drawing.ident, drawing.width
    body = _VARIABLE.sub(r"\1", _AT_RULE.sub("", _SLIM.sub("", drawing.body)))
    heads = names.wrap(title, width, _TITLE)
    prints = [part for line in lines for part in names.wrap(line, width, _SMALL)]
    top = _MARGIN + len(heads) * (_TITLE + 5) + 6
    below = top + drawing.height + 10
    texts = [
        _text(_MARGIN + (n + 1) * (_TITLE + 5) - 6, line, _TITLE, theme.INK, 600)
        for n, line in enumerate(heads)
    ]
    texts += [
        _text(below + (n + 1) * (_SMALL + 5) - 4, line, _SMALL, theme.MUTED)
        for n, line in enumerate(prints)
    ]
    whole = number(width + 2 * _MARGIN), number(below + len(prints) * (_SMALL + 5) + _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{ident}" role="img"'
        f' aria-labelledby="{ident}-title {ident}-desc" viewBox="0 0 {whole[0]} {whole[1]}"'
        f' width="{whole[0]}" height="{whole[1]}" font-family="{html.escape(theme.FONT_FAMILY)}">'
        f'<rect width="100%" height="100%" fill="{theme.PAPER}"/>{"".join(texts)}'
        f'<svg x="{number(_MARGIN + drawing.left)}" y="{number(top)}" width="{number(drawing.plot)}"'
        f' height="{number(drawing.height)}" {drawing.frame}>{body}</svg></svg>\n'
    )


def _text(y: float, text: str, size: int, fill: str, weight: int = 400) -> str:
    return (
        f'<text x="{_MARGIN}" y="{number(y)}" font-size="{size}"'
        f' font-weight="{weight}" fill="{fill}">{plain_text(text)}</text>'
    )
