"""The command ``paidforby``: the only place that prints, reads the environment and exits."""

import calendar
import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from generator import __version__
from generator.adapters.source import References
from generator.cli.fetch import fetch_command, import_command
from generator.cli.review import review_command
from generator.config import Config, load_config
from generator.errors import PaidForByError, StoreError
from generator.explain.figures import Explanation, explain
from generator.ingest import Allowances, Ingested, Tolerance, ingest
from generator.reference.places import Currencies, Places
from generator.search.index import index_site
from generator.site.build import build_site, new_folder, swap_site
from generator.site.coverage import covered
from generator.site.publish import publish, site_data
from generator.site.serve import serve
from generator.sponsors.link_inputs import Knowledge
from generator.sponsors.permalinks import load_permalinks, save_permalinks
from generator.store.checks import require, run_checks
from generator.store.notes import notes_in_words
from generator.store.tables import Store, frame

STAGES = {
    "recognise": "Recognise files",
    "read": "Read archives",
    "link": "Link payers",
    "write": "Write the store",
    "collect": "Collect figures",
    "downloads": "Write downloads",
    "charts": "Draw charts",
    "pages": "Write pages",
    "site": "Build the site",
    "search": "Index for search",
}

archives_option = click.option(
    "--archives",
    "archives",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A folder of archives; may be repeated. Default: the folders of paidforby.toml.",
)
shrink_option = click.option(
    "--allow-shrink",
    is_flag=True,
    help="Accept archives that are gone, older or smaller than in the last build.",
)
new_columns_option = click.option(
    "--allow-new-columns",
    is_flag=True,
    help="Leave out columns that this program does not know yet; the site says which.",
)
accept_option = click.option(
    "--accept-copy",
    "accepted",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A copy that looks wrong, and is as the platform published it: kept in its snapshot.json.",
)


class Bars:
    """One progress bar for each stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, int] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(STAGES[stage], total=max(total, 1))
        self._progress.update(self._tasks[stage], completed=done, total=max(total, 1))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage whose progress cannot be seen from outside."""
        self._tasks[name] = self._progress.add_task(STAGES[name], total=None)
        yield
        self._progress.update(self._tasks[name], total=1, completed=1)


@contextmanager
def bars(console: Console) -> Iterator[Bars]:
    """Progress bars on a terminal; a line for each finished stage elsewhere."""
    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=False) as progress:
        yield Bars(progress)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("paidforby.toml"),
    show_default=True,
    help="The configuration of the site.",
)
@click.version_option(__version__, prog_name="paidforby")
@click.pass_context
def cli(context: click.Context, config_path: Path) -> None:
    """Build a searchable static site from the public archives of political ads."""
    config = load_config(config_path)
    url = os.environ.get("PAIDFORBY_SITE_URL")
    name = os.environ.get("PAIDFORBY_SITE_NAME")
    project = os.environ.get("PAIDFORBY_PROJECT_URL")
    if url:
        config = replace(config, site_url=url.rstrip("/") + "/")
    if name:
        config = replace(config, site_name=name)
    if project and not config.project_url:
        config = replace(config, project_url=project)
    context.obj = config


cli.add_command(fetch_command)
cli.add_command(import_command)
cli.add_command(review_command)


@cli.command("ingest")
@archives_option
@shrink_option
@new_columns_option
@accept_option
@click.pass_obj
def ingest_command(
    config: Config,
    archives: Sequence[Path],
    allow_shrink: bool,
    allow_new_columns: bool,
    accepted: Sequence[Path],
) -> None:
    """Read archives into the store. Nothing changes unless everything could be read."""
    allowed = Allowances(Tolerance.of(config.max_rejected), allow_new_columns, tuple(accepted))
    with bars(_err()) as progress:
        found = _ingest(config, archives, allow_shrink, allowed, progress)
    _report(found)


@cli.command("pages")
@click.pass_obj
def pages_command(config: Config) -> None:
    """Write the Markdown pages and charts from the store."""
    with bars(_err()) as progress:
        written = publish(_covered(config), config, progress)
    _err().print(
        f"{written.page_count:,} pages, {written.chart_count:,} charts in {config.docs_dir}"
    )


@cli.command("site")
@click.pass_obj
def site_command(config: Config) -> None:
    """Build the site from the Markdown pages (without a search index)."""
    with bars(_err()) as progress, progress.stage("site"):
        build_site(config, _epoch(config), os.environ)
        swap_site(config)


