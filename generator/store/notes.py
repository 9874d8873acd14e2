"""What an ingest noted about the files, in lines for the person who builds the site."""

from collections.abc import Mapping

import pandas as pd

from generator.schema import NoteKind
from generator.store.tables import Store, frame

_WORDS = {
    NoteKind.UNKNOWN_VALUE: "values that are new, kept as text",
    NoteKind.UNKNOWN_BUCKET: "values that are no range that can be read: the amounts are unknown",
    NoteKind.UNTOLD_PLACE: "choices with places of which it is not said in which state or country they lie, kept as text",
    NoteKind.UNKNOWN_PLACE: "places that no list has, kept as text (places.toml can give them codes)",
    NoteKind.UNKNOWN_CURRENCY: "values that are no code of a currency, kept as text",
    NoteKind.LEFT_OUT_COLUMN: "new columns, left out",
    NoteKind.AFTER_COPY: "ads that begin after the day of their copy",
    NoteKind.MORE_CLICKS: "ads with more clicks than impressions",
    NoteKind.COSTLY: "ads whose impressions cost far more than elsewhere in the archive",
    NoteKind.CHEAP: "ads whose impressions cost far less than elsewhere in the archive",
    NoteKind.GROUPED_LIST: "lists that a spreadsheet program made one number of",
    NoteKind.SHORT_NUMBER: "numbers that a spreadsheet program shortened",
    NoteKind.CUT_ZEROS: "lists of post codes from which a spreadsheet program cut the leading zeros",
    NoteKind.TURNED_DATE: "dates that a spreadsheet program wrote in the place of something else",
    NoteKind.SPREADSHEET_FILE: "signs between columns that show that a spreadsheet program saved the file",
}
"""Columns that a file lacks are no line here: older layouts lack many, and pages say so where it
matters."""
MOST_VALUES = 5


def notes_in_words(store: Store) -> list[str]:
    """One line for each archive and kind of note: how many values, which, where first, how many rows.
    Rows that could not be read are told one by one."""
    files = store.table("files").select("file_id", "path", "archive")
    notes = store.table("notes")
    notes = notes.filter(notes.kind.isin([str(kind) for kind in _WORDS]))
    rows = frame(notes.inner_join(files, "file_id").order_by(["path", "line", "value_text"]))
    found = [
        _line(str(archive), str(kind), group)
        for (archive, kind), group in rows.groupby(["archive", "kind"], sort=True)
    ]
    rejections = store.table("rejections")
    rejections = rejections.filter(rejections.is_damaged).inner_join(files, "file_id")
    for row in frame(rejections.order_by(["path", "line"])).to_dict("records"):
        found.append(f"{row['path']}, line {int(row['line'])}: left out: {row['reason']}")
    return found


def _line(archive: str, kind: str, rows: pd.DataFrame) -> str:
    names = "column_name" if kind == NoteKind.LEFT_OUT_COLUMN else "value_text"
    values = list(dict.fromkeys(str(value)[:60] for value in rows[names].dropna()))
    shown = ", ".join(map(repr, values[:MOST_VALUES]))
    more = f" and {len(values) - MOST_VALUES:,} more" if len(values) > MOST_VALUES else ""
    first: Mapping[str, object] = rows.iloc[0].to_dict()
    column = first["column_name"]
    where = f", column {column!r}" if isinstance(column, str) and names != "column_name" else ""
    return (
        f"{archive}: {_WORDS[NoteKind(kind)]}: {shown}{more}. First: "
        f"{first['path']}, line {first['line']}{where}; {int(rows['row_count'].sum()):,} rows in "
        f"{rows['path'].nunique():,} files"
    )
