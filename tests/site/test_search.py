"""Search on the demonstration site: typing, misspelling, filters, sorting, the keyboard."""

import gzip
import json
import re
from collections.abc import Callable
from urllib.parse import quote

import cbor2
import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.demo import Built

Open = Callable[..., Page]
LARGEST = "Committee for Taller Sandcastles (made up)"
PLATFORMS = "(google|linkedin|meta|microsoft|reddit|snapchat|tiktok|x)"
SMALL = "Demo Minor Measure No. 3 (made up)"


def type_in_header(page: Page, words: str) -> None:
    page.locator("header input[type=search]").press_sequentially(words)
    answered(page, words)


def answered(page: Page, words: str) -> None:
    """Wait for the suggestions for all that was typed, not for a part of it."""
    page.locator(
        f"[data-typed={json.dumps(words, ensure_ascii=False)}] [role=option]"
    ).first.wait_for()


def suggested(page: Page) -> list[str]:
    """The suggestions, without the line that leads to all results."""
    return page.locator("header [role=option] .pfb-suggest__title").all_inner_texts()[:-1]


def found(page: Page) -> list[str]:
    """The results, once they are there."""
    expect(page.locator(".pfb-find__status")).to_contain_text(re.compile(r"\d"))
    return page.locator(".pfb-results__title").all_inner_texts()


@pytest.mark.parametrize(
    "typed",
    [
        "Taller Sandcastles",
        "sandcast",
        "Paid for by Committee for Taller Sandcastles",
        "commitee for taller sandcastels",
        "sandcatsles",
    ],
)
def test_name_or_part_or_misspelling_is_suggested(typed: str, open_page: Open) -> None:
    page = open_page("about/")
    type_in_header(page, typed)
    assert any(name == LARGEST for name in suggested(page))


def test_click_on_a_suggestion_leads_to_the_sponsor(open_page: Open) -> None:
    page = open_page("")
    type_in_header(page, "taller sandcastles")
    page.locator("header [role=option]", has_text=LARGEST).first.click()
    page.wait_for_url(re.compile(rf"/sponsors/{PLATFORMS}/[^/]+/$"))
    assert page.get_by_role("heading", level=1).inner_text() == LARGEST


def test_small_sponsor_is_found_in_its_list(open_page: Open) -> None:
    page = open_page("places/")
    type_in_header(page, "minor measure no. 3")
    assert SMALL in suggested(page)
    page.locator("header [role=option]", has_text=SMALL).first.click()
    page.wait_for_url(re.compile(r"/sponsors/a-z/d-\d+/#google-AR\d+$"))
    row = page.locator(f"[id='{page.url.split('#')[1]}']")
    assert row.inner_text() == SMALL
    expect(row).to_be_in_viewport()


def test_keyboard_alone_reaches_a_sponsor(open_page: Open) -> None:
    page = open_page("methodology/")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('header input[type=search]')"):
            break
    page.keyboard.type("left-handed teaspoons")
    answered(page, "left-handed teaspoons")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/sponsors/"))
    assert (
        page.get_by_role("heading", level=1).inner_text() == "Demo Party of Left-Handed Teaspoons"
    )


def test_search_box_of_the_home_page_suggests_too(open_page: Open) -> None:
    page = open_page("")
    box = page.locator("main input[type=search]")
    box.press_sequentially("taller sand")
    answered(page, "taller sand")
    assert LARGEST in page.locator("main .pfb-suggest__title").all_inner_texts()


def test_of_names_that_fit_equally_well_the_larger_sponsor_is_first(open_page: Open) -> None:
    page = open_page("about/")
    type_in_header(page, "demo")
    # The list of names that begin with "demo" is long; this one's total is the largest: 1,450,000.
    assert suggested(page)[0] == "Demo Party of Left-Handed Teaspoons"


def suggestion(page: Page, name: str) -> str:
    """What is said beside a suggestion."""
    option = page.locator("header [role=option]", has=page.get_by_text(name, exact=True)).first
    return option.locator(".pfb-suggest__note").inner_text()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("texas", "Texas"),
        ("snapchat", "Snapchat"),
        ("demo party of left-handed tea", "Demo Party of Left-Handed Teaspoons"),
    ],
)
def test_what_bears_the_name_comes_before_what_mentions_it(
    typed: str, first: str, open_page: Open
) -> None:
    page = open_page("about/")
    type_in_header(page, typed)
    assert suggested(page)[0] == first


