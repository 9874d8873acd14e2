"""The ads of the Internet Research Agency, each with what its transcriptions say of it.

Everything is read from the store in four queries; pages are then built without another one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import pandas as pd

from generator.pages.base import Column, SourceLine
from generator.pages.data import SiteData
from generator.pages.words import Money, text_or_none
from generator.schema.ranges import UNKNOWN, Range, RangeKind, exact
from generator.store.tables import frame
from generator.text.folding import scanned_letters

LINEAGES = {
    "tab-separated": "tab-separated file",
    "database": "database",
    "table": "comma-separated file",
}
"""The transcriptions, the one that counts first: the end of their snapshot's id, and our words."""
LINEAGE_COLUMNS = {
    "tab-separated": Column("tab_separated_file", "Tab-separated file"),
    "database": Column("database", "Database"),
    "table": Column("comma_separated_file", "Comma-separated file"),
}
"""A column for what each of them says."""
CURRENCY = "RUB"


@dataclass(frozen=True)
class Version:
    """What one transcription says of an ad. None and "" are cells that it leaves blank."""

    lineage: str
    snapshot_id: str
    path: str
    line: int
    impressions: int | None
    clicks: int | None
    spend: float | None
    currency: str | None
    started: datetime | None
    ended: datetime | None
    audience: int | None
    landing: str
    text: str
    document: str
    surfaces: str
    ends_before_start: bool
    is_never_shown: bool

    @property
    def first_day(self) -> date | None:
        """The day of the start, in UTC."""
        return self.started.date() if self.started else None

    @property
    def last_day(self) -> date | None:
        """The day of the end, in UTC."""
        return self.ended.date() if self.ended else None


@dataclass(frozen=True)
class Choice:
    """One thing that the buyer chose, or left out."""

    dimension: str
    is_excluded: bool
    text: str


@dataclass(frozen=True)
class CollectionAd:
    """One ad: its versions by lineage, the one that counts first; what its buyer chose there."""

    ad_id: str
    versions: Mapping[str, Version]
    shown: Version
    choices: tuple[Choice, ...]
    places: tuple[str, ...]
    interests: tuple[str, ...]

    @property
    def month(self) -> str:
        """``2015-06``, or an empty text if the first day is not known."""
        return self.shown.first_day.isoformat()[:7] if self.shown.first_day else ""

    @property
    def interest_text(self) -> str:
        """The interests as the transcription has them."""
        return "; ".join(
            choice.text
            for choice in self.choices
            if choice.dimension == "interest" and not choice.is_excluded
        )

    @property
    def texts(self) -> dict[str, str]:
        """Where words of a topic may be: the text of the ad, its address, its buyer's interests."""
        return {
            "text": self.shown.text,
            "landing": self.shown.landing,
            "interests": self.interest_text,
        }


