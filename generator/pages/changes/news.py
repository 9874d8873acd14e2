"""The blocks "New and changed" of other pages: home, sponsors and places."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from generator.history.history import History
from generator.history.steps import Step
from generator.history.things import NOUNS, PLACE
from generator.pages.base import Cell, Column, TableBlock
from generator.pages.changes.changes import step_line, step_name, step_path
from generator.pages.changes.tables import ChangeTables, largest_differences
from generator.pages.changes.words import HERE, ChangeLine, change_line, counted, field_words
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.words import day, text_or_none
from generator.text.language import _

HOME_STEPS = 3
SPONSOR_STEPS = 4
SPONSOR_ROWS = 8
_NOUNS = (*(noun.id for noun in NOUNS), HERE)
_ORDER = ("new", "again", "spend", "other", "gone", "elsewhere")


@dataclass(frozen=True)
class ChangeNews:
    """What one pair of copies changed for a page."""

    path: str
    """The page with all that changed between the two."""
    platform: str
    """The platform, and the part of its archive."""
    older: str
    """The day of the older copy, in words."""
    newer: str
    """The day of the newer copy, in words."""
    lines: tuple[ChangeLine, ...]
    """What changed, each kind counted."""
    table: TableBlock | None = None
    """The changed rows; None where the counts say it all."""


def home_changes(data: SiteData) -> tuple[ChangeNews, ...]:
    """The newest changes: of each pair of copies the first that is new, changed and gone."""
    found = []
    for step in data.facts.history.steps.steps:
        own = step_line(data, step)
        if own.lines and len(found) < HOME_STEPS:
            first = {line.sign: line for line in reversed(own.lines)}
            lines = tuple(line for line in own.lines if first[line.sign] is line)
            found.append(ChangeNews(own.path, own.platform, own.older, own.newer, lines))
    return tuple(found)


class SponsorChanges:
    """What changed for each sponsor, from the frames of the history."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._tables = ChangeTables(data, directory)
        self._counts = sponsor_counts(data.facts.history)
        fields = data.facts.history.fields
        self._fields = dict(list(fields.groupby(["sponsor_id", "step_id"])))

    def of(self, sponsor_id: str) -> tuple[ChangeNews, ...]:
        """The newest pairs of copies that differ about a sponsor, newest first."""
        found = []
        for step in self._data.facts.history.steps.steps:
            counts = self._counts.get((sponsor_id, step.id))
            if counts and len(found) < SPONSOR_STEPS:
                found.append(
                    news(
                        self._data, step, counts, self._table(sponsor_id, step, is_first=not found)
                    )
                )
        return tuple(found)

    def _table(self, sponsor_id: str, step: Step, *, is_first: bool) -> TableBlock | None:
        rows = self._fields.get((sponsor_id, step.id))
        if rows is None or not is_first:
            return None
        shown = largest_differences(rows).head(SPONSOR_ROWS)
        older = self._data.snapshot_day(step.older_id)
        newer = self._data.snapshot_day(step.newer_id)
        caption = _("Different in the copies of {older} and {newer}", older=older, newer=newer)
        if len(rows) > len(shown):
            caption = _(
                "{caption}; the first {shown} of {total}",
                caption=caption,
                shown=len(shown),
                total=f"{len(rows):,}",
            )
        return TableBlock(
            caption,
            (
                Column("what", _("What")),
                Column("field", _("Field")),
                Column("before", _("Before")),
                Column("after", _("After")),
            ),
            tuple(
                (
                    _thing(row),
                    Cell(field_words(row["field"], row["noun"])),
                    *self._tables.sides(row),
                )
                for row in shown.to_dict("records")
            ),
        )


class PlaceChanges:
    """What the newest pair of copies of each archive changed for each place."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self._counts: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
        for row in data.facts.history.places.itertuples(index=False):
            self._count(row.place_code, row.step_id)["ad", "new"] += int(row.n)
        items = data.facts.history.items
        for row in _with_place(items).itertuples(index=False):
            self._count(row.place_code, row.step_id)[_own(row.noun), row.change] += 1
        fields = _with_place(data.facts.history.fields)
        for row in fields[fields["noun"] == PLACE.id].itertuples(index=False):
            self._count(row.place_code, row.step_id)[HERE, "spend"] += 1

    def _count(self, code: str, step_id: str) -> Counter[tuple[str, str]]:
        return self._counts.setdefault((code, step_id), Counter())

    def every(self, code: str) -> list[tuple[Step, Mapping[tuple[str, str], int]]]:
        """All pairs of copies that differ about a place, newest first."""
        steps = self._data.facts.history.steps.steps
        return [
            (step, self._counts[code, step.id]) for step in steps if (code, step.id) in self._counts
        ]

    def of(self, code: str) -> tuple[ChangeNews, ...]:
        """The newest of them for each archive and what it covers."""
        found: dict[str, ChangeNews] = {}
        for step, counts in self.every(code):
            if step.archive not in found:
                found[step.archive] = news(self._data, step, counts)
        return tuple(found.values())


def news(
    data: SiteData,
    step: Step,
    counts: Mapping[tuple[str, str], int],
    table: TableBlock | None = None,
) -> ChangeNews:
    """The counts of a pair of copies in words. ``counts`` are by noun and change."""
    return ChangeNews(
        path=step_path(step),
        platform=step_name(data, step),
        older=data.snapshot_day(step.older_id),
        newer=data.snapshot_day(step.newer_id),
        lines=tuple(
            change_line(noun, change, counts[noun, change])
            for noun in _NOUNS
            for change in _ORDER
            if counts.get((noun, change))
        ),
        table=table,
    )


def news_words(counts: Mapping[tuple[str, str], int]) -> str:
    """``3 new ads; 1 spend revised``: the same on one line."""
    return "; ".join(
        counted(noun, change, counts[noun, change])
        for noun in _NOUNS
        for change in _ORDER
        if counts.get((noun, change))
    )


def sponsor_counts(history: History) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """By sponsor and step: how many things changed, by noun and change."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    keys = ["sponsor_id", "step_id", "noun"]
    for key, n in history.items.groupby([*keys, "change"]).size().items():
        found.setdefault(key[:2], Counter())[key[2], key[3]] += int(n)
    fields = history.fields
    spend = fields[fields["field"] == "spend"].groupby(keys)["key"].nunique().to_dict()
    for key, n in fields.groupby(keys)["key"].nunique().items():
        own = found.setdefault(key[:2], Counter())
        spends = int(spend.get(key, 0))
        own[key[2], "spend"] += spends
        own[key[2], "other"] += int(n) - spends
    return found


def _own(noun: str) -> str:
    return HERE if noun == PLACE.id else noun


def _with_place(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["place_code"].notna()] if "place_code" in rows.columns else rows


def _thing(row: Mapping[str, object]) -> Cell:
    if row["noun"] == "ad":
        ad_id = str(row["thing_id"])
        short = ad_id if len(ad_id) <= 14 else f"{ad_id[:6]}…{ad_id[-6:]}"
        return Cell(_("Ad {id}", id=short))
    if row["noun"] == "week":
        return Cell(_("Week from {day}", day=day(row["start_date"])))
    if row["noun"] == "advertiser":
        return Cell(
            _("Reported total") if row["field"] == "spend" else _("Entry of the advertiser")
        )
    return Cell(text_or_none(row["place_code"]) or "")
