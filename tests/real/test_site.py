"""The built site of published archives: searched in a browser, its numbers against the raw files."""

import functools
import html
import http.server
import json
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.real import raw
from tests.real.conftest import RealStore
from tests.real.expected import expected_totals
from tests.real.slice import Slice, real_slice
from tests.real.test_figures import GOOGLE_2025
from tests.site.demo import BASE

pytestmark = pytest.mark.real

SAMPLE = {"google": 3, "meta": 2, "snapchat": 1, "google meta": 2, "google meta snapchat": 2}
"""How many sponsors that stand on these platforms."""
CARD = re.compile(r'<section class="pfb-card" id="figure-[^"]+">(.*?)</section>', re.DOTALL)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def built(
    repo_root: Path, real_store: RealStore, tmp_path_factory: pytest.TempPathFactory
) -> Slice:
    """The site of some of the sponsors."""
    return real_slice(repo_root, real_store, tmp_path_factory)


@pytest.fixture(scope="module")
def address(built: Slice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served."""
    folder = tmp_path_factory.mktemp("real-host")
    (folder / BASE.strip("/")).symlink_to(built.site, target_is_directory=True)
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


def in_browser(browser_path: str, visit: Callable[[Page], None]) -> None:
    """Visit with a new browser, in a thread of its own: another test may hold one in this one."""

    def work() -> None:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        with sync_playwright() as engine:
            browser = engine.chromium.launch(executable_path=browser_path, args=arguments)
            page = browser.new_page()
            page.on("request", lambda sent: asked.append(sent.url))
            visit(page)
            browser.close()

    asked: list[str] = []
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(work).result()
    assert {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")} == {
        "127.0.0.1"
    }


def suggestions(page: Page, address: str, typed: str) -> list[tuple[str, str]]:
    """Type into the search box of the home page: (address, name) of what is suggested."""
    page.goto(address)
    page.locator("#pfb-hero-q").press_sequentially(typed)
    page.wait_for_selector(f"[data-typed={json.dumps(typed)}] [role=option]")
    options = page.locator("[role=option]").all()[:-1]
    return [(o.get_attribute("data-url") or "", o.inner_text().split("\n")[0]) for o in options]


def words(markup: str) -> str:
    """What a reader sees of some markup."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


def test_typed_name_leads_to_the_page_and_its_number(
    real_archives: Path, built: Slice, address: str, browser_path: str
) -> None:
    rows = raw.table(real_archives, GOOGLE_2025).rows.values()
    (row,) = [row for row in rows if row["Advertiser_Name"] == "BIDEN FOR PRESIDENT"]
    payer_id = f"google/{row['Advertiser_ID']}"
    query = "SELECT DISTINCT sponsor_id FROM payers WHERE payer_id = ?"
    ((sponsor_id,),) = built.store.query(query, payer_id)
    payers = built.store.query("SELECT payer_id FROM payers WHERE sponsor_id = ?", sponsor_id)
    # The committee is registered once; it took another name, and another id, in July 2024.
    own = [each for each in rows if (f"google/{each['Advertiser_ID']}",) in payers]
    assert {each["Advertiser_Name"] for each in own} == {
        "BIDEN FOR PRESIDENT",
        "HARRIS FOR PRESIDENT",
    }
    path = f"sponsors/{sponsor_id}/"

    def visit(page: Page) -> None:
        found = suggestions(page, address, "biden")
        # One may bear another name by now: then the box says which of its names was found.
        options = page.locator("[role=option]").all_inner_texts()[:-1]
        assert all("biden" in text.lower() for text in options)
        wanted = [url for url, name in found if name == "BIDEN FOR PRESIDENT" and path in url]
        assert wanted, found
        page.locator(f'[role=option][data-url="{wanted[0]}"]').click()
        page.wait_for_url(f"{address}{path}")
        assert page.locator("h1").inner_text() == "BIDEN FOR PRESIDENT"
        card = words(page.locator(".pfb-card").first.inner_html())
        assert f"US${sum(int(each['Spend_USD']) for each in own):,}" in card
        assert f"{sum(int(each['Total_Creatives']) for each in own):,} ads" in card
        each = {words(text.inner_html()) for text in page.locator("#by-id tbody tr").all()}
        assert any(f"US${int(row['Spend_USD']):,}" in text for text in each)

    in_browser(browser_path, visit)


def test_small_sponsor_is_found_at_its_row_of_a_list(
    built: Slice, address: str, browser_path: str
) -> None:
    name, sponsor_id = small_sponsor(built)
    anchor = sponsor_id.replace("/", "-")
    assert not (built.site / "sponsors" / sponsor_id / "index.html").exists()

    def visit(page: Page) -> None:
        found = suggestions(page, address, name)
        wanted = [url for url, shown in found if shown == name and url.endswith(f"#{anchor}")]
        assert wanted == [found[0][0]], found
        page.locator(f'[role=option][data-url="{wanted[0]}"]').click()
        page.wait_for_url(f"{address}sponsors/a-z/**#{anchor}")
        heading = page.locator(f'[id="{anchor}"]')
        assert words(heading.inner_html()) == name
        assert heading.evaluate("e => { const r = e.getBoundingClientRect();"
                                " return r.top >= 0 && r.bottom <= innerHeight; }")  # fmt: skip

    in_browser(browser_path, visit)


def small_sponsor(built: Slice) -> tuple[str, str]:
    """The first sponsor with a plain name of its own and at most 100 dollars on Meta."""
    return built.store.query(
        "SELECT min(sponsor_name), min(sponsor_id) FROM sponsors "
        "WHERE regexp_matches(sponsor_name, '^[A-Z][a-z]{3,}( [A-Z][a-z]{3,}){2}$') "
        "AND payer_count = 1 AND sponsor_id IN (SELECT sponsor_id FROM spend_observations GROUP BY 1 "
        "HAVING max(spend_hi) <= 100 AND any_value(platform) = 'meta') "
        "GROUP BY lower(sponsor_name) HAVING count(*) = 1 ORDER BY 1 LIMIT 1"
    )[0]


def test_totals_of_ten_sponsors_equal_the_raw_files(real_archives: Path, built: Slice) -> None:
    chosen = random.Random(20201103)
    expected, shown = {}, {}
    for platforms, count in SAMPLE.items():
        ids = [
            row[0]
            for row in built.store.query(
                # The one saved answer of Meta's API has tests of its own.
                "SELECT sponsor_id FROM sponsors WHERE platform_codes = ? AND sponsor_id NOT IN "
                "(SELECT sponsor_id FROM ads WHERE archive = 'meta-api') ORDER BY 1",
                platforms,
            )
            if (built.site.parent / "docs" / "sponsors" / f"{row[0]}.md").is_file()
        ]
        assert len(ids) >= count, platforms
        for sponsor_id in chosen.sample(ids, count):
            page = built.site / "sponsors" / sponsor_id / "index.html"
            text = page.read_text(encoding="utf-8")
            payers = built.store.query(
                "SELECT payer_id, payer_name FROM payers WHERE sponsor_id = ?", sponsor_id
            )
            expected[sponsor_id] = expected_totals(real_archives, payers)
            totals = text.partition('id="totals"')[2].partition("<h2")[0].partition('id="by-id"')[0]
            cards = [words(card) for card in CARD.findall(totals)]
            cards += [
                words(row) for row in re.findall("<tr><th.*?</tr>", totals) if "data-sort" in row
            ]
            shown[sponsor_id] = match(cards, expected[sponsor_id])
    assert len(expected) == 10
    assert all(expected.values())
    assert shown == expected


def match(cards: list[str], amounts: list[str]) -> list[str]:
    """The cards, each as the amount that it states, or as it is if it states none of them."""
    found, left = [], list(amounts)
    for card in cards:
        own = next(
            (text for text in left if re.search(rf"(^|[ ·]){re.escape(text)}( |$)", card)), card
        )
        if own in left:
            left.remove(own)
        found.append(own)
    return sorted(found)


def test_links_index_and_addresses_of_the_site_are_sound(repo_root: Path, built: Slice) -> None:
    checked = subprocess.run(
        [sys.executable, "tools/check_site.py", str(built.site)], cwd=repo_root,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    assert re.fullmatch(r"check_site: \d{3,} pages, 0 problems\n", checked.stdout)


def test_no_billing_address_is_on_any_page(real_archives: Path, built: Slice) -> None:
    payers = {row[0] for row in built.store.query("SELECT DISTINCT payer_name FROM ads")}
    addresses = {
        cell
        for file in raw.tables(real_archives, "snapchat/")
        for row in file.rows.values()
        if row["PayingAdvertiserName"] in payers and len(cell := row["BillingAddress"]) > 20
    }
    assert len(addresses) > 10
    files = [*built.site.rglob("*.html"), *built.site.rglob("sponsors/**/*.csv")]
    assert len(files) > 200
    found = {
        f"{path.relative_to(built.site)}: {cell}"
        for path in files
        for text in [html.unescape(path.read_text(encoding="utf-8"))]
        for cell in addresses
        if cell in text
    }
    assert found == set()
