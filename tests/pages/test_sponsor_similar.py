"""Which sponsors are alike by places and weeks: hand-worked, and nobody beside the point."""

import math
from datetime import date, timedelta

import pytest

from generator.pages.sponsor.similar import LEAST, Similar, most_alike

SUNDAY = date(2020, 1, 5)


def run(first: int, count: int) -> set[date]:
    return {SUNDAY + timedelta(weeks=first + number) for number in range(count)}


def test_same_places_and_weeks_come_before_fewer() -> None:
    places = {"a": {"US-OH", "US-AZ"}, "b": {"US-OH", "US-AZ"}, "c": {"US-OH"}, "d": {"DE"}}
    weeks = {"a": run(0, 12), "b": run(0, 12), "c": run(0, 12), "d": run(0, 12)}
    found = most_alike(places, weeks)
    assert [each.sponsor_id for each in found["a"]] == ["b", "c"]
    assert found["a"][0].week_count == 12
    # Two of the four have Arizona and three have Ohio: Arizona says more.
    assert found["a"][0].places == ("US-AZ", "US-OH")
    assert "d" not in found


def test_few_weeks_in_common_are_chance() -> None:
    places = {"a": {"US-OH"}, "b": {"US-OH"}}
    assert most_alike(places, {"a": run(0, 3), "b": run(0, 3)}) == {}
    assert most_alike(places, {"a": run(0, 4), "b": run(0, 4)}) == {
        "a": (Similar("b", ("US-OH",), 1, 4),),
        "b": (Similar("a", ("US-OH",), 1, 4),),
    }


def test_measure_is_the_geometric_mean_of_both_overlaps() -> None:
    # a and b share 4 of 100 weeks, each of weight w2 (both have it) or w1 (one has it).
    places = {"a": {"US-OH"}, "b": {"US-OH"}}
    shared, alone = round(1000 * math.log(2)), round(1000 * math.log(3))

    def measure(only: int) -> float:
        return math.sqrt(4 * shared / (4 * shared + only * alone))

    few, many = 100, 300
    assert measure(few) > LEAST > measure(many)
    for only, is_alike in ((few, True), (many, False)):
        weeks = {"a": run(0, 4 + only), "b": run(0, 4)}
        assert bool(most_alike(places, weeks)) is is_alike


def test_suggested_pairs_are_left_out_and_others_move_up() -> None:
    places = {key: {"US-OH"} for key in "abc"}
    weeks = dict.fromkeys("abc", run(0, 9))
    found = most_alike(places, weeks, {("a", "b"), ("b", "a")})
    assert [each.sponsor_id for each in found["a"]] == ["c"]
    assert [each.sponsor_id for each in found["c"]] == ["a", "b"]


def test_five_at_the_most_and_equal_ones_by_id() -> None:
    ids = list("zyxwvutab")
    found = most_alike({key: {"US-OH"} for key in ids}, dict.fromkeys(ids, run(0, 5)))
    assert [each.sponsor_id for each in found["z"]] == ["a", "b", "t", "u", "v"]


def test_country_is_not_named_beside_its_own_states() -> None:
    places = {key: {"US", "US-OH", "DE"} for key in "ab"}
    (one,) = most_alike(places, dict.fromkeys("ab", run(0, 5)))["a"]
    assert set(one.places) == {"US-OH", "DE"}
    assert one.place_count == 2


@pytest.mark.parametrize("gone", ["places", "weeks"])
def test_without_places_or_weeks_nobody_is_compared(gone: str) -> None:
    places = {"a": {"US-OH"}, "b": {"US-OH"} if gone == "weeks" else set()}
    weeks = {"a": run(0, 9)} if gone == "weeks" else dict.fromkeys("ab", run(0, 9))
    assert most_alike(places, weeks) == {}
