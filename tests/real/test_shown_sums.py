"""What a page publishes adds up to what it shows: on every page of sponsors of the published archives,
and on the pages of places, platforms and elections that they make."""

from collections import Counter
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.base import Page
from generator.store.tables import Store
from tests.pages.shown_sums import (  # fmt: skip
    Tables,
    each_page,
    sums_of_page,
    unlike_amounts,
    unlike_rows,
    unlike_sums,
)
from tests.project import write_project
from tests.real.conftest import RealStore
from tests.real.slice import PAGE_FROM, narrow

pytestmark = pytest.mark.real


def test_published_amounts_and_rows_are_those_of_the_page(
    real_store: RealStore, tmp_path: Path
) -> None:
    narrow(real_store.folder, tmp_path / "store" / "v-slice")
    thresholds = {"ads": 1_000_000, "spend": PAGE_FROM}
    config = load_config(write_project(tmp_path, thresholds=thresholds))
    unlike: dict[str, list[object]] = {}
    with_amounts: Counter[str] = Counter()

    def look(page: Page, tables: Tables) -> None:
        found = [*unlike_sums(page, tables), *unlike_amounts(page, tables)]
        found += unlike_rows(page, tables)
        if found:
            unlike[page.path] = found
        with_amounts[type(page).__name__] += bool(sums_of_page(page))

    each_page(Store(tmp_path / "store" / "v-slice"), config, look)
    assert unlike == {}
    assert with_amounts["SponsorPage"] > 100
    for kind in ("HomePage", "ListPage", "PlacePage", "RacePage", "TopicPage", "ContestPage",
                 "PlatformPage", "ChangePage"):  # fmt: skip
        assert with_amounts[kind], kind
