"""What the buyers of the ads chose, in columns or in tables of its own, and the places in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import Aim, aim_notes, aimed_at, left_out
from generator.adapters.ira.cells import read_category, read_places
from generator.adapters.source import Note, References, distinct_texts, lookup_table

CHOICE_COLUMNS = (
    "age", "gender", "location", "living_in", "recently_in", "location_excluded", "interests",
    "custom_audience", "friends", "connections_excluded", "language", "behaviors", "generation",
    "politics", "group_excluded", "matching",
)  # fmt: skip
"""Our names of the columns that hold choices."""
_CHOICES = (
    ("age", False, "age", ""),
    ("gender", False, "gender", ""),
    ("place", False, "location", ""),
    ("place", False, "living_in", "Living in: "),
    ("place", False, "recently_in", "Recently in: "),
    ("place", True, "location_excluded", ""),
    ("interest", False, "interests", ""),
    ("interest", False, "matching_interests", ""),
    ("audience", False, "custom_audience", ""),
    ("audience", False, "friends", ""),
    ("audience", False, "matching_connections", ""),
    ("audience", True, "connections_excluded", ""),
    ("language", False, "language", ""),
    ("demographic", False, "behaviors", ""),
    ("demographic", False, "generation", ""),
    ("demographic", False, "politics", ""),
    ("demographic", False, "matching_groups", ""),
    ("demographic", True, "group_excluded", ""),
)
"""Dimension, whether excluded, column, words put before the choice. Several columns of one
dimension are joined."""


def looked_up(
    rows: ir.Table,
    column: str,
    fields: Mapping[str, str],
    read: Callable[[str], tuple[object, ...]],
) -> ir.Table:
    """A table from the distinct texts of a column to what each was read as."""
    found = [
        {column: text, **dict(zip(fields, read(text), strict=True))}
        for text in distinct_texts(rows[column])
    ]
    return lookup_table(found, {column: "string", **fields})


def choice_columns(rows: ir.Table) -> ir.Table:
    """What the buyer chose, where it stands in columns: one row for each dimension of an ad."""
    is_connection = rows.matching.startswith("People who like")
    is_interest = rows.matching.startswith("Interests ")
    rows = rows.mutate(
        matching_connections=is_connection.ifelse(rows.matching, ibis.null("string")),
        matching_interests=is_interest.ifelse(rows.matching, ibis.null("string")),
        matching_groups=(is_connection | is_interest).ifelse(ibis.null("string"), rows.matching),
    )
    keys = ["file_id", "line", "ad_id", "snapshot_id", "dimension", "is_excluded"]
    pieces = ibis.union(
        *(
            rows.filter(rows[column].notnull()).select(
                "file_id",
                "line",
                "ad_id",
                "snapshot_id",
                dimension=ibis.literal(dimension),
                is_excluded=ibis.literal(is_excluded),
                position=ibis.literal(position, "int64"),
                piece=ibis.literal(words) + rows[column],
            )
            for position, (dimension, is_excluded, column, words) in enumerate(_CHOICES)
        )
    )
    return pieces.group_by(keys).aggregate(
        choice_text=pieces.piece.group_concat("; ", order_by=pieces.position)
    )


def choice_rows(pairs: ir.Table, targets: ir.Table) -> ir.Table:
    """What the buyer chose, where it stands in tables of its own: one row for each choice."""
    dimensions = looked_up(
        targets,
        "target_prefix",
        {"dimension": "string", "is_excluded": "boolean"},
        read_category,
    )
    named = targets.inner_join(dimensions, "target_prefix").select(
        "snapshot_id", "target_id", "dimension", "is_excluded", choice_text=targets.target_name
    )
    return pairs.inner_join(named, ["snapshot_id", "target_id"]).select(
        "file_id", "line", "ad_id", "snapshot_id", "dimension", "is_excluded", "choice_text"
    )


def with_surfaces(rows: ir.Table, choices: ir.Table) -> ir.Table:
    """The products in which an ad of the database ran, from its choices."""
    placed = choices.filter(choices.dimension == "placement")
    keys = ["snapshot_id", "ad_id"]
    placed = placed.group_by(keys).aggregate(
        surfaces_text=placed.choice_text.re_replace("^placements:", "").group_concat(
            "; ", order_by=placed.line
        )
    )
    rows = rows.drop("surfaces_text").left_join(placed, keys)
    return rows.drop(*(f"{key}_right" for key in keys))


def chosen_places(choices: ir.Table, references: References) -> ir.Table:
    """The places that the ads were aimed at, as far as they are known; with snapshot_id."""
    chosen = choices.filter((choices.dimension == "place") & ~choices.is_excluded)
    keys = ["file_id", "line", "ad_id"]
    known = chosen.select(*keys, "snapshot_id").distinct()
    return aimed_at(chosen, ["choice_text"], _Aims(references)).inner_join(known, keys)


def excluded_places(choices: ir.Table, references: References) -> ir.Table:
    """The places that were left out, as far as they are known."""
    excluded = choices.filter((choices.dimension == "place") & choices.is_excluded)
    return left_out(excluded, ["choice_text"], _Aims(references))


def place_notes(choices: ir.Table, files: ir.Table, references: References) -> list[Note]:
    """The choices of places in which nothing is known; ``files`` has file_id and file_label."""
    chosen = choices.filter(choices.dimension == "place")
    labelled = chosen.select("file_id", "line", "ad_id", "choice_text").inner_join(
        files.select("file_id", "file_label").distinct(), "file_id"
    )
    return aim_notes(labelled, {"choice_text": "location"}, _Aims(references))


@dataclass(frozen=True)
class _Aims:
    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        aim = Aim()
        for part in text.split("; Living in: "):
            for piece in part.split("; Recently in: "):
                found = read_places(piece, self.references.places)
                for code, is_whole in found.items():
                    aim.add(code, is_whole=is_whole)
                if not found:
                    aim.unknown.append(piece)
        return aim
