"""A chart as one inline ``<svg>``: small, themed by CSS variables, read as one image with words.

A drawing is as wide as its place, with texts of one size, or is scaled as a whole, with texts that
grow where it is small. Nothing is measured and nothing is fetched, so the same chart gives the same
bytes on every machine.
"""

import re
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from generator.charts import names, theme
from generator.charts.drawing.marks import Marks, number, plain_text, variable

_IDENT = re.compile(r"[a-z][a-z0-9-]*")
_GROWN = (("40em", 608, 400), ("26em", 384, theme.NARROW_WIDTH))
"""Where the words of a drawing that is scaled grow: below which width of the window and of a size
container, and how wide the drawing is there."""


def render_svg(chart: alt.LayerChart, *, ident: str, title: str, description: str) -> str:
    """The chart as markup on one line, with ``title`` and ``description`` for screen readers.

    ``ident`` prefixes every id, and has to be unique in the page: lower-case letters, digits
    and hyphens. Raises ValueError for another ``ident``, for an empty title, and for a chart that
    cannot be drawn.
    """
    if not _IDENT.fullmatch(ident):
        raise ValueError(f"{ident!r} cannot prefix ids: use lower-case letters, digits, hyphens")
    if not title.strip():
        raise ValueError(f"the chart {ident!r} has no title")
    spec = to_spec(chart)
    marks = Marks(spec, ident)
    body = marks.draw()
    size = _fluid_size(spec) if marks.is_fluid else _scaled_size(spec)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{ident}" role="img" direction="ltr"'
        f' aria-labelledby="{ident}-title {ident}-desc"{size}>'
        f'<title id="{ident}-title">{plain_text(names.clean(title))}</title>'
        f'<desc id="{ident}-desc">{plain_text(names.clean(description))}</desc>'
        f"<style>{_styles(ident, body, 0 if marks.is_fluid else _whole(spec)[0])}</style>"
        f"{_patterns(ident, body)}{body}</svg>"
    )


def to_spec(chart: alt.LayerChart) -> dict[str, Any]:
    """The Vega-Lite specification of a chart by :func:`generator.charts.layers.chart`; it is not
    validated.

    Its rows are taken over as they are, and the layers are not copied once more: Altair's own
    ``to_dict`` takes three times as long.
    """
    context = {"top_level": False, "datasets": {}, "data": chart.data}
    with debug_mode(False):
        spec = alt.SchemaBase.to_dict(chart, validate=False, ignore=["datasets"], context=context)
    return {"$schema": alt.SCHEMA_URL} | spec | {"datasets": chart.datasets}


def _fluid_size(spec: dict[str, Any]) -> str:
    """The plot is as wide as its place up to its own width; the margins stand around it."""
    left, right = (float(spec["padding"][side]) for side in ("left", "right"))
    return (
        f' style="display:block;overflow:visible;width:calc(100% - {number(left + right)}px);'
        f"max-width:{number(spec['width'])}px;height:{number(spec['height'])}px;"
        f'margin:0 {number(right)}px 0 {number(left)}px"'
    )


def _scaled_size(spec: dict[str, Any]) -> str:
    left, top = (number(-spec["padding"][side]) for side in ("left", "top"))
    width, height = map(number, _whole(spec))
    return (
        f' viewBox="{left} {top} {width} {height}" width="100%"'
        f' style="height:auto;max-width:{width}px"'
    )


def _whole(spec: dict[str, Any]) -> tuple[float, float]:
    """The width and the height of the plot and what stands around it."""
    pad = spec["padding"]
    return (
        spec["width"] + pad["left"] + pad["right"],
        spec["height"] + pad["top"] + pad["bottom"],
    )


def _styles(ident: str, body: str, scaled: float) -> str:
    """The size of the texts, and which of them a narrow place has. ``scaled`` is the width of a
    drawing that is scaled as a whole, else 0."""
    rules = f"#{ident}{{font-family:{theme.FONT_FAMILY};font-size:{theme.TEXT_SIZE}px}}"
    for window, container, drawn in _GROWN if scaled else ():
        grown = f"{{#{ident}{{font-size:{theme.narrow_size(scaled, screen=drawn)}px}}}}"
        rules += f"@media(max-width:{window}){grown}@container(max-width:{container}px){grown}"
    if "data-only" in body:
        rules += (
            f"#{ident} [data-only=slim]{{display:none}}"
            f"@container(max-width:{theme.SLIM_BELOW - 1}px){{"
            f"#{ident} [data-only=slim]{{display:inline}}#{ident} [data-only=wide]{{display:none}}}}"
        )
    return rules


def _patterns(ident: str, body: str) -> str:
    """The hatch of ranges, and the thin grey lines the other way round of days in no copy."""
    soft, dark, grey = map(variable, (theme.ACCENT_SOFT, theme.RANGE, theme.MUTED))
    hatch = f'<path d="M0,0h4v4h-4Z" fill="{soft}"/><path d="M0,0h1.6v4h-1.6Z" fill="{dark}"/>'
    gap = f'<path d="M0,0h1.3v7h-1.3Z" fill="{grey}" opacity=".55"/>'
    return "".join(
        f'<pattern id="{ident}-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({angle})">{lines}</pattern>'
        for name, size, angle, lines in (("hatch", 4, 45, hatch), ("gap", 7, -45, gap))
        if f"url(#{ident}-{name})" in body
    )
