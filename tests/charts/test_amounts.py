import pandas as pd
import pytest

from generator.charts.amounts import format_bounds, format_rows, nice_ticks
from generator.schema.ranges import RangeKind
from tests.charts.drawn import NAN


@pytest.mark.parametrize(
    ("lo", "hi", "text"),
    [
        (100, 499, "US$100–US$499"),
        (1200, 1200, "US$1,200"),
        (0, 100, "US$0–US$100"),
        (0, 0, "US$0"),
        (100_000, NAN, "US$100,000 or more"),
        (NAN, NAN, "not published"),
        (4_990_000, 4_990_000, "US$4.99\N{NO-BREAK SPACE}m"),
    ],
)
def test_ranges_stay_ranges(lo: float, hi: float, text: str) -> None:
    assert format_bounds(lo, hi, "USD") == text


def test_what_the_bounds_do_not_tell_the_kind_does() -> None:
    assert format_bounds(0, 100, "USD", RangeKind.AT_MOST) == "US$100 or less"
    assert format_bounds(0, 100, "USD", RangeKind.BELOW_STEP) == "less than US$100"


@pytest.mark.parametrize("largest", [0.01, 0.7, 1, 9, 10, 99.5, 1234, 8e5, 3.3e7, 9.99e11])
def test_ticks_are_few_round_and_inside(largest: float) -> None:
    ticks = nice_ticks(largest)
    assert 1 <= len(ticks) <= 3
    assert ticks == sorted(set(ticks))
    assert largest / 3 <= ticks[-1] <= largest


def test_nothing_has_no_ticks() -> None:
    assert nice_ticks(0) == []


def test_amount_of_a_row_is_worded_by_its_kind() -> None:
    rows = {"lo": [0, 0, NAN], "hi": [100, 100, NAN]}
    kinds = ["at_most", "bucket", "unknown"]
    assert format_rows(pd.DataFrame(rows | {"kind": kinds}), "USD") == [
        "US$100 or less",
        "US$0–US$100",
        "not published",
    ]
    assert format_rows(pd.DataFrame(rows), "USD")[0] == "US$0–US$100"
