"""The pages of candidates and ballot measures: who paid for ads that name them, and committees."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.pages.addresses import anchor, feed_path
from generator.pages.base import (
    Cell,
    ChartSpec,
    Column,
    Figure,
    Link,
    Page,
    Sample,
    SearchData,
    SourceLine,
    TableBlock,
    money_cell,
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
    subject_sources,
)
from generator.pages.subject.candidates import Candidate
from generator.pages.subject.changes import SubjectChanges, SubjectFeed, subject_feeds
from generator.pages.subject.contests import CONTESTS, Contest, Contests
from generator.pages.subject.sources import (
    CommitteeSources,
    Counts,
    count_ads,
    newest_day,
    source_lines,
)
from generator.pages.sums import Sum, add_up, read_sums
from generator.pages.totals import Totals, largest_amounts
from generator.pages.week_charts import spend_by_week
from generator.schema.archive_facts import ArchiveFacts
from generator.store.tables import frame
from generator.text.language import _, mark, ngettext

OTHERWISE = mark(
    "Its archive has no field for a candidate or measure, so no ad can be counted here."
)


@dataclass(frozen=True)
class ContestPage(Page):
    """Context of ``contest.md.j2``: a candidate, or what buyers named as candidate or measure."""

    template = "contest.md.j2"
    samples = (
        Sample("measure", "contests/demo-measure-999-made-up/", "contests/[!f]*/"),
        Sample("candidate", "contests/fec-h9tx99901/", "contests/fec-*/"),
    )

    name: str = ""
    """The name."""
    candidate: Candidate | None = None
    """What the register says; None of a name that only buyers gave."""
    year: str = ""
    """The year of the candidate's election. Empty if it is not known."""
    body: Subject = NO_BLOCKS
    """Amounts, sponsors, months and places of the ads that name it."""
    ad_count: int = 0
    """Ads that name it in a field of its own."""
    spellings: tuple[tuple[str, int], ...] = ()
    """(name as written, number of ads), the most frequent first."""
    reason: str = ""
    """Why several spellings are one, by a reviewed decision. May be empty."""
    committees: TableBlock | None = None
    """The committees for the candidate; None without any."""
    committee_totals: TableBlock | None = None
    """What these committees spent; None without amounts."""
    weekly: tuple[tuple[Link, ChartSpec], ...] = ()
    """(committee, its amounts week by week). May be empty."""
    changes: tuple[ChangeNews, ...] = ()
    """What the newest copies changed for it. May be empty."""
    is_dataset = True

    def card(self) -> Card:
        """The name and the first amounts: of ads that name it, else of its committees."""
        note = "" if self.figures() else _("No amount in the archives read")
        return Card(_("Who paid for political ads"), self.name, card_figures(self.figures()), note)

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        return self.body.figures()

    def charts(self) -> tuple[ChartSpec, ...]:
        """The charts of the page."""
        return self.body.charts() + tuple(chart for _link, chart in self.weekly)

    def subject_of(self, chart: ChartSpec) -> str:
        """The candidate or measure, but of weeks the sponsor whose they are."""
        sponsors = {weeks.ident: link.text for link, weeks in self.weekly}
        return sponsors.get(chart.ident, self.title)


@dataclass(frozen=True)
class ContestsIndex(Page):
    """Context of ``contests.md.j2``: all candidates and measures."""

    template = "contests.md.j2"
    samples = (Sample("candidates and measures", "contests/"),)

    named: TableBlock | None = None
    """Those that buyers named and that have a page; None without any."""
    named_more: TableBlock | None = None
    """Those that buyers named without a page; None without any."""
    candidates: TableBlock | None = None
    """Candidates of the register with a page; None without any."""
    candidates_more: TableBlock | None = None
    """Candidates of the register without a page; None without any."""
    unnamed_count: int = 0
    """Ads with only a word such as "NA" in the field."""


