"""What an ingest noted: a line for each kind, for the person who builds, and rows on pages."""

from pathlib import Path

import pytest

from generator.cli import main as cli
from generator.store.notes import notes_in_words
from generator.store.tables import Store
from tests.adapters.reading import FIXTURES, put, read_in, rows

SNAP = (FIXTURES / "snapchat/archives/2020/2020-12-24/PoliticalAds.csv").read_text("utf-8")
HEADER = (
    "ADID,CreativeUrl,Currency Code,Spend,Impressions,StartDate,EndDate,OrganizationName,"
    "CandidateBallotInformation,PayingAdvertiserName,Gender,AgeBracket,CountryCode,"
    "Postal Codes (Included),Metros (Included),Interests,OsType"
)


def ad(number: int, **cells: str) -> str:
    own = {
        "start": "2020/09/01 10:00:00Z", "spend": "100", "impressions": "20000", "age": "18+",
        "country": "united states", "postcodes": "", "metros": "",
    } | cells  # fmt: skip
    return (
        f"{number:064x},,USD,{own['spend']},{own['impressions']},{own['start']},,Demo Media,,Demo Payer,,"
        f'{own["age"]},{own["country"]},"{own["postcodes"]}","{own["metros"]}",,\n'
    )


def read(folder: Path, text: str, day: str = "2020-10-01") -> Store:
    put(folder / "archives" / day / "PoliticalAds.csv", text)
    return read_in(folder / "archives", folder / "store").store


def kinds(store: Store) -> list[tuple[str, str]]:
    found = [(row["kind"], row["value_text"]) for row in rows(store, "notes")]
    return sorted(item for item in found if item[0] != "absent_column")


@pytest.mark.parametrize(
    ("cells", "noted"),
    [
        ({"start": "2020/10/04 00:00:00Z"}, ("after_copy", "2020-10-04")),
        ({"spend": "1", "impressions": "109065791"}, ("cheap", "1 / 109,065,791")),
        (
            {"postcodes": "11,210,112,031,123,400,000,000,000,000,000,000"},
            ("grouped_list", "11,210,112,031,123,400,000,000,000,000,000,000"),
        ),
        ({"postcodes": "1,121,011,203"}, ("grouped_list", "1,121,011,203")),
        ({"postcodes": "2138,10001"}, ("cut_zeros", "2138,10001")),
        ({"postcodes": "1.12101E+34"}, ("short_number", "1.12101E+34")),
        ({"metros": "5.01803E+14"}, ("short_number", "5.01803E+14")),
        ({"age": "Aug-24"}, ("turned_date", "Aug-24")),
        ({"age": "2024-08-18"}, ("turned_date", "2024-08-18")),
    ],
)
def test_what_cannot_be_or_a_spreadsheet_left_is_noted(
    tmp_path: Path, cells: dict[str, str], noted: tuple[str, str]
) -> None:
    store = read(tmp_path, f"{HEADER}\n{ad(1)}{ad(2, **cells)}")
    assert kinds(store) == [noted]
    (row,) = [row for row in rows(store, "notes") if row["kind"] == noted[0]]
    assert (row["line"], row["row_count"]) == ("3", "1")


@pytest.mark.parametrize(
    "cells",
    [
        {"postcodes": "11210,11203,11234"},
        {"postcodes": "4000,4001", "country": "australia"},
        {"metros": "501,803,602"},
        {"start": "2020/10/02 09:00:00Z"},
        {"age": "18-24"},
        {"spend": "0", "impressions": "5"},
    ],
)
def test_what_is_as_it_should_be_is_not_noted(tmp_path: Path, cells: dict[str, str]) -> None:
    assert kinds(read(tmp_path, f"{HEADER}\n{ad(1)}{ad(2, **cells)}")) == []


def test_cost_far_from_the_others_of_the_archive_is_noted(tmp_path: Path) -> None:
    ads = "".join(ad(number, spend=str(90 + number)) for number in range(40))
    dear, cheap = (
        ad(98, spend="900000", impressions="100"),
        ad(99, spend="9", impressions="9000000"),
    )
    assert kinds(read(tmp_path, f"{HEADER}\n{ads}{dear}{cheap}")) == [
        ("cheap", "9 / 9,000,000"),
        ("costly", "900,000 / 100"),
    ]


def test_notes_of_a_kind_are_one_line_with_the_first_place(tmp_path: Path) -> None:
    text = SNAP.replace("norway", "atlantis").replace("FEMALE", "WOMEN")
    lines = notes_in_words(read(tmp_path, text, "2020-12-24"))
    assert len([line for line in lines if "values that are new" in line]) == 1
    (place,) = [line for line in lines if "places that no list has" in line]
    assert place.startswith("snapchat: places") and "'atlantis'" in place
    assert "PoliticalAds.csv, line 5, column 'CountryCode'" in place


def test_fault_of_the_program_is_one_line_with_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_options: object) -> None:
        raise KeyError("a fault")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "cli", broken)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    told = capsys.readouterr().err
    assert stopped.value.code == 70
    assert "Traceback" not in told and "unexpected KeyError" in told
    assert "paidforby-error.log" in told.replace("\n", "")
    assert "a fault" in (tmp_path / "paidforby-error.log").read_text(encoding="utf-8")
