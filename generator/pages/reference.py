"""The data dictionary, and the hand-written pages."""

import csv
from dataclasses import dataclass
from pathlib import Path

from generator.pages.base import Cell, Page, SearchData, TableBlock
from generator.pages.coalition import coalition_table
from generator.pages.data import SiteData
from generator.pages.words import plural
from generator.schema import TABLES, Table


@dataclass(frozen=True)
class DictionaryPage(Page):
    """Context of ``data_dictionary.md.j2``."""

    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class WrittenPage(Page):
    """Context of ``written.md.j2``: a page written by people, and perhaps a table behind it."""

    body: str = ""
    table: TableBlock | None = None
    empty_note: str = ""


def dictionary_page(data: SiteData) -> DictionaryPage:
    """Every field of every table, from the schema."""
    return DictionaryPage(
        path="data-dictionary",
        title="Data dictionary",
        description="What every field of the data set means, with its type and unit.",
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind="Help", summary=f"{plural(len(TABLES), 'table')}, field by field"),
        tables=tuple(TABLES.values()),
    )


def written_page(
    data: SiteData, path: str, title: str, description: str, body: str, reference_dir: Path
) -> WrittenPage:
    """A page of ``site_src/pages``; the list of corrections and that of the coalition's members
    are put behind their pages."""
    table, note = None, ""
    if path == "corrections":
        table = corrections_table(reference_dir / "corrections.csv")
        note = "" if table else "No correction has been made yet."
    if path == "coalition":
        table = coalition_table(data.platforms)
    return WrittenPage(
        path=path,
        title=title,
        description=description,
        as_of=data.as_of,
        sources=() if path.startswith("help/") else data.archive_sources,
        search=SearchData(kind="Help", summary=description),
        body=body,
        table=table,
        empty_note=note,
    )


def corrections_table(path: Path) -> TableBlock | None:
    """The corrections made so far, newest first; None if there are none."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["date"], reverse=True)
    if not rows:
        return None
    return TableBlock(
        "Corrections, newest first",
        ("Date", "Page", "What was wrong", "What it says now", "Source"),
        tuple(
            tuple(
                Cell(row[key] or "")
                for key in ("date", "page", "what_was_wrong", "what_it_says_now", "source")
            )
            for row in rows
        ),
    )
