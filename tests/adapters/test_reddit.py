"""The fixture of Reddit's community: two saved listings and a table written out by hand."""

import csv
import json
from pathlib import Path

import pytest

from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import (
    FIXTURES,
    assert_rows,
    every_text,
    lay_out,
    put,
    read_in,
    rows,
)

EXPECTED = FIXTURES / "reddit" / "expected"
LISTING = "2020-05-01/RedditPoliticalAds.json"
HEADER = "post_id,url,posted_date,spend_min,spend_max,currency"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("reddit")
    archives = lay_out(FIXTURES / "reddit" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize("name", ["ad_places", "ads", "rejections", "targeting"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_texts_of_posts_are_kept_and_decoded_once(ingested: Ingested) -> None:
    with (EXPECTED / "ad_texts.csv").open(encoding="utf-8", newline="") as stream:
        told = {(row["path"], row["line"]) for row in csv.DictReader(stream)}
    assert_rows(
        ingested.store,
        EXPECTED / "ad_texts.csv",
        only=lambda row: (row["path"], row["line"]) in told,
    )
    texts = rows(ingested.store, "ad_texts")
    bodies = {row["ad_id"]: row["text"] for row in texts if row["part"] == "body"}
    assert "**Advertiser:** Demo Kites &amp; Tails\n" in bodies["g0demo1"]
    assert "| Advertiser | Demo Tea &amp; Co |\n" in bodies["g0demob"]


def test_redditors_and_remarks_are_in_no_table(ingested: Ingested) -> None:
    for marker in ("REDDITOR-MARKER", "NOTE-MARKER"):
        files = (FIXTURES / "reddit" / "archives").rglob("*.*")
        assert any(marker in file.read_text(encoding="utf-8") for file in files)
        assert [text for text in every_text(ingested.store) if marker in text] == []


def test_post_that_left_a_later_listing_still_counts(tmp_path: Path) -> None:
    archives = lay_out(FIXTURES / "reddit" / "archives", tmp_path / "archives")
    listing = json.loads((archives / LISTING).read_text(encoding="utf-8"))
    newer = json.loads(json.dumps(listing["data"]["children"][7]))
    newer["data"] |= {"id": "g0demoz", "created_utc": 1590000000.0}
    listing["data"]["children"] = [newer]
    put(
        archives / "2020-06-02" / "RedditPoliticalAds.json",
        json.dumps(listing).replace("demo8", "demoz"),
    )
    store = read_in(archives, tmp_path / "store").store
    current = {row["ad_id"] for row in rows(store, "ads") if row["is_current"] == "true"}
    assert {"g0demo1", "g0demoz"} <= current


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("subreddit", "funny", "'funny' is none of RedditPoliticalAds"),
        ("permalink", "javascript:alert(1)", "is no address of a post in r/RedditPoliticalAds"),
        ("id", "../x", "'../x' is no id of 4 to 10 letters and digits"),
        ("created_utc", "yesterday", "'yesterday' is no date"),
        ("karma", 5, "unknown column 'karma'"),
    ],
)
def test_listing_that_is_not_understood_is_told_with_its_place(
    tmp_path: Path, key: str, value: object, said: str
) -> None:
    listing = json.loads((FIXTURES / "reddit" / "archives" / LISTING).read_text(encoding="utf-8"))
    listing["data"]["children"] = listing["data"]["children"][:1]
    listing["data"]["children"][0]["data"][key] = value
    put(tmp_path / "archives" / LISTING, json.dumps(listing))
    with pytest.raises(ArchiveErrors) as caught:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0]
    assert f"{LISTING}, line 1" in caught.value.problems[0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("5,,", "'spend_min': '5' is an amount without a currency"),
        ("≤5,,USD", "'spend_min': '≤5' is no plain number"),
        ("9,5,USD", "'spend_min': '9' is more than the upper bound"),
    ],
)
def test_transcription_that_is_not_understood_is_told_with_its_place(
    tmp_path: Path, cells: str, said: str
) -> None:
    row = f"g0demo1,https://www.reddit.com/r/RedditPoliticalAds/,2020-04-13,{cells}"
    put(tmp_path / "archives" / "2020-05-01" / "posts.csv", f"{HEADER}\n{row}\n")
    with pytest.raises(ArchiveErrors) as caught:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0]
    assert "2020-05-01/posts.csv, line 2" in caught.value.problems[0]


def noted(folder: Path, name: str, text: str) -> list[tuple[str, ...]]:
    put(folder / "archives" / name, text)
    store = read_in(folder / "archives", folder / "store").store
    keys = ("kind", "column_name", "value_text", "line", "row_count")
    return [
        tuple(row[key] for key in keys)
        for row in rows(store, "notes")
        if row["kind"] != "absent_column"
    ]


def test_currency_and_places_that_no_list_has_are_kept_and_noted(tmp_path: Path) -> None:
    url = "https://www.reddit.com/r/RedditPoliticalAds/"
    text = (
        f"{HEADER},places\n"
        f"g0demo1,{url},2020-04-13,5,9,USD,Iowa\n"
        f'g0demo2,{url},2020-04-14,5,9,ZZZ,"Iowa, Atlantis and Georgia"\n'
        f"g0demo3,{url},2020-04-15,5,9,USD,CA\n"
    )
    found = noted(tmp_path, "2020-05-01/posts.csv", text)
    assert found == [
        ("unknown_currency", "currency", "ZZZ", "3", "1"),
        ("untold_place", "places", "Atlantis", "3", "2"),
    ]


def test_places_of_a_post_from_which_no_code_can_be_told_are_noted(tmp_path: Path) -> None:
    listing = json.loads((FIXTURES / "reddit" / "archives" / LISTING).read_text(encoding="utf-8"))
    posts = listing["data"]["children"][:2]
    posts[0]["data"]["selftext"] = "Locations: Iowa, Ohio"
    posts[1]["data"]["selftext"] = "Locations: Iowa; Atlantis"
    listing["data"]["children"] = posts
    found = noted(tmp_path, LISTING, json.dumps(listing))
    assert found == [("untold_place", "selftext", "Atlantis", "2", "1")]
