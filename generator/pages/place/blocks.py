"""Blocks of a place's page: its ads by month, what each platform gives, candidates."""

from collections.abc import Collection, Sequence

from generator.pages.base import Cell, ChartSpec, Column, Figure, TableBlock
from generator.pages.data import SiteData
from generator.pages.place.rankings import PlaceRanking
from generator.pages.subject.ads import SubjectAds, add_up_ads, archive_platforms
from generator.pages.subject.blocks import ad_timelines
from generator.pages.subject.contest import by_place
from generator.pages.subject.race import candidate_table
from generator.pages.subject.subjects import SubjectPages
from generator.schema.archive_facts import Spend
from generator.store.tables import frame
from generator.text.language import _

FEWEST_ADS = 10
"""Ads of an archive that make a chart of months: fewer are read better in the table of sponsors."""
ARCHIVES_OF_COUNTRY = 2


class PlaceAds:
    """The ads that were aimed at places or are listed in them, read once."""

    def __init__(self, data: SiteData, subjects: SubjectPages | None) -> None:
        self._data = data
        places = data.facts.store.table("ad_places")
        tags = places.select("file_id", "line", subject=places.place_code)
        self._ads = add_up_ads(data, tags, with_places=False, with_money=False)
        self._candidates = by_place(subjects.contests.paged) if subjects else {}
        self.races = subjects.races.of_country if subjects else lambda code: ()
        self._listing = self._archives_with_ads()

    def of(self, code: str) -> SubjectAds:
        """The ads of one place."""
        return self._ads.get(code, SubjectAds())

    def timelines(self, code: str) -> tuple[ChartSpec, ...]:
        """Ads by month: for a country of two archives, for a part of one."""
        ads = self.of(code)
        large = {key: months for key, months in ads.months.items() if ads.counts[key] >= FEWEST_ADS}
        shown = SubjectAds(counts=ads.counts, months=large, undated=ads.undated)
        most = 1 if "-" in code else ARCHIVES_OF_COUNTRY
        return ad_timelines(self._data, shown, f"place-{code.lower()}", most)

    def candidates(self, code: str) -> TableBlock | None:
        """Candidates for an office of the place who have a page here."""
        found = self._candidates.get(code)
        if not found:
            return None
        return candidate_table(_("Candidates in the federal register who have a page here"), found)

    def platforms(
        self, code: str, totals: Sequence[Figure], rankings: Sequence[PlaceRanking]
    ) -> TableBlock:
        """What the archives of each platform give for the place, platforms with nothing too."""
        data = self._data
        ads = self.of(code)
        archives: dict[str, list[str]] = {}
        for archive, platform in sorted(archive_platforms(data).items()):
            if platform in data.facts.platforms.names:
                archives.setdefault(platform, []).append(archive)
        rows = []
        for platform, own in sorted(archives.items(), key=lambda item: data.platform_name(item[0])):
            name = data.platform_name(platform)
            amounts = sum(figure.platform == platform for figure in totals)
            lists = [r for r in rankings if r.platform == platform]
            sponsors = max((r.entry_count for r in lists), default=0)
            count = sum(ads.counts.get(archive, 0) for archive in own)
            is_listing = any(archive in self._listing for archive in own)
            rows.append(
                (
                    Cell(name, f"platforms/{platform}"),
                    _number(amounts),
                    _number(sponsors),
                    _number(count) if is_listing else Cell(_("no list of ads"), sort=-1, is_number=True),
                )
            )  # fmt: skip
        return TableBlock(
            _("What the archives read here give for this place, by platform"),
            (
                Column("platform", _("Platform")),
                Column("totals_of_the_place", _("Totals of the place")),
                Column("sponsors_with_amounts", _("Sponsors with amounts")),
                Column("ads_aimed_here_or_listed", _("Ads aimed here or listed")),
            ),
            tuple(rows),
            (1, 2, 3),
        )

    def _archives_with_ads(self) -> frozenset[str]:
        """The archives that list single ads."""
        return frozenset(
            frame(self._data.facts.table("ads").select("archive").distinct())["archive"]
        )


def place_limits(
    data: SiteData,
    code: str,
    rankings: Sequence[PlaceRanking],
    totals: Sequence[Figure],
    read: Collection[str],
) -> tuple[str, ...]:
    """What the archives leave out; ``read`` are the platforms that publish amounts and were read."""
    found = []
    platforms = {r.platform for r in rankings} | {figure.platform for figure in totals}
    areas = {r.platform for r in rankings if r.is_area}
    read_here = [(name, one) for name, own in sorted(data.facts.by_platform.items()) for one in own]
    for name, one in read_here:
        if name in areas and one.says.limits_of_areas:
            found.append(_(one.says.limits_of_areas))
    if code.startswith("US-"):
        telling = [(name, one) for name, one in read_here if one.says.limits_of_states]
        found += [_(one.says.limits_of_states) for _name, one in telling]
        # That what a whole ad cost is not split by place has been said then.
        platforms |= {name for name, one in telling if one.spend is Spend.EVERY_AD}
    for name in sorted(map(data.platform_name, set(read) - platforms)):
        found.append(
            _(
                "{platform}: no amounts for this place in the archives read. That is not the same as "
                "no spending.",
                platform=name,
            )
        )
    return tuple(found)


def _number(n: int) -> Cell:
    return Cell(f"{n:,}" if n else _("none"), sort=n, is_number=True)
