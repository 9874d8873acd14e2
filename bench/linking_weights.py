"""Estimate the weights of the model anew: prints what ``generator/sponsors/weights.py`` holds.

    python -m bench.linking_weights [--archives DIR]

The name: in the published archives, pairs of payers that both show a number of one kind are known
to be the same or not. Of all pairs with the same number and names that are not equal, ``m`` counts
each level; of all pairs with different numbers, ``u`` does. Regions, weeks and websites: Splink
estimates ``m`` from pairs with equal names and ``u`` from random pairs, by a fixed seed.
"""

import argparse
import itertools
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd

from bench import linking_data
from generator.sponsors import blocking, model
from generator.sponsors.evidence import Evidence, Status
from generator.sponsors.name_evidence import name_links
from generator.sponsors.names import Names
from generator.sponsors.payers import Payer, read_payers
from generator.sponsors.register import Register
from generator.sponsors.weights import COMPARISONS
from generator.store.tables import Engine
from tests.project import ROOT

SEED = 1
MOST_KEYS = 5
"""A number under more names than this is a house of parliament's, and says nothing."""
PAIRS = 2e6


def main() -> None:
    """Print the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--archives", type=Path, default=ROOT.parent / "shared" / "archives")
    parser.add_argument("--store", type=Path, help="an ingested store, instead of the archives")
    given = parser.parse_args()
    names = Names.load(ROOT / "data" / "reference")
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or linking_data.ingest(Path(folder), given.archives)
        tables = linking_data.read(store, given.archives)
    payers = read_payers(tables, names)
    engine = Engine()
    made = blocking.make_records(engine, payers, names)
    rows = pd.DataFrame(
        {"unique_id": range(len(made.keys)), "key": made.keys, "payer": made.payers}
    )
    blocking.make_pairs(engine)
    scores = model.score_pairs(engine, None)
    _name_weights(payers, rows, scores)
    register = Register.read(tables.committees, tables.candidates, payers, names)
    _other_weights(engine, payers, rows, register, names)


def _name_weights(payers: list[Payer], rows: pd.DataFrame, scores: pd.DataFrame) -> None:
    """m and u of each level of the name, and the odds of a random pair."""
    spaces: Counter = Counter()
    values: dict[tuple[str, str], set[tuple[int, str]]] = {}
    for row in rows.itertuples(index=False):
        for space, found in _single(payers[row.payer]).items():
            spaces[space] += 1
            values.setdefault((space, found), set()).add((row.payer, row.key))
    shared = {key for key, found in values.items() if len({name for _, name in found}) > MOST_KEYS}
    random_pairs = sum(n * (n - 1) / 2 for n in spaces.values())
    same = sum(
        1
        for value, found in values.items()
        if value not in shared
        for (one, key), (other, other_key) in itertools.combinations(sorted(found), 2)
        if one != other and key != other_key
    )
    level_same, level_other = Counter(), Counter()
    positions = rows["payer"].tolist()
    for row in scores.to_dict("records"):
        one, other = (_single(payers[positions[row[f"unique_id_{side}"]]]) for side in "lr")
        spaces_of_both = one.keys() & other.keys()
        if spaces_of_both and not any((space, one[space]) in shared for space in spaces_of_both):
            is_same = any(one[space] == other[space] for space in spaces_of_both)
            (level_same if is_same else level_other)[int(row["gamma_name"])] += 1
    print(f"random match: {same / random_pairs:.3g} ({same} of {random_pairs:.0f} pairs)")
    levels = COMPARISONS[0].levels
    for position, level in enumerate(levels):
        gamma = len(levels) - 1 - position
        hits, misses = level_same[gamma], level_other[gamma]
        if gamma == 0:
            hits, misses = same - level_same.total() + hits, random_pairs
        print(
            f"name: {level.words}: m {hits / same:.4g} u {misses / random_pairs:.3g} ({hits}, {misses})"
        )


def _other_weights(
    engine: Engine, payers: list[Payer], rows: pd.DataFrame, register: Register, names: Names
) -> None:
    ids = {(row.payer, row.key): row.unique_id for row in rows.itertuples(index=False)}
    position = {payer.payer_id: number for number, payer in enumerate(payers)}
    labels = []
    for link in name_links(payers, register, names, 1.0):
        if link.status is Status.LINKED and link.evidence is Evidence.NAME:
            key = link.detail.split("“")[1].split("”")[0]
            pair = [ids.get((position[one], key)) for one in (link.payer_a, link.payer_b)]
            if None not in pair:
                labels.append(sorted(pair))
    found = pd.DataFrame(labels, columns=["unique_id_l", "unique_id_r"])
    linker, api = model.make_linker(engine)
    linker.training.estimate_u_using_random_sampling(
        max_pairs=PAIRS, seed=SEED, min_count_per_level=None
    )
    linker.training.estimate_m_from_pairwise_labels(api.register(found))
    for comparison in linker._settings_obj.comparisons[1:]:
        for level in comparison.comparison_levels:
            if not level.is_null_level:
                print(
                    f"{comparison.output_column_name}: {level.label_for_charts}: m {level.m_probability} u {level.u_probability}"
                )


def _single(payer: Payer) -> dict[str, str]:
    """The payer's number of each kind, where it has exactly one."""
    return {s: next(iter(v)) for s, v in payer.spaces.items() if len(v) == 1}


if __name__ == "__main__":
    main()
