"""The pages of changes and the feeds, written from the demonstration archives.

The expected numbers stand in data/demo/README.md and demo_snapchat.py: of the made-up ads of 2024
the second copy lacks two, 31 and 77, and those that began after the first are new.
"""

import csv
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from tests.reuse.test_feeds import ATOM, problems

SNAPCHAT = "changes/snapchat/2024/2024-09-01-to-2024-11-01"
GOOGLE = "changes/google-bundle/2024-06-10-to-2024-11-03"


def raw_ads(repo_root: Path, day: str) -> dict[str, dict[str, str]]:
    path = repo_root / "data/demo/archives/snapchat/2024" / day / "PoliticalAds.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["ADID"]: row for row in csv.DictReader(stream)}


def written(folder: Path, path: str) -> list[dict[str, str]]:
    with (folder / f"{path}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_download_of_a_pair_holds_the_differences_of_its_files(
    small_docs: Path, repo_root: Path
) -> None:
    before, after = (raw_ads(repo_root, day) for day in ("2024-09-01", "2024-11-01"))
    rows = written(small_docs, SNAPCHAT)
    assert {row["id"] for row in rows if row["change"] == "new"} == after.keys() - before.keys()
    assert {row["id"] for row in rows if row["change"] == "gone"} == before.keys() - after.keys()
    spends = {
        row["id"]: (row["before_lo"], row["after_lo"], row["currency"])
        for row in rows
        if row["field"] == "spend"
    }
    assert spends == {
        ad: (before[ad]["Spend"], row["Spend"], row["Currency Code"])
        for ad, row in after.items()
        if ad in before and before[ad]["Spend"] != row["Spend"]
    }
    ends = {row["id"]: row["after"] for row in rows if row["field"] == "last_shown_date"}
    assert ends == {
        ad: datetime.strptime(row["EndDate"], "%Y/%m/%d %H:%M:%SZ").date().isoformat()  # noqa: DTZ007
        for ad, row in after.items()
        if ad in before and before[ad]["EndDate"] != row["EndDate"]
    }


def test_page_of_a_pair_says_how_the_copies_add_up(small_docs: Path, repo_root: Path) -> None:
    before, after = (raw_ads(repo_root, day) for day in ("2024-09-01", "2024-11-01"))
    new, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    text = (small_docs / f"{SNAPCHAT}.md").read_text(encoding="utf-8")
    assert (
        f"{len(before)} in the earlier copy + {new} new ads − {gone} ads no longer listed = "
        f"{len(after)} in the later copy."
    ) in text


def test_removals_name_what_left_and_where_it_was(small_docs: Path) -> None:
    rows = written(small_docs, "removals")
    assert {row["name"] for row in rows if row["noun"] == "advertiser"} == {
        "Demo Vanishing Ink Society (made up)", "Demo Melted Snowmen Reunion (made up)",
    }  # fmt: skip
    assert [row["platform"] for row in rows if row["noun"] == "ad"] == ["x", "snapchat", "snapchat"]
    text = (small_docs / "removals.md").read_text(encoding="utf-8")
    ads = [row["id"] for row in rows if row["platform"] == "snapchat"]
    assert all(f"#ad-{ad}" in text for ad in ads)
    assert "removed" not in text.lower()


def test_reports_of_other_days_are_not_compared(small_docs: Path) -> None:
    text = (small_docs / "changes/index.md").read_text(encoding="utf-8")
    assert "<dt>Meta <code>meta-report</code></dt>" in text
    assert not list((small_docs / "changes").rglob("*meta*"))


def test_renamed_advertiser_is_one_and_not_two(small_docs: Path) -> None:
    rows = [row for row in written(small_docs, GOOGLE) if row["field"] == "advertiser_name"]
    assert [(row["before"][:26], row["after"][:26]) for row in rows] == [
        ("Demo Club of Wobbly Tables", "Demo Club of Steady Tables")
    ]


def test_home_sponsor_and_place_tell_the_newest(small_docs: Path) -> None:
    home = (small_docs / "index.md").read_text(encoding="utf-8")
    newest = re.findall(r'pfb-news__head"><a href="([^"]+)"', home)
    assert newest == ["changes/x/2024-10-14-to-2024-11-04/", f"{GOOGLE}/", f"{SNAPCHAT}/"]
    texas = (small_docs / "places/us/tx.md").read_text(encoding="utf-8")
    assert "## New since the last snapshot" in texas
    page = (small_docs / "sponsors/snapchat/t966a58ba00dafe7b.md").read_text(encoding="utf-8")
    assert "## What changed" in page


def test_every_page_with_a_feed_has_a_valid_one(small_docs: Path) -> None:
    linked = {
        line.split('"')[1]
        for path in small_docs.rglob("*.md")
        for line in path.read_text(encoding="utf-8").split("\n---\n")[0].splitlines()
        if line.startswith("feed: ")
    }
    written = {path.relative_to(small_docs).as_posix() for path in small_docs.rglob("feed.xml")}
    moved = {
        path.with_name("feed.xml").relative_to(small_docs).as_posix()
        for path in small_docs.rglob("index.html")
    }
    assert written - moved == linked
    assert moved <= written
    assert {"feed.xml", "changes/feed.xml", "removals/feed.xml", "places/us/tx/feed.xml"} < written
    for path in sorted(written):
        feed = ElementTree.parse(small_docs / path).getroot()
        assert list(problems(feed, "https://example.org/ads/")) == [], path


def test_feed_of_removals_tells_what_each_copy_lacks(small_docs: Path) -> None:
    feed = ElementTree.parse(small_docs / "removals" / "feed.xml").getroot()
    said = [item.findtext(f"{ATOM}title") for item in feed.findall(f"{ATOM}entry")]
    assert said == [
        "X: 1 ad no longer listed",
        "Google: 2 advertisers no longer listed",
        "Snapchat: 2 ads no longer listed",
        "The archives were read",
    ]
