"""A closed collection of ads, as a kind of page."""

from collections.abc import Iterator

from generator.pages.base import Page
from generator.pages.collection.overview import collection_pages
from generator.pages.kinds import Kind


class Collections(Kind):
    """The ads of the Internet Research Agency."""

    sections = ("collections",)
    position = 60

    def pages(self) -> Iterator[Page]:
        """The overview, its lists and its ads; none if it was not read."""
        yield from collection_pages(self.desk.data)
