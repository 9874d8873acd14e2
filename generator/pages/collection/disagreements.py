"""Every value on which the transcriptions of the collection disagree, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.pages.ad.ads import shorten
from generator.pages.addresses import COLLECTION
from generator.pages.base import Cell, Column, Download, Link, Page, Sample, SearchData, TableBlock
from generator.pages.collection.compare import (
    FIELDS,
    Comparison,
    Field,
    Tally,
    absent_counts,
    around_difference,
    dollar_ratios,
    tallies,
)
from generator.pages.collection.data import LINEAGE_COLUMNS, LINEAGES, Collection, CollectionAd
from generator.pages.collection.words import CRUMBS, ad_path, number_cell
from generator.pages.data import SiteData
from generator.pages.words import plural

FOLDER = f"{COLLECTION}/disagreements"
PAGE_ROWS = 200
NOT_HERE = "not in this transcription"
BLANK = "blank"
_Pair = tuple[CollectionAd, Comparison]


@dataclass(frozen=True)
class CollectionDisagreementsPage(Page):
    """Context of ``collection_disagreements.md.j2``: where transcriptions contradict each other."""

    template = "collection_disagreements.md.j2"
    samples = (
        Sample(
            "disagreements",
            "collections/internet-research-agency/disagreements/",
            "collections/*/disagreements/",
        ),
    )

    conflict_count: int = 0
    """Values that differ."""
    missing_count: int = 0
    """Values that one transcription has and another leaves blank."""
    ad_count: int = 0
    """Ads with a value that differs."""
    counts: TableBlock | None = None
    """How many values agree, differ and are missing, by field."""
    rules: tuple[tuple[str, str], ...] = ()
    """(field, what counts as a difference in it)."""
    absent: tuple[tuple[str, str], ...] = ()
    """(transcription, which ads it lacks, in words). Empty if each has all."""
    dollars: str = ""
    """What is to be known of amounts in US dollars. Empty if there are none."""
    download: Download | None = None
    """All values that differ; None without any."""


@dataclass(frozen=True)
class CollectionFieldPage(Page):
    """Context of ``collection_field.md.j2``: the conflicts of one field, page after page."""

    template = "collection_field.md.j2"

    rule: str = ""
    """What counts as a difference in this field."""
    table: TableBlock | None = None
    """The values that differ, those of this page."""
    siblings: tuple[Link, ...] = ()
    """The pages of this list. Empty if it has one."""
    number: int = 1
    """Which of them this is, counted from 1."""
    all_path: str = ""
    """The page that has all disagreements as a file."""


def disagreement_pages(
    data: SiteData, collection: Collection, compared: Sequence[Sequence[Comparison]]
) -> Iterator[Page]:
    """The page of the counts, and the pages of each field that has conflicts."""
    counts = tallies(compared)
    conflicts: dict[str, list[_Pair]] = {field.id: [] for field in FIELDS}
    for ad, comparisons in zip(collection.ads, compared, strict=True):
        for item in comparisons:
            if item.is_conflict:
                conflicts[item.field.id].append((ad, item))
    yield _index(data, collection, compared, counts)
    for field in FIELDS:
        yield from _field_pages(data, collection, field, conflicts[field.id])


def _index(
    data: SiteData,
    collection: Collection,
    compared: Sequence[Sequence[Comparison]],
    counts: Sequence[Tally],
) -> CollectionDisagreementsPage:
    conflict_count = sum(tally.conflict_count for tally in counts)
    missing_count = sum(tally.missing_count for tally in counts)
    ad_count = sum(any(item.is_conflict for item in items) for items in compared)
    summary = (
        f"{plural(conflict_count, 'conflict')} in {plural(ad_count, 'ad')}, and "
        f"{plural(missing_count, 'value')} that one transcription has and another leaves blank"
    )
    return CollectionDisagreementsPage(
        path=f"{FOLDER}/index",
        title="Where the transcriptions disagree",
        description=f"Ads of the Internet Research Agency: {summary}.",
        as_of=collection.as_of,
        sources=collection.sources,
        crumbs=CRUMBS,
        search=SearchData(kind="List", summary=summary),
        conflict_count=conflict_count,
        missing_count=missing_count,
        ad_count=ad_count,
        counts=TableBlock(
            "By field: ads on which the transcriptions agree, differ, or of which one is blank. An ad "
            "can count in both of the last two.",
            (
                Column("field", "Field"),
                Column("agree", "Agree"),
                Column("differ", "Differ"),
                Column("one_is_blank", "One is blank"),
            ),
            tuple(
                (
                    Cell(
                        tally.field.name,
                        f"{FOLDER}/{tally.field.id}" if tally.conflict_count else "",
                    ),
                    number_cell(tally.agree_count),
                    number_cell(tally.conflict_count),
                    number_cell(tally.missing_count),
                )
                for tally in counts
            ),
            (1, 2, 3),
        ),
        rules=tuple((field.name, field.rule) for field in FIELDS),
        absent=tuple(
            (LINEAGES[lineage], plural(count, "ad"))
            for lineage, count in absent_counts(collection).items()
            if count
        ),
        dollars=_dollars(collection),
        download=_download(collection, compared),
    )


def _dollars(collection: Collection) -> str:
    """What the amounts show that are roubles here and dollars there."""
    ratios = dollar_ratios(collection.ads)
    if not ratios:
        return ""
    least, most = (f"{ratio:,.2f}" for ratio in (ratios[0], ratios[-1]))
    times = least if least == most else f"{least} to {most}"
    words = (
        f"Of {plural(len(ratios), 'ad')} one transcription has roubles and another US dollars, with "
        f"{times} times as many roubles."
    )
    is_one_rate = len(ratios) > 1 and least == most
    return f"{words} One of the two was converted at that rate." if is_one_rate else words


def _download(collection: Collection, compared: Sequence[Sequence[Comparison]]) -> Download:
    """Every conflict and every missing value, in full."""
    rows = [
        (
            ad.ad_id,
            item.field.id,
            "conflict" if item.is_conflict else "missing",
            *(_value(item, lineage) for lineage in LINEAGES),
        )
        for ad, comparisons in zip(collection.ads, compared, strict=True)
        for item in comparisons
        if item.is_conflict or item.is_missing
    ]
    heads = ("ad_id", "field", "kind", *(name.replace("-", "_") for name in LINEAGES))
    return Download(f"{FOLDER}.csv", heads, tuple(rows))


def _value(item: Comparison, lineage: str) -> str:
    if lineage not in item.values:
        return f"({NOT_HERE})"
    return item.values[lineage] or f"({BLANK})"


def _field_pages(
    data: SiteData, collection: Collection, field: Field, pairs: Sequence[_Pair]
) -> Iterator[CollectionFieldPage]:
    pages = [pairs[start : start + PAGE_ROWS] for start in range(0, len(pairs), PAGE_ROWS)]
    siblings = tuple(Link(f"{number}", _path(field, number)) for number in range(1, len(pages) + 1))
    title = f"Where the transcriptions disagree: {field.name[0].lower()}{field.name[1:]}"
    for number, shown in enumerate(pages, start=1):
        more = f", page {number} of {len(pages)}" if len(pages) > 1 else ""
        caption = f"{field.name}: {plural(len(pairs), 'ad')} on which transcriptions differ{more}"
        yield CollectionFieldPage(
            path=_path(field, number),
            title=title + more,
            description=f"{caption}.",
            as_of=collection.as_of,
            sources=collection.sources,
            crumbs=(*CRUMBS, Link("Disagreements", f"{FOLDER}/index")),
            search=None,
            rule=field.rule,
            table=TableBlock(
                caption,
                (Column("ad", "Ad"), *LINEAGE_COLUMNS.values()),
                tuple(_row(ad, item) for ad, item in shown),
                (0,),
            ),
            siblings=siblings if len(pages) > 1 else (),
            number=number,
            all_path=f"{FOLDER}/index",
        )


def _path(field: Field, number: int) -> str:
    return f"{FOLDER}/{field.id}" + (f"-page-{number}" if number > 1 else "")


def _row(ad: CollectionAd, item: Comparison) -> tuple[Cell, ...]:
    present = [lineage for lineage in LINEAGES if lineage in item.values]
    values = [item.values[lineage] for lineage in present]
    if item.field.id == "text":
        values = around_difference(values)
    words = dict(zip(present, (shorten(value, 200) or BLANK for value in values), strict=True))
    cells = (Cell(words.get(lineage, NOT_HERE)) for lineage in LINEAGES)
    return (Cell(ad.ad_id, ad_path(ad), sort=int(ad.ad_id), is_number=True), *cells)
