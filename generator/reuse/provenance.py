"""Which snapshots a page rests on, each with its date and checksum.

The checksum of a snapshot is the SHA-256 of one line for each of its files, in the order of their
paths: the file's SHA-256, two spaces, the path, a line feed. The checksum behind a page is made the
same way from its snapshots: the snapshot's checksum, two spaces, its id, a line feed. What
``sha256sum`` prints has this form, so that anybody can repeat it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.base import Page
from generator.pages.data import SiteData
from generator.pages.data_days import named
from generator.pages.words import PRECISION, iso, taken_on, text_or_none
from generator.store.tables import frame
from generator.text.language import ENGLISH, speaking


@dataclass(frozen=True)
class Snapshot:
    """A dated copy of an archive. ``taken_on_date`` is as much of the ISO date as is known;
    ``licence`` and ``origin`` are empty if none is recorded."""

    snapshot_id: str
    taken_on: str
    taken_on_date: str
    sha256: str
    licence: str
    origin: str


@dataclass(frozen=True)
class Provenance:
    """The state of the data behind a page: its snapshots by id, their common checksum, and the
    days to which the data reach in English words, as citations have them, platform by platform where
    they differ; ``date`` is the last of them in ISO form."""

    snapshots: tuple[Snapshot, ...]
    digest: str
    words: str
    date: str


class Provenances:
    """The stamps of pages; the snapshots are read once."""

    def __init__(self, data: SiteData) -> None:
        files: dict[str, list[tuple[str, str]]] = {}
        rows = frame(data.facts.store.table("files").select("snapshot_id", "path", "sha256"))
        for row in rows.to_dict("records"):
            files.setdefault(row["snapshot_id"], []).append((row["path"], row["sha256"]))
        rows = sorted(data.facts.snapshots.to_dict("records"), key=lambda row: row["snapshot_id"])
        self.snapshots = {row["snapshot_id"]: _snapshot(row, files) for row in rows}
        self._english = dict(map(_two_languages, rows))
        self._days = data.days
        self._known: dict[tuple[frozenset[str], str], Provenance] = {}

    def of(self, page: Page) -> Provenance:
        """The stamp of a page. A page about whole archives rests on every snapshot."""
        names = named(page.sources)
        ids = frozenset(names if names and names <= self.snapshots.keys() else self.snapshots)
        key = ids, page.as_of
        if key not in self._known:
            with speaking(ENGLISH):
                english = self._days.words(names, self._english.get(page.as_of, page.as_of))
            self._known[key] = _stamp([self.snapshots[i] for i in sorted(ids)], page.as_of, english)
        return self._known[key]


def checksum(lines: Iterable[tuple[str, str]]) -> str:
    """The SHA-256 of lines of (checksum, name)."""
    text = "".join(f"{digest}  {name}\n" for digest, name in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def _snapshot(
    row: Mapping[str, object], files: Mapping[str, Sequence[tuple[str, str]]]
) -> Snapshot:
    ident, precision = str(row["snapshot_id"]), str(row["taken_on_precision"])
    return Snapshot(
        ident,
        taken_on(row["taken_on_date"], precision),
        iso(row["taken_on_date"])[: PRECISION.get(precision, 10)],
        checksum((digest, path) for path, digest in sorted(files.get(ident, ()))),
        text_or_none(row["licence"]) or "",
        text_or_none(row["origin"]) or "",
    )


def _two_languages(row: Mapping[str, object]) -> tuple[str, str]:
    """The date of a snapshot in the language being written, and in English."""
    value, precision = row["taken_on_date"], str(row["taken_on_precision"])
    with speaking(ENGLISH):
        english = taken_on(value, precision)
    return taken_on(value, precision), english


def _stamp(snapshots: Sequence[Snapshot], words: str, english: str) -> Provenance:
    dates = [one.taken_on_date for one in snapshots]
    # A page may say an older date than its newest file: then that date is the page's.
    named = [one.taken_on_date for one in snapshots if one.taken_on == words]
    return Provenance(
        tuple(snapshots),
        checksum((one.sha256, one.snapshot_id) for one in snapshots),
        english,
        max(named or dates, default=""),
    )
