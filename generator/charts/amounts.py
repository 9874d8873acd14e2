"""Amounts of money in the few words that fit in a chart; the tables have the full figures."""

import math

from generator.text.language import _, mark

_SYMBOLS = {
    "ARS": "AR$",
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "C$",
    "EUR": "€",
    "GBP": "£",
    "ILS": "₪",
    "INR": "₹",
    "MXN": "MX$",
    "NZD": "NZ$",
    "TWD": "NT$",
    "USD": "US$",
}
"""The same signs as in data/reference/currencies.toml; a test compares them."""
_NBSP = "\N{NO-BREAK SPACE}"


def currency_prefix(currency: str) -> str:
    """What stands before an amount: a symbol, or the code and a space.

    Raises ValueError unless ``currency`` is a code of three capital letters.
    """
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha() and currency.isupper()):
        raise ValueError(f"{currency!r} is not a currency code such as 'USD'")
    return _SYMBOLS.get(currency, currency + _NBSP)


def currency_name(currency: str) -> str:
    """The currency in an axis label: the code, with its symbol where it has one."""
    prefix = currency_prefix(currency).strip()
    return currency if prefix == currency else f"{currency} ({prefix})"


def format_amount(value: float, currency: str) -> str:
    """One amount: "$4,999", "$61.2 m", "CHF 1.25 bn"; three figures at least are kept."""
    return currency_prefix(currency) + _digits(value)


def format_bounds(lo: float, hi: float, currency: str) -> str:
    """A range: "$100–$499", "$100,000 or more" (``hi`` is NaN), "$100 or less" (``lo`` is 0)."""
    if math.isnan(lo):
        return _("not published")
    if math.isnan(hi):
        return _("{amount} or more", amount=format_amount(lo, currency))
    low, high = format_amount(lo, currency), format_amount(hi, currency)
    if lo == hi or low == high:
        return high
    return _("{amount} or less", amount=high) if lo == 0 else f"{low}–{high}"


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


def _digits(value: float) -> str:
    for unit, message in ((1e9, mark("{amount} bn")), (1e6, mark("{amount} m"))):
        if value >= unit * 0.9995:
            scaled = value / unit
            places = 0 if scaled >= 999.5 else 1 if scaled >= 99.95 else 2
            text = f"{scaled:,.{places}f}"
            if "." in text:
                text = text.rstrip("0").rstrip(".")
            return _(message, amount=text).replace(" ", _NBSP)
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:,.2f}"
