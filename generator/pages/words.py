"""Numbers, dates and choices in the words that readers see."""

import math
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from generator.reference.places import Currencies
from generator.schema.ranges import Range, RangeKind
from generator.text.language import _, mark, month

UNIT_CURRENCY_UNKNOWN = mark("currency not published")
_SCALE = (
    (999_950_000, 1_000_000_000, mark("{amount} bn")),
    (1_000_000, 1_000_000, mark("{amount} m")),
)
"""From which amount on, in which unit: 999.95 million would read 1,000.0 million."""


_KIND_WORDS = {
    RangeKind.EXACT: (mark("exact"), mark("exact")),
    RangeKind.BELOW_STEP: (mark("rounded to 0"), mark("rounded to 0")),
    RangeKind.AT_MOST: (mark("upper bound"), mark("sum of upper bounds")),
    RangeKind.BUCKET: (mark("range"), mark("lower and upper bounds added")),
    RangeKind.AT_LEAST: (mark("open range"), mark("lower bounds added, open above")),
    RangeKind.UNKNOWN: ("", ""),
}
"""The kind of an amount in words: of one amount, and of a sum."""

SPONSOR_KINDS = {
    "candidate_committee": mark("candidate committee"),
    "party": mark("party committee"),
    "pac": mark("political action committee (PAC)"),
    "super_pac": mark("super PAC (independent spending only)"),
    "nonprofit": mark("nonprofit"),
    "company": mark("company"),
    "government": mark("government"),
    "state_media": mark("state-linked media"),
    "person": mark("person"),
}
"""What a sponsor is, as a register has it."""


@dataclass(frozen=True)
class Money:
    """An amount as a reader sees it.

    ``text`` is the amount in full, ``short`` with millions cut to one digit, ``note`` its kind
    in words (may be empty). ``lo`` and ``hi`` are the bounds, ``hi`` None if open or unknown.
    """

    text: str
    short: str
    note: str
    lo: float | None
    hi: float | None
    currency: str | None
    kind: str


class Wording:
    """Puts amounts and places into words; holds the currencies' symbols."""

    def __init__(self, currencies: Currencies) -> None:
        self._currencies = currencies

    def money(self, amount: Range, currency: str | None, *, parts: int = 1) -> Money:
        """``parts`` is how many published amounts were added up to this one. Several amounts whose
        currency is not known are not added: nobody knows whether it is one."""
        if not is_sum_of_one_currency(currency, parts) and amount.kind is not RangeKind.UNKNOWN:
            text = _("{count} amounts", count=f"{parts:,}")
            note = _("not added: {why}", why=_(UNIT_CURRENCY_UNKNOWN))
            return Money(text, text, note, None, None, None, str(RangeKind.UNKNOWN))
        return Money(
            text=self._text(amount, currency, short=False),
            short=self._text(amount, currency, short=True),
            note=self._note(amount, currency, parts),
            lo=None if amount.lo is None else float(amount.lo),
            hi=None if amount.hi is None else float(amount.hi),
            currency=currency,
            kind=str(amount.kind),
        )

    def symbol(self, currency: str | None) -> str:
        """The unambiguous sign before a number, with a space if it ends in a letter."""
        if currency is None:
            return ""
        sign = self._currencies.symbols.get(currency, currency)
        return f"{sign}\u00a0" if sign[-1].isalpha() else sign

    def _number(self, value: float, currency: str | None, *, short: bool) -> str:
        if short:
            for least, size, unit in _SCALE:
                digits = 2 if size == 1_000_000_000 else 1
                if value >= least:
                    text = _(unit, amount=f"{self.symbol(currency)}{_cut(value / size, digits)}")
                    return text.replace(" ", "\u00a0")
        whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
        return f"{self.symbol(currency)}{whole}"

    def _text(self, amount: Range, currency: str | None, *, short: bool) -> str:
        if amount.kind is RangeKind.UNKNOWN:
            return _("not published")
        lo = self._number(float(amount.lo), currency, short=short)
        if amount.kind is RangeKind.AT_LEAST:
            return _("{amount} or more", amount=lo)
        hi = self._number(float(amount.hi), currency, short=short)
        if amount.kind is RangeKind.BELOW_STEP:
            return _("less than {amount}", amount=hi)
        if amount.kind is RangeKind.AT_MOST:
            return _("{amount} or less", amount=hi)
        return lo if lo == hi else f"{lo}–{hi}"

    def _note(self, amount: Range, currency: str | None, parts: int) -> str:
        kind, step = amount.kind, amount.step
        if kind is RangeKind.ROUNDED and parts > 1:
            words = _("sum of rounded amounts")
            if step:
                most = self._number(float(step) * parts, currency, short=True)
                words = _("sum of {count} rounded amounts, off by up to {most}", count=f"{parts:,}", most=most)  # fmt: skip
        elif kind is RangeKind.ROUNDED:
            words = _("rounded to {step}", step=_plain(step)) if step else _("rounded")
        else:
            words = _(_KIND_WORDS[kind][parts > 1])
        notes = [words] if words else []
        if currency is None and amount.kind is not RangeKind.UNKNOWN:
            notes.append(_(UNIT_CURRENCY_UNKNOWN))
        return ", ".join(notes)

    def count(self, amount: Range) -> str:
        """A number of impressions in words."""
        if amount.kind is RangeKind.UNKNOWN:
            return _("not published")
        lo = f"{amount.lo:,.0f}"
        if amount.kind is RangeKind.AT_LEAST:
            return _("more than {amount}", amount=lo)
        hi = f"{amount.hi:,.0f}"
        if amount.kind is RangeKind.AT_MOST:
            return _("{amount} or fewer", amount=hi)
        return lo if lo == hi else f"{lo}–{hi}"


