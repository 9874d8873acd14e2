"""The Explore page on the demonstration site: every filter, the address, the list, the CSV."""

import itertools
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tests.site.explore import Open, Rows, found, open_explore, rows, shown

__all__ = ["rows"]
PLACE = (
    "EXISTS (SELECT 1 FROM ad_places AS p WHERE p.file_id = r.file_id AND p.line = r.line "
    "AND (p.place_code = '{code}' OR p.place_code LIKE '{code}-%'))"
)
DATED = "coalesce(first_shown_date, posted_date)"
ENDED = "CASE WHEN first_shown_date IS NULL THEN posted_date ELSE last_shown_date END"
RUNS = (
    f"least({DATED}, coalesce({ENDED}, {DATED})) <= DATE '{{to}}' AND "
    f"greatest({DATED}, coalesce({ENDED}, DATE '9999-01-01')) >= DATE '{{first}}' "
    f"AND {DATED} IS NOT NULL"
)
FILTERS = {
    "platform=snapchat": ("ads", "platform = 'snapchat'"),
    "platform=google&platform=meta": ("ads", "platform IN ('google', 'meta')"),
    "format=video": ("ads", "ad_format = 'video'"),
    "format=none": ("ads", "ad_format IS NULL"),
    "place=US-TX": ("ads", PLACE.format(code="US-TX")),
    "place=US": ("ads", PLACE.format(code="US")),
    "from=2024-09-01&to=2024-09-30": ("ads", RUNS.format(first="2024-09-01", to="2024-09-30")),
    "currency=GBP": ("ads", "spend_currency = 'GBP'"),
    "currency=USD&min=1000&max=2000": (
        "ads",
        "spend_currency = 'USD' AND spend_lo <= 2000 AND "
        "(spend_hi >= 1000 OR spend_kind = 'at_least')",
    ),
    "currency=USD&min=1000&max=2000&sure=1": (
        "ads",
        "spend_currency = 'USD' AND spend_lo >= 1000 AND spend_hi <= 2000",
    ),
    "kind=spend&scope=advertiser_week": ("spend", "scope = 'advertiser_week'"),
    "kind=spend&place=GB": ("spend", "place_code = 'GB' OR place_code LIKE 'GB-%'"),
    "kind=spend&currency=USD&max=100": (
        "spend",
        "spend_currency = 'USD' AND spend_lo <= 100",
    ),
    "kind=spend&from=2024-01-01&to=2024-01-31": (
        "spend",
        "period_start_date <= DATE '2024-01-31' AND period_end_date >= DATE '2024-01-01'",
    ),
}


GO = """address => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
"""Goes to an address as the browser's own buttons do: the page is not loaded again."""


def test_each_filter_counts_as_the_store_does(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page)
    counts = {"": found(page)}
    expected = {"": rows.count("ads"), "kind=spend": rows.count("spend")}
    for address in ("kind=spend", *FILTERS):
        page.evaluate(GO, f"?{address}")
        shown(page, address)
        counts[address] = found(page)
    expected |= {address: rows.count(*found_by) for address, found_by in FILTERS.items()}
    assert counts == expected
    assert all(0 < counts[address] < 5000 for address in FILTERS)


def test_words_are_looked_for_in_names_texts_and_contests(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page, "q=sandcastles")
    begins = r"(^|[^a-z])sandcastles"
    in_names = f"""
        regexp_matches(lower(concat_ws(' ', payer_name, advertiser_name,
            (SELECT sponsor_name FROM sponsors AS s WHERE s.sponsor_id = r.sponsor_id),
            contest_text, committee_text, beneficiary_name,
            (SELECT string_agg(text, ' ') FROM ad_texts AS t
             WHERE t.file_id = r.file_id AND t.ad_id = r.ad_id))), '{begins}')"""
    assert found(page) == rows.count("ads", in_names) > 0
    page.fill("#pfb-x-q", "SANDCÁST taller")
    page.wait_for_url(re.compile(r"q=SAND"))
    expect(page.locator("#pfb-x-count")).to_contain_text("ads")
    assert "Taller Sandcastles" in page.locator(".pfb-explore__title").first.inner_text()


