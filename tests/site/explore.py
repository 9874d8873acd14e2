"""Opens the Explore page from a server that sends parts of files, and reads what it shows."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from tests.site.demo import Built

Open = Callable[..., Page]
DONE = "[data-pfb-explore]:not([aria-busy])"


def shown(page: Page, address: str) -> None:
    """Wait until everything is shown for an address (what follows its question mark)."""
    page.locator(f"{DONE}[data-summed='{address}']").wait_for()


def open_explore(open_page: Open, address: str = "", **settings: object) -> Page:
    """The Explore page, when everything is shown for an address."""
    page = open_page(f"explore/{'?' if address else ''}{address}", **settings)
    shown(page, address)
    return page


def found(page: Page) -> int:
    """How many rows the page says that it found."""
    text = page.locator("#pfb-x-count").inner_text()
    if text.startswith("No "):
        return 0
    return int(re.match(r"[\d,]+", text)[0].replace(",", ""))


def downloaded(page: Page) -> list[dict[str, str]]:
    """The rows of the page's CSV."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these rows (CSV)").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Rows:
    """Counts rows of the store, apart from the program: the newest copy of each ad and total."""

    def __init__(self, built: Built) -> None:
        self._connection = duckdb.connect()
        for path in sorted((built.store / "current").glob("*.parquet")):
            self._connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
        self._connection.execute("CREATE VIEW latest_ads AS SELECT * FROM ads WHERE is_latest")
        self._connection.execute(
            "CREATE VIEW latest_spend AS SELECT * FROM spend_observations "
            "WHERE is_latest AND is_primary"
        )

    def query(self, sql: str) -> list[tuple]:
        """Rows of a query; ``latest_ads`` and ``latest_spend`` are views."""
        return self._connection.execute(sql).fetchall()

    def count(self, kind: str, where: str = "true") -> int:
        """How many rows of a kind fit."""
        return self.query(f"SELECT count(*) FROM latest_{kind} AS r WHERE {where}")[0][0]


@pytest.fixture(scope="session")
def rows(built: Built) -> Iterator[Rows]:
    """The demonstration store."""
    return Rows(built)
