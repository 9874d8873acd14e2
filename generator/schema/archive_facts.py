"""What is true of an archive, whoever asks. Each adapter says it once, of its own archive; nothing
else decides a fact by an archive's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
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


class Payers(StrEnum):
    """Whom the rows of an archive name."""

    PAYER = "payer"
    """Who paid, or nobody."""
    ADVERTISER = "advertiser"
    """An advertiser whom the platform verified, by an id."""
    PAYER_OR_PAGE = "payer or page"
    """The payer of a disclaimer, or the page that ran ads without one."""
    ACCOUNT = "account"
    """The account that ran an ad, not who paid."""


@dataclass(frozen=True)
class ChoiceForm:
    """How an archive writes what buyers chose. ``everybody``: by kind, how many items a list has that
    leaves nobody out. ``only_kinds``: that a buyer chose by something is said, not what. Commas
    divide lists, and stand in the names of places where ``commas_in_places``. Where
    ``country_besides``, a place within a country that has no code stands beside the country's."""

    everybody: Mapping[str, int]
    only_kinds: bool
    commas_in_places: bool
    country_besides: bool


PLAIN_LISTS = ChoiceForm({}, only_kinds=False, commas_in_places=False, country_besides=False)
"""Lists with commas between, each item as it is."""


@dataclass(frozen=True)
class IdLink:
    """An id by which the platform itself finds somebody: what it is (a message), the address of
    its page there, and the form of ids that have one (others lead nowhere). It is the id of payers
    if ``of_payer``, else of the advertisers that ran their ads."""

    label: str
    address: str
    form: str
    of_payer: bool


@dataclass(frozen=True)
class Sayings:
    """What is said of an archive where it is shown, as messages; empty if there is nothing to say.

    ``called``: what its ads are, if they are a selection. ``on_races``, ``on_named_elections`` and
    ``on_contests``: what it has of them. ``limits``: what the page of a sponsor cannot show;
    ``limits_of_basis``: the same of payers that it knows in one way (``identity_basis``);
    ``limits_of_areas``: what is to be known of its amounts by region; ``limits_of_states``: what it
    leaves out of US states.
    """

    called: str
    on_races: str
    on_named_elections: str
    on_contests: str
    limits: tuple[str, ...]
    limits_of_basis: Mapping[str, str]
    limits_of_areas: str
    limits_of_states: str


NOTHING_SAID = Sayings("", "", "", "", (), {}, "", "")


@dataclass(frozen=True)
class ArchiveFacts:
    """``choices`` are the kinds of choices of buyers that the archive publishes, in the form
    ``choice_form``. The files of an archive ``by_year`` are each about the ads of one year; totals
    without a first day run from the day on which it ``began``. A ``collection`` is about one buyer:
    it is shown as a whole, and is no part of lists of who spent most. An archive that does not say
    which of its ads are political has ``only_known_sponsors``: a row is stored only if another
    archive knows its payer or advertiser by name. One that ``names_contests`` says which candidate or
    measure an ad is about; one that ``lists_candidates`` is a register of them. ``id_links`` lead to the platform's own pages."""

    copies: Copies
    spend: Spend
    payers: Payers
    choices: tuple[str, ...]
    choice_form: ChoiceForm
    blank: Blank
    by_year: bool
    began: date | None
    is_collection: bool
    only_known_sponsors: bool
    names_contests: bool
    lists_candidates: bool
    id_links: tuple[IdLink, ...]
    says: Sayings


def ids_of(
    facts: Mapping[str, ArchiveFacts], is_meant: Callable[[ArchiveFacts], bool]
) -> tuple[str, ...]:
    """The archives of which something is true."""
    return tuple(sorted(name for name, one in facts.items() if is_meant(one)))
