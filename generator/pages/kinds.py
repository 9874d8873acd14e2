"""The kinds of pages. A kind registers itself by being defined, in any module below this folder:
what writes the pages, traces their figures, feeds and takes pictures of them goes through all.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

import generator.pages
from generator.pages.base import Page
from generator.pages.desk import Desk
from generator.pages.feed import Feed
from generator.store.tables import Store

_KNOWN: list[type["Kind"]] = []


class Kind:
    """Builds the pages of one section of the site. ``desk`` has what kinds share."""

    sections: ClassVar[tuple[str, ...]] = ()
    """What the addresses of its pages begin with, such as ``places``."""
    position: ClassVar[int]
    """Where its pages stand among all, as the navigation has them."""

    def __init_subclass__(cls) -> None:
        _KNOWN.append(cls)

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def pages(self) -> Iterator[Page]:
        """All pages, in the language being spoken."""
        raise NotImplementedError

    def page(self, path: str) -> Page | None:
        """The page with this address (a path as in :class:`Page`, without ``/index``); None if
        there is none."""
        own = (page for page in self.pages() if page.path.removesuffix("/index") == path)
        return next(own, None)

    def has(self, path: str) -> bool:
        """Whether there is a page with this address, for those that would link to it."""
        return self.page(path) is not None

    def feeds(self) -> Iterator[Feed]:
        """What is new about the pages, for those of them that have a feed."""
        yield from ()

    @classmethod
    def sponsors_of(cls, store: Store, path: str) -> Sequence[str] | None:
        """The sponsors without whom the figures of a page can be traced, all others left out; None
        if it needs them all."""
        return None


@cache
def all_kinds() -> tuple[type[Kind], ...]:
    """Every kind, in the order of their positions."""
    for module in pkgutil.walk_packages(generator.pages.__path__, "generator.pages."):
        importlib.import_module(module.name)
    return tuple(sorted(_KNOWN, key=lambda kind: (kind.position, kind.__module__)))


def kind_of(path: str) -> type[Kind] | None:
    """The kind whose page an address could be."""
    found = [
        (len(section), kind)
        for kind in all_kinds()
        for section in kind.sections
        if _is_in(path, section)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def has_page(desk: Desk, path: str) -> bool:
    """Whether the site has a page with this address."""
    kind = kind_of(path)
    return kind is not None and desk.of(kind).has(path)


def _is_in(path: str, section: str) -> bool:
    return path == section or path.startswith(f"{section}/")
