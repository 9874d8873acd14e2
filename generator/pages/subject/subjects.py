"""All pages about a subject (races, candidates and measures, topics), and who links to them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from generator.pages.base import Link, Page
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.subject.ads import subjects_by_sponsor
from generator.pages.subject.changes import SubjectFeed
from generator.pages.subject.contest import ContestPages
from generator.pages.subject.contests import CONTESTS, Contests
from generator.pages.subject.race import RACES, RacePages
from generator.pages.subject.topic import TOPICS, TopicPages
from generator.pages.totals import Totals
from generator.text.language import _

SubjectLinks = Mapping[str, tuple[tuple[Link, ...], tuple[Link, ...]]]
"""By sponsor: its candidates and measures, and its topics."""
SECTIONS = (RACES, CONTESTS, TOPICS)
MOST_LINKS = 8
"""Candidates and measures, and topics, that a sponsor's page links to."""


class SubjectPages:
    """Builds the pages; what they share is read once, and only when it is asked for."""

    def __init__(self, data: SiteData, directory: Directory, totals: Totals | None = None) -> None:
        self._data = data
        self._directory = directory
        self._totals = totals

    @cached_property
    def contests(self) -> Contests:
        """All candidates and measures."""
        return Contests(self._data, self._directory)

    @cached_property
    def _contest_pages(self) -> ContestPages:
        totals = self._totals or Totals(self._data)
        return ContestPages(self._data, self._directory, totals, self.contests)

    @cached_property
    def races(self) -> RacePages:
        """All races."""
        return RacePages(self._data, self._directory, self.contests)

    @cached_property
    def _topics(self) -> TopicPages:
        return TopicPages(self._data, self._directory)

    def __iter__(self) -> Iterator[Page]:
        for pages in (self.races, self._contest_pages, self._topics):
            yield pages.index()
            yield from pages

    def feeds(self) -> Iterator[SubjectFeed]:
        """What is new about each subject."""
        for pages in (self.races, self._contest_pages, self._topics):
            yield from pages.feeds()

    def one(self, section: str, own: str) -> Page | None:
        """One page by its address, None if there is none."""
        if section == RACES:
            return self.races.build(own) if own in self.races.ids else None
        if section == CONTESTS:
            return self._contest_pages.build(own) if own in self.contests.paged else None
        return self._topics.build(own) if own in self._topics.topics else None

    def links_by_sponsor(self) -> SubjectLinks:
        """By sponsor: the candidates and measures that its ads name or whose committee it is, and
        the topics of its ads, those with the most ads first."""
        contests = self.contests
        named = subjects_by_sponsor(self._data, contests.tags())
        topics = subjects_by_sponsor(self._data, self._topics.words.tags)
        own = contests.of_sponsors()
        found = {}
        for sponsor_id in sorted({*named, *topics, *own}):
            about = [key for key in own.get(sponsor_id, ()) if key in contests.paged]
            about += _most(named.get(sponsor_id, {}))
            links = [
                Link(contests.by_id[key].name, f"{CONTESTS}/{key}")
                for key in dict.fromkeys(about)
                if key in contests.paged
            ]
            words = [
                Link(_(self._topics.topics[key].name), f"{TOPICS}/{key}")
                for key in _most(topics.get(sponsor_id, {}))
            ]
            found[sponsor_id] = (tuple(links[:MOST_LINKS]), tuple(words[:MOST_LINKS]))
        return found


def _most(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda key: (-counts[key], key))
