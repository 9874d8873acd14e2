"""Dates on an axis: few, written out, and far enough apart to be read on a narrow screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from generator.charts.theme import estimate_width

_GAP = 14.0
_MOST = 6


@dataclass(frozen=True)
class DateTicks:
    """Where the ticks are, and how their dates are written (a d3 time format)."""

    dates: tuple[date, ...]
    format: str


def to_milliseconds(day: date) -> int:
    """Midnight UTC of that day, as Vega counts time."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def choose_ticks(first: date, end: date, width: float, size: float) -> DateTicks:
    """The finest regular ticks from ``first`` up to ``end`` whose labels do not touch.

    ``width`` is the length of the axis and ``size`` the text size, both in units of the drawing;
    a label begins at its tick.
    """
    span = max((end - first).days, 1)
    for dates, pattern, sample in _candidates(first, end):
        label = estimate_width(sample, size)
        fitting = [day for day in dates if (day - first).days / span * width + label <= width]
        apart = all((b - a).days / span * width >= label + _GAP for a, b in pairwise(fitting))
        if 2 <= len(fitting) <= _MOST and apart:
            return DateTicks(tuple(fitting), pattern)
    return DateTicks((first,), "%-d %b %Y")


def _candidates(first: date, end: date) -> Iterator[tuple[list[date], str, str]]:
    for weeks in (1, 2, 4):
        step = timedelta(weeks=weeks)
        count = (end - first).days // step.days + 1
        if count <= 2 * _MOST:
            days = [first + i * step for i in range(count)]
            yield [day for day in days if day < end], "%-d %b %Y", "28 Nov 2020"
    for months in (1, 2, 3, 6):
        yield _month_starts(first, end, months), "%b %Y", "Nov 2020"
    for years in (1, 2, 5, 10):
        yield _month_starts(first, end, 12 * years), "%Y", "2020"


def _month_starts(first: date, end: date, step: int) -> list[date]:
    months = range(first.year * 12 + first.month - 1, end.year * 12 + end.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    return [day for day in starts if first <= day < end]
