"""Amounts, counts and dates in the words that readers see."""

import datetime
import re

import pandas as pd
import pytest

from generator.pages.base import money_cell, widest_of
from generator.pages.words import (
    Money,
    Wording,
    as_date,
    day,
    iso,
    plural,
    taken_on,
    text_or_none,
)
from generator.schema.ranges import (
    UNKNOWN,
    Range,
    RangeKind,
    add_ranges,
    at_least,
    at_most,
    bucket,
    exact,
    rounded,
)

NBSP = "\N{NO-BREAK SPACE}"
WORDS = Wording()


def in_words(amount: Range, currency: str | None = "USD", **settings: int) -> str:
    """The amount and its kind, as a page shows them."""
    money = WORDS.money(amount, currency, **settings)
    return f"{money.text} ({money.note})" if money.note else money.text


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (exact(1200), "US$1,200 (exact)"),
        (exact(0), "US$0 (exact)"),
        (exact(12.5), "US$12.50 (exact)"),
        (rounded(1000, 100), "US$1,000 (rounded to 100)"),
        (rounded(1000, None), "US$1,000 (rounded)"),
        (rounded(0, 100), "less than US$100 (rounded to 0)"),
        (bucket(100, 499), "US$100–US$499 (range)"),
        (bucket(0, 499), "US$0–US$499 (range)"),
        (at_least(100_000), "US$100,000 or more (open range)"),
        (at_most(100), "US$100 or less (upper bound)"),
        (UNKNOWN, "not published"),
    ],
)
def test_one_amount_says_its_bounds_and_its_kind(amount: Range, words: str) -> None:
    assert in_words(amount) == words


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([exact(1200), exact(300)], "US$1,500 (exact)"),
        (
            [rounded(1000, 100), rounded(500, 100)],
            "US$1,500 (sum of 2 rounded amounts, off by up to US$200)",
        ),
        ([exact(250), at_most(100)], "US$250–US$350 (lower and upper bounds added)"),
        (
            [bucket(100, 499), bucket(1000, 4999)],
            "US$1,100–US$5,498 (lower and upper bounds added)",
        ),
        ([bucket(100, 499), at_least(5000)], "US$5,100 or more (lower bounds added, open above)"),
        ([at_most(100), at_most(100)], "US$200 or less (sum of upper bounds)"),
        ([UNKNOWN, UNKNOWN], "not published"),
    ],
)
def test_a_sum_says_how_it_was_added_up(amounts: list[Range], words: str) -> None:
    assert in_words(add_ranges(amounts), parts=len(amounts)) == words


def test_zeros_below_the_step_stay_a_range_in_a_sum() -> None:
    sums = {
        in_words(add_ranges([rounded(0, 100), rounded(0, 100)]), parts=2).split(" (")[0],
        in_words(add_ranges([rounded(500, 100), rounded(0, 100)]), parts=2).split(" (")[0],
    }
    assert sums == {"US$0–US$200", "US$500–US$600"}


def test_unknown_amount_is_never_a_zero() -> None:
    money = WORDS.money(UNKNOWN, "USD")
    assert (money.lo, money.hi, money.text, money.short) == (
        None,
        None,
        "not published",
        "not published",
    )
    assert not re.search(r"\d", money.text + money.short + money.note)
    assert WORDS.count(UNKNOWN) == "not published"


def test_missing_currency_is_named_and_never_dollars() -> None:
    money = WORDS.money(exact(1200), None)
    assert money.text == "1,200"
    assert "currency not published" in money.note
    assert money.currency is None


def test_large_amount_is_cut_and_kept_in_full_beside() -> None:
    money = WORDS.money(exact(61_234_500), "USD")
    assert (money.short, money.text) == (f"US$61.2{NBSP}m", "US$61,234,500")


def test_short_range_keeps_both_bounds() -> None:
    money = WORDS.money(bucket(8_100_000, 8_200_000), "USD")
    assert money.short == f"US$8.1{NBSP}m–US$8.2{NBSP}m"
    assert money.text == "US$8,100,000–US$8,200,000"
    assert WORDS.money(at_least(1_500_000), "EUR").short == f"€1.5{NBSP}m or more"


