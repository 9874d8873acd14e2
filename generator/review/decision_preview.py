"""What the next ingest makes of the reviewed decisions, before it is run.

The payers are joined again by the code of the ingest itself, from the links that the store keeps
and the decisions as they are now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.errors import CheckError
from generator.sponsors.clusters import Clusters, build_clusters
from generator.sponsors.decisions import Decision, Verdict, resolve
from generator.sponsors.evidence import Evidence, Link
from generator.sponsors.payers import Payer

_NEW_LINE = 0


@dataclass(frozen=True)
class Foreseen:
    """What a decision would do. ``problem`` says why it cannot be made; otherwise

    - ``payer_count``: payers of the sponsor that holds the first payer afterwards;
    - ``left_out``: payers of the two sponsors that other numbers would keep out of it.
    """

    payer_count: int = 0
    left_out: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Standing:
    """How payers stand by the decisions of the file: ``keys`` maps each to its sponsor."""

    keys: Mapping[str, str]
    apart: frozenset[frozenset[str]]

    def is_settled(self, one: str, other: str) -> bool:
        """True if two payers are joined by now, or their sponsors decided to be different."""
        keys = frozenset((self.keys[one], self.keys[other]))
        return len(keys) == 1 or keys in self.apart


@dataclass(frozen=True)
class DecisionPreview:
    """``payers`` by id; ``links`` are all that were linked or refused between them; ``by_name``
    maps the text of a decision's side that is no id to the payers of that name."""

    payers: Mapping[str, Payer]
    links: Sequence[Link]
    by_name: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def stand(self, decisions: Sequence[Decision]) -> Standing:
        """Raises CheckError if a sponsor would have more payers than were reviewed."""
        made = self._join(decisions, list(self.payers.values()))
        pairs = (pair for _, pair in self._pairs(decisions, Verdict.DIFFERENT))
        apart = {frozenset((made.keys[one], made.keys[other])) for one, other in pairs}
        return Standing(made.keys, frozenset(pair for pair in apart if len(pair) == 2))

    def foresee(
        self,
        decisions: Sequence[Decision],
        standing: Standing,
        verdict: Verdict,
        pair: tuple[str, str],
    ) -> Foreseen:
        """What one more decision on two payers' ids would do."""
        for earlier in decisions:
            if earlier.verdict is not Verdict.LARGE and {*pair} == {
                earlier.payer_a,
                earlier.payer_b,
            }:
                return Foreseen(problem=f"{_named(earlier)} decides on these two already.")
        keys = frozenset(standing.keys[one] for one in pair)
        against = self._against(decisions, standing, verdict, keys)
        if against:
            return Foreseen(problem=f"it contradicts {'; '.join(against)}.")
        if verdict is Verdict.DIFFERENT:
            return Foreseen()
        members = sorted(one for one, key in standing.keys.items() if key in keys)
        new = Decision(verdict, *pair, None, "", "", date.min, _NEW_LINE)
        try:
            made = self._join([*decisions, new], [self.payers[one] for one in members])
        except CheckError as error:
            return Foreseen(problem=str(error))
        key = made.keys[pair[0]]
        left_out = tuple(one for one in members if made.keys[one] != key)
        return Foreseen(len(members) - len(left_out), left_out)

    def _against(
        self,
        decisions: Sequence[Decision],
        standing: Standing,
        verdict: Verdict,
        keys: frozenset[str],
    ) -> list[str]:
        """The lines that a new decision on two sponsors contradicts."""
        is_same = verdict is Verdict.SAME
        if not (keys in standing.apart if is_same else len(keys) == 1):
            return []
        opposite = Verdict.DIFFERENT if is_same else Verdict.SAME
        found = [
            _named(decision)
            for decision, (one, other) in self._pairs(decisions, opposite)
            if frozenset((standing.keys[one], standing.keys[other])) == keys
        ]
        return list(dict.fromkeys(found)) or ["other evidence that joins the two"]

    def _join(self, decisions: Sequence[Decision], payers: Sequence[Payer]) -> Clusters:
        inside = {payer.payer_id for payer in payers}
        same = [
            Link.between(
                self.payers[one], self.payers[other], Evidence.DECISION, strength=1.0,
                detail=decision.reason, rows=(f"sponsors.csv:{decision.line}",),
                joins_numbers={decision.payer_a, decision.payer_b} <= self.payers.keys(),
            )
            for decision, (one, other) in self._pairs(decisions, Verdict.SAME)
        ]  # fmt: skip
        large = [
            (one, decision.member_count or 0)
            for decision, ours, _ in self._resolved(decisions)
            if decision.verdict is Verdict.LARGE
            for one in ours
        ]
        apart = [pair for _, pair in self._pairs(decisions, Verdict.DIFFERENT)]
        links = (link for link in (*same, *self.links) if {link.payer_a, link.payer_b} <= inside)
        return build_clusters(payers, links, apart=apart, large=dict(large))

    def _pairs(
        self, decisions: Sequence[Decision], verdict: Verdict
    ) -> list[tuple[Decision, tuple[str, str]]]:
        found = []
        for decision, ours, theirs in self._resolved(decisions):
            if decision.verdict is not verdict or not (ours and theirs):
                continue
            if verdict is Verdict.SAME:
                first, *others = dict.fromkeys([*ours, *theirs])
                pairs = [(first, other) for other in others]
            else:
                pairs = [(one, other) for one in ours for other in theirs if one != other]
            found += [(decision, pair) for pair in pairs]
        return found

    def _resolved(
        self, decisions: Sequence[Decision]
    ) -> list[tuple[Decision, tuple[str, ...], tuple[str, ...]]]:
        known = {
            side: [payer_id for payer_id in found if payer_id in self.payers]
            for side, found in self.by_name.items()
        }
        return list(resolve(decisions, known, self._ids))

    @cached_property
    def _ids(self) -> set[str]:
        return set(self.payers)


def _named(decision: Decision) -> str:
    return f"line {decision.line} ({decision.verdict}: {decision.payer_a}, {decision.payer_b})"
