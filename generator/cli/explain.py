"""``paidforby explain``: from the numbers of a page to the raw rows."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from generator.cli.console import out
from generator.cli.covering import covered_store
from generator.cli.ingest import archives_option
from generator.config import Config
from generator.explain.figures import Explanation, explain


@click.command("explain")
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
    for explanation in explain(covered_store(config), config, target, archives, limit):
        _print_explanation(explanation)


def _print_explanation(explanation: Explanation) -> None:
    console = out()
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
