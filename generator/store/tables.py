"""The store: Parquet tables in one vocabulary. The only module that opens the engine.

A store folder holds one version, ``v-<digest>``, and the link ``current`` to it. A new version
is written beside it and the link is replaced in one step, so that a killed run leaves the old
version whole. The same rows give the same bytes.
"""

import hashlib
import json
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection
from ibis.backends.duckdb import Backend
from sqlglot import expressions

from generator.errors import StoreError
from generator.schema import TABLES, Table
from generator.text.formulas import BEGINNING

_BUILDING = "building"
SCHEMA_VERSION = 4
MEMORY = "1GB"
"""What the engine may hold in memory; beyond that it uses a temporary folder."""


class _DuckDB(Backend):  # type: ignore[misc]  # Ibis has no types.
    """Ibis's own backend, but it does not ask for a table's columns in the way that DuckDB 1.5
    deprecates. Ibis mends that after version 12 (its pull request 12001): then this class goes."""

    def get_schema(
        self, table_name: str, *, catalog: str | None = None, database: str | None = None
    ) -> ibis.Schema:
        """The names and types of a table's columns."""
        table = expressions.table_(table_name, db=database, catalog=catalog, quoted=True)
        rows = self.con.sql(f"DESCRIBE {table.sql(self.dialect)}").fetchall()
        kind_of = self.compiler.type_mapper.from_string
        return ibis.schema(
            {name: kind_of(kind, nullable=null == "YES") for name, kind, null, *_ in rows}
        )


class Engine:
    """A connection that reads, maps and adds up. DuckDB, in memory, through Ibis."""

    def __init__(self) -> None:
        # Ibis would join nested selects into one; DuckDB does that itself, and much faster.
        ibis.options.sql.fuse_selects = False
        self._viewed: list[ir.Table] = []
        scratch = tempfile.mkdtemp(prefix="paidforby-")
        # Nobody closes an engine: its folder goes when it does.
        weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self._connection = _DuckDB().connect(memory_limit=MEMORY, temp_directory=scratch)

    @property
    def connection(self) -> DuckDBPyConnection:
        """The engine's own connection, for a library that works on it."""
        connection: DuckDBPyConnection = self._connection.con
        return connection

    def create(self, name: str, columns: Mapping[str, str]) -> None:
        """An empty table with these columns and types."""
        self._connection.create_table(name, schema=ibis.schema(dict(columns)))

    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows to a table made by :meth:`create`."""
        self._connection.insert(name, rows)

    def table(self, name: str) -> ir.Table:
        """A table made by :meth:`create`."""
        return self._connection.table(name)

    def drop(self, name: str) -> None:
        """Forget a table made by :meth:`create` or :meth:`keep`."""
        self._connection.drop_table(name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out once, and read from the result."""
        return self._connection.create_table(name, expression)

    def view(self, name: str, expression: ir.Table) -> ir.Table:
        """Give an expression a name in the engine. Nothing is worked out; what is built on it is
        put into words without it, which for a long expression takes longer than to answer it."""
        # Ibis takes the rows that an expression brings along away when the expression is gone.
        self._viewed.append(expression)
        view = self._connection.create_view(name, expression)
        # The engine may know a column by another type than Ibis does: a day that it has as a time.
        return view.cast(dict(expression.schema()))

    def read(self, path: Path) -> ir.Table:
        """A Parquet file."""
        return self._connection.read_parquet(path)

    def write(self, expression: ir.Table, path: Path) -> None:
        """Write the rows of an expression, in its order."""
        self._connection.to_parquet(expression, path, compression="zstd")

    def write_csv(self, expression: ir.Table, path: Path) -> None:
        """Write the rows of an expression as CSV, in its order."""
        self._connection.to_csv(expression, path, header=True)


