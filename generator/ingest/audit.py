"""Every cell that does not fit its column: its row is left out with the reason, or, where there are
too many of them, the file is refused with file, line, column, value and what to do.

A cell of a category that says something new is no fault: it is kept and noted.
"""

import functools
import operator
from collections.abc import Mapping, Sequence
from dataclasses import replace

import ibis.expr.types as ir

from generator.adapters.source import (
    ISO_MOMENT,
    Column,
    Kind,
    Met,
    Note,
    misfits,
    texts_met,
)
from generator.ingest.allowances import Tolerance
from generator.ingest.recognise import Recognised
from generator.ingest.stage import columns_of
from generator.schema import NoteKind
from generator.schema.ranges import parse_bucket
from generator.store.tables import Engine

_FORMS = {
    "%Y-%m-%d": "2020-10-01",
    "%Y/%m/%d %H:%M:%SZ": "2020/10/01 17:56:37Z",
    ISO_MOMENT: "2020-10-01 or 2020-10-01T17:56:37+0000",
}


def audit_values(
    engine: Engine, items: Sequence[Recognised], problems: list[str], tolerance: Tolerance
) -> list[Recognised]:
    """Reject the rows with cells that do not fit, and note what is new. Adds a problem for each
    column of a file in which too many do not fit. Returns the other files."""
    groups: dict[str, list[Recognised]] = {}
    for item in items:
        groups.setdefault(item.staged_name, []).append(item)
    refused: set[str] = set()
    for name, members in groups.items():
        raw, columns = engine.table(name), columns_of(members)
        raw = raw.filter(raw.file_id.isin([item.file.file_id for item in members]))
        tests = _occurring(raw, misfits(raw, columns))
        counts = _bad_rows(raw, tests)
        for item in members:
            count = counts.get(item.file.file_id, 0)
            bad = {name: test for name, test in tests.items() if item.has(name)}
            if not count or not bad:
                continue
            own = raw.filter(raw.file_id == item.file.file_id)
            if tolerance.allows(count + len(item.damaged), item.row_count):
                _reject(item, own, bad, columns)
            else:
                refused.add(item.file.file_id)
                told = tolerance.tell(count + len(item.damaged), item.row_count)
                problems += _misfits(item, own, bad, columns, told)
        for column_name, column in columns.items():
            _note_new_values(raw, column_name, column, members)
    return [item for item in items if item.file.file_id not in refused]


def _occurring(raw: ir.Table, tests: Mapping[str, ir.BooleanValue]) -> dict[str, ir.BooleanValue]:
    """Those tests that are true of any row, found in one pass."""
    if not tests:
        return {}
    found = raw.aggregate(
        **{name: test.cast("int8").max().fill_null(0) for name, test in tests.items()}
    )
    (row,) = found.to_pyarrow().to_pylist()
    return {name: test for name, test in tests.items() if row[name] == 1}


def _bad_rows(raw: ir.Table, tests: Mapping[str, ir.BooleanValue]) -> dict[str, int]:
    """By file: how many rows have a cell that does not fit."""
    if not tests:
        return {}
    bad = raw.filter(functools.reduce(operator.or_, tests.values()))
    counts = bad.group_by("file_id").aggregate(n=bad.count())
    return {row["file_id"]: row["n"] for row in counts.to_pyarrow().to_pylist()}


def _reject(
    item: Recognised,
    raw: ir.Table,
    tests: Mapping[str, ir.BooleanValue],
    columns: Mapping[str, Column],
) -> None:
    """Leave out the rows with bad cells, and take back what was counted in them."""
    bad = raw.filter(functools.reduce(operator.or_, tests.values()))
    marked = bad.mutate(**{f"bad__{name}": test for name, test in tests.items()})
    for row in marked.order_by("line").to_pyarrow().to_pylist():
        cells = [
            f"column {item.original(name)!r}: {_what_is_wrong(_text(row[name]), columns[name])}"
            for name in tests
            if row[f"bad__{name}"]
        ]
        line = int(row["line"])
        item.damaged[line] = "; ".join(cells)
        item.rejections.append((line, item.damaged[line]))
        for control in item.controls:
            control.count(_text(row[control.column.name]), times=-1)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _what_is_wrong(text: str, column: Column) -> str:
    return f"{text[:60]!r} is {_wanted(column)}" if text else "is blank"


def _wanted(column: Column) -> str:
    """What the cell is not."""
    if column.values and column.kind is Kind.TEXT:
        return f"none of {', '.join(sorted(column.values))}"
    form = f" such as {_FORMS[column.form]}" if column.form in _FORMS else ""
    return f"no {column.kind}{f' {column.form}' if column.kind is Kind.ID else form}"


def _misfits(
    item: Recognised,
    raw: ir.Table,
    tests: Mapping[str, ir.BooleanValue],
    columns: Mapping[str, Column],
    told: str,
) -> list[str]:
    """One message for each column with cells that do not fit, in the order of the lines."""
    found = []
    for name, test in tests.items():
        bad = raw.filter(test)
        value = bad[name].fill_null("")
        found_bad = bad.aggregate(
            count=bad.count(), line=bad.line.min(), value=value.argmin(bad.line)
        )
        (row,) = found_bad.to_pyarrow().to_pylist()
        if not int(row["count"]):
            continue
        met = Met(row["value"], item.file.label, int(row["line"]), int(row["count"]))
        found.append((met.line, _misfit(item, item.original(name), columns[name], met, told)))
    return [text for _, text in sorted(found)]


def _misfit(item: Recognised, name: str, column: Column, met: Met, told: str) -> str:
    more = "" if met.count == 1 else f", as are {met.count - 1:,} more below it"
    wrong = _what_is_wrong(met.text, column)
    hint = (
        "The rows are damaged: download the file again."
        if not met.text
        else "A spreadsheet program may have changed it: download the file again. If the platform "
        f"changed its format, this program has to learn it: report it, or change {item.adapter}."
    )
    return f"{item.file.label}, line {met.line}, column {name!r}: {wrong}{more}. Of the file, {told}. {hint}"


def _note_new_values(raw: ir.Table, name: str, column: Column, items: Sequence[Recognised]) -> None:
    """Note the cells of a category or bucket that say something new: by value, the first."""
    if column.is_closed or (column.values is None and column.kind is not Kind.BUCKET):
        return
    by_id = {item.file.file_id: item for item in items}
    kind = NoteKind.UNKNOWN_BUCKET if column.kind is Kind.BUCKET else NoteKind.UNKNOWN_VALUE
    found: dict[tuple[str, str], Met] = {}
    for met in texts_met(raw, name, file="file_id", by_file=True):
        for value in _unknown_parts(met.text, column):
            first = found.get((met.file, value), replace(met, text=value, count=0))
            line = min(first.line, met.line)
            found[met.file, value] = replace(first, line=line, count=first.count + met.count)
    for met in found.values():
        item = by_id[met.file]
        original = item.original(name)
        item.notes.append(
            Note(kind, item.file.label, met.line, met.count, original, met.text, name)
        )


def _unknown_parts(text: str, column: Column) -> list[str]:
    if column.kind is Kind.BUCKET:
        try:
            parse_bucket(text)
        except ValueError:
            return [text]
        return []
    parts = text.split(column.separator) if column.separator else [text]
    return sorted({part.strip() for part in parts} - (column.values or frozenset()))
