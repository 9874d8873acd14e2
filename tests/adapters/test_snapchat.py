"""The fixture of Snapchat's yearly files: 27, 34 and 38 columns, revised and repeated ads."""

import pytest

from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, assert_rows, every_text, lay_out, read_in

EXPECTED = FIXTURES / "snapchat" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("snapchat")
    archives = lay_out(FIXTURES / "snapchat" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize("name", ["ad_places", "ads", "excluded_places", "files", "targeting"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_billing_addresses_are_in_no_table(ingested: Ingested) -> None:
    files = list((FIXTURES / "snapchat" / "archives").rglob("PoliticalAds.csv"))
    assert len(files) == 4
    assert all("PRIVATE-ADDRESS-MARKER" in file.read_text(encoding="utf-8") for file in files)
    assert [text for text in every_text(ingested.store) if "PRIVATE-ADDRESS" in text] == []
