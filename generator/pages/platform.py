"""The pages of platforms: what each lets one see, its snapshots, its largest sponsors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.base import (
    Cell,
    ChartSpec,
    Link,
    Page,
    SearchData,
    SourceLine,
    TableBlock,
    money_cell,
    widest_of,
)
from generator.pages.chart_specs import top_chart
from generator.pages.data import PLATFORM_NAMES, SiteData
from generator.pages.rankings import Ranking
from generator.pages.selection import Directory
from generator.pages.words import day, plural, taken_on
from generator.store import frame


@dataclass(frozen=True)
class Fact:
    """A short statement and what supports it."""

    text: str
    source_url: str
    note: str


@dataclass(frozen=True)
class PolicyEvent:
    """A dated fact about a platform's rules or archive."""

    when: str
    kind: str
    statement: str
    source_title: str
    source_url: str
    is_confirmed: bool
    conflict: str


@dataclass(frozen=True)
class PlatformPage(Page):
    """Context of ``platform.md.j2``."""

    name: str = ""
    status_text: str = ""
    library_url: str = ""
    archive_url: str = ""
    grain: str = ""
    spend_note: str = ""
    coverage_note: str = ""
    publishes: tuple[Fact, ...] = ()
    hides: tuple[Fact, ...] = ()
    events: tuple[PolicyEvent, ...] = ()
    coverage: TableBlock | None = None
    top: ChartSpec | None = None
    rankings: tuple[TableBlock, ...] = ()
    keywords: TableBlock | None = None
    prose: str = ""


@dataclass(frozen=True)
class PlatformsIndex(Page):
    """Context of ``platforms.md.j2``."""

    platforms: tuple[tuple[str, str, str], ...] = ()


MAX_TABLES = 8
_EVENT_WORDS = {
    "allowed": "allowed",
    "banned": "banned",
    "paused": "paused",
    "archive_opened": "archive opened",
    "archive_removed": "archive removed",
    "rule": "rule",
    "archive_fact": "about the archive",
}


def platform_pages(
    data: SiteData,
    directory: Directory,
    rankings: Sequence[Ranking],
    prose: Mapping[str, str],
) -> Iterator[PlatformPage]:
    """One page for each record of ``platforms.toml``. ``prose`` is Markdown by platform id."""
    for record in data.platforms:
        own = [ranking for ranking in rankings if ranking.platform == record["id"]]
        main = next((ranking for ranking in own if ranking.is_main), None)
        coverage = _coverage(data, record["archives"])
        yield PlatformPage(
            path=f"platforms/{record['id']}",
            title=record["name"],
            description=f"What {record['name']} publishes about political ads, and what it hides.",
            as_of=_as_of(data, record["archives"]),
            sources=_sources(data, record["archives"]),
            crumbs=(Link("Platforms", "platforms/index"),),
            search=SearchData(
                kind="Platform",
                summary=record["status_text"].split(". ")[0].rstrip(".") + ".",
                platforms=(PLATFORM_NAMES.get(record["id"], record["name"]),),
            ),
            name=record["name"],
            status_text=record["status_text"],
            library_url=record["library_url"],
            archive_url=record.get("archive_url", ""),
            grain=record["grain"],
            spend_note=record["spend_note"],
            coverage_note=record["coverage_note"],
            publishes=_facts(record["publishes"]),
            hides=_facts(record["hides"]),
            events=_events(record.get("event", [])),
            coverage=coverage,
            top=_top(directory, main, record["id"]),
            rankings=tuple(ranking_table(directory, ranking) for ranking in own[:MAX_TABLES]),
            keywords=_keywords(data) if record["id"] == "google" else None,
            prose=prose.get(record["id"], ""),
        )


def platforms_index(data: SiteData) -> PlatformsIndex:
    """The list of platforms."""
    return PlatformsIndex(
        path="platforms/index",
        title="Platforms",
        description="What each platform lets one see of its political ads.",
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind="List", summary="All platforms"),
        platforms=tuple(
            (record["name"], f"platforms/{record['id']}", record["status_text"])
            for record in data.platforms
        ),
    )


