"""The date of a snapshot: from a record beside the files, the archive itself, or a name.

A record is ``snapshot.json`` in the same folder (written by a download), or a ``SOURCES.csv``
at the top of the archives folder (written by hand) with the columns ``path, taken_on`` and,
if known, ``origin_repository, origin_licence``; its paths may be folders or patterns. One row may
stand for files of several days, as ``2023-02-28..2023-03-06``: each file's name says which.
"""

import csv
import fnmatch
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.archives.files import RawFile
from generator.errors import ArchiveError
from generator.text.days import written_day

RECORDS = frozenset({"SOURCES.csv", "snapshot.json"})
"""The names of records."""
_DAY = re.compile(r"(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d{2})-(\d{2})(?![\d-])")
_RECORDED = re.compile(r"20\d{2}-\d{2}(-\d{2})?")
_YEAR = re.compile(r"20\d{2}")


@dataclass(frozen=True)
class Dated:
    """A day, or the first of the month or year if no more is known, and where it stood."""

    day: date
    precision: str
    basis: str
    origin: str | None = None
    licence: str | None = None

    @property
    def text(self) -> str:
        """ISO date, or only its year and month, or only its year."""
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


def parse_date(text: str) -> tuple[date, str] | None:
    """The first day (or else month) written in the text, with its precision; None if none."""
    for pattern, precision in ((_DAY, "day"), (_MONTH, "month")):
        if precision == "month" and (day := written_day(text)):
            return day, "day"
        for found in pattern.finditer(text):
            parts = [int(part) for part in found.groups()]
            try:
                return date(*parts, *([1] if precision == "month" else [])), precision
            except ValueError:
                continue
    return None


class Records:
    """The records beside the files of some archive folders.

    ``problems`` says which record could not be read at all.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self.problems: list[str] = []
        self._sources: dict[Path, list[dict[str, str]]] = {}
        for root in roots:
            try:
                self._sources[root] = _read_sources(root)
            except ArchiveError as error:
                self.problems.append(str(error))
                self._sources[root] = []

    def find(self, file: RawFile, first: str = "") -> Dated | None:
        """What a record says about the file, or None. Raises ArchiveError if it is malformed.

        Of a span of days the file's name says which, as in :func:`date_from_names`.
        """
        beside = file.path.parent / "snapshot.json"
        if beside.is_file() and (
            found := _read_snapshot_json(beside, beside.relative_to(file.root))
        ):
            return found
        relative = file.path.relative_to(file.root).as_posix()
        best: Mapping[str, str] | None = None
        for row in self._sources[file.root]:
            path = row["path"]
            is_above = relative == path or relative.startswith(path + "/")
            if not is_above and not fnmatch.fnmatch(relative, path):
                continue
            if best is None or len(path) > len(best["path"]):
                best = row
        if best is None or not best["taken_on"]:
            return None
        origin = best.get("origin_repository") or None
        licence = best.get("origin_licence") or None
        at = f"SOURCES.csv, line {best['line']}, column 'taken_on': {best['taken_on']!r}"
        if span := _span(best["taken_on"]):
            named = date_from_names(file, first)
            if named and span[0] <= named.day <= span[1]:
                return replace(named, origin=origin, licence=licence)
            told = f"is {named.text} by {named.basis}" if named else "has no date in its name"
            raise ArchiveError(
                f"{at} covers {file.label}, which {told}. Give that file a row of its own."
            )
        recorded = _recorded(best["taken_on"])
        if recorded is None:
            raise ArchiveError(
                f"{at} is no day such as 2020-10-01, a month such as 2020-10, a year, nor a span "
                "such as 2020-10-01..2020-10-05. Write it so."
            )
        return Dated(*recorded, "SOURCES.csv", origin, licence)


def _span(text: str) -> tuple[date, date] | None:
    """The first and last day of a span such as ``2023-02-28..2023-03-06``; None if it is none."""
    parts = text.split("..")
    found = [parse_date(part) for part in parts if _RECORDED.fullmatch(part)]
    days = [each[0] for each in found if each and each[1] == "day"]
    if len(parts) != 2 or len(days) != 2:
        return None
    begin, end = days
    return (begin, end) if begin <= end else None


def _recorded(text: str) -> tuple[date, str] | None:
    """A record may know the year only. In a name four digits may mean anything."""
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1), "year"
    return parse_date(text) if _RECORDED.fullmatch(text) else None


def date_from_names(file: RawFile, first: str = "") -> Dated | None:
    """The date in the file's own name, else in the nearest folder or zip that has one.

    A name that fits the pattern ``first`` is asked before the others.
    """
    parts = re.split(r"[/!]", file.label)[::-1]
    for part in sorted(parts, key=lambda part: not (first and re.fullmatch(first, part))):
        if found := parse_date(part):
            return Dated(*found, f"the name {part!r}")
    return None


def _read_sources(root: Path) -> list[dict[str, str]]:
    """The rows with a path, each with the ``line`` on which it ends."""
    path = root / "SOURCES.csv"
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="", restkey="more")
            rows = [
                {
                    **{k: v.strip() for k, v in row.items() if k != "more"},
                    "line": str(reader.line_num),
                }
                for row in reader
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ArchiveError(
            f"SOURCES.csv: not a readable UTF-8 table ({error}). Mend it."
        ) from error
    missing = {"path", "taken_on"} - set(reader.fieldnames or ())
    if missing:
        raise ArchiveError(f"SOURCES.csv: the column {min(missing)!r} is missing. Add it.")
    for row in rows:
        row["path"] = row["path"].rstrip("/")
    return [row for row in rows if row["path"]]


def _read_snapshot_json(path: Path, label: Path) -> Dated | None:
    """What the record says; None if it only confirms a file whose day stands elsewhere."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if set(data) == {"confirmed"}:
            return None
        day = date.fromisoformat(data["taken_on"])
        origin, licence = data.get("url"), data.get("licence")
    except KeyError:
        found = "it is missing"
    except (ValueError, TypeError, AttributeError) as error:
        found = str(error)
    else:
        texts = [str(item) if item else None for item in (origin, licence)]
        return Dated(day, "day", "snapshot.json", *texts)
    raise ArchiveError(
        f"{label.as_posix()}: needs a key taken_on with a day such as 2020-10-01 ({found})."
    )
