"""The lists inside an ad of Meta's interface: JSON text in a cell, one row for each entry of it.

Every list has a closed set of keys; the row of a list with another key, or without one that it needs,
cannot be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from generator.adapters.unreadable import Unreadable, unreadable

REPAIR = (
    "If the file was edited, download it again. If Meta changed its format, teach it to "
    "generator/adapters/meta/lists.py."
)


@dataclass(frozen=True)
class ListColumn:
    """A column whose cells are lists of objects: Meta's name for it, ours, and the keys.

    ``needed`` are those that an entry cannot do without, ``share`` and ``counts`` those that
    hold a share of 1 and whole numbers. ``inner`` is the key of a list inside each entry.
    """

    original: str
    name: str
    keys: tuple[str, ...]
    needed: tuple[str, ...] = ()
    share: str = ""
    counts: tuple[str, ...] = ()
    inner: str = ""
    inner_keys: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """As an ibis type: all values are texts, or JSON where there is a list inside."""
        kinds = {key: "json" if key == self.inner else "string" for key in self.keys}
        return _struct(kinds)


REGION_KEYS = ("region", "percentage")
REGIONS = ListColumn("delivery_by_region", "regions", REGION_KEYS, REGION_KEYS, "percentage")
OLD_REGIONS = ListColumn(
    "region_distribution", "old_regions", REGION_KEYS, REGION_KEYS, "percentage"
)
GROUPS = ListColumn(
    "demographic_distribution",
    "groups",
    ("age", "gender", "percentage"),
    ("age", "gender", "percentage"),
    "percentage",
)
REACH_PLACES = ListColumn(
    "total_reach_by_location", "reach_places", ("key", "value"), ("key", "value"), counts=("value",)
)
REACH_GROUPS = ListColumn(
    "age_country_gender_reach_breakdown",
    "reach_groups",
    ("country", "age_gender_breakdowns"),
    ("country",),
    inner="age_gender_breakdowns",
    inner_keys=("age_range", "male", "female", "unknown"),
)
PAYERS = ListColumn("beneficiary_payers", "payers", ("payer", "beneficiary", "current"))
LOCATIONS = ListColumn(
    "target_locations",
    "locations",
    ("name", "type", "excluded", "num_obfuscated"),
    ("type",),
    counts=("num_obfuscated",),
)
LISTS = (REGIONS, OLD_REGIONS, GROUPS, REACH_PLACES, REACH_GROUPS, PAYERS, LOCATIONS)
TEXT_LISTS: Mapping[str, str] = {
    "bodies": "ad_creative_bodies",
    "titles": "ad_creative_link_titles",
    "captions": "ad_creative_link_captions",
    "descriptions": "ad_creative_link_descriptions",
    "languages": "languages",
    "surfaces": "publisher_platforms",
    "ages": "target_ages",
}
"""Columns whose cells are lists of texts, and Meta's names for them."""


def entries(rows: ir.Table, column: ListColumn, *more: str) -> ir.Table:
    """One row for each entry: file_id, line, ad_id, ``more``, position from 0, and the keys.

    A blank text is null. Cells that are no list give no rows.
    """
    found = rows.filter(rows[column.name].notnull())
    found = found.select(
        "file_id", "line", "ad_id", *more, entry=_parsed(found[column.name], column.type)
    ).unnest("entry", offset="position")
    values = {
        key: found.entry[key] if key == column.inner else found.entry[key].strip().nullif("")
        for key in column.keys
    }
    return found.mutate(**values).drop("entry")


def inner_entries(rows: ir.Table, column: ListColumn) -> ir.Table:
    """The entries of the list inside each entry of :func:`entries`, with their keys as texts."""
    kind = _struct(dict.fromkeys(column.inner_keys, "string"))
    found = rows.mutate(entry=rows[column.inner].try_cast(kind)).unnest("entry")
    return found.mutate(
        **{key: found.entry[key].strip().nullif("") for key in column.inner_keys}
    ).drop("entry", column.inner)


