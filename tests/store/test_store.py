"""The store: whole at every moment, the same bytes for the same input, its schema enforced."""

import gc
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from generator.errors import CheckError, StoreError
from generator.ingest import ingest
from generator.schema import SNAPSHOTS, TABLES, TRACE, Field, Table
from generator.store import tables as store_module
from generator.store.tables import (
    Engine,
    Store,
    StoreWriter,
    conform,
    frame,
    table_of_rows,
    write_csv,
)
from tests.adapters.reading import FIXTURES, ROOT, knowledge, lay_out, put, read_in, references

META = "FacebookAdLibraryReport_2023-03-0{}_NL_yesterday_advertisers.csv"
HEADER = "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library"
KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from generator.ingest import ingest
from tests.adapters.reading import knowledge, references

def stop(stage, done, total):
    if stage == "write" and done:
        os.kill(os.getpid(), signal.SIGKILL)

ingest([Path(sys.argv[1])], Path(sys.argv[2]), references(), knowledge(), is_demo=False,
       check=lambda store: None, progress=stop)
"""


def archives(folder: Path, day: int, name: str = "Demo Polder") -> Path:
    put(folder / META.format(day), f"{HEADER}\n1,{name},{name},5,1\n")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name != "roots.json"
    }


def names(store: Store) -> list[str]:
    return store.table("sponsors").sponsor_name.to_pyarrow().to_pylist()


def test_killed_ingest_leaves_the_old_store_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    store_dir = tmp_path / "store"
    read_in(archives(tmp_path / "old", 1, "Demo Old"), store_dir)
    before = content((store_dir / "current").resolve())
    new = archives(tmp_path / "new", 2, "Demo New")
    command = [sys.executable, "-c", KILLED, str(new), str(store_dir)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()
    assert list((store_dir / "building").glob("*.parquet")), "it was not killed while writing"
    assert content((store_dir / "current").resolve()) == before
    assert names(Store.open(store_dir)) == ["Demo Old"]
    read_in(new, store_dir)
    assert names(Store.open(store_dir)) == ["Demo New"]
    version = (store_dir / "current").resolve().name
    assert {path.name for path in store_dir.iterdir()} == {"current", version}


def test_failed_check_leaves_the_old_store_and_nothing_else(tmp_path: Path) -> None:
    def refuse(store: Store) -> None:
        assert names(store) == ["Demo New"]
        raise CheckError("no")

    store_dir = tmp_path / "store"
    read_in(archives(tmp_path / "old", 1, "Demo Old"), store_dir)
    before = sorted(path.name for path in store_dir.iterdir())
    new = archives(tmp_path / "new", 2, "Demo New")
    with pytest.raises(CheckError):
        ingest([new], store_dir, references(), knowledge(), is_demo=False, check=refuse)
    assert names(Store.open(store_dir)) == ["Demo Old"]
    assert sorted(path.name for path in store_dir.iterdir()) == before


def test_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    found = []
    for place in ("one", "two/deeper"):
        root = tmp_path / place
        for archive in ("meta-report", "snapchat"):
            lay_out(FIXTURES / archive / "archives", root / "archives" / archive)
        found.append(read_in(root / "archives", root / "store").store)
    first, second = found
    assert first.folder.name == second.folder.name
    assert content(first.folder) == content(second.folder)
    assert set(content(first.folder)) == {f"{name}.parquet" for name in TABLES} | {"manifest.json"}
    assert first.count("ads") == 11


def test_there_is_a_whole_store_at_every_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the same rows are written again."""
    store_dir = tmp_path / "store"
    folder = archives(tmp_path / "archives", 1)
    store = read_in(folder, store_dir).store
    moments = []
    replace, remove = os.replace, shutil.rmtree

    def watched_replace(source: Path, target: Path) -> None:
        moments.append(names(Store.open(store_dir)))
        replace(source, target)
        moments.append(names(Store.open(store_dir)))

    def watched_remove(path: Path, **options: bool) -> None:
        remove(path, **options)
        if Path(path).is_relative_to(store_dir):  # not when an engine's own folder goes
            moments.append(names(Store.open(store_dir)))

    monkeypatch.setattr(os, "replace", watched_replace)
    monkeypatch.setattr(shutil, "rmtree", watched_remove)
    for _ in range(2):
        engine = Engine()
        writer = StoreWriter(store_dir, engine)
        for name in TABLES:
            writer.write(name, [engine.read(store.path(name))])
        writer.finish(is_demo=False, roots=[folder])
        store = writer.publish()
    assert len(moments) >= 12
    assert moments == [["Demo Polder"]] * len(moments)
    assert len(list(store_dir.glob("v-*"))) == 1


