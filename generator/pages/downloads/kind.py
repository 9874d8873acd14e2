"""What there is to take away, as kinds of pages."""

from collections.abc import Iterator

from generator.pages.base import Page
from generator.pages.downloads.dictionary import dictionary_page
from generator.pages.downloads.downloads import downloads_page
from generator.pages.downloads.explore import explore_page
from generator.pages.downloads.mapping import mapping_pages
from generator.pages.home.home import home_figures
from generator.pages.kinds import Kind


class Downloads(Kind):
    """The tables, the fields of others, the data dictionary."""

    sections = ("downloads", "mappings", "data-dictionary")
    position = 90

    def pages(self) -> Iterator[Page]:
        """The downloads, a page for each mapping, the dictionary."""
        desk = self.desk
        figures = home_figures(desk.data, desk.rankings)
        yield downloads_page(desk.data, desk.written.files, desk.written.records, figures)
        yield from mapping_pages(desk.data, desk.mappings)
        yield dictionary_page(desk.data)


class Explore(Kind):
    """The page on which readers filter all rows."""

    sections = ("explore",)
    position = 110

    def pages(self) -> Iterator[Page]:
        """The page, if the files that it reads were written."""
        if self.desk.written.explore is not None:
            yield explore_page(self.desk.data, self.desk.written.explore)
