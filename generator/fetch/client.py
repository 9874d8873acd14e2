"""HTTP for downloads: one request at a time, https only, redirects watched, lengths counted.

Built on urllib3. The end of an answer is the end of the connection, so that a server that
sends less or more than it said is found out.
"""

import http.client
import ipaddress
import logging
import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from generator import __version__
from generator.errors import FetchError
from generator.fetch.retry import Broken, seconds_asked
from generator.fetch.world import World

CHUNK = 1 << 16
MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_STATED = "Stated-Length"
_SLOW_SECONDS, _SLOW_BYTES = 60.0, 4096
"""An answer of which less than this arrives in this time has stalled."""


class AddressError(FetchError):
    """An address does not give the file. Another address of the same file may."""


class _WholeResponse(http.client.HTTPResponse):
    """Reads to the end of the connection, not to the stated length, when the server closes it."""

    def begin(self) -> None:
        super().begin()
        if self.will_close and not self.chunked and self.length:
            self.headers[_STATED] = str(self.length)
            del self.headers["Content-Length"]
            self.length = None


class _Plain(HTTPConnection):
    response_class = _WholeResponse


class _Secure(HTTPSConnection):
    response_class = _WholeResponse


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Answer:
    """The status and headers of an answer, and its body in pieces."""

    def __init__(
        self, url: str, response: urllib3.BaseHTTPResponse, around: World, client: "Client"
    ) -> None:
        self.url = url
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._around = around
        self._client = client
        self._since = around.monotonic()
        self._arrived = 0
        stated = response.headers.get(_STATED) or response.headers.get("Content-Length") or ""
        self.length = int(stated) if stated.isascii() and stated.isdecimal() else None
        """The stated number of bytes; None if there is none."""
        self.is_chunked = "chunked" in response.headers.get("Transfer-Encoding", "").lower()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._response.close()

    def read(self, *, decode: bool = False) -> bytes:
        """The next piece, b"" at the end. Raises Broken if the connection breaks or stalls."""
        try:
            data = self._response.read1(CHUNK, decode_content=decode)
        except (HTTPError, OSError, http.client.HTTPException) as error:
            raise self._client.broken(error) from None
        self._arrived += len(data)
        elapsed = self._around.monotonic() - self._since
        if elapsed > _SLOW_SECONDS:
            if data and self._arrived < _SLOW_BYTES:
                raise Broken(f"only {self._arrived:,} bytes came in {elapsed:,.0f} s")
            self._since, self._arrived = self._around.monotonic(), 0
        return data

    def read_all(self, limit: int) -> bytes:
        """The whole body, decoded. Raises Broken if it is incomplete, AddressError if over the limit."""
        pieces, size = [], 0
        is_plain = self.headers.get("Content-Encoding", "identity") == "identity"
        while True:
            try:
                data = self.read(decode=True)
            except Broken:
                if is_plain and size == self.length:
                    break
                raise
            if not data:
                break
            pieces.append(data)
            size += len(data)
            if size > limit:
                raise AddressError(f"{bare(self.url)}: the answer is over {limit:,} bytes.")
        if is_plain and self.length is not None and size != self.length:
            raise Broken(f"{size:,} bytes came where {self.length:,} were announced")
        return b"".join(pieces)

    def require_success(self) -> None:
        """Raise Broken for a status that may pass, AddressError for any other than 200 and 206."""
        if self.status in (200, 206):
            return
        if self.status in _PASSING:
            asked = seconds_asked(self.headers.get("Retry-After"), self._around.now())
            raise Broken(f"the server answered {self.status}", asked)
        remedy = "See in a browser whether the file has moved; addresses are in downloads.toml."
        raise AddressError(f"{bare(self.url)}: the server answered {self.status}. {remedy}")


