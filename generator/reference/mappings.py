"""Mappings of our fields to other standards: ``data/reference/mappings``.

A mapping is a TOML file with what is said about it, and a CSV with its rows, both written by
people. In the CSV a table ``*`` stands for every table with the field, and a field ``*`` for all
fields of the table that no other row names. What is published has a row for each field.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from generator.errors import ConfigError
from generator.schema import TABLES

HEADS = ("their_group", "their_field", "match", "table", "field", "note")
"""The columns of the CSV, as it is kept and as it is published."""


class Match(StrEnum):
    """How our field stands to theirs."""

    EXACT = "exact"
    """Both mean the same."""
    NARROWER = "narrower"
    """Ours says less, or about fewer things, than theirs."""
    BROADER = "broader"
    """Ours says more, or about more things, than theirs."""
    NONE = "none"
    """One of the two has no counterpart."""


@dataclass(frozen=True)
class MappingRow:
    """One pair of fields."""

    their_group: str
    """The part of the standard that their field belongs to."""
    their_field: str
    """The name in the standard. Empty if ours has no counterpart."""
    match: Match
    """How ours stands to theirs."""
    table: str
    """Our table; ``*`` for all tables with the field."""
    field: str
    """Our field. Empty if theirs has no counterpart."""
    note: str
    """Why they match so, in a sentence. May be empty."""


@dataclass(frozen=True)
class Source:
    """A page that was read, and what was found there."""

    title: str
    """Its title."""
    url: str
    """Its address."""
    text: str
    """What was found there."""


@dataclass(frozen=True)
class Mapping:
    """A mapping: what it is about, what was and was not seen of the standard, its rows."""

    id: str
    title: str
    description: str
    intro: tuple[str, ...]
    not_seen: tuple[str, ...]
    missing: tuple[str, ...]
    sources: tuple[Source, ...]
    rows: tuple[MappingRow, ...]

    def csv_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows under :data:`HEADS`: theirs in their order, then ours without a counterpart."""
        return tuple(
            (row.their_group, row.their_field, str(row.match), row.table, row.field, row.note)
            for row in self.rows
        )


def load_mappings(reference_dir: Path) -> tuple[Mapping, ...]:
    """All mappings, by file name. Raises ConfigError that says what is wrong with one."""
    folder = reference_dir / "mappings"
    return tuple(_load(path) for path in sorted(folder.glob("*.toml")))


def _load(path: Path) -> Mapping:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    table = path.with_suffix(".csv")
    with table.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != HEADS:
            raise ConfigError(f"{table}: its columns have to be {', '.join(HEADS)}.")
        kept = [_row(table, number, row) for number, row in enumerate(reader, start=2)]
    return Mapping(
        id=path.stem,
        title=document["title"],
        description=document["description"],
        intro=tuple(document["intro"]),
        not_seen=tuple(document["not_seen"]),
        missing=tuple(document["missing"]),
        sources=tuple(Source(**item) for item in document["source"]),
        rows=tuple(_expanded(table, kept)),
    )


def _row(path: Path, number: int, row: dict[str, str]) -> MappingRow:
    if row["match"] not in set(Match):
        known = ", ".join(Match)
        raise ConfigError(f"{path}: line {number}: match is {row['match']!r}. Give one of {known}.")
    values: dict[str, Any] = {**row, "match": Match(row["match"])}
    found = MappingRow(**values)
    has_pair = bool(found.their_field) and bool(found.field)
    if has_pair == (found.match is Match.NONE) or not (found.their_field or found.field):
        raise ConfigError(
            f"{path}: line {number}: a pair of fields has a match, a single field has the match "
            "'none'."
        )
    if bool(found.table) != bool(found.field):
        raise ConfigError(f"{path}: line {number}: give table and field, or neither.")
    return found


def _expanded(path: Path, kept: list[MappingRow]) -> Iterator[MappingRow]:
    """Rows with ``*`` become one for each field that they stand for and nothing else names."""
    fields = [(table.name, field) for table in TABLES.values() for field in table.names]
    named = {(row.table, row.field) for row in kept if "*" not in (row.table, row.field)}
    unknown = sorted(named - set(fields) - {("", "")})
    if unknown:
        raise ConfigError(f"{path}: there is no field {'.'.join(unknown[0])}.")
    taken = set(named)
    plain = [row for row in kept if "*" not in (row.table, row.field)]
    pairs = [row for row in plain if row.their_field]
    found = [row for row in plain if not row.their_field]
    # A field of all tables is more than all fields of a table.
    for row in sorted((r for r in kept if r not in plain), key=lambda r: r.field == "*"):
        new = [
            pair
            for pair in fields
            if row.table in ("*", pair[0]) and row.field in ("*", pair[1]) and pair not in taken
        ]
        if not new:
            raise ConfigError(
                f"{path}: {row.table}.{row.field} stands for no field that is not named already. "
                "Remove the row."
            )
        taken.update(new)
        more = [replace(row, table=table, field=field) for table, field in new]
        (pairs if row.their_field else found).extend(more)
    rest = [pair for pair in fields if pair not in taken]
    if rest:
        raise ConfigError(
            f"{path}: {'.'.join(rest[0])} and {len(rest) - 1} further fields have no row. Map them, "
            "or add them with the match 'none' and the reason."
        )
    theirs = list(their_fields(kept))
    yield from sorted(pairs, key=lambda row: theirs.index((row.their_group, row.their_field)))
    yield from sorted(found, key=lambda row: fields.index((row.table, row.field)))


def their_fields(rows: Iterable[MappingRow]) -> tuple[tuple[str, str], ...]:
    """Their groups and fields, in their order."""
    return tuple(
        dict.fromkeys((row.their_group, row.their_field) for row in rows if row.their_field)
    )
