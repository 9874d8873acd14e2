"""Platforms, as a kind of page."""

from collections.abc import Iterator

from generator.pages.base import Page
from generator.pages.kinds import Kind
from generator.pages.platform.platform import platform_pages, platforms_index
from generator.pages.written import platform_texts


class PlatformKind(Kind):
    """What each platform publishes."""

    sections = ("platforms",)
    position = 50

    def pages(self) -> Iterator[Page]:
        """The list of platforms, then each."""
        desk = self.desk
        yield platforms_index(desk.data)
        texts = platform_texts(desk.texts)
        yield from platform_pages(desk.data, desk.directory, desk.rankings, texts)
