"""Dates that matter for a sponsor: its first and last ad, elections, rules of its platforms, copies.

Only what is computed from the rows, follows from the calendar of US federal elections, or stands
with its source in ``data/reference/platforms.toml``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.pages.data import SiteData
from generator.pages.platform.policy import when_words
from generator.pages.sums import Sum
from generator.pages.words import as_date, day
from generator.reference.places import EU_COUNTRIES
from generator.reference.platforms import Event, Statement

Row = Mapping[str, object]
Span = tuple[date, date]
POLICY_KINDS = ("banned", "paused", "resumed", "allowed", "restricted")
"""Rules that say whether and how a sponsor could advertise."""

NEAR = timedelta(days=45)
"""So long before or after an active week a rule or an election belongs to a sponsor's timeline."""

MOST_IN_CHART, MOST_LISTED = 6, 14
_WEEK = timedelta(days=7)
_RANKS = {"election": 0, "banned": 1, "paused": 1, "resumed": 2, "allowed": 2, "restricted": 3}


@dataclass(frozen=True)
class TimelineMark:
    """One date of a sponsor, or around it."""

    kind: str
    """``first_ad``, ``last_ad``, ``first_week``, ``last_week``, ``election``, ``copy``, or a kind
    of rule."""
    date: str
    """YYYY-MM-DD, or YYYY-MM or YYYY of a rule that is dated no better."""
    when: str
    """The date, in words."""
    platform: str = ""
    """The short name of the platform. Empty of an election, and of ads on any platform."""
    statement: Statement | None = None
    """What a rule says; None of other dates."""
    has_president: bool = False
    """Of an election: whether the president is elected."""
    number: int = 0
    """Its label in the chart; 0 if it has none there."""


def timeline(
    data: SiteData,
    sponsor_id: str,
    weeks: Sequence[Sum],
    windows: Sequence[Row],
    ads: Sequence[Row],
    charted: Span | None,
) -> tuple[TimelineMark, ...]:
    """The dates in order; none without weeks or dated ads. ``weeks`` are Google's weeks,
    ``windows`` totals with the days that they cover, ``ads`` the listed ads, ``charted`` the first
    and last day of the charts (None without one)."""
    own = [*_weeks_marks(data, weeks), *_ads_marks(ads)]
    if not own:
        return ()
    active = _active(weeks, windows, ads)
    places = data.facts.sponsor_places.get(sponsor_id, set())
    is_state_media = sponsor_id in data.facts.state_labels
    around = list(_policies(data, active, places, is_state_media=is_state_media))
    everywhere = [span for spans in active.values() for span in spans]
    if any(code == "US" or code.startswith("US-") for code in places):
        around += _elections(everywhere)
    around += _copies(data, ads, everywhere)
    kept = sorted(around, key=lambda mark: (_RANKS.get(mark.kind, 4), mark.date))
    found = sorted([*own, *kept[: MOST_LISTED - len(own)]], key=lambda mark: mark.date)
    return tuple(_numbered(found, charted))


def chart_marks(marks: Iterable[TimelineMark], span: Span) -> tuple[tuple[str, int], ...]:
    """Dates and numbers of the marks that a chart of these days can show."""
    return tuple(
        (mark.date, mark.number)
        for mark in marks
        if mark.number and span[0] <= date.fromisoformat(mark.date) <= span[1]
    )


def week_span(weeks: Iterable[date]) -> Span:
    """The days of the weeks, each given by its first."""
    ordered = sorted(weeks)
    return ordered[0], ordered[-1] + _WEEK


def weeks_of_ads(ads: Iterable[Row]) -> dict[date, int]:
    """By the Sunday with which a week begins: ads that ran on one of its days at least. An ad
    without an end counts in its first week only."""
    counts: dict[date, int] = {}
    for ad in ads:
        first = as_date(ad["first_shown_date"])
        if first is None:
            continue
        week, end = sunday(first), _end(ad) or first
        while week <= end:
            counts[week] = counts.get(week, 0) + 1
            week += _WEEK
    return dict(sorted(counts.items()))


def sunday(moment: date) -> date:
    """The Sunday on which the week of a day begins: the weeks of Google's own tables."""
    return moment - timedelta(days=(moment.weekday() + 1) % 7)


