"""The page of each ad of the collection: what it says, whom its buyer chose, what it cost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.pages.ad.ads import shorten
from generator.pages.base import Column, Link, Page, Sample, SearchData
from generator.pages.collection.compare import Comparison
from generator.pages.collection.data import (
    LINEAGE_COLUMNS,
    LINEAGES,
    Choice,
    Collection,
    CollectionAd,
    grouped,
)
from generator.pages.collection.words import (
    CRUMBS,
    FEW,
    ad_path,
    group_path,
    month_words,
    text_start,
)
from generator.pages.data import SiteData
from generator.pages.row_notes import ROW_WORDS
from generator.pages.subject.dictionary import Topics
from generator.pages.words import day, moment

SHORT_VALUE = 60
_DIMENSIONS = {
    "age": "Age",
    "gender": "Gender",
    "place": "Places",
    "language": "Languages",
    "interest": "Interests",
    "audience": "People connected with pages, or on lists",
    "demographic": "Groups of people",
    "device": "Devices",
    "connection": "Connection",
    "placement": "Placement",
}
"""In the order of the page."""


@dataclass(frozen=True)
class ValueRow:
    """One field of an ad in every transcription."""

    name: str
    """The field, in words."""
    values: tuple[str, ...]
    """What each transcription has, in the order of the page's columns. Empty where it is blank."""
    verdict: str
    """Whether they agree, in words."""
    is_difference: bool
    """True if two of them contradict each other."""


@dataclass(frozen=True)
class CollectionAdPage(Page):
    """Context of ``collection_ad.md.j2``: one ad of the collection."""

    template = "collection_ad.md.j2"
    samples = (
        Sample(
            "ad of the collection",
            "collections/internet-research-agency/ads/16/",
            "collections/*/ads/*/",
        ),
    )

    number: str = ""
    """The number of the ad in the release."""
    paragraphs: tuple[str, ...] = ()
    """Its text, paragraph by paragraph. Empty if the transcription gives none."""
    facts: tuple[tuple[str, str, str], ...] = ()
    """(name, words, note) of dates, amounts and counts; the note may be empty."""
    notes: tuple[str, ...] = ()
    """What is to be known of this ad, such as a currency that is not certain. May be empty."""
    choices: tuple[tuple[str, str], ...] = ()
    """(kind, words) of what the buyer chose. Empty if the transcription gives no choice."""
    landing_text: str = ""
    """Where the ad led, as text only. May be empty."""
    groups: tuple[Link, ...] = ()
    """Lists of ads that it stands in, such as its month."""
    topics: tuple[str, ...] = ()
    """The topics whose words it has. May be empty."""
    columns: tuple[Column, ...] = ()
    """The transcriptions that have it, one column each."""
    values: tuple[ValueRow, ...] = ()
    """What each transcription says of each field."""
    before: Link | None = None
    """The ad before it in the collection; None of the first."""
    after: Link | None = None
    """The ad after it in the collection; None of the last."""


def ad_pages(
    data: SiteData,
    collection: Collection,
    topics: Topics,
    found: Mapping[str, Mapping[str, frozenset[str]]],
    compared: Sequence[Sequence[Comparison]],
) -> Iterator[CollectionAdPage]:
    """The page of every ad, in the order of their numbers."""
    names = {topic.id: topic.name for topic in topics.topics}
    with_pages = _interests_with_pages(collection)
    noted = data.facts.row_notes
    ads = collection.ads
    for position, (ad, comparisons) in enumerate(zip(ads, compared, strict=True)):
        yield _page(
            data,
            collection,
            ad,
            comparisons,
            tuple(names[topic] for topic in found[ad.ad_id]),
            with_pages,
            noted,
            ads[position - 1] if position else None,
            ads[position + 1] if position + 1 < len(ads) else None,
        )


def _interests_with_pages(collection: Collection) -> frozenset[str]:
    groups = grouped(collection.ads, lambda ad: ad.interests)
    return frozenset(key for key, own in groups.items() if len(own) >= FEW)


