"""Letters made plain, so that a name is found by those who cannot type its letters.

``folding.js`` does the same in the browser: small letters, no accents, and the letters that Unicode
does not take apart spelled out.
"""

import unicodedata

SPELLED_OUT = {
    "ß": "ss", "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ĸ": "k",
    "ł": "l", "ŋ": "n", "œ": "oe", "ŧ": "t", "ə": "e",
}  # fmt: skip
_SPELLED_OUT = str.maketrans(SPELLED_OUT)


def fold(text: str) -> str:
    """The text in small plain letters; signs and spaces stay."""
    text = text.lower()
    if text.isascii():
        return text
    return without_accents(text).translate(_SPELLED_OUT)


def without_accents(text: str) -> str:
    """The text without the marks that Unicode takes off its letters."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] != "M")
