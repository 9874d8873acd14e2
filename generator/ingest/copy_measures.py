"""What two copies that follow each other hold, in figures: the evidence of what looks wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import pandas as pd

from generator.history.differences import file_rows
from generator.history.steps import read_steps
from generator.history.things import Thing, known_nouns, listed
from generator.store.tables import Store, frame


@dataclass(frozen=True)
class Example:
    """A row that shows it: its line in the file, what it is about, and its first day."""

    line: int
    name: str
    day: date | None


@dataclass(frozen=True)
class Measure:
    """Two copies of one series and one kind of thing.

    ``lost`` are things of the older copy that the newer lacks, ``lost_from`` the first of them;
    ``is_tail`` if all of them are the last rows of the older file. ``late`` begin after everything
    in the newer copy; ``last`` is the row that begins last in the newer copy. Of amounts in both,
    ``up`` are higher and ``down`` lower in the newer copy; ``lo_before`` and ``lo_after`` are their
    sums, ``low_before`` and ``low_after`` the first that is lower, on ``low_line`` of the newer file.
    """

    noun: Thing
    older_id: str
    newer_id: str
    before: int
    after: int
    both: int
    lost: int
    lost_from: Example | None
    is_tail: bool
    late: int
    late_from: Example | None
    last: Example | None
    up: int
    down: int
    lo_before: float
    lo_after: float
    low_before: float
    low_after: float
    low_line: int


def measures(store: Store) -> Iterator[Measure]:
    """Every pair of copies that follow each other, by kind of thing."""
    steps = read_steps(store)
    if not steps.steps:
        return
    pairs = steps.files[steps.files["older_file_id"].notna()]
    for noun in known_nouns(store):
        found = _of_noun(store, noun, file_rows(steps))
        for older_id, newer_id in zip(pairs["older_file_id"], pairs["file_id"], strict=True):
            if older_id in found["counts"].index or newer_id in found["counts"].index:
                yield _measure(noun, older_id, newer_id, found)


def _of_noun(store: Store, noun: Thing, files: ir.Table) -> dict[str, pd.DataFrame]:
    """Small frames by file; those that compare two copies are by the newer file."""
    rows = listed(store, noun, files)
    rows = rows.filter(~rows.is_double).select(
        "file_id", "older_file_id", "next_file_id", "key", "line", "name", "thing_id",
        "start_date", "spend_lo", "spend_currency",
    ).cache()  # fmt: skip
    counts = rows.group_by("file_id").aggregate(
        n=rows.count(), **_example(rows, rows.start_date, is_last=True)
    )
    newer = rows.filter(rows.older_file_id.notnull())
    newer = newer.mutate(pair_key=newer.file_id + "|" + newer.key)
    older = rows.filter(rows.next_file_id.notnull())
    older = older.mutate(file_id=older.next_file_id, pair_key=older.next_file_id + "|" + older.key)
    lost = older.anti_join(newer, "pair_key")
    ends = counts.select("file_id", last_day=counts.day)
    late = older.inner_join(ends, "file_id")
    late = late.filter(late.start_date > late.last_day)
    found = {
        "counts": counts,
        "both": _both(newer, older),
        "lost": lost.group_by("file_id").aggregate(n=lost.count(), **_example(lost, lost.line)),
        "late": late.group_by("file_id").aggregate(n=late.count(), **_example(late, late.line)),
    }
    return {name: frame(table).set_index("file_id") for name, table in found.items()}


def _example(rows: ir.Table, by: ir.Column, *, is_last: bool = False) -> dict[str, ir.Value]:
    named = ibis.coalesce(rows.name, rows.thing_id, ibis.literal(""))
    if is_last:
        day = rows.start_date.max()
        return {"day": day, "line": rows.line.argmax(by), "name": named.argmax(by)}
    return {"day": rows.start_date.argmin(by), "line": rows.line.min(), "name": named.argmin(by)}


def _both(newer: ir.Table, older: ir.Table) -> ir.Table:
    rows = newer.inner_join(older.drop("file_id"), "pair_key", rname="old_{name}")
    is_same_currency = rows.spend_currency.identical_to(rows.old_spend_currency)
    is_up = (is_same_currency & (rows.spend_lo > rows.old_spend_lo)).fill_null(False)
    is_down = (is_same_currency & (rows.spend_lo < rows.old_spend_lo)).fill_null(False)
    is_known = is_same_currency & rows.spend_lo.notnull() & rows.old_spend_lo.notnull()
    return rows.group_by("file_id").aggregate(
        n=rows.count(),
        last_line=rows.old_line.max(),
        up=is_up.sum(),
        down=is_down.sum(),
        lo_before=rows.old_spend_lo.sum(where=is_known),
        lo_after=rows.spend_lo.sum(where=is_known),
        low_line=rows.line.min(where=is_down),
        low_before=rows.old_spend_lo.argmin(rows.line, where=is_down),
        low_after=rows.spend_lo.argmin(rows.line, where=is_down),
    )


def _measure(noun: Thing, older_id: str, newer_id: str, found: dict[str, pd.DataFrame]) -> Measure:
    both, lost = _row(found["both"], newer_id), _row(found["lost"], newer_id)
    late = _row(found["late"], newer_id)
    lost_from = _shown(lost)
    last_kept = int(_number(both, "last_line"))
    return Measure(
        noun=noun,
        older_id=older_id,
        newer_id=newer_id,
        before=int(_number(_row(found["counts"], older_id), "n")),
        after=int(_number(_row(found["counts"], newer_id), "n")),
        both=int(_number(both, "n")),
        lost=int(_number(lost, "n")),
        lost_from=lost_from,
        is_tail=lost_from is not None and 0 < last_kept < lost_from.line,
        late=int(_number(late, "n")),
        late_from=_shown(late),
        last=_shown(_row(found["counts"], newer_id)),
        low_line=int(_number(both, "low_line")),
        up=int(_number(both, "up")),
        down=int(_number(both, "down")),
        **{
            name: _number(both, name)
            for name in ("lo_before", "lo_after", "low_before", "low_after")
        },
    )


def _row(rows: pd.DataFrame, file_id: str) -> pd.Series | None:
    return rows.loc[file_id] if file_id in rows.index else None


def _number(row: pd.Series | None, name: str) -> float:
    return 0.0 if row is None or pd.isna(row[name]) else float(row[name])


def _shown(row: pd.Series | None) -> Example | None:
    if row is None or pd.isna(row["line"]):
        return None
    day = None if pd.isna(row["day"]) else pd.Timestamp(row["day"]).date()
    return Example(int(row["line"]), str(row["name"]), day)
