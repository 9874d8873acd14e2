"""Letters made plain: one way to take a text apart, and the rules that build upon it.

:func:`small_letters` takes letters and their marks apart and makes them small. What is dropped then
depends on the purpose, because dropping more finds more, and dropping less tells more apart:

- :func:`fold`, for what a reader types: all marks go, and letters that Unicode does not take apart
  are spelled out, so that "hoyre" finds Høyre. ``folding.js`` does the same in the browser;
- :func:`bare_letters`, for the order of names and for those that have to be the same: accents go;
  vowel signs, which are letters of their own, and ø or ł stay. :func:`list_letters` is the same for
  the lists from A to Z, whose pages must not change;
- :func:`to_plain`, for the identity of payers and the addresses of contests, which are permanent: it
  has steps of its own, which must not change with the others;
- :func:`scanned_letters`, for texts that a program read from pictures: I, l, | and 1 are one letter.

Names are compared in the engine, too, where only it sees them all: :func:`generator.ingest.known.known_key`.

``tests/cases/folding.json`` has what each rule makes of a text.
"""

import re
import unicodedata

SPELLED_OUT = {
    "ß": "ss", "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ĸ": "k",
    "ł": "l", "ŋ": "n", "œ": "oe", "ŧ": "t", "ə": "e",
}  # fmt: skip
_SPELLED_OUT = str.maketrans(SPELLED_OUT)
_ONE_SMALL_LETTER = str.maketrans({"ς": "σ"})
_NAMES_SPELLED_OUT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?![^\W_]))")
_CARE_OF = re.compile(r"\s%\s.*$")
_OTHER = re.compile(r"[\W_]+")
_ALIKE = str.maketrans({"i": "l", "|": "l", "1": "l"})


def small_letters(text: str) -> str:
    """The text in small letters, with their marks behind them and compatibility forms as plain
    ones: ``É`` is e and an accent, ``ﬁ`` is fi, ``™`` is tm."""
    return unicodedata.normalize("NFKD", text).lower().translate(_ONE_SMALL_LETTER)


def fold(text: str) -> str:
    """What a text is searched by: small plain letters; signs and spaces stay."""
    if text.isascii():
        return text.lower()
    return without_marks(small_letters(text)).translate(_SPELLED_OUT)


def bare_letters(text: str) -> str:
    """Small letters without accents: what names are sorted by, and compared by where they have to
    be the same. Letters such as ø, and the vowel signs of scripts that write them apart, stay."""
    if text.isascii():
        return text.lower()
    return _without_accents(small_letters(text).replace("ß", "ss"))


def list_letters(text: str) -> str:
    """As :func:`bare_letters`, but a sign that stands for a capital letter, such as 𝐁 or ™, stays
    one. On which page of a list a row stands comes from this order, and with it its address."""
    return _without_accents(unicodedata.normalize("NFKD", text.casefold()))


def without_marks(text: str) -> str:
    """The text without any mark that Unicode takes off its letters; capitals stay."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] != "M")


def to_plain(text: str) -> str:
    """The small letters and digits of a name, with single spaces between words.

    An address after ``%`` goes, ``&`` is "and", apostrophes go, U.S. is "us", and every other sign
    is a space. Accents of Latin and Greek letters go; of no other script.
    """
    bare = _CARE_OF.sub("", text.strip())
    bare = bare.lower() if bare.isascii() else _identity_letters(bare)
    bare = _APOSTROPHES.sub("", bare).replace("&", " and ")
    return _OTHER.sub(" ", _INITIALS.sub(r"\1", bare)).strip()


def scanned_letters(text: str) -> str:
    """Letters and digits in lower case, single spaces for the rest; I, l, | and 1 are one letter.

    That is what the reading of scanned documents mixes up, and what counts where texts are
    compared or searched.
    """
    return " ".join(re.sub(r"[^\w]|_", " ", text.casefold().translate(_ALIKE)).split())


def _without_accents(apart: str) -> str:
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _identity_letters(text: str) -> str:
    """As :func:`small_letters`, put together again but for accents. The order of the steps is that
    of the first build: ids and addresses come from it."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(_NAMES_SPELLED_OUT)
    kept, base = [], ""
    for sign in unicodedata.normalize("NFD", small):
        if not _ACCENTS.match(sign):
            base = sign
        elif "a" <= base <= "z" or "\u0370" <= base <= "\u03ff":
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))
