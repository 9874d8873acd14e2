"""What a post of r/RedditPoliticalAds says in lines such as "Advertiser: …" or "Spend: …".

A line counts only if its label is one of :data:`LABELS` and its whole value can be read; a label
that stands there twice with two values says nothing. Source of the headings and of the order of
month, day and year: a public reader of the community's posts. The value of a label may stand on
the lines below it, as a list of communities does, or beside it in a table of two columns.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.adapters.aimed import Aim
from generator.adapters.amounts import BARE_DOLLAR, parse_count, parse_written
from generator.adapters.source import References
from generator.schema.ranges import UNKNOWN, Range

LABELS: dict[str, str] = {
    **dict.fromkeys(("advertiser", "advertiser name", "ad buyer", "political advertiser"), "who"),
    **dict.fromkeys(("paid for by", "paid by", "payer", "funding entity", "funded by"), "payer"),
    **dict.fromkeys(
        ("spend", "ad spend", "amount spent", "total spend", "spend range", "campaign spend"),
        "spend",
    ),
    **dict.fromkeys(
        ("impressions", "total impressions", "impression range", "impressions range"), "impressions"
    ),
    **dict.fromkeys(
        ("subreddits", "subreddit", "communities", "community", "targeted communities",
         "targeted subreddits", "community targeting", "subreddit targeting"),
        "communities",
    ),
    **dict.fromkeys(
        ("location", "locations", "geography", "geo", "geo targeting", "geographic targeting",
         "location targeting", "targeted locations", "country", "countries", "state", "states",
         "region", "regions"),
        "places",
    ),
    **dict.fromkeys(("targeting", "ad targeting"), "targeting"),
    **dict.fromkeys(("start date", "start", "first shown", "ad start date"), "first"),
    **dict.fromkeys(("end date", "end", "last shown", "ad end date"), "last"),
    **dict.fromkeys(("dates", "date range", "run dates", "flight dates", "ad duration",
                     "duration", "campaign dates"), "dates"),
}  # fmt: skip
"""By the label in lower case: what its value says."""
_LABEL = re.compile(r"([A-Za-z][A-Za-z ,/-]{1,40}?)\s*(?:\(([A-Z]{3})\))?\s*:\s*(.*)")
_BARE_PAYER = re.compile(r"paid (?:for )?by\s+(?!:)(.+)", re.IGNORECASE)
_COMMUNITY = re.compile(r"(?<![\w/])/?r/([A-Za-z0-9_]{2,21})(?!\w)")
_NOTHING = frozenset({"", "-", "–", "n/a", "na", "none", "unknown", "tbd"})
_UNITED_STATES = frozenset({"us", "usa", "u.s.", "u.s.a.", "united states of america"})
_DISTRICT = re.compile(r"\bWashington,?\s*D\.?C\.?(?!\w)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAX_NAME = 300
_EMPHASIS = (
    r"\*\*(?=\S)(.+?)(?<=\S)\*\*",
    r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)",
    r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])",
)


@dataclass(frozen=True)
class Post:
    """What was recognised in a post. ``rest`` is what its text says besides.

    ``spend_currency`` is None if it is not said, or could be several.
    """

    advertiser_name: str | None
    payer_name: str | None
    spend: Range
    spend_currency: str | None
    impressions: Range
    communities: tuple[str, ...]
    places_text: str | None
    place_codes: tuple[str, ...]
    first_shown_date: date | None
    last_shown_date: date | None
    rest: str

    @property
    def is_recognised(self) -> bool:
        """True if it says who paid or advertised, how much, or how often the ad was shown."""
        named = self.advertiser_name or self.payer_name
        return bool(named) or self.spend != UNKNOWN or self.impressions != UNKNOWN


def read_post(title: str, body: str, references: References) -> Post:
    """Read the parts of a title between bars, and the lines of a text."""
    values: dict[str, set[str]] = {}
    rest: list[str] = []
    for label, value, _ in _labelled(part.strip() for part in title.split("|")):
        values.setdefault(label, set()).add(value)
    for label, value, line in _labelled(body.splitlines()):
        values.setdefault(label, set()).add(value)
        rest += [] if label else [line]
    said = {label: found.pop() for label, found in values.items() if len(found) == 1}
    first, last = _dates(said)
    communities, places = _choices(said)
    codes = place_codes(places or "", references)
    spend, currency = _spend(said.get("spend", ""), codes, references)
    return Post(
        advertiser_name=_name(said.get("who", "")),
        payer_name=_name(said.get("payer", "")),
        spend=spend,
        spend_currency=currency,
        impressions=parse_count(_plain_count(said.get("impressions", ""))) or UNKNOWN,
        communities=communities,
        places_text=places,
        place_codes=codes,
        first_shown_date=first,
        last_shown_date=last,
        rest="\n".join(rest).strip(),
    )


def _labelled(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(what it says, value, the line): the first two are empty if the line has no known label."""
    waiting, taken = "", list[str]()
    for line in lines:
        plain = _without_marks(line)
        label, value = _label_of(plain)
        if waiting and not label and _goes_on(waiting, taken, plain):
            taken += [plain] if plain else []
            continue
        if taken:
            yield waiting, _below(waiting, taken), ""
        waiting, taken = "", []
        if label and not value:
            waiting = label
        else:
            yield label, value, plain
    if taken:
        yield waiting, _below(waiting, taken), ""


