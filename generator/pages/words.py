"""Numbers, dates and choices in the words that readers see."""

import math
from dataclasses import dataclass
from datetime import date

import pandas as pd

from generator.schema.ranges import Range, RangeKind
from generator.text.amounts import (
    CURRENCY_UNKNOWN,
    SHORT_FROM,
    count_words,
    kind_words,
    range_words,
)
from generator.text.language import _, mark, month

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
    """An amount as a reader sees it."""

    text: str
    """The amount in full, with its currency."""
    short: str
    """The same with millions cut to three figures."""
    note: str
    """Its kind in words, such as "rounded". Empty where there is nothing to say."""
    lo: float | None
    """The lower bound, in the currency; None if it was not published."""
    hi: float | None
    """The upper bound, in the currency; None if it is open or was not published."""
    currency: str | None
    """The code of the currency (ISO 4217); None if it is not known."""
    kind: str
    """The kind of the amount: a value of ``RangeKind``."""


class Wording:
    """Puts amounts into words, with their kind and their bounds."""

    def money(self, amount: Range, currency: str | None, *, parts: int = 1) -> Money:
        """``parts`` is how many published amounts were added up to this one. Several amounts whose
        currency is not known are not added: nobody knows whether it is one."""
        if not is_sum_of_one_currency(currency, parts) and amount.kind is not RangeKind.UNKNOWN:
            text = _("{count} amounts", count=f"{parts:,}")
            note = _("not added: {why}", why=_(CURRENCY_UNKNOWN))
            return Money(text, text, note, None, None, None, str(RangeKind.UNKNOWN))
        text = range_words(amount, currency)
        is_small = max(amount.lo or 0, amount.hi or 0) < SHORT_FROM
        return Money(
            text=text,
            short=text if is_small else range_words(amount, currency, is_short=True),
            note=kind_words(amount, currency, parts),
            lo=None if amount.lo is None else float(amount.lo),
            hi=None if amount.hi is None else float(amount.hi),
            currency=currency,
            kind=str(amount.kind),
        )

    def count(self, amount: Range) -> str:
        """A number of impressions in words."""
        return count_words(amount)


def is_sum_of_one_currency(currency: str | None, parts: int) -> bool:
    """False of several amounts of which nobody knows whether they are in one currency."""
    return currency is not None or parts < 2


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


PRECISION = {"year": 4, "month": 7}
"""How many signs of an ISO date are known."""


def iso_known(value: date, precision: str) -> str:
    """As much of the ISO date of a snapshot as is known."""
    return value.isoformat()[: PRECISION.get(precision, 10)]


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