@dataclass(frozen=True)
class Store:
    """A finished store, open for reading."""

    folder: Path

    @classmethod
    def open(cls, store_dir: Path) -> "Store":
        """The current version. Raises StoreError if there is none or it has another schema."""
        link = store_dir / "current"
        if not link.is_dir():
            raise StoreError(
                f"{store_dir}: no store yet. Run `paidforby ingest --archives DIR` first."
            )
        store = cls(link.resolve())
        try:
            version = store.manifest.get("schema_version")
        except (OSError, ValueError, AttributeError) as error:
            raise _damaged(store_dir, f"manifest.json is not readable: {error}") from error
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"{store_dir}: written by another version of the program. Remove the folder, and run "
                "`paidforby ingest` again."
            )
        for name in TABLES:
            if not store.path(name).is_file():
                raise _damaged(store_dir, f"{name}.parquet is missing")
        return store

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What was built: schema version, demonstration or not, row counts, digests."""
        text = (self.folder / "manifest.json").read_text(encoding="utf-8")
        found: Mapping[str, Any] = json.loads(text)
        return found

    @cached_property
    def roots(self) -> tuple[Path, ...]:
        """The archive folders that the store was read from, on the machine that read them."""
        return tuple(Path(item) for item in json.loads((self.folder / "roots.json").read_text()))

    @cached_property
    def _engine(self) -> Engine:
        return Engine()

    def path(self, name: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{name}.parquet"

    @cached_property
    def _tables(self) -> dict[str, ir.Table]:
        return {}

    def table(self, name: str) -> ir.Table:
        """A table as an Ibis expression."""
        if name not in self._tables:
            rows = self._tables[name] = self._engine.read(self.path(name))
            if not pq.read_metadata(self.path(name)).num_rows:
                _WITHOUT_ROWS.add(rows.get_name())
        return self._tables[name]

    def stage(self, rows: ir.Table, path: Path) -> ir.Table:
        """Work rows out into a file, and read from there: what one query cannot hold in memory,
        two may."""
        self._engine.write(rows, path)
        return self._engine.read(path)

    def write_csv(self, rows: ir.Table, path: Path) -> None:
        """Write rows as CSV with a header."""
        self._engine.write_csv(rows, path)

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.manifest["tables"][name]["row_count"])

    def columns(self, name: str) -> ibis.Schema:
        """The names and types of a table's columns, as its file says; the engine is not asked."""
        return ibis.Schema.from_pyarrow(pq.read_schema(self.path(name)))

    def filled(self) -> Iterator[Table]:
        """The tables that have rows, as the files themselves say. Most sets of archives fill a few."""
        for table in TABLES.values():
            if pq.read_metadata(self.path(table.name)).num_rows:
                yield table


def _damaged(store_dir: Path, what: str) -> StoreError:
    return StoreError(
        f"{store_dir}: the store is damaged ({what}). Remove the folder, and run `paidforby ingest` "
        "again."
    )


def frame(expression: ir.Table) -> pd.DataFrame:
    """The rows of an expression, money as float (whole and half cents fit), dates as dates, a text
    that is missing as None."""
    casts = {
        name: expression[name].cast("float64")
        for name, kind in expression.schema().items()
        if kind.is_decimal()
    }
    rows = expression.mutate(**casts) if casts else expression
    found = rows.schema().to_pyarrow().empty_table() if _is_empty(rows.op()) else rows.to_pyarrow()
    return pd.DataFrame({name: _series(found[name]) for name in found.column_names})


_WITHOUT_ROWS: set[str] = set()
"""The names, in their engines, of tables of stores that have no rows. Most archives fill a few."""


def _is_empty(rows: ops.Node) -> bool:
    """Whether it is plain that there are no rows. To ask takes hundreds of times longer."""
    match rows:
        case ops.DatabaseTable():
            return rows.name in _WITHOUT_ROWS
        case ops.Aggregate():
            return bool(rows.groups) and _is_empty(rows.parent)
        case ops.Project() | ops.DropColumns() | ops.Filter() | ops.Sort() | ops.Limit():
            return _is_empty(rows.parent)
        case ops.Distinct() | ops.JoinReference() | ops.SelfReference():
            return _is_empty(rows.parent)
        case ops.Union():
            return _is_empty(rows.left) and _is_empty(rows.right)
        case ops.JoinChain():
            found = _is_empty(rows.first)
            for link in rows.rest:
                other = _is_empty(link.table)
                if link.how in ("inner", "semi", "cross"):
                    found = found or other
                elif link.how not in ("left", "anti"):
                    found = found and other
            return found
        case _:
            return False


def _series(column: pa.ChunkedArray) -> pd.Series:
    """A column for pandas. Rows are taken one after the other, and pandas is slow to unpack its own
    kind of text, and writes what is missing in it as "nan"; so texts are plain objects."""
    kind = column.type
    if pa.types.is_date(kind):
        return pd.Series(column.cast(pa.timestamp("s")).to_numpy())
    if pa.types.is_integer(kind) and 0 < column.null_count < len(column):
        return pd.Series(column.cast(pa.float64()).to_numpy())
    if pa.types.is_floating(kind) or pa.types.is_timestamp(kind):
        return pd.Series(column.to_numpy())
    if pa.types.is_string(kind) or column.null_count or pa.types.is_nested(kind):
        return pd.Series(column.to_numpy() if pa.types.is_string(kind) else column.to_pylist(), dtype=object)  # fmt: skip
    return pd.Series(column.to_numpy())


