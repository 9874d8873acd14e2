"""What the adapters of ad libraries share: lists that stand as JSON in a cell of an answer."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from generator.adapters.unreadable import Unreadable, unreadable

_AD = ("file_id", "line", "ad_id")
_NO_LIST = "is no list"
_MEND = (
    "The file was edited or is damaged: save the answer again. If the platform changed its format, "
    "teach it to the adapter."
)


def items_of(rows: ir.Table, column: str) -> ir.Table:
    """One row for each item of a list: file_id, line, ad_id, and ``item``, which is JSON."""
    full = rows.filter(rows[column].notnull())
    lists = full.select(*_AD, item=full[column].cast("json").unwrap_as("array<json>"))
    return lists.unnest("item")


def text_at(item: ir.JSONValue, key: str) -> ir.StringValue:
    """A text of an item; null if there is none, or a blank one."""
    return item[key].unwrap_as("string").strip().nullif("")


def flag_at(item: ir.JSONValue, key: str) -> ir.BooleanValue:
    """True if the item says so."""
    return item[key].cast("string").lower().isin(["true", '"true"']).fill_null(False)


def texts_at(item: ir.JSONValue, key: str) -> ir.StringValue:
    """The texts of a list in the item, joined by semicolons; null if there are none."""
    return texts_of(item[key]).join("; ").nullif("")


def texts_of(found: ir.JSONValue) -> ir.ArrayValue:
    """A list of texts. What is no text in it is null."""
    return found.unwrap_as("array<json>").map(lambda text: text.unwrap_as("string"))


def list_text(cell: ir.StringValue) -> ir.StringValue:
    """A cell that holds a list of texts, as one text with commas; null if there are none."""
    return texts_of(cell.cast("json")).join(", ").nullif("")


def unreadable_lists(rows: ir.Table, names: Sequence[str]) -> list[Unreadable]:
    """The cells of these columns that hold no list."""
    return [
        unreadable(rows.filter(rows[name].notnull() & ~_is_list(rows[name])), name, _NO_LIST, _MEND)
        for name in names
    ]


def _is_list(cell: ir.StringValue) -> ir.BooleanValue:
    return cell.startswith("[") & cell.try_cast("json").notnull()


def joined_by_line(parts: ir.Table, *keys: str, text: str, separator: str = ", ") -> ir.Table:
    """One row for each ad and ``keys``: the texts joined, sorted."""
    grouped = parts.group_by([*_AD, *keys])
    return grouped.aggregate(
        joined=parts[text].group_concat(separator, order_by=parts[text].asc())
    ).rename(**{text: "joined"})


def listed_places(shares: ir.Table) -> ir.Table:
    """The countries in which ads were shown, as places of the ads."""
    known = shares.filter(shares.place_code.notnull())
    return known.select(*_AD, "place_code", basis=ibis.literal("listed")).distinct()


def country_lists(shares: ir.Table) -> ir.Table:
    """By file_id and line: the codes of those countries, sorted, joined by a space."""
    known = shares.filter(shares.place_code.notnull())
    known = known.select("file_id", "line", "place_code").distinct()
    return known.group_by(["file_id", "line"]).aggregate(
        shown_in=known.place_code.group_concat(" ", order_by=known.place_code.asc())
    )


def ad_texts(rows: ir.Table, parts: Mapping[str, str]) -> list[ir.Table]:
    """What the ads say. ``parts``: the part, and our name of its column."""
    return [
        rows.filter(rows[column].notnull()).select(
            *_AD, part=ibis.literal(part), position=ibis.literal(1), text=rows[column]
        )
        for part, column in parts.items()
    ]
