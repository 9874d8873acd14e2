"""Which copies of an archive follow each other, and which cannot be compared.

Only whole listings are compared, each with the next copy of the same series (``files.series_id``).
A report about other days, or a selection that somebody saved, leaves things out without anything
having gone, so nothing is said of what it lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import pandas as pd

from generator.adapters import archive_facts
from generator.schema.archive_facts import Copies, ids_of
from generator.store.tables import Store, frame


class NotCompared(StrEnum):
    """Why copies of an archive are not compared."""

    WINDOWS = "windows"
    SELECTION = "selection"
    TRANSCRIPTIONS = "transcriptions"
    SINGLE = "single"


_REASONS = {
    Copies.WHOLE: NotCompared.SINGLE,
    Copies.WINDOWS: NotCompared.WINDOWS,
    Copies.SELECTION: NotCompared.SELECTION,
    Copies.TRANSCRIPTIONS: NotCompared.TRANSCRIPTIONS,
}
"""By what the copies of an archive are. A register is none of those that one would compare."""


@dataclass(frozen=True)
class Step:
    """A snapshot and the one before it, with at least one series in common."""

    id: str
    platform: str
    archive: str
    older_id: str
    newer_id: str
    older_date: date
    newer_date: date

    @property
    def scope(self) -> str:
        """The part of the archive that the snapshots are about, such as a year; may be empty."""
        return self.newer_id.partition("@")[2].partition("/")[2]


@dataclass(frozen=True)
class Steps:
    """Every step of the whole listings. ``files`` has one row for each file of theirs: file_id,
    series_id, archive, taken_on_date, position in its series from 0, next_file_id, and older_file_id,
    older_date and step_id of the step that it ends (missing for the first)."""

    files: pd.DataFrame
    steps: tuple[Step, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """The steps by their id."""
        return {step.id: step for step in self.steps}


def read_steps(store: Store) -> Steps:
    """The steps of a store, newest first."""
    files = frame(
        store.table("files")
        .inner_join(store.table("snapshots").select("snapshot_id", "taken_on_date"), "snapshot_id")
        .select("file_id", "series_id", "archive", "platform", "snapshot_id", "taken_on_date")
    )
    whole = ids_of(archive_facts(), lambda one: one.copies is Copies.WHOLE)
    files = files[files["archive"].isin(whole)].sort_values(
        ["series_id", "taken_on_date", "file_id"], ignore_index=True
    )
    by_series = files.groupby("series_id", sort=False)
    files["position"] = by_series.cumcount()
    for column, own in (
        ("older_file_id", "file_id"),
        ("older_snapshot_id", "snapshot_id"),
        ("older_date", "taken_on_date"),
    ):
        files[column] = by_series[own].shift(1)
    files["next_file_id"] = by_series["file_id"].shift(-1)
    found: dict[str, Step] = {}
    ids: list[str | None] = []
    for row in files.to_dict("records"):
        if row["position"] == 0:
            ids.append(None)
            continue
        ident = _step_id(row["older_snapshot_id"], row["snapshot_id"])
        ids.append(ident)
        found[ident] = Step(
            ident,
            row["platform"],
            row["archive"],
            row["older_snapshot_id"],
            row["snapshot_id"],
            pd.Timestamp(row["older_date"]).date(),
            pd.Timestamp(row["taken_on_date"]).date(),
        )
    files["step_id"] = pd.Series(ids, dtype=object)
    order = sorted(found.values(), key=lambda step: step.id)
    order.sort(key=lambda step: (step.newer_date, step.older_date), reverse=True)
    return Steps(files, tuple(order))


def not_compared(store: Store, steps: Steps) -> dict[str, NotCompared]:
    """By archive of which no copies are compared: why."""
    archives = frame(store.table("files").select("archive").distinct())["archive"]
    compared = {step.archive for step in steps.steps}
    found = {}
    for archive in sorted(set(archives) - compared):
        copies = archive_facts()[archive].copies
        if copies in _REASONS:
            found[archive] = _REASONS[copies]
    return found


def _step_id(older_id: str, newer_id: str) -> str:
    """``snapchat/2020/2020-09-25-to-2020-10-01``: safe in an address."""
    archive, _, newer = newer_id.partition("@")
    newer_day, _, scope = newer.partition("/")
    older_day = older_id.partition("@")[2].partition("/")[0]
    return "/".join(filter(None, (archive, scope, f"{older_day}-to-{newer_day}")))
