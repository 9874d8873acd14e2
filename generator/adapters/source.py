"""The declarations that an adapter is made of.

An adapter reads like a table of the platform's own columns: each is a :class:`Column` of our
vocabulary or :class:`Ignored` with a reason, and a column that is neither stops the ingest.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.adapters.unreadable import Unreadable
from generator.reference.places import Currencies, Places
from generator.schema import NoteKind
from generator.schema.archive_facts import ArchiveFacts


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    ID = "id"
    INTEGER = "whole number of up to 15 digits"
    AMOUNT = "amount: a whole number, or a bound such as ≤100"
    DATE = "date"
    TIME = "date and time"
    BUCKET = "bucket"


@dataclass(frozen=True)
class Column:
    """A column that is kept under our ``name``.

    ``form`` is the strptime form of a DATE or TIME, or names the form of an ID. ``values`` are the
    cells of a category that have been seen so far (``separator`` splits a cell that lists several):
    another one is kept and noted, or, if the set ``is_closed``, its row cannot be used. ``measure`` names the store field that a control total is kept
    for. A row whose cell of a column that is ``filled`` is blank cannot be used.
    """

    name: str
    kind: Kind = Kind.TEXT
    form: str = ""
    values: frozenset[str] | None = None
    separator: str | None = None
    measure: str | None = None
    filled: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class Ignored:
    """A column that is not kept, and why. ``is_personal`` also hides it from `explain`."""

    reason: str
    is_personal: bool = False


def IGNORED(reason: str, *, personal: bool = False) -> Ignored:  # noqa: N802
    """Declare a column as read past, with the reason."""
    return Ignored(reason, personal)


@dataclass(frozen=True)
class ColumnFamily:
    """Columns that differ in a currency only: ``pattern`` has one group, the currency code.

    A column is kept as ``{prefix}__{CURRENCY}``.
    """

    pattern: str
    prefix: str
    kind: Kind
    measure: str | None = None

    @property
    def example(self) -> str:
        """A column of the family as people read it, such as ``Spend_USD``."""
        return re.sub(r"\\(.)", r"\1", self.pattern.replace("([A-Z]{3})", "USD"))

    def match(self, header: str) -> str | None:
        """The currency code in the header, or None."""
        found = re.fullmatch(self.pattern, header.strip(), re.IGNORECASE)
        return found.group(1).upper() if found else None


def header_key(header: str) -> str:
    """Spelling that counts: case, spaces and underscores do not."""
    return re.sub(r"[\s_]+", " ", header).strip().casefold()


@dataclass(frozen=True)
class Source:
    """One kind of file of an archive.

    ``signature`` is a set of the platform's columns that no other source has all of, and
    ``is_lower_case`` says, if that makes the difference, whether they are all in lower case;
    ``name_pattern`` recognises the file when its header is damaged. ``needs`` gives, for a
    pattern of columns, the column that must stand beside them. A file whose rows have no header
    gets it from ``fixed_header``, and is recognised by the first cell of its first row,
    ``first_cell``. A row ``belongs_to`` a row of each of these parts, by our name of the column that
    both have: without it the row cannot be used. The source comes behind them.
    """

    part: str
    name_pattern: str
    signature: frozenset[str]
    columns: Mapping[str, Column | Ignored]
    families: tuple[ColumnFamily, ...] = ()
    ignored_patterns: Mapping[str, Ignored] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    needs: Mapping[str, str] = field(default_factory=dict)
    is_lower_case: bool | None = None
    dating_column: str | None = None
    skip_reason: str | None = None
    fixed_header: tuple[str, ...] = ()
    first_cell: str = ""
    belongs_to: Mapping[str, str] = field(default_factory=dict)

    def lookup(self, header: str) -> Column | Ignored | None:
        """What to do with a column, by its header; None if it is unknown."""
        found = {header_key(name): column for name, column in self.columns.items()}.get(
            header_key(header)
        )
        if found is not None:
            return found
        for family in self.families:
            if currency := family.match(header):
                return Column(f"{family.prefix}__{currency}", family.kind, measure=family.measure)
        for pattern, ignored in self.ignored_patterns.items():
            if re.fullmatch(pattern, header.strip(), re.IGNORECASE):
                return ignored
        return None


@dataclass(frozen=True)
class Tally:
    """What the reader saw while it read a file: the last text of the dating column.

    ``label`` is the path of the file below the archives folder; ``readme`` is the text of the
    platform's own note beside it, if there is one. ``told`` is what a person has said of the file,
    and ``day`` the day that a record or a name gives it.
    """

    row_count: int
    last_date_text: str | None
    label: str = ""
    readme: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None


class NotTold(ValueError):  # noqa: N818 (it is no error of the program)
    """The name of a file does not say what it must, and nobody has told it.

    ``facts`` are the keys of what is wanted: see :mod:`generator.archives.told`, and "taken_on".
    """

    def __init__(self, message: str, facts: Sequence[str]) -> None:
        self.facts = tuple(facts)
        super().__init__(message)


@dataclass(frozen=True)
class FileFacts:
    """What the name of a file and its surroundings say about all of its rows.

    ``series`` names what successive snapshots have in common; ``scope`` is put behind the date
    in the snapshot's id; ``taken_on`` is the archive's own date, if it has one. Unless it
    ``is_dated_by_name``, it is a last resort: a record beside the file is believed before it. An ad
    that stands in several files of one day counts in the one of the lowest ``rank``.
    """

    series: str
    scope: str = ""
    taken_on: date | None = None
    taken_on_basis: str = ""
    is_dated_by_name: bool = False
    country_code: str | None = None
    window_name: str | None = None
    period_start_date: date | None = None
    period_end_date: date | None = None
    place_code: str | None = None
    place_name: str | None = None
    currency: str | None = None
    rank: int = 0


@dataclass(frozen=True)
class References:
    """The lists that adapters resolve names against."""

    places: Places
    currencies: Currencies


@dataclass(frozen=True)
class Note:
    """Something in a file that is kept as it stands and told: see the store's table ``notes``.

    ``file`` is the path of the file below the archives folder.
    """

    kind: NoteKind
    file: str
    line: int
    count: int
    column: str | None = None
    text: str | None = None
    field: str | None = None


RawTables = Mapping[str, ir.Table]
"""By part: the typed columns of a source, and the facts of the file of each row."""


@dataclass(frozen=True)
class Archive:
    """One archive: what is true of it, its sources, and how their rows become rows of the store.

    ``describe(source, name, tally, references)`` gives the facts of a file and raises
    ValueError if the name does not say what it must. ``tables(raw, references)`` gives, by
    store table, the expressions whose rows go there. ``unreadable(raw, references)`` gives the cells
    that cannot be read, whose rows are in no table: the others are asked without them.
    ``problems(raw, references)`` lists what is wrong with whole files, each a message with remedy;
    ``notes(raw, references)`` what is kept as it stands, but is new or cannot be.
    ``dated_name`` is a pattern for the name, of the file or of a zip or folder around it, whose day
    counts before other names.

    The tables may hold "rejections", with file_id, line and reason: rows that are not stored.
    """

    id: str
    platform: str
    facts: ArchiveFacts
    sources: tuple[Source, ...]
    describe: Callable[[Source, str, Tally, References], FileFacts]
    tables: Callable[[RawTables, References], Mapping[str, Sequence[ir.Table]]]
    problems: Callable[[RawTables, References], Sequence[str]] = lambda raw, references: ()
    notes: Callable[[RawTables, References], Sequence[Note]] = lambda raw, references: ()
    unreadable: Callable[[RawTables, References], Sequence[Unreadable]] = lambda raw, references: ()
    dated_name: str = ""


def typed(raw: ir.Table, columns: Mapping[str, Column]) -> ir.Table:
    """The staged text columns as their kinds; a cell that does not fit becomes null."""
    changes = {}
    for name, column in columns.items():
        cell = raw[name]
        if column.kind is Kind.INTEGER:
            changes[name] = cell.try_cast("int64")
        elif column.kind is Kind.DATE:
            changes[name] = _moment(cell, column.form).date()
        elif column.kind is Kind.TIME:
            changes[name] = _moment(cell, column.form)
    return raw.mutate(**changes) if changes else raw


def misfits(raw: ir.Table, columns: Mapping[str, Column]) -> dict[str, ir.BooleanValue]:
    """By column: true where the cell of a staged row does not fit the kind of the column."""
    found = {}
    for name, column in columns.items():
        cell = raw[name]
        bad = ibis.literal(False)
        if column.kind is Kind.ID:
            bad = ~cell.re_search(ID_FORMS[column.form])
        elif column.kind is Kind.INTEGER:
            bad = ~cell.re_search(r"^\d{1,15}$")
        elif column.kind is Kind.AMOUNT:
            bad = ~cell.re_search(r"^(≤\s*)?\d{1,15}(\.\d{1,2})?$")
        elif column.kind in (Kind.DATE, Kind.TIME):
            bad = ~cell.re_search(_FORMS[column.form]) | _moment(cell, column.form).isnull()
        elif column.is_closed and column.values:
            bad = ~cell.isin(sorted(column.values))
        elif not column.filled:
            continue
        found[name] = cell.isnull().ifelse(ibis.literal(column.filled), bad.fill_null(True))
    return found


DIGITS = "in digits"
ADVERTISER_ID = "of AR and digits"
CREATIVE_ID = "of CR and digits"
HEX_DIGITS = "of 64 hexadecimal digits"
POST_ID = "of 4 to 10 letters and digits"
COMMITTEE_ID = "of C and eight digits"
CANDIDATE_ID = "of H, S or P and eight letters or digits"
ID_FORMS = {
    DIGITS: r"^\d+$",
    ADVERTISER_ID: r"^AR\d+$",
    CREATIVE_ID: r"^CR\d+$",
    HEX_DIGITS: r"^[0-9a-f]{64}$",
    POST_ID: r"^(t3_)?[0-9a-z]{4,10}$",
    COMMITTEE_ID: r"^C\d{8}$",
    CANDIDATE_ID: r"^[HSP]\w{8}$",
}
ISO_DATE = "%Y-%m-%d"
SLASHED_TIME = "%Y/%m/%d %H:%M:%SZ"
COMPACT_DATE = "year, month and day in eight digits"
EPOCH_SECONDS = "seconds since 1970"
EPOCH_MILLISECONDS = "milliseconds since 1970"
ISO_MOMENT = "ISO, a time with a zone turned to UTC"
_ZONE = r"(Z|[+-]\d{2}:?\d{2})"
_FORMS = {
    ISO_DATE: r"^\d{4}-\d{2}-\d{2}$",
    ISO_MOMENT: rf"^\d{{4}}-\d{{2}}-\d{{2}}([T ]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d+)?)?{_ZONE}?)?$",
    COMPACT_DATE: r"^\d{8}$",
    EPOCH_SECONDS: r"^\d{9,10}(\.\d+)?$",
    EPOCH_MILLISECONDS: r"^\d{12,13}$",
    SLASHED_TIME: r"^\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}Z$",
}


def is_of_form(text: str, form: str) -> bool:
    """True if a text has the outer form of a DATE or TIME. It may still be no day."""
    return re.search(_FORMS[form], text) is not None


def _moment(cell: ir.StringValue, form: str) -> ir.TimestampValue:
    if form == SLASHED_TIME:
        cell = cell.replace("/", "-").replace("Z", "")
    if form == COMPACT_DATE:
        cell = cell.re_replace(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3")
    if form == EPOCH_SECONDS:
        return (cell.re_extract(r"^\d+", 0).try_cast("int64") * 1000).as_timestamp("ms")
    if form == EPOCH_MILLISECONDS:
        return cell.try_cast("int64").as_timestamp("ms")
    if form == ISO_MOMENT:
        # The engine reads past a zone.
        zone = r":[^+-]*([+-])(\d{2}):?(\d{2})$"
        hours, minutes = (cell.re_extract(zone, group).try_cast("int64") for group in (2, 3))
        ahead = (hours * 60 + minutes).fill_null(0)
        ahead = (cell.re_extract(zone, 1) == "-").ifelse(-ahead, ahead)
        plain = cell.re_replace(rf"(:[^+-]*){_ZONE}$", r"\1")
        return plain.try_cast("timestamp") - ahead.as_interval("m")
    return cell.try_cast("timestamp")


@dataclass(frozen=True)
class Met:
    """A text of a column, the first row that holds it, and how many do."""

    text: str
    file: str
    line: int
    count: int

    def note(self, kind: NoteKind, column: str, field: str | None = None) -> Note:
        """A note about this text of the platform's column."""
        return Note(kind, self.file, self.line, self.count, column, self.text, field)


