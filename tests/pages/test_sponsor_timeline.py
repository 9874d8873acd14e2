"""The dates that belong to a sponsor, and the weeks in which its ads ran."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.pages.sponsor.timeline import (
    TimelineMark,
    chart_marks,
    concerns,
    election_day,
    sunday,
    timeline,
    week_span,
    weeks_of_ads,
)
from generator.pages.sums import Sum
from generator.reference.platforms import Event, Platforms, Statement
from generator.schema.ranges import UNKNOWN


def ad(first: str | None, last: str | None = None, platform: str = "snapchat") -> dict[str, object]:
    return {
        "first_shown_date": first, "last_shown_date": last, "platform": platform, "file_id": "f",
    }  # fmt: skip


def dated(repo_root: Path, *places: str) -> SimpleNamespace:
    """What a timeline asks of the data: the real records of platforms, and one made-up file."""
    platforms = Platforms.load(repo_root / "data" / "reference")
    facts = SimpleNamespace(
        platforms=platforms,
        sponsor_places={"s": set(places)},
        state_labels={},
        files={"f": SimpleNamespace(platform="snapchat", day=date(2020, 12, 1))},
    )
    return SimpleNamespace(facts=facts, platform_name=platforms.name)


def said(marks: tuple[TimelineMark, ...]) -> list[tuple[str, str, str]]:
    return [(mark.date, mark.kind, mark.platform) for mark in marks]


@pytest.mark.parametrize(
    ("year", "day"),
    [(2018, date(2018, 11, 6)), (2020, date(2020, 11, 3)), (2021, date(2021, 11, 2)),
     (2022, date(2022, 11, 8)), (2024, date(2024, 11, 5)), (2026, date(2026, 11, 3))],
)  # fmt: skip
def test_election_day_is_the_tuesday_after_the_first_monday(year: int, day: date) -> None:
    assert election_day(year) == day


def test_weeks_begin_on_sundays_and_count_each_ad_once() -> None:
    # 1 Nov 2020 is a Sunday.
    assert sunday(date(2020, 11, 1)) == sunday(date(2020, 11, 7)) == date(2020, 11, 1)
    rows = [
        ad("2020-11-07", "2020-11-08"),
        ad("2020-11-02", "2020-11-03"),
        ad("2020-11-05"),  # open end: its first week only
        ad("2020-11-12", "2020-11-01"),  # ends before it starts: its first week only
        ad(None, "2020-11-12"),
    ]
    assert weeks_of_ads(rows) == {date(2020, 11, 1): 3, date(2020, 11, 8): 2}
    assert week_span([date(2020, 11, 8), date(2020, 11, 1)]) == (
        date(2020, 11, 1), date(2020, 11, 15),
    )  # fmt: skip


def test_rules_of_other_platforms_places_and_years_do_not_belong(repo_root: Path) -> None:
    rows = [ad("2020-09-01", "2020-11-02"), ad("2020-10-05", "2020-11-01")]
    marks = timeline(dated(repo_root, "US-OH"), "s", [], [], rows, None)
    # Snapchat has no rule of these days; the pauses of Google and Meta are not its.
    assert said(marks) == [
        ("2020-09-01", "first_ad", ""),
        ("2020-10-05", "last_ad", ""),
        ("2020-11-03", "election", ""),
        ("2020-12-01", "copy", "Snapchat"),
    ]
    abroad = timeline(dated(repo_root, "DE"), "s", [], [], rows, None)
    assert "election" not in {mark.kind for mark in abroad}


def test_pause_of_a_platform_belongs_to_who_advertised_there_then(repo_root: Path) -> None:
    weeks = [
        Sum(UNKNOWN, None, None, 1, 1, False, platform="google", first_day=date(2020, 10, day))
        for day in (18, 25)
    ]
    charted = week_span([date(2020, 10, 18), date(2020, 11, 1)])
    marks = timeline(dated(repo_root, "US"), "s", weeks, [], [], charted)
    assert said(marks) == [
        ("2020-10-18", "first_week", "Google"),
        ("2020-10-25", "last_week", "Google"),
        ("2020-11-03", "election", ""),
        ("2020-11-03", "paused", "Google"),
        ("2020-12-10", "resumed", "Google"),
    ]
    assert marks[3].statement is not None
    assert marks[3].statement.source_url.startswith("https://")
    # What lies in the chart has a number; its ends and what comes after have none.
    assert [mark.number for mark in marks] == [0, 0, 1, 2, 0]
    assert chart_marks(marks, charted) == (("2020-11-03", 1), ("2020-11-03", 2))
    assert marks[2].has_president


def test_windows_say_when_a_sponsor_without_ads_was_active(repo_root: Path) -> None:
    window = {
        "platform": "meta",
        "period_start_date": "2020-11-20",
        "period_end_date": "2020-12-19",
    }
    marks = timeline(dated(repo_root, "US-GA"), "s", [], [window], [ad("2020-12-01")], None)
    assert ("2020-12-16", "resumed", "Meta") in said(marks)
    assert ("2021-01-06", "paused", "Meta") in said(marks)
    elsewhere = timeline(dated(repo_root, "US-TX"), "s", [], [window], [ad("2020-12-01")], None)
    assert "resumed" not in {mark.kind for mark in elsewhere}


def test_rule_about_state_media_belongs_to_them_alone(repo_root: Path) -> None:
    rows = [ad("2019-08-20", "2019-08-25", platform="x"), ad("2019-08-21", platform="x")]
    data = dated(repo_root, "US")
    assert ("2019-08-19", "banned", "X") not in said(timeline(data, "s", [], [], rows, None))
    data.facts.state_labels = {"s": ("label",)}
    assert ("2019-08-19", "banned", "X") in said(timeline(data, "s", [], [], rows, None))


def test_nothing_dated_is_no_timeline(repo_root: Path) -> None:
    assert timeline(dated(repo_root, "US"), "s", [], [], [ad(None)], None) == ()


@pytest.mark.parametrize(
    ("places", "own", "is_about"),
    [
        ((), {"DE"}, True),
        (("US",), {"US-TX"}, True),
        (("US-GA",), {"US"}, False),
        (("US-GA",), {"US", "US-GA"}, True),
        (("EU",), {"FR"}, True),
        (("EU",), {"GB", "US"}, False),
    ],
)
def test_rule_concerns_its_places(places: tuple[str, ...], own: set[str], is_about: bool) -> None:
    assert concerns(Event("2020", "paused", Statement("x."), places), own) is is_about
