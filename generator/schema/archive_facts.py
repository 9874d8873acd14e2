"""What is true of an archive, whoever asks. Each adapter says it once, of its own archive; nothing
else decides a fact by an archive's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Copies(StrEnum):
    """What the copies of an archive are to each other."""

    WHOLE = "whole"
    """Each lists everything of its series: what a newer one lacks is gone from the archive."""
    WINDOWS = "windows"
    """Each is a report about days of its own."""
    SELECTION = "selection"
    """Each is what somebody chose: what one lacks may be there still."""
    TRANSCRIPTIONS = "transcriptions"
    """Each was read from the same documents, by others or in another way."""
    REGISTER = "register"
    """Each is a list that other archives are compared with; of its changes nothing is told."""


class Spend(StrEnum):
    """Where the archive says what an advertiser spent."""

    TOTALS = "totals"
    """In totals of the platform's own."""
    WINDOWS = "windows"
    """In totals of some days or weeks."""
    EVERY_AD = "every ad"
    """With every ad: the sum over its ads is what an advertiser spent."""
    SOME_ADS = "some ads"
    """With the ads that it lists, which are not all, or not with all of them."""
    NOWHERE = "nowhere"


class Blank(StrEnum):
    """What it means that an ad stands without a choice of its buyer."""

    NO_CHOICE = "no choice"
    """Of each kind of choice: the buyer left nobody out."""
    NO_CHOICE_AT_ALL = "no choice at all"
    """The same of an ad without any; of one kind alone it says nothing."""
    NOTHING = "nothing"
    """The archive does not tell every choice."""


AGE, GENDER, PLACE, INTEREST, OTHER = "age", "gender", "place", "interest", "other"
EVERY_KIND = (AGE, GENDER, PLACE, INTEREST, OTHER)
"""The kinds of choices, in the order of a page."""


@dataclass(frozen=True)
class ArchiveFacts:
    """``choices`` are the kinds of choices of buyers that the archive publishes. The files of an
    archive ``by_year`` are each about the ads of one year. A ``collection`` is about one buyer: it
    is shown as a whole, and is no part of lists of who spent most. An archive that does not say
    which of its ads are political has ``only_known_sponsors``: a row is stored only if another
    archive knows its payer or advertiser by name."""

    copies: Copies
    spend: Spend
    choices: tuple[str, ...]
    blank: Blank
    by_year: bool
    is_collection: bool
    only_known_sponsors: bool


def ids_of(
    facts: Mapping[str, ArchiveFacts], is_meant: Callable[[ArchiveFacts], bool]
) -> tuple[str, ...]:
    """The archives of which something is true."""
    return tuple(sorted(name for name, one in facts.items() if is_meant(one)))
