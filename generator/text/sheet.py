"""Tables as text that spreadsheets read."""

import csv
import io
from collections.abc import Iterable, Sequence

from generator.text.formulas import harmless


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV with a header. A text cell that a spreadsheet would run as a formula gets a leading
    apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_safe_cell(cell) for cell in row])
    return stream.getvalue().encode()


def _safe_cell(cell: object) -> object:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else cell
