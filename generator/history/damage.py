"""Fields that differ because a spreadsheet program damaged the cell of one of the two copies.

What was noted about the cells of the files tells it (:class:`generator.schema.NoteKind`). Such a
difference is no change of the thing, and its repair in the next copy is none either. Where the cells
of both copies are damaged, a difference is told as any other.
"""

from collections.abc import Mapping

import pandas as pd

from generator.schema import NoteKind
from generator.store.tables import Store, frame

OLDER, NEWER = "older", "newer"
"""The copy with the damaged cell."""
KINDS = (
    NoteKind.GROUPED_LIST,
    NoteKind.SHORT_NUMBER,
    NoteKind.CUT_ZEROS,
    NoteKind.TURNED_DATE,
)
Cells = Mapping[tuple[str, str, str], str]
"""By file, field and text of a cell: the kind of what was noted."""


def damaged_cells(store: Store) -> Cells:
    """The cells that a spreadsheet program damaged."""
    notes = store.table("notes")
    notes = notes.filter(notes.kind.isin([str(kind) for kind in KINDS]))
    notes = notes.filter(notes.field_name.notnull() & notes.value_text.notnull())
    names = ["file_id", "field_name", "value_text", "kind"]
    rows = frame(notes.select(names).order_by(names))
    return {
        (file_id, field, text): kind for file_id, field, text, kind in rows.itertuples(index=False)
    }


def with_damage(fields: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    """The fields that differ, with ``damaged_in``: the copy with the damaged cell, or an empty text
    for a change. ``fields`` are those of :class:`generator.history.differences.Differences`."""
    if not cells:
        return fields.assign(damaged_in="")
    names = ["field", "old_file_id", "old_text", "file_id", "new_text"]
    return fields.assign(
        damaged_in=[_side(cells, *row) for row in fields[names].itertuples(index=False, name=None)]
    )


def _side(
    cells: Cells, field: str, old_file: str, old_text: object, new_file: str, new_text: object
) -> str:
    name = field.removeprefix("choice_")
    old = cells.get((old_file, name, str(old_text)))
    new = cells.get((new_file, name, str(new_text)))
    if bool(old) == bool(new):
        return ""
    if (old or new) == NoteKind.CUT_ZEROS and _uncut(old_text) != _uncut(new_text):
        return ""  # such a list can still be read, and says something else
    return OLDER if old else NEWER


def _uncut(text: object) -> list[str]:
    """The items of a list without the zeros that may have been cut."""
    return sorted(item.strip().lstrip("0") for item in str(text).split(","))
