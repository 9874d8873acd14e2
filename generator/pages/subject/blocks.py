"""What the pages of races, candidates and measures, and topics have in common, block by block."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from generator.pages.base import (
    Cell,
    ChartSpec,
    Column,
    Figure,
    SourceLine,
    TableBlock,
    money_cell,
    widest_of,
)
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.subject.ads import SubjectAds, archive_platforms, archive_words
from generator.pages.words import (
    as_date,
    currency_key,
    day,
    first_of,
    is_sum_of_one_currency,
    iso,
    text_or_none,
)
from generator.schema.archive_facts import Sayings
from generator.store.fact import Fact, Where
from generator.text.language import _, ngettext

RULE_ADS = "What the ads cost, added up: the newest copy of each ad, lower and upper bounds apart."
MOST_CHARTS = 3
MOST_PLACES = 20
WhereOf = Callable[[str], Where]
"""The rows of ``ads`` that make an archive's part of a subject."""


@dataclass(frozen=True)
class Platform:
    """A platform on a subject's page."""

    name: str
    """Its short name."""
    path: str
    """Its page."""
    words: str
    """What its archives give of the subject."""
    ad_count: int
    """Ads counted on the page; 0 if it lists none."""


@dataclass(frozen=True)
class Subject:
    """The blocks of a page about a subject."""

    totals: tuple[Figure, ...] = ()
    """What its ads cost: one figure for each archive and currency."""
    others: tuple[Figure, ...] = ()
    """Figures that stand in a table of the page's own."""
    rankings: tuple[TableBlock, ...] = ()
    """Lists of sponsors: one for each archive and currency."""
    timelines: tuple[ChartSpec, ...] = ()
    """Its ads by month: a chart for each platform."""
    places: TableBlock | None = None
    """Its ads by place; None if no archive says where."""
    platforms: tuple[Platform, ...] = ()
    """What each platform gives of it."""

    def figures(self) -> tuple[Figure, ...]:
        """The figures that can be traced."""
        return self.totals + self.others

    def charts(self) -> tuple[ChartSpec, ...]:
        """The charts to draw."""
        return self.timelines


NO_BLOCKS = Subject()


def ad_totals(
    data: SiteData, ads: SubjectAds, where: WhereOf, span: tuple[date, date] | None = None
) -> tuple[Figure, ...]:
    """What the ads of a subject cost, one figure for each archive and currency. With the days that a
    page is about it says which of them no copy covers."""
    found = []
    for money in sorted(ads.money, key=lambda m: (-ads.counts[m.archive], m.archive, -m.row_count, m.currency or "")):  # fmt: skip
        n = money.row_count
        detail = (
            ngettext("{count} ad", "{count} ads", n)
            if not is_sum_of_one_currency(money.currency, n)
            else ngettext("sum of {count} ad", "sum of {count} ads", n)
            if money.amount.lo is not None
            else ngettext("{count} ad without an amount", "{count} ads without an amount", n)
        )
        found.append(
            Figure(
                id=f"{money.archive}-{currency_key(money.currency)}",
                platform=data.facts.archive_platforms[money.archive],
                label=archive_words(data, money.archive),
                money=data.words.money(money.amount, money.currency, parts=n),
                details=(detail + (_not_covered(data, money.archive, span) if span else ""),),
                fact=Fact(
                    "ads",
                    (
                        ("archive", money.archive),
                        ("is_latest", True),
                        ("is_group_first", True),
                        ("spend_currency", money.currency),
                        *where(money.archive),
                    ),
                    RULE_ADS,
                ),
                row_count=n,
            )
        )
    return tuple(found)


def _not_covered(data: SiteData, archive: str, span: tuple[date, date]) -> str:
    """The days that no copy of an archive tells anything of; empty if there are none."""
    after = span[1] + timedelta(days=1)
    gaps = data.reach.ad_gaps([archive], (span[0], after))
    # Where a file is of no year, nothing says since when it lists ads.
    days = ", ".join(
        _one_or_two(date.fromisoformat(first), date.fromisoformat(end) - timedelta(days=1))
        for first, end in gaps
        if data.facts.archives[archive].by_year or end == after.isoformat()
    )
    return " · " + _("no copy covers {days}", days=days) if days else ""


