"""Amounts as the platforms give them: exact, rounded, censored, bucketed or open.

A range has a lower bound, an upper bound and a kind. It stays a range: bounds are added
apart, an open upper bound stays open, and no midpoint is ever taken. Sources of the
spellings: the published files, listed in the adapters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class RangeKind(StrEnum):
    """How an amount was published. The page words of each are in the methodology."""

    EXACT = "exact"
    """One number, as given."""
    ROUNDED = "rounded"
    """One number that the platform rounded to a step. A sum of such numbers is a range if some
    of them are below the step; each of the others may be off by up to a step too, which is said
    beside the sum."""
    BELOW_STEP = "below_step"
    """Published as 0, but rounded to a step: between nothing and one step."""
    AT_MOST = "at_most"
    """Only an upper bound was published (Meta's "≤100")."""
    BUCKET = "bucket"
    """A lower and an upper bound."""
    AT_LEAST = "at_least"
    """Only a lower bound: the top bucket is open."""
    UNKNOWN = "unknown"
    """Not published."""


Number = int | float | Decimal


@dataclass(frozen=True)
class Range:
    """An amount between ``lo`` and ``hi``, both included; ``None`` is an unknown bound.

    ``step`` is the rounding step for the kinds ROUNDED and BELOW_STEP, where it is known; of a sum
    the largest of its parts.
    """

    lo: Number | None
    hi: Number | None
    kind: RangeKind
    step: Number | None = None

    def __post_init__(self) -> None:
        if self.kind is RangeKind.UNKNOWN:
            if self.lo is not None or self.hi is not None:
                raise ValueError(f"an unknown amount has no bounds: {self.lo}..{self.hi}")
            return
        if self.lo is None:
            raise ValueError(f"a known amount has a lower bound (kind {self.kind})")
        if self.lo < 0:
            raise ValueError(f"an amount is not negative: {self.lo}")
        if self.hi is not None and self.hi < self.lo:
            raise ValueError(f"the upper bound {self.hi} is below the lower bound {self.lo}")
        if (self.hi is None) != (self.kind is RangeKind.AT_LEAST):
            raise ValueError(f"only an open range has no upper bound: {self}")
        if self.kind is RangeKind.EXACT and self.lo != self.hi:
            raise ValueError(f"{self.kind} is one number, not {self.lo}..{self.hi}")

    def __add__(self, other: "Range") -> "Range":
        return add_ranges((self, other))


UNKNOWN = Range(None, None, RangeKind.UNKNOWN)


def exact(value: Number) -> Range:
    """One exact number."""
    return Range(value, value, RangeKind.EXACT)


def rounded(value: Number, step: Number | None) -> Range:
    """A number that was rounded to ``step``; a zero becomes "below the step" if it is known."""
    if value == 0 and step:
        return Range(0, step, RangeKind.BELOW_STEP, step)
    return Range(value, value, RangeKind.ROUNDED, step)


def at_most(bound: Number) -> Range:
    """Between 0 and ``bound``."""
    return Range(0, bound, RangeKind.AT_MOST)


def at_least(bound: Number) -> Range:
    """``bound`` or more."""
    return Range(bound, None, RangeKind.AT_LEAST)


def bucket(lo: Number, hi: Number | None) -> Range:
    """Between two bounds; a missing upper bound makes it open."""
    return at_least(lo) if hi is None else Range(lo, hi, RangeKind.BUCKET)


_NUMBERS = {RangeKind.EXACT, RangeKind.ROUNDED, RangeKind.BELOW_STEP}


def combine_kinds(kinds: Iterable[RangeKind]) -> RangeKind:
    """The kind of a sum over amounts of these kinds.

    Exact amounts add up to an exact one, rounded ones (some perhaps below the step) to a rounded
    one; an open part leaves the sum open; every other mixture is a lower and an upper bound.
    """
    found = set(kinds) - {RangeKind.UNKNOWN}
    if not found:
        return RangeKind.UNKNOWN
    if RangeKind.AT_LEAST in found:
        return RangeKind.AT_LEAST
    if len(found) == 1:
        return found.pop()
    if RangeKind.ROUNDED in found and found <= _NUMBERS:
        return RangeKind.ROUNDED
    return RangeKind.BUCKET


def add_ranges(ranges: Iterable[Range]) -> Range:
    """Add lower and upper bounds apart. Unknown amounts add nothing and are not zero:
    the caller says how many there were."""
    known = [item for item in ranges if item.kind is not RangeKind.UNKNOWN]
    if not known:
        return UNKNOWN
    kind = combine_kinds(item.kind for item in known)
    lo = _sum(item.lo for item in known if item.lo is not None)
    his = [item.hi for item in known if item.hi is not None]
    hi = _sum(his) if len(his) == len(known) else None
    if len(known) == 1:
        return known[0]
    if kind is RangeKind.BELOW_STEP:
        kind = RangeKind.BUCKET
    steps = [item.step for item in known if item.step is not None]
    return Range(lo, hi, kind, max(steps) if steps and kind is RangeKind.ROUNDED else None)


def _sum(parts: Iterable[Number]) -> Number:
    """All parts of a sum are of one class: a ``Decimal`` and a ``float`` do not add up."""
    numbers: Iterable[Any] = parts
    total: Number = sum(numbers)
    return total


_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_NUMBER = r"(\d+(?:\.\d+)?)\s*([kKmMbB]?)"
_AT_MOST = re.compile(rf"^(?:≤|<=)\s*{_NUMBER}$")
_AT_LEAST = re.compile(rf"^(?:>|≥|>=)\s*{_NUMBER}$")
_BETWEEN = re.compile(rf"^{_NUMBER}\s*[-–—]\s*{_NUMBER}$")


def parse_bucket(text: str) -> Range:
    """Read a bucket such as ``≤ 10k``, ``10k–100k``, ``10000-15000`` or ``> 10M``.

    Raises ValueError, with what was found, for anything else.
    """
    cleaned = text.strip()
    if match := _AT_MOST.match(cleaned):
        return at_most(_whole(*match.groups()))
    if match := _AT_LEAST.match(cleaned):
        return at_least(_whole(*match.groups()))
    if match := _BETWEEN.match(cleaned):
        lo_digits, lo_unit, hi_digits, hi_unit = match.groups()
        lo, hi = _whole(lo_digits, lo_unit), _whole(hi_digits, hi_unit)
        if lo > hi:
            raise ValueError(f"bucket {text!r} has its bounds the wrong way round")
        return Range(lo, hi, RangeKind.BUCKET)
    raise ValueError(f"{text!r} is not a bucket such as '≤ 10k', '10k-100k' or '> 10M'")


def _whole(digits: str, unit: str) -> int:
    value = Decimal(digits) * _UNITS[unit.lower()]
    if value != value.to_integral_value():
        raise ValueError(f"{digits}{unit} is not a whole number")
    return int(value)
