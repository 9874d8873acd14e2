"""A visitor with an empty cache: what the server sends, and how long an answer takes.

Bytes are counted where they leave the server, so that what a page's workers fetch counts too.
"""

import functools
import gzip
import http.server
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

LONGEST_WAIT_MS = 180_000
TEXTS = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")
"""What web servers compress as they send it."""


@dataclass(frozen=True)
class Box:
    """A search box: where it is, how it is opened, and what shows that an answer has come."""

    page: str
    opener: str
    field: str
    answer: str


@dataclass(frozen=True)
class Visit:
    """What one search took: the files sent for it, and seconds from the last key to the answer."""

    files: tuple[Path, ...]
    wait: float
    answers: tuple[str, ...]

    def only(self, site: Path, starts: tuple[str, ...]) -> "Visit":
        """The same visit with the files whose path in the site begins with one of ``starts``."""
        own = (path for path in self.files if path.relative_to(site).as_posix().startswith(starts))
        return replace(self, files=tuple(own))

    @property
    def plain(self) -> int:
        """Bytes, as the files are."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def packed(self) -> int:
        """Bytes, as a server that compresses sends them; what does not shrink is sent as it is."""
        return sum(packed(path) for path in self.files)


@contextmanager
def served(site: Path, first_wait: float = 0) -> Iterator[tuple[str, list[Path]]]:
    """The address of a site, and the list to which each file is added as it is sent. The first
    answer waits for ``first_wait`` seconds."""
    sent: list[Path] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def send_head(self) -> object:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not sent:
                time.sleep(first_wait)
            sent.append(path)
            if path.suffix not in TEXTS or not path.is_file():
                return super().send_head()
            body = _gzipped(path)
            self.send_response(http.HTTPStatus.OK)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return io.BytesIO(body)

        def end_headers(self) -> None:
            # A page is asked for anew in each visit, and its parts only once.
            self.send_header("Cache-Control", "max-age=600")
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    """A Chromium that asks nobody but the page's own server."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=path, args=arguments)
        yield found
        found.close()


def search(chromium: Browser, site: Path, box: Box, typed: str) -> Visit:
    """Type into a search box with an empty cache."""
    with served(site) as (address, sent):
        context = chromium.new_context()
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page = context.new_page()
        page.goto(address + box.page)
        page.wait_for_load_state("networkidle")
        if box.opener:
            page.locator(box.opener).first.click()
        page.locator(box.field).press_sequentially(typed)
        begin = time.perf_counter()
        page.locator(box.answer).first.wait_for(timeout=LONGEST_WAIT_MS)
        wait = time.perf_counter() - begin
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        answers = tuple(text.split("\n")[0] for text in page.locator(box.answer).all_inner_texts())
        context.close()
    files = {path for path in sent if path.is_file()}
    return Visit(tuple(sorted(files)), wait, answers)


@functools.cache
def _gzipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def packed(path: Path) -> int:
    """Bytes of a file as a server that compresses sends it."""
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data, 6)))
