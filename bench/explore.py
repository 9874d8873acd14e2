"""What does the Explore page cost at a million ads? Our ranges, and DuckDB on the whole table."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import duckdb
from playwright.sync_api import Page

from bench import explore_data, visitor
from bench.report import Table, seconds, size
from generator.config import Config, load_config
from generator.explore import write_explore
from generator.pages.directory import Directory
from generator.pages.downloads.explore import explore_page
from generator.render.renderer import Renderer
from generator.reuse.docs import DocsFolder
from generator.reuse.page_files import PageFiles
from generator.site.publish import copy_assets, site_data, theme_facts, write_theme
from generator.site.serve import SiteHandler
from generator.site.vendor import vendor_files
from generator.store.tables import Store
from tests import project

COUNT = 1_000_000
RUNS = 3
_GO = """address => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
_SHOWN = "[data-pfb-explore]:not([aria-busy])[data-shown='{}']"
_SUMMED = "[data-pfb-explore]:not([aria-busy])[data-summed='{}']"


@dataclass(frozen=True)
class Filter:
    """A filter in words, its address, another of the same kind, and the same for DuckDB."""

    name: str
    address: str
    other: str
    sql: str


FILTERS = (
    Filter("platform", "platform=meta", "platform=x", "platform = 'x'"),
    Filter("format", "format=video", "format=image", "ad_format = 'image'"),
    Filter(
        "dates", "from=2020-10-01&to=2020-11-03", "from=2022-10-01&to=2022-11-08",
        "first_shown_date <= DATE '2022-11-08' AND last_shown_date >= DATE '2022-10-01'",
    ),
    Filter("place", "place=US-TX", "place=US-AZ", "(file_id, line) IN (SELECT (file_id, line) "
           "FROM places WHERE place_code = 'US-AZ')"),
    Filter("sponsor", "sponsor=google/T000100", "sponsor=google/T000007",
           "sponsor_id = 'google/T000007'"),
    Filter(
        "amount, sorted by it", "currency=EUR&min=100&max=900&sort=spent",
        "currency=USD&min=2000&max=4000&sort=spent",
        "spend_currency = 'USD' AND spend_lo <= 4000 AND (spend_hi >= 2000 OR spend_hi IS NULL)",
    ),
    Filter("a frequent word", "q=w0002", "q=w0001", "ad_id IN (SELECT ad_id FROM texts WHERE "
           "text LIKE '%w0001%')"),
    Filter("a rare word", "q=w5000", "q=w6000", "ad_id IN (SELECT ad_id FROM texts WHERE "
           "text LIKE '%w6000%')"),
)  # fmt: skip


def run(folder: Path, chromium_path: str, count: int = COUNT) -> Table:
    """Make the ads, write the page's files, and use the page in a browser."""
    store = explore_data.make_store(folder / "store", count)
    config = replace(load_config(project.write_project(folder)), az_page_size=1_000)
    begin = time.perf_counter()
    written = _write(store, config)
    took = time.perf_counter() - begin
    native = _duckdb(store)
    with visitor.browser(chromium_path) as chromium, _served(config.site_dir) as (address, sent):
        first = []
        for _ in range(RUNS):
            sent.clear()
            page = chromium.new_page()
            begin = time.perf_counter()
            page.goto(f"{address}explore/")
            page.locator(_SUMMED.format("")).wait_for(timeout=60_000)
            first.append((time.perf_counter() - begin, sum(sent)))
            page.wait_for_timeout(500)
            page.close()
        page = chromium.new_page()
        page.goto(f"{address}explore/")
        page.locator(_SHOWN.format("")).wait_for(timeout=60_000)
        lines = [_measured(page, item, sent, native[item.name]) for item in FILTERS]
    whole = store.path("ads").stat().st_size + store.path("ad_texts").stat().st_size
    head = ("first view", seconds(statistics.median(wait for wait, _ in first)),
            size(first[0][1]), "", "")  # fmt: skip
    return Table(
        f"Exploring {count:,} ads",
        ("", "first time", "fetched for it", "again, another value", "DuckDB, whole table"),
        [head, *lines],
        "Made-up ads. The first view is a page with an empty cache: everything that the server "
        "sends, as it is, not compressed. A filter is measured from its choice to the count, the "
        "chart and the first rows on the page; the first time it also fetches the columns that "
        "it needs. The sums follow; the first filter fetches the amounts for them. DuckDB counts the same rows and takes the first twenty from the "
        f"store's own Parquet tables ({size(whole)}), which a browser would have to fetch whole. "
        f"Writing the page's files took {seconds(took)}; they are "
        f"{size(sum(path.stat().st_size for path in written))} in all.",
    )


