"""The pages of elections: federal cycles of the United States, and elections that Google named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.pages.addresses import feed_path
from generator.pages.base import (
    Cell,
    ChartSpec,
    Column,
    Figure,
    Link,
    Page,
    Sample,
    SearchData,
    TableBlock,
)
from generator.pages.card import Card, card_figures
from generator.pages.changes.news import ChangeNews
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.subject.ads import SubjectAds, add_up_ads
from generator.pages.subject.blocks import (
    NO_BLOCKS,
    Subject,
    ad_places,
    ad_rankings,
    ad_timelines,
    ad_totals,
    platform_parts,
)
from generator.pages.subject.changes import SubjectChanges, SubjectFeed, subject_feeds
from generator.pages.subject.contests import Contest, Contests
from generator.pages.subject.cycles import Cycle, cycle_tags, cycles_of
from generator.pages.subject.named_elections import NamedElection, NamedElections
from generator.pages.subject.race_amounts import CycleAmounts
from generator.pages.subject.sources import (
    Counts,
    count_ads,
    count_figures,
    newest_day,
    source_lines,
)
from generator.pages.words import day
from generator.text.language import _, mark, ngettext

RACES = "races"
OTHERWISE = mark(
    "Nothing in the archives read here can be counted for this cycle, unless ads are listed above."
)
NAMED_OTHERWISE = mark("Its archive names no election.")


@dataclass(frozen=True)
class RacePage(Page):
    """Context of ``race.md.j2``: a federal cycle, or an election that an archive names."""

    template = "race.md.j2"
    samples = (
        Sample("cycle", "races/us-2024/", "races/us-*/"),
        Sample("election named by Google", "races/google-eu-parliament/", "races/google-*/"),
    )

    name: str = ""
    """The name of the election."""
    election_day: str = ""
    """The day of a federal election, in words. Empty if an archive only names it."""
    first_day: str = ""
    """The first day of the cycle, in words. Empty if there is no cycle."""
    snapshot_day: str = ""
    """The day of the copy that names the election, in words. Empty of a cycle."""
    advertiser_count: int = 0
    """Advertisers that the copy lists with it; 0 of a cycle."""
    body: Subject = NO_BLOCKS
    """Amounts, sponsors, months and places of the election."""
    weekly: ChartSpec | None = None
    """The amounts week by week; None without weeks."""
    ad_count: int = 0
    """Ads whose first day lies in the cycle; 0 if there is no cycle."""
    candidates: TableBlock | None = None
    """The candidates of the election; None without any."""
    changes: tuple[ChangeNews, ...] = ()
    """What the newest copies changed for it. May be empty."""
    is_dataset = True

    def card(self) -> Card:
        """The election's name and first amounts."""
        note = "" if self.body.totals else _("No total for this election in the archives read")
        return Card(
            _("Who paid for political ads"), self.name, card_figures(self.body.totals), note
        )

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        return self.body.figures()

    def charts(self) -> tuple[ChartSpec, ...]:
        """The charts of the page."""
        return ((self.weekly,) if self.weekly else ()) + self.body.charts()


@dataclass(frozen=True)
class RacesIndex(Page):
    """Context of ``races.md.j2``: all elections with a page."""

    template = "races.md.j2"
    samples = (Sample("races", "races/"),)

    cycles: TableBlock | None = None
    """The federal cycles; None without any."""
    elections: TableBlock | None = None
    """The elections that an archive names; None without any."""


