"""All that is known of what copies changed: read once for all pages and feeds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import ibis
import pandas as pd

from generator.errors import CheckError
from generator.history.damage import NEWER, OLDER, damaged_cells, with_damage
from generator.history.differences import (
    AGAIN,
    ELSEWHERE,
    FIELDS,
    GONE,
    ITEM,
    NEW,
    SPEND,
    Differences,
    differences,
)
from generator.history.steps import NotCompared, Step, Steps, not_compared, read_steps
from generator.history.things import NOUNS, WEEK, Thing, known_nouns
from generator.store.tables import Store, frame

RENUMBERED_FROM = 10
"""Two copies of at least so many things that have no id in common say nothing of what went: the
platform gave new ids, or the copies cover different things."""
FEWEST_LOWER, MOST_LOWER = 5, 0.95
_WEEK = pd.Timedelta(days=6)


@dataclass(frozen=True)
class Tally:
    """How many things of a noun the two copies of a step list, and how many of them differ.
    ``fields`` counts things by the field that differs; ``settled`` those of them that were over
    before the older copy was taken. ``lower`` and ``higher`` count amounts that grow from copy to
    copy, by what they are in the newer one. ``damaged`` counts the things that differ only in cells
    that a spreadsheet program damaged, by the copy with these cells; they are not ``revised``."""

    before: int
    new: int
    again: int
    gone: int
    elsewhere: int
    after: int
    revised: int
    double: int
    fields: Mapping[str, int]
    settled: Mapping[str, int]
    is_renumbered: bool = False
    same_names: int = 0
    lower: int = 0
    higher: int = 0
    damaged: Mapping[str, int] = field(default_factory=dict)

    @property
    def looks_older(self) -> bool:
        """True if nearly all amounts that differ are lower in the newer copy: such totals grow, so
        the day of one of the copies may be wrong."""
        return self.lower >= max(FEWEST_LOWER, MOST_LOWER * (self.lower + self.higher))


@dataclass(frozen=True)
class History:
    """``items`` and ``fields`` are those of :class:`Differences` with ``step_id``, ``noun`` and
    ``is_settled``; ``damaged`` are fields that differ because a spreadsheet program damaged the cell
    of one copy, ``damaged_in``, and that are not in ``fields``; ``tallies`` are by step and noun; ``places`` counts new ads by ``step_id`` and
    ``place_code``; ``not_compared`` says why, by archive."""

    steps: Steps
    items: pd.DataFrame
    fields: pd.DataFrame
    damaged: pd.DataFrame
    tallies: Mapping[tuple[str, str], Tally]
    places: pd.DataFrame
    not_compared: Mapping[str, NotCompared]

    @cached_property
    def removals(self) -> pd.DataFrame:
        """Ads and advertisers that no copy has listed since, the newest first."""
        rows = self.items
        rows = rows[
            (rows["change"] == GONE) & rows["is_last"] & rows["noun"].isin(["ad", "advertiser"])
        ]
        order = {step.id: number for number, step in enumerate(self.steps.steps)}
        return rows.assign(order=rows["step_id"].map(order)).sort_values(
            ["order", "noun", "name", "key"], ignore_index=True
        )

    def of_step(self, step: Step) -> dict[str, Tally]:
        """The tallies of a step by noun."""
        return {
            noun.id: self.tallies[step.id, noun.id]
            for noun in NOUNS
            if (step.id, noun.id) in self.tallies
        }


def read_history(store: Store) -> History:
    """Compare the copies of a store. Raises CheckError if a comparison does not add up."""
    steps = read_steps(store)
    files = steps.files.set_index("file_id")
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in _COLUMNS}
    tallies: dict[tuple[str, str], Tally] = {}
    cells = damaged_cells(store)
    for noun in known_nouns(store) if steps.steps else ():
        result = differences(store, steps, noun)
        fields = with_damage(result.fields, cells)
        is_damaged = fields["damaged_in"] != ""
        parts = {
            "items": result.items,
            "fields": fields[~is_damaged].drop(columns="damaged_in"),
            "damaged": fields[is_damaged],
            "places": result.places,
        }
        for name, rows in parts.items():
            rows = rows.assign(noun=noun.id, step_id=rows["file_id"].map(files["step_id"]))
            found[name].append(_with_settled(rows, files, noun.id) if name != "places" else rows)
        for step_id, tally in _tallies(steps, result, found["fields"][-1], found["damaged"][-1]):
            tallies[step_id, noun.id] = tally
    frames = {
        name: pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=_COLUMNS[name])
        for name, kept in found.items()
    }
    for name in frames:
        # Of copies without an id in common, nothing is told of single things.
        rows = frames[name]
        keep = [
            not ((step, noun) in tallies and tallies[step, noun].is_renumbered)
            for step, noun in zip(rows["step_id"], rows["noun"], strict=True)
        ]
        order = [column for column in ("step_id", "noun", "key", "field") if column in rows.columns]
        frames[name] = rows.loc[keep].sort_values(order, ignore_index=True)
    return History(steps, **frames, tallies=tallies, not_compared=not_compared(store, steps))


_COLUMNS = {
    "items": ["step_id", "noun", *ITEM, *SPEND, "change", "is_last"],
    "fields": ["step_id", "noun", *FIELDS],
    "damaged": ["step_id", "noun", *FIELDS, "damaged_in"],
    "places": ["step_id", "noun", "place_code", "n"],
}


def _with_settled(rows: pd.DataFrame, files: pd.DataFrame, noun: str) -> pd.DataFrame:
    """``is_settled``: the thing was over, or the new one had begun, before the older copy."""
    older = pd.to_datetime(rows["file_id"].map(files["older_date"]))
    start, end = pd.to_datetime(rows["start_date"]), pd.to_datetime(rows["end_date"])
    end = start + _WEEK if noun == "week" else end
    return rows.assign(is_settled=end < older)


def _tallies(
    steps: Steps, result: Differences, fields: pd.DataFrame, damaged: pd.DataFrame
) -> list[tuple[str, Tally]]:
    counts = result.counts.set_index("file_id")
    by_change = result.items.groupby(["file_id", "change"]).size().to_dict()
    by_file = dict(list(fields.groupby("file_id"))) if len(fields) else {}
    damaged_by_file = dict(list(damaged.groupby("file_id"))) if len(damaged) else {}
    found = []
    for file in steps.files[steps.files["step_id"].notna()].to_dict("records"):
        file_id, older_id = file["file_id"], file["older_file_id"]
        if file_id not in counts.index and older_id not in counts.index:
            continue
        own = by_file.get(file_id)
        numbers = {
            change: int(by_change.get((file_id, change), 0))
            for change in (NEW, AGAIN, GONE, ELSEWHERE)
        }
        before, after = (_count(counts, ident, "n") for ident in (older_id, file_id))
        added, lost = numbers[NEW] + numbers[AGAIN], numbers[GONE] + numbers[ELSEWHERE]
        if before + added - lost != after:
            raise CheckError(
                f"history of {file['step_id']}, {result.noun.id}: {before:,} before, {added:,} more "
                f"and {lost:,} less do not make the {after:,} of the newer copy."
            )
        is_renumbered = lost == before and added == after and min(before, after) >= RENUMBERED_FROM
        found.append(
            (
                file["step_id"],
                Tally(
                    before=before,
                    after=after,
                    revised=0 if own is None else own["key"].nunique(),
                    double=_count(counts, file_id, "n_double"),
                    fields={} if own is None else _by_field(own),
                    settled={} if own is None else _by_field(own[own["is_settled"]]),
                    is_renumbered=is_renumbered,
                    same_names=_same_names(result, file_id) if is_renumbered else 0,
                    damaged=_damaged(damaged_by_file.get(file_id), own),
                    **_directions(result.noun, own),
                    **numbers,
                ),
            )
        )
    return found


def _count(counts: pd.DataFrame, file_id: str, column: str) -> int:
    return int(counts[column].get(file_id, 0))


def _by_field(rows: pd.DataFrame) -> dict[str, int]:
    counts = rows.groupby("field")["key"].nunique()
    return {str(name): int(n) for name, n in sorted(counts.items())}


def _damaged(rows: pd.DataFrame | None, own: pd.DataFrame | None) -> dict[str, int]:
    """How many things differ in damaged cells only, by the copy with these cells: each counts once."""
    if rows is None:
        return {}
    if own is not None:
        rows = rows[~rows["key"].isin(own["key"])]
    sides = rows.groupby("key")["damaged_in"].min()
    return {side: n for side in (OLDER, NEWER) if (n := int((sides == side).sum()))}


def _directions(noun: Thing, rows: pd.DataFrame | None) -> dict[str, int]:
    """How many amounts are lower and higher in the newer copy; a week is over and does not grow."""
    if rows is None or noun == WEEK:
        return {}
    spent = rows[rows["field"] == "spend"]
    if spent.empty:
        return {}
    rise = spent["new_lo"].astype(float) - spent["old_lo"].astype(float)
    return {"lower": int((rise < 0).sum()), "higher": int((rise > 0).sum())}


def _same_names(result: Differences, file_id: str) -> int:
    """Names of the older copy that the newer one has too, whatever their ids."""
    rows = result.items[result.items["file_id"] == file_id]
    older = set(rows.loc[rows["change"] == GONE, "name"].dropna())
    return len(older & set(rows.loc[rows["change"] == NEW, "name"].dropna()))


def listings(store: Store, column: str) -> dict[str, tuple[str, ...]]:
    """By sponsor (``sponsor_id``) or place (``place_code``): the snapshots that name it, sorted."""
    spent, ads = store.table("spend_observations"), store.table("ads")
    parts = [spent.select(column, "snapshot_id")]
    if column == "sponsor_id":
        parts += [ads.select(column, "snapshot_id")]
        parts += [store.table("advertisers").select(column, "snapshot_id")]
    else:
        places = store.table("ad_places").select("file_id", column).distinct()
        parts += [places.inner_join(store.table("files"), "file_id").select(column, "snapshot_id")]
    rows = frame(ibis.union(*[part.drop_null() for part in parts], distinct=True))
    rows = rows.sort_values([column, "snapshot_id"])
    return {key: tuple(own) for key, own in rows.groupby(column, sort=True)["snapshot_id"]}
