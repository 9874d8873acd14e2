"""Read a delimited text file strictly: UTF-8, the right number of fields, line numbers kept.

A row that is not data (a blank line, the header again after a byte-order mark, as Meta's
reports have it) is left out with a reason; anything else that does not fit is an error.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.archives.files import RawFile
from generator.errors import ArchiveError

csv.field_size_limit(1 << 30)
BOM = "\ufeff"


@dataclass
class Reading:
    """The rows of one file, one at a time, and what was left out on the way."""

    file: RawFile
    header: list[str] = field(default_factory=list)
    rows_in: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells). Reads the header first. Raises ArchiveError on damage."""
        label = self.file.label
        with self.file.open() as raw:
            lines = _Lines(io.TextIOWrapper(raw, encoding="utf-8", newline=""))
            try:
                reader = csv.reader(lines, strict=True)
                self.header = _header(next(reader, []))
                for start, cells in self._split(reader, lines):
                    self.rows_in += 1
                    if not any(cells):
                        self.rejections.append((start, "blank line"))
                    elif [cell.strip() for cell in cells] == self.header:
                        self.rejections.append((start, "the header again"))
                    else:
                        yield start, cells
            except UnicodeDecodeError as error:
                line, byte = _undecodable(self.file)
                raise ArchiveError(
                    f"{label}, line {line}: not UTF-8 (byte 0x{byte:02x}). The file was re-encoded "
                    "or damaged: download it again."
                ) from error

    def _split(self, reader: Iterator[list[str]], lines: "_Lines") -> Iterator[tuple[int, list[str]]]:
        """Rows of the right width. Meta writes a name that begins with a quotation mark without
        quoting it; such a line is split at its commas, which keeps the name verbatim."""
        width = len(self.header)
        while True:
            start = lines.number + 1
            lines.taken.clear()
            problem = ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problem, cells = f"not a readable table ({error})", []
            if cells and cells[0].startswith(BOM):
                cells[0] = cells[0].lstrip(BOM)
            if len(cells) == width or (not problem and not any(cells)):
                yield start, cells
                continue
            plain = [line.rstrip("\r\n").lstrip(BOM).split(",") for line in lines.taken]
            if all(len(row) == width for row in plain) and any('"' in line for line in lines.taken):
                yield from enumerate(plain, start)
                continue
            found = f"{len(cells)} fields where the header has {width}"
            begins = lines.taken[0].strip()[:40] if lines.taken else ""
            raise ArchiveError(
                f"{self.file.label}, line {start}: {problem or found} (the row begins "
                f"{begins!r}). The file is damaged or cut off: download it again."
            )


class _Lines:
    """The physical lines of a file: counts them, and remembers those of the current row."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.number += 1
        self.taken.append(line)
        return line


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().lstrip(BOM) for cell in cells]
    if names:
        names[0] = names[0].strip('"')
    return names


def read_header(file: RawFile) -> list[str]:
    """The cells of the first line. Empty if the file is empty or is not text."""
    with file.open() as stream:
        start = stream.read(1 << 16)
    if b"\0" in start:
        return []
    text = start.decode("utf-8-sig", errors="replace")
    first = next(iter(csv.reader(io.StringIO(text, newline=""))), [])
    return [cell.strip() for cell in first]


def read_line(file: RawFile, line: int) -> tuple[list[str], list[str]]:
    """The header and the cells of the row that begins on ``line``.

    Raises ArchiveError if the file has no row there.
    """
    reading = Reading(file)
    for start, cells in reading.rows():
        if start == line:
            return reading.header, cells
        if start > line:
            break
    raise ArchiveError(f"{file.label}: no row begins on line {line}. Has the file changed?")


def read_lines(file: RawFile, lines: set[int]) -> tuple[list[str], dict[int, list[str]]]:
    """The header and the cells of several rows, by line, in one pass over the file."""
    reading = Reading(file)
    found: dict[int, list[str]] = {}
    last = max(lines, default=0)
    for start, cells in reading.rows():
        if start in lines:
            found[start] = cells
        if start >= last:
            break
    return reading.header, found


def _undecodable(file: RawFile) -> tuple[int, int]:
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return number, line[error.start]
    return 0, 0
