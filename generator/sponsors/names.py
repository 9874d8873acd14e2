"""Names made comparable: which spellings are the same name, and what kind of name it is.

The steps, in order; the word lists are ``data/reference/names.toml``, each with its reason:

1. compatibility forms become plain ones, capitals small; accents of Latin and Greek letters go,
   and letters such as ø or ß are spelled out. No script is turned into another: a name in Greek
   and its Latin spelling are different names, and so is a name with a foreign look-alike letter;
2. an address after ``%`` goes, ``&`` is "and", apostrophes go, U.S. is "us", and every other sign
   is a space (:func:`generator.folding.to_plain`, as all of step 1);
3. "paid for by" and the like before the name go, and all from "authorized by" on;
4. initials in brackets that only repeat the name go, as do a "the" before or behind it and legal
   forms at its end;
5. "political action committee" is "pac", "super pac" is "superpac", "us congress" is "congress", and a "committee" or
   "campaign" behind "X for Y" goes.

What is left is the key of the name. Its core is the key without boilerplate: the words that tell
one payer from another.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from generator.errors import ConfigError
from generator.text.folding import to_plain

FILE_NAME = "names.toml"
_BRACKET = re.compile(r"\s*\(([^()]{2,20})\)\s*$")
_SPELLINGS = (
    (re.compile(r"\bpolitical action committee\b"), "pac"),
    (re.compile(r"\bsuper pac\b"), "superpac"),
    (re.compile(r"\b(?:us|u s|united states) congress\b"), "congress"),
    (re.compile(r"^(.+ for .+?) (?:campaign committee|committee|campaign)$"), r"\1"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class NameKind(StrEnum):
    """What a name looks like: that decides how much it proves when two payers share it."""

    NONE = "none"
    PERSON = "person"
    SURNAME_CAMPAIGN = "surname_campaign"
    SHORT = "short"
    DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class Name:
    """A name made comparable. ``core`` are its words without boilerplate, in their order."""

    key: str
    core: tuple[str, ...]
    kind: NameKind

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the key."""
        return tuple(self.key.split())

    @property
    def numbers(self) -> tuple[str, ...]:
        """The words with a digit in them that are no years, sorted."""
        found = (word for word in self.words if any(map(str.isdigit, word)))
        return tuple(sorted(word for word in found if not _YEAR.fullmatch(word)))

    @property
    def years(self) -> tuple[str, ...]:
        """The words that are years, sorted."""
        return tuple(sorted(word for word in self.words if _YEAR.fullmatch(word)))


