"""A published file that was damaged on the way: one clear message, and the store stays as it was."""

import hashlib
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main as cli
from tests.project import write_project
from tests.real import raw
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real

WEEKS = "google/2018-08/google-political-ads-advertiser-weekly-spend.csv"
SNAPCHAT = "snapchat/2018/2020-01-08/PoliticalAds.csv"
ZIP = "meta-report/FacebookAdLibraryReportGB2019-05-11.zip"
GREEK = "meta-report/FacebookAdLibraryReport_2023-05-16_GR_last_30_days_advertisers.csv"


def rename_column(whole: bytes) -> bytes:
    assert whole.count(b",Impressions,") == 1
    return whole.replace(b",Impressions,", b",Times Shown,")


def cut_off(whole: bytes) -> bytes:
    return whole[: len(whole) * 6 // 10]


def recode(whole: bytes) -> bytes:
    return whole.decode("utf-8-sig").encode("cp1253", errors="replace")


def widen_rows(whole: bytes) -> bytes:
    """More rows than may be left out."""
    lines = whole.split(b"\n")
    wide = [line.rstrip(b"\r") + b",more,fields" for line in lines[4:-1]]
    return b"\n".join([*lines[:4], *wide, lines[-1]])


def reformat_dates(whole: bytes) -> bytes:
    """As a spreadsheet program saves them."""
    changed, count = re.subn(rb"(?m)\b(20\d\d)-0?(\d{1,2})-0?(\d{1,2})\b", rb"\2/\3/\1", whole)
    assert count > 1000
    return changed


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "renamed column": (SNAPCHAT, rename_column, r".*'Times Shown'.*'Impressions' is missing"),
    "cut-off zip": (ZIP, cut_off, r": the zip is damaged or cut off"),
    "wrong encoding": (GREEK, recode, r", line {greek}: not UTF-8 \(byte 0x[0-9a-f]{{2}}\)"),
    "too many fields": (WEEKS, widen_rows, r", line 5: 7 fields where the header has 5"),
    "dates of a spreadsheet": (
        WEEKS,
        reformat_dates,
        r", line 2, column 'Week_Start_Date': '\d+/\d+/2018' .*\b{others:,} more",
    ),
}
"""By damage: the file, what is done to it, and what the message says behind the file's path."""


def digests(folder: Path) -> dict[str, str]:
    """Every file below the folder, and where its links lead."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_file_stops_the_ingest_with_one_message(
    name: str,
    real_archives: Path,
    real_store: RealStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    label, damage, pattern = DAMAGES[name]
    config = write_project(tmp_path / "project", archives=[str(tmp_path / "archives")])
    store = config.parent / "store"
    shutil.copytree(real_store.folder.parent, store, symlinks=True)
    target = tmp_path / "archives" / label
    target.parent.mkdir(parents=True)
    target.write_bytes(damage((real_archives / label).read_bytes()))
    before = digests(store)
    assert len(before) > 14

    monkeypatch.setattr(sys, "argv", ["paidforby", "--config", str(config), "ingest"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()

    said = capsys.readouterr().err
    assert stopped.value.code == 1
    assert said.count("paidforby: ") == 1
    assert "Traceback" not in said
    (problem,) = re.findall(r"(?m)^  - (.*)$", said)
    facts = {"greek": first_line_not_ascii(real_archives), "others": weeks(real_archives) - 1}
    assert re.match(re.escape(label) + pattern.format(**facts), problem), problem
    assert re.search(r"download .* again", problem, re.IGNORECASE), problem
    assert digests(store) == before


def first_line_not_ascii(archives: Path) -> int:
    lines = raw.text(archives, GREEK).split("\n")
    return next(number for number, line in enumerate(lines, start=1) if not line.isascii())


def weeks(archives: Path) -> int:
    return len(raw.table(archives, WEEKS).rows)


def test_the_damaged_files_are_whole_in_the_archives(real_archives: Path) -> None:
    """Else the tests above would pass for another reason."""
    assert len(raw.table(real_archives, SNAPCHAT).rows) == 659
    with zipfile.ZipFile(real_archives / ZIP) as archive:
        assert archive.testzip() is None
