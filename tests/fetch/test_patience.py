"""Waiting before another try: what a server asks for, and when to give up."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.fetch.retry import Broken, GaveUp, Retry, seconds_asked
from tests.fetch.server import http_date
from tests.fetch.world import NOW, World


@given(st.integers(0, 10**9))
def test_seconds_are_read_as_they_are(seconds: int) -> None:
    assert seconds_asked(f" {seconds} ", NOW) == seconds


@given(st.integers(-(10**6), 10**6))
def test_date_is_the_time_until_then_and_the_past_is_now(seconds: int) -> None:
    header = http_date(NOW + timedelta(seconds=seconds))
    assert seconds_asked(header, NOW) == max(seconds, 0)


def test_old_forms_of_dates_are_understood() -> None:
    now = datetime(1994, 11, 6, 8, 49, 0, tzinfo=UTC)
    assert seconds_asked("Sunday, 06-Nov-94 08:49:37 GMT", now) == 37
    assert seconds_asked("Sun Nov  6 08:49:37 1994", now) == 37


@given(st.text(max_size=30))
def test_any_other_text_is_no_answer_or_a_time_from_now(text: str) -> None:
    found = seconds_asked(text, NOW)
    assert found is None or found >= 0


@pytest.mark.parametrize("text", [None, "", "soon", "-5", "1.5", "٣", "Mon, 99 Foo 2026"])
def test_what_is_neither_number_nor_date_is_none(text: str | None) -> None:
    assert seconds_asked(text, NOW) is None


def test_steps_double_up_to_a_minute_less_a_random_part(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.change(jitter=lambda: 0.5)
    patience = Retry(world.around, in_a_row=9)
    for _ in range(8):
        patience.wait(Broken("no"))
    assert world.slept == [0.75, 1.5, 3, 6, 12, 24, 45, 45]


def test_what_arrives_between_begins_the_steps_anew_but_not_for_ever(tmp_path: Path) -> None:
    world = World(tmp_path)
    patience = Retry(world.around)
    for _ in range(199):
        patience.wait(Broken("no"))
        patience.moved()
    assert set(world.slept) == {1}
    with pytest.raises(GaveUp, match=r"no \(200 tries failed\)"):
        patience.wait(Broken("no"))


def test_long_waits_are_told(tmp_path: Path) -> None:
    world = World(tmp_path)
    patience = Retry(world.around)
    patience.wait(Broken("the server answered 503", 4))
    patience.wait(Broken("the server answered 503", 5))
    assert world.said == ["the server answered 503; the next try is in 5 s"]