class RacePages:
    """Builds the page of every cycle and of every election that Google names."""

    def __init__(self, data: SiteData, directory: Directory, contests: Contests) -> None:
        self._data = data
        self._directory = directory
        self._contests = contests
        self._cycles = {cycle.id: cycle for cycle in cycles_of(data)}
        tags = cycle_tags(data, list(self._cycles.values()))
        self._ads = add_up_ads(data, tags)
        self._changes = SubjectChanges(data, tags)
        self._amounts = CycleAmounts(data, directory)
        self._named = NamedElections(data, directory)
        self.ids = [*self._cycles, *self._named.by_id]

    def __iter__(self) -> Iterator[RacePage]:
        for race_id in self.ids:
            yield self.build(race_id)

    def feeds(self) -> Iterator[SubjectFeed]:
        """What is new about each election."""
        cycles = [(own, cycle_name(cycle), ()) for own, cycle in self._cycles.items()]
        named = [(own, e.name, (e.snapshot_id,)) for own, e in self._named.by_id.items()]
        pages = ((own, f"{RACES}/{own}", name, more) for own, name, more in (*cycles, *named))
        yield from subject_feeds(self._changes, pages)

    def build(self, race_id: str) -> RacePage:
        """The page of one cycle or election."""
        if race_id in self._cycles:
            return self._cycle_page(self._cycles[race_id])
        return self._named_page(self._named.by_id[race_id])

    def _cycle_page(self, cycle: Cycle) -> RacePage:
        data = self._data
        ads = self._ads.get(cycle.id, SubjectAds())

        def where(_archive: str) -> tuple[tuple[str, object], ...]:
            return (("country_codes", "US"), ("first_shown_date", cycle.span))

        own = self._amounts.figures(cycle)
        weekly = self._amounts.weekly(cycle)
        body = Subject(
            totals=own + ad_totals(data, ads, where, (cycle.first_day, cycle.election_day)),
            rankings=self._amounts.rankings(cycle) + ad_rankings(data, self._directory, ads),
            timelines=ad_timelines(data, ads, f"race-{cycle.id}"),
            places=ad_places(data, ads),
            platforms=platform_parts(data, ads, lambda says: says.on_races, OTHERWISE),
        )
        counts: Counts = {}
        count_ads(ads, counts)
        count_figures(own, _("amounts"), counts)
        sources = source_lines(data, counts)
        candidates = self._candidates(cycle)
        name = cycle_name(cycle)
        return RacePage(
            path=f"{RACES}/{cycle.id}",
            title=name,
            description=_(
                "Who paid for political ads in the two years to the US federal election of {day}.",
                day=day(cycle.election_day),
            ),
            as_of=newest_day(data, sources),
            sources=sources,
            crumbs=(Link(_("Races"), f"{RACES}/index"),),
            search=SearchData(
                kind=_("Election"),
                summary=f"{day(cycle.first_day)} – {day(cycle.election_day)}",
                platforms=tuple(sorted({data.platform_name(f.platform) for f in body.totals})),
                places=(data.facts.places.name("US"),),
                years=(cycle.year - 1, cycle.year),
            ),
            name=name,
            election_day=day(cycle.election_day),
            first_day=day(cycle.first_day),
            body=body,
            weekly=weekly,
            ad_count=ads.ad_count,
            candidates=candidates,
            changes=self._changes.of(cycle.id),
            feed_path=feed_path(f"{RACES}/{cycle.id}"),
        )

    def _candidates(self, cycle: Cycle) -> TableBlock | None:
        """The candidates of the election that have a page here."""
        found = [
            contest
            for contest in self._contests.paged.values()
            if contest.candidate and contest.candidate.election_year == cycle.year
        ]
        if not found:
            return None
        return candidate_table(
            _(
                "Candidates whom the register lists for {year}, and who have a page here",
                year=cycle.year,
            ),
            found,
        )

    def _named_page(self, election: NamedElection) -> RacePage:
        data = self._data
        weekly = self._named.weekly(election)
        body = Subject(
            totals=self._named.figures(election),
            rankings=self._named.rankings(election),
            platforms=platform_parts(
                data, SubjectAds(), lambda says: says.on_named_elections, NAMED_OTHERWISE
            ),
        )
        counts: Counts = {(election.snapshot_id, _("advertisers")): len(election.advertiser_ids)}
        count_figures(body.totals, _("amounts"), counts)
        platform = data.platform_name(election.platform)
        name = _("{election}, as {platform} names them", election=election.name, platform=platform)
        return RacePage(
            path=f"{RACES}/{election.id}",
            title=name,
            description=_(
                "Advertisers that {platform} listed with “{election}”, and what they spent.",
                platform=platform,
                election=election.text,
            ),
            as_of=data.snapshot_day(election.snapshot_id),
            sources=source_lines(data, counts),
            crumbs=(Link(_("Races"), f"{RACES}/index"),),
            search=SearchData(
                kind=_("Election"),
                summary=ngettext(
                    "{count} advertiser on {platform}",
                    "{count} advertisers on {platform}",
                    len(election.advertiser_ids),
                    platform=platform,
                ),
                platforms=(platform,),
            ),
            name=name,
            snapshot_day=data.snapshot_day(election.snapshot_id),
            advertiser_count=len(election.advertiser_ids),
            body=body,
            weekly=weekly,
            feed_path=feed_path(f"{RACES}/{election.id}"),
        )

    def index(self) -> RacesIndex:
        """The list of all cycles and elections."""
        data = self._data
        cycles = TableBlock(
            _("Federal elections of the United States"),
            (
                Column("election", _("Election")),
                Column("from", _("From")),
                Column("to", _("To")),
                Column("ads", _("Ads")),
                Column("amounts", _("Amounts")),
            ),
            tuple(self._cycle_row(cycle) for cycle in self._cycles.values()),
            (3,),
        )
        named = TableBlock(
            _(
                "Elections that {platform} named for its advertisers",
                platform=" / ".join(self._named.platforms),
            ),
            (
                Column("election", _("Election")),
                Column("snapshot", _("Snapshot")),
                Column("advertisers", _("Advertisers")),
            ),
            tuple(
                (
                    Cell(f"{e.name} (“{e.text}”)", f"{RACES}/{e.id}"),
                    Cell(data.snapshot_day(e.snapshot_id)),
                    Cell(f"{len(e.advertiser_ids):,}", sort=len(e.advertiser_ids), is_number=True),
                )
                for e in self._named.by_id.values()
            ),
            (2,),
        )
        return RacesIndex(
            path=f"{RACES}/index",
            title=_("Races"),
            description=_("Political ads by election: who paid in each cycle."),
            as_of=data.as_of,
            sources=data.archive_sources,
            search=SearchData(kind=_("List"), summary=_("All elections")),
            cycles=cycles if cycles.rows else None,
            elections=named if named.rows else None,
        )

    def _cycle_row(self, cycle: Cycle) -> tuple[Cell, ...]:
        ads = self._ads.get(cycle.id, SubjectAds())
        amounts = len(self._amounts.figures(cycle)) + len(ads.money)
        return (
            Cell(cycle_name(cycle), f"{RACES}/{cycle.id}"),
            Cell(day(cycle.first_day), sort=cycle.first_day.isoformat()),
            Cell(day(cycle.election_day), sort=cycle.election_day.isoformat()),
            Cell(f"{ads.ad_count:,}", sort=ads.ad_count, is_number=True),
            Cell(ngettext("{count} amount", "{count} amounts", amounts), sort=amounts),
        )

    def of_country(self, code: str) -> tuple[Link, ...]:
        """The races of a country, for its page."""
        if code != "US":
            return ()
        return tuple(Link(cycle_name(c), f"{RACES}/{c.id}") for c in self._cycles.values())


def cycle_name(cycle: Cycle) -> str:
    """``US federal election of 2020``."""
    return _("US federal election of {year}", year=cycle.year)


def candidate_table(caption: str, contests: Sequence[Contest]) -> TableBlock:
    """Candidates with their offices, those for president first, then by place and district."""
    order = {"P": 0, "S": 1, "H": 2}
    known = [(contest, contest.candidate) for contest in contests if contest.candidate]
    known.sort(key=lambda two: (order.get(two[1].office_code, 3), two[1].place_code, two[1].district, two[1].name))  # fmt: skip
    return TableBlock(
        caption,
        (
            Column("candidate", _("Candidate")),
            Column("office", _("Office")),
            Column("election", _("Election")),
        ),
        tuple(
            (
                Cell(candidate.name, contest.path),
                Cell(candidate.office),
                Cell(str(candidate.election_year or ""), sort=candidate.election_year or 0),
            )
            for contest, candidate in known
        ),
    )
