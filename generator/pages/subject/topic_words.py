"""The topics of the ads of all archives: words of the dictionary in what an archive prints.

Words are looked for in four places: the text of an ad, the address that it leads to, the interests
that its buyer chose, and the candidate or measure that the buyer named. Most archives have none or
one of them, so "no topic" mostly means "no words".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import ibis.expr.types as ir

from generator.pages.data import SiteData
from generator.pages.subject.ads import as_tags
from generator.pages.subject.dictionary import Topic
from generator.store.tables import frame
from generator.text.folding import scanned_letters

BASES = ("text", "landing", "interests", "contest")
"""Where words are looked for."""

_TRACKING = re.compile(r"[?#].*$", re.DOTALL)


class TopicFinder:
    """Finds the topics of texts. The same as :attr:`Topic.pattern`, much faster for many texts:
    each different word is looked up once."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._starts: dict[str, set[str]] = {}
        self._phrases: list[tuple[str, str]] = []
        for topic in topics:
            for word in topic.words:
                plain = scanned_letters(word.removesuffix("*"))
                if " " in plain:
                    self._phrases.append(
                        (f" {plain}" + ("" if word.endswith("*") else " "), topic.id)
                    )
                else:
                    known = self._starts if word.endswith("*") else self._whole
                    known.setdefault(plain, set()).add(topic.id)
        self._lengths = sorted({len(start) for start in self._starts})
        self._words: dict[str, frozenset[str]] = {}
        self._texts: dict[str, frozenset[str]] = {}

    def find(self, text: str) -> frozenset[str]:
        """The ids of the topics of a text."""
        if text not in self._texts:
            folded = scanned_letters(text)
            found = {topic for word in set(folded.split()) for topic in self._of_word(word)}
            spaced = f" {folded} "
            found |= {topic for phrase, topic in self._phrases if phrase in spaced}
            self._texts[text] = frozenset(found)
        return self._texts[text]

    def _of_word(self, word: str) -> frozenset[str]:
        if word not in self._words:
            found = set(self._whole.get(word, ()))
            for length in self._lengths:
                found |= self._starts.get(word[:length], set()) if length <= len(word) else set()
            self._words[word] = frozenset(found)
        return self._words[word]


@dataclass
class ArchiveWords:
    """How many ads of an archive have words at all, by basis."""

    ad_count: int = 0
    with_words: int = 0
    by_basis: dict[str, int] = field(default_factory=dict)


class AdTopics:
    """The topics of every ad, read once."""

    def __init__(self, data: SiteData, topics: Sequence[Topic]) -> None:
        self._data = data
        self._finder = TopicFinder(topics)
        self.archives: dict[str, ArchiveWords] = {}
        """By archive: what it gives."""
        self.bases: dict[str, dict[str, dict[str, int]]] = {}
        """By topic and archive: how many ads have its words in which of the four."""
        self._ad_ids: dict[tuple[str, str], list[str]] = {}
        self.tags: ir.Table = as_tags(list(self._read()))
        """Each ad and topic: file_id, line, subject."""

    def ad_ids(self, topic: str, archive: str) -> tuple[str, ...]:
        """The ads of a topic in one archive, by the platform's ids."""
        return tuple(sorted(self._ad_ids.get((topic, archive), ())))

    def _read(self) -> Iterator[tuple[str, int, str]]:
        ads = self._data.facts.table("ads")
        ads = ads.filter(ads.is_latest)
        texts = self._texts("ad_texts", "text")
        interests = self._texts("targeting", "choice_text")
        rows = ads.select("archive", "ad_id", "file_id", "line", "landing_url", "contest_text")
        for row in frame(rows.order_by(["file_id", "line", "ad_id"])).itertuples(index=False):
            key = (row.file_id, int(row.line), row.ad_id)
            words = {
                "text": texts.get(key, ""),
                "landing": _without_tracking(row.landing_url),
                "interests": interests.get(key, ""),
                "contest": row.contest_text if isinstance(row.contest_text, str) else "",
            }
            own = self.archives.setdefault(row.archive, ArchiveWords())
            own.ad_count += 1
            own.with_words += any(words.values())
            found: dict[str, set[str]] = {}
            for basis, text in words.items():
                if text:
                    own.by_basis[basis] = own.by_basis.get(basis, 0) + 1
                    for topic in self._finder.find(text):
                        found.setdefault(topic, set()).add(basis)
            for topic, bases in sorted(found.items()):
                counts = self.bases.setdefault(topic, {}).setdefault(row.archive, {})
                for basis in bases:
                    counts[basis] = counts.get(basis, 0) + 1
                self._ad_ids.setdefault((topic, row.archive), []).append(row.ad_id)
                yield row.file_id, int(row.line), topic

    def _texts(self, name: str, column: str) -> dict[tuple[str, int, str], str]:
        """By ad: all its texts, or all interests that its buyer chose."""
        rows = self._data.facts.store.table(name)
        order = ["file_id", "line", "ad_id"]
        if name == "targeting":
            rows = rows.filter((rows.dimension == "interest") & ~rows.is_excluded)
        else:
            order += ["part", "position"]
        found: dict[tuple[str, int, str], list[str]] = {}
        rows = rows.order_by([*order, column]).select("file_id", "line", "ad_id", column)
        for file_id, line, ad_id, text in frame(rows).itertuples(index=False):
            found.setdefault((file_id, int(line), ad_id), []).append(text)
        return {key: "\n".join(texts) for key, texts in found.items()}


def _without_tracking(address: object) -> str:
    """An address up to its question mark: what follows are codes of campaigns, not words."""
    return _TRACKING.sub("", address) if isinstance(address, str) else ""
