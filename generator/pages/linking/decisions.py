"""The reviewed decisions about payers, what became of each, and how to dispute one."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from generator.pages.base import Download, Link, Page, Sample, SearchData
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.linking.found import said
from generator.pages.words import day
from generator.review.namesakes import Namesakes
from generator.sponsors.decisions import COLUMNS, FILE_NAME, Decision, Verdict, resolve
from generator.sponsors.decisions import load_decisions as load
from generator.sponsors.names import Names
from generator.store.tables import frame
from generator.text.language import _, ngettext

PATH = "sponsors/decisions"
SHOWN_SPONSORS = 5
_HTTPS = re.compile(r"https://[^\s<>\"]+")


@dataclass(frozen=True)
class DecisionSide:
    """One side of a decision: one payer or several, and the sponsors that they are."""

    text: str
    """The id or name in the file."""
    name: str
    """The name of the payer, if the file gives an id; else empty."""
    platform: str
    """The short name of the platform, if the file gives an id; else empty."""
    words: str
    """Which payers of these archives are meant. Empty if they have none."""
    sponsors: tuple[Link, ...]
    """The sponsors that these payers are."""


@dataclass(frozen=True)
class DecisionText:
    """A decision in words."""

    anchor: str
    """Its id in the page; stays when lines are added to the file."""
    verdict: str
    """What was decided: ``same``, ``different`` or ``large``."""
    member_count: int
    """Of ``large``: how many payers the sponsor may have; else 0."""
    sides: tuple[DecisionSide, ...]
    """Whom it is about: two sides, or one of ``large``."""
    reason: str
    """Why, in English."""
    source: str
    """Where it can be checked, as the file has it."""
    url: str
    """The same, if it is an address; else empty."""
    decided_on: str
    """The day of the decision, in words."""
    line: int
    """The line of the file."""
    outcome: str
    """What it does in these archives, in words."""
    is_unused: bool
    """True: these archives lack a payer that it speaks of."""


@dataclass(frozen=True)
class DecisionsPage(Page):
    """Context of ``linking_decisions.md.j2``: what people decided about payers."""

    template = "linking_decisions.md.j2"
    samples = (Sample("reviewed decisions", "sponsors/decisions/"),)

    decisions: tuple[DecisionText, ...] = ()
    """All of them, in the order of the file. May be empty."""
    unused_count: int = 0
    """Those that speak of payers whom these archives lack."""
    file_name: str = ""
    """The file of the project that holds them."""
    columns: tuple[str, ...] = ()
    """The columns of the file."""
    project_url: str = ""
    """Where to dispute one. Empty if the configuration names no address."""
    is_demo: bool = False
    """True: the payers are made up."""
    download: Download | None = None
    """The decisions with what they do here; None without any."""


class Decisions:
    """The decisions of the reference folder, and the payers of this store that they speak of."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self.all: tuple[Decision, ...] = load(data.facts.config.reference_dir)

    @cached_property
    def resolved(self) -> tuple[tuple[Decision, tuple[str, ...], tuple[str, ...]], ...]:
        """Each decision with the payers that its two sides stand for; perhaps none."""
        if not self.all:
            return ()
        names = Names.load(self._data.facts.config.reference_dir)
        keyed = Namesakes(self._data.facts.store, names, self.sponsor_of.keys()).of(self.all)
        return tuple(resolve(self.all, keyed, set(self.sponsor_of)))

    @cached_property
    def sponsor_of(self) -> Mapping[str, str]:
        """By payer of this store: its sponsor."""
        return dict(zip(self._payers["payer_id"], self._payers["sponsor_id"], strict=True))

    @cached_property
    def payer_names(self) -> Mapping[str, str]:
        """By payer of this store: its name."""
        return dict(zip(self._payers["payer_id"], self._payers["payer_name"], strict=True))

    @cached_property
    def refusals(self) -> Mapping[int, str]:
        """By line of the file: why a link of a decision was refused."""
        links = self._data.facts.store.table("payer_links")
        rows = frame(
            links.filter((links.evidence == "decision") & (links.status == "refused"))
            .select("rows_text", "reason")
            .order_by(["rows_text", "reason"])
        )
        lines = (int(text.rpartition(":")[2]) for text in rows["rows_text"])
        return dict(zip(lines, rows["reason"], strict=True))

    @cached_property
    def _payers(self) -> pd.DataFrame:
        rows = self._data.facts.store.table("payers")
        return frame(rows.select("payer_id", "sponsor_id", "payer_name").order_by("payer_id"))


