"""Does what pages publish add up to what they show? Every page of every kind, none left out.

    python -m bench.sums [--archives DIR] [--store DIR]

The sums of each downloaded table are compared with those of the page's own figures, by bound and
currency, each amount with how often it stands there, and the rows of each list with the list. A page
where something differs is named, and the exit code is 1.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.report import Table, seconds
from generator.pages.base import Page
from generator.store.tables import Store
from tests.pages.shown_sums import (
    Tables,
    amounts_in,
    each_page,
    own_fields,
    unlike_amounts,
    unlike_rows,
    unlike_sums,
)
from tests.project import ROOT
from tests.subsets.building import project, read


def run(archives: Sequence[Path], store_dir: Path | None = None) -> tuple[Table, bool]:
    """Make every page of a site of these archives, or of a store that is there."""
    pages: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    unlike: Counter[str] = Counter()

    def look(page: Page, tables: Tables) -> None:
        kind = type(page).__name__
        found = [*unlike_sums(page, tables), *unlike_amounts(page, tables)]
        found += unlike_rows(page, tables)
        if found:
            print(f"bench: {page.path}: {found[:3]}", file=sys.stderr)
        pages[kind] += 1
        rows[kind] += sum(len(table.rows) for table in tables)
        amounts[kind] += sum(1 for _n, value in own_fields(page) for _m in amounts_in(value))
        unlike[kind] += bool(found)

    with tempfile.TemporaryDirectory(prefix="paidforby-bench-") as folder:
        config = project(Path(folder))
        store = Store.open(store_dir) if store_dir else read(config, archives)
        began = time.perf_counter()
        each_page(store, config, look)
        took = time.perf_counter() - began
    table = Table(
        "Published sums and the figures of pages",
        ("kind of page", "pages", "published rows", "amounts", "pages where one differs"),
        [
            (kind, f"{pages[kind]:,}", f"{rows[kind]:,}", f"{amounts[kind]:,}", str(unlike[kind]))
            for kind in sorted(pages)
        ],
        f"{sum(pages.values()):,} pages, made and compared in {seconds(took)}; nothing is drawn.",
    )
    return table, not sum(unlike.values())


def main(arguments: list[str]) -> int:
    """Compare; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.sums")
    parser.add_argument("--archives", type=Path, action="append", help="default: the demonstration")
    parser.add_argument("--store", type=Path, help="a store that is there, instead")
    given = parser.parse_args(arguments)
    archives = [path.resolve() for path in given.archives or [ROOT / "data" / "demo" / "archives"]]
    table, is_kept = run(archives, given.store)
    print(table.markdown())
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
