"""A tile for each US state, about where it is on the map, shaded by the lower bound of spend.

One colour in at most five classes; a state without a row is an outline, which is not the same as
the palest shade. A tile of a range has a hatched foot; one without an upper bound has an arrow.
Columns of the frame:

==========  ===============================================================================
place_code  ISO 3166-2 code of a state, the District of Columbia or a territory ("US-TX")
lo          lower bound; NaN where no amount was published (drawn as having no row)
hi          upper bound; NaN where it is open
==========  ===============================================================================
"""

import math
from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from generator.charts import amounts, frames, layers, names, theme
from generator.text.language import _

COLUMNS = ("place_code", "lo", "hi")

_GRID = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
.. .. .. TX .. .. .. .. FL .. ..
"""
_APART = {
    "MP": (0.0, 6.35),
    "HI": (1.0, 6.35),
    "GU": (0.0, 7.35),
    "AS": (1.0, 7.35),
    "PR": (9.35, 7.35),
    "VI": (10.35, 7.35),
}
_PITCH, _TILE = 40, 37
WIDTH, MAP_HEIGHT = 454, 334
"""The size of the map alone, without what stands above it."""
_SHADES = {
    1: (0.4,),
    2: (0.16, 0.82),
    3: (0.16, 0.4, 1.0),
    4: (0.16, 0.4, 0.82, 1.0),
    5: (0.1, 0.24, 0.42, 0.82, 1.0),
}
_PAPER_TEXT_FROM = 0.8
_NARROW = theme.narrow_size(WIDTH)
"""The size of a word on a phone, where the drawing is scaled down."""
_HEADING, _LINE = 16, 24
_KEY_LEFT, _SWATCH, _KEY_GAP = 54, 14, 7
_KEY_FREE = 80
"""The height of the rows of tiles that leave the middle free for the end of the key."""
_MARK_LEFT, _MARK_TOP = 166, 299
_FOOT = 8
_TRIANGLE_UP = "m0,-4l4,8h-8z"


def tile_positions() -> Mapping[str, tuple[float, float]]:
    """Column and row of each tile, by place code: 50 states, DC and five territories."""
    found = {
        f"US-{code}": (float(column), float(row))
        for row, line in enumerate(_GRID.split("\n")[1:-1])
        for column, code in enumerate(line.split())
        if code != ".."
    }
    return found | {f"US-{code}": position for code, position in _APART.items()}


def is_drawable(frame: pd.DataFrame) -> bool:
    """Whether there are two places at least with a known amount, one lower bound above 0."""
    frames.require_columns(frame, COLUMNS)
    los = [lo for lo, _hi in frames.read_bounds(frame) if lo == lo]
    return len(los) >= 2 and max(los) > 0


def build(frame: pd.DataFrame, currency: str, highlight: str | None = None) -> alt.LayerChart:
    """The map; ``highlight`` is a place code to outline. Raises ValueError for an unknown place."""
    if not is_drawable(frame):
        raise ValueError("a tile map needs two places with a known amount, one of them above 0")
    frames.require_unique(frame, "place_code")
    positions = tile_positions()
    codes = [str(code) for code in frame["place_code"]]
    for code in [*codes, *([highlight] if highlight else [])]:
        if code not in positions:
            raise ValueError(f"{code!r} has no tile: use a code such as 'US-TX'")
    bounds = frames.read_bounds(frame)
    los = {code: lo for code, (lo, _) in zip(codes, bounds, strict=True) if lo == lo}
    breaks = class_breaks(list(los.values()))
    shades = _SHADES[len(breaks) + 1]
    by_code = {code: shades[sum(lo >= bound for bound in breaks)] for code, lo in los.items()}

    is_ranged = any(lo != hi for lo, hi in bounds if lo == lo)
    entries: list[tuple[str, float | None]] = list(
        zip(_class_words(breaks, currency), shades, strict=True)
    )
    if len(los) < len(positions):
        is_unknown = len(los) < len(codes)
        entries.append((_("no amount") if is_unknown else _("no rows"), None))
    heads = names.wrap(_heading(currency, is_ranged), WIDTH, _NARROW)
    notes = [_text(0, _HEADING + n * _LINE, line, theme.MUTED) for n, line in enumerate(heads)]
    key_top = _HEADING + len(heads) * _LINE + 4
    top = max(key_top - 8, key_top + len(entries) * _LINE - _KEY_FREE - 8)

    filled: layers.Rows = []
    empty: layers.Rows = []
    texts: layers.Rows = []
    feet: layers.Rows = []
    arrows: layers.Rows = []
    by_bounds = dict(zip(codes, bounds, strict=True))
    for code, (column, row) in sorted(positions.items(), key=lambda item: by_code.get(item[0], 0)):
        x, y = column * _PITCH, row * _PITCH + top
        shade = by_code.get(code)
        (empty if shade is None else filled).append(_tile(x, y, _TILE, shade))
        lo, hi = by_bounds.get(code, (math.nan, math.nan))
        if lo == lo and hi != hi:
            arrows.append(_arrow(x + _TILE - 7, y + 6, _ink(shade)))
        elif lo == lo and hi > lo:
            feet.append(_foot(x, y + _TILE, _TILE))
        texts.append(_text(x + _TILE / 2, y + 24, code.removeprefix("US-"), _ink(shade)))
    for index, (words, shade) in enumerate(entries):
        y = key_top + index * _LINE
        (empty if shade is None else filled).append(_tile(_KEY_LEFT, y - 11, _SWATCH, shade))
        notes.append(_text(_KEY_LEFT + _SWATCH + _KEY_GAP, y, words, theme.MUTED))
    marks = [(bool(feet), _("a range"), feet), (bool(arrows), _("or more"), arrows)]
    for index, (_is, words, drawn) in enumerate(mark for mark in marks if mark[0]):
        y = top + _MARK_TOP + index * _LINE
        if drawn is feet:
            feet.append(_foot(_MARK_LEFT, y, _SWATCH))
        else:
            arrows.append(_arrow(_MARK_LEFT + _SWATCH / 2, y - 4, theme.INK))
        notes.append(_text(_MARK_LEFT + _SWATCH + _KEY_GAP, y, words, theme.MUTED))
    outline = []
    if highlight:
        column, row = positions[highlight]
        outline = [_tile(column * _PITCH, row * _PITCH + top, _TILE)]
    return _chart(
        {
            "filled": filled,
            "feet": feet,
            "arrows": arrows,
            "empty": empty,
            "outline": outline,
            "codes": texts,
            "notes": notes,
        },
        top + MAP_HEIGHT,
    )


def class_breaks(los: Sequence[float]) -> list[float]:
    """Up to four round bounds that part the places into classes of about equal size."""
    known = sorted(los)
    quantiles = [known[math.ceil(len(known) * share) - 1] for share in (0.2, 0.4, 0.6, 0.8)]
    rounded = sorted({_round_125(value) for value in quantiles if value > 0})
    breaks = [bound for bound in rounded if known[0] < bound <= known[-1]]
    return breaks or [bound for bound in (_round_125(known[-1]),) if known[0] < bound <= known[-1]]


def _round_125(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    nearest = min((1, 2, 5, 10), key=lambda factor: abs(math.log(value / (power * factor))))
    return float(f"{power * nearest:.12g}")


def _class_words(breaks: Sequence[float], currency: str) -> list[str]:
    if not breaks:
        return [_("some")]
    prefix = amounts.currency_prefix(currency)
    words = [amounts.format_amount(bound, currency).removeprefix(prefix) for bound in breaks]
    return [
        _("under {amount}", amount=words[0]),
        *(_("from {amount}", amount=word) for word in words),
    ]


def _heading(currency: str, is_ranged: bool) -> str:
    name = amounts.currency_name(currency)
    if is_ranged:
        return _("Lower bound of spend, {currency}", currency=name)
    return _("Spend, {currency}", currency=name)


def _ink(shade: float | None) -> str:
    if shade is None:
        return theme.MUTED
    return theme.PAPER if shade >= _PAPER_TEXT_FROM else theme.INK


def _tile(x: float, y: float, size: int, shade: float | None = None) -> dict[str, object]:
    return {"x": x, "y": y, "x2": x + size, "y2": y + size, "shade": shade}


def _foot(x: float, bottom: float, width: int) -> dict[str, object]:
    return {"x": x, "y": bottom - _FOOT, "x2": x + width, "y2": bottom, "shade": None}


def _arrow(x: float, y: float, fill: str) -> dict[str, object]:
    return {"x": x, "y": y, "fill": fill}


def _text(x: float, y: float, text: str, fill: str) -> dict[str, object]:
    return {"x": x, "y": y, "text": text, "fill": fill}


def _chart(datasets: dict[str, layers.Rows], height: float) -> alt.LayerChart:
    box: dict[str, layers.Place] = {"x": "x", "y": "y", "x2": "x2", "y2": "y2"}
    shade = alt.FillOpacity(field="shade", type="quantitative", scale=None)
    fill = alt.Fill(field="fill", type="nominal", scale=None)
    text: layers.Places = {"x": "x", "y": "y", "text": "text", "fill": fill}
    arrow: layers.Places = {"x": "x", "y": "y", "fill": fill}
    shown = [
        layers.layer("rect", "filled", box | {"fillOpacity": shade}, fill=theme.ACCENT),
        layers.layer("rect", "feet", box, fill=theme.RANGE),
        layers.layer("point", "arrows", arrow, shape=_TRIANGLE_UP),
        layers.layer("rect", "empty", box, fill=None, stroke=theme.GRID, strokeWidth=1.5),
        layers.layer("rect", "outline", box, fill=None, stroke=theme.INK, strokeWidth=3),
        layers.layer("text", "codes", text, align="center"),
        layers.layer("text", "notes", text),
    ]
    return layers.chart(
        shown, datasets, width=WIDTH, height=height, edge=2, usermeta={layers.SCALED: True}
    )
