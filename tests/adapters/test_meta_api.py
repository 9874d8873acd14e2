"""The fixture of Meta's Ad Library API: old and new names, open bounds, lists, hidden tokens."""

import json
from pathlib import Path

import pytest

from generator.adapters.meta.api import ADS
from generator.config import load_config
from generator.errors import ArchiveErrors
from generator.explain.figures import HIDDEN, explain
from generator.ingest import Ingested
from tests.adapters.reading import (
    FIXTURES,
    STRICT,
    assert_rows,
    every_text,
    lay_out,
    put,
    read_in,
    rows,
)
from tests.project import write_project

EXPECTED = FIXTURES / "meta-api" / "expected"
ARCHIVES = FIXTURES / "meta-api" / "archives"
TOKEN = "SECRET-TOKEN-MARKER"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("meta-api")
    return read_in(lay_out(ARCHIVES, folder / "archives"), folder / "store")


@pytest.mark.parametrize(
    "name",
    [
        "ad_places",
        "ad_texts",
        "ads",
        "deliveries",
        "excluded_places",
        "files",
        "rejections",
        "targeting",
    ],
)
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_ad_of_several_files_counts_once(ingested: Ingested) -> None:
    current = [row["ad_id"] for row in rows(ingested.store, "ads") if row["is_current"] == "true"]
    assert len(current) == len(set(current))
    assert current.count("9990001") == 1


def test_payer_is_the_byline_and_joins_the_disclaimers_of_the_report(ingested: Ingested) -> None:
    found = {row["payer_name"]: row["identity_basis"] for row in rows(ingested.store, "payers")}
    assert found["Demo Spoon Society (made up)"] == "disclaimer_text"
    assert found["Demo Old Page"] == "page"


def test_no_token_reaches_the_store(ingested: Ingested) -> None:
    files = [path for path in ARCHIVES.rglob("*") if path.is_file()]
    assert sum(TOKEN in path.read_text(encoding="utf-8") for path in files) == 4
    kept = list(every_text(ingested.store))
    assert [text for text in kept if TOKEN in text or "access_token" in text] == []


def test_no_token_is_shown_by_explain(ingested: Ingested, tmp_path: Path) -> None:
    config = load_config(write_project(tmp_path))
    (found,) = explain(ingested.store, config, "2024-10-01/page-1.json:1", [ARCHIVES], 5)
    cells = dict(found.rows[0].cells)
    assert cells["ad_snapshot_url"] == HIDDEN
    assert cells["spend.lower_bound"] == "300"
    assert TOKEN not in repr(found)


AD = {"id": "1", "page_id": "2", "page_name": "Demo Page", "ad_delivery_start_time": "2024-01-01"}


