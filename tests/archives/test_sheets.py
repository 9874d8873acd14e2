"""Workbooks: the one sheet with rows, and cells as a CSV file would have them."""

import zipfile
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


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>
<office:spreadsheet><table:table table:name="Sheet1">
<table:table-row><table:table-cell office:value-type="string"><text:p>Ad Id</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Spend_USD</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>7</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12.5"><text:p>12.5</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


def test_open_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "made-up.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.replace("\n", ""))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    raw = RawFile(tmp_path, path, "made-up.ods")
    assert form_of(raw) is Form.SHEET
    assert read_header(raw) == ["Ad Id", "Spend_USD"]
    assert list(open_table(raw).rows()) == [(2, ["7", "12.5"])]


@pytest.mark.parametrize("name", ["made-up.xlsm", "made-up (1).xlsx"])
def test_workbook_under_another_name_is_read(tmp_path: Path, name: str) -> None:
    raw = save(tmp_path, [["a"], ["1"]])
    raw.path.rename(tmp_path / name)
    raw = RawFile(tmp_path, tmp_path / name, name)
    assert form_of(raw) is Form.SHEET
    assert list(open_table(raw).rows()) == [(2, ["1"])]


@pytest.mark.parametrize("name", ["made-up.xls", "made-up.csv"])
def test_old_document_that_is_no_workbook_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(ArchiveError, match="the workbook is damaged"):
        read_header(RawFile(tmp_path, path, name))
