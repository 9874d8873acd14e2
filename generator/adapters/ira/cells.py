"""What stands in the cells of the three transcriptions: times, amounts, places, choices.

Each of these functions reads one text; the adapter looks up the distinct texts of a column.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from generator.reference.places import Places

_PACIFIC = ZoneInfo("America/Los_Angeles")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d{1,2}):(\d\d):(\d\d)(?:-0[78]:00)?")
_AMERICAN = re.compile(
    r"(\d\d)/(\d\d)/(\d\d) ?(\d\d)[:-](\d\d)[:-](\d\d) ?([AP])M(?: P(?:[DS]T)?)?"
)
_SPENT = re.compile(r"(\d{1,12}(?:\.\d{1,2})?) ([A-Z]{3})")
_TAIL = re.compile(
    r"\b(?:Connections|Behaviors|Generation|Politics|Multicultural Affinity)\b.*", re.DOTALL
)
_LIVING = re.compile(
    r"^(?:exclude )?(?:location )?(?:(?:living|recently) in|location)\s*:\s*", re.IGNORECASE
)


def read_time(text: str) -> datetime | None:
    """A time on the west coast of the United States as UTC, without a zone; None if it is none.

    The forms: ``2015-10-25 6:28:33``, ``2016-08-17T04:17:52-07:00``, ``06/10/15 02:59:53 AM PDT``,
    the last also as the reading of the documents damaged it: without a space, with hyphens for
    colons, with a part of the zone.
    """
    try:
        if found := _ISO.fullmatch(text):
            year, month, day, hour, minute, second = map(int, found.groups())
        elif found := _AMERICAN.fullmatch(text):
            month, day, year, hour, minute, second = map(int, found.groups()[:6])
            if not 1 <= hour <= 12:
                return None
            year, hour = 2000 + year, hour % 12 + 12 * (found[7] == "P")
        else:
            return None
        local = datetime(year, month, day, hour, minute, second, tzinfo=_PACIFIC)
        return local.astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return None


def read_spend(text: str) -> tuple[Decimal, str | None] | None:
    """``161.23 RUB`` as amount and currency; a bare ``0`` has none. None if it is no amount."""
    if found := _SPENT.fullmatch(text):
        return Decimal(found[1]), found[2]
    return (Decimal(0), None) if text == "0" else None


def read_places(text: str, places: Places) -> dict[str, bool]:
    """The codes of the countries, and of the US states, that a choice of places names, sorted; and
    of each whether all of it was chosen.

    ``United States: Baltimore (+20 km) Maryland; St. Louis Missouri``: cities stand before their
    state, and only something in it was chosen. What is not recognised is left out.
    """
    text = _LIVING.sub("", _TAIL.sub("", text).replace("_", " ").strip())
    head, _, rest = text.partition(":")
    countries = [places.country_code(name) for name in head.split(",")]
    if None in countries:
        if not text.casefold().startswith("united states "):
            return dict.fromkeys(sorted({code for code in countries if code}), True)
        countries, rest = ["US"], text[len("united states ") :]
    last = countries[-1]
    found = {code: code != last or not rest.strip() for code in countries if code}
    if "US" in found:
        states = us_states(places)
        for piece in re.split(r"[;:.,]", rest):
            if code := _state_at_end(piece, states):
                is_whole = dict(states).get(piece.strip().casefold()) == code
                found[code] = found.get(code, False) or is_whole
    return dict(sorted(found.items()))


def us_states(places: Places) -> list[tuple[str, str]]:
    """(lower-case name, code), the longest name first: “West Virginia” ends in “Virginia”."""
    names = [(places.name(code).casefold(), code) for code in places.us_states]
    return sorted(names, key=lambda item: (-len(item[0]), item[0]))


def _state_at_end(piece: str, states: Sequence[tuple[str, str]]) -> str | None:
    piece = piece.strip().casefold()
    for name, code in states:
        before = piece.removesuffix(name)
        if before != piece and not before[-1:].isalpha():
            return code
    return None


_DIMENSIONS = (
    ("location", "place"),
    ("interest", "interest"),
    ("connections", "audience"),
    ("custom_audience", "audience"),
    ("placements", "placement"),
    ("gender", "gender"),
    ("language", "language"),
    ("accessing_facebook_on", "connection"),
    ("facebook_access", "device"),
    ("currently_using", "device"),
)
"""The first of these words in a name of the database says which of our dimensions it is."""


def read_category(prefix: str) -> tuple[str, bool]:
    """Our dimension for a prefix of the database, and whether the buyer left these people out.

    The prefixes are headings of the documents, often with the end of the text before them, such as
    ``malcolm_x_field_of_study``. What is no other dimension is a group of people.
    """
    key = prefix.casefold()
    is_excluded = key.startswith("exclude")
    if key in ("age", "page"):
        return "age", is_excluded
    if key == "people_who_match":
        return "audience", is_excluded
    key = key.replace("friends of connections", "connections")
    for word, dimension in _DIMENSIONS:
        if word in key:
            return dimension, is_excluded
    return "demographic", is_excluded