class Collection:
    """All ads of the collection, by number. Empty if the store holds none."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self._archives = data.facts.archives_where(lambda one: one.is_collection)
        versions = self._versions()
        shown = {ad_id: next(iter(own.values())) for ad_id, own in versions.items()}
        choices = self._choices(shown)
        places = self._places(shown)
        self._spellings: dict[str, Counter[str]] = {}
        self.ads = tuple(
            CollectionAd(
                ad_id,
                versions[ad_id],
                shown[ad_id],
                tuple(choices.get(ad_id, ())),
                tuple(sorted(places.get(ad_id, ()))),
                tuple(self._interests(choices.get(ad_id, ()))),
            )
            for ad_id in sorted(versions, key=lambda key: (len(key), key))
        )

    @cached_property
    def lineages(self) -> tuple[str, ...]:
        """The transcriptions that were read, the one that counts first."""
        found = {lineage for ad in self.ads for lineage in ad.versions}
        return tuple(lineage for lineage in LINEAGES if lineage in found)

    @property
    def platform(self) -> str:
        """The platform on which the ads ran."""
        own = self._data.facts.archive_platforms
        return next(own[archive] for archive in self._archives if archive in own)

    @property
    def platform_name(self) -> str:
        """Its name."""
        return self._data.platform_name(self.platform)

    @cached_property
    def as_of(self) -> str:
        """The day of the documents, in words."""
        return self._data.snapshot_day(self.ads[0].shown.snapshot_id)

    @cached_property
    def sources(self) -> tuple[SourceLine, ...]:
        """The files of the collection: the sources of pages about many ads."""
        found: dict[str, list[Version]] = {lineage: [] for lineage in self.lineages}
        for ad in self.ads:
            for lineage, version in ad.versions.items():
                found[lineage].append(version)
        return tuple(
            self.source(versions[0], f"{LINEAGES[lineage]}, {len(versions):,} ads")
            for lineage, versions in found.items()
        )

    def source(self, version: Version, detail: str) -> SourceLine:
        """The file that a version stands in."""
        taken = self._data.snapshot_day(version.snapshot_id)
        return SourceLine(version.snapshot_id, version.path, taken, detail)

    def interest_name(self, key: str) -> str:
        """The most frequent spelling of an interest."""
        return min(self._spellings[key].items(), key=lambda item: (-item[1], item[0]))[0]

    def roubles(self, ads: Sequence[CollectionAd]) -> Money:
        """What these ads cost together, where an amount in roubles is known."""
        amounts = [
            ad.shown.spend
            for ad in ads
            if ad.shown.spend is not None and ad.shown.currency == CURRENCY
        ]
        total: Range = exact(round(sum(amounts), 2)) if amounts else UNKNOWN
        return self._data.words.money(total, CURRENCY, parts=len(amounts))

    def spend(self, version: Version) -> Money:
        """What one transcription says that the ad cost."""
        amount = (
            UNKNOWN
            if version.spend is None
            else Range(version.spend, version.spend, RangeKind.EXACT)
        )
        return self._data.words.money(amount, version.currency)

    def _own(self, name: str) -> Iterator[Mapping[str, object]]:
        """The rows of a store table that are of the collection."""
        rows = self._data.facts.store.table(name)
        files = [
            file_id
            for file_id, file in self._data.facts.files.items()
            if file.archive in self._archives
        ]
        own = rows.filter(rows.file_id.isin(sorted(files)))
        yield from frame(own.order_by(["file_id", "line"])).to_dict("records")

    def _versions(self) -> dict[str, dict[str, Version]]:
        if not any(file.archive in self._archives for file in self._data.facts.files.values()):
            return {}
        texts = {
            (row["file_id"], row["line"]): row["text"]
            for row in self._own("ad_texts")
            if row["part"] == "body"
        }
        found: dict[str, dict[str, Version]] = {}
        for row in self._own("ads"):
            text = texts.get((row["file_id"], row["line"]), "")
            version = _version(row, text, self._data.facts.files[row["file_id"]].path)
            found.setdefault(row["ad_id"], {})[version.lineage] = version
        return {
            ad_id: {lineage: own[lineage] for lineage in LINEAGES if lineage in own}
            for ad_id, own in found.items()
        }

    def _lineage(self, row: Mapping[str, object]) -> str:
        return lineage_of(self._data.facts.files[row["file_id"]].snapshot_id)

    def _choices(self, shown: Mapping[str, Version]) -> dict[str, list[Choice]]:
        found: dict[str, list[Choice]] = {}
        if not shown:
            return found
        for row in self._own("targeting"):
            if shown[row["ad_id"]].lineage == self._lineage(row):
                choice = Choice(row["dimension"], bool(row["is_excluded"]), row["choice_text"])
                found.setdefault(row["ad_id"], []).append(choice)
        return found

    def _places(self, shown: Mapping[str, Version]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        if not shown:
            return found
        for row in self._own("ad_places"):
            if shown[row["ad_id"]].lineage == self._lineage(row):
                found.setdefault(row["ad_id"], set()).add(row["place_code"])
        return found

    def _interests(self, choices: Sequence[Choice]) -> list[str]:
        """Keys of the interests of an ad, each once; remembers how they were spelled."""
        keys: dict[str, None] = {}
        for choice in choices:
            if choice.dimension == "interest" and not choice.is_excluded:
                for item in split_interests(choice.text):
                    key = scanned_letters(item).replace(" ", "")
                    self._spellings.setdefault(key, Counter())[item] += 1
                    keys[key] = None
        return list(keys)


def lineage_of(snapshot_id: str) -> str:
    """``ira@2018-05-10/database`` -> ``database``."""
    return snapshot_id.rpartition("/")[2]


def _version(row: Mapping[str, object], text: str, path: str) -> Version:
    return Version(
        lineage=lineage_of(row["snapshot_id"]),
        snapshot_id=row["snapshot_id"],
        path=path,
        line=int(row["line"]),
        impressions=_whole(row["impressions_lo"]),
        clicks=_whole(row["click_count"]),
        spend=None if pd.isna(row["spend_lo"]) else float(row["spend_lo"]),
        currency=text_or_none(row["spend_currency"]),
        started=_moment(row["started_time"]),
        ended=_moment(row["ended_time"]),
        audience=_whole(row["audience_lo"]),
        landing=text_or_none(row["landing_url"]) or "",
        text=text,
        document=text_or_none(row["document_name"]) or "",
        surfaces=text_or_none(row["surfaces_text"]) or "",
        ends_before_start=bool(row["is_end_before_start"]),
        is_never_shown=bool(row["is_never_shown"]),
    )


def _moment(value: object) -> datetime | None:
    return None if pd.isna(value) else pd.Timestamp(value).to_pydatetime()


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


_NOT_INTERESTS = re.compile(
    r"\b(?:And Must Also Match|Behaviors|Field of study|Politics|Employers|Home Composition|"
    r"Interest expansion|Connections|Generation|Job title|Industry|School)\s*:\s*"
    r"(?P<rest>.*?)(?=;? *\bInterests\b|$)",
    re.DOTALL,
)
_STOP = r"(?:(?<=\w{3})|(?<=[)!]))[.:]+(?=\s)"
_SEPARATORS = re.compile(rf"\s*(?:[,;]|{_STOP}|\bor\b)\s*")


def split_interests(text: str) -> list[str]:
    """The single interests in a cell. Headings of other choices end a list of them.

    ``Martin Luther King, Jr., Malcolm X or Black (Color)``; the reading of the documents also made
    full stops of commas.
    """
    if text.startswith(("interests:", "people_who_match:", "and_must_also_match:")):
        text = text.rpartition(":")[2]
    text = re.sub(r"[,;.]?\s*\bJr\b\.?", " Jr,", text)
    text = _NOT_INTERESTS.sub(";", text)
    text = re.sub(r"(?:^|;)\s*Interests\s+", ";", text)
    text = re.sub(r"-\s+", "-", text)
    return [
        item for part in _SEPARATORS.split(text) if (item := part.strip(" .")) and len(item) > 1
    ]


def grouped(
    ads: Sequence[CollectionAd], keys: Callable[[CollectionAd], Sequence[str]]
) -> dict[str, list[CollectionAd]]:
    """Ads by each of their keys, in the order of the ads."""
    found: dict[str, list[CollectionAd]] = {}
    for ad in ads:
        for key in keys(ad):
            found.setdefault(key, []).append(ad)
    return found
