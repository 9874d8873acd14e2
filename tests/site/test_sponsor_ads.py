"""The ads on the page of a sponsor: filtered, sorted, opened by anchor, without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.demo import ADS_PER_PAGE, Built

SPONSOR = "snapchat/tbaa2173baa24b396"
PAGE = f"sponsors/{SPONSOR}/"
GONE = "sponsors/snapchat/t96bde34c9cba9d0b/"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def store(built: Built) -> duckdb.DuckDBPyConnection:
    """The tables that the pages were written from: what a page says is counted here anew."""
    connection = duckdb.connect()
    for name in ("ads", "ad_places"):
        path = Path(built.store, "current", f"{name}.parquet")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{path}'")
    connection.execute(
        f"CREATE VIEW own AS SELECT * FROM ads WHERE sponsor_id = '{SPONSOR}' AND is_latest"
    )
    return connection


def one(store: duckdb.DuckDBPyConnection, sql: str) -> object:
    return store.execute(sql).fetchone()[0]


def ids(page: Page) -> list[str]:
    return page.locator(".pfb-ads > li").evaluate_all("all => all.map(each => each.id)")


def status(page: Page) -> str:
    line = page.locator("[data-pfb-status]")
    expect(line).not_to_be_empty()
    return line.inner_text()


def loads(page: Page) -> list[str]:
    """Requests for the file of ads from now on."""
    found: list[str] = []
    page.on("request", lambda sent: found.append(sent.url) if "ads.json" in sent.url else None)
    return found


def without_spaces(page: Page) -> list[str]:
    """The markup of the ads, without the spaces between elements and what only marks a place."""
    html = page.locator(".pfb-ads > li").evaluate_all("all => all.map(each => each.outerHTML)")
    return [re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda m: m[0].strip(), h)) for h in html]


def test_page_holds_the_newest_and_loads_the_others_when_asked(open_page: Open) -> None:
    page = open_page(PAGE)
    page.wait_for_load_state("networkidle")
    assert len(ids(page)) == ADS_PER_PAGE
    sent = loads(page)
    page.get_by_role("button", name="Show 26 more ads").click()
    expect(page.locator(".pfb-ads > li")).to_have_count(46)
    assert len(sent) == 1
    assert page.evaluate("document.activeElement.id") == ids(page)[ADS_PER_PAGE]
    expect(page.get_by_role("button", name="more ad")).to_be_hidden()


def test_nothing_is_loaded_before_it_is_asked_for(open_page: Open, demo_url: str) -> None:
    page = open_page("glossary/")
    sent = loads(page)
    page.goto(demo_url + PAGE)
    page.wait_for_load_state("networkidle")
    assert sent == []


def test_script_writes_the_same_items_as_the_page_has(open_page: Open) -> None:
    page = open_page(PAGE)
    static = without_spaces(page)
    page.goto(page.url + "?sort=spent")
    page.locator("select[name=sort]").select_option("")
    expect(page.locator(".pfb-ads > li")).to_have_count(46)
    assert without_spaces(page)[:ADS_PER_PAGE] == static


def test_words_find_ads_whatever_their_case_and_accents(
    open_page: Open, store: duckdb.DuckDBPyConnection
) -> None:
    page = open_page(PAGE)
    page.get_by_text("Filter the ads").click()
    page.get_by_label("Words").fill("DÉMO000 reddit")
    expect(page.locator(".pfb-ads > li")).to_have_count(1)
    assert ids(page) == ["ad-demo000"]
    assert status(page) == "1 of 46 ads fit."
    assert "words=" in page.url
    page.get_by_label("Words").fill("no such words anywhere")
    expect(page.locator("[data-pfb-status]")).to_contain_text("None of the 46 ads fits.")
    page.get_by_role("button", name="Show all ads again").click()
    expect(page.locator(".pfb-ads > li")).to_have_count(46)
    assert page.url.endswith(PAGE)


def test_platform_place_and_dates_narrow_the_list(
    open_page: Open, store: duckdb.DuckDBPyConnection
) -> None:
    page = open_page(PAGE)
    page.get_by_text("Filter the ads").click()
    page.locator("select[name=platform]").select_option("Snapchat")
    snapchat = one(store, "SELECT count(*) FROM own WHERE platform = 'snapchat'")
    expect(page.locator(".pfb-ads > li")).to_have_count(snapchat)
    page.locator("select[name=place]").select_option(label="Georgia")
    found = store.execute(
        "SELECT own.ad_id FROM own JOIN ad_places USING (file_id, line) "
        "WHERE own.platform = 'snapchat' AND place_code = 'US-GA' ORDER BY 1"
    ).fetchall()
    assert found
    expect(page.locator(".pfb-ads > li")).to_have_count(len(found))
    assert sorted(ids(page)) == [f"ad-{ad_id}"[:67] for (ad_id,) in found]
    page.get_by_label("Shown on or before").fill("2024-01-06")
    running = one(
        store,
        "SELECT count(*) FROM own JOIN ad_places USING (file_id, line) WHERE "
        "own.platform = 'snapchat' AND place_code = 'US-GA' AND first_shown_date <= '2024-01-06'",
    )
    assert 0 < running < len(found)
    expect(page.locator(".pfb-ads > li")).to_have_count(running)


def test_filters_stand_in_the_address_and_come_back_from_it(open_page: Open, demo_url: str) -> None:
    page = open_page(PAGE + "?platform=Reddit&place=US-NV&sort=shown")
    expect(page.locator(".pfb-ads > li")).to_have_count(3)
    assert status(page) == "3 of 46 ads fit."
    page.locator("select[name=platform]").select_option("")
    expect(page).to_have_url(demo_url + PAGE + "?place=US-NV&sort=shown")
    page.go_back()
    expect(page.locator("select[name=platform]")).to_have_value("Reddit")
    expect(page.locator(".pfb-ads > li")).to_have_count(3)


def test_spend_filter_keeps_every_range_that_reaches_into_it(
    open_page: Open, store: duckdb.DuckDBPyConnection
) -> None:
    page = open_page(PAGE + "?min=40000")
    # "US$1,000–US$50,000" may be 40,000; "US$100,000 or more" surely is; unknown is not.
    expected = store.execute(
        "SELECT ad_id FROM own WHERE spend_currency = 'USD' AND spend_kind <> 'unknown' "
        "AND (spend_kind = 'at_least' OR spend_hi >= 40000) ORDER BY 1"
    ).fetchall()
    expect(page.locator(".pfb-ads > li")).to_have_count(len(expected))
    assert sorted(ids(page)) == [f"ad-{ad_id}" for (ad_id,) in expected]
    page.goto(page.url.replace("min=40000", "max=0"))
    fitting = one(store, "SELECT count(*) FROM own WHERE spend_lo = 0 AND spend_currency = 'USD'")
    expect(page.locator(".pfb-ads > li")).to_have_count(fitting)


def test_most_spent_come_first_and_unknown_amounts_last(
    open_page: Open, store: duckdb.DuckDBPyConnection
) -> None:
    page = open_page(PAGE)
    page.get_by_label("Sort by").select_option("Most spent")
    expect(page.locator(".pfb-ads > li")).to_have_count(46)
    amounts = page.locator(".pfb-ads > li .pfb-ad__facts > div:first-child .pfb-amount")
    words = amounts.all_inner_texts()
    open_count = one(
        store, "SELECT count(*) FROM own WHERE spend_kind = 'at_least' AND spend_lo = 100000"
    )
    assert words[:open_count] == ["US$100,000 or more"] * open_count
    assert words[open_count] == "US$50,000–US$100,000"
    page.get_by_label("Sort by").select_option("Most shown")
    largest = one(store, "SELECT ad_id FROM own ORDER BY impressions_lo DESC NULLS LAST LIMIT 1")
    expect(page.locator(".pfb-ads > li").first).to_have_id(f"ad-{largest}")


def test_anchor_of_an_ad_beyond_the_page_opens_and_marks_it(open_page: Open) -> None:
    page = open_page(PAGE + "#ad-99900777")
    expect(page.locator("#ad-99900777.is-target")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "ad-99900777"
    page.evaluate("window.location.hash = 'ad-demo001'")
    expect(page.locator("#ad-demo001.is-target")).to_be_in_viewport()
    expect(page.locator(".pfb-ad.is-target")).to_have_count(1)


def test_anchor_wins_over_a_filter_that_hides_its_ad(open_page: Open) -> None:
    page = open_page(PAGE + "?platform=Reddit#ad-99900777")
    expect(page.locator("#ad-99900777.is-target")).to_be_in_viewport()
    assert "platform" not in page.url
    expect(page.locator("select[name=platform]")).to_have_value("")


def test_unknown_anchor_is_told(open_page: Open) -> None:
    page = open_page(PAGE + "#ad-nothing")
    expect(page.locator("[data-pfb-status]")).to_contain_text("not in the list")


def test_link_to_an_ad_is_its_address_and_is_copied(open_page: Open, demo_url: str) -> None:
    page = open_page(PAGE + "?platform=Reddit", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#ad-demo001").get_by_role("link", name="Link to this ad").click()
    expect(page.locator("[data-pfb-status]")).to_contain_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{demo_url}{PAGE}#ad-demo001"
    expect(page.locator("#ad-demo001.is-target")).to_be_in_viewport()


def test_ad_that_has_gone_is_kept_and_marked(open_page: Open) -> None:
    page = open_page(GONE, java_script_enabled=False)
    gone = page.locator(".pfb-ad.is-gone")
    expect(gone).to_have_count(1)
    expect(gone).to_contain_text("no longer in the archive")
    expect(gone.get_by_role("link", name="Link to this ad")).to_have_attribute(
        "href", re.compile("^#ad-")
    )


def test_without_scripts_the_newest_are_read_and_no_dead_form_stands_there(
    open_page: Open,
) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    expect(page.locator(".pfb-ads > li")).to_have_count(ADS_PER_PAGE)
    expect(page.locator(".pfb-adfilter")).to_be_hidden()
    expect(page.get_by_role("button", name="more ad")).to_be_hidden()


def test_file_that_cannot_be_loaded_is_told_and_tried_again(
    open_page: Open, browser: object, demo_url: str
) -> None:
    page = open_page(PAGE)
    tries: list[str] = []

    def answer(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            # A page that stays quiet: an answer that is no list, not a failure of the network.
            route.fulfill(status=200, content_type="application/json", body="not a list")
        else:
            route.continue_()

    page.route("**/ads.json", answer)
    page.get_by_label("Sort by").select_option("Most spent")
    expect(page.locator("[data-pfb-status]")).to_contain_text("could not be loaded")
    assert len(ids(page)) == ADS_PER_PAGE
    page.get_by_label("Sort by").select_option("Most shown")
    expect(page.locator("[data-pfb-status]")).to_contain_text("46 ads")
    assert len(tries) == 2


def test_old_address_takes_the_anchor_of_an_ad_along(open_page: Open, built: Built) -> None:
    old = sorted(
        path.parent.relative_to(built.site).as_posix()
        for path in built.site.glob("sponsors/*/*/index.html")
        if f"{PAGE.removeprefix('sponsors/')}" in path.read_text(encoding="utf-8")
        and 'http-equiv="refresh"' in path.read_text(encoding="utf-8")
    )
    assert old
    page = open_page(f"{old[0]}/#ad-99900777")
    page.wait_for_url("**/" + PAGE + "#ad-99900777")
    expect(page.locator("#ad-99900777.is-target")).to_be_in_viewport()
