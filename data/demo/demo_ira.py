"""Writes made-up ads in the three transcriptions of the Internet Research Agency's documents."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from demo_dice import Dice
from demo_files import Files, csv_text
from demo_names import HOSTILE

HEADER = (
    "AD_CLICKS", "AD_CREATION_DATE", "AD_END_DATE", "AD_ID", "AD_IMPRESSIONS", "AD_LANDING_PAGE",
    "AD_PATH", "AD_SPEND", "AD_TARGETING_AGE", "AD_TARGETING_CUSTOM_AUDIENCE",
    "AD_TARGETING_EXCLUDE", "AD_TARGETING_EXCLUDED_CONNECTIONS", "AD_TARGETING_EXCLUDE_LOCATION",
    "AD_TARGETING_FRIENDS_OF_CONNECTIONS", "AD_TARGETING_GENDER", "AD_TARGETING_INTERESTS",
    "AD_TARGETING_LANGUAGE", "AD_TARGETING_LOCATION", "AD_TARGETING_LOCATION_LIVING_IN",
    "AD_TARGETING_LOCATION_RECENTLY_IN", "AD_TARGETING_PEOPLE_WHO_MATCH",
    "AD_TARGETING_PLACEMENTS", "AD_TEXT", "AD_POTENTIAL_TARGET",
)  # fmt: skip
TABLE_HEADER = (
    "AdID", "AdText", "Clicks", "Impressions", "Age", "CreationDate", "EndDate", "LandingPage",
    "Location", "Behaviors", "Placements", "PeopleWhoMatch", "Interests", "Language",
    "FriendsOfConnections", "ExcludedConnections", "Gender", "Generation", "Politics",
    "CustomAudience", "AdSpend", "AdSpendCurrency", "SourceFile", "SourceZip", "pages",
)  # fmt: skip
TEXTS = (
    "Demo Kettles (made up): every kettle whistles. Join our made-up page!",
    "A made-up police officer of the Demo Teapot Patrol stopped a left-handed spoon.",
    "Fictional refugees of Invisible Island look for a border. Like, if you can draw one.",
    "The Demo Sandcastle Party says: no candidate is taller than a sandcastle (made up).",
    "Black socks, white socks: the Demo Lost Sock Recovery Committee ends sock racism.",
    "",
    "Defend the right to bear umbrellas. A made-up ad about no gun at all.",
)
PLACES = (
    ("", "United States"),
    ("United States: Texas", ""),
    ("United States: Baltimore (+20 km) Maryland; St. Louis(+20 km) Missouri", ""),
    ("", "United States: New York (+25 mi) New York"),
    ("Germany, France, United Kingdom", ""),
    ("United States Connections: People who like Demo Kettles", ""),
)
INTERESTS = (
    "Kettles (drinkware), Umbrella or Left-handed teaspoons",
    "Sandcastles, Kettles(drinkware) or Socks",
    "Socks",
    "",
    "Umbrella, Kettles (drinkware) or <b>| {{ 7*7 }} </b>",
)
FEEDS = "News Feed on desktop computers or News Feed on mobile devices"
# Which hostile name stands before the text of an ad: a script, marks, an override, a formula.
BEFORE_TEXT = {3: 0, 8: 10, 13: 11, 17: 2, 18: 8, 19: 4, 20: 16, 21: 9}
FIRST_DAY = datetime(2015, 6, 9, 3, 48, 26)  # noqa: DTZ001 (as the documents: no zone)


@dataclass(frozen=True)
class MadeUpAd:
    """One made-up document; a blank amount or end is an empty text."""

    number: int
    text: str
    start: datetime
    end: datetime | None
    impressions: int
    clicks: int
    spend: str
    landing: str
    places: tuple[str, str]
    interests: str
    audience: str

    @property
    def document(self) -> str:
        """The month of the document and its name."""
        return f"{self.start:%Y-%m}/P(1)000{9000 + self.number}.pdf"


def ira_files() -> Files:
    """The three made-up transcriptions, by their path in the archive folder."""
    ads = [_ad(number) for number in range(1, 25)]
    # Ad 7 is in the first alone, ad 23 in the database alone, ad 24 in the table alone.
    tabbed = [_tabbed(ad) for ad in ads if ad.number < 23]
    stored = [ad for ad in ads if ad.number not in (7, 24)]
    table = [_row(ad) for ad in ads if ad.number not in (7, 23)]
    lines = "".join("\t".join(map(_cell, row)) + "\n" for row in (HEADER, *tabbed))
    return {
        "ira/ira-ads.tsv": lines.encode("utf-8"),
        "ira/FacebookAds.csv": csv_text(TABLE_HEADER, table).encode("utf-8"),
        "ira/russian-ads.db": _database(stored),
    }


def _cell(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if '"' in text or "\n" in text else text


def _ad(number: int) -> MadeUpAd:
    dice = Dice(f"ira:{number}")
    start = FIRST_DAY + timedelta(days=33 * number, minutes=dice.between(0, 1000))
    shown = 0 if number % 6 == 0 else dice.between(20, 90_000)
    kopecks = 0 if shown == 0 else dice.between(500, 900_000)
    text = TEXTS[number % len(TEXTS)]
    if number in BEFORE_TEXT:
        text = f"{HOSTILE[BEFORE_TEXT[number]].name} {text}".strip()
    return MadeUpAd(
        number=number,
        text=text,
        start=start,
        end=None if number % 4 == 0 else start + timedelta(hours=-20 if number == 9 else 50),
        impressions=shown,
        clicks=shown // 20,
        spend=f"{kopecks // 100}.{kopecks % 100:02d}" if shown else "",
        landing=f"https://www.pages.example/demo-kettles-{number % 3}/",
        places=PLACES[number % len(PLACES)],
        interests=INTERESTS[number % len(INTERESTS)],
        audience=str(10_000 * dice.between(3, 900)) if number % 3 else "",
    )


def _tabbed(ad: MadeUpAd) -> list[object]:
    """The first transcription: roubles behind the amount; an ad that was never shown has a blank,
    or a bare 0."""
    spend = f"{ad.spend} RUB" if ad.spend else "0" if ad.number == 12 else ""
    quarter = f"{ad.start:%Y}-q{(ad.start.month + 2) // 3}/"
    cells = {
        "AD_CLICKS": ad.clicks,
        "AD_CREATION_DATE": _plain_time(ad.start),
        "AD_END_DATE": _plain_time(ad.end),
        "AD_ID": ad.number,
        "AD_IMPRESSIONS": ad.impressions,
        "AD_LANDING_PAGE": ad.landing,
        "AD_PATH": quarter + ad.document,
        "AD_SPEND": spend,
        "AD_TARGETING_AGE": "18 - 65+",
        "AD_TARGETING_GENDER": "Female" if ad.number == 5 else "",
        "AD_TARGETING_INTERESTS": ad.interests,
        "AD_TARGETING_LANGUAGE": "English (UK) or English (US)" if ad.number % 2 else "",
        "AD_TARGETING_LOCATION": ad.places[0],
        "AD_TARGETING_LOCATION_LIVING_IN": ad.places[1],
        "AD_TARGETING_EXCLUDED_CONNECTIONS": "Exclude people who like Demo Kettles"
        if ad.number % 3 == 0
        else "",
        "AD_TARGETING_PLACEMENTS": FEEDS,
        "AD_TEXT": " ".join(ad.text.split()),
        "AD_POTENTIAL_TARGET": ad.audience,
    }
    return [cells.get(name, "") for name in HEADER]


def _row(ad: MadeUpAd) -> list[object]:
    """The last transcription: the times of the documents, some of them damaged; fewer amounts."""
    if ad.number == 10:
        ad = replace(ad, impressions=ad.impressions // 10)
    if ad.number == 11:
        ad = replace(ad, spend=ad.spend[1:])
    start = _american_time(ad.start)
    if ad.number == 13:
        start = start.replace(" ", "", 1)
    if ad.number == 14:
        start = start.replace(":", "-")
    cells = {
        "AdID": ad.number,
        "AdText": ad.text,
        "Clicks": ad.clicks,
        "Impressions": "" if ad.number == 24 else ad.impressions,
        "Age": "18 - 65+",
        "CreationDate": "" if ad.number == 24 else start,
        "EndDate": _american_time(ad.end),
        "LandingPage": ad.landing.replace("www.", "").replace("demo", "Demo"),
        "Location": ad.places[0] or f"Living In: {ad.places[1]}",
        "Placements": FEEDS,
        "Interests": ad.interests,
        "AdSpend": "" if ad.number in (15, 16) else ad.spend,
        "AdSpendCurrency": {16: "USD"}.get(ad.number, "RUB" if ad.spend else ""),
        "SourceFile": f"/{ad.document}",
        "SourceZip": f"{ad.start:%Y}-q{(ad.start.month + 2) // 3}.zip",
        "pages": 2,
    }
    return [cells.get(name, "") for name in TABLE_HEADER]


def _plain_time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d} {moment.hour}:{moment:%M:%S}" if moment else ""


def _american_time(moment: datetime | None) -> str:
    return f"{moment:%m/%d/%y %I:%M:%S %p} {_zone(moment)[0]}" if moment else ""


def _zone(moment: datetime) -> tuple[str, str]:
    """Summer time as the made-up days need it: from March to October."""
    return ("PDT", "-07:00") if 3 < moment.month < 11 else ("PST", "-08:00")


def _database(ads: list[MadeUpAd]) -> bytes:
    """The second transcription: choices in tables of their own, dollars for what cost nothing."""
    targets: dict[tuple[str, str], str] = {}
    pairs = []
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "PRAGMA page_size = 1024;"
            "CREATE TABLE ads (id INTEGER PRIMARY KEY, pdf TEXT, image TEXT, clicks INTEGER, "
            "impressions INTEGER, text TEXT, url TEXT, spend_amount TEXT, spend_currency TEXT, "
            "created TEXT, ended TEXT);"
            "CREATE TABLE targets (id TEXT PRIMARY KEY, name TEXT, category TEXT, prefix TEXT);"
            "CREATE TABLE ad_targets (target_id TEXT REFERENCES targets(id), "
            "ad_id INTEGER REFERENCES ads(id));"
        )
        for ad in ads:
            connection.execute(
                "INSERT INTO ads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _record(ad)
            )
            for prefix, text in _choices(ad):
                known = targets.setdefault((prefix, text), f"{len(targets) + 1:05x}")
                pairs.append((known, ad.number))
        connection.executemany(
            "INSERT INTO targets VALUES (?, ?, ?, ?)",
            [
                (key, f"{prefix}:{text}", prefix.partition(":")[0], prefix)
                for (prefix, text), key in targets.items()
            ],
        )
        connection.executemany("INSERT INTO ad_targets VALUES (?, ?)", pairs)
        connection.commit()
        content = bytearray(connection.serialize())
    # What differs between versions of the library: its number, and how often the file was changed.
    content[24:28] = content[92:96] = (1).to_bytes(4, "big")
    content[96:100] = (3_040_000).to_bytes(4, "big")
    return bytes(content)


def _record(ad: MadeUpAd) -> tuple[object, ...]:
    amount, currency = (ad.spend, "RUB") if ad.spend else ("0.00", "USD")
    if ad.number == 16:
        amount, currency = "74.00", "USD"
    started = ad.start + timedelta(days=2 if ad.number == 17 else 0)
    return (
        ad.number,
        f"data/{ad.document}",
        f"images/{ad.number}.png" if ad.number % 2 else None,
        ad.clicks,
        ad.impressions,
        ad.text.replace("tles", "t|es").replace("every", "eyery") + "\n" if ad.text else None,
        ad.landing.replace("kettles", "kett|es"),
        amount,
        currency,
        f"{started:%Y-%m-%dT%H:%M:%S}{_zone(started)[1]}",
        f"{ad.end:%Y-%m-%dT%H:%M:%S}{_zone(ad.end)[1]}" if ad.end else None,
    )


def _choices(ad: MadeUpAd) -> list[tuple[str, str]]:
    """(prefix, text) of what the buyer chose."""
    items = ad.interests.replace(" or ", ", ").split(", ")
    where = "location" if ad.places[0] else "location_living_in"
    place = ad.places[0] or ad.places[1]
    return [
        ("age", "18 - 65+"),
        (where, place),
        *(("people_who_match:interests", item) for item in items if item),
        ("placements", "News Feed on mobile devices"),
        *(
            (("excluded_connections", "Exclude people who like Demo Kettles"),)
            if ad.number % 3 == 0
            else ()
        ),
    ]
