"""Links, and those that numbers and Google's id mapping speak for.

Each function looks at groups of payers that share a value and links each to one of its group, so
that a group of n gives n-1 links. Which links hold together is decided by
:mod:`generator.sponsors.clusters`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from generator.sponsors.names import Name, Names
from generator.sponsors.numbers import Number, Scheme
from generator.sponsors.payers import Payer
from generator.sponsors.register import Register

MOST_UNRELATED = 2
"""A number under more unrelated names than this belongs to none of them: a house of parliament,
an agency, a number that was typed wrongly."""
MANY_NAMES = 4
"""From so many names of one number on, words that half of them have do not relate them."""


class Evidence(StrEnum):
    """The kinds of evidence, from the strongest down."""

    DECISION = "decision"
    NUMBER = "number"
    MAPPING = "mapping"
    NAME = "name"
    MODEL = "model"


class Status(StrEnum):
    """What became of a link."""

    LINKED = "linked"
    SUGGESTED = "suggested"
    REFUSED = "refused"


@dataclass(frozen=True)
class Link:
    """A link between two payers, ``payer_a`` before ``payer_b``. ``rows`` are ``file:line``.

    ``joins_numbers``: a reviewed decision on these very payers, which may join different numbers.
    """

    payer_a: str
    payer_b: str
    evidence: Evidence
    detail: str
    strength: float
    status: Status = Status.LINKED
    reason: str = ""
    rows: tuple[str, ...] = ()
    joins_numbers: bool = False

    @classmethod
    def between(cls, one: Payer, other: Payer, evidence: Evidence, **rest: Any) -> "Link":
        """A link with its payers in order."""
        first, second = sorted((one.payer_id, other.payer_id))
        return cls(first, second, evidence, **rest)

    def suggested(self, reason: str) -> "Link":
        """The same as a suggestion, with the reason why it is no more."""
        return replace(self, status=Status.SUGGESTED, reason=reason)


def registered_values(payer: Payer) -> dict[str, frozenset[str]]:
    """The payer's numbers by space; those that a shared ad names together count as one value."""
    if payer.is_joint:
        return {space: frozenset(["+".join(sorted(v))]) for space, v in payer.spaces.items()}
    return payer.spaces


def number_links(
    payers: Sequence[Payer], register: Register, names: Names, strength: float
) -> list[Link]:
    """Links of payers with the same regulator's number, or the same several numbers.

    Payers that share a number but no word of their names are only suggested; so are a body and its
    fund or PAC that share a tax number, and a payer and an ad that it paid with another. A number
    under many unrelated names is weak and links nothing. Names that the regulator's register has
    under the number, in whichever year, are related.
    """
    groups: dict[tuple[Number, ...], list[Payer]] = {}
    for payer in payers:
        cells = {
            tuple(sorted({register.resolve(number) for number in claim.registration.numbers}))
            for claim in payer.claims
        }
        for numbers in cells - {()}:
            groups.setdefault(numbers, []).append(payer)
    links: list[Link] = []
    for numbers in sorted(groups):
        group = groups[numbers]
        parts = _related_parts(group, names) if len(group) > 1 else []
        parts = _registered_together(parts, numbers, register, names)
        if not parts or len(parts) > MOST_UNRELATED:
            parts = [_registered(group, numbers, register)]
        if not any(parts):
            continue
        detail = ", ".join(map(str, numbers))
        for part in parts:
            bodies = _bodies_of_part(part, numbers, register, names)
            links += [
                _number_link(body[0], other, numbers, detail, strength, register)
                for body in bodies
                for other in body[1:]
            ]
            links += [
                _number_link(bodies[0][0], body[0], numbers, detail, strength, register).suggested(
                    "the same number, but the names are those of different bodies"
                )
                for body in bodies[1:]
            ]
        if len(parts) > 1:
            link = _number_link(parts[0][0], parts[1][0], numbers, detail, strength, register)
            links.append(link.suggested("the same number, but the names have no word in common"))
    return links


def mapping_links(
    payers: Mapping[str, Payer], mappings: pd.DataFrame, strength: float
) -> list[Link]:
    """Links of the old and new ids that the platform itself lists, also where an id between two
    payers is in no archive."""
    links = []
    rows = mappings.sort_values(["old_payer_id", "new_payer_id", "file_id", "line"])
    rows = rows.drop_duplicates(["old_payer_id", "new_payer_id"])
    between: dict[str, list[tuple[str, str]]] = {}
    for row in rows.itertuples(index=False):
        one, other, line = row.old_payer_id, row.new_payer_id, f"{row.file_id}:{row.line}"
        if one == other:
            continue
        if one in payers and other in payers:
            detail = f"{one} became {other}"
            links.append(_mapping_link(payers[one], payers[other], detail, strength, line))
        else:
            between.setdefault(one, []).append((other, line))
            between.setdefault(other, []).append((one, line))
    done: set[str] = set()
    for start in sorted(one for one in between if one not in payers):
        if start not in done:
            ends = _ends(start, between, payers, done)
            links += [
                _mapping_link(
                    payers[ends[0][0]], payers[end], f"{ends[0][0]} and {end} are listed with {start}",
                    strength, ends[0][1], line,
                )
                for end, line in ends[1:]
            ]  # fmt: skip
    return links


