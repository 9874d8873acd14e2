"""The theme: both engines build it, hostile names stay text, search finds and spells."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.search.names import name_files
from generator.site.theme import write_theme
from tests.site.conftest import QuietHandler

HOSTILE = "&lt;/title&gt;&lt;script&gt;window.__pwned=1&lt;/script&gt;&quot; onload=&quot;x"
HOSTILE_TEXT = '</title><script>window.__pwned=1</script>" onload="x'
FACTS = {
    "demo": True,
    "data_date": "3 Nov 2024",
    "data_date_iso": "2024-11-03",
    "project_url": "https://example.org/",
    "currencies": ["USD", "EUR"],
    "languages": [],
    "site_url": "http://127.0.0.1/ads/",
}
HIDDEN = "hide: [navigation, toc]\npagefind: true\n"


def sponsor(title: str, platform: str, spend: int, words: str) -> str:
    return (
        f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(title)}\n{HIDDEN}---\n\n"
        f'<div hidden data-pagefind-ignore><span data-pagefind-filter="platform">{platform}</span>'
        f'<span data-pagefind-sort="spend_usd">{spend}</span>'
        '<span data-pagefind-meta="kind">Sponsor</span></div>\n\n'
        f"<h1>{title}</h1>\n<p>{words}</p>\n"
    )


DOCS = {
    "index.md": "---\ntitle: Who pays?\nhide: [navigation, toc]\n---\n\n<h1>Who pays?</h1>\n",
    "sponsors/index.md": f"---\ntitle: Sponsors\n{HIDDEN}---\n\n"
    '<span hidden data-pagefind-meta="kind">A–Z list</span>\n'
    '<span hidden data-pagefind-meta="entry_kind">Sponsor</span>\n<h1>Sponsors</h1>\n<h2 id="t">T</h2>\n'
    '<section class="pfb-row"><h3 id="s-1" dir="auto">Thistle Growers</h3><p>Google · $100</p></section>\n'
    '<section class="pfb-row"><h3 id="s-2" dir="auto">Tundra Voters</h3><p>Google · $200</p></section>\n',
    "sponsors/hostile/index.md": sponsor(HOSTILE, "Google", 5, "A hostile name."),
    "sponsors/amber/index.md": sponsor("Amber Alliance", "Google", 900, "It aimed at nurses."),
    "sponsors/birch/index.md": sponsor("Birch Amber League", "Meta", 1200, "It aimed at nurses."),
    "places/index.md": "# Places\n",
    "platforms/index.md": "# Platforms\n",
    "downloads/index.md": "# Downloads\n",
    "methodology.md": "# Methodology\n\n" + "".join(f"## Part {n}\n\nText.\n\n" for n in range(4)),
    "about.md": "# About\n",
    **{
        f"{path}.md": f"# {path}\n"
        for path in (
            "races/index",
            "contests/index",
            "topics/index",
            "explore/index",
            "mappings/who-targets-me",
            "mappings/eu-transparency-notice",
            "help/index",
            "help/ranges",
            "help/hidden",
            "help/fewer-ads",
            "help/errors",
            "help/use",
            "help/accessibility",
        )
    },
    "coalition.md": "# The coalition\n",
    "corrections.md": "# Corrections\n",
    "glossary.md": "# Glossary\n",
    "data-dictionary.md": "# Data dictionary\n",
    "search.md": "---\ntitle: Search\ntemplate: search.html\nhide: [navigation, toc]\n---\n",
    "assets/search-words.txt": "alliance\namber\nbirch\ngrowers\nleague\nthistle\ntundra\nvoters\n",
    **{f"search/names/{name}.json": text for name, text in name_files((), ()).items()},
}


def build(root: Path, folder: Path, *command: str) -> Path:
    write_theme(root / "site_src" / "theme", folder / "build" / "theme", FACTS)
    shutil.copytree(root / "site_src" / "assets", folder / "build" / "docs" / "assets")
    shutil.copy(root / "mkdocs.yml", folder)
    for name, text in DOCS.items():
        path = folder / "build" / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        cwd=folder, env={**os.environ, "PAIDFORBY_SITE_URL": "http://127.0.0.1/ads/"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "site"


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(
    request: pytest.FixtureRequest, repo_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The small site above, built by one of the two engines."""
    folder = tmp_path_factory.mktemp(request.param)
    return build(repo_root, folder, request.param, "build", "--strict")


def pages(site: Path) -> dict[str, str]:
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in found}


class Head(HTMLParser):
    """Collects the title, the meta contents and the scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.in_title = "", False
        self.metas: dict[str, str] = {}
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tests look at."""
        values = dict(attrs)
        self.in_title = tag == "title"
        if tag == "meta":
            self.metas[values.get("name") or values.get("property") or ""] = (
                values.get("content") or ""
            )
        if tag == "script":
            self.scripts.append(values)

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        self.in_title = self.in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        """Add to the title."""
        self.title += data if self.in_title else ""


def head(text: str) -> Head:
    parser = Head()
    parser.feed(text)
    return parser


def test_each_engine_writes_the_same_pages(site: Path) -> None:
    expected = {"404.html"}
    for name in DOCS:
        if name.endswith(".md"):
            stem = name.removesuffix(".md").removesuffix("index").strip("/")
            expected.add(f"{stem}/index.html" if stem else "index.html")
    assert set(pages(site)) == expected


