"""``paidforby ingest``: archives into the store. ``build`` begins with it, too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

import click
from rich.text import Text

from generator.adapters.source import References
from generator.cli.console import Bars, bars, err
from generator.config import Config
from generator.errors import PaidForByError, StoreError
from generator.ingest import Allowances, Ingested, Tolerance, ingest
from generator.reference.places import Currencies, Places
from generator.sponsors.link_inputs import LinkInputs
from generator.store.checks import require, run_checks
from generator.store.notes import notes_in_words
from generator.store.tables import Store, frame

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


@dataclass(frozen=True)
class Reading:
    """What somebody asked for, by those options."""

    archives: Sequence[Path] = ()
    allow_shrink: bool = False
    allow_new_columns: bool = False
    accepted: Sequence[Path] = ()

    def allowed(self, config: Config) -> Allowances:
        """What is let pass."""
        tolerance = Tolerance.of(config.max_rejected)
        return Allowances(tolerance, self.allow_new_columns, tuple(self.accepted))


def reading_options(command: Callable[[Config, Reading], None]) -> Callable[..., None]:
    """Give a verb that reads archives the options for it, as one :class:`Reading`."""

    @wraps(command)
    def with_reading(
        config: Config,
        archives: Sequence[Path],
        allow_shrink: bool,
        allow_new_columns: bool,
        accepted: Sequence[Path],
    ) -> None:
        command(config, Reading(archives, allow_shrink, allow_new_columns, accepted))

    verb: Callable[..., None] = click.pass_obj(with_reading)
    for option in (accept_option, new_columns_option, shrink_option, archives_option):
        verb = option(verb)
    return verb


@click.command("ingest")
@reading_options
def ingest_command(config: Config, reading: Reading) -> None:
    """Read archives into the store. Nothing changes unless everything could be read."""
    with bars(err()) as progress:
        found = read_archives(config, reading, progress)
    report(found)


def read_archives(config: Config, reading: Reading, progress: Bars) -> Ingested:
    """Read archives into the store, linked and checked; the old store stays until all is well.

    Raises PaidForByError for whatever stands in the way.
    """
    roots = tuple(reading.archives) or config.archives
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
        LinkInputs.load(config.reference_dir, _earlier_sponsors(previous)),
        is_demo=config.is_demo(roots),
        check=lambda store: require(run_checks(store, previous, allow_shrink=reading.allow_shrink)),
        progress=progress,
        allowed=reading.allowed(config),
    )


def _previous(config: Config) -> Store | None:
    """The store that would be replaced, if its coverage must be kept: not the made-up one."""
    try:
        store = Store.open(config.store_dir)
    except StoreError:
        return None
    return None if store.manifest["is_demo"] else store


def _earlier_sponsors(previous: Store | None) -> dict[str, str]:
    """By payer: its sponsor in the store that would be replaced."""
    return sponsors_of(previous) if previous else {}


def sponsors_of(store: Store) -> dict[str, str]:
    """By payer: its sponsor in a store."""
    rows = frame(store.table("payers").select("payer_id", "sponsor_id"))
    return dict(zip(rows["payer_id"], rows["sponsor_id"], strict=True))


def report(found: Ingested) -> None:
    """Tell what was read, what was not, and what was noticed."""
    console = err()
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
