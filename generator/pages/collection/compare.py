"""Where the transcriptions of an ad disagree: field by field, after what scanning does to a text.

A value against another is a conflict. A blank against a value is missing, and counted apart.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache

from generator.pages.collection.data import Collection, CollectionAd, Version
from generator.pages.words import moment
from generator.text.amounts import number_words
from generator.text.folding import scanned_letters

_ASPOSE = re.compile(r"\bCreated with (?:an evaluation copy of )?Aspose\b.*", re.DOTALL)
"""The program that made text of the documents left its mark in some."""


@dataclass(frozen=True)
class Field:
    """One field that is compared: ``key`` is what counts (None: blank), ``words`` what is shown."""

    id: str
    name: str
    rule: str
    key: Callable[[Version], Hashable | None]
    words: Callable[[Version], str]


@dataclass(frozen=True)
class Comparison:
    """One field of one ad. ``values`` are by lineage, "" for a blank."""

    field: Field
    values: dict[str, str]
    is_conflict: bool
    is_missing: bool


@dataclass(frozen=True)
class Tally:
    """How often the transcriptions agree on a field."""

    field: Field
    agree_count: int
    conflict_count: int
    missing_count: int


def comparable_address(text: str) -> str | None:
    """An address without scheme, ``www.``, closing slash and case; I, l, | and 1 are one letter.

    None if it has neither letter nor digit.
    """
    bare = re.sub(r"^https?://(www\.)?", "", text.strip().casefold()).rstrip("/")
    bare = re.sub("[\u2010-\u2015]", "-", bare)
    return re.sub("[i|1]", "l", bare) if re.search(r"\w", bare) else None


def comparable_text(text: str) -> str | None:
    """The letters and digits of a text, without the mark of the program that read it, and without
    an I, l, | or 1 that stands alone: headlines hold bars, which were read as any of them."""
    words = scanned_letters(_ASPOSE.sub("", text)).split()
    return "".join(word for word in words if word != "l") or None


def _amount(value: float | None) -> str:
    return "" if value is None else number_words(value)


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


_TIME_RULE = "Compared by the second, in UTC."
FIELDS = (
    Field(
        "impressions",
        "Impressions",
        "Compared as a number.",
        lambda version: version.impressions,
        lambda version: _count(version.impressions),
    ),
    Field(
        "clicks",
        "Clicks",
        "Compared as a number.",
        lambda version: version.clicks,
        lambda version: _count(version.clicks),
    ),
    Field(
        "spend",
        "Amount spent",
        "Compared as a number, whatever its currency. A blank is not 0.",
        lambda version: version.spend,
        lambda version: _amount(version.spend),
    ),
    Field(
        "currency",
        "Currency",
        "Compared where a transcription names one, also beside a blank amount.",
        lambda version: version.currency,
        lambda version: version.currency or "",
    ),
    Field(
        "start",
        "Start",
        _TIME_RULE,
        lambda version: version.started,
        lambda version: moment(version.started),
    ),
    Field(
        "end",
        "End",
        _TIME_RULE,
        lambda version: version.ended,
        lambda version: moment(version.ended),
    ),
    Field(
        "landing-address",
        "Address it leads to",
        "Capitals, http or https, www. and a closing slash do not count; I, l, | and 1 count as "
        "one letter, and every dash as a hyphen.",
        lambda version: comparable_address(version.landing),
        lambda version: version.landing,
    ),
    Field(
        "text",
        "Text",
        "Only letters and digits count: not capitals, spaces and punctuation, nor “Created with "
        "Aspose …”, the mark of the program that read the documents; I, l, | and 1 count as one "
        "letter, and as none where one stands alone.",
        lambda version: comparable_text(version.text),
        lambda version: version.text,
    ),
    Field(
        "document",
        "Document",
        "Compared by the name of the file, without its folders.",
        lambda version: version.document.rpartition("/")[2] or None,
        lambda version: version.document,
    ),
)
"""Every field that all transcriptions have, in the order of the pages."""


def compare(ad: CollectionAd) -> tuple[Comparison, ...]:
    """Every field of an ad over the transcriptions that have the ad."""
    return tuple(_compared(ad, field) for field in FIELDS)


def _compared(ad: CollectionAd, field: Field) -> Comparison:
    keys = [field.key(version) for version in ad.versions.values()]
    known = {key for key in keys if key is not None}
    return Comparison(
        field,
        {lineage: field.words(version) for lineage, version in ad.versions.items()},
        is_conflict=len(known) > 1,
        is_missing=bool(known) and None in keys,
    )


def tallies(compared: Sequence[Sequence[Comparison]]) -> tuple[Tally, ...]:
    """By field: how many ads agree, are in conflict, lack a value in some transcription.

    An ad that one transcription alone has agrees with nothing. An ad may be in conflict and lack a value: it is then counted in both.
    """
    found = []
    for position, field in enumerate(FIELDS):
        own = [comparisons[position] for comparisons in compared]
        found.append(
            Tally(
                field,
                sum(_is_agreement(item) for item in own),
                sum(item.is_conflict for item in own),
                sum(item.is_missing for item in own),
            )
        )
    return tuple(found)


def _is_agreement(item: Comparison) -> bool:
    return len(item.values) > 1 and not item.is_conflict and not item.is_missing


def absent_counts(collection: Collection) -> dict[str, int]:
    """By transcription: how many ads it does not have at all."""
    return {
        lineage: sum(lineage not in ad.versions for ad in collection.ads)
        for lineage in collection.lineages
    }


def dollar_ratios(ads: Sequence[CollectionAd]) -> list[float]:
    """Of each ad that is in roubles in one transcription and in US dollars in another, with both
    amounts above 0: how many roubles stand for a dollar, to the second digit."""
    found = []
    for ad in ads:
        amounts = {
            version.currency: version.spend for version in ad.versions.values() if version.spend
        }
        if {"RUB", "USD"} <= amounts.keys():
            found.append(round(amounts["RUB"] / amounts["USD"], 2))
    return sorted(found)


def around_difference(values: Sequence[str], length: int = 90) -> list[str]:
    """Each of several long texts cut to the part around the first difference that counts."""
    plain = [" ".join(_ASPOSE.sub("", value).split()) for value in values]
    known = [text for text in plain if text]
    marks = [_marks(text) for text in known]
    shared = 0
    while all(shared < len(mark) for mark in marks) and len({m[shared][0] for m in marks}) == 1:
        shared += 1
    found = []
    for text in plain:
        mark = _marks(text)
        at = mark[shared][1] if shared < len(mark) else len(text)
        start = max(0, at - length // 3)
        cut = text[start : start + length]
        before, after = "…" if start else "", "…" if start + length < len(text) else ""
        found.append(f"{before}{cut}{after}" if text else "")
    return found


def _marks(text: str) -> list[tuple[str, int]]:
    """The letters and digits that count, each with its position in the text."""
    words = [found for found in re.finditer(r"[\w|]+", text) if scanned_letters(found[0]) != "l"]
    return [
        (key, word.start() + at)
        for word in words
        for at, letter in enumerate(word[0])
        if (key := _fold_letter(letter))
    ]


@cache
def _fold_letter(letter: str) -> str:
    return scanned_letters(letter)