@dataclass(frozen=True, slots=True)
class PersonName:
    """The person in a name: the surname, the names before it that are no bare initials, the
    initials, and what else the name says, such as an office; words that are harmless and years
    apart."""

    surname: str
    given: tuple[str, ...]
    initials: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Reads names with the lists of ``names.toml``."""

    legal_forms: frozenset[str]
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    not_names: frozenset[str]
    titles: frozenset[str]
    boilerplate: frozenset[str]
    campaigns: frozenset[str]
    harmless: frozenset[str]
    bodies: frozenset[str]
    arms: frozenset[str]
    places: frozenset[str]
    shared_places: frozenset[str]
    parties: frozenset[str]
    shared_parties: frozenset[str]
    national: frozenset[str]
    shared_sites: frozenset[str]
    organisation_words: frozenset[str]
    _read: dict[str, Name] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, reference_dir: Path) -> "Names":
        """The lists of the reference folder. Raises ConfigError if one is missing."""
        path = reference_dir / FILE_NAME
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                legal_forms=frozenset(data["legal_forms"]["words"]),
                openings=_longest_first(data["openings"]["phrases"]),
                endings=_longest_first(data["endings"]["phrases"]),
                not_names=frozenset(data["not_names"]["names"]),
                titles=frozenset(data["titles"]["words"]),
                boilerplate=frozenset(data["boilerplate"]["words"]),
                campaigns=frozenset(data["campaigns"]["words"]),
                harmless=frozenset(data["harmless"]["words"]),
                bodies=frozenset(data["bodies"]["words"]),
                arms=frozenset(data["arms"]["words"]),
                places=frozenset(data["places"]["words"]),
                shared_places=frozenset(data["shared_places"]["words"]),
                parties=frozenset(data["parties"]["words"]),
                shared_parties=frozenset(data["shared_parties"]["names"]),
                national=frozenset(data["national"]["words"]),
                shared_sites=frozenset(data["shared_sites"]["words"]),
                organisation_words=frozenset(data["organisation_words"]["words"]),
            )
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read: {error}. Restore the file.") from error
        except KeyError as error:
            raise ConfigError(
                f"{path}: the list {error.args[0]!r} is missing. Add its table, or restore the file."
            ) from error

    def read(self, text: str) -> Name:
        """One name as declared, made comparable."""
        if text not in self._read:
            key = self.key(text)
            core = tuple(sys.intern(word) for word in key.split() if self._tells_apart(word))
            is_company = not self.legal_forms.isdisjoint(to_plain(text).split()[-1:])
            kind = NameKind.DISTINCT if is_company and core else self._kind(key, core)
            self._read[text] = Name(key, core, kind)
        return self._read[text]

    def key(self, text: str) -> str:
        """The key of a name; empty if nothing of a name is in the text."""
        plain = self._without_statements(to_plain(_without_initials(text)))
        words = plain.split()
        while len(words) > 1 and words[-1] in self.legal_forms:
            words.pop()
        if len(words) > 1 and words[-1] == "the":
            words.pop()
        if len(words) > 1 and words[0] == "the":
            words.pop(0)
        key = " ".join(words)
        for pattern, replacement in _SPELLINGS:
            key = pattern.sub(replacement, key)
        return "" if key in self.not_names else key

    def are_related(self, one: Name, other: Name, ignored: frozenset[str] = frozenset()) -> bool:
        """True if two names share a word that few others have, or two telling ones, or if one is
        the other's initials. ``ignored`` words tell nothing here; a name of such only fits all."""
        ours, theirs = set(one.core) - ignored, set(other.core) - ignored
        is_bare = bool(ignored) and not (ours and theirs)
        shared = ours & theirs
        if one.key == other.key or is_bare or len(shared) > 1 or shared - self.organisation_words:
            return True
        pairs = ((one, other), (other, one))
        return not ignored and any(_is_short_for(short, long) for short, long in pairs)

    def are_arms(self, one: Name, other: Name) -> bool:
        """True if the names differ in a word that makes a body of its own beside a parent, such as
        "fund", and neither is the other's initials."""
        differ = set(one.words) ^ set(other.words)
        pairs = ((one, other), (other, one))
        return bool(differ & self.arms) and not any(_are_initials(*pair) for pair in pairs)

    def are_one_and_both(self, one: Name, other: Name) -> bool:
        """True if one name is the other's and somebody else's: "Kites" and "Kites and Boats"."""
        short, long = sorted((one.key, other.key), key=len)
        before, found, behind = long.partition(" and ")
        while found and short not in (before, behind):
            more, found, behind = behind.partition(" and ")
            before = f"{before} and {more}"
        rest = behind if short == before else before
        return bool(found) and len(self.read(rest).words) > 1

    def person(self, name: Name) -> PersonName | None:
        """The person that a name speaks of; None if it need not be one."""
        core = [word for word in name.core if word not in self.titles]
        is_campaign = not self.campaigns.isdisjoint(name.words)
        is_person = name.kind in (NameKind.PERSON, NameKind.SURNAME_CAMPAIGN) or is_campaign
        if not (core and is_person) or not self.organisation_words.isdisjoint(core):
            return None
        *before, surname = core
        said = set(name.words) - set(core) - self.harmless - set(name.years)
        return PersonName(
            surname,
            tuple(word for word in before if len(word) > 1),
            tuple(word for word in before if len(word) == 1),
            tuple(sorted(said)),
        )

    def is_same_but_for_a_given_name(self, one: Name, other: Name) -> bool:
        """True if both speak of a person of one surname, the one with a first or middle name, or
        an initial of it, that the other leaves out."""
        ours, theirs = self.person(one), self.person(other)
        if not (ours and theirs) or (ours.surname, ours.rest) != (theirs.surname, theirs.rest):
            return False
        short, long = sorted(
            (ours, theirs), key=lambda person: (len(person.given), len(person.initials))
        )
        letters = {word[0] for word in long.given} | set(long.initials)
        return set(short.given) <= set(long.given) and set(short.initials) <= letters

    def is_shared_place(self, name: Name) -> bool:
        """True for "Demo County …" and "City of Demo" if several states have a place of that name,
        unless a state stands behind it ("Demo County NJ"). New York is not York."""
        words = ("", "", *name.words, "", "")
        return any(
            (words[at + 1] in self.places and len(words[at + 2]) != 2 and words[at - 1] != "new")
            or (words[at - 2] in self.places and words[at - 1] == "of" and len(words[at + 1]) != 2)
            for at, word in enumerate(words)
            if word in self.shared_places
        )

    def _without_statements(self, plain: str) -> str:
        text, is_new = plain, True
        while is_new:
            found = next((o for o in self.openings if (text + " ").startswith(o + " ")), None)
            is_new = found is not None
            text = text[len(found) :].strip() if found else text
        for ending in self.endings:
            at = f" {text} ".find(f" {ending} ")
            if at > 0:
                text = text[:at].strip().removesuffix(" and")
        return text

    def _is_local_party(self, words: set[str]) -> bool:
        is_placed = "state" in words or not words.isdisjoint(self.places)
        return is_placed and "for" not in words and not words.isdisjoint(self.parties)

    def _tells_apart(self, word: str) -> bool:
        return word not in self.boilerplate and not _YEAR.fullmatch(word)

    def _kind(self, key: str, core: tuple[str, ...]) -> NameKind:
        words = key.split()
        if not words:
            return NameKind.NONE
        if not core:
            is_national = len(words) > 2 and not self.national.isdisjoint(words)
            return NameKind.DISTINCT if is_national else NameKind.SHORT
        if set(words) & self.campaigns and not set(core) & self.organisation_words:
            is_known = len(core) > 1 or self._is_local_party(set(words))
            return NameKind.DISTINCT if is_known else NameKind.SURNAME_CAMPAIGN
        if set(words) & self.organisation_words:
            return NameKind.DISTINCT
        if _is_unspaced(key):
            return NameKind.PERSON if len(key.replace(" ", "")) <= 4 else NameKind.DISTINCT
        bare = [word for word in words if word not in self.titles and len(word) > 1]
        if 2 <= len(bare) <= 3 and all(map(str.isalpha, words)):
            return NameKind.PERSON
        return NameKind.SHORT if len(bare) <= 1 else NameKind.DISTINCT


