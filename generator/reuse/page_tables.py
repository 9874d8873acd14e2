"""What a page shows, as plain tables: the data that its reader can take away.

Everything that a page shows stands in the fields of its context, so the tables are read from
there, for every page kind alike. An amount becomes its words and, apart, its lower and upper
bound, kind and currency. A bound that is open or not published stays empty.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.pages.base import Cell, ChartSpec, Column, Figure, Link, Page, TableBlock
from generator.pages.words import Money
from generator.reuse.page_table_fields import HEADS, HIDDEN, LEFT_OUT, NUMBERED, RENAMED, SPREAD
from generator.reuse.page_table_lists import Records, Row
from generator.text.page_path import PagePath

Items = tuple[str, tuple[object, ...]]
"""A list of records in a record, and its name."""
AMOUNT_PARTS = {
    "lo": "lower bound",
    "hi": "upper bound, empty if open",
    "kind": "kind of the amount",
    "currency": "currency, ISO 4217",
    "note": "kind in words",
}
"""The columns of an amount beside its words, by the end of their names."""
TABLE = "table"
"""The first column of a page's CSV: the title of the table. No other column is called so."""
_BLOCK = re.compile(r"\b(?:TableBlock|ChartSpec)\b")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclasses.dataclass(frozen=True)
class ShownTable:
    """One table of a page. The values of a row are text, numbers, true or false, or None."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]


class Shown:
    """Reads the tables of pages. ``site_url`` makes their links whole addresses."""

    def __init__(self, site_url: str) -> None:
        self._site_url = site_url

    def address(self, path: str) -> str:
        """The whole address of a page or file (a path as in :class:`Link`), empty for none."""
        if not path:
            return ""
        return PagePath.read(path).absolute(self._site_url)

    def tables(self, page: Page) -> tuple[ShownTable, ...]:
        """The tables of a page, in the order of its fields."""
        kind = type(page).__name__
        found: list[ShownTable] = []
        own = [field.name for field in dataclasses.fields(page)]
        for name in own:
            if name not in LEFT_OUT and (kind, name) not in HIDDEN:
                found += self._of_field(kind, name, getattr(page, name), page)
        return tuple(_unlike_tables(table for table in found if table.rows))

    def _of_field(self, kind: str, name: str, value: object, page: Page) -> Iterator[ShownTable]:
        if isinstance(value, (TableBlock, ChartSpec)):
            yield self._block(name, value)
        elif dataclasses.is_dataclass(value):
            yield from self._records(name, (value,), page)
        elif isinstance(value, tuple) and value:
            if not dataclasses.is_dataclass(value[0]) or _is_block(value[0]):
                blocks = list(_blocks_in(value))
            else:
                blocks = []
            if blocks:
                for number, block in enumerate(blocks, start=1):
                    yield self._block(f"{name}_{number}", block)
            elif dataclasses.is_dataclass(value[0]):
                yield from self._records(name, value, page)
            elif heads := HEADS.get((kind, name)):
                yield self._plain(name, heads, value)

    def _plain(self, name: str, heads: Sequence[str], value: Sequence[object]) -> ShownTable:
        """Rows that are tuples, or single texts: their heads are declared."""
        rows = []
        for item in value:
            cells: Row = {}
            for head, cell in zip(heads, item if isinstance(item, tuple) else (item,), strict=True):
                self._put(cells, [], head, cell)
            rows.append(cells)
        return _table(name, _words(name), rows)

    def _block(self, name: str, block: TableBlock | ChartSpec) -> ShownTable:
        table = block.table if isinstance(block, ChartSpec) else block
        names = [column.name for column in table.columns]
        rows = []
        for cells in table.rows:
            row: Row = {}
            for key, cell in zip(names, cells, strict=True):
                self._cell(row, key, cell)
            rows.append(row)
        title = block.title if isinstance(block, ChartSpec) else block.caption
        return _table(name, title, rows, {column.name: column for column in table.columns})

    def _cell(self, row: Row, key: str, cell: Cell) -> None:
        if cell.money is not None:
            self._put(row, [], key, cell.money)
        elif (cell.is_number and isinstance(cell.sort, (int, float))) or (
            isinstance(cell.sort, str) and _DATE.fullmatch(cell.sort)
        ):
            row[key] = cell.sort
        else:
            row[key] = cell.text
        if cell.note and cell.money is None:
            row[f"{key}_note"] = cell.note
        if cell.path:
            row[f"{key}_address"] = self.address(cell.path)

    def _records(self, name: str, records: Sequence[object], page: Page) -> Iterator[ShownTable]:
        """Rows that are dataclasses: their fields are the columns, each list in them is a table."""
        found = Records(name, _words(name))
        for record in records:
            self._collect(found, record, {}, page)
        for part in found.filled():
            yield _table(part.ident, part.title, part.rows)
        blocks = [block for record in records for block in _blocks_in(record)]
        for number, block in enumerate(blocks, start=1):
            yield self._block(f"{name}_{number}", block)

    def _collect(self, found: Records, record: object, keys: Row, page: Page | None) -> None:
        """Put a record into its table, and the items of its lists into theirs. ``keys`` name the
        records in which it is; the page is given for what is in none."""
        kind = type(record).__name__
        if isinstance(record, Figure):
            found.add(kind, _figure(record, with_rule=page is not None), keys, has_items=False)
            return
        row, lists = self._split(record, page)
        own = found.add(kind, row, keys, has_items=bool(lists))
        for key, items in lists:
            part = found.list(key, _words(key), is_named=bool(row))
            for item in items:
                self._collect(part, item, own, None)

    def _split(
        self,
        record: Any,  # noqa: ANN401 (any dataclass)
        page: Page | None = None,
    ) -> tuple[Row, list[Items]]:
        """What a record says once, and the lists of records in it."""
        row: Row = {}
        lists: list[Items] = []
        kind = type(record).__name__
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            key = RENAMED.get((kind, field.name), field.name)
            is_absent = value == () or (value is None and _BLOCK.search(str(field.type)))
            if (kind, field.name) in HIDDEN or is_absent or any(True for _ in _blocks_in(value)):
                continue
            if page and (columns := SPREAD.get((kind, field.name))):
                names = [column.name for column in getattr(page, columns)]
                row |= zip(names, value, strict=True)
            elif isinstance(value, tuple) and _is_record(value[0]):
                if field.name in NUMBERED:
                    for number, item in enumerate(value, start=1):
                        self._put(row, lists, f"{NUMBERED[field.name]}_{number}", item)
                else:
                    lists.append((key, value))
            else:
                self._put(row, lists, key, value)
        return row, lists

    def _put(self, row: Row, lists: list[Items], key: str, value: object) -> None:
        """Put one value into a row, as one column or several, and lists in it to the others."""
        if isinstance(value, Money):
            row |= _amount(key, value)
        elif isinstance(value, Link):
            row[key] = value.text
            row[f"{key}_address"] = self.address(value.path)
        elif isinstance(value, Figure):
            row |= {f"{key}_{name}": cell for name, cell in _figure(value, False).items()}
        elif dataclasses.is_dataclass(value):
            inner, parts = self._split(value)
            row |= {f"{key}_{name}": cell for name, cell in inner.items()}
            lists += [(f"{key}_{name}", items) for name, items in parts]
        elif isinstance(value, tuple):
            row[key] = " | ".join(_flat(item) for item in value)
        elif key in ("path", "permalink"):
            row["address" if key == "path" else key] = self.address(str(value))
        elif key == "file_path":
            row["address"] = f"{self._site_url}{value}"
        else:
            row[key] = value


def _is_record(value: object) -> bool:
    """A row of a table, and not a text that leads somewhere."""
    return dataclasses.is_dataclass(value) and not isinstance(value, Link)


def _is_block(value: object) -> bool:
    return isinstance(value, (TableBlock, ChartSpec))


def _blocks_in(value: object) -> Iterator[TableBlock | ChartSpec]:
    """The tables and charts in a value, however deep."""
    if isinstance(value, (TableBlock, ChartSpec)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _blocks_in(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _blocks_in(getattr(value, field.name))


def _amount(key: str, money: Money) -> Row:
    return {
        key: money.text,
        f"{key}_lo": _number(money.lo),
        f"{key}_hi": _number(money.hi),
        f"{key}_kind": money.kind,
        f"{key}_currency": money.currency,
        f"{key}_note": money.note,
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _figure(figure: Figure, with_rule: bool) -> Row:
    row = {"label": figure.label, **_amount("amount", figure.money), "detail": figure.detail}
    return {**row, "rule": figure.rule, "row_count": figure.row_count} if with_rule else row


def _flat(item: object) -> str:
    if isinstance(item, tuple):
        return ": ".join(_flat(part) for part in item)
    return item.text if isinstance(item, Link) else str(item)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _unlike(names: Sequence[str], between: str = "_") -> list[str]:
    """The names, with a number behind those that stood before."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}{between}{seen[name]}")
    return found


