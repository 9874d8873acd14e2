"""From the store to the site: ``paidforby build``, its steps one by one, and ``serve``."""

import calendar
import gc
import os
from collections.abc import Callable

import click
from rich.text import Text

from generator.cli.console import bars, err
from generator.cli.covering import covered_store
from generator.cli.ingest import Reading, read_archives, reading_options, report
from generator.config import Config
from generator.errors import PaidForByError
from generator.search.index import index_site
from generator.site.build import build_site, new_folder, swap_site
from generator.site.publish import load_facts, publish
from generator.site.serve import serve
from generator.store.tables import Store


@click.command("pages")
@click.pass_obj
def pages_command(config: Config) -> None:
    """Write the Markdown pages and charts from the store."""
    with bars(err()) as progress:
        written = publish(covered_store(config), config, progress)
    err().print(
        f"{written.page_count:,} pages, {written.chart_count:,} charts in {config.docs_dir}"
    )


@click.command("site")
@click.pass_obj
def site_command(config: Config) -> None:
    """Build the site from the Markdown pages (without a search index)."""
    with bars(err()) as progress, progress.stage("site"):
        build_site(config, _epoch(config), os.environ)
        swap_site(config)


@click.command("search")
@click.pass_obj
def search_command(config: Config) -> None:
    """Index the built site for search."""
    with bars(err()) as progress, progress.stage("search"):
        count = index_site(config.site_dir, os.environ)
    err().print(f"{count:,} pages indexed")


@click.command("build")
@reading_options
def build_command(config: Config, reading: Reading) -> None:
    """Do everything: ingest, pages, site, search. The old site stays until the new one is whole."""
    with bars(err()) as progress:
        found = read_archives(config, reading, progress)
        gc.collect()
        written = publish(covered_store(config), config, progress)
        gc.collect()  # MkDocs needs the memory that the pages have had
        with progress.stage("site"):
            build_site(config, _epoch(config), os.environ)
        with progress.stage("search"):
            index_site(new_folder(config), os.environ)
        swap_site(config)
    report(found)
    err().print(
        f"{written.page_count:,} pages, {written.chart_count:,} charts. The site: {config.site_dir}"
    )


@click.command("serve")
@click.option("--port", default=8000, show_default=True)
@click.option("--once", is_flag=True, help="Serve the built site as it is, without watching.")
@click.pass_obj
def serve_command(config: Config, port: int, once: bool) -> None:
    """Serve the built site on this machine; build and reload when something changes."""

    def rebuild() -> None:
        with bars(err()) as progress:
            publish(covered_store(config), config, progress)
            build_site(config, _epoch(config), os.environ)
            index_site(new_folder(config), os.environ)
            swap_site(config)

    serve(config, port, None if once else _guarded(rebuild), err().print)


def _epoch(config: Config) -> int:
    """The day of the newest snapshot, as seconds: the only time a build knows."""
    day = load_facts(Store.open(config.store_dir), config).as_of_date
    return calendar.timegm(day.timetuple())


def _guarded(action: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            action()
        except PaidForByError as error:
            err().print(Text(str(error), style="red"))

    return run
