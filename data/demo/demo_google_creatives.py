"""Ad rows of the made-up Google files: the bundle's creative-stats and a warehouse export."""

from datetime import date, timedelta

from demo_dice import Dice
from demo_files import Files, Row, csv_bytes
from demo_google_ads import AGES, GENDERS, Ad, Advertiser
from demo_money import (
    BUCKET_EDGES,
    CURRENCIES_RANGES,
    IMPRESSION_EDGES,
    IMPRESSION_TEXTS,
    SPEND_TEXTS,
    bucket,
    fine_impressions,
    spend_range,
)
from demo_places import GOOGLE_ITEMS

CREATIVE_HEADER = [
    *("Ad_ID", "Ad_URL", "Ad_Type", "Regions", "Advertiser_ID", "Advertiser_Name"),
    *("Ad_Campaigns_List", "Date_Range_Start", "Date_Range_End", "Num_of_Days", "Impressions"),
    *("Spend_USD", "First_Served_Timestamp", "Last_Served_Timestamp", "Age_Targeting"),
    *("Gender_Targeting", "Geo_Targeting_Included", "Geo_Targeting_Excluded"),
    *(f"Spend_Range_{end}_{code}" for code in CURRENCIES_RANGES for end in ("Min", "Max")),
]
FINE_FROM = date(2024, 7, 1)
DASH_FROM = date(2024, 3, 1)
HOSTILE_PLACES = (
    "<script>window.__pwned=1</script>, Ohio, {{ 7*7 }}, `Texas`, **Utah**, | Iowa |, <!-- Maine",
    "[Kansas](javascript:window.__pwned=3), {% raw %}, =1+1, &amp;lt;, <img src=x "
    "onerror=window.__pwned=2>",
)


def creative_rows(ads: list[Ad]) -> list[Row]:
    """The rows of the bundle's creative-stats, one per ad."""
    rows: list[Row] = []
    for number, ad in enumerate(ads):
        who = ad.advertiser
        url = f"https://adstransparency.example/advertiser/{who.new_id}/creative/{ad.ad_id}"
        included = ad.included
        if number in (20, 40):
            included = HOSTILE_PLACES[number // 20 - 1]
        if number == 60:
            included = ", ".join(f"{code:05d}" for code in range(10, 1310))
        rows.append(
            [
                *(ad.ad_id, url, ad.kind, who.regions, who.new_id, who.payer.name),
                *_facts(ad, included, ad.excluded),
            ]
        )
    return rows


def export_files(advertisers: list[Advertiser]) -> Files:
    """A small warehouse export: 12 ads in two files, 3 of them in both."""
    american = [who for who in advertisers if who.payer.country == "US" and not who.payer.only_old]
    rows: list[Row] = []
    for number in range(12):
        dice = Dice(f"export:{number}")
        who = american[number * 2 % 14]
        ad = _export_ad(who, number, dice)
        url = (
            "https://transparencyreport.example/political-ads/library/advertiser/"
            f"{who.old_id}/creative/{ad.ad_id}"
        )
        rows.append(
            [
                *(ad.ad_id, url, ad.kind, "US", who.old_id, who.payer.name),
                *_facts(ad, ad.included, ad.excluded, plain=True),
            ]
        )
    header = ["", *(name.lower() for name in CREATIVE_HEADER)]
    return {
        "TX.csv": csv_bytes(header, [(place, *row) for place, row in enumerate(rows[:8])]),
        "OH.csv": csv_bytes(header, [(place, *row) for place, row in enumerate(rows[5:])]),
    }


def _export_ad(who: Advertiser, number: int, dice: Dice) -> Ad:
    start = dice.day(date(2023, 6, 5), date(2023, 12, 1))
    usd = (12, 80, 340, 900, 2_300, 7_000, 48_000, 72_000, 260_000, 55, 610, 15_000)[number]
    state = "TX" if number < 8 else "OH"
    return Ad(
        ad_id=f"CR999{dice.digits(15)}",
        advertiser=who,
        kind=("Text", "Video", "Image")[number % 3],
        start=start,
        end=start + timedelta(days=dice.between(0, 30)),
        usd=usd,
        impressions=usd * dice.between(20, 90),
        ages=AGES if number % 4 else "Not targeted",
        genders=GENDERS if number % 4 else "Not targeted",
        included=", ".join(GOOGLE_ITEMS[state] + (GOOGLE_ITEMS["OH"] if 4 < number < 8 else ())),
        excluded="Anchorage, Alaska, Fairbanks, Alaska" if number % 5 == 0 else "Not targeted",
    )


def _facts(ad: Ad, included: str, excluded: str, plain: bool = False) -> list[str | int]:
    """Everything after the advertiser, in the order of the header."""
    days = (ad.end - ad.start).days + 1
    spend = SPEND_TEXTS[bucket(ad.usd, BUCKET_EDGES["USD"])]
    shown = IMPRESSION_TEXTS[bucket(ad.impressions, IMPRESSION_EDGES)]
    if not plain and ad.start >= FINE_FROM:
        shown = fine_impressions(ad.impressions)
    elif not plain and ad.start >= DASH_FROM:
        shown, spend = shown.replace("-", "–"), spend.replace("-", "–")
    row: list[str | int] = ["", ad.start.isoformat(), ad.end.isoformat(), days, shown, spend]
    row += [f"{ad.start} 06:45:00+00:00", f"{ad.end + timedelta(days=1)} 02:15:00+00:00"]
    row += [ad.ages, ad.genders, included, excluded]
    for code in CURRENCIES_RANGES:
        row += spend_range(ad.usd, code)
    return row
