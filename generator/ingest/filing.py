"""File a download that a person made under its archive and day: ``paidforby import``.

What a file is, and of which day, is decided by the same code that reads it later. The folder is
``<archive>/<day>/``, with the file under its own name and a ``snapshot.json`` beside it.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.adapters.source import NotTold, References, Tally
from generator.archives.dating import Records
from generator.archives.files import RawFile, find_files
from generator.archives.zips import zip_trouble
from generator.errors import ArchiveError
from generator.ingest.copies import NO_DATE, date_items, given_day
from generator.ingest.recognise import Passed, Recognised, audit_header, recognise
from generator.ingest.stage import stage
from generator.store.tables import Engine

RECORD = "snapshot.json"


@dataclass(frozen=True)
class Filed:
    """Where a file is now. ``is_new`` is false if its bytes were there before."""

    archive: str
    day: date
    path: Path
    is_new: bool


Ask = Callable[[str], str]
"""Asks a person for one of the facts of :mod:`generator.archives.told`, or for "taken_on"."""


def file_download(
    source: Path,
    archives_dir: Path,
    references: References,
    taken_on: date | None = None,
    told: Mapping[str, str] | None = None,
    ask: Ask | None = None,
) -> Filed:
    """Copy one file to where it belongs below ``archives_dir``.

    ``taken_on`` is needed only for a file that does not say its day itself, ``told`` for one that
    does not say its country, window or region; what is missing is asked for, if there is somebody
    to ``ask``. Raises ArchiveError
    with the reason for a file that no archive recognises, that is damaged, or that would take
    the place of another one; nothing is changed then.
    """
    if not source.is_file():
        raise ArchiveError(f"{source}: no such file. Name the file that was downloaded.")
    if source.name.startswith(".") or source.name == RECORD:
        raise ArchiveError(f"{source}: has no name of a download. Rename it.")
    try:
        with _copy(source, archives_dir) as copy:
            files, items = _recognised(copy, references)
            told, taken_on = _asked(items, references, dict(told or {}), taken_on, ask)
            day = _day(copy, files, items, references, taken_on, told, ask)
            return _put(copy, items[0].archive.id, day, archives_dir, told)
    except OSError as error:
        raise ArchiveError(f"{source}: cannot be copied ({error.strerror}).") from error


@contextmanager
def _copy(source: Path, archives_dir: Path) -> Iterator[Path]:
    """A copy in a hidden folder on the same disk, which is removed in the end."""
    archives_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=archives_dir) as folder:
        copy = Path(folder) / "new" / source.name
        copy.parent.mkdir()
        with source.open("rb") as old, copy.open("wb") as new:
            shutil.copyfileobj(old, new, 1 << 20)
            new.flush()
            os.fsync(new.fileno())
        yield copy


def _recognised(copy: Path, references: References) -> tuple[list[RawFile], list[Recognised]]:
    """The files in it, and those that are parts of one archive. Raises ArchiveError."""
    if copy.suffix.lower() == ".zip" and (trouble := zip_trouble(copy)):
        raise ArchiveError(f"{copy.name}: {trouble}. Download it again.")
    files, problems = find_files([copy.parent])
    if problems:
        raise ArchiveError(problems[0])
    items, reasons = [], []
    for file in files:
        found = recognise(file)
        if isinstance(found, Recognised):
            wrong = audit_header(found, references)
            if isinstance(wrong, Passed):
                reasons.append(f"{wrong.label}: {wrong.reason}")
            elif wrong:
                raise ArchiveError(wrong)
            else:
                items.append(found)
        else:
            reasons.append(f"{found.label}: {found.reason}")
    archives = sorted({item.archive.id for item in items})
    if not items:
        told = "".join(f"\n    {reason}" for reason in reasons[:5])
        raise ArchiveError(f"{copy.name}: no archive recognises it.{told}")
    if len(archives) > 1:
        raise ArchiveError(
            f"{copy.name}: holds files of {' and '.join(archives)}. Unpack it, and import one by one."
        )
    return files, items


def _asked(
    items: Sequence[Recognised],
    references: References,
    told: dict[str, str],
    taken_on: date | None,
    ask: Ask | None,
) -> tuple[dict[str, str], date | None]:
    """What was told, and what could be asked for of what the names do not say."""
    if ask is None:
        return told, taken_on
    for item in items:
        day = taken_on or given_day(item, Records([item.file.root]))
        tally = Tally(item.row_count, item.last_date_text, item.file.label, "", told, day)
        try:
            item.archive.describe(item.source, item.file.name, tally, references)
        except NotTold as missing:
            for fact in missing.facts:
                answer = ask(fact)
                if fact == "taken_on":
                    taken_on = date.fromisoformat(answer)
                else:
                    told[fact] = answer
        except ValueError:
            continue  # told when the day is looked for
    return told, taken_on


def _day(
    copy: Path,
    files: Sequence[RawFile],
    items: Sequence[Recognised],
    references: References,
    taken_on: date | None,
    told: Mapping[str, str],
    ask: Ask | None = None,
) -> date:
    """The day of the file by its own account, else the given one. Raises ArchiveError."""
    record = copy.parent / RECORD
    given = dict(told) | ({"taken_on": taken_on.isoformat()} if taken_on else {})
    if given:
        record.write_text(json.dumps(given), encoding="utf-8")
    problems: list[str] = []
    dating = [item for item in items if item.source.dating_column]
    if dating:
        read = stage(Engine(), dating, problems, lambda stage, done, total: None)
        items = [item for item in items if item not in dating or item in read]
    if not problems:
        items = date_items(items, files, [copy.parent], references, problems)
    record.unlink(missing_ok=True)
    if problems and not all(problem.endswith(NO_DATE) for problem in problems):
        raise ArchiveError(next(text for text in problems if not text.endswith(NO_DATE)))
    found = {item.day.day for item in items if item.day and item.day.precision == "day"}
    if not found and ask:
        answer = date.fromisoformat(ask("taken_on"))
        return _day(copy, files, items, references, answer, told)
    if not found:
        raise ArchiveError(
            f"{copy.name}: does not say its day. Give the day on which it was downloaded, such as "
            "--taken-on 2024-10-31."
        )
    if taken_on and taken_on not in found:
        raise ArchiveError(
            f"{copy.name}: says itself that it is of {max(found)}, not of {taken_on}. Leave out "
            "--taken-on."
        )
    return max(found)


def _put(copy: Path, archive: str, day: date, archives_dir: Path, told: Mapping[str, str]) -> Filed:
    sha256, size = _digest(copy), copy.stat().st_size
    if earlier := _same_bytes(archives_dir / archive, sha256):
        return Filed(archive, earlier[0], earlier[1], is_new=False)
    folder = archives_dir / archive / day.isoformat()
    target = folder / copy.name
    if target.exists():
        raise ArchiveError(
            f"{copy.name}: {archive}/{day}/{copy.name} is there already, with other bytes. If the new "
            "file is another one of that day, rename it before it is imported; if it is to take "
            "the old one's place, remove that first."
        )
    entry = {**told, "name": copy.name, "original_name": copy.name, "sha256": sha256, "size": size}
    if not folder.exists():
        _write_record(copy.parent / RECORD, day, [entry])
        folder.parent.mkdir(parents=True, exist_ok=True)
        copy.parent.rename(folder)
        return Filed(archive, day, target, is_new=True)
    record = _read_record(folder / RECORD)
    files = record.get("files")
    if not isinstance(files, list):
        raise ArchiveError(
            f"{copy.name}: {archive}/{day} was downloaded by paidforby fetch, or put there by hand, "
            "and is not changed. Remove that folder first, if this file is to take its place."
        )
    others = [item for item in files if item.get("name") != copy.name]
    _write_record(folder / RECORD, day, [*others, entry])
    copy.rename(target)
    return Filed(archive, day, target, is_new=True)


def _same_bytes(folder: Path, sha256: str) -> tuple[date, Path] | None:
    """The day and path of a recorded file of the archive with these bytes."""
    for path in sorted(folder.rglob(RECORD)):
        record = _read_record(path)
        files = record.get("files")
        names = files if isinstance(files, list) else [{**record, "name": record.get("file")}]
        for item in names:
            found = path.parent / str(item.get("name"))
            if item.get("sha256") == sha256 and found.is_file():
                return date.fromisoformat(str(record.get("taken_on"))), found
    return None


def _read_record(path: Path) -> Mapping[str, object]:
    try:
        record: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
        date.fromisoformat(str(record["taken_on"]))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return record


def _write_record(path: Path, day: date, files: Sequence[Mapping[str, object]]) -> None:
    record = {
        "files": sorted(files, key=lambda item: str(item["name"])),
        "imported": True,
        "taken_on": day.isoformat(),
    }
    temporary = path.with_name(f".{path.name}.new")
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
