"""The fixture of Microsoft's ad library: lists without details, single ads with them."""

import json
from pathlib import Path

import pytest

from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, assert_rows, lay_out, put, read_in, rows

EXPECTED = FIXTURES / "microsoft" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("microsoft")
    archives = lay_out(FIXTURES / "microsoft" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize(
    "name", ["ad_places", "ad_texts", "ads", "deliveries", "rejections", "targeting"]
)
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_every_row_of_an_answer_is_stored_or_left_out_with_a_reason(ingested: Ingested) -> None:
    counts = {
        row["path"].rpartition("/")[2]: (row["rows_stored_count"], row["rows_rejected_count"])
        for row in rows(ingested.store, "files")
        if row["archive"] == "microsoft"
    }
    assert counts == {
        "ads.json": ("2", "1"),
        "ad-71468541217604.json": ("1", "0"),
        "ad-71468541217605.json": ("1", "0"),
        "advertisers.json": ("0", "2"),
    }


def test_answer_with_details_counts_before_one_without(tmp_path: Path) -> None:
    archives = lay_out(FIXTURES / "microsoft" / "archives", tmp_path / "archives")
    folder = archives / "2024-05-01"
    single = json.loads((folder / "ad-71468541217604.json").read_text(encoding="utf-8"))
    single["AdId"] = 71468541217601
    put(folder / "zz.json", json.dumps(single))
    store = read_in(archives, tmp_path / "store").store
    found = {
        row["path"]: row["is_current"]
        for row in rows(store, "ads")
        if row["ad_id"] == "71468541217601"
    }
    assert found == {"2024-05-01/ads.json": "false", "2024-05-01/zz.json": "true"}


def test_advertisers_alone_give_no_ads(tmp_path: Path) -> None:
    lay_out(FIXTURES / "microsoft" / "archives", tmp_path / "archives")
    for path in (tmp_path / "archives" / "2024-05-01").glob("ad*.json"):
        if path.name != "advertisers.json":
            path.unlink()
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    assert rows(store, "ads") == []
    assert len(rows(store, "rejections")) == 2


def test_new_kind_of_targeting_is_kept_and_noted(tmp_path: Path) -> None:
    archives = lay_out(FIXTURES / "microsoft" / "archives", tmp_path / "archives")
    path = archives / "2024-05-01" / "ad-71468541217604.json"
    put(path, path.read_text(encoding="utf-8").replace('"AdvertiserAudiences"', '"Mood"'))
    store = read_in(archives, tmp_path / "store").store
    ((column, text, line),) = [
        (row["column_name"], row["value_text"], row["line"])
        for row in rows(store, "notes")
        if row["kind"] == "unknown_value"
    ]
    assert (column, text, line) == ("AdDetails.Targets", "Mood", "1")
    chosen = [
        (row["choice_text"], row["is_excluded"])
        for row in rows(store, "targeting")
        if row["dimension"] == "demographic"
    ]
    assert chosen == [("Mood", "false"), ("Mood", "true")]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("TotalImpressionsRange", "many", "'many' is no range of impressions"),
        ("Targets", "Age", "'Age' is no list"),
        ("StartDate", "soon", "'soon' is no date"),
        ("Budget", 5, "unknown column 'AdDetails.Budget'"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(
    tmp_path: Path, key: str, value: object, said: str
) -> None:
    ad = {
        "AdId": 1,
        "AdvertiserName": "Demo",
        "DestinationUrl": "",
        "AdDetails": {"StartDate": "2024-01-01", key: value},
    }
    put(tmp_path / "archives" / "2024-05-01" / "ad.json", json.dumps(ad))
    with pytest.raises(ArchiveErrors) as caught:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0]
    assert "2024-05-01/ad.json, line 1" in caught.value.problems[0]
