"""The strongest suggestions: sponsors that may be one, and why they were not joined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.pages.base import Download, Link, Page, Sample, SearchData
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.linking.decisions import Decisions
from generator.pages.linking.words import evidence_lines, percent, reason_words
from generator.sponsors.evidence import Evidence
from generator.store.tables import frame
from generator.text.language import _, mark

PATH = "sponsors/suggestions"
MOST_SHOWN = 200
GROUPS = {
    Evidence.MAPPING: mark("The platform's own list of ids"),
    Evidence.NUMBER: mark("The same number, other names"),
    Evidence.NAME: mark("The same name, and something that speaks against it or is missing"),
    Evidence.MODEL: mark("Similar names and other likenesses"),
}
COLUMNS = (
    "payer_a", "payer_b", "sponsor_a", "sponsor_name_a", "sponsor_b", "sponsor_name_b",
    "evidence", "detail", "strength", "reason", "rows_text",
)  # fmt: skip
Row = Mapping[str, object]


@dataclass(frozen=True)
class SuggestedSide:
    """A sponsor of a suggestion, and the payer that the evidence is about."""

    name: str
    """The name of the sponsor."""
    path: str
    """Where the sponsor is found: its page, or its row of a list."""
    platforms: str
    """The platforms that it is on, in words."""
    payer_id: str
    """The id of the payer."""
    payer_name: str
    """The name of the payer. Empty if it is the sponsor's."""


@dataclass(frozen=True)
class SuggestionText:
    """Two sponsors that may be one."""

    sides: tuple[SuggestedSide, SuggestedSide]
    """The two sponsors."""
    evidence: tuple[str, ...]
    """What speaks for it, a phrase each."""
    rows: tuple[tuple[str, str], ...]
    """(file, its lines in words) where the evidence stands."""
    sure: str
    """How sure the model is, in per cent. Empty if it was not asked."""
    reason: str
    """Why they were not joined."""
    more_count: int
    """Further pairs of their payers of which the same is suggested."""


@dataclass(frozen=True)
class SuggestionGroup:
    """Suggestions by one kind of evidence, the strongest first."""

    ident: str
    """Its id in the page."""
    title: str
    """The kind of evidence, in words."""
    count: int
    """How many there are, with those that are not shown."""
    suggestions: tuple[SuggestionText, ...]
    """Those that are shown."""


@dataclass(frozen=True)
class SuggestionsPage(Page):
    """Context of ``linking_suggestions.md.j2``: pairs of sponsors that may be one."""

    template = "linking_suggestions.md.j2"
    samples = (Sample("suggested links", "sponsors/suggestions/"),)

    groups: tuple[SuggestionGroup, ...] = ()
    """The suggestions by kind of evidence. May be empty."""
    pair_count: int = 0
    """All pairs of sponsors."""
    shown_count: int = 0
    """Pairs of sponsors that the page shows."""
    project_url: str = ""
    """Where to report what is known of them. Empty if the configuration names no address."""
    is_demo: bool = False
    """True: the payers are made up."""
    download: Download | None = None
    """All pairs; None without any."""


def suggestions_page(data: SiteData, directory: Directory, decisions: Decisions) -> SuggestionsPage:
    """The strongest suggestions of each kind of evidence, as many of one kind as of another."""
    pairs = _pairs(data, decisions)
    ranks = pairs.groupby("evidence", sort=False).cumcount()
    order = pairs.assign(rank=ranks).sort_values(["rank", "evidence_rank"], kind="stable")
    shown = pairs.loc[sorted(order.index[:MOST_SHOWN])]
    payers = _payers(data, {*shown["payer_a"], *shown["payer_b"]})
    groups = tuple(
        SuggestionGroup(
            f"by-{evidence}",
            _(GROUPS[Evidence(evidence)]),
            int((pairs["evidence"] == evidence).sum()),
            tuple(_text(data, directory, payers, row) for row in rows.to_dict("records")),
        )
        for evidence, rows in shown.groupby("evidence", sort=False)
    )
    return SuggestionsPage(
        path=PATH,
        title=_("May be the same"),
        description=_(
            "Sponsors that may be one and were not joined, because the evidence is not strong enough: what speaks for it, and what is missing."
        ),
        as_of=data.as_of,
        sources=data.archive_sources,
        crumbs=(Link(_("Sponsors"), "sponsors/index"),),
        search=SearchData(
            kind=_("Help"), summary=_("Sponsors that may be one and were not joined")
        ),
        groups=groups,
        pair_count=len(pairs),
        shown_count=len(shown),
        project_url=data.facts.config.project_url,
        is_demo=data.facts.is_demo,
        download=Download(
            f"{PATH}.csv",
            COLUMNS,
            tuple(_csv_row(directory, row) for row in shown.to_dict("records")),
        ),
    )


