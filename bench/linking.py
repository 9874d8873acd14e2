"""How many payers are linked, by what, how well, and at what cost?"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import linking_data, linking_lists, linking_truth, measure
from bench.report import Table, seconds, size
from generator.sponsors.decisions import load_decisions
from generator.sponsors.linking import Linked, link
from generator.sponsors.names import Names
from generator.sponsors.payers import PayerTables
from generator.sponsors.weights import THRESHOLDS
from generator.store.tables import Engine, Store, frame
from tests import project

LIST = Path("groundtruth") / "google-sponsors-half.csv"
SEED, SHOWN = 20250415, 50
MILLION = 1_000_000
MOST_SECONDS, MOST_MILLION_SECONDS, MOST_MILLION_BYTES = 60, 15 * 60, 4 * 2**30
STRENGTH = ("decision", "number", "mapping", "name", "model")


@dataclass(frozen=True)
class Tables:
    """Several tables of one benchmark."""

    parts: tuple[Table, ...]

    def markdown(self) -> str:
        """The sections of the report."""
        return "\n".join(part.markdown() for part in self.parts)


def run(
    folder: Path,
    archives: Path,
    store_dir: Path | None = None,
    list_path: Path | None = None,
) -> Tables:
    """Link the hand-coded list, the published archives and a million made-up payers.

    Writes into the folder what a person is to check: fifty links of the archives, drawn at random
    by a fixed seed, and every pair of the list that is wrong or missed.
    """
    names = Names.load(project.ROOT / "data" / "reference")
    store_dir = store_dir or linking_data.ingest(folder / "archives", archives)
    begin = time.perf_counter()
    tables = linking_data.read(store_dir, archives)
    read = time.perf_counter() - begin
    begin = time.perf_counter()
    found = link(tables, names, Engine(), load_decisions(project.ROOT / "data" / "reference"))
    wall = time.perf_counter() - begin
    folder.mkdir(parents=True, exist_ok=True)
    files, rows = linking_data.file_paths(store_dir), linking_data.name_rows(store_dir)
    measured = _measure_list(list_path or archives / LIST, tables, names)
    written = (
        linking_lists.write_sample(folder, found, tables, files, rows, SEED, SHOWN),
        linking_lists.write_confusion(
            folder,
            {(label, unit): got.confused for (unit, label), got in measured.got.items()},
        ),
    )
    for path in written:
        print(f"bench: written to {path}", file=sys.stderr, flush=True)
    parts = [*_truth(measured), _archives(found, store_dir)]
    return Tables((*parts, _cost(read, wall, len(tables.payers))))


@dataclass(frozen=True)
class _OfList:
    rows: int
    coded: int
    got: Mapping[tuple[str, str], linking_truth.Measured]


def _measure_list(path: Path, tables: PayerTables, names: Names) -> _OfList:
    """Each unit of payers against the list as it is and corrected."""
    raw = linking_truth.read_list(path)
    lists = {"as it is": raw, "corrected": linking_truth.correct(raw)}
    got = {}
    for unit in linking_truth.UNITS:
        found = linking_truth.link_list(raw, unit, tables, names)
        for label, truth in lists.items():
            got[unit, label] = linking_truth.measure(truth, unit, found)
    return _OfList(len(raw), int((raw["sponsor"] != "").sum()), got)


def _truth(measured: _OfList) -> list[Table]:
    rows, missed, wrong = [], Counter(), Counter()
    for (unit, label), got in measured.got.items():
        counts = (str(got.found), str(got.right), f"{got.precision:.4f}", str(got.true))
        words = f"{linking_truth.UNITS[unit]}; list {label}"
        rows.append((words, *counts, f"{got.recall:.4f}"))
        if unit == "advertiser_id":
            missed += Counter({(cause, label): n for cause, n in got.causes("missed").items()})
            wrong += Counter({(cause, label): n for cause, n in got.causes("wrong").items()})
    quality = Table(
        "Links against a hand-coded list of sponsors",
        ("payers", "pairs found", "right", "precision", "true pairs", "recall"),
        rows,
        f"{measured.rows:,} rows, of which {measured.coded:,} are coded; rows that are not "
        "coded are linked like the others and left out of both counts. Without corrections the list "
        "counts a person, with all committees and the office in parliament, as one sponsor: ours is "
        "who pays, so different committees stay apart. Corrections are in "
        "tests/sponsors/groundtruth_corrections.csv, each with its reason. The target is a precision "
        f"of 0.995 and a recall of 0.90. The model links from {THRESHOLDS.link} on and suggests from "
        f"{THRESHOLDS.suggest} on.",
    )
    causes = Table(
        "Confusion, by cause",
        ("each advertiser is one payer", "list as it is", "corrected"),
        [
            *_cause_rows("missed", missed),
            *_cause_rows("wrong", wrong),
        ],
    )
    return [quality, causes]


def _cause_rows(what: str, counts: Mapping[tuple[str, str], int]) -> list[tuple[str, ...]]:
    causes = {cause for cause, _ in counts}
    ordered = sorted(causes, key=lambda cause: (-counts.get((cause, "as it is"), 0), cause))
    return [
        (f"{what}: {cause}", *(str(counts.get((cause, label), 0)) for label in ("as it is", "corrected")))
        for cause in ordered
    ]  # fmt: skip


def _archives(found: Linked, store_dir: Path) -> Table:
    """Payers of Google 2019 that are linked to 2025, and payers of several platforms."""
    seen = Store.open(store_dir).table("advertisers")
    seen = seen.filter(seen.platform == "google").select("payer_id", "snapshot_id").distinct()
    by_year = frame(seen).dropna()
    years = {
        year: set(by_year.loc[by_year["snapshot_id"].str.contains(f"@{year}"), "payer_id"])
        for year in ("2019", "2025")
    }
    clusters = found.clusters.set_index("payer_id")["cluster_id"]
    newer = set(clusters.reindex(sorted(years["2025"])))
    old = [one for one in sorted(years["2019"]) if clusters[one] in newer]
    rows = [_evidence_row(f"Google 2019, {len(years['2019']):,} advertisers: also in 2025 under another id", old, found, years["2025"])]  # fmt: skip
    platforms = clusters.index.str.split("/").str[0]
    together = clusters.groupby(clusters).agg(
        lambda own: frozenset(own.index.str.split("/").str[0])
    )
    for wanted in (
        {"google", "meta"},
        {"google", "snapchat"},
        {"meta", "snapchat"},
        {"google", "meta", "snapchat"},
    ):
        keys = set(together[[wanted <= have for have in together]].index)
        members = sorted(clusters.index[clusters.isin(keys) & platforms.isin(wanted)])
        words = " and ".join(sorted(name.capitalize() for name in wanted))
        rows.append(_evidence_row(f"{words} together: {len(keys):,} sponsors, payers of them", members, found, None))  # fmt: skip
    counted = found.links.groupby(["evidence", "status"]).size()
    note = "; ".join(
        f"{evidence} {status} {count:,}" for (evidence, status), count in counted.items()
    )
    sizes = clusters.groupby(clusters).size()
    return Table(
        "Links in the published archives",
        ("payers", "linked", *(f"by {evidence}" for evidence in STRENGTH)),
        rows,
        f"By the strongest evidence of a payer's own links, those across first. {len(clusters):,} payers are "
        f"{len(sizes):,} sponsors, the largest of {sizes.max()} payers. Links: {note}. Suggested pairs "
        "that other links joined are not counted.",
    )


def _evidence_row(
    words: str, members: list[str], found: Linked, others: set[str] | None
) -> tuple[str, ...]:
    """How many of the members have which strongest link to others (or to another platform)."""
    linked = found.links[found.links["status"] == "linked"]
    best: dict[str, int] = {}
    for row in linked[["payer_a", "payer_b", "evidence"]].itertuples(index=False):
        for one, other in ((row.payer_a, row.payer_b), (row.payer_b, row.payer_a)):
            is_across = (
                other in others if others is not None else one.split("/")[0] != other.split("/")[0]
            )
            rank = STRENGTH.index(row.evidence) + (0 if is_across else len(STRENGTH))
            best[one] = min(best.get(one, 2 * len(STRENGTH)), rank)
    counts = Counter(best.get(one, 0) % len(STRENGTH) for one in members)
    return (words, f"{len(members):,}", *(f"{counts[rank]:,}" for rank in range(len(STRENGTH))))


def _cost(read: float, wall: float, count: int) -> Table:
    print("bench: a million made-up payers", file=sys.stderr, flush=True)
    done = measure.run(
        [sys.executable, "-m", "bench.linking_million", str(MILLION)],
        project.ROOT,
        project.environment(),
    )
    return Table(
        "Linking: time and memory",
        ("payers", "measured", "limit", "kept"),
        [
            (f"published archives, {count:,}: read from the store", seconds(read), "", ""),
            ("the same: link", seconds(wall), seconds(MOST_SECONDS), _yes(wall + read <= MOST_SECONDS)),
            (f"made up, {MILLION:,}: make and link", seconds(done.wall), seconds(MOST_MILLION_SECONDS), _yes(done.wall <= MOST_MILLION_SECONDS)),
            ("the same: memory, all processes together", size(done.peak), size(MOST_MILLION_BYTES), _yes(done.peak <= MOST_MILLION_BYTES)),
        ],
        f"Of the made-up payers: {done.said.strip().splitlines()[-1]}",
    )  # fmt: skip


def _yes(is_kept: bool) -> str:
    return "yes" if is_kept else "**no**"


def main() -> None:
    """This benchmark alone, on a store that is there, and perhaps on another list of sponsors."""
    parser = argparse.ArgumentParser(prog="python -m bench.linking", description=main.__doc__)
    parser.add_argument("store", type=Path, help="the folder of a store of the published archives")
    parser.add_argument("archives", type=Path, help="the folder of the published archives")
    parser.add_argument("list", type=Path, nargs="?", help="another hand-coded list of sponsors")
    parser.add_argument(
        "--lists", type=Path, default=Path("build") / "linking", metavar="DIR",
        help="write links.md and confusion.csv into this folder (%(default)s)",
    )  # fmt: skip
    given = parser.parse_args()
    print(run(given.lists, given.archives, given.store, given.list).markdown())


if __name__ == "__main__":
    main()