class ContestPages:
    """Builds the page of every candidate or measure that earns one."""

    def __init__(
        self, data: SiteData, directory: Directory, totals: Totals, contests: Contests
    ) -> None:
        self._data = data
        self._directory = directory
        self._totals = totals
        self.contests = contests
        self._ads = add_up_ads(data, contests.tags())
        self._changes = SubjectChanges(data, contests.tags())
        self._behind = CommitteeSources(data, contests.of_sponsors())
        self._week_rows: dict[str, dict[tuple[str, str], int]] = {}
        self._weeks = self._load_weeks()

    def __iter__(self) -> Iterator[ContestPage]:
        for contest in self.contests.paged.values():
            yield self.build(contest.id)

    def feeds(self) -> Iterator[SubjectFeed]:
        """What is new about each; of a candidate also the copies that name a committee."""
        named = self._data.facts.named_in("sponsor_id")
        pages = (
            (contest.id, contest.path, contest.name, _named_by(contest, named))
            for contest in self.contests.paged.values()
        )
        yield from subject_feeds(self._changes, pages)

    def build(self, contest_id: str) -> ContestPage:
        """The page of one candidate or measure."""
        data = self._data
        contest = self.contests.paged[contest_id]
        ads = self._ads.get(contest_id, SubjectAds())
        committees = self._committees(contest)
        figures, totals = self._committee_totals(contest)
        weekly = self._weekly(contest)
        sources = self._sources(contest, ads, figures, weekly)
        body = replace(self._body(contest, ads), others=figures)
        return ContestPage(
            path=contest.path,
            title=contest.name,
            description=_description(contest),
            as_of=newest_day(data, sources),
            sources=sources,
            crumbs=(Link(_("Candidates and measures"), f"{CONTESTS}/index"),),
            search=self._search(contest, body, figures),
            name=contest.name,
            candidate=contest.candidate,
            year=str(contest.candidate.election_year or "") if contest.candidate else "",
            body=body,
            ad_count=contest.ad_count,
            spellings=tuple(contest.spellings.items()),
            reason=contest.reviewed.reason if contest.reviewed else "",
            committees=committees,
            committee_totals=totals,
            weekly=tuple((link, chart) for link, chart, _sponsor in weekly),
            changes=self._changes.of(contest_id),
            feed_path=feed_path(contest.path),
        )

    def _body(self, contest: Contest, ads: SubjectAds) -> Subject:
        spellings = tuple(sorted(contest.spellings))

        def where(_archive: str) -> tuple[tuple[str, object], ...]:
            return (("contest_text", spellings if len(spellings) > 1 else spellings[0]),)

        data = self._data
        return Subject(
            totals=ad_totals(data, ads, where),
            rankings=ad_rankings(data, self._directory, ads),
            timelines=ad_timelines(data, ads, f"contest-{contest.id}"),
            places=ad_places(data, ads),
            platforms=platform_parts(data, ads, lambda says: says.on_contests, OTHERWISE),
        )

    def _committees(self, contest: Contest) -> TableBlock | None:
        """The committees that the register connects with the candidate and that are sponsors."""
        if contest.candidate is None:
            return None
        rows = []
        for committee in sorted(contest.candidate.committees, key=lambda c: (not c.is_own, c.committee_id)):  # fmt: skip
            relation = _("authorised by the candidate") if committee.is_own else _("not authorised by the candidate")  # fmt: skip
            rows += [
                (
                    Cell(self._directory.names[sponsor], self._directory.path(sponsor)),
                    Cell(committee.name),
                    Cell(committee.committee_id),
                    Cell(relation),
                    Cell(_("{file}, line {line}", file=committee.path, line=f"{committee.line:,}")),
                )
                for sponsor in committee.sponsor_ids
            ]
        if not rows:
            return None
        return TableBlock(
            _(
                "Committees that the register connects with the candidate, and the sponsors that they "
                "are here"
            ),
            (
                Column("sponsor", _("Sponsor")),
                Column("committee_in_the_register", _("Committee in the register")),
                Column("number", _("Number")),
                Column("relation", _("Relation")),
                Column("row_of_the_register", _("Row of the register")),
            ),
            tuple(rows),
        )

    def _committee_totals(self, contest: Contest) -> tuple[tuple[Figure, ...], TableBlock | None]:
        """All totals of these sponsors: whatever their ads were about."""
        figures, rows = [], []
        for sponsor in contest.candidate.sponsor_ids if contest.candidate else ():
            name, path = self._directory.names[sponsor], self._directory.path(sponsor)
            for figure in self._totals.of(sponsor).main:
                ident = f"{anchor(sponsor).lower()}-{figure.id}"
                figures.append(replace(figure, id=ident, label=f"{name}: {figure.label}"))
                rows.append(
                    (Cell(name, path), Cell(figure.label), money_cell(figure.money), Cell(figure.detail))
                )  # fmt: skip
        block = TableBlock(
            _(
                "What these sponsors spent, whatever their ads were about. Each row is a fact of its "
                "own: they are never added"
            ),
            (
                Column("sponsor", _("Sponsor")),
                Column("platform", _("Platform")),
                Column("spend", _("Spend")),
                Column("what_it_covers", _("What it covers")),
            ),
            tuple(rows),
            (2,),
        )
        return tuple(figures), block if rows else None

    def _weekly(self, contest: Contest) -> tuple[tuple[Link, ChartSpec, str], ...]:
        """The weeks of these sponsors, each with its id: the charts of their own pages."""
        found = []
        for sponsor in contest.candidate.sponsor_ids if contest.candidate else ():
            chart = spend_by_week(self._data, sponsor, self._weeks.get(sponsor, []))
            if chart is not None and self._directory.has_page(sponsor):
                link = Link(self._directory.names[sponsor], self._directory.path(sponsor))
                found.append((link, chart, sponsor))
        return tuple(found[:3])

    def _load_weeks(self) -> dict[str, list[Sum]]:
        data = self._data
        sponsors = sorted(self.contests.of_sponsors())
        rows = data.facts.weeks
        rows = rows.filter(rows.sponsor_id.isin(sponsors) & rows.is_primary & rows.is_latest)
        keys = ["sponsor_id", "period_start_date", "spend_currency"]
        rows = data.facts.of_newest_snapshot(rows, keys)
        found: dict[str, list[Sum]] = {}
        for row in read_sums(add_up(rows, [*keys, "snapshot_id", "is_current"])):
            found.setdefault(str(row.sponsor_id), []).append(row)
        counts = rows.group_by(["sponsor_id", "snapshot_id", "spend_currency"])
        for sponsor, *key, n in frame(counts.aggregate(n=rows.count())).itertuples(index=False):
            self._week_rows.setdefault(sponsor, {})[tuple(key)] = int(n)
        return found

    def _sources(
        self,
        contest: Contest,
        ads: SubjectAds,
        figures: Sequence[Figure],
        weekly: Sequence[tuple[Link, ChartSpec, str]],
    ) -> tuple[SourceLine, ...]:
        """The snapshots that what the page shows was read from."""
        counts: Counts = {}
        count_ads(ads, counts)
        if contest.candidate:
            self._behind.count_register(contest.candidate, counts)
        self._behind.count_totals(figures, counts)
        for _link, chart, sponsor in weekly:
            self._behind.count_weeks(chart, self._week_rows[sponsor], counts)
        return source_lines(self._data, counts)

    def _search(self, contest: Contest, body: Subject, figures: tuple[Figure, ...]) -> SearchData:
        candidate = contest.candidate
        platforms = [part.name for part in body.platforms if part.ad_count]
        platforms += [self._data.platform_name(figure.platform) for figure in figures]
        facts = [office_words(candidate)] if candidate else []
        if contest.ad_count:
            facts.append(_named_in(contest))
        place = candidate.place_code if candidate else ""
        return SearchData(
            kind=_("Candidate") if candidate else _("Named in ads"),
            summary=" · ".join(facts),
            platforms=tuple(sorted(set(platforms))),
            places=(self._data.facts.places.name(place),) if place else (),
            years=(candidate.election_year,) if candidate and candidate.election_year else (),
            weight=self._data.facts.thresholds.weight(
                dict(largest_amounts(figures)), contest.ad_count
            ),
        )

    def index(self) -> ContestsIndex:
        """The list of all candidates and measures, with a page or without."""
        named, named_more = (self._named_table(is_paged) for is_paged in (True, False))
        candidates, candidates_more = (
            self._candidate_table(is_paged) for is_paged in (True, False)
        )
        return ContestsIndex(
            path=f"{CONTESTS}/index",
            title=_("Candidates and ballot measures"),
            description=_("Candidates and ballot measures that the archives name, and who paid."),
            as_of=self._data.as_of,
            sources=subject_sources(
                self._data, self._data.facts.archives_where(_tells_of_contests)
            ),
            search=SearchData(kind=_("List"), summary=_("All candidates and ballot measures")),
            named=named,
            named_more=named_more,
            candidates=candidates,
            candidates_more=candidates_more,
            unnamed_count=self.contests.unnamed_count,
        )

    def _listed(self, is_paged: bool) -> list[Contest]:
        """Those with a page, or the others."""
        paged = self.contests.paged
        return [c for c in self.contests.by_id.values() if (c.id in paged) == is_paged]

    def _naming_platforms(self) -> list[str]:
        """The names of the platforms whose archives say what ads are about."""
        facts = self._data.facts
        archives = facts.archives_where(lambda one: one.names_contests)
        platforms = {
            facts.archive_platforms[own] for own in archives if own in facts.archive_platforms
        }
        return sorted(map(self._data.platform_name, platforms))

    def _named_table(self, is_paged: bool) -> TableBlock | None:
        named = [c for c in self._listed(is_paged) if c.ad_count]
        if not named:
            return None
        named.sort(key=lambda c: (-c.ad_count, c.id))
        platforms = ", ".join(self._naming_platforms())
        caption = _(
            "Named by the buyers of ads on {platforms}, in their own words", platforms=platforms
        )
        if not is_paged:
            caption = ngettext(
                "Named by the buyers of ads on {platforms}, in their own words: {count} name in few ads, "
                "without a page",
                "Named by the buyers of ads on {platforms}, in their own words: {count} names in few "
                "ads, without a page",
                len(named),
                platforms=platforms,
            )
        return TableBlock(
            caption,
            (
                Column("name", _("Name")),
                Column("ads", _("Ads")),
                Column("in_the_register", _("In the register")),
                Column("also_written", _("Also written")),
            ),
            tuple(
                (
                    Cell(c.name, c.path if c.id in self.contests.paged else ""),
                    Cell(f"{c.ad_count:,}", sort=c.ad_count, is_number=True),
                    Cell(office_words(c.candidate) if c.candidate else ""),
                    Cell("; ".join(text for text in c.spellings if text != c.name)),
                )
                for c in named
            ),
            (1,),
        )

    def _candidate_table(self, is_paged: bool) -> TableBlock | None:
        known = [c for c in self._listed(is_paged) if c.candidate and c.candidate.sponsor_ids]
        if not known:
            return None
        known.sort(key=lambda c: (c.candidate.name, c.id))
        caption = _(
            "Candidates of the US Federal Election Commission with a committee that is a sponsor here"
        )
        if not is_paged:
            caption = ngettext(
                "Candidates of the US Federal Election Commission with a committee that is a sponsor "
                "here: {count} candidate without a page",
                "Candidates of the US Federal Election Commission with a committee that is a sponsor "
                "here: {count} candidates without a page",
                len(known),
            )
        return TableBlock(
            caption,
            (
                Column("candidate", _("Candidate")),
                Column("office", _("Office")),
                Column("election", _("Election")),
                Column("sponsor", _("Sponsor")),
            ),
            tuple(self._candidate_row(c, c.candidate) for c in known),
            (2,),
        )

    def _candidate_row(self, contest: Contest, candidate: Candidate) -> tuple[Cell, ...]:
        sponsors = candidate.sponsor_ids
        more = _("and {count} more", count=len(sponsors) - 1) if len(sponsors) > 1 else ""
        year = candidate.election_year
        return (
            Cell(candidate.name, contest.path if contest.id in self.contests.paged else ""),
            Cell(candidate.office),
            Cell(str(year or ""), sort=year or 0, is_number=True),
            Cell(self._directory.names[sponsors[0]], self._directory.path(sponsors[0]), note=more),
        )


