"""The home page: the search box, the headline facts of each platform, the largest sponsors."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.base import ChartSpec, Figure, Page, Sample, SearchData, TableBlock
from generator.pages.changes.news import ChangeNews, home_changes
from generator.pages.chart_specs import platform_chart, top_chart
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.home.last_weeks import LastWeeks, last_weeks
from generator.pages.platform.platform import ranking_tables
from generator.pages.platform.policy import platform_line
from generator.pages.rankings import ADVERTISER_TOTAL, Ranking
from generator.pages.words import in_words
from generator.schema.archive_facts import Payers
from generator.store.fact import Fact
from generator.store.tables import frame
from generator.text.language import _, ngettext


@dataclass(frozen=True)
class PlatformFact:
    """The headline of one platform."""

    name: str
    """The short name of the platform."""
    path: str
    """The page of the platform."""
    count: str
    """How many ads, advertisers or payers the archive has, in words."""
    figure: Figure | None
    """The total of its main list; None where its currency is not published."""
    detail: str
    """Which list that is, in words."""


@dataclass(frozen=True)
class HomePage(Page):
    """Context of ``home.md.j2``: the way into the site."""

    template = "home.md.j2"
    samples = (Sample("home", "", in_each_language=True),)

    examples: tuple[str, ...] = ()
    """Names to try the search with. May be empty."""
    covered: tuple[str, ...] = ()
    """The places that the site is about, by name. Empty if it covers all."""
    facts: tuple[PlatformFact, ...] = ()
    """The headline of each platform with a list."""
    split: ChartSpec | None = None
    """The totals in US dollars side by side; None of fewer than two platforms."""
    currency_count: int = 0
    """How many currencies the archives have."""
    weeks: LastWeeks | None = None
    """The last weeks in the archives; None without weeks."""
    tops: tuple[ChartSpec, ...] = ()
    """The biggest sponsors of each platform, drawn."""
    rankings: tuple[TableBlock, ...] = ()
    """The same as tables."""
    tiles: ChartSpec | None = None
    """The states on a map of tiles; None without amounts by state."""
    changes: tuple[ChangeNews, ...] = ()
    """What the newest copies changed. May be empty."""
    collection: str = ""
    """The page of the collection. Empty if the site has none."""
    platforms: tuple[tuple[str, str, str], ...] = ()
    """(name, path of its page, what it does in a line) of every platform."""

    def charts(self) -> tuple[ChartSpec, ...]:
        """The charts of the page."""
        return super().charts() + ((self.weeks.chart,) if self.weeks else ())

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        return tuple(fact.figure for fact in self.facts if fact.figure)


def home_page(
    data: SiteData,
    directory: Directory,
    rankings: Sequence[Ranking],
    tiles: ChartSpec | None,
) -> HomePage:
    """The home page."""
    mains = [ranking for ranking in rankings if ranking.is_main]
    facts = tuple(_fact(data, ranking) for ranking in mains)
    figures = [fact.figure for fact in facts if fact.figure and fact.figure.money.currency == "USD"]
    return HomePage(
        path="index",
        title=_("Who pays for political ads?"),
        description=_(data.facts.config.site_description),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind=_("Home"), summary=_(data.facts.config.site_description)),
        examples=_examples(directory, mains),
        covered=data.covered_names,
        facts=facts,
        split=platform_chart(data, figures, "USD", "home", _("Reported totals side by side (USD)"))
        if len(figures) > 1
        else None,
        currency_count=_currency_count(data),
        weeks=last_weeks(data, directory),
        tops=tuple(chart for chart in (_top(directory, ranking) for ranking in mains) if chart),
        rankings=ranking_tables(directory, mains),
        tiles=tiles,
        changes=home_changes(data),
        feed_path="feed.xml",
        collection=data.facts.collection_path,
        platforms=tuple(
            (_(record.name), f"platforms/{record.id}", platform_line(record))
            for record in data.facts.platforms.records
        ),
    )


def home_figures(data: SiteData, rankings: Sequence[Ranking]) -> tuple[Figure, ...]:
    """The totals of the home page: of the main list of each platform."""
    found = (_fact(data, ranking).figure for ranking in rankings if ranking.is_main)
    return tuple(figure for figure in found if figure)


def _fact(data: SiteData, ranking: Ranking) -> PlatformFact:
    name = data.platform_name(ranking.platform)
    detail = ranking.what
    figure = Figure(
        id=f"home-{ranking.id}",
        platform=ranking.platform,
        label=name,
        money=ranking.total,
        details=(detail,),
        fact=Fact(
            "ads" if ranking.ad_archive else "spend_observations",
            _where(ranking),
            "All current rows of this list added up: lower and upper bounds apart.",
        ),
        row_count=ranking.row_count,
        snapshot_rows=tuple((one.snapshot_id, one.row_count) for one in ranking.windows),
    )
    own = figure if ranking.currency else None
    return PlatformFact(name, f"platforms/{ranking.platform}", _count(data, ranking), own, detail)


def _count(data: SiteData, ranking: Ranking) -> str:
    """How many the archive lists, and how many of them the amount is about."""
    if ranking.scope == ADVERTISER_TOTAL:
        everybody = data.facts.advertiser_counts[ranking.platform]
        return ngettext(
            "{count} advertiser, {part} of them in {currency}",
            "{count} advertisers, {part} of them in {currency}",
            everybody,
            part=f"{ranking.payer_count:,}",
            currency=in_words(ranking.currency),
        )
    if not ranking.ad_archive:
        return ngettext("{count} payer or page", "{count} payers and pages", ranking.payer_count)
    counts = data.facts.ad_counts
    ads = int(counts.loc[counts["archive"] == ranking.ad_archive, "n"].sum())
    n = ranking.payer_count
    if data.facts.archives[ranking.ad_archive].payers is Payers.ACCOUNT:
        payers = ngettext("{count} account", "{count} accounts", n)
    else:
        payers = ngettext("{count} payer", "{count} payers", n)
    return _(
        "{ads}; {part} of them in {currency}, by {payers} in that currency",
        ads=ngettext("{count} ad", "{count} ads", ads),
        part=f"{ranking.row_count:,}",
        payers=payers,
        currency=in_words(ranking.currency),
    )


def _where(ranking: Ranking) -> tuple[tuple[str, object], ...]:
    if ranking.ad_archive:
        return (
            ("archive", ranking.ad_archive),
            ("is_latest", True),
            ("is_group_first", True),
            ("spend_currency", ranking.currency),
        )
    common = (("is_current", True), ("is_primary", True), ("spend_currency", ranking.currency))
    if ranking.windows:
        return (
            ("scope", ranking.scope),
            ("place_code", ranking.place_code),
            ("snapshot_id", tuple(one.snapshot_id for one in ranking.windows)),
            *common[1:],
        )
    if ranking.scope == ADVERTISER_TOTAL:
        return (("scope", ranking.scope), ("is_latest", True), *common)
    return (
        ("scope", ranking.scope),
        ("place_code", ranking.place_code),
        ("snapshot_id", ranking.snapshot_id),
        *common,
    )


def _top(directory: Directory, ranking: Ranking) -> ChartSpec | None:
    entries = [(directory.names[s], directory.path(s), money) for s, money in ranking.entries[:10]]
    title = _("Top sponsors. {title}", title=ranking.title)
    return top_chart(entries, ranking.currency, f"home-{ranking.platform}", title, ranking.source)


def _currency_count(data: SiteData) -> int:
    """How many currencies the amounts of the archives are in."""
    tables = (data.facts.store.table("spend_observations"), data.facts.table("ads"))
    found = [frame(rows.select("spend_currency").distinct())["spend_currency"] for rows in tables]
    return len({currency for column in found for currency in column.dropna()})


def _examples(directory: Directory, mains: Sequence[Ranking]) -> tuple[str, ...]:
    """Names to try in the search box: the first of each platform's list."""
    return tuple(
        dict.fromkeys(
            directory.names[ranking.entries[0][0]] for ranking in mains if ranking.entries
        )
    )