def test_name_that_was_joined_leads_to_the_sponsor_and_is_named(open_page: Open) -> None:
    page = open_page("about/")
    type_in_header(page, "demo club of wobbly tables")
    now, before = (
        "Demo Club of Steady Tables (new made-up name)",
        "Demo Club of Wobbly Tables (old made-up name)",
    )
    assert suggested(page)[0] == now
    assert suggestion(page, now).startswith(f"also: {before} · Sponsor · ")
    page.goto(page.url.replace("about/", "search/?q=demo+club+of+wobbly+tables"))
    assert found(page)[0] == now
    note = page.locator(".pfb-results li").first.locator(".pfb-results__note")
    assert f"also: {before}" in note.inner_text()
    page.locator(".pfb-results__title").first.click()
    expect(page.locator(".pfb-also")).to_have_text(f"Also named: {before}")


def test_joined_name_is_named_under_a_filter_too(open_page: Open) -> None:
    page = open_page("search/?q=wobbly+tables&platform=Google")
    assert found(page)[0] == "Demo Club of Steady Tables (new made-up name)"
    assert "also: Demo Club of Wobbly" in page.locator(".pfb-results__note").first.inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("taller sandcatsles", LARGEST),
        ("taller sand castles", LARGEST),
        ("comittee for taller sandcastels", LARGEST),
    ],
)
def test_misspelled_name_is_corrected_to_the_nearest_large_one(
    typed: str, found: str, open_page: Open
) -> None:
    page = open_page("about/")
    type_in_header(page, typed)
    assert found in suggested(page)
    expect(page.locator("header [role=status]")).to_contain_text("No exact match.")


@pytest.mark.parametrize("typed", ["okraglych", "okrągłych kwadratow", "OKRAGL", "komitet okragly"])
def test_letters_that_are_hard_to_type_need_not_be_typed(typed: str, open_page: Open) -> None:
    page = open_page("about/")
    type_in_header(page, typed)
    assert suggested(page)[0] == "Demo Komitet Okrągłych Kwadratów (fikcyjny)"


SPOONS, UMBRELLAS = "示範 · 虛構左手茶匙黨 (demo)", "デモ · 架空の傘協会 (demo)"
THAI = "เดโม · พรรคช้อนชาสมมติ (demo)"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("茶匙", SPOONS),
        ("左手茶匙黨", SPOONS),
        ("匙黨", SPOONS),
        ("傘協会", UMBRELLAS),
        ("空の", UMBRELLAS),
        ("ช้อนชา", THAI),
        ("สมมติ", THAI),
    ],
)
def test_middle_of_a_word_is_found_in_scripts_without_spaces(
    typed: str, name: str, open_page: Open
) -> None:
    page = open_page("about/")
    type_in_header(page, typed)
    assert name in suggested(page)
    page = open_page(f"search/?q={quote(typed)}")
    assert name in found(page)
    assert "\u205d" not in page.locator("main").inner_text()


def test_index_of_texts_knows_the_middle_of_such_words_too(open_page: Open) -> None:
    # With a filter the index is asked, which has the names of small sponsors as well.
    for typed, name in (("茶匙", SPOONS), ("ช้อนชา", THAI)):
        page = open_page("search/")
        count = page.evaluate(
            """async typed => {
                const index = await import(new URL('../pagefind/pagefind.js', location));
                const { results } = await index.search(typed);
                return (await Promise.all(results.map((one) => one.data()))).map((one) => one.content);
            }""",
            typed,
        )
        assert any(name.split(" · ")[1].split(" ")[0] in text for text in count)


def test_no_result_is_there_twice_when_more_are_shown(open_page: Open) -> None:
    page = open_page("search/?q=demo")
    first = len(found(page))
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".pfb-results li").nth(first)).to_be_visible()
    links = page.locator(".pfb-results__title").evaluate_all("all => all.map(a => a.href)")
    assert len(links) == len(set(links)) > first


