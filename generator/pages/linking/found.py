"""What the links of a store say, put into the language being written.

The store keeps the words of :mod:`generator.sponsors`, which are English. Here are their patterns.
"""

import re

from generator.sponsors.weights import COMPARISONS
from generator.text.language import _, mark

PHRASES = (
    mark("a disclaimer that is used in several countries"),
    mark("a name of few letters"),
    mark("a name of general words only"),
    mark("a name that parties of several countries have"),
    mark("a short name in a federal register and in one of a state"),
    mark("the name of a county or town that several states have"),
    mark("the names differ in a first or middle name"),
    mark("the names differ in a year"),
    mark("the names say different offices or bodies"),
    mark("the same number, but the names are those of different bodies"),
)
"""Reasons that are whole sentences; those that need more words are in ``linking_words``."""
_FORMS = (
    mark("Both have the name “{name}” and the website {site}"),
    mark("Both have the name “{name}” and being active in {place}"),
    mark("Both have the name “{name}” and being known in {place} only"),
    mark("Both have the name “{name}”"),
    mark("The platform's own list: {old} became {new}"),
    mark("The platform's own list: {one} and {other} are listed with {third}"),
    mark("Both have names that the register has for FEC committee {number}: “{one}” and “{other}”"),
    mark("FEC committee {number}"),
    mark("FEC candidate {number}"),
    mark("register of {place} {number}"),
    mark("a campaign known by “{name}” only, and others may bear that name"),
    mark("decided to be different: {one} and {other}"),
    mark("different numbers ({kind}): {ours} and {theirs}"),
    mark("“{one}” and “{other}”"),
)
"""Phrases with values, the longer ones of the same beginning first."""
_MODEL = re.compile(
    r"(?:“(?P<one>.*)” and “(?P<other>.*)”: )?(?:(?P<what>[^:]*): )?(?P<found>.*) \((?P<weight>.*)\)"
)


def said(text: str) -> str:
    """A phrase of a link; one that is not known stays as it is."""
    if text in PHRASES:
        return _(text)
    for form in _FORMS:
        if found := re.fullmatch(_pattern(form), text):
            return _(form, **found.groupdict())
    return text


def said_by_model(detail: str) -> tuple[str, ...]:
    """What the model found: one phrase for each thing compared. Of the first, that it is the
    names that were compared is clear without saying."""
    first = f"{COMPARISONS[0].words}: "
    return tuple(_said_by_model(line.replace(first, "", 1)) for line in detail.split("; "))


def _said_by_model(line: str) -> str:
    text = line.replace("(-", "(\u2212")
    found = _MODEL.fullmatch(text)
    if found is None:
        return text
    one, other, what, level, weight = found.group("one", "other", "what", "found", "weight")
    words = _(level)
    if one is not None:
        return _(
            "“{one}” and “{other}”: {found} ({weight})",
            one=one, other=other, found=words, weight=weight,
        )  # fmt: skip
    if what is not None:
        return _("{what}: {found} ({weight})", what=_(what), found=words, weight=weight)
    return text


def _pattern(form: str) -> str:
    """A regular expression for the texts that a message makes."""
    parts = re.split(r"\{(\w+)\}", form)
    return "".join(
        f"(?P<{part}>.+)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
