"""Sponsors: their pages, their lists, their permanent addresses."""

from collections.abc import Iterator, Sequence

from generator.pages.addresses import sponsor_path
from generator.pages.base import Page
from generator.pages.changes.feeds import sponsor_feeds
from generator.pages.feed import Feed
from generator.pages.kinds import Kind
from generator.pages.sponsor.lists import index_page, list_pages, permalink_pages
from generator.pages.sponsor.sponsor import SponsorPage, SponsorPages
from generator.pages.subject.kind import Subjects
from generator.store.tables import Store, frame


class Sponsors(Kind):
    """Everybody who paid for ads."""

    sections = ("sponsors",)
    position = 20

    def pages(self) -> Iterator[Page]:
        """The lists, then the page of each that has one."""
        desk = self.desk
        data, directory = desk.data, desk.directory
        yield index_page(data, directory, desk.rankings)
        yield from list_pages(data, directory, desk.totals)
        yield from permalink_pages(data, directory)
        links = desk.of(Subjects).built.links_by_sponsor()
        yield from SponsorPages(data, desk.totals, directory.paged, directory, links)

    def page(self, path: str) -> Page | None:
        """The page of a sponsor, or what its page would be; or one of the lists."""
        found = find_sponsor(self.desk.data.facts.store, path)
        return self.sponsor(found) if found else super().page(path)

    def sponsor(self, sponsor_id: str) -> SponsorPage:
        """The page of one sponsor, without its links to subjects: for tracing its figures."""
        desk = self.desk
        return SponsorPages(desk.data, desk.totals, [sponsor_id]).build(sponsor_id)

    def feeds(self) -> Iterator[Feed]:
        """One for each sponsor with a page."""
        directory = self.desk.directory
        paged = ((own, sponsor_path(own), directory.names[own]) for own in directory.paged)
        yield from sponsor_feeds(self.desk.data, paged)

    @classmethod
    def sponsors_of(cls, store: Store, path: str) -> Sequence[str] | None:
        """The sponsor of a page of one; lists need all."""
        found = find_sponsor(store, path)
        return [found] if found else None


def find_sponsor(store: Store, path: str) -> str | None:
    """The sponsor of an address (``sponsors/google/AR…``, ``sponsors/a-z/b-1#google-AR…``), or with
    an id of its own or of one of its payers."""
    own = path.removeprefix("sponsors/")
    own = own.partition("#")[2].replace("-", "/", 1) if own.startswith(("a-z/", "id/")) else own
    rows = store.table("payers")
    found = frame(rows.filter((rows.payer_id == own) | (rows.sponsor_id == own)).limit(1))
    return None if found.empty else str(found["sponsor_id"].iloc[0])
