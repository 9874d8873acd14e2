"""The box that narrows the list of what is no longer listed, with a keyboard and without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def test_list_is_narrowed_by_words_in_any_order_and_case(open_page: Open) -> None:
    page = open_page("removals/")
    rows = page.locator(".pfb-table").first.locator("tbody tr")
    box = page.get_by_label("Find a sponsor or ad")
    expect(rows).to_have_count(3)
    box.focus()
    page.keyboard.type("fund GRÁVITY")
    expect(page.locator(".pfb-tablefilter__count").first).to_have_text("1 of 3 rows")
    expect(rows.filter(has_text="Gravity Optional Action Fund")).to_be_visible()
    expect(rows.filter(has_text="Left-Handed Teaspoons")).to_be_hidden()
    box.fill("nobody has this name")
    expect(page.locator(".pfb-tablefilter__count").first).to_have_text("No row has these words")


def test_without_scripts_the_list_is_whole(open_page: Open) -> None:
    page = open_page("removals/", java_script_enabled=False)
    expect(page.locator(".pfb-table").first.locator("tbody tr")).to_have_count(3)
    expect(page.locator("#ads-q")).to_be_hidden()
