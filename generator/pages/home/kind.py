"""The home page, as a kind of page."""

from collections.abc import Iterator

from generator.pages.changes.feeds import site_feed
from generator.pages.feed import Feed
from generator.pages.home.home import HomePage, home_page
from generator.pages.kinds import Kind
from generator.pages.place.kind import Places


class Home(Kind):
    """The first page of the site."""

    sections = ("", "home", "index")
    position = 10

    def pages(self) -> Iterator[HomePage]:
        """The one page."""
        desk = self.desk
        tiles = desk.of(Places).built.tiles(None, "home-tiles")
        yield home_page(desk.data, desk.directory, desk.rankings, tiles)

    def page(self, path: str) -> HomePage | None:
        """The home page."""
        return next(self.pages()) if path in self.sections else None

    def feeds(self) -> Iterator[Feed]:
        """The feed of the site."""
        yield site_feed(self.desk.data, "index", self.desk.config.site_name)
