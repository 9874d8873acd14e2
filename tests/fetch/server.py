"""A server on this machine that answers as it is told: whole, cut off, late, wrongly, or not."""

import email.utils
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What is sent. ``length`` is stated as it is, "right" or not at all (None).

    After ``break_after`` bytes of the body the connection is closed; ``hangs`` sends nothing
    more than that, and holds the connection until the server ends.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | str | None = "right"
    break_after: int | None = None
    hangs: bool = False
    is_chunked: bool = False


Script = Callable[[Asked], Reply]


class Server:
    """Answers by path; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._scripts: dict[str, Script] = {}
        self._ended = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True

    @property
    def url(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def on(self, path: str, *replies: Reply | Script) -> str:
        """Answer requests for the path in this order; the last again and again."""
        left = list(replies)

        def script(asked: Asked) -> Reply:
            reply = left.pop(0) if len(left) > 1 else left[0]
            return reply if isinstance(reply, Reply) else reply(asked)

        self._scripts[path] = script
        return self.url + path

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Serve in another thread."""
        thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._ended.set()
            self._http.shutdown()
            self._http.server_close()
            thread.join()

    def _handler(server: "Server") -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                asked = Asked(parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()))
                server.asked.append(asked)
                script = server._scripts.get(parts.path)
                self._send(script(asked) if script else Reply(404, b"no such page"))

            def do_CONNECT(self) -> None:
                server.asked.append(Asked(self.path, {}, dict(self.headers.items())))
                self._send(Reply(502, b"no way through"))

            def _send(self, reply: Reply) -> None:
                self.close_connection = True
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                has_body = reply.status not in (204, 304)
                if reply.is_chunked:
                    self.send_header("Transfer-Encoding", "chunked")
                elif has_body and reply.length is not None:
                    right = len(reply.body) if reply.length == "right" else reply.length
                    self.send_header("Content-Length", str(right))
                self.send_header("Connection", "close")
                self.end_headers()
                body = reply.body[: reply.break_after] if has_body else b""
                if reply.is_chunked:
                    whole = reply.break_after is None
                    body = b"%x\r\n%s\r\n" % (len(body), body) + (b"0\r\n\r\n" if whole else b"")
                try:
                    self.wfile.write(body)
                    self.wfile.flush()
                except OSError:
                    return
                if reply.hangs:
                    server._ended.wait(20)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        return Handler


LAST_CHANGE = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def http_date(moment: datetime) -> str:
    """As in headers."""
    return email.utils.format_datetime(moment, usegmt=True)


@dataclass
class File:
    """A file as a good server serves it: conditional requests and ranges. A Script.

    ``breaks`` are numbers of bytes after which the next answers break off.
    """

    body: bytes
    etag: str | None = '"v1"'
    changed: datetime | None = LAST_CHANGE
    breaks: list[int] = field(default_factory=list)
    has_ranges: bool = True
    more: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Reply:
        """The answer to one request."""
        headers = dict(self.more)
        if self.etag:
            headers["ETag"] = self.etag
        if self.changed:
            headers["Last-Modified"] = http_date(self.changed)
        if self.etag and asked.headers.get("If-None-Match") == self.etag:
            return Reply(304, headers=headers)
        cut = self.breaks.pop(0) if self.breaks else None
        wanted = asked.headers.get("Range")
        fits = asked.headers.get("If-Range") in (self.etag, headers.get("Last-Modified"))
        if not wanted or not fits or not self.has_ranges:
            return Reply(200, self.body, headers, break_after=cut)
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(self.body):
            return Reply(416, headers={"Content-Range": f"bytes */{len(self.body)}"})
        headers["Content-Range"] = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        return Reply(206, self.body[start:], headers, break_after=cut)
