"""How long and how much memory does a whole site take, from archives to search index?"""

import re
from pathlib import Path

from bench import measure
from bench.report import Table, seconds, size
from tests import project

MOST_SECONDS = 5 * 60
MOST_BYTES = 2 * 2**30
_STEP = re.compile(r"(?m)^([A-Z][a-z ]+?) +\S+ +\S+ +(\d+):(\d\d):(\d\d)\s*$")
_PAGES = re.compile(r"([\d,]+) pages, ([\d,]+) charts")


def run(folder: Path, archives: Path) -> tuple[Table, bool]:
    """Build the site of the archives in ``folder``, once. Also says whether the limits are kept."""
    config = project.write_project(folder, archives=[str(archives)], demo=None)
    done = measure.run(project.command(config, "build"), project.ROOT, project.environment())
    pages, charts = _PAGES.search(done.said).groups()
    steps = [
        f"{name.lower()} {int(hours) * 3600 + int(minutes) * 60 + int(rest)} s"
        for name, hours, minutes, rest in _STEP.findall(done.said)
    ]
    is_kept = done.wall <= MOST_SECONDS and done.peak <= MOST_BYTES
    site = sum(
        path.stat().st_size for path in (folder / "build" / "site").rglob("*") if path.is_file()
    )
    table = Table(
        "The whole build",
        ("`paidforby build` of the published archives", "measured", "limit", "kept"),
        [
            ("time", seconds(done.wall), seconds(MOST_SECONDS), _yes(done.wall <= MOST_SECONDS)),
            (
                "memory, all processes together",
                size(done.peak),
                size(MOST_BYTES),
                _yes(done.peak <= MOST_BYTES),
            ),
            ("memory, the largest process", size(done.largest), "", ""),
            ("CPU, all processes", seconds(done.cpu), "", ""),
        ],
        f"{pages} pages and {charts} charts from {size(_bytes(archives))} of files; the site is "
        f"{size(site)} with its downloads. Steps as the command shows them (the downloads are "
        f"written while figures are collected): {', '.join(steps)}.",
    )
    return table, is_kept


def _bytes(archives: Path) -> int:
    return sum(path.stat().st_size for path in archives.rglob("*") if path.is_file())


def _yes(is_kept: bool) -> str:
    return "yes" if is_kept else "**no**"
