"""What a page publishes, held against what it shows: every amount and every row once.

Nothing here looks a number up: the sums of the downloaded table are compared with those of the page's
own fields, and the rows of each list with the list.
"""

import csv
import dataclasses
import io
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from generator.config import Config
from generator.pages.base import Cell, ChartSpec, Figure, Link, Page, TableBlock
from generator.pages.words import Money
from generator.reuse.page_files import tidy_csv
from generator.reuse.page_table_fields import HEADS, HIDDEN, LEFT_OUT, NUMBERED
from generator.reuse.page_tables import Shown, ShownTable
from generator.site.publish import publish
from generator.store.tables import Store
from tests.pages.conftest import placeholders
from tests.tools import NoCards

Tables = tuple[ShownTable, ...]
Sums = Counter[tuple[str, str | None]]
"""By bound and currency: the sum of the bounds."""


def each_page(store: Store, config: Config, look: Callable[[Page, Tables], None]) -> None:
    """Make every page of a site, and look at it and its tables as they are published. What the pages
    look like is for other tests: nothing is drawn or written."""
    original = Shown.tables

    def kept(self: Shown, page: Page) -> Tables:
        tables = original(self, page)
        look(page, tables)
        return tables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shown, "tables", kept)
        patch.setattr("generator.render.renderer.render_all", placeholders)
        patch.setattr("generator.reuse.page_files.CardShelf", NoCards)
        patch.setattr("generator.render.renderer.Renderer.page", lambda *_: None)
        patch.setattr("generator.render.chart_files.ChartFiles.write", lambda *_: None)
        publish(store, config, lambda *_: None)


def unlike_sums(page: Page, tables: Tables) -> list[object]:
    """By bound and currency, sums of the published table that are not those of the page."""
    return unlike(sums_of_csv(tables), sums_of_page(page))


def unlike_amounts(page: Page, tables: Tables) -> list[object]:
    """Amounts that are published more or less often than they stand on the page."""
    expected = Counter(
        (money.text, money.lo, money.hi, money.kind, money.currency)
        for _name, value in own_fields(page)
        for money in amounts_in(value)
    )
    found: Counter[tuple[object, ...]] = Counter()
    for table in tables:
        names = [column.name for column in table.columns]
        heads = [name.removesuffix("_kind") for name in names if name.endswith("_kind")]
        for row in table.rows:
            cells = dict(zip(names, row, strict=True))
            for head in heads:
                if f"{head}_lo" in cells and cells[f"{head}_kind"] is not None:
                    parts = (cells[f"{head}_{part}"] for part in ("lo", "hi", "kind", "currency"))
                    found[cells[head], *parts] += 1
    return unlike(found, expected)


def unlike_rows(page: Page, tables: Tables) -> list[object]:
    """Fields whose tables have more or fewer rows than the field has records."""
    found = []
    for name, value in own_fields(page):
        own = [table for table in tables if field_of(page, table) == name]
        published = sum(len(table.rows) for table in own)
        if is_listed(page, name):
            if published != len(value):
                found.append((name, published, len(value)))
            continue
        held = records_in(value)
        # Records that only name the items of their lists are said by these.
        if not held - holders_in(value) <= published <= held:
            found.append((name, published, held, {table.id: len(table.rows) for table in own}))
    return found


def own_fields(page: Page) -> Iterator[tuple[str, object]]:
    """The fields of a page that hold data."""
    for field in dataclasses.fields(page):
        if field.name not in LEFT_OUT and (type(page).__name__, field.name) not in HIDDEN:
            yield field.name, getattr(page, field.name)


def amounts_in(value: object) -> Iterator[Money]:
    """Every amount that a value holds, however deep, each as often as it stands there. A chart shows
    the numbers of its table."""
    if isinstance(value, Money):
        yield value
    elif isinstance(value, ChartSpec):
        yield from amounts_in(value.table)
    elif isinstance(value, tuple):
        for item in value:
            yield from amounts_in(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if (type(value).__name__, field.name) not in HIDDEN:
                yield from amounts_in(getattr(value, field.name))


def is_listed(page: Page, name: str) -> bool:
    """Whether the field is a list of links, or of tuples or texts whose heads are declared."""
    value = getattr(page, name)
    if not isinstance(value, tuple) or not value:
        return False
    has_heads = not is_record(value[0]) and (type(page).__name__, name) in HEADS
    return has_heads or isinstance(value[0], Link)


def is_record(value: object) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, (type, Link, Money, Cell))


def records_in(value: object) -> int:
    if isinstance(value, ChartSpec):
        return len(value.table.rows)
    if isinstance(value, TableBlock):
        return len(value.rows)
    if isinstance(value, tuple):
        return sum(map(records_in, value))
    if isinstance(value, Figure):
        return 1  # which rows it is made of is no part of the row
    if not is_record(value):
        return 0
    count = 1
    for field in dataclasses.fields(value):
        inner = getattr(value, field.name)
        if (type(value).__name__, field.name) not in HIDDEN and field.name not in NUMBERED:
            # A record that is no list is part of the row; the lists in it are tables.
            is_part = is_record(inner) and not isinstance(inner, (TableBlock, ChartSpec))
            count += records_in(inner) - is_part
    return count


def sums_of_page(page: Page) -> Sums:
    found: Sums = Counter()
    for _name, value in own_fields(page):
        for money in amounts_in(value):
            for bound, number in (("lo", money.lo), ("hi", money.hi)):
                if number is not None:
                    found[bound, money.currency] += Fraction(str(number))
    return found


def sums_of_csv(tables: tuple[ShownTable, ...]) -> Sums:
    """As somebody adds up the downloaded file: every column of bounds, by currency."""
    found: Sums = Counter()
    rows = csv.DictReader(io.StringIO(tidy_csv(tables).decode(), newline=""))
    for row in rows:
        for name, cell in row.items():
            head, _, bound = name.rpartition("_")
            if bound in ("lo", "hi") and cell and f"{head}_kind" in row:
                found[bound, row[f"{head}_currency"] or None] += Fraction(cell)
    return found


def unlike(found: Counter, expected: Counter) -> list[object]:
    """The first keys whose numbers differ: a whole page is too long to compare for a message."""
    keys = sorted((key for key in {*found, *expected} if found[key] != expected[key]), key=str)
    return [(key, str(found[key]), str(expected[key])) for key in keys[:3]]


def field_of(page: Page, table: ShownTable) -> str:
    """The field that a table is of: the longest whose name its id begins with."""
    names = [name for name, _value in own_fields(page) if f"{table.id}_".startswith(f"{name}_")]
    return max(names, key=len)


def holders_in(value: object) -> int:
    if isinstance(value, tuple):
        return sum(map(holders_in, value))
    if not is_record(value) or isinstance(value, (TableBlock, ChartSpec, Figure)):
        return 0
    parts = [getattr(value, field.name) for field in dataclasses.fields(value)]
    holds = any(records_in(part) for part in parts)
    return int(holds) + sum(map(holders_in, parts))
