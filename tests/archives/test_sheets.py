"""Workbooks: the one sheet with rows, and cells as a CSV file would have them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.archives.files import RawFile
from generator.archives.forms import Form, form_of, open_table, read_header
from generator.errors import ArchiveError

LONG_ID = 1720033259050893459


def save(folder: Path, *sheets: list[list[object]]) -> RawFile:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    book.save(folder / "made-up.xlsx")
    return RawFile(folder, folder / "made-up.xlsx", "made-up.xlsx")


def test_rows_are_read_from_the_sheet_that_has_any(tmp_path: Path) -> None:
    raw = save(
        tmp_path,
        [],
        [
            [],
            ["Ad Id", "Day", "Spend_USD", "Unnamed: 3"],
            [str(LONG_ID), datetime.fromisoformat("2024-10-01"), 12.5, None],
            [None, None, None, None],
            ["7", date(2024, 10, 2), 3.0, None],
        ],
    )
    assert form_of(raw) is Form.SHEET
    assert read_header(raw) == ["Ad Id", "Day", "Spend_USD", "Unnamed: 3"]
    reading = open_table(raw)
    assert list(reading.rows()) == [
        (3, [str(LONG_ID), "2024-10-01", "12.5", ""]),
        (5, ["7", "2024-10-02", "3", ""]),
    ]
    assert reading.rejections == [(4, "blank line")]
    assert reading.rows_in == 3


def test_long_number_that_the_program_cut_is_no_id(tmp_path: Path) -> None:
    raw = save(tmp_path, [["Ad Id"], [float(LONG_ID)]])
    ((_, (cell,)),) = open_table(raw).rows()
    assert "E+18" in cell


def test_two_sheets_with_rows_are_refused(tmp_path: Path) -> None:
    raw = save(tmp_path, [["a"], ["1"]], [["b"], ["2"]])
    with pytest.raises(ArchiveError, match=r"'Sheet 0' and 'Sheet 1' both hold rows. Save each"):
        list(open_table(raw).rows())


def test_cell_beyond_the_header_is_refused(tmp_path: Path) -> None:
    raw = save(tmp_path, [["a", "b"], ["1", "2", "3"]])
    with pytest.raises(ArchiveError, match="line 2: 3 fields where the header has 2"):
        list(open_table(raw).rows())


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_cut_off_workbook_is_told(share: float, tmp_path: Path) -> None:
    raw = save(tmp_path, [["a"], *[[str(number)] for number in range(500)]])
    content = raw.path.read_bytes()
    raw.path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ArchiveError, match=r"made-up.xlsx: the workbook is damaged"):
        list(open_table(raw).rows())