MISUNDERSTOOD = [
    ({"id": "de1"}, "column 'id': 'de1' is no id in digits"),
    ({"ad_delivery_start_time": "1 May"}, "'1 May' is no date"),
    ({"ad_delivery_start_time": "2024-02-30"}, "'2024-02-30' is no date"),
    ({"spend": "100-199"}, "column 'spend': '100-199' is no pair of bounds"),
    ({"spend": {"lower_bound": "1.5"}}, "column 'spend.lower_bound': '1.5' is no whole number"),
    (
        {"spend": {"lower_bound": "9", "upper_bound": "8"}},
        "column 'spend.upper_bound': '8' is below the lower bound",
    ),
    ({"bylines": "a", "spend": {"middle": "9"}}, "unknown column 'spend.middle'"),
    ({"payer": "Demo"}, "unknown column 'payer'"),
    ({"languages": "en"}, "column 'languages': 'en' is no list of texts"),
    (
        {"delivery_by_region": [{"region": "Ohio", "percentage": "50"}]},
        "has a percentage that is no number from 0 to 1",
    ),
    ({"delivery_by_region": [{"percentage": "1"}]}, "has an entry without 'region'"),
    (
        {"delivery_by_region": [{"region": "Ohio", "percentage": "1", "city": "x"}]},
        "has an entry with a key besides 'region', 'percentage'",
    ),
    (
        {"total_reach_by_location": [{"key": "DE", "value": "many"}]},
        "has an entry whose 'value' is no whole number",
    ),
    (
        {
            "age_country_gender_reach_breakdown": [
                {"country": "DE", "age_gender_breakdowns": [{"diverse": 1}]}
            ]
        },
        "has a key besides 'age_range', 'male', 'female', 'unknown'",
    ),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What one reading says of a folder in which each file has another damage."""
    folder = tmp_path_factory.mktemp("misunderstood")
    for number, (changes, _) in enumerate(MISUNDERSTOOD):
        text = json.dumps({"data": [AD, AD | {"id": "2"} | changes]})
        put(folder / "archives" / "2024-05-01" / f"page-{number}.json", text)
    with pytest.raises(ArchiveErrors) as error:
        read_in(folder / "archives", folder / "store", STRICT)
    return error.value.problems


@pytest.mark.parametrize(
    ("number", "message"), [(n, message) for n, (_, message) in enumerate(MISUNDERSTOOD)]
)
def test_value_that_is_not_understood_stops_the_reading(
    told: tuple[str, ...], number: int, message: str
) -> None:
    (problem,) = [text for text in told if text.startswith(f"2024-05-01/page-{number}.json, line ")]
    assert message in problem


def test_currency_of_any_country_is_kept(tmp_path: Path) -> None:
    """Somebody abroad may pay for an ad: Swiss francs are in no other archive."""
    ad = AD | {"currency": "CHF", "spend": {"lower_bound": "100", "upper_bound": "199"}}
    put(tmp_path / "archives" / "2024-05-01" / "one.json", json.dumps(ad))
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    (row,) = rows(store, "ads")
    assert (row["spend_lo"], row["spend_currency"]) == ("100", "CHF")


def test_regions_count_once_where_both_names_were_asked_for(tmp_path: Path) -> None:
    regions = [{"region": "Ohio", "percentage": "1"}]
    ad = AD | {"delivery_by_region": regions, "region_distribution": regions}
    put(tmp_path / "archives" / "2024-05-01" / "one.json", json.dumps(ad))
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    (row,) = rows(store, "deliveries")
    assert (row["place_code"], row["share"]) == ("US-OH", "1")


def test_answer_without_a_date_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "archives" / "page.json", json.dumps({"data": [AD]}))
    with pytest.raises(ArchiveErrors, match=r"page\.json: no date\. Put it in a folder"):
        read_in(tmp_path / "archives", tmp_path / "store")


def test_answer_of_which_only_the_year_is_known(tmp_path: Path) -> None:
    put(
        tmp_path / "archives" / "page.json",
        json.dumps(AD | {"ad_delivery_start_time": "2024-07-01"}),
    )
    put(tmp_path / "archives" / "SOURCES.csv", "path,taken_on\npage.json,2024\n")
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    (found,) = rows(store, "snapshots")
    assert (found["snapshot_id"], found["taken_on_precision"]) == ("meta-api@2024", "year")


def test_every_field_of_an_answer_is_declared() -> None:
    """The fields of the interface in its version 25, and those of before 2021."""
    fields = """id ad_creation_time ad_creative_bodies ad_creative_link_captions
        ad_creative_link_descriptions ad_creative_link_titles ad_delivery_start_time
        ad_delivery_stop_time ad_snapshot_url age_country_gender_reach_breakdown
        beneficiary_payers br_total_reach bylines currency delivery_by_region
        demographic_distribution estimated_audience_size eu_total_reach impressions languages
        page_id page_name publisher_platforms spend target_ages target_gender target_locations
        total_reach_by_location ad_creative_body ad_creative_link_caption
        ad_creative_link_description ad_creative_link_title funding_entity potential_reach
        region_distribution"""
    assert [name for name in fields.split() if ADS.lookup(name) is None] == []