@cli.command("search")
@click.pass_obj
def search_command(config: Config) -> None:
    """Index the built site for search."""
    with bars(_err()) as progress, progress.stage("search"):
        count = index_site(config.site_dir, os.environ)
    _err().print(f"{count:,} pages indexed")


@cli.command("build")
@archives_option
@shrink_option
@new_columns_option
@accept_option
@click.pass_obj
def build_command(
    config: Config,
    archives: Sequence[Path],
    allow_shrink: bool,
    allow_new_columns: bool,
    accepted: Sequence[Path],
) -> None:
    """Do everything: ingest, pages, site, search. The old site stays until the new one is whole."""
    allowed = Allowances(Tolerance.of(config.max_rejected), allow_new_columns, tuple(accepted))
    with bars(_err()) as progress:
        found = _ingest(config, archives, allow_shrink, allowed, progress)
        gc.collect()
        written = publish(_covered(config), config, progress)
        gc.collect()  # MkDocs needs the memory that the pages have had
        with progress.stage("site"):
            build_site(config, _epoch(config), os.environ)
        with progress.stage("search"):
            index_site(new_folder(config), os.environ)
        swap_site(config)
    _report(found)
    _err().print(
        f"{written.page_count:,} pages, {written.chart_count:,} charts. The site: {config.site_dir}"
    )


@cli.command("check")
@click.pass_obj
def check_command(config: Config) -> None:
    """Check the store: keys, accounting, bounds, dates, totals, traces; and tell what was noted."""
    store = Store.open(config.store_dir)
    results = run_checks(store)
    for result in results:
        mark = "[green]ok[/]  " if not result.problems else "[red]FAIL[/]"
        _out().print(f"{mark}  {result.name}")
    require(results)
    for line in notes_in_words(store):
        _out().print(Text(f"note  {line}"))


@cli.command("explain")
@click.argument("target")
@archives_option
@click.option(
    "--rows", "limit", default=20, show_default=True, help="Raw rows to show for each figure."
)
@click.pass_obj
def explain_command(config: Config, target: str, archives: Sequence[Path], limit: int) -> None:
    """Trace the numbers of a page to the raw rows.

    TARGET is a page's address (sponsors/google/AR…, places/US-TX, home, removals, changes/…), a
    sponsor's id, an ad's id, or FILE:LINE.
    """
    for explanation in explain(_covered(config), config, target, archives, limit):
        _print_explanation(explanation)


@cli.command("permalinks")
@click.pass_obj
def permalinks_command(config: Config) -> None:
    """Write down which payer leads to which sponsor, so that addresses hold on every machine.

    The file permalinks.csv of the reference folder is read by every ingest; keep it with the site's
    own files. Payers that no archive names any more stay in it.
    """
    store = Store.open(config.store_dir)
    if store.manifest["is_demo"]:
        raise PaidForByError("the archives are made up: their addresses are not worth keeping.")
    known = load_permalinks(config.reference_dir)
    path = save_permalinks(config.reference_dir, known, _sponsors_of(store))
    _err().print(f"{len(load_permalinks(config.reference_dir)):,} payers in {path}")


@cli.command("serve")
@click.option("--port", default=8000, show_default=True)
@click.option("--once", is_flag=True, help="Serve the built site as it is, without watching.")
@click.pass_obj
def serve_command(config: Config, port: int, once: bool) -> None:
    """Serve the built site on this machine; build and reload when something changes."""

    def rebuild() -> None:
        with bars(_err()) as progress:
            publish(_covered(config), config, progress)
            build_site(config, _epoch(config), os.environ)
            index_site(new_folder(config), os.environ)
            swap_site(config)

    serve(config, port, None if once else _guarded(rebuild), _err().print)


def _ingest(
    config: Config,
    archives: Sequence[Path],
    allow_shrink: bool,
    allowed: Allowances,
    progress: Bars,
) -> Ingested:
    roots = tuple(archives) or config.archives
    if not roots:
        raise PaidForByError("no archives: name a folder with --archives, or in paidforby.toml.")
    previous = _previous(config)
    references = References(
        Places.load(config.reference_dir), Currencies.load(config.reference_dir)
    )
    return ingest(
        roots,
        config.store_dir,
        references,
        Knowledge.load(config.reference_dir, _earlier_sponsors(previous)),
        is_demo=config.is_demo(roots),
        check=lambda store: require(run_checks(store, previous, allow_shrink=allow_shrink)),
        progress=progress,
        allowed=allowed,
    )


