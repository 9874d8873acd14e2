"""Amounts of money, counts and shares in words: one rule for pages, charts, cards and feeds.

``site_src/assets/js/amounts.js`` follows the same rules in the browser; both are tested on the
cases of ``tests/cases/amounts.json``.

- The sign of a currency stands before the number and names one currency only; without a sign it is
  the code and a space. Numbers have commas between thousands in every language of the site.
- In full an amount has all its digits: no cents where it is whole, else two, whatever the currency.
  The store holds two decimals, and a published digit is never dropped, not even of a currency that
  has no coin for it.
- In short an amount below a million is as in full. Above, it is cut to three figures: "US$4.99 m",
  "US$61.2 m", "US$2.13 bn". Halves go up. The unit is that of the rounded amount: 999,960,000 is
  "US$1.00 bn". Zeros at the end are left out only where nothing was cut: "US$5 m" is five million.
- A range in short holds the whole range: its lower bound is rounded down, its upper one up. So two
  bounds that differ never look like one number, and "or more" stays true.
- A share is a whole number of hundredths; one that would round to none or to all, and is neither,
  says so.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from generator.schema.ranges import Number, Range, RangeKind
from generator.text.language import _, mark, ngettext

NBSP = "\N{NO-BREAK SPACE}"
CURRENCY_UNKNOWN = mark("currency not published")
SIGNS = {
    "ARS": "AR$", "AUD": "A$", "BRL": "R$", "CAD": "C$", "EUR": "€", "GBP": "£", "ILS": "₪",
    "INR": "₹", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$", "USD": "US$",
}  # fmt: skip
"""The signs of currencies; each names one currency only. Others have their codes."""
_MINUS = "\N{MINUS SIGN}"
_FIGURES = 3
_CENTS = 100
SHORT_FROM = 1_000_000
"""Amounts below are the same in short and in full."""
_MILLION, _BILLION = SHORT_FROM * _CENTS, 1_000_000_000 * _CENTS
_ONE_NUMBER = (RangeKind.EXACT, RangeKind.ROUNDED, RangeKind.BUCKET)
_KIND_WORDS = {
    RangeKind.EXACT: (mark("exact"), mark("exact")),
    RangeKind.BELOW_STEP: (mark("rounded to 0"), mark("rounded to 0")),
    RangeKind.AT_MOST: (mark("upper bound"), mark("sum of upper bounds")),
    RangeKind.BUCKET: (mark("range"), mark("lower and upper bounds added")),
    RangeKind.AT_LEAST: (mark("open range"), mark("lower bounds added, open above")),
    RangeKind.UNKNOWN: ("", ""),
}
"""The kind of an amount in words: of one amount, and of a sum."""


def currency_sign(currency: str | None) -> str:
    """What stands before an amount: a sign, or the code and a space; nothing if it is unknown."""
    if currency is None:
        return ""
    return SIGNS.get(currency, currency + NBSP)


def number_words(value: Number) -> str:
    """A number with all its digits: ``1,204``, ``12.50``."""
    return _in_full(_cents(value), "")


def amount_words(
    value: Number, currency: str | None, *, is_short: bool = False, rounding: str = ROUND_HALF_UP
) -> str:
    """One number of money, in full or in short. ``rounding`` is one of the module ``decimal``."""
    cents, sign = _cents(value), currency_sign(currency)
    return _in_short(cents, sign, rounding) if is_short else _in_full(cents, sign)


def range_words(amount: Range, currency: str | None, *, is_short: bool = False) -> str:
    """An amount as it was published: one number, two bounds, an open bound, or not at all."""
    if amount.lo is None:
        return _("not published")
    is_one = amount.lo == amount.hi
    down, up = (ROUND_HALF_UP,) * 2 if is_one else (ROUND_FLOOR, ROUND_CEILING)
    lo = amount_words(amount.lo, currency, is_short=is_short, rounding=down)
    if is_one and amount.kind in _ONE_NUMBER:
        return lo
    if amount.hi is None:
        return _("{amount} or more", amount=lo)
    hi = amount_words(amount.hi, currency, is_short=is_short, rounding=up)
    if amount.kind is RangeKind.BELOW_STEP:
        return _("less than {amount}", amount=hi)
    if amount.kind is RangeKind.AT_MOST:
        return _("{amount} or less", amount=hi)
    return lo if lo == hi else f"{lo}–{hi}"


def kind_words(amount: Range, currency: str | None, parts: int = 1) -> str:
    """What kind of amount it is, perhaps empty. ``parts`` is how many amounts were added up."""
    kind, step = amount.kind, amount.step
    if kind is RangeKind.ROUNDED and parts > 1:
        words = _("sum of rounded amounts")
        if step:
            most = amount_words(step * parts, currency, is_short=True, rounding=ROUND_CEILING)
            words = _(
                "sum of {count} rounded amounts, off by up to {most}", count=f"{parts:,}", most=most
            )
    elif kind is RangeKind.ROUNDED:
        words = _("rounded to {step}", step=number_words(step)) if step else _("rounded")
    else:
        words = _(_KIND_WORDS[kind][parts > 1])
    notes = [words] if words else []
    if currency is None and kind is not RangeKind.UNKNOWN:
        notes.append(_(CURRENCY_UNKNOWN))
    return ", ".join(notes)


def count_words(amount: Range) -> str:
    """A number of impressions as it was published."""
    if amount.lo is None:
        return _("not published")
    lo = number_words(amount.lo)
    if amount.hi is None:
        return _("more than {amount}", amount=lo)
    hi = number_words(amount.hi)
    if amount.kind is RangeKind.AT_MOST:
        return _("{amount} or fewer", amount=hi)
    return lo if lo == hi else f"{lo}–{hi}"


def share_words(share: float, digits: int = 0) -> str:
    """A share of 1 as ``12 %``, with so many decimals; none and all only if it is that."""
    least = Decimal(1).scaleb(-digits)
    percent = Decimal(str(float(share))) * 100
    if 0 < percent < least:
        return _("under {share} %", share=least)
    if 100 - least < percent < 100:
        return _("over {share} %", share=100 - least)
    return f"{percent.quantize(least, ROUND_HALF_UP)} %"


def size_words(size: int) -> str:
    """The size of a file: ``1.2 MB``. The unit is that of the rounded size."""
    for limit, unit in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= limit - limit // 20_000:
            return f"{Decimal(size) / limit:,.1f} {unit}"
    return ngettext("{count} byte", "{count} bytes", size)


def _cents(value: Number) -> int:
    """Hundredths, as the store has them; what a sum of floats has behind them goes."""
    whole = int(value)
    if whole == value:
        return whole * _CENTS
    return int((Decimal(str(value)) * _CENTS).to_integral_value(ROUND_HALF_UP))


def _in_full(cents: int, sign: str) -> str:
    whole, rest = divmod(abs(cents), _CENTS)
    return f"{_MINUS if cents < 0 else ''}{sign}{whole:,}{f'.{rest:02}' if rest else ''}"


def _in_short(cents: int, sign: str, rounding: str) -> str:
    if abs(cents) < _MILLION:
        return _in_full(cents, sign)
    step = 10 ** (len(str(abs(cents))) - _FIGURES)
    cut = int((Decimal(cents) / step).to_integral_value(rounding)) * step
    unit, message = (
        (_BILLION, mark("{amount} bn")) if abs(cut) >= _BILLION else (_MILLION, mark("{amount} m"))
    )
    whole, rest = divmod(abs(cut), unit)
    decimals = f"{rest:0{len(str(unit)) - 1}}"[: max(_FIGURES - len(str(whole)), 0)]
    if cut == cents:
        decimals = decimals.rstrip("0")
    text = f"{_MINUS if cut < 0 else ''}{sign}{whole:,}{f'.{decimals}' if decimals else ''}"
    return _(message, amount=text).replace(" ", NBSP)
