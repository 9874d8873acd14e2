"""What is noted about single ads, and which choices the files of ads have no columns for."""

from collections.abc import Mapping

from generator.schema import NoteKind
from generator.store.tables import Store, frame
from generator.text.language import mark

ROW_WORDS: Mapping[str, str] = {
    NoteKind.AFTER_COPY: mark(
        "By the archive it begins after the day of the copy in which it stands."
    ),
    NoteKind.MORE_CLICKS: mark(
        "The archive counts more clicks than impressions: one of the two cannot be right."
    ),
    NoteKind.COSTLY: mark(
        "A thousand impressions cost far more than in the archive's other ads: the amount or the "
        "impressions may be wrong."
    ),
    NoteKind.CHEAP: mark(
        "A thousand impressions cost far less than in the archive's other ads: the amount or the "
        "impressions may be wrong."
    ),
    NoteKind.GROUPED_LIST: mark(
        "A spreadsheet program made one number of a list of choices in the copy: they are unreadable."
    ),
    NoteKind.CUT_ZEROS: mark(
        "A spreadsheet program cut the leading zeros of post codes in the copy."
    ),
}
"""What an ad's own place on a page says. Kinds that are about a column of a file are not here."""


def row_notes(store: Store) -> dict[tuple[str, int], tuple[str, ...]]:
    """By path and line: the kinds of what is noted about single rows, in the order of the words."""
    files = store.table("files").select("file_id", "path")
    rows = store.table("notes").inner_join(files, "file_id")
    rows = rows.filter(rows.kind.isin([str(kind) for kind in ROW_WORDS]))
    found: dict[tuple[str, int], set[str]] = {}
    for row in frame(rows.select("path", "line", "kind")).to_dict("records"):
        found.setdefault((row["path"], int(row["line"])), set()).add(row["kind"])
    return {key: tuple(kind for kind in ROW_WORDS if kind in kinds) for key, kinds in found.items()}


def absent_fields(store: Store) -> dict[str, frozenset[str]]:
    """By file: the names of this site for what its columns do not have."""
    notes = store.table("notes")
    notes = notes.filter((notes.kind == NoteKind.ABSENT_COLUMN) & notes.field_name.notnull())
    found: dict[str, set[str]] = {}
    for row in frame(notes.select("file_id", "field_name")).to_dict("records"):
        found.setdefault(row["file_id"], set()).add(row["field_name"])
    return {file_id: frozenset(names) for file_id, names in found.items()}
