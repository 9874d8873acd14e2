"""What all pages are made of: figures that can be traced, tables, charts, sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

import pandas as pd

from generator.pages.card import Card
from generator.pages.words import Money
from generator.store.fact import Fact
from generator.text.language import _

_FIRST_LANGUAGE_ONLY = ("collections/", "sponsors/id/")


@dataclass(frozen=True)
class Figure:
    """One number of a page, what it is about, and the rows behind it.

    ``fact`` has the rows and the rule. ``platform`` is its id; the first of ``details`` is what it
    covers; ``span`` are the first and last day
    that the number is about, where they are known; ``sum_words`` says of a sum over windows that it
    is one; ``is_part`` if it is one of the windows of such a sum. Rows of several snapshots are
    counted in ``snapshot_rows``.
    """

    id: str
    platform: str
    label: str
    money: Money
    details: tuple[str, ...]
    fact: Fact
    row_count: int
    span: tuple[date, date] | None = None
    sum_words: str = ""
    is_part: bool = False
    snapshot_rows: tuple[tuple[str, int], ...] = ()

    @property
    def detail(self) -> str:
        """What it covers, and more about it, in one line."""
        return " · ".join(self.details)

    @property
    def archive(self) -> str:
        """The archive whose ads are added up; empty for totals of the platform's own."""
        return str(self.fact.value("archive") or "")

    @property
    def currency(self) -> str | None:
        """The currency of the amount; None if it is not known."""
        return self.money.currency

    @property
    def rule(self) -> str:
        """The rule in the language being spoken."""
        return _(self.fact.rule)

    def rows_by_snapshot(self) -> tuple[tuple[str, int], ...]:
        """(snapshot, number of rows) of a figure whose rows are chosen by snapshot."""
        own = self.fact.value("snapshot_id")
        return self.snapshot_rows or (((str(own), self.row_count),) if own else ())


@dataclass(frozen=True)
class Link:
    """A link inside the site (``path``, without ending) or a text if ``path`` is empty."""

    text: str
    path: str = ""


@dataclass(frozen=True)
class Cell:
    """A table cell: text, perhaps a link, the value to sort by, perhaps a range bar.

    ``bar_lo`` and ``bar_hi`` are per cent of the widest bar of the column, ``bar_hi`` None for
    an open range. ``money`` is the amount that the text shows, if it shows one.
    """

    text: str
    path: str = ""
    sort: object = None
    note: str = ""
    is_number: bool = False
    bar_lo: float | None = None
    bar_hi: float | None = None
    is_open: bool = False
    money: Money | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table: its name in files, which is a specification and the same in every
    language; what it holds, in words; its unit (may be empty)."""

    name: str
    title: str
    unit: str = ""


def told(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns whose titles are messages, in the language being spoken."""
    return tuple(replace(column, title=_(column.title)) for column in columns)


@dataclass(frozen=True)
class TableBlock:
    """A table: a caption, its columns, rows of cells."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number_columns: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for column in self.columns:
            if column.name in seen:
                raise ValueError(f"{self.caption!r}: two columns are called {column.name!r}")
            seen.add(column.name)


@dataclass(frozen=True)
class ChartSpec:
    """What a chart shows; drawn by :mod:`generator.charts`. The table holds the same numbers."""

    kind: str
    ident: str
    title: str
    description: str
    frame: pd.DataFrame
    table: TableBlock
    options: tuple[tuple[str, object], ...] = ()
    note: str = ""
    source: str = field(kw_only=True)
    """The platform and the days that the numbers are of; signed below a picture of the chart."""

    def row_paths(self) -> tuple[str, ...]:
        """Where the rows lead, in their order: the pages of the first column of the table."""
        return tuple(cells[0].path for cells in self.table.rows)


@dataclass(frozen=True)
class SourceLine:
    """One file that the numbers of a page come from, or the newest snapshot of a whole archive
    (``snapshot_id`` is its name then), with its platform if it has one."""

    snapshot_id: str
    path: str
    taken_on: str
    detail: str
    platform: str = ""


@dataclass(frozen=True)
class SearchData:
    """What the search index should know of a page. ``entry_kind`` says of a list what its
    sections are, each of which the search shows for itself; ``weight`` puts the larger of two pages
    first that fit equally well, and is shown nowhere. ``also`` are further names of what the page is
    about, ``accounts`` names under which it only ran ads."""

    kind: str
    summary: str
    entry_kind: str = ""
    platforms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    weight: int = 0
    sorts: tuple[tuple[str, float], ...] = ()
    also: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A page as tests and screenshots visit it: the name of its kind, its address in the
    demonstration, and where a page of the kind is in a site of other archives (a pattern of paths;
    empty: at the same address)."""

    name: str
    address: str
    pattern: str = ""
    in_each_language: bool = False


