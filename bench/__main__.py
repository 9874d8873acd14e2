"""Runs the benchmarks and writes bench/RESULTS.md: ``python -m bench``.

    python -m bench [--archives DIR] [--keep DIR] [--update] [build] [ingest] [search] [pages]
        [explore] [chart] [linking] [subsets]

Without names all are run but ``subsets``, which takes hours. With names only those are, and with ``--update`` their tables take the
place of the earlier ones in the results, which then say so. ``search`` needs a built site: it follows ``build``, or takes what an
earlier ``--keep`` left; ``pages`` needs that and the peer of ``search``. The exit code is 1 if the
build, a search or a page is over its limits.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import build, chart, explore, ingest, linking, machine, pages, search, subsets
from bench.report import Table
from tests.project import ROOT

NAMES = ("build", "ingest", "search", "pages", "explore", "chart", "linking")
LONG = ("subsets",)
"""Run only if they are named."""
RESULTS = ROOT / "bench" / "RESULTS.md"


def main(arguments: list[str]) -> int:
    """Run what is named; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES + LONG)}")
    parser.add_argument("--archives", type=Path, default=ROOT.parent / "shared" / "archives")
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave it")
    parser.add_argument("--update", action="store_true", help="put these tables into RESULTS.md")
    given = parser.parse_args(arguments)
    names = given.names or list(NAMES)
    if unknown := set(names) - {*NAMES, *LONG}:
        known = ", ".join(NAMES + LONG)
        parser.error(f"no benchmark is called {sorted(unknown)[0]!r}; there are {known}")
    if not given.archives.is_dir():
        parser.error(
            f"{given.archives}: no such folder. Name the published archives' with --archives"
        )
    with tempfile.TemporaryDirectory(prefix="paidforby-bench-") as temporary:
        folder = given.keep or Path(temporary)
        return _run(names, given.archives.resolve(), folder, is_update=given.update)


def _run(names: list[str], archives: Path, folder: Path, *, is_update: bool) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = _chromium() if {"search", "pages", "explore"} & set(names) else ""
    loads = [machine.load()]
    tables, is_kept = [], True
    for name in NAMES + LONG:
        if name not in names:
            continue
        print(f"bench: {name}", file=sys.stderr, flush=True)
        if name == "build":
            table, is_build_kept = build.run(folder / "whole", archives)
            is_kept = is_kept and is_build_kept
        elif name == "ingest":
            table = ingest.run(folder / "report", archives)
        elif name == "search":
            table, is_search_kept = search.run(
                folder / "material", folder / "whole" / "build", chromium
            )
            is_kept = is_kept and is_search_kept
        elif name == "pages":
            site, peer = folder / "whole" / "build" / "site", folder / "material" / "site"
            table, are_pages_kept = pages.run(site, peer, chromium)
            is_kept = is_kept and are_pages_kept
        elif name == "explore":
            table = explore.run(folder / "explore", chromium)
        elif name == "linking":
            table = linking.run(folder / "linking", archives)
        elif name == "subsets":
            table, are_subsets_kept = subsets.run([subsets.DEMO, archives])
            is_kept = is_kept and are_subsets_kept
        else:
            table = chart.run()
        loads.append(machine.load())
        tables.append(table)
        print(table.markdown(), flush=True)
    if set(names) == set(NAMES):
        RESULTS.write_text(_report(tables, loads), encoding="utf-8")
        print(f"bench: written to {RESULTS.relative_to(ROOT)}", file=sys.stderr)
    elif is_update:
        text = updated(RESULTS.read_text(encoding="utf-8"), tables, loads)
        RESULTS.write_text(text, encoding="utf-8")
        print(f"bench: updated in {RESULTS.relative_to(ROOT)}", file=sys.stderr)
    return 0 if is_kept else 1


def updated(text: str, tables: Sequence[Table], loads: Sequence[float]) -> str:
    """Results in which each table takes the place of the one with its title, and says that it was
    measured again by itself; a benchmark of several tables gives all of them. Raises ValueError for
    a table that they do not have."""
    own = ", ".join(f"{load:.1f}" for load in loads)
    for table in (part for given in tables for part in getattr(given, "parts", (given,))):
        before, heading, after = text.partition(f"## {table.title}\n")
        if not heading:
            raise ValueError(f"the results have no table {table.title!r}: run all benchmarks")
        _old, mark, rest = after.partition("\n## ")
        said = f"Measured again by itself; processes that wanted to run, before and after: {own}."
        text = f"{before}{table.markdown()}\n{said}\n{mark}{rest}"
    return text


def _report(tables: list, loads: list[float]) -> str:
    own = ", ".join(f"{load:.1f}" for load in loads)
    head = (
        "# Results\n\nWritten by `make bench`; see README.md for what is measured and how.\n\n"
        f"Machine: {machine.facts()} Processes that wanted to run, before the first benchmark and "
        f"after each: {own}. More than there are cores means that others were at work, and that "
        "times are too long.\n"
    )
    return "\n".join([head, *(table.markdown() for table in tables)])


def _chromium() -> str:
    """The browser that tools/setup_browser.py found."""
    named = os.environ.get("PAIDFORBY_CHROMIUM")
    path_file = ROOT / ".venv" / "browser-path"
    if not named and not path_file.is_file():
        raise SystemExit(
            "bench: no browser set up. Run make setup-test, or set PAIDFORBY_CHROMIUM."
        )
    return named or path_file.read_text(encoding="utf-8").strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
