"""Find the files below the archive folders, and the members of zips, without unpacking them."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from generator.archives.databases import is_database, table_names
from generator.errors import ArchiveError
from generator.zips import DAMAGE, is_bomb


@dataclass(frozen=True)
class RawFile:
    """One file of an archive: on disk, a member of a zip on disk, or a table of a database.

    ``label`` is its path below the archives folder, the same on every machine. The bytes of a
    table are those of its database.
    """

    root: Path
    path: Path
    label: str
    member: str | None = None
    table: str | None = None

    @property
    def name(self) -> str:
        """The file's own name, without folders; for a table with its name behind it."""
        own = (self.member or self.path.name).rsplit("/", 1)[-1]
        return own if self.table is None else f"{own}!{self.table}"

    @property
    def file_id(self) -> str:
        """Short stable name of the file."""
        return hashlib.sha256(self.label.encode()).hexdigest()[:12]

    @cached_property
    def byte_count(self) -> int:
        """Size in bytes, unpacked."""
        if self.member is None:
            return self.path.stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.member).file_size

    def open(self) -> BinaryIO:
        """Open for reading bytes. Raises ArchiveError if a zip is damaged."""
        if self.member is None:
            return self.path.open("rb")
        try:
            return io.BufferedReader(_Member(self.path, self.member, self.label), 1 << 20)
        except DAMAGE as error:
            raise damaged_zip(self.label, error) from error

    def sha256(self) -> str:
        """Digest of the bytes. Raises ArchiveError if a zip is damaged."""
        digest = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()


def damaged_zip(label: str, error: Exception) -> ArchiveError:
    """The one message for every way in which a zip can be broken."""
    return ArchiveError(
        f"{label}: the zip is damaged or cut off ({error}). Download it again, or remove it."
    )


class _Member(io.RawIOBase):
    """A zip member as a raw stream that reports damage as an ArchiveError."""

    def __init__(self, path: Path, member: str, label: str) -> None:
        self._label = label
        self._opened = ExitStack()
        archive = self._opened.enter_context(zipfile.ZipFile(path))
        self._stream = self._opened.enter_context(archive.open(member))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        try:
            data = self._stream.read(len(buffer))
        except DAMAGE as error:
            raise damaged_zip(self._label, error) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._opened.close()
        super().close()


def find_files(roots: Sequence[Path]) -> tuple[list[RawFile], list[str]]:
    """Every file below the folders, sorted by label, and the problems met (damaged zips).

    A zip gives its members, a database its tables.

    Hidden files and the ``__MACOSX`` entries of zips are passed over. Raises ArchiveError if
    a folder does not exist or two folders hold the same path.
    """
    found: dict[str, RawFile] = {}
    problems: list[str] = []
    for root in roots:
        if not root.is_dir():
            raise ArchiveError(
                f"{root}: no such folder. Give a folder of archives with --archives."
            )
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(root)
            if not path.is_file() or any(part.startswith(".") for part in relative.parts):
                continue
            label = relative.as_posix()
            if len(roots) > 1:
                label = f"{root.resolve().name}/{label}"
            try:
                items = list(_members(root, path, label))
            except ArchiveError as error:
                problems.append(str(error))
                continue
            for item in items:
                if item.label in found:
                    raise ArchiveError(
                        f"{item.label}: found below two archive folders. Rename one of them."
                    )
                found[item.label] = item
    return [found[label] for label in sorted(found)], problems


def _members(root: Path, path: Path, label: str) -> Iterator[RawFile]:
    if is_database(path):
        for table in table_names(path, label):
            yield RawFile(root, path, f"{label}!{table}", table=table)
        return
    if path.suffix.lower() != ".zip":
        yield RawFile(root, path, label)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if info.is_dir() or info.filename.startswith("__MACOSX/"):
                    continue
                if is_bomb(info):
                    raise ArchiveError(
                        f"{label}!{info.filename}: unpacks to {info.file_size:,} bytes from "
                        f"{info.compress_size:,}. That is not an archive file; remove it."
                    )
                if info.flag_bits & 0x1:
                    raise ArchiveError(
                        f"{label}!{info.filename}: is encrypted. Unpack the zip with its password, "
                        "and put the files in its place."
                    )
                yield RawFile(root, path, f"{label}!{info.filename}", info.filename)
    except DAMAGE as error:
        raise damaged_zip(label, error) from error
