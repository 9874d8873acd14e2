"""The pages of platforms: what each lets one see, its rules over time, its snapshots, its largest
sponsors; and the list of all platforms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.base import (
    Cell,
    ChartSpec,
    Column,
    Link,
    Page,
    Sample,
    SearchData,
    TableBlock,
    money_cell,
    widest_of,
)
from generator.pages.chart_specs import top_chart
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.file_notes import notes_table
from generator.pages.platform.coverage import (
    Coverage,
    coverage,
    platform_snapshots,
    snapshot_table,
    source_lines,
)
from generator.pages.platform.policy import (
    DatasetText,
    StepText,
    TimelineYear,
    dataset_texts,
    no_rows_words,
    platform_line,
    platform_timeline,
    publication_words,
    status_words,
    step_texts,
    timeline,
)
from generator.pages.platform.sums import copy_sums
from generator.pages.rankings import Ranking
from generator.pages.sums import amount_fields
from generator.pages.words import day, taken_on, text_or_none
from generator.pages.written import Written
from generator.reference.platforms import PlatformRecord, Publication, Statement, Status
from generator.store.tables import frame
from generator.text.language import _, mark, ngettext


@dataclass(frozen=True)
class PlatformPage(Page):
    """Context of ``platform.md.j2``: a platform, what it publishes and what of it was read."""

    template = "platform.md.j2"
    samples = (
        Sample("Google", "platforms/google/"),
        Sample("Snapchat", "platforms/snapchat/"),
        Sample("X", "platforms/x/"),
    )

    name: str = ""
    """The name of the platform, with its company where both are known."""
    short_name: str = ""
    """The name in a word."""
    status: str = ""
    """Whether it takes political ads: words after its name."""
    publication: str = ""
    """What it publishes: words after its name."""
    status_text: str = ""
    """The same in sentences."""
    status_sources: tuple[Statement, ...] = ()
    """What supports these sentences."""
    library_url: str = ""
    """Its own library of ads. Empty if it has none."""
    library_words: str = ""
    """The words of the link to it."""
    no_rows: str = ""
    """What it means that there is no row of somebody."""
    publishes: tuple[Statement, ...] = ()
    """What it publishes, with sources. May be empty."""
    hides: tuple[Statement, ...] = ()
    """What it hides or lacks, with sources. May be empty."""
    datasets: tuple[DatasetText, ...] = ()
    """Its published sets of data. May be empty."""
    see_fewer: tuple[StepText, ...] = ()
    """What readers can do to see fewer political ads. May be empty."""
    timeline: tuple[TimelineYear, ...] = ()
    """Its rules and what happened, by year, the newest first."""
    undated: tuple[Statement, ...] = ()
    """Claims without a date. May be empty."""
    coverage: tuple[Coverage, ...] = ()
    """Which years of its archives were read. Empty if it has none that can be read."""
    snapshots: TableBlock | None = None
    """The snapshots that were read; None without any."""
    top: ChartSpec | None = None
    """The biggest sponsors of its main list, drawn; None without lists."""
    rankings: tuple[TableBlock, ...] = ()
    """Lists of sponsors, one for each window, place and currency. May be empty."""
    keywords: TableBlock | None = None
    """The keywords on which most was spent; None if it publishes none."""
    notes: TableBlock | None = None
    """What is new, missing or odd in its files; None if nothing is."""
    sums: TableBlock | None = None
    """What each copy adds up to; None where its archives give no amounts."""
    collection: str = ""
    """The page of the collection. Empty if it is no part of this platform, or not read."""
    prose: str = ""
    """What people wrote about its archives, in Markdown: not escaped. May be empty."""
    is_prose_english: bool = False
    """True: the language of the page has that text in English only."""
    is_dataset = True


@dataclass(frozen=True)
class PlatformLine:
    """A platform in the list."""

    name: str
    """Its short name."""
    path: str
    """Its page."""
    words: str
    """What it does about political ads: words after its name."""


@dataclass(frozen=True)
class PlatformGroup:
    """Platforms that publish alike."""

    title: str
    """What they publish, in words."""
    platforms: tuple[PlatformLine, ...]
    """The platforms."""


@dataclass(frozen=True)
class LawText:
    """A law that holds for several platforms."""

    id: str
    """Its id: the id in the page is ``law-`` and this."""
    name: str
    """Its name."""
    timeline: tuple[TimelineYear, ...]
    """Its dates, by year."""


@dataclass(frozen=True)
class PlatformsIndex(Page):
    """Context of ``platforms.md.j2``: all platforms, by what they publish."""

    template = "platforms.md.j2"
    samples = (Sample("platforms", "platforms/"),)

    groups: tuple[PlatformGroup, ...] = ()
    """The platforms, in groups."""
    laws: tuple[LawText, ...] = ()
    """Laws for all of them. May be empty."""
    collection: str = ""
    """The page of the collection. Empty if the site has none."""


MAX_TABLES = 8
WITH_SPEND = mark("Publish an archive with spend")
WITHOUT_SPEND = mark("Publish ads without spend")
REFUSE = mark("Refuse political ads and publish no file")
NOTHING = mark("Take political ads and publish no list of them")
NO_ADS = mark("Sell no ads")


def platform_pages(
    data: SiteData,
    directory: Directory,
    rankings: Sequence[Ranking],
    texts: Mapping[str, Written],
) -> Iterator[PlatformPage]:
    """One page for each record of ``platforms.toml``. ``texts`` are by platform id."""
    for record in data.facts.platforms.records:
        own = [ranking for ranking in rankings if ranking.platform == record.id]
        main = next((ranking for ranking in own if ranking.is_main), None)
        snapshots = platform_snapshots(data, record)
        collections = data.facts.archives_where(lambda one: one.is_collection)
        archives = [name for name in record.archives if name not in collections]
        yield PlatformPage(
            path=_path(record),
            title=_(record.name),
            description=_(
                "What {platform} publishes about political ads, and what it hides.",
                platform=_(record.name),
            ),
            as_of=data.as_of
            if snapshots.empty
            else taken_on(
                snapshots.iloc[0]["taken_on_date"], snapshots.iloc[0]["taken_on_precision"]
            ),
            sources=source_lines(snapshots),
            crumbs=(Link(_("Platforms"), "platforms/index"),),
            search=SearchData(
                kind=_("Platform"),
                summary=_(record.status_text).split(". ")[0].rstrip(".") + ".",
                # A filter for a platform without rows would find nothing but this page.
                platforms=() if snapshots.empty else (record.short_name,),
            ),
            name=_(record.name),
            short_name=record.short_name,
            status=status_words(record),
            publication=publication_words(record),
            status_text=_(record.status_text),
            status_sources=record.status_sources,
            library_url=record.library_url,
            library_words=_("{platform}'s own library", platform=record.short_name),
            no_rows=no_rows_words(record, len(snapshots)),
            publishes=record.publishes,
            hides=record.hides,
            datasets=dataset_texts(record),
            see_fewer=step_texts(record.see_fewer),
            timeline=platform_timeline(record, data.facts.platforms.laws),
            undated=record.undated,
            coverage=coverage(data, record),
            snapshots=snapshot_table(snapshots),
            top=_top(directory, main, record.id),
            rankings=ranking_tables(directory, own[:MAX_TABLES]),
            keywords=_keywords(data, record.id),
            notes=None if snapshots.empty else notes_table(data, record.archives),
            sums=None if snapshots.empty else copy_sums(data, archives),
            collection=data.facts.collection_path if len(archives) < len(record.archives) else "",
            prose=texts[record.id].body if record.id in texts else "",
            is_prose_english=record.id in texts and texts[record.id].is_english,
        )


def platforms_index(data: SiteData) -> PlatformsIndex:
    """The list of platforms, grouped by what they publish, and the laws for all of them."""
    groups: dict[str, list[PlatformLine]] = {
        title: [] for title in (WITH_SPEND, WITHOUT_SPEND, REFUSE, NOTHING, NO_ADS)
    }
    for record in data.facts.platforms.records:
        line = PlatformLine(_(record.name), _path(record), platform_line(record))
        groups[_group(record)].append(line)
    return PlatformsIndex(
        path="platforms/index",
        title=_("Platforms"),
        description=_("What each platform lets one see of its political ads."),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind=_("List"), summary=_("All platforms")),
        groups=tuple(
            PlatformGroup(_(title), tuple(lines)) for title, lines in groups.items() if lines
        ),
        laws=tuple(
            LawText(law.id, _(law.name), timeline(law.events))
            for law in data.facts.platforms.laws.values()
        ),
        collection=data.facts.collection_path,
    )


def ranking_tables(directory: Directory, rankings: Iterable[Ranking]) -> tuple[TableBlock, ...]:
    """Ranked lists as tables with bars, which compare amounts of one currency. A list of which no
    payer is known is left out."""
    return tuple(_ranking_table(directory, ranking) for ranking in rankings if ranking.entries)


def _ranking_table(directory: Directory, ranking: Ranking) -> TableBlock:
    widest = widest_of([money for _, money in ranking.entries]) if ranking.currency else 0.0
    amount = ranking.total.text
    if ranking.total.note:
        amount += f" ({ranking.total.note})"
    count = ranking.entry_count
    if ranking.total.lo is None:
        total = ngettext("{count} sponsor", "{count} sponsors", count) + "."
    else:
        total = ngettext(
            "{count} sponsor, together {amount}.",
            "{count} sponsors, together {amount}.",
            count,
            amount=amount,
        )
    if ranking.unnamed_count:
        total += " " + ngettext(
            "{count} row of it names no payer.",
            "{count} rows of it name no payer.",
            ranking.unnamed_count,
        )
    return TableBlock(
        f"{ranking.title}. {total}",
        (Column("sponsor", _("Sponsor")), Column("spend", _("Spend"))),
        tuple(
            (Cell(directory.names[s], directory.path(s)), money_cell(money, widest))
            for s, money in ranking.entries
        ),
        (1,),
    )


def _path(record: PlatformRecord) -> str:
    return f"platforms/{record.id}"


def _group(record: PlatformRecord) -> str:
    if record.status is Status.NOT_APPLICABLE:
        return NO_ADS
    if record.publication in (Publication.NOTHING, Publication.WEB_PAGE):
        return REFUSE if record.status is Status.REFUSED else NOTHING
    return WITH_SPEND if record.has_spend else WITHOUT_SPEND


def _top(directory: Directory, ranking: Ranking | None, platform: str) -> ChartSpec | None:
    if ranking is None:
        return None
    entries = [(directory.names[s], directory.path(s), money) for s, money in ranking.entries[:10]]
    title = _("Top sponsors. {title}", title=ranking.title)
    return top_chart(entries, ranking.currency, f"{platform}-top", title, ranking.source)


def _keywords(data: SiteData, platform: str) -> TableBlock | None:
    rows = data.facts.store.table("keywords")
    rows = rows.filter(rows.is_current & (rows.platform == platform))
    newest = frame(rows.order_by(["report_date", "rank"]))
    if newest["report_date"].isna().all():
        return None
    last = newest[newest["report_date"] == newest["report_date"].max()].to_dict("records")
    return TableBlock(
        _(
            "Keywords with the most spend, cumulative, week from {day} (United States; the list ended "
            "in December 2019).",
            day=day(last[0]["report_date"]),
        ),
        (Column("rank", _("Rank")), Column("keyword", _("Keyword")), Column("spend", _("Spend"))),
        tuple(
            (
                Cell(str(row["rank"]), sort=int(row["rank"]), is_number=True),
                Cell(row["keyword"]),
                money_cell(
                    data.words.money(amount_fields(row), text_or_none(row["spend_currency"]))
                ),
            )
            for row in last
        ),
        (0, 2),
    )
