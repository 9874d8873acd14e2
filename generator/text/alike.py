"""Texts whose letters may be mixed up, as the reading of scanned documents does."""

import re

_ALIKE = str.maketrans({"i": "l", "|": "l", "1": "l"})


def fold(text: str) -> str:
    """Letters and digits in lower case, single spaces for the rest; I, l, | and 1 are one letter.

    That is what the reading of scanned documents mixes up, and what counts where texts are
    compared or searched.
    """
    return " ".join(re.sub(r"[^\w]|_", " ", text.casefold().translate(_ALIKE)).split())
