"""Finding files and members of zips; zips that are broken or not what they seem."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from generator.archives.files import RawFile, find_files
from generator.errors import ArchiveError
from tests.adapters.reading import encrypted, put, write_zip


def labels(files: list[RawFile]) -> list[str]:
    return [file.label for file in files]


def test_files_and_members_are_found_in_order_of_their_labels(tmp_path: Path) -> None:
    put(tmp_path / "b" / "x.csv", "b")
    put(tmp_path / "a.csv", "a")
    put(tmp_path / ".hidden" / "y.csv", "y")
    put(tmp_path / "b" / ".DS_Store", "z")
    write_zip(tmp_path / "c.zip", {"in/two.csv": b"2", "__MACOSX/in/two.csv": b"", "one.csv": b"1"})
    files, problems = find_files([tmp_path])
    assert labels(files) == ["a.csv", "b/x.csv", "c.zip!in/two.csv", "c.zip!one.csv"]
    assert problems == []
    assert [file.name for file in files] == ["a.csv", "x.csv", "two.csv", "one.csv"]
    assert files[2].open().read() == b"2"
    assert files[2].byte_count == 1


def test_label_and_short_name_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    for root in ("one", "two/deeper"):
        put(tmp_path / root / "d" / "x.csv", "x")
    first, _ = find_files([tmp_path / "one"])
    second, _ = find_files([tmp_path / "two" / "deeper"])
    assert first[0].file_id == second[0].file_id
    assert first[0].sha256() == second[0].sha256()


def test_several_folders_put_their_name_in_front(tmp_path: Path) -> None:
    put(tmp_path / "one" / "x.csv", "1")
    put(tmp_path / "two" / "x.csv", "2")
    files, _ = find_files([tmp_path / "one", tmp_path / "two"])
    assert labels(files) == ["one/x.csv", "two/x.csv"]


def test_same_label_in_two_folders_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "a" / "data" / "x.csv", "1")
    put(tmp_path / "b" / "data" / "x.csv", "2")
    with pytest.raises(ArchiveError, match=r"data/x.csv: found below two archive folders. Rename"):
        find_files([tmp_path / "a" / "data", tmp_path / "b" / "data"])


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"no such folder. Give a folder of archives"):
        find_files([tmp_path / "nowhere"])


def test_zip_without_its_directory_is_told_and_others_are_found(tmp_path: Path) -> None:
    write_zip(tmp_path / "cut.zip", {"x.csv": b"a,b\n" * 100})
    whole = (tmp_path / "cut.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    put(tmp_path / "fine.csv", "a")
    files, problems = find_files([tmp_path])
    assert labels(files) == ["fine.csv"]
    assert len(problems) == 1
    assert problems[0].startswith("cut.zip: the zip is damaged or cut off")


def test_member_with_a_wrong_checksum_is_told_when_read(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("x.csv", b"a,b\n1,2\n")
    path.write_bytes(path.read_bytes().replace(b"1,2", b"1,3", 1))
    files, problems = find_files([tmp_path])
    assert problems == []
    with pytest.raises(ArchiveError, match=r"bad.zip!x.csv: the zip is damaged or cut off"):
        files[0].open().read()


def test_encrypted_member_is_told(tmp_path: Path) -> None:
    write_zip(tmp_path / "secret.zip", {"x.csv": b"a,b\n"})
    encrypted(tmp_path / "secret.zip")
    files, problems = find_files([tmp_path])
    assert files == []
    assert problems == [
        "secret.zip!x.csv: is encrypted. Unpack the zip with its password, and put the files in "
        "its place."
    ]


def test_unknown_compression_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("x.csv", b"a,b\n")
    data = bytearray(out.getvalue())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", 9)
    (tmp_path / "odd.zip").write_bytes(bytes(data))
    files, _ = find_files([tmp_path])
    with pytest.raises(ArchiveError, match=r"odd\.zip!x\.csv: the zip is damaged or cut off"):
        files[0].open()


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", b"0" * (2 << 20))
    files, problems = find_files([tmp_path])
    assert files == []
    assert len(problems) == 1
    assert "bomb.zip!x.csv: unpacks to 2,097,152 bytes" in problems[0]
