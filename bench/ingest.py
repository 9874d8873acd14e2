"""What does strict reading cost? Ours, with every check, against pandas without any."""

import shutil
import statistics
import sys
import zipfile
from pathlib import Path

from bench import measure
from bench.report import Table, ratio, seconds, size
from tests import project

REPORT = "meta-report/FacebookAdLibraryReport_2020-06-10_US_last_90_days.zip"
RUNS = 3
_PEER = """
import sys, zipfile, pandas as pd
with zipfile.ZipFile(sys.argv[1]) as archive:
    frames = [pd.read_csv(archive.open(name)) for name in archive.namelist() if name.endswith(".csv")]
assert sum(map(len, frames)) == int(sys.argv[2])
"""


def run(folder: Path, archives: Path) -> Table:
    """Read one large report both ways, in turn, so that both meet the same load."""
    source = archives / REPORT
    kept = folder / "archives" / REPORT
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, kept)
    rows = _rows(kept)
    config = project.write_project(
        folder / "project", archives=[str(folder / "archives")], demo=None
    )
    commands = {
        "ours": project.command(config, "ingest"),
        "pandas": [sys.executable, "-c", _PEER, str(kept), str(rows)],
    }
    runs: dict[str, list[measure.Run]] = {name: [] for name in commands}
    for number in range(RUNS + 1):
        for name, command in commands.items():
            done = measure.run(command, project.ROOT, project.environment())
            if number:  # the first fills the caches, and is not counted
                runs[name].append(done)
    walls = {name: statistics.median(run.wall for run in found) for name, found in runs.items()}
    cpus = {name: statistics.median(run.cpu for run in found) for name, found in runs.items()}
    peaks = {name: statistics.median(run.peak for run in found) for name, found in runs.items()}
    store = sum(path.stat().st_size for path in (folder / "project" / "store").rglob("v-*/*"))
    return Table(
        "Reading one report",
        (
            f"Meta's US report of 90 days, {rows:,} rows",
            "`paidforby ingest`",
            "`pandas.read_csv`",
            "ratio",
        ),
        [
            (
                "time",
                seconds(walls["ours"]),
                seconds(walls["pandas"]),
                ratio(walls["ours"] / walls["pandas"]),
            ),
            (
                "CPU",
                seconds(cpus["ours"]),
                seconds(cpus["pandas"]),
                ratio(cpus["ours"] / cpus["pandas"]),
            ),
            (
                "memory",
                size(peaks["ours"]),
                size(peaks["pandas"]),
                ratio(peaks["ours"] / peaks["pandas"]),
            ),
        ],
        "Both as a command, start included. Ours checks every cell, keeps the line of each row, "
        "tells `≤100` from 100, finds sponsors and places, checks the totals and writes a store of "
        f"{size(store)}; pandas only parses the same files into memory.",
    )


def _rows(path: Path) -> int:
    """Rows of all tables in the zip: lines without headers (no cell of this report holds a break)."""
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if name.endswith(".csv")]
        return sum(archive.read(name).rstrip(b"\n").count(b"\n") for name in members)
