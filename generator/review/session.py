"""Suggestions of the linking, for a person to decide: what is open, in which order, what it shows.

What a case is, and in which order they come, says :mod:`generator.review.cases`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import ibis.expr.types as ir
import pandas as pd

from generator.errors import ConfigError
from generator.review.cases import Case, Side, read_cases
from generator.review.decision_log import add_decision, take_back
from generator.review.decision_preview import DecisionPreview, Foreseen, Standing
from generator.review.facts import Facts
from generator.review.namesakes import Namesakes
from generator.sponsors.decisions import Decision, Verdict, load_decisions
from generator.sponsors.evidence import Evidence, Link, registered_values
from generator.sponsors.names import Names
from generator.sponsors.payers import read_payers
from generator.sponsors.reading import Tables, read_tables
from generator.store.tables import Store, frame, table_of


@dataclass(frozen=True)
class Filter:
    """Which cases are wanted: each part that is given must fit one of the two sides."""

    min_strength: float = 0.0
    place: str = ""
    platform: str = ""
    names: str = ""


class Review:
    """The open suggestions of a store, beside the decisions of a reference folder."""

    def __init__(self, store: Store, reference_dir: Path) -> None:
        """Raises StoreError, ConfigError for a damaged file of decisions, CheckError."""
        self._reference_dir = reference_dir
        names = Names.load(reference_dir)
        decisions = load_decisions(reference_dir)
        links, payers = frame(store.table("payer_links")), frame(store.table("payers"))
        platforms = tuple(sorted(set(payers["platform"])))
        self._namesakes = Namesakes(store, names, frozenset(payers["payer_id"]))
        by_name = self._namesakes.of(decisions)
        suggested = links[links["status"] == "suggested"]
        ids = {*suggested["payer_a"], *suggested["payer_b"]}
        ids |= {side for d in decisions for side in (d.payer_a, d.payer_b)}
        ids |= {payer_id for found in by_name.values() for payer_id in found}
        sponsors = set(payers[payers["payer_id"].isin(ids)]["sponsor_id"])
        payers = payers[payers["sponsor_id"].isin(sponsors)]
        tables = read_tables(_some(store, payers["payer_id"]))
        paths = dict(frame(store.table("files").select("file_id", "path")).itertuples(index=False))
        self.facts = Facts(store, payers, tables, paths)
        known = {payer.payer_id: payer for payer in read_payers(tables, names)}
        self._foresight = DecisionPreview(known, _kept_links(links, known.keys()))
        self._cases = read_cases(store, suggested, payers, self.facts, paths)
        self.platforms = platforms
        self.read_decisions()

    def read_decisions(self) -> None:
        """Read the file of decisions again: it may have changed. Raises ConfigError."""
        self.decisions: tuple[Decision, ...] = load_decisions(self._reference_dir)
        by_name = self._namesakes.of(self.decisions)
        self._foresight = replace(self._foresight, by_name=by_name)
        self._standing: Standing = self._foresight.stand(self.decisions)

    def is_open(self, case: Case) -> bool:
        """False once the two are joined or decided to be different."""
        return not self._standing.is_settled(case.sides[0].payer_id, case.sides[1].payer_id)

    def cases(self, wanted: Filter | None = None) -> list[Case]:
        """The open cases that are wanted, in order."""
        wanted = wanted or Filter()
        return [case for case in self._cases if self.is_open(case) and self._fits(case, wanted)]

    def draft(self, case: Case, verdict: Verdict) -> tuple[tuple[str, str], Foreseen]:
        """The two payers that a decision on a case would name, and what it would do.

        They are those of the strongest suggestion; but if that would leave payers out because
        their regulator's numbers differ, two that have these numbers.
        """
        found: list[tuple[tuple[str, str], Foreseen]] = []
        for pair in self._pairs(case) if verdict is Verdict.SAME else [case.pair]:
            foreseen = self._foresight.foresee(self.decisions, self._standing, verdict, pair)
            found.append((pair, foreseen))
            if not foreseen.left_out:
                break
        return min(found, key=lambda one: len(one[1].left_out))

    def decide(
        self, case: Case, verdict: Verdict, reason: str, source: str, day: date
    ) -> tuple[Decision, Foreseen]:
        """Write a decision on a case. Raises ConfigError if it cannot be made or written."""
        self.read_decisions()
        (one, other), foreseen = self.draft(case, verdict)
        if foreseen.problem:
            raise ConfigError(f"not written: {foreseen.problem}")
        new = add_decision(self._reference_dir, verdict, one, other, reason, source, day)
        self.read_decisions()
        return new, foreseen

    def take_back(self, decision: Decision) -> None:
        """Remove a decision that was just written. Raises ConfigError."""
        take_back(self._reference_dir, decision)
        self.read_decisions()

    def different_numbers(self, case: Case) -> str:
        """The regulator's numbers in which the two sides differ, in words; empty if in none."""
        ours, theirs = (self._numbers(side) for side in case.sides)
        said = []
        for space in sorted(ours.keys() & theirs.keys()):
            if not ours[space] & theirs[space]:
                both = (", ".join(sorted(values[space])) for values in (ours, theirs))
                said.append(f"{space.replace('_', ' ')}: " + " and ".join(both))
        return "; ".join(said)

    def _numbers(self, side: Side) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for payer_id in side.payer_ids:
            for space, values in registered_values(self._foresight.payers[payer_id]).items():
                found.setdefault(space, set()).update(values)
        return found

    def _pairs(self, case: Case) -> list[tuple[str, str]]:
        numbered = [
            [one for one in side.payer_ids if self._foresight.payers[one].numbers]
            for side in case.sides
        ]
        pairs = [(one, other) for one in numbered[0][:3] for other in numbered[1][:3]]
        return [case.pair, *((min(pair), max(pair)) for pair in pairs)]

    def _fits(self, case: Case, wanted: Filter) -> bool:
        if case.strength < wanted.min_strength:
            return False
        payers = case.payer_ids
        if wanted.platform and not any(one.startswith(f"{wanted.platform}/") for one in payers):
            return False
        if wanted.place and not any(
            place == wanted.place or place.startswith(f"{wanted.place}-")
            for one in payers
            for place in self.facts.places(one)
        ):
            return False
        text = wanted.names.casefold()
        return not text or any(
            text in name.casefold() for one in payers for name in (one, *self.facts.names(one))
        )


def _some(store: Store, payer_ids: Iterable[str]) -> Tables:
    """The tables of the store, only the rows of some payers."""
    some = table_of({"payer_id": sorted(payer_ids)}, {"payer_id": "string"})

    @cache
    def table(name: str) -> ir.Table:
        rows = store.table(name)
        return rows.semi_join(some, "payer_id") if "payer_id" in rows.columns else rows

    return table


def _kept_links(links: pd.DataFrame, payer_ids: Iterable[str]) -> list[Link]:
    """What linked, or was refused and might link now. Decisions are read from their file."""
    known = set(payer_ids)
    rows = links[links["status"].isin(["linked", "refused"]) & (links["evidence"] != "decision")]
    return [
        Link(row.payer_a, row.payer_b, Evidence(row.evidence), row.detail, float(row.strength))
        for row in rows.itertuples(index=False)
        if row.payer_a in known and row.payer_b in known
    ]
