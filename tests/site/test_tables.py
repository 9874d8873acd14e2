"""Tables in a browser: none spills over what is below it, on any width or on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.site.kinds import KINDS
from tests.site.test_pages import problems

Open = Callable[..., Page]

PHONE, DESK = {"width": 320, "height": 700}, {"width": 1440, "height": 900}

SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until the script that watches the width of tables has seen what changed."""

SPILLING = """[...document.querySelectorAll('.pfb-table')]
    .filter(each => each.scrollHeight > each.clientHeight + 1)
    .filter(each => getComputedStyle(each).overflowY === 'visible')
    .map(each => each.getAttribute('aria-label'))"""

SPILLED_ON_PAPER = """[...document.querySelectorAll('.pfb-table > table')]
    .filter(each => each.checkVisibility())
    .filter(each => each.offsetWidth > each.parentElement.offsetWidth + 1
        || each.scrollWidth > each.offsetWidth + 1)
    .map(each => each.caption?.textContent)"""


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(SETTLED)


@pytest.mark.parametrize("kind", ["home", "state", "sponsor on four platforms"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_opened_table_of_a_chart_covers_nothing(
    screen: dict[str, int], kind: str, open_page: Open
) -> None:
    page = open_page(KINDS[kind], viewport=screen)
    unfold(page)
    tall = "document.querySelectorAll('.pfb-chart__data .pfb-table').length"
    assert page.evaluate(tall) > 0
    assert page.evaluate(SPILLING) == []


STACKED = {
    "state": "places/us/tx/",
    "cycle": "races/us-2024/",
    "topic": "topics/voting/",
    "candidate": "contests/fec-h9tx99901/",
    "candidates and measures": "contests/",
    "sponsor": "sponsors/snapchat/tbaa2173baa24b396/",
    "fields": "data-dictionary/",
}


@pytest.mark.parametrize("kind", STACKED)
def test_phone_shows_names_with_their_amounts_below_them(kind: str, open_page: Open) -> None:
    page = open_page(STACKED[kind], viewport=PHONE)
    unfold(page)
    tables = page.locator(".pfb-table--stack")
    assert tables.count() > 0
    wide = tables.evaluate_all("all => all.filter(each => each.scrollWidth > each.clientWidth)")
    assert wide == []
    rows = tables.locator("tbody tr").evaluate_all(
        """rows => rows.map(row => [row.cells[0], ...row.cells].map(cell => {
            const box = cell.getBoundingClientRect();
            return [box.left, box.right, box.top, box.bottom, cell.textContent.trim()];
        }))"""
    )
    for name, _, *values in rows:
        for left, right, top, _, words in values:
            if words:
                assert 0 <= left < right <= 320, words
                assert top >= name[3] - 1, (name, words)


@pytest.mark.parametrize("kind", ["state", "topic"])
def test_stacked_table_is_a_table_for_all_that_read_it(kind: str, open_page: Open) -> None:
    page = open_page(STACKED[kind], viewport=PHONE)
    unfold(page)
    table = page.locator(".pfb-table--stack > table").first
    roles = table.evaluate(
        "table => [table, ...table.querySelectorAll('thead, tr, th, td')]"
        ".map(each => [each.tagName, each.scope ?? '', each.getAttribute('role')])"
    )
    assert {tuple(each) for each in roles} == {
        ("TABLE", "", "table"),
        ("THEAD", "", "rowgroup"),
        ("TR", "", "row"),
        ("TH", "col", "columnheader"),
        ("TH", "row", "rowheader"),
        ("TD", "", "cell"),
    }
    assert problems(page, {}) == []


def test_values_of_several_columns_say_which_they_are(open_page: Open) -> None:
    page = open_page(STACKED["topic"], viewport=PHONE)
    unfold(page)
    table = page.locator(".pfb-table--stack", has_text="Snapchat: spend on these ads in USD").first
    said = (
        table.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    )
    assert said == ['"Spend" / ""', '"Ads" / ""']
    table.get_by_role("button", name="Ads").click()
    assert table.locator("th[aria-sort]").inner_text().strip().startswith("Ads")


@pytest.mark.parametrize(
    "kind", ["no longer listed", "mapping", "dictionary", "candidates and measures"]
)
def test_no_row_is_tall_for_words_beyond_the_edge_of_a_phone(kind: str, open_page: Open) -> None:
    page = open_page(KINDS[kind], viewport=PHONE)
    unfold(page)
    tall = page.locator(".pfb-table tbody tr").evaluate_all(
        """rows => rows.map(row => {
            const edge = row.closest('.pfb-table').getBoundingClientRect().right;
            const range = document.createRange();
            const last = [...row.cells]
                .filter(cell => cell.getBoundingClientRect().left < edge)
                .map(cell => {
                    range.selectNodeContents(cell);
                    return range.getBoundingClientRect().bottom;
                });
            const box = row.getBoundingClientRect();
            return [box.bottom - Math.max(box.top, ...last), row.textContent.slice(0, 60)];
        }).filter(([empty]) => empty > 80)"""
    )
    assert tall == []


@pytest.mark.parametrize("kind", ["state", "cycle", "sponsor on four platforms"])
def test_name_and_number_are_near_each_other(kind: str, open_page: Open) -> None:
    page = open_page(KINDS[kind], viewport=DESK)
    unfold(page)
    pairs = page.locator(".pfb-table:has(thead th:nth-child(2):last-child)")
    assert pairs.count() > 0
    assert max(pairs.evaluate_all("all => all.map(each => each.offsetWidth)")) <= 42 * 16


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_bar_does_not_touch_the_words_above_it(screen: dict[str, int], open_page: Open) -> None:
    page = open_page(KINDS["state"], viewport=screen)
    unfold(page)
    gaps = page.locator("td > .pfb-kind + .pfb-bar").evaluate_all(
        """bars => bars.map(bar => bar.getBoundingClientRect().top
            - bar.previousElementSibling.getBoundingClientRect().bottom)"""
    )
    assert gaps
    assert min(gaps) >= 3


ON_PAPER = [
    "sponsor on four platforms",
    "state",
    "cycle",
    "Google",
    "downloads",
    "what changed",
    "no longer listed",
    "collection",
    "mapping",
    "candidates and measures",
    "sponsor in Spanish",
]


@pytest.mark.parametrize("kind", ON_PAPER)
def test_every_table_fits_a_sheet_of_paper(kind: str, open_page: Open) -> None:
    # As wide as what is between the margins of A4.
    page = open_page(KINDS[kind], viewport={"width": 718, "height": 1000})
    unfold(page)
    page.emulate_media(media="print")
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(each => each.checkVisibility())"
        ".filter(each => each.getBoundingClientRect().right > 719)"
        ".slice(0, 3).map(each => each.outerHTML.slice(0, 200))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 718, wide
    assert page.evaluate(SPILLED_ON_PAPER) == []