def test_sponsor_is_suggested_chosen_and_kept_in_the_address(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page)
    box = page.locator("#pfb-x-sponsor")
    box.press_sequentially("taller sandc")
    page.locator("#pfb-x-sponsors[data-typed='taller sandc'] [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sponsor="))
    expect(page.locator("#pfb-x-count")).to_contain_text(" of ")
    sponsor = re.search(r"sponsor=([^&]+)", page.url)[1].replace("%2F", "/")
    assert found(page) == rows.count("ads", f"sponsor_id = '{sponsor}'") > 0
    page.reload()
    expect(box).to_have_value("Committee for Taller Sandcastles (made up)")
    box.fill("")
    page.wait_for_url(re.compile(r"/explore/$"))
    expect(page.locator("#pfb-x-count")).to_have_text(f"{rows.count('ads'):,} ads")


def test_sponsor_is_suggested_by_a_name_that_was_joined(open_page: Open) -> None:
    page = open_explore(open_page)
    page.locator("#pfb-x-sponsor").press_sequentially("demo club of wobbly")
    options = page.locator("#pfb-x-sponsors[data-typed='demo club of wobbly'] [role=option]")
    expect(options.first).to_contain_text("Demo Club of Steady Tables (new made-up name)")
    expect(options.first).to_contain_text("also: Demo Club of Wobbly Tables (old made-up name) · ")
    options.first.click()
    expect(page.locator("#pfb-x-sponsor")).to_have_value(
        "Demo Club of Steady Tables (new made-up name)"
    )


def test_letters_that_are_hard_to_type_need_not_be_typed(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page, "kind=spend&q=okraglych")
    named = "payer_name ILIKE '%okrągłych%' OR advertiser_name ILIKE '%okrągłych%'"
    assert found(page) == rows.count("spend", named) > 0
    page.locator("#pfb-x-sponsor").press_sequentially("okragl")
    options = page.locator("#pfb-x-sponsors[data-typed='okragl'] [role=option]")
    expect(options.first).to_contain_text("Okrągłych")


@pytest.mark.parametrize("typed", ["茶匙", "匙黨", "空の傘", "ช้อนชา"])
def test_middle_of_a_word_is_found_in_scripts_without_spaces(
    typed: str, open_page: Open, rows: Rows
) -> None:
    named = f"payer_name LIKE '%{typed}%' OR advertiser_name LIKE '%{typed}%'"
    there = {kind: rows.count(kind, named) for kind in ("ads", "spend")}
    kind = max(there, key=lambda kind: there[kind])
    page = open_explore(open_page, f"kind={kind}&q={quote(typed)}")
    assert found(page) == there[kind] > 0
    page.locator("#pfb-x-sponsor").press_sequentially(typed)
    options = page.locator(f"#pfb-x-sponsors[data-typed='{typed}'] [role=option]")
    expect(options.first).to_contain_text(typed)


@pytest.mark.parametrize(
    ("address", "fields", "said"),
    [
        ("currency=USD&min=500&max=100", ("min", "max"), "no amount lies between them"),
        ("from=2024-06-01&to=2024-01-01", ("from", "to"), "no day lies between them"),
    ],
)
def test_range_that_ends_before_it_begins_finds_nothing_and_says_why(
    address: str, fields: tuple[str, str], said: str, open_page: Open
) -> None:
    page = open_explore(open_page, address)
    assert found(page) == 0
    expect(page.locator("[data-wrong][role=status]:not(:empty)")).to_contain_text(said)
    for name in fields:
        expect(page.locator(f"[name={name}]")).to_have_attribute("aria-invalid", "true")
    page.fill(f"[name={fields[1]}]", "")
    expect(page.locator("#pfb-x-count")).to_contain_text(" of ")
    expect(page.locator("[data-wrong]:not(:empty)")).to_have_count(0)
    expect(page.locator("[aria-invalid]")).to_have_count(0)


