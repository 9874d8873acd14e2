"""The fixture of TikTok's content library: a list of ads, and one ad with its details."""

import json
from pathlib import Path

import pytest

from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, assert_rows, every_text, lay_out, put, read_in

EXPECTED = FIXTURES / "tiktok" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("tiktok")
    archives = lay_out(FIXTURES / "tiktok" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize("name", ["ad_places", "ad_texts", "ads", "rejections", "targeting"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_signed_addresses_are_in_no_table(ingested: Ingested) -> None:
    files = list((FIXTURES / "tiktok" / "archives").rglob("*.json"))
    assert all("SIGNED-MARKER" in file.read_text(encoding="utf-8") for file in files)
    assert [text for text in every_text(ingested.store) if "SIGNED-MARKER" in text] == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("reach", {"unique_users_seen": "lots"}, "'lots' is no number of people"),
        ("reach", {"unique_users_seen": "100-500K"}, "'100-500K' is no number of people"),
        ("first_shown_date", 20241301, "'20241301' is no date"),
        ("videos", "none", "'none' is no list"),
        ("spend", 5, "unknown column 'ad.spend'"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(
    tmp_path: Path, key: str, value: object, said: str
) -> None:
    ad = {"ad": {"id": 1, key: value}, "advertiser": {"business_name": "Demo"}}
    put(tmp_path / "archives" / "2024-05-01" / "a.json", json.dumps({"data": {"ads": [ad]}}))
    with pytest.raises(ArchiveErrors) as caught:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0]
    assert "2024-05-01/a.json, line 1" in caught.value.problems[0]
