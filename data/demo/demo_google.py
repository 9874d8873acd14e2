"""Writes the made-up Google files: an old loose snapshot, the bundle, and a warehouse export."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from demo_dice import Dice
from demo_files import Files, Row, csv_bytes, zip_bytes
from demo_google_ads import (
    NEW_DAY,
    OLD_DAY,
    Ad,
    Advertiser,
    has_2019_currency,
    make_ads,
    make_advertisers,
    places_of,
)
from demo_google_creatives import CREATIVE_HEADER, creative_rows, export_files
from demo_money import CURRENCIES_2019, CURRENCIES_2025, columns_2019, columns_2025
from demo_names import RENAMED_FROM, RENAMED_TO

BUNDLE = "google-political-ads-transparency-bundle"
PREFIX = "google-political-ads-"
STATS_HEADER = (
    "Advertiser_ID",
    "Advertiser_Name",
    "Public_IDs_List",
    "Regions",
    "Elections",
    "Total_Creatives",
)
WEEKLY_HEADER = ("Advertiser_ID", "Advertiser_Name", "Election_Cycle", "Week_Start_Date")
GEO_HEADER = ("Country", "Country_Subdivision_Primary", "Country_Subdivision_Secondary")
ADVERTISER_GEO_HEADER = (
    "Advertiser_ID",
    "Advertiser_Name",
    "Country",
    "Country_Subdivision_Primary",
)
DECLARED_HEADER = (
    "Advertiser_ID",
    "Region",
    "Advertiser_Declared_Name",
    "Advertiser_Declared_Regulatory_ID",
    "Advertiser_Declared_Scope",
    "Advertiser_Declared_Promoter_Name",
    "Advertiser_Declared_Promoter_Address",
)
KEYWORDS = (
    "taller sandcastles",
    "left handed teaspoons",
    "imaginary bridges",
    "square wheels",
    "longer weekends",
    "lost socks",
    "o'made up keyword",
    "softer pillows",
)
README = """This is a made-up file of a made-up archive set; see data/demo/README.md.

It stands where a real bundle has its README.txt: beside the data, but not data.
"""
Spend = Callable[[int, str], list[int]]


def google_files() -> Files:
    """Every made-up Google file, by its path in the archive folder."""
    advertisers = make_advertisers()
    ads = make_ads(advertisers)
    old = _old_snapshot([ad for ad in ads if has_2019_currency(ad.advertiser)])
    files = {f"google/2024-06/{name}": content for name, content in old.items()}
    members = {f"{BUNDLE}/{name}": content for name, content in _bundle(ads).items()}
    files[f"google/{BUNDLE}.zip"] = zip_bytes(members, (2024, 11, 3))
    exported = export_files(advertisers)
    files |= {f"google-bigquery/2024-01/{name}": content for name, content in exported.items()}
    return files


def _old_snapshot(ads: list[Ad]) -> Files:
    """The snapshot of June 2024 in the layout of 2019."""
    last = OLD_DAY - timedelta(days=1)

    def spend(usd: int, _country: str) -> list[int]:
        return columns_2019(usd)

    ads = [ad for ad in ads if ad.start <= last]
    cents = [f"Spend_{code}" for code in CURRENCIES_2019]
    counts, totals = _totals(ads, last)
    stats = [
        (
            *(who.old_id, _old_name(who), who.payer.public_ids, who.old_regions, who.election),
            *(counts[who], *columns_2019(usd)),
        )
        for who, usd in totals.items()
    ]
    weekly = _weekly(ads, last, spend, _old_label)
    return {
        f"{PREFIX}advertiser-stats.csv": csv_bytes((*STATS_HEADER, *cents), sorted(stats)),
        f"{PREFIX}advertiser-weekly-spend.csv": csv_bytes((*WEEKLY_HEADER, *cents), weekly),
        f"{PREFIX}geo-spend.csv": csv_bytes((*GEO_HEADER, *cents), _geo(totals, spend)),
        f"{PREFIX}top-keywords-history.csv": _keywords(),
        "README.txt": README.encode("utf-8"),
    }


def _bundle(ads: list[Ad]) -> Files:
    """The members of the bundle of November 2024, in the layout of 2025."""
    last = NEW_DAY - timedelta(days=1)
    before = {ad.advertiser for ad in ads if ad.start < OLD_DAY}
    gone = {who for who in before if who.payer.only_old}
    mapped = {who for who in before - gone if not who.payer.keeps_id}
    mapping = sorted((who.old_id, who.new_id) for who in mapped if has_2019_currency(who))
    ads = [ad for ad in ads if ad.advertiser not in gone]
    cents = [f"Spend_{code}" for code in CURRENCIES_2025]
    counts, totals = _totals(ads, last)
    stats = [
        (
            *(who.new_id, who.payer.name, who.payer.public_ids, who.regions, ""),
            *(counts[who], *columns_2025(usd, who.payer.country)),
        )
        for who, usd in totals.items()
    ]
    weekly = _weekly(ads, last, columns_2025, lambda who: (who.new_id, who.payer.name, ""))
    by_state = _advertiser_geo(totals)
    return {
        f"{PREFIX}advertiser-stats.csv": csv_bytes((*STATS_HEADER, *cents), sorted(stats)),
        f"{PREFIX}advertiser-weekly-spend.csv": csv_bytes((*WEEKLY_HEADER, *cents), weekly),
        f"{PREFIX}advertiser-geo-spend.csv": csv_bytes((*ADVERTISER_GEO_HEADER, *cents), by_state),
        f"{PREFIX}geo-spend.csv": csv_bytes((*GEO_HEADER, *cents), _geo(totals, columns_2025)),
        f"{PREFIX}creative-stats.csv": csv_bytes(CREATIVE_HEADER, creative_rows(ads)),
        f"{PREFIX}advertiser-declared-stats.csv": csv_bytes(DECLARED_HEADER, _declared(totals)),
        f"{PREFIX}updated.csv": csv_bytes(("Report_Data_Updated_Date",), [(NEW_DAY.isoformat(),)]),
        "advertiser_id_mapping.csv": csv_bytes(("OldAdvertiserId", "NewAdvertiserId"), mapping),
        "README.txt": README.encode("utf-8"),
    }


def _totals(ads: list[Ad], last: date) -> tuple[dict[Advertiser, int], dict[Advertiser, int]]:
    """Ads and dollars of each advertiser up to a day."""
    counts: dict[Advertiser, int] = defaultdict(int)
    totals: dict[Advertiser, int] = defaultdict(int)
    for ad in ads:
        counts[ad.advertiser] += 1
        totals[ad.advertiser] += ad.usd_between(ad.start, last)
    return counts, totals


def _weekly(
    ads: list[Ad], last: date, spend: Spend, label: Callable[[Advertiser], Row]
) -> list[Row]:
    """Spend by advertiser and week; weeks start on Sunday, and small ones round to 0."""
    weeks: dict[tuple[Advertiser, date], int] = defaultdict(int)
    for ad in ads:
        week = ad.start - timedelta(days=ad.start.isoweekday() % 7)
        while week <= min(ad.end, last):
            until = min(week + timedelta(days=6), last)
            weeks[ad.advertiser, week] += ad.usd_between(week, until)
            week += timedelta(days=7)
    rows = [
        (*label(who), week.isoformat(), *spend(usd, who.payer.country))
        for (who, week), usd in weeks.items()
    ]
    return sorted(rows)


def _geo(totals: dict[Advertiser, int], spend: Spend) -> list[Row]:
    """Spend by place, in every currency of the advertisers who spent there."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    for who, usd in totals.items():
        for place, part in places_of(who, usd).items():
            country = place[0] if who.payer.country == "EU" else who.payer.country
            columns = spend(part, country)
            held = sums.get(place, [0] * len(columns))
            sums[place] = [one + other for one, other in zip(held, columns, strict=True)]
    return [(*place, *columns) for place, columns in sorted(sums.items())]


