"""The tasks of the site's five readers, done as they would do them on the demonstration site."""

import json
import re
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import Page, expect

from tests import readers
from tests.project import command, write_project
from tests.readers import PHONE
from tests.site.demo import Built, environment

Open = Callable[..., Page]
NAME = "Committee for Taller Sandcastles (made up)"
DIGEST = re.compile(r"[0-9a-f]{64}")


def home(page: Page) -> str:
    """The address of the home page that is open."""
    return page.url


# A voter saw an ad "paid for by ..." ----------------------------------------


@pytest.mark.parametrize("typed", ["taller sandcastles", "sandcastels committe", "SÁNDCASTLES"])
def test_voter_finds_out_who_paid_by_two_touches_on_a_phone(typed: str, open_page: Open) -> None:
    page = open_page("", **PHONE, color_scheme="dark")
    answer = readers.ask_who_paid(page, home(page), typed, NAME, by_touch=True)
    check_voters_answer(answer)
    assert answer.clicks <= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_voter_finds_out_who_paid_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("")
    answer = readers.ask_who_paid(page, home(page), "tall sandcastle", NAME)
    check_voters_answer(answer)
    # Each ad has an address of its own: reached by its anchor, it is marked and in sight.
    anchor = page.locator(".pfb-ads > li").nth(3).get_attribute("id")
    page.goto(f"{page.url.partition('#')[0]}#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(page.locator(f"[id='{anchor}']")).to_be_focused()


def test_voter_without_scripts_walks_to_the_sponsor(open_page: Open) -> None:
    page = open_page("", **PHONE, java_script_enabled=False)
    check_voters_answer(readers.walk_to_a_sponsor(page, home(page), NAME, "Google"))


def check_voters_answer(answer: readers.Answer) -> None:
    """Who, on which platforms, how much of what kind, where, since when, which ads."""
    assert answer.name == NAME
    for platform in ("Google", "Meta", "Reddit", "Snapchat"):
        assert platform in answer.who
    assert "US$2,600,000" in answer.who
    assert any("US$2,600,000 · rounded to 100" in text for text in answer.amounts)
    assert any("US$286,000" in text and "exact" in text for text in answer.amounts)
    assert "Meta" in answer.places
    assert answer.first_week == "30 Jul 2023"
    assert answer.ad_count == 46


# A local reporter looks up a state or a race --------------------------------


def test_reporter_takes_a_state_home(open_page: Open, demo_url: str) -> None:
    page = open_page("", accept_downloads=True)
    readers.go(page.get_by_role("link", name="Places", exact=True).first)
    readers.go(page.locator("main").get_by_role("link", name="Texas", exact=True).first)
    expect(page.locator("h1")).to_have_text("Texas")
    top = readers.first_table(page, "top")
    assert len(top) > 5
    # What is new since the last copy.
    assert page.locator("#changes ~ .pfb-news li").count() > 0
    # Exactly what is shown: the first table of sponsors stands in the file, in its order.
    rows = readers.take_rows(page)
    assert [row["sponsor"] for row in rows if row["sponsor"]][: len(top)] == top
    bounds = [row for row in rows if row["table"] == "Totals"]
    assert {row["amount_currency"] for row in bounds} == {"USD"}
    item = readers.cite(page)
    assert DIGEST.fullmatch(item["version"])
    assert urlsplit(item["URL"]).path == urlsplit(page.url).path
    titles = readers.follow(page)
    assert any("Google" in title for title in titles)
    paper = readers.print_page(page)
    assert paper.startswith(b"%PDF")
    chart = urlsplit(readers.frame_of_a_chart(page)).path.removeprefix("/ads/")
    frame = urllib.request.urlopen(demo_url + chart).read().decode()
    assert "<script" not in frame
    assert "<svg" in frame


@pytest.mark.parametrize(
    ("section", "link", "kind"),
    [
        ("Elections", "US federal election of 2024", "races/us-2024/"),
        ("Candidates and measures", "Demo Measure 999 (made up)", "contests/"),
        ("Topics", "Voting", "topics/"),
    ],
)
def test_reporter_finds_a_race_a_measure_and_a_topic(
    section: str, link: str, kind: str, open_page: Open
) -> None:
    page = open_page("races/")
    readers.go(page.get_by_role("navigation").get_by_role("link", name=section, exact=True).first)
    readers.go(page.locator("main").get_by_role("link", name=link, exact=True).first)
    assert kind in page.url
    assert len(readers.first_table(page, "top")) > 1
    assert page.locator("figure svg").count() >= 1
    assert len(readers.take_rows(page)) > 3
    assert DIGEST.fullmatch(readers.cite(page)["version"])
    assert readers.follow(page)


# A researcher takes everything ----------------------------------------------


def test_researcher_takes_the_data_set_and_repeats_a_number(
    open_page: Open, built: Built, repo_root: Path
) -> None:
    page = open_page("")
    card = page.locator("main .pfb-card", has_text="Snapchat").first.inner_text()
    shown = re.search(r"US\$([\d,]+)", card)[1].replace(",", "")
    readers.go(page.get_by_role("link", name="Data", exact=True).first)
    addresses = page.locator("main a[href]").evaluate_all("all => all.map(one => one.href)")
    package_url = next(each for each in addresses if each.endswith("datapackage.json"))
    package = json.loads(readers.fetched(package_url))
    resource = next(each for each in package["resources"] if each["path"].endswith("ads.parquet"))
    local = built.site / "downloads" / resource["path"]
    assert (
        readers.fetched(f"{package_url.rpartition('/')[0]}/{resource['path']}")
        == local.read_bytes()
    )
    # What the fields mean.
    readers.go(page.get_by_role("navigation").get_by_role("link", name="Data dictionary").first)
    row = page.locator("tr", has=page.get_by_role("rowheader", name="spend_lo", exact=True)).first
    assert len(row.inner_text()) > 40
    # The number, once more from the published table.
    query = f"""
        SELECT sum(spend_lo) FROM '{local}'
        WHERE archive = 'snapchat' AND is_latest AND is_group_first AND spend_currency = 'USD'
    """
    assert int(duckdb.sql(query).fetchone()[0]) == int(shown)
    # And the lines of the platform's files behind it.
    told = subprocess.run(
        command(built.folder / "paidforby.toml", "explain", "home"), cwd=repo_root,
        env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert f"{int(shown):,}" in told.stdout
    assert "PoliticalAds.csv" in told.stdout


# A payer believes that something is wrong -----------------------------------


def test_payer_finds_the_source_and_the_way_to_a_correction(open_page: Open) -> None:
    page = open_page("", **PHONE)
    readers.ask_who_paid(page, home(page), "taller sandcastles", NAME, by_touch=True)
    row = page.locator("#names ~ .pfb-table tbody tr").first.inner_text()
    assert re.search(r"line [\d,]+", row)
    sources = page.locator("#sources ~ *").all_inner_texts()
    assert any("google-political-ads-transparency-bundle" in text for text in sources)
    dispute = page.get_by_role("link", name=re.compile("How to dispute it"))
    expect(dispute).to_be_visible()
    text = readers.report_an_error(page)
    assert "what you believe is right" in text
    assert "no correction has been made so far" in text


# A newsroom makes its own site ----------------------------------------------


def test_newsroom_edits_one_file_and_has_its_own_site(repo_root: Path, tmp_path: Path) -> None:
    archive = repo_root / "tests" / "fixtures" / "snapchat" / "archives"
    assert archive.is_dir()
    config = write_project(
        tmp_path / "fork", site_name="The Example Ledger", site_url="https://ads.example.org/",
        site_description="Who pays for political ads in Example County.",
        archives=[str(archive)], thresholds={"ads": 1},
    )  # fmt: skip
    done = subprocess.run(
        command(config, "build"), cwd=repo_root, capture_output=True, text=True, timeout=300,
        check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    site = config.parent / "build" / "site"
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "The Example Ledger" in text
    assert "Demonstration data:" not in text
    assert "Sandcastles" not in text
    assert (site / "feed.xml").is_file()
    workflow = (repo_root / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert "paidforby.toml" in workflow or "paidforby build" in workflow