def _covered(config: Config) -> Store:
    """The store as far as the site covers it."""
    store = Store.open(config.store_dir)
    return covered(store, config.places, config.build_dir / "cache" / "covered")


def _previous(config: Config) -> Store | None:
    """The store that would be replaced, if its coverage must be kept: not the made-up one."""
    try:
        store = Store.open(config.store_dir)
    except StoreError:
        return None
    return None if store.manifest["is_demo"] else store


def _earlier_sponsors(previous: Store | None) -> dict[str, str]:
    """By payer: its sponsor in the store that would be replaced."""
    return _sponsors_of(previous) if previous else {}


def _sponsors_of(store: Store) -> dict[str, str]:
    rows = frame(store.table("payers").select("payer_id", "sponsor_id"))
    return dict(zip(rows["payer_id"], rows["sponsor_id"], strict=True))


def _report(found: Ingested) -> None:
    console = _err()
    console.print(f"{len(found.read):,} files read")
    if found.passed:
        console.print(f"{len(found.passed):,} files not read:")
        for item in found.passed:
            console.print(Text(f"  {item.label}: {item.reason}"))
    for note in (*found.notes, *notes_in_words(found.store)):
        console.print(Text(f"note: {note}"))
    for record in found.records:
        console.print(Text(f"accepted, and kept in {record}: keep that file with the archives"))
    if found.unused_decisions:
        lines = ", ".join(str(decision.line) for decision in found.unused_decisions)
        console.print(f"sponsors.csv: these archives have no payer that line {lines} speaks of")


def _epoch(config: Config) -> int:
    """The day of the newest snapshot, as seconds: the only time a build knows."""
    day = site_data(Store.open(config.store_dir), config).as_of_date
    return calendar.timegm(day.timetuple())


def _print_explanation(explanation: Explanation) -> None:
    console = _out()
    console.print(Text(explanation.label, style="bold"))
    if explanation.shown:
        agrees = explanation.shown == explanation.recomputed
        console.print(Text(f"  on the page: {explanation.shown}"))
        console.print(
            Text(f"  from the rows: {explanation.recomputed}" + ("" if agrees else "  (DIFFERS)"))
        )
    console.print(Text(f"  {explanation.detail}"))
    console.print(Text(f"  rule: {explanation.rule}"))
    for row in explanation.rows:
        console.print(Text(f"  {row.archive}: {row.path}, line {row.line}", style="cyan"))
        for name, cell in row.cells:
            console.print(Text(f"      {name}: {cell}"))
        if row.stored:
            stored = ", ".join(f"{name}={value}" for name, value in row.stored)
            console.print(Text(f"      stored as: {stored}", style="dim"))
    hidden = explanation.row_count - len(explanation.rows)
    if hidden > 0:
        console.print(Text(f"  and {hidden:,} more rows: --rows {explanation.row_count}"))


def unexpected(error: Exception) -> str:
    """One line about an error that is none of ours, with the name of the file that holds the rest."""
    text = "".join(traceback.format_exception(error))
    log = Path("paidforby-error.log")
    try:
        log.write_text(text, encoding="utf-8")
    except OSError:
        log = Path(tempfile.gettempdir()) / log
        log.write_text(text, encoding="utf-8")
    words = " ".join(str(error).split())[:120]
    return (
        f"paidforby: unexpected {type(error).__name__} ({words}). This is a fault of the program, and "
        f"nothing was published. Report it with the file {log}."
    )


def _guarded(action: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            action()
        except PaidForByError as error:
            _err().print(Text(str(error), style="red"))

    return run


def _out() -> Console:
    return Console(soft_wrap=True, highlight=False)


def _err() -> Console:
    return Console(stderr=True, soft_wrap=True, highlight=False)


def main() -> None:
    """Run the command; an error of ours is one clear message and exit code 1."""
    # Plans of queries are made of many small objects, few of them garbage: looking through all of
    # them again and again took a sixth of the time of an ingest.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        cli(standalone_mode=False)
    except PaidForByError as error:
        _err().print(Text(f"paidforby: {error}", style="red"))
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        _err().print(Text(unexpected(error), style="red"))
        sys.exit(70)
