"""The fixture of the Google bundle: every part, in every layout, comes out as worked out."""

from pathlib import Path

import pytest

from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, assert_rows, every_text, lay_out, read_in, rows

EXPECTED = FIXTURES / "google-bundle" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("google-bundle")
    archives = lay_out(FIXTURES / "google-bundle" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize(
    "name",
    [
        "ad_places",
        "ads",
        "advertisers",
        "declarations",
        "excluded_places",
        "files",
        "id_mappings",
        "keywords",
        "rejections",
        "targeting",
    ],
)
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_one_currency_column_is_shown(ingested: Ingested) -> None:
    assert_rows(
        ingested.store,
        EXPECTED / "spend_observations.primary.csv",
        only=lambda row: row["is_primary"] == "true",
    )


def test_other_currency_columns_are_kept_apart(ingested: Ingested) -> None:
    assert_rows(
        ingested.store,
        EXPECTED / "spend_observations.other-currencies.csv",
        only=lambda row: row["is_primary"] == "false" and row["scope"] == "advertiser_total",
    )


def test_street_addresses_are_in_no_table(ingested: Ingested) -> None:
    declared = next((FIXTURES / "google-bundle").rglob("*declared-stats.csv"))
    assert "PRIVATE-ADDRESS-MARKER" in declared.read_text(encoding="utf-8")
    assert [text for text in every_text(ingested.store) if "PRIVATE-ADDRESS" in text] == []


def test_files_that_hold_no_rows_for_the_store_are_named_with_a_reason(ingested: Ingested) -> None:
    reasons = {Path(item.label.split("!")[-1]).name: item.reason for item in ingested.passed}
    assert set(reasons) == {
        "README.txt",
        "google-political-ads-campaign-targeting.csv",
        "google-political-ads-updated.csv",
    }
    assert "deprecated" in reasons["google-political-ads-campaign-targeting.csv"]
    assert "date" in reasons["google-political-ads-updated.csv"]


def test_first_layout_alone_is_read(tmp_path: Path) -> None:
    """Its statistics have no regions, its places no country: no later file fills them in."""
    folder = FIXTURES / "google-bundle" / "archives" / "2018-08-15"
    store = read_in(lay_out(folder, tmp_path / "2018-08-15").parent, tmp_path / "store").store
    found = [
        (row["scope"], row["place_code"], row["spend_lo"], row["spend_hi"], row["spend_currency"])
        for row in rows(store, "spend_observations")
    ]
    assert sorted(found) == [
        ("advertiser_total", "", "0", "100", "USD"),
        ("advertiser_total", "", "8100", "8100", "USD"),
        ("advertiser_week", "US", "0", "100", "USD"),
        ("advertiser_week", "US", "200", "200", "USD"),
        ("place_total", "US-AK", "10300", "10300", "USD"),
        ("place_total", "US-AL", "0", "100", "USD"),
    ]
