"""The made-up answers of Meta's Ad Library API: every awkward case stands in them."""

import json
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo" / "archives" / "meta-api"
FIRST = "us/2024-10-28/first-page.json"
SECOND = "us/2024-10-28/second-page.json"
EU = "eu-2024-10-20.jsonl"
OLD = "2019-11-05/old-names.jsonl"
ONE = "2021-12-20/one-record.json"
MARKER = "SECRET-TOKEN-MARKER"
Record = dict[str, object]


@cache
def records(name: str) -> list[Record]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    found = json.loads(text)
    return found.get("data", [found])


def every_record() -> list[Record]:
    return [record for name in (FIRST, SECOND, EU, OLD, ONE) for record in records(name)]


def test_set_is_small_and_has_every_form() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert {path.relative_to(FOLDER).as_posix() for path in files} == {FIRST, SECOND, EU, OLD, ONE}
    assert sum(path.stat().st_size for path in files) < 40_000
    assert all(len(records(name)) >= 3 for name in (FIRST, SECOND, EU, OLD))
    assert [set(record) & {"id", "_id"} for record in records(ONE)] == [{"_id"}]


def test_every_id_says_that_it_is_made_up() -> None:
    for record in every_record():
        assert str(record.get("id", record.get("_id"))).startswith("99900")
        assert str(record["page_id"]).startswith("99900")


def test_pages_repeat_two_ads_one_of_them_with_other_amounts() -> None:
    first = {record["id"]: record for record in records(FIRST)}
    again = [record for record in records(SECOND) if record["id"] in first]
    assert [record == first[record["id"]] for record in again] == [True, False]


def test_tokens_stand_in_pictures_and_in_the_address_of_the_next_page() -> None:
    assert all(MARKER in record["ad_snapshot_url"] for record in every_record())
    answer = json.loads((FOLDER / FIRST).read_text(encoding="utf-8"))
    assert MARKER in answer["paging"]["next"]


def test_bounds_are_texts_and_come_open_and_missing() -> None:
    spends = [record["spend"] for record in every_record()]
    assert None in spends
    assert {"lower_bound": "0", "upper_bound": "99"} in spends
    assert {"lower_bound": "1000000"} in spends
    assert all(isinstance(text, str) for pair in spends if pair for text in pair.values())


@pytest.mark.parametrize("names", [(FIRST, SECOND), (EU,)])
def test_some_bylines_are_blank(names: tuple[str, ...]) -> None:
    bylines = [record["bylines"] for name in names for record in records(name)]
    assert "" in bylines
    assert any(bylines)


def test_names_of_before_2021_are_in_one_file_only() -> None:
    old = {"ad_creative_body", "funding_entity", "potential_reach", "region_distribution"}
    assert all(old <= set(record) for record in records(OLD))
    others = [record for record in every_record() if record not in records(OLD)]
    assert not any(old & set(record) for record in others)
    assert all("T23:30:00-0700" in record["ad_delivery_start_time"] for record in records(OLD))


def test_choices_and_reach_are_told_in_the_european_union_only() -> None:
    names = {"eu_total_reach", "target_locations", "beneficiary_payers"}
    assert all(names <= set(record) for record in records(EU))
    assert not any(names & set(record) for name in (FIRST, SECOND, OLD) for record in records(name))
    places = [place for record in records(EU) for place in record["target_locations"]]
    assert {place["excluded"] for place in places} == {True, False}
    assert any(place["name"] is None for place in places)


def test_shares_of_an_ad_add_up_to_one() -> None:
    for record in every_record():
        for name in ("delivery_by_region", "demographic_distribution", "region_distribution"):
            parts = [entry["percentage"] for entry in record.get(name, [])]
            millionths = sum(int(part.replace(".", "")) for part in parts)
            assert millionths == (1_000_000 if parts else 0)


@pytest.mark.parametrize(
    "text",
    [
        "<script>window.__pwned",
        "{{ 7*7 }}",
        "{% raw %}",
        "| pipes |",
        "\u202e",
        "=HYPERLINK(",
        "🎈",
    ],
)
def test_hostile_text_stands_in_names_or_bodies(text: str) -> None:
    assert any(text in json.dumps(record, ensure_ascii=False) for record in every_record())
