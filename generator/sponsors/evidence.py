"""Links that facts speak for: equal numbers, Google's id mapping, equal names.

Each function looks at groups of payers that share a value and links each to one of its group, so
that a group of n gives n-1 links. Which links hold together is decided by
:mod:`generator.sponsors.clusters`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from generator.sponsors.names import Name, NameKind, Names
from generator.sponsors.numbers import Number, Scheme
from generator.sponsors.payers import Payer
from generator.sponsors.register import Register

MOST_UNRELATED = 2
"""A number under more unrelated names than this belongs to none of them: a house of parliament,
an agency, a number that was typed wrongly."""
MANY_NAMES = 4
"""From so many names of one number on, words that half of them have do not relate them."""
FEW_LETTERS = 4
"""A name that is shorter than this is an abbreviation that others may use."""
FEW_REGIONS = 3
"""Who is known in so few regions only is taken to be at home there."""


ValuesOf = Callable[[Payer], dict[str, frozenset[str]]]


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
    """A link between two payers, ``payer_a`` before ``payer_b``. ``rows`` are ``file:line``."""

    payer_a: str
    payer_b: str
    evidence: Evidence
    detail: str
    strength: float
    status: Status = Status.LINKED
    reason: str = ""
    rows: tuple[str, ...] = ()

    @classmethod
    def between(cls, one: Payer, other: Payer, evidence: Evidence, **rest: object) -> "Link":
        """A link with its payers in order."""
        first, second = sorted((one.payer_id, other.payer_id))
        return cls(first, second, evidence, **rest)


def registered_values(payer: Payer) -> dict[str, frozenset[str]]:
    """The payer's numbers by space; those that a shared ad names together count as one value."""
    if payer.is_joint:
        return {space: frozenset(["+".join(sorted(v))]) for space, v in payer.spaces.items()}
    return payer.spaces


