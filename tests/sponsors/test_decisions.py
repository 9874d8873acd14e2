"""The file of reviewed decisions: what is accepted, and what the error says."""

from datetime import date
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.sponsors.decisions import COLUMNS, load_decisions

HEAD = ",".join(COLUMNS)
GOOD = "same,google/AR1,meta/t2,,One website,https://demo.example/about,2025-06-30"


def written(folder: Path, *lines: str) -> Path:
    """A reference folder with these decisions."""
    (folder / "sponsors.csv").write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
    return folder


def test_decision_is_read_with_its_line(tmp_path: Path) -> None:
    (found,) = load_decisions(written(tmp_path, GOOD))
    assert (found.verdict, found.payer_a, found.payer_b) == ("same", "google/AR1", "meta/t2")
    assert (found.reason, found.decided_on_date, found.line) == (
        "One website",
        date(2025, 6, 30),
        2,
    )


def test_line_counts_breaks_inside_a_cell(tmp_path: Path) -> None:
    long = GOOD.replace("One website", '"One\nwebsite"')
    other = GOOD.replace("meta/t2", "meta/t3")
    assert [found.line for found in load_decisions(written(tmp_path, long, other))] == [2, 4]


def test_blank_line_is_passed_over_and_counted(tmp_path: Path) -> None:
    other = GOOD.replace("meta/t2", "meta/t3")
    assert [found.line for found in load_decisions(written(tmp_path, "", GOOD, "", other))] == [
        3,
        5,
    ]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (b'same,google/AR1,"meta/t2,,a,b,2025-06-30\n', "line 3: unexpected end of data. Mend"),
        (b'same,google/AR1,"meta"/t2,,a,b,2025-06-30\n', "line 3: .* expected after .* Mend"),
        (GOOD.replace("website", "w\xe9bsite").encode("latin-1"), "line 3: not UTF-8 text"),
    ],
)
def test_damaged_file_is_named_with_its_line(tmp_path: Path, damage: bytes, message: str) -> None:
    with (written(tmp_path, GOOD.replace("AR1", "AR9")) / "sponsors.csv").open("ab") as file:
        file.write(damage)
    with pytest.raises(ConfigError, match=message):
        load_decisions(tmp_path)


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert load_decisions(tmp_path) == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("same", "maybe"), "line 2: decision 'maybe' is not one of same, different"),
        (GOOD.replace("One website", ""), "line 2: reason is empty"),
        (GOOD.replace("https://demo.example/about", ""), "line 2: source is empty"),
        (GOOD.replace("2025-06-30", "June"), "line 2: decided_on_date 'June' is not a day"),
        (GOOD.replace("meta/t2", "google/AR1"), "line 2: payer_a and payer_b are the same"),
        (GOOD + ",more", "line 2: the row must have 7 cells"),
        ("large,google/AR1,,,Seen,here,2025-06-30", "line 2: member_count is empty"),
        ("large,google/AR1,,many,Seen,here,2025-06-30", "member_count 'many' is not a whole"),
    ],
)
def test_wrong_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_decisions(written(tmp_path, line))


def test_two_decisions_on_the_same_payers_are_refused(tmp_path: Path) -> None:
    mirrored = "different,meta/t2,google/AR1,,No,https://demo.example,2025-07-01"
    with pytest.raises(ConfigError, match="lines 2 and 3 decide on the same two payers"):
        load_decisions(written(tmp_path, GOOD, mirrored))


def test_other_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sponsors.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="the first line must be decision,payer_a"):
        load_decisions(tmp_path)


def test_decisions_of_the_project_are_read() -> None:
    load_decisions(Path(__file__).parents[2] / "data" / "reference")
