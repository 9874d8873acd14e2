"""Writes the made-up yearly files of Snapchat, in its three layouts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from demo_dice import Dice
from demo_files import Files, Row, csv_bytes, zip_bytes
from demo_names import Payer, payers_in
from demo_places import BUSY_STATES, STATES
from demo_snapchat_cells import (
    AGES,
    COUNTRIES,
    HEADER_27,
    HEADER_34,
    HEADER_38,
    INTERESTS,
    METROS,
    PROPERTIES,
    asset_url,
    fake_hex,
)

README = """This is a made-up file of a made-up archive set; see data/demo/README.md.

It stands where a real yearly file has its readme: beside the data, but not data.
"""
STAMP = "%Y/%m/%d %H:%M:%SZ"


@dataclass(frozen=True)
class SnapAd:
    """One made-up ad: the three fields that revisions change, and the rest by column name."""

    ad_id: str
    start: datetime
    spend: int
    impressions: int
    cells: dict[str, str]

    def row(self, header: list[str]) -> Row:
        """The ad's cells in the order of a layout."""
        cells = self.cells | {
            "ADID": self.ad_id,
            "StartDate": self.start.strftime(STAMP),
            "Spend": str(self.spend),
            "Impressions": str(self.impressions),
        }
        return [cells.get(column, "") for column in header]


def snapchat_files() -> Files:
    """Every made-up Snapchat file, by its path in the archive folder."""
    first, second = _day(2024, 9, 1), _day(2024, 11, 1)
    ads = [_make_ad(2024, number) for number in range(120)]
    before = [ad for ad in ads if ad.start < first]
    files = {
        "2024/2024-09-01/PoliticalAds.csv": _table(HEADER_38, before, "\n"),
        "2024/2024-11-01/PoliticalAds.csv": _table(HEADER_38, _revised(ads, first, second), "\n"),
        "2023/PoliticalAds.zip": zip_bytes(
            {
                "PoliticalAds.csv": _table(
                    HEADER_34, [_make_ad(2023, number) for number in range(40)], "\r\n"
                ),
                "readme.txt": README.encode("utf-8"),
            },
            (2024, 1, 15),
        ),
        "2018/2019-01-10/PoliticalAds.csv": _table(
            HEADER_27, [_make_ad(2018, number) for number in range(20)], "\r\n"
        ),
    }
    return {f"snapchat/{name}": content for name, content in files.items()}


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def _table(header: list[str], ads: list[SnapAd], newline: str) -> bytes:
    return csv_bytes(header, [ad.row(header) for ad in ads], newline)


