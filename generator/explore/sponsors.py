"""The sponsors that rows of the Explore page have: by id, and by the words of their names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from generator.explore.words import beginnings_of, words_of

KINDS = ("ads", "spend")


def sponsor_tables(
    units: Mapping[str, pd.DataFrame],
    paths: Mapping[str, str],
    known_names: Iterable[tuple[str, str]] = (),
) -> tuple[pa.Table, pa.Table]:
    """Sponsors sorted by id, with their numbers ``who`` in each kind of row (from, to) and how
    many rows they have; and suggestions sorted by word, those with the most rows first: one for
    each name that has the word, ``also`` the name if it is not the sponsor's first.

    ``units`` are, by kind, the names of each ``who``; ``paths`` the addresses of sponsors;
    ``known_names`` are further names of sponsors, each after the sponsor's id.
    """
    rows: dict[str, dict[str, Any]] = {}
    names: dict[str, set[str]] = {}
    for kind in KINDS:
        columns = ("sponsor_id", "who", "n", "sponsor_name", "payer_name", "advertiser_name")
        listed = (units[kind][name].tolist() for name in columns)
        for sponsor_id, who, count, *known in zip(*listed, strict=True):
            if not sponsor_id:
                continue
            row = rows.setdefault(sponsor_id, _blank(sponsor_id, known[0]))
            if not row[f"{kind}_count"]:
                row[f"{kind}_from"] = who
            row[f"{kind}_to"] = who + 1
            row[f"{kind}_count"] += count
            names.setdefault(sponsor_id, set()).update(known)
    for sponsor_id, name in known_names:
        if sponsor_id in names:
            names[sponsor_id].add(name)
    ordered = sorted(rows)
    table = pa.Table.from_pylist(
        [rows[key] | {"page": paths.get(key, "")} for key in ordered], schema=_SPONSORS
    )
    found = []
    for number, key in enumerate(ordered):
        row = rows[key]
        count = row["ads_count"] + row["spend_count"]
        for also, words in _different(row["name"], names[key]):
            found += [(word, -count, row["name"], number, also) for word in words]
    found.sort()
    suggestions = pa.table(
        {
            "word": [item[0] for item in found],
            "name": [item[2] for item in found],
            "number": [item[3] for item in found],
            "row_count": [-item[1] for item in found],
            "also": [item[4] for item in found],
        },
        schema=_SUGGESTIONS,
    )
    return table, suggestions


def _different(name: str, others: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The name (as an empty text) and the others whose words are not those of one before, each
    with what its words begin with."""
    seen = set()
    for text in (name, *sorted(set(others) - {name})):
        words = words_of(text)
        if words and frozenset(words) not in seen:
            seen.add(frozenset(words))
            yield "" if text == name else text, beginnings_of(text)


def _blank(sponsor_id: str, name: str) -> dict[str, Any]:
    counts = {f"{kind}_{end}": 0 for kind in KINDS for end in ("from", "to", "count")}
    return {"sponsor_id": sponsor_id, "name": name, **counts}


_SPONSORS = pa.schema(
    [pa.field(name, pa.string(), nullable=False) for name in ("sponsor_id", "name", "page")]
    + [
        pa.field(f"{kind}_{end}", pa.int32(), nullable=False)
        for kind in KINDS
        for end in ("from", "to", "count")
    ]
)
_SUGGESTIONS = pa.schema(
    [
        pa.field("word", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("number", pa.int32(), nullable=False),
        pa.field("row_count", pa.int32(), nullable=False),
        pa.field("also", pa.string(), nullable=False),
    ]
)
