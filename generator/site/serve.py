"""Serve the built site on the loopback, and reload the page when the site was built again."""

import functools
import http.server
import re
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.config import Config
from generator.errors import SiteError

_STAMP_PATH = "/__paidforby_stamp"
_SCRIPT_PATH = "/__paidforby_reload.js"
_TAG = b'<script src="/__paidforby_reload.js"></script>'
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_SCRIPT = b"""
let stamp;
const look = async () => {
  try {
    const now = await (await fetch("/__paidforby_stamp", {cache: "no-store"})).text();
    if (stamp !== undefined && stamp !== now) location.reload();
    stamp = now;
  } catch {}
  setTimeout(look, 1000);
};
look();
"""


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Files of the site; pages get the reload script, and missing ones the site's own 404."""

    protocol_version = "HTTP/1.1"
    reloads = False

    def do_GET(self) -> None:
        """Answer with a page, a file, or the part of a file that was asked for."""
        if self.path == _STAMP_PATH:
            self._send(str(_stamp(Path(self.directory))).encode(), "text/plain")
            return
        if self.path == _SCRIPT_PATH:
            self._send(_SCRIPT, "text/javascript")
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        if path.suffix == ".html" and path.is_file():
            self._send(
                path.read_bytes() + (_TAG if self.reloads else b""), "text/html; charset=utf-8"
            )
            return
        asked = _RANGE.match(self.headers.get("Range", ""))
        if asked and path.is_file():
            self._send_part(path, *asked.groups())
            return
        super().do_GET()

    def _send_part(self, path: Path, first: str, last: str) -> None:
        """A part of a file, as the Explore page asks for: 206, or 416 if there is no such part."""
        size = path.stat().st_size
        if first:
            begin, end = int(first), min(int(last) if last else size - 1, size - 1)
        else:
            begin, end = max(0, size - int(last or 0)), size - 1
        if begin > end:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        with path.open("rb") as stream:
            stream.seek(begin)
            body = stream.read(end - begin + 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {begin}-{end}/{size}")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with an error; a missing page gets the site's own."""
        page = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            self._send(page.read_bytes(), "text/html; charset=utf-8", code)
            return
        super().send_error(code, message, explain)

    def _send(self, body: bytes, kind: str, code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def _stamp(folder: Path) -> int:
    index = folder / "index.html"
    return index.stat().st_mtime_ns if index.is_file() else 0


class _Changes(FileSystemEventHandler):
    """Waits until nothing has changed for a moment, then builds."""

    def __init__(self, rebuild: Callable[[], None]) -> None:
        self._rebuild = rebuild
        self._timer: threading.Timer | None = None
        self._building = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("created", "modified", "deleted", "moved"):
            return
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(0.5, self._run)
        self._timer.daemon = True
        self._timer.start()

    def _run(self) -> None:
        with self._building:
            self._rebuild()


def make_server(folder: Path, port: int, *, reloads: bool) -> http.server.ThreadingHTTPServer:
    """A server for a built site on the loopback; port 0 picks a free one."""
    handler = type("Handler", (SiteHandler,), {"reloads": reloads})
    return http.server.ThreadingHTTPServer(
        ("127.0.0.1", port), functools.partial(handler, directory=str(folder))
    )


def serve(
    config: Config, port: int, rebuild: Callable[[], None] | None, tell: Callable[[str], None]
) -> None:
    """Serve until interrupted. With ``rebuild``, watch what people write and build on a change."""
    if not (config.site_dir / "index.html").is_file():
        raise SiteError(f"{config.site_dir}: no site yet. Run `paidforby build` first.")
    server = make_server(config.site_dir, port, reloads=rebuild is not None)
    observer = Observer()
    if rebuild is not None:
        changes = _Changes(rebuild)
        for folder in (
            config.source_dir,
            config.reference_dir,
            config.root / "generator" / "templates",
        ):
            if folder.is_dir():
                observer.schedule(changes, str(folder), recursive=True)
        observer.schedule(changes, str(config.store_dir), recursive=False)
        observer.start()
    tell(f"http://127.0.0.1:{server.server_address[1]}/ (stop with Ctrl+C)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        tell("stopped")
    finally:
        server.server_close()
        if rebuild is not None:
            observer.stop()
            observer.join()