def _revised(ads: list[SnapAd], first: datetime, second: datetime) -> list[SnapAd]:
    """The same year two months later: new ads, changed sums, edits, and two ads gone."""
    kept: list[SnapAd] = []
    for number, ad in enumerate(ads):
        if ad.start >= second or number in (31, 77):
            continue
        if ad.start < first:
            if number % 3 == 0:
                grown = ad.spend * 9 // 8
                ad = replace(ad, spend=grown, impressions=ad.impressions * 9 // 8)
            if number % 10 == 1:
                ad = replace(ad, spend=ad.spend * 19 // 20, impressions=ad.impressions * 24 // 25)
            if number % 12 == 2 and not ad.cells["EndDate"]:
                ad = replace(ad, cells=ad.cells | {"EndDate": "2024/10/01 03:59:59Z"})
            if number % 15 == 4:
                ad = replace(ad, cells=ad.cells | {"AgeBracket": "21-44"})
        kept.append(ad)
    return kept


def _make_ad(year: int, number: int) -> SnapAd:
    dice = Dice(f"snapchat:{year}:{number}")
    payers = payers_in("s")
    payer = payers[number % len(payers)] if number < 60 else dice.pick(payers[:12])
    country, currency, regions, metros = COUNTRIES[payer.country]
    first, last = {
        2018: (_day(2018, 9, 3), _day(2018, 12, 20)),
        2023: (_day(2023, 6, 1), _day(2023, 12, 28)),
        2024: (_day(2023, 12, 10), _day(2024, 10, 25)),
    }[year]
    start = first + timedelta(seconds=dice.between(0, int((last - first).total_seconds())))
    spend = payer.usd // dice.between(60, 240) + dice.between(0, 400)
    spend = 0 if number % 29 == 7 else spend
    cells = {
        "Currency Code": currency,
        "EndDate": _end(start, number, dice),
        "CountryCode": country,
        "CreativeUrl": asset_url(year, number // 2 if number % 4 < 2 else number),
        "AgeBracket": dice.pick(AGES),
        "Gender": dice.pick(("", "", "", "FEMALE", "MALE")),
        "Segments": dice.pick(("", "Provided by Advertiser")),
        "Language": dice.pick(("", "", "en", "es", "en,es")),
        "CreativeProperties": PROPERTIES[number % len(PROPERTIES)],
    }
    cells |= _who(payer, number, dice)
    if number % 6:
        cells |= _targeting(payer, regions, metros, number, dice)
    else:
        cells |= {"AgeBracket": "", "Gender": "", "Segments": "", "Language": ""}
    shown = spend * dice.between(90, 900) + dice.between(30, 4000)
    return SnapAd(fake_hex("ad", year, number), start, spend, shown, _in_year(cells, year))


def _end(start: datetime, number: int, dice: Dice) -> str:
    """An end date: now and then none, and once before the start."""
    if number % 7 == 3:
        return ""
    days = -4 if number == 12 else dice.between(1, 45)
    return (start + timedelta(days=days, hours=dice.between(0, 9))).strftime(STAMP)


def _who(payer: Payer, number: int, dice: Dice) -> dict[str, str]:
    """The payer, the account that bought for it, and what they declared."""
    street = f"{number} PRIVATE-ADDRESS-MARKER Nowhere Lane, Suite 0"
    address = f"{street},Imaginary City,00000,{payer.country}"
    agency = dice.pick(("Pretend Media Buyers (demo agency)", "Made-Up Ads & Sons (demo agency) "))
    cells = {
        "OrganizationName": agency if number % 3 == 1 else payer.name,
        "BillingAddress": payer.country if number % 4 == 0 else address,
        "PayingAdvertiserName": payer.name,
    }
    if number % 5 == 2:
        cells["CandidateBallotInformation"] = dice.pick(
            ("Demo Measure 999 (made up)", "na", "{{ 7*7 }} <b>Demo</b> ballot")
        )
    if number % 9 == 4:
        told = "N/A" if number % 2 else payer.name
        cells |= {
            "CommitteeName": told,
            "CommitteeIdentificationNumber": "N/A" if number % 2 else "C00999901",
            "DisclosureNameOfCommittee": told,
            "AdvertisingJurisdiction": "na" if number % 2 else "US-Federal (demo)",
        }
    return cells


def _targeting(
    payer: Payer, regions: tuple[str, ...], metros: tuple[str, ...], number: int, dice: Dice
) -> dict[str, str]:
    """What the buyer chose; lists are joined by commas, and items may hold commas too."""
    cells: dict[str, str] = {}
    if payer.country == "US":
        regions = tuple(STATES[state] for state in dice.some(BUSY_STATES, 4))
        metros = METROS
    kind = number % 5
    if kind in (1, 4):
        cells["Regions (Included)"] = ",".join(dice.some(regions, dice.between(1, 3)))
    if kind == 2:
        cells["Metros (Included)"] = ",".join(dice.some(metros, dice.between(1, 3)))
    if kind == 3 and payer.country == "US":
        codes = sorted({dice.between(10000, 99000) for _ in range(dice.between(3, 30))})
        cells["Postal Codes (Included)"] = ",".join(f"{code:05d}" for code in codes)
        cells["Postal Codes (Excluded)"] = "00501,00544" if number % 2 else ""
    if number % 11 == 5:
        cells["Radius Targeting (Included)"] = (
            "latitude 43.011678;longitude -88.231481;radius 14.0,"
            "latitude 42.1006;longitude -75.9187;radius 6.16"
        )
    if number % 13 == 6:
        cells["Regions (Excluded)"] = regions[-1] if regions else ""
        cells["Metros (Excluded)"] = metros[0] if metros else ""
    if number % 17 == 8 and payer.country == "US":
        cells["Electoral Districts (Included)"] = "Texas 23rd District,Ohio 9th District"
    if number % 19 == 9:
        cells["Location Categories (Included)"] = "High Schools,Colleges & Universities"
        cells["Targeting Connection Type"] = "WIFI"
    if dice.chance(45):
        cells["Interests"] = ",".join(dice.some(INTERESTS, dice.between(1, 6)))
    if dice.chance(12):
        cells["AdvancedDemographics"] = "Occupation (Legal, Education or Health),HHI: 100-250k"
    if dice.chance(15):
        cells["OsType"] = dice.pick(("IOS", "ANDROID"))
    if number % 37 == 13:
        cells["Targeting Carrier (ISP)"] = "Country united states Carrier Demo Mobile"
    return cells


def _in_year(cells: dict[str, str], year: int) -> dict[str, str]:
    """The columns of the oldest layout have other names."""
    if year > 2018:
        return cells
    names = {
        "Regions (Included)": "RegionID",
        "Electoral Districts (Included)": "ElectoralDistrictID",
        "Radius Targeting (Included)": "LatLongRad",
        "Metros (Included)": "MetroID",
        "Postal Codes (Included)": "Targeting Geo - Postal Code",
        "Location Categories (Included)": "LocationType",
    }
    return {names.get(name, name): value for name, value in cells.items()}
