"""The house style of the charts: ink on paper, system fonts, one accent, a sparse grid.

Colours are named after the CSS variables of the page. A chart uses the fixed colours in
``COLOURS``; :mod:`generator.charts.drawing.svg` replaces each by ``var(--pfb-…, fallback)``, so that an
inline chart follows the light and dark mode of the page and still reads alone.

Text is never measured: where a label stands is fixed by the chart, so that the drawing does not
depend on the fonts of the machine that built the site. Hence the rules for charts: sizes are fixed
(``autosize: none``), every text has an alphabetic baseline, and a symbol is a path of relative
commands in pixels (its ``size`` is 4, by which Vega leaves it as it is).
"""

import math
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from generator.text.language import ENGLISH, _, month, spoken

FONT_FAMILY = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
TEXT_SIZE = 13
"""The size of every label on a wide screen, in the units of the drawing."""

NARROW_WIDTH = 288
"""The width in CSS pixels that a chart has on the narrowest screen (320 pixels): everything has to
fit into it."""
SLIM_BELOW = 440
"""The width in CSS pixels below which a place is narrow."""
NARROW_TEXT = 12
"""The smallest size in CSS pixels that a label may have there."""


class Token(StrEnum):
    """A colour of the page; the value is the name of its CSS variable."""

    INK = "--pfb-ink"
    MUTED = "--pfb-muted"
    GRID = "--pfb-grid"
    PAPER = "--pfb-paper"
    ACCENT = "--pfb-accent"
    ACCENT_SOFT = "--pfb-accent-soft"
    RANGE = "--pfb-range"


COLOURS: Mapping[Token, str] = {
    Token.INK: "#1d1c19",
    Token.MUTED: "#5f5b53",
    Token.GRID: "#dad5c9",
    Token.PAPER: "#fdfcf9",
    Token.ACCENT: "#0f5e57",
    Token.ACCENT_SOFT: "#dcebe7",
    Token.RANGE: "#5c9a92",
}
"""The colour that stands for each token in a chart, and its fallback in the SVG."""

DARK_COLOURS: Mapping[Token, str] = {
    Token.INK: "#ece8e0",
    Token.MUTED: "#aea89c",
    Token.GRID: "#3d3a35",
    Token.PAPER: "#171614",
    Token.ACCENT: "#77cabd",
    Token.ACCENT_SOFT: "#1f3935",
    Token.RANGE: "#4a8f85",
}
"""The same in the dark mode of the page; a test compares both with the style sheet."""

INK = COLOURS[Token.INK]
MUTED = COLOURS[Token.MUTED]
GRID = COLOURS[Token.GRID]
PAPER = COLOURS[Token.PAPER]
ACCENT = COLOURS[Token.ACCENT]
ACCENT_SOFT = COLOURS[Token.ACCENT_SOFT]
RANGE = COLOURS[Token.RANGE]
GAP = "#e7e3d8"
"""Stands for the hatch of days that no copy covers."""


def narrow_size(width: float, size: float = TEXT_SIZE, screen: float = NARROW_WIDTH) -> float:
    """The text size, in units of a drawing this wide, that is legible on a narrow screen."""
    return max(math.ceil(NARROW_TEXT * width / screen), size)


def narrow_units(width: float, margins: float) -> float:
    """How wide a label of one pixel is, in units of a plot, where that is narrowest: the plot of a
    drawing this wide is stretched, and texts and the margins beside it are not."""
    return (width - margins) / (NARROW_WIDTH - margins)


def estimate_width(text: str, size: float) -> float:
    """About how wide a text is at most: as in DejaVu Sans, the widest font that stands for
    ``system-ui``. In most others it is narrower by a tenth."""
    return sum(_ems(char) for char in text) * size


@cache
def _ems(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    for chars, ems in _WIDTHS:
        if char in chars:
            return ems
    if char.isupper():
        return 0.79 if char.isascii() else 0.95
    return 0.64 if ord(char) < _AFTER_LATIN else 0.79


_WIDTHS = (
    (" \N{NO-BREAK SPACE}.,:;'|/ijlI", 0.34),
    ('frt-!()"', 0.46),
    ("J–", 0.5),
    ("€£₹", 0.64),
    ("w+&", 0.84),
    ("MWm@%—…", 1.0),
)
_AFTER_LATIN = 0x250


def time_locale() -> dict[str, object]:
    """The names of months and days in the language being written, for a Vega-Lite configuration;
    empty in English, which is Vega's own."""
    if spoken().code == ENGLISH.code:
        return {}
    months = _(
        "January February March April May June July August September October November December"
    )
    days = _("Sunday Monday Tuesday Wednesday Thursday Friday Saturday")
    time = {
        "dateTime": "%x, %X",
        "date": "%-d %b %Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": days.split(),
        "shortDays": _("Sun Mon Tue Wed Thu Fri Sat").split(),
        "months": months.split(),
        "shortMonths": [month(number) for number in range(1, 13)],
    }
    return {"locale": {"time": time}}


def config() -> dict[str, object]:
    """The Vega-Lite configuration of every chart, as a new dictionary."""
    return {
        "background": "transparent",
        "font": FONT_FAMILY,
        "view": {"stroke": None, "fill": None},
        "axis": {"disable": True},
        "bar": {"fill": ACCENT},
        "point": {"filled": True, "opacity": 1, "size": 4},
        "text": {
            "align": "left",
            "baseline": "alphabetic",
            "fill": INK,
            "fontSize": TEXT_SIZE,
        },
    }
