"""The pages that people write."""

import csv
from dataclasses import dataclass
from pathlib import Path

from generator.pages.base import Cell, Column, Page, Sample, SearchData, TableBlock
from generator.pages.data import SiteData
from generator.pages.file_notes import left_out_columns
from generator.pages.platform.coalition import coalition_table
from generator.pages.written import Written
from generator.text.language import _


@dataclass(frozen=True)
class WrittenPage(Page):
    """Context of ``written.md.j2``: a page written by people, and perhaps a table behind it."""

    template = "written.md.j2"
    samples = (
        Sample("coalition", "coalition/"),
        Sample("help", "help/"),
        Sample("accessibility", "help/accessibility/"),
        Sample("methodology", "methodology/"),
        Sample("about", "about/"),
        Sample("corrections", "corrections/"),
        Sample("glossary", "glossary/"),
    )

    body: str = ""
    """The text, in Markdown: it is ours, and not escaped."""
    is_english: bool = False
    """True: the language of the page has the text in English only."""
    table: TableBlock | None = None
    """What stands below the text; None without a table."""
    empty_note: str = ""
    """What is said instead where the table has no rows. May be empty."""


def written_page(data: SiteData, written: Written, reference_dir: Path) -> WrittenPage:
    """A page of ``site_src/pages``; the list of corrections, that of the coalition's members
    and that of columns that were left out are put behind their pages."""
    path, table, note = written.path, None, ""
    if path == "corrections":
        table = corrections_table(reference_dir / "corrections.csv")
        note = "" if table else _("No correction has been made yet.")
    if path == "coalition":
        table = coalition_table(data.facts.platforms)
    if path == "methodology":
        table = left_out_columns(data)
    return WrittenPage(
        path=path,
        title=written.title,
        description=written.description,
        as_of=data.as_of,
        sources=() if path.startswith("help/") else data.archive_sources,
        search=SearchData(kind=_("Help"), summary=written.description),
        body=written.body,
        is_english=written.is_english,
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
        _("Corrections, newest first"),
        (
            Column("date", _("Date")),
            Column("page", _("Page")),
            Column("what_was_wrong", _("What was wrong")),
            Column("what_it_says_now", _("What it says now")),
            Column("source", _("Source")),
        ),
        tuple(
            tuple(
                Cell(row[key] or "")
                for key in ("date", "page", "what_was_wrong", "what_it_says_now", "source")
            )
            for row in rows
        ),
    )
