"""What a page publishes adds up to what it shows: every amount and every row once, on every page."""

import csv
import dataclasses
import io
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

from generator.config import load_config
from generator.page_files import tidy_csv
from generator.pages.base import Cell, ChartSpec, Figure, Link, Page, TableBlock
from generator.pages.shown import Shown, ShownTable
from generator.pages.shown_fields import HEADS, HIDDEN, LEFT_OUT, NUMBERED
from generator.pages.words import Money
from generator.publish import publish
from generator.store import Store
from tests.pages.conftest import placeholders
from tests.pages.test_contexts import CONTEXTS
from tests.project import write_project
from tests.site.demo import PAGES_FOR_HOSTILE_NAMES
from tests.tools import NoCards

Pages = list[tuple[Page, tuple[ShownTable, ...]]]
Sums = Counter[tuple[str, str | None]]
"""By bound and currency: the sum of the bounds."""


@pytest.fixture(scope="module")
def shown(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every page of the demonstration, with its tables as they are published."""
    found: Pages = []
    original = Shown.tables

    def kept(self: Shown, page: Page) -> tuple[ShownTable, ...]:
        tables = original(self, page)
        found.append((page, tables))
        return tables

    folder = tmp_path_factory.mktemp("sums")
    config = load_config(write_project(folder, top_rows=5, thresholds=PAGES_FOR_HOSTILE_NAMES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shown, "tables", kept)
        patch.setattr("generator.render.render_all", placeholders)
        patch.setattr("generator.page_files.CardShelf", NoCards)
        # What the pages look like is for other tests.
        patch.setattr("generator.render.Renderer.page", lambda *_: None)
        patch.setattr("generator.chart_files.ChartFiles.write", lambda *_: None)
        publish(store, config, lambda *_: None)
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


def test_every_kind_of_page_is_looked_at(shown: Pages) -> None:
    assert {type(page).__name__ for page, _tables in shown} == set(CONTEXTS)


def test_published_amounts_add_up_to_those_of_the_page(shown: Pages) -> None:  # fmt: skip
    with_amounts = Counter()
    for page, tables in shown:
        expected = sums_of_page(page)
        assert unlike(sums_of_csv(tables), expected) == [], page.path
        with_amounts[type(page).__name__] += bool(expected)
    assert with_amounts["SponsorPage"] > 50
    for kind in ("HomePage", "ListPage", "PlacePage", "RacePage", "TopicPage", "ContestPage",
                 "PlatformPage", "ChangePage"):  # fmt: skip
        assert with_amounts[kind], kind


def test_every_amount_of_a_page_is_published_as_often_as_it_stands_there(shown: Pages) -> None:  # fmt: skip
    for page, tables in shown:
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
                        parts = (
                            cells[f"{head}_{part}"] for part in ("lo", "hi", "kind", "currency")
                        )
                        found[cells[head], *parts] += 1
        assert unlike(found, expected) == [], page.path


def test_no_row_of_a_page_is_published_twice_or_left_out(shown: Pages) -> None:
    for page, tables in shown:
        for name, value in own_fields(page):
            found = [table for table in tables if field_of(page, table) == name]
            published = sum(len(table.rows) for table in found)
            if is_listed(page, name):
                assert published == len(value), (page.path, name)
                continue
            held = records_in(value)
            # Records that only name the items of their lists are said by these.
            sizes = {table.id: len(table.rows) for table in found}
            assert held - holders_in(value) <= published <= held, (page.path, name, sizes)


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


@pytest.mark.parametrize("path", ["races/us-2016", "sponsors/a-z/a-1", "topics/voting"])
def test_no_value_of_one_list_stands_in_a_row_of_another(path: str, shown: Pages) -> None:  # fmt: skip
    """A figure's amount is in no row that names a platform's own part, and the other way round."""
    tables = next(tables for page, tables in shown if page.path == path)
    for table in tables:
        names = {column.name for column in table.columns}
        assert not ({"amount_lo", "words"} <= names), table.id
        assert not ({"amount_lo", "more"} <= names), table.id