def decisions_page(data: SiteData, directory: Directory, decisions: Decisions) -> DecisionsPage:
    """All decisions, the newest first."""
    ordered = sorted(
        decisions.resolved, key=lambda item: (-item[0].decided_on_date.toordinal(), item[0].line)
    )
    texts = tuple(_text(data, directory, decisions, *item) for item in ordered)
    return DecisionsPage(
        path=PATH,
        title=_("Reviewed decisions"),
        description=_(
            "Which payers people have found to be one sponsor or different ones, why, and how to dispute it."
        ),
        as_of=data.as_of,
        sources=data.archive_sources,
        crumbs=(Link(_("Sponsors"), "sponsors/index"),),
        search=SearchData(kind=_("Help"), summary=_("Who was found to be the same, and why")),
        decisions=texts,
        unused_count=sum(text.is_unused for text in texts),
        file_name=f"data/reference/{FILE_NAME}",
        columns=COLUMNS,
        project_url=data.facts.config.project_url,
        is_demo=data.facts.is_demo,
        download=Download(
            f"{PATH}.csv",
            ("line", *COLUMNS, "in_these_archives"),
            tuple(_row(item[0], text) for item, text in zip(ordered, texts, strict=True)),
        ),
    )


def _row(decision: Decision, text: DecisionText) -> tuple[object, ...]:
    return (
        decision.line, str(decision.verdict), decision.payer_a, decision.payer_b,
        decision.member_count, decision.reason, decision.source,
        decision.decided_on_date.isoformat(), text.outcome,
    )  # fmt: skip


def _text(
    data: SiteData,
    directory: Directory,
    decisions: Decisions,
    decision: Decision,
    ours: Sequence[str],
    theirs: Sequence[str],
) -> DecisionText:
    is_large = decision.verdict is Verdict.LARGE
    sides = [(decision.payer_a, ours)] + ([] if is_large else [(decision.payer_b, theirs)])
    outcome = _outcome(data, decisions, decision, ours, theirs)
    return DecisionText(
        anchor=_anchor(decision),
        verdict=str(decision.verdict),
        member_count=decision.member_count or 0,
        sides=tuple(_side(data, directory, decisions, *side) for side in sides),
        reason=decision.reason,
        source=decision.source,
        url=decision.source if _HTTPS.fullmatch(decision.source) else "",
        decided_on=day(decision.decided_on_date),
        line=decision.line,
        outcome=outcome,
        is_unused=not all(found for _, found in sides),
    )


def _anchor(decision: Decision) -> str:
    """Made from what the decision is about, so that it stays when lines are added. Two payers are
    decided on once, but a payer may be named by several lines that allow a large sponsor."""
    own = str(decision.line) if decision.verdict is Verdict.LARGE else decision.payer_b
    text = "|".join((str(decision.verdict), decision.payer_a, own))
    return f"decision-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _side(
    data: SiteData, directory: Directory, decisions: Decisions, text: str, found: Sequence[str]
) -> DecisionSide:
    platforms = sorted({data.platform_name(payer_id.split("/")[0]) for payer_id in found})
    sponsors = sorted({decisions.sponsor_of[payer_id] for payer_id in found})
    links = [Link(directory.names[one], directory.path(one)) for one in sponsors[:SHOWN_SPONSORS]]
    words = ngettext(
        "{count} payer on {platforms}",
        "{count} payers on {platforms}",
        len(found),
        platforms=", ".join(platforms),
    )
    is_id = text in decisions.sponsor_of
    return DecisionSide(
        text=text,
        name=decisions.payer_names[text] if is_id else text,
        platform=data.platform_name(text.split("/")[0]) if is_id else "",
        words=words if found else "",
        sponsors=tuple(links),
    )


def _outcome(
    data: SiteData,
    decisions: Decisions,
    decision: Decision,
    ours: Sequence[str],
    theirs: Sequence[str],
) -> str:
    """What the decision does in this store."""
    is_large = decision.verdict is Verdict.LARGE
    missing = [
        side
        for side, found in ((decision.payer_a, ours), (decision.payer_b, theirs))
        if not found and side
    ]
    if missing:
        if len(missing) == 1:
            return _(
                "Nothing: these archives have no payer “{name}”. The decision stays, for archives that do.",
                name=missing[0],
            )
        return _(
            "Nothing: these archives have no payer “{name}” and none “{other}”. The decision stays, for archives that do.",
            name=missing[0],
            other=missing[1],
        )
    one, other = (
        {decisions.sponsor_of[payer_id] for payer_id in found} for found in (ours, theirs)
    )
    if is_large:
        count = max(int(data.facts.sponsor_rows[sponsor]["payer_count"]) for sponsor in one)
        return ngettext(
            "The sponsor has {count} payer; up to {most} are allowed.",
            "The sponsor has {count} payers; up to {most} are allowed.",
            count,
            most=f"{decision.member_count:,}",
        )
    if decision.verdict is Verdict.DIFFERENT:
        return (
            _(
                "Other evidence joined them before the decision was written: it takes effect when the archives are read again."
            )
            if one & other
            else _("They stay apart, whatever other evidence says.")
        )
    if len(one | other) == 1:
        return _("They are one sponsor.")
    if reason := decisions.refusals.get(decision.line):
        return _(
            "Not all of them are joined: {reason}. Only a decision on two ids joins different numbers of a regulator.",
            reason=said(reason),
        )
    return _(
        "They are not one sponsor yet: the decision takes effect when the archives are read again."
    )
