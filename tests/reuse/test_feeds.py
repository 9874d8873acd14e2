"""Feeds are Atom as RFC 4287 asks for, point at this site only, and are the same every time."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest

from generator.pages.addresses import feed_path, page_address
from generator.pages.feed import Entry, Feed
from generator.reuse.feeds import MAX_ENTRIES, atom

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/ads/"


def entry(slug: str, day: date, title: str = "A title", summary: str = "A summary.") -> Entry:
    return Entry(slug, title, summary, "sponsors/google/AR1", day)


def problems(feed: ElementTree.Element, site_url: str) -> Iterator[str]:
    """What RFC 4287 (4.1.1 and 4.1.2) asks for and the feed has not; and links that lead away."""
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    entries = feed.findall(f"{ATOM}entry")
    for place in (feed, *entries):
        for name in ("id", "title", "updated"):
            found = place.findall(f"{ATOM}{name}")
            if len(found) != 1 or not (found[0].text or "").strip():
                yield f"{name}: {len(found)} in {place.tag}, or empty"
        if not [link for link in place.findall(f"{ATOM}link") if link.get("rel") == "alternate"]:
            yield "no alternate link"
        for link in place.findall(f"{ATOM}link"):
            if not link.get("href", "").startswith(site_url):
                yield f"a link leads to {link.get('href')}"
    if not feed.findall(f"{ATOM}author/{ATOM}name"):
        yield "no author"
    if len([link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]) != 1:
        yield "no link to itself"
    ids = [item.findtext(f"{ATOM}id") for item in entries]
    if len(set(ids)) != len(ids):
        yield "an id stands twice"
    if not entries:
        yield "no entry"
    moments = [item.findtext(f"{ATOM}updated") for item in entries]
    if moments != sorted(moments, reverse=True) or feed.findtext(f"{ATOM}updated") != moments[0]:
        yield "the newest entry is not the first, or not the time of the feed"


def parsed(feed: Feed) -> ElementTree.Element:
    return ElementTree.fromstring(atom(feed, SITE, "Paid For By"))


def test_feed_is_valid_newest_first_and_points_at_its_page() -> None:
    older, newer = entry("older", date(2020, 9, 25)), entry("newer", date(2020, 10, 1))
    feed = parsed(Feed("sponsors/google/AR1", "A sponsor", (older, newer)))
    assert list(problems(feed, SITE)) == []
    assert feed.findtext(f"{ATOM}id") == f"{SITE}sponsors/google/AR1/"
    assert (
        feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{SITE}sponsors/google/AR1/feed.xml"
    )
    first = feed.find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == f"{SITE}sponsors/google/AR1/#change-newer"
    assert first.findtext(f"{ATOM}updated") == "2020-10-01T00:00:00Z"


def test_names_from_archives_are_text() -> None:
    hostile = "<script>alert(1)</script> & \u202e\x00 ]]> \ud800"
    feed = parsed(Feed("index", hostile, (entry("a", date(2020, 1, 1), hostile, hostile),)))
    assert feed.findtext(f"{ATOM}title") == "<script>alert(1)</script> &  ]]> "
    assert {item.tag for item in feed.iter()} == {
        f"{ATOM}{name}"
        for name in ("feed", "id", "title", "updated", "author", "name", "link", "entry", "summary")
    }


def test_only_the_newest_entries_are_kept() -> None:
    entries = [entry(f"e{n}", date(2020, 1, 1 + n % 28)) for n in range(MAX_ENTRIES + 5)]
    feed = parsed(Feed("index", "Many", tuple(entries)))
    found = feed.findall(f"{ATOM}entry")
    assert len(found) == MAX_ENTRIES
    assert found[0].findtext(f"{ATOM}updated") == "2020-01-28T00:00:00Z"


def test_order_of_entries_does_not_matter() -> None:
    entries = [entry(f"e{n}", date(2020, 1, 1)) for n in range(5)]
    one = atom(Feed("index", "Same", tuple(entries)), SITE, "Site")
    assert one == atom(Feed("index", "Same", tuple(reversed(entries))), SITE, "Site")


@pytest.mark.parametrize(
    ("page_path", "feed", "address"),
    [
        ("index", "feed.xml", SITE),
        ("places/us/index", "places/us/feed.xml", f"{SITE}places/us/"),
        ("places/us/tx", "places/us/tx/feed.xml", f"{SITE}places/us/tx/"),
    ],
)
def test_addresses_of_feeds_and_pages(page_path: str, feed: str, address: str) -> None:
    assert page_address(SITE, page_path) == address
    assert feed_path(page_path) == feed


def test_an_anchor_stays_behind_the_address() -> None:
    assert page_address(SITE, "sponsors/a-z/b-1#x") == f"{SITE}sponsors/a-z/b-1/#x"
