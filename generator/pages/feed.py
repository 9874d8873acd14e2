"""What a feed holds: entries about a page, as :mod:`generator.reuse.feeds` writes them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Entry:
    """One entry: ``slug`` makes its id, unique in its feed and the same in every later build;
    ``path`` is the page it leads to, ``day`` that of the snapshot that it is about."""

    slug: str
    title: str
    summary: str
    path: str
    day: date


@dataclass(frozen=True)
class Feed:
    """A feed about a page: its path, the title, the entries in any order, and to which day the data
    reach that it is made of."""

    page_path: str
    title: str
    entries: tuple[Entry, ...]
    until: str = ""
