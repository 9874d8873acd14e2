"""From archive folders to a new store: recognise, read, audit, date, map, link, write.

Nothing is stored unless everything that was recognised could be read and understood; all
problems of a run are reported together. A file with a problem takes no part in the later steps,
so that each fault is told once.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir

from generator.adapters import all_archives
from generator.adapters.source import References
from generator.archives.files import RawFile, find_files
from generator.errors import ArchiveError, raise_together
from generator.ingest.allowances import Allowances, Tolerance
from generator.ingest.audit import audit_values
from generator.ingest.copies import date_items, mark_current, without_repeats
from generator.ingest.plausible_copies import note_confirmed, question_copies, record_accepted
from generator.ingest.plausible_rows import note_spreadsheets
from generator.ingest.recognise import Passed, Recognised, audit_header, recognise
from generator.ingest.stage import Progress, stage, typed_tables
from generator.ingest.unreadable import leave_out_unreadable
from generator.ingest.write import write_store
from generator.sponsors.decisions import Decision
from generator.sponsors.link_inputs import LinkInputs
from generator.store.tables import Engine, Store, StoreWriter

__all__ = ["Allowances", "Ingested", "Passed", "Tolerance", "ingest"]


@dataclass(frozen=True)
class Ingested:
    """What an ingest did."""

    store: Store
    read: tuple[RawFile, ...]
    passed: tuple[Passed, ...]
    unused_decisions: tuple[Decision, ...]
    notes: tuple[str, ...] = ()
    """What looks odd in a copy, and stops nothing."""
    records: tuple[str, ...] = ()
    """The records that were written because copies were accepted."""


def ingest(
    roots: Sequence[Path],
    store_dir: Path,
    references: References,
    knowledge: LinkInputs,
    *,
    is_demo: bool,
    check: Callable[[Store], None],
    progress: Progress = lambda stage, done, total: None,
    allowed: Allowances = Allowances(),  # noqa: B008 (frozen)
) -> Ingested:
    """Read every archive below ``roots`` into a new version of the store.

    ``knowledge`` is what the linking of payers is told beside the archives.
    ``check`` is called with the new version before it is published, and may raise. Copies that look
    wrong and are ``allowed`` are recorded beside them. Raises ArchiveErrors with every problem
    found; the old store is then untouched.
    """
    files, problems = find_files(roots)
    items, passed = _recognised(files, references, problems, progress, allowed)
    if not items and not problems:
        raise ArchiveError(_nothing_recognised(roots, passed))
    engine = Engine()
    recognised = items
    items = stage(engine, items, problems, progress, allowed.tolerance)
    items = audit_values(engine, items, problems, allowed.tolerance)
    items = date_items(items, files, roots, references, problems)
    refused = set(_archives(recognised) - _archives(items))
    passed += [
        Passed(item.file.label, item.source.skip_reason)
        for item in items
        if item.source.skip_reason
    ]
    items = [item for item in items if not item.source.skip_reason]
    items = without_repeats(items, passed, problems)
    mark_current(items)
    note_confirmed(items, allowed.copies)
    raw = typed_tables(engine, items)
    raw = leave_out_unreadable(engine, raw, items, references, problems, allowed.tolerance, refused)
    problems += _not_understood(raw, references, refused)
    _take_notes(raw, items, references)
    note_spreadsheets(raw, items)
    raise_together(problems)
    if not items:
        raise ArchiveError(_nothing_recognised(roots, passed))
    writer = StoreWriter(store_dir, engine)
    try:
        written = write_store(
            engine, writer, raw, items, references, knowledge, roots,
            is_demo=is_demo, progress=progress,
        )  # fmt: skip
        questioned = question_copies(written.store, items, allowed.copies, problems)
        raise_together(problems)
        check(written.store)
        records = record_accepted(questioned.accepted)
    except BaseException:
        writer.discard()
        raise
    passed.sort(key=lambda item: item.label)
    read = tuple(item.file for item in items)
    return Ingested(
        writer.publish(), read, tuple(passed), written.linked.unused, questioned.notes, records
    )


def _recognised(
    files: Sequence[RawFile],
    references: References,
    problems: list[str],
    progress: Progress,
    allowed: Allowances,
) -> tuple[list[Recognised], list[Passed]]:
    items: list[Recognised] = []
    passed: list[Passed] = []
    for number, file in enumerate(files):
        progress("recognise", number + 1, len(files))
        try:
            found = recognise(file)
        except ArchiveError as error:
            problems.append(str(error))
            continue
        if isinstance(found, Passed):
            passed.append(found)
            continue
        wrong = audit_header(found, references, allow_new_columns=allowed.new_columns)
        if isinstance(wrong, Passed):
            passed.append(wrong)
        elif wrong:
            problems.append(wrong)
        else:
            items.append(found)
    return items, passed


def _archives(items: Sequence[Recognised]) -> Counter[str]:
    """By archive: how many files of it there are."""
    return Counter(item.archive.id for item in items)


def _not_understood(
    raw: Mapping[str, Mapping[str, ir.Table]], references: References, refused: set[str]
) -> list[str]:
    """What is wrong with whole files. An archive of which a file is ``refused`` already is not
    asked: what the others lack without it is no other fault."""
    return [
        problem
        for archive in all_archives()
        if archive.id in raw and archive.id not in refused
        for problem in archive.problems(raw[archive.id], references)
    ]


def _take_notes(
    raw: Mapping[str, Mapping[str, ir.Table]], items: Sequence[Recognised], references: References
) -> None:
    """Keep with its file what each archive's adapter notes."""
    by_label = {item.file.label: item for item in items}
    for archive in all_archives():
        if archive.id in raw:
            for note in archive.notes(raw[archive.id], references):
                by_label[note.file].notes.append(note)


def _nothing_recognised(roots: Sequence[Path], passed: Sequence[Passed]) -> str:
    reasons = "".join(f"\n  - {item.label}: {item.reason}" for item in passed[:10])
    more = f"\n  and {len(passed) - 10:,} more files" if len(passed) > 10 else ""
    folders = ", ".join(map(str, roots))
    found = f" Not read:{reasons}{more}" if passed else " The folder holds no file."
    return (
        f"no archive was recognised below {folders}. Put the files there as they were downloaded, "
        f"or name another folder with --archives.{found}"
    )
