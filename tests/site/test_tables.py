"""Tables in a browser: none spills over what is below it, on any width or on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.site.kinds import KINDS

Open = Callable[..., Page]

PHONE, DESK = {"width": 320, "height": 700}, {"width": 1440, "height": 900}

SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until the script that watches the width of tables has seen what changed."""

SPILLING = """[...document.querySelectorAll('.pfb-table')]
    .filter(each => each.scrollHeight > each.clientHeight + 1)
    .filter(each => getComputedStyle(each).overflowY === 'visible')
    .map(each => each.getAttribute('aria-label'))"""


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
