"""Finding files and members of zips; zips that are broken or not what they seem."""

import bz2
import gzip
import io
import lzma
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


def test_zip_in_a_zip_and_compressed_files_are_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deep/x.csv", b"a,b\n1,2\n")
        archive.writestr("y.csv.gz", gzip.compress(b"c,d\n"))
    write_zip(tmp_path / "outer.zip", {"in/inner.zip": inner.getvalue()})
    (tmp_path / "z.csv.gz").write_bytes(gzip.compress(b"e,f\n"))
    (tmp_path / "v.csv.bz2").write_bytes(bz2.compress(b"g,h\n"))
    (tmp_path / "w.csv.xz").write_bytes(lzma.compress(b"i,j\n"))
    (tmp_path / "not-named-so").write_bytes(gzip.compress(b"k,l\n"))
    files, problems = find_files([tmp_path])
    assert problems == []
    found = {file.label: (file.name, file.open().read(), file.container) for file in files}
    assert found == {
        "outer.zip!in/inner.zip!deep/x.csv": (
            "x.csv", b"a,b\n1,2\n", "outer.zip!in/inner.zip!deep",
        ),
        "outer.zip!in/inner.zip!y.csv.gz": ("y.csv", b"c,d\n", "outer.zip!in/inner.zip"),
        "z.csv.gz": ("z.csv", b"e,f\n", ""),
        "v.csv.bz2": ("v.csv", b"g,h\n", ""),
        "w.csv.xz": ("w.csv", b"i,j\n", ""),
        "not-named-so": ("not-named-so", b"k,l\n", ""),
    }  # fmt: skip
    assert {file.label: file.byte_count for file in files}["z.csv.gz"] == 4


def test_compressed_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b"%d,x\n" % number for number in range(500_000)))
    (tmp_path / "z.csv.gz").write_bytes(whole[: len(whole) // 2])
    files, _ = find_files([tmp_path])
    with pytest.raises(
        ArchiveError, match=r"z\.csv\.gz: the compressed file is damaged or cut off"
    ):
        files[0].open().read()


def test_compressed_bomb_is_refused_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "z.csv.gz").write_bytes(bz2.compress(b"0" * (8 << 20)))
    files, _ = find_files([tmp_path])
    with pytest.raises(ArchiveError, match=r"z\.csv\.gz: unpacks to more than"):
        files[0].open().read()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("PoliticalAds (1).csv", "PoliticalAds.csv"),
        ("PoliticalAds - Copy.csv", "PoliticalAds.csv"),
        ("PoliticalAds (2) (1).csv.gz", "PoliticalAds.csv"),
        ("report_Virgin Islands (U.S.).csv", "report_Virgin Islands (U.S.).csv"),
    ],
)
def test_mark_of_a_second_copy_is_no_part_of_the_name(
    tmp_path: Path, name: str, plain: str
) -> None:
    content = b"a,b\n"
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    files, _ = find_files([tmp_path])
    assert files[0].name == plain
