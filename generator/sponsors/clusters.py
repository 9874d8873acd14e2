"""From links to sponsors: which payers are one, and under which key.

Links are taken strongest first, equal ones in the order of their payers' ids. A link that would
bring two different regulator's numbers of one kind, or two payers that were decided to be
different, into one cluster is refused: so the weakest link of a chain gives way, and the result
does not depend on the order of rows. Reviewed decisions that two payers are the same come first;
those on payers' ids may join different numbers, which from then on count as one.

The key of a cluster is the id of its first member: the one that the oldest snapshot names, and of
several the smallest id. It does not change when a name changes or when a newer member is added.
Keys of an earlier build go before: of those that members had, that of the first such member.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.errors import CheckError
from generator.sponsors.evidence import Evidence, Link, Status, registered_values
from generator.sponsors.payers import Payer

MOST_MEMBERS = 60
"""A cluster of more payers stops the build until somebody has looked at it."""
_SHOWN_LINKS = 12
_ORDER = {evidence: position for position, evidence in enumerate(Evidence)}
_LATEST = date.max


@dataclass(frozen=True)
class Clusters:
    """The clusters: ``keys`` maps each payer to its cluster's key; ``links`` with their status."""

    keys: Mapping[str, str]
    links: tuple[Link, ...]


def build_clusters(
    payers: Sequence[Payer],
    links: Iterable[Link],
    *,
    apart: Iterable[tuple[str, str]] = (),
    large: Mapping[str, int] | None = None,
    known_keys: Mapping[str, str] | None = None,
    most_members: int = MOST_MEMBERS,
) -> Clusters:
    """Join payers by the links that hold.

    ``apart`` are pairs decided to be different; ``large`` maps payers to the size that was reviewed
    for their cluster; ``known_keys`` maps payers to their keys in an earlier build. Raises
    CheckError if a cluster is larger than it may be.
    """
    forest = _Forest(payers, apart)
    taken, refused, open_links = [], [], []
    for link in sorted(links, key=_strongest_first):
        if link.status is not Status.LINKED:
            open_links.append(link)
            continue
        problem = forest.join(link.payer_a, link.payer_b, is_decided=link.joins_numbers)
        if problem:
            refused.append(replace(link, status=Status.REFUSED, reason=problem))
        else:
            taken.append(link)
    for link in open_links:
        problem = forest.decided_apart(link.payer_a, link.payer_b)
        if problem:
            refused.append(replace(link, status=Status.REFUSED, reason=problem))
        else:
            taken.append(link)
    members = forest.members()
    _check_sizes(members, taken, large or {}, most_members)
    first_dates = {payer.payer_id: payer.first_seen_date or _LATEST for payer in payers}
    keys = _choose_keys(members, first_dates, known_keys or {})
    kept = [link for link in taken if not _is_settled(link, keys)]
    done = sorted([*kept, *refused], key=lambda link: (link.payer_a, link.payer_b, _ORDER[link.evidence], link.detail))  # fmt: skip
    return Clusters(keys, tuple(done))


