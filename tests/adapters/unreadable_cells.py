"""By archive: rows that can be read, and cells that only the adapter can tell to be unreadable."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.adapters.reading import put

Cells = Mapping[str, object]
Records = Sequence[Cells]


@dataclass(frozen=True)
class Fault:
    """Cells that a row has instead of good ones, our name of the column, and the reason.

    ``name`` is of the file, where not every fault has one of its own."""

    column: str
    cells: Cells
    reason: str
    name: str = ""


@dataclass(frozen=True)
class Case:
    """How an archive's good rows and its file are made, and its faults. A file is named by its
    number, its day being that number; ``first_line`` is that of its first row."""

    good: Callable[[int], Cells]
    write: Callable[[Path, Records], Path]
    faults: tuple[Fault, ...]
    first_line: int = 1


def table(path: Path, records: Records, separator: str = ",") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return put(path.with_suffix(".csv"), text.getvalue())


def answer(*keys: str) -> Callable[[Path, Records], Path]:
    """Writes JSON with the records as a list below these keys."""

    def write(path: Path, records: Records) -> Path:
        found: object = list(records)
        for key in reversed(keys):
            found = {key: found}
        return put(path.with_suffix(".json"), json.dumps(found))

    return write


def reddit_listing(path: Path, records: Records) -> Path:
    return answer("data", "children")(path, [{"kind": "t3", "data": row} for row in records])


def tabs(path: Path, records: Records) -> Path:
    return table(path, records, "\t")


def database(path: Path, records: Records) -> Path:
    """The ads, each with one choice."""
    path = path.with_suffix(".db")
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        names = ", ".join(records[0])
        marks = ", ".join("?" * len(records[0]))
        connection.execute(f"CREATE TABLE ads ({names})")
        rows = [list(row.values()) for row in records]
        connection.executemany(f"INSERT INTO ads VALUES ({marks})", rows)
        connection.executescript(
            "CREATE TABLE targets (id, name, category, prefix);"
            "INSERT INTO targets VALUES ('a1', 'age:18 - 51', 'age', 'age');"
            "CREATE TABLE ad_targets (target_id, ad_id);"
            "INSERT INTO ad_targets SELECT 'a1', id FROM ads;"
        )
        connection.commit()
    return path


def ira_tabbed(number: int) -> Cells:
    return {
        "AD_ID": number, "AD_CLICKS": 1, "AD_IMPRESSIONS": 10, "AD_PATH": f"made-up-{number}.pdf",
        "AD_CREATION_DATE": "2016-10-31 23:30:00", "AD_END_DATE": "", "AD_SPEND": "5.50 RUB",
        "AD_POTENTIAL_TARGET": "",
    }  # fmt: skip


def ira_table(number: int) -> Cells:
    return {
        "AdID": number, "AdText": "Kettles", "Clicks": 1, "Impressions": 10,
        "CreationDate": "06/10/15 02:59:53 AM PDT", "EndDate": "", "AdSpend": "5.50",
        "AdSpendCurrency": "RUB", "SourceFile": f"made-up-{number}.pdf",
    }  # fmt: skip


def ira_database(number: int) -> Cells:
    return {
        "id": number, "pdf": f"made-up-{number}.pdf", "image": None, "clicks": 1,
        "impressions": 10, "text": "Kettles", "url": "", "spend_amount": "5.50",
        "spend_currency": "RUB", "created": "2016-08-17T04:17:52-07:00", "ended": None,
    }  # fmt: skip


def x_row(number: int) -> Cells:
    return {
        "Screen Name": "DemoSpoons", "Tweet Id": f"1720033259050893{number:03}", "Tweet Url": "",
        "Day of Start Date Adgroup": "2024-03-01", "Day of End Date Adgroup": "2024-03-02",
        "Targeting Name": "", "Interest Targeting": "", "Geo Targeting": "",
        "Gender Targeting": "", "Age Targeting": "", "Impressions": "1000", "Spend_USD": "9.00",
    }  # fmt: skip


def tiktok_ad(number: int) -> Cells:
    return {
        "ad": {"id": 1000 + number, "reach": {"unique_users_seen": "10K"}},
        "advertiser": {"business_name": "Demo Kite"},
    }


def microsoft_ad(number: int) -> Cells:
    return {
        "AdId": 1000 + number, "AdvertiserName": "Demo Kite", "DestinationUrl": "",
        "AdDetails": {"StartDate": "2024-01-01"},
    }  # fmt: skip


def linkedin_ad(number: int) -> Cells:
    return {
        "adUrl": f"https://www.linkedin.com/ad-library/detail/{1000 + number}",
        "isRestricted": False, "details": {"advertiser": {"advertiserName": "Demo Kite"}},
    }  # fmt: skip


def meta_ad(number: int) -> Cells:
    return {
        "id": str(1000 + number), "page_id": "2", "page_name": "Demo Kite",
        "ad_delivery_start_time": "2024-01-01", "languages": ["en"],
    }  # fmt: skip


def reddit_post(number: int) -> Cells:
    post = f"g0dem{number:03}"
    link = f"/r/RedditPoliticalAds/comments/{post}/kites/"
    return {
        "id": post, "subreddit": "RedditPoliticalAds", "title": "Kites", "selftext": "Fly",
        "link_flair_text": None, "created_utc": 1580000000.0, "permalink": link,
        "url": f"https://www.reddit.com{link}", "is_self": True, "stickied": False,
    }  # fmt: skip


def reddit_row(number: int) -> Cells:
    return {
        "post_id": f"g0row{number:03}", "url": "https://www.reddit.com/r/RedditPoliticalAds/",
        "posted_date": "2020-04-13", "spend_min": "5", "spend_max": "9", "currency": "USD",
        "impressions_min": "", "impressions_max": "",
    }  # fmt: skip


def details(**cells: object) -> Cells:
    """Of LinkedIn and Microsoft."""
    return {"details": {"advertiser": {"advertiserName": "Demo Kite"}, **cells}}


def targets(**cells: object) -> Cells:
    """Of TikTok: its advertiser stays."""
    return {"ad_group": {"targeting_info": cells}}


def tiktok(**cells: object) -> Cells:
    return {"ad": {"id": 999, **cells}}


IRA_TIME = "is no time that is known, such as"
NO_PEOPLE = "is no number of people that can be read, such as 10K"
CASES: Mapping[str, tuple[Case, ...]] = {
    "ira": (
        Case(
            ira_tabbed,
            tabs,
            (
                Fault("started", {"AD_CREATION_DATE": "2016-13-31 1:00:00"}, IRA_TIME, "tabbed"),
                Fault("ended", {"AD_END_DATE": "later"}, IRA_TIME, "tabbed"),
                Fault("spend_text", {"AD_SPEND": "5,50 RUB"}, "is no amount such as", "tabbed"),
            ),
            first_line=2,
        ),
        Case(
            ira_table,
            table,
            (
                Fault("started", {"CreationDate": "soon"}, IRA_TIME, "table"),
                Fault("ended", {"EndDate": "06/10/15 13:59:53 PM PDT"}, IRA_TIME, "table"),
                Fault("spend", {"AdSpend": "≤5"}, "is no exact amount such as", "table"),
            ),
            first_line=2,
        ),
        Case(
            ira_database,
            database,
            (
                Fault("started", {"created": "soon"}, IRA_TIME, "database"),
                Fault("ended", {"ended": "2016-08-17T04:17:52+02:00"}, IRA_TIME, "database"),
                Fault("spend", {"spend_amount": "≤5"}, "is no exact amount such", "database"),
            ),
        ),
    ),
    "x": (
        Case(
            x_row,
            table,
            (
                Fault("id_text", {"Tweet Id": "1.72E+18"}, "is an id that a spreadsheet program"),
                Fault("id_text", {"Tweet Id": "see below"}, "is no id in digits"),
                Fault(
                    "id_text",
                    {"Tweet Url": "https://x.example/a/status/1720033259050899999"},
                    "is another ad than the one of its address, 1720033259050899999",
                ),
                Fault(
                    "start_text",
                    {"Day of Start Date Adgroup": "3/1/2024"},
                    "is no date of the form that the others of the file have",
                ),
                Fault("end_text", {"Day of End Date Adgroup": "2024-02-30"}, "is no date of the"),
                Fault("impressions", {"Impressions": "10.5"}, "is no number"),
                Fault("spend", {"Spend_USD": "-1"}, "is no number"),
            ),
            first_line=2,
        ),
    ),
    "tiktok": (
        Case(
            tiktok_ad,
            answer("data", "ads"),
            (
                Fault("videos", tiktok(videos="none"), "is no list"),
                Fault("images", tiktok(image_urls="[oops"), "is no list"),
                *(
                    Fault(name, targets(**{original: "all"}), "is no list")
                    for name, original in (
                        ("countries", "country"),
                        *((name, name) for name in (
                            "provinces", "cities", "languages", "device_models",
                            "operating_systems",
                        )),
                    )
                ),
                Fault("reach_plain", tiktok(reach="lots"), NO_PEOPLE),
                Fault("reach_text", tiktok(reach={"unique_users_seen": "100-500K"}), NO_PEOPLE),
                Fault("audience_text", targets(number_of_users_targeted="all"), NO_PEOPLE),
            ),
        ),
    ),
    "microsoft": (
        Case(
            microsoft_ad,
            answer("value"),
            (
                Fault("shares", {"AdDetails": {"ImpressionsByCountry": "DE"}}, "is no list"),
                Fault("targets", {"AdDetails": {"Targets": "Age"}}, "is no list"),
                Fault(
                    "impressions_text",
                    {"AdDetails": {"TotalImpressionsRange": "many"}},
                    "is no range of impressions that can be read",
                ),
            ),
        ),
    ),
    "linkedin": (
        Case(
            linkedin_ad,
            answer("elements"),
            (
                Fault(
                    "shares",
                    details(adStatistics={"impressionsDistributionByCountry": "DE"}),
                    "is no list",
                ),
                Fault("targets", details(adTargeting="[oops"), "is no list"),
                Fault(
                    "ad_url",
                    {"adUrl": "https://www.linkedin.com/ad-library/"},
                    "is no address of an ad in the library",
                ),
                Fault(
                    "impressions_lo",
                    details(adStatistics={"totalImpressions": {"from": 9, "to": 5}}),
                    "is more than the upper bound beside it",
                ),
            ),
        ),
    ),
    "meta-api": (
        Case(
            meta_ad,
            answer("data"),
            (
                *(
                    Fault(name, {original: "en"}, "is no list of texts")
                    for name, original in (
                        ("bodies", "ad_creative_bodies"),
                        ("titles", "ad_creative_link_titles"),
                        ("captions", "ad_creative_link_captions"),
                        ("descriptions", "ad_creative_link_descriptions"),
                        ("languages", "languages"),
                        ("surfaces", "publisher_platforms"),
                        ("ages", "target_ages"),
                    )
                ),
                *(
                    Fault(name, {original: "Ohio"}, "is no list of ")
                    for name, original in (
                        ("regions", "delivery_by_region"),
                        ("old_regions", "region_distribution"),
                        ("groups", "demographic_distribution"),
                        ("reach_places", "total_reach_by_location"),
                        ("reach_groups", "age_country_gender_reach_breakdown"),
                        ("payers", "beneficiary_payers"),
                        ("locations", "target_locations"),
                    )
                ),
                *(
                    Fault(f"{name}_{part}", {original: value}, reason)
                    for name, original in (
                        ("spend", "spend"),
                        ("impressions", "impressions"),
                        ("audience", "estimated_audience_size"),
                        ("old_audience", "potential_reach"),
                    )
                    for part, value, reason in (
                        ("text", "100-199", "is no pair of bounds"),
                        (
                            "upper",
                            {"lower_bound": "9", "upper_bound": "8"},
                            "is below the lower bound",
                        ),
                    )
                ),
                Fault(
                    "regions",
                    {"delivery_by_region": [{"region": "Ohio", "percentage": "50"}]},
                    "has a percentage that is no number from 0 to 1",
                ),
                Fault(
                    "regions",
                    {"delivery_by_region": [{"region": "Ohio", "percentage": "1", "city": "x"}]},
                    "has an entry with a key besides 'region', 'percentage'",
                ),
                Fault(
                    "locations",
                    {"target_locations": [{"name": "Ohio", "num_obfuscated": 0}]},
                    "has an entry without 'type'",
                ),
            ),
        ),
    ),
    "reddit": (
        Case(
            reddit_post,
            reddit_listing,
            (
                Fault(
                    "permalink", {"permalink": "javascript:alert(1)"}, "is no address of a post in"
                ),
            ),
        ),
        Case(
            reddit_row,
            table,
            (
                Fault("spend_min", {"spend_min": "≤5"}, "is no plain number"),
                Fault("spend_max", {"spend_max": "≤9"}, "is no plain number"),
                Fault("spend_min", {"spend_min": "7", "spend_max": "", "currency": ""}, "is an am"),
                Fault("spend_max", {"spend_min": "", "currency": ""}, "is an amount without a"),
                Fault("spend_min", {"spend_min": "10"}, "is more than the upper bound beside it"),
                Fault(
                    "impressions_min",
                    {"impressions_min": "9", "impressions_max": "8"},
                    "is more than the upper bound beside it",
                ),
            ),
            first_line=2,
        ),
    ),
}  # fmt: skip