def _named_by(contest: Contest, named: Mapping[str, Sequence[str]]) -> list[str]:
    sponsors = contest.candidate.sponsor_ids if contest.candidate else ()
    return [snapshot for sponsor in sponsors for snapshot in named.get(sponsor, ())]


def office_words(candidate: Candidate) -> str:
    """``candidate for US Senate, Kentucky, 2020``."""
    year = f", {candidate.election_year}" if candidate.election_year else ""
    return _("candidate for {office}", office=f"{candidate.office}{year}")


def _description(contest: Contest) -> str:
    named = _named_in(contest) if contest.ad_count else ""
    office = office_words(contest.candidate) if contest.candidate else ""
    facts = "; ".join(filter(None, (office, named)))
    return _("Who paid for political ads about {name}: {facts}.", name=contest.name, facts=facts)


def _named_in(contest: Contest) -> str:
    return ngettext("named in {count} ad", "named in {count} ads", contest.ad_count)


def by_place(contests: Mapping[str, Contest]) -> dict[str, list[Contest]]:
    """By place of the office: the candidates with a page."""
    found: dict[str, list[Contest]] = {}
    for contest in contests.values():
        if contest.candidate and contest.candidate.place_code:
            found.setdefault(contest.candidate.place_code, []).append(contest)
    return found


def _tells_of_contests(archive: ArchiveFacts) -> bool:
    """Whether it says what ads are about, or lists candidates."""
    return archive.names_contests or archive.lists_candidates
