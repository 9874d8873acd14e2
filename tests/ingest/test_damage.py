"""Damaged input: one clear message for each fault, and the old store stays as it was."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.errors import ArchiveError
from tests.adapters.reading import FIXTURES, REFERENCE, ROOT, encrypted, put, read_in, write_zip

GOOGLE = "google/2025-04-16/google-political-ads-"
STATS = f"{GOOGLE}advertiser-stats.csv"
STATS_TEXT = """Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD
AR99930000000000000001,Demo Lamp Foundation,,US,,4,400
AR99930000000000000002,Demo Kite Club,,US,,1,0
"""
WEEKS = f"{GOOGLE}advertiser-weekly-spend.csv"
WEEKS_TEXT = """Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD
AR99930000000000000001,Demo Lamp Foundation,,2025-04-06,400
"""
GEO = f"{GOOGLE}geo-spend.csv"
GEO_TEXT = """Country,Country_Subdivision_Primary,Country_Subdivision_Secondary,Spend_USD
US,US-TX,,1200
"""
EXPORT = "export/2022-04-22/CA.csv"
EXPORT_TEXT = (FIXTURES / "google-bigquery/archives/2022-04/CA.csv").read_text(encoding="utf-8")
META = "FacebookAdLibraryReport_2023-03-05_NL_yesterday_advertisers.csv"
META_TEXT = """Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library
999001,Demo Polder,Demo Polder,6021,5
999002,Demo Dijk,Demo Dijk,≤100,1
"""
PLACES = "FacebookAdLibraryReport_2023-03-05_NL_yesterday_locations.csv"
PLACES_TEXT = "Location name,Amount spent (EUR)\nUtrecht,100\nAtlantis,5\n"
SNAP = "snapchat/2020/2020-12-24/PoliticalAds.csv"
SNAP_TEXT = (FIXTURES / "snapchat/archives" / SNAP.removeprefix("snapchat/")).read_text("utf-8")


@dataclass(frozen=True)
class Case:
    """A file that is damaged, where the message points, and words that it must hold."""

    name: str
    path: str
    content: str | bytes
    where: str
    words: tuple[str, ...]


def changed(text: str, old: str, new: str) -> str:
    """The text with one thing changed, which must be in it."""
    assert old in text
    return text.replace(old, new, 1)


AGAIN = "ownload"
INTERNAL = re.compile(r"\\[dwsb]|\(\?|\[A-Z\]|__[A-Z]|file_id|spend_lo|payer_id")
"""What no person should have to read."""
CASES = [
    Case("renamed column", STATS, changed(STATS_TEXT, "Public_IDs_List", "Public_IDs"), "line 1",
         ("unknown column 'Public_IDs'", "'Public_IDs_List' is missing", "google_bundle.py", AGAIN)),
    Case("removed column", META, changed(META_TEXT, "Page ID,", "").replace("99900", "Demo 9"),
         "line 1", ("'Page ID' is missing", AGAIN)),
    Case("column twice", STATS, STATS_TEXT.replace("Elections", "Advertiser Name"), "line 1",
         ("'Advertiser_Name' and 'Advertiser Name' mean the same",)),
    Case("unknown currency column", STATS, changed(STATS_TEXT, "Spend_USD", "Spend_XXX"), "line 1",
         ("'Spend_XXX'", "'XXX', which is no code of a currency")),
    Case("unknown currency in a header", META, changed(META_TEXT, "(EUR)", "(XXX)"), "line 1",
         ("'Amount spent (XXX)'", "'XXX', which is no code of a currency")),
    Case("latin-1 byte", META, META_TEXT.replace("Dijk", "Café").encode("latin-1", "replace"),
         "line 3", ("not UTF-8 (byte 0xe9)", AGAIN)),
    Case("too many fields", META, META_TEXT + "999003,Demo, Comma,Demo,5,1\n", "line 4",
         ("6 fields where the header has 5", AGAIN)),
    Case("too few fields", META, META_TEXT + "999003,Demo\n", "line 4",
         ("2 fields where the header has 5", AGAIN)),
    Case("unclosed quote", META, META_TEXT + '999003,"Demo, cut', "line 4", ("table", AGAIN)),
    Case("spreadsheet's time", SNAP, changed(SNAP_TEXT, "2020/09/09 21:57:05Z", "9/9/2020 21:57"),
         "line 2, column 'StartDate'", ("'9/9/2020 21:57'", "spreadsheet", "2020/10/01", AGAIN)),
    Case("spreadsheet's day number", WEEKS, changed(WEEKS_TEXT, "2025-04-06", "45753"),
         "line 2, column 'Week_Start_Date'", ("'45753'", "date such as 2020-10-01", AGAIN)),
    Case("day number that dates the file", EXPORT, EXPORT_TEXT.replace("2022-04-20", "44671"),
         "line 3, column 'date_range_end'", ("'44671'", AGAIN)),
    Case("no such day", WEEKS, changed(WEEKS_TEXT, "2025-04-06", "2025-02-30"),
         "line 2, column 'Week_Start_Date'", ("'2025-02-30'", AGAIN)),
    Case("spreadsheet's id", META, changed(META_TEXT, "999002", "1.04E+17"),
         "line 3, column 'Page ID'", ("'1.04E+17'", "is no id in digits", AGAIN)),
    Case("spreadsheet's amount", META, changed(META_TEXT, "6021", '"6,021"'),
         "line 2, column 'Amount spent (EUR)'", ("'6,021'", "amount", AGAIN)),
    Case("negative amount", STATS, changed(STATS_TEXT, ",400", ",-400"),
         "line 2, column 'Spend_USD'", ("'-400'", "whole number", AGAIN)),
    Case("number of another script", STATS, changed(STATS_TEXT, ",400", ",4²"),
         "line 2, column 'Spend_USD'", ("'4²'", "whole number")),
    Case("number too long", STATS, changed(STATS_TEXT, ",400", ",4" + "0" * 17),
         "line 2, column 'Spend_USD'", ("up to 15 digits", AGAIN)),
    Case("several bad cells", STATS, STATS_TEXT.replace("AR9993", "9993"),
         "line 2, column 'Advertiser_ID'", ("as are 1 more below it", "is no id of AR and digits")),
    Case("blank id", SNAP, changed(SNAP_TEXT, "\n" + "0" * 62 + "23", "\n"),
         "line 5, column 'ADID'", ("is blank", AGAIN)),
    Case("empty file", STATS, "", "is empty", (AGAIN,)),
    Case("web page", META, "<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page",
         (AGAIN,)),
    Case("region's columns under another name", META,
         "Page ID,Page name,Disclaimer,Amount spent (EUR)\n1,Demo,Demo,5\n",
         "the file is named 'advertisers'", ("column was removed", AGAIN)),
    Case("renamed file", "report.csv", META_TEXT, "country, day and window stand only in the name",
         ("FacebookAdLibraryReport_",)),
    Case("no such day in the name", META.replace("2023-03-05", "2023-02-30"), META_TEXT,
         "the name says '2023-02-30'", ("no day",)),
    Case("no date", "google/stats/google-political-ads-advertiser-stats.csv", STATS_TEXT, "no date",
         ("folder named by its day", "snapshot.json")),
    Case("own date mangled", f"{GOOGLE}updated.csv", "Report_Data_Updated_Date\n4/16/2025\n",
         "line 2, column 'Report_Data_Updated_Date'", ("'4/16/2025'", AGAIN)),
    Case("year without ads", SNAP, SNAP_TEXT.split("\n", 1)[0] + "\n", "no ad in it",
         ("Remove the file",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration beside a store that was read from one good file."""
    folder = tmp_path_factory.mktemp("damage")
    put(folder / "good" / META.replace("NL", "DE"), META_TEXT)
    read_in(folder / "good", folder / "store")
    return put(
        folder / "paidforby.toml",
        f'store_dir = "store"\narchives = ["archives"]\nreference_dir = "{REFERENCE.as_posix()}"\nmax_rejected = 0\n',
    )


