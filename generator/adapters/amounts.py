"""Amounts that people wrote: "$1,000 - $5,000", "100k–500k", "under $100", "10K".

Shared by the archives that publish amounts as text. What cannot be read in one way only is not
read: there is no guess.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import ibis.expr.types as ir

from generator.adapters.source import distinct_texts, lookup_table
from generator.schema.ranges import Range, at_least, at_most, bucket, exact, rounded

_UNITS = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "billion": 1_000_000_000,
}
_SIGNS = {"US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "€": "EUR", "£": "GBP"}
BARE_DOLLAR = "$"
"""Stands for the currency of an amount whose text has a dollar sign and nothing else."""
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?"
_SIGN = r"(?:US\$|A\$|C\$|NZ\$|\$|€|£|[A-Z]{3} )?\s?"
_NUMBER = (
    rf"({_SIGN})({_DIGITS})\s?(k|mm|m|b|thousand|million|billion)?(?![A-Za-z\d.,%])(\s[A-Z]{{3}})?"
)
_MOST = r"(?:≤|<=?|under|less than|fewer than|below|up to|at most|no more than)"
_LEAST = r"(?:≥|>=?|over|more than|above|at least)"
_FORMS = {
    "between": re.compile(
        rf"(?:between\s+)?{_NUMBER}\s*(?:-|–|—|\bto\b|\band\b)\s*{_NUMBER}", re.I
    ),
    "most": re.compile(rf"{_MOST}\s*{_NUMBER}", re.I),
    "least": re.compile(rf"{_LEAST}\s*{_NUMBER}", re.I),
    "more": re.compile(rf"{_NUMBER}\s*(?:\+|or more|and (?:more|above|over))", re.I),
    "one": re.compile(_NUMBER, re.I),
}


@dataclass(frozen=True)
class Written:
    """An amount as it was written: its bounds, and its currency, :data:`BARE_DOLLAR` or None."""

    amount: Range
    currency: str | None


@dataclass(frozen=True)
class _Number:
    """``digits`` as written, without the ``unit``, which is a factor."""

    digits: Decimal
    unit: int
    currency: str | None
    is_round: bool

    @property
    def value(self) -> Decimal:
        return self.digits * self.unit


def parse_written(text: str) -> Written | None:
    """The amount that a whole text says, or None if it says none, or could say two."""
    cleaned = re.sub(r"\s+", " ", text).strip().rstrip(".*")
    for form, pattern in _FORMS.items():
        if match := pattern.fullmatch(cleaned):
            numbers = [_number(match.groups()[i : i + 4]) for i in range(0, len(match.groups()), 4)]
            return _written(form, numbers)
    return None


def _number(groups: Sequence[str | None]) -> _Number:
    before, digits, unit, after = ((group or "").strip() for group in groups)
    sign = before or after
    currency = _SIGNS.get(sign.upper(), sign.upper() or None)
    return _Number(Decimal(digits.replace(",", "")), _UNITS[unit.lower()], currency, bool(unit))


def _written(form: str, numbers: Sequence[_Number]) -> Written | None:
    currencies = {number.currency for number in numbers if number.currency}
    if len(currencies) > 1:
        return None
    values = [_plain(number.value) for number in numbers]
    if form == "most":
        amount = at_most(values[0])
    elif form in ("least", "more"):
        amount = at_least(values[0])
    elif form == "one":
        amount = rounded(values[0], None) if numbers[0].is_round else exact(values[0])
    elif _could_share_unit(*numbers) or values[0] > values[1]:
        return None
    else:
        amount = bucket(values[0], values[1])
    return Written(amount, currencies.pop() if currencies else None)


def _could_share_unit(lo: _Number, hi: _Number) -> bool:
    """True of "100-500k": from 100, or from 100k? But not of "0-10k" or "100-1k"."""
    return not lo.is_round and hi.is_round and 0 < lo.digits < hi.digits


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def parse_count(text: str) -> Range | None:
    """As :func:`parse_written`, but for things that are counted: whole, and in no currency."""
    found = parse_written(text)
    if found is None or found.currency:
        return None
    bounds = (found.amount.lo, found.amount.hi)
    return found.amount if all(isinstance(bound, int | None) for bound in bounds) else None


def with_count(rows: ir.Table, column: str, prefix: str) -> ir.Table:
    """Add {prefix}_lo, _hi and _kind from a column of texts; unknown where it cannot be read."""
    found = []
    for text in distinct_texts(rows[column]):
        if amount := parse_count(text):
            found.append(
                {
                    "count_text": text,
                    f"{prefix}_lo": amount.lo,
                    f"{prefix}_hi": amount.hi,
                    f"{prefix}_kind": str(amount.kind),
                }
            )
    table = lookup_table(
        found,
        {
            "count_text": "string",
            f"{prefix}_lo": "int64",
            f"{prefix}_hi": "int64",
            f"{prefix}_kind": "string",
        },
    )
    joined = rows.left_join(table, rows[column] == table.count_text).drop("count_text")
    return joined.mutate(**{f"{prefix}_kind": joined[f"{prefix}_kind"].fill_null("unknown")})
