import pytest

from generator.charts.amounts import format_amount, format_bounds, nice_ticks
from tests.charts.drawn import NAN


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "US$0"),
        (0.5, "US$0.50"),
        (99.99, "US$99.99"),
        (4999, "US$4,999"),
        (61234.5, "US$61,234"),
        (999_499, "US$999,499"),
        (1_000_000, "US$1 m"),
        (1_204_311, "US$1.2 m"),
        (61_234_500, "US$61.23 m"),
        (214_000_000, "US$214 m"),
        (999_600_000, "US$1 bn"),
        (2_130_000_000, "US$2.13 bn"),
    ],
)
def test_amounts_are_short_and_carry_their_unit(value: float, text: str) -> None:
    assert format_amount(value, "USD").replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("lo", "hi", "text"),
    [
        (100, 499, "US$100–US$499"),
        (1200, 1200, "US$1,200"),
        (0, 100, "US$100 or less"),
        (0, 0, "US$0"),
        (100_000, NAN, "US$100,000 or more"),
        (NAN, NAN, "not published"),
    ],
)
def test_ranges_stay_ranges(lo: float, hi: float, text: str) -> None:
    assert format_bounds(lo, hi, "USD") == text


@pytest.mark.parametrize("largest", [0.01, 0.7, 1, 9, 10, 99.5, 1234, 8e5, 3.3e7, 9.99e11])
def test_ticks_are_few_round_and_inside(largest: float) -> None:
    ticks = nice_ticks(largest)
    assert 1 <= len(ticks) <= 3
    assert ticks == sorted(set(ticks))
    assert largest / 3 <= ticks[-1] <= largest


def test_nothing_has_no_ticks() -> None:
    assert nice_ticks(0) == []
