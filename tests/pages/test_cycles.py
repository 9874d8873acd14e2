"""Election days by the calendar, and the cycle that a day belongs to."""

from datetime import date

import pytest

from generator.pages.subject.cycles import Cycle, cycle_of, election_day


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2016, date(2016, 11, 8)),  # November begins on a Tuesday: not that one
        (2018, date(2018, 11, 6)),
        (2020, date(2020, 11, 3)),
        (2022, date(2022, 11, 8)),
        (2024, date(2024, 11, 5)),
        (2026, date(2026, 11, 3)),
        (2010, date(2010, 11, 2)),  # November begins on a Monday
    ],
)
def test_election_day_is_the_tuesday_after_the_first_monday(year: int, day: date) -> None:
    assert election_day(year) == day


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2020, 11, 3), 2020),
        (date(2020, 11, 4), 2022),
        (date(2018, 11, 6), 2018),
        (date(2018, 11, 7), 2020),
        (date(2019, 6, 1), 2020),
        (date(2020, 1, 1), 2020),
        (date(2020, 12, 31), 2022),
        (date(2021, 1, 1), 2022),
    ],
)
def test_a_day_belongs_to_the_election_that_comes_next(day: date, year: int) -> None:
    assert cycle_of(day) == Cycle(year)
    assert Cycle(year).first_day <= day <= Cycle(year).election_day


def test_a_cycle_begins_on_the_day_after_the_election_before() -> None:
    assert Cycle(2020).first_day == date(2018, 11, 7)
    assert Cycle(2020).span.last == date(2020, 11, 3)
