"""The demonstration site, built once and served, and one browser for all tests of it."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from generator.site.serve import SiteHandler
from tests.site.demo import BASE, Built, demo_site

# As long as a context waits: a page may be slow where other work is done beside it.
expect.set_options(timeout=15_000)


class QuietHandler(SiteHandler):
    """Serves files, and parts of them, without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing either when the browser leaves before the end of a file."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """One browser for all tests: two at once would need two event loops."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=browser_path, args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="session")
def built(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The demonstration site, built by the whole pipeline."""
    return demo_site(repo_root, tmp_path_factory)


@pytest.fixture(scope="session")
def demo_url(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration site."""
    folder = tmp_path_factory.mktemp("host")
    (folder / BASE.strip("/")).symlink_to(built.site, target_is_directory=True)
    handler = functools.partial(QuietHandler, directory=str(folder))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


@pytest.fixture
def open_page(
    browser: Browser, demo_url: str, artifact_dir: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens a page of the demonstration site that must stay quiet and on its own host.

    Keywords are those of a browser context, such as ``java_script_enabled``.
    """
    contexts: list[BrowserContext] = []
    pages: list[Page] = []
    bad: list[str] = []

    def opened(path: str, **settings: object) -> Page:
        context = browser.new_context(**settings)
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        pages.append(page)
        page.on("console", lambda said: bad.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: bad.append(str(error)))
        page.on(
            "request", lambda sent: None if sent.url.startswith(demo_url) else bad.append(sent.url)
        )
        page.goto(demo_url + path)
        return page

    failed_before = request.session.testsfailed
    yield opened
    if request.session.testsfailed > failed_before or bad:
        for number, page in enumerate(pages):
            page.screenshot(path=artifact_dir / f"{number}.png")
    for context in contexts:
        context.close()
    assert bad == []
