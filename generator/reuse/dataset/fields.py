"""The field dictionary as a table of its own: one row for each field of each table."""

from collections.abc import Sequence

from generator.schema import Table
from generator.schema.relations import allowed_values, foreign_keys

FILE_NAME = "fields.csv"
HEADS = (
    "table",
    "position",
    "field",
    "type",
    "unit",
    "may_be_missing",
    "is_key",
    "refers_to",
    "allowed_values",
    "description",
)


def field_rows(tables: Sequence[Table]) -> tuple[tuple[object, ...], ...]:
    """Rows under :data:`HEADS`. Several values in a cell are joined by a space."""
    return tuple(
        (
            table.name,
            position,
            field.name,
            field.type,
            field.unit,
            "true" if field.nullable else "false",
            "true" if field.name in table.key else "false",
            " ".join(_targets(table, field.name)),
            " ".join(allowed_values(table.name, field.name)),
            field.description.replace("`", ""),
        )
        for table in tables
        for position, field in enumerate(table.fields, start=1)
    )


def _targets(table: Table, field_name: str) -> list[str]:
    return [
        f"{key.table}.{their_field}"
        for key in foreign_keys(table)
        for own, their_field in zip(key.fields, key.their_fields, strict=True)
        if own == field_name
    ]
