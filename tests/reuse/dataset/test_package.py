"""The data package fits the published files: sizes, checksums, every row, every reference."""

import copy
import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import Package, Report

from generator.schema import TABLES

# Frictionless 5 leaves the files open that it unpacks (system/loader.py): who calls it never has them.
pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*\.csv\.gz'>:ResourceWarning")

ARROW = {
    "string": {"string", "large_string"},
    "integer": {"int64"},
    "number": {"decimal128(18, 2)", "decimal128(9, 6)"},
    "date": {"date32[day]"},
    "datetime": {"timestamp[us]"},
    "boolean": {"bool"},
}


@pytest.fixture(scope="module")
def folder(small_docs: Path) -> Path:
    return small_docs / "downloads"


@pytest.fixture(scope="module")
def descriptor(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def only(descriptor: dict, names: set[str]) -> dict:
    found = copy.deepcopy(descriptor)
    found["resources"] = [item for item in found["resources"] if item["name"] in names]
    return found


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Let those files go here, where it is not a fault, and not in a later test."""
    yield
    gc.collect()


def report(descriptor: dict, folder: Path) -> Report:
    return Package.from_descriptor(descriptor, basepath=str(folder)).validate()


def test_every_row_of_every_table_fits_its_schema(descriptor: dict, folder: Path) -> None:
    found = report(only(descriptor, set(TABLES)), folder)
    assert [(task.name, error.message) for task in found.tasks for error in task.errors] == []
    assert found.valid
    assert {task.name for task in found.tasks} == set(TABLES)


def test_whole_package_is_accepted_as_the_page_says(folder: Path) -> None:
    # What `frictionless validate datapackage.json` does, Parquet files included.
    found = Package.from_descriptor(str(folder / "datapackage.json")).validate()
    assert [(task.name, error.message) for task in found.tasks for error in task.errors] == []
    assert found.valid
    assert len(found.tasks) == 2 * len(TABLES)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [("bytes", 7, "byte-count"), ("hash", "sha256:" + "0" * 64, "hash-count")],
)
def test_a_changed_parquet_file_is_found(
    descriptor: dict, folder: Path, name: str, value: object, kind: str
) -> None:
    wrong = only(descriptor, {"files-parquet"})
    wrong["resources"][0][name] = value
    (task,) = report(wrong, folder).tasks
    assert [error.type for error in task.errors] == [kind]


def test_a_wrong_word_a_missing_row_or_a_changed_file_is_found(
    descriptor: dict, folder: Path
) -> None:
    wrong = only(descriptor, {"snapshots", "files"})
    snapshots, files = wrong["resources"]
    precision = next(
        item for item in snapshots["schema"]["fields"] if item["name"] == "taken_on_precision"
    )
    precision["constraints"]["enum"] = ["year"]
    files["hash"] = "sha256:" + "0" * 64
    kinds = {error.type for task in report(wrong, folder).tasks for error in task.errors}
    assert {"constraint-error", "hash-count"} <= kinds


def test_each_table_is_there_twice_with_its_key_and_types(descriptor: dict, folder: Path) -> None:
    found = {item["name"]: item for item in descriptor["resources"]}
    assert set(found) == {name + end for name in TABLES for end in ("", "-parquet")}
    for name, table in TABLES.items():
        described = found[f"{name}-parquet"]["schema"]
        assert described["primaryKey"] == list(table.key) == found[name]["schema"]["primaryKey"]
        file = folder / found[f"{name}-parquet"]["path"]
        columns = {item.name: str(item.type) for item in pq.read_schema(file)}
        assert list(columns) == [item["name"] for item in described["fields"]], name
        for item in described["fields"]:
            assert columns[item["name"]] in ARROW[item["type"]], (name, item["name"])


def test_units_and_missing_values_are_told(descriptor: dict) -> None:
    ads = next(item for item in descriptor["resources"] if item["name"] == "ads")["schema"]
    fields = {item["name"]: item for item in ads["fields"]}
    assert ads["missingValues"] == [""]
    assert fields["spend_lo"]["unit"] == "units of spend_currency"
    assert "constraints" not in fields["ad_url"]
    assert fields["spend_kind"]["constraints"]["enum"][0] == "exact"
    # A text that is never missing may be empty: nothing in the cell is the text itself.
    assert fields["ad_id"]["missingValues"] == []


def test_version_is_the_day_of_the_data_and_sources_are_the_snapshots(
    descriptor: dict, folder: Path
) -> None:
    assert descriptor["version"].startswith("2024.11.4+")
    rows = pq.read_table(folder / "data" / "snapshots.parquet").to_pylist()
    assert {item["title"] for item in descriptor["sources"]} == {row["snapshot_id"] for row in rows}
    assert len(rows) > 20
    assert descriptor["licenses"][0]["path"] == "https://example.org/ads/downloads/#licences"
    assert "made up" in descriptor["description"]
