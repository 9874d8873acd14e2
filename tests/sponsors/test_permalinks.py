"""The file that keeps addresses: what it holds, and what is wrong in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ConfigError
from generator.sponsors.permalinks import load_permalinks, permalinks_text, save_permalinks

ids = st.from_regex(r"\A(google|meta|x)/[A-Za-z0-9]{1,6}\Z")


def written(folder: Path, text: str) -> dict[str, str]:
    (folder / "permalinks.csv").write_text(text, encoding="utf-8")
    return load_permalinks(folder)


def test_no_file_means_that_nothing_is_known(tmp_path: Path) -> None:
    assert load_permalinks(tmp_path) == {}


def test_only_what_cannot_be_worked_out_again_is_kept(tmp_path: Path) -> None:
    known = {"meta/gone": "google/1", "meta/moved": "google/1", "x/alone": "x/alone"}
    now = {"google/1": "google/1", "meta/2": "google/1", "meta/moved": "google/3"}
    save_permalinks(tmp_path, known, now)
    assert (tmp_path / "permalinks.csv").read_text(encoding="utf-8") == (
        "payer_id,sponsor_id\n"
        "meta/2,google/1\n"
        "meta/gone,google/1\n"
        "meta/moved,google/3\n"
        "x/alone,x/alone\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["permalinks.csv"]


@given(st.dictionaries(ids, ids), st.dictionaries(ids, ids))
def test_writing_what_was_written_changes_nothing(known: dict, now: dict) -> None:
    once = permalinks_text(known, now)
    pairs = dict(line.split(",") for line in once.splitlines()[1:])
    assert permalinks_text(pairs, now) == once
    assert all(pairs.get(payer_id, payer_id) == sponsor_id for payer_id, sponsor_id in now.items())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("payer,sponsor\n", "the first line must be payer_id,sponsor_id"),
        ("payer_id,sponsor_id\nmeta/1\n", "line 2: the row must have 2 cells"),
        ("payer_id,sponsor_id\nmeta/1,google\n", "line 2: 'meta/1', 'google': two ids"),
        ("payer_id,sponsor_id\na/1,b/1,c/1\n", "line 2"),
        ("payer_id,sponsor_id\na/1,b/1\na/1,b/2\n", "line 3: a/1 stands there twice"),
    ],
)
def test_fault_in_the_file_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        written(tmp_path, text)


def test_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        save_permalinks(tmp_path / "missing", {}, {})
