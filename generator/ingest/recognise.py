"""Which archive a file belongs to, and whether every column of its header is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.adapters import all_archives
from generator.adapters.source import (
    Archive,
    Column,
    FileFacts,
    Note,
    References,
    Source,
    header_key,
)
from generator.archives.dating import RECORDS, Dated
from generator.archives.files import RawFile
from generator.archives.forms import Form, form_of, read_header
from generator.archives.kinds import is_lfs_pointer, is_unfinished, what_it_is_instead
from generator.errors import ArchiveError
from generator.schema import NoteKind

README = re.compile(r"read[ _-]?me(\.\w+)?", re.IGNORECASE)
"""The name of a platform's note about its files."""
_DECIMAL = re.compile(r"[0-9]+\.[0-9]{1,2}")
_ENOUGH_KNOWN = 0.8
"""Of the columns of a file with a damaged header that is recognised by the others."""


@dataclass(frozen=True)
class Passed:
    """A file that was not read, and why."""

    label: str
    reason: str


@dataclass
class Control:
    """What was counted in one raw column: plain numbers, their sum, and other cells."""

    column_name: str
    column: Column
    number_count: int = 0
    number_sum: int | Decimal = 0
    censored_count: int = 0

    def count(self, text: str, times: int = 1) -> None:
        """Count a cell; with ``times`` -1 take it back, as of a row that is left out after all."""
        if text.isascii() and text.isdecimal():
            self.number_count += times
            self.number_sum += times * int(text)
        elif _DECIMAL.fullmatch(text):
            self.number_count += times
            self.number_sum += times * Decimal(text)
        elif text:
            self.censored_count += times


