"""Hostile names stay text wherever they are shown, and nothing of them runs."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Page, expect

from generator.render.renderer import plain
from generator.store.tables import Store, frame
from tests.site.demo import Built

Open = Callable[..., Page]

HOSTILE = (
    "Demo <script>window.__pwned=1</script> Society",
    "Demo <img src=x onerror=window.__pwned=2> Club",
    "Demo [link](javascript:window.__pwned=3) Club",
    "Demo {{ 7*7 }} Society",
    "Demo {% raw %} Fund",
    "<!-- comment by a Demo Club",
    "# heading for a Demo Party",
    "`Demo` backticks ``` Club",
    "../../Demo/Path Walkers?q=1#top%2f",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1)",
    "+1+1",
    "Demo &amp;lt; Entities &quot;Club&quot; &#60;",
    "Demo \u202esnoops thgirpU (made up)",
)


RUNNING = "main script:not([type='application/ld+json']), main img"
"""What a name could have made; what programs read is data and does not run."""


def shown(name: str) -> str:
    """How a name looks on a page: white space in one piece, no direction overrides."""
    return re.sub(r"\s+", " ", name.replace("\u202e", "")).strip()


@pytest.fixture(scope="module")
def sponsors(built: Built) -> dict[str, str]:
    """The names of all sponsors by id."""
    rows = frame(Store.open(built.store).table("sponsors"))
    return dict(zip(rows["sponsor_id"], rows["sponsor_name"], strict=True))


class Texts(HTMLParser):
    """The text of each main heading, link, sub-heading and the title of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {"title": [], "h1": [], "h3": [], "a": []}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a text."""
        if tag in self.found:
            self.open.append(tag)
            self.found[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add to every text that is open."""
        for tag in self.open:
            self.found[tag][-1] += data


def texts(built: Built, path: str) -> dict[str, list[str]]:
    parser = Texts()
    parser.feed((built.site / path / "index.html").read_text(encoding="utf-8"))
    return parser.found


def test_demo_archives_hold_every_hostile_name(sponsors: dict[str, str]) -> None:
    assert set(HOSTILE) <= set(sponsors.values())


def test_title_and_heading_of_every_sponsor_page_are_its_name(
    built: Built, sponsors: dict[str, str]
) -> None:
    paged = {
        path: name
        for path, name in sponsors.items()
        if (built.docs / "sponsors" / f"{path}.md").is_file()
    }
    assert len(set(HOSTILE) & set(paged.values())) >= 10
    for path, name in paged.items():
        found = texts(built, f"sponsors/{path}")
        assert found["title"][0] == f"{shown(name)} – Paid For By", path
        assert [shown(text) for text in found["h1"]] == [shown(name)], path


def test_every_name_stands_in_its_list_as_it_is(built: Built, sponsors: dict[str, str]) -> None:
    rows = {
        re.sub(r"\s+", " ", text).strip()
        for path in (built.site / "sponsors" / "a-z").iterdir()
        for text in texts(built, f"sponsors/a-z/{path.name}")["h3"]
    }
    assert {shown(name) for name in sponsors.values()} <= rows


def test_nothing_on_a_page_turns_its_text_around(built: Built) -> None:
    turned = [
        path.relative_to(built.site).as_posix()
        for path in built.site.rglob("*.html")
        if re.search("[\u202a-\u202e\u2066-\u2069]", path.read_text(encoding="utf-8"))
    ]
    assert turned == []


@pytest.mark.parametrize("folder", ["sponsors", "places", "platforms"])
def test_no_page_has_an_element_from_a_name(built: Built, folder: str) -> None:
    for path in (built.site / folder).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "49 Society" not in text, path
        # What programs read is data: without a "<" in it, it can hold no element and not end.
        text = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)
        text = re.sub(r">[^<]*<", "><", text)  # what stands between tags is no element
        assert "<script>" not in text, path
        assert "ld+json" not in text, path
        assert not re.search(r"<img\s+src=x|\sonerror=[^&]*>", text), path
        assert not re.search(r"""<a [^>]*href=["']?\s*(javascript|data):""", text, re.I), path


SEARCHED = [name for name in HOSTILE if re.search("[A-Za-z]", name)]
"""Names without a letter or digit of their own cannot be searched for."""


def test_suggestions_show_hostile_names_as_text(open_page: Open) -> None:
    page = open_page("about/")
    for name in SEARCHED:
        page.locator("header input[type=search]").fill(name)
        option = page.locator("header .pfb-suggest__title", has_text=shown(name)[:25])
        expect(option.first).to_be_visible()
        assert shown(name) in map(shown, option.all_inner_texts())
        quiet(page)


def test_results_show_hostile_names_as_text(open_page: Open) -> None:
    page = open_page("search/")
    expect(page.locator(".pfb-find__status")).to_contain_text("Type a name")
    for name in SEARCHED:
        page.locator("#pfb-find-q").fill(name)
        link = page.locator(".pfb-results__title", has_text=shown(name)[:25])
        expect(link.first).to_be_visible()
        assert shown(name) in map(shown, link.all_inner_texts())
        quiet(page)


def quiet(page: Page) -> None:
    """Nothing of a name has become an element or has run."""
    assert page.locator("main script, img[src=x], a[href^='javascript']").count() == 0
    assert page.evaluate("window.__pwned === undefined")


def test_nothing_of_a_name_runs_on_any_page_that_shows_one(
    built: Built, sponsors: dict[str, str], open_page: Open
) -> None:
    page = open_page("")
    base = page.url
    hostile = [path for path, name in sponsors.items() if name in HOSTILE]
    paths = [f"sponsors/{path}/" for path in hostile if (built.site / "sponsors" / path).is_dir()]
    paths += ["sponsors/a-z/d-1/", "sponsors/a-z/other-1/", "places/us/", "places/us/tx/"]
    paths += ["platforms/google/", "platforms/meta/", "platforms/snapchat/"]
    for path in paths:
        page.goto(base + path)
        assert page.evaluate("window.__pwned === undefined"), path
        assert page.locator(RUNNING).count() == 0, path


def test_landing_pages_are_links_only_if_https(built: Built, open_page: Open) -> None:
    page = open_page("sponsors/snapchat/tbaa2173baa24b396/")
    links = page.locator("main a[href^='http']")
    expect(links).not_to_have_count(0)
    for link in links.all():
        assert link.get_attribute("href").startswith("https://")
        assert "nofollow" in link.get_attribute("rel")


def test_plain_drops_what_turns_text_around() -> None:
    assert plain("a\u202eb\u2066c\x00d\n e") == "abcd e"
