"""A drawing as a file of its own, for a slide or a printed page: light, titled, with its source.

Programs other than browsers read it too, so nothing depends on the page: no CSS variable, no
length in per cent of a window.
"""

import html
import re
from collections.abc import Sequence

from generator.charts import names, theme
from generator.charts.drawing.paths import shorten_number

_MARGIN = 16
_TITLE, _SMALL = 17, 12
_VARIABLE = re.compile(r"var\(--pfb-[a-z-]+,(#[0-9a-f]{6})\)")
_SLIM = re.compile(r'<g [^>]*data-only="slim"[^>]*>.*?</g>|<text [^>]*data-only="slim".*?</text>')
_AT_RULE = re.compile(r"@(?:media|container)\([^)]*\)\{(?:[^{}]*\{[^{}]*\})*\}")
_OPENING = re.compile(r'<svg xmlns="[^"]+" id="([^"]+)"[^>]*>')
_FLUID = re.compile(r"max-width:([\d.]+)px;height:([\d.]+)px;margin:0 ([\d.]+)px 0 ([\d.]+)px")
_TITLE_OF = re.compile(r'(<title id="[^"]+-title">).*?</title>', re.DOTALL)
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def natural_size(svg: str) -> tuple[float, float]:
    """Width and height, in pixels, that a drawing has where there is room for it."""
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError("not a drawing of ours")
    if found := _FLUID.search(opening[0]):
        plot, height, right, left = (float(number) for number in found.groups())
        return plot + right + left, height
    found = _BOX.search(opening[0])
    if found is None:
        raise ValueError(f"{opening[1]}: the drawing has no size")
    return float(found[1]), float(found[2])


def retitled(svg: str, title: str) -> str:
    """The drawing with another title for screen readers."""
    return _TITLE_OF.sub(
        lambda found: f"{found[1]}{html.escape(names.clean(title))}</title>", svg, count=1
    )


def standalone(svg: str, *, title: str, lines: Sequence[str]) -> str:
    """The drawing between its title and a few lines of small print."""
    width, height = natural_size(svg)
    opening = _OPENING.match(svg)
    assert opening is not None
    ident, body = opening[1], retitled(svg, title)[opening.end() : -len("</svg>")]
    body = _AT_RULE.sub("", _SLIM.sub("", body))
    body = _VARIABLE.sub(r"\1", body)
    heads = names.wrap(title, width, _TITLE)
    prints = [part for line in lines for part in names.wrap(line, width, _SMALL)]
    top = _MARGIN + len(heads) * (_TITLE + 5) + 6
    whole = top + height + 10 + len(prints) * (_SMALL + 5) + _MARGIN
    texts = [
        _text(_MARGIN, _MARGIN + (n + 1) * (_TITLE + 5) - 6, line, _TITLE, theme.INK, 600)
        for n, line in enumerate(heads)
    ]
    texts += [
        _text(_MARGIN, top + height + 10 + (n + 1) * (_SMALL + 5) - 4, line, _SMALL, theme.MUTED)
        for n, line in enumerate(prints)
    ]
    fluid = _FLUID.search(opening[0])
    left = float(fluid[4]) if fluid else 0.0
    plot = float(fluid[1]) if fluid else width
    box = f"0 0 {shorten_number(width + 2 * _MARGIN)} {shorten_number(whole)}"
    frame = (
        f'<svg x="{shorten_number(_MARGIN + left)}" y="{shorten_number(top)}"'
        f' width="{shorten_number(plot)}" height="{shorten_number(height)}" overflow="visible">'
    )
    size = f'width="{shorten_number(width + 2 * _MARGIN)}" height="{shorten_number(whole)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{ident}" role="img"'
        f' aria-labelledby="{ident}-title {ident}-desc" viewBox="{box}" {size}'
        f' font-family="{html.escape(theme.FONT_FAMILY)}">'
        f'<rect width="100%" height="100%" fill="{theme.PAPER}"/>{"".join(texts)}'
        f"{frame}{body}</svg></svg>\n"
    )


def _text(x: float, y: float, text: str, size: int, fill: str, weight: int = 400) -> str:
    return (
        f'<text x="{shorten_number(x)}" y="{shorten_number(y)}" font-size="{size}"'
        f' font-weight="{weight}" fill="{fill}">{html.escape(text)}</text>'
    )
