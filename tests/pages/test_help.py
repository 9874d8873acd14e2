"""Help: kinds of amount in the words of the pages, what is hidden, steps, where errors go."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.help.help import help_pages
from generator.pages.help.words import EXAMPLES, KIND_WORDS
from generator.reference.platforms import Platforms
from generator.schema.ranges import RangeKind
from generator.site.publish import site_data
from generator.store.tables import Store

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = Platforms.load(ROOT / "data" / "reference")


def page(docs: Path, name: str) -> str:
    return html.unescape((docs / "help" / f"{name}.md").read_text(encoding="utf-8"))


def test_every_kind_of_amount_is_explained() -> None:
    assert set(KIND_WORDS) == set(RangeKind)
    assert all(amount.kind is kind for kind, (amount, _, _) in EXAMPLES.items())


@pytest.mark.parametrize(
    "words",
    [
        "US$1,200", "US$1,000", "rounded to 100", "less than US$100", "rounded to 0",
        "US$100–US$499", "US$100,000 or more", "€100 or less", "not published",
        "refused by the platform", "no ads in this archive", "currency not published",
        "US$61.2\u00a0m is US$61,234,500", "lower and upper bounds added",
        "lower bounds added, open above", "sum of rounded amounts", "sum of upper bounds",
    ],
)  # fmt: skip
def test_words_of_the_pages_are_explained(words: str, small_docs: Path) -> None:
    assert words in page(small_docs, "ranges")


def bar(text: str, words: str) -> str:
    return re.search(rf"{re.escape(words)}</bdi>.*?(<span class=\"pfb-bar[^>]*>)", text, re.S)[1]


def test_bars_are_drawn_as_in_the_charts(small_docs: Path) -> None:
    text = page(small_docs, "ranges")
    assert "--lo:60.0%;--hi:60.0%" in bar(text, "US$1,200")  # 1,200 of 2,000: all of it solid
    assert "--lo:0.0%;--hi:50.0%" in bar(text, "less than US$100")  # 0 to 100 of 200
    assert "--lo:16.67%;--hi:83.17%" in bar(text, "US$100–US$499")  # 100 and 499 of 600
    # No upper end: the style sheet draws the hatching and the arrow.
    opened = bar(text, "US$100,000 or more")
    assert "pfb-bar--open" in opened and "--lo:50.0%" in opened and "--hi" not in opened
    assert text.count('class="pfb-bar') == len(RangeKind) - 1


def test_table_of_what_is_hidden_has_every_platform_and_claim(small_docs: Path) -> None:
    text = page(small_docs, "hidden")
    assert text.count('<th scope="row">') == len(PLATFORMS.records) == 11
    for record in PLATFORMS.records:
        assert f'href="../../platforms/{record.id}/"' in text
        for claim in record.hides:
            items = [piece for piece in re.split(r"(?=<li)", text) if claim.text in piece]
            support = claim.source_url or f">{claim.note}</span>"
            assert any(support in item for item in items), claim.text


def test_each_step_has_its_source_and_says_whether_its_date_is_known(small_docs: Path) -> None:
    text = page(small_docs, "fewer-ads")
    steps = [step for record in PLATFORMS.records for step in record.see_fewer]
    assert len(steps) == 12
    for step in steps:
        (item,) = [piece for piece in re.split(r"(?=<li)", text) if step.statement.text in piece]
        if not step.statement.source_url:
            assert ">no source found</span>" in item
            continue
        assert f'href="{step.statement.source_url}"' in item
        assert step.statement.source_title in item
        assert ("date not known" in item) == (not step.date)
    assert "as of 17 Jun 2020" in text


def test_platforms_without_a_step_are_named_too(small_docs: Path) -> None:
    text = page(small_docs, "fewer-ads")
    rest = text[text.index("{#others}") :]
    named = set(re.findall(r'href="../../platforms/(\w+)/"', rest))
    assert named == {record.id for record in PLATFORMS.records if not record.see_fewer}
    assert "pinterest" in named


def test_report_of_an_error_goes_where_the_configuration_says(
    small_docs: Path, store: Store
) -> None:
    assert "names no address of its own" in page(small_docs, "errors")
    config = load_config(small_docs.parents[1] / "paidforby.toml")
    data = site_data(store, replace(config, project_url="https://example.org/code"), only=[])
    (errors,) = [found for found in help_pages(data) if found.path == "help/errors"]
    assert errors.project_url == "https://example.org/code"
    assert errors.correction_count == 0


def test_every_help_page_is_found_from_the_first(small_docs: Path) -> None:
    text = (small_docs / "help" / "index.md").read_text(encoding="utf-8")
    pages = {path.name for path in (small_docs / "help").glob("*.md")} - {"index.md"}
    assert pages == {
        "accessibility.md", "errors.md", "fewer-ads.md", "hidden.md", "ranges.md", "use.md",
    }  # fmt: skip
    assert pages <= set(re.findall(r"\]\(([\w-]+\.md)\)", text))
