"""What the builders of pages share: read once for a language, when somebody asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from generator.config import Config
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.facts import Facts
from generator.pages.rankings import Ranking, sponsor_rankings
from generator.pages.totals import Totals
from generator.reference.mappings import Mapping as FieldMapping
from generator.reference.mappings import load_mappings

Shared = TypeVar("Shared")
TableFiles = Mapping[str, Sequence[tuple[str, str, int, str]]]
"""By table: (label, path below the docs folder, bytes, sha256) of its files."""


@dataclass(frozen=True)
class Written:
    """What was written before the pages, which they offer: the files of the tables, the records
    beside them, and what the Explore page can filter by."""

    files: TableFiles
    records: Sequence[Any] = ()
    explore: Mapping[str, Any] | None = None


class Desk:
    """The facts with their words in one language, and what several kinds of pages need of them."""

    def __init__(
        self,
        facts: Facts,
        written: Written | None = None,
        has_page: Callable[["Desk", str], bool] | None = None,
    ) -> None:
        self.written = written or Written({})
        self._shared: dict[object, Any] = {}
        self.data = SiteData(facts, (lambda path: has_page(self, path)) if has_page else None)

    @property
    def config(self) -> Config:
        """The configuration of the site."""
        return self.data.facts.config

    @property
    def texts(self) -> Path:
        """The folder of the pages that people write."""
        return self.config.source_dir / "pages"

    @cached_property
    def directory(self) -> Directory:
        """Where each sponsor is found."""
        return Directory(self.data, self.data.facts.thresholds, self.config.az_page_size)

    @cached_property
    def totals(self) -> Totals:
        """The totals of each sponsor."""
        return Totals(self.data)

    @cached_property
    def rankings(self) -> list[Ranking]:
        """The current lists of sponsors."""
        return sponsor_rankings(self.data)

    @cached_property
    def mappings(self) -> tuple[FieldMapping, ...]:
        """How the fields of others are called here."""
        return load_mappings(self.config.reference_dir)

    def of(self, made: Callable[["Desk"], Shared]) -> Shared:
        """What a class or function makes of this desk, made once."""
        if made not in self._shared:
            self._shared[made] = made(self)
        return self._shared[made]
