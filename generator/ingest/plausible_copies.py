"""Is each copy what its day says? Copies of one series are compared with each other by what they
hold, on every build. What looks wrong stops the build, with the evidence, until somebody says that
it is so; otherwise pages would say "no longer listed" of things that a bad copy leaves out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import ibis

from generator.archives.confirmed import confirm, is_confirmed
from generator.errors import ArchiveError
from generator.history.history import FEWEST_LOWER, MOST_LOWER
from generator.ingest.copy_measures import Example, Measure, measures
from generator.ingest.recognise import Recognised
from generator.store.tables import Store, frame
from generator.text.days import LATEST_DAYS, SLACK_DAYS

MOST_LOST, FEW = 0.1, 10
"""A copy that lacks more than this part of the older one, and at least so many things, is asked
about; of fewer things than FEW, one that lacks more than half and at least FEWEST."""
FEWEST = 5
LEAST_FALL = 0.01
"""Totals grow: a copy in which nearly all amounts that differ are lower looks older. It is asked
about if the sum of all falls by more than this part, and told otherwise."""
_WORDS = {
    "ad": ("ad", "ads"),
    "advertiser": ("advertiser", "advertisers"),
    "week": ("week of an advertiser", "weeks of advertisers"),
    "advertiser_place": ("advertiser's place", "places of advertisers"),
    "place": ("place", "places"),
}
SAME_BYTES = "both have the same bytes, so one of the days may be wrong"
_IS_OLDER = "so this may be an older copy under a newer day"


@dataclass(frozen=True)
class Doubt:
    """A copy that looks wrong: what stands in it, and beside which older copy if there is one."""

    item: Recognised
    older: Recognised | None
    evidence: str


@dataclass(frozen=True)
class Questioned:
    """``notes`` are told and stop nothing; ``accepted`` are the copies to be recorded as confirmed
    once everything else is in order."""

    notes: tuple[str, ...]
    accepted: tuple[Recognised, ...]


def note_confirmed(items: Sequence[Recognised], accepted: Sequence[Path]) -> None:
    """Mark the copies that were confirmed earlier, or are by ``accepted``: labels or paths of files
    or folders. Raises ArchiveError for one of these that is none."""
    for path in accepted:
        if not any(_is_meant(item, path) for item in items):
            raise ArchiveError(
                f"--accept-copy {path}: no file that was read is there. Give the path as the message "
                "about the copy does."
            )
    for item in items:
        item.is_confirmed = is_confirmed(item.file, item.sha256) or any(
            _is_meant(item, path) for path in accepted
        )


def question_copies(
    store: Store, items: Sequence[Recognised], accepted: Sequence[Path], problems: list[str]
) -> Questioned:
    """Add a problem for each copy that looks wrong and is not confirmed."""
    by_id = {item.file.file_id: item for item in items}
    found = [*_same_bytes(items)]
    is_same = {id(doubt.item) for doubt in found}
    found += [*_begun_later(store, by_id)]
    notes: list[str] = []
    for measure in measures(store):
        older, newer = by_id[measure.older_id], by_id[measure.newer_id]
        if id(newer) in is_same:
            continue
        if evidence := _doubt(measure):
            found.append(Doubt(newer, older, evidence))
        elif _looks_older(measure) and not newer.is_confirmed:
            notes.append(
                f"{_pair(newer, older)}: {_lower(measure)}, {_IS_OLDER}. Look at the days of both."
            )
    groups: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in found:
        if not doubt.item.is_confirmed:
            groups.setdefault(_group(doubt), []).append(doubt)
    problems += [_told(doubts) for doubts in groups.values()]
    doubted = {id(doubt.item): doubt.item for doubt in found}
    fresh = [
        item
        for item in doubted.values()
        if item.is_confirmed and any(_is_meant(item, path) for path in accepted)
    ]
    return Questioned(tuple(notes), tuple(fresh))


def _group(doubt: Doubt) -> tuple[str, str]:
    """What is told in one message: a copy, or all days under which the same bytes stand."""
    if doubt.evidence == SAME_BYTES and doubt.older:
        return SAME_BYTES, doubt.item.sha256
    return doubt.older.snapshot_id if doubt.older else "", doubt.item.snapshot_id


def record_accepted(accepted: Sequence[Recognised]) -> tuple[str, ...]:
    """Write the confirmed copies down. Returns the records."""
    return tuple(sorted({str(confirm(item.file, item.sha256)) for item in accepted}))


def _is_meant(item: Recognised, path: Path) -> bool:
    label, given = item.file.label, path.as_posix().rstrip("/")
    real, meant = item.file.path.resolve(), path.resolve()
    is_label = label == given or label.startswith((f"{given}/", f"{given}!"))
    return is_label or real == meant or meant in real.parents


def _same_bytes(items: Sequence[Recognised]) -> Iterator[Doubt]:
    """Copies all of whose files have the bytes of the one before them. A list that did not change
    within a bundle that did is nothing to ask about; nor is one whose own word is its day, nor a
    report of a window in which few spent, perhaps the same every day."""
    series: dict[str, list[Recognised]] = {}
    for item in items:
        least = FEW if item.facts.window_name else 1
        if item.archive.platform != "reference" and item.row_count >= least:
            series.setdefault(item.series_id, []).append(item)
    pairs: dict[tuple[str, str], list[tuple[Recognised, Recognised]]] = {}
    for members in series.values():
        members.sort(key=lambda item: item.dated.day)
        for older, newer in pairwise(members):
            pairs.setdefault((older.snapshot_id, newer.snapshot_id), []).append((older, newer))
    for group in pairs.values():
        if all(older.sha256 == newer.sha256 for older, newer in group) and not all(
            newer.dated.basis == "the bundle's own date" for _older, newer in group
        ):
            for older, newer in group:
                yield Doubt(
                    newer, older, "both have the same bytes, so one of the days may be wrong"
                )


def _begun_later(store: Store, by_id: Mapping[str, Recognised]) -> Iterator[Doubt]:
    """Copies in which something begins long after their day."""
    days = store.table("snapshots").select("snapshot_id", "taken_on_date", "taken_on_precision")
    for name, field, what in (
        ("ads", "first_shown_date", "ad"),
        ("spend_observations", "period_start_date", "week or window"),
    ):
        rows = store.table(name).inner_join(days, "snapshot_id")
        slack = ibis.cases(
            *((rows.taken_on_precision == name, days) for name, days in SLACK_DAYS.items()),
            else_=LATEST_DAYS,
        )
        start = rows[field].cast("timestamp").epoch_seconds()
        late = rows.filter(
            start > rows.taken_on_date.cast("timestamp").epoch_seconds() + slack * 86_400
        )
        found = late.group_by("file_id").aggregate(
            n=late.line.nunique(), line=late.line.min(), day=late[field].argmin(late.line)
        )
        for row in frame(found.order_by("file_id")).to_dict("records"):
            item, n = by_id[row["file_id"]], int(row["n"])
            more = f", as do {n - 1:,} more" if n > 1 else ""
            yield Doubt(
                item,
                None,
                f"line {int(row['line']):,}: this {what} begins on {str(row['day'])[:10]}{more}, but the "
                f"copy is of {item.dated.text} by {item.dated.basis}, so the day may be wrong",
            )


def _doubt(measure: Measure) -> str:
    """What looks wrong, in words; empty if nothing does."""
    one, many = _WORDS[measure.noun.id]
    parts = []
    is_older = measure.late > 1 or (measure.late == 1 and measure.down > measure.up == 0)
    if is_older and measure.last and measure.late_from:
        parts.append(
            f"the last {one} in it begins on {measure.last.day} (line {measure.last.line:,}), but "
            f"{measure.late:,} of the {measure.before:,} {many} of the older copy begin later, such as "
            f"that of {_row(measure.late_from)}"
        )
    elif _is_lost(measure) and measure.lost_from:
        parts.append(
            f"{measure.lost:,} of the {measure.before:,} {many} of the older copy are not among the "
            f"{measure.after:,} of this one, such as that of {_row(measure.lost_from)}"
        )
    has_fallen = measure.lo_after < (1 - LEAST_FALL) * measure.lo_before
    if (_looks_older(measure) and (parts or has_fallen)) or (is_older and measure.down):
        parts.append(_lower(measure))
        is_older = True
    if not parts:
        return ""
    tail = "all of them its last rows, so this one may be cut off"
    other = tail if measure.is_tail else "so this one may hold only a part"
    return ", and ".join(parts) + ", " + (_IS_OLDER if is_older else other)


def _is_lost(measure: Measure) -> bool:
    """True if too much is gone to be what the platform took down. Copies without a thing in common
    are told apart by the history: the platform gave new ids."""
    if not measure.both and min(measure.before, measure.after) >= FEW:
        return False
    share = measure.lost / max(measure.before, 1)
    if measure.is_tail and measure.lost >= FEWEST:
        return True
    return measure.lost >= (FEW if share <= 0.5 else FEWEST) and share > MOST_LOST


def _looks_older(measure: Measure) -> bool:
    if measure.noun.id == "week":
        return False  # a week is over: its amount is corrected, and does not grow
    return measure.down >= max(FEWEST_LOWER, MOST_LOWER * (measure.up + measure.down))


def _lower(measure: Measure) -> str:
    return (
        f"{measure.down:,} of the {measure.up + measure.down:,} amounts that differ are lower in it, "
        f"such as that on line {measure.low_line:,}: {measure.low_after:,.0f}, which was "
        f"{measure.low_before:,.0f}"
    )


def _row(example: Example) -> str:
    name = f" ({example.name[:60]})" if example.name else ""
    day = f", {example.day}" if example.day else ""
    return f"line {example.line:,}{name}{day}"


def _pair(newer: Recognised, older: Recognised) -> str:
    return (
        f"{newer.file.label} ({newer.dated.text}), beside {older.file.label} ({older.dated.text}), the "
        "copy before it"
    )


def _told(doubts: Sequence[Doubt]) -> str:
    """One message for a copy, whatever number of its files looks wrong."""
    evidence: dict[tuple[str, str], list[str]] = {}
    for doubt in doubts:
        label = _pair(doubt.item, doubt.older) if doubt.older else doubt.item.file.label
        texts = evidence.setdefault((label, doubt.item.file.label), [])
        if doubt.evidence not in texts:
            texts.append(doubt.evidence)
    told = "; ".join(f"{label}: {'; '.join(texts)}" for (label, _own), texts in evidence.items())
    return f"{told}. {_advice(doubts)}"


def _advice(doubts: Sequence[Doubt]) -> str:
    labels = sorted({doubt.item.file.label for doubt in doubts})
    folders = sorted({_folder(doubt.item) for doubt in doubts})
    paths = labels if len(labels) <= len(folders) or "." in folders else folders
    options = " ".join(f"--accept-copy '{path}'" for path in paths)
    records = " and ".join(
        "snapshot.json" if folder == "." else f"{folder}/snapshot.json" for folder in folders
    )
    mend = (
        "Correct the day (in the name of the folder, SOURCES.csv, or the key taken_on of a "
        "snapshot.json beside the file), or remove the copy that is wrong, or download it again."
    )
    return (
        f"{mend} If it is so, as the platform published it, run again with {options}: "
        f"that is kept in {records}."
    )


def _folder(item: Recognised) -> str:
    return item.file.path.parent.relative_to(item.file.root).as_posix()