@pytest.fixture
def run(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path], list[str]]:
    """Run the command on a folder, which must fail; gives the problems, one text each."""

    def command(archives: Path) -> list[str]:
        before = digests(config.parent / "store")
        words = ["--config", str(config), "ingest", "--archives", str(archives)]
        monkeypatch.setattr(sys, "argv", ["paidforby", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        shown = capsys.readouterr().err
        assert stopped.value.code == 1
        assert digests(config.parent / "store") == before
        first, *problems = shown[shown.index("paidforby: ") :].split("\n  - ")
        assert not INTERNAL.search(shown), "a regular expression or a name of ours"
        noun = "problem" if len(problems) == 1 else "problems"
        told = f"paidforby: {len(problems)} {noun} in the archives; nothing was stored:"
        assert first == told
        return [problem.strip() for problem in problems]

    return command


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_is_told_once_and_the_old_store_stays(
    case: Case, tmp_path: Path, run: Callable[[Path], list[str]]
) -> None:
    path = put(tmp_path / case.path, "")
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    (problem,) = run(tmp_path)
    joint = ", " if case.where.startswith("line") else ": "
    assert problem.startswith(f"{case.path}{joint}{case.where}")
    for word in case.words:
        assert word in problem


def cut(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def corrupt(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[len(META) + 40] ^= 0xFF
    path.write_bytes(bytes(damaged))


@pytest.mark.parametrize(
    ("damage", "where", "words"),
    [
        (cut, "", ("damaged or cut off", "Download it again")),
        (corrupt, f"!{META}", ("damaged or cut off", "Download it again")),
        (encrypted, f"!{META}", ("is encrypted", "Unpack the zip with its password")),
    ],
)
def test_broken_zip_is_told_once(
    damage: Callable[[Path], None],
    where: str,
    words: tuple[str, ...],
    tmp_path: Path,
    run: Callable[[Path], list[str]],
) -> None:
    write_zip(tmp_path / "report.zip", {META: META_TEXT.encode()})
    damage(tmp_path / "report.zip")
    (problem,) = run(tmp_path)
    assert problem.startswith(f"report.zip{where}: ")
    for word in words:
        assert word in problem


def test_two_files_of_one_series_and_day_clash(
    tmp_path: Path, run: Callable[[Path], list[str]]
) -> None:
    put(tmp_path / "a/2025-04-16/google-political-ads-advertiser-stats.csv", STATS_TEXT)
    put(tmp_path / STATS, STATS_TEXT.replace(",400", ",500"))
    (problem,) = run(tmp_path)
    assert problem.startswith(f"{STATS}: a/2025-04-16/google-political-ads-advertiser-stats.csv is")
    assert "another google-bundle advertiser-stats of 2025-04-16, with other rows" in problem
    assert "Remove one, or date them apart" in problem


def test_all_faults_of_a_run_are_told_together(
    tmp_path: Path, run: Callable[[Path], list[str]]
) -> None:
    put(tmp_path / STATS, changed(STATS_TEXT, "Regions", "Places"))
    put(tmp_path / META, META_TEXT + "too,few\n")
    put(tmp_path / SNAP, changed(SNAP_TEXT, "2020/09/09 21:57:05Z", "9/9/2020 21:57"))
    put(tmp_path / GEO, GEO_TEXT + "US,,,some\n")
    put(tmp_path / WEEKS, WEEKS_TEXT)
    write_zip(tmp_path / "cut.zip", {"x.csv": b"a,b\n" * 100})
    cut(tmp_path / "cut.zip")
    put(tmp_path / "undated" / "advertiser_id_mapping.csv", "OldAdvertiserId,NewAdvertiserId\n")
    put(tmp_path / "SOURCES.csv", "path\n")
    problems = run(tmp_path)
    told = {problem.split(",")[0].split(":")[0] for problem in problems}
    assert told == {
        STATS, META, SNAP, GEO, "cut.zip", "undated/advertiser_id_mapping.csv", "SOURCES.csv"
    }  # fmt: skip
    assert len(problems) == 7


def test_real_command_shows_no_traceback(config: Path, tmp_path: Path) -> None:
    path = tmp_path / META.replace(".csv", ".zip")
    write_zip(path, {META: META_TEXT.encode()})
    corrupt(path)
    words = ["--config", str(config), "ingest", "--archives", str(tmp_path)]
    command = [sys.executable, "-m", "generator", *words]
    ran = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert f"{path.name}!{META}: the zip is damaged or cut off" in ran.stderr
    assert "Download it again, or remove it" in ran.stderr


def test_folder_without_any_archive_is_told(tmp_path: Path) -> None:
    put(tmp_path / "archives" / "notes.txt", "just a note\n")
    with pytest.raises(ArchiveError) as error:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert "no archive was recognised below" in str(error.value)
    assert "notes.txt: no archive has these columns: just a note" in str(error.value)
    assert "--archives" in str(error.value)
    assert not (tmp_path / "store").exists()
