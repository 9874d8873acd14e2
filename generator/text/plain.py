"""Text from outside, on one line and without what would turn it around or break a format."""

import re

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, direction overrides, and what is no character at all."""


def plain(text: object) -> str:
    """Without control characters and direction overrides, on one line."""
    return re.sub(r"\s+", " ", CONTROLS.sub("", str(text))).strip()
