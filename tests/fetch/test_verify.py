"""Checksums that servers announce, and contents that are not what they should be."""

import base64
import hashlib
from pathlib import Path

import pytest

from generator.fetch.verify import announced_digests, trouble_with_contents, trouble_with_digests

DATA = b"Page ID,Page name\n1,Made-up Party\n"
MD5 = base64.b64encode(hashlib.md5(DATA, usedforsecurity=False).digest()).decode()
SHA256 = base64.b64encode(hashlib.sha256(DATA).digest()).decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(DATA)
    return path


@pytest.mark.parametrize(
    "headers",
    [
        {"content-md5": MD5},
        {"x-goog-hash": f"crc32c=AAAAAA==, md5={MD5}"},
        {"repr-digest": f"sha-256=:{SHA256}:"},
        {"digest": f"SHA-256={SHA256},unixsum=30637"},
    ],
)
def test_checksum_in_a_header_is_compared(headers: dict[str, str], path: Path) -> None:
    assert len(announced_digests(headers)) == 1
    sha256 = hashlib.sha256(DATA).hexdigest()
    assert trouble_with_digests(path, headers, "") == (sha256, None)
    path.write_bytes(DATA + b"\n")
    _, trouble = trouble_with_digests(path, headers, "")
    assert trouble is not None
    assert f"as the header {min(headers)} says" in trouble


@pytest.mark.parametrize(
    "headers",
    [{}, {"content-md5": "nonsense"}, {"x-goog-hash": "crc32c=AAAAAA=="}, {"digest": "md5=AAAA"}],
)
def test_header_without_a_checksum_that_we_know_says_nothing(
    headers: dict[str, str], path: Path
) -> None:
    assert announced_digests(headers) == []
    assert trouble_with_digests(path, headers, "")[1] is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf  <!doctype HTML>\n<p>", "it is a web page, not a file"),
        (b"<html lang='en'>", "it is a web page, not a file"),
        (b"<htmlish>,b\n", None),
        (DATA, None),
    ],
)
def test_page_in_the_place_of_a_file_is_noticed(data: bytes, told: str | None, path: Path) -> None:
    path.write_bytes(data)
    assert trouble_with_contents(path) == told


def test_zip_must_be_one(tmp_path: Path) -> None:
    path = tmp_path / "A.ZIP"
    path.write_bytes(DATA)
    assert "the zip is damaged or cut off" in (trouble_with_contents(path) or "")
