"""The row of tools on every page: cite, take the data, link for good; and what programs read."""

import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests import readers
from tests.site.demo import Built
from tests.site.kinds import KINDS
from tests.site.test_pages import html_pages

Open = Callable[..., Page]
SPONSOR = "sponsors/snapchat/tbaa2173baa24b396/"
SITE = "http://127.0.0.1/ads/"
WITHOUT_TOOLS = {"search", "search results", "not found"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, str]:
    """Every page that has content of its own."""
    found = html_pages(built.site)
    return {
        name: text for name, text in found.items() if name not in ("404.html", "search/index.html")
    }


def test_every_page_can_be_cited_and_its_data_taken(built: Built, pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert text.count('class="pfb-cite"') == 1, name
        assert len(re.findall(r'data-cite="(?:text|bibtex|ris|csl)"', text)) == 4, name
        address = SITE + name.removesuffix("index.html")
        csl = json.loads(unescape(re.search(r'data-cite="csl".*?<pre>(.*?)</pre>', text, re.S)[1]))
        permanent = (
            f"{SITE}sponsors/id/"
            if re.match(r"sponsors/(google|meta|snap|x|red)", name)
            else address
        )
        assert csl[0]["URL"].startswith(permanent), name
        assert re.fullmatch(r"[0-9a-f]{64}", csl[0]["version"]), name
        assert (built.site / Path(name).parent / "data.json").is_file(), name


def test_every_file_of_the_rows_of_tools_is_there(built: Built, pages: dict[str, str]) -> None:
    for name, text in pages.items():
        row = re.search(r'<ul class="pfb-actions pfb-tools".*?</ul>', text, re.S)[0]
        for address in re.findall(r'href="([^"#]+\.(?:csv|json))"', row):
            assert (built.site / Path(name).parent / address).resolve().is_file(), (name, address)


def test_citation_reads_without_scripts_and_has_the_date_of_the_data(open_page: Open) -> None:
    page = open_page(SPONSOR, java_script_enabled=False)
    page.locator(".pfb-cite summary").click()
    text = page.locator("[data-cite=text] pre").inner_text()
    assert text.startswith("Paid For By. “Committee for Taller Sandcastles (made up).”")
    assert "Demonstration data, all made up. Data to 3 Nov 2024" in text
    assert "Accessed" not in page.locator(".pfb-cite").inner_text()


def test_script_adds_the_day_of_access_and_copies(open_page: Open) -> None:
    page = open_page(SPONSOR, permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2027-02-03T12:00:00")
    page.reload()
    page.locator(".pfb-cite summary").focus()
    page.keyboard.press("Enter")
    shown = page.locator("[data-cite=text] pre")
    expect(shown).to_contain_text("Accessed 3 Feb 2027.")
    expect(page.locator("[data-cite=bibtex] pre")).to_contain_text("urldate = {2027-02-03}")
    expect(page.locator("[data-cite=ris] pre")).to_contain_text("Y2 - 2027/02/03/")
    item = json.loads(page.locator("[data-cite=csl] pre").inner_text())[0]
    assert item["accessed"] == {"date-parts": [[2027, 2, 3]]}
    page.get_by_role("button", name="Copy In words").click()
    expect(page.locator(".pfb-cite__said")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == shown.inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save RIS").click()
    assert waiting.value.suggested_filename == "citation.ris"
    saved = Path(waiting.value.path()).read_bytes()
    assert saved.startswith(b"TY  - DATA\r\n")
    assert saved.endswith(b"\r\nER  - \r\n")


def test_data_is_saved_under_a_name_that_says_what_it_is(open_page: Open) -> None:
    page = open_page("places/us/tx/")
    page.locator(".pfb-take summary").click()
    with page.expect_download() as waiting:
        page.locator(".pfb-take").get_by_role("link", name="CSV").first.click()
    assert waiting.value.suggested_filename == "texas-2024-11-03.csv"
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    # The largest amount of the page's first card: Google's total for Texas, with its bounds apart.
    card = page.locator(".pfb-card__figure").first.inner_text()
    assert f'"{card}"' in text


def test_what_programs_read_is_on_every_page_and_leads_to_pages(
    built: Built, pages: dict[str, str]
) -> None:
    kinds: dict[str, int] = {}
    for name, text in pages.items():
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
            thing = json.loads(script)
            kinds[thing["@type"]] = kinds.get(thing["@type"], 0) + 1
            for step in thing.get("itemListElement", ()):
                assert _file(built.site, step["item"]).is_file(), (name, step)
            for file in thing.get("distribution", ()):
                target = _file(built.site, file["contentUrl"])
                assert target.is_file(), (name, file)
                if "sha256" in file:
                    assert hashlib.sha256(target.read_bytes()).hexdigest() == file["sha256"]
        assert ("pfb-crumbs" in text) == ('"BreadcrumbList"' in text), name
    assert kinds["WebSite"] == 1
    assert kinds["Dataset"] > 100


def _file(site: Path, address: str) -> Path:
    assert address.startswith(SITE), address
    path = site / urlsplit(address).path.removeprefix("/ads/")
    return path / "index.html" if address.split("#")[0].endswith("/") else path


def test_every_page_has_a_picture_for_other_sites(built: Built, pages: dict[str, str]) -> None:
    own = 0
    for name, text in pages.items():
        (picture,) = re.findall(r'<meta property="og:image" content="([^"]*)"', text)
        assert _file(built.site, picture).is_file(), name
        assert re.search(r'<meta property="og:image:alt" content="[^"]+"', text), name
        assert 'name="twitter:card" content="summary_large_image"' in text, name
        own += picture.endswith("/card.png") and "assets/" not in picture
    assert own > 100
    data = _file(built.site, f"{SITE}{SPONSOR}card.png").read_bytes()
    assert Image.open(io.BytesIO(data)).size == (1200, 630)


def test_sitemap_lists_every_page_once_with_the_date_of_its_data(
    built: Built, pages: dict[str, str]
) -> None:
    text = (built.site / "sitemap.xml").read_bytes()
    assert gzip.decompress((built.site / "sitemap.xml.gz").read_bytes()) == text
    found = {
        url.findtext("s:loc", namespaces=SITEMAP): url.findtext("s:lastmod", namespaces=SITEMAP)
        for url in ElementTree.fromstring(text)
    }
    assert len(ElementTree.fromstring(text)) == len(found)
    assert found.keys() == {SITE + name.removesuffix("index.html") for name in pages}
    assert found[SITE + SPONSOR] == "2024-11-03"
    assert max(found.values()) == "2024-11-04"
    assert f"Sitemap: {SITE}sitemap.xml" in (built.site / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - WITHOUT_TOOLS)[::4])
def test_paper_has_no_tools_but_the_address(kind: str, open_page: Open) -> None:
    page = open_page(KINDS[kind])
    page.emulate_media(media="print")
    expect(page.locator(".pfb-tools")).to_be_hidden()
    expect(page.locator("header.pfb-header")).to_be_hidden()
    own = KINDS[kind].partition("?")[0]
    expect(page.locator(".pfb-print-line")).to_contain_text(f"{SITE}{own}")


def test_permanent_address_that_was_kept_leads_on_and_can_still_be_seen(open_page: Open) -> None:
    page = open_page(SPONSOR)
    link = page.locator(".pfb-tools").get_by_role("link", name="Permanent address")
    readers.go(link)
    assert "/sponsors/id/" in page.url
    address = page.url
    # From elsewhere: as a bookmark or a citation is followed.
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_url(f"**/{SPONSOR}")
    assert page.locator("h1").inner_text()
