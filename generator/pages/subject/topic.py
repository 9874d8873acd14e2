"""The pages of topics: ads with words of the dictionary, who paid for them, and what words there are."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.addresses import feed_path
from generator.pages.base import Cell, Column, Figure, Link, Page, Sample, SearchData, TableBlock
from generator.pages.base import ChartSpec as Chart
from generator.pages.card import Card, card_figures
from generator.pages.changes.news import ChangeNews
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.subject.ads import SubjectAds, add_up_ads, archive_platforms, archive_words
from generator.pages.subject.blocks import (
    NO_BLOCKS,
    Platform,
    Subject,
    ad_places,
    ad_rankings,
    ad_timelines,
    ad_totals,
)
from generator.pages.subject.changes import SubjectChanges, SubjectFeed, subject_feeds
from generator.pages.subject.dictionary import Topic, load_topics
from generator.pages.subject.sources import Counts, count_ads, newest_day, source_lines
from generator.pages.subject.topic_words import BASES, AdTopics
from generator.text.amounts import share_words
from generator.text.language import _, mark, ngettext

TOPICS = "topics"
NO_ADS = mark("The archives read here list no ads of this platform, so no words either.")


@dataclass(frozen=True)
class TopicPage(Page):
    """Context of ``topic.md.j2``: ads with words of a topic."""

    template = "topic.md.j2"
    samples = (Sample("topic", "topics/voting/", "topics/*/"),)

    name: str = ""
    """The name of the topic."""
    about: str = ""
    """What the topic is, in a sentence."""
    words: tuple[str, ...] = ()
    """The words that make it; ``*`` stands for any further letters."""
    ad_count: int = 0
    """Ads with one of the words."""
    body: Subject = NO_BLOCKS
    """Amounts, sponsors, months and places of these ads."""
    found_in: TableBlock | None = None
    """In what the words were found (text, address, choices), with the number of ads."""
    collection: str = ""
    """The page that compares topics of the collection. Empty if the site has none."""
    changes: tuple[ChangeNews, ...] = ()
    """What the newest copies changed for it. May be empty."""
    is_dataset = True

    def card(self) -> Card:
        """The topic's name and first amounts."""
        return Card(
            _("Who paid for ads with words about this"), self.name, card_figures(self.body.totals)
        )

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        return self.body.figures()

    def charts(self) -> tuple[Chart, ...]:
        """The charts of the page."""
        return self.body.charts()


@dataclass(frozen=True)
class TopicsIndex(Page):
    """Context of ``topics.md.j2``: all topics."""

    template = "topics.md.j2"
    samples = (Sample("topics", "topics/"),)

    topics: TableBlock | None = None
    """The topics with their ads; None if no ad has a word of them."""
    archives: TableBlock | None = None
    """What words each archive prints of an ad; None without any."""
    platforms: tuple[Platform, ...] = ()
    """What each platform gives of topics."""


