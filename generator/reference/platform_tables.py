"""The tables of ``data/reference/platforms.toml`` as they stand in it.

:mod:`generator.reference.platform_checks` says whether a file has them;
:mod:`generator.reference.platforms` makes records of them.
"""

from typing import Literal, Required, TypedDict

Span = Literal["since", "until"]
FactList = Literal["publishes", "hides", "see_fewer", "undated"]
Copy = Literal["seen_at", "also_at"]


class SupportTable(TypedDict, total=False):
    """What supports a claim: see :class:`generator.reference.platforms.Statement`."""

    source_url: str
    source_title: str
    note: str
    copy: bool
    seen_at: str
    also_at: str
    confirmed: bool
    conflict: str
    http_reason: str


class FactTable(SupportTable, total=False):
    """A claim; a step for seeing fewer political ads may have a date."""

    text: Required[str]
    date: str


class EventTable(SupportTable, total=False):
    """A dated claim."""

    date: Required[str]
    kind: Required[str]
    statement: Required[str]
    places: list[str]
    only: str


class DatasetTable(SupportTable, total=False):
    """A set of data that a platform publishes."""

    name: Required[str]
    text: Required[str]
    grain: Required[str]
    money: Required[str]
    covers: Required[str]
    archive: str
    url: str
    since: str
    until: str
    since_text: str


class SourceTable(TypedDict):
    """A page that supports the status of a platform."""

    title: str
    url: str


class LawTable(TypedDict):
    """A law, and what happened to it."""

    id: str
    name: str
    event: list[EventTable]


class PlatformTable(TypedDict, total=False):
    """All that is said of one platform."""

    id: Required[str]
    name: Required[str]
    short_name: Required[str]
    archives: Required[list[str]]
    status: Required[str]
    status_text: Required[str]
    status_sources: Required[list[SourceTable]]
    publication: Required[str]
    has_spend: Required[bool]
    publishes: Required[list[FactTable]]
    hides: Required[list[FactTable]]
    event: Required[list[EventTable]]
    coalition_name: str
    library_url: str
    laws: list[str]
    see_fewer: list[FactTable]
    undated: list[FactTable]
    dataset: list[DatasetTable]


class Document(TypedDict, total=False):
    """The whole file."""

    platform: Required[list[PlatformTable]]
    law: list[LawTable]
