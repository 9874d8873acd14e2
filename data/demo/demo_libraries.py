"""Writes made-up answers of three ad libraries: Microsoft's, LinkedIn's and TikTok's.

Some advertisers of each are made-up sponsors of the other archives, in the same or in another
spelling; the others are made-up shops, which a site about political ads must leave out.
"""

import json
from datetime import UTC, date, datetime, timedelta

from demo_dice import Dice
from demo_files import Files
from demo_names import HOSTILE, Payer, payers_in

SHOPS = ("Demo Soap Shop (made up)", "Imaginary Kettle Store (demo)")
LINKEDIN = "https://www.linkedin.example/ad-library/detail/"
AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55+")


def library_files() -> Files:
    """Every made-up answer, by its path in the archive folder."""
    return _microsoft() | _linkedin() | _tiktok()


def _known(dice: Dice, archive: str) -> list[Payer]:
    """Sponsors of other archives, some of them with hostile names."""
    hostile = [payer for payer in HOSTILE if archive in payer.archives and '"' not in payer.name]
    return [*dice.some(payers_in(archive, "US")[:20], 4), *dice.some(hostile, 5)]


def _answer(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=0)}\n".encode()


def _microsoft() -> Files:
    dice = Dice("microsoft")
    names = [*(payer.name for payer in _known(dice, "g")), *SHOPS]
    ads = [_microsoft_ad(number, name) for number, name in enumerate(names)]
    details = {
        "PaidForByName": names[0],
        "StartDate": "2024-03-01T00:00:00Z",
        "EndDate": "2024-05-05T00:00:00Z",
        "TotalImpressionsRange": "10K-50K",
        "ImpressionsByCountry": [
            {"Country": "72", "ImpressionShare": "62.7%"},
            {"Country": "Ireland", "ImpressionShare": "37.3%"},
        ],
        "Targets": [
            {"TargetType": "Age", "UsedForExclusion": False},
            {"TargetType": "Location", "UsedForExclusion": True},
        ],
        "RestrictionReason": "Information_Integrity",
    }
    single = _microsoft_ad(90, "Demo Agency (made up)") | {"AdDetails": details}
    advertisers = [
        {
            "AdvertiserId": 999_000_000 + number,
            "AdvertiserName": name,
            "AdvertiserCountry": "Ireland",
            "IsVerified": number % 2 == 0,
        }
        for number, name in enumerate(names[:3])
    ]
    folder = "microsoft/2024-10-15"
    return {
        f"{folder}/ads.json": _answer({"@odata.count": len(ads), "value": ads}),
        f"{folder}/ad-99900000000090.json": _answer({"@odata.context": "demo", **single}),
        f"{folder}/advertisers.json": _answer({"value": advertisers}),
    }


def _microsoft_ad(number: int, name: str) -> dict[str, object]:
    asset = [{"AssetType": "Image", "AssetUrl": f"https://pictures.example/{number}.png"}]
    return {
        "AdId": 99_900_000_000_000 + number,
        "AdvertiserId": 999_000_000 + number,
        "AdvertiserName": name,
        "Title": f"A made-up ad of {name}",
        "Description": "Made up: {{ braces }} and <i>marks</i>",
        "DisplayUrl": "demo.example",
        "DestinationUrl": f"https://demo.example/?a={number}&b=<>",
        "AssetJson": json.dumps(asset) if number % 2 == 0 else None,
        "AdDetails": None,
    }


def _linkedin() -> Files:
    dice = Dice("linkedin")
    names = [*(payer.name for payer in _known(dice, "g")), *SHOPS]
    ads = [_linkedin_ad(number, name, dice) for number, name in enumerate(names)]
    ads.append({"adUrl": f"{LINKEDIN}999000099", "isRestricted": True, "details": None})
    paging = {"start": 0, "count": len(ads), "total": len(ads), "links": []}
    return {"linkedin/2024-10-15/ads.json": _answer({"elements": ads, "paging": paging})}


