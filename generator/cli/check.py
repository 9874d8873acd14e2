"""``paidforby check``: what must hold of the store, and what was noted about it."""

import click
from rich.text import Text

from generator.cli.console import out
from generator.config import Config
from generator.store.checks import require, run_checks
from generator.store.notes import notes_in_words
from generator.store.tables import Store


@click.command("check")
@click.pass_obj
def check_command(config: Config) -> None:
    """Check the store: keys, accounting, bounds, dates, totals, traces; and tell what was noted."""
    store = Store.open(config.store_dir)
    results = run_checks(store)
    for result in results:
        mark = "[green]ok[/]  " if not result.problems else "[red]FAIL[/]"
        out().print(f"{mark}  {result.name}")
    require(results)
    for line in notes_in_words(store):
        out().print(Text(f"note  {line}"))
