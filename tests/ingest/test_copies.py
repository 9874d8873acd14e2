"""Copies of one archive: dates, the newest current, repeated bytes, what has disappeared."""

from pathlib import Path

import pytest

from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, Row, put, read_in, rows

STATS = "google-political-ads-advertiser-stats.csv"
HEADER = "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD,Spend_EUR"
KITE = "AR99930000000000000001"
GONE = "AR99930000000000000002"
NEW = "AR99930000000000000003"
META_HEADER = "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library"
META = "FacebookAdLibraryReport_{}_NL_yesterday_advertisers.csv"
SNAP = FIXTURES / "snapchat" / "archives" / "2019" / "2020-03-06" / "PoliticalAds.csv"
IDS = "OldAdvertiserId,NewAdvertiserId\nAR1,AR2\n"


def stats(*lines: str) -> str:
    return "\n".join([HEADER, *lines, ""])


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """Copies of Google's and Meta's files, each dated in another way."""
    folder = tmp_path_factory.mktemp("copies")
    root = folder / "archives"
    put(root / "SOURCES.csv", "path,taken_on,origin_repository\nmonthly,2018-08,demo/monthly\n")
    put(
        root / "monthly" / STATS,
        stats(f"{KITE},Demo Kite,,US,,1,100,0", f"{GONE},Demo Gone,,US,,1,200,0"),
    )
    put(
        root / "fetched" / "snapshot.json",
        '{"taken_on": "2019-03-04", "url": "https://example.org/"}',
    )
    put(root / "fetched" / STATS, stats(f"{KITE},Demo Kite,,US,,2,300,0"))
    put(root / "2019-06-24" / STATS, stats(f"{KITE},Demo Kites,,US,,3,400,0"))
    # The bundle's own date is believed before the name of its folder, for its own files only.
    put(
        root / "2024-01" / STATS,
        stats(f'{KITE},Demo Kites,,"FR, US",,4,500,600', f"{NEW},Demo New,,US,,1,0,0"),
    )
    put(
        root / "2024-01" / "google-political-ads-updated.csv",
        "Report_Data_Updated_Date\n2024-02-03\n",
    )
    put(
        root / "2024-01" / META.format("2023-03-05"),
        f"{META_HEADER}\n1,Demo,Demo,5,1\n2,Demo 2,Demo 2,6,1\n",
    )
    put(root / "2024-01" / "PoliticalAds.csv", SNAP.read_text(encoding="utf-8"))
    put(
        root / "again" / META.format("2023-03-05"),
        f"{META_HEADER}\n1,Demo,Demo,5,1\n2,Demo 2,Demo 2,6,1\n",
    )
    put(root / META.format("2023-03-06"), f"{META_HEADER}\n1,Demo,Demo,7,1\n")
    put(root / "2020-02" / "advertiser_id_mapping.csv", IDS)
    return read_in(root, folder / "store")


def one(found: list[Row]) -> Row:
    (row,) = found
    return row


def test_every_copy_is_dated_from_the_best_word_for_it(ingested: Ingested) -> None:
    found = {
        row["snapshot_id"]: (row["taken_on_date"], row["taken_on_precision"], row["taken_on_basis"])
        for row in rows(ingested.store, "snapshots")
    }
    assert found == {
        "google-bundle@2018-08": ("2018-08-01", "month", "SOURCES.csv"),
        "google-bundle@2019-03-04": ("2019-03-04", "day", "snapshot.json"),
        "google-bundle@2019-06-24": ("2019-06-24", "day", "the name '2019-06-24'"),
        "google-bundle@2020-02": ("2020-02-01", "month", "the name '2020-02'"),
        "google-bundle@2024-02-03": ("2024-02-03", "day", "the bundle's own date"),
        "snapchat@2024-01/2019": ("2024-01-01", "month", "the name '2024-01'"),
        "meta-report@2023-03-05/NL/yesterday": ("2023-03-05", "day", "the name of the file"),
        "meta-report@2023-03-06/NL/yesterday": ("2023-03-06", "day", "the name of the file"),
    }


