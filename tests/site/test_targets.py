"""Small screens and fingers: letters, signs and suggestions are large enough and not cut."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.site.kinds import KINDS

Open = Callable[..., Page]

PHONE = {"width": 320, "height": 700}

BOXES = """all => all.map(each => each.getBoundingClientRect())
    .map(box => [box.width, box.height, box.top])"""


def test_letters_stand_side_by_side_and_fit_a_finger(open_page: Open) -> None:
    page = open_page(KINDS["sponsors"], viewport=PHONE)
    boxes = page.locator("ul.pfb-az-nav a").evaluate_all(BOXES)
    assert min(min(width, height) for width, height, _ in boxes) >= 40
    assert len({round(top) for *_, top in boxes}) <= len(boxes) / 3


def test_sign_of_a_permanent_address_fits_a_finger(open_page: Open) -> None:
    page = open_page(KINDS["letter"], viewport=PHONE)
    boxes = page.get_by_role("link", name="Permanent address of").evaluate_all(BOXES)
    assert boxes
    assert min(min(width, height) for width, height, _ in boxes) >= 24


def test_suggestions_fill_their_list_and_are_not_cut(open_page: Open) -> None:
    page = open_page(KINDS["home"], viewport=PHONE)
    page.locator("main .pfb-search__input").press_sequentially("demo")
    suggested = page.locator("main .pfb-suggest")
    suggested.locator("[role=option]").first.wait_for()
    assert suggested.evaluate("list => getComputedStyle(list).padding") == "4px"
    cut = suggested.locator(".pfb-suggest__note").evaluate_all(
        "notes => notes.filter(each => each.scrollWidth > each.clientWidth)"
        ".map(each => each.textContent)"
    )
    assert cut == []
