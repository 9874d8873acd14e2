"""The tables about the reading itself: files, snapshots, rejections, control totals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.adapters.source import Note
from generator.ingest.recognise import Control, Recognised
from generator.ingest.stage import facts_table
from generator.schema import TABLES, NoteKind
from generator.store.tables import StoreWriter

_KINDS = {
    "string": pa.string(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "decimal(18, 2)": pa.decimal128(18, 2),
}
_NOT_ROWS = ("ad_places", "excluded_places", "ad_texts", "deliveries")
"""Tables that split a row of an archive: their rows are counted with that of the ad. Targeting is
none of them, because a row of an archive may be one choice of an ad."""


def write_bookkeeping(
    writer: StoreWriter, written: Mapping[str, ir.Table], items: Sequence[Recognised]
) -> None:
    """Write what was read and stored, file by file. ``written`` are the tables with the rows."""
    stored = _rows_stored(written)
    rejections = [
        {
            "file_id": item.file.file_id,
            "line": line,
            "reason": reason,
            "is_damaged": line in item.damaged,
        }
        for item in items
        for line, reason in item.rejections
    ]
    controls = [
        _control_row(item.file.file_id, control) for item in items for control in item.controls
    ]
    for name, rows in (
        ("files", _file_rows(items, stored)),
        ("snapshots", _snapshot_rows(items, stored)),
        ("rejections", rejections),
        ("controls", controls),
        ("notes", _note_rows(items)),
    ):
        if rows:
            writer.write(name, [ibis.memtable(_table(name, rows))])


def snapshot_days(items: Sequence[Recognised]) -> pa.Table:
    """By snapshot: its day, and how exactly it is known."""
    found = {item.snapshot_id: item.dated for item in items}
    columns = {
        "snapshot_id": pa.array(list(found), pa.string()),
        "taken_on_date": pa.array([dated.day for dated in found.values()], pa.date32()),
        "taken_on_precision": pa.array([dated.precision for dated in found.values()], pa.string()),
    }
    return pa.table(columns)


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    schema = pa.schema([(field.name, _KINDS[field.type]) for field in TABLES[name].fields])
    return pa.Table.from_pylist(list(rows), schema)


def _rows_stored(written: Mapping[str, ir.Table]) -> dict[str, int]:
    """By file: the rows of the archive of which at least one row is in the store."""
    traced = [
        table.select("file_id", "line") for name, table in written.items() if name not in _NOT_ROWS
    ]
    if not traced:
        return {}
    distinct = (traced[0] if len(traced) == 1 else ibis.union(*traced)).distinct()
    counts = distinct.group_by("file_id").aggregate(n=distinct.count())
    return {row["file_id"]: row["n"] for row in counts.to_pyarrow().to_pylist()}


def _note_rows(items: Sequence[Recognised]) -> list[dict[str, object]]:
    """What was noted in the files, and the columns that they lack or that were left out."""
    found: dict[tuple[object, ...], dict[str, object]] = {}
    for item in items:
        header = [
            Note(NoteKind.ABSENT_COLUMN, item.file.label, 1, item.row_count, original, None, name)
            for original, name in item.absent.items()
        ]
        header += [
            Note(NoteKind.LEFT_OUT_COLUMN, item.file.label, 1, count, item.header[position])
            for position, count in item.left_out.items()
        ]
        for note in (*header, *item.notes):
            row: dict[str, object] = {
                "file_id": item.file.file_id,
                "kind": str(note.kind),
                "column_name": note.column,
                "field_name": note.field,
                "value_text": note.text,
                "line": note.line,
                "row_count": note.count,
            }
            found.setdefault(tuple(row[name] for name in TABLES["notes"].key), row)
    return list(found.values())


def _control_row(file_id: str, control: Control) -> dict[str, object]:
    return {
        "file_id": file_id,
        "column_name": control.column_name,
        "measure": control.column.measure,
        "currency": control.column.name.partition("__")[2] or None,
        "number_count": control.number_count,
        "number_sum": Decimal(control.number_sum),
        "censored_count": control.censored_count,
    }


def _file_rows(items: Sequence[Recognised], stored: Mapping[str, int]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = facts_table(items).to_pylist()
    for row, item in zip(rows, items, strict=True):
        row.update(
            part=item.source.part,
            is_current=item.is_current,
            is_confirmed=item.is_confirmed,
            path=item.file.label,
            sha256=item.sha256,
            byte_count=item.file.byte_count,
            rows_in_count=item.row_count,
            rows_stored_count=stored.get(item.file.file_id, 0),
            rows_rejected_count=len(item.rejections),
        )
    return rows


def _snapshot_rows(items: Sequence[Recognised], stored: Mapping[str, int]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        row = found.setdefault(
            item.snapshot_id,
            {
                "snapshot_id": item.snapshot_id,
                "platform": item.archive.platform,
                "archive": item.archive.id,
                "taken_on_date": item.dated.day,
                "taken_on_precision": item.dated.precision,
                "taken_on_basis": item.dated.basis,
                "origin": item.dated.origin,
                "licence": item.dated.licence,
                "file_count": 0,
                "row_count": 0,
            },
        )
        row["file_count"] += 1
        row["row_count"] += stored.get(item.file.file_id, 0)
    return list(found.values())
