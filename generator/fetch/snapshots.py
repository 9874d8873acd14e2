"""Where downloads stand: ``<archive>[/<what>]/<day>/<file>`` with ``snapshot.json`` beside it.

What is not complete stands in the hidden folder ``.partial`` of the same place, which nothing
reads; the whole folder becomes the snapshot in one step. A snapshot is never changed.
"""

import errno
import hashlib
import importlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.errors import FetchError

try:
    fcntl: ModuleType | None = importlib.import_module("fcntl")
except ImportError:  # not on Windows
    fcntl = None

RECORD = "snapshot.json"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Snapshot:
    """A complete snapshot: its folder and what its record says."""

    folder: Path
    day: date
    record: Mapping[str, object]

    @property
    def name(self) -> str:
        """The name of the file in it."""
        return str(self.record.get("file", ""))

    def header(self, name: str) -> str | None:
        """A header of the answer that the file came with."""
        headers = self.record.get("headers")
        value = headers.get(name) if isinstance(headers, Mapping) else None
        return value if isinstance(value, str) else None


class Snapshots:
    """The snapshots of one thing."""

    def __init__(self, archives_dir: Path, archive: str, what: str) -> None:
        self.folder = archives_dir / archive / what
        self.partial = self.folder / ".partial"
        self._lock = archives_dir / archive / ".lock"

    def newest(self) -> Snapshot | None:
        """The newest snapshot whose file is still there in its full size."""
        found = []
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            snapshot = _snapshot(folder)
            if snapshot and snapshot.name:
                path = folder / snapshot.name
                if path.is_file() and path.stat().st_size == snapshot.record.get("size"):
                    found.append(snapshot)
        return max(found, key=lambda snapshot: snapshot.day, default=None)

    def of_day(self, day: date) -> Path:
        """The folder of a day, whether it exists or not."""
        return self.folder / day.isoformat()

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Keep other runs away. Raises FetchError if one is downloading the same thing now."""
        with disk_errors(self._lock):
            self._lock.parent.mkdir(parents=True, exist_ok=True)
            stream = self._lock.open("w")
        with stream:
            if fcntl:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    raise FetchError(
                        f"{self._lock.parent}: another run is downloading into it. Wait until it is done."
                    ) from None
            try:
                yield
            finally:
                for folder in (self.partial, self.folder):
                    if folder.is_dir() and not any(folder.iterdir()):
                        folder.rmdir()

    def clear(self) -> None:
        """Throw away what is not complete."""
        shutil.rmtree(self.partial, ignore_errors=True)
        self.partial.mkdir(parents=True, exist_ok=True)

    def publish(self, name: str, day: date, record: Mapping[str, object]) -> Path:
        """Make the partial file ``name`` a snapshot, with its record. Returns the file's path.

        Raises FetchError if there is a snapshot of that day.
        """
        target = self.of_day(day)
        with disk_errors(self.partial):
            write_json(self.partial / RECORD, record)
            for path in self.partial.iterdir():
                if path.name not in (name, RECORD):
                    path.unlink()
            try:
                self.partial.rename(target)
            except OSError:
                if not target.exists():
                    raise
                raise FetchError(clash(target)) from None
            sync_folder(self.folder)
        return target / name


def clash(target: Path) -> str:
    """What to say when a day has a snapshot already, with other bytes."""
    return (
        f"{target}: a snapshot of that day is there already, and it differs from what was "
        "downloaded now. It was left as it is. Move it away if the new one is to take its place, "
        "and fetch again."
    )


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn errors of the disk into a FetchError that names the path."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise FetchError(
                f"{path}: the disk is full. Make room and fetch again: what arrived is kept, and "
                "continued where the server allows it."
            ) from None
        raise FetchError(
            f"{path}: cannot be written ({error.strerror}). Check the folder and its rights."
        ) from None


def write_json(path: Path, data: Mapping[str, object]) -> None:
    """Write a JSON file so that it is there whole or not at all."""
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; empty if there is none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def digests(path: Path) -> tuple[str, str]:
    """SHA-256 and MD5 of a file, in hexadecimal digits."""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            sha256.update(chunk)
            md5.update(chunk)
    return sha256.hexdigest(), md5.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make sure that a rename in the folder survives a power cut, where that can be said."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _snapshot(folder: Path) -> Snapshot | None:
    try:
        day = date.fromisoformat(folder.name)
    except ValueError:
        return None
    record = read_json(folder / RECORD)
    return Snapshot(folder, day, record) if record else None
