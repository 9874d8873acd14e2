"""The published lists of committees, candidates and state-linked media, read on their own."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.real.conftest import RealStore

pytestmark = pytest.mark.real
FEC = "fec/2020"
MEDIA = "state-media/State_Media_Matrix.csv"
COMMITTEE = ("committee_id", "committee_name", "designation_code", "type_code", "party_code")
COMMITTEE_CELLS = (0, 1, 8, 9, 10)
CANDIDATE = ("candidate_id", "candidate_name", "party_code", "office_code", "district_text")
CANDIDATE_CELLS = (0, 1, 2, 5, 6)


def bars(folder: Path, name: str) -> list[list[str]]:
    """The rows of a file with bars, in which a quotation mark is a character like any other."""
    text = (folder / FEC / name).read_text(encoding="utf-8")
    return [line.split("|") for line in text.splitlines()]


def outlets(folder: Path) -> dict[int, dict[str, str]]:
    """The rows of the list that are not blank, by line. No cell of it has a line break."""
    with (folder / MEDIA).open(encoding="utf-8-sig", newline="") as stream:
        rows = enumerate(csv.DictReader(stream), start=2)
        return {line: row for line, row in rows if any(row.values())}


@pytest.mark.parametrize(
    ("table", "name", "fields", "cells"),
    [
        ("committees", "cm.txt", COMMITTEE, COMMITTEE_CELLS),
        ("candidates", "cn.txt", CANDIDATE, CANDIDATE_CELLS),
    ],
)
def test_every_row_of_a_master_is_stored_word_for_word(
    real_store: RealStore,
    real_archives: Path,
    table: str,
    name: str,
    fields: tuple[str, ...],
    cells: tuple[int, ...],
) -> None:
    raw = bars(real_archives, name)
    wanted = [
        (line, *[row[cell].strip() or None for cell in cells])
        for line, row in enumerate(raw, start=1)
    ]
    columns = ", ".join(f"{table}.{field}" for field in ("line", *fields))
    found = real_store.query(
        f"SELECT {columns} FROM {table} JOIN files USING (file_id) WHERE path = ? ORDER BY line",
        f"{FEC}/{name}",
    )
    assert found == wanted


@pytest.mark.parametrize(
    ("table", "name", "cell"), [("committees", "cm.txt", 6), ("candidates", "cn.txt", 4)]
)
def test_states_are_places_where_they_are_states(
    real_store: RealStore, real_archives: Path, table: str, name: str, cell: int
) -> None:
    raw = Counter(row[cell] for row in bars(real_archives, name))
    wanted = {
        "US" if state == "US" else f"US-{state}": count
        for state, count in raw.items()
        if state not in ("", "ZZ", "TH", "NO", "14")
    }
    found = dict(real_store.query(f"SELECT place_code, count(*) FROM {table} GROUP BY 1"))
    assert found.pop(None, 0) == sum(raw.values()) - sum(wanted.values())
    assert found == wanted


def test_no_treasurer_and_no_address_is_in_the_store(
    real_store: RealStore, real_archives: Path
) -> None:
    raw = bars(real_archives, "cm.txt")
    # A few committees, and organisations behind them, are named like a treasurer.
    told = {row[cell].strip() for row in raw for cell in (1, 13)}
    streets = {row[3] for row in raw if re.match(r"\d+ \w+ \w+", row[3])} - told
    treasurers = {row[2].strip() for row in raw if "," in row[2]} - told
    assert min(len(streets), len(treasurers)) > 1_000
    names = [row[0] for row in real_store.query("DESCRIBE committees") if row[1] == "VARCHAR"]
    stored = {
        text
        for name in names
        for (text,) in real_store.query(f"SELECT DISTINCT {name} FROM committees")
    }
    assert not streets & stored
    assert not treasurers & stored


def test_list_of_outlets_is_stored_whole(real_store: RealStore, real_archives: Path) -> None:
    raw = outlets(real_archives)
    assert len(raw) == 1_156
    wanted = [
        (line, row["Main assets"].strip(), row["Country"].strip(), row["Typology"].strip())
        for line, row in raw.items()
    ]
    found = real_store.query(
        "SELECT line, outlet_name, country_name, typology_code FROM state_media ORDER BY line"
    )
    assert found == wanted
    rejected = real_store.query(
        "SELECT line, reason FROM rejections JOIN files USING (file_id) WHERE path = ?", MEDIA
    )
    assert rejected == [(1_158, "blank line")]


def test_handles_are_the_last_part_of_the_links(real_store: RealStore, real_archives: Path) -> None:
    def handles(column: str) -> list[tuple[int, str]]:
        return [
            (line, row[column].strip().rstrip("/").rpartition("/")[2].lower())
            for line, row in outlets(real_archives).items()
            if row[column].strip()
        ]

    accounts = handles("Twitter Link")
    assert len(accounts) == 195
    assert (
        real_store.query(
            "SELECT line, x_handle FROM state_media WHERE x_handle IS NOT NULL ORDER BY line"
        )
        == accounts
    )
    pages = [(line, name) for line, name in handles("Facebook Link") if not name.isdecimal()]
    assert len(pages) == 233
    assert (
        real_store.query(
            "SELECT line, facebook_handle FROM state_media "
            "WHERE facebook_handle IS NOT NULL ORDER BY line"
        )
        == pages
    )


def test_states_without_a_code_are_no_states(real_store: RealStore) -> None:
    found = real_store.query(
        "SELECT DISTINCT country_name FROM state_media WHERE country_code IS NULL"
    )
    assert found == [("Europen Union",)]
    codes = dict(
        real_store.query(
            "SELECT DISTINCT country_name, country_code FROM state_media WHERE country_name IN "
            "('UAE', 'DR Congo', 'Congo', 'Georgia', 'Hong Kong', 'Vatican City', 'Turkey')"
        )
    )
    assert codes == {
        "UAE": "AE", "DR Congo": "CD", "Congo": "CG", "Georgia": "GE", "Hong Kong": "HK",
        "Vatican City": "VA", "Turkey": "TR",
    }  # fmt: skip
