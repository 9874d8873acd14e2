"""Names from an archive as short labels. The text is data: cleaned, cut, never interpreted."""

import re
import unicodedata
from itertools import accumulate, takewhile

from generator.charts.theme import NARROW_WIDTH, SLIM_BELOW, TEXT_SIZE, estimate_width

_ELLIPSIS = "…"
_NOT_LAST = " ,.;:-–\N{ZERO WIDTH JOINER}"
_SPACE = re.compile(r"\s+")
_DROPPED = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION_MARKS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The text on one line, without control characters and marks that turn its direction."""
    kept = (
        char
        for char in _SPACE.sub(" ", text)
        if char not in _DIRECTION_MARKS and unicodedata.category(char) not in _DROPPED
    )
    return _SPACE.sub(" ", "".join(kept)).strip()


def shorten(text: str, width: float, size: float) -> str:
    """The cleaned text, cut with an ellipsis if it is wider than ``width`` at this text size."""
    label = clean(text)
    if estimate_width(label, size) <= width:
        return label
    room = width - estimate_width(_ELLIPSIS, size)
    widths = accumulate(estimate_width(char, size) for char in label)
    kept = sum(1 for _ in takewhile(lambda used: used <= room, widths))
    return label[:kept].rstrip(_NOT_LAST) + _ELLIPSIS


def by_place(text: str, size: float = TEXT_SIZE) -> dict[str, str]:
    """The text as ``name``; as ``wide`` and ``slim`` if a narrow place needs it shorter."""
    wide = shorten(text, SLIM_BELOW, size)
    slim = shorten(text, NARROW_WIDTH, size)
    if wide == slim:
        return {"name": wide, "wide": "", "slim": ""}
    return {"name": "", "wide": wide, "slim": slim}


def wrap(text: str, width: float, size: float) -> list[str]:
    """The cleaned text in lines that are no wider than ``width`` at this size."""
    found: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and estimate_width(longer, size) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found
