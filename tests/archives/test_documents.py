"""JSON files: saved answers, lines and single records as rows of texts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archives.documents import flat
from generator.archives.files import RawFile
from generator.archives.forms import Form, form_of, open_table, read_header
from generator.errors import ArchiveError

NESTED = {"id": "1", "spend": {"lower_bound": "100", "upper_bound": "499"}, "bodies": ["a", "ü"]}
FLAT = {"id": "1", "spend.lower_bound": "100", "spend.upper_bound": "499", "bodies": '["a", "ü"]'}


def file(folder: Path, text: str, name: str = "made-up.json") -> RawFile:
    (folder / name).write_text(text, encoding="utf-8")
    return RawFile(folder, folder / name, name)


def rows(raw: RawFile) -> list[tuple[int, dict[str, str]]]:
    reading = open_table(raw)
    found = [
        (line, {name: cell for name, cell in zip(reading.header, cells, strict=True) if cell})
        for line, cells in reading.rows()
    ]
    assert reading.rows_in == len(found)
    return found


@pytest.mark.parametrize(
    "document",
    [
        NESTED,
        [NESTED],
        {"data": [NESTED], "paging": {"next": "x"}},
        {"data": {"ads": [NESTED], "has_more": False}, "error": {}},
        {"@odata.count": 1, "value": [NESTED]},
        {"elements": [NESTED], "paging": {"total": 1}},
        {"kind": "Listing", "data": {"after": None, "children": [{"kind": "t3", "data": NESTED}]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_record_is_found_in_every_envelope(
    document: object, indent: int | None, tmp_path: Path
) -> None:
    raw = file(tmp_path, json.dumps(document, ensure_ascii=False, indent=indent))
    assert form_of(raw) is Form.DOCUMENT
    assert rows(raw) == [(1, FLAT)]


def test_lines_may_be_records_or_answers_with_several(tmp_path: Path) -> None:
    text = '{"id": 1}\n{"data": [{"id": 2, "a": null}, {"id": 3}]}\n\n{"id": 4, "b": true}\n'
    raw = file(tmp_path, text, "made-up.jsonl")
    assert read_header(raw) == ["id", "a", "b"]
    assert rows(raw) == [
        (1, {"id": "1"}),
        (2, {"id": "2"}),
        (3, {"id": "3"}),
        (4, {"id": "4", "b": "true"}),
    ]


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    raw = file(tmp_path, '{"id": 104836593772645001234, "share": 0.10, "list": [1.50]}')
    assert rows(raw) == [(1, {"id": "104836593772645001234", "share": "0.10", "list": '["1.50"]'})]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"data": [{"id": "1"}, {"id"', "line 1: not JSON"),
        ('{"id": "1"}\n{"id": "2"}\n{"id": ', "line 3: not JSON"),
        ('[{"id": "1"},\n "loose"]', "record 2 is 'loose'"),
    ],
)
def test_damage_is_told_with_its_place(text: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=f"made-up.json.*{where}.*download it again"):
        rows(file(tmp_path, text))


def test_wrong_encoding_is_told(tmp_path: Path) -> None:
    raw = file(tmp_path, "")
    raw.path.write_bytes('{"id": "1"}\n{"name": "Zürich"}\n'.encode("latin-1"))
    with pytest.raises(ArchiveError, match=r"made-up.json, line 2: not UTF-8"):
        rows(raw)


def test_empty_answer_has_no_columns(tmp_path: Path) -> None:
    assert read_header(file(tmp_path, '{"data": []}')) == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.text("abc", min_size=1),
        VALUES | st.dictionaries(st.text("xyz", min_size=1), VALUES, min_size=1),
    )
)
def test_every_value_of_a_record_becomes_one_text(record: dict[str, object]) -> None:
    found = flat(record)
    names = {
        name
        for key, value in record.items()
        for name in ([f"{key}.{inner}" for inner in value] if isinstance(value, dict) else [key])
    }
    assert set(found) == names
    assert all(isinstance(text, str) for text in found.values())
