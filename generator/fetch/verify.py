"""Whether a file that arrived is whole and safe: length, checksums, zip, not a web page."""

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path

from generator.archives.zips import ZipLimits, zip_trouble
from generator.fetch.snapshots import digests

_PAGE = re.compile(rb"\s*<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


def trouble_with_digests(
    path: Path, headers: Mapping[str, str], wanted_sha256: str
) -> tuple[str, str | None]:
    """The file's SHA-256, and which announced checksum it does not have (None: none)."""
    sha256, md5 = digests(path)
    if wanted_sha256 and sha256 != wanted_sha256:
        return sha256, f"its SHA-256 is {sha256}, not {wanted_sha256} as in downloads.toml"
    for name, kind, digits in announced_digests(headers):
        found = {"md5": md5, "sha-256": sha256}[kind]
        if found != digits:
            return sha256, f"its {kind} is {found}, not {digits} as the header {name} says"
    return sha256, None


def announced_digests(headers: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The checksums in headers: (header, md5 or sha-256, hexadecimal digits)."""
    found = []
    texts = {"content-md5": f"md5={headers.get('content-md5', '')}"}
    for name in ("x-goog-hash", "repr-digest", "digest"):
        texts[name] = headers.get(name, "")
    for name, text in texts.items():
        for kind, value in re.findall(r"(?i)\b(md5|sha-256)=:?([A-Za-z0-9+/]+={0,2})", text):
            try:
                digits = base64.b64decode(value, validate=True).hex()
            except binascii.Error:
                continue
            if len(digits) == {"md5": 32, "sha-256": 64}[kind.lower()]:
                found.append((name, kind.lower(), digits))
    return found


def is_zip_name(name: str) -> bool:
    """True for a file that must be a zip."""
    return name.lower().endswith(".zip")


def trouble_with_contents(path: Path, limits: ZipLimits | None = None) -> str | None:
    """Why the contents must not be kept: a web page, or a zip that is unsafe or damaged."""
    with path.open("rb") as stream:
        head = stream.read(512)
    if not head:
        return "it is empty"
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "it is a web page, not a file"
    if is_zip_name(path.name):
        return zip_trouble(path, limits)
    return None
