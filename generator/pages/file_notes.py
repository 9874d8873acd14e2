"""What was met in the files of an archive and is kept as it stands: new values and places, columns
that copies lack, rows left out, and what cannot be or looks damaged."""

from collections.abc import Iterable, Mapping

import ibis

from generator.pages.base import Cell, Column, TableBlock
from generator.pages.data import SiteData
from generator.schema import NoteKind
from generator.store.tables import frame
from generator.text.language import _, mark, ngettext

KIND_WORDS: Mapping[str, str] = {
    NoteKind.UNKNOWN_VALUE: mark("new value, kept as it stands"),
    NoteKind.UNKNOWN_BUCKET: mark("no range that can be read: amount unknown"),
    NoteKind.UNTOLD_PLACE: mark(
        "choice of places, one of which is in no state or country that the file names, kept as it stands"
    ),
    NoteKind.UNKNOWN_PLACE: mark("place that is in no list, kept as it stands"),
    NoteKind.UNKNOWN_CURRENCY: mark("no code of a currency, kept as it stands"),
    NoteKind.ABSENT_COLUMN: mark("column that these files do not have"),
    NoteKind.LEFT_OUT_COLUMN: mark("new column, left out"),
    NoteKind.AFTER_COPY: mark("begins after the day of the copy"),
    NoteKind.MORE_CLICKS: mark("more clicks than impressions"),
    NoteKind.COSTLY: mark("a thousand impressions cost far more than in the other ads"),
    NoteKind.CHEAP: mark("a thousand impressions cost far less than in the other ads"),
    NoteKind.GROUPED_LIST: mark("a list that a spreadsheet program made one number of"),
    NoteKind.SHORT_NUMBER: mark("a number that a spreadsheet program shortened"),
    NoteKind.CUT_ZEROS: mark("postcodes without their leading zeros: cut by a spreadsheet program"),
    NoteKind.TURNED_DATE: mark("a date where none belongs: written by a spreadsheet program"),
    NoteKind.SPREADSHEET_FILE: mark("saved again by a spreadsheet program"),
}
_REJECTED = mark("rows that cannot be read, left out")
_KEYS = ["archive", "kind", "column_name", "value_text"]
MOST_ROWS = 60


def notes_table(data: SiteData, archives: Iterable[str]) -> TableBlock | None:
    """The notes about files of these archives, those about the most rows first; None if there are
    none. Notes about the same thing in several files are one row."""
    rows = [*_noted(data, archives), *_rejected(data, archives)]
    if not rows:
        return None
    rows.sort(key=lambda row: (-row["rows"], row["what"], row["column"], row["value"]))
    caption = _("What was met in the files and is kept as it stands, or was left out")
    if len(rows) > MOST_ROWS:
        caption = _("{caption}. The first {count} of {total}.", caption=caption, count=MOST_ROWS, total=f"{len(rows):,}")  # fmt: skip
    return TableBlock(
        caption,
        (
            Column("what", _("What")),
            Column("column", _("Column")),
            Column("value", _("Value")),
            Column("rows", _("Rows")),
            Column("files", _("Files")),
            Column("first", _("First")),
        ),
        tuple(
            (
                Cell(row["what"]),
                Cell(row["column"] or "–"),
                Cell(row["value"] or "–"),
                Cell(f"{row['rows']:,}", sort=row["rows"], is_number=True),
                Cell(f"{row['files']:,}", sort=row["files"], is_number=True),
                Cell(_("{file}, line {line}", file=row["path"], line=row["line"])),
            )
            for row in rows[:MOST_ROWS]
        ),
        (3, 4),
    )


def left_out_columns(data: SiteData) -> TableBlock | None:
    """The new columns of all archives that were kept out of this site; None if there are none."""
    rows = [row for row in _noted(data, None) if row["kind"] == NoteKind.LEFT_OUT_COLUMN]
    if not rows:
        return None
    return TableBlock(
        _("Columns that are new in an archive, and were left out of this site"),
        (
            Column("archive", _("Archive")),
            Column("column", _("Column")),
            Column("cells", _("Cells")),
            Column("first", _("First")),
        ),
        tuple(
            (
                Cell(row["archive"]),
                Cell(row["column"]),
                Cell(
                    ngettext(
                        "{count} cell that is not blank",
                        "{count} cells that are not blank",
                        row["rows"],
                    ),
                    sort=row["rows"],
                    is_number=True,
                ),
                Cell(row["path"]),
            )
            for row in rows
        ),
        (2,),
    )


def _noted(data: SiteData, archives: Iterable[str] | None) -> list[dict[str, object]]:
    notes = data.facts.store.table("notes")
    rows = _with_files(data, notes, archives).mutate(
        column_name=notes.column_name.fill_null(""), value_text=notes.value_text.fill_null("")
    )
    return _grouped(rows, _KEYS, rows.row_count)


def _rejected(data: SiteData, archives: Iterable[str] | None) -> list[dict[str, object]]:
    rejections = data.facts.store.table("rejections")
    rows = _with_files(data, rejections.filter(rejections.is_damaged), archives).mutate(
        kind=ibis.literal(""), column_name=ibis.literal(""), value_text=ibis.literal("")
    )
    found = _grouped(rows, _KEYS, ibis.literal(1))
    return [{**row, "what": _(_REJECTED)} for row in found]


def _with_files(data: SiteData, rows: ibis.Table, archives: Iterable[str] | None) -> ibis.Table:
    files = data.facts.store.table("files").select("file_id", "archive", "path")
    if archives is not None:
        files = files.filter(files.archive.isin(sorted(archives)))
    return rows.inner_join(files, "file_id")


def _grouped(rows: ibis.Table, keys: list[str], row_count: ibis.Value) -> list[dict[str, object]]:
    counted = rows.mutate(n_rows=row_count.cast("int64"))
    first = [counted.path, counted.line]
    grouped = counted.group_by(keys).aggregate(
        rows=counted.n_rows.sum(),
        files=counted.file_id.nunique(),
        path=counted.path.first(order_by=first),
        line=counted.line.first(order_by=first),
    )
    words = {kind: _(text) for kind, text in KIND_WORDS.items()}
    return [
        {
            "archive": row["archive"],
            "kind": row["kind"],
            "what": words.get(row["kind"], ""),
            "column": row["column_name"],
            "value": row["value_text"],
            "rows": int(row["rows"]),
            "files": int(row["files"]),
            "path": row["path"],
            "line": int(row["line"]),
        }
        for row in frame(grouped.order_by(keys)).to_dict("records")
    ]
