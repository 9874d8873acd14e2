"""The verbs that bring archives in: ``paidforby fetch`` and ``paidforby import``."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from generator.adapters.source import References
from generator.cli.console import err, out
from generator.config import Config
from generator.errors import ArchiveError, FetchError
from generator.fetch import (
    Fetched,
    Query,
    Request,
    World,
    fetch,
    load_addresses,
    read_table,
)
from generator.ingest.filing import file_download
from generator.reference.places import Currencies, Places

TOKEN_VARIABLE = "PAIDFORBY_META_TOKEN"  # noqa: S105 (the name of a variable, not a token)
_DAY = click.DateTime(["%Y-%m-%d"])


class _Amount(ProgressColumn):
    """So many bytes of how many, or so many ads."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = DownloadColumn()

    def render(self, task: Task) -> Text:
        """The cell of one bar."""
        if task.fields.get("unit") == "bytes":
            return self._bytes.render(task)
        return Text(f"{task.completed:,.0f} {task.fields.get('unit', '')}")


class _Speed(ProgressColumn):
    """Bytes in a second; nothing for ads."""

    def __init__(self) -> None:
        super().__init__()
        self._speed = TransferSpeedColumn()

    def render(self, task: Task) -> Text:
        """The cell of one bar."""
        return self._speed.render(task) if task.fields.get("unit") == "bytes" else Text("")


class _Downloads:
    """One bar for each download."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, label: str, done: int, total: int | None, unit: str) -> None:
        if label not in self._tasks:
            self._tasks[label] = self._progress.add_task(label, total=total, unit=unit)
        self._progress.update(self._tasks[label], completed=done, total=total)

    def notice(self, text: str) -> None:
        """Say something above the bars."""
        self._progress.console.print(Text(text))


@contextmanager
def _downloads() -> Iterator[_Downloads]:
    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        _Amount(),
        _Speed(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err()) as progress:
        yield _Downloads(progress)


@click.command("fetch")
@click.argument("archives", nargs=-1, metavar="[ARCHIVE]...")
@click.option(
    "--year",
    "years",
    multiple=True,
    type=int,
    metavar="YEAR",
    help="A year of snapchat or fec; may be repeated.",
)
@click.option(
    "--country", "countries", multiple=True, help="meta-api: a country (US) or ALL; repeatable."
)
@click.option("--search", default="", help="meta-api: words that the ads hold.")
@click.option("--page-id", "page_ids", multiple=True, help="meta-api: a page; may be repeated.")
@click.option(
    "--since", type=_DAY, metavar="DAY", help="meta-api: first day (2024-10-01) of delivery."
)
@click.option("--until", type=_DAY, metavar="DAY", help="meta-api: last day of delivery.")
@click.option(
    "--addresses",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Other addresses, in the form of data/reference/downloads.toml.",
)
@click.pass_obj
def fetch_command(
    config: Config,
    archives: Sequence[str],
    years: Sequence[int],
    countries: Sequence[str],
    search: str,
    page_ids: Sequence[str],
    since: datetime | None,
    until: datetime | None,
    addresses: Path | None,
) -> None:
    """Download archives: those named, or all that need no person and no token.

    What has not changed is not downloaded again; what broke off is continued. For an archive
    that only a person can get, this explains the steps. meta-api needs a token in the variable
    PAIDFORBY_META_TOKEN.
    """
    changes = [config.downloads, *([read_table(addresses)] if addresses else [])]
    request = Request(
        tuple(archives),
        tuple(years),
        Query(tuple(countries), search, tuple(page_ids), _day(since), _day(until)),
        os.environ.get(TOKEN_VARIABLE, "").strip(),
    )
    with _downloads() as shown:
        around = World(
            progress=shown,
            notice=shown.notice,
            proxy=os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"),
        )
        records = load_addresses(config.reference_dir, changes)
        found = fetch(request, records, config.archives_dir, around)
    _tell(found, config)
    if found.problems:
        noun = "download" if len(found.problems) == 1 else "downloads"
        problems = "".join(f"\n  - {problem}" for problem in found.problems)
        raise FetchError(f"{len(found.problems)} {noun} failed:{problems}")


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path),
)
@click.option(
    "--taken-on",
    type=_DAY,
    metavar="DAY",
    help="The day (2024-10-31) of files that do not say it themselves.",
)
@click.option("--country", metavar="CODE", help="The country (AR) of a report whose name lost it.")
@click.option("--window", metavar="WINDOW", help="The window (last_30_days) of such a report.")
@click.option("--place", metavar="NAME", help="The region of such a report, as Meta spells it.")
@click.pass_obj
def import_command(
    config: Config,
    files: Sequence[Path],
    taken_on: datetime | None,
    country: str | None,
    window: str | None,
    place: str | None,
) -> None:
    """File downloads made by hand under their archive and day.

    What a file is, it says itself; the file is copied and stays where it is. What its name should
    say and does not is asked for on a terminal, and kept in the snapshot.json beside the file.
    """
    told = {
        name: text
        for name, text in (("country", country), ("window", window), ("place", place))
        if text
    }
    references = References(
        Places.load(config.reference_dir), Currencies.load(config.reference_dir)
    )
    problems = []
    for path in files:
        try:
            ask = partial(_ask, path.name) if sys.stdin.isatty() else None
            filed = file_download(path, config.archives_dir, references, _day(taken_on), told, ask)
        except ArchiveError as error:
            problems.append(str(error))
            continue
        what = "imported as" if filed.is_new else "not imported: the same bytes are in"
        err().print(Text(f"{path.name}: {what} {_below(filed.path, config)}"))
    if problems:
        listed = "".join(f"\n  - {problem}" for problem in problems)
        raise ArchiveError(f"{len(problems)} of {len(files)} files not imported:{listed}")


_QUESTIONS = {
    "country": "country of the report, as a code such as AR",
    "window": "window of the report (yesterday, last_7_days, last_30_days, last_90_days, lifelong)",
    "place": "region of the report, as Meta spells it",
    "taken_on": "last day of the report, such as 2024-10-31",
}


def _ask(name: str, fact: str) -> str:
    kind = click.DateTime(["%Y-%m-%d"]) if fact == "taken_on" else str
    answer = click.prompt(f"{name}: {_QUESTIONS[fact]}", type=kind, err=True)
    return answer.date().isoformat() if isinstance(answer, datetime) else str(answer).strip()


def _tell(found: Fetched, config: Config) -> None:
    for outcome in found.outcomes:
        if outcome.status == "missing":
            text = "not published yet"
        elif outcome.status == "unchanged":
            text = f"unchanged since {outcome.day}"
        else:
            text = f"{outcome.size:,} bytes of {outcome.day} in {_below(outcome.path, config)}"
        err().print(Text(f"{outcome.label}: {text}"))
    for record in found.for_people:
        out().print(Text(f"{record.id}: {record.title}\n{record.steps.strip()}"))
    if found.left_out:
        names = ", ".join(f"{record.id} ({record.needs})" for record in found.left_out)
        err().print(Text(f"left out, because they need a person or a token: {names}"))
    if any(outcome.status == "new" for outcome in found.outcomes):
        err().print(Text(f"To build from them: paidforby build --archives {config.archives_dir}"))


def _below(path: Path | None, config: Config) -> str:
    if path is None:
        return ""
    return (
        path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
