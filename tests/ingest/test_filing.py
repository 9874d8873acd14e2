"""Downloads made by hand are filed under their archive and day, or refused with the reason."""

import hashlib
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator.adapters.source import References
from generator.archives.dating import Records
from generator.archives.files import find_files
from generator.errors import ArchiveError
from generator.ingest.filing import Filed, file_download
from generator.reference.places import Currencies, Places
from tests.adapters.reading import encrypted, put, read_in, rows

REPORT = "FacebookAdLibraryReport_2024-10-31_US_last_30_days.zip"
BUNDLE = "google/google-political-ads-transparency-bundle.zip"
LIBRARY = "snapchat/2023/PoliticalAds.zip"


@pytest.fixture(scope="module")
def references(repo_root: Path) -> References:
    folder = repo_root / "data" / "reference"
    return References(Places.load(folder), Currencies.load(folder))


ADVERTISERS = (
    "Page ID,Page name,Disclaimer,Amount spent (ARS),Number of ads in Library\n1,Demo,Demo,5,1\n"
)


class Desk:
    """Downloads in one folder, archives in another."""

    def __init__(self, folder: Path, demo: Path, references: References) -> None:
        self.downloads, self.archives = folder / "downloads", folder / "archives"
        self.downloads.mkdir()
        self._demo, self._references = demo, references

    def download(self, name: str, as_name: str = "") -> Path:
        """A copy of a made-up archive file, as a browser leaves it."""
        path = self.downloads / (as_name or name.rpartition("/")[2])
        return Path(shutil.copyfile(self._demo / name, path))

    def put(self, path: Path, taken_on: date | None = None) -> Filed:
        """Import a file."""
        return file_download(path, self.archives, self._references, taken_on)

    def refusal(self, path: Path, taken_on: date | None = None) -> str:
        """Why a file is not imported; nothing may have changed."""
        before = self.tree()
        with pytest.raises(ArchiveError) as caught:
            self.put(path, taken_on)
        assert self.tree() == before
        return str(caught.value)

    def tree(self) -> dict[str, bytes]:
        """All files of the archives, the hidden ones too."""
        paths = [path for path in self.archives.rglob("*") if path.is_file()]
        return {path.relative_to(self.archives).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def desk(tmp_path: Path, repo_root: Path, references: References) -> Desk:
    return Desk(tmp_path, repo_root / "data" / "demo" / "archives", references)


def test_report_is_filed_under_the_day_in_its_name(desk: Desk) -> None:
    path = desk.download(f"meta-report/{REPORT}")
    filed = desk.put(path)
    folder = "meta-report/2024-10-31"
    assert filed == Filed("meta-report", date(2024, 10, 31), desk.archives / folder / REPORT, True)
    assert sorted(desk.tree()) == [f"{folder}/{REPORT}", f"{folder}/snapshot.json"]
    data = path.read_bytes()
    assert desk.tree()[f"{folder}/{REPORT}"] == data
    assert json.loads(desk.tree()[f"{folder}/snapshot.json"]) == {
        "files": [
            {
                "name": REPORT,
                "original_name": REPORT,
                "sha256": hashlib.sha256(data).hexdigest(),
                "size": len(data),
            }
        ],
        "imported": True,
        "taken_on": "2024-10-31",
    }
    assert str(desk.downloads).encode() not in b"".join(desk.tree().values())


def test_reader_of_archives_takes_the_day_from_the_record(desk: Desk) -> None:
    desk.put(desk.download(LIBRARY), date(2024, 1, 5))
    files, problems = find_files([desk.archives])
    assert problems == []
    (member,) = [file for file in files if file.name == "PoliticalAds.csv"]
    assert Records([desk.archives]).find(member).day == date(2024, 1, 5)


def test_bundle_is_filed_under_its_own_day(desk: Desk, repo_root: Path) -> None:
    with zipfile.ZipFile(repo_root / "data/demo/archives" / BUNDLE) as bundle:
        (name,) = [name for name in bundle.namelist() if name.endswith("-updated.csv")]
        own = bundle.read(name).decode("utf-8-sig").split()[-1][:10]
    assert desk.put(desk.download(BUNDLE)).day.isoformat() == own


def test_day_that_only_a_folder_had_must_be_given(desk: Desk) -> None:
    path = desk.download(LIBRARY)
    assert "PoliticalAds.zip: does not say its day. Give the day" in desk.refusal(path)
    assert "--taken-on 2024-10-31" in desk.refusal(path)
    assert desk.put(path, date(2024, 1, 5)).path == (
        desk.archives / "snapchat" / "2024-01-05" / "PoliticalAds.zip"
    )


def test_day_that_contradicts_the_file_is_refused(desk: Desk) -> None:
    told = desk.refusal(desk.download(f"meta-report/{REPORT}"), date(2024, 11, 2))
    assert "says itself that it is of 2024-10-31, not of 2024-11-02" in told


def test_several_files_of_one_day_share_a_folder_and_a_record(desk: Desk) -> None:
    names = [
        "FacebookAdLibraryReport_2024-10-06_NL_yesterday_advertisers.csv",
        "FacebookAdLibraryReport_2024-10-06_GB_yesterday_advertisers.csv",
    ]
    source = desk.download(f"meta-report/{names[0]}")
    other = source.with_name(names[1])
    text = source.read_text(encoding="utf-8")
    other.write_text(text.replace("(EUR)", "(GBP)"), encoding="utf-8")
    for path in (source, other):
        desk.put(path)
    record = json.loads(desk.tree()["meta-report/2024-10-06/snapshot.json"])
    assert [item["name"] for item in record["files"]] == sorted(names)
    assert len(desk.tree()) == 3


def test_same_bytes_twice_are_only_noted(desk: Desk) -> None:
    first = desk.put(desk.download(f"meta-report/{REPORT}"))
    before = desk.tree()
    renamed = REPORT.replace(".zip", " (1).zip")
    again = desk.put(desk.download(f"meta-report/{REPORT}", renamed))
    assert (again.is_new, again.path) == (False, first.path)
    assert desk.tree() == before


def test_other_bytes_under_the_same_name_and_day_are_refused(desk: Desk) -> None:
    path = desk.download(LIBRARY)
    desk.put(path, date(2024, 1, 5))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("note.txt", "added")
    told = desk.refusal(path, date(2024, 1, 5))
    assert "snapchat/2024-01-05/PoliticalAds.zip is there already, with other bytes" in told
    assert "rename it before it is imported" in told


def test_folder_that_was_downloaded_is_not_added_to(desk: Desk) -> None:
    folder = desk.archives / "snapchat" / "2024-01-05"
    folder.mkdir(parents=True)
    record = {"taken_on": "2024-01-05", "file": "Other.zip", "sha256": "0" * 64, "size": 1}
    (folder / "snapshot.json").write_text(json.dumps(record), encoding="utf-8")
    told = desk.refusal(desk.download(LIBRARY), date(2024, 1, 5))
    assert "snapchat/2024-01-05 was downloaded by paidforby fetch, or put there by hand" in told


def test_file_that_was_fetched_before_is_known_by_its_bytes(desk: Desk) -> None:
    path = desk.download(LIBRARY)
    folder = desk.archives / "snapchat" / "2023" / "2024-02-01"
    folder.mkdir(parents=True)
    shutil.copyfile(path, folder / "PoliticalAds.zip")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    record = {"taken_on": "2024-02-01", "file": "PoliticalAds.zip", "sha256": digest}
    (folder / "snapshot.json").write_text(json.dumps(record), encoding="utf-8")
    filed = desk.put(path, date(2024, 1, 5))
    assert filed == Filed("snapchat", date(2024, 2, 1), folder / "PoliticalAds.zip", False)


def test_file_of_no_archive_is_refused_with_the_columns_that_were_found(desk: Desk) -> None:
    path = desk.downloads / "list.csv"
    path.write_text("town,mayor\nA,B\n", encoding="utf-8")
    told = desk.refusal(path)
    assert told.startswith("list.csv: no archive recognises it.")
    assert "no archive has these columns: town, mayor" in told


def test_unknown_column_is_refused_as_ingest_would(desk: Desk) -> None:
    path = desk.download("snapchat/2024/2024-11-01/PoliticalAds.csv")
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("Interests", "Moods", 1), encoding="utf-8")
    assert "unknown column 'Moods'" in desk.refusal(path, date(2024, 11, 1))


