"""Rows that cannot be read are left out with their reason, up to a limit; what is new is kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ArchiveErrors
from generator.ingest.allowances import Tolerance
from generator.store.tables import Store
from tests.adapters.reading import FIXTURES, put, read_in, rows

META = "FacebookAdLibraryReport_2023-03-05_NL_yesterday_advertisers.csv"
META_HEAD = "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library\n"
PLACES = "FacebookAdLibraryReport_2023-03-05_NL_yesterday_locations.csv"
STATS = "2025-04-16/google-political-ads-advertiser-stats.csv"
STATS_HEAD = (
    "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD\n"
)
GEO = "2025-04-16/google-political-ads-geo-spend.csv"
GEO_HEAD = "Country,Country_Subdivision_Primary,Country_Subdivision_Secondary,Spend_USD\n"
SNAP = "2020/2020-12-24/PoliticalAds.csv"
SNAP_TEXT = (FIXTURES / "snapchat/archives" / SNAP).read_text(encoding="utf-8")
CREATIVES = "2022-04/CA.csv"
CREATIVES_TEXT = (FIXTURES / "google-bigquery/archives" / CREATIVES).read_text(encoding="utf-8")


def read(folder: Path, name: str, text: str, *, allow_new_columns: bool = False) -> Store:
    put(folder / "archives" / name, text)
    found = read_in(folder / "archives", folder / "store", allow_new_columns=allow_new_columns)
    return found.store


def meta_rows(count: int) -> str:
    return "".join(f"{9000 + n},Demo {n},Demo {n},{100 + n},1\n" for n in range(count))


def notes(store: Store, kind: str) -> list[tuple[str, ...]]:
    names = ("column_name", "field_name", "value_text", "line", "row_count")
    return [
        tuple(row[name] for name in names) for row in rows(store, "notes") if row["kind"] == kind
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1.04E+17,Demo,Demo,5,1", "column 'Page ID': '1.04E+17' is no id in digits"),
        ('7,Demo,Demo,"6,021",1', "column 'Amount spent (EUR)': '6,021' is no amount"),
        ("7,Demo,Demo,-5,1", "column 'Amount spent (EUR)': '-5' is no amount"),
        ("7,Demo,Demo,5,4²", "column 'Number of ads in Library': '4²' is no whole number"),
        ("7,Demo,Demo,x,y", "'x' is no amount"),
        ("7,Demo,Demo,x,y", "; column 'Number of ads in Library': 'y' is no whole number"),
        ("7,Demo, Comma,Demo,5,1", "6 fields where the header has 5"),
        ("7,Demo", "2 fields where the header has 5"),
    ],
)
def test_row_that_cannot_be_read_is_left_out_with_its_reason(
    tmp_path: Path, row: str, reason: str
) -> None:
    store = read(tmp_path, META, f"{META_HEAD}{meta_rows(2)}{row}\n{meta_rows(1)}")
    (rejection,) = rows(store, "rejections")
    assert rejection["line"] == "4" and reason in rejection["reason"]
    (file,) = rows(store, "files")
    assert (file["rows_in_count"], file["rows_stored_count"]) == ("4", "3")
    assert {row["spend_lo"] for row in rows(store, "spend_observations")} == {"100", "101"}


def test_blank_id_leaves_its_row_out_and_a_blank_country_does_not(tmp_path: Path) -> None:
    blank = SNAP_TEXT.replace("\n" + "0" * 62 + "23", "\n").replace("norway", "")
    assert blank.count("norway") == 0 and "norway" in SNAP_TEXT
    store = read(tmp_path, SNAP, blank)
    (rejection,) = rows(store, "rejections")
    assert rejection["reason"] == "column 'ADID': is blank"
    assert "" not in {row["ad_id"] for row in rows(store, "ads")}


def test_too_many_unreadable_rows_refuse_the_file(tmp_path: Path) -> None:
    bad = "".join(f"x{n},Demo,Demo,5,1\n" for n in range(6))
    with pytest.raises(ArchiveErrors) as error:
        read(tmp_path, META, META_HEAD + meta_rows(20) + bad)
    (problem,) = error.value.problems
    assert problem.startswith(f"{META}, line 22, column 'Page ID': 'x0' is no id in digits")
    assert "as are 5 more below it" in problem
    assert "6 of its 26 rows cannot be read, and at most 5 would be left out" in problem


def test_torn_and_bad_rows_count_together(tmp_path: Path) -> None:
    bad = "x,Demo,Demo,5,1\n" * 3 + "7,Demo,5\n" * 3
    with pytest.raises(ArchiveErrors, match="6 of its 26 rows cannot be read"):
        read(tmp_path, META, META_HEAD + bad + meta_rows(20))


def test_file_of_which_most_rows_are_torn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveErrors, match=r"line 2: 2 fields .* 2 of its 3 rows cannot be read"):
        read(tmp_path, META, META_HEAD + "7,Demo\n" * 2 + meta_rows(1))


@given(damaged=st.integers(0, 10**6), rows_in=st.integers(1, 10**6), share=st.floats(0, 0.5))
def test_limit_is_a_share_or_five_rows_but_never_most(
    damaged: int, rows_in: int, share: float
) -> None:
    limit = Tolerance.of(share)
    if limit.allows(damaged, rows_in):
        assert damaged <= max(5, rows_in * share) and damaged <= rows_in / 2
        assert limit.allows(max(0, damaged - 1), rows_in)
    else:
        assert damaged > 0
    assert not Tolerance.of(0).allows(1, rows_in)


def test_new_value_of_a_category_is_kept_and_noted(tmp_path: Path) -> None:
    store = read(tmp_path, SNAP, SNAP_TEXT.replace("FEMALE", "WOMEN"))
    ((column, field, value, line, count),) = notes(store, "unknown_value")
    assert (column, field, value, line) == ("Gender", "gender", "WOMEN", "2")
    assert int(count) == SNAP_TEXT.count("FEMALE")
    chosen = {row["choice_text"] for row in rows(store, "targeting")}
    assert "WOMEN" in chosen


def test_part_of_a_list_and_kind_of_ad_that_are_new_are_noted(tmp_path: Path) -> None:
    text = CREATIVES_TEXT.replace("18-24, ≤18", "18-24, 13-17").replace(",Text,", ",Hologram,")
    store = read(tmp_path, CREATIVES, text)
    assert {(row[0], row[2]) for row in notes(store, "unknown_value")} == {
        ("age_targeting", "13-17"),
        ("Ad_Type", "Hologram"),
    }
    assert "hologram" in {row["ad_format"] for row in rows(store, "ads")}


def test_range_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    store = read(tmp_path, CREATIVES, CREATIVES_TEXT.replace("10k-100k", "lots"))
    assert {row[2] for row in notes(store, "unknown_bucket")} == {"lots"}
    assert "unknown" in {row["impressions_kind"] for row in rows(store, "ads")}


@pytest.mark.parametrize(
    ("name", "text", "noted"),
    [
        (SNAP, SNAP_TEXT.replace("norway", "atlantis"), ("CountryCode", "atlantis")),
        (STATS, f'{STATS_HEAD}AR9993,Demo Lamp,,"ZZ, US",,4,400\n', ("Regions", "ZZ")),
        (GEO, f"{GEO_HEAD}US,US-TX,,5\nZZ,,,5\n", ("Country", "ZZ")),
        (
            GEO,
            f"{GEO_HEAD}US,US-TX,,5\nUS,US-QQ,,7\n",
            ("Country_Subdivision_Primary", "US-QQ"),
        ),
        (
            PLACES,
            "Location name,Amount spent (EUR)\nUtrecht,100\nAtlantis,5\nUnknown,1\n",
            ("Location name", "Atlantis"),
        ),
        (
            META.replace("advertisers", "Atlantis"),
            "Page ID,Page name,Disclaimer,Amount spent (EUR)\n1,Demo,Demo,5\n",
            ("", "Atlantis"),
        ),
    ],
)
def test_place_that_no_list_has_stays_text_with_a_note(
    tmp_path: Path, name: str, text: str, noted: tuple[str, str]
) -> None:
    store = read(tmp_path, name, text)
    assert [(row[0], row[2]) for row in notes(store, "unknown_place")] == [noted]


def test_amount_of_a_place_that_no_list_has_is_kept(tmp_path: Path) -> None:
    store = read(tmp_path, PLACES, "Location name,Amount spent (EUR)\nAtlantis,5\n")
    (row,) = rows(store, "spend_observations")
    assert (row["place_name"], row["place_code"], row["spend_lo"]) == ("Atlantis", "", "5")


def test_currency_that_never_was_stays_text_with_a_note(tmp_path: Path) -> None:
    store = read(tmp_path, SNAP, SNAP_TEXT.replace(",NOK,", ",QQQ,"))
    assert [row[2] for row in notes(store, "unknown_currency")] == ["QQQ"]
    assert "QQQ" in {row["spend_currency"] for row in rows(store, "ads")}


@pytest.mark.parametrize("code", ["CHF", "TRY", "KES", "HRK", "BGN", "THB"])
def test_every_currency_of_iso_is_read_from_a_header(tmp_path: Path, code: str) -> None:
    store = read(tmp_path, META, META_HEAD.replace("EUR", code) + meta_rows(1))
    (row,) = rows(store, "spend_observations")
    assert (row["spend_lo"], row["spend_currency"]) == ("100", code)


def test_new_column_is_left_out_when_asked_and_counted(tmp_path: Path) -> None:
    text = STATS_HEAD.replace("\n", ",Home_Address\n") + (
        "AR9991,Demo Lamp,,US,,4,400,1 Demo Way\nAR9992,Demo Kite,,US,,4,400,\n"
    )
    with pytest.raises(ArchiveErrors, match=r"unknown column 'Home_Address'.*--allow-new-columns"):
        read(tmp_path, STATS, text)
    store = read(tmp_path, STATS, text, allow_new_columns=True)
    assert notes(store, "left_out_column") == [("Home_Address", "", "", "1", "1")]
    assert not any(
        "Demo Way" in value for row in rows(store, "advertisers") for value in row.values()
    )


def test_column_that_a_file_lacks_is_noted_with_our_name(tmp_path: Path) -> None:
    lines = [line.split(",") for line in STATS_HEAD.splitlines()]
    place = lines[0].index("Elections")
    store = read(
        tmp_path,
        STATS,
        ",".join(name for name in lines[0] if name != "Elections")
        + "\nAR9991,Demo Lamp,,US,4,400\n",
    )
    assert place and ("Elections", "elections_text", "", "1", "1") in notes(store, "absent_column")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "nl_advertisers.csv",
            "page_name,page_id,party,disclaimer,amount_spent_eur,number_of_ads_in_library\n"
            "Demo,1,D,Demo,5,1\n",
            "columns of its own ('party', 'amount_spent_eur')",
        ),
        (
            "ads_by_id.csv",
            "ad_id,page_id,page_name,ad_creative_bodies,ad_delivery_start_time,bylines,currency,"
            "spend_lower\n1,2,Demo,Hello,2023-08-24,Demo,AUD,0\n",
            "a table that somebody made from a file of meta-api",
        ),
        ("CA.csv", CREATIVES_TEXT.replace("impressions", "views"), "columns of its own ('views')"),
        ("small.csv", "page_name,disclaimer,number_of_ads_in_library\nDemo,Demo,1\n", "lacks"),
    ],
)
def test_table_that_somebody_made_is_passed_over(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    put(tmp_path / "archives" / name, text)
    put(tmp_path / "archives" / META, META_HEAD + meta_rows(1))
    found = read_in(tmp_path / "archives", tmp_path / "store")
    assert [file.label for file in found.read] == [META]
    ((passed, reason),) = [(item.label, item.reason) for item in found.passed]
    assert passed == name and says in reason


def test_pointer_of_git_lfs_is_told_whatever_its_name(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"
    with pytest.raises(ArchiveErrors, match=r"thing.csv: is a pointer of Git LFS.*git lfs pull"):
        read(tmp_path, "thing.csv", pointer)


def test_semicolons_are_read_and_noted(tmp_path: Path) -> None:
    text = (META_HEAD + meta_rows(2)).replace(",", ";")
    store = read(tmp_path, META, text)
    assert len(rows(store, "spend_observations")) == 2
    assert [row[2] for row in notes(store, "spreadsheet_file")] == [";"]


def test_utf16_is_read(tmp_path: Path) -> None:
    path = put(tmp_path / "archives" / META, "")
    path.write_bytes((META_HEAD + meta_rows(2)).encode("utf-16"))
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    assert len(rows(store, "spend_observations")) == 2
