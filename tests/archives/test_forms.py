"""Text with tabs or bars, and the telling of forms."""

from pathlib import Path

import pytest

from generator.archives.files import RawFile
from generator.archives.forms import Form, form_of, open_table, read_header


def file(folder: Path, content: bytes, name: str = "made-up.txt") -> RawFile:
    (folder / name).write_bytes(content)
    return RawFile(folder, folder / name, name)


def test_tabs_part_cells_and_commas_do_not(tmp_path: Path) -> None:
    raw = file(tmp_path, b'id\ttext\tspend\n1\ta, "b"\t161.23 RUB\n2\t"two\nlines, ""x"""\t\n')
    assert form_of(raw) is Form.TABS
    reading = open_table(raw)
    assert list(reading.rows()) == [
        (2, ["1", 'a, "b"', "161.23 RUB"]),
        (3, ["2", 'two\nlines, "x"', ""]),
    ]
    assert reading.header == ["id", "text", "spend"]


def test_bars_part_cells_and_quotation_marks_are_text(tmp_path: Path) -> None:
    raw = file(tmp_path, b'C00000059|THE "DEMO PAC|\nC00000067|a, "b"|x\n')
    assert form_of(raw) is Form.PIPES
    assert read_header(raw) == ["C00000059", 'THE "DEMO PAC', ""]
    reading = open_table(raw, ("id", "name", "more"))
    assert list(reading.rows()) == [
        (1, ["C00000059", 'THE "DEMO PAC', ""]),
        (2, ["C00000067", 'a, "b"', "x"]),
    ]
    assert (reading.header, reading.rows_in) == (["id", "name", "more"], 2)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.csv", b"a,b\n1,2\n", Form.COMMAS),
        ("a.csv", b"a\tb, c, d\n", Form.COMMAS),
        ("a.json", b'\xef\xbb\xbf {"a": 1}', Form.DOCUMENT),
        ("a.txt", b'{"a": 1}', Form.COMMAS),
        ("a.xlsx", b"no workbook", Form.COMMAS),
        ("a.png", b"\x89PNG\0", Form.COMMAS),
        ("a.csv", b"", Form.COMMAS),
    ],
)
def test_form_is_told_by_the_first_bytes(
    name: str, content: bytes, form: Form, tmp_path: Path
) -> None:
    assert form_of(file(tmp_path, content, name)) is form
