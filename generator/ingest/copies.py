"""Dates of files; copies of the same thing: repeated, clashing, older and newest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.adapters.source import References, Tally
from generator.archives.dating import Dated, Records, date_from_names, parse_date
from generator.archives.files import RawFile
from generator.archives.rows import start_of
from generator.archives.told import told_of
from generator.errors import ArchiveError
from generator.ingest.recognise import README, Passed, Recognised

NO_DATE = (
    "no date. Put it in a folder named by its day, such as 2020-10-01, or put a snapshot.json with "
    "a key taken_on beside it."
)


def date_items(
    items: Sequence[Recognised],
    files: Sequence[RawFile],
    roots: Sequence[Path],
    references: References,
    problems: list[str],
) -> list[Recognised]:
    """Give every file its facts and date. Returns those that have one. ``files`` are all that were
    found: a note of the platform beside a file says what its name does not."""
    readmes = {file.container: file for file in files if README.fullmatch(file.name)}
    records = Records(roots)
    problems += records.problems
    updated: dict[tuple[str, Path, str], Dated] = {}
    for item in items:
        if item.source.skip_reason and (found := parse_date(item.last_date_text or "")):
            updated[_bundle_key(item)] = Dated(*found, "the bundle's own date")
    dated = []
    for item in items:
        readme = readmes.get(item.file.container)
        try:
            note = "" if readme is None else start_of(readme).decode("utf-8", errors="replace")
            tally = Tally(
                item.row_count,
                item.last_date_text,
                item.file.label,
                note,
                told_of(item.file),
                given_day(item, records),
            )
            item.told = item.archive.describe(item.source, item.file.name, tally, references)
            item.day = _dated(item, records, updated.get(_bundle_key(item)))
        except ArchiveError as error:
            problems.append(str(error))
        except ValueError as error:
            problems.append(f"{item.file.label}: {error}")
        else:
            if item.day:
                dated.append(item)
            else:
                problems.append(f"{item.file.label}: {NO_DATE}")
    return dated


def _dated(item: Recognised, records: Records, updated: Dated | None) -> Dated | None:
    """The archive's own word for the day first, then a record, then a name, then a last resort."""
    record = records.find(item.file, item.archive.dated_name)
    own = None
    if item.facts.taken_on:
        own = Dated(item.facts.taken_on, "day", item.facts.taken_on_basis)
    from_name = own if item.facts.is_dated_by_name else None
    named = date_from_names(item.file, item.archive.dated_name)
    found = from_name or updated or record or named or own
    if found and record and record is not found:
        return replace(found, origin=record.origin, licence=record.licence)
    return found


def given_day(item: Recognised, records: Records) -> date | None:
    """The day that a record beside the file, or a name around it, gives it."""
    found = records.find(item.file, item.archive.dated_name)
    found = found or date_from_names(item.file, item.archive.dated_name)
    return found.day if found and found.precision == "day" else None


def _bundle_key(item: Recognised) -> tuple[str, Path, str]:
    """Files of one bundle: of one archive in the same folder, on disk or in the zip."""
    return item.archive.id, item.file.root, item.file.container


def without_repeats(
    items: Sequence[Recognised], passed: list[Passed], problems: list[str]
) -> list[Recognised]:
    """Leave out a file whose bytes were read already; two different ones for one day clash."""
    kept: dict[tuple[str, object], Recognised] = {}
    for item in items:
        first = kept.setdefault((item.series_id, item.dated.day), item)
        if first is item:
            continue
        if first.sha256 == item.sha256:
            passed.append(Passed(item.file.label, f"the same bytes as {first.file.label}"))
        else:
            problems.append(
                f"{item.file.label}: {first.file.label} is another {item.archive.id} "
                f"{item.source.part} of {item.dated.text}, with other rows. Remove one, or date "
                "them apart."
            )
    return list(kept.values())


def mark_current(items: Sequence[Recognised]) -> None:
    """Mark the newest file of each series."""
    newest: dict[str, date] = {}
    for item in items:
        newest[item.series_id] = max(item.dated.day, newest.get(item.series_id, item.dated.day))
    for item in items:
        item.is_current = item.dated.day == newest[item.series_id]
