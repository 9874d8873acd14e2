"""Reading delimited text: line numbers, odd lines, and every kind of damage."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.archives.files import RawFile
from generator.archives.forms import open_table, read_lines
from generator.archives.kinds import what_it_is_instead
from generator.archives.rows import Reading
from generator.errors import ArchiveError

HEADER = "id,name,amount"


def raw_file(folder: Path, content: str | bytes, name: str = "a.csv") -> RawFile:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return RawFile(folder, path, name)


def read(folder: Path, content: str | bytes) -> tuple[list[tuple[int, list[str]]], Reading]:
    reading = Reading(raw_file(folder, content))
    return list(reading.rows()), reading


def test_rows_come_with_the_line_on_which_they_begin(tmp_path: Path) -> None:
    rows, reading = read(tmp_path, f'{HEADER}\n1,"two\nlines",3\n2,b,4\n')
    assert rows == [(2, ["1", "two\nlines", "3"]), (4, ["2", "b", "4"])]
    assert reading.header == ["id", "name", "amount"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blank_lines_and_repeated_headers_are_left_out_with_a_reason(
    tmp_path: Path, end: str
) -> None:
    lines = [HEADER, "1,a,1", "", ",,", "   ", f"\ufeff{HEADER}", "2,b,2", HEADER]
    rows, reading = read(tmp_path, end.join(lines))
    assert rows == [(2, ["1", "a", "1"]), (7, ["2", "b", "2"])]
    assert reading.rejections == [
        (3, "blank line"),
        (4, "blank line"),
        (5, "blank line"),
        (6, "the header again"),
        (8, "the header again"),
    ]
    assert reading.rows_in == 7


def test_mark_before_a_quoted_cell_is_not_part_of_it(tmp_path: Path) -> None:
    rows, reading = read(tmp_path, '\ufeff"id",name,amount\n\ufeff"1, 2",a,3\n')
    assert reading.header == ["id", "name", "amount"]
    assert rows == [(2, ["1, 2", "a", "3"])]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('1,"Hope." Demo Agent,3', ["1", '"Hope." Demo Agent', "3"]),
        ('1,"Hope." Demo, Agent,3', ["1", '"Hope." Demo, Agent', "3"]),
        ('"1, 2","Hope." Demo, Agent,3', ["1, 2", '"Hope." Demo, Agent', "3"]),
        ('1,"Hope." Demo,"3, ""4"""', ["1", '"Hope." Demo', '3, "4"']),
        ('1,"Hope,3', ["1", '"Hope', "3"]),
        ('1,say "Hope",3', ["1", 'say "Hope"', "3"]),
    ],
)
def test_bare_quotation_mark_stays_in_the_text(tmp_path: Path, line: str, cells: list[str]) -> None:
    rows, _ = read(tmp_path, f'{HEADER}\n{line}\n5,"b, c",6\n7,d,8\n')
    assert rows == [(2, cells), (3, ["5", "b, c", "6"]), (4, ["7", "d", "8"])]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1,a", "2 fields where the header has 3"),
        ("1,a,2,3", "4 fields where the header has 3"),
        ('1,"Hope", Agent,3', "4 fields where the header has 3"),
        ('1,"Hope." a, b,"Love." c, d,3', "not a readable table"),
    ],
)
def test_row_of_the_wrong_width_is_left_out_with_its_line(
    tmp_path: Path, line: str, found: str
) -> None:
    rows, reading = read(tmp_path, f"{HEADER}\n0,a,0\n{line}\n9,z,9\n")
    assert rows == [(2, ["0", "a", "0"]), (4, ["9", "z", "9"])]
    ((number, reason),) = reading.damaged
    assert number == 3 and reason.startswith(found) and line[:9] in reason
    assert reading.rows_in == 3 and reading.rejections == []


def test_quote_that_is_never_closed_takes_no_other_row_with_it(tmp_path: Path) -> None:
    rows, reading = read(tmp_path, f'{HEADER}\n"open\n1,b,1\n2,"c, d",2\n9,z,9\n')
    assert [cells[0] for _, cells in rows] == ["1", "2", "9"]
    assert [line for line, _ in reading.damaged] == [2]


@pytest.mark.parametrize("end", ["1,a", '3,"cut, off', '3,"cut,off', '3,"cut, off\nand on'])
def test_file_that_ends_within_a_row_is_cut_off(tmp_path: Path, end: str) -> None:
    with pytest.raises(ArchiveError, match=r"It is the last line: the file is cut off. Download"):
        read(tmp_path, f"{HEADER}\n1,a,2\n{end}")


