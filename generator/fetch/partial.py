"""A file that is arriving: its bytes so far, and what is needed to continue it later."""

import os
from collections.abc import Mapping
from pathlib import Path

from generator.fetch.client import Answer, bare
from generator.fetch.snapshots import Snapshots, disk_errors, read_json, write_json
from generator.fetch.world import World

KEPT_HEADERS = (
    "etag", "last-modified", "content-type", "content-md5", "x-goog-hash", "repr-digest", "digest",
)  # fmt: skip
"""The headers of an answer that are kept: what the file is, and its checksums."""


class Partial:
    """The bytes that have arrived of one address, and the headers of their first answer."""

    def __init__(self, shelf: Snapshots, name: str, address: str) -> None:
        self._shelf = shelf
        self._address = bare(address)
        self.path = shelf.partial / name
        self._state_path = shelf.partial / ".state.json"
        state = read_json(self._state_path)
        if state.get("url") == self._address and state.get("name") == name and self.path.is_file():
            self._state: Mapping[str, object] = state
        else:
            self.clear()

    def clear(self) -> None:
        """Begin anew."""
        with disk_errors(self.path):
            self._shelf.clear()
        self._state = {}

    @property
    def size(self) -> int:
        """The number of bytes that can be continued."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def headers(self) -> dict[str, str]:
        """The kept headers of the answer that began the file."""
        found = self._state.get("headers")
        return {k: str(v) for k, v in found.items()} if isinstance(found, Mapping) else {}

    @property
    def total(self) -> int | None:
        """The announced size of the whole file."""
        found = self._state.get("total")
        return found if isinstance(found, int) else None

    @property
    def validator(self) -> str | None:
        """The text for If-Range: a strong ETag, else the time of the last change."""
        tag = self.headers.get("etag", "")
        return tag if tag.startswith('"') else self.headers.get("last-modified")

    def begin(self, answer: Answer) -> None:
        """Forget earlier bytes; the answer holds the whole file."""
        self.clear()
        headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
        self._state = {
            "url": self._address,
            "name": self.path.name,
            "headers": headers,
            "total": answer.length,
        }
        with disk_errors(self.path):
            write_json(self._state_path, self._state)
            self.path.touch()

    def append(self, data: bytes, around: World) -> None:
        """Add bytes. Raises FetchError if the disk is full."""
        with disk_errors(self.path), self.path.open("ab") as stream:
            around.write(stream, data)

    def finish(self) -> None:
        """Make sure that the bytes are on the disk."""
        with disk_errors(self.path), self.path.open("rb+") as stream:
            os.fsync(stream.fileno())

    @property
    def needs_room(self) -> Path:
        """A folder on the disk that the file is written to."""
        return self._shelf.partial
