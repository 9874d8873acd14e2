"""How payers are joined to sponsors, written from the code and counted in this store."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from generator.config import Config
from generator.pages import linking_words as words
from generator.pages.base import Cell, Link, Page, SearchData, TableBlock
from generator.pages.data import SiteData
from generator.pages.linking_decisions import Decisions, decisions_page
from generator.pages.linking_model import (
    ComparisonText,
    Scale,
    WorkedExample,
    comparison_texts,
    model_scale,
    worked_example,
)
from generator.pages.linking_suggestions import suggestions_page
from generator.pages.selection import Directory
from generator.pages.sponsor_words import KIND_WORDS
from generator.sponsors.evidence import Evidence, Status
from generator.sponsors.kinds import BY_TYPE, Kind
from generator.sponsors.names import FILE_NAME, Names
from generator.sponsors.weights import (
    MAPPING_STRENGTH,
    NAME_STRENGTH,
    NUMBER_STRENGTH,
    THRESHOLDS,
)
from generator.store import frame

PATH = "methodology/linking"
_SURE = {
    Evidence.DECISION: "reviewed by people",
    Evidence.NUMBER: words.percent(NUMBER_STRENGTH),
    Evidence.MAPPING: words.percent(MAPPING_STRENGTH),
    Evidence.NAME: words.percent(NAME_STRENGTH),
    Evidence.MODEL: f"{words.percent(THRESHOLDS.link)} or more",
}


@dataclass(frozen=True)
class WordList:
    """A list of ``names.toml`` with its reason."""

    title: str
    reason: str
    count: int
    text: str


@dataclass(frozen=True)
class LinkingPage(Page):
    """Context of ``linking_methodology.md.j2``. Counts are of this store."""

    payer_count: int = 0
    sponsor_count: int = 0
    joined_count: int = 0
    largest_count: int = 0
    bases: TableBlock | None = None
    several: TableBlock | None = None
    evidence: TableBlock | None = None
    evidence_texts: tuple[tuple[str, str], ...] = ()
    examples: TableBlock | None = None
    name_kinds: tuple[tuple[str, str], ...] = ()
    lists: tuple[WordList, ...] = ()
    comparisons: tuple[ComparisonText, ...] = ()
    scale: Scale | None = None
    example: WorkedExample | None = None
    rules: tuple[tuple[str, str], ...] = ()
    quality: TableBlock | None = None
    measured_rows: int = words.MEASURED_ROWS
    measured_coded: int = words.MEASURED_CODED
    kinds: TableBlock | None = None
    kinds_without_source: str = ""
    project_url: str = ""
    is_demo: bool = False


def linking_pages(data: SiteData, directory: Directory) -> Iterator[Page]:
    """The pages about the linking: method, decisions, suggestions."""
    decisions = Decisions(data)
    yield linking_page(data, directory)
    yield decisions_page(data, directory, decisions)
    yield suggestions_page(data, directory, decisions)


def linking_page(data: SiteData, directory: Directory) -> LinkingPage:
    """The method, with its counts in this store."""
    counts = data.sponsors["payer_count"]
    return LinkingPage(
        path=PATH,
        title="How payers are joined",
        description="Which names on which platforms are one sponsor here, by what evidence, how sure, and what is never joined.",
        as_of=data.as_of,
        sources=data.archive_sources,
        crumbs=(Link("Methodology", "methodology"),),
        search=SearchData(kind="Help", summary="How names on several platforms become one sponsor"),
        payer_count=int(counts.sum()),
        sponsor_count=len(counts),
        joined_count=int((counts > 1).sum()),
        largest_count=int(counts.max()) if len(counts) else 0,
        bases=_bases(data),
        several=_several(data),
        evidence=_evidence(data),
        evidence_texts=tuple(words.EVIDENCE_TEXTS.values()),
        examples=_examples(data.config),
        name_kinds=tuple(words.KIND_TEXTS.values()),
        lists=_lists(data.config),
        comparisons=comparison_texts(),
        scale=model_scale(),
        example=worked_example(data, directory),
        rules=words.RULES,
        quality=_quality(),
        kinds=_kinds(data),
        kinds_without_source=_kinds_without_source(data),
        project_url=data.config.project_url,
        is_demo=data.is_demo,
    )


def _bases(data: SiteData) -> TableBlock:
    payers = data.store.table("payers")
    rows = payers.group_by(["platform", "identity_basis"]).aggregate(n=payers.count())
    found = frame(rows.order_by(["platform", "identity_basis"]))
    return TableBlock(
        "What one payer is, by platform",
        ("Platform", "One payer is", "Payers here"),
        tuple(
            (
                Cell(data.platform_name(row.platform)),
                Cell(words.BASIS_WORDS[row.identity_basis]),
                _count(row.n),
            )
            for row in found.itertuples(index=False)
        ),
        (2,),
    )


def _several(data: SiteData) -> TableBlock | None:
    codes = data.sponsors["platform_codes"]
    counts = codes[codes.str.contains(" ")].value_counts()
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ordered:
        return None
    return TableBlock(
        "Sponsors on several platforms",
        ("Platforms", "Sponsors"),
        tuple(
            (Cell(" and ".join(map(data.platform_name, text.split(" ")))), _count(count))
            for text, count in ordered
        ),
        (1,),
    )


def _evidence(data: SiteData) -> TableBlock:
    links = data.store.table("payer_links")
    rows = frame(links.group_by(["evidence", "status"]).aggregate(n=links.count()))
    counts = {(row.evidence, row.status): int(row.n) for row in rows.itertuples(index=False)}
    return TableBlock(
        "The kinds of evidence, the strongest first, with their links in these archives",
        ("Evidence", "How sure", "Joined", "Suggested", "Refused"),
        tuple(
            (
                Cell(words.EVIDENCE_TEXTS[evidence][0], sort=rank),
                Cell(_SURE[evidence]),
                *(_count(counts.get((evidence, status), 0)) for status in Status),
            )
            for rank, evidence in enumerate(Evidence)
        ),
        (2, 3, 4),
    )


def _examples(config: Config) -> TableBlock:
    names = Names.load(config.reference_dir)
    rows = []
    for text in words.EXAMPLES:
        name = names.read(text)
        rows.append(
            (
                Cell(text, note="" if text.isascii() or "á" in text else words.FOREIGN),
                Cell(name.key or "nothing"),
                Cell(" ".join(name.core) or "none"),
                Cell(words.KIND_TEXTS[name.kind][0]),
            )
        )
    return TableBlock(
        "Made-up names, read by the program",
        ("As written", "Compared as", "Telling words", "It is"),
        tuple(rows),
    )


def _lists(config: Config) -> tuple[WordList, ...]:
    path = config.reference_dir / FILE_NAME
    found = []
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        entries = next(value for value in table.values() if isinstance(value, list))
        title = words.LIST_TITLES.get(name, name.replace("_", " "))
        found.append(WordList(title, table["reason"], len(entries), ", ".join(entries)))
    return tuple(found)


def _quality() -> TableBlock:
    return TableBlock(
        "Pairs of payers on the hand-coded list, its errors corrected",
        ("Counted", "Joined", "Rightly", "Precision", "To be joined", "Recall"),
        tuple(
            (
                Cell(line.payers),
                _count(line.found),
                _count(line.right),
                Cell(words.percent(line.right / line.found), is_number=True),
                _count(line.true),
                Cell(words.percent(line.right / line.true), is_number=True),
            )
            for line in words.MEASURED
        ),
        (1, 2, 3, 4, 5),
    )


def _kinds(data: SiteData) -> TableBlock:
    counts = data.sponsors["kind"].value_counts()
    types = {kind: [code for code in BY_TYPE if BY_TYPE[code] is kind] for kind in Kind}
    return TableBlock(
        "Kinds of sponsors, and what says so",
        ("Kind", "Said by", "Sponsors here"),
        tuple(
            (Cell(_kind(kind)), Cell(_said_by(kind, types[kind])), _count(counts.get(str(kind), 0)))
            for kind in Kind
            if types[kind] or counts.get(str(kind), 0)
        ),
        (2,),
    )


def _said_by(kind: Kind, codes: list[str]) -> str:
    if kind is Kind.STATE_MEDIA:
        return "the account stands in a published list of state-linked media"
    if not codes:
        return "no code, or codes that contradict each other"
    return "committee type " + ", ".join(f"{code} ({words.TYPE_WORDS[code]})" for code in codes)


def _kinds_without_source(data: SiteData) -> str:
    have = {*map(str, BY_TYPE.values()), *data.sponsors["kind"], str(Kind.UNKNOWN)}
    return ", ".join(_kind(kind) for kind in Kind if str(kind) not in have)


def _kind(kind: Kind) -> str:
    return KIND_WORDS.get(str(kind), str(kind).replace("_", " "))


def _count(number: float) -> Cell:
    count = int(number) if not pd.isna(number) else 0
    return Cell(f"{count:,}", sort=count, is_number=True)
