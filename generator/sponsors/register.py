"""What is known of names: the regulator's register, and how common a word is among names.

A name alone may link payers only if hardly anybody else can bear it. That is counted: among the
candidates and committees of the register, and among the names of persons in the archives.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.sponsors.names import Name, NameKind, Names
from generator.sponsors.numbers import Number, Scheme
from generator.sponsors.payers import Payer

MOST_NAMESAKES = 1
"""A surname that more candidates of the register bear than this is common."""
ENOUGH_NAMES = 2000
"""From fewer different names of persons in a country than this nobody can tell which are rare."""
FEDERAL_OFFICES = tuple(
    map(frozenset, (["congress"], ["president"], ["america"], ["us", "senate"]))
)
"""Words of offices for which every committee is in the federal register: "senate" alone may be a
state's, and nobody but a candidate for president is "for America"."""


@dataclass(frozen=True)
class Register:
    """Committees and candidates as the regulator lists them, and counts of words in names.

    A committee that was renamed is in lists of several years under one number: ``named`` has its
    names, each once.
    """

    named: Mapping[str, tuple[Name, ...]]
    principal: Mapping[str, str]
    committees: Mapping[str, frozenset[str]]
    bearers: Mapping[str, int]
    persons: Mapping[str, int]
    person_counts: Mapping[str, int]

    @classmethod
    def read(
        cls,
        committees: pd.DataFrame,
        candidates: pd.DataFrame,
        payers: Sequence[Payer],
        names: Names,
    ) -> "Register":
        """From the tables ``committees`` and ``candidates``, which may be empty, and the payers."""
        own: dict[str, set[str]] = {}
        bearers: dict[str, set[str]] = {}
        by_key: dict[str, set[str]] = {}
        named: dict[str, dict[str, Name]] = {}
        for row in committees.itertuples(index=False):
            if not isinstance(row.committee_name, str):
                continue
            name = names.read(row.committee_name)
            by_key.setdefault(name.key, set()).add(row.committee_id)
            if name.kind is not NameKind.NONE:
                named.setdefault(row.committee_id, {})[name.key] = name
            if isinstance(row.candidate_id, str) and row.candidate_id:
                if row.designation_code == "P":
                    own.setdefault(row.candidate_id, set()).add(row.committee_id)
                for word in name.core:
                    bearers.setdefault(word, set()).add(row.candidate_id)
        people: dict[str, set[str]] = {}
        for payer in payers:
            for name in payer.names:
                if name.kind is NameKind.PERSON:
                    people.setdefault(name.key, set()).update(payer.countries)
        for row in candidates.itertuples(index=False):
            if isinstance(row.candidate_name, str):
                words = names.read(row.candidate_name).words
                people.setdefault(" ".join([*words[1:], *words[:1]]), set()).add("US")
                for word in words:
                    bearers.setdefault(word, set()).add(row.candidate_id)
        persons = Counter(word for key in people for word in set(key.split()))
        counts = Counter(country for known in people.values() for country in known)
        return cls(
            named={key: tuple(own[one] for one in sorted(own)) for key, own in named.items()},
            principal={key: min(found) for key, found in own.items() if len(found) == 1},
            committees={key: frozenset(found) for key, found in by_key.items()},
            bearers={word: len(found) for word, found in bearers.items()},
            persons=persons,
            person_counts=counts,
        )

    def is_rare_surname(self, word: str) -> bool:
        """True if at most one candidate of a register that was read bears the word."""
        return bool(self.bearers) and self.bearers.get(word, 0) <= MOST_NAMESAKES

    def is_rare_person(self, name: Name, countries: Iterable[str]) -> bool:
        """True if a word of the name is in no other name of a person, and if a great many names of
        persons are known in each of the countries (and there is one)."""
        counts = [self.person_counts.get(country, 0) for country in countries]
        return min(counts, default=0) >= ENOUGH_NAMES and any(
            self.persons.get(word, 0) <= 1 and len(word) > 3 and word.isalpha()
            for word in name.words
        )

    def only_committee(self, name: Name) -> str:
        """The id of the only committee of this very name, for a federal office; or empty."""
        found = self.committees.get(name.key, frozenset())
        is_federal = any(office <= set(name.words) for office in FEDERAL_OFFICES)
        return next(iter(found)) if is_federal and len(found) == 1 else ""

    def names_of(self, numbers: Sequence[Number]) -> tuple[Name, ...]:
        """The names under which the register lists a committee of one number, in any year."""
        (number, *others) = numbers
        is_listed = not others and number.scheme is Scheme.COMMITTEE
        return self.named.get(number.value, ()) if is_listed else ()

    def renamed(self) -> Iterator[tuple[str, tuple[Name, ...]]]:
        """Committees with several names that no other committee ever had, sorted by their ids."""
        for committee_id in sorted(self.named):
            own = [name for name in self.named[committee_id] if len(self.committees[name.key]) == 1]
            if len(own) > 1:
                yield committee_id, tuple(own)

    def resolve(self, number: Number) -> Number:
        """A candidate's number as that of the candidate's only principal committee."""
        if number.scheme is Scheme.CANDIDATE and number.value in self.principal:
            return Number(Scheme.COMMITTEE, self.principal[number.value])
        return number
