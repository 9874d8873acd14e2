"""Read a delimited text file strictly: UTF-8, the right number of fields, line numbers kept.

A row that is not data (a blank line, the header again after a byte-order mark, as Meta's
reports have it) is left out with a reason; anything else that does not fit is an error.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.archives.files import RawFile
from generator.archives.quotes import split_bare
from generator.errors import ArchiveError

csv.field_size_limit(1 << 30)
BOM = "\ufeff"
HEADER_BYTES = 1 << 16


@dataclass(frozen=True)
class Dialect:
    """How a text file is delimited; ``header`` names its columns where no line of it does."""

    delimiter: str = ","
    is_quoted: bool = True
    header: tuple[str, ...] = ()

    @property
    def options(self) -> dict[str, object]:
        """For the reader of the standard library."""
        quoting = csv.QUOTE_MINIMAL if self.is_quoted else csv.QUOTE_NONE
        return {"delimiter": self.delimiter, "quoting": quoting, "strict": True}


COMMAS, TABS = Dialect(), Dialect("\t")


@dataclass
class Reading:
    """The rows of one file, one at a time, and what was left out on the way."""

    file: RawFile
    dialect: Dialect = COMMAS
    header: list[str] = field(default_factory=list)
    rows_in: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells). Reads the header first. Raises ArchiveError on damage."""
        with self.file.open() as raw:
            lines = _Lines(io.TextIOWrapper(raw, encoding="utf-8", newline=""))
            try:
                reader = csv.reader(lines, **self.dialect.options)
                first = self.dialect.header or next(reader, [])
                self.header = [cell.strip() for cell in first]
                for start, cells in self._split(reader, lines):
                    self.rows_in += 1
                    texts = [cell.strip() for cell in cells]
                    if not any(texts):
                        self.rejections.append((start, "blank line"))
                    elif texts == self.header:
                        self.rejections.append((start, "the header again"))
                    else:
                        yield start, cells
            except csv.Error as error:
                raise ArchiveError(
                    f"{self.file.label}, line 1: the header is not readable ({error}). The file is "
                    "damaged: download it again."
                ) from error
            except UnicodeDecodeError as error:
                raise _not_utf8(self.file) from error

    def _split(
        self, reader: Iterator[list[str]], lines: "_Lines"
    ) -> Iterator[tuple[int, list[str]]]:
        """Rows of the right width, with the line on which each begins.

        Meta writes a text that begins with a quotation mark, and holds no comma, without quoting
        it. The reader then fails on the line, or takes further lines into the cell: the line is
        split by itself, and what was taken behind it is read again.
        """
        width = len(self.header)
        while True:
            lines.begin_row()
            start = lines.number + 1
            problem = ""
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problem, cells = f"not a readable table ({error})", []
            if not problem and (len(cells) == width or not any(cell.strip() for cell in cells)):
                yield start, cells
                continue
            if self.dialect == COMMAS and (plain := split_bare(lines.taken[0], width)):
                lines.give_back_all_but_first()
                yield start, plain
                continue
            found = problem or f"{len(cells)} fields where the header has {width}"
            begins = lines.taken[0].strip()[:40]
            raise ArchiveError(
                f"{self.file.label}, line {start}: {found} (the row begins {begins!r}). The file is "
                "damaged or cut off: download it again."
            )


class _Lines:
    """The physical lines of a file: counts them, and remembers those of the current row."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._returned: list[str] = []
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._text)
        if not self.taken:
            line = line.lstrip(BOM)
        self.number += 1
        self.taken.append(line)
        return line

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.taken.clear()

    def give_back_all_but_first(self) -> None:
        """Have the lines behind the first of this row read again."""
        self._returned += reversed(self.taken[1:])
        self.number -= len(self.taken) - 1


def first_cells(start: bytes, dialect: Dialect = COMMAS) -> list[str]:
    """The cells of the first line of a file that begins so. Empty if it is not text."""
    if b"\0" in start:
        return []
    text = start.decode("utf-8-sig", errors="replace")
    options = {**dialect.options, "strict": False}
    first = next(iter(csv.reader(io.StringIO(text, newline=""), **options)), [])
    return [cell.strip() for cell in first]


def what_it_is_instead(file: RawFile) -> str | None:
    """Why a file that is named like a table of an archive is none; None if it may be one."""
    with file.open() as stream:
        start = stream.read(HEADER_BYTES)
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text:
        return "is empty"
    if b"\0" in start:
        return "is not UTF-8 text"
    if text.startswith(b"<"):
        return "is a web page, not a table"
    first = start.split(b"\n", 1)[0]
    try:
        first.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(first) or len(first) < HEADER_BYTES:
            return f"line 1 is not UTF-8 (byte 0x{first[error.start]:02x})"
    return None


def _not_utf8(file: RawFile) -> ArchiveError:
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return ArchiveError(
                    f"{file.label}, line {number}: not UTF-8 (byte 0x{line[error.start]:02x}). The "
                    "file was re-encoded or damaged: download it again."
                )
    return ArchiveError(f"{file.label}: not UTF-8. Download it again.")
