"""Text that a spreadsheet would run as a formula, and how a CSV keeps it from that."""

import re

BEGINNING = r"^[=+\-@\t\r]"
"""How such a text begins, as a pattern that Python and the engine read alike."""


def is_formula(text: str) -> bool:
    """True if a spreadsheet would run the text."""
    return re.match(BEGINNING, text) is not None


def harmless(text: str) -> str:
    """The text, with a leading apostrophe if it would be run."""
    return f"'{text}" if is_formula(text) else text
