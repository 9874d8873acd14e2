"""Where the feed of a page lies, and the address of a page for readers elsewhere."""

from generator.text.page_path import PagePath


def feed_path(page_path: str) -> str:
    """``places/us/index`` -> places/us/feed.xml, ``index`` -> feed.xml."""
    return PagePath.read(page_path).file("feed.xml")


def page_address(site_url: str, page_path: str) -> str:
    """The absolute address of a page; ``#anchor`` may follow the path."""
    return PagePath.read(page_path).absolute(site_url)
