"""The server for one's own machine: pages, its own 404 page, and reloading only when asked."""

import http.client
import os
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.config import Config
from generator.errors import SiteError
from generator.site.serve import make_server, serve

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "about").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>Home</h1>", encoding="utf-8")
    (folder / "about" / "index.html").write_text("<h1>About é</h1>", encoding="utf-8")
    (folder / "404.html").write_text("<h1>Page not found</h1>", encoding="utf-8")
    (folder / "data.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture(params=[False, True], ids=["once", "reloading"])
def server(site: Path, request: pytest.FixtureRequest) -> Iterator[ThreadingHTTPServer]:
    found = make_server(site, 0, reloads=request.param)
    found.reloads = request.param
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


@pytest.fixture
def ask(server: ThreadingHTTPServer) -> Ask:
    def asked(
        path: str, method: str = "GET", part: str | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(*server.server_address, timeout=10)
        connection.request(method, path, headers={"Range": part} if part else {})
        answer = connection.getresponse()
        found = (
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
        )
        connection.close()
        return found

    return asked


def test_listens_on_this_machine_only(server: ThreadingHTTPServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "text"), [("/", "Home"), ("/about/", "About é"), ("/about/?q=1", "About é")]
)
def test_page_is_served_and_reloads_only_when_asked(
    path: str, text: str, ask: Ask, server: ThreadingHTTPServer
) -> None:
    status, headers, body = ask(path)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert int(headers["content-length"]) == len(body)
    assert f"<h1>{text}</h1>" in body.decode()
    assert (b"<script" in body) == server.reloads


def test_script_that_reloads_is_a_file_that_the_pages_policy_allows(
    ask: Ask, server: ThreadingHTTPServer
) -> None:
    if server.reloads:
        _, _, body = ask("/")
        source = body.decode().split('src="')[1].split('"')[0]
        status, headers, script = ask(source)
        assert (status, headers["content-type"]) == (200, "text/javascript")
        assert b"location.reload()" in script


def test_stamp_changes_with_the_site(ask: Ask, site: Path, server: ThreadingHTTPServer) -> None:
    status, _, before = ask("/__paidforby_stamp")
    assert status == 200
    other = site.parent / "other.html"
    other.write_text("<h1>New</h1>", encoding="utf-8")
    os.utime(other, ns=(1, 1))
    other.replace(site / "index.html")
    assert ask("/__paidforby_stamp")[2] != before


def test_missing_page_gets_the_sites_own_404(ask: Ask) -> None:
    status, headers, body = ask("/nothing/here/")
    assert status == 404
    assert "text/html" in headers["content-type"]
    assert b"Page not found" in body


def test_folder_without_slash_is_sent_on(ask: Ask) -> None:
    status, headers, _ = ask("/about")
    assert (status, headers["location"]) == (301, "/about/")


def test_other_files_are_served_as_they_are(ask: Ask) -> None:
    status, headers, body = ask("/data.csv")
    assert (status, body) == (200, b"a,b\n")
    assert headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    ("part", "text", "where"),
    [
        ("bytes=0-0", b"a", "bytes 0-0/4"),
        ("bytes=1-2", b",b", "bytes 1-2/4"),
        ("bytes=2-", b"b\n", "bytes 2-3/4"),
        ("bytes=-3", b",b\n", "bytes 1-3/4"),
        ("bytes=2-99", b"b\n", "bytes 2-3/4"),
    ],
)
def test_part_of_a_file_is_served_where_it_is_asked_for(
    part: str, text: bytes, where: str, ask: Ask
) -> None:
    status, headers, body = ask("/data.csv", part=part)
    assert (status, body) == (206, text)
    assert headers["content-range"] == where
    assert int(headers["content-length"]) == len(text)


def test_part_behind_the_end_is_refused(ask: Ask) -> None:
    status, headers, body = ask("/data.csv", part="bytes=4-9")
    assert (status, headers["content-range"], body) == (416, "bytes */4", b"")


@pytest.mark.parametrize("part", ["bytes=0-0,2-2", "lines=1-2"])
def test_ranges_of_other_kinds_get_the_whole_file(part: str, ask: Ask) -> None:
    assert ask("/data.csv", part=part)[::2] == (200, b"a,b\n")


def test_head_has_no_body(ask: Ask) -> None:
    assert ask("/", "HEAD")[::2] == (200, b"")
    assert ask("/missing", "HEAD")[::2] == (404, b"")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/about/..%2f..%2fsecret.txt"]
)
def test_nothing_outside_the_site_is_served(path: str, ask: Ask) -> None:
    status, _, body = ask(path)
    assert status == 404
    assert b"secret" not in body


def test_serving_without_a_site_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="paidforby build"):
        serve(Config(root=tmp_path, build_dir=tmp_path / "build"), 0, None, lambda _: None)
