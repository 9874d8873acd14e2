"""Currencies of the made-up Google files: column sets, steps and buckets as published.

The exchange rates are round numbers made up for the demo.
"""

CURRENCIES_2019 = [
    *("USD", "EUR", "INR", "BGN", "HRK", "CZK", "DKK", "HUF", "PLN", "RON", "SEK", "GBP"),
]
CURRENCIES_2025 = [
    *("USD", "EUR", "INR", "BGN", "CZK", "DKK", "HUF", "PLN", "RON", "SEK"),
    *("GBP", "NZD", "ILS", "AUD", "TWD", "BRL", "ARS", "ZAR", "CLP", "MXN"),
]
CURRENCIES_RANGES = [*CURRENCIES_2019, "NZD"]

STEPS_2019 = dict(
    zip(
        CURRENCIES_2019,
        (100, 50, 250, 25, 100, 1000, 500, 7500, 100, 75, 750, 50),
        strict=True,
    )
)
STEPS_2025 = dict(
    zip(
        CURRENCIES_2025,
        (
            *(100, 50, 250, 100, 1500, 500, 20000, 250, 250, 1000),
            *(50, 200, 250, 150, 3000, 500, 15000, 15000, 50000, 1000),
        ),
        strict=True,
    )
)
BUCKET_EDGES = {
    "USD": (100, 1000, 50000, 100000),
    "EUR": (50, 500, 30000, 60000),
    "INR": (250, 2500, 125000, 250000),
    "BGN": (25, 250, 10000, 25000),
    "HRK": (100, 1500, 75000, 150000),
    "CZK": (1000, 10000, 500000, 1000000),
    "DKK": (500, 5000, 250000, 500000),
    "HUF": (7500, 75000, 3750000, 7500000),
    "PLN": (100, 1000, 50000, 100000),
    "RON": (75, 750, 37500, 75000),
    "SEK": (750, 7500, 375000, 750000),
    "GBP": (50, 500, 25000, 50000),
    "NZD": (200, 1500, 75000, 150000),
}
SPEND_TEXTS = ("≤ 100", "100-1k", "1k-50k", "50k-100k", "> 100k")
IMPRESSION_TEXTS = ("≤ 10k", "10k-100k", "100k-1M", "1M-10M", "> 10M")
IMPRESSION_EDGES = (10_000, 100_000, 1_000_000, 10_000_000)

PER_1000_USD = {
    "USD": 1000,
    "EUR": 900,
    "INR": 83000,
    "BGN": 1800,
    "HRK": 6800,
    "CZK": 23000,
    "DKK": 6900,
    "HUF": 360000,
    "PLN": 4000,
    "RON": 4600,
    "SEK": 10400,
    "GBP": 780,
    "NZD": 1650,
    "ILS": 3700,
    "AUD": 1500,
    "TWD": 32000,
    "BRL": 5400,
    "ARS": 950000,
    "ZAR": 18200,
    "CLP": 930000,
    "MXN": 18000,
}
NATIONAL = {
    "BG": "BGN",
    "CZ": "CZK",
    "DK": "DKK",
    "HU": "HUF",
    "PL": "PLN",
    "RO": "RON",
    "SE": "SEK",
}
OWN = {
    "US": "USD",
    "IN": "INR",
    "GB": "GBP",
    "NZ": "NZD",
    "IL": "ILS",
    "AU": "AUD",
    "TW": "TWD",
    "BR": "BRL",
    "AR": "ARS",
    "ZA": "ZAR",
    "CL": "CLP",
    "MX": "MXN",
}


def convert(usd: int, currency: str) -> int:
    """US dollars as whole units of another currency."""
    return usd * PER_1000_USD[currency] // 1000


def rounded(amount: int, step: int) -> int:
    """An amount rounded to the published step; below half a step it becomes 0."""
    return (amount + step // 2) // step * step


def bucket(amount: int, edges: tuple[int, ...]) -> int:
    """The number of the bucket that holds the amount, counted from 0."""
    return sum(amount > edge for edge in edges)


def spend_range(usd: int, currency: str) -> tuple[str, str]:
    """The published bounds of an ad's spend; the top bucket has no upper bound."""
    edges = BUCKET_EDGES[currency]
    place = bucket(convert(usd, currency), edges)
    low = "0" if place == 0 else str(edges[place - 1])
    return low, "" if place == len(edges) else str(edges[place])


def fine_impressions(count: int) -> str:
    """The finer numeric bucket of later files, such as `10000-15000`."""
    if count <= 10_000 or count > 10_000_000:
        return IMPRESSION_TEXTS[bucket(count, IMPRESSION_EDGES)]
    width = 5_000 if count <= 100_000 else 25_000 if count <= 1_000_000 else 250_000
    low = (count - 1) // width * width
    return f"{low}-{low + width}"


def columns_2019(usd: int) -> list[int]:
    """Spend in the 2019 layout: the same money in every currency."""
    return [rounded(convert(usd, code), STEPS_2019[code]) for code in CURRENCIES_2019]


def columns_2025(usd: int, country: str) -> list[int]:
    """Spend in the 2025 layout: the country's own currency, and euros inside the EU.

    `EU` stands for an advertiser in the whole union: euros for all of it, and a small part of
    the same money again in each national currency.
    """
    shown: dict[str, int] = {}
    if country in OWN:
        shown[OWN[country]] = convert(usd, OWN[country])
    else:
        shown["EUR"] = convert(usd, "EUR")
    if country in NATIONAL:
        shown[NATIONAL[country]] = convert(usd, NATIONAL[country])
    if country == "EU":
        shown |= {code: convert(usd, code) // 40 for code in NATIONAL.values()}
    return [rounded(shown.get(code, 0), STEPS_2025[code]) for code in CURRENCIES_2025]
