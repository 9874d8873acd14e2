"""Which copies of a platform's archives were read: by year with the gaps, and one by one."""

from dataclasses import dataclass

import pandas as pd

from generator.pages.base import Cell, SourceLine, TableBlock
from generator.pages.data import SiteData
from generator.pages.platform_records import Dataset, PlatformRecord
from generator.pages.words import as_date, plural, taken_on


@dataclass(frozen=True)
class CoverageYear:
    """One year of an archive: how many snapshots of it were read, in words."""

    year: int
    words: str
    is_gap: bool


@dataclass(frozen=True)
class Coverage:
    """The years of one archive. ``summary`` says the same in a sentence."""

    name: str
    archive: str
    summary: str
    years: tuple[CoverageYear, ...]


def platform_snapshots(data: SiteData, record: PlatformRecord) -> pd.DataFrame:
    """The snapshots of the platform's archives, newest first; an empty frame if there are none."""
    return data.snapshots[data.snapshots["archive"].isin(list(record.archives))]


def coverage(data: SiteData, record: PlatformRecord) -> tuple[Coverage, ...]:
    """One entry for each archive that belongs to the platform."""
    return tuple(_coverage(data, dataset) for dataset in record.datasets if dataset.archive)


def snapshot_table(snapshots: pd.DataFrame) -> TableBlock | None:
    """The snapshots one by one; None if there are none."""
    if snapshots.empty:
        return None
    return TableBlock(
        "Snapshots read. Where there is none, nothing is known; it does not mean that there were no ads.",
        ("Snapshot", "Taken on", "Files", "Rows", "Date from"),
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
            plural(int(row["row_count"]), "row"),
        )
        for row in snapshots.to_dict("records")
    )


def _coverage(data: SiteData, dataset: Dataset) -> Coverage:
    rows = data.snapshots[data.snapshots["archive"] == dataset.archive]
    counts: dict[int, int] = {}
    for value in rows["taken_on_date"]:
        year = as_date(value).year
        counts[year] = counts.get(year, 0) + 1
    if not counts:
        return Coverage(dataset.name, dataset.archive, "No copy has been read into this site.", ())
    first = min(int(dataset.since[:4]), *counts)
    last = int(dataset.until[:4]) if dataset.until else data.as_of_date.year
    years = tuple(_year(year, counts.get(year, 0)) for year in range(first, max(last, *counts) + 1))
    gaps = [str(year.year) for year in years if year.is_gap]
    read = f"{plural(len(rows), 'snapshot')} read"
    missing = f"none was kept from {', '.join(gaps)}" if gaps else "none of the years is missing"
    return Coverage(dataset.name, dataset.archive, f"{read}; {missing}.", years)


def _year(year: int, count: int) -> CoverageYear:
    return CoverageYear(year, plural(count, "snapshot") if count else "gap", not count)
