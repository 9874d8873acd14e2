"""Reviewed decisions of ``data/reference/sponsors.csv``: they stand above all other evidence.

Columns: ``decision, payer_a, payer_b, member_count, reason, source, decided_on_date``.

- ``same`` and ``different`` name two payers, by the id of an entry or by a name: a name stands for
  every payer whose name has the same key. Only a decision on two ids joins different numbers of a
  regulator;
- ``large`` allows the cluster of ``payer_a`` to have up to ``member_count`` members.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from generator.errors import ConfigError
from generator.reference.rows import read_rows

FILE_NAME = "sponsors.csv"
COLUMNS = (
    "decision",
    "payer_a",
    "payer_b",
    "member_count",
    "reason",
    "source",
    "decided_on_date",
)


class Verdict(StrEnum):
    """What was decided."""

    SAME = "same"
    DIFFERENT = "different"
    LARGE = "large"


@dataclass(frozen=True)
class Decision:
    """One reviewed decision, with the line of the file that holds it."""

    verdict: Verdict
    payer_a: str
    payer_b: str
    member_count: int | None
    reason: str
    source: str
    decided_on_date: date
    line: int


def load_decisions(reference_dir: Path) -> tuple[Decision, ...]:
    """The decisions in the order of the file; none if there is no file. Raises ConfigError."""
    path = reference_dir / FILE_NAME
    if not path.is_file():
        return ()
    decisions = [_decision(path, line, cells) for line, cells in read_rows(path, COLUMNS)]
    _check_contradictions(path, decisions)
    return tuple(decisions)


def resolve(
    decisions: Sequence[Decision], keys: Mapping[str, Sequence[str]], payer_ids: set[str]
) -> Iterator[tuple[Decision, tuple[str, ...], tuple[str, ...]]]:
    """Each decision with the payers that its two sides stand for.

    ``keys`` maps the key of a name to the payers that have it (see
    :meth:`generator.sponsors.names.Names.key`); a side may stand for no payer of this store.
    """
    for decision in decisions:
        sides = (decision.payer_a, decision.payer_b)
        first, second = (
            (side,) if side in payer_ids else tuple(keys.get(side, ())) for side in sides
        )
        yield decision, first, second


def _decision(path: Path, line: int, cells: Mapping[str, str]) -> Decision:
    where = f"{path}, line {line}"
    try:
        verdict = Verdict(cells["decision"])
    except ValueError as error:
        raise ConfigError(
            f"{where}: decision {cells['decision']!r} is not one of {', '.join(Verdict)}."
        ) from error
    needed = ["payer_a", "reason", "source"]
    needed += ["member_count"] if verdict is Verdict.LARGE else ["payer_b"]
    for name in needed:
        if not cells[name]:
            raise ConfigError(f"{where}: {name} is empty. Fill it in: a decision says why.")
    if verdict is not Verdict.LARGE and cells["payer_a"] == cells["payer_b"]:
        raise ConfigError(f"{where}: payer_a and payer_b are the same ({cells['payer_a']!r}).")
    try:
        day = date.fromisoformat(cells["decided_on_date"])
    except ValueError as error:
        raise ConfigError(
            f"{where}: decided_on_date {cells['decided_on_date']!r} is not a day such as 2025-06-30."
        ) from error
    count = cells["member_count"]
    if count and not (count.isascii() and count.isdigit()):
        raise ConfigError(f"{where}: member_count {count!r} is not a whole number.")
    return Decision(
        verdict, cells["payer_a"], cells["payer_b"], int(count) if count else None,
        cells["reason"], cells["source"], day, line,
    )  # fmt: skip


def _check_contradictions(path: Path, decisions: Sequence[Decision]) -> None:
    first: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        if decision.verdict is Verdict.LARGE:
            continue
        sides = frozenset((decision.payer_a, decision.payer_b))
        earlier = first.setdefault(sides, decision)
        if earlier is not decision:
            raise ConfigError(
                f"{path}, line {decision.line}: lines {earlier.line} and {decision.line} decide on "
                f"the same two payers ({decision.payer_a}, {decision.payer_b}). Keep one."
            )
