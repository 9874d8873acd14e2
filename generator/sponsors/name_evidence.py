"""Links of payers with the same name, as far as a name is enough.

Payers of one name are taken apart first where numbers, registers, regions or countries tell them
apart; who could belong to several parts stays alone. Within a part a distinct name links. A name
that others may bear needs something else in common, and is only suggested otherwise: a person's,
a campaign known by a surname only, an abbreviation, a name made of general words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.sponsors.evidence import Evidence, Link, registered_values
from generator.sponsors.names import Name, NameKind
from generator.sponsors.numbers import Scheme
from generator.sponsors.payers import Payer
from generator.sponsors.register import Register

FEW_LETTERS = 4
"""A name that is shorter than this is an abbreviation that others may use."""
FEW_REGIONS = 3
"""Who is known in so few regions only is taken to be at home there."""
ValuesOf = Callable[[Payer], dict[str, frozenset[str]]]


def name_links(payers: Sequence[Payer], register: Register, strength: float) -> list[Link]:
    """Links of payers with the same name, as far as a name is enough."""
    counts = Counter(name.key for payer in payers for name in payer.names)
    groups: dict[str, list[tuple[Payer, Name]]] = {}
    for payer in payers:
        for name in payer.names:
            if counts[name.key] > 1:
                groups.setdefault(name.key, []).append((payer, name))
    links: list[Link] = []
    for key in sorted(groups):
        members, names = zip(*groups[key], strict=True)
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
        links.setdefault((link.payer_a, link.payer_b), link.suggested(reason) if reason else link)

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
        return (
            ""
            if is_rare and kinds == {NameKind.PERSON}
            else "a person's name: several people may bear it"
        )
    if NameKind.SURNAME_CAMPAIGN in kinds and not register.is_rare_surname(name.core[0]):
        committee = register.only_committee(name)
        told = {n.value for p in members for n in p.numbers if n.scheme is Scheme.COMMITTEE}
        if committee and told <= {committee}:
            return ""
        return f"a campaign known by “{name.core[0]}” only, and others may bear that name"
    if not name.core and NameKind.DISTINCT not in kinds:
        return "a name of general words only"
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
