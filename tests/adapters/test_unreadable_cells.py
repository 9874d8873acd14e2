"""Of every archive: a cell that only its adapter can tell to be unreadable leaves its row out, with
line and reason, up to a limit; beyond it the file is refused in one message."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from generator.adapters import all_archives
from generator.adapters.source import Archive
from generator.errors import ArchiveErrors
from generator.ingest import unreadable
from generator.ingest.allowances import Tolerance
from generator.store.tables import Store
from tests.adapters.reading import put, read_in, rows
from tests.adapters.unreadable_cells import CASES, Fault, database, ira_database, table, x_row

GOOD = 20
"""Rows of each file that can be read."""
LIMIT = Tolerance().least
KNOWN = (
    "known/FacebookAdLibraryReport_2023-09-10_NL_last_30_days_advertisers.csv",
    "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library\n"
    "1,Demo Kite,Demo Kite,100,1\n",
)
"""Without it, nothing of an archive that keeps known sponsors only would be stored."""
DEFAULTS = {field.name: field.default for field in fields(Archive)}


@dataclass(frozen=True)
class File:
    """A file of one reading, its faults with the first of their lines, and where its rows begin."""

    label: str
    faults: tuple[tuple[Fault, int], ...]


def lay_out(folder: Path, archive_id: str, times: int) -> list[File]:
    """Files of good rows, then each fault in ``times`` rows."""
    put(folder / KNOWN[0], KNOWN[1])
    found = []
    for case in CASES[archive_id]:
        names = list(dict.fromkeys(fault.name for fault in case.faults))
        files = [[fault for fault in case.faults if fault.name == name] for name in names]
        if names == [""]:
            files = [[fault] for fault in case.faults]
        for faults in files:
            records = [case.good(number) for number in range(GOOD)]
            told = []
            for fault in faults:
                told.append((fault, len(records) + case.first_line))
                for _ in range(times):
                    number = len(records)
                    records.append({**case.good(number), **fault.cells})
            day = f"2024-05-{len(found) + 1:02}"
            path = folder / day / (faults[0].name or f"{archive_id}-rows")
            label = case.write(path, records).relative_to(folder).as_posix()
            label += "!ads" if label.endswith(".db") else ""
            found.append(File(label, tuple(told)))
    return found


@pytest.fixture(scope="module", params=CASES)
def read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[File], Store, set[str]]:
    """An archive with one row of each fault: its files, the store, and the columns that were asked."""
    folder = tmp_path_factory.mktemp(request.param)
    files = lay_out(folder / "archives", request.param, 1)
    asked: set[str] = set()
    numbered = unreadable._numbered
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            unreadable,
            "_numbered",
            lambda found, position: asked.add(found.name) or numbered(found, position),
        )
        store = read_in(folder / "archives", folder / "store").store
    return request.param, files, store, asked


def test_row_with_the_cell_is_left_out_with_line_and_reason(
    read: tuple[str, list[File], Store, set[str]],
) -> None:
    _, files, store, _ = read
    found = rows(store, "rejections")
    for file in files:
        own = [row for row in found if row["path"] == file.label]
        assert [(row["line"], row["is_damaged"]) for row in own] == [
            (str(line), "true") for _, line in file.faults
        ]
        for row, (fault, _line) in zip(own, file.faults, strict=True):
            assert row["reason"].startswith("column '") and fault.reason in row["reason"]


def test_every_other_row_is_stored(read: tuple[str, list[File], Store, set[str]]) -> None:
    _, files, store, _ = read
    counts = {row["path"]: row for row in rows(store, "files")}
    lines = {(row["path"], row["line"]) for row in rows(store, "ads")}
    for file in files:
        row = counts[file.label]
        assert row["rows_in_count"] == str(GOOD + len(file.faults))
        assert row["rows_stored_count"] == str(GOOD)
        assert not lines & {(file.label, str(line)) for _, line in file.faults}


def test_every_column_that_can_be_unreadable_has_a_case(
    read: tuple[str, list[File], Store, set[str]],
) -> None:
    archive_id, files, _, asked = read
    links = {
        column
        for archive in all_archives()
        if archive.id == archive_id
        for source in archive.sources
        for column in source.belongs_to
    }
    assert asked - links == {fault.column for file in files for fault, _ in file.faults}


@pytest.mark.parametrize("archive_id", CASES)
def test_file_with_too_many_such_rows_is_refused_in_one_message(
    archive_id: str, tmp_path: Path
) -> None:
    files = lay_out(tmp_path / "archives", archive_id, LIMIT + 1)
    with pytest.raises(ArchiveErrors) as error:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert len(error.value.problems) == len(files)
    for file in files:
        (problem,) = [text for text in error.value.problems if text.startswith(file.label)]
        (fault, line), *others = file.faults
        bad = (LIMIT + 1) * (1 + len(others))
        assert problem.startswith(f"{file.label}, line {line}, column '")
        assert fault.reason in problem
        assert f"{bad} of its {GOOD + bad} rows cannot be read, and at most {LIMIT}" in problem
        assert (", in the columns '" in problem) is bool(others)
        assert problem.endswith(".")


def test_every_archive_with_cells_of_its_own_has_cases() -> None:
    own = [a.id for a in all_archives() if a.unreadable is not DEFAULTS["unreadable"]]
    assert own == sorted(CASES)


def test_only_a_fault_of_a_whole_file_is_a_problem() -> None:
    """The tables of a database that is not whole."""
    assert [a.id for a in all_archives() if a.problems is not DEFAULTS["problems"]] == ["ira"]


def ira_targets(folder: Path, *changes: str) -> Store:
    """The database of twenty ads, of which one has a bad time and seven choices."""
    fault = {**ira_database(99), "created": "soon"}
    path = database(folder / "archives" / "ads", [*map(ira_database, range(GOOD)), fault])
    more = [f"INSERT INTO ad_targets VALUES ('a1', {number})" for number in [99] * 6]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(";".join([*more, *changes]))
    return read_in(folder / "archives", folder / "store").store


def test_what_belongs_to_a_row_that_is_left_out_goes_with_it_and_does_not_count(
    tmp_path: Path,
) -> None:
    store = ira_targets(tmp_path)
    found = [row for row in rows(store, "rejections") if row["path"] == "ads.db!ad_targets"]
    assert len(found) == LIMIT + 2
    assert {row["reason"] for row in found} == {
        "column 'ad_id': '99' is left out: ads.db!ads, line 21"
    }
    assert {row["is_damaged"] for row in found} == {"true"}
    assert "99" not in {row["ad_id"] for row in rows(store, "targeting")}
    assert len(rows(store, "targeting")) == GOOD


def test_what_belongs_to_nothing_is_left_out_up_to_the_limit(tmp_path: Path) -> None:
    store = ira_targets(tmp_path, "INSERT INTO ad_targets VALUES ('zz', 1)")
    found = {(row["line"], row["reason"]) for row in rows(store, "rejections")}
    assert ("28", "column 'target_id': 'zz' stands in no row of ads.db!targets") in found


def test_tables_that_do_not_fit_together_are_refused_in_one_message(tmp_path: Path) -> None:
    with pytest.raises(ArchiveErrors) as error:
        ira_targets(tmp_path, "DELETE FROM ads WHERE id < 10")
    (problem,) = error.value.problems
    assert problem.startswith("ads.db!ad_targets, line 1, column 'ad_id': '0' stands in no row")
    assert "10 of its 27 rows cannot be read" in problem


def test_table_that_is_refused_is_not_told_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveErrors) as error:
        ira_targets(tmp_path, "UPDATE ads SET impressions = 'x'")
    (problem,) = error.value.problems
    assert problem.startswith("ads.db!ads, line 1, column 'impressions'")


def test_bad_cells_and_what_the_audit_found_count_together(tmp_path: Path) -> None:
    records = [x_row(number) for number in range(GOOD)]
    records += [{**x_row(number), "Tweet Id": ""} for number in range(3)]
    records += [{**x_row(number), "Spend_USD": "-1"} for number in range(3)]
    table(tmp_path / "archives" / "2024-05-01" / "x", records)
    with pytest.raises(ArchiveErrors, match=r"'-1' is no number.*6 of its 26 rows cannot be read"):
        read_in(tmp_path / "archives", tmp_path / "store")
