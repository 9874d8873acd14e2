"""Every kind of page: quiet, on its own host, narrow, accessible, dated, marked as made up."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import readers
from tests.site.demo import Built
from tests.site.explore import DONE
from tests.site.kinds import KINDS

NEWEST = "4 Nov 2024"
"""The day of the newest snapshot of the demonstration archives: the Google bundle's."""

Open = Callable[..., Page]


def whole(page: Page) -> None:
    """Wait for search results, and unfold everything that is folded."""
    if "search/?q=" in page.url:
        page.locator(".pfb-results li").first.wait_for()
    if "/explore/" in page.url:
        page.locator(f"{DONE}[data-summed]").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


TOO_WIDE = """[...document.querySelectorAll('main *')]
    .filter(each => each.getBoundingClientRect().right > 321)
    .filter(each => !each.closest('.pfb-table, .pfb-chart__plot'))
    .slice(0, 3).map(each => each.outerHTML.slice(0, 200))"""


LOOKED_AGAIN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until the scripts that watch the width of tables have seen the new one."""


SHORTER = """document.querySelectorAll('tbody, ol, ul, svg g').forEach(each => {
    [...each.children].slice(12).forEach(one => one.remove());
})"""
"""Of each list and table, the rows that repeat the markup of a dozen before them go: axe looks at
every letter."""


def problems(page: Page, options: dict[str, object]) -> list[str]:
    """What axe finds, with the first places of each."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(
        "options => axe.run(options).then(found => found.violations)",
        {"resultTypes": ["violations"], **options},
    )
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in found
        for node in each["nodes"][:2]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible_in_both_colours_and_fits_a_narrow_screen(
    kind: str, open_page: Open
) -> None:
    page = open_page(KINDS[kind], color_scheme="light")
    whole(page)
    assert page.get_attribute("html", "data-md-color-scheme") == "default"
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    page.evaluate(LOOKED_AGAIN)
    too_wide = page.evaluate(TOO_WIDE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, too_wide
    assert problems(page, {"runOnly": ["scrollable-region-focusable"]}) == []
    page.set_viewport_size(wide)
    page.evaluate(SHORTER)
    assert problems(page, {}) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-md-color-scheme=slate]")
    assert problems(page, {"runOnly": ["color-contrast"]}) == []
    assert page.evaluate("window.__pwned === undefined")


@pytest.mark.parametrize("kind", ["places", "country", "sponsor on four platforms"])
def test_page_turned_narrow_is_narrow_before_any_script_looks_again(
    kind: str, open_page: Open
) -> None:
    page = open_page(KINDS[kind], viewport={"width": 320, "height": 700})
    whole(page)
    assert (
        page.evaluate(
            """() => {
            for (const each of document.querySelectorAll('.pfb-table'))
                each.classList.add('is-fitting');
            return document.documentElement.scrollWidth;
        }"""
        )
        <= 320
    )


def test_dark_colours_are_dark_and_light_ones_light(open_page: Open) -> None:
    def lightness(scheme: str) -> tuple[int, int]:
        page = open_page("", color_scheme=scheme)
        colours = page.evaluate(
            "[document.documentElement, document.querySelector('h1')].map((each, i) => "
            "getComputedStyle(i ? each : document.body)[i ? 'color' : 'backgroundColor'])"
        )
        return tuple(sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)

    light_ground, light_ink = lightness("light")
    dark_ground, dark_ink = lightness("dark")
    assert light_ground > 600 > 200 > light_ink
    assert dark_ground < 200 < 500 < dark_ink


def html_pages(site: Path, language: str = "en") -> dict[str, str]:
    """Every page of a language; addresses of before that only lead on, and frames for others, are
    none."""
    found = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    return {
        path.relative_to(site).as_posix(): text
        for path, text in found.items()
        if 'http-equiv="refresh"' not in text
        and path.parent.name != "charts"
        and f'<html lang="{language}"' in text
    }


