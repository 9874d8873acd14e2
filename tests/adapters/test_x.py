"""The fixture of X's disclosure file: both layouts, repeated spendings, awkward ids and dates."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from generator.adapters.x.cells import are_cut, read_days, state_codes, whole_id
from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import (
    FIXTURES,
    STRICT,
    Row,
    assert_rows,
    lay_out,
    put,
    read_in,
    references,
    rows,
    write_zip,
)

EXPECTED = FIXTURES / "x" / "expected"
ARCHIVES = FIXTURES / "x" / "archives"
HEADER = (
    "Screen Name,Tweet Id,Tweet Url,Day of Start Date Adgroup,Day of End Date Adgroup,"
    "Targeting Name,Interest Targeting,Geo Targeting,Gender Targeting,Age Targeting,Impressions,"
    "Spend_USD\n"
)
ID = "1720033259050893459"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("x")
    return read_in(lay_out(ARCHIVES, folder / "archives"), folder / "store")


@pytest.mark.parametrize("name", ["ads", "files", "rejections", "targeting"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_states_that_were_chosen_are_recognised(ingested: Ingested) -> None:
    assert_rows(
        ingested.store,
        EXPECTED / "ad_places.targeted.csv",
        only=lambda row: row["basis"] == "targeted",
    )


def test_every_ad_is_listed_in_the_united_states(ingested: Ingested) -> None:
    listed = [row for row in rows(ingested.store, "ad_places") if row["basis"] == "listed"]
    assert {row["place_code"] for row in listed} == {"US"}
    assert len(listed) == len(rows(ingested.store, "ads"))


def test_sponsor_is_the_account_whatever_the_case_of_its_handle(ingested: Ingested) -> None:
    found = {row["sponsor_name"]: row["sponsor_id"] for row in rows(ingested.store, "sponsors")}
    assert found["DEMOSPOONS"] == "x/page-demospoons"
    assert set(found) == {
        "DEMOSPOONS",
        "@Demo_Kites",
        "Demo_Umbrellas",
        "Demo Committee for Long Names (made up)",
    }


def test_workbook_says_the_same_as_the_table(ingested: Ingested, tmp_path: Path) -> None:
    """Numbers and dates are cells of their own kind; ids are text, as X writes them."""
    zipped = next(ARCHIVES.glob("25-October*"))
    text = next(zipped.glob("*.csv")).read_text(encoding="utf-8")
    book = Workbook()
    for number, cells in enumerate(csv.reader(io.StringIO(text))):
        book.active.append(
            [_cell(cell, position) if number else cell for position, cell in enumerate(cells)]
        )
    content = io.BytesIO()
    book.save(content)
    archives = tmp_path / "archives"
    archives.mkdir()
    write_zip(archives / zipped.name, {"data.xlsx": content.getvalue()})
    store = read_in(archives, tmp_path / "store").store

    def old_ads(found: list[Row]) -> list[Row]:
        same = ("ad_id", "line", "spend_lo", "spend_hi", "impressions_lo", "first_shown_date")
        rows = [{name: row[name] for name in same} for row in found if "2024-10-25" in row["file"]]
        return sorted(rows, key=lambda row: row["ad_id"])

    assert len(old_ads(rows(store, "ads"))) == 10
    assert old_ads(rows(store, "ads")) == old_ads(rows(ingested.store, "ads"))


def _cell(text: str, position: int) -> object:
    if not text:
        return None
    if position in (3, 4):
        return date.fromisoformat(text)
    return float(text) if position in (10, 11) else text


def one_row(cells: dict[str, str]) -> str:
    names = HEADER.strip().split(",")
    row = {
        "Screen Name": "DemoSpoons",
        "Tweet Id": ID,
        "Day of Start Date Adgroup": "2024-10-01",
        "Day of End Date Adgroup": "2024-10-02",
        "Impressions": "10",
        "Spend_USD": "1.00",
    } | cells
    return ",".join(row.get(name, "") for name in names) + "\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            [{"Tweet Id": "1.72E+18"}],
            "'1.72E+18' is an id that a spreadsheet program has shortened",
        ),
        (
            [{"Tweet Url": "https://x.example/a/status/1720033259050899999"}],
            f"'{ID}' is another ad than the one of its address, 1720033259050899999",
        ),
        ([{"Tweet Id": "1720033259050890000"}], "ends in zeros, as does every id of the file"),
        ([{"Tweet Id": "see below"}], "'see below' is no id in digits"),
        ([{"Tweet Id": ""}], "column 'Tweet Id': is blank"),
        ([{"Spend_USD": "1.234,50".replace(",", ";")}], "'1.234;50' is no number"),
        ([{"Spend_USD": "-1"}], "column 'Spend_USD': '-1' is no number"),
        ([{"Impressions": "10.5"}], "column 'Impressions': '10.5' is no number"),
        ([{"Day of Start Date Adgroup": "1.10.2024"}], "'1.10.2024' is no date"),
        (
            [{}, {"Day of End Date Adgroup": "10/2/2024"}],
            "line 3, column 'Day of End Date Adgroup': '10/2/2024' is no date of the form "
            "that the others of the file have, such as '2024-10-01'",
        ),
    ],
)
def test_cell_that_leaves_a_doubt_is_told_with_its_place(
    tmp_path: Path, lines: list[dict[str, str]], message: str
) -> None:
    text = HEADER + "".join(map(one_row, lines))
    put(tmp_path / "archives" / "2024-10-25" / "data.csv", text)
    with pytest.raises(ArchiveErrors) as error:
        read_in(tmp_path / "archives", tmp_path / "store", STRICT)
    (problem,) = error.value.problems
    assert message in problem
    assert problem.startswith("2024-10-25/data.csv, line ")


def test_unknown_column_stops_the_reading(tmp_path: Path) -> None:
    text = HEADER.replace("\n", ",Unnamed: 12,Payer\n") + one_row({}).replace("\n", ",,x\n")
    put(tmp_path / "archives" / "2024-10-25" / "data.csv", text)
    with pytest.raises(ArchiveErrors, match="unknown column 'Payer'"):
        read_in(tmp_path / "archives", tmp_path / "store")


@pytest.mark.parametrize(
    ("text", "url_id", "found"),
    [
        (ID, None, ID),
        (ID, ID, ID),
        ("1.72003325905089E+18", ID, ID),
        ("1.72E+18", ID, ID),
        ("1720033259050890000", ID, ID),
        ("1720033259050893568", ID, ID),  # as a floating-point number keeps it
        ("42", None, "42"),
    ],
)
def test_id_keeps_all_its_digits(text: str, url_id: str | None, found: str) -> None:
    assert whole_id(text, url_id) == found


@given(st.integers(10**18, 2 * 10**18), st.integers(2, 15))
def test_id_comes_back_from_its_address_however_short_it_was_made(number: int, kept: int) -> None:
    assert whole_id(f"{number:.{kept - 1}E}", str(number)) == str(number)


@given(st.integers(10**18, 2 * 10**18), st.integers(10**5, 10**15))
def test_id_is_not_taken_from_the_address_of_another_ad(number: int, away: int) -> None:
    with pytest.raises(ValueError, match="another ad"):
        whole_id(str(number), str(number + away))


def test_short_id_is_never_a_shortened_one() -> None:
    with pytest.raises(ValueError, match="another ad"):
        whole_id("42", "43")


@pytest.mark.parametrize(
    ("ids", "cut"),
    [
        (["1720033259050890000", "1720033259050880000"], True),
        (["1720033259050890000", ID], False),
        (["1000"], False),
        ([], False),
    ],
)
def test_ids_that_all_end_in_zeros_are_cut(ids: list[str], cut: bool) -> None:
    assert are_cut(ids) is cut


@given(st.lists(st.dates(date(2023, 1, 1), date(2030, 12, 31)), min_size=1, max_size=9))
def test_a_file_of_dates_of_one_form_is_read(days: list[date]) -> None:
    forms = {
        "{0:%Y-%m-%d}",
        "{0:%Y-%m-%d} 05:30:00",
        "{0:%Y-%m-%d}T05:30:00Z",
        "{0.month}/{0.day}/{0.year}",
        "{0:%m/%d/%Y} 5:30 PM",
        "{0:%d %B %Y}",
        "{0.day}-{0:%b}-{0:%Y}",
        "{0:%B} {0.day}, {0.year}",
    }
    for form in forms:
        texts = [form.format(day) for day in days]
        assert read_days(texts) == (dict(zip(texts, days, strict=True)), {})


def test_date_with_the_day_first_is_no_date_of_a_file_with_the_month_first() -> None:
    days, wrong = read_days(["10/1/2024", "10/31/2024", "31/10/2024"])
    assert set(days) == {"10/1/2024", "10/31/2024"}
    assert set(wrong) == {"31/10/2024"}


@pytest.mark.parametrize("text", ["10/1/24", "2024-13-01", "1 Smarch 2024", "45566", "Q4 2024"])
def test_other_dates_are_none(text: str) -> None:
    assert read_days([text]) == ({}, {text: read_days([text])[1][text]})
    assert "is no date such as 2024-10-01" in read_days([text])[1][text]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PA", ["US-PA"]),
        ("pennsylvania", ["US-PA"]),
        ("US-PA", ["US-PA"]),
        ("Pennsylvania, Ohio", ["US-OH", "US-PA"]),
        ("GA;CA", ["US-CA", "US-GA"]),
        ("Oregon, Washington, DC", ["US-DC", "US-OR"]),
        ("Washington, West Virginia", ["US-WA", "US-WV"]),
        ("USA", ["US"]),
        ("Springfield, Ohio", []),
        ("Canada", []),
        ("19103", []),
        (",", []),
    ],
)
def test_states_of_a_cell(text: str, codes: list[str]) -> None:
    assert state_codes(text, references().places) == codes
