"""Amounts added up: lower and upper bounds apart, with what the sum is a sum of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import ibis.expr.types as ir
import pandas as pd

from generator.schema.ranges import UNKNOWN, Range, RangeKind, combine_kinds
from generator.store.tables import frame


class Window(NamedTuple):
    """Days that an amount is of: the first and the last, the snapshot, and how many rows it has."""

    first: date
    last: date
    snapshot_id: str
    row_count: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts added up, lower and upper bounds apart, and what they are the amounts of.

    ``lo`` and ``hi`` are the sums of the bounds that are known, ``amount`` what that says: unknown if
    one of the amounts is. What the amounts were not added up by is empty or None. ``windows`` are those
    of a sum over several that have no day in common.
    """

    amount: Range
    lo: float | None
    hi: float | None
    count: int
    payer_count: int
    is_at_most: bool
    """Whether one of the amounts is an upper bound alone."""
    sponsor_id: str | None = None
    platform: str = ""
    archive: str = ""
    snapshot_id: str = ""
    scope: str = ""
    is_current: bool | None = None
    place_code: str | None = None
    window_name: str = ""
    first_day: date | None = None
    last_day: date | None = None
    currency: str | None = None
    windows: tuple[Window, ...] = ()
    subject: str = ""
    election: str = ""
    cycle: str = ""
    entry_count: int = 0
    row_count: int = 0
    """Of a group of sums: how many there are, and over how many rows."""


_NAMES = {
    "spend_currency": "currency",
    "period_start_date": "first_day",
    "period_end_date": "last_day",
    "first_date": "first_day",
    "last_date": "last_day",
    "first": "first_day",
    "last": "last_day",
}
_KEPT = (
    "sponsor_id", "platform", "archive", "snapshot_id", "scope", "is_current", "place_code",
    "window_name", "windows", "subject", "election", "cycle", "entry_count", "row_count", *_NAMES,
)  # fmt: skip
_DAYS = frozenset(_NAMES) - {"spend_currency"}
_TEXTS = frozenset({"platform", "archive", "snapshot_id", "scope", "window_name"})


def read_sums(rows: pd.DataFrame) -> list[Sum]:
    """The rows of :func:`add_up`, or of what was made of them, as sums."""
    kept = [name for name in _KEPT if name in rows.columns]
    return [_read(row, kept) for row in rows.to_dict("records")]


def _read(row: Mapping[str, object], kept: Iterable[str]) -> Sum:
    about = {}
    for name in kept:
        value = row[name]
        if name != "windows" and pd.isna(value):
            value = "" if name in _TEXTS else None
        elif name in _DAYS:
            value = pd.Timestamp(value).date()
        about[_NAMES.get(name, name)] = value
    return Sum(
        amount=range_of(row),
        lo=None if pd.isna(row["lo"]) else float(row["lo"]),
        hi=None if pd.isna(row["hi"]) else float(row["hi"]),
        count=int(row["n"]),
        payer_count=int(row.get("n_payers") or 0),
        is_at_most=bool(row["is_at_most"]),
        **about,
    )


def add_up(rows: ir.Table, keys: Sequence[str], prefix: str = "spend") -> pd.DataFrame:
    """Lower and upper bounds added apart, by key: columns lo, hi, n, n_open, n_unknown, step,
    n_payers, and one flag column for each kind."""
    return frame(sums(rows, keys, prefix).order_by(list(keys)))


def sums(rows: ir.Table, keys: Sequence[str], prefix: str = "spend") -> ir.Table:
    """What :func:`add_up` gives, not yet worked out and in no order."""
    lo, hi, kind = rows[f"{prefix}_lo"], rows[f"{prefix}_hi"], rows[f"{prefix}_kind"]
    flags = {f"is_{name.value}": (kind == name.value).any() for name in RangeKind}
    extra = {"step": rows[f"{prefix}_step"].max()} if f"{prefix}_step" in rows.columns else {}
    if "payer_id" in rows.columns:
        extra["n_payers"] = rows.payer_id.nunique()
    return rows.group_by(list(keys)).aggregate(
        lo=lo.sum(),
        hi=hi.sum(),
        n=rows.count(),
        n_open=(kind == RangeKind.AT_LEAST.value).sum(),
        n_unknown=(kind == RangeKind.UNKNOWN.value).sum(),
        **flags,
        **extra,
    )


def range_of(row: Mapping[str, object]) -> Range:
    """The range that a row of :func:`add_up` stands for."""
    kinds = [kind for kind in RangeKind if row[f"is_{kind.value}"]]
    kind = combine_kinds(kinds)
    if kind is RangeKind.UNKNOWN:
        return UNKNOWN
    hi = None if row["n_open"] else float(row["hi"])
    lo = float(row["lo"])
    if row["n"] > 1 and kind is RangeKind.BELOW_STEP:
        kind = RangeKind.BUCKET
    step = row.get("step") if row["n"] == 1 or kind is RangeKind.ROUNDED else None
    step = None if step is None or pd.isna(step) else float(step)
    return Range(lo, hi, kind, step)


def amount_fields(row: Mapping[str, object], prefix: str = "spend") -> Range:
    """The range in the fields {prefix}_lo, _hi, _kind of one store row."""
    kind = RangeKind(row[f"{prefix}_kind"])
    if kind is RangeKind.UNKNOWN:
        return UNKNOWN
    hi = None if kind is RangeKind.AT_LEAST else float(row[f"{prefix}_hi"])
    step = row.get(f"{prefix}_step")
    step = None if step is None or pd.isna(step) else float(step)
    return Range(float(row[f"{prefix}_lo"]), hi, kind, step)