def test_no_store_yet_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(
        StoreError, match=r"no store yet\. Run `paidforby ingest --archives DIR` first"
    ):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda folder: (folder / "ads.parquet").unlink(), "ads.parquet is missing"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json is not readable"),
        (
            lambda folder: (folder / "manifest.json").write_text("{"),
            "manifest.json is not readable",
        ),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "another version"),
    ],
)
def test_damaged_store_is_told(tmp_path: Path, damage: object, what: str) -> None:
    folder = tmp_path / "v-1"
    folder.mkdir()
    for name in TABLES:
        (folder / f"{name}.parquet").write_bytes(b"")
    manifest = {"schema_version": store_module.SCHEMA_VERSION}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "current").symlink_to("v-1")
    assert Store.open(tmp_path).folder == folder
    damage(folder)
    with pytest.raises(StoreError, match=what) as error:
        Store.open(tmp_path)
    assert "Remove the folder, and run `paidforby ingest` again" in str(error.value)


MONEY = Table(
    "money",
    "A table for a test.",
    (
        Field("file_id", "string", "", nullable=False),
        Field("amount", "decimal(18, 2)", ""),
        Field("day", "date", ""),
    ),
    ("file_id",),
)


def test_rows_get_the_fields_types_and_order_of_their_table() -> None:
    rows = ibis.memtable(pa.table({"more": [1], "amount": ["1.5"], "file_id": ["a"]}))
    found = conform(rows, MONEY).to_pyarrow()
    assert found.column_names == ["file_id", "amount", "day"]
    assert found.schema.field("amount").type == pa.decimal128(18, 2)
    assert found.schema.field("day").type == pa.date32()
    assert [str(value) for value in found["amount"].to_pylist()] == ["1.50"]
    assert found["day"].to_pylist() == [None]


def test_required_field_without_a_value_is_refused() -> None:
    rows = ibis.memtable(pa.table({"amount": ["1.5"]}))
    with pytest.raises(StoreError, match="money: the field file_id has no value"):
        conform(rows, MONEY)


def test_written_tables_have_the_types_of_the_schema(tmp_path: Path) -> None:
    store = read_in(archives(tmp_path / "archives", 1), tmp_path / "store").store
    kinds = {
        "string": "string",
        "int64": "int64",
        "boolean": "bool",
        "date": "date32[day]",
        "timestamp(6)": "timestamp[us]",
        "decimal(18, 2)": "decimal128(18, 2)",
        "decimal(9, 6)": "decimal128(9, 6)",
    }
    for name, table in TABLES.items():
        schema = pq.read_schema(store.path(name))
        found = [(field.name, str(field.type)) for field in schema]
        assert found == [(field.name, kinds[field.type]) for field in table.fields], name


def test_rows_are_sorted_by_the_key_of_their_table(tmp_path: Path) -> None:
    writer = StoreWriter(tmp_path, Engine())
    fields = {field.name: ["x", "x", "x"] for field in SNAPSHOTS.fields if field.type == "string"}
    days = pa.array([0, 0, 0], pa.date32())
    rows = pa.table({**fields, "snapshot_id": ["c", "a", "b"], "taken_on_date": days})
    counted = {"file_count": pa.array([1, 2, 3]), "row_count": pa.array([1, 2, 3])}
    for name, column in counted.items():
        rows = rows.append_column(name, column)
    writer.write("snapshots", [ibis.memtable(rows)])
    found = pq.read_table(tmp_path / "building" / "snapshots.parquet")
    assert found["snapshot_id"].to_pylist() == ["a", "b", "c"]
    assert found["file_count"].to_pylist() == [2, 3, 1]


