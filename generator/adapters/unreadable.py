"""Cells that only an adapter can tell to be unreadable: a time in words, a bound, a list.

The adapter says which they are and why. The ingest leaves their rows out with the reason, or, where
there are too many of them, refuses the file: see :mod:`generator.ingest.unreadable`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa


@dataclass(frozen=True)
class Unreadable:
    """Cells of the column that we call ``name``: file_id, line, text and reason, which follows the
    text in a message: ``'5' is no …``. ``remedy`` is a sentence for whoever can mend the file."""

    name: str
    cells: ir.Table
    remedy: str


def unreadable(
    rows: ir.Table, name: str, reason: str | ir.StringValue, remedy: str, *, text: str = ""
) -> Unreadable:
    """The cells of all these rows. ``text`` names the column that is shown, if it is another."""
    why = ibis.literal(reason) if isinstance(reason, str) else reason
    shown = rows[text or name].cast("string")
    return Unreadable(name, rows.select("file_id", "line", text=shown, reason=why), remedy)


def unreadable_texts(
    rows: ir.Table, name: str, read: Callable[[str], object], reason: str, remedy: str
) -> Unreadable:
    """The cells whose text ``read`` makes nothing of: it returns None."""
    texts = rows.filter(rows[name].notnull()).select(name).distinct().to_pyarrow()
    bad = sorted(text for text in texts[name].to_pylist() if read(text) is None)
    table = ibis.memtable(pa.table({name: pa.array(bad, pa.string())}))
    return unreadable(rows.semi_join(table, name), name, reason, remedy)
