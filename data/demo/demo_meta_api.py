"""Writes made-up answers of Meta's Ad Library API, with its names of today and of before 2021."""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from demo_dice import Dice
from demo_files import Files
from demo_names import HOSTILE, Payer, payers_in
from demo_places import BUSY_STATES, STATES

MARKER = "SECRET-TOKEN-MARKER"
Record = dict[str, object]
BOUNDS = ((0, 99), (100, 199), (300, 399), (1_000, 1_499), (10_000, 14_999), (1_000_000, None))
AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
BODIES = (
    "This is a made-up ad. It asks for nothing.",
    "Two lines in a made-up ad:\nthe second is this one.",
    "<script>window.__pwned=6</script> {{ 7*7 }} {% raw %} **bold** | pipes | <!-- comment",
    '=HYPERLINK(A1,"x")',
    "Demo \u202etxet desrever 🎈 &amp;lt; “quotes” [link](javascript:window.__pwned=3)",
    "# heading\n```\n" + "A very long made-up text. " * 12,
)
ABROAD = {"DE": ("Bayern", "Hamburg"), "NL": ("Utrecht", "Zeeland")}
COUNTRIES = {"DE": "Germany", "NL": "Netherlands"}


def meta_api_files() -> Files:
    """Every made-up answer, by its path in the archive folder."""
    payers = [*payers_in("m", "US")[:11], *HOSTILE[:7]]
    ads = [_american(payer, number) for number, payer in enumerate(payers)]
    again = [ads[3], ads[7] | {"spend": _bounds(4), "ad_delivery_stop_time": "2024-10-27"}]
    files = {
        "us/2024-10-28/first-page.json": _page(ads[:12]),
        "us/2024-10-28/second-page.json": _page([*ads[12:], *again]),
        "eu-2024-10-20.jsonl": _lines(
            _european(payer, number) for number, payer in enumerate(payers_in("m", "DE", "NL"))
        ),
        "2019-11-05/old-names.jsonl": _lines(
            _older(payer, number) for number, payer in enumerate(payers_in("m", "GB"))
        ),
        "2021-12-20/one-record.json": _one({"_id": "99900777", **_american(payers[0], 99)}),
    }
    return {f"meta-api/{name}": text.encode("utf-8") for name, text in files.items()}


def _page(records: list[Record]) -> str:
    """An answer as it is saved, with the address of the next one, which holds the token."""
    following = f"https://graph.example/ads_archive?after=demo&access_token={MARKER}"
    answer = {"data": records, "paging": {"cursors": {"after": "demo"}, "next": following}}
    return json.dumps(answer, ensure_ascii=False) + "\n"


