"""The rows of the Explore page: its CSV, where they lead, and more of them."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.site.explore import Open, Rows, downloaded, found, open_explore, rows

__all__ = ["rows"]


@pytest.mark.parametrize(
    "address", ["platform=reddit", "kind=spend&place=GB&currency=GBP", "q=demo"]
)
def test_csv_holds_exactly_the_rows_that_were_found(
    address: str, open_page: Open, rows: Rows
) -> None:
    page = open_explore(open_page, address)
    table = downloaded(page)
    assert len(table) == found(page) > 20
    paths = dict(rows.query("SELECT path, file_id FROM files"))
    traced = Counter((paths[row["file"]], int(row["line"])) for row in table)
    if address == "platform=reddit":
        expected = rows.query("SELECT file_id, line FROM latest_ads WHERE platform = 'reddit'")
        assert traced == Counter(expected)
    elif address != "q=demo":
        expected = rows.query(
            "SELECT file_id, line FROM latest_spend WHERE spend_currency = 'GBP' "
            "AND (place_code = 'GB' OR place_code LIKE 'GB-%')"
        )
        assert traced == Counter(expected)
    formulas = [cell for row in table for cell in row.values() if re.match(r"[=+\-@\t\r]", cell)]
    assert formulas == []


def test_results_lead_to_the_sponsor_and_to_the_ad(open_page: Open) -> None:
    page = open_explore(open_page, "q=sandcastles&platform=snapchat")
    item = page.locator(".pfb-explore__item").first
    address = item.get_by_role("link", name="Link to this ad").get_attribute("href")
    assert re.search(r"/sponsors/\w+/[\w-]+/#ad-", address)
    name = item.locator("h3").inner_text()
    item.get_by_role("link", name="Link to this ad").click()
    page.wait_for_url(re.compile("/sponsors/"))
    assert page.get_by_role("heading", level=1).inner_text() == name
    assert page.locator(f"[id='{address.split('#')[1]}']").count() == 1


def test_more_rows_follow_and_take_the_focus(open_page: Open) -> None:
    page = open_explore(open_page)
    assert page.locator(".pfb-explore__item").count() == 20
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".pfb-explore__item")).to_have_count(40)
    assert page.evaluate(
        "document.activeElement.closest('li') === document.querySelectorAll('.pfb-explore__item')[20]"
    )
