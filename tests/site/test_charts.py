"""Charts in a real browser: on a phone, asked to be interactive, in a frame of another page."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.site.demo import Built

Open = Callable[..., Page]
PLACE = "places/us/"
LARGEST = "sponsors/snapchat/tbaa2173baa24b396/"
CONTEST = "contests/fec-h9tx99901/"
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def ask(page: Page, ident: str) -> None:
    """Ask for the interactive view of one chart, with the keyboard alone."""
    figure = figure_of(page, ident)
    figure.get_by_role("button", name="Interactive chart").press("Enter")
    expect(figure.get_by_role("button", name="Still picture")).to_be_visible()


def figure_of(page: Page, ident: str) -> Locator:
    return page.locator(f"figure.pfb-chart:has(svg#{ident})")


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_words_in_charts_are_large_enough_at_every_width(open_page: Open, width: int) -> None:
    page = open_page("", viewport={"width": width, "height": 900})
    sizes = page.locator(".pfb-chart__plot text:visible").evaluate_all(
        """(texts) => texts.map((text) => {
          const scale = text.getScreenCTM().a;
          return parseFloat(getComputedStyle(text).fontSize) * scale;
        })"""
    )
    assert len(sizes) > 50
    assert min(sizes) >= 11.95
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_word_of_a_chart_leaves_its_place_on_a_phone(open_page: Open) -> None:
    page = open_page("", viewport={"width": 320, "height": 900})
    outside = page.locator(".pfb-chart__plot text:visible").evaluate_all(
        """(texts) => texts.filter((text) => {
          const box = text.getBoundingClientRect();
          return box.left < 0 || box.right > innerWidth;
        }).map((text) => text.textContent)"""
    )
    assert outside == []


@pytest.mark.parametrize("path", ["", "places/", PLACE, LARGEST, CONTEST])
@pytest.mark.parametrize("width", [320, 1440])
def test_no_word_of_a_chart_is_clipped_by_its_frame(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, viewport={"width": width, "height": 900})
    clipped = page.locator(".pfb-chart__plot text:visible").evaluate_all(
        """(texts) => texts.filter((text) => {
          const box = text.getBoundingClientRect();
          const frame = text.closest(".pfb-chart__plot").getBoundingClientRect();
          return box.left < frame.left - 2 || box.right > frame.right + 2;  // a T may lean out
        }).map((text) => text.textContent)"""
    )
    assert clipped == []


@pytest.mark.parametrize("path", ["places/", "es/places/", "charts/places-places.html"])
@pytest.mark.parametrize("width", [320, 1440])
def test_no_two_words_of_a_tile_map_touch(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, viewport={"width": width, "height": 900})
    touching = page.locator("svg#places-places text").evaluate_all(
        """(texts) => texts.flatMap((one, index) => texts.slice(index + 1).filter((other) => {
          const [a, b] = [one, other].map((text) => text.getBoundingClientRect());
          const height = (a.height + b.height) / 2 * 0.8;  // a box is higher than its letters
          return a.left < b.right && b.left < a.right && Math.abs(a.top - b.top) < height;
        }).map((other) => `${one.textContent} / ${other.textContent}`))"""
    )
    assert touching == []


def test_a_page_of_charts_does_not_shift(open_page: Open) -> None:
    page = open_page(PLACE, viewport={"width": 320, "height": 900})
    assert page.evaluate(SHIFT) < 0.001


def test_without_scripts_there_is_a_picture_a_table_and_the_code_but_no_dead_button(
    open_page: Open,
) -> None:
    page = open_page(PLACE, java_script_enabled=False)
    figure = figure_of(page, "place-us-weekly")
    expect(figure.locator("svg#place-us-weekly")).to_be_visible()
    expect(figure.get_by_role("button")).to_have_count(0)
    figure.get_by_text("Embed this chart").click()
    expect(figure.get_by_role("textbox")).to_be_visible()
    figure.get_by_text("Table of these numbers").click()
    expect(figure.get_by_role("table")).to_be_visible()


ADDRESSES = "(links) => links.map((link) => link.href.baseVal ?? link.href)"


@pytest.mark.parametrize("path", ["", "es/", PLACE, "platforms/google/"])
def test_names_in_a_chart_lead_where_their_table_leads(
    open_page: Open, path: str, demo_url: str
) -> None:
    page = open_page(path)
    figures = page.locator("figure.pfb-chart:has(.pfb-chart__plot a)").all()
    assert figures
    for figure in figures:
        drawn = figure.locator(".pfb-chart__plot a:visible").evaluate_all(ADDRESSES)
        listed = figure.locator(".pfb-chart__data tbody th a").evaluate_all(
            "(links) => links.map((link) => link.getAttribute('href'))"
        )
        assert sorted(drawn) == sorted(listed[: len(drawn)])
    first = figures[0].locator(".pfb-chart__plot a:visible").first
    name = first.text_content() or ""
    first.focus()
    assert first.evaluate("(link) => getComputedStyle(link).outlineStyle") == "solid"
    first.press("Enter")
    page.wait_for_url(lambda url: url != demo_url + path)
    assert name.rstrip("…") in (page.locator("main").text_content() or "")


def test_names_in_a_frame_lead_to_whole_addresses_in_a_new_window(open_page: Open) -> None:
    for path in ("charts/home-google.html", "es/charts/home-google.html"):
        page = open_page(path)
        links = page.locator("svg#home-google a")
        assert links.count() >= 10
        for link in links.all():
            assert (link.get_attribute("href") or "").startswith("http://127.0.0.1/ads/")
            assert link.get_attribute("target") == "_blank"
        language = path.partition("charts/")[0]
        assert f"/ads/{language}sponsors/" in (links.first.get_attribute("href") or "")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_picture_of_a_chart_has_no_links(built: Built) -> None:
    picture = (built.site / "charts" / "home-google.svg").read_text(encoding="utf-8")
    assert "href" not in picture
    assert "data-row" not in picture


def test_nothing_of_the_library_is_loaded_before_it_is_asked_for(open_page: Open) -> None:
    page = open_page(PLACE)
    loaded = "performance.getEntriesByType('resource').map((each) => each.name)"
    assert not [name for name in page.evaluate(loaded) if "vendor" in name or ".json" in name]
    ask(page, "place-us-weekly")
    assert [name for name in page.evaluate(loaded) if name.endswith("assets/vendor/vega.js")]


def test_each_row_of_an_interactive_chart_says_its_exact_amount(open_page: Open) -> None:
    page = open_page("places/")
    figure = figure_of(page, "places-places")
    rows = figure.locator(".pfb-chart__data tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))"
    )
    ask(page, "places-places")
    slider = figure.get_by_role("slider")
    slider.press("ArrowRight")
    said = figure.get_by_role("status")
    place, amount = rows[1]
    expect(said).to_contain_text(f"{place}: {amount.split(' ')[0]}")
    assert slider.get_attribute("aria-valuetext") == said.text_content()
    slider.press("End")
    expect(said).to_contain_text(f"{rows[-1][0]}: ")


def test_pointing_at_a_bar_shows_its_bounds(open_page: Open) -> None:
    page = open_page("", color_scheme="light")
    figure = figure_of(page, "home-meta")
    ask(page, "home-meta")
    figure.locator(".pfb-chart__live path[fill='#0f5e57']").nth(1).hover()
    expect(figure.locator(".pfb-chart__tip")).to_have_text(re.compile(r".+: US\$[\d,]+–US\$[\d,]+"))


def weekly_of(page: Page) -> Locator:
    """The figure of a sponsor's weekly spend."""
    return page.locator("figure.pfb-chart:has(svg[id$='-weekly'])")


