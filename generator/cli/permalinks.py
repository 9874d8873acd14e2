"""``paidforby permalinks``: addresses that hold on every machine."""

import click

from generator.cli.console import err
from generator.cli.ingest import sponsors_of
from generator.config import Config
from generator.errors import PaidForByError
from generator.sponsors.permalinks import load_permalinks, save_permalinks
from generator.store.tables import Store


@click.command("permalinks")
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
    path = save_permalinks(config.reference_dir, known, sponsors_of(store))
    err().print(f"{len(load_permalinks(config.reference_dir)):,} payers in {path}")