def test_hostile_title_stays_text(site: Path) -> None:
    found = head(pages(site)["sponsors/hostile/index.html"])
    assert found.title.startswith(HOSTILE_TEXT)
    assert found.metas["description"] == HOSTILE_TEXT
    assert found.metas["og:title"] == HOSTILE_TEXT
    assert all("src" in script for script in found.scripts)


def test_every_page_has_banner_search_and_date(site: Path) -> None:
    for name, text in pages(site).items():
        assert "Demonstration data:" in text, name
        assert "data-pfb-search" in text, name
        assert "3 Nov 2024" in text, name


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for name, text in pages(site).items():
        loaded = re.findall(r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*https?://', text)
        assert loaded == [], name


def test_only_marked_pages_are_indexed(site: Path) -> None:
    marked = {name for name, text in pages(site).items() if "data-pagefind-body" in text}
    assert marked == {f"sponsors/{name}index.html" for name in ("", "hostile/", "amber/", "birch/")}


def test_contents_only_on_long_text_pages(site: Path) -> None:
    with_contents = [name for name, text in pages(site).items() if "pfb-toc" in text]
    assert with_contents == ["methodology/index.html"]


def test_section_of_a_generated_page_is_current(site: Path) -> None:
    text = pages(site)["sponsors/amber/index.html"]
    assert re.findall(r'aria-current="true">(\w+)<', text) == ["Sponsors"]


# In a browser ---------------------------------------------------------------


@pytest.fixture(scope="module")
def served(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the indexed site, below a folder as on a project page."""
    folder = tmp_path_factory.mktemp("served")
    site = build(repo_root, tmp_path_factory.mktemp("source"), "mkdocs", "build", "--strict")
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    site.rename(folder / "ads")
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ads/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page that must stay quiet and on its own host."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    opened, bad = context.new_page(), []
    opened.on("console", lambda said: bad.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: bad.append(str(error)))
    opened.on("request", lambda sent: None if sent.url.startswith(served) else bad.append(sent.url))
    yield opened
    context.close()
    assert bad == []


def suggestions(page: Page, query: str) -> list[str]:
    page.fill("#pfb-q", "")
    page.type("#pfb-q", query)
    answered = f"#pfb-q-list[data-typed={json.dumps(query)}]"
    page.wait_for_selector(f"{answered} [role=option]")
    return page.locator("#pfb-q-list .pfb-suggest__title").all_inner_texts()[:-1]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("amber", "Amber Alliance"),
        ("Paid for by Amber All", "Amber Alliance"),
        ("nurses", "Amber Alliance"),
        ("ambre", "Amber Alliance"),
        ("thsitle", "Thistle Growers"),
        ("Thistle Growers of Ohio, Inc.", "Thistle Growers"),
        ("script", HOSTILE_TEXT),
    ],
)
def test_suggestion_comes_first(page: Page, served: str, query: str, first: str) -> None:
    page.goto(served + "about/")
    assert suggestions(page, query)[0] == first


def test_unknown_name_suggests_nothing(page: Page, served: str) -> None:
    page.goto(served + "about/")
    page.type("#pfb-q", "qqqqqq")
    page.get_by_text("No suggestions").wait_for()
    assert page.locator("#pfb-q-list").is_hidden()


def test_keyboard_reaches_a_small_sponsor(page: Page, served: str) -> None:
    page.goto(served + "about/")
    assert suggestions(page, "tundra") == ["Tundra Voters"]
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#pfb-q", "aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url(served + "sponsors/#s-2")


def test_enter_alone_opens_the_search_page(page: Page, served: str) -> None:
    page.goto(served + "about/")
    suggestions(page, "amber")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url(served + "search/?q=amber")
    page.get_by_text("2 results.").wait_for()


def test_search_page_filters_and_sorts_by_its_address(page: Page, served: str) -> None:
    page.goto(served + "search/?sort=spend_usd")
    page.get_by_text("3 results.").wait_for()
    titles = page.locator(".pfb-results__title")
    assert titles.all_inner_texts() == ["Birch Amber League", "Amber Alliance", HOSTILE_TEXT]
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Meta").check()
    page.get_by_text("1 result.").wait_for()
    assert page.url == served + "search/?platform=Meta&sort=spend_usd"
    page.go_back()
    page.get_by_text("3 results.").wait_for()


def test_hostile_name_runs_no_script(page: Page, served: str) -> None:
    for path in ("sponsors/hostile/", "search/?q=script"):
        page.goto(served + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.__pwned === undefined")


def test_pages_fit_a_narrow_screen(page: Page, served: str) -> None:
    for path in (
        "",
        "sponsors/",
        "sponsors/hostile/",
        "methodology/",
        "search/?q=amber",
        "404.html",
    ):
        page.goto(served + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_colour_choice_lasts(page: Page, served: str) -> None:
    page.goto(served + "about/")
    assert page.get_attribute("html", "data-md-color-scheme") == "default"
    page.get_by_role("button", name="Dark colours").click()
    page.reload()
    assert page.get_attribute("html", "data-md-color-scheme") == "slate"
