"""The pages of changes: what each copy of an archive changed, and what is no longer listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from generator.history.history import Tally
from generator.history.steps import Step
from generator.pages.addresses import feed_path
from generator.pages.base import Download, Link, Page, Sample, SearchData, SourceLine, TableBlock
from generator.pages.changes.download import changes_download, removals_download
from generator.pages.changes.tables import ChangeTables
from generator.pages.changes.words import (
    LOOKS_OLDER,
    MEANING,
    NOT_COMPARED,
    NOUN_TITLES,
    RENUMBERED,
    ChangeLine,
    counted,
    damage_words,
    step_lines,
)
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.words import taken_on
from generator.text.language import _, ngettext

CHANGES, REMOVALS = "changes/index", "removals"


@dataclass(frozen=True)
class StepLine:
    """A pair of copies in the index."""

    path: str
    """The page with all that changed."""
    platform: str
    """The platform, and the part of its archive, such as "Snapchat 2020"."""
    older: str
    """The day of the older copy, in words."""
    newer: str
    """The day of the newer copy, in words."""
    lines: tuple[ChangeLine, ...]
    """What changed, each kind counted. Empty if nothing did, or the copies cannot be compared."""
    note: str
    """Why the copies cannot be compared, or may be the wrong way round. May be empty."""


@dataclass(frozen=True)
class ChangesPage(Page):
    """Context of ``changes.md.j2``: every pair of copies, newest first."""

    template = "changes.md.j2"
    samples = (Sample("what changed", "changes/"),)

    steps: tuple[StepLine, ...] = ()
    """The pairs of copies, the newest first. Empty if no archive was read in two copies."""
    not_compared: tuple[tuple[str, str, str], ...] = ()
    """(archive, platform, reason) of the archives whose copies are not compared."""
    removal_count: int = 0
    """Ads and advertisers that the newest copies no longer list."""


@dataclass(frozen=True)
class ChangeSection:
    """What changed of one kind of thing (ads, advertisers, totals) between two copies."""

    id: str
    """Its id in the page."""
    title: str
    """The kind of thing, in words."""
    sum: str
    """How many there were, came, went and are, in a sentence."""
    meaning: str
    """What a revised row means. Empty if none was revised."""
    renumbered: str
    """That the ids are new, so that nothing can be compared. Empty if they are not."""
    doubt: str
    """Why the copies may be the wrong way round. Empty if nothing says so."""
    damaged: str
    """What differs only because a spreadsheet program changed it. May be empty."""
    double: str
    """How many rows stand twice under one id. Empty if none does."""
    fields: TableBlock | None
    """How many rows were revised in which field; None if none was."""
    new: TableBlock | None
    """The rows that only the newer copy has; None without any."""
    revised: TableBlock | None
    """The rows whose fields differ, with both values; None without any."""
    gone: TableBlock | None
    """The rows that only the older copy has; None without any."""


@dataclass(frozen=True)
class ChangePage(Page):
    """Context of ``change.md.j2``: one pair of copies."""

    template = "change.md.j2"
    samples = (
        Sample(
            "changes of a copy", "changes/snapchat/2024/2024-09-01-to-2024-11-01/", "changes/*/*/*/"
        ),
    )

    step_id: str = ""
    """The pair, as ``paidforby explain changes/…`` names it."""
    lede: str = ""
    """What the two copies are, in a sentence or two."""
    lines: tuple[ChangeLine, ...] = ()
    """What changed, each kind counted. May be empty."""
    sections: tuple[ChangeSection, ...] = ()
    """The changes by kind of thing. Empty if nothing can be compared."""
    download: Download | None = None
    """All changes of the pair; None without any."""


@dataclass(frozen=True)
class RemovalsPage(Page):
    """Context of ``removals.md.j2``: ads and advertisers that the newest copies no longer list."""

    template = "removals.md.j2"
    samples = (Sample("no longer listed", "removals/"),)

    ads: TableBlock | None = None
    """The newest of the ads that are no longer listed; None if all are."""
    advertisers: TableBlock | None = None
    """The newest of the advertisers that are no longer listed; None if all are."""
    ad_count: int = 0
    """Ads that are no longer listed."""
    advertiser_count: int = 0
    """Advertisers that are no longer listed."""
    listed_count: int = 0
    """How many of both the page shows."""
    download: Download | None = None
    """All of them; None without any."""


def step_path(step: Step) -> str:
    """The page of a pair of copies."""
    return f"changes/{step.id}"


def step_name(data: SiteData, step: Step) -> str:
    """``Snapchat 2020``: the platform, and the part of its archive that the copies are about."""
    return " ".join(filter(None, (data.platform_name(step.platform), step.scope)))


def step_title(data: SiteData, step: Step) -> str:
    """``Snapchat 2020: 25 Sep 2020 to 1 Oct 2020``."""
    return _(
        "{platform}: {older} to {newer}",
        platform=step_name(data, step),
        older=data.snapshot_day(step.older_id),
        newer=data.snapshot_day(step.newer_id),
    )


def changes_pages(data: SiteData, directory: Directory) -> Iterator[Page]:
    """The index, a page for each pair of copies, and the page of removals."""
    tables = ChangeTables(data, directory)
    yield _index(data)
    for step in data.facts.history.steps.steps:
        yield _step_page(data, step, tables)
    yield _removals(data, tables)


def _index(data: SiteData) -> ChangesPage:
    history = data.facts.history
    return ChangesPage(
        path=CHANGES,
        title=_("What changed"),
        description=_("What each new copy of an archive added, revised and no longer lists."),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind=_("List"), summary=_("New, revised and no longer listed")),
        feed_path=feed_path(CHANGES),
        steps=tuple(step_line(data, step) for step in history.steps.steps),
        not_compared=tuple(
            (
                archive,
                data.platform_name(data.facts.archive_platforms[archive]),
                _(NOT_COMPARED[reason]),
            )
            for archive, reason in history.not_compared.items()
        ),
        removal_count=len(history.removals),
    )


def step_line(data: SiteData, step: Step) -> StepLine:
    """A pair of copies in a list."""
    tallies = data.facts.history.of_step(step)
    return StepLine(
        path=step_path(step),
        platform=step_name(data, step),
        older=data.snapshot_day(step.older_id),
        newer=data.snapshot_day(step.newer_id),
        lines=step_lines(tallies),
        note=" ".join(filter(None, (_trouble(tallies), _damaged(data, step, tallies)))),
    )


def _trouble(tallies: Mapping[str, Tally]) -> str:
    """Why the copies cannot be compared, or may be the wrong way round."""
    if any(tally.is_renumbered for tally in tallies.values()):
        return _("Ids were renumbered between the two copies: they cannot be compared.")
    return next(filter(None, map(_doubt, tallies.values())), "")


def _damaged(data: SiteData, step: Step, tallies: Mapping[str, Tally]) -> str:
    """What differs only because of a spreadsheet program; empty if nothing does."""
    days = data.snapshot_day(step.older_id), data.snapshot_day(step.newer_id)
    words = (damage_words(noun, tally, *days) for noun, tally in tallies.items())
    return " ".join(filter(None, words))


def _step_page(data: SiteData, step: Step, tables: ChangeTables) -> ChangePage:
    tallies = data.facts.history.of_step(step)
    path = step_path(step)
    title = step_title(data, step)
    lines = step_lines(tallies)
    said = "; ".join(line.text for line in lines)
    said = said or _damaged(data, step, tallies).removesuffix(".")
    older, newer = data.snapshot_day(step.older_id), data.snapshot_day(step.newer_id)
    return ChangePage(
        path=path,
        title=title,
        description=_(
            "What the copy of {newer} changed against that of {older}: {changes}.",
            newer=newer,
            older=older,
            changes=said or _("nothing that can be compared"),
        ),
        as_of=newer,
        sources=_sources(data, step),
        crumbs=(Link(_("What changed"), CHANGES),),
        search=SearchData(kind=_("Changes"), summary=said),
        step_id=step.id,
        lede=_("These two copies cannot be compared row by row.")
        if tallies and all(tally.is_renumbered for tally in tallies.values())
        else _(
            "The copy of {newer} compared with that of {older}, row by row, by the ids that the "
            "archive itself gives.",
            newer=newer,
            older=older,
        ),
        lines=lines,
        sections=tuple(
            _section(data, tables, step, noun, tally) for noun, tally in tallies.items()
        ),
        download=changes_download(data, step, path),
    )


def _section(
    data: SiteData, tables: ChangeTables, step: Step, noun: str, tally: Tally
) -> ChangeSection:
    damaged = _damaged(data, step, {noun: tally})
    told_apart = _("That is not counted as a change; the CSV calls it “damaged”.")
    return ChangeSection(
        id=noun.replace("_", "-"),
        title=_(NOUN_TITLES[noun]),
        sum=_sum(noun, tally),
        meaning=_(MEANING[noun]) if tally.revised else "",
        renumbered=_(RENUMBERED, names=f"{tally.same_names:,}", before=f"{tally.before:,}")
        if tally.is_renumbered
        else "",
        doubt=_doubt(tally),
        damaged=f"{damaged} {told_apart}" if damaged else "",
        double=ngettext(
            "{count} row stands twice under one id and cannot be compared.",
            "{count} rows stand twice under one id and cannot be compared.",
            tally.double,
        )
        if tally.double
        else "",
        fields=tables.fields(noun, tally),
        new=tables.added(step, noun),
        revised=tables.revised(step, noun),
        gone=tables.lost(step, noun),
    )


def _doubt(tally: Tally) -> str:
    """That the later copy looks older than the earlier one; empty if it does not."""
    if not tally.looks_older or tally.is_renumbered:
        return ""
    count = tally.lower + tally.higher
    return _(LOOKS_OLDER, lower=f"{tally.lower:,}", count=f"{count:,}")


def _sum(noun: str, tally: Tally) -> str:
    """``5,063 before + 495 new ads = 5,558 after``: how the two copies add up."""
    if tally.is_renumbered:
        return _(
            "{before} in the earlier copy, {after} in the later one.",
            before=f"{tally.before:,}",
            after=f"{tally.after:,}",
        )
    parts = [_("{count} in the earlier copy", count=f"{tally.before:,}")]
    for change, sign in (("new", "+"), ("again", "+"), ("gone", "−"), ("elsewhere", "−")):
        if n := getattr(tally, change):
            parts.append(f"{sign} {counted(noun, change, n)}")
    after = _("{count} in the later copy.", count=f"{tally.after:,}")
    return f"{' '.join(parts)} = {after}"


def _sources(data: SiteData, step: Step) -> tuple[SourceLine, ...]:
    files = data.facts.history.steps.files
    own = files[files["step_id"] == step.id].sort_values("series_id")
    found = []
    for row in own.to_dict("records"):
        for file_id, words in (
            (row["older_file_id"], _("the earlier copy")),
            (row["file_id"], _("the later copy")),
        ):
            file = data.facts.files[file_id]
            found.append(
                SourceLine(file.snapshot_id, file.path, taken_on(file.day, file.precision), words)
            )
    return tuple(found)


def _removals(data: SiteData, tables: ChangeTables) -> RemovalsPage:
    rows = data.facts.history.removals
    counts: Mapping[str, int] = rows["noun"].value_counts().to_dict()
    ads, advertisers = int(counts.get("ad", 0)), int(counts.get("advertiser", 0))
    shown = {noun: tables.removals(_of(rows, noun), noun) for noun in ("ad", "advertiser")}
    return RemovalsPage(
        path=REMOVALS,
        title=_("No longer listed"),
        description=_(
            "{ads} and {advertisers} that an earlier copy of an archive listed and the newest one does "
            "not.",
            ads=ngettext("{count} ad", "{count} ads", ads),
            advertisers=ngettext("{count} advertiser", "{count} advertisers", advertisers),
        ),
        as_of=data.as_of,
        sources=data.archive_sources,
        crumbs=(Link(_("What changed"), CHANGES),),
        search=SearchData(kind=_("List"), summary=_("Ads and advertisers no longer listed")),
        feed_path=feed_path(REMOVALS),
        ads=shown["ad"],
        advertisers=shown["advertiser"],
        ad_count=ads,
        advertiser_count=advertisers,
        listed_count=sum(len(block.rows) for block in shown.values() if block),
        download=removals_download(data, rows, REMOVALS),
    )


def _of(rows: pd.DataFrame, noun: str) -> pd.DataFrame:
    return rows[rows["noun"] == noun]
