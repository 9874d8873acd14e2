"""Rows of the small CSV files that people keep, with the line on which each begins."""

import csv
from collections.abc import Sequence
from pathlib import Path

from generator.errors import ConfigError

_REMEDY = "Mend the line, or take the file from the last version that was right."


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """(line, cells without outer white space) of each row; blank lines are none.

    Raises ConfigError for another header, a row of another length, broken quotes, and text that is
    not UTF-8; each with the line.
    """
    found: list[tuple[int, dict[str, str]]] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            if next(reader, None) != list(columns):
                raise ConfigError(f"{path}: the first line must be {','.join(columns)}.")
            begins = reader.line_num + 1
            try:
                for row in reader:
                    if row and len(row) != len(columns):
                        raise ConfigError(
                            f"{path}, line {begins}: the row must have {len(columns)} cells."
                        )
                    if row:
                        cells = map(str.strip, row)
                        found.append((begins, dict(zip(columns, cells, strict=True))))
                    begins = reader.line_num + 1
            except csv.Error as error:
                raise ConfigError(f"{path}, line {begins}: {error}. {_REMEDY}") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: _first_bad_byte(path)].count(b"\n") + 1
        raise ConfigError(
            f"{path}, line {line}: not UTF-8 text ({error.reason}). {_REMEDY}"
        ) from error
    return found


def _first_bad_byte(path: Path) -> int:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
