"""The date of a snapshot: from a record beside the files, the archive itself, or a name.

A record is ``snapshot.json`` in the same folder (written by a download), or a ``SOURCES.csv``
at the top of the archives folder (written by hand) with the columns ``path, taken_on`` and,
if known, ``origin_repository, origin_licence``; its paths may be folders or patterns.
"""

import csv
import fnmatch
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.archives.files import RawFile
from generator.errors import ArchiveError

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?![\d-])")


@dataclass(frozen=True)
class Dated:
    """A day, or the first of a month of which only the month is known, and where it stood."""

    day: date
    precision: str
    basis: str
    origin: str | None = None
    licence: str | None = None

    @property
    def text(self) -> str:
        """ISO date, or year and month."""
        return self.day.isoformat() if self.precision == "day" else self.day.isoformat()[:7]


def parse_date(text: str) -> tuple[date, str] | None:
    """The first day (or else month) written in the text, with its precision; None if none."""
    for pattern, precision in ((_DAY, "day"), (_MONTH, "month")):
        for found in pattern.finditer(text):
            parts = [int(part) for part in found.groups()]
            try:
                return date(*parts, *([1] if precision == "month" else [])), precision
            except ValueError:
                continue
    return None


class Records:
    """The records beside the files of some archive folders."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._sources = {root: _read_sources(root) for root in roots}

    def find(self, file: RawFile) -> Dated | None:
        """What a record says about the file, or None. Raises ArchiveError if it is malformed."""
        beside = file.path.parent / "snapshot.json"
        if beside.is_file():
            return _read_snapshot_json(beside)
        relative = file.path.relative_to(file.root).as_posix()
        best: tuple[int, Mapping[str, str]] | None = None
        for row in self._sources[file.root]:
            path = row["path"].rstrip("/")
            if relative == path or relative.startswith(path + "/") or fnmatch.fnmatch(relative, path):
                if best is None or len(path) > best[0]:
                    best = (len(path), row)
        if best is None:
            return None
        row = best[1]
        text = (row.get("taken_on") or "").strip()
        found = parse_date(text) if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text) else None
        if found is None:
            return None
        return Dated(
            *found,
            "SOURCES.csv",
            (row.get("origin_repository") or "").strip() or None,
            (row.get("origin_licence") or "").strip() or None,
        )


def date_from_names(file: RawFile) -> Dated | None:
    """The date in the file's own name, else in the nearest folder that has one."""
    for part in reversed(re.split(r"[/!]", file.label)):
        if found := parse_date(part):
            return Dated(*found, f"the name {part!r}")
    return None


def _read_sources(root: Path) -> list[dict[str, str]]:
    path = root / "SOURCES.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if rows and not {"path", "taken_on"} <= set(rows[0]):
        raise ArchiveError(f"{path.name}: needs the columns path and taken_on.")
    return rows


def _read_snapshot_json(path: Path) -> Dated:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        day = date.fromisoformat(data["taken_on"])
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(
            f"{path}: needs a key taken_on with a day such as 2020-10-01 ({error})."
        ) from error
    return Dated(day, "day", "snapshot.json", data.get("url"), data.get("licence"))
