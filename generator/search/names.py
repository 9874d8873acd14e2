"""Names that have a page, in small files by the beginnings of their words: what a search looks up
before it asks the index of all texts, which knows words but not which of them are a name.

Each name stands in the file of each of its words, so that one or two files answer for what was
typed. A word that many names share is listed with the largest of them only: the other words of a
name tell more. Of a script without spaces, each two letters that stand side by side are such a word.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.pages.base import Page
from generator.text.folding import fold, without_marks
from generator.text.page_path import PagePath
from generator.text.plain import plain
from generator.text.unspaced import is_unspaced, pairs, words_in

FILES = 256
"""A fixed number, so that the script knows the file of a word without asking."""
START = 3
"""Letters of a word that choose its file."""
MOST_NAMES = 60
"""Names that are listed for one word."""
INITIALS_WEIGHT = 3
"""Names of this weight are found by their initials, too."""
_ALWAYS = {"places": 40, "platforms": 40, "races": 40, "topics": 6}
"""Weights of pages that have no amounts: places and the like stand before all sponsors of the same
name."""
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_SMALL = frozenset(("a", "and", "de", "for", "in", "of", "on", "the", "to"))
_FORMS = frozenset(("co", "corp", "inc", "llc", "ltd"))
Entry = list[object]


def words_of(text: str) -> list[str]:
    """The words of a name as ``search/names.js`` takes them apart."""
    return words_in(fold(_POSSESSIVE.sub("", text)))


def file_of(word: str) -> str:
    """The file of a word: two hexadecimal digits, the same in ``search/names.js``."""
    number = 0
    for sign in word[:START]:
        number = (number * 31 + ord(sign)) % 65_521
    return f"{number % FILES:02x}"


def initials(name: str) -> str:
    """``rnc`` for Republican National Committee; empty for a name of one or two words, or many."""
    words = [word for word in words_of(name) if word not in _SMALL | _FORMS]
    found = "" if any(map(is_unspaced, words)) else "".join(word[0] for word in words)
    return found if 3 <= len(found) <= 5 and found.isalpha() else ""


def name_files(pages: Sequence[Page], spelled: Iterable[str]) -> Mapping[str, str]:
    """The files by their names. ``spelled`` are names of others whose letters are hard to type."""
    by_word: dict[str, list[tuple[int, str, Entry]]] = defaultdict(list)
    for page in pages:
        search = page.search
        if search is None or search.entry_kind or not page.in_every_language:
            continue
        weight = _ALWAYS.get(page.path.split("/")[0], search.weight)
        title = plain(page.title)  # nothing that turns text around, as on the pages
        also, accounts = (list(map(plain, names)) for names in (search.also, search.accounts))
        short = initials(title) if weight >= INITIALS_WEIGHT else ""
        path = PagePath.read(page.path).address
        entry: Entry = [title, path, search.kind, plain(search.summary), weight]
        entry += _without_end([also, accounts, short])
        words = {word for name in (title, *also, *accounts) for word in _looked_up(name)}
        for word in {*words, short} - {""}:
            by_word[word].append((-weight, page.path, entry))
    files = {f"{number:02x}": _Content() for number in range(FILES)}
    for word, found in by_word.items():
        names = files[file_of(word)].names
        for minus_weight, path, entry in sorted(found, key=lambda item: item[:2])[:MOST_NAMES]:
            names[path] = (minus_weight, entry)
    own = (name for page in pages if page.search for name in (page.title, *page.search.also))
    for simple, real in letters((*spelled, *own)):
        files[file_of(simple)].letters.setdefault(simple, []).append(real)
    return {name: _text(content) for name, content in files.items()}


def _looked_up(name: str) -> Iterator[str]:
    """What a reader may type of a name, as far as it chooses a file."""
    for word in words_of(name):
        yield from pairs(word) if is_unspaced(word) else (word,)


def letters(names: Iterable[str]) -> list[tuple[str, str]]:
    """Words with letters that are spelled out, and how: an index of texts has them as they are,
    without accents. Sorted."""
    found = set()
    for name in names:
        if name.isascii():
            continue
        for word in words_in(without_marks(name.lower())):
            if fold(word) != word:
                found.add((fold(word), word))
    return sorted(found)


@dataclass
class _Content:
    """What a file holds: by address the entry with its place, and how words are written."""

    names: dict[str, tuple[int, Entry]] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)


def _text(content: _Content) -> str:
    ordered = sorted(content.names.items(), key=lambda item: (item[1][0], item[0]))
    told: dict[str, object] = {"names": [entry for _path, (_weight, entry) in ordered]}
    if content.letters:
        told["letters"] = content.letters
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _without_end(values: list[Any]) -> list[Any]:
    while values and not values[-1]:
        values.pop()
    return values