def texts_met(
    raw: ir.Table, column: str, *, file: str = "file_label", by_file: bool = False
) -> list[Met]:
    """The distinct non-null texts of a column, sorted, each with its first row and the number of
    rows; with ``by_file`` those of each file."""
    rows = raw.filter(raw[column].notnull())
    grouped = rows.group_by(text=rows[column], file=rows[file])
    found = grouped.aggregate(line=rows.line.min(), count=rows.count()).order_by(["text", "file"])
    met: dict[tuple[str, str], Met] = {}
    for row in found.to_pyarrow().to_pylist():
        key = (row["text"], row["file"] if by_file else "")
        first = met.get(key)
        if first is None:
            met[key] = Met(row["text"], row["file"], int(row["line"]), int(row["count"]))
        else:
            met[key] = replace(first, count=first.count + int(row["count"]))
    return list(met.values())


def with_absent(raw: ir.Table, names: Sequence[str]) -> ir.Table:
    """Add columns that no file has had, as null text."""
    absent = {name: ibis.null("string") for name in names if name not in raw.columns}
    return raw.mutate(**absent) if absent else raw


def lookup_table(rows: Sequence[Mapping[str, object]], schema: Mapping[str, str]) -> ir.Table:
    """A small in-memory table to join with. Works for no rows, too."""
    columns = {name: [row[name] for row in rows] for name in schema}
    arrow = pa.table(
        {
            name: pa.array(values, type=ibis.dtype(schema[name]).to_pyarrow())
            for name, values in columns.items()
        }
    )
    return ibis.memtable(arrow)


def distinct_texts(column: ir.StringColumn) -> list[str]:
    """The distinct non-null texts of a column, sorted."""
    found = column.name("text").as_table().filter(ibis._.text.notnull()).distinct()
    return sorted(found.to_pyarrow()["text"].to_pylist())
