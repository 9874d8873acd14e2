"""The published archives, read into a store once for all tests here."""

import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pytest

from tests.project import command, write_project
from tests.site.demo import environment, once

INGEST_SECONDS = 600


@dataclass(frozen=True)
class RealStore:
    """A project in a temporary folder whose store holds the published archives."""

    config: Path
    said: str

    @property
    def folder(self) -> Path:
        """The Parquet tables."""
        return self.config.parent / "store" / "current"

    def query(self, sql: str, *values: object) -> list[tuple]:
        """Rows of a query over the tables, each of which is a view."""
        return self._connection.execute(sql, list(values)).fetchall()

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        for path in sorted(self.folder.glob("*.parquet")):
            connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
        return connection


@pytest.fixture(scope="session")
def real_store(
    repo_root: Path, real_archives: Path, tmp_path_factory: pytest.TempPathFactory
) -> RealStore:
    """The store of the published archives, and what the command said while it read them."""

    def make(folder: Path) -> None:
        config = write_project(folder, archives=[str(real_archives)])
        done = subprocess.run(
            command(config, "ingest"), cwd=repo_root, env=environment(),
            capture_output=True, text=True, timeout=INGEST_SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        (folder / "said.txt").write_text(done.stderr, encoding="utf-8")

    folder = once(tmp_path_factory, "real-store", make)
    said = (folder / "said.txt").read_text(encoding="utf-8")
    return RealStore(folder / "paidforby.toml", said)
