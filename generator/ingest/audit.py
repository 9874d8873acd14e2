"""Every cell that does not fit its column: file, line, column, value and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import ibis.expr.types as ir

from generator.adapters._source import ISO_MOMENT, Column, Kind, Met, misfits, texts_met
from generator.ingest.recognise import Recognised
from generator.ingest.stage import columns_of
from generator.ranges import parse_bucket
from generator.store import Engine

_FORMS = {
    "%Y-%m-%d": "2020-10-01",
    "%Y/%m/%d %H:%M:%SZ": "2020/10/01 17:56:37Z",
    ISO_MOMENT: "2020-10-01 or 2020-10-01T17:56:37+0000",
}


def audit_values(
    engine: Engine, items: Sequence[Recognised], problems: list[str]
) -> list[Recognised]:
    """Add a problem for each column of a file with cells that do not fit. Returns the others."""
    groups: dict[str, list[Recognised]] = {}
    for item in items:
        groups.setdefault(item.staged_name, []).append(item)
    found: dict[str, list[tuple[int, str]]] = {}
    for name, members in groups.items():
        by_id = {item.file.file_id: item for item in members}
        columns = columns_of(members)
        raw = engine.table(name)
        for column_name, bad in _occurring(raw, misfits(raw, columns)).items():
            for met in _firsts(raw.filter(bad), column_name):
                item = by_id[met.file]
                if not met.text and not item.has(column_name):
                    continue
                text = _misfit(item, item.original(column_name), columns[column_name], met)
                found.setdefault(met.file, []).append((met.line, text))
        for column_name, column in columns.items():
            for met in _unknown_values(raw, column_name, column):
                item = by_id[met.file]
                text = _unknown(item, item.original(column_name), column, met)
                found.setdefault(met.file, []).append((met.line, text))
    for item in items:
        problems += [text for _, text in sorted(found.get(item.file.file_id, ()))]
    return [item for item in items if item.file.file_id not in found]


def _occurring(raw: ir.Table, tests: Mapping[str, ir.BooleanValue]) -> dict[str, ir.BooleanValue]:
    """Those tests that are true of any row, found in one pass."""
    if not tests:
        return {}
    found = raw.aggregate(
        **{name: test.cast("int8").max().fill_null(0) for name, test in tests.items()}
    )
    row = found.to_pandas().iloc[0]
    return {name: test for name, test in tests.items() if row[name]}


def _firsts(bad: ir.Table, column: str) -> list[Met]:
    """By file: the first of these cells, and how many there are. A blank one is ''."""
    value = bad[column].fill_null("")
    rows = bad.group_by("file_id").aggregate(
        count=bad.count(), line=bad.line.min(), value=value.argmin(bad.line)
    )
    return [
        Met(row["value"], row["file_id"], int(row["line"]), int(row["count"]))
        for row in rows.to_pandas().to_dict("records")
    ]


def _misfit(item: Recognised, name: str, column: Column, met: Met) -> str:
    more = "" if met.count == 1 else f", as are {met.count - 1:,} more below it"
    where = f"{item.file.label}, line {met.line}, column {name!r}"
    if not met.text:
        return f"{where}: is blank{more}. The row is damaged: download the file again."
    form = f" such as {_FORMS[column.form]}" if column.form in _FORMS else ""
    form = f" {column.form}" if column.kind is Kind.ID else form
    return (
        f"{where}: {met.text[:60]!r} is no {column.kind}{form}{more}. A spreadsheet program may have "
        f"changed it: download the file again. {_if_platform(item)}"
    )


def _if_platform(item: Recognised) -> str:
    return f"If the platform changed its format, teach it to {item.adapter}."


def _unknown_values(raw: ir.Table, name: str, column: Column) -> list[Met]:
    """The cells of a category or bucket that say something unknown: by value, the first."""
    if column.values is None and column.kind is not Kind.BUCKET:
        return []
    found: dict[tuple[str, str], Met] = {}
    for met in texts_met(raw, name, file="file_id"):
        for value in _unknown_parts(met.text, column):
            first = found.get((met.file, value))
            if first is None or met.line < first.line:
                found[met.file, value] = replace(met, text=value)
    return list(found.values())


def _unknown_parts(text: str, column: Column) -> list[str]:
    if column.kind is Kind.BUCKET:
        try:
            parse_bucket(text)
        except ValueError:
            return [text]
        return []
    parts = text.split(column.separator) if column.separator else [text]
    return sorted({part.strip() for part in parts} - (column.values or frozenset()))


def _unknown(item: Recognised, name: str, column: Column, met: Met) -> str:
    noun = (
        "bucket such as '≤ 10k', '10k-100k' or '> 10M'"
        if column.kind is Kind.BUCKET
        else "known category"
    )
    return (
        f"{item.file.label}, line {met.line}, column {name!r}: {met.text[:60]!r} is no {noun}. If the "
        f"file was edited, download it again. {_if_platform(item)}"
    )