def is_sum_of_one_currency(currency: str | None, parts: int) -> bool:
    """False of several amounts of which nobody knows whether they are in one currency."""
    return currency is not None or parts < 2


def _cut(value: float, digits: int) -> str:
    """Halves go up, as readers round."""
    step = Decimal(1).scaleb(-digits)
    return f"{Decimal(str(value)).quantize(step, ROUND_HALF_UP):,}"


def _plain(value: object) -> str:
    return f"{float(value):,.0f}"


def day(value: object) -> str:
    """``3 Nov 2020``; an empty text for a missing date."""
    if value is None or pd.isna(value):
        return ""
    moment = pd.Timestamp(value)
    return f"{moment.day} {month(moment.month)} {moment.year}"


def moment(value: object) -> str:
    """``3 Nov 2020, 04:17:52 UTC``; an empty text for none."""
    if value is None or pd.isna(value):
        return ""
    return f"{day(value)}, {pd.Timestamp(value):%H:%M:%S} UTC"


def as_date(value: object) -> date | None:
    """A date from whatever the frame holds."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def iso(value: object) -> str:
    """ISO date, or an empty text."""
    found = as_date(value)
    return "" if found is None else found.isoformat()


def taken_on(value: object, precision: str) -> str:
    """The date of a snapshot, as precisely as it is known."""
    moment = pd.Timestamp(value)
    if precision == "year":
        return str(moment.year)
    return f"{month(moment.month)} {moment.year}" if precision == "month" else day(value)


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """``1 ad``, ``1,204 ads``."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def text_or_none(value: object) -> str | None:
    """None for a missing cell of a frame."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
        return None
    return str(value)


def in_words(currency: object) -> str:
    """A currency in a title: its code, or that it is not published."""
    return text_or_none(currency) or _("a currency that is not published")


def currency_key(currency: object) -> str:
    """A currency as part of an id."""
    return (text_or_none(currency) or "unknown").lower()


def first_of(shown: int, total: int) -> str:
    """`` The first 20 of 1,204.``, to follow a sentence; nothing if all are shown."""
    if total <= shown:
        return ""
    return " " + _("The first {shown} of {total}.", shown=shown, total=f"{total:,}")
