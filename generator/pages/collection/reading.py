"""The ads by topic, told by words, beside what reporters found who read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.pages.addresses import COLLECTION
from generator.pages.base import Cell, Column, Download, Page, Sample, SearchData, TableBlock
from generator.pages.collection.data import Collection, CollectionAd
from generator.pages.collection.words import CRUMBS, number_cell
from generator.pages.data import SiteData
from generator.pages.subject.dictionary import BASES, Reading, Topics
from generator.pages.words import plural
from generator.text.amounts import share_words

ELECTION = date(2016, 11, 8)
Found = Mapping[str, Mapping[str, frozenset[str]]]
_STEPS = (
    ("In the text", frozenset({"text"})),
    ("In text or address", frozenset({"text", "landing"})),
    ("In the interests", frozenset({"interests"})),
    ("In any of them", frozenset(BASES)),
)
_STEP_COLUMNS = (
    Column("in_the_text", "In the text"),
    Column("in_text_or_address", "In text or address"),
    Column("in_the_interests", "In the interests"),
    Column("in_any_of_them", "In any of them"),
)


@dataclass(frozen=True)
class Compared:
    """One published finding about the ads, and the count of this site beside it."""

    says: str
    """Who found what, in a few words."""
    text: str
    """The finding, in a sentence."""
    source_title: str
    """The title of the article."""
    source_url: str
    """The address of the article."""
    ours: tuple[str, ...]
    """What is counted here, a sentence each."""
    why: str
    """Why the two may differ."""


@dataclass(frozen=True)
class CollectionReadingPage(Page):
    """Context of ``collection_reading.md.j2``: what others found who read the ads, and the
    topics."""

    template = "collection_reading.md.j2"
    samples = (
        Sample(
            "reading", "collections/internet-research-agency/reading/", "collections/*/reading/"
        ),
    )

    compared: tuple[Compared, ...] = ()
    """Published findings with counts of this site."""
    counts: TableBlock | None = None
    """Ads by topic."""
    impressions: TableBlock | None = None
    """Impressions by topic."""
    words: tuple[tuple[str, str, str], ...] = ()
    """(topic, what it is, its words)."""
    download: Download | None = None
    """Which ad has which topic, by which word; None without any."""
    is_demo: bool = False
    """True: the ads are made up."""


def reading_page(
    data: SiteData, collection: Collection, topics: Topics, found: Found
) -> CollectionReadingPage:
    """The page of the comparison."""
    ads = collection.ads
    without = [ad for ad in ads if not found[ad.ad_id]]
    return CollectionReadingPage(
        path=f"{COLLECTION}/reading",
        title="The ads by topic, beside a published reading",
        description="What USA TODAY found in the ads of the Internet Research Agency, and what a "
        "published list of words finds in the same ads.",
        as_of=collection.as_of,
        sources=collection.sources,
        crumbs=CRUMBS,
        search=SearchData(
            kind="Comparison", summary=f"{plural(len(topics.topics), 'topic')}, told by words"
        ),
        compared=tuple(_compared(collection, topics, found, item) for item in topics.readings),
        counts=_table(collection, topics, found, "Ads", len, without),
        impressions=_table(collection, topics, found, "Impressions", _impressions, without),
        words=tuple((topic.name, topic.about, ", ".join(topic.words)) for topic in topics.topics),
        download=_download(collection, topics, found),
        is_demo=data.facts.is_demo,
    )


def _with(
    collection: Collection, found: Found, topic: str, bases: frozenset[str]
) -> list[CollectionAd]:
    """The ads with a word of the topic in one of these places."""
    return [ad for ad in collection.ads if found[ad.ad_id].get(topic, frozenset()) & bases]


def _impressions(ads: Sequence[CollectionAd]) -> int:
    return sum(ad.shown.impressions or 0 for ad in ads)


def _table(
    collection: Collection,
    topics: Topics,
    found: Found,
    noun: str,
    count: object,
    without: Sequence[CollectionAd],
) -> TableBlock:
    rows = [
        (
            Cell(topic.name),
            *(number_cell(count(_with(collection, found, topic.id, bases))) for _, bases in _STEPS),
        )
        for topic in topics.topics
    ]
    rows.append((Cell("No topic"), *(Cell("") for _ in _STEPS[1:]), number_cell(count(without))))
    rows.append(
        (Cell("All ads"), *(Cell("") for _ in _STEPS[1:]), number_cell(count(collection.ads)))
    )
    return TableBlock(
        f"{noun} with a word of the topic. An ad may have several topics.",
        (Column("topic", "Topic"), *_STEP_COLUMNS),
        tuple(rows),
        (1, 2, 3, 4),
    )


def _compared(collection: Collection, topics: Topics, found: Found, reading: Reading) -> Compared:
    ours, why = _ours(collection, found, reading)
    return Compared(reading.says, reading.text, reading.source_title, reading.source_url, ours, why)


def _ours(collection: Collection, found: Found, reading: Reading) -> tuple[tuple[str, ...], str]:
    """Our numbers for a finding, and what sets them apart from it."""
    total = len(collection.ads)
    if reading.topic == "all":
        return (plural(total, "ad"),), (
            "The number of ads in the transcription that counts on these pages."
            if total != reading.count
            else "The same number: the ads of the transcription that counts on these pages."
        )
    lines = []
    for name, bases in _STEPS:
        own = _with(collection, found, reading.topic, bases)
        lines.append(
            f"{name}: {plural(len(own), 'ad')} ({_percent(len(own), total)}), "
            f"{plural(_impressions(own), 'impression')}"
        )
    if reading.topic == "candidates":
        own = _with(collection, found, reading.topic, frozenset({"text"}))
        early = [ad for ad in own if ad.shown.first_day and ad.shown.first_day <= ELECTION]
        lines.append(
            f"In the text, made up to 8 November 2016, the day of the election: {plural(len(early), 'ad')}"
        )
    return tuple(lines), _WHY.get(reading.topic, _WHY_ANY)


_WHY_ANY = (
    "Readers judge what an ad is about; words only tell that it names something. Pictures are not "
    "read here."
)
_WHY = {
    "race": (
        "Reporters read each ad with its picture and decided whether it refers to race. Here a word is "
        "enough, and there must be one: an ad whose picture alone speaks of race is not found, and a "
        "word with another meaning is. The address counts because many pages have the topic in their "
        "name; the interests say whom the buyer wanted to reach, not what the ad says."
    ),
    "crime-policing": (
        "Reporters counted ads that centre on crime and policing. Here an ad counts that names either: "
        "also where it is about something else, and not where only the picture shows it. Words that "
        "have several meanings, such as “shot” alone, are not on the list."
    ),
    "candidates": (
        "Reporters counted ads that openly back Donald Trump or oppose Hillary Clinton. A name does not "
        "tell for or against: the count here also holds ads against Trump, ads for Clinton and ads that "
        "mention either in passing, and all ads since the election that speak of the president."
    ),
}


def _percent(count: int, total: int) -> str:
    return share_words(count / total) if total else "none"


def _download(collection: Collection, topics: Topics, found: Found) -> Download:
    """Each ad with each of its topics and where the words stand."""
    rows = [
        (ad.ad_id, topic.id, *("yes" if base in bases else "no" for base in BASES),
         "" if ad.shown.impressions is None else ad.shown.impressions)
        for ad in collection.ads
        for topic in topics.topics
        if (bases := found[ad.ad_id].get(topic.id))
    ]  # fmt: skip
    heads = ("ad_id", "topic", "in_text", "in_address", "in_interests", "impressions")
    return Download(f"{COLLECTION}/topics.csv", heads, tuple(rows))