def test_every_page_says_that_all_is_made_up(built: Built) -> None:
    pages = html_pages(built.site)
    assert "404.html" in pages
    assert [name for name, text in pages.items() if "Demonstration data:" not in text] == []


def test_pages_in_spanish_say_so_and_lead_to_those_in_english(built: Built) -> None:
    pages, english = html_pages(built.site, "es"), html_pages(built.site)
    assert len(pages) > 200
    for name, text in pages.items():
        assert name.startswith("es/")
        assert "Datos de demostración:" in text, name
        assert "Skip to content" not in text, name
        if name != "es/404.html":
            own = name.removeprefix("es/").removesuffix("index.html")
            assert f'hreflang="en" href="http://127.0.0.1/ads/{own}"' in text, name
            assert f"es/{own}index.html" == name
            assert f"{own}index.html" in english, name
    assert not [name for name in english if name.startswith("es/")]


def test_every_page_has_the_date_of_its_data(built: Built) -> None:
    pages = html_pages(built.site)
    assert [name for name, text in pages.items() if NEWEST not in text] == []


def test_every_page_has_a_title_a_search_box_and_one_main_heading(built: Built) -> None:
    for name, text in html_pages(built.site).items():
        assert re.search(r"<title>[^<]+</title>", text), name
        assert "data-pfb-search" in text, name
        assert len(re.findall(r"<h1[\s>]", text)) == 1, name


def test_no_page_has_an_id_twice(built: Built) -> None:
    twice = {}
    for name, text in html_pages(built.site).items():
        ids = re.findall(r'<[^>]*\sid="([^"]*)"', text)
        if len(set(ids)) != len(ids):
            twice[name] = sorted({each for each in ids if ids.count(each) > 1})[:3]
    assert twice == {}


def test_every_canonical_address_is_on_the_site_that_was_configured(built: Built) -> None:
    for name, text in html_pages(built.site).items():
        if name != "404.html":
            (address,) = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
            assert address == "http://127.0.0.1/ads/" + name.removesuffix("index.html")


WITHOUT_SCRIPT = {
    "": "Committee for Taller Sandcastles (made up)",
    "sponsors/": "From A to Z",
    "sponsors/a-z/b-1/": "Biscuit Roundness Council (made up)",
    "sponsors/snapchat/tbaa2173baa24b396/": "US$2,600,000",
    "places/us/tx/": "Texas",
}


@pytest.mark.parametrize("path", WITHOUT_SCRIPT)
def test_page_reads_without_scripts(path: str, open_page: Open) -> None:
    page = open_page(path, java_script_enabled=False)
    assert page.get_by_text(WITHOUT_SCRIPT[path]).filter(visible=True).count() > 0


def test_search_page_says_what_it_needs_without_scripts(open_page: Open) -> None:
    page = open_page("search/", java_script_enabled=False)
    readers.go(page.locator("noscript a[href$='sponsors/']"))
    assert page.get_by_role("heading", level=1).inner_text() == "Sponsors"


def test_lists_lead_from_letter_to_letter_without_scripts(open_page: Open) -> None:
    page = open_page("sponsors/", java_script_enabled=False)
    readers.go(page.get_by_role("link", name="B", exact=True))
    letters = page.get_by_role("navigation", name="Letters")
    readers.go(letters.get_by_role("link", name="C", exact=True))
    readers.go(page.get_by_role("link", name="Sponsors", exact=True).first)
    assert page.get_by_role("heading", level=1).inner_text() == "Sponsors"


@pytest.mark.parametrize("kind", ["home", "sponsor on Google", "letter", "state", "search"])
def test_first_tab_leads_to_the_content(kind: str, open_page: Open) -> None:
    page = open_page(KINDS[kind])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_address_that_a_payer_had_leads_to_the_page_of_its_sponsor(open_page: Open) -> None:
    page = open_page("sponsors/google/AR99999118255476292964/")
    page.wait_for_url("**/sponsors/snapchat/tbaa2173baa24b396/")
    assert page.locator("h1").inner_text() == "Committee for Taller Sandcastles (made up)"
