"""The fixture of the list of media that are linked to a state."""

from pathlib import Path

import pytest

from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, STRICT, assert_rows, every_text, lay_out, put, read_in

EXPECTED = FIXTURES / "state-media" / "expected"
FILE = "2024-02-07/State_Media_Matrix.csv"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("state-media")
    archives = lay_out(FIXTURES / "state-media" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize("name", ["rejections", "state_media"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_remarks_and_other_accounts_are_in_no_table(ingested: Ingested) -> None:
    for marker in ("NOTE-MARKER", "vk.example", "stream.example", "t.me"):
        assert [text for text in every_text(ingested.store) if marker in text] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Demo Kite Tribune", "", "line 2, column 'Main assets': is blank"),
        (",Notes,", ",Remarks,", "line 1: unknown column 'Remarks'"),
    ],
)
def test_what_is_not_understood_stops_the_ingest(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (FIXTURES / "state-media" / "archives" / FILE).read_text(encoding="utf-8")
    assert old in text
    put(tmp_path / "archives" / FILE, text.replace(old, new, 1))
    with pytest.raises(ArchiveErrors) as caught:
        read_in(tmp_path / "archives", tmp_path / "store", STRICT)
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0]
