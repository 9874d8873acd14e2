"""Does every part of the archives become a site? Each archive alone, each pair, each country.

    python -m bench.subsets [--archives DIR] [--minutes N] [--skip N] [alone] [pairs] [countries]

Pages are written as for a site, the charts specified and not drawn, and each page is looked through
for what no page may have (``tests/subsets/faults.py``). What fails is named, and the exit code is 1.
After so many minutes no further subset is begun, and the table says how many were left out;
``--skip`` goes on where another run stopped.
"""

import argparse
import gc
import itertools
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import Table, seconds
from tests.project import ROOT
from tests.subsets.building import place_codes, project, read, write
from tests.subsets.faults import dead_ends, faults

DEMO = ROOT / "data" / "demo" / "archives"
KINDS = ("alone", "pairs", "countries")
WORDS = {"alone": "each archive alone", "pairs": "each pair", "countries": "each country"}
_LOOSE = "SOURCES.csv"


@dataclass
class Tried:
    """The subsets of one kind: what each took, and those that failed, with the reason."""

    name: str
    times: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: int = 0

    def row(self) -> tuple[str, ...]:
        """A line of the table."""
        count = len(self.times)
        middle = seconds(statistics.median(self.times)) if count else ""
        longest = seconds(max(self.times)) if count else ""
        return (
            self.name, f"{count - len(self.failed)} of {count}", str(self.left_out),
            seconds(sum(self.times)), middle, longest,
        )  # fmt: skip


def run(
    archives: Sequence[Path], kinds: Sequence[str] = KINDS, minutes: float = 0, skip: int = 0
) -> tuple[Table, bool]:
    """Build the subsets of each of the folders, but the first ``skip`` of each kind. Also says
    whether all were built."""
    end = time.monotonic() + minutes * 60 if minutes else float("inf")
    found = []
    for root in archives:
        name = "demo" if root == DEMO else root.name
        for kind in kinds:
            tried = Tried(f"{name}: {WORDS[kind]}")
            subsets = _countries(root) if kind == "countries" else _folders(root, kind)
            _try(tried, itertools.islice(subsets, skip, None), end)
            found.append(tried)
    failed = [line for tried in found for line in tried.failed]
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return Table(
        "Parts of the archives",
        ("subsets", "built without a fault", "left out", "all", "median", "longest"),
        [tried.row() for tried in found],
        "Ingest (for countries: once for all) and pages, in one process; charts are specified and "
        "not drawn. A fault is an error, a heading without content, an empty table, a chart of "
        "nothing, a missing value in a text, or a link to no page.",
    ), not failed  # fmt: skip


@dataclass(frozen=True)
class Subset:
    """A name, the archives to read or a store that is there, and the places covered."""

    name: str
    archives: Path | None
    store_dir: Path | None = None
    places: tuple[str, ...] = ()


def _try(tried: Tried, subsets: Iterator[Subset], end: float) -> None:
    for subset in subsets:
        if time.monotonic() > end:
            tried.left_out += 1
            continue
        began = time.perf_counter()
        reasons = _reasons(subset)
        tried.times.append(time.perf_counter() - began)
        if reasons:
            tried.failed.append(f"{tried.name}: {subset.name}: {'; '.join(reasons[:3])}")
        state = f"{len(reasons)} faults: {reasons[0]}" if reasons else "ok"
        print(f"{tried.name}: {subset.name}: {state}, {tried.times[-1]:.1f} s", flush=True)
        gc.collect()


def _reasons(subset: Subset) -> list[str]:
    """Why a subset is no site; nothing if it is one."""
    with tempfile.TemporaryDirectory(prefix="paidforby-bench-") as folder:
        changes = {"store_dir": str(subset.store_dir)} if subset.store_dir else {}
        try:
            config = project(Path(folder), places=list(subset.places), **changes)
            if subset.archives:
                read(config, [subset.archives])
            written = write(config)
            found = faults(written.docs, written.charts, written.names)
            return found + dead_ends(written.docs, config.root / "mkdocs.yml")
        except Exception as error:  # whatever it is, the table names it and goes on
            return [f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"]


def _folders(root: Path, kind: str) -> Iterator[Subset]:
    names = sorted(path.name for path in root.iterdir() if path.is_dir())
    names = [name for name in names if name != "groundtruth"]
    for chosen in itertools.combinations(names, 1 if kind == "alone" else 2):
        with tempfile.TemporaryDirectory(prefix="paidforby-bench-") as folder:
            for name in chosen:
                shutil.copytree(root / name, Path(folder) / name)
            if (root / _LOOSE).is_file():
                shutil.copyfile(root / _LOOSE, Path(folder) / _LOOSE)
            yield Subset(" + ".join(chosen), Path(folder))


def _countries(root: Path) -> Iterator[Subset]:
    with tempfile.TemporaryDirectory(prefix="paidforby-bench-") as folder:
        config = project(Path(folder))
        store = read(config, [root])
        for code in sorted({code.partition("-")[0] for code in place_codes(store)}):
            yield Subset(code, None, config.store_dir, (code,))


def main(arguments: list[str]) -> int:
    """Run the kinds that are named; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.subsets")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--archives", type=Path, action="append", help="default: the demonstration")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--skip", type=int, default=0, help="leave out so many of each kind")
    given = parser.parse_args(arguments)
    if unknown := set(given.kinds) - set(KINDS):
        parser.error(f"no subsets are called {sorted(unknown)[0]!r}; there are {', '.join(KINDS)}")
    archives = [path.resolve() for path in given.archives or [DEMO]]
    table, is_kept = run(archives, given.kinds or KINDS, given.minutes, given.skip)
    print(table.markdown())
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
