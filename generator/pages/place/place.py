"""The pages of places: a country or a state, who spent there, and what the archives leave out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from generator.pages.addresses import feed_path, place_path
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
    widest_of,
)
from generator.pages.card import Card, card_figures
from generator.pages.changes.news import ChangeNews, PlaceChanges
from generator.pages.chart_specs import places_chart, top_chart
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.place.blocks import PlaceAds, place_limits
from generator.pages.place.figures import PlaceFigures
from generator.pages.place.rankings import PlaceRanking, place_rankings
from generator.pages.subject.subjects import SubjectPages
from generator.pages.sums import Sum, add_up, read_sums
from generator.pages.week_charts import weekly_chart
from generator.pages.words import first_of, in_words
from generator.reference.places import order_of
from generator.store.tables import frame
from generator.text.language import _, ngettext


@dataclass(frozen=True)
class PlacePage(Page):
    """Context of ``place.md.j2``: a country, a state, or another part of a country."""

    template = "place.md.j2"
    samples = (
        Sample("country", "places/us/", "places/*/"),
        Sample("state", "places/us/tx/", "places/*/*/", in_each_language=True),
    )

    name: str = ""
    """The name of the place."""
    code: str = ""
    """Its code: ISO 3166-1 of a country, ISO 3166-2 of a part."""
    totals: tuple[Figure, ...] = ()
    """What the platforms report for the place. Empty if none does."""
    top: ChartSpec | None = None
    """The biggest sponsors of the first list, drawn; None without lists."""
    rankings: tuple[TableBlock, ...] = ()
    """Lists of sponsors: one for each archive, window and currency."""
    weekly: ChartSpec | None = None
    """The amounts of the country week by week; None without weeks."""
    compared: ChartSpec | None = None
    """The US states on a map of tiles; None of other countries and their parts."""
    parts: tuple[Link, ...] = ()
    """The parts of the place that have a page. May be empty."""
    aimed_count: int = 0
    """Ads whose buyers chose the place."""
    aimed: TableBlock | None = None
    """The sponsors of these ads; None without any."""
    months: tuple[ChartSpec, ...] = ()
    """Ads aimed here by month: a chart for each archive that has many. May be empty."""
    platforms: TableBlock | None = None
    """What each platform gives of the place."""
    races: tuple[Link, ...] = ()
    """The elections of the place that have a page. May be empty."""
    candidates: TableBlock | None = None
    """The candidates of the place; None without any."""
    changes: tuple[ChangeNews, ...] = ()
    """What the newest copies changed for the place. May be empty."""
    limits: tuple[str, ...] = ()
    """What is missing here, a sentence each."""
    is_dataset = True

    def card(self) -> Card:
        """The place's name and first totals."""
        note = "" if self.totals else _("No total for this place in the archives read")
        return Card(
            _("Who paid for political ads here"), self.name, card_figures(self.totals), note
        )

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        return self.totals


@dataclass(frozen=True)
class PlacesIndex(Page):
    """Context of ``places.md.j2``: all places with a page."""

    template = "places.md.j2"
    samples = (Sample("places", "places/"),)

    countries: tuple[Link, ...] = ()
    """The countries."""
    states: tuple[Link, ...] = ()
    """The US states and territories. May be empty."""
    tiles: ChartSpec | None = None
    """The US states on a map of tiles; None without amounts by state."""


