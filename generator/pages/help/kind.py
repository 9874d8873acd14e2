"""Help and what people write, as kinds of pages."""

from collections.abc import Iterator

from generator.pages.base import Page
from generator.pages.help.help import help_pages
from generator.pages.help.written import written_page
from generator.pages.kinds import Kind
from generator.pages.written import written_pages


class Help(Kind):
    """What a reader may want to know."""

    sections = ("help",)
    position = 100

    def pages(self) -> Iterator[Page]:
        """The pages of help, then every page that people write."""
        desk = self.desk
        yield from help_pages(desk.data)
        for written in written_pages(desk.texts):
            yield written_page(desk.data, written, desk.config.reference_dir)
