"""Dates on an axis: few, written out, and far enough apart to be read at the width they have."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from generator.charts.theme import estimate_width
from generator.text.language import month

_GAP = 14.0
_MOST = 6
_Words = Callable[[date], str]


@dataclass(frozen=True)
class DateLabel:
    """A day with a tick, and what is written there."""

    day: date
    text: str


def to_milliseconds(day: date) -> int:
    """Midnight UTC of that day, as Vega counts time."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def choose_labels(
    first: date, end: date, width: float, size: float, *, has_weeks: bool = True
) -> tuple[DateLabel, ...]:
    """The finest regular dates from ``first`` up to ``end`` whose labels do not touch: two at
    least, unless not even those fit.

    ``width`` is the length of the axis and ``size`` the text size, both in one unit; a label
    begins at its tick. Without weeks no day is written, only months and years.
    """
    span = max((end - first).days, 1)
    for days, words in _candidates(first, end, has_weeks=has_weeks):
        labels = _fitting([DateLabel(day, words(day)) for day in days], first, span, width, size)
        if 2 <= len(labels) <= _MOST:
            return labels
    return (DateLabel(first, _day(first) if has_weeks else _month(first)),)


def _fitting(
    labels: Sequence[DateLabel], first: date, span: int, width: float, size: float
) -> tuple[DateLabel, ...]:
    """The labels that end within the axis; none if two of them touch."""
    ends: list[tuple[float, float]] = []
    for label in labels:
        start = (label.day - first).days / span * width
        ends.append((start, start + estimate_width(label.text, size)))
    count = sum(end <= width for _, end in ends)
    if any(end + _GAP > start for (_, end), (start, _) in pairwise(ends[:count])):
        return ()
    return tuple(labels[:count])


def _candidates(first: date, end: date, *, has_weeks: bool) -> Iterator[tuple[list[date], _Words]]:
    count = max(1, -(-(end - first).days // 7)) if has_weeks else 0
    weeks = [first + timedelta(weeks=i) for i in range(count)]
    for step in (1, 2, 4):
        if len(weeks) <= 2 * _MOST * step:
            yield weeks[::step], _day
    for months in (1, 2, 3, 6):
        yield _month_starts(first, end, months), _month
    for years in (1, 2, 5, 10):
        yield _month_starts(first, end, 12 * years), lambda day: str(day.year)
    # Nothing regular fits twice: as many months or weeks apart as it takes, from the first on.
    starts = _month_starts(first, end, 1)
    for step in range(2, len(starts)):
        yield starts[::step], _month
    for words in (_day, lambda day: _day(day) if day == first else _day(day, with_year=False)):
        for step in range(1, len(weeks)):
            yield weeks[::step], words


def _month_starts(first: date, end: date, step: int) -> list[date]:
    months = range(first.year * 12 + first.month - 1, end.year * 12 + end.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    return [day for day in starts if first <= day < end]


def _month(day: date) -> str:
    return f"{month(day.month)} {day.year}"


def _day(day: date, with_year: bool = True) -> str:
    return f"{day.day} {_month(day)}" if with_year else f"{day.day} {month(day.month)}"
