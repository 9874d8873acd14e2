"""Which copies of a platform's archives were read: by year with the gaps, and one by one."""

from dataclasses import dataclass

import pandas as pd

from generator.pages.base import Cell, Column, SourceLine, TableBlock
from generator.pages.data import SiteData
from generator.pages.words import as_date, taken_on
from generator.reference.platforms import Dataset, PlatformRecord
from generator.text.language import _, ngettext


@dataclass(frozen=True)
class CoverageYear:
    """One year of an archive."""

    year: int
    """The year."""
    words: str
    """How many snapshots were taken in it, in words."""
    is_gap: bool
    """True if there are none."""


@dataclass(frozen=True)
class Coverage:
    """Which years of an archive were read."""

    name: str
    """The name of the data set."""
    archive: str
    """The id of the archive."""
    summary: str
    """Its years and gaps in a sentence."""
    years: tuple[CoverageYear, ...]
    """Its years from the first on. Empty if no copy was read."""


def platform_snapshots(data: SiteData, record: PlatformRecord) -> pd.DataFrame:
    """The snapshots of the platform's archives, newest first; an empty frame if there are none."""
    return data.facts.snapshots[data.facts.snapshots["archive"].isin(list(record.archives))]


def coverage(data: SiteData, record: PlatformRecord) -> tuple[Coverage, ...]:
    """One entry for each archive that belongs to the platform."""
    return tuple(_coverage(data, dataset) for dataset in record.datasets if dataset.archive)


def snapshot_table(snapshots: pd.DataFrame) -> TableBlock | None:
    """The snapshots one by one; None if there are none."""
    if snapshots.empty:
        return None
    return TableBlock(
        _(
            "Snapshots read. Where there is none, nothing is known; it does not mean that there were "
            "no ads."
        ),
        (
            Column("snapshot", _("Snapshot")),
            Column("taken_on", _("Taken on")),
            Column("files", _("Files")),
            Column("rows", _("Rows")),
            Column("date_from", _("Date from")),
        ),
        tuple(
            (
                Cell(row["snapshot_id"]),
                Cell(
                    taken_on(row["taken_on_date"], row["taken_on_precision"]),
                    sort=str(row["taken_on_date"])[:10],
                ),
                Cell(f"{row['file_count']:,}", sort=int(row["file_count"]), is_number=True),
                Cell(f"{row['row_count']:,}", sort=int(row["row_count"]), is_number=True),
                Cell(row["taken_on_basis"]),
            )
            for row in snapshots.to_dict("records")
        ),
        (2, 3),
    )


def source_lines(snapshots: pd.DataFrame) -> tuple[SourceLine, ...]:
    """One line for each snapshot."""
    return tuple(
        SourceLine(
            row["snapshot_id"],
            row["archive"],
            taken_on(row["taken_on_date"], row["taken_on_precision"]),
            ngettext("{count} row", "{count} rows", int(row["row_count"])),
        )
        for row in snapshots.to_dict("records")
    )


def _coverage(data: SiteData, dataset: Dataset) -> Coverage:
    rows = data.facts.snapshots[data.facts.snapshots["archive"] == dataset.archive]
    counts: dict[int, int] = {}
    for value in rows["taken_on_date"]:
        year = as_date(value).year
        counts[year] = counts.get(year, 0) + 1
    if not counts:
        none = _("No copy has been read into this site.")
        return Coverage(_(dataset.name), dataset.archive, none, ())
    first = min(int(dataset.since[:4]), *counts)
    last = int(dataset.until[:4]) if dataset.until else data.facts.as_of_date.year
    years = tuple(_year(year, counts.get(year, 0)) for year in range(first, max(last, *counts) + 1))
    gaps = [str(year.year) for year in years if year.is_gap]
    if gaps:
        summary = ngettext(
            "{count} snapshot read; none was kept from {years}.",
            "{count} snapshots read; none was kept from {years}.",
            len(rows),
            years=", ".join(gaps),
        )
    else:
        summary = ngettext(
            "{count} snapshot read; none of the years is missing.",
            "{count} snapshots read; none of the years is missing.",
            len(rows),
        )
    return Coverage(_(dataset.name), dataset.archive, summary, years)


def _year(year: int, count: int) -> CoverageYear:
    words = ngettext("{count} snapshot", "{count} snapshots", count) if count else _("gap")
    return CoverageYear(year, words, not count)