CONTEXTS: list["type[Page]"] = []
"""The contexts of all pages that were defined so far."""


@dataclass(frozen=True)
class Page:
    """What every page has. ``path`` is relative to the docs folder, without ending; ``feed_path`` is
    the Atom feed of the page, empty if it has none."""

    path: str
    title: str
    description: str
    as_of: str
    sources: tuple[SourceLine, ...]
    crumbs: tuple[Link, ...] = ()
    search: SearchData | None = None
    feed_path: str = ""
    template: ClassVar[str]
    """The file that writes it, in the folder of the module that defines the context."""
    samples: ClassVar[tuple[Sample, ...]] = ()
    is_dataset: ClassVar[bool] = False
    """Whether the page is described to programs as data, and not as a text."""

    def __init_subclass__(cls) -> None:
        CONTEXTS.append(cls)

    @property
    def in_every_language(self) -> bool:
        """False for pages that only the first language of a site has: documents of an archive and
        lists of addresses."""
        return not self.path.startswith(_FIRST_LANGUAGE_ONLY)

    def permanent_path(self) -> str:
        """The address that stays: the page's own, unless it says otherwise; empty for none."""
        return self.path

    def card(self) -> Card | None:
        """The picture that other sites show beside a link; None for that of the whole site."""
        return None

    def charts(self) -> tuple[ChartSpec, ...]:
        """The charts of the page."""
        found = []
        for value in vars(self).values():
            if isinstance(value, ChartSpec):
                found.append(value)
            elif isinstance(value, tuple):
                found += [item for item in value if isinstance(item, ChartSpec)]
        return tuple(found)

    def subject_of(self, chart: ChartSpec) -> str:
        """Whom or what a chart of the page is about: the page's own subject, unless it says
        otherwise. The home page is about everything, which its charts name themselves."""
        return "" if self.path == "index" else self.title

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        found = []
        for value in vars(self).values():
            if isinstance(value, tuple):
                found += [item for item in value if isinstance(item, Figure)]
        return tuple(found)


def money_cell(money: Money, widest: float = 0.0) -> Cell:
    """A cell with an amount, its kind, and a bar if ``widest`` is given."""
    bar_lo = bar_hi = None
    if widest and money.lo is not None:
        bar_lo = round(100 * money.lo / widest, 2)
        bar_hi = None if money.hi is None else round(100 * money.hi / widest, 2)
    return Cell(
        money.text,
        sort=money.lo if money.lo is not None else -1,
        note=money.note,
        is_number=True,
        bar_lo=bar_lo,
        bar_hi=bar_hi,
        is_open=money.kind == "at_least",
        money=money,
    )


def widest_of(amounts: list[Money]) -> float:
    """The largest bound among the amounts: the width of the longest bar."""
    return max((m.hi if m.hi is not None else m.lo or 0.0 for m in amounts), default=0.0)


@dataclass(frozen=True)
class Download:
    """A CSV of what a page shows: rows of the store, as they are."""

    path: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...] = field(repr=False)
