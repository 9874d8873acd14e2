"""A file whose address changes with each issue, and is linked from a page (the file of X)."""

from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from generator.errors import FetchError
from generator.fetch.client import Client, bare
from generator.fetch.retry import Broken, GaveUp, Retry
from generator.fetch.world import World
from generator.text.days import written_day

MAX_PAGE_BYTES = 20_000_000


class _Links(HTMLParser):
    """Collects the addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag in ("a", "area", "link") and name == "href" and value:
                self.found.append(value.strip())


def find_linked_file(page: str, ending: str, client: Client, around: World) -> tuple[str, date]:
    """The newest linked address with this ending, and the day in its name.

    Raises FetchError if the page cannot be read or has no such link.
    """
    patience = Retry(around)
    while True:
        try:
            with client.get(page) as answer:
                answer.require_success()
                text = answer.read_all(MAX_PAGE_BYTES).decode("utf-8", errors="replace")
                return newest_link(text, answer.url, ending)
        except Broken as broken:
            try:
                patience.wait(broken)
            except GaveUp as error:
                raise FetchError(f"{bare(page)}: {error}. Try again later.") from None


def newest_link(text: str, page: str, ending: str) -> tuple[str, date]:
    """The address in a page of HTML whose name has the ending and the latest day."""
    links = _Links()
    links.feed(text)
    links.close()
    found: list[tuple[date, str]] = []
    undated: list[str] = []
    for link in links.found:
        try:
            address = urljoin(page, link)
            name = unquote(urlsplit(address).path).rsplit("/", 1)[-1]
        except ValueError:
            continue
        if not name.lower().endswith(ending.lower()):
            continue
        if day := written_day(name):
            found.append((day, address))
        else:
            undated.append(name)
    if not found:
        what = f"the links {undated[:3]} have no day in their names" if undated else "no link"
        raise FetchError(
            f"{bare(page)}: {what} to a file …{ending} (of {len(links.found):,} links). The page has "
            "changed: look there in a browser, download the file, and use paidforby import FILE."
        )
    day, address = max(found)
    return address, day