def texts_of(cell: ir.StringValue) -> ir.ArrayValue:
    """The texts of a list, without blank ones; null if the cell is null or no list."""
    found = _parsed(cell, "array<string>")
    return found.filter(lambda text: text.strip() != "")


def unreadable_lists(rows: ir.Table) -> Iterator[Unreadable]:
    """What is wrong with the lists of these rows."""
    used = filled(rows, [*TEXT_LISTS, *(column.name for column in LISTS)])
    for name in TEXT_LISTS:
        if name not in used:
            continue
        bad = rows.filter(rows[name].notnull() & _parsed(rows[name], "array<string>").isnull())
        yield unreadable(bad, name, "is no list of texts", REPAIR)
    for column in LISTS:
        if column.name not in used:
            continue
        cell = rows[column.name]
        bad = rows.filter(cell.notnull() & _parsed(cell, column.type).isnull())
        yield unreadable(bad, column.name, f"is no list of {_named(column.keys)}", REPAIR)
        yield from _unreadable_entries(rows, column)


def filled(rows: ir.Table, names: Sequence[str]) -> frozenset[str]:
    """Those of the columns that have a cell with something, found in one pass."""
    counts = rows.aggregate(**{name: rows[name].count() for name in names})
    (row,) = counts.to_pyarrow().to_pylist()
    return frozenset(name for name in names if row[name])


def _unreadable_entries(rows: ir.Table, column: ListColumn) -> Iterator[Unreadable]:
    """Of each fault of entries: the cells with it."""
    rows = rows.filter(rows[column.name].notnull())
    found = entries(rows, column)
    faults: dict[str, ir.Table] = {
        f"has an entry without {key!r}": found.filter(found[key].isnull()) for key in column.needed
    }
    if column.share:
        share = found[column.share].try_cast("float64")
        is_share = ((share >= 0) & (share <= 1)).fill_null(False)
        faults["has a percentage that is no number from 0 to 1"] = found.filter(
            found[column.share].notnull() & ~is_share
        )
    for key in column.counts:
        faults[f"has an entry whose {key!r} is no whole number"] = found.filter(
            ~found[key].re_search(r"^\d{1,15}$").fill_null(True)
        )
    faults[f"has an entry with a key besides {_named(column.keys)}"] = _with_other_keys(
        rows.select("file_id", "line", items=_parsed(rows[column.name], _KEYED)), column.keys
    )
    if column.inner:
        items = found[column.inner]
        inner = inner_entries(found, column)
        is_none = found.filter(items.notnull() & items.try_cast(_KEYED).isnull())
        faults[f"has no list as {column.inner!r}"] = is_none
        faults[f"has a key besides {_named(column.inner_keys)}"] = _with_other_keys(
            found.select("file_id", "line", items=items.try_cast(_KEYED)), column.inner_keys
        )
        counted = [~inner[key].re_search(r"^\d{1,15}$").fill_null(True) for key in _COUNTED]
        faults["has a number of people that is no whole number"] = inner.filter(ibis.or_(*counted))
    for trouble, bad in faults.items():
        lines = bad.select("file_id", "line").distinct()
        cells = rows.semi_join(lines, ["file_id", "line"])
        yield unreadable(cells, column.name, trouble, REPAIR)


_KEYED = "array<map<string, json>>"
_COUNTED = ("male", "female", "unknown")


def _with_other_keys(rows: ir.Table, known: tuple[str, ...]) -> ir.Table:
    """Those of the rows (file_id, line, items) of which an item has a key that is not known."""
    items = rows.unnest("items")
    keys = items.mutate(key=items["items"].keys()).unnest("key")
    return keys.filter(~keys.key.isin(known))


def _parsed(cell: ir.StringValue, kind: str) -> ir.Value:
    return cell.try_cast("json").try_cast(kind)


def _struct(kinds: Mapping[str, str]) -> str:
    return f"array<struct<{', '.join(f'{key}: {kind}' for key, kind in kinds.items())}>>"


def _named(keys: tuple[str, ...]) -> str:
    return ", ".join(map(repr, keys))
