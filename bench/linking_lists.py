"""The lists that a person checks: links drawn at random, and every pair that is confused.

They hold rows of the archives, so they are written where the command says, and not into the
repository.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from bench.linking_truth import Confused
from generator.sponsors.linking import Linked
from generator.sponsors.payers import PayerTables

SAMPLE, CONFUSION = "links.md", "confusion.csv"
COLUMNS = (
    "list", "payers", "what", "cause", "name_a", "name_b", "registration_a", "registration_b",
    "coded_a", "coded_b", "payer_a", "payer_b", "evidence",
)  # fmt: skip
_SHOWN_PLACES = 8


def write_sample(
    folder: Path,
    found: Linked,
    tables: PayerTables,
    files: Mapping[str, str],
    rows: Mapping[str, str],
    seed: int,
    count: int,
) -> Path:
    """Write links drawn at random by a seed as Markdown, each with both payers and its evidence.

    ``files`` are the paths of the archives' files by file_id, ``rows`` a row with the name of each
    payer, as ``file_id:line``.
    """
    linked = found.links[found.links["status"] == "linked"]
    drawn = linked.sample(min(count, len(linked)), random_state=seed).sort_index()
    lines = [
        f"# {len(drawn)} of {len(linked):,} links",
        "",
        f"Drawn at random by the seed {seed}. Each is right, wrong, or cannot be told: write it in "
        "the brackets.",
        "",
    ]
    for number, row in enumerate(drawn.itertuples(index=False), start=1):
        lines += [f"{number}. [ ] **{row.evidence}** ({row.strength:g}): {row.detail}"]
        for payer_id in (row.payer_a, row.payer_b):
            named = f"; named in {_place(rows[payer_id], files)}" if payer_id in rows else ""
            lines += [f"    - {_payer(payer_id, tables)}{named}"]
        lines += [f"    - evidence: {_place(place, files)}" for place in row.rows_text.split()]
    path = folder / SAMPLE
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_confusion(folder: Path, measured: Mapping[tuple[str, str], tuple[Confused, ...]]) -> Path:
    """Write every wrong and every missed pair as CSV; ``measured`` by list and unit of payers."""
    path = folder / CONFUSION
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for (label, payers), pairs in measured.items():
            for pair in pairs:
                both = (*pair.names, *pair.texts, *pair.sponsors, *pair.payer_ids)
                writer.writerow([label, payers, pair.what, pair.cause, *both, pair.why])
    return path


def _payer(payer_id: str, tables: PayerTables) -> str:
    names = _values(tables.names, payer_id, "name")
    numbers = _values(tables.registrations, payer_id, "text")
    places = _values(tables.places, payer_id, "place_code").split(" / ")
    shown = ", ".join(places[:_SHOWN_PLACES]) + (
        f" and {len(places) - _SHOWN_PLACES} more" if len(places) > _SHOWN_PLACES else ""
    )
    return f"`{payer_id}` {names}; registered: {numbers or 'nothing'}; places: {shown or 'none'}"


def _values(rows: pd.DataFrame, payer_id: str, column: str) -> str:
    return " / ".join(sorted(set(rows.loc[rows["payer_id"] == payer_id, column].dropna())))


def _place(place: str, files: Mapping[str, str]) -> str:
    file_id, _, line = place.rpartition(":")
    return f"{files.get(file_id, file_id)}, line {line}"
