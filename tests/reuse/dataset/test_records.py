"""The records beside the tables: Croissant, the dictionary of fields, checksums, examples."""

import csv
import html
import json
import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from generator.schema import TABLES

OF_THE_PAGE = {"index.md", "data.csv", "data.json"}
"""Files of the page about the downloads: they hold the list that it shows."""


@pytest.fixture(scope="module")
def folder(small_docs: Path) -> Path:
    return small_docs / "downloads"


@pytest.fixture(scope="module")
def record(folder: Path) -> dict:
    return json.loads((folder / "croissant.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "index.md").read_text(encoding="utf-8")


def test_croissant_has_what_its_specification_asks_for(record: dict) -> None:
    # Version 1.1 of the specification: required properties of the dataset, files and columns.
    asked = {"@context", "@type", "conformsTo", "name", "description", "license", "url", "creator"}
    assert asked | {"datePublished", "version", "distribution", "recordSet"} <= record.keys()
    assert record["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    # Its recommendation for versions: MAJOR.MINOR.PATCH and no more but a build's mark.
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}", record["version"])
    for file in record["distribution"]:
        assert {"@id", "name", "contentUrl", "encodingFormat", "sha256"} <= file.keys()
    for table in record["recordSet"]:
        for field in table["field"]:
            assert {"@id", "name", "description", "dataType", "source"} <= field.keys()


def test_croissant_refers_only_to_what_it_holds(record: dict) -> None:
    files = {file["@id"] for file in record["distribution"]}
    fields = [field for table in record["recordSet"] for field in table["field"]]
    ids = Counter(field["@id"] for field in fields)
    assert set(ids.values()) == {1}
    assert set(ids) == {f"{table.name}/{name}" for table in TABLES.values() for name in table.names}
    assert {field["source"]["fileObject"]["@id"] for field in fields} <= files
    targets = {field["references"]["field"]["@id"] for field in fields if "references" in field}
    assert "sponsors/sponsor_id" in targets
    assert targets <= set(ids)
    keys = {key["@id"] for table in record["recordSet"] for key in table["key"]}
    assert keys <= set(ids)


def test_croissant_knows_every_file_by_its_checksum(record: dict, folder: Path) -> None:
    sums = dict(
        reversed(line.split("  "))
        for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    home = "https://example.org/ads/downloads/"
    found = {file["contentUrl"].removeprefix(home): file for file in record["distribution"]}
    assert len(found) == 2 * len(TABLES)
    for path, file in found.items():
        assert sums[path] == file["sha256"]
        assert file["contentSize"] == f"{(folder / path).stat().st_size} B"


def test_sha256sum_accepts_the_checksums_of_every_file(folder: Path) -> None:
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {line[66:] for line in listed} == here - {"SHA256SUMS", *OF_THE_PAGE}
    program = shutil.which("sha256sum")
    command = [program] if program else [shutil.which("shasum"), "-a", "256"]
    done = subprocess.run(
        [*command, "--check", "--strict", "SHA256SUMS"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_dictionary_has_a_row_for_each_field(folder: Path) -> None:
    with (folder / "fields.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["table"], row["field"]) for row in rows] == [
        (table.name, name) for table in TABLES.values() for name in table.names
    ]
    (sponsor,) = [r for r in rows if (r["table"], r["field"]) == ("payers", "sponsor_id")]
    assert sponsor["refers_to"] == "sponsors.sponsor_id"
    assert (sponsor["may_be_missing"], sponsor["is_key"], sponsor["type"]) == (
        "false", "false", "string",
    )  # fmt: skip


def example(page: str, language: str) -> str:
    (code,) = re.findall(rf'<code class="language-{language}">(.*?)</code>', page, re.DOTALL)
    return html.unescape(code)


def promised(page: str) -> tuple[Decimal, Decimal, int]:
    found = re.search(
        r"lower bounds added up \(([\d.]+)\), .*? \(([\d.]+)\) and the rows \((\d+)\)", page
    )
    return Decimal(found[1]), Decimal(found[2]), int(found[3])


def test_example_for_duckdb_gives_the_number_of_the_page(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert duckdb.sql(example(page, "sql")).fetchone() == promised(page)


def test_example_for_pandas_gives_the_number_of_the_page(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    exec(example(page, "python"), {})
    lo, hi, count = capsys.readouterr().out.split()
    assert (Decimal(lo), Decimal(hi), int(count)) == promised(page)


def test_example_is_a_number_of_the_home_page(page: str, small_docs: Path) -> None:
    shown = re.search(r"<strong>([^<]+)</strong> \(", page)[1]
    assert shown in (small_docs / "index.md").read_text(encoding="utf-8")
    # 52 advertisers of the demonstration; those with 0 may have spent up to one step of 100.
    lo, hi, _ = promised(page)
    assert shown == f"US${lo:,.0f}–US${hi:,.0f}"