def _linkedin_ad(number: int, name: str, dice: Dice) -> dict[str, object]:
    """Every third ad was not shown in Europe, and has no numbers."""
    first = dice.day(date(2024, 2, 1), date(2024, 9, 1))
    share = dice.between(40, 90)
    statistics = {
        "firstImpressionAt": _milliseconds(first),
        "latestImpressionAt": _milliseconds(first + timedelta(days=dice.between(1, 30))),
        "totalImpressions": {"from": 5_000, "to": 10_000} if number % 2 else {"from": 1_000_000},
        "impressionsDistributionByCountry": [
            {"country": "urn:li:country:DE", "impressionPercentage": share + 0.25},
            {"country": "urn:li:country:FR", "impressionPercentage": 99.75 - share},
        ],
    }
    targeting = [
        {
            "facetName": "Location",
            "isIncluded": True,
            "isExcluded": True,
            "includedSegments": ["Germany", "Bavaria, Germany"],
            "excludedSegments": ["France"],
        },
        {
            "facetName": "Job",
            "isIncluded": True,
            "isExcluded": False,
            "includedSegments": ["Made-up engineer"],
            "excludedSegments": [],
        },
    ]
    is_shown = number % 3 != 2
    return {
        "adUrl": f"{LINKEDIN}9990000{number:02d}",
        "isRestricted": number % 4 == 3,
        "details": {
            "type": dice.pick(("SPONSORED_STATUS_UPDATE", "SPONSORED_VIDEO", "TEXT_AD")),
            "advertiser": {
                "advertiserName": name.upper() if number == 1 else name,
                "advertiserUrl": f"https://www.linkedin.example/company/9990{number:02d}",
                "adPayer": name if number % 2 else None,
            },
            **({"adStatistics": statistics} if is_shown else {}),
            "adTargeting": targeting if is_shown else [],
        },
    }


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp()) * 1000


def _tiktok() -> Files:
    dice = Dice("tiktok")
    names = [*(payer.name for payer in _known(dice, "m")), *SHOPS]
    ads = [_tiktok_ad(number, name, dice) for number, name in enumerate(names)]
    said = {"code": "ok", "message": "", "log_id": "demo", "http_status_code": 200}
    data = {"ads": ads, "has_more": False, "search_id": "demo"}
    first = ads[0]
    detail = {
        "ad": {
            **first["ad"],
            "title": f"A made-up title of {names[0]}",
            "external_url": "https://demo.example/{{campaign.name}}",
            "call_to_action": "Learn more",
            "advertising_objective": "TRAFFIC",
        },
        "advertiser": {**first["advertiser"], "follower_count": 7, "country_code": "IE"},
        "ad_group": {
            "targeting_info": {
                "number_of_users_targeted": "1M-2M",
                "country": ["DE", "FR"],
                "age": {age: age != "13-17" for age in AGES},
                "gender": {"female": True, "male": True, "other_genders": False},
                "interest": "Made-up news, kites",
            }
        },
    }
    return {
        "tiktok/2024-10-15/query.json": _answer({"data": data, "error": said}),
        "tiktok/2024-10-15/detail.json": _answer({"data": detail, "error": said}),
    }


def _tiktok_ad(number: int, name: str, dice: Dice) -> dict[str, dict[str, object]]:
    first = dice.day(date(2024, 2, 1), date(2024, 9, 1))
    last = first + timedelta(days=dice.between(0, 25))
    statuses = ("active", "inactive", "removed_by_tiktok", "deleted_by_advertiser")
    signed = f"https://signed.example/{number}?x-signature=SIGNED-MARKER"
    return {
        "ad": {
            "id": 999_000_000_000_000 + number,
            "first_shown_date": int(first.strftime("%Y%m%d")),
            "last_shown_date": int(last.strftime("%Y%m%d")),
            "status": statuses[number % 4],
            "status_statement": "",
            "videos": [{"url": signed}] if number % 2 == 0 else [],
            "image_urls": [signed] if number % 2 else [],
            "reach": {"unique_users_seen": dice.pick(("0-1K", "1K-10K", "10K-100K", "11K"))},
        },
        "advertiser": {
            "business_id": 99_900_000_000_000 + number,
            "business_name": name,
            "paid_for_by": name if number % 3 else "",
        },
    }
