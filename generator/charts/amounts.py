"""Amounts of money in a chart, in short as elsewhere; the tables have the full figures."""

import math

import pandas as pd

from generator.charts import frames
from generator.schema.ranges import UNKNOWN, Range, RangeKind, at_least
from generator.text.amounts import amount_words, currency_sign, range_words


def currency_prefix(currency: str) -> str:
    """What stands before an amount: a symbol, or the code and a space.

    Raises ValueError unless ``currency`` is a code of three capital letters.
    """
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha() and currency.isupper()):
        raise ValueError(f"{currency!r} is not a currency code such as 'USD'")
    return currency_sign(currency)


def currency_name(currency: str) -> str:
    """The currency in an axis label: the code, with its symbol where it has one."""
    prefix = currency_prefix(currency).strip()
    return currency if prefix == currency else f"{currency} ({prefix})"


def format_amount(value: float, currency: str) -> str:
    """One amount in short: "US$4,999", "US$61.2 m", "CHF 1.25 bn"."""
    return amount_words(value, currency, is_short=True)


def format_bounds(lo: float, hi: float, currency: str, kind: RangeKind | None = None) -> str:
    """A range in short: "US$100–US$499", "US$100,000 or more" (``hi`` is NaN), "not published"
    (``lo`` is NaN). What the bounds do not tell, as that only the upper one was published, ``kind``
    does."""
    return range_words(_as_range(lo, hi, kind), currency, is_short=True)


def format_rows(frame: pd.DataFrame, currency: str) -> list[str]:
    """The amount of each row in short, from its columns ``lo``, ``hi`` and, if there is one,
    ``kind``."""
    bounds = frames.read_bounds(frame)
    kinds = map(RangeKind, frame["kind"]) if "kind" in frame.columns else [None] * len(bounds)
    return [
        format_bounds(lo, hi, currency, kind) for (lo, hi), kind in zip(bounds, kinds, strict=True)
    ]


def _as_range(lo: float, hi: float, kind: RangeKind | None) -> Range:
    if math.isnan(lo):
        return UNKNOWN
    if math.isnan(hi):
        return at_least(lo)
    return Range(lo, hi, kind or (RangeKind.EXACT if lo == hi else RangeKind.BUCKET))


def nice_ticks(largest: float, most: int = 3) -> list[float]:
    """At most ``most`` round numbers above 0 and up to ``largest``, evenly spaced."""
    if not largest > 0:
        return []
    power = 10.0 ** math.floor(math.log10(largest / most))
    for step in (power * factor for factor in (1, 2, 2.5, 5, 10, 20)):
        count = math.floor(largest / step + 1e-9)
        if count <= most:
            return [_round_off(step * (i + 1)) for i in range(count)]
    raise AssertionError("a step of 20 leaves one tick at the most")


def _round_off(value: float) -> float:
    return float(f"{value:.12g}")
