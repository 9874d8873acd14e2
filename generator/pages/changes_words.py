"""Differences between copies in the words that readers see: whole sentences, neutral."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.history.history import Tally
from generator.history.steps import NotCompared

PLUS, CHANGED, MINUS = "+", "~", "–"
SIGN_WORDS = {PLUS: "new", CHANGED: "changed", MINUS: "no longer listed"}
"""What the signs are read out as."""
NOUN_TITLES = {
    "ad": "Ads",
    "advertiser": "Advertisers",
    "week": "Weekly amounts of advertisers",
    "advertiser_place": "Amounts of advertisers by place",
    "place": "Totals of places",
}
_LINES = {
    ("ad", "new"): ("{n} new ad", "{n} new ads"),
    ("ad", "again"): ("{n} ad listed again", "{n} ads listed again"),
    ("ad", "gone"): ("{n} ad no longer listed", "{n} ads no longer listed"),
    ("ad", "elsewhere"): ("{n} ad moved to another file", "{n} ads moved to another file"),
    ("ad", "spend"): ("{n} spend revised", "{n} spends revised"),
    ("ad", "other"): ("{n} ad changed in another field", "{n} ads changed in other fields"),
    ("advertiser", "new"): ("{n} new advertiser", "{n} new advertisers"),
    ("advertiser", "again"): ("{n} advertiser listed again", "{n} advertisers listed again"),
    ("advertiser", "gone"): (
        "{n} advertiser no longer listed",
        "{n} advertisers no longer listed",
    ),
    ("advertiser", "elsewhere"): (
        "{n} advertiser moved to another file",
        "{n} advertisers moved to another file",
    ),
    ("advertiser", "spend"): (
        "the reported total of {n} advertiser changed",
        "the reported totals of {n} advertisers changed",
    ),
    ("advertiser", "other"): (
        "{n} advertiser changed in another field",
        "{n} advertisers changed in other fields",
    ),
    ("week", "new"): ("{n} new weekly amount", "{n} new weekly amounts"),
    ("week", "again"): ("{n} weekly amount listed again", "{n} weekly amounts listed again"),
    ("week", "gone"): (
        "{n} weekly amount no longer listed",
        "{n} weekly amounts no longer listed",
    ),
    ("week", "spend"): ("{n} weekly amount revised", "{n} weekly amounts revised"),
    ("advertiser_place", "new"): ("{n} new amount by place", "{n} new amounts by place"),
    ("advertiser_place", "again"): (
        "{n} amount by place listed again",
        "{n} amounts by place listed again",
    ),
    ("advertiser_place", "gone"): (
        "{n} amount by place no longer listed",
        "{n} amounts by place no longer listed",
    ),
    ("advertiser_place", "spend"): (
        "{n} amount by place changed",
        "{n} amounts by place changed",
    ),
    ("place", "new"): ("{n} new total of a place", "{n} new totals of places"),
    ("place", "again"): (
        "{n} total of a place listed again",
        "{n} totals of places listed again",
    ),
    ("place", "gone"): (
        "{n} total of a place no longer listed",
        "{n} totals of places no longer listed",
    ),
    ("place", "spend"): ("{n} total of a place changed", "{n} totals of places changed"),
    ("here", "new"): (
        "{n} new total of the place or a part of it",
        "{n} new totals of the place or its parts",
    ),
    ("here", "again"): (
        "{n} total of the place or a part of it listed again",
        "{n} totals of the place or its parts listed again",
    ),
    ("here", "gone"): (
        "{n} total of the place or a part of it no longer listed",
        "{n} totals of the place or its parts no longer listed",
    ),
    ("here", "spend"): (
        "{n} total of the place or a part of it changed",
        "{n} totals of the place or its parts changed",
    ),
}
HERE = "here"
"""The totals of a place on its own page."""
_SIGNS = {"new": PLUS, "again": PLUS, "spend": CHANGED, "other": CHANGED, "gone": MINUS, "elsewhere": MINUS}  # fmt: skip
FIELD_WORDS = {
    "spend": "Spend",
    "impressions": "Impressions",
    "ad_status": "Status",
    "payer_name": "Paid for by",
    "advertiser_name": "Run by",
    "first_shown_date": "First day",
    "last_shown_date": "Last day",
    "contest_text": "Candidate or measure",
    "committee_text": "Committee",
    "country_codes": "Countries",
    "ad_format": "Format",
    "language_codes": "Languages",
    "landing_url": "Where it leads",
    "creative_url": "Picture or video",
    "public_ids_text": "Registration numbers",
    "regions_text": "Regions",
    "elections_text": "Elections",
    "ad_count": "Number of ads",
}
_OWN_WORDS = {
    ("advertiser", "advertiser_name"): "Name",
    ("advertiser", "spend"): "Reported total",
    ("week", "spend"): "Amount",
    ("advertiser_place", "spend"): "Amount",
    ("place", "spend"): "Total",
}
"""Fields that have another name where they are about another thing."""
_CHOICES = {
    "age": "Chosen ages",
    "gender": "Chosen genders",
    "place": "Chosen places",
    "district": "Chosen districts",
    "metro": "Chosen metro areas",
    "postcode": "Chosen post codes",
    "radius": "Chosen circles on the map",
    "venue": "Chosen venues",
    "interest": "Chosen interests",
    "audience": "Chosen audience",
    "language": "Chosen languages",
    "demographic": "Chosen groups",
    "device": "Chosen devices",
    "connection": "Chosen connection",
    "carrier": "Chosen carriers",
}
_EXCLUDED = {name: words.replace("Chosen", "Left out:", 1) for name, words in _CHOICES.items()}
NOT_SAID = "not given"
NOT_COMPARED = {
    NotCompared.WINDOWS: "Each report adds up its own days, and another report adds up others. "
    "A name that one of them lacks may simply not have spent in those days, so no two are compared.",
    NotCompared.SELECTION: "The copies are selections that somebody saved, not the whole archive. "
    "What one of them lacks may be in the archive all the same.",
    NotCompared.TRANSCRIPTIONS: "The copies are different transcriptions of one release of 2018, "
    "which never changed.",
    NotCompared.SINGLE: "Only one copy of each file was read, so there is nothing to compare.",
}
RENUMBERED = (
    "The two copies have no id in common: the platform gave out new ones. {names} of the {before} "
    "entries of the earlier copy have their name in the later one too. By its id none can be "
    "followed, so nothing is said here of what is new or no longer listed."
)
MEANING = {
    "ad": "A spend or a number of impressions grows while an ad runs, and is corrected afterwards. "
    "A changed choice may be an edit of the buyer, a fuller list of the archive, or a new name of "
    "a category.",
    "advertiser": "A reported total is added up from the beginning of the archive: it grows as ads run.",
    "week": "A week that was over before the earlier copy was taken can only be a correction.",
    "advertiser_place": "These amounts are added up from the beginning of the archive.",
    "place": "These totals are added up from the beginning of the archive.",
}


@dataclass(frozen=True)
class ChangeLine:
    """One kind of change, counted: ``+ 495 new ads``. ``said`` is the sign in a word."""

    sign: str
    said: str
    text: str


def field_words(field: str, noun: str) -> str:
    """The name of a compared field of a noun."""
    if (noun, field) in _OWN_WORDS:
        return _OWN_WORDS[noun, field]
    if field.startswith("choice_"):
        name = field.removeprefix("choice_")
        own = name.removesuffix("_excluded")
        return _CHOICES[own] if own == name else _EXCLUDED[own]
    return FIELD_WORDS[field]


def counted(noun: str, change: str, n: int) -> str:
    """``495 new ads``."""
    one, many = _LINES[noun, change]
    return (one if n == 1 else many).format(n=f"{n:,}")


def change_line(noun: str, change: str, n: int) -> ChangeLine:
    """The line of a count."""
    sign = _SIGNS[change]
    return ChangeLine(sign, SIGN_WORDS[sign], counted(noun, change, n))


def tally_lines(noun: str, tally: Tally) -> Iterator[ChangeLine]:
    """The lines of a tally, those with a count."""
    if tally.is_renumbered:
        return
    spend = tally.fields.get("spend", 0)
    other = tally.revised - spend
    numbers = (
        ("new", tally.new), ("again", tally.again), ("spend", spend),
        ("other", other), ("gone", tally.gone), ("elsewhere", tally.elsewhere),
    )  # fmt: skip
    for change, n in numbers:
        if n:
            yield change_line(noun, change, n)


def step_lines(tallies: Mapping[str, Tally]) -> tuple[ChangeLine, ...]:
    """The lines of all nouns of a step."""
    return tuple(line for noun, tally in tallies.items() for line in tally_lines(noun, tally))
