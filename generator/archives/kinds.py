"""What a file is that is no table of an archive, and what to do with it, in a sentence.

Told by its first bytes, or by the name that a browser gives to a download that has not ended.
"""

import codecs
import json
import re
from collections.abc import Mapping

from generator.archives.files import RawFile
from generator.archives.rows import HEADER_BYTES, start_of

_MAGIC = {
    b"version https://git-lfs.github.com/spec/": (
        "is a pointer of Git LFS, not the file. Run `git lfs pull` in the repository that it comes "
        "from, and take the file from there"
    ),
    b"7z\xbc\xaf\x27\x1c": "is a 7-Zip archive. Unpack it, and put the files in its place",
    b"Rar!\x1a\x07": "is a RAR archive. Unpack it, and put the files in its place",
    b"\x28\xb5\x2f\xfd": "is compressed with Zstandard. Unpack it, and put the file in its place",
    b"PAR1": "is a Parquet file, a copy that somebody made. Put the platform's own file here",
    b"ARROW1": "is an Arrow file, a copy that somebody made. Put the platform's own file here",
    b"%PDF": "is a PDF document",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"GIF8": "is a picture",
    b"\x1f\x8b": "is compressed once more inside. Unpack it, and put the files in its place",
    b"PK\x03\x04": "is a zip in a zip in a zip. Unpack it, and put the files in its place",
}
_UNFINISHED = re.compile(
    r"\.(crdownload|part|partial|download|opdownload|aria2|!ut)$", re.IGNORECASE
)
_ERROR_KEYS = ("error", "errors")


def what_it_is_instead(file: RawFile) -> str | None:
    """Why a file cannot be a table, with what to do; None if it may be one."""
    if is_unfinished(file):
        return "is a download that has not ended. Download it again"
    start = start_of(file)
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text:
        return "is empty. Download it again, or remove it"
    for magic, sentence in _MAGIC.items():
        if start.startswith(magic):
            return sentence
    if start[257:262] == b"ustar":
        return "is a tar archive. Unpack it, and put the files in its place"
    if re.match(rb"<(!doctype html|html|head|body)\b", text, re.IGNORECASE):
        return "is a web page, not a table. Download the file again"
    if answer := _error_answer(text):
        return f"is an error that the platform answered with ({answer}). Ask it again"
    if b"\0" in start:
        return "is no text. Download it again, or remove it"
    first = start.split(b"\n", 1)[0]
    try:
        first.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(first) or len(first) < HEADER_BYTES:
            return (
                f"line 1 is not UTF-8 (byte 0x{first[error.start]:02x}). Download it again, or save "
                "it as UTF-8"
            )
    return None


def is_lfs_pointer(file: RawFile) -> bool:
    """True of the few lines that Git has in the place of a large file."""
    with file.open() as stream:
        return stream.read(40).startswith(b"version https://git-lfs.github.com/spec/")


def is_unfinished(file: RawFile) -> bool:
    """True of the name that a browser gives to a file while it is downloading."""
    return _UNFINISHED.search(file.label) is not None


def _error_answer(text: bytes) -> str:
    """The words of an error in JSON, shortened; empty if it is none."""
    if not text.startswith(b"{") or len(text) >= HEADER_BYTES:
        return ""
    try:
        answer = json.loads(text)
    except ValueError:
        return ""
    for key in _ERROR_KEYS:
        found = answer.get(key)
        if isinstance(found, list):
            found = found[0] if found else None
        if isinstance(found, Mapping):
            found = found.get("message") or found.get("code") or "no words"
        if found:
            # An address may hold a token.
            return re.sub(r"https?://\S+", "…", str(found))[:80]
    return ""
