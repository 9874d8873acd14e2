"""SQLite databases: which tables are data, and their rows as text."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.archives.files import RawFile, find_files
from generator.archives.forms import Form, form_of, open_table, read_header, read_lines
from generator.errors import ArchiveError

DIGITS = 1720033259050893459


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            """
            CREATE TABLE ads (id INTEGER PRIMARY KEY, "odd ""name" TEXT, spend TEXT, score REAL);
            CREATE TABLE choices (ad_id INTEGER, choice TEXT);
            CREATE VIEW shown AS SELECT * FROM ads;
            CREATE VIRTUAL TABLE ads_fts USING fts5 (text, content=ads);
            """
        )
        rows = [(DIGITS, 'a, "b"\nc', "1000.50", 0.5), (12, None, "", None)]
        connection.executemany("INSERT INTO ads VALUES (?, ?, ?, ?)", rows)
        connection.execute("INSERT INTO choices VALUES (12, 'Ö')")
        connection.commit()
    return path


def tables(path: Path) -> dict[str, RawFile]:
    files, problems = find_files([path.parent])
    assert problems == []
    return {file.label: file for file in files}


def test_tables_are_found_without_views_and_search_indexes(database: Path) -> None:
    found = tables(database)
    assert list(found) == ["made-up.db!ads", "made-up.db!choices"]
    assert found["made-up.db!ads"].name == "made-up.db!ads"
    assert {form_of(file) for file in found.values()} == {Form.DATABASE}


def test_rows_are_texts_in_the_order_of_their_ids(database: Path) -> None:
    file = tables(database)["made-up.db!ads"]
    assert read_header(file) == ["id", 'odd "name', "spend", "score"]
    reading = open_table(file)
    rows = list(reading.rows())
    assert rows == [(1, ["12", "", "", ""]), (2, [str(DIGITS), 'a, "b"\nc', "1000.50", "0.5"])]
    assert (reading.rows_in, reading.rejections) == (2, [])
    assert read_lines(file, {2})[1] == {2: rows[1][1]}


def test_reading_leaves_no_trace_beside_the_database(database: Path) -> None:
    before = database.read_bytes()
    for file in tables(database).values():
        list(open_table(file).rows())
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["made-up.db"]


def test_cut_off_database_is_told(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:6000])
    files, problems = find_files([database.parent])
    try:
        for file in files:
            list(open_table(file).rows())
    except ArchiveError as error:
        problems.append(str(error))
    assert len(problems) == 1
    assert problems[0].startswith("made-up.db")
    assert "the database is damaged or cut off" in problems[0]
