"""How payers are joined, as a kind of page."""

from collections.abc import Iterator

from generator.pages.base import Page
from generator.pages.kinds import Kind
from generator.pages.linking.method import linking_pages


class Linking(Kind):
    """The method, the decisions made by hand, the suggestions."""

    sections = ("methodology/linking", "sponsors/decisions", "sponsors/suggestions")
    position = 80

    def pages(self) -> Iterator[Page]:
        """The three pages."""
        yield from linking_pages(self.desk.data, self.desk.directory)
