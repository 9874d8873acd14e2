"""Lay out a fixture as archive folders, ingest it, and read the store as plain text."""

import csv
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from generator.adapters.source import References
from generator.ingest import Allowances, Ingested, Tolerance, ingest
from generator.reference.places import Currencies, Places
from generator.sponsors.link_inputs import LinkInputs
from generator.store.checks import require, run_checks
from generator.store.tables import Store

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
REFERENCE = ROOT / "data" / "reference"
Row = dict[str, str]


def references() -> References:
    """The lists of the project itself."""
    return References(Places.load(REFERENCE), Currencies.load(REFERENCE))


def knowledge() -> LinkInputs:
    """What the project knows of names and sponsors."""
    return LinkInputs.load(REFERENCE)


def lay_out(source: Path, target: Path) -> Path:
    """Copy a folder; a folder in it that is named like a zip becomes one."""
    shutil.copytree(source, target)
    for folder in [path for path in sorted(target.rglob("*.zip")) if path.is_dir()]:
        content = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        shutil.rmtree(folder)
        write_zip(folder, content)
    return target


def write_zip(path: Path, content: dict[str, bytes]) -> None:
    """A zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)


def encrypted(path: Path) -> None:
    """Mark the one member of a zip as encrypted."""
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(bytes(data))


def put(path: Path, text: str) -> Path:
    """Write a text file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


STRICT = Tolerance(0, 0)
"""Not one row of a file may be unreadable."""


def read_in(
    roots: Path | list[Path],
    store_dir: Path,
    tolerance: Tolerance = Tolerance(),  # noqa: B008
    *,
    allow_new_columns: bool = False,
) -> Ingested:
    """Ingest with the checks that guard publication."""
    return ingest(
        roots if isinstance(roots, list) else [roots],
        store_dir,
        references(),
        knowledge(),
        is_demo=False,
        check=lambda store: require(run_checks(store)),
        allowed=Allowances(tolerance, allow_new_columns),
    )


def rows(store: Store, table: str) -> list[Row]:
    """A table as text, '' for null, with the path of the file and its part and day."""
    days = {row["snapshot_id"]: row["taken_on_date"] for row in _table(store, "snapshots")}
    files = {row["file_id"]: row for row in _table(store, "files")}
    found = []
    for row in _table(store, table):
        text = {name: _text(value) for name, value in row.items()}
        if "file_id" in row:
            file = files[row["file_id"]]
            text["path"] = file["path"]
            text["file"] = f"{file['part']}@{days[file['snapshot_id']]}"
        found.append(text)
    return found


def assert_rows(
    store: Store, expected: Path, table: str = "", only: Callable[[Row], bool] = lambda row: True
) -> None:
    """The rows of a table are those of a CSV file, in the columns of that file."""
    with expected.open(encoding="utf-8", newline="") as stream:
        wanted = list(csv.DictReader(stream))
    names = list(wanted[0])
    found = [
        {name: row[name] for name in names}
        for row in rows(store, table or expected.stem.partition(".")[0])
        if only(row)
    ]
    assert _sorted(found) == _sorted(wanted)


def every_text(store: Store) -> Iterator[str]:
    """Every text of every table of a store."""
    for path in sorted(store.folder.glob("*.parquet")):
        for row in pq.read_table(path).to_pylist():
            yield from (value for value in row.values() if isinstance(value, str))


def _table(store: Store, name: str) -> list[dict[str, object]]:
    return pq.read_table(store.path(name)).to_pylist()


def _sorted(found: list[Row]) -> list[tuple[tuple[str, str], ...]]:
    return sorted(tuple(row.items()) for row in found)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)
