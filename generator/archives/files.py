"""Find the files below the archive folders, and what is packed in them, without unpacking it."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.archives.databases import is_database, table_names
from generator.archives.packed import (
    EMPTY_ZIP,
    MOST_LAYERS,
    UNPACK,
    ZIP,
    Unpacked,
    compression_of,
    damaged,
)
from generator.archives.zips import DAMAGE, is_bomb
from generator.errors import ArchiveError

_START_BYTES = 8
_COPY = re.compile(r"( ?\(\d+\)| - [Cc]opy)+(?=(\.\w+)*$)")
"""What browsers and desktops put behind the name of a second copy: " (1)", " - Copy"."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".ods")
"""Zips by their form, which are read as workbooks."""


@dataclass(frozen=True)
class RawFile:
    """One file of an archive: on disk, packed in one on disk, or a table of a database.

    ``label`` is its path below the archives folder, the same on every machine. ``steps`` lead from
    the file on disk into what is packed: see :mod:`generator.archives.packed`. The bytes of a
    table are those of its database.
    """

    root: Path
    path: Path
    label: str
    steps: tuple[str, ...] = ()
    table: str | None = None

    @property
    def name(self) -> str:
        """The file's own name as its platform gave it: without folders, the ending of a
        compression and what marks a second copy; for a table with its name behind it."""
        own = next((step for step in reversed(self.steps) if step), self.path.name)
        own = own.rsplit("/", 1)[-1]
        if self.steps and self.steps[-1] == UNPACK:
            own = re.sub(r"\.(gz|bz2|xz)$", "", own, flags=re.IGNORECASE)
        own = _COPY.sub("", own)
        return own if self.table is None else f"{own}!{self.table}"

    @property
    def container(self) -> str:
        """The folder, or the zip and the folder in it, in which the file lies."""
        return re.split(r"[/!][^/!]*$", self.label)[0] if re.search(r"[/!]", self.label) else ""

    @property
    def file_id(self) -> str:
        """Short stable name of the file."""
        return hashlib.sha256(self.label.encode()).hexdigest()[:12]

    @cached_property
    def byte_count(self) -> int:
        """Size in bytes, unpacked."""
        if not self.steps:
            return self.path.stat().st_size
        if len(self.steps) == 1 and self.steps[0] != UNPACK:
            with zipfile.ZipFile(self.path) as archive:
                return archive.getinfo(self.steps[0]).file_size
        with self.open() as stream:
            return sum(len(chunk) for chunk in iter(lambda: stream.read(1 << 20), b""))

    def open(self) -> io.BufferedReader:
        """Open for reading bytes. Raises ArchiveError if what it is packed in is damaged."""
        if not self.steps:
            return self.path.open("rb")
        return io.BufferedReader(Unpacked(self.path, self.steps, self.label), 1 << 20)

    def sha256(self) -> str:
        """Digest of the bytes. Raises ArchiveError if what it is packed in is damaged."""
        digest = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()


def find_files(roots: Sequence[Path]) -> tuple[list[RawFile], list[str]]:
    """Every file below the folders, sorted by label, and the problems met (damaged zips).

    A zip gives its members, also those of a zip in it; a database gives its tables.

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
    yield from _unpacked(RawFile(root, path, label))


def _unpacked(file: RawFile) -> Iterator[RawFile]:
    """The file, or what is packed in it. A file on disk is told by its first bytes too."""
    named = file.label.lower()
    start = b""
    if not file.steps or named.endswith((".gz", ".bz2", ".xz")):
        with file.open() as stream:
            start = stream.read(_START_BYTES)
    is_zip = start.startswith((ZIP, EMPTY_ZIP)) and not named.endswith(_WORKBOOKS)
    if len(file.steps) >= MOST_LAYERS:
        yield file
    elif compression_of(start):
        yield from _unpacked(RawFile(file.root, file.path, file.label, (*file.steps, UNPACK)))
    elif is_zip or named.endswith(".zip"):
        yield from _of_zip(file)
    else:
        yield file


def _of_zip(file: RawFile) -> Iterator[RawFile]:
    try:
        stream = file.open()
        with stream, zipfile.ZipFile(stream) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
    except DAMAGE as error:
        raise damaged(file.label, error) from error
    for info in infos:
        if info.is_dir() or info.filename.startswith("__MACOSX/"):
            continue
        label = f"{file.label}!{info.filename}"
        if is_bomb(info):
            raise ArchiveError(
                f"{label}: unpacks to {info.file_size:,} bytes from {info.compress_size:,}. That is "
                "not an archive file; remove it."
            )
        if info.flag_bits & 0x1:
            raise ArchiveError(
                f"{label}: is encrypted. Unpack the zip with its password, and put the files in its "
                "place."
            )
        yield from _unpacked(RawFile(file.root, file.path, label, (*file.steps, info.filename)))