@dataclass
class Recognised:
    """A file that an archive claims, and what was learned from reading it.

    ``left_out`` are the positions of new columns that are not read, with the number of their cells
    that are not blank; ``absent`` are columns that other layouts have, with our names for them;
    ``damaged`` are the lines that cannot be read, which are among the ``rejections``.
    """

    file: RawFile
    archive: Archive
    source: Source
    header: list[str]
    columns: dict[int, Column] = field(default_factory=dict)
    left_out: dict[int, int] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    row_count: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)
    damaged: dict[int, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    last_date_text: str | None = None
    controls: list[Control] = field(default_factory=list)
    told: FileFacts | None = None
    day: Dated | None = None
    sha256: str = ""
    is_current: bool = False
    is_confirmed: bool = False

    @property
    def facts(self) -> FileFacts:
        """What its archive tells of it. Every file that is filed has been asked."""
        if self.told is None:
            raise ValueError(f"{self.file.label}: nobody asked its archive yet")
        return self.told

    @property
    def dated(self) -> Dated:
        """Its day. What has none is left out before anything is asked of it."""
        if self.day is None:
            raise ValueError(f"{self.file.label}: it has no day")
        return self.day

    @property
    def staged_name(self) -> str:
        """The engine's table that the rows of all files of this source go to."""
        return f"raw_{self.archive.id}_{self.source.part}".replace("-", "_")

    @property
    def adapter(self) -> str:
        """The file to teach a new format to."""
        return f"generator/adapters/{self.archive.id.replace('-', '_')}.py"

    @property
    def snapshot_id(self) -> str:
        """Archive, date, scope."""
        return f"{self.archive.id}@{self.dated.text}{self.facts.scope}"

    @property
    def series_id(self) -> str:
        """What successive snapshots of this file have in common."""
        return f"{self.archive.id}/{self.facts.series}"

    def has(self, name: str) -> bool:
        """True if the file has a column that we call ``name``."""
        return any(column.name == name for column in self.columns.values())

    def original(self, name: str) -> str:
        """The file's own name for the column that we call ``name``."""
        return next(self.header[p] for p, column in self.columns.items() if column.name == name)


def recognise(file: RawFile) -> Recognised | Passed:
    """Decide from header and name which archive a file belongs to.

    The header decides; the name only helps where the header is damaged. Raises ArchiveError for
    a file that has the name of an archive's file and cannot be one.
    """
    if file.name in RECORDS:
        return Passed(file.label, "a record of where the files beside it come from")
    if README.fullmatch(file.name):
        return Passed(file.label, "a note of the platform about the files beside it")
    if is_lfs_pointer(file):
        raise ArchiveError(f"{file.label}: {what_it_is_instead(file)}.")
    if is_unfinished(file):
        return Passed(file.label, f"{what_it_is_instead(file)}")
    header = read_header(file)
    form = form_of(file)
    if form is Form.PIPES:
        return _without_header(file, header)
    keys = {header_key(cell) for cell in header}
    is_lower_case = all(cell == cell.lower() for cell in header)
    best: tuple[int, Archive, Source] | None = None
    sources = [(archive, source) for archive in all_archives() for source in archive.sources]
    for archive, source in sources:
        fits = (
            source.signature
            and _signature(source) <= keys
            and source.is_lower_case in (None, is_lower_case)
        )
        if fits and (best is None or len(source.signature) > best[0]):
            best = (len(source.signature), archive, source)
    if best is None:
        for archive, source in sources:
            if re.fullmatch(source.name_pattern, file.name):
                if trouble := what_it_is_instead(file):
                    raise ArchiveError(f"{file.label}: {trouble}.")
                best = (0, archive, source)
                break
    if best is None:
        best = _all_but_one_column(sources, header)
    if best is None:
        if trouble := what_it_is_instead(file):
            return Passed(file.label, trouble)
        if not any(header):
            return Passed(file.label, "not a text file with a header line")
        return Passed(file.label, f"no archive has these columns: {', '.join(header[:4])[:80]}")
    _, archive, source = best
    if source.skip_reason and source.dating_column is None:
        return Passed(file.label, f"{archive.id} {source.part}: {source.skip_reason}")
    found = Recognised(file, archive, source, header)
    if form is Form.SEMICOLONS:
        found.notes.append(Note(NoteKind.SPREADSHEET_FILE, file.label, 1, 1, None, ";"))
    return found


def _without_header(file: RawFile, cells: list[str]) -> Recognised | Passed:
    """The source whose rows are as wide as the first one, and begin with such a cell."""
    for archive in all_archives():
        for source in archive.sources:
            if len(cells) == len(source.fixed_header) and re.fullmatch(source.first_cell, cells[0]):
                return Recognised(file, archive, source, list(source.fixed_header))
    return Passed(file.label, f"no archive has rows such as {'|'.join(cells)[:60]}")


def _signature(source: Source) -> set[str]:
    return {header_key(name) for name in source.signature}


def _all_but_one_column(
    sources: list[tuple[Archive, Source]], header: list[str]
) -> tuple[int, Archive, Source] | None:
    """The source of which one telling column is missing, but nearly all others are there."""
    keys = {header_key(cell) for cell in header}
    is_lower_case = all(cell == cell.lower() for cell in header)
    for archive, source in sources:
        signature = _signature(source)
        known = sum(source.lookup(cell) is not None for cell in header)
        if (
            len(signature) > 2
            and len(signature - keys) == 1
            and known >= _ENOUGH_KNOWN * len(header)
            and source.is_lower_case in (None, is_lower_case)
        ):
            return 0, archive, source
    return None


def audit_header(
    item: Recognised, references: References, *, allow_new_columns: bool = False
) -> str | Passed | None:
    """Map every column. None if all is well; else what is wrong, in one message, or why the file
    is passed over as made by somebody from the platform's file.

    With ``allow_new_columns`` those that are unknown are left out, and counted when it is read.
    """
    unknown, faults = [], []
    seen: dict[str, str] = {}
    for position, name in enumerate(item.header):
        found = item.source.lookup(name)
        if found is None:
            unknown.append(position)
        elif isinstance(found, Column):
            currency = found.name.partition("__")[2]
            if currency and currency not in references.currencies:
                faults.append(
                    f"the column {name!r} is in {currency!r}, which is no code of a currency such as "
                    "USD"
                )
            if found.name in seen:
                faults.append(f"the columns {seen[found.name]!r} and {name!r} mean the same")
            seen[found.name] = name
            item.columns[position] = found
    missing = _missing(item, seen)
    names = [item.header[position] for position in unknown]
    if _is_derived(item, names, missing):
        return Passed(item.file.label, _made_from(item, names, missing))
    item.left_out = dict.fromkeys(unknown, 0) if allow_new_columns else {}
    item.absent = _absent(item, seen)
    if names and not allow_new_columns:
        faults.append(f"unknown column {', '.join(map(repr, names))}")
    if missing:
        faults.append(f"the column {' and '.join(missing)} is missing")
    if not faults:
        return None
    only_new = names and not missing and len(faults) == 1
    remedy = (
        "If the file was edited, download it again; if the platform has added it, build with "
        "--allow-new-columns, which leaves it out and says so on the site, until this program knows it."
        if only_new
        else "If the file was edited, download it again; if the platform changed its format, this "
        f"program has to learn it: report it, or change {item.adapter}."
    )
    return f"{item.file.label}, line 1: {'; '.join(faults)}. {remedy}"


def _is_derived(item: Recognised, unknown: list[str], missing: list[str]) -> bool:
    """True of a table that somebody made from the platform's file: it has another name, it lacks
    what the platform's file has, and it has columns of its own or spells the platform's anew."""
    if not missing or re.fullmatch(item.source.name_pattern, item.file.name):
        return False
    return bool(unknown) or not all(name in item.source.columns for name in item.header)


def _made_from(item: Recognised, unknown: list[str], missing: list[str]) -> str:
    own = ", ".join(map(repr, unknown[:5]))
    added = f" has columns of its own ({own}) and" if unknown else ""
    return (
        f"a table that somebody made from a file of {item.archive.id}: it{added} lacks "
        f"{' and '.join(missing[:3])}. Put the platform's own file here to have it read"
    )


def _absent(item: Recognised, seen: Mapping[str, str]) -> dict[str, str]:
    """The platform's columns that this file lacks, with our names: one for each of ours."""
    if form_of(item.file) is Form.DOCUMENT or item.source.fixed_header:
        return {}
    found: dict[str, str] = {}
    for original, column in item.source.columns.items():
        if isinstance(column, Column) and column.name not in seen and "__" not in column.name:
            found.setdefault(column.name, original)
    return {original: name for name, original in found.items()}


def _missing(item: Recognised, seen: dict[str, str]) -> list[str]:
    families = {name.split("__")[0] for name in seen}
    missing = []
    for name in sorted(item.source.required - set(seen) - families):
        originals = [
            original
            for original, column in item.source.columns.items()
            if isinstance(column, Column) and column.name == name
        ]
        originals += [f.example for f in item.source.families if f.prefix == name]
        missing.append(" or ".join(map(repr, originals)))
    keys = {header_key(name) for name in item.header}
    for pattern, needed in item.source.needs.items():
        for name in item.header:
            if match := re.fullmatch(pattern, name, re.IGNORECASE):
                wanted = match.expand(needed)
                if header_key(wanted) not in keys:
                    missing.append(repr(wanted))
    return missing
