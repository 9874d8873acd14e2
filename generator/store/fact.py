"""A number of the site as rows of the store: which rows, and by which rule they make it.

The same object selects the rows, for pages that add them up and for those who trace a figure, and
says in words and in programs how to find them.
"""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from generator.store.tables import Store


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both of them in it."""

    first: date
    """The first day."""
    last: date
    """The last day."""

    def holds(self, column: ir.Column) -> ir.BooleanValue:
        """The condition that a day of a column lies in the span."""
        return (column >= self.first) & (column <= self.last)


Value = str | bool | None | tuple[str, ...] | Span
"""What a field of a row is: one value, none, one of several, a day of a span."""
Where = tuple[tuple[str, Value], ...]
"""Fields of a store table and the values that select rows."""


@dataclass(frozen=True)
class Fact:
    """Which rows make a number, and how."""

    table: str
    """The table of the store."""
    where: Where
    """Fields and their values: rows that have them all are behind the number."""
    rule: str
    """How the rows make it: a message, in English."""

    def value(self, name: str) -> Value:
        """What a field of the rows is; None if it is not chosen by."""
        return dict(self.where).get(name)

    def rows(self, store: Store) -> ir.Table:
        """The rows, in no order."""
        rows = store.table(self.table)
        for name, value in self.where:
            rows = rows.filter(_is(rows[name], value))
        return rows

    def sql(self, columns: str) -> str:
        """A query of the published file for DuckDB, run in the folder of the downloads."""
        conditions = "\n  AND ".join(_sql(name, value) for name, value in self.where)
        return f"SELECT {columns}\nFROM 'data/{self.table}.parquet'\nWHERE {conditions};"

    def pandas(self) -> str:
        """The condition of the rows for pandas, one line for each field."""
        return "\n    & ".join(_pandas(name, value) for name, value in self.where)


def _is(column: ir.Column, value: Value) -> ir.BooleanValue:
    if value is None:
        return column.isnull()
    if isinstance(value, tuple):
        return column.isin(list(value))
    return value.holds(column) if isinstance(value, Span) else column == value


def _sql(name: str, value: Value) -> str:
    if value is None:
        return f"{name} IS NULL"
    if isinstance(value, bool):
        return name if value else f"NOT {name}"
    if isinstance(value, tuple):
        return f"{name} IN ({', '.join(map(_sql_text, value))})"
    if isinstance(value, Span):
        return f"{name} BETWEEN {_sql_text(value.first)} AND {_sql_text(value.last)}"
    return f"{name} = {_sql_text(value)}"


def _sql_text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _pandas(name: str, value: Value) -> str:
    if value is None:
        return f'rows["{name}"].isna()'
    if isinstance(value, bool):
        return f'rows["{name}"]' if value else f'~rows["{name}"]'
    if isinstance(value, tuple):
        return f'rows["{name}"].isin({sorted(map(str, value))!r})'
    if isinstance(value, Span):
        return f'rows["{name}"].between({str(value.first)!r}, {str(value.last)!r})'
    return f'rows["{name}"].eq({str(value)!r})'
