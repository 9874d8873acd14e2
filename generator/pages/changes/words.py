"""Differences between copies in the words that readers see: whole sentences, neutral."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.history.damage import OLDER
from generator.history.history import Tally
from generator.history.steps import NotCompared
from generator.text.language import _, mark, ngettext

PLUS, CHANGED, MINUS = "+", "~", "–"
SIGN_WORDS = {PLUS: mark("new"), CHANGED: mark("changed"), MINUS: mark("no longer listed")}
"""What the signs are read out as."""
NOUN_TITLES = {
    "ad": mark("Ads"),
    "advertiser": mark("Advertisers"),
    "week": mark("Weekly amounts of advertisers"),
    "advertiser_place": mark("Amounts of advertisers by place"),
    "place": mark("Totals of places"),
}
_LINES: dict[tuple[str, str], Callable[[int], str]] = {
    ("ad", "new"): lambda n: ngettext("{count} new ad", "{count} new ads", n),
    ("ad", "again"): lambda n: ngettext("{count} ad listed again", "{count} ads listed again", n),
    ("ad", "gone"): lambda n: ngettext(
        "{count} ad no longer listed", "{count} ads no longer listed", n
    ),
    ("ad", "elsewhere"): lambda n: ngettext(
        "{count} ad moved to another file", "{count} ads moved to another file", n
    ),
    ("ad", "spend"): lambda n: ngettext("{count} spend revised", "{count} spends revised", n),
    ("ad", "other"): lambda n: ngettext(
        "{count} ad changed in other fields only", "{count} ads changed in other fields only", n
    ),
    ("advertiser", "new"): lambda n: ngettext(
        "{count} new advertiser", "{count} new advertisers", n
    ),
    ("advertiser", "again"): lambda n: ngettext(
        "{count} advertiser listed again", "{count} advertisers listed again", n
    ),
    ("advertiser", "gone"): lambda n: ngettext(
        "{count} advertiser no longer listed", "{count} advertisers no longer listed", n
    ),
    ("advertiser", "elsewhere"): lambda n: ngettext(
        "{count} advertiser moved to another file", "{count} advertisers moved to another file", n
    ),
    ("advertiser", "spend"): lambda n: ngettext(
        "the reported total of {count} advertiser changed",
        "the reported totals of {count} advertisers changed",
        n,
    ),
    ("advertiser", "other"): lambda n: ngettext(
        "{count} advertiser changed in other fields only",
        "{count} advertisers changed in other fields only",
        n,
    ),
    ("week", "new"): lambda n: ngettext(
        "{count} new weekly amount", "{count} new weekly amounts", n
    ),
    ("week", "again"): lambda n: ngettext(
        "{count} weekly amount listed again", "{count} weekly amounts listed again", n
    ),
    ("week", "gone"): lambda n: ngettext(
        "{count} weekly amount no longer listed", "{count} weekly amounts no longer listed", n
    ),
    ("week", "spend"): lambda n: ngettext(
        "{count} weekly amount revised", "{count} weekly amounts revised", n
    ),
    ("advertiser_place", "new"): lambda n: ngettext(
        "{count} new amount by place", "{count} new amounts by place", n
    ),
    ("advertiser_place", "again"): lambda n: ngettext(
        "{count} amount by place listed again", "{count} amounts by place listed again", n
    ),
    ("advertiser_place", "gone"): lambda n: ngettext(
        "{count} amount by place no longer listed", "{count} amounts by place no longer listed", n
    ),
    ("advertiser_place", "spend"): lambda n: ngettext(
        "{count} amount by place changed", "{count} amounts by place changed", n
    ),
    ("place", "new"): lambda n: ngettext(
        "{count} new total of a place", "{count} new totals of places", n
    ),
    ("place", "again"): lambda n: ngettext(
        "{count} total of a place listed again", "{count} totals of places listed again", n
    ),
    ("place", "gone"): lambda n: ngettext(
        "{count} total of a place no longer listed", "{count} totals of places no longer listed", n
    ),
    ("place", "spend"): lambda n: ngettext(
        "{count} total of a place changed", "{count} totals of places changed", n
    ),
    ("here", "new"): lambda n: ngettext(
        "{count} new total of the place or a part of it",
        "{count} new totals of the place or its parts",
        n,
    ),
    ("here", "again"): lambda n: ngettext(
        "{count} total of the place or a part of it listed again",
        "{count} totals of the place or its parts listed again",
        n,
    ),
    ("here", "gone"): lambda n: ngettext(
        "{count} total of the place or a part of it no longer listed",
        "{count} totals of the place or its parts no longer listed",
        n,
    ),
    ("here", "spend"): lambda n: ngettext(
        "{count} total of the place or a part of it changed",
        "{count} totals of the place or its parts changed",
        n,
    ),
}
"""Counts in words, by noun and change."""
HERE = "here"
"""The totals of a place on its own page."""
_SIGNS = {"new": PLUS, "again": PLUS, "spend": CHANGED, "other": CHANGED, "gone": MINUS, "elsewhere": MINUS}  # fmt: skip
FIELD_WORDS = {
    "spend": mark("Spend"),
    "impressions": mark("Impressions"),
    "ad_status": mark("Status"),
    "payer_name": mark("Paid for by"),
    "advertiser_name": mark("Run by"),
    "first_shown_date": mark("First day"),
    "last_shown_date": mark("Last day"),
    "contest_text": mark("Candidate or measure"),
    "committee_text": mark("Committee"),
    "country_codes": mark("Countries"),
    "ad_format": mark("Format"),
    "language_codes": mark("Languages"),
    "landing_url": mark("Where it leads"),
    "creative_url": mark("Picture or video"),
    "public_ids_text": mark("Registration numbers"),
    "regions_text": mark("Regions"),
    "elections_text": mark("Elections"),
    "ad_count": mark("Number of ads"),
}
_OWN_WORDS = {
    ("advertiser", "advertiser_name"): mark("Name"),
    ("advertiser", "spend"): mark("Reported total"),
    ("week", "spend"): mark("Amount"),
    ("advertiser_place", "spend"): mark("Amount"),
    ("place", "spend"): mark("Total"),
}
"""Fields that have another name where they are about another thing."""
_CHOICES = {
    "age": mark("Chosen ages"),
    "gender": mark("Chosen genders"),
    "place": mark("Chosen places"),
    "district": mark("Chosen districts"),
    "metro": mark("Chosen metro areas"),
    "postcode": mark("Chosen post codes"),
    "radius": mark("Chosen circles on the map"),
    "venue": mark("Chosen venues"),
    "interest": mark("Chosen interests"),
    "audience": mark("Chosen audience"),
    "language": mark("Chosen languages"),
    "demographic": mark("Chosen groups"),
    "device": mark("Chosen devices"),
    "connection": mark("Chosen connection"),
    "carrier": mark("Chosen carriers"),
}
_EXCLUDED = {
    "age": mark("Left out: ages"),
    "gender": mark("Left out: genders"),
    "place": mark("Left out: places"),
    "district": mark("Left out: districts"),
    "metro": mark("Left out: metro areas"),
    "postcode": mark("Left out: post codes"),
    "radius": mark("Left out: circles on the map"),
    "venue": mark("Left out: venues"),
    "interest": mark("Left out: interests"),
    "audience": mark("Left out: audience"),
    "language": mark("Left out: languages"),
    "demographic": mark("Left out: groups"),
    "device": mark("Left out: devices"),
    "connection": mark("Left out: connection"),
    "carrier": mark("Left out: carriers"),
}
NOT_SAID = mark("not given")
NOT_COMPARED = {
    NotCompared.WINDOWS: mark(
        "Each report adds up its own days, and another report adds up others. "
        "A name that one of them lacks may simply not have spent in those days, so no two are compared."
    ),
    NotCompared.SELECTION: mark(
        "The copies are selections that somebody saved, not the whole archive. "
        "What one of them lacks may be in the archive all the same."
    ),
    NotCompared.TRANSCRIPTIONS: mark(
        "The copies are different transcriptions of one release of 2018, which never changed."
    ),
    NotCompared.SINGLE: mark(
        "Only one copy of each file was read, so there is nothing to compare."
    ),
}
RENUMBERED = mark(
    "The two copies have no id in common: the platform gave out new ones. {names} of the {before} "
    "entries of the earlier copy have their name in the later one too. By its id none can be "
    "followed, so nothing is said here of what is new or no longer listed."
)
LOOKS_OLDER = mark(
    "{lower} of the {count} amounts that differ are lower in the later copy. Such amounts grow from "
    "copy to copy: the day of one of the two copies may be wrong, and these differences may be the "
    "wrong way round."
)
MEANING = {
    "ad": mark(
        "A spend or a number of impressions grows while an ad runs, and is corrected afterwards. "
        "A changed choice may be an edit of the buyer, a fuller list of the archive, or a new name of "
        "a category."
    ),
    "advertiser": mark(
        "A reported total is added up from the beginning of the archive: it grows as ads run."
    ),
    "week": mark(
        "A week that was over before the earlier copy was taken can only be a correction."
    ),
    "advertiser_place": mark("These amounts are added up from the beginning of the archive."),
    "place": mark("These totals are added up from the beginning of the archive."),
}


@dataclass(frozen=True)
class ChangeLine:
    """One kind of change, counted: ``+ 495 new ads``."""

    sign: str
    """``+`` for new, ``−`` for no longer listed, another sign for revised."""
    said: str
    """The sign in a word, for texts without signs."""
    text: str
    """How many of what, in words."""


def field_words(field: str, noun: str) -> str:
    """The name of a compared field of a noun."""
    if (noun, field) in _OWN_WORDS:
        return _(_OWN_WORDS[noun, field])
    if field.startswith("choice_"):
        name = field.removeprefix("choice_")
        own = name.removesuffix("_excluded")
        return _(_CHOICES[own] if own == name else _EXCLUDED[own])
    return _(FIELD_WORDS[field])


def counted(noun: str, change: str, n: int) -> str:
    """``495 new ads``."""
    return _LINES[noun, change](n)


def change_line(noun: str, change: str, n: int) -> ChangeLine:
    """The line of a count."""
    sign = _SIGNS[change]
    return ChangeLine(sign, _(SIGN_WORDS[sign]), counted(noun, change, n))


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


def damage_words(noun: str, tally: Tally, older: str, newer: str) -> str:
    """How many things differ only in damaged cells, and which copy of the two days has these."""
    if tally.is_renumbered:
        return ""
    said = []
    for side, count in tally.damaged.items():
        day = older if side == OLDER else newer
        if noun == "ad":
            text = ngettext(
                "{count} ad differs only in cells that a spreadsheet program damaged in the copy of "
                "{day}.",
                "{count} ads differ only in cells that a spreadsheet program damaged in the copy of "
                "{day}.",
                count,
                day=day,
            )
        else:
            text = ngettext(
                "{count} entry differs only in cells that a spreadsheet program damaged in the copy "
                "of {day}.",
                "{count} entries differ only in cells that a spreadsheet program damaged in the copy "
                "of {day}.",
                count,
                day=day,
            )
        said.append(text)
    return " ".join(said)
