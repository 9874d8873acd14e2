"""What copies changed about the ads of a subject: its block "New and changed", and its feed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import ibis.expr.types as ir
import pandas as pd

from generator.history.steps import Step
from generator.pages.changes.news import ChangeNews, news
from generator.pages.data import SiteData
from generator.store.tables import frame

Counts = Mapping[tuple[str, str], int]
"""Counts by noun and change, such as ``("ad", "new")``."""


class SubjectChanges:
    """For every subject of ``tags`` (a row for each ad and subject: file_id, line, subject), as
    :func:`generator.pages.subject.ads.add_up_ads` takes them."""

    def __init__(self, data: SiteData, tags: ir.Table) -> None:
        self._data = data
        ads = data.facts.table("ads")
        tags = tags.select("file_id", "line", "subject").distinct()
        own = ads.inner_join(tags, ["file_id", "line"])
        own = own.select("subject", "archive", "ad_id").distinct()
        self._counts = self._count(own)
        self._snapshots = self._named(own, ads)

    def every(self, subject: str) -> list[tuple[Step, Counts]]:
        """All pairs of copies that differ about its ads, newest first."""
        counts = self._counts.get(subject, {})
        steps = self._data.facts.history.steps.steps
        return [(step, counts[step.id]) for step in steps if step.id in counts]

    def of(self, subject: str) -> tuple[ChangeNews, ...]:
        """The newest of them for each archive."""
        found: dict[str, ChangeNews] = {}
        for step, counts in self.every(subject):
            if step.archive not in found:
                found[step.archive] = news(self._data, step, counts)
        return tuple(found.values())

    def snapshots(self, subject: str) -> Sequence[str]:
        """The snapshots that list an ad of the subject."""
        return self._snapshots.get(subject, ())

    def _count(self, own: ir.Table) -> dict[str, dict[str, Counter[tuple[str, str]]]]:
        changed = self._changed()
        if changed.empty:
            return {}
        archives = sorted(set(changed["archive"]))
        subjects = frame(own.filter(own.archive.isin(archives)))
        rows = subjects.merge(changed, on=["archive", "ad_id"])
        found: dict[str, dict[str, Counter[tuple[str, str]]]] = {}
        counted = rows.groupby(["subject", "step_id", "change"]).size()
        for (subject, step_id, change), n in counted.items():
            found.setdefault(subject, {}).setdefault(step_id, Counter())["ad", change] = int(n)
        return found

    def _changed(self) -> pd.DataFrame:
        """archive, ad_id, step_id, change: one row for each ad that a pair of copies changed."""
        history = self._data.facts.history
        items = history.items[history.items["noun"] == "ad"]
        fields = history.fields[history.fields["noun"] == "ad"]
        parts = [items[["thing_id", "step_id", "change"]]] if len(items) else []
        if len(fields):
            keys = ["thing_id", "step_id"]
            is_spend = (fields["field"] == "spend").groupby([fields[key] for key in keys]).any()
            words = is_spend.map({True: "spend", False: "other"}).rename("change")
            parts.append(words.reset_index())
        if not parts:
            return pd.DataFrame(columns=["archive", "ad_id", "step_id", "change"])
        rows = pd.concat(parts, ignore_index=True).rename(columns={"thing_id": "ad_id"})
        steps = history.steps.by_id
        return rows.assign(archive=[steps[step_id].archive for step_id in rows["step_id"]])

    def _named(self, own: ir.Table, ads: ir.Table) -> dict[str, tuple[str, ...]]:
        files = self._data.facts.files
        copies = ads.select("archive", "ad_id", "file_id").distinct()
        rows = frame(
            own.inner_join(copies, ["archive", "ad_id"]).select("subject", "file_id").distinct()
        )
        found: dict[str, set[str]] = {}
        for subject, file_id in rows.itertuples(index=False):
            found.setdefault(subject, set()).add(files[file_id].snapshot_id)
        return {subject: tuple(sorted(ids)) for subject, ids in found.items()}


SubjectFeed = tuple[str, str, Sequence[tuple[Step, Counts]], Sequence[str]]
"""A page's path and name, what changed, and the snapshots that name it."""


def subject_feeds(
    changes: SubjectChanges, pages: Iterator[tuple[str, str, str, Sequence[str]]]
) -> Iterator[SubjectFeed]:
    """``pages`` are (subject, path, name, more snapshots that name it)."""
    for subject, path, name, more in pages:
        ids = sorted({*changes.snapshots(subject), *more})
        yield path, name, changes.every(subject), ids
