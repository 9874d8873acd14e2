"""How the made-up files are written: CSV text, byte-order marks, zips with fixed dates."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

BOM = "\ufeff"
Row = Sequence[str | int]
Files = dict[str, bytes]


def csv_text(header: Row, rows: Iterable[Row], newline: str = "\n") -> str:
    """One CSV file as text, quoted only where needed, with a newline at the end."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def csv_bytes(header: Row, rows: Iterable[Row], newline: str = "\n") -> bytes:
    """One CSV file as UTF-8 without a byte-order mark."""
    return csv_text(header, rows, newline).encode("utf-8")


def zip_bytes(members: Files, taken: tuple[int, int, int]) -> bytes:
    """A zip whose bytes depend on its members alone.

    The members are stored, not deflated: compressors differ between builds of Python.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date_time=(*taken, 6, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def write_files(files: Files, folder: Path) -> None:
    """Write every file below the folder; a file that already has these bytes is left alone."""
    for name, content in sorted(files.items()):
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def stray_files(files: Files, folder: Path) -> list[Path]:
    """Files below the folder that the program did not write."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if path.relative_to(folder).as_posix() not in files]