@pytest.mark.parametrize("kind", list(RangeKind))
def test_every_kind_has_words(kind: RangeKind) -> None:
    bounds = {RangeKind.UNKNOWN: (None, None), RangeKind.AT_LEAST: (100, None)}.get(
        kind, (100, 100)
    )
    for parts in (1, 2):
        money = WORDS.money(Range(*bounds, kind), "USD", parts=parts)
        assert money.text
        assert bool(money.note) == (kind is not RangeKind.UNKNOWN)
        assert money.kind == kind.value


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (exact(48_000), "48,000"),
        (bucket(48_000, 50_000), "48,000–50,000"),
        (at_most(10_000), "10,000 or fewer"),
        (at_least(10_000_000), "more than 10,000,000"),
        (UNKNOWN, "not published"),
    ],
)
def test_impressions_in_words(amount: Range, words: str) -> None:
    assert WORDS.count(amount) == words


def money(amount: Range) -> Money:
    return WORDS.money(amount, "USD")


def test_bar_runs_from_the_lower_to_the_upper_bound() -> None:
    cell = money_cell(
        money(bucket(100, 400)), widest_of([money(bucket(100, 400)), money(exact(800))])
    )
    assert (cell.bar_lo, cell.bar_hi, cell.is_open) == (12.5, 50.0, False)


def test_bar_of_an_open_range_has_no_end() -> None:
    cell = money_cell(money(at_least(100)), 200.0)
    assert (cell.bar_lo, cell.bar_hi, cell.is_open) == (50.0, None, True)


def test_unknown_amount_has_no_bar_and_sorts_last() -> None:
    cell = money_cell(money(UNKNOWN), 200.0)
    assert (cell.bar_lo, cell.bar_hi, cell.text) == (None, None, "not published")
    assert cell.sort in ("", -1)


def test_widest_bar_counts_open_and_unknown_amounts() -> None:
    assert widest_of([money(at_least(900)), money(bucket(1, 500)), money(UNKNOWN)]) == 900
    assert widest_of([money(UNKNOWN)]) == 0
    assert widest_of([]) == 0


def test_dates_are_written_out() -> None:
    assert day(datetime.date(2020, 11, 3)) == "3 Nov 2020"
    assert day(pd.Timestamp("2020-11-03T17:56:37Z")) == "3 Nov 2020"
    assert iso(datetime.date(2020, 11, 3)) == "2020-11-03"
    assert taken_on(datetime.date(2020, 11, 1), "month") == "Nov 2020"
    assert taken_on(datetime.date(2020, 11, 1), "day") == "1 Nov 2020"
    assert taken_on(datetime.date(2020, 1, 1), "year") == "2020"


@pytest.mark.parametrize("missing", [None, pd.NaT, float("nan")])
def test_missing_date_is_an_empty_text(missing: object) -> None:
    assert (day(missing), iso(missing), as_date(missing)) == ("", "", None)


def test_missing_text_is_none_and_an_empty_one_is_not() -> None:
    assert [text_or_none(value) for value in (None, float("nan"), pd.NA)] == [None, None, None]
    assert (text_or_none(""), text_or_none("nan"), text_or_none(0)) == ("", "nan", "0")


def test_plural_counts_with_separators() -> None:
    assert plural(1, "ad") == "1 ad"
    assert plural(0, "ad") == "0 ads"
    assert plural(1204, "payer") == "1,204 payers"
    assert plural(2, "entry", "entries") == "2 entries"


def test_amounts_of_no_known_currency_are_not_added() -> None:
    alone, several = (WORDS.money(exact(700), None, parts=parts) for parts in (1, 3))
    assert (alone.text, alone.lo) == ("700", 700)
    assert (several.text, several.lo, several.hi) == ("3 amounts", None, None)
    assert several.note == "not added: currency not published"
