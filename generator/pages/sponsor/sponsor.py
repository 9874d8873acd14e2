"""The page of a sponsor: who, how much, where, which ads, and where the numbers come from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from generator.pages.ad.ads import AdItem
from generator.pages.addresses import (
    anchor,
    chart_ident,
    feed_path,
    letter_of,
    permalink,
    sponsor_path,
)
from generator.pages.base import (
    ChartSpec,
    Download,
    Figure,
    Link,
    Page,
    Sample,
    SearchData,
    SourceLine,
    TableBlock,
)
from generator.pages.card import Card, card_figures
from generator.pages.changes.news import ChangeNews, SponsorChanges
from generator.pages.changes.tables import linked_ads
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.sponsor.ads import AdShelf
from generator.pages.sponsor.ads_file import AdsFile
from generator.pages.sponsor.blocks import (
    CARD_COUNT,
    ads_by_place,
    more_totals,
    platforms_side_by_side,
    spend_by_place,
    sponsor_time,
    summed_windows,
    totals_by_id,
)
from generator.pages.sponsor.download import sponsor_download
from generator.pages.sponsor.names import FOUND_NAMES, OtherNames, other_names
from generator.pages.sponsor.payers import (
    JoinLine,
    NameLine,
    PayerLinks,
    Suggestion,
    name_lines,
    names_by_sponsor,
    without_doubles,
)
from generator.pages.sponsor.similar import SimilarSponsor, SimilarSponsors
from generator.pages.sponsor.targeting import Targeting
from generator.pages.sponsor.timeline import TimelineMark
from generator.pages.sponsor.words import identifiers, kind_words, lede, limits, registrations
from generator.pages.subject.subjects import SubjectLinks
from generator.pages.sums import Sum, add_up, read_sums
from generator.pages.totals import SponsorTotals, Totals
from generator.pages.words import taken_on
from generator.sponsors.names import Names
from generator.sponsors.state_media import StateLabel
from generator.store.tables import frame
from generator.text.language import _, ngettext

SHOWN_JOINS = 8
"""Links between payers that are shown at once; more are folded."""


@dataclass(frozen=True)
class SponsorPage(Page):
    """Context of ``sponsor.md.j2``: one sponsor."""

    template = "sponsor.md.j2"
    samples = (
        Sample(
            "sponsor on Google", "sponsors/google/AR99999387266829795025/", "sponsors/google/*/"
        ),
        Sample("sponsor on Meta", "sponsors/meta/t966a58ba00dafe7b/", "sponsors/meta/*/"),
        Sample(
            "sponsor on four platforms",
            "sponsors/snapchat/tbaa2173baa24b396/",
            "sponsors/[!ai]*/*/",
            in_each_language=True,
        ),
    )

    name: str = ""
    """Its name."""
    sponsor_id: str = ""
    """Its id, as ``paidforby explain`` and the tables have it."""
    anchor: str = ""
    """The id of the title in the page, the same as in lists."""
    permalink: str = ""
    """The permanent address: a path with ``#``."""
    lede: str = ""
    """What it is and how much is known of it, in a sentence or two."""
    state_labels: tuple[StateLabel, ...] = ()
    """What a list of state-linked media says of it. May be empty."""
    registrations: tuple[tuple[str, str, str], ...] = ()
    """(register, number, address there). May be empty."""
    identifiers: tuple[tuple[str, str, str], ...] = ()
    """(what it is, id or number, address or empty) of each id in the archives."""
    totals: tuple[Figure, ...] = ()
    """Its first totals, as cards. Empty if the archives give no amount."""
    more_totals: TableBlock | None = None
    """Its further totals; None if the cards have all."""
    summed_windows: TableBlock | None = None
    """The single windows of sums over windows; None without such a sum."""
    by_id: TableBlock | None = None
    """The totals of each advertiser id; None if there are fewer than two."""
    weekly: ChartSpec | None = None
    """Its amounts week by week; None without weeks."""
    weekly_ads: ChartSpec | None = None
    """How many of its ads began, week by week; None without dated ads."""
    timeline: tuple[TimelineMark, ...] = ()
    """Dates of the sponsor and around it, in order. May be empty."""
    split: ChartSpec | None = None
    """Its totals in one currency side by side; None if it has no such totals on two platforms."""
    places: ChartSpec | None = None
    """Its amounts by place; None if no archive gives them."""
    aimed_at: TableBlock | None = None
    """The places that its ads were aimed at, with the number of ads; None without any."""
    targeting: tuple[Targeting, ...] = ()
    """What the buyers of its ads chose, by platform. Empty without ads."""
    deliveries: tuple[TableBlock, ...] = ()
    """To whom its ads were shown: a table for each archive that says so. May be empty."""
    ads: tuple[AdItem, ...] = ()
    """Its newest ads. Empty if the archives list none."""
    linked_ads: tuple[AdItem, ...] = ()
    """Further ads, which lists of changes lead to. May be empty."""
    ad_count: int = 0
    """Its ads: as many as the archives list, or as a platform counts, whichever are more."""
    listed_ad_count: int = 0
    """Its ads that the archives list."""
    ads_file: AdsFile | None = None
    """The ads that the page can filter; None of fewer than two."""
    others: OtherNames | None = None
    """Its other names; None where they were not looked for."""
    names: tuple[NameLine, ...] = ()
    """Names under which it appears, each with a row where it stands. May be empty."""
    name_count: int = 0
    """How many such names there are."""
    payer_count: int = 1
    """How many payers it is."""
    joins: tuple[JoinLine, ...] = ()
    """Why these payers are one, link by link. Empty of a single payer."""
    shown_joins: int = SHOWN_JOINS
    """How many links are shown at once; more are folded."""
    suggestions: tuple[Suggestion, ...] = ()
    """Sponsors that may be the same and were not joined. May be empty."""
    similar: tuple[SimilarSponsor, ...] = ()
    """Sponsors in the same places and weeks. May be empty."""
    changes: tuple[ChangeNews, ...] = ()
    """What the newest copies changed for it. May be empty."""
    limits: tuple[str, ...] = ()
    """What the page cannot show, a sentence each."""
    contests: tuple[Link, ...] = ()
    """Candidates and measures that it named, or whose committee it is. May be empty."""
    topics: tuple[Link, ...] = ()
    """Topics whose words its ads have. May be empty."""
    download: Download | None = None
    """The rows behind the page; None without any."""
    is_dataset = True

    def permanent_path(self) -> str:
        """The address made from the id, which leads here for good."""
        return self.permalink

    def card(self) -> Card:
        """The sponsor's name and first totals."""
        note = "" if self.totals else _("No amount in the archives read")
        return Card(_("Who paid for political ads"), self.name, card_figures(self.totals), note)

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the page that can be traced."""
        return self.totals

    def charts(self) -> tuple[ChartSpec, ...]:
        """The charts of the page."""
        return super().charts() + tuple(each.chart for each in self.targeting if each.chart)


class SponsorPages:
    """Builds the pages of some sponsors from frames that are loaded once. ``directory`` says where
    other sponsors are found; without it no page names one. ``subject_links`` are the candidates and
    measures, and the topics, of sponsors."""

    def __init__(
        self,
        data: SiteData,
        totals: Totals,
        sponsor_ids: Sequence[str],
        directory: Directory | None = None,
        subject_links: SubjectLinks | None = None,
    ) -> None:
        self._data = data
        self._subject_links = subject_links or {}
        self._totals = totals
        self._directory = directory
        self._changes = SponsorChanges(data, directory) if directory else None
        self._links = PayerLinks(data)
        self._ids = list(sponsor_ids)
        self._observations = self._load_observations()
        self._shelf = AdShelf(data, self._ids)
        self._linked = linked_ads(data.facts.history) if directory else {}
        self._similar = SimilarSponsors(data, directory) if directory else None
        self._names = names_by_sponsor(data, self._ids)
        self._key_of = Names.load(data.facts.config.reference_dir).key
        self._advertisers = _grouped(_narrow(data, "advertisers", self._ids))
        self._declared = _grouped(_narrow(data, "declarations", self._ids))
        self._weeks = _sums_of(
            self._sums("advertiser_week", ["period_start_date", "spend_currency", "platform"])
        )
        self._regions = _sums_of(self._region_sums())

    def __iter__(self) -> Iterator[SponsorPage]:
        for sponsor_id in self._ids:
            yield self.build(sponsor_id)

    def _load_observations(self) -> dict[str, list[dict[str, object]]]:
        rows = self._data.facts.store.table("spend_observations")
        is_window = rows.scope.isin(["advertiser_window", "advertiser_place_window"])
        rows = rows.filter(
            rows.sponsor_id.isin(self._ids) & rows.is_primary & (rows.is_latest | is_window)
        )
        return _grouped(frame(rows.order_by(["file_id", "line", "spend_currency"])))

    def _sums(self, scope: str, keys: list[str]) -> pd.DataFrame:
        rows = self._data.facts.store.table("spend_observations")
        rows = rows.filter(
            (rows.scope == scope)
            & rows.sponsor_id.isin(self._ids)
            & rows.is_primary
            & rows.is_latest
        )
        keys = ["sponsor_id", *keys]
        rows = self._data.facts.of_newest_snapshot(rows, keys)
        return add_up(rows, [*keys, "snapshot_id", "is_current"])

    def _region_sums(self) -> pd.DataFrame:
        rows = self._data.facts.store.table("spend_observations")
        rows = rows.filter(
            rows.scope.isin(["advertiser_place", "advertiser_place_window"])
            & rows.sponsor_id.isin(self._ids)
            & rows.is_primary
            & rows.place_code.notnull()
        )
        keys = ["sponsor_id", "platform", "snapshot_id", "window_name", "period_end_date",
                "place_code", "spend_currency"]  # fmt: skip
        return add_up(rows, keys)

    def build(self, sponsor_id: str) -> SponsorPage:
        """The page of one sponsor."""
        data = self._data
        sponsor = data.facts.sponsor_rows[sponsor_id]
        payers = data.facts.payers[sponsor_id]
        names = self._names.get(sponsor_id, [])
        name = sponsor["sponsor_name"]
        others = other_names(name, names, self._key_of)
        totals = self._totals.of(sponsor_id)
        ads = self._shelf.rows(sponsor_id)
        items = self._shelf.items(sponsor_id)
        letter = letter_of(name)
        path = sponsor_path(sponsor_id)
        sentence = lede(data, sponsor, totals, kind_words(data, sponsor, payers))
        observations = self._observations.get(sponsor_id, [])
        time = sponsor_time(data, sponsor_id, self._weeks.get(sponsor_id, []), observations, ads)
        contests, topics = self._subject_links.get(sponsor_id, ((), ()))
        return SponsorPage(
            path=path,
            title=name,
            description=f"{name}: {sentence}",
            as_of=self._as_of(sponsor_id),
            sources=self._sources(sponsor_id),
            crumbs=(
                Link(_("Sponsors"), "sponsors/index"),
                Link(
                    letter.upper() if letter != "other" else _("0–9 and other scripts"),
                    f"sponsors/a-z/{letter}-1",
                ),
            ),
            search=replace(
                search_data(data, sponsor_id, totals),
                also=others.payers[:FOUND_NAMES],
                accounts=others.accounts[:FOUND_NAMES],
            ),
            name=name,
            sponsor_id=sponsor_id,
            anchor=anchor(sponsor_id),
            permalink=permalink(sponsor_id),
            lede=sentence,
            state_labels=data.facts.state_labels.get(sponsor_id, ()),
            registrations=registrations(sponsor),
            identifiers=identifiers(
                data,
                payers,
                names,
                self._advertisers.get(sponsor_id, []),
                self._declared.get(sponsor_id, []),
            ),
            totals=totals.main[:CARD_COUNT],
            more_totals=more_totals(totals),
            summed_windows=summed_windows(totals),
            by_id=totals_by_id(data, observations),
            weekly=time.weekly,
            weekly_ads=time.weekly_ads,
            timeline=time.marks,
            split=platforms_side_by_side(data, totals, sponsor_id),
            places=spend_by_place(data, sponsor_id, self._regions.get(sponsor_id, [])),
            aimed_at=ads_by_place(data, self._shelf.places(sponsor_id)),
            targeting=self._shelf.targeting(sponsor_id, chart_ident(sponsor_id)),
            deliveries=self._shelf.deliveries(sponsor_id),
            ads=items[: data.facts.config.ads_per_page],
            linked_ads=self._shelf.linked(
                sponsor_id,
                self._linked.get(sponsor_id, ()),
                items[: data.facts.config.ads_per_page],
            ),
            ad_count=totals.ad_count,
            listed_ad_count=len(ads),
            ads_file=self._shelf.file(sponsor_id, path, items),
            others=others,
            names=name_lines(data, sponsor_id, names),
            name_count=len(without_doubles(names)),
            payer_count=len(payers),
            joins=self._links.joins(sponsor_id),
            suggestions=self._suggestions(sponsor_id),
            similar=self._similar.of(sponsor_id) if self._similar else (),
            changes=self._changes.of(sponsor_id) if self._changes else (),
            feed_path=feed_path(path),
            limits=limits(data, payers),
            contests=contests,
            topics=topics,
            download=sponsor_download(data, path, observations, ads),
        )

    def _suggestions(self, sponsor_id: str) -> tuple[Suggestion, ...]:
        """Sponsors that may be the same; none if it is not known where the others stand."""
        known = self._directory
        if known is None:
            return ()
        return self._links.suggestions(sponsor_id, known.path, known.names.__getitem__)

    def _rows(self, sponsor_id: str) -> Iterator[dict[str, object]]:
        """The rows of the archives that the page is made of."""
        yield from self._observations.get(sponsor_id, [])
        yield from self._shelf.rows(sponsor_id)
        yield from self._advertisers.get(sponsor_id, [])

    def _as_of(self, sponsor_id: str) -> str:
        """The date of the newest file that has a row of the sponsor."""
        found = {row["file_id"] for row in self._rows(sponsor_id)}
        newest = max(
            (self._data.facts.files[file_id] for file_id in found),
            key=lambda file: file.day,
            default=None,
        )
        return taken_on(newest.day, newest.precision) if newest else self._data.as_of

    def _sources(self, sponsor_id: str) -> tuple[SourceLine, ...]:
        lines: dict[str, list[int]] = {}
        for row in self._rows(sponsor_id):
            lines.setdefault(row["file_id"], []).append(int(row["line"]))
        found = []
        regions: dict[str, list[int]] = {}
        for file_id, numbers in lines.items():
            file = self._data.facts.files[file_id]
            distinct = sorted(set(numbers))
            if file.part == "regions":
                regions.setdefault(file.snapshot_id, []).extend(distinct)
                continue
            first = f"{distinct[0]:,}"
            detail = (
                _("line {number}", number=first)
                if len(distinct) == 1
                else ngettext(
                    "{count} line, the first {first}",
                    "{count} lines, the first {first}",
                    len(distinct),
                    first=first,
                )
            )
            found.append(
                SourceLine(file.snapshot_id, file.path, taken_on(file.day, file.precision), detail)
            )
        for snapshot_id, numbers in regions.items():
            found.append(
                SourceLine(
                    snapshot_id,
                    _("region files"),
                    self._data.snapshot_day(snapshot_id),
                    ngettext("{count} line", "{count} lines", len(numbers)),
                )
            )
        return tuple(sorted(found, key=lambda line: (line.snapshot_id, line.path)))


def search_data(data: SiteData, sponsor_id: str, totals: SponsorTotals) -> SearchData:
    """What the search index knows of a sponsor."""
    names = data.platform_names(sponsor_id)
    places = sorted(
        data.facts.places.name(code) for code in data.facts.sponsor_places.get(sponsor_id, set())
    )
    amount = totals.headline.short if totals.headline else ""
    ads = ngettext("{count} ad", "{count} ads", totals.ad_count) if totals.ad_count else ""
    if amount and (len(names) > 1 or totals.is_several):
        # The count of ads may be of another platform or currency than the amount.
        first = data.platform_name(totals.figures[0].platform)
        amount, ads = _("{amount} on {platform}, and more", amount=amount, platform=first), ""
    return SearchData(
        kind=_("Sponsor"),
        summary=" · ".join(filter(None, (", ".join(names), amount, ads))),
        platforms=names,
        places=tuple(places),
        years=totals.years,
        weight=data.facts.thresholds.weight(dict(totals.amounts), totals.ad_count),
        sorts=tuple((f"spend_{code.lower()}", lo) for code, lo in totals.amounts),
    )


def _narrow(data: SiteData, name: str, sponsor_ids: Sequence[str]) -> pd.DataFrame:
    rows = data.facts.store.table(name)
    rows = rows.filter(rows.sponsor_id.isin(list(sponsor_ids)))
    if "is_latest" in rows.columns:
        rows = rows.filter(rows.is_latest)
    return frame(rows)


def _sums_of(rows: pd.DataFrame) -> dict[str, list[Sum]]:
    found: dict[str, list[Sum]] = {}
    for row in read_sums(rows):
        found.setdefault(str(row.sponsor_id), []).append(row)
    return found


def _grouped(rows: pd.DataFrame) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(row["sponsor_id"], []).append(row)
    return found
