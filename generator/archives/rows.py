"""Read a delimited text file: the right number of fields, line numbers kept.

A row that is not data (a blank line, the header again after a byte-order mark, as Meta's
reports have it) is left out with a reason. A row that cannot be read is damaged: it is left out,
too, and whoever reads decides how many of them a file may have. A file that ends within a row is
cut off, and refused.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from generator.archives.files import RawFile
from generator.archives.quotes import split_bare
from generator.errors import ArchiveError

csv.field_size_limit(1 << 30)
BOM = "\ufeff"
HEADER_BYTES = 1 << 16
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Options(TypedDict):
    """What the reader of the standard library is told."""

    delimiter: str
    quoting: Literal[0, 3]
    strict: bool


@dataclass(frozen=True)
class Dialect:
    """How a text file is delimited; ``header`` names its columns where no line of it does."""

    delimiter: str = ","
    is_quoted: bool = True
    header: tuple[str, ...] = ()

    @property
    def options(self) -> "Options":
        """For the reader of the standard library."""
        return {
            "delimiter": self.delimiter,
            "quoting": csv.QUOTE_MINIMAL if self.is_quoted else csv.QUOTE_NONE,
            "strict": True,
        }


COMMAS, TABS, SEMICOLONS = Dialect(), Dialect("\t"), Dialect(";")


@dataclass
class Reading:
    """The rows of one file, one at a time, and what was left out on the way: ``rejections`` are no
    data, ``damaged`` cannot be read."""

    file: RawFile
    dialect: Dialect = COMMAS
    header: list[str] = field(default_factory=list)
    rows_in: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)
    damaged: list[tuple[int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells). Reads the header first. Raises ArchiveError if the file is cut off,
        if its header is not readable, or if it is text of another encoding."""
        bad_byte: tuple[int, str] | None = None
        is_utf8 = False
        with self.file.open() as raw:
            lines = _Lines(as_text(raw))
            try:
                reader: Iterator[list[str]] = csv.reader(lines, **self.dialect.options)
                first = list(self.dialect.header) or next(reader, [])
                self.header = [cell.strip() for cell in first]
                for start, cells in self._split(reader, lines):
                    self.rows_in += 1
                    texts = [cell.strip() for cell in cells]
                    if not any(texts):
                        self.rejections.append((start, "blank line"))
                    elif texts == self.header:
                        self.rejections.append((start, "the header again"))
                    elif found := _bad_byte(texts):
                        bad_byte = bad_byte or (start, found)
                        self.damaged.append((start, f"not UTF-8 ({found})"))
                    else:
                        is_utf8 = is_utf8 or not all(text.isascii() for text in texts)
                        yield start, cells
            except csv.Error as error:
                raise ArchiveError(
                    f"{self.file.label}, line 1: the header is not readable ({error}). The file is "
                    "damaged: download it again."
                ) from error
            except UnicodeDecodeError as error:
                raise ArchiveError(
                    f"{self.file.label}: is marked as UTF-16 and is none ({error.reason}). Download "
                    "it again."
                ) from error
        if bad_byte and not is_utf8:
            line, found = bad_byte
            who = (
                "Its columns are separated by semicolons: a spreadsheet program saved it"
                if self.dialect == SEMICOLONS
                else "A program saved the file"
            )
            raise ArchiveError(
                f"{self.file.label}, line {line}: not UTF-8 ({found}), and no other line is. {who} "
                "in another encoding. Download it again, or save it as UTF-8."
            )

    def _split(
        self, reader: Iterator[list[str]], lines: "_Lines"
    ) -> Iterator[tuple[int, list[str]]]:
        """Rows of the right width, with the line on which each begins.

        Meta writes a text that begins with a quotation mark, and holds no comma, without quoting
        it. The reader then fails on the line, or takes further lines into the cell: the line is
        split by itself, and what was taken behind it is read again. So are the lines behind one
        that is damaged.
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
            told = f"{found} (the row begins {begins!r})"
            lines.give_back_all_but_first()
            if (problem or len(cells) < width) and lines.is_at_end():
                raise ArchiveError(
                    f"{self.file.label}, line {start}: {told}. It is the last line: the file is cut "
                    "off. Download it again."
                )
            self.rows_in += 1
            self.damaged.append((start, told))


def as_text(raw: io.BufferedReader) -> io.TextIOWrapper:
    """A stream of bytes as text: UTF-16 if it is marked so, else UTF-8 with foreign bytes kept as
    lone surrogates."""
    start = raw.peek(2)[:2] if hasattr(raw, "peek") else b""
    if start in _UTF16:
        return io.TextIOWrapper(raw, encoding="utf-16", newline="")
    return io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="")


def _bad_byte(texts: list[str]) -> str | None:
    """The first byte that is not UTF-8, in words."""
    for text in texts:
        for sign in text if not text.isascii() else "":
            if "\udc80" <= sign <= "\udcff":
                return f"byte 0x{ord(sign) - 0xDC00:02x}"
    return None


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

    def is_at_end(self) -> bool:
        """True if no line is left. A line that is, is read again."""
        if self._returned:
            return False
        line = next(self._text, None)
        if line is None:
            return True
        self._returned.append(line)
        return False

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.taken.clear()

    def give_back_all_but_first(self) -> None:
        """Have the lines behind the first of this row read again."""
        self._returned += reversed(self.taken[1:])
        self.number -= len(self.taken) - 1


def first_cells(start: bytes, dialect: Dialect = COMMAS) -> list[str]:
    """The cells of the first line of a UTF-8 file that begins so. Empty if it is not text."""
    if b"\0" in start:
        return []
    text = start.decode("utf-8-sig", errors="replace")
    options: Options = {**dialect.options, "strict": False}
    first = next(iter(csv.reader(io.StringIO(text, newline=""), **options)), [])
    return [cell.strip() for cell in first]


def start_of(file: RawFile) -> bytes:
    """The first bytes of a file, as UTF-8 if it is marked as UTF-16."""
    with file.open() as stream:
        start = stream.read(HEADER_BYTES)
    if start[:2] in _UTF16:
        return start.decode("utf-16", errors="ignore").encode("utf-8")
    return start
