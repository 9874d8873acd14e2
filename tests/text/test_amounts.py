"""Amounts, counts and shares in words: the cases that the scripts of the pages follow, too."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.schema.ranges import Range, RangeKind
from generator.text.amounts import (
    NBSP,
    SIGNS,
    amount_words,
    count_words,
    currency_sign,
    kind_words,
    range_words,
    share_words,
    size_words,
)
from generator.text.catalogues import load_language
from generator.text.language import speaking
from tests.shared_cases import Case, read_cases

CASES = read_cases("amounts")
CENTS = st.integers(0, 10**14)


def each(form: str) -> list[object]:
    cases = CASES[form]
    return [pytest.param(case, id=", ".join(map(str, case.values()))) for case in cases]


def range_of(case: Case) -> Range:
    return Range(case["lo"], case["hi"], RangeKind(case["kind"]), case.get("step"))


@pytest.mark.parametrize("case", each("amount"))
def test_one_number_of_money(case: Case) -> None:
    with speaking(load_language(case.get("language", "en"))):
        assert amount_words(case["value"], case["currency"]) == case["full"]
        assert amount_words(case["value"], case["currency"], is_short=True) == case["short"]


@pytest.mark.parametrize("case", each("range"))
def test_amount_as_it_was_published(case: Case) -> None:
    with speaking(load_language(case.get("language", "en"))):
        assert range_words(range_of(case), case["currency"]) == case["full"]
        assert range_words(range_of(case), case["currency"], is_short=True) == case["short"]


@pytest.mark.parametrize("case", each("kind"))
def test_kind_of_an_amount(case: Case) -> None:
    assert kind_words(range_of(case), case["currency"], case["parts"]) == case["words"]


@pytest.mark.parametrize("case", each("count"))
def test_count_as_it_was_published(case: Case) -> None:
    assert count_words(range_of(case)) == case["words"]


@pytest.mark.parametrize("case", each("share"))
def test_share(case: Case) -> None:
    assert share_words(case["share"], case["digits"]) == case["words"]


def test_every_kind_of_amount_is_among_the_cases() -> None:
    for form in ("range", "kind"):
        assert {case["kind"] for case in CASES[form]} == set(RangeKind)


def test_every_sign_names_one_currency_and_a_dollar_says_whose() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert "$" not in SIGNS.values()
    assert not [sign for sign in SIGNS.values() if sign[-1].isalpha()]
    assert currency_sign("CHF") == f"CHF{NBSP}"
    assert currency_sign(None) == ""


def value_of(words: str) -> Decimal:
    """What an amount in dollars says."""
    number, _, unit = words.removeprefix("US$").replace(",", "").partition(NBSP)
    return Decimal(number) * {"": 1, "m": 10**6, "bn": 10**9}[unit]


@given(CENTS)
def test_full_amount_has_every_digit(cents: int) -> None:
    assert value_of(amount_words(Decimal(cents) / 100, "USD")) == Decimal(cents) / 100


@given(CENTS)
def test_short_amount_is_near_and_has_three_figures_from_a_million_on(cents: int) -> None:
    value = Decimal(cents) / 100
    words = amount_words(value, "USD", is_short=True)
    assert abs(value_of(words) - value) <= value / 200
    if value < 1_000_000:
        assert words == amount_words(value, "USD")
    elif value < 999_500_000_000:  # there is no unit above
        number = words.removeprefix("US$").partition(NBSP)[0]
        assert 1 <= Decimal(number) < 1000
        assert value_of(words) == value or len(re.sub(r"\D", "", number)) == 3


@given(CENTS, CENTS)
def test_short_range_holds_the_whole_range_and_two_bounds_stay_two(one: int, other: int) -> None:
    lo, hi = (Decimal(cents) / 100 for cents in sorted((one, other)))
    least, _, most = range_words(Range(lo, hi, RangeKind.BUCKET), "USD", is_short=True).partition(
        "–"
    )
    assert bool(most) == (lo != hi)
    if most:
        assert value_of(least) <= lo < hi <= value_of(most)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (999_940, "999.9 kB"),
        (999_960, "1.0 MB"),
        (1_234_567_890, "1,234.6 MB"),
    ],
)
def test_size_of_a_file_has_the_unit_of_the_rounded_size(size: int, words: str) -> None:
    assert size_words(size) == words
