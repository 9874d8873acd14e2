"""Read the records of a JSON file: a saved answer of an API, JSON lines, or a single record.

A record becomes a row of texts: a value inside another is named by its path, such as
``spend.lower_bound``; a list stays JSON text. Numbers keep the digits that the file has. The line
of a row is the number of its record, which in JSON lines is the line.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.archives.files import RawFile
from generator.errors import ArchiveError

MAX_DOCUMENT_BYTES = 1 << 30
"""A file that is one document is read whole; more than this must come as JSON lines."""
_LISTS = (("data", "children"), ("data", "ads"), ("data",), ("value",), ("elements",))
"""Where an API's answer holds its records."""


@dataclass
class DocumentReading:
    """The records of one file as rows of the columns that any of them has."""

    file: RawFile
    header: list[str] = field(default_factory=list)
    rows_in: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)
    damaged: list[tuple[int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (number of the record, cells). Raises ArchiveError if the file is no JSON."""
        if not self.header:
            self.header = document_header(self.file)
        for number, record in enumerate(_records(self.file), start=1):
            self.rows_in += 1
            cells = flat(record)
            yield number, [cells.get(name, "") for name in self.header]


def document_header(file: RawFile) -> list[str]:
    """The names of all values in the records, in the order in which they are met."""
    found: dict[str, None] = {}
    for record in _records(file):
        found.update(dict.fromkeys(flat(record)))
    return list(found)


def flat(record: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """A record as texts by path. A null is an empty text, as is an empty list."""
    found: dict[str, str] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and value:
            found |= flat(value, f"{name}.")
        elif value is None or value in ([], {}):
            found[name] = ""
        elif isinstance(value, bool):
            found[name] = "true" if value else "false"
        elif isinstance(value, str):
            found[name] = value
        else:
            found[name] = json.dumps(value, ensure_ascii=False)
    return found


class _Number(str):
    """The digits of a number, as the file has them."""

    __slots__ = ()


def _parse(text: str) -> object:
    return json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=_Number)


def _records(file: RawFile) -> Iterator[Mapping[str, object]]:
    """Every record of the file, whichever of the three forms it has."""
    with file.open() as stream:
        first = stream.readline().decode("utf-8-sig", errors="replace").strip()
        has_more = bool(stream.readline().strip())
    try:
        is_lines = has_more and isinstance(_parse(first), Mapping)
    except ValueError:
        is_lines = False
    documents = _lines(file) if is_lines else iter([_whole(file)])
    for document in documents:
        yield from records_of(document, file.label)


def records_of(document: object, label: str) -> Iterator[Mapping[str, object]]:
    """The records that a document holds: those of its list, or itself."""
    found: object = document
    if isinstance(document, Mapping):
        for path in _LISTS:
            inner: object = document
            for key in path:
                inner = inner.get(key) if isinstance(inner, Mapping) else None
            if isinstance(inner, list):
                found = inner
                break
        else:
            found = [document]
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise ArchiveError(f"{label}: holds no record but a bare value. Download it again.")
    for number, record in enumerate(found, start=1):
        if not isinstance(record, Mapping):
            raise ArchiveError(
                f"{label}: record {number} is {str(record)[:40]!r}, which is no record. The file is "
                "damaged: download it again."
            )
        # A listing wraps each of its records with the kind of it.
        inner = record.get("data") if set(record) == {"kind", "data"} else None
        yield inner if isinstance(inner, Mapping) else record


def _lines(file: RawFile) -> Iterator[object]:
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                if text.strip():
                    yield _parse(text)
            except ValueError as error:
                raise _damaged(file, f"line {number}", error) from error


def _whole(file: RawFile) -> object:
    if file.byte_count > MAX_DOCUMENT_BYTES:
        raise ArchiveError(
            f"{file.label}: {file.byte_count:,} bytes in one document. Save it as JSON lines, one "
            "record on each."
        )
    with file.open() as stream:
        content = stream.read()
    try:
        return _parse(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _damaged(file, f"line {error.lineno}", error) from error
    except ValueError as error:
        raise _damaged(file, "line 1", error) from error


def _damaged(file: RawFile, where: str, error: ValueError) -> ArchiveError:
    trouble = "not UTF-8" if isinstance(error, UnicodeDecodeError) else f"not JSON ({error})"
    return ArchiveError(
        f"{file.label}, {where}: {trouble}. The file is damaged or cut off: download it again."
    )
