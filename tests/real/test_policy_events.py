"""Every sourced fact of the published list has a place on the site, none is lost in silence.

The list lies beside the archives, in ``reference/policy-events.csv``; it is read in place.
"""

import csv
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator.reference.platforms import PlatformRecord, Platforms, Statement

Row = dict[str, str]

PLATFORM_OF = {
    "Meta/Facebook": "meta",
    "Meta/Instagram": "meta",
    "Google": "google",
    "Google/YouTube": "google",
    "Twitter/X": "x",
    "Reddit": "reddit",
    "Microsoft": "microsoft",
    "LinkedIn": "linkedin",
    "Pinterest": "pinterest",
    "Verizon Media/Yahoo": "yahoo",
    "Wikimedia Foundation": "wikimedia",
    "Snapchat": "snapchat",
    "TikTok": "tiktok",
}
LAW = "EU law (all platforms)"
COALITION = "Coalition (nine signatories)"
COALITION_REPORT = "https://techxplore.com/news/2020-08-tech-giants-facebook-twitter-upcoming.html"

WITHOUT_ADDRESS = {
    ("google", "The creative file has one record per ad"): "The file of ads has one record",
    ("x", "The US disclosure is a dated ZIP"): "a dated zip: the account's name",
    ("microsoft", "Microsoft's Ad Library records ads"): "the Ad Library records the ads shown",
    ("microsoft", "No user control for political ads"): "No setting for political ads was found",
    ("yahoo", "No public archive of political ads"): "no public archive of political ads",
    ("snapchat", "Whether Snap stopped political ads"): "Whether Snap stopped political ads",
}
"""Facts of which the list gives no address: how they begin there, and words of ours."""

DISPUTED = {
    "meta": {
        "2018-05-07", "2018-05-10", "2018-05-11", "2018-10-15", "2019-02-21", "2019-03-29",
        "2025-05-24", "2025-07", "2025-10-06", "2025-10",
    },
    "google": {"2019-03-21", "2021-01-14", "2025-09-28"},
    "x": {"2018-08", "2019-08-19", "2019-11-15", "2019-11-22", "2023-01-03"},
    "linkedin": {"2018"},
    "pinterest": {"2022"},
}  # fmt: skip
"""Days of the facts whose words in the list name sources that contradict each other."""


STAND_AS_FACTS = {
    ("meta", "2019-07-24"), ("meta", "2020-12"), ("meta", "2021-12-03"), ("wikimedia", "2023-04"),
}  # fmt: skip
"""Days on which somebody described what an archive holds: part of what it publishes, no event.
The page about Wikipedia's banners was read in a copy of April 2023; its original is older."""


@pytest.fixture(scope="module")
def rows(real_archives: Path) -> list[Row]:
    path = real_archives.parent / "reference" / "policy-events.csv"
    if not path.is_file():
        pytest.skip(f"no list of sourced facts at {path}")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def platforms(repo_root: Path) -> Platforms:
    return Platforms.load(repo_root / "data" / "reference")


def bare(url: str) -> str:
    """An address without its scheme, what counts visitors, and the mark of a phone's page."""
    parts = urlsplit(url)
    kept = {
        key: value
        for key, value in parse_qsl(parts.query)
        if not key.startswith("utm_") and key not in {"icid", "srsltid", "source"}
    }
    path = parts.path.rstrip("/").removesuffix("/amp")
    return f"{parts.netloc}{path}?{sorted(kept.items())}"


def addresses(claim: Statement) -> set[str]:
    return {bare(url) for url in (claim.source_url, claim.seen_at, claim.also_at) if url}


def record_of(platforms: Platforms, platform_id: str) -> PlatformRecord:
    (record,) = [record for record in platforms.records if record.id == platform_id]
    return record


def belongs_to_a_platform(row: Row) -> bool:
    return row["platform"] in PLATFORM_OF and row["kind"] != "reading"


def test_every_row_belongs_to_a_platform_the_law_the_coalition_or_the_reading(
    rows: list[Row],
) -> None:
    assert len(rows) == 149
    others = [row for row in rows if not belongs_to_a_platform(row)]
    kinds = Counter("reading" if row["kind"] == "reading" else row["platform"] for row in others)
    assert kinds == {"reading": 10, LAW: 4, COALITION: 2}


