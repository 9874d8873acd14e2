"""The made-up ads on Google: simulated once, then written in three layouts.

Every published number (weekly, by place, by advertiser) is worked out from these ads, so the
files agree with one another as far as the published rounding allows.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from demo_dice import Dice
from demo_money import NATIONAL, OWN
from demo_names import Payer, payers_in
from demo_places import (
    BUSY_STATES,
    COUNTRY_NAMES,
    EU_REGIONS,
    EU_SHARES,
    GOOGLE_ITEMS,
    STATES,
    SUBDIVISIONS,
    district_names,
)

FIRST_DAY = date(2023, 6, 1)
LAST_START = date(2024, 10, 25)
NEW_DAY = date(2024, 11, 3)
OLD_DAY = date(2024, 6, 10)
EUROPE = {*NATIONAL, "AT", "DE", "ES", "EU", "FR", "GR", "IE", "IT", "NL"}
AGES = "18-24, 25-34, 35-44, 45-54, 55-64, ≥65, Unknown age, ≤18"
GENDERS = "Male, Female, Unknown gender"


@dataclass(frozen=True)
class Advertiser:
    """A payer as Google lists it, with its id before and after ids were renumbered."""

    payer: Payer
    old_id: str
    new_id: str
    states: tuple[str, ...]

    @property
    def regions(self) -> str:
        """The regions as the 2025 layout writes them."""
        return EU_REGIONS if self.payer.country == "EU" else self.payer.country

    @property
    def old_regions(self) -> str:
        """The regions as the 2019 layout writes them: `EU` stands among the countries."""
        country = self.payer.country
        if country == "EU":
            return "DE, EU, FR, IT, LU, PL"
        return ", ".join(sorted({country, "EU"})) if country in EUROPE else country

    @property
    def election(self) -> str:
        """The deprecated election of the 2019 layout."""
        country = self.payer.country
        return {"US": "US-Federal", "IN": "IN-General"}.get(country, "EU-Parliament")


@dataclass(frozen=True)
class Ad:
    """One made-up ad; `usd` is its whole spend over all its days, in US dollars."""

    ad_id: str
    advertiser: Advertiser
    kind: str
    start: date
    end: date
    usd: int
    impressions: int
    ages: str
    genders: str
    included: str
    excluded: str

    def usd_between(self, first: date, last: date) -> int:
        """The spend on the days from first to last, at an even pace per day."""
        return self._usd_before(last + timedelta(days=1)) - self._usd_before(first)

    def _usd_before(self, day: date) -> int:
        days = (self.end - self.start).days + 1
        passed = max(0, min(days, (day - self.start).days))
        return self.usd * passed // days


def make_advertisers() -> list[Advertiser]:
    """All made-up advertisers on Google; ids cannot be real (above 64 bits, or unused)."""
    found = []
    for number, payer in enumerate(payers_in("g")):
        dice = Dice(f"google-advertiser:{payer.name}:{payer.usd}")
        new_id = f"AR99999{dice.digits(15)}"
        old_id = f"AR999{dice.digits(15 if number % 5 else 14)}"
        count = 51 if number < 2 else 7 if payer.usd > 20_000 else 3 if payer.usd > 3_000 else 1
        pool = list(STATES) if number < 2 else BUSY_STATES
        states = tuple(dice.some(pool, count)) if payer.country == "US" else ()
        found.append(Advertiser(payer, new_id if payer.keeps_id else old_id, new_id, states))
    return found


def make_ads(advertisers: list[Advertiser]) -> list[Ad]:
    """All made-up ads on Google, in order of their ids."""
    ads: list[Ad] = []
    for number, advertiser in enumerate(advertisers):
        usd = advertiser.payer.usd
        dice = Dice(f"google-ads:{advertiser.payer.name}:{usd}")
        count = 22 if usd > 1_000_000 else 9 if usd > 100_000 else 5 if usd > 20_000 else 3
        if usd < 3_000:
            count = 1 + number % 2
        for spend in dice.split(usd, count):
            ads.append(_make_ad(advertiser, spend, dice))
    return sorted(ads, key=lambda ad: ad.ad_id)


def _make_ad(advertiser: Advertiser, usd: int, dice: Dice) -> Ad:
    last_start = date(2024, 5, 20) if advertiser.payer.only_old else LAST_START
    start = dice.day(FIRST_DAY, last_start)
    length = dice.between(1, 60) if usd > 5_000 else dice.between(1, 21)
    targeted = dice.chance(85)
    included, excluded = _geo_items(advertiser, dice)
    return Ad(
        ad_id=f"CR99999{dice.digits(15)}",
        advertiser=advertiser,
        kind=dice.pick(("Text", "Video", "Video", "Image")),
        start=start,
        end=min(start + timedelta(days=length - 1), date(2024, 11, 2)),
        usd=usd,
        impressions=usd * dice.between(15, 140) + dice.between(40, 900),
        ages=AGES if targeted else dice.pick(("Not targeted", "35-44, 45-54, ≥65")),
        genders=GENDERS if targeted else dice.pick(("Not targeted", "Female")),
        included=included,
        excluded=excluded,
    )


def _geo_items(advertiser: Advertiser, dice: Dice) -> tuple[str, str]:
    country = advertiser.payer.country
    if country != "US":
        countries = EU_SHARES if country == "EU" else (country,)
        return ", ".join(COUNTRY_NAMES[code] for code in countries), "Not targeted"
    items: list[str] = []
    for state in dice.some(advertiser.states, 6):
        choices = GOOGLE_ITEMS.get(state, (STATES[state],))
        items += dice.some(choices, dice.between(1, len(choices)))
    excluded = "Anchorage, Alaska, Fairbanks, Alaska, Canada" if dice.chance(12) else "Not targeted"
    return ("Not targeted" if dice.chance(8) else ", ".join(items)), excluded


def places_of(advertiser: Advertiser, usd: int) -> dict[tuple[str, str, str], int]:
    """Divide an advertiser's spend over country, subdivision and district."""
    country = advertiser.payer.country
    if country == "EU":
        return {(code, "", ""): usd * share // 100 for code, share in EU_SHARES.items()}
    if country != "US":
        parts = SUBDIVISIONS.get(country, ("",))
        shares = Dice(f"parts:{advertiser.new_id}").split(usd, len(parts))
        return {(country, part, ""): share for part, share in zip(parts, shares, strict=True)}
    dice = Dice(f"places:{advertiser.new_id}")
    divided: dict[tuple[str, str, str], int] = {}
    for state, share in zip(
        advertiser.states, dice.split(usd, len(advertiser.states)), strict=True
    ):
        districts = district_names(state)
        for district, part in zip(districts, dice.split(share, len(districts)), strict=True):
            divided["US", f"US-{state}", district] = part
    return divided


def has_2019_currency(advertiser: Advertiser) -> bool:
    """Whether the 2019 layout covered the advertiser's country."""
    country = advertiser.payer.country
    return country in EUROPE or OWN.get(country) in {"USD", "INR", "GBP"}