def _one_or_two(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def ad_rankings(data: SiteData, directory: Directory, ads: SubjectAds) -> tuple[TableBlock, ...]:
    """The sponsors of a subject: one table for each archive and currency, the largest first."""
    blocks = []
    order = sorted(ads.top, key=lambda key: (-ads.counts[key[0]], key[0], -ads.sponsor_counts[key], key[1]))  # fmt: skip
    for archive, currency in order:
        rows = ads.top[archive, currency]
        total = ads.sponsor_counts[archive, currency]
        amounts = [data.words.money(r.amount, currency or None, parts=r.ad_count) for r in rows]
        widest = widest_of(amounts)
        words = archive_words(data, archive)
        if currency:
            title = _(
                "{archive}: spend on these ads in {currency}, by sponsor.",
                archive=words,
                currency=currency,
            )
        elif any(row.amount.lo is not None for row in rows):
            title = _(
                "{archive}: spend on these ads, currency not published, by sponsor.", archive=words
            )
        else:
            title = _("{archive}: ads whose cost is not published, by sponsor.", archive=words)
        blocks.append(
            TableBlock(
                title + first_of(len(rows), total),
                (
                    Column("sponsor", _("Sponsor")),
                    Column("spend", _("Spend")),
                    Column("ads", _("Ads")),
                ),
                tuple(
                    (
                        Cell(directory.names[row.sponsor_id], directory.path(row.sponsor_id)),
                        money_cell(money, widest),
                        Cell(f"{row.ad_count:,}", sort=row.ad_count, is_number=True),
                    )
                    for row, money in zip(rows, amounts, strict=True)
                ),
                (1, 2),
            )
        )
    return tuple(blocks)


def ad_timelines(
    data: SiteData, ads: SubjectAds, ident: str, most: int = MOST_CHARTS
) -> tuple[ChartSpec, ...]:
    """Ads by the month in which each was first shown: one chart for each archive."""
    found = []
    for archive in sorted(ads.months, key=lambda key: (-ads.counts[key], key)):
        months = ads.months[archive]
        if len(months) < 2 or len(found) == most:
            continue
        title = _(
            "Ads on {archive}, by the month in which each was first shown",
            archive=archive_words(data, archive),
        )
        undated = ads.undated.get(archive, 0)
        note = ngettext(
            "{count} ad without a first day: not in the chart.",
            "{count} ads without a first day: not in the chart.",
            undated,
        )
        found.append(
            months_chart(
                months,
                f"{ident}-{archive}-months",
                title,
                note if undated else "",
                _month_gaps(data, archive, months),
                source=data.reach.words([archive], (as_date(min(months)), as_date(max(months)))),
            )
        )
    return tuple(found)


def _month_gaps(
    data: SiteData, archive: str, months: Mapping[object, int]
) -> tuple[tuple[str, str], ...]:
    first, last = (as_date(month) for month in (min(months), max(months)))
    return data.reach.ad_gaps(
        [archive], (first, (last.replace(day=28) + timedelta(days=4)).replace(day=1))
    )


def months_chart(
    months: Mapping[object, int],
    ident: str,
    title: str,
    note: str,
    gaps: Sequence[tuple[str, str]] = (),
    *,
    source: str,
) -> ChartSpec:
    """Bars of numbers of ads by month, and their table. ``months`` has two at least; ``gaps`` are
    days that no copy covers, ``source`` the archive with its day."""
    ordered = sorted(months.items())
    peak = max(ordered, key=lambda item: item[1])
    return ChartSpec(
        kind="monthly_ads",
        ident=ident,
        title=title,
        description=ngettext(
            "{count} month with ads, from {first} to {last}. Most in {month}: {ads}.",
            "{count} months with ads, from {first} to {last}. Most in {month}: {ads}.",
            len(ordered),
            first=_month(ordered[0][0]),
            last=_month(ordered[-1][0]),
            month=_month(peak[0]),
            ads=ngettext("{count} ad", "{count} ads", peak[1]),
        ),
        frame=pd.DataFrame(
            {
                "month_start_date": pd.to_datetime([month for month, _ in ordered]),
                "ad_count": [count for _, count in ordered],
            }
        ),
        options=(
            ("what", _("Ads first shown in the month")),
            *((("gaps", tuple(gaps)),) if gaps else ()),
        ),
        source=source,
        table=TableBlock(
            title,
            (Column("month", _("Month")), Column("ads", _("Ads"))),
            tuple(
                (
                    Cell(_month(month), sort=iso(month)),
                    Cell(f"{count:,}", sort=count, is_number=True),
                )
                for month, count in reversed(ordered)
            ),
            (1,),
        ),
        note=note,
    )


def _month(first_day: object) -> str:
    return day(first_day).split(" ", 1)[1]


def ad_places(data: SiteData, ads: SubjectAds) -> TableBlock | None:
    """Places at which the ads were aimed, or in which they are listed, by number of ads."""
    if not ads.places:
        return None
    top = sorted(ads.places.items(), key=lambda item: (-item[1], item[0]))
    shown = top[:MOST_PLACES]
    return TableBlock(
        _("Places that the ads were aimed at or are listed in, by number of ads.")
        + first_of(len(shown), len(top)),
        (Column("place", _("Place")), Column("ads", _("Ads"))),
        tuple(
            (
                Cell(data.facts.places.name(code), data.place_link(code)),
                Cell(f"{n:,}", sort=n, is_number=True),
            )
            for code, n in shown
        ),
        (1,),
    )


def platform_parts(
    data: SiteData, ads: SubjectAds, words: Callable[[Sayings], str], otherwise: str
) -> tuple[Platform, ...]:
    """Every platform that was read, those with ads of the subject first. ``words`` takes
    what is said of an archive; a platform of which nothing is said gets ``otherwise``."""
    archives: dict[str, list[str]] = {}
    for archive, platform in sorted(archive_platforms(data).items()):
        if text_or_none(platform) and platform in data.facts.platforms.names:
            archives.setdefault(platform, []).append(archive)
    found = []
    for platform, own in archives.items():
        says = [words(data.facts.archives[archive].says) for archive in own]
        said = list(dict.fromkeys(_(text) for text in says if text))
        found.append(
            Platform(
                data.platform_name(platform),
                f"platforms/{platform}",
                " ".join(said) or _(otherwise),
                sum(ads.counts.get(archive, 0) for archive in own),
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.ad_count, item.name)))


def subject_sources(data: SiteData, archives: Sequence[str]) -> tuple[SourceLine, ...]:
    """The newest snapshot of each archive that a page speaks of."""
    return tuple(line for line in data.archive_sources if line.snapshot_id in archives)
