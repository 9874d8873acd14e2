"""Each platform's data reach to a day of their own, and whatever names a day says whose it is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.changes.feeds import page_feed
from generator.pages.data import SiteData
from generator.pages.data_days import DataDays
from generator.pages.help.help import help_pages
from generator.pages.sponsor.sponsor import SponsorPage
from generator.render.renderer import Renderer
from generator.reuse.dataset.facts import dataset_facts
from generator.reuse.docs import DocsFolder
from generator.reuse.page_files import PageFiles
from generator.reuse.provenance import Provenances
from generator.reuse.tools import PageTools
from generator.site.publish import one_sponsor, site_data, theme_facts
from generator.text.catalogues import load_language
from generator.text.language import speaking
from tests.adapters.reading import put, read_in
from tests.project import write_project

NAME = "Invented Union of Days"
STATS = "google-political-ads-advertiser-stats.csv"
STATS_HEAD = (
    "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD\n"
)
SNAP_HEAD = "ADID,Currency Code,Spend,Impressions,StartDate,EndDate,OrganizationName,PayingAdvertiserName,CountryCode\n"
META_HEAD = "Page ID,Page name,Disclaimer,Amount spent (USD),Number of ads in Library\n"
GOOGLE, SNAPCHAT, META = "15 Apr 2025", "19 May 2023", "4 Mar 2023"
ALL = f"{GOOGLE} (Google), {SNAPCHAT} (Snapchat), {META} (Meta)"
BOTH = f"{GOOGLE} (Google), {SNAPCHAT} (Snapchat)"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    """Totals of 2025 on Google, older ads on Snapchat by the same sponsor, a report of Meta."""
    folder = tmp_path_factory.mktemp("days")
    root = folder / "archives"
    put(root / "2024-01-01" / STATS, STATS_HEAD + f"AR1,{NAME},,US,US-Federal,3,800000\n")
    put(root / "2025-04-15" / STATS, STATS_HEAD + f"AR1,{NAME},,US,US-Federal,3,900000\n")
    ad = f"{'cd':0<64},USD,5,50,2023/02/03 00:00:00Z,2023/02/03 10:00:00Z,{NAME},{NAME},united states\n"
    put(root / "2023" / "2023-05-19" / "PoliticalAds.csv", SNAP_HEAD + ad)
    report = "FacebookAdLibraryReport_2023-03-04_US_yesterday_advertisers.csv"
    put(root / report, META_HEAD + "999001,Another Invention,Another Invention,5000,1\n")
    return site_data(
        read_in(root, folder / "data" / "store").store,
        load_config(write_project(folder, site_url="https://example.org/ads/")),
    )


@pytest.fixture(scope="module")
def sponsor(data: SiteData) -> SponsorPage:
    """The one on two platforms."""
    (found,) = [key for key, row in data.facts.sponsor_rows.items() if row["sponsor_name"] == NAME]
    return one_sponsor(data, found)


@pytest.fixture
def spanish() -> Iterator[None]:
    with speaking(load_language("es")):
        yield


def test_the_site_names_the_day_of_each_platform(data: SiteData) -> None:
    assert data.days.words(()) == ALL
    assert data.days.short(()) == f"{META} – {GOOGLE}, by platform"
    facts = theme_facts(data, data.facts.config, ())
    assert (facts["data_date"], facts["data_date_iso"]) == (ALL, "")


def test_one_day_for_all_is_one_day(data: SiteData) -> None:
    names = ("google-bundle@2024-01-01",)
    assert data.days.words(names) == data.days.short(names) == "1 Jan 2024"
    assert data.days.words(names, "a day of the page") == "a day of the page"
    assert data.days.is_one_day(names)
    assert data.days.iso(names) == {"Google": "2024-01-01"}


def test_a_sponsor_has_the_days_of_its_platforms(data: SiteData, sponsor: SponsorPage) -> None:
    tools = PageTools(data, {})
    found = tools.of(sponsor, (), sponsor.card())
    assert found.until == BOTH
    assert f"Data to {BOTH}, from " in found.citation.text
    assert f"Data to {BOTH}, from " in found.citation.bibtex
    (dataset,) = [thing for thing in found.things if thing["@type"] == "Dataset"]
    assert str(dataset["description"]).endswith(f"Data to {BOTH}.")
    assert dataset["dateModified"] == "2025-04-15"
    document = tools.document(sponsor, ())
    assert document["data_dates"] == {"Google": "2025-04-15", "Snapchat": "2023-05-19"}


def test_its_page_and_picture_say_so_too(data: SiteData, sponsor: SponsorPage, tmp_path: Path) -> None:  # fmt: skip
    renderer = Renderer(DocsFolder(tmp_path / "docs"))
    renderer.draw(sponsor.charts(), None)
    asked: list[str] = []

    class Shelf:
        def __init__(self, *_: object) -> None: ...
        def draw(self, cards: list[tuple[object, str]], _processes: int) -> None:
            asked.extend(until for _card, until in cards)

        def picture(self, _card: object, _until: str) -> bytes:
            return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.reuse.page_files.CardShelf", Shelf)
        files = PageFiles(data, data.facts.config, renderer.docs, {})
        files.draw([sponsor])
        renderer.page(sponsor, files.of(sponsor))
    assert asked == [f"Data to {BOTH}", f"Data to {META} – {GOOGLE}, by platform"]
    text = (tmp_path / "docs" / f"{sponsor.path}.md").read_text(encoding="utf-8")
    assert f'as_of: "{BOTH}"' in text
    assert f"Data to {BOTH}." in text


def test_a_page_about_no_archive_says_the_days_of_all(data: SiteData, tmp_path: Path) -> None:
    page = next(page for page in help_pages(data) if page.path == "help/errors")
    renderer = Renderer(DocsFolder(tmp_path / "docs"))
    renderer.page(page, PageTools(data, {}).of(page, (), None))
    text = (tmp_path / "docs/help/errors.md").read_text(encoding="utf-8")
    assert f"this is the data to {ALL}." in text


def test_feeds_say_the_days_of_what_they_are_about(data: SiteData, sponsor: SponsorPage) -> None:
    named = data.facts.named_in("sponsor_id")[sponsor.sponsor_id]
    assert page_feed(data, sponsor.path, NAME, (), named).until == f"Data to {BOTH}"
    nobody = page_feed(data, "contests/x", "x", (), ())
    assert nobody.entries[0].summary == f"Data to {ALL}."


def test_the_data_set_names_the_day_of_each_platform(data: SiteData) -> None:
    facts = dataset_facts(data, {})
    assert facts.data_days == ALL
    assert f"Data to {ALL}." in facts.description


def test_no_page_of_several_days_and_no_feed_says_one_for_all(small_docs: Path) -> None:
    """Whatever is written of a page whose platforms reach to several days names whose each is."""
    one_for_all = re.compile(r"[Dd]ata to (?:\d{1,2} )?[A-Z][a-z]{2} \d{4}(?! \()")
    wrong, count = [], 0
    for path in sorted(small_docs.rglob("data.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if len(set(document["data_dates"].values())) < 2:
            continue
        page = path.parent.relative_to(small_docs)
        own = [small_docs / f"{page}.md", small_docs / page / "index.md"]
        texts = [one.read_text(encoding="utf-8") for one in own if one.is_file()]
        count += len(texts)
        wrong += [str(page) for text in texts if one_for_all.search(text)]
    for path in (small_docs / "feed.xml", small_docs / "removals/feed.xml"):
        wrong += [path.name] if one_for_all.search(path.read_text(encoding="utf-8")) else []
    assert count > 100
    assert wrong == []


@pytest.mark.usefixtures("spanish")
def test_days_are_in_the_language_of_the_page_and_english_in_citations(
    data: SiteData, sponsor: SponsorPage
) -> None:
    days = DataDays(data)
    assert (
        days.words(("google-bundle@2025-04-15", "meta-report"))
        == "15 abr 2025 (Google), 4 mar 2023 (Meta)"
    )
    assert Provenances(data).of(sponsor).words == BOTH
