"""Text that a spreadsheet would run as a formula, and how a CSV keeps it from that."""

BEGINNING = r"^[=+\-@\t\r]"
"""How such a text begins, as a pattern for the engine."""
_MARKS = ("=", "+", "-", "@", "\t", "\r")
"""The same as single marks."""


def is_formula(text: str) -> bool:
    """True if a spreadsheet would run the text."""
    return text.startswith(_MARKS)


def harmless(text: str) -> str:
    """The text, with a leading apostrophe if it would be run."""
    return f"'{text}" if is_formula(text) else text
