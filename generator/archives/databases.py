"""Read the tables of an SQLite database as text, row by row, without changing the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import ArchiveError

MAGIC = b"SQLite format 3\0"


def is_database(path: Path) -> bool:
    """True if the file begins as an SQLite database does."""
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def table_names(path: Path, label: str) -> list[str]:
    """The tables that hold data of their own, sorted: no views, no search indexes.

    Raises ArchiveError if the database is damaged.
    """
    try:
        with closing(_connect(path)) as connection:
            found = connection.execute(
                "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
                "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            ).fetchall()
    except sqlite3.Error as error:
        raise _damaged(label, error) from error
    return sorted(name for (name,) in found)


def column_names(path: Path, table: str, label: str) -> list[str]:
    """The columns of a table, in its order. Raises ArchiveError if the database is damaged."""
    try:
        with closing(_connect(path)) as connection:
            found = connection.execute(
                "SELECT name FROM pragma_table_info(?) ORDER BY cid", [table]
            ).fetchall()
    except sqlite3.Error as error:
        raise _damaged(label, error) from error
    return [name for (name,) in found]


@dataclass
class DatabaseReading:
    """The rows of one table. The line of a row is its number in the order of the row ids."""

    path: Path
    table: str
    label: str
    header: list[str] = field(default_factory=list)
    rows_in: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)
    damaged: list[tuple[int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells). A missing cell is ''. Raises ArchiveError on damage."""
        self.header = column_names(self.path, self.table, self.label)
        columns = ", ".join(map(_quoted, self.header))
        try:
            with closing(_connect(self.path)) as connection:
                query = f"SELECT {columns} FROM {_quoted(self.table)} ORDER BY rowid"  # noqa: S608
                for number, cells in enumerate(connection.execute(query), start=1):
                    self.rows_in += 1
                    yield number, ["" if cell is None else str(cell) for cell in cells]
        except sqlite3.Error as error:
            raise _damaged(self.label, error) from error


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _damaged(label: str, error: sqlite3.Error) -> ArchiveError:
    return ArchiveError(
        f"{label}: the database is damaged or cut off ({error}). Download it again, or remove it."
    )
