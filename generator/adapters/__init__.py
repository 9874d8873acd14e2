"""One module for each archive, found by what it says: a module with an ``ARCHIVE`` is an archive.

An archive of several modules has a folder, named after its platform. Modules without an
``ARCHIVE`` are shared by several.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

from generator.adapters.source import Archive
from generator.schema.archive_facts import ArchiveFacts


@cache
def all_archives() -> tuple[Archive, ...]:
    """The ``ARCHIVE`` of every module in this folder and those below it, sorted by id."""
    return tuple(sorted(_found(), key=lambda archive: archive.id))


def _found() -> Iterator[Archive]:
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        archive = getattr(importlib.import_module(module.name), "ARCHIVE", None)
        if archive is not None:
            yield archive


@cache
def archive_facts() -> Mapping[str, ArchiveFacts]:
    """By id of an archive: what is true of it."""
    return {archive.id: archive.facts for archive in all_archives()}