def compact(words: Iterable[str]) -> str:
    """Words without spaces, as in the address of a website."""
    return "".join(words)


def _without_initials(text: str) -> str:
    """The text without initials in brackets at its end that only repeat it: "One Two (OT)"."""
    found = _BRACKET.search(text)
    if not found:
        return text
    before = to_plain(text[: found.start()]).split()
    inner = to_plain(found.group(1)).split()
    while len(inner) > 1 and inner[-1] in before:
        inner.pop()
    initials = "".join(word[0] for word in before)
    telling = "".join(word[0] for word in before if word not in ("of", "the", "and", "for"))
    short = "".join(inner)
    is_repeated = len(short) > 1 and (short in initials or short in telling)
    return text[: found.start()] if is_repeated else text


def _is_short_for(short: Name, long: Name) -> bool:
    joined = compact(long.core)
    is_start = any(len(word) >= 6 and word.startswith(joined) for word in short.core)
    return is_start or _are_initials(short, long)


def _are_initials(short: Name, long: Name) -> bool:
    initials = "".join(word[0] for word in long.words)
    return any(len(word) >= 3 and word in initials for word in short.core)


def _is_unspaced(key: str) -> bool:
    """True for scripts that set no space between words (Chinese, Japanese, Thai)."""
    return all("\u0e00" <= sign <= "\u0e7f" or sign >= "\u2e80" for sign in key if sign != " ")


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
