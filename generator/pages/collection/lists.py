"""The ads of the collection by month, by the interests and by the places that the buyer chose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.pages.addresses import COLLECTION
from generator.pages.base import (
    Cell,
    Column,
    Download,
    Link,
    Page,
    SearchData,
    TableBlock,
    money_cell,
)
from generator.pages.collection.data import Collection, CollectionAd, grouped
from generator.pages.collection.words import (
    CRUMBS,
    FEW,
    ads_download,
    ads_table,
    group_path,
    month_words,
    number_cell,
)
from generator.pages.data import SiteData
from generator.pages.words import plural

FEW_NAME = "Interests of few ads"


@dataclass(frozen=True)
class CollectionIndexPage(Page):
    """Context of ``collection_index.md.j2``: one row for each month, interest or place."""

    template = "collection_index.md.j2"

    notes: tuple[str, ...] = ()
    """What is to be known of the list. May be empty."""
    table: TableBlock | None = None
    """One row for each month, interest or place; None if no ad has one."""
    more: tuple[Link, ...] = ()
    """Other ways into the collection. May be empty."""
    download: Download | None = None
    """The rows of the table; None without any."""


@dataclass(frozen=True)
class CollectionListPage(Page):
    """Context of ``collection_list.md.j2``: the ads of a month, an interest or a place."""

    template = "collection_list.md.j2"

    summary: str = ""
    """What the ads of the list have in common, and how many there are."""
    table: TableBlock | None = None
    """The ads, those of this page."""
    siblings: tuple[Link, ...] = ()
    """The pages of this list. Empty if it has one."""
    number: int = 1
    """Which of them this is, counted from 1."""
    download: Download | None = None
    """All ads of the list; None where another page has it."""


@dataclass(frozen=True)
class _Kind:
    """A way to group the ads: the folder, its title, its notes, how a key is named and sorted."""

    id: str
    title: str
    noun: str
    notes: tuple[str, ...]
    keys: Callable[[CollectionAd], Sequence[str]]
    name: Callable[[str], str]
    slug: Callable[[str], str]
    is_by_time: bool
    is_whole: bool
    least: int

    @property
    def column(self) -> Column:
        """That of the names of its groups."""
        return Column(self.noun.lower(), self.noun)


def group_pages(data: SiteData, collection: Collection) -> Iterator[Page]:
    """The index of each way to group the ads, and the page of each group."""
    for kind in _kinds(data, collection):
        groups = grouped(collection.ads, kind.keys)
        order = sorted(groups) if kind.is_by_time else _by_size(kind, groups)
        yield _index(data, collection, kind, groups, order)
        for key in order:
            if len(groups[key]) >= kind.least:
                yield from _lists(data, collection, kind, key, groups[key])
        if kind.least > 1:
            yield from _few(data, collection, kind, groups, order)


def _kinds(data: SiteData, collection: Collection) -> tuple[_Kind, ...]:
    return (
        _Kind(
            "months",
            "Ads by month",
            "Month",
            ("By the day on which the ad was made, in UTC.",),
            lambda ad: (ad.month,) if ad.month else (),
            month_words,
            lambda key: key,
            is_by_time=True,
            is_whole=True,
            least=1,
        ),
        _Kind(
            "interests",
            "Ads by interest",
            "Interest",
            (
                "An interest is what the buyer chose, of those that Facebook offered: the ad was to "
                "be shown to people to whom Facebook ascribed it. It says nothing about those who saw it.",
                "An ad may have many interests; so the rows do not add up. Spellings that differ in "
                "capitals, spaces, punctuation or in I, l, | and 1 are one interest, named as most ads "
                "spell it, errors of the scanning included. Other choices in the same cell, such as "
                "behaviours, are not counted here.",
                f"Interests that fewer than {FEW} ads have stand on a list of their own.",
            ),
            lambda ad: ad.interests,
            collection.interest_name,
            collection.interest_name,
            is_by_time=False,
            is_whole=False,
            least=FEW,
        ),
        _Kind(
            "places",
            "Ads by place",
            "Place",
            (
                "Places that the buyer chose, not where the ads were shown. An ad may have several; so "
                "the rows do not add up. An ad that names a state or a city also counts for its country.",
                "Countries and US states are recognised. A city counts for its state. “Georgia, United "
                "States” is the country of Georgia and the United States, as the buyer's form has it.",
            ),
            lambda ad: ad.places,
            data.facts.places.name,
            lambda key: key.lower(),
            is_by_time=False,
            is_whole=False,
            least=1,
        ),
    )


def _by_size(kind: _Kind, groups: dict[str, list[CollectionAd]]) -> list[str]:
    return sorted(groups, key=lambda key: (-len(groups[key]), kind.name(key).casefold(), key))


def _index(
    data: SiteData,
    collection: Collection,
    kind: _Kind,
    groups: dict[str, list[CollectionAd]],
    order: Sequence[str],
) -> CollectionIndexPage:
    path = f"{COLLECTION}/{kind.id}/index"
    few = group_path(kind.id, "few")
    has_few = any(len(groups[key]) < kind.least for key in order)
    rows = []
    for key in order:
        own = groups[key]
        target = group_path(kind.id, kind.slug(key)) if len(own) >= kind.least else few
        rows.append(
            (
                Cell(kind.name(key), target, sort=key if kind.is_by_time else None),
                number_cell(len(own)),
                number_cell(sum(ad.shown.is_never_shown for ad in own)),
                money_cell(collection.roubles(own)),
                number_cell(sum(ad.shown.impressions or 0 for ad in own)),
                number_cell(sum(ad.shown.clicks or 0 for ad in own)),
            )
        )
    columns = (
        kind.column,
        Column("ads", "Ads"),
        Column("never_shown", "Never shown"),
        Column("spent", "Spent"),
        Column("impressions", "Impressions"),
        Column("clicks", "Clicks"),
    )
    without = sum(not kind.keys(ad) for ad in collection.ads)
    noun = kind.noun.lower()
    caption = f"{plural(len(rows), noun)}. {plural(without, 'ad')} without any {noun}."
    return CollectionIndexPage(
        path=path,
        title=kind.title,
        description=f"{kind.title.replace('Ads', 'The ads of the Internet Research Agency')}.",
        as_of=collection.as_of,
        sources=collection.sources,
        crumbs=CRUMBS,
        search=SearchData(kind="List", summary=caption),
        notes=kind.notes,
        table=TableBlock(caption, columns, tuple(rows), (1, 2, 3, 4, 5)) if rows else None,
        more=(Link(FEW_NAME, few),) if has_few else (),
        download=Download(
            f"{COLLECTION}/{kind.id}.csv",
            (noun, "ads", "never_shown", "roubles", "impressions", "clicks"),
            tuple((row[0].text, *(_plain(cell) for cell in row[1:])) for row in rows),
        ),
    )


def _plain(cell: Cell) -> object:
    """The number of a cell; blank where none is known."""
    if cell.sort == -1:
        return ""
    value = cell.sort
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _lists(
    data: SiteData, collection: Collection, kind: _Kind, key: str, own: Sequence[CollectionAd]
) -> Iterator[CollectionListPage]:
    """Months have all of their ads, page after page; other groups those that were shown most."""
    name, slug = kind.name(key), kind.slug(key)
    if kind.is_whole:
        size = data.facts.config.az_page_size
        pages = [own[start : start + size] for start in range(0, len(own), size)]
        what = "In the order of their numbers."
    else:
        ranked = sorted(own, key=lambda ad: (-(ad.shown.impressions or 0), int(ad.ad_id)))
        pages = [ranked[: data.facts.config.ads_per_page]]
        what = "The most shown first."
        if len(own) > len(pages[0]):
            what = f"The {len(pages[0])} that were shown most; the CSV has all."
    siblings = tuple(
        Link(f"{number}", group_path(kind.id, slug, number)) for number in range(1, len(pages) + 1)
    )
    total = collection.roubles(own)
    impressions = sum(ad.shown.impressions or 0 for ad in own)
    summary = f"{plural(len(own), 'ad')}, {plural(impressions, 'impression')}; spent: {total.text}."
    for number, shown in enumerate(pages, start=1):
        more = f", page {number} of {len(pages)}" if len(pages) > 1 else ""
        yield CollectionListPage(
            path=group_path(kind.id, slug, number),
            title=f"{name}: ads of the Internet Research Agency{more}",
            description=f"{name}: {summary}",
            as_of=collection.as_of,
            sources=collection.sources,
            crumbs=(*CRUMBS, Link(kind.title, f"{COLLECTION}/{kind.id}/index")),
            search=SearchData(kind=f"Ads by {kind.noun.lower()}", summary=summary)
            if number == 1
            else None,
            summary=f"{summary} {what}",
            table=ads_table(collection, shown, f"{name}. {what}"),
            siblings=siblings if len(pages) > 1 else (),
            number=number,
            download=ads_download(
                f"{COLLECTION}/{kind.id}/{siblings[0].path.rpartition('/')[2]}.csv", own
            )
            if number == 1
            else None,
        )


def _few(
    data: SiteData,
    collection: Collection,
    kind: _Kind,
    groups: dict[str, list[CollectionAd]],
    order: Sequence[str],
) -> Iterator[CollectionListPage]:
    """The ads of the groups that are too small for a page, in one list."""
    small = [key for key in order if len(groups[key]) < kind.least]
    small.sort(key=lambda key: (kind.name(key).casefold(), key))
    pairs = [(kind.name(key), ad) for key in small for ad in groups[key]]
    size = data.facts.config.az_page_size
    pages = [pairs[start : start + size] for start in range(0, len(pairs), size)]
    siblings = tuple(
        Link(f"{number}", group_path(kind.id, "few", number)) for number in range(1, len(pages) + 1)
    )
    summary = f"{plural(len(small), 'interest')} that fewer than {kind.least} ads have."
    for number, shown in enumerate(pages, start=1):
        more = f", page {number} of {len(pages)}" if len(pages) > 1 else ""
        table = ads_table(collection, [ad for _, ad in shown], summary)
        rows = tuple(
            (Cell(name), *cells) for (name, _), cells in zip(shown, table.rows, strict=True)
        )
        yield CollectionListPage(
            path=group_path(kind.id, "few", number),
            title=FEW_NAME + more,
            description=summary,
            as_of=collection.as_of,
            sources=collection.sources,
            crumbs=(*CRUMBS, Link(kind.title, f"{COLLECTION}/{kind.id}/index")),
            search=None,
            summary=summary,
            table=TableBlock(summary, (kind.column, *table.columns), rows, (1, 4, 5, 6)),
            siblings=siblings if len(pages) > 1 else (),
            number=number,
            download=None,
        )
