"""How the tables hang together, and the closed sets of words that some fields hold.

The data package and the Croissant record are made from it, and every row of the demonstration
and of the published archives is checked against it.
"""

from dataclasses import dataclass

from generator.schema.fields import Table
from generator.schema.notes import NoteKind
from generator.schema.ranges import RangeKind

_KINDS = tuple(kind.value for kind in RangeKind)
_FIELD_VALUES = {
    "payer_status": ("declared", "no_disclaimer", "not_declared", "not_collected"),
    "spend_kind": _KINDS,
    "impressions_kind": _KINDS,
    "audience_kind": _KINDS,
    "reach_kind": _KINDS,
    "taken_on_precision": ("day", "month", "year"),
}
_TABLE_VALUES = {
    ("ad_places", "basis"): ("targeted", "targeted_part", "listed"),
    ("ad_texts", "part"): ("body", "title", "caption", "description"),
    ("deliveries", "dimension"): ("country", "region", "age_gender"),
    ("id_mappings", "noun"): ("advertiser", "creative"),
    ("notes", "kind"): tuple(kind.value for kind in NoteKind),
    ("payer_links", "evidence"): ("decision", "number", "mapping", "name", "model"),
    ("payer_links", "status"): ("linked", "suggested", "refused"),
    ("payer_names", "role"): ("payer", "advertiser"),
    ("payers", "identity_basis"): ("advertiser_id", "disclaimer_text", "payer_name", "page"),
}
_ONE_FIELD = {
    "file_id": ("files", "file_id"),
    "snapshot_id": ("snapshots", "snapshot_id"),
    "payer_id": ("payers", "payer_id"),
    "payer_a": ("payers", "payer_id"),
    "payer_b": ("payers", "payer_id"),
    "sponsor_id": ("sponsors", "sponsor_id"),
}
_PARTS_OF_ADS = ("ad_texts", "deliveries")
"""Their rows stand in the file of their ad. Those of targeting and places may stand in another."""


@dataclass(frozen=True)
class ForeignKey:
    """Fields of a table whose values, where none is missing, are a row of another table."""

    fields: tuple[str, ...]
    table: str
    their_fields: tuple[str, ...]


def foreign_keys(table: Table) -> tuple[ForeignKey, ...]:
    """What a table refers to, in the order of its fields."""
    found = [
        ForeignKey((name,), *_target(name))
        for name in table.names
        if name in _ONE_FIELD and _ONE_FIELD[name][0] != table.name
    ]
    if table.name in _PARTS_OF_ADS:
        both = ("file_id", "ad_id")
        found.append(ForeignKey(both, "ads", both))
    return tuple(found)


def _target(name: str) -> tuple[str, tuple[str, ...]]:
    table, field = _ONE_FIELD[name]
    return table, (field,)


def allowed_values(table_name: str, field_name: str) -> tuple[str, ...]:
    """The words that a field may hold, in the order of its description; none if it is open."""
    own = _TABLE_VALUES.get((table_name, field_name))
    return own or _FIELD_VALUES.get(field_name, ())