def ranking_table(directory: Directory, ranking: Ranking) -> TableBlock:
    """A ranked list as a table with bars."""
    widest = widest_of([money for _, money in ranking.entries])
    total = f"{plural(ranking.entry_count, 'sponsor')}, together {ranking.total.text}"
    if ranking.total.note:
        total += f" ({ranking.total.note})"
    return TableBlock(
        f"{ranking.title}. {total}.",
        ("Sponsor", "Spend"),
        tuple(
            (Cell(directory.names[s], directory.path(s)), money_cell(money, widest))
            for s, money in ranking.entries
        ),
        (1,),
    )


def _top(directory: Directory, ranking: Ranking | None, platform: str) -> ChartSpec | None:
    if ranking is None:
        return None
    entries = [(directory.names[s], directory.path(s), money) for s, money in ranking.entries[:10]]
    return top_chart(entries, ranking.currency, f"{platform}-top", f"Top sponsors. {ranking.title}")


def _facts(items: Sequence[Mapping[str, str]]) -> tuple[Fact, ...]:
    return tuple(Fact(i["text"], i.get("source_url", ""), i.get("note", "")) for i in items)


def _events(items: Sequence[Mapping[str, object]]) -> tuple[PolicyEvent, ...]:
    ordered = sorted(items, key=lambda item: str(item["date"]), reverse=True)
    return tuple(
        PolicyEvent(
            when=_when(str(item["date"])),
            kind=_EVENT_WORDS[item["kind"]],
            statement=item["statement"],
            source_title=item.get("source_title", ""),
            source_url=item.get("source_url", ""),
            is_confirmed=bool(item["confirmed"]),
            conflict=item.get("conflict", ""),
        )
        for item in ordered
    )


def _when(text: str) -> str:
    return {10: lambda: day(text), 7: lambda: taken_on(text, "month")}.get(
        len(text), lambda: text
    )()


def _coverage(data: SiteData, archives: Sequence[str]) -> TableBlock:
    rows = data.snapshots[data.snapshots["archive"].isin(list(archives))]
    return TableBlock(
        "Snapshots read. Where there is none, nothing is known; it does not mean that there were no ads.",
        ("Snapshot", "Taken on", "Files", "Rows", "Date from"),
        tuple(
            (
                Cell(row["snapshot_id"]),
                Cell(
                    taken_on(row["taken_on_date"], row["taken_on_precision"]),
                    sort=str(row["taken_on_date"])[:10],
                ),
                Cell(f"{row['file_count']:,}", sort=int(row["file_count"]), is_number=True),
                Cell(f"{row['row_count']:,}", sort=int(row["row_count"]), is_number=True),
                Cell(row["taken_on_basis"]),
            )
            for row in rows.to_dict("records")
        ),
        (2, 3),
    )


def _as_of(data: SiteData, archives: Sequence[str]) -> str:
    """The date of the newest snapshot of the platform."""
    rows = data.snapshots[data.snapshots["archive"].isin(list(archives))]
    if rows.empty:
        return data.as_of
    return taken_on(rows.iloc[0]["taken_on_date"], rows.iloc[0]["taken_on_precision"])


def _sources(data: SiteData, archives: Sequence[str]) -> tuple[SourceLine, ...]:
    rows = data.snapshots[data.snapshots["archive"].isin(list(archives))]
    return tuple(
        SourceLine(
            row["snapshot_id"],
            row["archive"],
            taken_on(row["taken_on_date"], row["taken_on_precision"]),
            plural(int(row["row_count"]), "row"),
        )
        for row in rows.to_dict("records")
    )


def _keywords(data: SiteData) -> TableBlock | None:
    rows = data.store.table("keywords")
    newest = frame(rows.filter(rows.is_current).order_by(["report_date", "rank"]))
    if newest.empty:
        return None
    last = newest[newest["report_date"] == newest["report_date"].max()].to_dict("records")
    return TableBlock(
        f"Keywords with the most spend, cumulative, week from {day(last[0]['report_date'])} (United States; the list ended in December 2019).",
        ("Rank", "Keyword", "Spend"),
        tuple(
            (
                Cell(str(row["rank"]), sort=int(row["rank"]), is_number=True),
                Cell(row["keyword"]),
                Cell(
                    f"US${row['spend_lo']:,.0f}",
                    sort=float(row["spend_lo"]),
                    note="rounded",
                    is_number=True,
                ),
            )
            for row in last
        ),
        (0, 2),
    )
