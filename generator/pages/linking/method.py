"""How payers are joined to sponsors, written from the code and counted in this store."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import pandas as pd

from generator.config import Config
from generator.pages.base import Cell, Column, Link, Page, Sample, SearchData, TableBlock
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.linking import words
from generator.pages.linking.decisions import Decisions, decisions_page
from generator.pages.linking.model import (
    ComparisonText,
    Scale,
    WorkedExample,
    comparison_texts,
    model_scale,
    worked_example,
)
from generator.pages.linking.rules import list_title, rules
from generator.pages.linking.suggestions import suggestions_page
from generator.pages.words import SPONSOR_KINDS
from generator.sponsors.evidence import Evidence, Status
from generator.sponsors.kinds import BY_TYPE, Kind
from generator.sponsors.names import FILE_NAME, Names
from generator.sponsors.weights import (
    MAPPING_STRENGTH,
    NAME_STRENGTH,
    NUMBER_STRENGTH,
    THRESHOLDS,
)
from generator.store.tables import frame
from generator.text.language import _, mark

PATH = "methodology/linking"
_SURE = {
    Evidence.DECISION: mark("reviewed by people"),
    Evidence.NUMBER: words.percent(NUMBER_STRENGTH),
    Evidence.MAPPING: words.percent(MAPPING_STRENGTH),
    Evidence.NAME: words.percent(NAME_STRENGTH),
}


@dataclass(frozen=True)
class WordList:
    """A list of ``names.toml`` with its reason."""

    title: str
    """What the words are."""
    reason: str
    """Why they matter."""
    count: int
    """How many there are."""
    text: str
    """The words, with commas between."""


@dataclass(frozen=True)
class LinkingPage(Page):
    """Context of ``linking_methodology.md.j2``: how payers are joined. Counts are of this store."""

    template = "linking_methodology.md.j2"
    samples = (Sample("how payers are joined", "methodology/linking/"),)

    payer_count: int = 0
    """Payers, as the archives name them."""
    sponsor_count: int = 0
    """Sponsors that they are."""
    joined_count: int = 0
    """Sponsors of more than one payer."""
    largest_count: int = 0
    """Payers of the sponsor with the most."""
    bases: TableBlock | None = None
    """Payers by what makes one (an id, a name) on each platform; None without payers."""
    several: TableBlock | None = None
    """Sponsors on several platforms, by which these are; None if each is on one."""
    evidence: TableBlock | None = None
    """Links by kind of evidence: how sure each is, and how many there are."""
    evidence_texts: tuple[tuple[str, str], ...] = ()
    """(name, what it is) of each kind of evidence, the strongest first."""
    examples: TableBlock | None = None
    """Names, and what they are compared as."""
    name_kinds: tuple[tuple[str, str], ...] = ()
    """(kind of name, what sharing such a name proves)."""
    lists: tuple[WordList, ...] = ()
    """The words by which names are told apart, each list with its reason."""
    comparisons: tuple[ComparisonText, ...] = ()
    """What the model compares."""
    scale: Scale | None = None
    """The limits of the model, with their weights."""
    example: WorkedExample | None = None
    """One link of the model step by step; None if it joined no payers."""
    rules: tuple[tuple[str, str], ...] = ()
    """(name, what it forbids) of the rules that no link may break."""
    quality: TableBlock | None = None
    """How right and how complete the links are, against a list made by hand."""
    measured_rows: int = words.MEASURED_ROWS
    """Rows of that list."""
    measured_coded: int = words.MEASURED_CODED
    """Rows of that list that name a sponsor."""
    kinds: TableBlock | None = None
    """Sponsors by what a register says they are."""
    kinds_without_source: str = ""
    """Kinds that no register read here gives, in words. Empty if all have one."""
    project_url: str = ""
    """Where to report a wrong link. Empty if the configuration names no address."""
    is_demo: bool = False
    """True: the payers are made up."""


def linking_pages(data: SiteData, directory: Directory) -> Iterator[Page]:
    """The pages about the linking: method, decisions, suggestions."""
    decisions = Decisions(data)
    yield linking_page(data, directory)
    yield decisions_page(data, directory, decisions)
    yield suggestions_page(data, directory, decisions)


def linking_page(data: SiteData, directory: Directory) -> LinkingPage:
    """The method, with its counts in this store."""
    counts = data.facts.sponsors["payer_count"]
    return LinkingPage(
        path=PATH,
        title=_("How payers are joined"),
        description=_(
            "Which names on which platforms are one sponsor here, by what evidence, how sure, and what is never joined."
        ),
        as_of=data.as_of,
        sources=data.archive_sources,
        crumbs=(Link(_("Methodology"), "methodology"),),
        search=SearchData(
            kind=_("Help"), summary=_("How names on several platforms become one sponsor")
        ),
        payer_count=int(counts.sum()),
        sponsor_count=len(counts),
        joined_count=int((counts > 1).sum()),
        largest_count=int(counts.max()) if len(counts) else 0,
        bases=_bases(data),
        several=_several(data),
        evidence=_evidence(data),
        evidence_texts=tuple(words.evidence_texts().values()),
        examples=_examples(data.facts.config),
        name_kinds=tuple(words.kind_texts().values()),
        lists=_lists(data.facts.config),
        comparisons=comparison_texts(),
        scale=model_scale(),
        example=worked_example(data, directory),
        rules=rules(),
        quality=_quality(),
        kinds=_kinds(data),
        kinds_without_source=_kinds_without_source(data),
        project_url=data.facts.config.project_url,
        is_demo=data.facts.is_demo,
    )


def _bases(data: SiteData) -> TableBlock | None:
    payers = data.facts.store.table("payers")
    rows = payers.group_by(["platform", "identity_basis"]).aggregate(n=payers.count())
    found = frame(rows.order_by(["platform", "identity_basis"]))
    if found.empty:
        return None
    return TableBlock(
        _("What one payer is, by platform"),
        (
            Column("platform", _("Platform")),
            Column("one_payer_is", _("One payer is")),
            Column("payers_here", _("Payers here")),
        ),
        tuple(
            (
                Cell(data.platform_name(row.platform)),
                Cell(_(words.BASIS_WORDS[row.identity_basis])),
                _count(row.n),
            )
            for row in found.itertuples(index=False)
        ),
        (2,),
    )


def _several(data: SiteData) -> TableBlock | None:
    codes = data.facts.sponsors["platform_codes"]
    counts = codes[codes.str.contains(" ")].value_counts()
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ordered:
        return None
    return TableBlock(
        _("Sponsors on several platforms"),
        (Column("platforms", _("Platforms")), Column("sponsors", _("Sponsors"))),
        tuple(
            (Cell(reduce(_and, map(data.platform_name, text.split(" ")))), _count(count))
            for text, count in ordered
        ),
        (1,),
    )


def _and(one: str, other: str) -> str:
    return _("{one} and {other}", one=one, other=other)


def _evidence(data: SiteData) -> TableBlock:
    links = data.facts.store.table("payer_links")
    rows = frame(links.group_by(["evidence", "status"]).aggregate(n=links.count()))
    counts = {(row.evidence, row.status): int(row.n) for row in rows.itertuples(index=False)}
    texts = words.evidence_texts()
    return TableBlock(
        _("The kinds of evidence, the strongest first, with their links in these archives"),
        (
            Column("evidence", _("Evidence")),
            Column("how_sure", _("How sure")),
            Column("joined", _("Joined")),
            Column("suggested", _("Suggested")),
            Column("refused", _("Refused")),
        ),
        tuple(
            (
                Cell(texts[evidence][0], sort=rank),
                Cell(_sure(evidence)),
                *(_count(counts.get((evidence, status), 0)) for status in Status),
            )
            for rank, evidence in enumerate(Evidence)
        ),
        (2, 3, 4),
    )


def _sure(evidence: Evidence) -> str:
    if evidence is Evidence.MODEL:
        return _("{amount} or more", amount=words.percent(THRESHOLDS.link))
    return _(_SURE[evidence])


def _examples(config: Config) -> TableBlock:
    names, kinds = Names.load(config.reference_dir), words.kind_texts()
    rows = []
    for text in words.EXAMPLES:
        name = names.read(text)
        rows.append(
            (
                Cell(text, note="" if text.isascii() or "á" in text else _(words.FOREIGN)),
                Cell(name.key or _("nothing")),
                Cell(" ".join(name.core) or _("none")),
                Cell(kinds[name.kind][0]),
            )
        )
    return TableBlock(
        _("Made-up names, read by the program"),
        (
            Column("as_written", _("As written")),
            Column("compared_as", _("Compared as")),
            Column("telling_words", _("Telling words")),
            Column("it_is", _("It is")),
        ),
        tuple(rows),
    )


def _lists(config: Config) -> tuple[WordList, ...]:
    path = config.reference_dir / FILE_NAME
    found = []
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        entries = next(value for value in table.values() if isinstance(value, list))
        reason = table["reason"]
        found.append(WordList(list_title(name), _(reason), len(entries), ", ".join(entries)))
    return tuple(found)


def _quality() -> TableBlock:
    return TableBlock(
        _("Pairs of payers on the hand-coded list, its errors corrected"),
        (
            Column("counted", _("Counted")),
            Column("joined", _("Joined")),
            Column("rightly", _("Rightly")),
            Column("precision", _("Precision")),
            Column("to_be_joined", _("To be joined")),
            Column("recall", _("Recall")),
        ),
        tuple(
            (
                Cell(_(line.payers)),
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
    counts = data.facts.sponsors["kind"].value_counts()
    types = {kind: [code for code in BY_TYPE if BY_TYPE[code] is kind] for kind in Kind}
    return TableBlock(
        _("Kinds of sponsors, and what says so"),
        (
            Column("kind", _("Kind")),
            Column("said_by", _("Said by")),
            Column("sponsors_here", _("Sponsors here")),
        ),
        tuple(
            (Cell(_kind(kind)), Cell(_said_by(kind, types[kind])), _count(counts.get(str(kind), 0)))
            for kind in Kind
            if types[kind] or counts.get(str(kind), 0)
        ),
        (2,),
    )


def _said_by(kind: Kind, codes: list[str]) -> str:
    if kind is Kind.STATE_MEDIA:
        return _("the account stands in a published list of state-linked media")
    if not codes:
        return _("no code, or codes that contradict each other")
    types = ", ".join(f"{code} ({_(words.TYPE_WORDS[code])})" for code in codes)
    return _("committee type {types}", types=types)


def _kinds_without_source(data: SiteData) -> str:
    have = {*map(str, BY_TYPE.values()), *data.facts.sponsors["kind"], str(Kind.UNKNOWN)}
    return ", ".join(_kind(kind) for kind in Kind if str(kind) not in have)


def _kind(kind: Kind) -> str:
    return _(SPONSOR_KINDS.get(str(kind), str(kind).replace("_", " ")))


def _count(number: float) -> Cell:
    count = int(number) if not pd.isna(number) else 0
    return Cell(f"{count:,}", sort=count, is_number=True)
