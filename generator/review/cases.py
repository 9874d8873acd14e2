"""Cases: questions about two sponsors that suggestions of the linking raise, in order.

A case is a question about two sponsors: every suggestion between their payers is evidence for it,
so that one answer is enough. The order:

1. by the strength of the strongest evidence, in three bands (``BANDS``);
2. within a band the biggest first. How big a case is, the smaller of its two sponsors says: so
   much would move to another page. It counts its largest single amount, as a lower bound.

Amounts of different currencies are neither converted nor compared: each currency has its own list,
and the lists take turns, a longer one more often. Cases without a currency that both sides have come
last in their band, by the number of rows.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from generator.errors import StoreError
from generator.review.facts import Facts, largest
from generator.sponsors.evidence import Evidence
from generator.store.tables import Store, frame
from generator.text.formulas import harmless

BANDS = (("strong", 0.99), ("middle", 0.5), ("weak", 0.0))
"""Names of the bands, and from which strength on each begins."""
_ORDER = {evidence: position for position, evidence in enumerate(Evidence)}
LIST_COLUMNS = (
    "position", "band", "strength", "evidence", "detail", "reason", "rows",
    "payer_a", "name_a", "platform_a", "sponsor_a", "payer_count_a",
    "payer_b", "name_b", "platform_b", "sponsor_b", "payer_count_b",
    "size", "size_currency", "size_rows",
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """One piece of evidence that did not link. ``rows`` are ``path:line``."""

    payer_a: str
    payer_b: str
    evidence: Evidence
    detail: str
    strength: float
    reason: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One of the two sponsors of a case; ``payer_id`` is the payer that the evidence is about."""

    payer_id: str
    sponsor_id: str
    sponsor_name: str
    payer_ids: tuple[str, ...]
    row_count: int


@dataclass(frozen=True)
class Case:
    """One question: are these two one sponsor? ``suggestions``: strongest first.

    ``size`` is an amount in ``currency``, or None; ``row_count`` are the rows of the smaller side.
    """

    sides: tuple[Side, Side]
    suggestions: tuple[Suggestion, ...]
    size: float | None
    currency: str | None
    row_count: int

    @property
    def strength(self) -> float:
        """That of the strongest suggestion."""
        return self.suggestions[0].strength

    @property
    def band(self) -> str:
        """The name of its band."""
        return BANDS[_band(self.strength)][0]

    @property
    def pair(self) -> tuple[str, str]:
        """The payers of the strongest suggestion, in order."""
        return self.suggestions[0].payer_a, self.suggestions[0].payer_b

    @property
    def payer_ids(self) -> tuple[str, ...]:
        """All payers of both sides."""
        return self.sides[0].payer_ids + self.sides[1].payer_ids


def read_cases(
    store: Store, suggested: pd.DataFrame, payers: pd.DataFrame, facts: Facts, paths: Mapping[str, str]
) -> list[Case]:  # fmt: skip
    """Every case of these suggestions, in order. ``payers`` are all of the sponsors in question."""
    sponsor_of = dict(zip(payers["payer_id"], payers["sponsor_id"], strict=True))
    members = {key: tuple(sorted(own)) for key, own in payers.groupby("sponsor_id")["payer_id"]}
    rows = store.table("sponsors").select("sponsor_id", "sponsor_name", "row_count")
    named = {row.sponsor_id: row for row in frame(rows).itertuples(index=False)}
    groups: dict[frozenset[str], list[Suggestion]] = {}
    for row in suggested.itertuples(index=False):
        found = Suggestion(
            row.payer_a, row.payer_b, Evidence(row.evidence), row.detail, float(row.strength),
            row.reason, tuple(_with_path(text, paths) for text in row.rows_text.split()),
        )  # fmt: skip
        key = frozenset((sponsor_of[row.payer_a], sponsor_of[row.payer_b]))
        groups.setdefault(key, []).append(found)
    sizes = {key: largest(facts, members[key]) for group in groups for key in group}
    cases = []
    for group in groups.values():
        group.sort(key=lambda s: (-s.strength, _ORDER[s.evidence], s.payer_a, s.payer_b, s.detail))
        one, other = (
            Side(side, sponsor_of[side], named[sponsor_of[side]].sponsor_name,
                 members[sponsor_of[side]], int(named[sponsor_of[side]].row_count))
            for side in (group[0].payer_a, group[0].payer_b)
        )  # fmt: skip
        own = [sizes[side.sponsor_id] for side in (one, other)]
        cases.append(_sized((one, other), tuple(group), own))
    return _in_order(cases)


def _sized(
    sides: tuple[Side, Side], group: tuple[Suggestion, ...], sizes: Sequence[Mapping[str, float]]
) -> Case:
    """With the smaller side's largest amount, in the currency in which that is largest."""
    both = {c: min(sizes[0][c], sizes[1][c]) for c in sizes[0].keys() & sizes[1].keys()}
    currency = max(both, key=lambda code: (sizes[0][code], code), default=None)
    rows = min(side.row_count for side in sides)
    size = None if currency is None else both[currency]
    return Case(sides, group, size, currency, rows)


def _in_order(cases: Sequence[Case]) -> list[Case]:
    lists: dict[tuple[int, str], list[Case]] = {}
    for case in cases:
        lists.setdefault((_band(case.strength), case.currency or ""), []).append(case)
    turns = []
    for (band, currency), own in lists.items():
        own.sort(key=lambda c: (-(c.size or 0), -c.row_count, c.pair))
        behind = 0 if currency else 1
        turns += [
            (band, behind + (place + 0.5) / len(own), currency, case)
            for place, case in enumerate(own)
        ]
    return [turn[3] for turn in sorted(turns, key=lambda turn: turn[:3])]


def _band(strength: float) -> int:
    return next(place for place, (_, least) in enumerate(BANDS) if strength >= least)


def _with_path(row: str, paths: Mapping[str, str]) -> str:
    file_id, _, line = row.rpartition(":")
    return f"{paths.get(file_id, file_id)}:{line}"


def write_list(cases: Sequence[Case], facts: Facts, path: Path) -> None:
    """The cases as CSV. Text that a spreadsheet would run as a formula gets a leading apostrophe,
    as in the downloads. Raises StoreError if the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(LIST_COLUMNS)
            for position, case in enumerate(cases, 1):
                writer.writerow(harmless(str(cell)) for cell in _cells(position, case, facts))
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}). Name another file."
        ) from error


def _cells(position: int, case: Case, facts: Facts) -> list[object]:
    best = case.suggestions[0]
    cells = [position, case.band, best.strength, best.evidence, best.detail, best.reason, " ".join(best.rows)]  # fmt: skip
    for side in case.sides:
        payer = facts.of(side.payer_id)
        cells += [payer.payer_id, payer.payer_name, payer.platform, side.sponsor_id, len(side.payer_ids)]  # fmt: skip
    size = "" if case.size is None else f"{case.size:.2f}"
    return [*cells, size, case.currency or "", case.row_count]
