"""Scripts that set no space between words: Han, Kana, Thai, Lao, Khmer and Burmese.

Where a word of such a script begins, only a reader knows. So a run of it is searched from each of
its letters on, and whoever types its middle finds it. ``folding.js`` takes texts apart alike.
"""

import re
import unicodedata
from collections.abc import Iterable

_LETTERS = (
    "\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0ebd\u0ec0-\u0edf"
    "\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17d7\u17dc-\u17e9"
)
_RUN = re.compile(f"[{_LETTERS}]+")
_WORD = re.compile(f"[{_LETTERS}]+|[^\\W_{_LETTERS}]+")
PAIR = 2
"""Letters of a run that choose its files of names."""
MARK = "\u205d"
"""Stands before each of the words that are written for the index of texts only, so that an excerpt
of them can leave them out; no word of the index has it."""
_LONGEST, _MOST = 20, 60


def words_in(folded: str) -> list[str]:
    """The words of a text that was folded, and its runs of these scripts, in their order."""
    return _WORD.findall(folded)


def is_unspaced(word: str) -> bool:
    """True for a run of these scripts."""
    return _RUN.fullmatch(word) is not None


def pairs(word: str) -> list[str]:
    """Each two letters of a run that stand side by side; a single letter as it is."""
    last = max(len(word) - PAIR + 1, 1)
    return [word[at : at + PAIR] for at in range(last)]


def inner_words(names: Iterable[str]) -> str:
    """What a reader may type of the runs in names, from each letter but the first on, each once;
    empty if no name has any."""
    found: dict[str, None] = {}
    for name in names:
        for run in [] if name.isascii() else _RUN.findall(unicodedata.normalize("NFC", name)):
            for at in range(1, min(len(run) - 1, _MOST)):
                if unicodedata.category(run[at])[0] != "M":
                    found[MARK + run[at : at + _LONGEST]] = None
    return " ".join(found)
