"""Amounts added up: lower and upper bounds apart, with what the sum is a sum of."""

from collections.abc import Mapping, Sequence

import ibis.expr.types as ir
import pandas as pd

from generator.schema.ranges import UNKNOWN, Range, RangeKind, combine_kinds
from generator.store.tables import frame


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