def test_an_interactive_chart_keeps_the_numbers_of_dates(open_page: Open) -> None:
    page = open_page(LARGEST)
    figure = weekly_of(page)
    bold = ".pfb-chart__plot text[font-weight='700'], .pfb-chart__plot [font-weight='700'] text"
    numbers = "-".join(figure.locator(bold).all_text_contents()).replace("–", "-")
    assert numbers
    ask(page, figure.locator("svg[id$='-weekly']").get_attribute("id") or "")
    live = figure.locator(".pfb-chart__live .role-mark text").all_text_contents()
    assert set(numbers.split("-")) <= set(live)


@pytest.mark.parametrize("width", [320, 1440])
def test_dates_of_an_interactive_chart_have_their_year_and_are_not_cut(
    open_page: Open, width: int
) -> None:
    page = open_page(LARGEST, viewport={"width": width, "height": 900})
    figure = weekly_of(page)
    ask(page, figure.locator("svg[id$='-weekly']").get_attribute("id") or "")
    for step in ("Closer", "Later", "Closer", "Later"):
        labels = figure.locator(".pfb-chart__live .role-axis-label text:visible")
        dates = [text for text in labels.all_text_contents() if not text.startswith("US$")]
        assert dates
        assert all(re.search(r"\b20\d\d$", text) for text in dates)
        cut = labels.evaluate_all(
            """(texts) => texts.filter((text) => {
              const box = text.getBoundingClientRect();
              const frame = text.closest(".pfb-chart__live").getBoundingClientRect();
              return box.left < frame.left - 2 || box.right > frame.right + 2;
            }).map((text) => text.textContent)"""
        )
        assert cut == []
        figure.get_by_role("button", name=step).click()