def _lines(records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _one(record: Record) -> str:
    return json.dumps({key: value for key, value in record.items() if key != "id"}, indent=2) + "\n"


def _common(payer: Payer, number: int, first: date, kind: str) -> Record:
    """What an ad has in every version: its page, dates, bounds and currency."""
    ad_id = f"99900{Dice(f'meta-api:{kind}:{number}').digits(9)}"
    last = first + timedelta(days=number % 9)
    record: Record = {
        "id": ad_id,
        "page_id": page_id(payer.name),
        "page_name": payer.name,
        "ad_delivery_start_time": first.isoformat(),
        "ad_snapshot_url": (
            f"https://www.facebook.example/ads/archive/render_ad/?id={ad_id}&access_token={MARKER}"
        ),
        "spend": _bounds(number % 6),
        "impressions": _bounds((number + 2) % 6),
    }
    if number % 5:
        record["ad_delivery_stop_time"] = last.isoformat()
    if number % 11 == 10:
        record |= {"spend": None, "impressions": {}}
    return record


def _american(payer: Payer, number: int) -> Record:
    dice = Dice(f"meta-api-us:{number}")
    first = dice.day(date(2024, 9, 1), date(2024, 10, 15)) if number < 99 else date(2021, 12, 8)
    regions = [STATES[state] for state in dice.some(BUSY_STATES, dice.between(1, 5))]
    if number % 4 == 0:
        regions += ["Washington, District of Columbia", "Unknown"]
    groups = [(age, gender) for age in dice.some(AGES, 2) for gender in ("female", "male")]
    record = _common(payer, number, first, "us") | {
        "ad_creation_time": (first - timedelta(days=1)).isoformat(),
        "ad_creative_bodies": [BODIES[number % 6]] * (1 + number % 2),
        "ad_creative_link_captions": ["demo.example"],
        "ad_creative_link_titles": [f"A made-up title, number {number}"],
        "bylines": "" if number % 6 == 5 else payer.name,
        "currency": "USD",
        "delivery_by_region": _shares(dice, [{"region": region} for region in regions]),
        "demographic_distribution": _shares(
            dice, [{"age": age, "gender": gender} for age, gender in groups]
        ),
        "estimated_audience_size": {"lower_bound": "1000001"} if number % 3 else _bounds(4),
        "languages": ["en", "es"] if number % 3 == 0 else ["en"],
        "publisher_platforms": dice.some(("facebook", "instagram", "messenger"), 2),
    }
    return record


def _european(payer: Payer, number: int) -> Record:
    dice = Dice(f"meta-api-eu:{number}")
    country, regions = payer.country, ABROAD[payer.country]
    people = [dice.between(0, 4_000) for _ in range(4)]
    beneficiary = f"Demo-Kandidatin Nr. {number} (erfunden)"
    pairs = [{"payer": payer.name, "beneficiary": beneficiary, "current": True}]
    if number % 2:
        pairs.append(
            {"payer": "Alter Demo-Zahler (erfunden)", "beneficiary": None, "current": False}
        )
    place = {
        "name": COUNTRIES[country],
        "num_obfuscated": 0,
        "type": "countries",
        "excluded": False,
    }
    region = {"name": f"{regions[0]}, {COUNTRIES[country]}", "num_obfuscated": 0, "type": "regions"}
    hidden = {"name": None, "num_obfuscated": 4, "type": "zips", "excluded": False}
    return _common(payer, number, date(2024, 9, 2 + number), "eu") | {
        "ad_creative_bodies": [f"Erfundene Anzeige Nr. {number} 🎈"],
        "currency": "EUR",
        "bylines": "" if number % 3 == 2 else payer.name,
        "beneficiary_payers": pairs,
        "eu_total_reach": sum(people),
        "age_country_gender_reach_breakdown": [
            {
                "country": country,
                "age_gender_breakdowns": [
                    {"age_range": "18-24", "female": people[0], "male": people[1]},
                    {"age_range": "65+", "female": people[2], "male": people[3]},
                ],
            }
        ],
        "total_reach_by_location": [{"key": COUNTRIES[country], "value": sum(people)}],
        "delivery_by_region": _shares(dice, [{"region": name} for name in regions]),
        "target_ages": ["18", "65+"],
        "target_gender": ("All", "Women", "Men")[number % 3],
        "target_locations": [place, region | {"excluded": number % 2 == 1}, hidden],
    }


def _older(payer: Payer, number: int) -> Record:
    """The names and the times with a zone of before 2021."""
    first = date(2019, 10, 1 + number)
    record = _common(payer, number, first, "gb")
    shares = _shares(Dice(f"meta-api-gb:{number}"), [{"region": "Scotland"}, {"region": "Wales"}])
    return record | {
        "ad_delivery_start_time": f"{first.isoformat()}T23:30:00-0700",
        "ad_delivery_stop_time": f"{(first + timedelta(days=9)).isoformat()}T08:00:00+0000",
        "ad_creative_body": BODIES[number % 3],
        "ad_creative_link_title": "A made-up title of 2019",
        "ad_creative_link_caption": "old.example",
        "currency": "GBP",
        "funding_entity": payer.name,
        "potential_reach": _bounds(4),
        "region_distribution": shares,
    }


def _bounds(step: int) -> Record:
    """A pair of bounds as Meta writes it: as text, and the highest without an end."""
    low, high = BOUNDS[step]
    pair: Record = {"lower_bound": str(low)}
    return pair if high is None else pair | {"upper_bound": str(high)}


def _shares(dice: Dice, entries: list[Mapping[str, object]]) -> list[Record]:
    """The entries with uneven shares that add up to one."""
    parts = dice.split(1_000_000, len(entries))
    return [
        {**entry, "percentage": f"{part // 1_000_000}.{part % 1_000_000:06d}"}
        for entry, part in zip(entries, parts, strict=True)
    ]


def page_id(page: str) -> str:
    """The id that the made-up reports give to the page."""
    dice = Dice(f"meta-page:{page}")
    dice.between(150, 900)  # where a report draws the ads per amount
    return f"99900{dice.digits(10)}"
