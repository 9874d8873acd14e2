"""Links of payers with the same name, as far as a name is enough.

Payers of one name are taken apart first where numbers, registers, regions or countries tell them
apart; who could belong to several parts stays alone. Within a part a distinct name links. A name
that others may bear needs something else in common, and is only suggested otherwise: a person's,
a campaign known by a surname only, an abbreviation, a name made of general words, a county's or
town's that several states have, a party's that several countries have. A disclaimer of payers of
several countries is linked only to who is in all of them. Names that the regulator's register has
under one number, in lists of different years, are one name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.sponsors.evidence import Evidence, Link, registered_values
from generator.sponsors.names import Name, NameKind, Names
from generator.sponsors.numbers import Scheme
from generator.sponsors.payers import Payer
from generator.sponsors.register import Register

_Marks = tuple[tuple[str, tuple[str, ...]], ...]
"""The values of a name in each space."""

FEW_LETTERS = 4
"""A name that is shorter than this is an abbreviation that others may use."""
FEW_REGIONS = 3
"""Who is known in so few regions only is taken to be at home there."""
_FEDERAL = (Scheme.COMMITTEE, Scheme.CANDIDATE)
ValuesOf = Callable[[Payer], dict[str, frozenset[str]]]


def name_links(
    payers: Sequence[Payer], register: Register, names: Names, strength: float
) -> list[Link]:
    """Links of payers with the same name, as far as a name is enough."""
    counts = Counter(name.key for payer in payers for name in payer.names)
    groups: dict[str, list[tuple[Payer, Name]]] = {}
    for payer in payers:
        for name in payer.names:
            if counts[name.key] > 1:
                groups.setdefault(name.key, []).append((payer, name))
    links: list[Link] = []
    for key in sorted(groups):
        members, spellings = zip(*groups[key], strict=True)
        links += _links_of_name(spellings, members, register, names, strength)
    return links + _links_of_renamed(payers, register, names, strength)


def _links_of_renamed(
    payers: Sequence[Payer], register: Register, names: Names, strength: float
) -> list[Link]:
    """Links of payers with different names that the register has under one number."""
    by_key: dict[str, list[Payer]] = {}
    renamed = list(register.renamed())
    wanted = {name.key for _, own in renamed for name in own}
    for payer in payers:
        for name in payer.names:
            if name.key in wanted:
                by_key.setdefault(name.key, []).append(payer)
    links: list[Link] = []
    for committee_id, own in renamed:
        held = [
            (name, [payer for payer in by_key.get(name.key, ()) if _may_be(payer, committee_id)])
            for name in own
        ]
        held = [(name, members) for name, members in held if members]
        if len(held) > 1:
            links += _links_of_committee(committee_id, held, register, names, strength)
    return links


def _links_of_committee(
    committee_id: str,
    held: Sequence[tuple[Name, Sequence[Payer]]],
    register: Register,
    names: Names,
    strength: float,
) -> list[Link]:
    """Links between the first payers of each name; those of one name are linked as such."""
    doubts = (_doubt([name], members, register, names) for name, members in held)
    doubt = next(filter(None, doubts), "")
    key_of = {payer.payer_id: name.key for name, members in reversed(held) for payer in members}
    everybody = {payer.payer_id: payer for _, members in held for payer in members}
    links = []
    for part in _parts_of_name([everybody[one] for one in sorted(everybody)]):
        first = {key_of[payer.payer_id]: payer for payer in reversed(part)}
        hub, *others = sorted(first.values(), key=_is_of_several_countries)
        for other in others:
            ours, theirs = sorted((key_of[hub.payer_id], key_of[other.payer_id]))
            detail = f"names that the register has for FEC committee {committee_id}: “{ours}” and “{theirs}”"
            link = Link.between(hub, other, Evidence.NAME, detail=detail, strength=strength)
            reason = doubt or _beyond(hub, other)
            links.append(link.suggested(reason) if reason else link)
    return links


def _links_of_name(
    spellings: Sequence[Name],
    members: Sequence[Payer],
    register: Register,
    names: Names,
    strength: float,
) -> list[Link]:
    name, doubt = spellings[0], _doubt(spellings, members, register, names)
    detail = f"the name “{name.key}”"
    links: dict[tuple[str, str], Link] = {}

    def add(one: Payer, other: Payer, more: str = "", reason: str = "") -> None:
        link = Link.between(one, other, Evidence.NAME, detail=detail + more, strength=strength)
        reason = reason or _beyond(one, other)
        links.setdefault((link.payer_a, link.payer_b), link.suggested(reason) if reason else link)

    hubs: list[Payer] = []
    for part in _parts_of_name(members):
        if doubt:
            for proof, proven in _proven(part, name, names):
                for other in proven[1:]:
                    add(proven[0], other, more=f" and {proof}")
        hub, *others = sorted(part, key=_is_of_several_countries)
        for other in others:
            add(hub, other, reason=doubt)
        hubs.append(hub)
    for other in hubs[1:]:
        add(hubs[0], other, reason=doubt or "other numbers, registers, regions or countries")
    return list(links.values())


def _doubt(
    spellings: Sequence[Name], members: Sequence[Payer], register: Register, names: Names
) -> str:
    """Why this name alone is not enough; empty if it is."""
    kinds, name = {name.kind for name in spellings}, spellings[0]
    if name.key in names.shared_parties:
        return "a name that parties of several countries have"
    if names.is_shared_place(name):
        return "the name of a county or town that several states have"
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
    if (
        len(name.core) < 2
        and names.parties.isdisjoint(name.words)
        and _are_of_two_registers(members)
    ):
        return "a short name in a federal register and in one of a state"
    return ""


def _are_of_two_registers(members: Sequence[Payer]) -> bool:
    """True if some are in the federal register, and others in that of a state."""
    known = [payer for payer in members if payer.registered_in or _is_federal(payer)]
    return len({_is_federal(payer) for payer in known}) > 1


def _is_federal(payer: Payer) -> bool:
    return any(number.scheme in _FEDERAL for number in payer.numbers)


def _may_be(payer: Payer, committee_id: str) -> bool:
    """False for a payer with the number of another committee."""
    return {n.value for n in payer.numbers if n.scheme is Scheme.COMMITTEE} <= {committee_id}


def _is_of_several_countries(payer: Payer) -> bool:
    return payer.is_text and len(payer.countries) > 1


def _beyond(one: Payer, other: Payer) -> str:
    """Why a text that payers of several countries use as a disclaimer is not one of them."""
    for text, known in ((one, other), (other, one)):
        if _is_of_several_countries(text) and not text.countries <= known.countries:
            return "a disclaimer that is used in several countries"
    return ""


def _proven(part: Sequence[Payer], name: Name, names: Names) -> list[tuple[str, list[Payer]]]:
    """Payers of a doubtful name that have something else in common, and what it is."""
    found: dict[str, list[Payer]] = {}
    is_campaign = name.kind is NameKind.SURNAME_CAMPAIGN
    is_local, is_party = names.is_shared_place(name), name.key in names.shared_parties
    for payer in part:
        for site in payer.sites:
            found.setdefault(f"the website {site}", []).append(payer)
        homes = payer.regions if len(payer.regions) <= FEW_REGIONS else frozenset()
        if is_local:
            homes = homes or payer.registered_in
        for region in homes if is_local or is_campaign else ():
            found.setdefault(f"being active in {region}", []).append(payer)
        if is_party and len(payer.countries) == 1:
            found.setdefault(f"being known in {min(payer.countries)} only", []).append(payer)
    return [(proof, found[proof]) for proof in sorted(found) if len(found[proof]) > 1]


def _parts_of_name(members: Sequence[Payer]) -> list[list[Payer]]:
    """Payers of one name, apart where numbers, registers, regions or countries tell them apart.

    Payers that could belong to more than one part stand alone.
    """
    parts = [list(members)]
    # Who is in the federal register may be in those of several states, and at home in others.
    homes = _region_values if any(map(_is_federal, members)) else _home_values
    for values_of in (registered_values, _register_values, homes, _country_values):
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
    groups: dict[_Marks, list[Payer]] = {}
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


def _merge_overlapping(groups: Mapping[_Marks, list[Payer]]) -> list[list[Payer]]:
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


def _region_values(payer: Payer) -> dict[str, frozenset[str]]:
    is_home = 0 < len(payer.regions) <= FEW_REGIONS
    return {"region": payer.regions} if is_home else {}


def _home_values(payer: Payer) -> dict[str, frozenset[str]]:
    """Where it is active in few regions only, or else where it is registered."""
    homes = _region_values(payer)
    return {"region": payer.registered_in} if payer.registered_in and not homes else homes


def _country_values(payer: Payer) -> dict[str, frozenset[str]]:
    return {"country": payer.countries} if payer.countries else {}
