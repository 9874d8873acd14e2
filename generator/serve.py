"""Serve the built site on the loopback, and reload the page when the site was built again."""

import functools
import http.server
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


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site; pages get the reload script, and missing ones the site's own 404."""

    protocol_version = "HTTP/1.1"
    reloads = False

    def do_GET(self) -> None:
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
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
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
        return


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
    handler = type("Handler", (_Handler,), {"reloads": reloads})
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