def _ends(
    start: str,
    between: Mapping[str, Sequence[tuple[str, str]]],
    payers: Mapping[str, Payer],
    done: set[str],
) -> list[tuple[str, str]]:
    """Payers that an id which is no payer leads to, over others of the kind, each with its row."""
    found: dict[str, str] = {}
    open_ids = [start]
    while open_ids:
        one = open_ids.pop()
        done.add(one)
        for other, line in between[one]:
            if other in payers:
                found.setdefault(other, line)
            elif other not in done:
                open_ids.append(other)
    return sorted(found.items())


def _mapping_link(one: Payer, other: Payer, detail: str, strength: float, *rows: str) -> Link:
    return Link.between(
        one, other, Evidence.MAPPING, detail=detail, strength=strength,
        rows=tuple(dict.fromkeys(rows)),
    )  # fmt: skip


def _related_parts(group: Sequence[Payer], names: Names) -> list[list[Payer]]:
    """Payers of one number by names that have something to do with each other."""
    ignored = _words_of_most(group)
    return _parts(group, lambda own, other: names.are_related(own, other, ignored))


def _registered_together(
    parts: list[list[Payer]], numbers: tuple[Number, ...], register: Register, names: Names
) -> list[list[Payer]]:
    """The parts, those joined that have something to do with a name of the register."""
    known = register.names_of(numbers)
    told = [
        part
        for part in parts
        if any(
            names.are_related(own, one) for payer in part for own in payer.names for one in known
        )
    ]
    if len(told) < 2:
        return parts
    joined = sorted((payer for part in told for payer in part), key=lambda one: one.payer_id)
    rest = [part for part in parts if part not in told]
    return sorted([joined, *rest], key=lambda part: part[0].payer_id)


def _registered(
    group: Sequence[Payer], numbers: tuple[Number, ...], register: Register
) -> list[Payer]:
    """Those of a group with exactly a name that the register has under the number."""
    known = {name.key for name in register.names_of(numbers)}
    found = [payer for payer in group if any(own.key in known for own in payer.names)]
    return sorted(found, key=lambda payer: payer.payer_id)


def _bodies_of_part(
    part: Sequence[Payer], numbers: tuple[Number, ...], register: Register, names: Names
) -> list[list[Payer]]:
    """Payers of one number and related names, by the bodies that their names speak of."""
    is_tax = any(number.scheme is Scheme.EIN for number in numbers)
    known = {name.key for name in register.names_of(numbers)}

    def is_same(own: Name, other: Name) -> bool:
        if own.key in known and other.key in known:
            return True
        return not (names.are_one_and_both(own, other) or (is_tax and names.are_arms(own, other)))

    return _parts(part, is_same)


def _parts(group: Sequence[Payer], are_one: Callable[[Name, Name], bool]) -> list[list[Payer]]:
    """Payers apart, but for those that a chain of names joins; the first payer's part first."""
    parts: list[list[Payer]] = []
    for payer in group:
        hits = [part for part in parts if _is_of_part(payer, part, are_one)]
        parts = [part for part in parts if part not in hits]
        parts.append([member for part in hits for member in part] + [payer])
        if len(parts) > MOST_UNRELATED * 4:
            break
    ordered = [sorted(part, key=lambda payer: payer.payer_id) for part in parts]
    return sorted(ordered, key=lambda part: part[0].payer_id)


def _words_of_most(group: Sequence[Payer]) -> frozenset[str]:
    """Words in half of many different names: those of a house, not of its members."""
    cores = {name.key: set(name.core) for payer in group for name in payer.names}
    if len(cores) < MANY_NAMES:
        return frozenset()
    counts = Counter(word for core in cores.values() for word in core)
    return frozenset(word for word, count in counts.items() if 2 * count >= len(cores))


def _is_of_part(payer: Payer, part: Sequence[Payer], are_one: Callable[[Name, Name], bool]) -> bool:
    return any(
        are_one(own, other) for member in part for own in payer.names for other in member.names
    )


def _number_link(
    one: Payer, other: Payer, numbers: tuple[Number, ...], detail: str, strength: float,
    register: Register,
) -> Link:  # fmt: skip
    rows = [
        claim.row
        for payer in (one, other)
        for claim in payer.claims
        if {register.resolve(number) for number in claim.registration.numbers} == set(numbers)
    ]
    return Link.between(
        one, other, Evidence.NUMBER, detail=detail, strength=strength, rows=tuple(sorted(set(rows)))
    )