@pytest.mark.parametrize("asked", ["min=500&max=1000", "sort=spent"])
def test_amount_in_an_address_without_a_currency_is_in_the_usual_one(
    asked: str, open_page: Open, rows: Rows
) -> None:
    page = open_page(f"explore/?{asked}")
    shown(page, f"currency=USD&{asked}")
    assert page.locator("[name=currency]").input_value() == "USD"
    assert page.url.endswith(f"?currency=USD&{asked}")
    where = "spend_currency = 'USD'"
    if asked.startswith("min"):
        where += " AND spend_lo <= 1000 AND (spend_hi >= 500 OR spend_kind = 'at_least')"
    assert found(page) == rows.count("ads", where) > 0


def test_address_back_and_forward_bring_the_view_back(open_page: Open, rows: Rows) -> None:
    address = (
        "q=demo&from=2024-01-01&to=2024-12-31&platform=google&platform=snapchat&place=US"
        "&format=video&currency=USD&min=10&max=50000&sure=1&sort=spent"
    )
    page = open_explore(open_page, address)
    first = found(page)
    assert page.locator("#pfb-x-from").input_value() == "2024-01-01"
    assert page.locator("#pfb-x-place").input_value() == "US"
    assert page.get_by_label("Snapchat").is_checked()
    assert page.locator("[name=sure]").is_checked()
    page.get_by_role("button", name="Clear all filters").click()
    shown(page, "")
    assert found(page) == rows.count("ads") > first > 0
    page.go_back()
    shown(page, address)
    assert found(page) == first
    assert page.locator("#pfb-x-q").input_value() == "demo"
    page.go_forward()
    shown(page, "")
    assert page.locator("#pfb-x-q").input_value() == ""


def test_malformed_address_is_read_as_far_as_it_makes_sense(open_page: Open, rows: Rows) -> None:
    page = open_page(
        "explore/?kind=nonsense&from=yesterday&min=-4&platform=snapchat&sort=__proto__"
    )
    shown(page, "platform=snapchat")
    assert found(page) == rows.count("ads", "platform = 'snapchat'")


def test_kinds_are_apart_and_totals_are_not_added(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page)
    assert page.locator("[data-by] th[scope=col]").all_inner_texts() == [
        "Platform", "Ads", "Spent on these ads, bounds added",
    ]  # fmt: skip
    page.get_by_label("Published totals").check()
    shown(page, "kind=spend")
    assert page.locator("[data-by] th[scope=col]").all_inner_texts() == ["Platform", "Totals"]
    assert found(page) == rows.count("spend")


def test_sums_keep_bounds_and_currencies_apart(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page, "platform=reddit")
    [(lo, hi)] = rows.query(
        "SELECT sum(spend_lo), sum(spend_hi) FROM latest_ads WHERE platform = 'reddit' "
        "AND is_group_first AND spend_currency = 'USD'"
    )
    [opened] = rows.query(
        "SELECT count(*) FROM latest_ads WHERE platform = 'reddit' AND is_group_first "
        "AND spend_currency = 'USD' AND spend_kind = 'at_least'"
    )
    text = page.locator("[data-by] .pfb-explore__sum").first.inner_text()
    assert text == (f"US${lo:,.0f} or more" if opened[0] else f"US${lo:,.0f}–US${hi:,.0f}")
    page = open_explore(open_page, "platform=google")
    signs = page.locator("[data-by] .pfb-explore__sum").all_inner_texts()
    [(count,)] = rows.query(
        "SELECT count(DISTINCT spend_currency) FROM latest_ads WHERE platform = 'google'"
    )
    assert len([text for text in signs if " published" not in text]) == count > 1


def test_amounts_without_a_currency_are_counted_and_not_added(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page, "platform=snapchat")
    count = rows.count(
        "ads",
        "platform = 'snapchat' AND is_group_first AND spend_currency IS NULL "
        "AND spend_kind <> 'unknown'",
    )
    lines = page.locator("[data-by] .pfb-explore__sum").all_inner_texts()
    assert count > 0
    assert f"{count} without a published currency" in lines


