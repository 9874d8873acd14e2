"""Decisions are written as plain text: one line more, every other line as it was."""

from datetime import date
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.review.decision_log import add_decision, check_writable, take_back
from generator.sponsors.decisions import Verdict, load_decisions

HEADER = b"decision,payer_a,payer_b,member_count,reason,source,decided_on_date"
OLD = b'different,"google/AR1",google/AR2,,"one, and ""two""",a register,2024-05-06'
NEW = b"same,google/AR1,meta/t2,,one office,https://example.org/a,2024-10-31"
DAY = date(2024, 10, 31)


def add(folder: Path, reason: str = "one office", source: str = "https://example.org/a") -> None:
    add_decision(folder, Verdict.SAME, "google/AR1", "meta/t2", reason, source, DAY)


def content(folder: Path) -> bytes:
    return (folder / "sponsors.csv").read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, HEADER + b"\n" + NEW + b"\n"),
        (HEADER + b"\n" + OLD + b"\n", HEADER + b"\n" + OLD + b"\n" + NEW + b"\n"),
        (HEADER + b"\n" + OLD, HEADER + b"\n" + OLD + b"\n" + NEW + b"\n"),
        (HEADER + b"\r\n" + OLD + b"\r\n", HEADER + b"\r\n" + OLD + b"\r\n" + NEW + b"\r\n"),
    ],
    ids=["no file", "lines", "last line without an end", "ends of Windows"],
)
def test_decision_is_one_line_more_and_the_others_stay(
    tmp_path: Path, before: bytes | None, after: bytes
) -> None:
    if before is not None:
        (tmp_path / "sponsors.csv").write_bytes(before)
    add(tmp_path)
    assert content(tmp_path) == after
    assert load_decisions(tmp_path)[-1].reason == "one office"
    assert [path.name for path in tmp_path.iterdir()] == ["sponsors.csv"]


def test_reason_with_commas_and_quotes_reads_back_the_same(tmp_path: Path) -> None:
    add(tmp_path, reason='the name "kites, and more"')
    assert load_decisions(tmp_path)[0].reason == 'the name "kites, and more"'


def test_taking_back_restores_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "sponsors.csv").write_bytes(HEADER + b"\n\n" + OLD + b"\n")
    first = add_decision(tmp_path, Verdict.SAME, "google/AR1", "meta/t2", "one office", "here", DAY)
    before = content(tmp_path)
    second = add_decision(tmp_path, Verdict.SAME, "google/AR7", "meta/t8", "two, or", "here", DAY)
    take_back(tmp_path, second)
    assert content(tmp_path) == before
    take_back(tmp_path, first)
    assert content(tmp_path) == HEADER + b"\n\n" + OLD + b"\n"


def test_line_that_was_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    made = add_decision(tmp_path, Verdict.SAME, "google/AR1", "meta/t2", "one office", "here", DAY)
    path = tmp_path / "sponsors.csv"
    changed = path.read_bytes().replace(b"one office", b"one house")
    path.write_bytes(changed)
    with pytest.raises(ConfigError, match="not there any more"):
        take_back(tmp_path, made)
    assert path.read_bytes() == changed


def test_pair_that_was_decided_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "sponsors.csv").write_bytes(
        HEADER + b"\ndifferent,meta/t2,google/AR1,,other towns,a register,2024-05-06\n"
    )
    before = content(tmp_path)
    with pytest.raises(ConfigError, match="line 2 says already: different, meta/t2, google/AR1"):
        add(tmp_path)
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    ("reason", "source", "message"),
    [
        (" \t", "here", "the reason is empty"),
        ("one office", "", "the source is empty"),
        ("=1+1", "here", "begins with '='"),
        ("one office", "@here", "begins with '@'"),
        ("one\x1b[31m office", "here", r"cannot be seen"),
        ("one \u202eoffice", "here", r"cannot be seen"),
    ],
)
def test_text_that_is_not_plain_is_refused(
    tmp_path: Path, reason: str, source: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        add(tmp_path, reason, source)
    assert not (tmp_path / "sponsors.csv").exists()


@pytest.mark.parametrize(
    ("damaged", "message"),
    [
        (b"", "the first line must be decision,payer_a"),
        (HEADER + b"\nsame,google/AR1\n", "line 2: the row must have 7 cells"),
        (HEADER + b"\n" + OLD + b'\nsame,"a"b,c,,d,e,2024-01-01\n', "line 3: .* Mend the line"),
        (HEADER + b"\n" + OLD + b"\nsame,\xff\n", "line 3: not UTF-8 text"),
    ],
    ids=["empty", "cells", "quotes", "not UTF-8"],
)
def test_damaged_file_is_not_touched(tmp_path: Path, damaged: bytes, message: str) -> None:
    (tmp_path / "sponsors.csv").write_bytes(damaged)
    with pytest.raises(ConfigError, match=rf"sponsors\.csv.*{message}"):
        add(tmp_path)
    assert content(tmp_path) == damaged


def test_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, folder = tmp_path / "shared.csv", tmp_path / "reference"
    real.write_bytes(HEADER + b"\n")
    real.chmod(0o664)
    folder.mkdir()
    (folder / "sponsors.csv").symlink_to(real)
    add(folder)
    assert (folder / "sponsors.csv").is_symlink()
    assert real.read_bytes() == HEADER + b"\n" + NEW + b"\n"
    assert real.stat().st_mode & 0o777 == 0o664


def test_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be written .*make the folder\s+writable"):
        check_writable(tmp_path / "none")
    (tmp_path / "sponsors.csv").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        add(tmp_path)