def _pairs(data: SiteData, decisions: Decisions) -> pd.DataFrame:
    """One row for each two sponsors, with their strongest link, in order.

    Of links that are equally strong the first is the one whose smaller sponsor has more rows.
    """
    links = data.facts.store.table("payer_links")
    rows = frame(links.filter(links.status == "suggested").order_by(list(links.columns)))
    for side in "ab":
        rows[f"sponsor_{side}"] = rows[f"payer_{side}"].map(decisions.sponsor_of)
    rows = rows.loc[(rows["sponsor_a"] != rows["sponsor_b"]).astype(bool)]
    keys = [frozenset(pair) for pair in zip(rows["sponsor_a"], rows["sponsor_b"], strict=True)]
    sizes = data.facts.sponsors["row_count"]
    order = {str(evidence): rank for rank, evidence in enumerate(Evidence)}
    rows = rows.assign(
        pair=["|".join(sorted(key)) for key in keys],
        evidence_rank=rows["evidence"].map(order),
        size=[min(sizes[one] for one in key) for key in keys],
    )
    rows = rows.sort_values(
        ["evidence_rank", "strength", "size", "payer_a", "payer_b", "detail"],
        ascending=[True, False, False, True, True, True],
    )
    counts = rows["pair"].value_counts()
    first = rows.drop_duplicates("pair")
    first = first.assign(more_count=first["pair"].map(counts) - 1)
    return first.reset_index(drop=True)


def _payers(data: SiteData, payer_ids: Iterable[str]) -> dict[str, Row]:
    payers = data.facts.store.table("payers")
    rows = frame(payers.filter(payers.payer_id.isin(sorted(payer_ids))).order_by("payer_id"))
    return rows.set_index("payer_id").to_dict("index")


def _text(
    data: SiteData, directory: Directory, payers: Mapping[str, Row], row: Row
) -> SuggestionText:
    one, other = (_side(data, directory, payers, row, side) for side in "ab")
    is_model = row["evidence"] == Evidence.MODEL
    return SuggestionText(
        sides=(one, other),
        evidence=evidence_lines(row),
        rows=_rows(data, str(row["rows_text"])),
        sure=percent(float(row["strength"])) if is_model else "",
        reason=reason_words(str(row["reason"])),
        more_count=int(row["more_count"]),
    )


def _rows(data: SiteData, rows_text: str) -> tuple[tuple[str, str], ...]:
    """``file:line file:line`` as each file once: (path, ``lines 3 and 8``)."""
    found: dict[str, list[int]] = {}
    for text in rows_text.split():
        file_id, _colon, line = text.rpartition(":")
        path = data.facts.files[file_id].path if file_id in data.facts.files else file_id
        found.setdefault(path, []).append(int(line))
    return tuple((path, _lines(sorted(lines))) for path, lines in found.items())


def _lines(lines: Sequence[int]) -> str:
    *first, last = (f"{line:,}" for line in lines)
    if first:
        return _("lines {first} and {last}", first=", ".join(first), last=last)
    return _("line {line}", line=last)


def _side(
    data: SiteData, directory: Directory, payers: Mapping[str, Row], row: Row, side: str
) -> SuggestedSide:
    sponsor_id, payer_id = str(row[f"sponsor_{side}"]), str(row[f"payer_{side}"])
    name, payer_name = directory.names[sponsor_id], str(payers[payer_id]["payer_name"])
    return SuggestedSide(
        name=name,
        path=directory.path(sponsor_id),
        platforms=", ".join(data.platform_names(sponsor_id)),
        payer_id=payer_id,
        payer_name="" if payer_name == name else payer_name,
    )


def _csv_row(directory: Directory, row: Row) -> Sequence[object]:
    named = {f"sponsor_name_{side}": directory.names[row[f"sponsor_{side}"]] for side in "ab"}
    return tuple({**row, **named}[column] for column in COLUMNS)
