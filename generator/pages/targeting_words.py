"""The words for what buyers chose: names of the kinds of choice, captions, notes."""

from collections.abc import Sequence
from typing import Protocol

from generator.pages.words import plural


class Counted(Protocol):
    """What a sentence says of a kind of choice."""

    kind: str
    chosen_count: int


GROUP_NAMES = {
    "age": "Ages",
    "gender": "Gender",
    "place": "Places",
    "interest": "Interests",
    "other": "Other choices",
}
NONE_WORDS = {
    "age": "All ages: none chosen",
    "gender": "All genders: none chosen",
    "place": "No place chosen",
    "interest": "No interest chosen",
    "other": "No other choice",
}
UNKNOWN_WORDS = "Not given in the archive"
PARTS = {
    "district": "Voting districts",
    "metro": "Metro areas",
    "postcode": "Post codes",
    "radius": "Circles on the map",
    "venue": "Kinds of places nearby, such as colleges",
    "audience": "Lists or audiences of people",
    "language": "Languages",
    "demographic": "Groups, such as by education or income",
    "device": "Devices",
    "connection": "Kind of connection",
    "carrier": "Mobile carriers",
}
"""Choices that are counted by their kind: their values are too many, or too fine, to compare."""

SEVERAL_PLACES = "Several places in one list"
CHOICE_HEADS = ("Choice", "Kind", "Ads", "Share of the ads")
DELIVERY_HEADS = ("Shown to, or in", "Ads", "Share of each ad, lowest to highest")
CHART_NOTE = (
    "The thin line stands for all of the ads. One ad can have several choices of a kind, so the "
    "shares do not add up. The first four choices of each kind are drawn, and up to twenty are in "
    "the table."
)


def chart_title(platform: str, ads: int) -> str:
    """The title of the chart of one platform, and of its table."""
    return f"What the buyer chose on {platform}: share of {plural(ads, 'ad')}"


def chart_description(groups: Sequence[Counted], ads: int) -> str:
    """What the chart shows, for those who do not see it."""
    parts = [f"{GROUP_NAMES[group.kind]}: {group.chosen_count:,}" for group in groups]
    return f"Of {plural(ads, 'ad')}, so many have a choice. {'; '.join(parts)}."


def delivery_caption(platform: str, ads: int, shown: int, groups: int) -> str:
    """The caption of the table of deliveries on one platform."""
    said = f"Where and to whom {platform} showed {plural(ads, 'ad')}, as it reports."
    return said + (f" The first {shown} of {groups} lines." if groups > shown else "")


def whole_country(name: str) -> str:
    """A country in which nothing narrower was chosen."""
    return f"{name}, the whole country"


def from_to(low: str, high: str) -> str:
    """The lowest and the highest share."""
    return low if low == high else f"{low} to {high}"


def people_from_to(low: int, high: int) -> str:
    """The lowest and the highest number of people."""
    return plural(low, "person", "people") if low == high else f"{low:,} to {high:,} people"
