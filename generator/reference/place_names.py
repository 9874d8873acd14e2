"""Names of places made alike, so that one spelling finds another: accents, case and signs folded,
and the words that only say what kind of place it is left out.

``São Paulo (state)``, ``Sao Paulo`` and ``State of São Paulo`` are one name. A name that means two
places of a country once those words are left out, means none.
"""

import re
from collections.abc import Iterable, Iterator

from generator.text.folding import fold

_WIDE = frozenset(
    [
        "autonomous",
        "canton",
        "emirate",
        "governorate",
        "krai",
        "oblast",
        "okrug",
        "prefecture",
        "province",
        "provincia",
        "region",
        "republic",
        "state",
        "territory",
        "voivodeship",
        "comunidad",
        "autonoma",
        "departamento",
        "estado",
        "kanton",
        "kraj",
        "provincie",
        "regione",
        "regiao",
        "wojewodztwo",
    ]
)
"""Words that say what kind of place it is, in the spellings of the archives."""
_NARROW = frozenset(
    ["borough", "city", "commune", "community", "lan", "municipality", "parish", "raion", "rayon"]
)
"""Words for towns and their like, left out of the name of a place that ISO calls so: Utrecht
municipality is not the province of Utrecht."""
_MIDDLE = frozenset(["county", "department", "district", "division"])
"""Words for the first or for a lower level: Cluj County is Cluj, but Washington County is not the
state. They are left out unless ISO calls the place by a word for something larger."""
_LARGE = frozenset(["country", "province", "region", "state", "territory"])
_LINKS = frozenset(
    [
        "de",
        "del",
        "der",
        "des",
        "do",
        "du",
        "of",
        "the",
        "and",
        "la",
        "le",
        "los",
        "las",
        "al",
        "el",
    ]
)
"""Words that join a kind with a name."""
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


def plain_name(text: str) -> str:
    """The words of a name in small plain letters, parted by single spaces."""
    return " ".join(re.findall(r"\w+", fold(text).replace("'", "").replace("’", "")))


def own_name(text: str) -> str:
    """The name without what stands in brackets and without the words for a kind of place.

    Empty if nothing else is left, as of "Autonomous Region".
    """
    words = plain_name(_BRACKETS.sub(" ", text)).split()
    own = [word for word in words if word not in _WIDE | _NARROW | _MIDDLE]
    if len(own) == len(words):
        return " ".join(words)
    while own and own[0] in _LINKS:
        own.pop(0)
    while own and own[-1] in _LINKS:
        own.pop()
    return " ".join(own)


def spellings(text: str) -> Iterator[str]:
    """A name as it stands, without its brackets, and what is in them: ``Slovakia (Slovak Republic)``."""
    yield text
    if outside := _BRACKETS.sub(" ", text).strip():
        yield outside
    yield from (part.strip(" ()[]") for part in _BRACKETS.findall(text))


class Names:
    """Codes by name, for the places of one country or for all countries.

    ``entries`` are names, codes and the kind of each place in ISO's words (empty if it has none);
    of two places with one plain name the first one counts, as the more important are given first.
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._plain: dict[str, str] = {}
        self._kinds: dict[str, set[str]] = {}
        own: dict[str, set[str]] = {}
        for name, code, kind in entries:
            for spelling in spellings(name):
                self._plain.setdefault(plain_name(spelling), code)
            own.setdefault(own_name(name), set()).add(code)
            self._kinds.setdefault(code, set()).update(plain_name(kind).split())
        self._own = {name: codes.pop() for name, codes in own.items() if len(codes) == 1 and name}

    def find(self, text: str) -> str | None:
        """The code of a name, or None if it is unknown or means several places."""
        name = plain_name(text)
        if not name:
            return None
        if code := self._plain.get(name):
            return code
        code = self._own.get(own_name(text))
        if code is None:
            return None
        words, kinds = set(name.split()), self._kinds[code]
        is_smaller = not words & _NARROW <= kinds
        is_smaller |= bool(words & _MIDDLE - kinds) and bool(_LARGE & kinds)
        return None if is_smaller else code