class PlacePages:
    """Builds the page of every place that any archive mentions."""

    def __init__(
        self, data: SiteData, directory: Directory, subjects: SubjectPages | None = None
    ) -> None:
        self._data = data
        self._directory = directory
        self._ads = PlaceAds(data, subjects)
        self._rankings = place_rankings(data)
        self._figures = PlaceFigures(data)
        self._aimed = self._load_aimed()
        self._weeks = self._load_weeks()
        self._changes = PlaceChanges(data)
        self.codes = self._codes()

    def _codes(self) -> list[str]:
        """Countries, and the parts of countries for which an archive has amounts."""
        found = {row.place_code for row in self._figures.reported} | set(self._rankings)
        found |= {code for code in self._aimed if "-" not in code or code.startswith("US-")}
        if any(code.startswith("US-") for code in found):
            found |= set(self._data.facts.places.us_states)
        found |= {code.partition("-")[0] for code in found}
        covered = self._data.facts.config.places
        if covered:
            found = {code for code in found if code in covered or code.partition("-")[0] in covered}
        return sorted(found)

    def __iter__(self) -> Iterator[PlacePage]:
        for code in self.codes:
            yield self.build(code)

    def index(self) -> PlacesIndex:
        """The list of all places."""
        data = self._data
        countries = [code for code in self.codes if "-" not in code]
        states = [code for code in self.codes if code.startswith("US-")]
        return PlacesIndex(
            path="places/index",
            title=_("Places"),
            description=_("Political ad spending by country and by US state."),
            as_of=data.as_of,
            sources=data.archive_sources,
            search=SearchData(kind=_("List"), summary=_("All places")),
            countries=self._links(countries),
            states=self._links(states),
            tiles=self.tiles(None),
        )

    def _links(self, codes: Sequence[str]) -> tuple[Link, ...]:
        name = self._data.facts.places.name
        return tuple(
            sorted(
                (Link(name(code), place_path(code)) for code in codes),
                key=lambda link: order_of(link.text),
            )
        )

    def tiles(self, highlight: str | None, ident: str = "places") -> ChartSpec | None:
        """The tile grid of states from the widest current list of state totals."""
        groups: dict[tuple[str, str, str, str], list[Sum]] = {}
        for row in self._figures.reported:
            if row.place_code.startswith("US-"):
                key = (
                    row.platform,
                    row.snapshot_id,
                    row.window_name,
                    row.currency or "",
                )
                groups.setdefault(key, []).append(row)
        if not groups:
            return None
        key, rows = max(
            groups.items(), key=lambda item: (sum(_known(r.lo) for r in item[1]), item[0])
        )
        what = (
            self._data.window_words(rows[0].window_name, rows[0].last_day)
            if key[2]
            else _("to {day}", day=self._data.snapshot_day(key[1]))
        )
        title = _(
            "US states on {platform}: {what} ({currency})",
            platform=self._data.platform_name(key[0]),
            what=what,
            currency=in_words(key[3]),
        )
        source = f"{self._data.platform_name(key[0])}, {what}"
        return places_chart(
            self._data, rows, key[3] or None, ident, title, highlight, source=source
        )

    def build(self, code: str) -> PlacePage:
        """The page of one place."""
        data = self._data
        name = data.facts.places.name(code)
        rankings = self._ordered(self._rankings.get(code, []))
        totals = self._figures.of(code)
        country = code.partition("-")[0]
        path = place_path(code)
        crumbs = [Link(_("Places"), "places/index")]
        if country != code and country in self.codes:
            crumbs.append(Link(data.facts.places.name(country), place_path(country)))
        aimed = self._aimed.get(code, {})
        parts = (
            [other for other in self.codes if other.startswith(f"{code}-")]
            if country == code
            else []
        )
        first = "".join(f"{f.label}: {f.money.short}." for f in totals[:1])
        said = _("Who paid for political ads in {place}.", place=name)
        return PlacePage(
            path=f"{path}/index" if country == code else path,
            title=name,
            description=f"{said} {first}".strip(),
            as_of=self._as_of(rankings, totals),
            sources=self._sources(rankings, totals),
            crumbs=tuple(crumbs),
            search=SearchData(
                kind=_("Place"),
                summary=ngettext(
                    "{count} amount by sponsor",
                    "{count} amounts by sponsor",
                    sum(r.entry_count for r in rankings),
                )
                if rankings
                else _("no amounts by sponsor"),
                platforms=tuple(sorted({data.platform_name(r.platform) for r in rankings})),
                places=(name,),
            ),
            name=name,
            code=code,
            totals=totals,
            top=self._top_chart(rankings[0], code) if rankings else None,
            rankings=tuple(map(self._table, rankings)),
            weekly=self._weekly(code),
            compared=self.tiles(code, f"place-{code.lower()}")
            if code.startswith("US-")
            else (self.tiles(None, "place-us") if code == "US" else None),
            parts=self._links(parts),
            aimed_count=sum(aimed.values()),
            aimed=self._aimed_table(aimed, is_country=country == code),
            months=self._ads.timelines(code),
            platforms=self._ads.platforms(code, totals, rankings),
            races=self._ads.races(code),
            candidates=self._ads.candidates(code),
            changes=self._changes.of(code),
            feed_path=feed_path(f"{path}/index" if country == code else path),
            limits=place_limits(data, code, rankings, totals, self._read),
        )

    def _top_chart(self, ranking: PlaceRanking, code: str) -> ChartSpec | None:
        entries = [
            (self._directory.names[s], self._directory.path(s), money)
            for s, money in ranking.entries[:10]
        ]
        title = _("Top sponsors. {title}", title=ranking.title)
        return top_chart(
            entries, ranking.currency, f"place-{code.lower()}-top", title, ranking.source
        )

    def _ordered(self, rankings: Sequence[PlaceRanking]) -> list[PlaceRanking]:
        """Those of the newest snapshots first, and of these the longest lists."""
        days = self._data.facts.snapshot_dates
        return sorted(
            rankings,
            key=lambda r: (-days[r.snapshot_id].toordinal(), -r.entry_count, r.title),
        )

    def _table(self, ranking: PlaceRanking) -> TableBlock:
        widest = widest_of([money for _, money in ranking.entries]) if ranking.currency else 0.0
        caption = ranking.title + "." + first_of(len(ranking.entries), ranking.entry_count)
        return TableBlock(
            " ".join(filter(None, (caption, ranking.note))),
            (Column("sponsor", _("Sponsor")), Column("spend", _("Spend"))),
            tuple(
                (Cell(self._directory.names[s], self._directory.path(s)), money_cell(money, widest))
                for s, money in ranking.entries
            ),
            (1,),
        )

    @cached_property
    def _read(self) -> frozenset[str]:
        """The platforms that publish amounts, and whose archives were read."""
        read = set(self._data.facts.snapshots["platform"])
        records = self._data.facts.platforms.records
        return frozenset(r.id for r in records if r.has_spend and r.id in read)

    def _load_weeks(self) -> dict[tuple[str, str], list[Sum]]:
        rows = self._data.facts.weeks
        rows = rows.filter(rows.is_current & rows.is_primary & rows.place_code.notnull())
        found: dict[tuple[str, str], list[Sum]] = {}
        keys = ["place_code", "spend_currency", "period_start_date", "snapshot_id", "is_current"]
        for row in read_sums(add_up(rows, keys)):
            found.setdefault((row.place_code, row.currency), []).append(row)
        return found

    def _weekly(self, code: str) -> ChartSpec | None:
        options = [
            (currency, weeks) for (place, currency), weeks in self._weeks.items() if place == code
        ]
        if not options:
            return None
        currency, weeks = max(options, key=lambda item: (len(item[1]), item[0] or ""))
        if len(weeks) < 2:
            return None
        title = _(
            "Weekly spend on {platform} by sponsors listed in this country only ({currency})",
            platform=self._data.platform_name(self._data.facts.weekly_platform),
            currency=in_words(currency),
        )
        others = {code: len(own) for code, own in options}
        ident = f"place-{code.lower()}"
        return weekly_chart(self._data, weeks, currency, ident, title, others=others)

    def _load_aimed(self) -> dict[str, dict[str, int]]:
        """By place: sponsors and the number of their ads that were aimed at it or listed there."""
        ads = self._data.facts.store.table("ads")
        ads = ads.filter(ads.is_latest & ads.sponsor_id.notnull()).select(
            "file_id", "line", "sponsor_id"
        )
        places = (
            self._data.facts.store.table("ad_places")
            .select("file_id", "line", "place_code")
            .distinct()
        )
        joined = ads.inner_join(places, ["file_id", "line"])
        counts = frame(joined.group_by(["place_code", "sponsor_id"]).aggregate(n=joined.count()))
        found: dict[str, dict[str, int]] = {}
        for code, sponsor_id, n in counts.itertuples(index=False):
            found.setdefault(code, {})[sponsor_id] = int(n)
        return found

    def _aimed_table(self, aimed: Mapping[str, int], *, is_country: bool) -> TableBlock | None:
        if not aimed:
            return None
        top = sorted(aimed.items(), key=lambda item: (-item[1], item[0]))[
            : self._data.facts.config.top_rows
        ]
        said = [_("Ads aimed at this place or listed in it, by sponsor.")]
        if not is_country:
            said.append(_("What they cost here alone is not published."))
        if len(aimed) > len(top):
            words = _(
                "The first {shown} of {total} sponsors.", shown=len(top), total=f"{len(aimed):,}"
            )
            said.append(words)
        return TableBlock(
            " ".join(said),
            (Column("sponsor", _("Sponsor")), Column("ads", _("Ads"))),
            tuple(
                (
                    Cell(self._directory.names[s], self._directory.path(s)),
                    Cell(f"{n:,}", sort=n, is_number=True),
                )
                for s, n in top
            ),
            (1,),
        )

    def _sources(
        self, rankings: Sequence[PlaceRanking], totals: Sequence[Figure]
    ) -> tuple[SourceLine, ...]:
        found = {
            snapshot: _("totals of the place")
            for figure in totals
            if figure.fact.value("scope") != "advertiser_total"
            for snapshot, _n in figure.rows_by_snapshot()
        }
        lines = [
            self._line(snapshot, what, _("reported for the place"))
            for snapshot, what in sorted(found.items())
        ]
        lines += [
            self._line(snapshot, _("amounts by sponsor"), r.title)
            for r in rankings
            for snapshot in r.snapshot_ids
        ]
        return tuple(lines)

    def _line(self, snapshot: str, what: str, detail: str) -> SourceLine:
        return SourceLine(snapshot, what, self._data.snapshot_day(snapshot), detail)

    def _as_of(self, rankings: Sequence[PlaceRanking], totals: Sequence[Figure]) -> str:
        """The date of the newest snapshot that the page speaks of."""
        used = {snapshot for r in rankings for snapshot in r.snapshot_ids} | {
            snapshot for figure in totals for snapshot, _n in figure.rows_by_snapshot()
        }
        rows = self._data.facts.snapshots
        rows = rows[rows["snapshot_id"].isin(used)]
        return (
            self._data.snapshot_day(rows.iloc[0]["snapshot_id"]) if len(rows) else self._data.as_of
        )


def _known(bound: object) -> float:
    """A bound for ordering: one that was not published counts for nothing."""
    return 0.0 if bound is None or pd.isna(bound) else float(bound)
