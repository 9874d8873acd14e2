"""Amounts: their kinds, buckets as the archives write them, and sums that invent nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.schema.ranges import (
    UNKNOWN,
    Range,
    RangeKind,
    add_ranges,
    at_least,
    at_most,
    bucket,
    combine_kinds,
    exact,
    parse_bucket,
    rounded,
)

NUMBERS = st.integers(0, 10**12)
KNOWN = st.one_of(
    NUMBERS.map(exact),
    st.builds(rounded, NUMBERS, st.sampled_from([50, 100, 250])),
    NUMBERS.map(at_most),
    NUMBERS.map(at_least),
    st.builds(lambda lo, width: bucket(lo, lo + width), NUMBERS, NUMBERS),
)
ANY = st.one_of(KNOWN, st.just(UNKNOWN))
CLOSED = KNOWN.filter(lambda item: item.hi is not None)


@pytest.mark.parametrize(
    ("text", "lo", "hi", "kind"),
    [
        ("≤ 10k", 0, 10_000, RangeKind.AT_MOST),
        ("≤10k", 0, 10_000, RangeKind.AT_MOST),
        ("≤ 100", 0, 100, RangeKind.AT_MOST),
        ("<= 100", 0, 100, RangeKind.AT_MOST),
        ("10k-100k", 10_000, 100_000, RangeKind.BUCKET),
        ("10k–100k", 10_000, 100_000, RangeKind.BUCKET),
        ("100k-1M", 100_000, 1_000_000, RangeKind.BUCKET),
        ("10000-15000", 10_000, 15_000, RangeKind.BUCKET),
        ("1.5k-2k", 1_500, 2_000, RangeKind.BUCKET),
        ("> 10M", 10_000_000, None, RangeKind.AT_LEAST),
        ("≥ 1b", 1_000_000_000, None, RangeKind.AT_LEAST),
        (" 1k - 50k ", 1_000, 50_000, RangeKind.BUCKET),
    ],
)
def test_buckets_of_the_archives(text: str, lo: int, hi: int | None, kind: RangeKind) -> None:
    assert parse_bucket(text) == Range(lo, hi, kind)


@pytest.mark.parametrize(
    "text",
    ["", "10k", "many", "< 10k", "10k-", "-10k", "100k-10k", "10k-100k-1M", "1.0005k-2k", "$1-2"],
)
def test_what_is_no_bucket_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"bucket|whole") as error:
        parse_bucket(text)
    assert text.removesuffix("-2k") in str(error.value)


@given(lo=NUMBERS, width=NUMBERS, dash=st.sampled_from("-–—"))
def test_numeric_bucket_comes_back(lo: int, width: int, dash: str) -> None:
    assert parse_bucket(f"{lo}{dash}{lo + width}") == bucket(lo, lo + width)
    assert parse_bucket(f"≤ {lo}") == at_most(lo)
    assert parse_bucket(f"> {lo}k") == at_least(lo * 1000)


@pytest.mark.parametrize(
    ("lo", "hi", "kind"),
    [
        (None, 5, RangeKind.BUCKET),
        (-1, 5, RangeKind.BUCKET),
        (6, 5, RangeKind.BUCKET),
        (5, None, RangeKind.BUCKET),
        (5, 6, RangeKind.AT_LEAST),
        (5, 6, RangeKind.EXACT),
        (0, 0, RangeKind.UNKNOWN),
    ],
)
def test_contradictory_range_cannot_be_made(
    lo: int | None, hi: int | None, kind: RangeKind
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Range(lo, hi, kind)


def test_zero_is_below_the_step_only_if_the_step_is_known() -> None:
    assert rounded(0, 100) == Range(0, 100, RangeKind.BELOW_STEP, 100)
    assert rounded(0, None) == Range(0, 0, RangeKind.ROUNDED)
    assert rounded(300, 100) == Range(300, 300, RangeKind.ROUNDED, 100)


def test_missing_upper_bound_makes_a_bucket_open() -> None:
    assert bucket(100_000, None) == at_least(100_000)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        (
            [exact(1), exact(Decimal("2.50"))],
            Range(Decimal("3.50"), Decimal("3.50"), RangeKind.EXACT),
        ),
        ([exact(1), rounded(100, 100)], Range(101, 101, RangeKind.ROUNDED, 100)),
        ([rounded(100, 100), rounded(0, 100)], Range(100, 200, RangeKind.ROUNDED, 100)),
        ([rounded(0, 100), rounded(0, 50)], Range(0, 150, RangeKind.BUCKET)),
        ([at_most(100), at_most(100)], Range(0, 200, RangeKind.AT_MOST)),
        ([at_most(100), exact(500)], Range(500, 600, RangeKind.BUCKET)),
        ([bucket(1, 5), bucket(10, 50)], Range(11, 55, RangeKind.BUCKET)),
        ([bucket(1, 5), at_least(100)], Range(101, None, RangeKind.AT_LEAST)),
        ([exact(5), UNKNOWN], exact(5)),
        ([rounded(0, 100)], rounded(0, 100)),
        ([UNKNOWN, UNKNOWN], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_bounds_are_added_apart(parts: list[Range], total: Range) -> None:
    assert add_ranges(parts) == total


@given(parts=st.lists(ANY, max_size=8), order=st.randoms(use_true_random=False))
def test_order_of_the_parts_does_not_matter(parts: list[Range], order: object) -> None:
    shuffled = parts.copy()
    order.shuffle(shuffled)
    assert add_ranges(shuffled) == add_ranges(parts)


@given(parts=st.lists(CLOSED, min_size=1, max_size=8))
def test_sum_of_closed_parts_is_the_sums_of_their_bounds(parts: list[Range]) -> None:
    total = add_ranges(parts)
    assert (total.lo, total.hi) == (sum(item.lo for item in parts), sum(item.hi for item in parts))


@given(parts=st.lists(KNOWN, max_size=6), lo=NUMBERS)
def test_open_part_leaves_the_sum_open(parts: list[Range], lo: int) -> None:
    total = add_ranges([*parts, at_least(lo)])
    assert total.kind is RangeKind.AT_LEAST
    assert total.hi is None
    assert total.lo == lo + sum(item.lo for item in parts)


@given(parts=st.lists(ANY, max_size=8))
def test_unknown_parts_add_nothing(parts: list[Range]) -> None:
    assert add_ranges([*parts, UNKNOWN]) == add_ranges(parts)


@given(parts=st.lists(NUMBERS, min_size=1, max_size=8))
def test_only_exact_parts_make_an_exact_sum(parts: list[int]) -> None:
    assert add_ranges(map(exact, parts)) == exact(sum(parts))


@given(parts=st.lists(ANY, min_size=1, max_size=8))
def test_one_part_that_is_not_exact_makes_the_sum_not_exact(parts: list[Range]) -> None:
    known = [item for item in parts if item.kind is not RangeKind.UNKNOWN]
    is_exact = bool(known) and all(item.kind is RangeKind.EXACT for item in known)
    assert (add_ranges(parts).kind is RangeKind.EXACT) == is_exact


@given(kinds=st.lists(st.sampled_from(list(RangeKind)), max_size=6))
def test_kind_of_a_sum(kinds: list[RangeKind]) -> None:
    found = combine_kinds(kinds)
    known = set(kinds) - {RangeKind.UNKNOWN}
    assert found is combine_kinds(reversed(kinds))
    assert (found is RangeKind.UNKNOWN) == (not known)
    assert (found is RangeKind.AT_LEAST) == (RangeKind.AT_LEAST in known)
    if len(known) == 1:
        assert found in known
    if known == {RangeKind.ROUNDED, RangeKind.BELOW_STEP}:
        assert found is RangeKind.ROUNDED
    if found in (RangeKind.EXACT, RangeKind.AT_MOST, RangeKind.BELOW_STEP):
        assert known == {found}