class Client:
    """Asks servers. ``secrets`` never appear in a message or in a log."""

    def __init__(self, around: World, secrets: Sequence[str] = ()) -> None:
        self._around = around
        self._secrets = tuple(secret for secret in secrets if secret)
        timeout = urllib3.Timeout(connect=around.connect_seconds, read=around.read_seconds)
        options: dict[str, Any] = {"timeout": timeout, "retries": False, "maxsize": 1}
        self._direct = urllib3.PoolManager(**options)
        self._managers = [self._direct]
        if around.proxy:
            try:
                self._managers.append(urllib3.ProxyManager(around.proxy, **options))
            except (HTTPError, ValueError):
                raise FetchError(
                    "HTTPS_PROXY does not hold the address of a proxy. Give one such as "
                    "http://proxy.example:3128, or none."
                ) from None
        for manager in self._managers:
            manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        if self._secrets:
            logging.getLogger("urllib3.connectionpool").addFilter(self._hide_in_log)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        logging.getLogger("urllib3.connectionpool").removeFilter(self._hide_in_log)
        for manager in self._managers:
            manager.clear()

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send GET and follow redirects; a request with a query must not be redirected.

        Raises Broken if the server cannot be reached now, AddressError for an address or a redirect
        that is not allowed. Every status comes back as an Answer.
        """
        asked = {
            "User-Agent": f"paidforby/{__version__}",
            "Accept-Encoding": "identity",
            "Connection": "close",
            **(headers or {}),
        }
        seen: list[str] = []
        target = url
        while True:
            require_safe(target, url)
            seen.append(target)
            answer = self._send(target + ("?" + urlencode(query) if query else ""), asked)
            place = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not place:
                return answer
            with answer:
                target = urljoin(target, place)
            if query:
                raise AddressError(
                    f"{bare(url)}: the server redirects to {bare(target)}, and a request with a "
                    "token is not passed on. Put the new address into downloads.toml."
                )
            if target in seen or len(seen) > MAX_REDIRECTS:
                raise AddressError(
                    f"{bare(url)}: the server redirects without end ({len(seen)} times). Try later, "
                    "or put another address into downloads.toml."
                )

    def hide(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            for form in (secret, quote(secret, safe=""), urlencode({"": secret})[1:]):
                text = text.replace(form, "(hidden)")
        return re.sub(r"(access_token=)[^&\s\"']+", r"\1(hidden)", text)

    def broken(self, error: Exception) -> Broken:
        """A failure of the connection in plain words."""
        if isinstance(error, NameResolutionError):
            return Broken("the server's name is not known here: is there a connection?")
        if isinstance(error, NewConnectionError):
            return Broken("the server takes no connection")
        if isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
            return Broken("the server did not answer in time")
        return Broken(f"the connection broke ({self.hide(str(error))[:200]})")

    def _send(self, url: str, headers: Mapping[str, str]) -> Answer:
        is_local = is_loopback(urlsplit(url).hostname or "")
        manager = self._direct if is_local else self._managers[-1]
        try:
            response = manager.request(
                "GET", url, headers=dict(headers), redirect=False, preload_content=False
            )
        except SSLError as error:
            raise AddressError(
                f"{bare(url)}: no secure connection ({self.hide(str(error))[:200]}). Check the "
                "clock and the certificates of this machine."
            ) from None
        except (HTTPError, OSError, http.client.HTTPException) as error:
            raise self.broken(error) from None
        return Answer(url, response, self._around, self)

    def _hide_in_log(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.hide(record.getMessage()), ()
        return True


def require_safe(url: str, first_url: str) -> None:
    """Raise AddressError unless the address is https, or http on this machine from the start."""
    try:
        parts, first = urlsplit(url), urlsplit(first_url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(f"{url[:200]!r}: not an address ({error}). Mend it.") from None
    is_local = is_loopback(host or "") and is_loopback(first.hostname or "")
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_local)):
        where = "" if url == first_url else f": the server redirects to {bare(url)}"
        raise AddressError(
            f"{bare(first_url)}{where}: only https is fetched. Give an address that begins with "
            "https://."
        )


def is_loopback(host: str) -> bool:
    """True for this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def bare(url: str) -> str:
    """An address without user, query and fragment: what may be shown and stored."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
