"""The fixture of the election commission's masters: bars, no header, bare quotation marks."""

from pathlib import Path

import pytest

from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import (
    FIXTURES,
    STRICT,
    assert_rows,
    every_text,
    lay_out,
    put,
    read_in,
    rows,
)

EXPECTED = FIXTURES / "fec" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("fec")
    archives = lay_out(FIXTURES / "fec" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize("name", ["candidates", "committees"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_files_of_headers_are_passed_over_with_a_reason(ingested: Ingested) -> None:
    passed = {item.label.rpartition("/")[2]: item.reason for item in ingested.passed}
    assert set(passed) == {"cm_header_file.csv", "cn_header_file.csv"}
    assert all("names of the columns" in reason for reason in passed.values())


def test_reference_lists_are_no_ads_and_no_sponsors(ingested: Ingested) -> None:
    assert rows(ingested.store, "ads") == rows(ingested.store, "sponsors") == []


@pytest.mark.parametrize("marker", ["PRIVATE-ADDRESS-MARKER", "PRIVATE-TREASURER-MARKER"])
def test_treasurers_and_addresses_are_in_no_table(ingested: Ingested, marker: str) -> None:
    files = list((FIXTURES / "fec" / "archives").rglob("cm.txt"))
    assert all(marker in file.read_text(encoding="utf-8") for file in files)
    assert [text for text in every_text(ingested.store) if marker in text] == []


def test_row_of_another_width_stops_the_ingest(tmp_path: Path) -> None:
    whole = "|".join(["C00999901", "DEMO", *[""] * 13])
    put(tmp_path / "archives" / "2020-08-01" / "cm.txt", f"{whole}\nC00999902|CUT OFF|\n")
    with pytest.raises(ArchiveErrors, match=r"cm\.txt, line 2: 3 fields where the header has 15"):
        read_in(tmp_path / "archives", tmp_path / "store")


def test_id_of_another_form_stops_the_ingest(tmp_path: Path) -> None:
    lines = "".join("|".join([cell, *[""] * 14]) + "\n" for cell in ("C00999901", "c999"))
    put(tmp_path / "archives" / "2020-08-01" / "cm.txt", lines)
    with pytest.raises(ArchiveErrors, match=r"line 2, column 'CMTE_ID': 'c999' is no id of C"):
        read_in(tmp_path / "archives", tmp_path / "store", STRICT)
