"""Which form a file has, told by its first bytes, and the reader for it.

Whatever the form, a reader gives a header, and rows of texts with the line of each.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Protocol

from generator.archives.databases import DatabaseReading, column_names
from generator.archives.documents import DocumentReading, document_header
from generator.archives.files import RawFile
from generator.archives.rows import (
    COMMAS,
    SEMICOLONS,
    TABS,
    Dialect,
    Reading,
    first_cells,
    start_of,
)
from generator.archives.sheets import SheetReading, is_workbook, sheet_header


class Form(StrEnum):
    """The forms in which archives come."""

    COMMAS = "comma-separated text"
    TABS = "tab-separated text"
    SEMICOLONS = "text separated by semicolons"
    PIPES = "text with bars and no header"
    DOCUMENT = "JSON"
    SHEET = "workbook"
    DATABASE = "table of a database"


class TableReading(Protocol):
    """What every reader has: rows of texts, how many there were, and what was left out because it
    is no data (``rejections``) or cannot be read (``damaged``)."""

    header: list[str]
    rows_in: int
    rejections: list[tuple[int, str]]
    damaged: list[tuple[int, str]]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells), as many cells as the header has. Raises ArchiveError on damage."""
        ...


_PIPES = re.compile(rb"(\xef\xbb\xbf)?[A-Z0-9]{9}\|[^\n\t]*\|")
_DOCUMENT = re.compile(rb"(\xef\xbb\xbf)?\s*[\[{]")
_DOCUMENT_NAMES = (".json", ".jsonl", ".ndjson")


def form_of(file: RawFile) -> Form:
    """The form of a file. A file that is none of the others may be comma-separated text."""
    if file.table is not None:
        return Form.DATABASE
    start = start_of(file)
    name = file.name.lower()
    if is_workbook(start, name):
        return Form.SHEET
    if _DOCUMENT.match(start) and name.endswith(_DOCUMENT_NAMES):
        return Form.DOCUMENT
    if _PIPES.match(start):
        return Form.PIPES
    first = start.split(b"\n", 1)[0]
    tabs, commas, semicolons = (first.count(sign) for sign in (b"\t", b",", b";"))
    if tabs > max(1, commas):
        return Form.TABS
    return Form.SEMICOLONS if semicolons > max(1, commas) else Form.COMMAS


def read_header(file: RawFile) -> list[str]:
    """The names of the columns. Empty if there are none, as in a picture or an empty file.

    Of text with bars it is the first row. Raises ArchiveError if the file is damaged.
    """
    if file.table is not None:
        return column_names(file.path, file.table, file.label)
    form = form_of(file)
    if form is Form.SHEET:
        return sheet_header(file)
    if form is Form.DOCUMENT:
        return document_header(file)
    return first_cells(start_of(file), _dialect(form, ()))


def open_table(file: RawFile, header: Sequence[str] = ()) -> TableReading:
    """The reader of a file. ``header`` names the columns of a file that does not."""
    if file.table is not None:
        return DatabaseReading(file.path, file.table, file.label)
    form = form_of(file)
    if form is Form.SHEET:
        return SheetReading(file)
    if form is Form.DOCUMENT:
        return DocumentReading(file)
    return Reading(file, _dialect(form, header))


def read_lines(
    file: RawFile, lines: set[int], header: Sequence[str] = ()
) -> tuple[list[str], dict[int, list[str]]]:
    """The header and the cells of several rows, by line, in one pass over the file."""
    reading = open_table(file, header)
    found: dict[int, list[str]] = {}
    last = max(lines, default=0)
    for start, cells in reading.rows():
        if start in lines:
            found[start] = cells
        if start >= last:
            break
    return reading.header, found


def _dialect(form: Form, header: Sequence[str]) -> Dialect:
    if form is Form.PIPES:
        return Dialect("|", is_quoted=False, header=tuple(header))
    return {Form.TABS: TABS, Form.SEMICOLONS: SEMICOLONS}.get(form, COMMAS)
