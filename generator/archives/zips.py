"""What a zip may hold, before anything is read from it: for downloads and for reading archives."""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MAX_MEMBER_BYTES = 64 * 1024**3
MAX_RATIO = 1000
"""A member that unpacks to more than this many times its packed size is refused."""
SMALL_BYTES = 1 << 20
"""Below this size no ratio is looked at."""
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)
"""What reading a broken zip, or one packed in a way that Python does not know, may raise."""


@dataclass(frozen=True)
class ZipLimits:
    """How much a whole zip may hold."""

    entry_count: int = 20_000
    member_bytes: int = MAX_MEMBER_BYTES
    total_bytes: int = 128 * 1024**3
    member_ratio: int = MAX_RATIO
    total_ratio: int = 250


def zip_trouble(path: Path, limits: ZipLimits | None = None) -> str | None:
    """Why a zip on disk must not be kept: unsafe, too large or damaged. None if it is sound.

    Every member is unpacked into nothing, so that its checksum is compared.
    """
    limits = limits or ZipLimits()
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if trouble := _trouble_of_list(entries, limits):
                return trouble
            for entry in entries:
                with archive.open(entry) as stream:
                    while stream.read(1 << 20):
                        pass
    except (*DAMAGE, RuntimeError) as error:
        return f"the zip is damaged or cut off ({error})"
    return None


def _trouble_of_list(entries: Sequence[zipfile.ZipInfo], limits: ZipLimits) -> str | None:
    if not entries:
        return "the zip is empty"
    if len(entries) > limits.entry_count:
        return f"the zip has {len(entries):,} entries, more than {limits.entry_count:,}"
    names: set[str] = set()
    for entry in entries:
        if trouble := _trouble_of_entry(entry, limits):
            return f"the entry {entry.filename[:80]!r} {trouble}"
        if entry.filename in names:
            return f"the entry {entry.filename[:80]!r} is there twice"
        names.add(entry.filename)
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > limits.total_bytes:
        return f"the zip unpacks to {total:,} bytes, more than {limits.total_bytes:,}"
    if total > SMALL_BYTES and total > limits.total_ratio * max(packed, 1):
        return f"the zip unpacks to {total:,} bytes from {packed:,}, as no archive does"
    return None


def _trouble_of_entry(entry: zipfile.ZipInfo, limits: ZipLimits) -> str | None:
    if not is_inside(entry.orig_filename):
        return "points outside the folder"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link, not a file"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if is_bomb(entry, limits.member_bytes, limits.member_ratio):
        return f"unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}"
    return None


def is_bomb(
    entry: zipfile.ZipInfo, member_bytes: int = MAX_MEMBER_BYTES, ratio: int = MAX_RATIO
) -> bool:
    """True if an entry says that it unpacks to more than any archive's file does."""
    is_dense = entry.file_size > ratio * max(entry.compress_size, 1)
    return entry.file_size > member_bytes or (entry.file_size > SMALL_BYTES and is_dense)


def is_inside(name: str) -> bool:
    """True if the name of an entry stays below the folder that the zip is unpacked into."""
    path = PurePosixPath(name.replace("\\", "/"))
    has_drive = len(name) > 1 and name[1] == ":"
    return not (path.is_absolute() or has_drive or ".." in path.parts or "\0" in name)
