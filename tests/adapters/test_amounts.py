"""Amounts that people wrote."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.adapters.amounts import BARE_DOLLAR, Written, parse_count, parse_written
from generator.schema.ranges import Range, RangeKind

UNITS = {"": 1, "k": 1_000, "K": 1_000, "m": 10**6, "M": 10**6, " million": 10**6}
numbers = st.integers(min_value=0, max_value=999)


@given(numbers, numbers, st.sampled_from(sorted(UNITS)), st.sampled_from(["-", " - ", "–", " to "]))
def test_bounds_with_the_same_unit_are_read_back(a: int, b: int, unit: str, dash: str) -> None:
    lo, hi = sorted((a, b))
    found = parse_count(f"{lo}{unit}{dash}{hi}{unit}")
    assert found == Range(lo * UNITS[unit], hi * UNITS[unit], RangeKind.BUCKET)


@given(st.integers(min_value=0, max_value=10**15))
def test_commas_change_nothing(value: int) -> None:
    assert parse_count(f"{value:,}") == Range(value, value, RangeKind.EXACT)


@given(numbers, st.sampled_from(["<", "≤", "<= ", "under ", "Less than ", "up to "]))
def test_upper_bounds(value: int, word: str) -> None:
    assert parse_count(f"{word}{value}k") == Range(0, value * 1000, RangeKind.AT_MOST)


@given(
    numbers, st.sampled_from(["> {}M", "over {}m", "{}M+", "{} million or more", "At least {}M"])
)
def test_lower_bounds(value: int, form: str) -> None:
    assert parse_count(form.format(value)) == Range(value * 10**6, None, RangeKind.AT_LEAST)


@given(st.text(max_size=30))
def test_any_text_gives_an_amount_or_nothing(text: str) -> None:
    found = parse_written(text)
    assert found is None or found.amount.kind is not RangeKind.UNKNOWN


@pytest.mark.parametrize(
    ("text", "lo", "hi", "kind", "currency"),
    [
        ("$1,000 - $5,000", 1000, 5000, "bucket", BARE_DOLLAR),
        ("US$1k–US$5k", 1000, 5000, "bucket", "USD"),
        ("1,000 to 5,000 USD", 1000, 5000, "bucket", "USD"),
        ("€12.50", Decimal("12.50"), Decimal("12.50"), "exact", "EUR"),
        ("10K", 10_000, 10_000, "rounded", None),
        ("100-1k", 100, 1000, "bucket", None),
        ("0-10K", 0, 10_000, "bucket", None),
    ],
)
def test_spellings(text: str, lo: object, hi: object, kind: str, currency: str | None) -> None:
    assert parse_written(text) == Written(Range(lo, hi, RangeKind(kind)), currency)


@pytest.mark.parametrize(
    "text",
    ["", "5%", "100-500k", "5-3", "$1 - €2", "1,00", "1.234.567", "12 days", "k", "-5", "~5"],
)
def test_what_cannot_be_read_in_one_way_is_not_read(text: str) -> None:
    assert parse_written(text) is None


@pytest.mark.parametrize("text", ["$5", "1.5", "5 USD"])
def test_count_is_whole_and_in_no_currency(text: str) -> None:
    assert parse_count(text) is None