class TopicPages:
    """Builds the page of every topic of the dictionary that an ad has."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._directory = directory
        dictionary = load_topics(data.facts.config.reference_dir / "topics.toml").topics
        self._words = AdTopics(data, dictionary)
        self._ads = add_up_ads(data, self._words.tags)
        self._changes = SubjectChanges(data, self._words.tags)
        self.topics = {topic.id: topic for topic in dictionary if topic.id in self._ads}

    def __iter__(self) -> Iterator[TopicPage]:
        for topic_id in self.topics:
            yield self.build(topic_id)

    def feeds(self) -> Iterator[SubjectFeed]:
        """What is new about each topic."""
        pages = ((own, f"{TOPICS}/{own}", _(topic.name), ()) for own, topic in self.topics.items())
        yield from subject_feeds(self._changes, pages)

    @property
    def words(self) -> AdTopics:
        """The topics of every ad."""
        return self._words

    def build(self, topic_id: str) -> TopicPage:
        """The page of one topic."""
        data, topic = self._data, self.topics[topic_id]
        ads = self._ads[topic_id]

        def where(archive: str) -> tuple[tuple[str, object], ...]:
            return (("ad_id", self._words.ad_ids(topic_id, archive)),)

        body = Subject(
            totals=ad_totals(data, ads, where),
            rankings=ad_rankings(data, self._directory, ads),
            timelines=ad_timelines(data, ads, f"topic-{topic_id}"),
            places=ad_places(data, ads),
            platforms=self._platforms(ads),
        )
        found_in = self._found_in(topic, ads)
        counts: Counts = {}
        count_ads(ads, counts)
        sources = source_lines(data, counts)
        return TopicPage(
            path=f"{TOPICS}/{topic_id}",
            title=_(topic.name),
            description=_(
                "Political ads with words about this topic, and who paid for them: {topic}.",
                topic=_(topic.name),
            ),
            as_of=newest_day(data, sources),
            sources=sources,
            crumbs=(Link(_("Topics"), f"{TOPICS}/index"),),
            search=SearchData(
                kind=_("Topic"),
                summary=ngettext(
                    "{count} ad by its words", "{count} ads by their words", ads.ad_count
                ),
                platforms=tuple(sorted({part.name for part in body.platforms if part.ad_count})),
            ),
            name=_(topic.name),
            about=_(topic.about),
            words=topic.words,
            ad_count=ads.ad_count,
            body=body,
            found_in=found_in,
            changes=self._changes.of(topic_id),
            feed_path=feed_path(f"{TOPICS}/{topic_id}"),
            collection=data.facts.collection_path
            if topic.in_collection
            and any(data.facts.archives[archive].is_collection for archive in ads.counts)
            else "",
        )

    def _found_in(self, topic: Topic, ads: SubjectAds) -> TableBlock:
        """By archive: how many ads have words, and where those of the topic were found."""
        rows = []
        for archive in sorted(ads.counts, key=lambda key: (-ads.counts[key], key)):
            own = self._words.archives[archive]
            bases = self._words.bases[topic.id][archive]
            share = ads.counts[archive] / own.with_words
            rows.append(
                (
                    Cell(archive_words(self._data, archive)),
                    _count(ads.counts[archive]),
                    Cell(share_words(share, digits=1), sort=share, is_number=True,
                         note=_("of {count} with words", count=f"{own.with_words:,}")),
                    *(_count(bases.get(basis, 0)) for basis in BASES),
                )
            )  # fmt: skip
        return TableBlock(
            _("Where the words were found. An ad can have them in several places"),
            (Column("archive", _("Archive")), Column("ads", _("Ads")), Column("share_of_ads_with_words", _("Share of ads with words")), *_basis_columns()),
            tuple(rows),
            (1, 2, 3, 4, 5, 6),
        )  # fmt: skip

    def _platforms(self, ads: SubjectAds | None) -> tuple[Platform, ...]:
        """By platform: whether its archives have words."""
        data = self._data
        archives: dict[str, list[str]] = {}
        for archive, platform in sorted(archive_platforms(data).items()):
            if platform in data.facts.platforms.names:
                archives.setdefault(platform, []).append(archive)
        found = []
        for platform, own in archives.items():
            known = [self._words.archives[a] for a in own if a in self._words.archives]
            listed = sum(item.ad_count for item in known)
            worded = sum(item.with_words for item in known)
            words = ngettext(
                "{worded} of its {count} ad has words that can be searched.",
                "{worded} of its {count} ads have words that can be searched.",
                listed,
                worded=f"{worded:,}",
            )
            if listed and not worded:
                words = ngettext(
                    "None of its {count} ad has words: the archive does not print them.",
                    "None of its {count} ads has words: the archive does not print them.",
                    listed,
                )
            count = sum(ads.counts.get(archive, 0) for archive in own) if ads else 0
            found.append(
                Platform(
                    data.platform_name(platform),
                    f"platforms/{platform}",
                    words if listed else _(NO_ADS),
                    count,
                )
            )
        return tuple(sorted(found, key=lambda item: (-item.ad_count, item.name)))

    def index(self) -> TopicsIndex:
        """The list of all topics."""
        data = self._data
        topics = TableBlock(
            _("Topics of the dictionary, by the number of ads with one of their words"),
            (
                Column("topic", _("Topic")),
                Column("ads", _("Ads")),
                Column("what_it_is", _("What it is")),
            ),
            tuple(
                (
                    Cell(_(topic.name), f"{TOPICS}/{topic.id}"),
                    _count(self._ads[topic.id].ad_count),
                    Cell(_(topic.about)),
                )
                for topic in sorted(
                    self.topics.values(), key=lambda t: (-self._ads[t.id].ad_count, t.id)
                )
            ),
            (1,),
        )
        archives = TableBlock(
            _("How many ads have words, by archive, and where"),
            (
                Column("archive", _("Archive")),
                Column("ads", _("Ads")),
                Column("ads_with_words", _("Ads with words")),
                *_basis_columns(),
            ),
            tuple(
                (
                    Cell(archive_words(data, archive)),
                    _count(own.ad_count),
                    _count(own.with_words),
                    *(_count(own.by_basis.get(basis, 0)) for basis in BASES),
                )
                for archive, own in sorted(self._words.archives.items())
            ),
            (1, 2, 3, 4, 5, 6),
        )
        return TopicsIndex(
            path=f"{TOPICS}/index",
            title=_("Topics"),
            description=_("Political ads by topic, told by the words that the archives print."),
            as_of=data.as_of,
            sources=data.archive_sources,
            search=SearchData(kind=_("List"), summary=_("All topics")),
            topics=topics if topics.rows else None,
            archives=archives if archives.rows else None,
            platforms=self._platforms(None),
        )


def _basis_columns() -> tuple[Column, ...]:
    """The columns of BASES."""
    return (
        Column("text", _("Text")),
        Column("address", _("Address")),
        Column("interests", _("Interests")),
        Column("candidate_or_measure", _("Candidate or measure")),
    )


def _count(n: int) -> Cell:
    return Cell(f"{n:,}", sort=n, is_number=True)