def election_day(year: int) -> date:
    """The day of US federal elections: the Tuesday after the first Monday of November."""
    first = date(year, 11, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    return monday + timedelta(days=1)


def concerns(event: Event, places: Collection[str]) -> bool:
    """Whether a rule is about one of the places, or about all."""
    if not event.places:
        return True
    covered = {code for place in event.places for code in (EU_COUNTRIES if place == "EU" else ())}
    covered |= set(event.places)
    return any(code in covered or code.partition("-")[0] in covered for code in places)


def _end(ad: Row) -> date | None:
    """The last day of an ad, unless it is not published or stands before the first."""
    first, last = as_date(ad["first_shown_date"]), as_date(ad["last_shown_date"])
    return last if first and last and last >= first else None


def _weeks_marks(data: SiteData, weeks: Sequence[Sum]) -> list[TimelineMark]:
    found = sorted(row.first_day for row in weeks if row.first_day)
    name = data.platform_name(weeks[0].platform) if found else ""
    ends = (("first_week", found[:1]), ("last_week", found[1:][-1:]))
    return [_mark(kind, days[0], name) for kind, days in ends if days]


def _ads_marks(ads: Sequence[Row]) -> list[TimelineMark]:
    found = sorted(first for ad in ads if (first := as_date(ad["first_shown_date"])))
    if not found:
        return []
    marks = [_mark("first_ad", found[0])]
    return marks + [_mark("last_ad", found[-1])] * (found[-1] > found[0])


def _mark(kind: str, when: date, platform: str = "") -> TimelineMark:
    return TimelineMark(kind, when.isoformat(), day(when), platform)


def _active(
    weeks: Iterable[Sum], windows: Iterable[Row], ads: Iterable[Row]
) -> dict[str, list[Span]]:
    """By platform: the days in which an archive shows the sponsor active."""
    found: dict[str, list[Span]] = {}
    for week in weeks:
        if start := week.first_day:
            found.setdefault(week.platform, []).append((start, start + _WEEK))
    for row in windows:
        start, end = as_date(row["period_start_date"]), as_date(row["period_end_date"])
        if start and end:
            found.setdefault(str(row["platform"]), []).append((start, end))
    for ad in ads:
        if first := as_date(ad["first_shown_date"]):
            found.setdefault(str(ad["platform"]), []).append((first, _end(ad) or first))
    return found


def _is_near(first: date, last: date, spans: Iterable[Span]) -> bool:
    return any(start - NEAR <= last and first <= end + NEAR for start, end in spans)


def _elections(spans: Sequence[Span]) -> list[TimelineMark]:
    years = range(min(span[0] for span in spans).year, max(span[1] for span in spans).year + 1)
    days = [election_day(year) for year in years if year % 2 == 0]
    return [
        replace(_mark("election", found), has_president=found.year % 4 == 0)
        for found in days
        if _is_near(found, found, spans)
    ]


def _policies(
    data: SiteData,
    active: Mapping[str, Sequence[Span]],
    places: Collection[str],
    *,
    is_state_media: bool,
) -> Iterable[TimelineMark]:
    for record in data.facts.platforms.records:
        for event in record.events:
            if event.kind not in POLICY_KINDS or not concerns(event, places):
                continue
            if event.only == "state_media" and not is_state_media:
                continue
            if _is_near(*_days(event.date), active.get(record.id, ())):
                words = when_words(event.date)
                name = record.short_name
                yield TimelineMark(event.kind, event.date, words, name, event.statement)


def _days(text: str) -> Span:
    """The first and the last day of a date, which may be a month or a year."""
    first = date.fromisoformat((text + "-01-01"[len(text) - 4 :])[:10])
    if len(text) == 10:
        return first, first
    after = date(first.year + (len(text) == 4 or first.month == 12), 1, 1)
    if len(text) == 7 and first.month < 12:
        after = first.replace(month=first.month + 1)
    return first, after - timedelta(days=1)


def _copies(data: SiteData, rows: Iterable[Row], spans: Sequence[Span]) -> list[TimelineMark]:
    """The newest copy of each archive that has the sponsor, if it was taken while it was active."""
    newest: dict[str, date] = {}
    for row in rows:
        file = data.facts.files[str(row["file_id"])]
        newest[file.platform] = max(newest.get(file.platform, file.day), file.day)
    return [
        _mark("copy", taken, data.platform_name(platform))
        for platform, taken in sorted(newest.items())
        if _is_near(taken, taken, spans)
    ]


def _numbered(marks: Sequence[TimelineMark], charted: Span | None) -> Iterable[TimelineMark]:
    """What stands in the chart gets a number; the ends of the bars need none."""
    around = [
        mark
        for mark in marks
        if charted
        and mark.kind in _RANKS
        and len(mark.date) == 10
        and charted[0] <= date.fromisoformat(mark.date) <= charted[1]
    ]
    around.sort(key=lambda mark: (_RANKS[mark.kind], mark.date))
    chosen = sorted(around[:MOST_IN_CHART], key=lambda mark: mark.date)
    numbers = {id(mark): number for number, mark in enumerate(chosen, start=1)}
    return (replace(mark, number=numbers.get(id(mark), 0)) for mark in marks)
