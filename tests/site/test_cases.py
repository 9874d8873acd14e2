"""The scripts on the cases that the program is tested on, each imported as a module of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from generator.text.amounts import currency_sign
from generator.text.catalogues import script_messages
from tests.shared_cases import Case, read_cases

HOST = "http://scripts.invalid"
Opened = Callable[[str], Page]


@pytest.fixture
def blank(browser: Browser, repo_root: Path) -> Iterator[Opened]:
    """Opens a blank page in a language, beside which the scripts lie."""
    scripts = repo_root / "site_src" / "assets" / "js"
    context = browser.new_context()

    def opened(language: str) -> Page:
        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(f"{HOST}/")
            if path.startswith("js/"):
                route.fulfill(path=scripts / path.removeprefix("js/"))
            elif path == f"words/{language}.json":
                route.fulfill(json=script_messages(language))
            else:
                route.fulfill(content_type="text/html", body=f'<html lang="{language}"></html>')

        page = context.new_page()
        page.route(f"{HOST}/**", answer)
        page.goto(f"{HOST}/")
        return page

    yield opened
    context.close()


def by_language(cases: list[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        own = case | {"sign": currency_sign(case.get("currency"))}
        found.setdefault(case.get("language", "en"), []).append(own)
    return found


def told(page: Page, script: str, each: str, cases: list[Case]) -> list[object]:
    """What a script makes of each case: ``each`` is a function of its module and a case."""
    return page.evaluate(
        """async ([script, each, cases]) => {
            const module = await import(`/js/${script}`);
            const tell = (0, eval)(each);
            return cases.map((case_) => tell(module, case_));
        }""",
        [script, each, cases],
    )


AMOUNTS = {
    "amount": (
        "(m, c) => [m.amountText(c.value, c.sign), m.amountText(c.value, c.sign, { isShort: true })]",
        lambda case: [case["full"], case["short"]],
    ),
    "range": (
        "(m, c) => [false, true].map((short) => m.rangeText(c.lo, c.hi, c.kind, c.sign, short))",
        lambda case: [case["full"], case["short"]],
    ),
    "kind": (
        "(m, c) => m.kindText(c.kind, c.step, c.currency)",
        lambda case: case["words"],
    ),
    "count": (
        "(m, c) => m.countText(c.lo, c.hi, c.kind)",
        lambda case: case["words"],
    ),
    "share": (
        "(m, c) => m.shareText(c.share, c.digits)",
        lambda case: case["words"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", AMOUNTS)
def test_script_writes_amounts_as_the_program_does(form: str, blank: Opened) -> None:
    each, wanted = AMOUNTS[form]
    # No script says the kind of a sum.
    cases = [case for case in read_cases("amounts")[form] if case.get("parts", 1) == 1]
    for language, own in by_language(cases).items():
        said = told(blank(language), "amounts.js", each, own)
        assert said == [wanted(case) for case in own]


@pytest.mark.parametrize(
    ("script", "form", "each", "part"),
    [
        ("folding.js", "letters", "(m, c) => m.fold(c.text)", "search"),
        ("search/names.js", "words", "(m, c) => m.wordsOf(c.text)", "words"),
        ("explore/words.js", "words", "(m, c) => m.beginningsOf(c.text)", "starts"),
    ],
)
def test_script_makes_letters_plain_as_the_program_does(
    script: str, form: str, each: str, part: str, blank: Opened
) -> None:
    cases = read_cases("folding")[form]
    said = told(blank("en"), script, each, cases)
    if part == "starts":
        said = [sorted(starts) for starts in said]
    assert said == [case[part] for case in cases]


def test_words_that_are_asked_for_begin_words_of_the_index(blank: Opened) -> None:
    for case in read_cases("folding")["words"]:
        (asked,) = told(blank("en"), "explore/words.js", "(m, c) => m.wordsOf(c.text)", [case])
        assert all(any(start.startswith(word) for start in case["starts"]) for word in asked)


def test_script_makes_addresses_as_the_program_does(blank: Opened) -> None:
    cases = read_cases("paths")["address"]
    each = "(m, c) => [m.addressOf(c.path), m.pageAddress(c.path, 'https://example.org/ads/')]"
    said = told(blank("en"), "page-path.js", each, cases)
    assert said == [[case["address"], case["absolute"]] for case in cases]
