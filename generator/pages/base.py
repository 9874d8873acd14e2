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
    """One number of a page, what it is about, and the rows behind it."""

    id: str
    """Unique in the page; the address of the figure on it ends with ``#figure-`` and this."""
    platform: str
    """The id of the platform whose archive it is from, such as ``google``."""
    label: str
    """What the amount is of, in words: the platform, and more where a page needs it."""
    money: Money
    """The amount, with its bounds, kind and currency."""
    details: tuple[str, ...]
    """What it covers, in words: the first says which days or rows, the others add to it."""
    fact: Fact
    """The rows behind it, and the rule by which they make the amount."""
    row_count: int
    """The number of rows behind it."""
    span: tuple[date, date] | None = None
    """The first and the last day that the number is about; None where they are not known."""
    sum_words: str = ""
    """Of a sum over windows: the words that say so. Empty for any other figure."""
    is_part: bool = False
    """True of one of the windows of such a sum."""
    snapshot_rows: tuple[tuple[str, int], ...] = ()
    """(snapshot, number of its rows), where the rows are of several; else empty."""

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
    """A link inside the site, or a text alone."""

    text: str
    """The words to show."""
    path: str = ""
    """Where it leads: the path of a page, without ending. Empty if the text is no link."""


@dataclass(frozen=True)
class Cell:
    """A table cell: text, perhaps a link, the value to sort by, perhaps a range bar."""

    text: str
    """What the cell shows."""
    path: str = ""
    """The page that the text leads to. Empty if it is no link."""
    sort: object = None
    """The value that the column is sorted by; None: the text."""
    note: str = ""
    """Smaller words behind the text, such as the kind of an amount. May be empty."""
    is_number: bool = False
    """Whether the text is set to the right, as numbers are."""
    bar_lo: float | None = None
    """The lower bound, in per cent of the widest bar of the column; None without a bar."""
    bar_hi: float | None = None
    """The upper bound, in the same unit; None if the range is open, or without a bar."""
    is_open: bool = False
    """Whether the bar has no upper end: the amount is "at least" its lower bound."""
    money: Money | None = None
    """The amount that the text shows; None if it shows none."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    """Its name in files: a specification, the same in every language."""
    title: str
    """What it holds, in words."""
    unit: str = ""
    """The unit of its values. May be empty."""


def told(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns whose titles are messages, in the language being spoken."""
    return tuple(replace(column, title=_(column.title)) for column in columns)


@dataclass(frozen=True)
class TableBlock:
    """A table: a caption, its columns, rows of cells."""

    caption: str
    """What the table shows, in words."""
    columns: tuple[Column, ...]
    """Its columns, from left to right."""
    rows: tuple[tuple[Cell, ...], ...]
    """Its rows, each with a cell for every column."""
    number_columns: tuple[int, ...] = ()
    """Which columns have numbers, counted from 0: their heads are set to the right."""

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
    """Its kind: a name in ``generator/charts/kinds.py``, such as ``weekly_spend``."""
    ident: str
    """Its id, unique in the site: the name of its files."""
    title: str
    """What it shows, in words."""
    description: str
    """The same for those who cannot see it: what the drawing says."""
    frame: pd.DataFrame
    """The numbers that are drawn, in the columns of its kind."""
    table: TableBlock
    """The same numbers as a table beside the drawing."""
    options: tuple[tuple[str, object], ...] = ()
    """(name, value) of what its kind can be told. May be empty."""
    note: str = ""
    """What is to be known to read it, below the drawing. May be empty."""
    source: str = field(kw_only=True)
    """The platform and the days that the numbers are of; signed below a picture of the chart."""

    def row_paths(self) -> tuple[str, ...]:
        """Where the rows lead, in their order: the pages of the first column of the table."""
        return tuple(cells[0].path for cells in self.table.rows)


@dataclass(frozen=True)
class SourceLine:
    """One file that the numbers of a page come from, or the newest snapshot of a whole archive."""

    snapshot_id: str
    """The snapshot that has the file; the name of the archive, where the line is about all of
    it."""
    path: str
    """The file in the archives; the newest snapshot, where the line is about a whole archive."""
    taken_on: str
    """The day of the snapshot, in words."""
    detail: str
    """Which lines of the file were used, or how many snapshots there are, in words."""
    platform: str = ""
    """The short name of the platform. Empty where the page is about one."""


@dataclass(frozen=True)
class SearchData:
    """What the search index should know of a page."""

    kind: str
    """What the page is, in a word or two, such as "Sponsor"."""
    summary: str
    """One line below its title among the results."""
    entry_kind: str = ""
    """Of a list: what its sections are, each of which the search shows for itself; else empty."""
    platforms: tuple[str, ...] = ()
    """The short names of the platforms that the page is found by. May be empty."""
    places: tuple[str, ...] = ()
    """The names of the places that the page is found by. May be empty."""
    years: tuple[int, ...] = ()
    """The years that the page is found by. May be empty."""
    weight: int = 0
    """Puts the larger of two pages first that fit equally well; shown nowhere."""
    sorts: tuple[tuple[str, float], ...] = ()
    """(name, value) to sort results by: of an amount its lower bound, one name for each
    currency."""
    also: tuple[str, ...] = ()
    """Further names of what the page is about. May be empty."""
    accounts: tuple[str, ...] = ()
    """Names under which it only ran ads. May be empty."""


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
    """What every page has."""

    path: str
    """Where it stands: below the docs folder, without ending."""
    title: str
    """Its name: the title of the window and of a result of the search."""
    description: str
    """One or two sentences for search engines and for links to it."""
    as_of: str
    """The day of the newest data on it, in words. Templates get the days of each platform
    instead."""
    sources: tuple[SourceLine, ...]
    """The files that its numbers come from. Empty of a page about no archive."""
    crumbs: tuple[Link, ...] = ()
    """The pages above it, from the outermost on. Empty of a page in the tabs."""
    search: SearchData | None = None
    """What the search knows of it; None: the search does not show it."""
    feed_path: str = ""
    """Its Atom feed, below the docs folder. Empty if it has none."""
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
    """The file, below the docs folder."""
    heads: tuple[str, ...]
    """The names of the columns."""
    rows: tuple[tuple[object, ...], ...] = field(repr=False)
    """The values, a row for each of the file; None where one is missing."""
