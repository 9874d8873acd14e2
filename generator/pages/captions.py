"""Sentences that captions of tables end with."""

from generator.text.language import _


def first_of(shown: int, total: int) -> str:
    """`` The first 20 of 1,204.``, to follow a sentence; nothing if all are shown."""
    if total <= shown:
        return ""
    return " " + _("The first {shown} of {total}.", shown=shown, total=f"{total:,}")
