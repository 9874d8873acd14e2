"""Saved answers of Meta's Ad Library API: the store says what their JSON says, field by field."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.real.conftest import RealStore

pytestmark = pytest.mark.real

Record = dict[str, object]


@pytest.fixture(scope="module")
def records(real_archives: Path) -> dict[str, Record]:
    """By path below the archives: the one record of a file."""
    return {
        path.relative_to(real_archives).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((real_archives / "meta-api").glob("*.json"))
    }


def ads(real_store: RealStore, *fields: str) -> dict[str, tuple]:
    found = real_store.query(
        f"SELECT path, {', '.join(f'ads.{field}' for field in fields)} "
        "FROM ads JOIN files USING (file_id) WHERE files.archive = 'meta-api'"
    )
    return {row[0]: row[1:] for row in found}


def test_every_record_is_an_ad_of_the_year_it_was_saved_in(
    records: dict[str, Record], real_store: RealStore
) -> None:
    assert len(records) == 1
    expected = {path: (record["_id"], record["page_id"]) for path, record in records.items()}
    assert ads(real_store, "ad_id", "advertiser_id") == expected
    assert real_store.query(
        "SELECT snapshot_id, taken_on_precision FROM snapshots WHERE archive = 'meta-api'"
    ) == [("meta-api@2022", "year")]


def test_names_dates_and_lists_are_those_of_the_record(
    records: dict[str, Record], real_store: RealStore
) -> None:
    fields = ("advertiser_name", "payer_name", "payer_status", "language_codes", "surfaces_text")
    expected = {
        path: (
            record["page_name"],
            record["bylines"],
            "declared",
            " ".join(record["languages"]),
            ", ".join(record["publisher_platforms"]),
        )
        for path, record in records.items()
    }
    assert ads(real_store, *fields) == expected
    days = {
        path: (record["ad_delivery_start_time"], record["ad_delivery_stop_time"])
        for path, record in records.items()
    }
    found = ads(real_store, "first_shown_date", "last_shown_date")
    assert {path: tuple(map(str, row)) for path, row in found.items()} == days


@pytest.mark.parametrize(
    ("field", "original"),
    [
        ("spend", "spend"),
        ("impressions", "impressions"),
        ("audience", "estimated_audience_size"),
    ],
)
def test_bounds_are_those_of_the_record(
    records: dict[str, Record], real_store: RealStore, field: str, original: str
) -> None:
    expected = {
        path: (
            int(record[original]["lower_bound"]),
            int(record[original]["upper_bound"]),
            "bucket",
        )
        for path, record in records.items()
    }
    assert ads(real_store, f"{field}_lo", f"{field}_hi", f"{field}_kind") == expected


def test_texts_are_those_of_the_record(records: dict[str, Record], real_store: RealStore) -> None:
    expected = {
        (path, part, position, text)
        for path, record in records.items()
        for part, original in (
            ("body", "ad_creative_bodies"),
            ("caption", "ad_creative_link_captions"),
        )
        for position, text in enumerate(record[original], start=1)
    }
    found = real_store.query(
        "SELECT path, ad_texts.part, position, text FROM ad_texts JOIN files USING (file_id) "
        "WHERE files.archive = 'meta-api'"
    )
    assert set(found) == expected


def test_shares_are_those_of_the_record_and_every_region_has_its_code(
    records: dict[str, Record], real_store: RealStore
) -> None:
    expected = {
        (path, "region", entry["region"], Decimal(entry["percentage"]))
        for path, record in records.items()
        for entry in record["delivery_by_region"]
    } | {
        (path, "age_gender", f"{entry['age']}, {entry['gender']}", Decimal(entry["percentage"]))
        for path, record in records.items()
        for entry in record["demographic_distribution"]
    }
    assert len(expected) == 50 + 18
    found = real_store.query(
        "SELECT path, dimension, value_text, share FROM deliveries JOIN files USING (file_id) "
        "WHERE files.archive = 'meta-api'"
    )
    assert set(found) == expected
    codes = real_store.query(
        "SELECT count(DISTINCT deliveries.place_code), count(*) FROM deliveries "
        "JOIN files USING (file_id) WHERE files.archive = 'meta-api' AND dimension = 'region' "
        "AND deliveries.place_code LIKE 'US-%'"
    )
    assert codes == [(50, 50)]