def test_counts_by_time_and_platform_add_up(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page, "platform=google&platform=snapchat")
    table = page.locator("[data-chart] tbody tr")
    page.locator("[data-chart] summary").click()
    drawn = sum(int(row.split("\t")[-1].replace(",", "")) for row in table.all_inner_texts())
    undated = rows.count("ads", f"platform IN ('google', 'snapchat') AND {DATED} IS NULL")
    assert drawn + undated == found(page)
    by_platform = dict(rows.query("SELECT platform, count(*) FROM latest_ads GROUP BY platform"))
    assert page.locator("[data-by] tbody tr td:nth-child(2)").all_inner_texts() == [
        str(by_platform["google"]), str(by_platform["snapchat"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("currency=USD&sort=spent", "spend_lo"),
        ("sort=shown", "impressions_lo"),
    ],
)
def test_most_of_something_comes_first(address: str, key: str, open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page, address)
    where = "WHERE spend_currency = 'USD'" if "USD" in address else ""
    best = rows.query(
        f"SELECT {key} FROM latest_ads {where} ORDER BY {key} DESC NULLS LAST LIMIT 20"
    )
    term = "Spent" if key == "spend_lo" else "Shown"
    facts = page.locator(f".pfb-explore__item dl div:has(dt:text-is('{term}')) dd")
    lows = [re.search(r"\d[\d,]*", text)[0].replace(",", "") for text in facts.all_inner_texts()]
    assert list(map(int, lows)) == [int(value) for (value,) in best]


def test_sorting_by_amount_chooses_one_currency(open_page: Open) -> None:
    page = open_explore(open_page)
    page.get_by_label("Sort by").select_option("spent")
    shown(page, "currency=USD&sort=spent")
    assert "different currencies are not compared" in page.locator("[data-notes]").inner_text()


def test_nothing_found_says_what_to_do(open_page: Open) -> None:
    page = open_explore(open_page, "q=qqqqqq")
    assert page.locator("#pfb-x-count").inner_text() == "No ad fits"
    assert "wider" in page.locator("[data-notes]").inner_text()
    assert page.locator("[data-found]").is_hidden()


def test_missing_file_is_said_in_words(open_page: Open) -> None:
    page = open_explore(open_page)

    def refuse(route: Route) -> None:
        route.fulfill(status=206, body=b"", headers={"Content-Range": "bytes 0-0/0"})

    page.context.route(re.compile("columns.parquet"), refuse)
    page.get_by_label("Snapchat").check()
    expect(page.locator("[data-error]")).to_contain_text("could not be read")
    assert page.locator("[data-error]").is_visible()


def test_server_without_ranges_gets_the_same_answer_and_a_word(open_page: Open, rows: Rows) -> None:
    page = open_explore(open_page)

    def whole(route: Route) -> None:
        headers = {name: text for name, text in route.request.headers.items() if name != "range"}
        route.continue_(headers=headers)

    page.context.route(re.compile(r"\.parquet"), whole)
    page.get_by_label("Snapchat").check()
    expect(page.locator("[data-notes]")).to_contain_text("whole files are read")
    assert found(page) == rows.count("ads", "platform = 'snapchat'")


def test_without_javascript_the_page_leads_to_the_downloads(open_page: Open) -> None:
    page = open_page("explore/", java_script_enabled=False)
    assert page.locator("[data-pfb-explore]").is_hidden()
    assert page.get_by_role("link", name="downloads", exact=True).is_visible()


def test_page_fits_a_narrow_screen(open_page: Open) -> None:
    page = open_explore(open_page, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator(".pfb-explore__filters > summary").click()
    expect(page.locator("#pfb-x-q")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", ["", "kind=spend", "from=2023-02-01", "from=2020-01-01"])
def test_phone_cuts_no_year_and_no_amount(address: str, open_page: Open) -> None:
    page = open_explore(open_page, address, viewport={"width": 320, "height": 700})
    names = page.locator(".pfb-explore__axis span").evaluate_all(
        """names => names.map(each => each.getBoundingClientRect())
            .map(box => [box.left, box.right])"""
    )
    edge = page.locator(".pfb-explore__plot").evaluate("e => e.getBoundingClientRect().right")
    assert names[-1][1] <= edge + 0.5
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(names))
    by = page.locator(".pfb-explore__by")
    assert by.evaluate("each => each.scrollWidth <= each.clientWidth")
    assert by.get_by_role("rowheader").first.get_attribute("role") == "rowheader"