class _Forest:
    """Union-find over payers that remembers the numbers and the enemies of each tree."""

    def __init__(self, payers: Sequence[Payer], apart: Iterable[tuple[str, str]]) -> None:
        self._parent = {payer.payer_id: payer.payer_id for payer in payers}
        self._members: dict[str, list[str]] = {}
        self._numbers = {
            payer.payer_id: {space: {values} for space, values in registered_values(payer).items()}
            for payer in payers
            if payer.numbers
        }
        self._same: dict[tuple[str, str], tuple[str, str]] = {}
        self._enemies: dict[str, set[tuple[str, str]]] = {}
        for one, other in apart:
            if one in self._parent and other in self._parent:
                self._enemies.setdefault(one, set()).add((one, other))
                self._enemies.setdefault(other, set()).add((other, one))

    def join(self, one: str, other: str, *, is_decided: bool) -> str:
        """Join two payers' trees; or say why not."""
        a, b = self._root(one), self._root(other)
        if a == b:
            return ""
        if problem := self.decided_apart(one, other):
            return problem
        if is_decided:
            self._equate(a, b)
        conflict = self._conflict(a, b)
        if conflict:
            return conflict
        ours, theirs = (self._members.pop(root, [root]) for root in (a, b))
        if (len(ours), b) < (len(theirs), a):
            a, b = b, a
        self._parent[b] = a
        self._members[a] = [*ours, *theirs]
        for space, sets in self._numbers.pop(b, {}).items():
            self._numbers.setdefault(a, {}).setdefault(space, set()).update(sets)
        if b in self._enemies:
            self._enemies.setdefault(a, set()).update(self._enemies.pop(b))
        return ""

    def decided_apart(self, one: str, other: str) -> str:
        """Who in the two payers' trees was decided to be different; empty if nobody."""
        enemy = self._enemy(self._root(one), self._root(other))
        return f"decided to be different: {enemy[0]} and {enemy[1]}" if enemy else ""

    def members(self) -> list[list[str]]:
        """The trees, members sorted."""
        joined = [sorted(group) for group in self._members.values()]
        known = {payer_id for group in joined for payer_id in group}
        return sorted([*joined, *([one] for one in self._parent if one not in known)])

    def _root(self, payer_id: str) -> str:
        root = payer_id
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[payer_id] != root:
            self._parent[payer_id], payer_id = root, self._parent[payer_id]
        return root

    def _enemy(self, a: str, b: str) -> tuple[str, str] | None:
        """A member of one tree and one of the other that were decided to be different."""
        hits = (pair for pair in self._enemies.get(a, ()) if self._root(pair[1]) == b)
        return min(((min(pair), max(pair)) for pair in hits), default=None)

    def _conflict(self, a: str, b: str) -> str:
        ours, theirs = self._numbers.get(a, {}), self._numbers.get(b, {})
        for space in sorted(ours.keys() & theirs.keys()):
            for own in sorted(ours[space], key=sorted):
                for other in sorted(theirs[space], key=sorted):
                    if not self._meaning(space, own) & self._meaning(space, other):
                        return (
                            f"different numbers ({space.replace('_', ' ')}): "
                            f"{', '.join(sorted(own))} and {', '.join(sorted(other))}"
                        )
        return ""

    def _equate(self, a: str, b: str) -> None:
        ours, theirs = self._numbers.get(a, {}), self._numbers.get(b, {})
        for space in ours.keys() & theirs.keys():
            values = sorted({value for sets in (ours[space], theirs[space]) for s in sets for value in s})  # fmt: skip
            roots = {self._find(space, value) for value in values}
            first = min(roots)
            for root in roots - {first}:
                self._same[root] = first

    def _find(self, space: str, value: str) -> tuple[str, str]:
        found = (space, value)
        while found in self._same:
            found = self._same[found]
        return found

    def _meaning(self, space: str, values: frozenset[str]) -> set[tuple[str, str]]:
        return {self._find(space, value) for value in values}


def _strongest_first(link: Link) -> tuple[int, float, str, str, str]:
    return (_ORDER[link.evidence], -link.strength, link.payer_a, link.payer_b, link.detail)


def _is_settled(link: Link, keys: Mapping[str, str]) -> bool:
    """True for a suggestion of what other links have joined already."""
    is_open = link.status is Status.SUGGESTED
    return is_open and keys[link.payer_a] == keys[link.payer_b]


def _choose_keys(
    members: Sequence[Sequence[str]],
    first_dates: Mapping[str, date],
    known_keys: Mapping[str, str],
) -> dict[str, str]:
    """The key of each payer's cluster. After a split the key stays with the payer that it is the
    id of, or else with the part that has the first member."""
    ordered = [sorted(group, key=lambda one: (first_dates[one], one)) for group in members]
    ordered.sort(key=lambda group: (first_dates[group[0]], group[0]))
    home = {payer_id: number for number, group in enumerate(ordered) for payer_id in group}
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for number, group in enumerate(ordered):
        known = (known_keys[one] for one in group if one in known_keys)
        key = next((k for k in known if k not in taken and home.get(k, number) == number), group[0])
        taken.add(key)
        keys |= dict.fromkeys(group, key)
    return keys


def _check_sizes(
    members: Sequence[Sequence[str]],
    links: Sequence[Link],
    large: Mapping[str, int],
    most_members: int,
) -> None:
    problems = []
    for group in members:
        allowed = max([most_members, *(large[one] for one in group if one in large)])
        if len(group) > allowed:
            problems.append(_too_large(group, links, allowed))
    if problems:
        raise CheckError("\n".join(problems))


def _too_large(group: Sequence[str], links: Sequence[Link], allowed: int) -> str:
    inside = set(group)
    own = [
        link for link in links if link.status is Status.LINKED and link.payer_a in inside
    ]  # a link never leaves its cluster
    weakest = sorted(own, key=_strongest_first, reverse=True)[:_SHOWN_LINKS]
    lines = [
        f"  {link.payer_a} = {link.payer_b}: {link.evidence}, {link.detail}" for link in weakest
    ]
    return "\n".join(
        [
            f"The cluster of {group[0]} has {len(group)} payers, and {allowed} are allowed without a "
            f"review. Its {len(lines)} weakest of {len(own)} links:",
            *lines,
            "Look at them. If all are one sponsor, add this line to data/reference/sponsors.csv: "
            f"large,{group[0]},,{len(group)},REASON,SOURCE,DATE. If not, add a line "
            "different,PAYER,PAYER,,REASON,SOURCE,DATE for payers that are wrongly linked.",
        ]
    )
