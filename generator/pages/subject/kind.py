"""What ads are about, as a kind of page."""

from collections.abc import Iterator
from functools import cached_property

from generator.pages.base import Page
from generator.pages.changes.feeds import page_feed
from generator.pages.feed import Feed
from generator.pages.kinds import Kind
from generator.pages.subject.subjects import SECTIONS, SubjectPages


class Subjects(Kind):
    """Races, candidates and measures, topics."""

    sections = SECTIONS
    position = 40

    @cached_property
    def built(self) -> SubjectPages:
        """What builds them."""
        desk = self.desk
        return SubjectPages(desk.data, desk.directory, desk.totals)

    def pages(self) -> Iterator[Page]:
        """The list of each, then each of them."""
        yield from self.built

    def page(self, path: str) -> Page | None:
        """A race, candidate, measure or topic."""
        section, _slash, own = path.partition("/")
        return self.built.one(section, own) if own else super().page(path)

    def feeds(self) -> Iterator[Feed]:
        """One for each subject."""
        for path, name, changes, snapshot_ids in self.built.feeds():
            yield page_feed(self.desk.data, path, name, changes, snapshot_ids)
