"""What the site's readers do, step by step in a browser, on any site that the generator built.

Each function is one errand and returns what the reader has learnt. A step that is not there for the
reader fails by itself: nothing is looked up but what stands on the page.
"""

import csv
import io
import json
import re
import urllib.request
from dataclasses import dataclass
from xml.etree import ElementTree

from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@dataclass(frozen=True)
class Answer:
    """What a voter learns of a sponsor: who it is, what it paid, where and since when."""

    name: str
    who: str
    amounts: tuple[str, ...]
    places: str
    first_week: str
    ad_count: int
    clicks: int


def go(link: Locator) -> None:
    """Follow a link, and wait until the page that it leads to is there as a whole: a click alone
    returns as soon as the browser has begun to read it."""
    with link.page.expect_navigation():
        link.click()


def type_a_name(page: Page, typed: str, *, by_touch: bool) -> None:
    """Into the box on the home page, until its suggestions are there."""
    box = page.locator("#pfb-hero-q")
    box.tap() if by_touch else box.focus()
    box.press_sequentially(typed)
    page.locator(
        f"main [data-typed={json.dumps(typed, ensure_ascii=False)}] [role=option]"
    ).first.wait_for()


def ask_who_paid(page: Page, home: str, typed: str, name: str, *, by_touch: bool = False) -> Answer:
    """Type, choose the suggestion, read the page: by touch, or with the keyboard alone."""
    page.goto(home)
    type_a_name(page, typed, by_touch=by_touch)
    options = page.locator("main [role=option]")
    # The same name may stand for several places of the site: the reader wants the sponsor.
    names = options.evaluate_all(
        "all => all.map(one => [one.querySelector('.pfb-suggest__title')?.innerText, one.dataset.url])"
    )
    wanted = [
        n for n, (text, url) in enumerate(names) if text == name and "/sponsors/" in (url or "")
    ]
    assert wanted, (name, names)
    if by_touch:
        options.nth(wanted[0]).tap()
    else:
        for _ in range(wanted[0] + 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.wait_for_url("**/sponsors/**")
    return read_sponsor(page, clicks=2 if by_touch else 0)


def walk_to_a_sponsor(page: Page, home: str, name: str, platform: str) -> Answer:
    """Without scripts there is no search: the lists from A to Z lead there. Others may have the same
    name, on other platforms."""
    page.goto(home)
    go(page.get_by_role("link", name="Sponsors", exact=True).first)
    letter = re.search(r"[A-Z]", name.upper())[0]
    go(page.locator("main").get_by_role("link", name=letter, exact=True))
    clicks = 3
    row = page.locator(".pfb-row", has=page.get_by_role("heading", name=name, exact=True))
    row = row.filter(has_text=platform)
    while not row.count():
        go(page.locator("main nav [aria-current=page] + a").last)
        clicks += 1
    go(row.get_by_role("link", name=name, exact=True))
    return read_sponsor(page, clicks)


def read_sponsor(page: Page, clicks: int) -> Answer:
    """What stands on a sponsor's page for everybody."""
    cards = page.locator("#totals ~ .pfb-cards .pfb-card")
    first = page.locator("figure:has(svg[id$='-weekly']) tbody tr").last.locator("th, td").first
    ads = page.locator("#ads ~ .pfb-note").first.inner_text()
    listed = re.search(r"(?:of )?([\d,]+) ads? in the archives", ads)
    where = page.locator("#where + *")
    return Answer(
        name=page.locator("h1").inner_text(),
        who=page.locator(".pfb-lede").inner_text(),
        amounts=tuple(re.sub(r"\s+", " ", text) for text in cards.all_inner_texts()),
        places=where.inner_text() if where.count() else "",
        first_week=first.text_content() or "" if first.count() else "",
        ad_count=int(listed[1].replace(",", "")) if listed else 0,
        clicks=clicks,
    )


def fetched(address: str) -> bytes:
    """A file of the site."""
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def take_rows(page: Page, label: str = "CSV") -> list[dict[str, str]]:
    """What the page shows, as the file that its row of tools offers."""
    page.locator(".pfb-take > summary").click()
    link = page.locator(".pfb-take").get_by_role("link", name=label, exact=True).first
    text = fetched(link.evaluate("link => link.href")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def first_table(page: Page, within: str) -> list[str]:
    """The first cells of the first table below a heading (its id), as they stand on the page."""
    table = page.locator(f"xpath=//*[@id='{within}']/following::table[1]")
    cells = table.locator("tbody tr > :first-child")
    return [text.strip() for text in cells.all_text_contents()]


def cite(page: Page) -> dict[str, object]:
    """The citation of a page, in words and as CSL-JSON."""
    page.locator(".pfb-cite > summary").click()
    words = page.locator("[data-cite=text] pre").inner_text()
    (item,) = json.loads(page.locator("[data-cite=csl] pre").inner_text())
    assert item["version"] in words
    assert item["URL"] in words
    return item


def follow(page: Page) -> list[str]:
    """The titles of the feed of a page, the newest first; each leads to a page of the site."""
    page.locator(".pfb-follow > summary").click()
    link = page.locator(".pfb-tools").get_by_role("link", name="Feed (Atom)")
    feed = ElementTree.fromstring(fetched(link.evaluate("link => link.href")))
    entries = feed.findall("a:entry", ATOM)
    days = [entry.findtext("a:updated", namespaces=ATOM) for entry in entries]
    assert days == sorted(days, reverse=True)
    return [entry.findtext("a:title", namespaces=ATOM) or "" for entry in entries]


def print_page(page: Page) -> bytes:
    """The page on paper: its charts and tables, the address and the date, and nothing to press."""
    page.emulate_media(media="print")
    expect(page.locator("header.pfb-header")).to_be_hidden()
    expect(page.locator(".pfb-tools")).to_be_hidden()
    expect(page.locator("figure svg").first).to_be_visible()
    expect(page.locator(".pfb-print-line")).to_contain_text("Data to")
    paper = page.pdf(format="A4")
    page.emulate_media(media="screen")
    return paper


def frame_of_a_chart(page: Page) -> str:
    """The code that puts the first chart of a page into another site: the address in it."""
    box = page.locator("figure:has(.pfb-chart__embed)").first
    box.locator("summary", has_text="Embed this chart").click()
    code = box.locator("textarea").input_value()
    assert code.startswith("<iframe ")
    return re.search(r'src="([^"]+)"', code)[1]


def report_an_error(page: Page) -> str:
    """From any page: how to ask for a correction, and the corrections that were made."""
    go(page.locator(".pfb-tools").get_by_role("link", name="Report an error"))
    assert page.url.endswith("/corrections/")
    expect(page.get_by_role("heading", name="Ask for a correction")).to_be_visible()
    expect(page.get_by_role("heading", name="List of corrections")).to_be_visible()
    return page.locator("main").inner_text()
