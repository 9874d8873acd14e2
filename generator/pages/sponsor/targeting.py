"""What the buyers of a sponsor's ads chose, counted over all of its ads.

A choice is counted once for each ad that has it, so the shares of a group do not add up. To whom
an ad was shown is another fact: :mod:`generator.pages.sponsor.delivery`.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.pages.ad.ads import choice_phrase
from generator.pages.ad.parts import AdParts
from generator.pages.ad.targeting_words import (
    CHART_NOTE,
    CHOICE_COLUMNS,
    GROUP_NAMES,
    NONE_WORDS,
    PARTS,
    SEVERAL_PLACES,
    UNKNOWN_WORDS,
    chart_description,
    chart_title,
    part_of,
    whole_country,
)
from generator.pages.base import Cell, ChartSpec, TableBlock, told
from generator.pages.data import SiteData
from generator.pages.words import as_date
from generator.schema.archive_facts import EVERY_KIND, Blank, ChoiceForm
from generator.text.amounts import share_words
from generator.text.language import _

Row = Mapping[str, object]
GROUP_OF = {
    **dict.fromkeys(("place", "district", "metro", "postcode", "radius", "venue"), "place"),
    **dict.fromkeys(
        ("audience", "language", "demographic", "device", "connection", "carrier"), "other"
    ),
    "age": "age",
    "gender": "gender",
    "interest": "interest",
}

SHOWN_IN_WORDS, SHOWN_IN_CHART, SHOWN_IN_TABLE = 3, 4, 20
FEWEST_FOR_CHART = 3


@dataclass(frozen=True)
class ChoiceCount:
    """A choice and the number of ads that have it."""

    text: str
    """The choice, in words."""
    ad_count: int
    """Ads that have it."""


@dataclass(frozen=True)
class ChoiceGroup:
    """One kind of choice, over all ads of a platform."""

    kind: str
    """``age``, ``gender``, ``place``, ``interest`` or ``other``."""
    chosen_count: int
    """Ads with a choice of the kind."""
    none_count: int
    """Ads without one: the buyer left nobody out."""
    unknown_count: int
    """Ads of which the archive does not say."""
    excluding_count: int
    """Ads whose buyer left something out on purpose."""
    share: str
    """The share of the ads with a choice, in words."""
    choices: tuple[ChoiceCount, ...]
    """The most frequent choices."""
    choice_count: int
    """How many different choices there are."""
    is_absent: bool = False
    """True: the files of all these ads lack the columns."""


@dataclass(frozen=True)
class Targeting:
    """What the buyers of the ads on one platform chose."""

    platform: str
    """The short name of the platform."""
    ad_count: int
    """The ads that were counted."""
    groups: tuple[ChoiceGroup, ...]
    """The kinds of choices. Empty if the platform publishes none."""
    chart: ChartSpec | None = None
    """The shares of ads with a choice; None without enough to draw."""
    table: TableBlock | None = None
    """The same numbers where they are not drawn; else None."""


def targeting_of(
    data: SiteData,
    ads: Sequence[Row],
    parts: AdParts,
    places_of: Mapping[tuple[str, int], Mapping[str, bool]],
    ident: str,
) -> tuple[Targeting, ...]:
    """By platform, those with the most ads first. ``places_of`` are the codes of the places that
    buyers chose, each with whether all of it was meant, by file and line of the ad."""
    by_platform: dict[str, dict[str, Row]] = {}
    for ad in ads:
        by_platform.setdefault(str(ad["platform"]), {}).setdefault(str(ad["ad_id"]), ad)
    found = []
    for platform, own in sorted(by_platform.items(), key=lambda item: (-len(item[1]), item[0])):
        counter = _Counter(data)
        for ad in own.values():
            choices = parts.choices.get((str(ad["file_id"]), str(ad["ad_id"])), ())
            codes = places_of.get((str(ad["file_id"]), int(str(ad["line"]))), {})
            absent = parts.absent.get(str(ad["file_id"]), frozenset())
            counter.add(str(ad["archive"]), choices, codes, absent)
        groups = counter.groups()
        name = data.platform_name(platform)
        source = _source(data, own.values())
        chart = _chart(groups, len(own), name, f"{ident}-choices-{platform}", source)
        table = None if chart or not groups else _table(groups, len(own), name)
        found.append(Targeting(name, len(own), groups, chart, table))
    return tuple(found)


class _Counter:
    """Counts the choices of the ads on one platform."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self._total = 0
        self._published: set[str] = set()
        self._given: dict[str, int] = {}
        self._silent: dict[str, int] = {}
        self._unsaid: dict[str, int] = {}
        self._excluding: dict[str, int] = {}
        self._choices: dict[str, dict[str, int]] = {group: {} for group in EVERY_KIND}

    def add(
        self,
        archive: str,
        choices: Sequence[Row],
        codes: Mapping[str, bool],
        absent: frozenset[str],
    ) -> None:
        """One ad with its choices, the codes of the places among them, and the kinds of choice that
        the columns of its file leave out: of these nothing is known."""
        self._total += 1
        facts = self._data.facts.archives[archive]
        self._published.update(facts.choices)
        unsaid = {GROUP_OF[name] for name in absent if name in GROUP_OF}
        rows: dict[str, list[Row]] = {}
        for row in choices:
            if group := GROUP_OF.get(str(row["dimension"])):
                rows.setdefault(group, []).append(row)
        for group in EVERY_KIND:
            own = rows.get(group, [])
            is_excluding = any(row["is_excluded"] for row in own)
            chosen = [row for row in own if not row["is_excluded"]]
            is_narrowed = is_excluding or group in unsaid
            texts = self._texts(facts.choice_form, group, chosen, codes, is_narrowed=is_narrowed)
            for text in texts:
                counts = self._choices[group]
                counts[text] = counts.get(text, 0) + 1
            _count(self._excluding, group, is_excluding)
            _count(self._given, group, bool(texts) or is_excluding)
            is_silent = facts.blank is not Blank.NO_CHOICE or group in unsaid
            is_silent = is_silent and not own and not texts
            _count(self._silent, group, is_silent)
            _count(self._unsaid, group, is_silent and group in unsaid)

    def groups(self) -> tuple[ChoiceGroup, ...]:
        """The groups that the platform publishes; none if it says nothing of any ad."""
        if all(self._silent.get(group, 0) == self._total for group in EVERY_KIND):
            return ()
        found = []
        for group in (kind for kind in EVERY_KIND if kind in self._published):
            chosen, silent = self._given.get(group, 0), self._silent.get(group, 0)
            is_absent = self._unsaid.get(group, 0) == self._total
            if silent == self._total and not is_absent:
                continue
            ranked = sorted(self._choices[group].items(), key=lambda item: (-item[1], item[0]))
            found.append(
                ChoiceGroup(
                    kind=group,
                    chosen_count=chosen,
                    none_count=self._total - chosen - silent,
                    unknown_count=silent,
                    excluding_count=self._excluding.get(group, 0),
                    share=share_words(chosen / self._total),
                    choices=tuple(ChoiceCount(*item) for item in ranked[:SHOWN_IN_TABLE]),
                    choice_count=len(ranked),
                    is_absent=is_absent,
                )
            )
        return tuple(found)

    def _texts(
        self,
        form: ChoiceForm,
        group: str,
        rows: Iterable[Row],
        codes: Mapping[str, bool],
        *,
        is_narrowed: bool,
    ) -> set[str]:
        """The different choices of one ad. Google writes lists of places whose commas also stand
        inside of names: such a list is not taken apart."""
        texts: set[str] = set()
        for row in rows:
            dimension, choice = str(row["dimension"]), str(row["choice_text"])
            if dimension in PARTS:
                texts.add(_(PARTS[dimension]))
            elif dimension == "place":
                texts |= _uncoded(form, choice, codes)
            elif dimension == "interest":
                texts |= _items(choice)
            elif phrase := choice_phrase(form, dimension, choice):
                texts.add(phrase)
        if group == "place":
            texts |= self._places(codes, is_narrowed=bool(texts) or is_narrowed)
        return texts

    def _places(self, codes: Mapping[str, bool], *, is_narrowed: bool) -> set[str]:
        """The places by their codes. A country counts only where nothing in it was chosen."""
        divided = {code.partition("-")[0] for code in codes if "-" in code}
        names = self._data.facts.places.name
        found = {
            names(code) if is_whole else part_of(names(code))
            for code, is_whole in codes.items()
            if "-" in code
        }
        for code, is_whole in codes.items():
            if "-" not in code and not is_whole:
                found.add(part_of(names(code)))
                continue
            if code not in divided and "-" not in code and not (found and is_narrowed):
                found.add(names(code) if is_narrowed else whole_country(names(code)))
        return found


