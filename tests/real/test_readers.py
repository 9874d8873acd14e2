"""The tasks of the site's five readers, on the built site of published archives."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests import readers
from tests.project import command
from tests.readers import PHONE
from tests.real import raw
from tests.real.slice import Slice
from tests.real.test_figures import GOOGLE_2025
from tests.real.test_site import address, built
from tests.site.demo import environment

__all__ = ["address", "built"]  # fixtures

pytestmark = pytest.mark.real

NAME = "BIDEN FOR PRESIDENT"
Visit = Callable[[Page], None]


@pytest.fixture
def visit(browser_path: str, address: str) -> Iterator[Callable[..., None]]:
    """Visits the site with a browser of its own; keywords are those of a browser context."""

    def visited(errand: Visit, **settings: object) -> None:
        def work() -> None:
            arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            with sync_playwright() as engine:
                browser = engine.chromium.launch(executable_path=browser_path, args=arguments)
                page = browser.new_context(**settings).new_page()
                page.set_default_timeout(20_000)
                page.on(
                    "console", lambda said: bad.append(said.text) if said.type == "error" else 0
                )
                page.on("request", lambda sent: bad.append(sent.url) if is_away(sent.url) else 0)
                errand(page)
                browser.close()

        bad: list[str] = []
        with ThreadPoolExecutor(max_workers=1) as pool:
            pool.submit(work).result()
        assert bad == []

    def is_away(url: str) -> bool:
        return url.startswith("http") and not url.startswith(address)

    yield visited


@pytest.fixture(scope="module")
def dollars(real_archives: Path, built: Slice) -> str:
    """What Google reports for the sponsor: the sum of its ids' cells in the raw file."""
    rows = raw.table(real_archives, GOOGLE_2025).rows.values()
    (own,) = {row["Advertiser_ID"] for row in rows if row["Advertiser_Name"] == NAME}
    query = "SELECT DISTINCT sponsor_id FROM payers WHERE payer_id = ?"
    ((sponsor_id,),) = built.store.query(query, f"google/{own}")
    payers = built.store.query("SELECT payer_id FROM payers WHERE sponsor_id = ?", sponsor_id)
    ids = {payer.removeprefix("google/") for (payer,) in payers}
    return f"US${sum(int(row['Spend_USD']) for row in rows if row['Advertiser_ID'] in ids):,}"


@pytest.mark.parametrize("typed", ["biden for president", "presidnet biden"])
def test_voter_finds_out_who_paid_on_a_phone(
    typed: str, visit: Callable[..., None], address: str, dollars: str
) -> None:
    def errand(page: Page) -> None:
        answer = readers.ask_who_paid(page, address, typed, NAME, by_touch=True)
        assert answer.name == NAME
        assert dollars in " ".join(answer.amounts)
        for platform in ("Google", "Meta", "Snapchat"):
            assert platform in answer.who
        assert answer.ad_count > 200
        assert answer.first_week
        assert answer.clicks <= 2
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    visit(errand, **PHONE)


def test_voter_finds_out_who_paid_with_the_keyboard_alone(
    visit: Callable[..., None], address: str, dollars: str
) -> None:
    def errand(page: Page) -> None:
        answer = readers.ask_who_paid(page, address, "biden for president", NAME)
        assert dollars in " ".join(answer.amounts)

    visit(errand, color_scheme="dark")


def test_voter_without_scripts_walks_to_the_sponsor(
    visit: Callable[..., None], address: str, dollars: str
) -> None:
    def errand(page: Page) -> None:
        answer = readers.walk_to_a_sponsor(page, address, NAME, "Google")
        assert dollars in " ".join(answer.amounts)

    visit(errand, java_script_enabled=False)


def test_reporter_takes_a_state_and_a_race_home(visit: Callable[..., None], address: str) -> None:
    def errand(page: Page) -> None:
        page.goto(address)
        readers.go(page.get_by_role("link", name="Places", exact=True).first)
        readers.go(page.locator("main").get_by_role("link", name="Texas", exact=True).first)
        top = readers.first_table(page, "top")
        assert len(top) == 10
        rows = readers.take_rows(page)
        assert [row["sponsor"] for row in rows if row["sponsor"]][: len(top)] == top
        assert re.fullmatch(r"[0-9a-f]{64}", readers.cite(page)["version"])
        assert readers.follow(page)
        assert readers.print_page(page).startswith(b"%PDF")
        assert "/charts/" in readers.frame_of_a_chart(page)
        readers.go(page.get_by_role("link", name="Races", exact=True).first)
        readers.go(
            page.locator("main").get_by_role("link", name=re.compile("election of 2020")).first
        )
        assert len(readers.first_table(page, "top")) > 5
        assert len(readers.take_rows(page)) > 10
        assert readers.follow(page)

    visit(errand)


def test_researcher_repeats_a_number_from_the_published_table_and_the_raw_file(
    visit: Callable[..., None], address: str, built: Slice, repo_root: Path, dollars: str
) -> None:
    def errand(page: Page) -> None:
        page.goto(f"{address}downloads/")
        links = page.locator("main a[href$='datapackage.json']")
        package = json.loads(readers.fetched(links.first.evaluate("link => link.href")))
        (resource,) = [
            each for each in package["resources"]
            if each["path"].endswith("spend_observations.parquet")
        ]  # fmt: skip
        fields = {field["name"] for field in resource["schema"]["fields"]}
        assert {"spend_lo", "spend_hi", "spend_kind", "spend_currency"} <= fields
        found.append(built.site / "downloads" / resource["path"])

    found: list[Path] = []
    visit(errand)
    query = f"""
        SELECT sum(spend_lo) FROM '{found[0]}' WHERE scope = 'advertiser_total' AND is_primary
        AND is_current AND spend_currency = 'USD' AND sponsor_id = (
            SELECT sponsor_id FROM '{found[0]}' WHERE advertiser_name = '{NAME}' LIMIT 1)
    """
    assert f"US${int(duckdb.sql(query).fetchone()[0]):,}" == dollars
    ((sponsor_id,),) = built.store.query(
        "SELECT DISTINCT sponsor_id FROM payers WHERE payer_name = ? AND platform = 'google'", NAME
    )
    told = subprocess.run(
        command(built.store.config, "explain", sponsor_id), cwd=repo_root, env=environment(),
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "google-political-ads-advertiser-stats.csv" in told.stdout
    assert dollars.removeprefix("US$") in told.stdout


def test_payer_finds_the_row_and_the_way_to_a_correction(
    visit: Callable[..., None], address: str, real_archives: Path
) -> None:
    def errand(page: Page) -> None:
        readers.ask_who_paid(page, address, "biden for president", NAME)
        row = page.locator("#names ~ .pfb-table tbody tr").first
        said.append((row.locator("code").get_attribute("title"), row.inner_text()))
        assert "what you believe is right" in readers.report_an_error(page)

    said: list[tuple[str, str]] = []
    visit(errand)
    ((path, text),) = said
    line = int(re.search(r"line ([\d,]+)", text)[1].replace(",", ""))
    # The line that the page names holds the name that it shows.
    cells = {cell.strip() for cell in raw.table(real_archives, path).rows[line].values()}
    assert text.split("\t")[0].strip() in cells


def test_newsroom_has_a_site_that_is_not_a_demonstration(
    visit: Callable[..., None], address: str
) -> None:
    def errand(page: Page) -> None:
        page.goto(address)
        expect(page.locator("body")).not_to_contain_text("Demonstration data")
        expect(page.locator("body")).not_to_contain_text("Sandcastles")

    visit(errand)
