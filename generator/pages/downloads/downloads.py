"""The page of the downloads: all files with their checksums, and how to check and repeat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.pages.base import Cell, Column, Figure, Page, Sample, SearchData, TableBlock
from generator.pages.data import SiteData
from generator.pages.downloads.repeat import Repeat, repeat_example
from generator.pages.words import taken_on
from generator.schema import TABLES
from generator.text.amounts import size_words
from generator.text.language import _

_FOLDER = "downloads"


class Record(Protocol):
    """A file beside the tables, as it was written."""

    kind: str
    path: str
    byte_count: int
    sha256: str


@dataclass(frozen=True)
class RecordLine:
    """A file beside the tables."""

    kind: str
    """Which record it is, such as ``package`` or ``sums``."""
    name: str
    """Its path from the page of the downloads."""
    file_path: str
    """Its path below the docs folder."""
    size: str
    """Its size, in words."""
    sha256: str
    """Its checksum, in hexadecimal digits."""


@dataclass(frozen=True)
class FileLine:
    """A file of a table."""

    label: str
    """Its form, such as "Parquet"."""
    file_path: str
    """Its path below the docs folder."""
    size: str
    """Its size, in words."""
    sha256: str
    """Its checksum, in hexadecimal digits."""


@dataclass(frozen=True)
class TableFile:
    """One table of the data set and its files."""

    name: str
    """The table of the store."""
    description: str
    """What one row is, in English."""
    row_count: int
    """The number of rows."""
    files: tuple[FileLine, ...]
    """The same rows in each form."""


@dataclass(frozen=True)
class DownloadsPage(Page):
    """Context of ``downloads.md.j2``: the data set as files."""

    template = "downloads.md.j2"
    samples = (Sample("downloads", "downloads/"),)

    size: str = ""
    """The size of all files of the tables, in words."""
    records: tuple[RecordLine, ...] = ()
    """The files that describe the data set."""
    repeat: Repeat | None = None
    """A number of the site and how to repeat it; None if the home page has no figure."""
    tables: tuple[TableFile, ...] = ()
    """The tables with their files."""
    licences: TableBlock | None = None
    """Origin and licence of each snapshot."""
    is_dataset = True


def downloads_page(
    data: SiteData,
    files: Mapping[str, Sequence[tuple[str, str, int, str]]],
    records: Sequence[Record],
    figures: Iterable[Figure],
) -> DownloadsPage:
    """``files`` are, by table, (label, path below the docs folder, bytes, sha256)."""
    return DownloadsPage(
        path=f"{_FOLDER}/index",
        title=_("Downloads"),
        description=_("The whole data set as Parquet and CSV, with the checksum of every file."),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind=_("Data"), summary=_("The whole data set")),
        size=size_words(
            sum(size for found in files.values() for _label, _path, size, _sum in found)
        ),
        records=tuple(
            RecordLine(
                record.kind,
                record.path,
                f"{_FOLDER}/{record.path}",
                size_words(record.byte_count),
                record.sha256,
            )
            for record in records
        ),
        repeat=repeat_example(figures),
        tables=tuple(
            TableFile(
                name,
                table.description.replace("`", ""),
                data.facts.store.count(name),
                tuple(
                    FileLine(label, path, size_words(size), digest)
                    for label, path, size, digest in files[name]
                ),
            )
            for name, table in TABLES.items()
            if name in files
        ),
        licences=TableBlock(
            _(
                "Where each snapshot came from, and the licence named there. The archives belong to their platforms."
            ),
            (
                Column("snapshot", _("Snapshot")),
                Column("taken_on", _("Taken on")),
                Column("origin", _("Origin")),
                Column("licence_named", _("Licence named")),
            ),
            tuple(
                (
                    Cell(row["snapshot_id"]),
                    Cell(
                        taken_on(row["taken_on_date"], row["taken_on_precision"]),
                        sort=str(row["taken_on_date"])[:10],
                    ),
                    Cell(_or_not_recorded(row["origin"])),
                    Cell(_or_not_recorded(row["licence"])),
                )
                for row in data.facts.snapshots.to_dict("records")
            ),
        ),
    )


def _or_not_recorded(value: object) -> str:
    return value if isinstance(value, str) and value else _("not recorded")
