"""Until when the copies of each archive reach, and which days none of them covers.

A day that no copy covers is not a day without ads: charts hatch it, and pages say so.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.pages.sums import Sum
from generator.pages.words import as_date, taken_on
from generator.store.tables import frame
from generator.text.language import _

if TYPE_CHECKING:
    from generator.pages.data import SiteData

Span = tuple[date, date]
Gap = tuple[str, str]
"""The first day and the day after the last, as YYYY-MM-DD."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
STUB_SHARE, STUB_LEAST = 0.06, timedelta(weeks=4)
"""How much of a time axis is hatched where the data end before the newest data of the site."""


class Reach:
    """What the copies cover, read once."""

    def __init__(self, data: "SiteData") -> None:
        self._data = data
        files = data.facts.store.table("files")
        snapshots = data.facts.store.table("snapshots")
        rows = files.inner_join(snapshots, "snapshot_id").select(
            "archive", "platform", "series_id", "taken_on_date", "taken_on_precision"
        )
        self._files = frame(rows.distinct().order_by(["archive", "series_id", "taken_on_date"]))
        ads = data.facts.store.table("ads")
        firsts = ads.group_by("archive").aggregate(first=ads.first_shown_date.min())
        self._first = {
            archive: as_date(first) for archive, first in frame(firsts).itertuples(index=False)
        }

    def ad_gaps(self, archives: Iterable[str], span: Span) -> tuple[Gap, ...]:
        """The days of ``span`` of which no copy of these archives tells anything."""
        covered = sorted(span for archive in set(archives) for span in self._covered(archive))
        if not covered:
            return ()
        gaps, day = [], span[0]
        for first, last in covered:
            if first > day:
                gaps.append((day, min(first, span[1])))
            day = max(day, last + _DAY)
            if day >= span[1]:
                break
        if day < span[1]:
            gaps.append((day, span[1]))
        return tuple(
            (begin.isoformat(), after.isoformat()) for begin, after in gaps if begin < after
        )

    def words(self, archives: Iterable[str], span: Span | None = None) -> str:
        """``Snapchat, copies to 1 Oct 2020``: of the files about the days of ``span``."""
        newest = self._newest(archives, span)
        return "; ".join(f"{name}, {_to(*day)}" for name, day in sorted(newest.items()))

    def copies(self, archive: str, span: Span | None = None) -> str:
        """``copies to 1 Oct 2020``: the same of one archive, without the name of its platform."""
        return next((_to(*day) for day in self._newest([archive], span).values()), "")

    def _newest(self, archives: Iterable[str], span: Span | None) -> dict[str, tuple[date, str]]:
        """By platform: the day of the newest file, and how much of it is known."""
        found: dict[str, tuple[date, str]] = {}
        for archive in sorted(set(archives)):
            own = self._files[self._files["archive"] == archive]
            if self._data.facts.archives[archive].by_year and span:
                years = {str(year) for year in range(span[0].year, span[1].year + 1)}
                about = own["series_id"].str.rpartition("/")[2].str[:4].isin(years)
                own = own[about] if about.any() else own
            if len(own):
                newest = own.sort_values("taken_on_date").iloc[-1]
                name = self._data.platform_name(str(newest["platform"]))
                day = as_date(newest["taken_on_date"]), str(newest["taken_on_precision"])
                found[name] = max(found.get(name, day), day, key=lambda one: one[0])
        return found

    def _covered(self, archive: str) -> list[Span]:
        own = self._files[self._files["archive"] == archive]
        if own.empty:
            return []
        newest = own.groupby("series_id")["taken_on_date"].max()
        if not self._data.facts.archives[archive].by_year:
            first = self._first.get(archive)
            return [(first, as_date(newest.max()))] if first else []
        spans = []
        for series, day in newest.items():
            year = str(series).rpartition("/")[2][:4]
            if year.isdecimal():
                last = min(date(int(year), 12, 31), as_date(day))
                spans.append((date(int(year), 1, 1), last))
        return spans


def _to(day: date, precision: str) -> str:
    return _("copies to {day}", day=taken_on(day, precision))


def weeks_gap(data: "SiteData", weeks: Sequence[Sum], end: date | None) -> Span | None:
    """The days after the newest copy of weekly amounts, up to ``end`` or, if a page shows no time
    beyond it, for a short stretch that shows that the weeks go on; None if no newer data was read."""
    newest = data.facts.newest_weeks
    last = max(row.first_day for row in weeks if row.first_day) + _WEEK
    if newest is None:
        return None
    start = max(last, newest + _DAY)
    if end is not None:
        return (start, end) if end > start else None
    if data.facts.as_of_date <= start + _WEEK:
        return None
    first = min(row.first_day for row in weeks if row.first_day)
    return start, start + max(STUB_LEAST, (start - first) * STUB_SHARE)


def weeks_before(data: "SiteData", start: date) -> Span | None:
    """The days from ``start`` on before the first week that any copy lists."""
    first = data.facts.first_week
    return (start, first) if first and start + _WEEK <= first else None


def is_cut(data: "SiteData", week: date, snapshot_id: object) -> bool:
    """True if the copy was taken within the week, so that some of its days may be missing."""
    taken = data.facts.snapshot_dates.get(str(snapshot_id))
    return (
        taken is not None and week <= taken < week + _WEEK and taken not in data.facts.month_dates
    )
