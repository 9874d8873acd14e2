"""What changed, as a kind of page."""

from collections.abc import Iterator

from generator.pages.base import Page
from generator.pages.changes.changes import CHANGES, changes_pages
from generator.pages.changes.feeds import removals_feed, site_feed
from generator.pages.feed import Feed
from generator.pages.kinds import Kind


class Changes(Kind):
    """Pairs of copies, and what is no longer listed."""

    sections = ("changes", "removals")
    position = 70

    def pages(self) -> Iterator[Page]:
        """The list of copies, each pair of them, the removals."""
        yield from changes_pages(self.desk.data, self.desk.directory)

    def feeds(self) -> Iterator[Feed]:
        """That of all changes, and that of removals."""
        yield site_feed(self.desk.data, CHANGES, "What changed")
        yield removals_feed(self.desk.data)