def _page(
    data: SiteData,
    collection: Collection,
    ad: CollectionAd,
    comparisons: Sequence[Comparison],
    topics: tuple[str, ...],
    with_pages: frozenset[str],
    noted: Mapping[tuple[str, int], tuple[str, ...]],
    before: CollectionAd | None,
    after: CollectionAd | None,
) -> CollectionAdPage:
    shown = ad.shown
    spend = collection.spend(shown)
    impressions = "not given" if shown.impressions is None else f"{shown.impressions:,}"
    summary = f"{day(shown.first_day)}; {impressions} impressions; {spend.text}".strip("; ")
    return CollectionAdPage(
        path=ad_path(ad),
        title=f"Ad {ad.ad_id}: {text_start(ad, 60)}",
        description=f"Facebook ad {ad.ad_id} of the Internet Research Agency. {summary}.",
        as_of=collection.as_of,
        sources=tuple(
            collection.source(version, f"line {version.line}") for version in ad.versions.values()
        ),
        crumbs=CRUMBS,
        search=SearchData(
            kind="Ad",
            summary=f"Internet Research Agency; {summary}",
            platforms=(collection.platform_name,),
            years=(shown.first_day.year,) if shown.first_day else (),
        ),
        number=ad.ad_id,
        paragraphs=tuple(line for line in shown.text.splitlines() if line.strip()),
        facts=(
            ("Start", moment(shown.started) or "not given", ""),
            ("End", moment(shown.ended) or "not given", ""),
            ("Spent", spend.text, spend.note),
            ("Impressions", impressions, ""),
            ("Clicks", "not given" if shown.clicks is None else f"{shown.clicks:,}", ""),
            *(
                (("People it could reach", f"{shown.audience:,}", "Facebook's estimate"),)
                if shown.audience is not None
                else ()
            ),
            *((("Placement", shown.surfaces, ""),) if shown.surfaces else ()),
            ("Document", shown.document, ""),
        ),
        notes=_notes(ad, collection, noted),
        choices=_choices(ad.choices),
        landing_text=shorten(shown.landing, 160),
        groups=_groups(data, collection, ad, with_pages),
        topics=topics,
        columns=tuple(
            replace(LINEAGE_COLUMNS[lineage], title=LINEAGES[lineage]) for lineage in ad.versions
        ),
        values=tuple(_values(item, ad) for item in comparisons),
        before=Link(f"Ad {before.ad_id}", ad_path(before)) if before else None,
        after=Link(f"Ad {after.ad_id}", ad_path(after)) if after else None,
    )


def _notes(
    ad: CollectionAd, collection: Collection, noted: Mapping[tuple[str, int], tuple[str, ...]]
) -> tuple[str, ...]:
    shown = ad.shown
    notes = [ROW_WORDS[kind] for kind in noted.get((shown.path, shown.line), ())]
    if ad.shown.is_never_shown:
        notes.append("This ad was never shown: its document counts 0 impressions.")
    if ad.shown.ends_before_start:
        notes.append("By the dates of its document this ad ends before it starts.")
    absent = [
        words
        for lineage, words in LINEAGES.items()
        if lineage in collection.lineages and lineage not in ad.versions
    ]
    if absent:
        notes.append(
            f"The {' and the '.join(absent)} {'does' if len(absent) == 1 else 'do'} not have this ad."
        )
    return tuple(notes)


def _choices(choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[int, bool], list[str]] = {}
    order = list(_DIMENSIONS)
    for choice in choices:
        if choice.dimension != "placement":
            key = (order.index(choice.dimension), choice.is_excluded)
            found.setdefault(key, []).append(choice.text)
    return tuple(
        (f"{_DIMENSIONS[order[at]]}{', left out' if is_excluded else ''}", "; ".join(texts))
        for (at, is_excluded), texts in sorted(found.items())
    )


def _groups(
    data: SiteData, collection: Collection, ad: CollectionAd, with_pages: frozenset[str]
) -> tuple[Link, ...]:
    """The month, the places and the interests of the ad that have a page."""
    found = []
    if ad.month:
        found.append(Link(month_words(ad.month), group_path("months", ad.month)))
    found += [
        Link(data.facts.places.name(code), group_path("places", code.lower())) for code in ad.places
    ]
    for key in ad.interests:
        if key in with_pages:
            name = collection.interest_name(key)
            found.append(Link(name, group_path("interests", name)))
    return tuple(found)


def _values(item: Comparison, ad: CollectionAd) -> ValueRow:
    is_long = item.field.id == "text" and not item.is_conflict
    return ValueRow(
        item.field.name,
        tuple(
            shorten(" ".join(item.values[lineage].split()), SHORT_VALUE)
            if is_long
            else item.values[lineage]
            for lineage in ad.versions
        ),
        _verdict(item),
        item.is_conflict or item.is_missing,
    )


def _verdict(item: Comparison) -> str:
    """One transcription alone agrees with nothing, and so do blanks."""
    if item.is_conflict:
        return "differ, one is blank" if item.is_missing else "differ"
    if item.is_missing:
        return "one is blank"
    if not any(item.values.values()):
        return "blank"
    return "agree" if len(item.values) > 1 else "only one"