def number_links(
    payers: Sequence[Payer], register: Register, names: Names, strength: float
) -> list[Link]:
    """Links of payers with the same regulator's number, or the same several numbers.

    Payers that share a number but no word of their names are only suggested; a number under many
    unrelated names is weak and links nothing.
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
        if not parts or len(parts) > MOST_UNRELATED:
            continue
        detail = ", ".join(map(str, numbers))
        for part in parts:
            links += [
                _number_link(part[0], other, numbers, detail, strength, register)
                for other in part[1:]
            ]
        if len(parts) > 1:
            link = _number_link(parts[0][0], parts[1][0], numbers, detail, strength, register)
            links.append(_suggest(link, "the same number, but the names have no word in common"))
    return links


def mapping_links(
    payers: Mapping[str, Payer], mappings: pd.DataFrame, strength: float
) -> list[Link]:
    """Links of the old and new ids that the platform itself lists."""
    links = []
    rows = mappings.sort_values(["old_payer_id", "new_payer_id", "file_id", "line"])
    for row in rows.drop_duplicates(["old_payer_id", "new_payer_id"]).itertuples(index=False):
        old, new = payers.get(row.old_payer_id), payers.get(row.new_payer_id)
        if old and new and old is not new:
            detail = f"{row.old_payer_id} became {row.new_payer_id}"
            links.append(
                Link.between(
                    old, new, Evidence.MAPPING, detail=detail, strength=strength,
                    rows=(f"{row.file_id}:{row.line}",),
                )
            )  # fmt: skip
    return links


def name_links(payers: Sequence[Payer], register: Register, strength: float) -> list[Link]:
    """Links of payers with the same name, as far as a name is enough."""
    groups: dict[str, list[tuple[Payer, Name]]] = {}
    for payer in payers:
        for name in payer.names:
            groups.setdefault(name.key, []).append((payer, name))
    links: list[Link] = []
    for key in sorted(groups):
        members = [payer for payer, _ in groups[key]]
        if len(members) > 1:
            names = [name for _, name in groups[key]]
            links += _links_of_name(names, members, register, strength)
    return links


def _links_of_name(
    names: Sequence[Name], members: Sequence[Payer], register: Register, strength: float
) -> list[Link]:
    name, doubt = names[0], _doubt(names, members, register)
    detail = f"the name “{name.key}”"
    links: dict[tuple[str, str], Link] = {}

    def add(one: Payer, other: Payer, more: str = "", reason: str = "") -> None:
        link = Link.between(one, other, Evidence.NAME, detail=detail + more, strength=strength)
        links.setdefault((link.payer_a, link.payer_b), _suggest(link, reason) if reason else link)

    hubs: list[Payer] = []
    for part in _parts_of_name(members):
        if doubt:
            for proof, proven in _proven(part, name):
                for other in proven[1:]:
                    add(proven[0], other, more=f" and {proof}")
        for other in part[1:]:
            add(part[0], other, reason=doubt)
        hubs.append(part[0])
    for other in hubs[1:]:
        add(hubs[0], other, reason=doubt or "other numbers, registers, regions or countries")
    return list(links.values())


def _doubt(names: Sequence[Name], members: Sequence[Payer], register: Register) -> str:
    """Why this name alone is not enough; empty if it is."""
    kinds, name = {name.kind for name in names}, names[0]
    if NameKind.PERSON in kinds:
        places = {country for payer in members for country in payer.countries}
        is_known = all(payer.countries for payer in members)
        is_rare = is_known and register.is_rare_person(name, places)
        return "" if is_rare and kinds == {NameKind.PERSON} else "a person's name: several people may bear it"
    if NameKind.SURNAME_CAMPAIGN in kinds and not register.is_rare_surname(name.core[0]):
        committee = register.only_committee(name)
        told = {n.value for p in members for n in p.numbers if n.scheme is Scheme.COMMITTEE}
        if committee and told <= {committee}:
            return ""
        return f"a campaign known by “{name.core[0]}” only, and others may bear that name"
    if NameKind.SHORT in kinds and len(name.key) < FEW_LETTERS:
        return "a name of few letters"
    return ""


def _proven(part: Sequence[Payer], name: Name) -> list[tuple[str, list[Payer]]]:
    """Payers of a doubtful name that have something else in common, and what it is."""
    found: dict[str, list[Payer]] = {}
    for payer in part:
        for site in payer.sites:
            found.setdefault(f"the website {site}", []).append(payer)
        if name.kind is NameKind.SURNAME_CAMPAIGN and len(payer.regions) <= FEW_REGIONS:
            for region in payer.regions:
                found.setdefault(f"being active in {region}", []).append(payer)
    return [(proof, found[proof]) for proof in sorted(found) if len(found[proof]) > 1]


def _parts_of_name(members: Sequence[Payer]) -> list[list[Payer]]:
    """Payers of one name, apart where numbers, registers, regions or countries tell them apart.

    Payers that could belong to more than one part stand alone.
    """
    parts = [list(members)]
    for values_of in (registered_values, _register_values, _home_values, _country_values):
        parts = [piece for part in parts for piece in _split(part, values_of)]
    return sorted(parts, key=lambda part: part[0].payer_id)


def _split(part: list[Payer], values_of: ValuesOf) -> list[list[Payer]]:
    if len(part) < 2:
        return [part]
    values = {id(payer): values_of(payer) for payer in part}
    spaces = sorted({space for found in values.values() for space in found})
    told = {
        space
        for space in spaces
        if len(_joined([found[space] for found in values.values() if space in found])) > 1
    }
    if not told:
        return [part]
    groups: dict[tuple, list[Payer]] = {}
    unsure: list[list[Payer]] = []
    for payer in part:
        own = values[id(payer)]
        marks = tuple((s, tuple(sorted(own[s]))) for s in sorted(told) if s in own)
        if marks:
            groups.setdefault(marks, []).append(payer)
        else:
            unsure.append([payer])
    return _merge_overlapping(groups) + unsure


def _joined(sets: Iterable[frozenset[str]]) -> list[set[str]]:
    """Sets that overlap, joined."""
    found: list[set[str]] = []
    for one in sets:
        hits = [other for other in found if other & one]
        merged = set(one).union(*hits)
        found = [other for other in found if not other & one] + [merged]
    return found


def _merge_overlapping(groups: Mapping[tuple, list[Payer]]) -> list[list[Payer]]:
    """Groups whose marks name the same spaces with overlapping values, as one."""
    merged: list[tuple[dict[str, set[str]], list[Payer]]] = []
    for marks in sorted(groups):
        own = {space: set(values) for space, values in marks}
        for theirs, members in merged:
            if theirs.keys() == own.keys() and all(theirs[s] & own[s] for s in own):
                for space in own:
                    theirs[space] |= own[space]
                members += groups[marks]
                break
        else:
            merged.append((own, list(groups[marks])))
    return [sorted(members, key=lambda payer: payer.payer_id) for _, members in merged]


def _register_values(payer: Payer) -> dict[str, frozenset[str]]:
    return {"state": payer.registered_in} if payer.registered_in else {}


def _home_values(payer: Payer) -> dict[str, frozenset[str]]:
    is_home = 0 < len(payer.regions) <= FEW_REGIONS
    return {"region": payer.regions} if is_home else {}


def _country_values(payer: Payer) -> dict[str, frozenset[str]]:
    return {"country": payer.countries} if payer.countries else {}


def _related_parts(group: Sequence[Payer], names: Names) -> list[list[Payer]]:
    """Payers of one number by names that have something to do with each other."""
    ignored = _words_of_most(group)
    parts: list[list[Payer]] = []
    for payer in group:
        hits = [part for part in parts if _are_related(payer, part, names, ignored)]
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


def _are_related(
    payer: Payer, part: Sequence[Payer], names: Names, ignored: frozenset[str]
) -> bool:
    return any(
        names.are_related(own, other, ignored)
        for member in part
        for own in payer.names
        for other in member.names
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


def _suggest(link: Link, reason: str) -> Link:
    return Link(
        link.payer_a, link.payer_b, link.evidence, link.detail, link.strength,
        Status.SUGGESTED, reason, link.rows,
    )  # fmt: skip
