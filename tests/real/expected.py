"""What a sponsor's page ought to say, worked out from the raw files alone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.real import raw

SIGNS = {
    "ARS": "AR$", "AUD": "A$", "BRL": "R$", "CAD": "C$", "EUR": "€", "GBP": "£", "ILS": "₪",
    "INR": "₹", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$", "USD": "US$",
}  # fmt: skip
# The money of the countries outside the euro area that Google lists advertisers in.
MONEY_OF = {
    "AR": "ARS", "AU": "AUD", "BG": "BGN", "BR": "BRL", "CL": "CLP", "CZ": "CZK", "DK": "DKK",
    "GB": "GBP", "HU": "HUF", "IL": "ILS", "IN": "INR", "MX": "MXN", "NZ": "NZD", "PL": "PLN",
    "RO": "RON", "SE": "SEK", "TW": "TWD", "US": "USD", "ZA": "ZAR",
}  # fmt: skip
EU_OUTSIDE_EURO = {"BG", "CZ", "DK", "HU", "PL", "RO", "SE"}
OTHERS_OUTSIDE_EURO = MONEY_OF.keys() - EU_OUTSIDE_EURO


def amount(low: int, high: int | None, currency: str) -> str:
    """An amount in the words of the site."""
    sign = SIGNS.get(currency, f"{currency} ")
    if high is None:
        return f"{sign}{low:,} or more"
    if low == high:
        return f"{sign}{low:,}"
    return f"{sign}{high:,} or less" if low == 0 else f"{sign}{low:,}–{sign}{high:,}"


def expected_totals(archives: Path, payers: Sequence[tuple[str, str]]) -> list[str]:
    """Every total of a sponsor, sorted. ``payers`` are (payer_id, name)."""
    own: dict[str, list[tuple[str, str]]] = {"google": [], "meta": [], "snapchat": []}
    for payer_id, name in payers:
        platform, identity = payer_id.split("/")
        own[platform].append((identity, name))
    return sorted(
        [
            *google(archives, {identity for identity, _ in own["google"]}),
            *meta(archives, own["meta"]),
            *snapchat(archives, [name for _, name in own["snapchat"]]),
        ]
    )


def google(archives: Path, advertiser_ids: set[str]) -> Iterator[str]:
    """Google's own totals, each id's in the newest copy that lists it and added over the ids of one
    copy; then the sum over exported ads."""
    stats = [
        table for table in raw.tables(archives, "google/") if "Total_Creatives" in table.columns
    ]
    left = set(advertiser_ids)
    for file in sorted(stats, key=lambda table: table.label, reverse=True):
        sums: Counter[str] = Counter()
        rows = [row for row in file.rows.values() if row["Advertiser_ID"] in left]
        for row in rows:
            sums.update(google_total(row))
            left.discard(row["Advertiser_ID"])
        yield from (amount(total, total, code) for code, total in sums.items())
    ads = {
        row["ad_id"]: row
        for file in raw.tables(archives, "google-bigquery/")
        for row in file.rows.values()
        if row["advertiser_id"] in advertiser_ids
    }
    if ads:
        lows = [int(row["spend_range_min_usd"]) for row in ads.values()]
        highs = [row["spend_range_max_usd"] for row in ads.values()]
        yield amount(sum(lows), None if "" in highs else sum(map(int, highs)), "USD")


def google_total(row: dict[str, str]) -> dict[str, int]:
    """One total for each money of the row's regions; before 2020 all columns repeat the first.

    The euro column holds the money of the whole European Union once more: 439 of the 441 rows of
    2025 with several members and over 2,000 euro in their own money have as much in euro.
    """
    if "Total_Spend_USD" in row:
        return {"USD": int(row["Total_Spend_USD"])}
    regions = {code for code in re.split(r", *", row["Regions"]) if code not in ("", "EU")}
    is_repeated = row["Spend_INR"] != "0" and "IN" not in regions
    members = regions - OTHERS_OUTSIDE_EURO
    codes = {MONEY_OF[region] for region in regions - members}
    if members:
        codes.add(MONEY_OF.get(min(members), "EUR") if len(members) == 1 else "EUR")
    amounts = {
        code: int(row[f"Spend_{code}"])
        for code in (sorted(codes)[:1] if is_repeated else sorted(codes))
    }
    return {code: value for code, value in amounts.items() if value}


def meta(archives: Path, payers: Sequence[tuple[str, str]]) -> Iterator[str]:
    """One total for each report: over the pages of a payer, or over the rows of a payer-less page."""
    for file in meta_reports(archives):
        column, code = file.amount_column
        rows = [
            row for row in file.rows.values() if any(is_of(row, own, name) for own, name in payers)
        ]
        if rows:
            cells = [row[column] for row in rows]
            high = sum(int(cell.removeprefix("≤")) for cell in cells)
            low = sum(int(cell) for cell in cells if not cell.startswith("≤"))
            yield amount(low, high, code or "GBP")


def meta_reports(archives: Path) -> Iterator[raw.RawTable]:
    """The national files; and those of a region where there is none for the same day and window."""
    snapshot = re.compile(r"\d{4}-\d\d-\d\d_[A-Z]{2}_(yesterday|last_\d\d?_days|lifelong)")
    files = list(raw.tables(archives, "meta-report/"))
    national = [
        file for file in files if "number of ads in library" in map(str.lower, file.columns)
    ]
    covered = {found[0] for file in national if (found := snapshot.search(file.label))}
    yield from national
    for file in files:
        if file not in national and snapshot.search(file.label)[0] not in covered:
            yield file


def is_of(row: dict[str, str], own: str, name: str) -> bool:
    """Whether a row counts for the sponsor: by its text, or without one by page id, or by name."""
    if row["Disclaimer"] not in ("", raw.NO_DISCLAIMER):
        return own.startswith("t") and plain(row["Disclaimer"]) == plain(name)
    page = row.get("Page ID", "0")
    if page != "0":
        return own == f"page-{page}"
    return re.match("p[0-9a-f]", own) is not None and plain(page_name(row)) == plain(name)


def page_name(row: dict[str, str]) -> str:
    """The page, whose column is spelled in two ways."""
    return row.get("Page Name") or row.get("Page name") or ""


def snapchat(archives: Path, names: Sequence[str]) -> Iterator[str]:
    """One total for each currency: over the newest copy of each ad."""
    sums: Counter[str] = Counter()
    for name in names:
        sums.update(raw.snapchat_totals(archives, name))
    for code, total in sums.items():
        yield amount(total, total, code) if code else f"{total:,}"


def plain(text: str) -> str:
    """With its white space collapsed."""
    return re.sub(r"\s+", " ", text).strip()