def test_report_without_its_name_is_refused(desk: Desk) -> None:
    name = "FacebookAdLibraryReport_2024-10-06_NL_yesterday_advertisers.csv"
    told = desk.refusal(desk.download(f"meta-report/{name}", "report.csv"))
    assert "Give the file the name it was downloaded with" in told


@pytest.mark.parametrize("kind", ["cut", "web page", "encrypted", "outside", "two archives"])
def test_zip_that_cannot_be_kept_is_refused(kind: str, desk: Desk) -> None:
    path = desk.download(LIBRARY)
    if kind == "cut":
        path.write_bytes(path.read_bytes()[:-40])
    elif kind == "web page":
        path.write_text("<!doctype html><title>Sign in</title>", encoding="utf-8")
    elif kind == "encrypted":
        with zipfile.ZipFile(path) as archive:
            data = archive.read("PoliticalAds.csv")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("PoliticalAds.csv", data)
        encrypted(path)
    elif kind == "outside":
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("../PoliticalAds.csv", "1")
    else:
        name = "FacebookAdLibraryReport_2024-10-06_NL_yesterday_advertisers.csv"
        with zipfile.ZipFile(path, "a") as archive:
            archive.write(desk.download(f"meta-report/{name}"), name)
    told = {
        "cut": "the zip is damaged or cut off",
        "web page": "the zip is damaged or cut off",
        "encrypted": "is encrypted",
        "outside": "points outside the folder",
        "two archives": "holds files of meta-report and snapchat. Unpack it",
    }
    assert told[kind] in desk.refusal(path, date(2024, 1, 5))