def _uncoded(form: ChoiceForm, text: str, codes: Mapping[str, bool]) -> set[str]:
    """The words of places that have no code. A country may have one even where the region in it has
    none."""
    is_region = form.country_besides and not any("-" in code for code in codes)
    if codes and not is_region:
        return set()
    items = _items(text)
    return items if len(items) == 1 or is_region else {_(SEVERAL_PLACES)}


def _count(counts: dict[str, int], group: str, is_counted: bool) -> None:
    counts[group] = counts.get(group, 0) + is_counted


def _items(text: str) -> set[str]:
    """The items of a list: by semicolons if there are any, else by commas outside of brackets."""
    mark = ";" if ";" in text else r",(?![^(]*\))"
    return {item.strip() for item in re.split(mark, text) if item.strip()}


def _source(data: SiteData, ads: Collection[Row]) -> str:
    """The platform of the ads, and the day of the copies in which they stand."""
    days = sorted(day for ad in ads if (day := as_date(ad["first_shown_date"])))
    span = (days[0], days[-1]) if len(days) == len(ads) else None
    return data.reach.words({str(ad["archive"]) for ad in ads}, span)


def _chart(
    groups: Sequence[ChoiceGroup], ads: int, platform: str, ident: str, source: str
) -> ChartSpec | None:
    shown = [group for group in groups if group.chosen_count]
    if ads < FEWEST_FOR_CHART or not any(group.choices for group in shown):
        return None
    records: list[tuple[str, str, int, bool]] = []
    for group in shown:
        name = _(GROUP_NAMES[group.kind])
        for choice in group.choices[:SHOWN_IN_CHART]:
            records.append((name, choice.text, choice.ad_count, False))
        for count, words in (
            (group.none_count, _(NONE_WORDS[group.kind])),
            (group.unknown_count, _(UNKNOWN_WORDS)),
        ):
            if count:
                records.append((name, words, count, True))
    return ChartSpec(
        kind="choice_shares",
        ident=ident,
        title=chart_title(platform, ads),
        description=chart_description(shown, ads),
        frame=pd.DataFrame(records, columns=["group", "choice", "ad_count", "is_none"]),
        table=_table(groups, ads, platform),
        options=(("ads", ads),),
        note=_(CHART_NOTE),
        source=source,
    )


def _table(groups: Sequence[ChoiceGroup], ads: int, platform: str) -> TableBlock:
    rows = []
    for group in groups:
        name = _(GROUP_NAMES[group.kind])
        lines = [(choice.text, choice.ad_count) for choice in group.choices]
        lines.append((_(NONE_WORDS[group.kind]), group.none_count))
        lines.append((_(UNKNOWN_WORDS), group.unknown_count))
        for text, count in lines:
            if count:
                share = Cell(share_words(count / ads), sort=count / ads, is_number=True)
                number = Cell(f"{count:,}", sort=count, is_number=True)
                rows.append((Cell(text), Cell(name), number, share))
    return TableBlock(chart_title(platform, ads), told(CHOICE_COLUMNS), tuple(rows), (2, 3))
