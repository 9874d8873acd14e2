"""The made-up files of Reddit, of the ad libraries and of the lists: their awkward cases."""

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ARCHIVES = Path(__file__).resolve().parents[2] / "data" / "demo" / "archives"
FOLDERS = ("reddit", "microsoft", "linkedin", "tiktok", "fec", "state-media")
LISTING = "reddit/2024-10-20/RedditPoliticalAds.json"


@cache
def document(path: str) -> dict:
    return json.loads((ARCHIVES / path).read_text(encoding="utf-8"))


def posts() -> list[dict]:
    return [child["data"] for child in document(LISTING)["data"]["children"]]


def text(path: str) -> str:
    return (ARCHIVES / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_of_an_archive_are_small(folder: str) -> None:
    files = [path for path in (ARCHIVES / folder).rglob("*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in files) < 40_000


def test_listing_has_its_awkward_posts() -> None:
    flairs = Counter(post["link_flair_text"] for post in posts())
    assert flairs["Approved in Error"] >= 3
    assert flairs[None] >= 3
    assert len(flairs) == 3
    assert sum(post["stickied"] for post in posts()) == 1
    assert all(post["author"] == "REDDITOR-MARKER" for post in posts())
    bodies = " ".join(post["selftext"] for post in posts())
    assert "&lt;script&gt;" in bodies
    assert "<" not in bodies
    for mark in ("{{ 7*7 }}", "{% raw %}", "| pipes |", "**Advertiser:**", "100-500k"):
        assert mark in bodies, mark


def test_some_campaigns_stand_in_three_posts() -> None:
    spends = Counter(
        (match[1], match[2])
        for post in posts()
        if (
            match := re.search(
                r"\*\*Advertiser:\*\* (.*)[\s\S]*?\*\*Spend:\*\* (.*)", post["selftext"]
            )
        )
    )
    assert set(spends.values()) == {1, 3}


def test_transcription_repeats_a_post_that_says_nothing() -> None:
    rows = list(csv.DictReader(text("reddit/2024-10-25/reddit-posts.csv").splitlines()))
    ids = {post["id"]: post for post in posts()}
    assert [row["post_id"] in ids for row in rows] == [True, False]
    assert "Advertiser" not in ids[rows[0]["post_id"]]["selftext"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("microsoft/2024-10-15/ads.json", lambda item: item["AdvertiserName"]),
        (
            "linkedin/2024-10-15/ads.json",
            lambda item: (item["details"] or {}).get("advertiser", {}).get("advertiserName"),
        ),
        ("tiktok/2024-10-15/query.json", lambda item: item["advertiser"]["business_name"]),
    ],
)
def test_libraries_hold_sponsors_and_shops(path: str, names: object) -> None:
    found = document(path)
    items = found.get("value") or found.get("elements") or found["data"]["ads"]
    told = [names(item) or "" for item in items]
    elsewhere = text("google/2024-06/google-political-ads-advertiser-stats.csv")
    elsewhere += " ".join(post["selftext"] for post in posts())
    shops = [name for name in told if "Soap Shop" in name or "Kettle Store" in name]
    assert len(shops) == 2
    assert not any(shop in elsewhere for shop in shops)
    assert len(told) >= 8
    assert any("<" in name or "{" in name or "`" in name or "|" in name for name in told)


def test_signed_addresses_and_private_cells_are_there_to_be_left_out() -> None:
    assert "SIGNED-MARKER" in text("tiktok/2024-10-15/query.json")
    assert "PRIVATE-TREASURER-MARKER" in text("fec/2024-09-01/cm.txt")
    assert "PRIVATE-STREET-MARKER" in text("fec/2024-09-01/cn.txt")


def test_committees_have_the_numbers_that_advertisers_give() -> None:
    listed = {line.split("|")[0] for line in text("fec/2024-09-01/cm.txt").splitlines()}
    given = text("google/2024-06/google-political-ads-advertiser-stats.csv")
    used = set(re.findall(r"C\d{8}", given))
    assert len(used) > 5
    assert used <= listed
    assert all(line.count("|") == 14 for line in text("fec/2024-09-01/cm.txt").splitlines())


def test_outlets_are_a_payer_and_an_account() -> None:
    path = "state-media/2024-02-07/State_Media_Matrix.csv"
    rows = list(csv.DictReader(text(path).splitlines()))
    names = [row["Main assets"] for row in rows]
    assert "Yesterday's Forecast Bureau (made up)" in names
    assert not any(rows[-1].values())
    handles = {row["Twitter Link"].rpartition("/")[2] for row in rows} - {""}
    assert len(handles) == 1
    assert all(handle.startswith("demo_") for handle in handles)
