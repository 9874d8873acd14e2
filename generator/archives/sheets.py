"""Read the one sheet of a workbook (XLSX, XLSM, XLSB, XLS, ODS) as rows of text.

A spreadsheet program keeps fifteen digits of a number. A longer one was changed when it was
saved, and is given in its short form, such as ``1.72E+18``, so that no id is made of it.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook

from generator.archives.files import RawFile
from generator.archives.zips import DAMAGE, MAX_RATIO
from generator.errors import ArchiveError

_DIGITS = 15
_MAX_PART = 1 << 20
_OLD = b"\xd0\xcf\x11\xe0"
"""How XLS files begin, as do other documents of that time."""
_ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")


def is_workbook(start: bytes, name: str) -> bool:
    """True of a file that begins so and has such a name, in small letters."""
    is_zipped = start.startswith(b"PK\x03\x04") and name.endswith(_ZIPPED)
    return is_zipped or (start.startswith(_OLD) and name.endswith((".xls", ".csv")))


@dataclass
class SheetReading:
    """The rows of the only sheet that has any. The line of a row is its number in the sheet."""

    file: RawFile
    header: list[str] = field(default_factory=list)
    rows_in: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)
    damaged: list[tuple[int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells). Raises ArchiveError if it is no workbook, or has two tables."""
        for number, cells in _rows(self.file):
            if not self.header:
                self.header = _without_blank_end(cells)
                continue
            self.rows_in += 1
            if not any(cells):
                self.rejections.append((number, "blank line"))
            elif _without_blank_end(cells) == self.header:
                self.rejections.append((number, "the header again"))
            else:
                cells += [""] * (len(self.header) - len(cells))
                if any(cells[len(self.header) :]):
                    raise ArchiveError(
                        f"{self.file.label}, line {number}: {len(_without_blank_end(cells))} fields where the header has "
                        f"{len(self.header)}. The file was edited: download it again."
                    )
                yield number, cells[: len(self.header)]


def sheet_header(file: RawFile) -> list[str]:
    """The cells of the first row that has any."""
    return _without_blank_end(next((cells for _, cells in islice(_rows(file), 1)), []))


def _without_blank_end(cells: list[str]) -> list[str]:
    """Without the blank cells that a sheet puts behind a short row."""
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]


def _rows(file: RawFile) -> Iterator[tuple[int, list[str]]]:
    """The rows of the sheet, from the first that is not blank."""
    try:
        with file.open() as stream:
            content = io.BytesIO(stream.read())
        _refuse_bomb(file, content)
        book = CalamineWorkbook.from_filelike(content)
        owner = ""
        for name in book.sheet_names:
            begun = False
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for number, row in enumerate(rows, start=1):
                cells = [cell_text(value) for value in row]
                if not begun and not any(cells):
                    continue
                if not begun and owner:
                    raise ArchiveError(
                        f"{file.label}: the sheets {owner!r} and {name!r} both hold rows. "
                        "Save each as a CSV file of its own."
                    )
                begun, owner = True, name
                yield number, cells
    except (CalamineError, ValueError, *DAMAGE) as error:
        raise ArchiveError(
            f"{file.label}: the workbook is damaged ({error}). Download it again, or remove it."
        ) from error


def _refuse_bomb(file: RawFile, content: io.BytesIO) -> None:
    if not zipfile.is_zipfile(content):
        content.seek(0)
        return
    with zipfile.ZipFile(content) as parts:
        for part in parts.infolist():
            if part.file_size > max(_MAX_PART, MAX_RATIO * part.compress_size):
                raise ArchiveError(
                    f"{file.label}: its part {part.filename} unpacks to {part.file_size:,} bytes. "
                    "That is not an archive file; remove it."
                )
    content.seek(0)


def cell_text(value: object) -> str:
    """A cell as the text that a CSV file would have."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if abs(value) >= 10**_DIGITS:
            return f"{value:.{_DIGITS}G}"
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()
