"""Which rows and names hold a word: an index sorted by word, so that a browser reads one piece.

``explore/words.js`` finds the same words: folded (:mod:`generator.text.folding`), letters and digits only.
"""

from array import array
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from generator.text.folding import fold
from generator.text.unspaced import is_unspaced, words_in

LONGEST, LONGEST_RUN = 40, 16
"""Letters of a word that count, and of a run of a script that sets no space between words."""


def words_of(text: str) -> list[str]:
    """The different words of a text, folded, in no particular order."""
    return list({_cut(word) for word in words_in(fold(text))})


def beginnings_of(text: str) -> list[str]:
    """The different words of a text, and each run of a script without spaces from each of its
    letters on: what a reader types of the text begins one of them."""
    found: set[str] = set()
    for word in words_in(fold(text)):
        starts = range(len(word)) if is_unspaced(word) else (0,)
        found.update(_cut(word[at : at + LONGEST]) for at in starts)
    return list(found)


def _cut(word: str) -> str:
    return word[: LONGEST_RUN if is_unspaced(word) else LONGEST]


class WordIndex:
    """Collects which numbered items hold a word; items are added in the order of their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("i")
        self._items = array("i")

    def add(self, item: int, text: str) -> None:
        """Remember the words of an item."""
        numbers = self._numbers
        found = beginnings_of(text)
        self._words.extend(numbers.setdefault(word, len(numbers)) for word in found)
        self._items.extend([item] * len(found))

    @property
    def words(self) -> Iterable[str]:
        """All words met."""
        return self._numbers.keys()

    def postings(self, words: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For sorted ``words`` (all that were met are among them): where the items of each begin,
        how many there are, and all items, word by word and sorted within."""
        rank = {word: place for place, word in enumerate(words)}
        place_of = np.fromiter((rank[word] for word in self._numbers), np.int32, len(self._numbers))
        if len(self._words):
            places = place_of[np.frombuffer(self._words, np.int32)]
            order = np.argsort(places, kind="stable")
            items = np.frombuffer(self._items, np.int32)[order]
            counts = np.bincount(places, minlength=len(words)).astype(np.int32)
        else:
            items, counts = np.zeros(0, np.int32), np.zeros(len(words), np.int32)
        starts = (np.cumsum(counts) - counts).astype(np.int32)
        return starts, counts, items


def word_tables(rows: WordIndex, names: WordIndex) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The words with where their items stand; the rows that hold them; the names that do."""
    words = sorted({*rows.words, *names.words})
    row_starts, row_counts, row_items = rows.postings(words)
    who_starts, who_counts, who_items = names.postings(words)
    table = pa.table(
        {
            "word": pa.array(words, pa.string()),
            "row_start": row_starts,
            "row_count": row_counts,
            "who_start": who_starts,
            "who_count": who_counts,
        }
    )
    return table, pa.table({"item": row_items}), pa.table({"item": who_items})