def _unlike_tables(tables: Iterable[ShownTable]) -> Iterator[ShownTable]:
    """The tables, with a number behind a title that another has: files tell them apart by it."""
    found = list(tables)
    for table, title in zip(found, _unlike([table.title for table in found], " "), strict=True):
        yield dataclasses.replace(table, title=title)


def _table(
    ident: str, title: str, rows: Sequence[Row], declared: Mapping[str, Column] | None = None
) -> ShownTable:
    """A table with the columns of all its rows, in the order in which they come up."""
    columns: dict[str, Column] = {}
    names: dict[str, None] = {}
    for row in rows:
        if row.keys() != names.keys():
            names |= dict.fromkeys(row)
    for name in _in_order(names):
        columns[name] = _column(name, declared or {})
    cells = tuple(tuple(row.get(name) for name in columns) for row in rows)
    if TABLE in columns:
        columns[TABLE] = dataclasses.replace(columns[TABLE], name=f"{TABLE}_name")
    return ShownTable(ident, title, tuple(columns.values()), cells)


def _in_order(names: Mapping[str, None]) -> list[str]:
    """What belongs to a column (``_note``, ``_address``) stands behind it."""
    found: list[str] = []
    for name in names:
        base = name.removesuffix("_note").removesuffix("_address")
        if base != name and base in found and name not in found:
            end = max(i for i, other in enumerate(found) if f"{other}_".startswith(f"{base}_"))
            found.insert(end + 1, name)
        elif name not in found:
            found.append(name)
    return found


def _column(name: str, declared: Mapping[str, Column]) -> Column:
    """A column as it was declared, or what belongs to one; of other rows by the name of a field."""
    if name in declared:
        return declared[name]
    base, _, end = name.rpartition("_")
    title = declared[base].title if base in declared else _words(base)
    if end in AMOUNT_PARTS and base:
        unit = "in the unit of the currency column" if end in ("lo", "hi") else ""
        return Column(name, f"{title}: {AMOUNT_PARTS[end]}", unit)
    if end == "address" and base:
        return Column(name, f"{title}: page on this site")
    return Column(name, _words(name))