def test_other_language_is_searched_by_its_own_names(open_page: Open) -> None:
    page = open_page("es/about/")
    type_in_header(page, "wobbly tables")
    assert suggestion(page, "Demo Club of Steady Tables (new made-up name)").startswith("también: ")
    page.locator("header [role=option]").first.click()
    page.wait_for_url(re.compile("/es/sponsors/google/"))


def test_names_need_no_index_of_texts_if_enough_of_them_begin_so(open_page: Open) -> None:
    page = open_page("about/")
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    # All at once: whoever pauses after two letters asks for what those find.
    page.locator("header input[type=search]").fill("demo")
    answered(page, "demo")
    assert len(suggested(page)) == 8
    assert [url for url in asked if "/pagefind/fragment/" in url] == []


def test_candidates_and_words_of_buyers_are_told_apart(open_page: Open) -> None:
    page = open_page("search/?q=demo+measure+999")
    found(page)
    kinds = dict(
        zip(
            page.locator(".pfb-results__title").evaluate_all("all => all.map(a => a.pathname)"),
            page.locator(".pfb-results__note").all_inner_texts(),
            strict=True,
        )
    )
    assert kinds["/ads/contests/demo-measure-999-made-up/"].startswith("Named in ads")
    page.goto(page.url.split("?")[0] + "?q=candidate+2024")
    found(page)
    notes = page.locator(".pfb-results__note").all_inner_texts()
    assert any(note.startswith("Candidate ") for note in notes)


def test_search_page_loads_no_index_before_it_is_asked_for_one(open_page: Open) -> None:
    page = open_page("about/", viewport={"width": 360, "height": 740})
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(page.url.replace("about/", "search/"))
    expect(page.locator(".pfb-find__status")).to_have_text("Type a name, or choose a filter.")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/pagefind/" in url] == []
    # The filters are filled when they are opened, and count.
    page.locator("summary", has_text="Filters").click()
    expect(page.locator("[data-pfb-filter=platform] .pfb-find__count").first).to_have_text(
        re.compile(r"\d")
    )
    page.get_by_label("Snapchat").check()
    assert all("Snapchat" in text for text in notes_of_sponsors(page))


def notes_of_sponsors(page: Page) -> list[str]:
    found(page)
    sponsors = page.locator(".pfb-results li", has=page.locator("a[href*='/sponsors/']"))
    notes = sponsors.locator(".pfb-results__note").all_inner_texts()
    assert notes
    return notes


def test_every_page_of_the_index_has_its_file(built: Built) -> None:
    index = built.site / "pagefind"
    entry = json.loads((index / "pagefind-entry.json").read_text(encoding="utf-8"))
    files = []
    for language in entry["languages"].values():
        packed = (index / f"pagefind.{language['hash']}.pf_meta").read_bytes()
        pages = cbor2.loads(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))[1]
        assert len(pages) == language["page_count"]
        files += [f"{name}.pf_fragment" for name, *_ in pages]
    assert sorted(files) == sorted(path.name for path in (index / "fragment").iterdir())


def test_enter_opens_the_results(open_page: Open) -> None:
    page = open_page("")
    page.fill("main input[type=search]", "Taller Sandcastles")
    page.press("main input[type=search]", "Enter")
    page.wait_for_url(re.compile(r"/search/\?q=Taller(\+|%20)Sandcastles$"))
    assert LARGEST in found(page)


def test_results_show_no_name_twice_for_one_platform(open_page: Open) -> None:
    page = open_page("search/?q=taller+sandcastles")
    found(page)
    addresses = page.locator(".pfb-results__title").evaluate_all("all => all.map(a => a.href)")
    assert len(set(addresses)) == len(addresses)


def test_platform_filter_narrows_the_results(open_page: Open) -> None:
    page = open_page("search/?q=taller+sandcastles")
    before = len(found(page))
    page.get_by_label("Snapchat").check()
    page.wait_for_url(re.compile("platform=Snapchat"))
    expect(page.locator(".pfb-results li")).not_to_have_count(before)
    links = page.locator(".pfb-results__title").evaluate_all("all => all.map(a => a.href)")
    assert links
    assert all("/snapchat/" in link for link in links if "/sponsors/" in link)