def test_origin_of_a_copy_is_kept(ingested: Ingested) -> None:
    origins = {row["snapshot_id"]: row["origin"] for row in rows(ingested.store, "snapshots")}
    assert origins["google-bundle@2018-08"] == "demo/monthly"
    assert origins["google-bundle@2019-03-04"] == "https://example.org/"
    assert origins["google-bundle@2019-06-24"] == ""


def test_newest_copy_is_current_and_older_ones_are_kept(ingested: Ingested) -> None:
    found = {row["path"]: row["is_current"] for row in rows(ingested.store, "files")}
    assert found == {
        f"monthly/{STATS}": "false",
        f"fetched/{STATS}": "false",
        f"2019-06-24/{STATS}": "false",
        f"2024-01/{STATS}": "true",
        f"2024-01/{META.format('2023-03-05')}": "false",
        META.format("2023-03-06"): "true",
        "2020-02/advertiser_id_mapping.csv": "true",
        "2024-01/PoliticalAds.csv": "true",
    }


def test_advertiser_that_is_gone_is_latest_but_not_current(ingested: Ingested) -> None:
    found = {
        (row["advertiser_id"], row["path"].split("/")[0]): (row["is_current"], row["is_latest"])
        for row in rows(ingested.store, "advertisers")
        if row["platform"] == "google"
    }
    assert found == {
        (KITE, "monthly"): ("false", "false"),
        (GONE, "monthly"): ("false", "true"),
        (KITE, "fetched"): ("false", "false"),
        (KITE, "2019-06-24"): ("false", "false"),
        (KITE, "2024-01"): ("true", "true"),
        (NEW, "2024-01"): ("true", "true"),
    }


def test_total_is_latest_once_though_region_and_currency_changed(ingested: Ingested) -> None:
    """The advertiser was listed in US only, then in FR and US: one total an area is latest."""
    latest = [
        (row["spend_currency"], row["spend_lo"], row["place_code"])
        for row in rows(ingested.store, "spend_observations")
        if row["advertiser_id"] == KITE and row["is_latest"] == "true"
    ]
    assert sorted(latest) == [("EUR", "600", ""), ("USD", "500", "")]


def test_meta_pair_that_is_gone_is_latest_but_not_current(ingested: Ingested) -> None:
    found = {
        (row["advertiser_id"], row["file"]): (row["is_current"], row["is_latest"])
        for row in rows(ingested.store, "spend_observations")
        if row["platform"] == "meta"
    }
    assert found == {
        ("1", "advertisers@2023-03-05"): ("false", "false"),
        ("2", "advertisers@2023-03-05"): ("false", "true"),
        ("1", "advertisers@2023-03-06"): ("true", "true"),
    }


def test_same_bytes_again_are_passed_over(ingested: Ingested) -> None:
    name = META.format("2023-03-05")
    reasons = {item.label: item.reason for item in ingested.passed}
    assert reasons[f"again/{name}"] == f"the same bytes as 2024-01/{name}"
    assert len(ingested.read) == 8


def test_name_with_most_of_the_money_is_the_name_of_the_payer(ingested: Ingested) -> None:
    payer = one(
        [row for row in rows(ingested.store, "payers") if row["payer_id"] == f"google/{KITE}"]
    )
    assert payer["payer_name"] == "Demo Kites"
    assert payer["name_count"] == "2"
    assert (payer["first_seen_date"], payer["last_seen_date"]) == ("2018-08-01", "2024-02-03")
    names = {
        row["name"]: row["row_count"]
        for row in rows(ingested.store, "payer_names")
        if row["payer_id"] == f"google/{KITE}" and row["role"] == "payer"
    }
    # A row of a file counts once, however many tables and currencies it goes to: two files each.
    assert names == {"Demo Kite": "2", "Demo Kites": "2"}


def test_several_folders_are_read_as_one(tmp_path: Path) -> None:
    put(tmp_path / "a" / META.format("2023-03-05"), f"{META_HEADER}\n1,Demo,Demo,5,1\n")
    put(tmp_path / "b" / META.format("2023-03-06"), f"{META_HEADER}\n1,Demo,Demo,≤100,1\n")
    found = read_in([tmp_path / "a", tmp_path / "b"], tmp_path / "store")
    assert {row["path"].split("/")[0] for row in rows(found.store, "files")} == {"a", "b"}
    assert found.store.roots == (tmp_path / "a", tmp_path / "b")