def test_byte_that_is_not_utf8_leaves_its_row_out(tmp_path: Path) -> None:
    content = f"{HEADER}\n1,Straße,2\n3,Caf".encode() + b"\xe9,4\n"
    rows, reading = read(tmp_path, content)
    assert rows == [(2, ["1", "Straße", "2"])]
    assert reading.damaged == [(3, "not UTF-8 (byte 0xe9)")]


def test_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    content = f"{HEADER}\n1,a,2\n3,Caf".encode() + b"\xe9,4\n"
    with pytest.raises(ArchiveError, match=r"a.csv, line 3: not UTF-8 \(byte 0xe9\)"):
        read(tmp_path, content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_marked_utf16_is_read(tmp_path: Path, encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    file = raw_file(tmp_path, f"{mark}{HEADER}\n1,Straße,2\n".encode(encoding))
    reading = open_table(file)
    assert list(reading.rows()) == [(2, ["1", "Straße", "2"])]
    assert reading.header == ["id", "name", "amount"]


def test_marked_utf16_that_is_cut_is_told(tmp_path: Path) -> None:
    file = raw_file(tmp_path, f"{HEADER}\n1,a,2\n3,b,4\n".encode("utf-16")[:-3])
    with pytest.raises(ArchiveError, match=r"a\.csv"):
        list(open_table(file).rows())


def test_semicolons_are_read(tmp_path: Path) -> None:
    file = raw_file(tmp_path, 'id;name;amount\n1;"a;b";2,5\n')
    assert list(open_table(file).rows()) == [(2, ["1", "a;b", "2,5"])]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (HEADER.encode("utf-16-le"), "is no text"),
        (b"\n<!DOCTYPE html><html></html>", "is a web page, not a table"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "run `git lfs pull`"),
        (b"7z\xbc\xaf\x27\x1c\0\0", "is a 7-Zip archive. Unpack it"),
        (b"PAR1\0\0", "is a Parquet file"),
        (b"%PDF-1.7\n", "is a PDF document"),
        (b'{"error": {"message": "Session expired", "code": 190}}', "(Session expired). Ask it"),
        (b'{"errors": [{"message": "see https://x.example/?token=1"}]}', "(see …). Ask it"),
        (b"x" * 257 + b"ustar\0", "is a tar archive"),
        (b"id,Stra\xdfe,amount\n1,2,3", "line 1 is not UTF-8 (byte 0xdf)"),
    ],
)
def test_what_is_no_table_is_named_with_what_to_do(
    tmp_path: Path, content: bytes, what: str
) -> None:
    assert what.lower() in str(what_it_is_instead(raw_file(tmp_path, content))).lower()


@pytest.mark.parametrize("text", [HEADER, "id,Straße", '{"error": null, "data": []}', "<id>,a"])
def test_what_may_be_a_table_is_not_named(tmp_path: Path, text: str) -> None:
    assert what_it_is_instead(raw_file(tmp_path, text)) is None


@pytest.mark.parametrize("end", ["crdownload", "part", "partial", "download"])
def test_download_that_has_not_ended_is_named(tmp_path: Path, end: str) -> None:
    file = raw_file(tmp_path, HEADER, f"a.csv.{end}")
    assert "has not ended" in str(what_it_is_instead(file))


def test_single_rows_are_found_by_line(tmp_path: Path) -> None:
    file = raw_file(tmp_path, f'{HEADER}\n1,"two\nlines",3\n2,b,4\n')
    header, rows = read_lines(file, {4, 3, 99})
    assert header == ["id", "name", "amount"]
    assert rows == {4: ["2", "b", "4"]}


CELLS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff\r"), max_size=8
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), end=st.sampled_from(["\n", "\r\n"])
)
def test_any_table_that_python_writes_comes_back(
    tmp_path: Path, table: list[tuple[str, str, str]], end: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(HEADER.split(","))
    wanted = []
    for row in table:
        line = out.getvalue().count("\n") + 1
        writer.writerow(row)
        if any(cell.strip() for cell in row) and [cell.strip() for cell in row] != HEADER.split(
            ","
        ):
            wanted.append((line, list(row)))
    rows, reading = read(tmp_path, out.getvalue())
    assert rows == wanted
    assert reading.rows_in == len(table)
