"""Rows that an adapter cannot read, and rows that belong to such a row or to none: they are left out
with the reason, or, where there are too many of them, the file is refused.

The audit of values has been here before: what it left out counts with what is left out here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.adapters import all_archives
from generator.adapters.source import References
from generator.adapters.unreadable import Unreadable
from generator.ingest.allowances import Tolerance
from generator.ingest.recognise import Recognised
from generator.store.tables import Engine

Parts = dict[str, ir.Table]
"""By part of one archive: its typed rows."""
_KEY = ("file_id", "line")
_APART = "The files do not fit together: download all of them again."


def leave_out_unreadable(
    engine: Engine,
    raw: Mapping[str, Mapping[str, ir.Table]],
    items: Sequence[Recognised],
    references: References,
    problems: list[str],
    tolerance: Tolerance,
    refused: set[str],
) -> dict[str, Parts]:
    """The typed rows without those that cannot be read, which are kept with their files. Adds a
    problem for each file that is refused, and its archive to ``refused``: of such an archive, what
    rows belong to is not looked for."""
    found: dict[str, Parts] = {}
    for archive in all_archives():
        if archive.id not in raw:
            continue
        parts = dict(raw[archive.id])
        own = [item for item in items if item.archive is archive]
        reading = _Reading(engine, archive.id, parts, own, tolerance)
        reading.leave_out(archive.unreadable(parts, references))
        for source in archive.sources:
            for column, whole in source.belongs_to.items():
                is_whole = archive.id not in refused and not reading.problems
                if is_whole and source.part in parts and whole in parts:
                    reading.leave_out_lost(source.part, column, whole)
        if reading.problems:
            problems += reading.problems
            refused.add(archive.id)
        found[archive.id] = reading.parts
    return found


class _Reading:
    """The rows of one archive, of which some are left out."""

    def __init__(
        self,
        engine: Engine,
        archive_id: str,
        parts: Parts,
        items: Sequence[Recognised],
        tolerance: Tolerance,
    ) -> None:
        self.parts = parts
        self.problems: list[str] = []
        self._engine = engine
        self._prefix = f"unreadable_{archive_id}".replace("-", "_")
        self._kept_count = 0
        self._items = {item.file.file_id: item for item in items}
        self._tolerance = tolerance
        self._uncounted: Counter[str] = Counter()

    def leave_out(self, found: Sequence[Unreadable]) -> None:
        """Leave out the rows with these cells, or refuse their files."""
        if not found:
            return
        numbered = [_numbered(cells, position) for position, cells in enumerate(found)]
        cells = self._keep(numbered[0] if len(numbered) == 1 else ibis.union(*numbered))
        lines = cells.select(*_KEY).distinct()
        counts = lines.group_by("file_id").aggregate(count=lines.count()).to_pyarrow()
        for row in counts.to_pylist():
            item, own = self._items[row["file_id"]], cells.filter(cells.file_id == row["file_id"])
            count = int(row["count"]) + len(item.damaged) - self._uncounted[item.file.file_id]
            if self._tolerance.allows(count, item.row_count):
                self._reject(item, _reasons(item, own))
            else:
                told = self._tolerance.tell(count, item.row_count)
                self.problems.append(_refusal(item, own, told))
        self._take_out(
            lines, {self._items[file_id].source.part for file_id in counts["file_id"].to_pylist()}
        )

    def leave_out_lost(self, part: str, column: str, whole: str) -> None:
        """Leave out the rows whose ``column`` names a row of the part ``whole`` that was left out,
        which does not count, or that never was, which does."""
        rows, keys = self.parts[part], ["snapshot_id", column]
        lost = rows.anti_join(self.parts[whole], keys)
        gone = self._left_out(whole, column)
        followers = lost.inner_join(gone, keys).select(*_KEY, "why").order_by(_KEY)
        by_file: dict[str, dict[int, str]] = {}
        for row in followers.to_pyarrow().to_pylist():
            by_file.setdefault(row["file_id"], {})[int(row["line"])] = row["why"]
        lost = lost.anti_join(gone, keys)
        labels = self._labels(whole)
        alone = lost.left_join(labels, "snapshot_id")
        reason = ibis.literal("stands in no row of ") + alone.label.fill_null(whole)
        cells = alone.select(*_KEY, text=alone[column], reason=reason)
        self.leave_out([Unreadable(column, cells, _APART)])
        for file_id, reasons in by_file.items():
            item = self._items[file_id]
            told = f"column {item.original(column)!r}: "
            self._reject(item, {line: told + why for line, why in reasons.items()})
            self._uncounted[file_id] += len(reasons)
        if by_file:
            self._take_out(_lines(by_file), {part})

    def _left_out(self, part: str, column: str) -> ir.Table:
        """snapshot_id, the key and why: the rows of a part that are left out."""
        found: dict[tuple[str, str], str] = {}
        for item in self._of(part):
            rows = self._staged(item, item.damaged)
            for row in rows.order_by("line").to_pyarrow().to_pylist():
                why = f"{row[column]!r} is left out: {item.file.label}, line {int(row['line'])}"
                found.setdefault((item.snapshot_id, row[column]), why)
        return ibis.memtable(
            pa.table(
                {
                    "snapshot_id": pa.array([snapshot for snapshot, _ in found], pa.string()),
                    column: pa.array([key for _, key in found], pa.string()),
                    "why": pa.array(found.values(), pa.string()),
                }
            )
        )

    def _labels(self, part: str) -> ir.Table:
        """snapshot_id and label of the files of a part."""
        labels = {item.snapshot_id: item.file.label for item in self._of(part)}
        return ibis.memtable(
            pa.table(
                {
                    "snapshot_id": pa.array(labels, pa.string()),
                    "label": pa.array(labels.values(), pa.string()),
                }
            )
        )

    def _of(self, part: str) -> list[Recognised]:
        return [item for item in self._items.values() if item.source.part == part]

    def _reject(self, item: Recognised, reasons: Mapping[int, str]) -> None:
        """Note the rows that are left out, and take back what was counted in them."""
        item.damaged.update(reasons)
        item.rejections += reasons.items()
        if item.controls:
            for row in self._staged(item, reasons).to_pyarrow().to_pylist():
                for control in item.controls:
                    text = row[control.column.name]
                    control.count(text if isinstance(text, str) else "", times=-1)

    def _staged(self, item: Recognised, lines: Mapping[int, str]) -> ir.Table:
        rows = self._engine.table(item.staged_name)
        return rows.semi_join(_lines({item.file.file_id: lines}), _KEY)

    def _take_out(self, lines: ir.Table, parts: set[str]) -> None:
        for part in sorted(parts):
            self.parts[part] = self._keep(self.parts[part].anti_join(lines, _KEY))

    def _keep(self, rows: ir.Table) -> ir.Table:
        self._kept_count += 1
        return self._engine.keep(f"{self._prefix}_{self._kept_count}", rows)


def _numbered(found: Unreadable, position: int) -> ir.Table:
    cells = found.cells
    return cells.select(
        *_KEY,
        text=cells.text[:60],
        reason=cells.reason,
        name=ibis.literal(found.name),
        remedy=ibis.literal(found.remedy),
        position=ibis.literal(position, "int64"),
    )


def _lines(by_file: Mapping[str, Mapping[int, str]]) -> ir.Table:
    """file_id and line."""
    pairs = [{"file_id": file_id, "line": line} for file_id in by_file for line in by_file[file_id]]
    schema = pa.schema([("file_id", pa.string()), ("line", pa.int64())])
    return ibis.memtable(pa.Table.from_pylist(pairs, schema))


def _reasons(item: Recognised, cells: ir.Table) -> dict[int, str]:
    """By line of a file: what is wrong with its cells."""
    found: dict[int, list[str]] = {}
    for row in cells.order_by(["line", "position"]).to_pyarrow().to_pylist():
        told = f"column {item.original(row['name'])!r}: {row['text']!r} {row['reason']}"
        found.setdefault(int(row["line"]), []).append(told)
    return {line: "; ".join(dict.fromkeys(told)) for line, told in found.items()}


def _refusal(item: Recognised, cells: ir.Table, told: str) -> str:
    """Why a file is refused, with the first of its cells."""
    first = cells.order_by(["line", "position"]).limit(1).to_pyarrow().to_pylist()[0]
    names = cells.group_by("name").aggregate(position=cells.position.min()).order_by("position")
    columns = [item.original(name) for name in names.to_pyarrow()["name"].to_pylist()]
    where = f", in the columns {', '.join(map(repr, columns))}" if len(columns) > 1 else ""
    return (
        f"{item.file.label}, line {int(first['line'])}, column {item.original(first['name'])!r}: "
        f"{first['text']!r} {first['reason']}. Of the file, {told}{where}. {first['remedy']}"
    )