def test_pointing_above_the_bar_of_a_week_shows_its_amount(open_page: Open) -> None:
    page = open_page(PLACE, viewport={"width": 320, "height": 900})
    figure = figure_of(page, "place-us-weekly")
    ask(page, "place-us-weekly")
    live = figure.locator(".pfb-chart__live")
    live.scroll_into_view_if_needed()
    box = live.bounding_box()
    assert box
    found = set()
    for x in range(int(box["x"]) + 120, int(box["x"] + box["width"]) - 50, 4):
        page.mouse.move(x, box["y"] + 30)
        if figure.locator(".pfb-chart__tip").is_visible():
            found.add(figure.locator(".pfb-chart__tip").text_content())
    assert len(found) > 5


def test_the_controls_of_an_interactive_chart_do_not_touch_the_note(open_page: Open) -> None:
    page = open_page(PLACE)
    figure = figure_of(page, "place-us-weekly")
    ask(page, "place-us-weekly")
    steps = figure.locator(".pfb-chart__steps").bounding_box()
    note = figure.locator(".pfb-chart__note").first.bounding_box()
    assert steps
    assert note
    assert note["y"] - (steps["y"] + steps["height"]) >= 8


def test_weeks_can_be_looked_at_closer_with_the_keyboard(open_page: Open) -> None:
    page = open_page(PLACE)
    ident = "place-us-weekly"
    labels = figure_of(page, ident).locator(".pfb-chart__live .role-axis-label text")
    ask(page, ident)
    before = sorted(labels.all_text_contents())
    figure_of(page, ident).get_by_role("button", name="Closer").press("Enter")
    assert sorted(labels.all_text_contents()) != before
    figure_of(page, ident).get_by_role("button", name="All weeks").press("Enter")
    assert sorted(labels.all_text_contents()) == before
    figure_of(page, ident).get_by_role("button", name="Still picture").press("Enter")
    expect(page.locator(f"svg#{ident}")).to_be_visible()


def test_an_interactive_chart_takes_the_colours_of_the_page(open_page: Open) -> None:
    page = open_page("", color_scheme="light")
    ask(page, "home-google")
    live = figure_of(page, "home-google").locator(".pfb-chart__live")
    expect(live.locator("path[fill='#0f5e57']").first).to_be_visible()
    page.locator(".pfb-scheme").first.click()
    expect(live.locator("path[fill='#77cabd']").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_controls_have_no_fault_that_axe_finds(open_page: Open, scheme: str) -> None:
    page = open_page(PLACE, color_scheme=scheme)
    ask(page, "place-us-weekly")
    page.evaluate(
        "document.querySelectorAll('.pfb-chart details').forEach((each) => { each.open = true })"
    )
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 900])
def test_the_frame_for_other_sites_reads_by_itself(
    open_page: Open, scheme: str, width: int
) -> None:
    page = open_page(
        "charts/place-us-weekly.html",
        color_scheme=scheme,
        viewport={"width": width, "height": 600},
    )
    expect(page.locator("svg#place-us-weekly")).to_be_visible()
    expect(page.get_by_text("Demonstration data:")).to_be_visible()
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(253, 252, 249)" if scheme == "light" else "rgb(23, 22, 20)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_code_shows_the_chart_in_another_page_without_a_scroll_bar(
    open_page: Open, demo_url: str
) -> None:
    page = open_page(PLACE, viewport={"width": 360, "height": 900})
    code = figure_of(page, "place-us-weekly").locator("textarea").input_value()
    code = re.sub(r'src="http://127\.0\.0\.1/ads/', f'src="{demo_url}', code)
    page.set_content(f"<!doctype html><title>Other</title><body style='margin:16px'>{code}")
    frame = page.frame_locator("iframe")
    expect(frame.locator("svg#place-us-weekly")).to_be_visible()
    inside = frame.locator("html").evaluate("(root) => [root.scrollHeight, innerHeight]")
    assert inside[0] <= inside[1]


def test_frames_are_neither_searched_nor_in_the_sitemap(built: Built) -> None:
    frames = list((built.site / "charts").glob("*.html"))
    assert len(frames) > 100
    assert "/charts/" not in (built.site / "sitemap.xml").read_text(encoding="utf-8")
    assert not [path for path in frames if "data-pagefind-body" in path.read_text(encoding="utf-8")]


def test_the_library_is_the_one_that_the_licences_speak_of(built: Built) -> None:
    folder = built.site / "assets" / "vendor"
    assert (folder / "vega.js").stat().st_size > 500_000
    assert "University of Washington" in (folder / "LICENCES.txt").read_text(encoding="utf-8")
