"""The fixture of exports from Google's public warehouse."""

import pytest

from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, assert_rows, lay_out, read_in

EXPECTED = FIXTURES / "google-bigquery" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("google-bigquery")
    archives = lay_out(FIXTURES / "google-bigquery" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


def test_ads_are_read_and_an_ad_in_two_exports_counts_once(ingested: Ingested) -> None:
    assert_rows(ingested.store, EXPECTED / "ads.csv")


def test_targeting_is_read(ingested: Ingested) -> None:
    assert_rows(ingested.store, EXPECTED / "targeting.csv")


def test_date_is_recorded_or_that_of_the_last_ad(ingested: Ingested) -> None:
    assert_rows(ingested.store, EXPECTED / "snapshots.csv")