def test_what_is_no_file_is_refused(desk: Desk) -> None:
    assert "no such file" in desk.refusal(desk.downloads / "none.zip")
    assert "no such file" in desk.refusal(desk.downloads)
    hidden = desk.download(LIBRARY, ".hidden.zip")
    assert "has no name of a download" in desk.refusal(hidden)


def test_download_stays_where_it_is(desk: Desk) -> None:
    path = desk.download(f"meta-report/{REPORT}")
    before = path.read_bytes()
    desk.put(path)
    assert path.read_bytes() == before


def test_what_a_name_lost_is_asked_for_once_and_kept(desk: Desk, tmp_path: Path) -> None:
    report = put(tmp_path / "report (1).csv", ADVERTISERS)
    answers = {"country": "AR", "window": "last_30_days", "taken_on": "2025-07-05"}
    asked: list[str] = []

    def ask(fact: str) -> str:
        asked.append(fact)
        return answers[fact]

    filed = file_download(report, desk.archives, references_of(desk), ask=ask)
    assert asked == ["country", "window", "taken_on"]
    assert (filed.archive, filed.day.isoformat()) == ("meta-report", "2025-07-05")
    store = read_in(desk.archives, tmp_path / "store").store
    (row,) = rows(store, "spend_observations")
    found = [row[name] for name in ("window_name", "period_start_date", "period_end_date")]
    assert found == ["last_30_days", "2025-06-06", "2025-07-05"]
    assert (row["spend_currency"], rows(store, "files")[0]["country_code"]) == ("ARS", "AR")


def test_what_a_name_lost_can_be_given_and_is_told_if_it_is_not(desk: Desk, tmp_path: Path) -> None:
    report = put(tmp_path / "report.csv", ADVERTISERS)
    assert "import` ask for what is missing (country, window, taken_on)" in desk.refusal(report)
    told = {"country": "ar", "window": "last_30_days"}
    day = date(2025, 7, 5)
    filed = file_download(report, desk.archives, references_of(desk), day, told)
    assert filed.path.parent.name == "2025-07-05"
    with pytest.raises(ArchiveError, match=r"gives the window 'a month'. Give one of yesterday"):
        file_download(
            put(tmp_path / "other.csv", ADVERTISERS + "2,D,D,5,1\n"), desk.archives,
            references_of(desk), day, {"country": "AR", "window": "a month"},
        )  # fmt: skip


def references_of(desk: Desk) -> References:
    return desk._references