def test_platform_filter_names_each_platform_once(open_page: Open) -> None:
    page = open_page("search/?q=demo")
    found(page)
    names = page.locator("[data-pfb-filter=platform] label span[dir]").all_inner_texts()
    assert names == [
        "Google", "LinkedIn", "Meta", "Microsoft", "Reddit", "Snapchat", "TikTok", "X",
    ]  # fmt: skip


def test_sorting_by_spend_puts_the_largest_first(open_page: Open) -> None:
    page = open_page("search/?sort=spend_usd")
    # Spend_USD of advertiser-stats: 2,600,000; 1,450,000; 820,000 and 16,500 of two ids of one
    # sponsor; 410,000. Ids of June that are gone are not added to the new ones. Three ads in
    # answers of Meta's API cost 1,000,000 or more each.
    names = found(page)
    assert names[:2] == [LARGEST, "Demo Party of Left-Handed Teaspoons"]
    assert sorted(names[2:5]) == [
        "# heading for a Demo Party",
        "Cloud Counting Committee (demo)",
        "Demo <script>window.__pwned=1</script> Society",
    ]
    assert names[5:7] == [
        "The Fictional Friends of Imaginary Bridges",
        "Imaginary Citizens for Longer Weekends (demo)",
    ]


def test_sorting_by_another_currency_covers_only_sponsors_with_it(open_page: Open) -> None:
    page = open_page("search/?sort=spend_gbp")
    assert found(page)
    assert all("£" in text for text in page.locator(".pfb-results__note").all_inner_texts())


def test_every_sort_that_is_offered_orders_sponsors(open_page: Open) -> None:
    page = open_page("search/")
    offered = page.locator("#pfb-find-sort option").evaluate_all("all => all.map(o => o.value)")
    assert {"", "spend_usd", "spend_gbp"} <= set(offered)
    others = {}
    for key in filter(None, offered):
        page.goto(page.url.split("?")[0] + f"?sort={key}")
        found(page)
        links = page.locator(".pfb-results__title").evaluate_all("all => all.map(a => a.pathname)")
        others[key] = [link for link in links if not re.search(f"/sponsors/{PLATFORMS}/", link)]
    assert others == {key: [] for key in others}


@pytest.mark.parametrize("words", ["taller sandcastles", "demo", "marmalade"])
def test_result_inside_a_list_is_the_row_of_a_sponsor(words: str, open_page: Open) -> None:
    page = open_page(f"search/?q={words.replace(' ', '+')}")
    found(page)
    links = page.locator(".pfb-results__title").evaluate_all(
        "all => all.map(a => a.pathname + a.hash)"
    )
    rows = [link for link in links if "/sponsors/a-z/" in link]
    assert [link for link in rows if not re.search(f"#{PLATFORMS}-", link)] == []


def test_place_filter_finds_a_state_and_who_was_active_there(open_page: Open) -> None:
    page = open_page("search/?q=texas&place=Texas")
    results = found(page)
    assert results[0] == "Texas"
    assert LARGEST in results


def test_words_typed_while_the_index_loads_are_kept(open_page: Open) -> None:
    page = open_page("about/")
    held: list[Route] = []
    is_released = False

    def hold(route: Route) -> None:
        if is_released:
            route.continue_()
        else:
            held.append(route)

    # The page reads what is typed after a pause, which is made longer than the index takes.
    page.add_init_script(
        "const wait = window.setTimeout; window.setTimeout = (run, ms) => wait(run, ms * 20)"
    )
    page.route("**/pagefind/pagefind.js", hold)
    page.goto(page.url.replace("about/", "search/"))
    expect(page.locator("#pfb-find-q")).to_be_visible()
    page.locator("#pfb-find-q").press_sequentially("sandcastles")
    is_released = True
    for route in held:
        route.continue_()
    expect(page.locator(".pfb-results__title").first).to_be_visible()
    assert page.locator("#pfb-find-q").input_value() == "sandcastles"


def test_nonsense_finds_nothing_and_says_so(open_page: Open) -> None:
    page = open_page("search/?q=qqqqqqqq")
    expect(page.locator(".pfb-find__status")).to_contain_text("Nothing found")
    assert page.locator(".pfb-results li").count() == 0
