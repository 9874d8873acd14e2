"""Topics of the ads, told by words: the dictionary of ``topics.toml`` applied to every ad."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator.errors import ConfigError
from generator.text.folding import scanned_letters

BASES = ("text", "landing", "interests")
"""Where words are looked for: in the text of an ad, its address, its buyer's interests."""


@dataclass(frozen=True)
class Topic:
    """A topic and its words, as ``topics.toml`` has them."""

    id: str
    name: str
    about: str
    words: tuple[str, ...]
    in_collection: bool = True
    """Whether the pages about the Internet Research Agency have the topic too."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds a word of the topic in a text that was folded."""
        found = [
            re.escape(scanned_letters(word.removesuffix("*")))
            + (r"\w*" if word.endswith("*") else "")
            for word in self.words
        ]
        return re.compile(rf"\b(?:{'|'.join(sorted(set(found)))})\b")


@dataclass(frozen=True)
class Reading:
    """What somebody published about the ads. ``topic`` is a topic's id, or ``all``."""

    topic: str
    says: str
    text: str
    count: int | None
    impressions: int | None
    share: float | None
    is_least: bool
    source_title: str
    source_url: str


@dataclass(frozen=True)
class Statement:
    """A sentence about the release of the collection, and its source."""

    text: str
    """The sentence."""
    source_title: str
    """The title of the page that says so."""
    source_url: str
    """Its address."""


@dataclass(frozen=True)
class Topics:
    """The whole of ``topics.toml``."""

    topics: tuple[Topic, ...]
    readings: tuple[Reading, ...]
    releases: tuple[Statement, ...]

    def of_collection(self) -> "Topics":
        """The same without the topics that are not for the Internet Research Agency's ads."""
        return replace(self, topics=tuple(topic for topic in self.topics if topic.in_collection))

    def of(self, **texts: str) -> dict[str, frozenset[str]]:
        """By topic of an ad: in which of its texts (:data:`BASES`) the words were found."""
        places = {name: scanned_letters(text) for name, text in texts.items()}
        found = {}
        for topic in self.topics:
            bases = frozenset(name for name, text in places.items() if topic.pattern.search(text))
            if bases:
                found[topic.id] = bases
        return found


def load_topics(path: Path) -> Topics:
    """Read the dictionary. Raises ConfigError, naming file and key, if it is malformed."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: not found. It is part of the project: restore it.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error
    topics = tuple(
        Topic(
            **_picked(path, "topic", item, ("id", "name", "about"), ("words",)),
            in_collection=item.get("in_collection", True) is not False,
        )
        for item in content.get("topic", [])
    )
    ids = [topic.id for topic in topics]
    for item in content.get("reading", []):
        if item.get("topic") not in (*ids, "all"):
            raise ConfigError(
                f"{path}: a reading names the topic {item.get('topic')!r}. Known: "
                f"{', '.join((*ids, 'all'))}."
            )
    if len(set(ids)) != len(ids):
        raise ConfigError(f"{path}: two topics have the same id. Give each its own.")
    source = ("text", "source_title", "source_url")
    return Topics(
        topics,
        tuple(
            Reading(
                **_picked(path, "reading", item, ("topic", "says", *source)),
                count=item.get("count"),
                impressions=item.get("impressions"),
                share=item.get("share"),
                is_least=bool(item.get("is_least")),
            )
            for item in content.get("reading", [])
        ),
        tuple(
            Statement(**_picked(path, "release", item, source))
            for item in content.get("release", [])
        ),
    )


def _picked(
    path: Path,
    table: str,
    item: Mapping[str, object],
    texts: Sequence[str],
    lists: Sequence[str] = (),
) -> dict[str, object]:
    """The keys of a table that must be there: texts, and lists of texts that are not empty."""
    found: dict[str, object] = {}
    for key in texts:
        if not isinstance(item.get(key), str) or not item[key]:
            raise ConfigError(
                f"{path}: a [[{table}]] has no {key}. Give it one: {dict(item)!r:.120}"
            )
        found[key] = item[key]
    for key in lists:
        words = item.get(key)
        if (
            not isinstance(words, list)
            or not words
            or not all(scanned_letters(str(w)) for w in words)
        ):
            raise ConfigError(
                f"{path}: the {key} of the [[{table}]] {item.get('id')!r} are {words!r:.80}. Give a "
                "list of words."
            )
        found[key] = tuple(map(str, words))
    return found
