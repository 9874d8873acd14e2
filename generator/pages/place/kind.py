"""Places, as a kind of page."""

from collections.abc import Iterator
from functools import cached_property

from generator.pages.addresses import place_page, place_path
from generator.pages.base import Page
from generator.pages.changes.feeds import place_feeds
from generator.pages.feed import Feed
from generator.pages.kinds import Kind
from generator.pages.place.place import PlacePages
from generator.pages.subject.kind import Subjects


class Places(Kind):
    """Countries and parts of countries."""

    sections = ("places",)
    position = 30

    @cached_property
    def built(self) -> PlacePages:
        """What builds them."""
        desk = self.desk
        return PlacePages(desk.data, desk.directory, desk.of(Subjects).built)

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {place_path(code): code for code in self.built.codes}

    def pages(self) -> Iterator[Page]:
        """The list of places, then each."""
        yield self.built.index()
        yield from self.built

    def page(self, path: str) -> Page | None:
        """The page of a place; ``places/US-TX`` is Texas, too."""
        if path == self.sections[0]:
            return self.built.index()
        name = path.removeprefix("places/").replace("-", "/").lower()
        code = self._codes.get(f"places/{name}")
        return self.built.build(code) if code else None

    def has(self, path: str) -> bool:
        """Whether a place has a page."""
        return path in self._codes

    def feeds(self) -> Iterator[Feed]:
        """One for each place."""
        data = self.desk.data
        codes = sorted(self.built.codes)
        places = ((code, place_page(code), data.facts.places.name(code)) for code in codes)
        yield from place_feeds(data, places)