KEY = ["snapshot_id"]
ASKED = {
    "itself": lambda rows, _other: rows,
    "a filter": lambda rows, _other: rows.filter(rows.line > 0).order_by("line").limit(3),
    "some columns": lambda rows, _other: rows.select("file_id", twice=rows.line * 2).distinct(),
    "groups": lambda rows, _other: rows.group_by(KEY).aggregate(n=rows.count()),
    "a sum of all": lambda rows, _other: rows.aggregate(n=rows.count(), first=rows.line.min()),
    "a sum of all, joined": lambda rows, other: other.cross_join(rows.aggregate(n=rows.count())),
    "a window": lambda rows, _other: rows.mutate(n=rows.count().over(ibis.window(group_by=KEY))),
    "both": lambda rows, other: rows.select(KEY).union(other.select(KEY)),
    "one without the other": lambda rows, other: other.select(KEY).difference(rows.select(KEY)),
    "a list": lambda rows, other: other.filter(other.snapshot_id.isin(rows.snapshot_id)).select(KEY),
    "no list": lambda rows, other: other.filter(other.snapshot_id.notin(rows.snapshot_id)).select(KEY),
    "rows of our own": lambda rows, _other: ibis.memtable(pa.table({"n": [1]})).cross_join(rows.select(KEY)),
    **{
        f"{how}, {place}": lambda rows, other, how=how, place=place: (
            rows.join(other, KEY, how=how) if place == "first" else other.join(rows, KEY, how=how)
        )
        for how in ("inner", "left", "right", "outer", "semi", "anti")
        for place in ("first", "last")
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with totals and without ads."""
    folder = tmp_path_factory.mktemp("reports")
    return read_in(archives(folder / "archives", 1), folder / "store").store


@pytest.mark.parametrize("asked", ASKED)
def test_table_without_rows_answers_as_the_engine_does(asked: str, reports: Store) -> None:
    assert reports.count("ads") == 0 < reports.count("spend_observations")
    for empty, filled in (("ads", "spend_observations"), ("spend_observations", "ads")):
        expression = ASKED[asked](reports.table(empty), reports.table(filled))
        found, told = frame(expression), expression.to_pyarrow()
        assert list(found.columns) == told.column_names
        assert len(found) == told.num_rows


def test_engine_knows_the_columns_of_a_table_by_any_name() -> None:
    engine, columns = (
        Engine(),
        {"a b": "string", 'c"d': "!int64", "e": "decimal(18, 2)", "f": "date"},
    )
    engine.create('odd "name', columns)
    assert engine.table('odd "name').schema() == ibis.schema(columns)


def test_folder_of_an_engine_goes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    engine = Engine()
    assert len(list(tmp_path.iterdir())) == 1
    del engine
    gc.collect()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("rows", [[], [("a", 1, None), (None, None, date(2024, 2, 29))]])
def test_rows_of_our_own_keep_the_types_that_are_said(rows: list[tuple]) -> None:
    found = table_of_rows(rows, {"text": "string", "n": "int64", "day": "date"}).to_pyarrow()
    assert found.schema.types == [pa.string(), pa.int64(), pa.date32()]
    assert [tuple(row.values()) for row in found.to_pylist()] == rows


def test_csv_holds_no_formula(tmp_path: Path) -> None:
    name = '"=1+1"'
    store = read_in(archives(tmp_path / "archives", 1, name), tmp_path / "store").store
    write_csv(store, "sponsors", tmp_path / "sponsors.csv")
    assert ",'=1+1," in (tmp_path / "sponsors.csv").read_text(encoding="utf-8")


def test_every_row_names_its_file_and_line() -> None:
    trace = {field.name for field in TRACE}
    without = {
        name for name, table in TABLES.items() if not trace - {"snapshot_id"} <= set(table.names)
    }
    assert without == {"snapshots", "files", "controls", "sponsors", "payers", "payer_links"}
