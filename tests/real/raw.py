"""The published files read on their own with Python's csv module: nothing of the generator is used."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

GOOGLE_SPEND = re.compile(r"Total_Spend_(USD)|Spend_([A-Z]{3})(?:_\d)?|Spend_\d")
META_AMOUNT = re.compile(r"Amount spent(?: \(([A-Z]{3})\))?", re.IGNORECASE)
NO_DISCLAIMER = "These ads ran without a disclaimer"


@dataclass(frozen=True)
class RawTable:
    """One CSV file: its columns, and its rows by the line on which each begins."""

    label: str
    columns: tuple[str, ...]
    rows: dict[int, dict[str, str]]

    def column(self, name: str) -> list[str]:
        """The cells of one column."""
        return [row[name] for row in self.rows.values()]

    def total(self, name: str) -> int:
        """The sum of the plain numbers of a column; a blank cell is nothing."""
        return sum(int(cell) for cell in self.column(name) if cell.isdigit())

    @cached_property
    def spend(self) -> dict[str, tuple[int, int]]:
        """Google: by currency, the sum of its columns and how many cells are above 0."""
        found: dict[str, tuple[int, int]] = {}
        for name in self.columns:
            if match := GOOGLE_SPEND.fullmatch(name):
                code = match[1] or match[2] or "USD"  # the keywords of 2018 are in dollars
                total, above = found.get(code, (0, 0))
                cells = [int(cell) for cell in self.column(name) if cell]
                found[code] = (total + sum(cells), above + sum(cell > 0 for cell in cells))
        return found

    @property
    def amount_column(self) -> tuple[str, str | None]:
        """Meta: the one column of amounts, and the currency in its name."""
        (found,) = [match for name in self.columns if (match := META_AMOUNT.fullmatch(name))]
        return found[0], found[1]

    @cached_property
    def amounts(self) -> tuple[int, int, int]:
        """Meta: the sum of the exact amounts, the number of bounds such as ≤100, and their sum."""
        cells = self.column(self.amount_column[0])
        bounds = [int(cell.removeprefix("≤")) for cell in cells if cell.startswith("≤")]
        return (
            sum(int(cell) for cell in cells if not cell.startswith("≤")),
            len(bounds),
            sum(bounds),
        )


def labels(folder: Path) -> list[str]:
    """Every file below the folder; a file inside a zip is ``zip!member``."""
    found = []
    for path in sorted(folder.rglob("*")):
        label = path.relative_to(folder).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found += [
                    f"{label}!{item.filename}" for item in archive.infolist() if not item.is_dir()
                ]
        elif path.is_file():
            found.append(label)
    return sorted(found)


def data_labels(folder: Path) -> list[str]:
    """The CSV files of the platforms' archives."""
    archives = ("google/", "google-bigquery/", "meta-report/", "snapchat/")
    return [
        label for label in labels(folder) if label.startswith(archives) and label.endswith(".csv")
    ]


@cache
def text(folder: Path, label: str) -> str:
    """A file as text, without the byte-order marks that Meta repeats."""
    path, _, member = label.partition("!")
    if member:
        with zipfile.ZipFile(folder / path) as archive:
            data = archive.read(member)
    else:
        data = (folder / path).read_bytes()
    return data.decode("utf-8").replace("\ufeff", "")


@cache
def table(folder: Path, label: str) -> RawTable:
    """A CSV file. Fails if a row has not as many cells as the header."""
    reader = csv.reader(io.StringIO(text(folder, label), newline=""))
    columns = tuple(next(reader))
    rows, line = {}, reader.line_num + 1
    for cells in reader:
        rows[line] = dict(zip(columns, cells, strict=True))
        line = reader.line_num + 1
    return RawTable(label, columns, rows)


def tables(folder: Path, beginning: str) -> Iterator[RawTable]:
    """The CSV files of the archives whose label begins so."""
    return (table(folder, label) for label in data_labels(folder) if label.startswith(beginning))


def newest_snapchat_ads(folder: Path) -> dict[str, tuple[str, dict[str, str]]]:
    """By ad, its row in the newest copy (the day is a folder's name): (label, row)."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    by_day = sorted(tables(folder, "snapchat/"), key=lambda item: item.label.split("/")[2])
    for item in by_day:
        for row in item.rows.values():
            found[row["ADID"]] = (item.label, row)
    return found


def snapchat_totals(folder: Path, payer: str) -> Counter[str]:
    """By currency, what the ads of a payer cost in their newest copies."""
    found: Counter[str] = Counter()
    for _, row in newest_snapchat_ads(folder).values():
        if row["PayingAdvertiserName"] == payer:
            found[row.get("Currency Code", "")] += int(row["Spend"])
    return found
