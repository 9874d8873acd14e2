"""The command ``paidforby``: its verbs, and what becomes of an error."""

import gc
import os
import sys
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path

import click
from rich.text import Text

from generator import __version__
from generator.cli import build, check, explain, fetch, ingest, permalinks, review
from generator.cli.console import err
from generator.config import load_config
from generator.errors import PaidForByError

VERBS = (
    build.build_command,
    build.pages_command,
    build.search_command,
    build.serve_command,
    build.site_command,
    check.check_command,
    explain.explain_command,
    fetch.fetch_command,
    fetch.import_command,
    ingest.ingest_command,
    permalinks.permalinks_command,
    review.review_command,
)


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


for _verb in VERBS:
    cli.add_command(_verb)


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


def main() -> None:
    """Run the command; an error of ours is one clear message and exit code 1."""
    # Plans of queries are made of many small objects, few of them garbage: looking through all of
    # them again and again took a sixth of the time of an ingest.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        cli(standalone_mode=False)
    except PaidForByError as error:
        err().print(Text(f"paidforby: {error}", style="red"))
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        err().print(Text(unexpected(error), style="red"))
        sys.exit(70)
