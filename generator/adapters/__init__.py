"""One module for each archive, found by file name: a new module is a new archive.

A module whose name begins with an underscore is shared by several archives of one company.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from generator.adapters._source import Archive
from generator.schema.archive_facts import ArchiveFacts


@cache
def all_archives() -> tuple[Archive, ...]:
    """The ``ARCHIVE`` of every adapter in this folder, sorted by id."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").ARCHIVE
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    return tuple(sorted(found, key=lambda archive: archive.id))


@cache
def archive_facts() -> Mapping[str, ArchiveFacts]:
    """By id of an archive: what is true of it."""
    return {archive.id: archive.facts for archive in all_archives()}