def _write(store: Store, config: Config) -> tuple[Path, ...]:
    """The Explore page as the whole site has it, and nothing else."""
    data = site_data(store, config)
    directory = Directory(data, config.thresholds, config.az_page_size)
    renderer = Renderer(DocsFolder(config.docs_dir))
    paths = {sponsor_id: directory.path(sponsor_id) for sponsor_id in sorted(directory.names)}
    target = config.docs_dir / "explore" / "data"
    explored = write_explore(data, paths, target, config.build_dir / "cache")
    page = explore_page(data, explored.index)
    files = PageFiles(data, config, renderer, {})
    files.draw([page])
    renderer.page(page, files.of(page))
    renderer.docs.file("index.md", b"# Home\n")
    for name, content in vendor_files().items():
        renderer.docs.file(f"assets/{name}", content)
    copy_assets(config, renderer)
    write_theme(config.source_dir / "theme", config.theme_dir, theme_facts(data, config, ()))
    settings = config.root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    before, _, after = text.partition("\nnav:")
    pages = "\nnav:\n  - Home: index.md\n  - Explore: explore/index.md\n\nmarkdown_extensions:"
    after = after.partition("markdown_extensions:")[2].partition("\nvalidation:")[0]
    settings.write_text(before + pages + after, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    environment = {**project.environment(), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=config.root, env=environment, check=True)
    return explored.files


def _measured(page: Page, item: Filter, sent: list[int], native: float) -> tuple[str, ...]:
    sent.clear()
    cold = _wait(page, item.address)
    fetched = sum(sent)
    waits = []
    for _ in range(RUNS):
        waits.append(_wait(page, item.other))
        _wait(page, item.address)
    return (
        item.name,
        seconds(cold),
        size(fetched),
        seconds(statistics.median(waits)),
        seconds(native),
    )


def _wait(page: Page, address: str) -> float:
    """Seconds until the count, the chart and the first rows are shown, from a page without
    filters; returns when the sums are, too."""
    page.evaluate(_GO, "?")
    page.locator(_SUMMED.format("")).wait_for(timeout=60_000)
    begin = time.perf_counter()
    page.evaluate(_GO, f"?{address}")
    written = address.replace("google/", "google%2F")
    page.locator(_SHOWN.format(written)).wait_for(timeout=60_000)
    waited = time.perf_counter() - begin
    page.locator(_SUMMED.format(written)).wait_for(timeout=60_000)
    return waited


def _duckdb(store: Store) -> dict[str, float]:
    connection = duckdb.connect()
    for name, table in (("ads", "ads"), ("texts", "ad_texts"), ("places", "ad_places")):
        connection.read_parquet(str(store.path(table))).create_view(name)
    found = {}
    for item in FILTERS:
        waits = []
        for _ in range(RUNS):
            begin = time.perf_counter()
            rows = connection.table("ads").filter(item.sql)
            rows.aggregate("count(*)").fetchall()
            rows.order("first_shown_date DESC").limit(20).fetchall()
            waits.append(time.perf_counter() - begin)
        found[item.name] = statistics.median(waits)
    return found


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a site, and the bytes of each answer as it is sent."""
    sent: list[int] = []

    class Handler(SiteHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(site))

        def send_header(self, keyword: str, value: str) -> None:
            if keyword == "Content-Length":
                sent.append(int(value))
            super().send_header(keyword, value)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()
