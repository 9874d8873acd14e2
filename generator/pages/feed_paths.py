"""Where the feed of a page lies, and the address of a page for readers elsewhere."""


def feed_path(page_path: str) -> str:
    """``places/us/index`` -> places/us/feed.xml, ``index`` -> feed.xml."""
    folder = _folder(page_path)
    return f"{folder}/feed.xml" if folder else "feed.xml"


def page_address(site_url: str, page_path: str) -> str:
    """The absolute address of a page; ``#anchor`` may follow the path."""
    path, mark, anchor = page_path.partition("#")
    folder = _folder(path)
    base = site_url if site_url.endswith("/") else f"{site_url}/"
    return base + (f"{folder}/" if folder else "") + mark + anchor


def _folder(page_path: str) -> str:
    return "" if page_path == "index" else page_path.removesuffix("/index")