def _goes_on(waiting: str, taken: list[str], line: str) -> bool:
    """True if a line still belongs to the label above. Communities may stand in paragraphs."""
    if waiting == "communities":
        return not line or not _COMMUNITY.sub("", line).strip(" ,;")
    return bool(line) or not taken


def _below(label: str, taken: list[str]) -> str:
    return ", ".join(taken) if label in ("communities", "places", "targeting") else taken[0]


def _label_of(line: str) -> tuple[str, str]:
    if match := _LABEL.fullmatch(line):
        name = re.sub(r"[\s-]+", " ", match[1]).strip().casefold()
        value = f"{match[3]} {match[2]}" if match[2] and match[3] else match[3]
        if name in LABELS:
            return LABELS[name], value.strip()
    if match := _BARE_PAYER.fullmatch(line):
        return "payer", match[1].strip()
    return "", ""


def _without_marks(line: str) -> str:
    """A line without the marks of Markdown; a row of a table of two columns as "label: value"."""
    line = line.strip()
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        line = f"{cells[0].rstrip(':')}: {cells[1]}" if len(cells) == 2 else line
    line = re.sub(r"^(?:[#>*•+-]+\s+)+", "", line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    for pattern in _EMPHASIS:
        line = re.sub(pattern, r"\1", line)
    return re.sub(r"\\([_*~^#|.-])", r"\1", line).strip()


def _name(text: str) -> str | None:
    """A name of an ordinary length; a word for "nobody" is none."""
    return None if text.casefold() in _NOTHING or len(text) > _MAX_NAME else text


def _plain_count(text: str) -> str:
    return re.sub(r"\s*impressions$", "", text, flags=re.IGNORECASE)


def _spend(text: str, codes: tuple[str, ...], references: References) -> tuple[Range, str | None]:
    """The amount and its currency. The community takes ads for federal elections of the United
    States, so a bare dollar sign is a US dollar, unless the ad was aimed at another country."""
    found = parse_written(text)
    if found is None:
        return UNKNOWN, None
    if found.currency == BARE_DOLLAR:
        abroad = any(code.partition("-")[0] != "US" for code in codes)
        return found.amount, None if abroad else "USD"
    if found.currency and found.currency not in references.currencies:
        return UNKNOWN, None
    return found.amount, found.currency


def _choices(said: Mapping[str, str]) -> tuple[tuple[str, ...], str | None]:
    """The communities, and the text about places. What aims at both is told apart by r/."""
    communities = _communities(said.get("communities", ""), bare=True)
    places = said.get("places")
    if targeting := said.get("targeting"):
        communities = communities or _communities(targeting, bare=False)
        others = [part.strip() for part in re.split(r"[;,]", _COMMUNITY.sub("", targeting))]
        places = places or ", ".join(part for part in others if part) or None
    return communities, None if places and places.casefold() in _NOTHING else places


def _communities(text: str, *, bare: bool) -> tuple[str, ...]:
    """The names behind r/. Where communities are listed, single words are names, too."""
    found = _COMMUNITY.findall(text)
    words = [word.strip() for word in text.split(",")]
    if not found and bare and all(re.fullmatch(r"[A-Za-z0-9_]{2,21}", word) for word in words):
        found = [word for word in words if word.casefold() not in _NOTHING]
    return tuple(dict.fromkeys(f"r/{name}" for name in found))


def place_codes(text: str, references: References) -> tuple[str, ...]:
    """The countries, and states of the United States, that a list names, sorted."""
    return tuple(sorted(PostAims(references)(text, ()).codes))


@dataclass(frozen=True)
class PostAims:
    """Reads lists of countries, and of states of the United States.

    A name of both, such as Georgia, is a state if another state or the country stands beside it,
    and is not told if not. Neither are codes of two letters: CA is a state and a country.
    """

    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        """What the list names."""
        places, aim = self.references.places, Aim()
        unclear: dict[str, str] = {}
        for part in re.split(r"[;,]|\band\b", _DISTRICT.sub("District of Columbia", text)):
            item = part.strip().strip(".")
            name = "US" if part.strip().casefold() in _UNITED_STATES else item
            known = len(name) > 2 or name == "US"
            country = places.country_code(name) if known else None
            state = places.region_code("US", name) if known else None
            if country and state and country != state:
                unclear[state] = item
            elif code := state or country:
                aim.add(code)
            elif item:
                aim.unknown.append(item)
        if any(code.partition("-")[0] == "US" for code in aim.codes):
            for code in unclear:
                aim.add(code)
        else:
            aim.unknown += unclear.values()
        return aim


def _dates(said: Mapping[str, str]) -> tuple[date | None, date | None]:
    first, last = parse_day(said.get("first", "")), parse_day(said.get("last", ""))
    parts = re.split(r"\s+(?:-|–|—|to|through)\s+|\s*–\s*", said.get("dates", ""))
    if len(parts) == 2:
        both = [parse_day(part) for part in parts]
        if all(both):
            first, last = first or both[0], last or both[1]
    return first, last


def parse_day(text: str) -> date | None:
    """A day such as 2020-04-13, 4/13/2020 (the month comes first), April 13, 2020."""
    text = text.strip()
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
            return date(*map(int, match.groups()))
        if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", text):
            month, day, year = map(int, match.groups())
            return date(year + (2000 if year < 100 else 0), month, day)
        if match := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
            month = _MONTHS.index(match[1][:3].casefold()) + 1
            return date(int(match[3]), month, int(match[2]))
    except ValueError:
        return None
    return None
