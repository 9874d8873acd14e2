"""The pages of platforms as they are written: every claim has its source, every platform a page."""

import html
import re
from pathlib import Path

import pytest

from generator.reference.platforms import PlatformRecord, Platforms, Statement

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = Platforms.load(ROOT / "data" / "reference")
CLAIMS = ("publishes", "hides", "see_fewer", "undated")


def page(docs: Path, name: str) -> str:
    return html.unescape((docs / "platforms" / f"{name}.md").read_text(encoding="utf-8"))


def items(text: str, claim: Statement) -> list[str]:
    """The pieces of a page, from one list item or section to the next, that hold the claim."""
    return [piece for piece in re.split(r"(?=<li|<section)", text) if claim.text in piece]


def is_supported(piece: str, claim: Statement) -> bool:
    if claim.source_url:
        return f'href="{claim.source_url}"' in piece
    return bool(claim.note) and f">{claim.note}</span>" in piece


by_record = pytest.mark.parametrize("record", PLATFORMS.records, ids=lambda record: record.id)


@by_record
def test_every_platform_has_a_page_that_says_its_status(
    record: PlatformRecord, small_docs: Path
) -> None:
    text = page(small_docs, record.id)
    assert f"<h1>{record.name}</h1>" in text
    assert record.status_text in text
    assert "## Policy timeline {#policy}" in text and "## Coverage {#coverage}" in text


@by_record
def test_every_claim_of_a_page_has_a_source_or_a_note(
    record: PlatformRecord, small_docs: Path
) -> None:
    text = page(small_docs, record.id)
    laws = [event.statement for law in record.laws for event in PLATFORMS.laws[law].events]
    claims = [claim for claim in (*record.statements(), *laws) if claim.text]
    assert len(claims) >= 3
    for claim in claims:
        pieces = items(text, claim)
        assert pieces, claim.text
        assert any(is_supported(piece, claim) for piece in pieces), claim.text
    for source in record.status_sources:
        assert f'href="{source.source_url}"' in text


@by_record
def test_unconfirmed_and_disputed_claims_are_marked(
    record: PlatformRecord, small_docs: Path
) -> None:
    text = page(small_docs, record.id)
    for claim in record.statements():
        if not claim.is_confirmed:
            assert any(">unconfirmed</span>" in piece for piece in items(text, claim)), claim.text
        if claim.conflict:
            marked = f"<strong>Sources disagree.</strong> {claim.conflict}"
            assert any(marked in piece for piece in items(text, claim)), claim.text
    marks = text.count(">unconfirmed</span>")
    assert marks == sum(not claim.is_confirmed for claim in record.statements())


@by_record
def test_timeline_has_every_event_under_its_year(record: PlatformRecord, small_docs: Path) -> None:
    text = page(small_docs, record.id)
    timeline = text[text.index("{#policy}") : text.index("{#coverage}")]
    events = list(record.events)
    for law in record.laws:
        events += PLATFORMS.laws[law].events
    groups = re.split(r'<li class="pfb-timeline__year"><h3>', timeline)[1:]
    dates = {group[:4]: re.findall(r'<time datetime="([^"]+)"', group) for group in groups}
    assert list(dates) == sorted({event.date[:4] for event in events}, reverse=True)
    assert all(day.startswith(year) for year, days in dates.items() for day in days)
    assert sorted(day for days in dates.values() for day in days) == sorted(
        event.date for event in events
    )


def test_page_without_an_archive_says_refused_or_unpublished(small_docs: Path) -> None:
    assert "means “refused”" in page(small_docs, "pinterest")
    assert "“not published”, not “spent nothing”" in page(small_docs, "yahoo")
    assert "Wikimedia sells no ads" in page(small_docs, "wikimedia")
    for name in ("pinterest", "yahoo", "wikimedia"):
        assert "No archive of this platform can be read into this site." in page(small_docs, name)
        assert "{#sources}" not in page(small_docs, name)


def test_years_without_a_copy_are_shown_as_gaps(small_docs: Path) -> None:
    text = page(small_docs, "snapchat")
    years = re.findall(r"<li( class=\"is-gap\")?><strong>(\d{4})</strong> ([^<]+)</li>", text)
    assert [(year, words, bool(gap)) for gap, year, words in years] == [
        ("2019", "1 snapshot", False),
        ("2020", "gap", True),
        ("2021", "gap", True),
        ("2022", "gap", True),
        ("2023", "gap", True),
        ("2024", "3 snapshots", False),
    ]


GROUPS = {
    "Publish an archive with spend": ["google", "meta", "snapchat", "x", "reddit"],
    "Publish ads without spend": ["microsoft", "linkedin", "tiktok"],
    "Refuse political ads and publish no file": ["pinterest"],
    "Take political ads and publish no list of them": ["yahoo"],
    "Sell no ads": ["wikimedia"],
}


def test_list_of_platforms_is_grouped_by_what_they_publish(small_docs: Path) -> None:
    text = page(small_docs, "index")
    sections = dict(re.findall(r"<section>\n<h2>([^<]+)</h2>\n(.*?)</section>", text, re.DOTALL))
    links = {title: re.findall(r'href="([a-z]+)/"', body) for title, body in sections.items()}
    assert links == GROUPS


def test_list_of_platforms_has_the_law_with_its_sources(small_docs: Path) -> None:
    text = page(small_docs, "index")
    for event in PLATFORMS.laws["eu"].events:
        (piece,) = items(text, event.statement)
        assert is_supported(piece, event.statement)


def test_coalition_page_links_the_nine_members_to_their_pages(small_docs: Path) -> None:
    text = html.unescape((small_docs / "coalition.md").read_text(encoding="utf-8"))
    rows = re.findall(r'<th scope="row"><bdi>([^<]+)</bdi></th><td><a href="([^"]+)">', text)
    assert dict(rows) == {
        "Facebook": "../platforms/meta/",
        "Google": "../platforms/google/",
        "Twitter": "../platforms/x/",
        "Reddit": "../platforms/reddit/",
        "Microsoft": "../platforms/microsoft/",
        "LinkedIn": "../platforms/linkedin/",
        "Verizon Media": "../platforms/yahoo/",
        "Pinterest": "../platforms/pinterest/",
        "Wikimedia Foundation": "../platforms/wikimedia/",
    }
    assert "Reports disagree" in text