def _advertiser_geo(totals: dict[Advertiser, int]) -> list[Row]:
    """Spend by US advertiser and state; this file names states without `US-` before them."""
    rows: list[Row] = []
    for who, usd in totals.items():
        states: dict[str, int] = defaultdict(int)
        if who.payer.country == "US":
            for (_, state, _district), part in places_of(who, usd).items():
                states[state.removeprefix("US-")] += part
        rows += [
            (who.new_id, who.payer.name, "US", state, *columns_2025(part, "US"))
            for state, part in states.items()
        ]
    return sorted(rows)


def _declared(totals: dict[Advertiser, int]) -> list[Row]:
    """What some advertisers declared; the addresses must never be read into the store."""
    chosen = sorted(
        (who for who in totals if who.payer.country == "US"), key=lambda who: -who.payer.usd
    )
    return [
        (
            who.new_id,
            "US-CA",
            who.payer.name,
            f"99990{number:02d}",
            "Demo Proposition 999 (made up)" if number % 2 else "",
            "Demo Promoter Office (made up)",
            f"{number} PRIVATE-ADDRESS-MARKER Nowhere Lane, Imaginary City, CA 00000",
        )
        for number, who in enumerate(chosen[:26:2], start=1)
    ]


def _keywords() -> bytes:
    header = ["Election_Cycle", "Region", "Elections", "Report_Date"]
    for place in range(1, 7):
        header += [f"Keyword_{place}", f"Spend_USD_{place}"]
    rows: list[Row] = []
    for back in range(12):
        dice = Dice(f"keywords:{back}")
        row: list[str | int] = ["US-Federal-2018", "US", "US-Federal"]
        row.append((date(2024, 6, 3) - timedelta(days=7 * back)).isoformat())
        spends = sorted((dice.between(40, 6000) * 100 for _ in range(6)), reverse=True)
        for keyword, usd in zip(dice.some(KEYWORDS, 6), spends, strict=True):
            row += [keyword, usd]
        rows.append(row)
    return csv_bytes(header, rows)


def _old_label(who: Advertiser) -> Row:
    """The first cells of a weekly row in June 2024; the deprecated cycle never moved on from 2018."""
    cycle = "US-Federal-2018" if who.payer.country == "US" else ""
    return (who.old_id, _old_name(who), cycle)


def _old_name(who: Advertiser) -> str:
    """The name in June 2024: one advertiser has changed it since, and kept its id."""
    return RENAMED_FROM if who.payer.name == RENAMED_TO else who.payer.name
