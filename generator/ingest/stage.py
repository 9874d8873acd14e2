"""The rows of archive files in the engine: first as text, then as the kinds of their columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.adapters.source import Column, header_key, is_of_form, typed
from generator.archives.forms import open_table
from generator.errors import ArchiveError
from generator.ingest.allowances import Tolerance
from generator.ingest.recognise import Control, Recognised
from generator.store.tables import Engine

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much is done and how much there is."""

BATCH_BYTES = 64 << 20
BATCH_ROWS = 50_000


def stage(
    engine: Engine,
    items: Sequence[Recognised],
    problems: list[str],
    progress: Progress,
    tolerance: Tolerance = Tolerance(),  # noqa: B008 (frozen)
) -> list[Recognised]:
    """Read the files into the engine as text, with file and line. Returns those that were read:
    not those of which more rows are damaged than the ``tolerance`` allows."""
    names: dict[str, set[str]] = {}
    for item in items:
        names.setdefault(item.staged_name, set()).update(
            column.name for column in item.columns.values()
        )
    for name, columns in names.items():
        engine.create(
            name, {"file_id": "string", "line": "int64", **dict.fromkeys(sorted(columns), "string")}
        )
    total = sum(item.file.byte_count for item in items)
    done = 0
    read = []
    for item in items:
        try:
            for batch in _batches(item, sorted(names[item.staged_name])):
                engine.append(item.staged_name, batch)
            item.sha256 = item.file.sha256()
            if tolerance.allows(len(item.damaged), item.row_count) or not item.damaged:
                read.append(item)
            else:
                problems.append(_too_many(item, tolerance))
        except ArchiveError as error:
            problems.append(str(error))
        done += item.file.byte_count
        progress("read", done, total)
    return read


def _too_many(item: Recognised, tolerance: Tolerance) -> str:
    line, reason = min(item.damaged.items())
    return (
        f"{item.file.label}, line {line}: {reason}. "
        f"{tolerance.tell(len(item.damaged), item.row_count)}. The file is damaged: download it again."
    )


def _batches(item: Recognised, names: Sequence[str]) -> Iterator[pa.Table]:
    """The rows of one file as text tables. Fills the item's counts."""
    reading = open_table(item.file, item.source.fixed_header)
    positions = sorted(item.columns)
    controls = {
        p: Control(item.header[p], item.columns[p]) for p in positions if item.columns[p].measure
    }
    item.controls = list(controls.values())
    dating = _dating(item)
    lines: list[int] = []
    cells: dict[int, list[str | None]] = {p: [] for p in positions}
    size = 0
    for line, row in reading.rows():
        lines.append(line)
        for p in positions:
            text = row[p].strip()
            cells[p].append(text or None)
            size += len(text)
        for p, control in controls.items():
            control.count(row[p].strip())
        for p in item.left_out:
            item.left_out[p] += bool(row[p].strip())
        for p in dating:
            _note_date(item, row[p].strip(), line, p)
        if len(lines) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield _table(item, lines, cells, names)
            lines.clear()
            for column in cells.values():
                column.clear()
            size = 0
    if lines:
        yield _table(item, lines, cells, names)
    item.row_count = reading.rows_in
    item.damaged = dict(reading.damaged)
    item.rejections = [*reading.rejections, *reading.damaged]


def _table(
    item: Recognised,
    lines: Sequence[int],
    cells: Mapping[int, Sequence[str | None]],
    names: Sequence[str],
) -> pa.Table:
    by_name = {item.columns[p].name: column for p, column in cells.items()}
    absent = [None] * len(lines)
    return pa.table(
        {
            "file_id": pa.array([item.file.file_id] * len(lines), pa.string()),
            "line": pa.array(lines, pa.int64()),
            **{name: pa.array(by_name.get(name, absent), pa.string()) for name in names},
        }
    )


def _dating(item: Recognised) -> list[int]:
    wanted = item.source.dating_column
    return [
        p for p, name in enumerate(item.header) if wanted and header_key(name) == header_key(wanted)
    ]


def _note_date(item: Recognised, text: str, line: int, position: int) -> None:
    """Remember the last date of the dating column. A text that is none is told by the audit of
    values, unless the column is read for its date only."""
    column = item.columns.get(position)
    if column is None:
        if text and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ArchiveError(
                f"{item.file.label}, line {line}, column {item.header[position]!r}: {text[:60]!r} is "
                "not a date of the form 2020-10-01. Download the file again."
            )
    elif not is_of_form(text, column.form):
        return
    item.last_date_text = max(item.last_date_text or "", text) or None


def typed_tables(engine: Engine, items: Sequence[Recognised]) -> dict[str, dict[str, ir.Table]]:
    """By archive and part: typed rows with the facts of their files."""
    groups: dict[str, list[Recognised]] = {}
    for item in items:
        groups.setdefault(item.staged_name, []).append(item)
    raw: dict[str, dict[str, ir.Table]] = {}
    if not items:
        return raw
    facts = engine.keep("file_facts", ibis.memtable(facts_table(items)))
    for name, members in groups.items():
        rows = typed(_readable(engine.table(name), members), columns_of(members))
        kept = engine.keep(f"typed_{name}", rows.inner_join(facts, "file_id"))
        raw.setdefault(members[0].archive.id, {})[members[0].source.part] = kept
    return raw


def _readable(rows: ir.Table, items: Sequence[Recognised]) -> ir.Table:
    """Without the rows of these files that the audit of values rejected, and without other files."""
    ids = [item.file.file_id for item in items]
    rows = rows.filter(rows.file_id.isin(ids))
    bad = [{"file_id": item.file.file_id, "line": line} for item in items for line in item.damaged]
    if not bad:
        return rows
    schema = pa.schema([("file_id", pa.string()), ("line", pa.int64())])
    return rows.anti_join(ibis.memtable(pa.Table.from_pylist(bad, schema)), ["file_id", "line"])


def columns_of(items: Sequence[Recognised]) -> dict[str, Column]:
    """By our name: the columns that any of these files has."""
    return {column.name: column for item in items for column in item.columns.values()}


def facts_table(items: Sequence[Recognised]) -> pa.Table:
    """One row for each file: what holds for all of its rows."""
    columns: dict[str, tuple[pa.DataType, Callable[[Recognised], object]]] = {
        "file_id": (pa.string(), lambda item: item.file.file_id),
        "file_label": (pa.string(), lambda item: item.file.label),
        "snapshot_id": (pa.string(), lambda item: item.snapshot_id),
        "platform": (pa.string(), lambda item: item.archive.platform),
        "archive": (pa.string(), lambda item: item.archive.id),
        "series_id": (pa.string(), lambda item: item.series_id),
        "file_is_current": (pa.bool_(), lambda item: item.is_current),
        "taken_on_date": (pa.date32(), lambda item: item.dated.day),
        "country_code": (pa.string(), lambda item: item.facts.country_code),
        "window_name": (pa.string(), lambda item: item.facts.window_name),
        "period_start_date": (pa.date32(), lambda item: item.facts.period_start_date),
        "period_end_date": (pa.date32(), lambda item: item.facts.period_end_date),
        "place_code": (pa.string(), lambda item: item.facts.place_code),
        "place_name": (pa.string(), lambda item: item.facts.place_name),
        "file_currency": (pa.string(), lambda item: item.facts.currency),
        "file_rank": (pa.int64(), lambda item: item.facts.rank),
    }
    return pa.table(
        {
            name: pa.array([get(item) for item in items], kind)
            for name, (kind, get) in columns.items()
        }
    )
