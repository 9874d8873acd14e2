"""The words for what buyers chose: names of the kinds of choice, captions, notes."""

from collections.abc import Sequence
from typing import Protocol

from generator.pages.base import Column
from generator.text.language import _, mark, ngettext


class Counted(Protocol):
    """What a sentence says of a kind of choice."""

    kind: str
    chosen_count: int


GROUP_NAMES = {
    "age": mark("Ages"),
    "gender": mark("Gender"),
    "place": mark("Places"),
    "interest": mark("Interests"),
    "other": mark("Other choices"),
}
NONE_WORDS = {
    "age": mark("All ages: none chosen"),
    "gender": mark("All genders: none chosen"),
    "place": mark("No place chosen"),
    "interest": mark("No interest chosen"),
    "other": mark("No other choice"),
}
UNKNOWN_WORDS = mark("Not given in the archive")
PARTS = {
    "district": mark("Voting districts"),
    "metro": mark("Metro areas"),
    "postcode": mark("Post codes"),
    "radius": mark("Circles on the map"),
    "venue": mark("Kinds of places nearby, such as colleges"),
    "audience": mark("Lists or audiences of people"),
    "language": mark("Languages"),
    "demographic": mark("Groups, such as by education or income"),
    "device": mark("Devices"),
    "connection": mark("Kind of connection"),
    "carrier": mark("Mobile carriers"),
}
"""Choices that are counted by their kind: their values are too many, or too fine, to compare."""

SEVERAL_PLACES = mark("Several places in one list")
CHOICE_COLUMNS = (
    Column("choice", mark("Choice")),
    Column("kind", mark("Kind")),
    Column("ads", mark("Ads")),
    Column("share_of_the_ads", mark("Share of the ads")),
)
DELIVERY_COLUMNS = (
    Column("shown_to_or_in", mark("Shown to, or in")), Column("ads", mark("Ads")), Column("share_of_each_ad_lowest_to_highest", mark("Share of each ad, lowest to highest")),
)  # fmt: skip
CHART_NOTE = mark(
    "The thin line stands for all of the ads. One ad can have several choices of a kind, so the "
    "shares do not add up. The first four choices of each kind are drawn, and up to twenty are in "
    "the table."
)


def chart_title(platform: str, ads: int) -> str:
    """The title of the chart of one platform, and of its table."""
    return ngettext(
        "What the buyer chose on {platform}: share of {count} ad",
        "What the buyer chose on {platform}: share of {count} ads",
        ads,
        platform=platform,
    )


def chart_description(groups: Sequence[Counted], ads: int) -> str:
    """What the chart shows, for those who do not see it."""
    parts = [f"{_(GROUP_NAMES[group.kind])}: {group.chosen_count:,}" for group in groups]
    return ngettext(
        "Of {count} ad, so many have a choice. {kinds}.",
        "Of {count} ads, so many have a choice. {kinds}.",
        ads,
        kinds="; ".join(parts),
    )


def delivery_caption(platform: str, ads: int, shown: int, groups: int) -> str:
    """The caption of the table of deliveries on one platform."""
    said = ngettext(
        "Where and to whom {platform} showed {count} ad, as it reports.",
        "Where and to whom {platform} showed {count} ads, as it reports.",
        ads,
        platform=platform,
    )
    if groups <= shown:
        return said
    rest = _("The first {shown} of {total} lines.", shown=shown, total=groups)
    return f"{said} {rest}"


def part_of(name: str) -> str:
    """A state or country in which only something finer was chosen, such as a city."""
    return _("{place}: places in it", place=name)


def whole_country(name: str) -> str:
    """A country in which nothing narrower was chosen."""
    return _("{country}, the whole country", country=name)


def from_to(low: str, high: str) -> str:
    """The lowest and the highest share."""
    return low if low == high else _("{low} to {high}", low=low, high=high)


def people_from_to(low: int, high: int) -> str:
    """The lowest and the highest number of people."""
    if low == high:
        return ngettext("{count} person", "{count} people", low)
    return _("{low} to {high} people", low=f"{low:,}", high=f"{high:,}")
