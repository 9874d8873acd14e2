"""Writes the made-up disclosure of X: two issues, in both layouts, with repeated spendings."""

from dataclasses import dataclass
from datetime import date, timedelta

from demo_dice import Dice
from demo_files import Files, Row, csv_text, zip_bytes
from demo_names import HOSTILE, payers_in
from demo_places import BUSY_STATES, STATES

TARGETING = ("Targeting Name", "Interest Targeting")
PEOPLE = ("Gender Targeting", "Age Targeting", "Impressions", "Spend_USD")
FIRST_HEADER = (
    *("Screen Name", "Tweet Id", "Tweet Url", "Day of Start Date Adgroup"),
    *("Day of End Date Adgroup", *TARGETING, "Geo Targeting", *PEOPLE, "Unnamed: 12"),
)
LATER_HEADER = (
    *("Advertiser Name", "Ad Id", "Ad Url", "Ad Type", "Start Date", "End Date", *TARGETING),
    *("Geography Targeting", *PEOPLE, "Unnamed: 13", "Unnamed: 14"),
)
CHOICES = (
    ("Followers of a made-up account", "", "18+"),
    ("", "Kites; Tea; Political News", "25-34, 35-49"),
    ("Demo list {{ 7*7 }} <b>| pipes |", "", ""),
    ("", "", "≥ 21"),
)
FIRST_DAY, LAST_DAY = date(2024, 8, 1), date(2024, 10, 10)


@dataclass(frozen=True)
class Spending:
    """What one ad group spent on a tweet, and the choices that its rows name."""

    account: str
    tweet: str
    start: date
    end: date | None
    impressions: str
    spend: str
    choices: tuple[tuple[str, str, str, str, str], ...]


def x_files() -> Files:
    """Both made-up issues, by their path in the archive folder."""
    spendings = [item for number in range(26) for item in _tweet(number)]
    later = [item for item in spendings if not item.tweet.endswith(_ending(5))]
    old = csv_text(FIRST_HEADER, [row for item in spendings for row in _first_rows(item)])
    new = csv_text(LATER_HEADER, [row for item in later for row in _later_rows(item)])
    waste = b"Made up; it stands where a computer keeps its own notes."
    first = {"political_ads.csv": old.encode("utf-8"), "__MACOSX/._political_ads.csv": waste}
    second = {"political_ads since 2023-08-29.csv": new.encode("utf-8")}
    return {
        "x/14-October-2024-political-ads-data.zip": zip_bytes(first, (2024, 10, 14)),
        "x/04-november-2024-political-ads-data.zip": zip_bytes(second, (2024, 11, 4)),
    }


def _ending(number: int) -> str:
    """The last three digits of the id of a tweet."""
    return f"{number:03d}"


def _tweet(number: int) -> list[Spending]:
    """One tweet: from one to three spendings, some of which leave a doubt."""
    payers = [*payers_in("m", "US")[:12], *HOSTILE[:3]]
    payer = payers[number % len(payers)]
    account = payer.name if payer in HOSTILE else handle(payer.name, is_shouted=number % 7 == 6)
    dice = Dice(f"x:{number}")
    tweet = f"99900{dice.digits(11)}{_ending(number)}"
    found = []
    for group in range(1 + number % 3):
        start = dice.day(FIRST_DAY, LAST_DAY - timedelta(days=20))
        cents = dice.between(200, payer.usd // 2 + 400)
        shown = str(cents * dice.between(3, 9))
        states = dice.some(BUSY_STATES, dice.between(1, 3))
        choices = tuple(
            (CHOICES[(number + place) % 4][0], CHOICES[(number + place) % 4][1],
             STATES[state] if number % 2 else state, ("", "Women", "Men")[place % 3],
             CHOICES[(number + place) % 4][2])
            for place, state in enumerate(states)
        )  # fmt: skip
        end = None if number == 9 else start + timedelta(days=dice.between(1, 20))
        spend = f"{cents // 100}.{cents % 100:02d}"
        if number == 10:
            choices = (choices[0],) * 3
        if number == 11:
            shown, choices = "0", (*choices, ("", "", "Houston, TX", "", ""))
        if number == 12 and group == 0:
            spend = ""
        if number == 13:
            choices = (*choices, ("", "", "", "", ""))
        if number == 14:
            shown, spend = "0", "0"
        found.append(Spending(account, tweet, start, end, shown, spend, choices))
    return found


def _first_rows(item: Spending) -> list[Row]:
    """The first layout: days as ISO writes them."""
    end = item.end.isoformat() if item.end else ""
    return [
        (item.account, item.tweet, _url(item), item.start.isoformat(), end, *choice,
         item.impressions, item.spend, "")
        for choice in item.choices
    ]  # fmt: skip


def _later_rows(item: Spending) -> list[Row]:
    """The later layout: days as Americans write them; one id has lost its last digits."""
    days = [f"{day.month}/{day.day}/{day.year}" if day else "" for day in (item.start, item.end)]
    is_short = item.tweet.endswith(_ending(8))
    tweet = f"{item.tweet[0]}.{item.tweet[1:6]}E+18" if is_short else item.tweet
    return [
        (item.account, tweet, _url(item), "Demo type", *days, *choice, item.impressions,
         item.spend, "", "")
        for choice in item.choices
    ]  # fmt: skip


def _url(item: Spending) -> str:
    return f"https://twitter.example/i/status/{item.tweet}"


def handle(name: str, *, is_shouted: bool = False) -> str:
    """A made-up account: “demo_” and the first letters of the name before a bracket."""
    words = [
        word for word in name.partition("(")[0].split() if word.isascii() and word[0].isalpha()
    ]
    found = f"demo_{''.join(word[0] for word in words).lower()}"
    return found.upper() if is_shouted else found
