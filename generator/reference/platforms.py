"""The records of ``data/reference/platforms.toml``: platforms, their data sets, rules and laws.

The file is written by people; :mod:`generator.reference.platform_checks` says what is wrong with it
before anything is built from it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.errors import ConfigError, SiteError
from generator.reference.platform_checks import find_problems
from generator.reference.platform_tables import (
    DatasetTable,
    Document,
    EventTable,
    FactTable,
    LawTable,
    PlatformTable,
    SupportTable,
)

FILE_NAME, FOLDER = "platforms.toml", "platforms"


class Status(StrEnum):
    """Whether a platform takes political ads."""

    ALLOWED = "allowed"
    ALLOWED_IN_PART = "allowed_in_part"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


class Publication(StrEnum):
    """In what form a platform publishes the ads."""

    FILE = "file"
    POSTS = "posts"
    API = "api"
    WEB_PAGE = "web_page"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Statement:
    """A claim, and the page or the note that supports it."""

    text: str
    """The claim, in English."""
    source_title: str = ""
    """The title of the page. May be empty."""
    source_url: str = ""
    """The page that supports it. Empty if there is none."""
    note: str = ""
    """What supports it, if no page does. May be empty."""
    is_confirmed: bool = True
    """False: no page was found that says so."""
    conflict: str = ""
    """What other sources say. Empty if they agree."""
    is_copy: bool = False
    """True: ``source_url`` is a copy of the page."""
    seen_at: str = ""
    """The copy in which it was read, if ``source_url`` is the original. May be empty."""
    also_at: str = ""
    """Another page that says the same. May be empty."""


@dataclass(frozen=True)
class Step:
    """What a reader can do on a platform. ``date`` is that of its source, empty if not known."""

    statement: Statement
    date: str = ""


@dataclass(frozen=True)
class Event:
    """A dated statement. ``date`` is YYYY, YYYY-MM or YYYY-MM-DD. ``places`` are the codes of the
    places that it is about (``EU`` for all of the European Union); none means everywhere.
    ``only`` is ``state_media`` for a rule about media that a state controls."""

    date: str
    kind: str
    statement: Statement
    places: tuple[str, ...] = ()
    only: str = ""


@dataclass(frozen=True)
class Dataset:
    """One published set of data."""

    name: str
    """Its name."""
    description: Statement
    """What it is, with the page that says so."""
    grain: str
    """What one row is."""
    money: str
    """How it gives amounts."""
    covers: str
    """Which ads, places and days it has."""
    archive: str = ""
    """The id of the archive on this site. Empty if it is not read here."""
    url: str = ""
    """Where it is published. May be empty."""
    since: str = ""
    """Its first day: YYYY, YYYY-MM or YYYY-MM-DD. May be empty."""
    until: str = ""
    """Its last day, in the same form. Empty if it goes on."""
    since_text: str = ""
    """What is to be said of its beginning, in words. May be empty."""


@dataclass(frozen=True)
class Law:
    """A law that holds for several platforms."""

    id: str
    name: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class PlatformRecord:
    """What is known of one platform. The fields are those of the file."""

    id: str
    name: str
    short_name: str
    status: Status
    status_text: str
    status_sources: tuple[Statement, ...]
    publication: Publication
    has_spend: bool
    archives: tuple[str, ...] = ()
    coalition_name: str = ""
    library_url: str = ""
    laws: tuple[str, ...] = ()
    publishes: tuple[Statement, ...] = ()
    hides: tuple[Statement, ...] = ()
    see_fewer: tuple[Step, ...] = ()
    undated: tuple[Statement, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    events: tuple[Event, ...] = ()

    def statements(self) -> tuple[Statement, ...]:
        """Every claim of the record."""
        return (
            *self.status_sources,
            *self.publishes,
            *self.hides,
            *(step.statement for step in self.see_fewer),
            *self.undated,
            *(dataset.description for dataset in self.datasets),
            *(event.statement for event in self.events),
        )


@dataclass(frozen=True)
class Platforms:
    """All records, in the order of the file."""

    records: tuple[PlatformRecord, ...]
    laws: Mapping[str, Law] = field(default_factory=dict)

    @classmethod
    def load(cls, reference_dir: Path) -> "Platforms":
        """Read the file, and those of the folder beside it, ``platforms/*.toml``, in which somebody
        adds platforms without changing it. Raises ConfigError that names every mistake."""
        path = reference_dir / FILE_NAME
        tables = _read(path)
        for more in sorted((reference_dir / FOLDER).glob("*.toml")):
            for name, rows in _read(more).items():
                tables.setdefault(name, []).extend(rows)
        read: Any = tables
        document: Document = read
        problems = find_problems(document)
        if problems:
            lines = "\n".join(f"  - {problem}" for problem in problems)
            noun = "problem" if len(problems) == 1 else "problems"
            raise ConfigError(f"{path}: {len(problems)} {noun}:\n{lines}")
        return cls(
            records=tuple(_record(table) for table in document["platform"]),
            laws={table["id"]: _law(table) for table in document.get("law", ())},
        )

    def name(self, platform_id: str) -> str:
        """The short name of a platform. Raises SiteError if it has no record."""
        if platform_id not in self.names:
            raise SiteError(
                f"{FILE_NAME}: the store has rows of the platform {platform_id!r}, which has no "
                f"record. Add one; there are {', '.join(self.names)}."
            )
        return self.names[platform_id]

    def archives(self, platform_id: str) -> tuple[str, ...]:
        """The archives that a platform publishes; none if it has no record."""
        return next((one.archives for one in self.records if one.id == platform_id), ())

    @cached_property
    def names(self) -> dict[str, str]:
        """Short names by id."""
        return {record.id: record.short_name for record in self.records}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: not found. It is part of the project: restore it.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error


def _record(table: PlatformTable) -> PlatformRecord:
    return PlatformRecord(
        id=table["id"],
        name=table["name"],
        short_name=table["short_name"],
        status=Status(table["status"]),
        status_text=table["status_text"],
        status_sources=tuple(
            Statement("", source_title=item["title"], source_url=item["url"])
            for item in table["status_sources"]
        ),
        publication=Publication(table["publication"]),
        has_spend=table["has_spend"],
        archives=tuple(table["archives"]),
        coalition_name=table.get("coalition_name", ""),
        library_url=table.get("library_url", ""),
        laws=tuple(table.get("laws", ())),
        publishes=_facts(table["publishes"]),
        hides=_facts(table["hides"]),
        see_fewer=tuple(
            Step(_statement(item, item["text"]), item.get("date", ""))
            for item in table.get("see_fewer", ())
        ),
        undated=_facts(table.get("undated", ())),
        datasets=tuple(_dataset(item) for item in table.get("dataset", ())),
        events=_events(table["event"]),
    )


def _law(table: LawTable) -> Law:
    return Law(table["id"], table["name"], _events(table["event"]))


def _facts(items: Iterable[FactTable]) -> tuple[Statement, ...]:
    return tuple(_statement(item, item["text"]) for item in items)


def _events(items: Iterable[EventTable]) -> tuple[Event, ...]:
    return tuple(
        Event(
            item["date"],
            item["kind"],
            _statement(item, item["statement"]),
            tuple(item.get("places", ())),
            item.get("only", ""),
        )
        for item in items
    )


def _dataset(item: DatasetTable) -> Dataset:
    return Dataset(
        name=item["name"],
        description=_statement(item, item["text"]),
        grain=item["grain"],
        money=item["money"],
        covers=item["covers"],
        archive=item.get("archive", ""),
        url=item.get("url", ""),
        since=item.get("since", ""),
        until=item.get("until", ""),
        since_text=item.get("since_text", ""),
    )


def _statement(item: SupportTable, text: str) -> Statement:
    return Statement(
        text=text,
        source_title=item.get("source_title", ""),
        source_url=item.get("source_url", ""),
        note=item.get("note", ""),
        is_confirmed=item.get("confirmed", True),
        conflict=item.get("conflict", ""),
        is_copy=item.get("copy", False),
        seen_at=item.get("seen_at", ""),
        also_at=item.get("also_at", ""),
    )