def table_of(columns: Mapping[str, Sequence[object]], types: Mapping[str, str]) -> ir.Table:
    """Rows of our own, column by column, for a join with those of the store. The types are said and
    not guessed: a list may be empty."""
    kinds = ibis.schema(dict(types)).to_pyarrow()
    # Not as a plain mapping: Ibis would take it through pandas.
    return ibis.memtable(pa.table([list(columns[name]) for name in kinds.names], schema=kinds))


def table_of_rows(rows: Iterable[Sequence[object]], types: Mapping[str, str]) -> ir.Table:
    """The same, row by row."""
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    return table_of(dict(zip(types, columns, strict=True)), types)


def conform(expression: ir.Table, table: Table) -> ir.Table:
    """The fields of a table in its order and types; a nullable field that is absent is null."""
    columns = {}
    for field in table.fields:
        if field.name in expression.columns:
            columns[field.name] = expression[field.name].cast(field.type)
        elif field.nullable:
            columns[field.name] = ibis.null(field.type)
        else:
            raise StoreError(f"{table.name}: the field {field.name} has no value.")
    return expression.select(**columns)


def empty(name: str) -> ir.Table:
    """A table of the store without rows."""
    return ibis.memtable(schema_of(name).empty_table())


def schema_of(name: str) -> pa.Schema:
    """The columns of a table of the store as Arrow types."""
    types = {field.name: field.type for field in TABLES[name].fields}
    return ibis.schema(types).to_pyarrow()


class StoreWriter:
    """Writes a new version beside the current one; nothing is visible until :meth:`publish`."""

    def __init__(self, store_dir: Path, engine: Engine) -> None:
        self._store_dir = store_dir
        self._engine = engine
        self.folder = store_dir / _BUILDING
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def write(self, name: str, expressions: Sequence[ir.Table]) -> None:
        """Write one table from rows that conform to it, sorted by its key."""
        table = TABLES[name]
        path = self.folder / f"{name}.parquet"
        if expressions:
            rows = [conform(expression, table) for expression in expressions]
            union = rows[0] if len(rows) == 1 else ibis.union(*rows)
            self._engine.write(union.order_by(list(table.key)), path)
        else:
            pq.write_table(schema_of(name).empty_table(), path, compression="zstd")

    def written(self, name: str) -> ir.Table:
        """A table that was written."""
        return self._engine.read(self.folder / f"{name}.parquet")

    def finish(self, *, is_demo: bool, roots: Iterable[Path]) -> Store:
        """Write the manifest. The version can then be read, and checked, as a :class:`Store`."""
        tables = {}
        for name in TABLES:
            path = self.folder / f"{name}.parquet"
            tables[name] = {
                "row_count": pq.read_metadata(path).num_rows,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
        manifest = {"schema_version": SCHEMA_VERSION, "is_demo": is_demo, "tables": tables}
        text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
        (self.folder / "manifest.json").write_text(text, encoding="utf-8")
        (self.folder / "roots.json").write_text(json.dumps([str(root) for root in roots]))
        return Store(self.folder)

    def publish(self) -> Store:
        """Make this version the current one, in one step, and remove the others."""
        digest = hashlib.sha256((self.folder / "manifest.json").read_bytes()).hexdigest()[:12]
        current = (self._store_dir / "current").resolve()
        # The same rows again get another name: there is a whole current version at every moment.
        names = (self._store_dir / f"v-{digest}", self._store_dir / f"v-{digest}-again")
        version = next(path for path in names if path.resolve() != current)
        shutil.rmtree(version, ignore_errors=True)
        self.folder.replace(version)
        link = self._store_dir / "current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(version.name)
        link.replace(self._store_dir / "current")
        for other in sorted(self._store_dir.glob("v-*")):
            if other != version:
                shutil.rmtree(other, ignore_errors=True)
        return Store(version)

    def discard(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.folder, ignore_errors=True)


def write_csv(store: Store, name: str, path: Path) -> None:
    """A table as CSV. Text that a spreadsheet would run as a formula gets a leading apostrophe."""
    if not store.count(name):
        path.write_text(",".join(TABLES[name].names) + "\n", encoding="utf-8")
        return
    rows = store.table(name)
    columns = {
        field.name: rows[field.name]
        .re_search(BEGINNING)
        .ifelse(ibis.literal("'") + rows[field.name], rows[field.name])
        for field in TABLES[name].fields
        if field.type == "string"
    }
    store.write_csv(rows.mutate(**columns) if columns else rows, path)
