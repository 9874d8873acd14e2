"""The pages of the mappings: their fields with ours beside them, and what has no counterpart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.pages.base import Link, Page, Sample, SearchData
from generator.pages.data import SiteData
from generator.reference.mappings import Mapping, MappingRow, Match, Source, their_fields
from generator.text.language import _


@dataclass(frozen=True)
class TheirField:
    """A field of the standard."""

    name: str
    """Its name there."""
    rows: tuple[MappingRow, ...]
    """The fields of ours that stand for it, or one row that says that there is none."""


@dataclass(frozen=True)
class TheirGroup:
    """Fields of the standard that belong together."""

    name: str
    """What the standard calls them."""
    fields: tuple[TheirField, ...]
    """Its fields, in their order there."""


@dataclass(frozen=True)
class WithoutCounterpart:
    """Fields of one of our tables that the standard does not have."""

    table: str
    """Our table."""
    fields: tuple[str, ...]
    """The names of the fields."""
    note: str
    """Why there is none: the same for all of them."""


@dataclass(frozen=True)
class MappingPage(Page):
    """Context of ``mapping.md.j2``: our fields beside those of another standard."""

    template = "mapping.md.j2"
    samples = (Sample("mapping", "mappings/who-targets-me/", "mappings/*/"),)

    intro: tuple[str, ...] = ()
    """What the standard is, in paragraphs."""
    their_count: int = 0
    """Fields of the standard."""
    exact_count: int = 0
    """Fields of the standard for which one of ours means the same."""
    partly_count: int = 0
    """Fields of the standard for which one of ours says less or more."""
    none_count: int = 0
    """Fields of the standard for which there is none here."""
    csv_path: str = ""
    """The whole mapping as a file, below the docs folder."""
    groups: tuple[TheirGroup, ...] = ()
    """The fields of the standard, in groups."""
    missing: tuple[str, ...] = ()
    """What the archives do not give, a sentence each. May be empty."""
    not_seen: tuple[str, ...] = ()
    """What of the standard could not be read. May be empty."""
    without: tuple[WithoutCounterpart, ...] = ()
    """Our fields that the standard does not have."""
    references: tuple[Source, ...] = ()
    """The pages that were read."""


def mapping_pages(data: SiteData, mappings: Sequence[Mapping]) -> Iterator[MappingPage]:
    """One page for each mapping."""
    for mapping in mappings:
        fields = {
            pair: tuple(row for row in mapping.rows if (row.their_group, row.their_field) == pair)
            for pair in their_fields(mapping.rows)
        }
        best = [_best(rows) for rows in fields.values()]
        yield MappingPage(
            path=f"mappings/{mapping.id}",
            title=_(mapping.title),
            description=_(mapping.description),
            as_of=data.as_of,
            sources=(),
            crumbs=(Link(_("Downloads"), "downloads/index"),),
            search=SearchData(kind=_("Help"), summary=_(mapping.description)),
            intro=mapping.intro,
            their_count=len(fields),
            exact_count=best.count(Match.EXACT),
            partly_count=len(best) - best.count(Match.EXACT) - best.count(Match.NONE),
            none_count=best.count(Match.NONE),
            csv_path=f"downloads/mappings/{mapping.id}.csv",
            groups=tuple(
                TheirGroup(name, tuple(TheirField(pair[1], fields[pair]) for pair in pairs))
                for name, pairs in groupby(fields, key=lambda pair: pair[0])
            ),
            missing=mapping.missing,
            not_seen=mapping.not_seen,
            without=_without(mapping.rows),
            references=mapping.sources,
        )


def _best(rows: Sequence[MappingRow]) -> Match:
    """The closest match among the rows of a field."""
    return min((row.match for row in rows), key=list(Match).index)


def _without(rows: Sequence[MappingRow]) -> tuple[WithoutCounterpart, ...]:
    ours = [row for row in rows if not row.their_field]
    found: dict[tuple[str, str], list[str]] = {}
    for row in ours:
        found.setdefault((row.table, row.note), []).append(row.field)
    return tuple(
        WithoutCounterpart(table, tuple(fields), note) for (table, note), fields in found.items()
    )
