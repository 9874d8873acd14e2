"""A chart as one inline ``<svg>``: small, themed by CSS variables, read as one image with words.

Vega-Lite and Vega run inside ``vl_convert``; nothing is fetched. Almost all of the time that
drawing takes goes into measuring text, so text is drawn with size 0 and given its size here, by a
class: that is four times as fast, and does not depend on the fonts of this machine.
"""

import json
import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from altair.utils.schemapi import debug_mode

from generator.charts.drawing import markup

_SIZED = {"fontSize": "font", "labelFontSize": "labelFont", "titleFontSize": "titleFont"}
_IDENT = re.compile(r"[a-z][a-z0-9-]*")
_COMPILED: OrderedDict[str, dict[str, Any]] = OrderedDict()
_COMPILED_MOST = 64

AnyChart = alt.Chart | alt.LayerChart


def render_svg(chart: AnyChart, *, ident: str, title: str, description: str) -> str:
    """The chart as markup on one line, with ``title`` and ``description`` for screen readers.

    ``ident`` prefixes every id, and has to be unique in the page: lower-case letters, digits
    and hyphens. Raises ValueError for another ``ident`` or for an empty title.
    """
    if not _IDENT.fullmatch(ident):
        raise ValueError(f"{ident!r} cannot prefix ids: use lower-case letters, digits, hyphens")
    if not title.strip():
        raise ValueError(f"the chart {ident!r} has no title")
    vega = _compile(_unmeasured(to_spec(chart)))
    drawing = vl_convert.vega_to_svg(vega, allowed_base_urls=[])
    usermeta = None if chart.usermeta is alt.Undefined else chart.usermeta
    return markup.finish(
        drawing, ident=ident, title=title, description=description, usermeta=usermeta
    )


def to_spec(chart: AnyChart) -> dict[str, Any]:
    """The Vega-Lite specification, as the interactive view needs it; it is not validated.

    Rows that a chart has as ``datasets`` are taken over as they are, and the layers are not
    copied once more: Altair's own ``to_dict`` takes three times as long.
    """
    rows = chart.datasets
    with debug_mode(False):
        if not isinstance(rows, dict) or isinstance(chart.data, pd.DataFrame):
            return chart.to_dict(validate=False)
        spec = alt.SchemaBase.to_dict(
            chart,
            validate=False,
            ignore=["datasets"],
            context={"top_level": False, "datasets": {}, "data": chart.data},
        )
    return {"$schema": alt.SCHEMA_URL} | spec | {"datasets": rows}


def _unmeasured(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with every text size moved into the name of its font."""
    return {
        key: value if key in ("data", "datasets") else _without_sizes(value)
        for key, value in spec.items()
    }


def _without_sizes(node: object) -> object:
    if isinstance(node, list):
        return [_without_sizes(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _without_sizes(value) for key, value in node.items()}
    for size_key, font_key in _SIZED.items():
        size = found.get(size_key)
        if isinstance(size, int | float) and size > 0:
            found |= {size_key: 0, font_key: f"{markup.SIZE_FONT}{size:g}"}
    return found


def _compile(spec: dict[str, Any]) -> dict[str, Any]:
    """The Vega specification. Charts that differ only in their rows are compiled once."""
    datasets = spec.get("datasets", {})
    shell = spec | {"datasets": {name: [] for name in datasets}}
    key = json.dumps(shell, sort_keys=True)
    vega = _COMPILED.pop(key, None) or vl_convert.vegalite_to_vega(shell)
    _COMPILED[key] = vega
    if len(_COMPILED) > _COMPILED_MOST:
        _COMPILED.popitem(last=False)
    return vega | {"data": list(_with_rows(vega.get("data", []), datasets))}


def _with_rows(sources: list[dict[str, Any]], rows: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for source in sources:
        name = source["name"]
        yield source | {"values": rows[name]} if name in rows else source
