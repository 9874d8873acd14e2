"""Open what is packed: a file compressed by itself, a member of a zip, a zip in a zip.

Everything is read as a stream, without unpacking to disk.
"""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from generator.archives.zips import DAMAGE, MAX_MEMBER_BYTES, MAX_RATIO, SMALL_BYTES
from generator.errors import ArchiveError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

UNPACK = ""
"""A step that takes off a compression; every other step is the name of a member of a zip."""
MOST_LAYERS = 3
# The streams of the standard library have no class in common.
_COMPRESSIONS: dict[bytes, tuple[str, Callable[[IO[bytes]], Any]]] = {
    b"\x1f\x8b\x08": (".gz", lambda stream: gzip.GzipFile(fileobj=stream)),
    b"BZh": (".bz2", bz2.BZ2File),
    b"\xfd7zXZ\x00": (".xz", lzma.LZMAFile),
}
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"


def compression_of(start: bytes) -> str | None:
    """The ending of files that are compressed so, by their first bytes; None if they are not."""
    return next((end for magic, (end, _) in _COMPRESSIONS.items() if start.startswith(magic)), None)


class Unpacked(io.RawIOBase):
    """A packed file as a raw stream that reports damage as an ArchiveError."""

    def __init__(self, path: Path, steps: Sequence[str], label: str) -> None:
        self._label = label
        self._opened = ExitStack()
        self._most = max(SMALL_BYTES, MAX_RATIO * path.stat().st_size)
        self._stream: IO[bytes] = self._opened.enter_context(path.open("rb"))
        try:
            for step in steps:
                self._stream = self._opened.enter_context(self._step(step))
        except (*DAMAGE, KeyError) as error:
            self._opened.close()
            raise damaged(label, error) from error

    def _step(self, step: str) -> IO[bytes]:
        if step != UNPACK:
            archive = self._opened.enter_context(zipfile.ZipFile(self._stream))
            return archive.open(step)
        start = self._stream.read(6)
        self._stream.seek(0)
        unpacked: IO[bytes] = next(
            opener for magic, (_, opener) in _COMPRESSIONS.items() if start.startswith(magic)
        )(self._stream)
        return unpacked

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes, for the list of members at the end of a zip in a zip."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As of every stream. Going back unpacks again from the beginning."""
        try:
            return self._stream.seek(offset, whence)
        except DAMAGE as error:
            raise damaged(self._label, error) from error

    def tell(self) -> int:
        """The position in what is unpacked."""
        return self._stream.tell()

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer. Raises ArchiveError on damage, or if no archive's file is so dense."""
        view = memoryview(buffer)
        try:
            data = self._stream.read(len(view))
        except DAMAGE as error:
            raise damaged(self._label, error) from error
        if (size := self._stream.tell()) > min(self._most, MAX_MEMBER_BYTES):
            raise ArchiveError(
                f"{self._label}: unpacks to more than {size:,} bytes. That is not an archive file; "
                "remove it."
            )
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close every layer."""
        self._opened.close()
        super().close()


def damaged(label: str, error: Exception) -> ArchiveError:
    """The one message for every way in which something packed can be broken."""
    what = "zip" if ".zip" in label.lower() else "compressed file"
    return ArchiveError(
        f"{label}: the {what} is damaged or cut off ({error}). Download it again, or remove it."
    )
