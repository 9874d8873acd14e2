"""The overview of the collection of the ads of the Internet Research Agency, and all its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.pages.addresses import COLLECTION
from generator.pages.base import (
    Cell,
    ChartSpec,
    Column,
    Download,
    Link,
    Page,
    Sample,
    SearchData,
    TableBlock,
    money_cell,
)
from generator.pages.collection.ads import ad_pages
from generator.pages.collection.compare import compare, tallies
from generator.pages.collection.data import LINEAGES, Collection, CollectionAd, grouped
from generator.pages.collection.disagreements import disagreement_pages
from generator.pages.collection.lists import group_pages
from generator.pages.collection.reading import reading_page
from generator.pages.collection.words import NAME, description_of
from generator.pages.data import SiteData
from generator.pages.subject.dictionary import Statement, Topics, load_topics
from generator.pages.words import iso, plural
from generator.text.amounts import amount_words


@dataclass(frozen=True)
class CollectionPage(Page):
    """Context of ``collection.md.j2``: the collection as a whole."""

    template = "collection.md.j2"
    samples = (Sample("collection", "collections/internet-research-agency/", "collections/*/"),)

    facts: tuple[tuple[str, str, str], ...] = ()
    """(label, number, what it is) of the cards."""
    ways: tuple[tuple[Link, str], ...] = ()
    """(link, what is there) of the ways into the collection."""
    quarters: ChartSpec | None = None
    """What was spent in each quarter, in roubles; None of fewer than two quarters."""
    lineages: TableBlock | None = None
    """The three transcriptions: how many ads each has, and of what."""
    topics: TableBlock | None = None
    """How many ads have a word of each topic."""
    releases: tuple[Statement, ...] = ()
    """Who published the ads and when, with sources."""
    download: Download | None = None
    """All ads, a row for each; None without any."""
    is_demo: bool = False
    """True: the ads are made up."""
    is_dataset = True


def collection_pages(data: SiteData) -> Iterator[Page]:
    """Every page of the collection; none if the store holds no ad of it."""
    collection = Collection(data)
    if not collection.ads:
        return
    topics = load_topics(data.facts.config.reference_dir / "topics.toml").of_collection()
    found = {ad.ad_id: topics.of(**ad.texts) for ad in collection.ads}
    compared = [compare(ad) for ad in collection.ads]
    conflicts = sum(tally.conflict_count for tally in tallies(compared))
    yield _overview(data, collection, topics, found, conflicts)
    yield from group_pages(data, collection)
    yield reading_page(data, collection, topics, found)
    if len(collection.lineages) > 1:
        yield from disagreement_pages(data, collection, compared)
    yield from ad_pages(data, collection, topics, found, compared)


def _overview(
    data: SiteData,
    collection: Collection,
    topics: Topics,
    found: dict[str, dict[str, frozenset[str]]],
    conflicts: int,
) -> CollectionPage:
    ads = collection.ads
    return CollectionPage(
        path=f"{COLLECTION}/index",
        title=NAME,
        description=description_of(len(ads)),
        as_of=collection.as_of,
        sources=collection.sources,
        crumbs=(
            Link("Platforms", "platforms/index"),
            Link(collection.platform_name, f"platforms/{collection.platform}"),
        ),
        search=SearchData(
            kind="Collection",
            summary=f"{plural(len(ads), 'ad')}, with text, choices, dates, roubles and impressions",
            platforms=(collection.platform_name,),
            years=tuple(sorted({ad.shown.first_day.year for ad in ads if ad.shown.first_day})),
        ),
        facts=_facts(collection),
        ways=(
            (Link("By month", f"{COLLECTION}/months/index"), "when the ads were made"),
            (Link("By interest", f"{COLLECTION}/interests/index"), "which the buyer chose"),
            (Link("By place", f"{COLLECTION}/places/index"), "at which the buyer aimed"),
            (
                Link("Compared with a reading", f"{COLLECTION}/reading"),
                "what USA TODAY found in the same ads, and what a list of words finds",
            ),
            *_disagreements(collection, conflicts),
            (Link("The first ad", f"{COLLECTION}/ads/{ads[0].ad_id}"), "and from there one by one"),
        ),
        quarters=_quarters(data, collection),
        lineages=_lineages(data, collection),
        topics=_topics(collection, topics, found),
        releases=topics.releases,
        download=_download(collection),
        is_demo=data.facts.is_demo,
    )


def _disagreements(collection: Collection, conflicts: int) -> tuple[tuple[Link, str], ...]:
    """The way to the disagreements, if there is more than one transcription."""
    if len(collection.lineages) < 2:
        return ()
    link = Link("Where the transcriptions disagree", f"{COLLECTION}/disagreements/index")
    return ((link, f"{plural(conflicts, 'value')} that differ, field by field"),)


def _facts(collection: Collection) -> tuple[tuple[str, str, str], ...]:
    ads = collection.ads
    roubles = collection.roubles(ads)
    known = sum(ad.shown.spend is not None and ad.shown.currency == "RUB" for ad in ads)
    zeros = sum(ad.shown.spend is not None and ad.shown.currency is None for ad in ads)
    others = sum(
        ad.shown.spend is not None and ad.shown.currency not in (None, "RUB") for ad in ads
    )
    blank = sum(ad.shown.spend is None for ad in ads)
    spend = f"{roubles.text}: {plural(known, 'exact amount')} added; {blank:,} ads have none"
    if zeros:
        spend += f", {zeros:,} a 0 without a currency"
    if others:
        spend += f", {others:,} another currency"
    return (
        ("Ads", f"{len(ads):,}", "each with a page"),
        ("Spent", roubles.short, spend),
        ("Impressions", _sum_words(ads, "impressions"), "times shown, exact, not people"),
        ("Clicks", _sum_words(ads, "clicks"), "exact"),
        (
            "Never shown",
            f"{sum(ad.shown.is_never_shown for ad in ads):,}",
            "ads with 0 impressions; they are kept and marked",
        ),
        (
            "End before they start",
            f"{sum(ad.shown.ends_before_start for ad in ads):,}",
            "by the dates of the documents; they are kept and marked",
        ),
    )


def _sum_words(ads: Sequence[CollectionAd], name: str) -> str:
    """A sum over those that are given, or that none is: which is not 0."""
    is_given = any(getattr(ad.shown, name) is not None for ad in ads)
    return f"{_total(ads, name):,}" if is_given else "not given"


def _total(ads: Sequence[CollectionAd], name: str) -> int:
    return sum(getattr(ad.shown, name) or 0 for ad in ads)


def _quarters(data: SiteData, collection: Collection) -> ChartSpec | None:
    quarters = grouped(collection.ads, _quarter)
    rows = [(name, own, collection.roubles(own)) for name, own in sorted(quarters.items())]
    known = [row for row in rows if row[2].lo is not None]
    if len(known) < 2 or not any(money.lo for _, _, money in known):
        return None
    title = "Roubles by quarter, in the order of time"
    most = max(known, key=lambda row: (row[2].lo or 0, row[0]))
    return ChartSpec(
        kind="places_bars",
        ident="collection-quarters",
        title=title,
        description=f"{len(rows)} quarters. Most: {most[0]}, {most[2].text}.",
        frame=pd.DataFrame(
            {
                "name": [name for name, _, _ in rows],
                "lo": [money.lo for _, _, money in rows],
                "hi": [money.hi for _, _, money in rows],
                "kind": [money.kind for _, _, money in rows],
            }
        ),
        options=(("currency", "RUB"),),
        table=TableBlock(
            title,
            (
                Column("quarter", "Quarter"),
                Column("ads", "Ads"),
                Column("spent", "Spent"),
                Column("impressions", "Impressions"),
            ),
            tuple(
                (
                    Cell(name),
                    Cell(f"{len(own):,}", sort=len(own), is_number=True),
                    money_cell(money),
                    _count_cell(_total(own, "impressions")),
                )
                for name, own, money in rows
            ),
            (1, 2, 3),
        ),
        note="By the day on which the ad was made. Ads without an amount add nothing.",
        source=f"{collection.platform_name}, documents of {collection.as_of}",
    )


def _count_cell(count: int) -> Cell:
    return Cell(f"{count:,}", sort=count, is_number=True)


def _quarter(ad: CollectionAd) -> tuple[str, ...]:
    first = ad.shown.first_day
    return (f"{first.year}, quarter {(first.month + 2) // 3}",) if first else ()


def _lineages(data: SiteData, collection: Collection) -> TableBlock:
    """What each transcription says, side by side and never added."""
    rows = []
    for lineage in collection.lineages:
        versions = [ad.versions[lineage] for ad in collection.ads if lineage in ad.versions]
        dollars = sum(version.currency == "USD" for version in versions)
        amounts = [v.spend for v in versions if v.currency == "RUB" and v.spend is not None]
        roubles = round(sum(amounts), 2)
        words = amount_words(roubles, "RUB") if amounts else "not given"
        rows.append(
            (
                Cell(LINEAGES[lineage]),
                _count_cell(len(versions)),
                _count_cell(sum(v.impressions or 0 for v in versions)),
                _count_cell(sum(v.clicks or 0 for v in versions)),
                Cell(words, sort=roubles if amounts else -1, is_number=True),
                _count_cell(sum(v.spend is None for v in versions)),
                _count_cell(dollars),
                _count_cell(sum(v.ends_before_start for v in versions)),
                _count_cell(sum(v.is_never_shown for v in versions)),
            )
        )
    return TableBlock(
        "The same ads in each transcription. The first one counts on these pages.",
        (
            Column("transcription", "Transcription"), Column("ads", "Ads"), Column("impressions", "Impressions"), Column("clicks", "Clicks"), Column("roubles", "Roubles"), Column("without_an_amount", "Without an amount"),
            Column("said_to_be_in_us_dollars", "Said to be in US dollars"), Column("end_before_they_start", "End before they start"), Column("never_shown", "Never shown"),
        ),
        tuple(rows),
        tuple(range(1, 9)),
    )  # fmt: skip


def _topics(
    collection: Collection, topics: Topics, found: dict[str, dict[str, frozenset[str]]]
) -> TableBlock:
    rows = []
    for topic in topics.topics:
        own = [ad for ad in collection.ads if topic.id in found[ad.ad_id]]
        rows.append(
            (
                Cell(topic.name),
                Cell(topic.about),
                _count_cell(len(own)),
                _count_cell(_total(own, "impressions")),
            )
        )
    return TableBlock(
        "Topics, told by words in text, address or chosen interests. An ad may have several.",
        (
            Column("topic", "Topic"),
            Column("what_it_is", "What it is"),
            Column("ads", "Ads"),
            Column("impressions", "Impressions"),
        ),
        tuple(rows),
        (2, 3),
    )


_HEADS = ("impressions", "clicks", "spend", "currency", "first_day", "last_day")


def _download(collection: Collection) -> Download:
    """Every ad in every transcription: one row each."""
    rows = [
        (
            ad.ad_id, lineage, *(_plain(getattr(version, name)) for name in _HEADS),
            version.audience if version.audience is not None else "", version.landing, version.text,
            version.document, version.surfaces, str(version.ends_before_start).lower(),
            str(version.is_never_shown).lower(), version.path, version.line,
        )
        for ad in collection.ads
        for lineage, version in ad.versions.items()
    ]  # fmt: skip
    heads = (
        "ad_id", "transcription", *_HEADS, "audience", "landing_url", "text", "document_name",
        "surfaces_text", "is_end_before_start", "is_never_shown", "file", "line",
    )  # fmt: skip
    return Download(f"{COLLECTION}/ads.csv", heads, tuple(rows))


def _plain(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return value if isinstance(value, int | str) else iso(value)
