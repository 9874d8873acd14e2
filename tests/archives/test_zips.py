"""Zips are looked through before they are kept: nothing outside, nothing huge, nothing damaged."""

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archives.zips import ZipLimits, is_inside, zip_trouble
from tests.adapters.reading import encrypted

ZEROS = bytes(3 << 20)


def put_zip(folder: Path, members: dict[str, bytes], *, packed: bool = False) -> Path:
    path = folder / "a.zip"
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name) if not packed else name, data)
    return path


def test_sound_zip_has_no_trouble(tmp_path: Path) -> None:
    members = {"in/a.csv": b"1", "__MACOSX/in/._a.csv": b"2", "b.csv": bytes(range(256)) * 9000}
    assert zip_trouble(put_zip(tmp_path, members)) is None


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "x/../../a.csv", "/etc/a.csv", "C:/a.csv", "..\\a.csv", "\\a.csv", "x/..", "c:a"],
)
def test_entry_outside_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    told = zip_trouble(put_zip(tmp_path, {"ok.csv": b"1", name: b"2"}))
    assert told is not None
    assert told.endswith("points outside the folder")


@given(st.lists(st.sampled_from(["..", ".", "a", "b.csv", ""]), max_size=6), st.sampled_from("/\\"))
def test_name_is_inside_only_if_no_step_leads_out(parts: list[str], sign: str) -> None:
    name = sign.join(parts)
    assert is_inside(name) == (".." not in parts and not name.startswith(sign))


def test_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("a.csv")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert zip_trouble(path) == "the entry 'a.csv' is a link, not a file"


def test_name_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", "2")
    assert zip_trouble(path) == "the entry 'a.csv' is there twice"


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (ZipLimits(entry_count=1), "the zip has 2 entries, more than 1"),
        (ZipLimits(member_bytes=3 << 20), None),
        (
            ZipLimits(member_bytes=(3 << 20) - 1),
            "the entry 'a.csv' unpacks to 3,145,728 bytes from",
        ),
        (ZipLimits(total_bytes=6 << 20), None),
        (ZipLimits(total_bytes=(6 << 20) - 1), "the zip unpacks to 6,291,456 bytes, more than"),
    ],
)
def test_limits_are_kept(limits: ZipLimits, told: str | None, tmp_path: Path) -> None:
    found = zip_trouble(put_zip(tmp_path, {"a.csv": ZEROS, "b.csv": ZEROS}), limits)
    assert (found or "").startswith(told or "nothing") or found is told


def test_bomb_of_many_entries_is_found_by_its_total(tmp_path: Path) -> None:
    members = {f"{n}.csv": bytes(1 << 20) for n in range(8)}
    told = zip_trouble(put_zip(tmp_path, members, packed=True))
    assert told is not None
    assert told.startswith("the zip unpacks to 8,388,608 bytes from ")
    assert told.endswith(", as no archive does")


def test_text_that_repeats_itself_is_no_bomb(tmp_path: Path) -> None:
    row = "AR1234567890,Made-up Party of Testing,US,{},2024-01-01,2024-02-01,100,200\n"
    text = "".join(row.format(n) for n in range(60_000))
    assert zip_trouble(put_zip(tmp_path, {"a.csv": text.encode()}, packed=True)) is None


def test_entry_that_lies_about_its_size_is_damage(tmp_path: Path) -> None:
    path = put_zip(tmp_path, {"a.csv": ZEROS}, packed=True)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", len(ZEROS)), struct.pack("<I", 1000)))
    assert "damaged or cut off" in (zip_trouble(path) or "")


@pytest.mark.parametrize("kind", ["cut", "no zip", "byte changed", "encrypted", "empty"])
def test_zip_that_cannot_be_read_is_told(kind: str, tmp_path: Path) -> None:
    path = put_zip(tmp_path, {"a.csv": b"0123456789" * 100})
    data = path.read_bytes()
    at = data.index(b"0123456789") + 500
    if kind == "encrypted":
        encrypted(path)
    elif kind == "empty":
        put_zip(tmp_path, {})
    elif kind == "cut":
        path.write_bytes(data[:-30])
    elif kind == "byte changed":
        path.write_bytes(data[:at] + b"X" + data[at + 1 :])
    else:
        path.write_bytes(b"Page ID,Page name\n1,x\n")
    told = {"encrypted": "is encrypted", "empty": "the zip is empty"}.get(
        kind, "damaged or cut off"
    )
    assert told in (zip_trouble(path) or "")