def test_every_address_of_a_platforms_facts_is_in_its_record_as_often(
    rows: list[Row], platforms: Platforms
) -> None:
    wanted: dict[str, Counter[str]] = {}
    for row in rows:
        if belongs_to_a_platform(row) and row["source_url"]:
            counts = wanted.setdefault(PLATFORM_OF[row["platform"]], Counter())
            counts[bare(row["source_url"])] += 1
    assert set(wanted) == set(PLATFORM_OF.values())
    for platform_id, counts in wanted.items():
        claims = [claim for claim in record_of(platforms, platform_id).statements() if claim.text]
        ours = Counter(url for claim in claims for url in addresses(claim))
        assert counts - ours == Counter(), platform_id


def test_every_dated_fact_is_an_event_of_its_day_and_kind(
    rows: list[Row], platforms: Platforms
) -> None:
    listed = Counter(
        (PLATFORM_OF[row["platform"]], row["date"], row["kind"], bare(row["source_url"]))
        for row in rows
        if belongs_to_a_platform(row) and row["date"] and row["source_url"]
        if row["kind"] != "see_fewer"
    )
    ours = Counter(
        (record.id, event.date, event.kind, url)
        for record in platforms.records
        for event in record.events
        for url in addresses(event.statement)
    )
    assert {(name, day) for name, day, _, _ in listed - ours} == STAND_AS_FACTS


def test_facts_without_an_address_stand_in_our_words(rows: list[Row], platforms: Platforms) -> None:
    found = {
        (PLATFORM_OF[row["platform"]], start): row
        for row in rows
        if belongs_to_a_platform(row) and not row["source_url"]
        for _, start in WITHOUT_ADDRESS
        if row["statement"].startswith(start)
    }
    without = [row for row in rows if belongs_to_a_platform(row) and not row["source_url"]]
    assert len(found) == len(without) == len(WITHOUT_ADDRESS)
    for (platform_id, start), words in WITHOUT_ADDRESS.items():
        claims = record_of(platforms, platform_id).statements()
        (claim,) = [claim for claim in claims if words in claim.text]
        assert claim.is_confirmed == (found[platform_id, start]["seen"] == "yes")


def test_what_was_not_seen_is_unconfirmed_and_nothing_else(
    rows: list[Row], platforms: Platforms
) -> None:
    unseen = Counter(
        PLATFORM_OF[row["platform"]]
        for row in rows
        if belongs_to_a_platform(row) and row["seen"] == "no"
    )
    unconfirmed = Counter(
        record.id
        for record in platforms.records
        for claim in record.statements()
        if not claim.is_confirmed
    )
    assert unconfirmed == unseen == {"microsoft": 1, "yahoo": 1, "snapchat": 1}


@pytest.mark.parametrize("platform_id", DISPUTED)
def test_conflicts_between_sources_are_kept(
    platform_id: str, rows: list[Row], platforms: Platforms
) -> None:
    listed = {row["date"] for row in rows if PLATFORM_OF.get(row["platform"]) == platform_id}
    assert listed >= DISPUTED[platform_id]
    events = record_of(platforms, platform_id).events
    assert {event.date for event in events if event.statement.conflict} == DISPUTED[platform_id]


def test_law_has_every_row_with_its_day(rows: list[Row], platforms: Platforms) -> None:
    listed = {(row["date"], bare(row["source_url"])) for row in rows if row["platform"] == LAW}
    events = platforms.laws["eu"].events
    ours = {(event.date, url) for event in events for url in addresses(event.statement)}
    assert len(listed) == 4
    assert listed <= ours


def test_coalition_page_names_the_sources_of_the_statement(
    rows: list[Row], repo_root: Path
) -> None:
    text = (repo_root / "site_src" / "pages" / "coalition.md").read_text(encoding="utf-8")
    urls = {row["source_url"] for row in rows if row["platform"] == COALITION}
    assert len(urls) == 2
    assert all(f"({url})" in text for url in urls | {COALITION_REPORT})
    assert COALITION_REPORT in {row["source_url"] for row in rows}
