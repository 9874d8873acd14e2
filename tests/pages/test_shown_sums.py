"""What a page publishes adds up to what it shows: every amount and every row once, on every page."""

from collections import Counter

import pytest

from generator.config import load_config
from generator.pages.base import Page
from generator.store.tables import Store
from tests.pages.shown_sums import (
    Tables,
    each_page,
    sums_of_page,
    unlike_amounts,
    unlike_rows,
    unlike_sums,
)
from tests.pages.test_contexts import CONTEXTS
from tests.project import write_project
from tests.site.demo import PAGES_FOR_HOSTILE_NAMES

Pages = list[tuple[Page, Tables]]


@pytest.fixture(scope="module")
def shown(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every page of the demonstration, with its tables as they are published."""
    found: Pages = []
    folder = tmp_path_factory.mktemp("sums")
    config = load_config(write_project(folder, top_rows=5, thresholds=PAGES_FOR_HOSTILE_NAMES))
    each_page(store, config, lambda page, tables: found.append((page, tables)))
    return found


def test_every_kind_of_page_is_looked_at(shown: Pages) -> None:
    assert {type(page).__name__ for page, _tables in shown} == set(CONTEXTS)


def test_published_amounts_add_up_to_those_of_the_page(shown: Pages) -> None:
    with_amounts = Counter()
    for page, tables in shown:
        assert unlike_sums(page, tables) == [], page.path
        with_amounts[type(page).__name__] += bool(sums_of_page(page))
    assert with_amounts["SponsorPage"] > 50
    for kind in ("HomePage", "ListPage", "PlacePage", "RacePage", "TopicPage", "ContestPage",
                 "PlatformPage", "ChangePage"):  # fmt: skip
        assert with_amounts[kind], kind


def test_every_amount_of_a_page_is_published_as_often_as_it_stands_there(shown: Pages) -> None:
    for page, tables in shown:
        assert unlike_amounts(page, tables) == [], page.path


def test_no_row_of_a_page_is_published_twice_or_left_out(shown: Pages) -> None:
    for page, tables in shown:
        assert unlike_rows(page, tables) == [], page.path


@pytest.mark.parametrize("path", ["races/us-2016", "sponsors/a-z/a-1", "topics/voting"])
def test_no_value_of_one_list_stands_in_a_row_of_another(path: str, shown: Pages) -> None:  # fmt: skip
    """A figure's amount is in no row that names a platform's own part, and the other way round."""
    tables = next(tables for page, tables in shown if page.path == path)
    for table in tables:
        names = {column.name for column in table.columns}
        assert not ({"amount_lo", "words"} <= names), table.id
        assert not ({"amount_lo", "more"} <= names), table.id
