"""What is new, as entries of feeds: of the site, of removals, of pages about one thing.

Another kind of page has a feed if it gives its changes and snapshots to :func:`page_feed`, or
entries of its own to :class:`generator.pages.feed.Feed`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.history.steps import Step
from generator.pages.changes.changes import REMOVALS, step_line, step_path, step_title
from generator.pages.changes.news import PlaceChanges, news_words, sponsor_counts
from generator.pages.data import SiteData
from generator.pages.feed import Entry, Feed
from generator.pages.words import as_date
from generator.text.language import _

Changes = Sequence[tuple[Step, Mapping[tuple[str, str], int]]]
"""Pairs of copies, each with counts by noun and change."""


def page_feed(
    data: SiteData,
    page_path: str,
    title: str,
    changes: Changes,
    snapshot_ids: Sequence[str],
) -> Feed:
    """The feed of a page about one thing: what each pair of copies changed about it (counts by
    noun and change, such as ``("ad", "new")``), and the snapshots that name it."""
    entries = (*_changed(data, changes, page_path), *_named(data, snapshot_ids, page_path, changes))
    return Feed(page_path, title, entries, _until(data, snapshot_ids))


def site_feed(data: SiteData, page_path: str, title: str) -> Feed:
    """The feed of a page about everything: the copies that were read, and what they changed."""
    entries = [*_copies(data)]
    for step in data.facts.history.steps.steps:
        line = step_line(data, step)
        words = "; ".join(item.text for item in line.lines) or line.note or "Nothing differs"
        entries.append(
            Entry(_slug(step.id), step_title(data, step), f"{words}.", step_path(step), step.newer_date)
        )  # fmt: skip
    found = tuple(entries) or (_read(data, page_path),)
    return Feed(page_path, title, found, _until(data, ()))


def _read(data: SiteData, page_path: str) -> Entry:
    """The entry of a feed that has no other: it is never empty."""
    oldest = min(as_date(day) for day in data.facts.snapshots["taken_on_date"])
    until = _until(data, ())
    return Entry("read", "The archives were read", f"{until}.", page_path, oldest)


def _copies(data: SiteData) -> Iterator[Entry]:
    """One entry for every copy of an archive that no other entry is about."""
    compared = {step.newer_id for step in data.facts.history.steps.steps}
    for row in data.facts.snapshots.to_dict("records"):
        ident = row["snapshot_id"]
        if ident not in compared and not data.facts.is_register(row["archive"]):
            name = data.platform_name(row["platform"])
            yield Entry(
                _slug(ident),
                f"{name}: the copy of {data.snapshot_day(ident)} was read",
                f"The snapshot {ident} holds {int(row['row_count']):,} rows.",
                f"platforms/{row['platform']}",
                as_date(row["taken_on_date"]),
            )


def removals_feed(data: SiteData) -> Feed:
    """The feed of what is no longer listed."""
    history = data.facts.history
    entries = [_read(data, REMOVALS)]
    for (step_id, noun), rows in history.removals.groupby(["step_id", "noun"], sort=True):
        step = history.steps.by_id[step_id]
        one, many = ("ad", "ads") if noun == "ad" else ("advertiser", "advertisers")
        names = sorted({str(name) for name in rows["name"].dropna()})
        more = f" and {len(names) - 10:,} more" if len(names) > 10 else ""
        entries.append(
            Entry(
                f"{_slug(step_id)}-{noun}",
                f"{data.platform_name(step.platform)}: {len(rows):,} {one if len(rows) == 1 else many} no longer listed",
                f"Not in the copy of {data.snapshot_day(step.newer_id)}, and in no copy since: "
                f"{', '.join(names[:10])}{more}.",
                REMOVALS,
                step.newer_date,
            )
        )
    return Feed(REMOVALS, "No longer listed", tuple(entries), _until(data, ()))


def sponsor_feeds(data: SiteData, sponsors: Iterable[tuple[str, str, str]]) -> Iterator[Feed]:
    """The feeds of sponsors: (id, page path, name)."""
    counts = sponsor_counts(data.facts.history)
    named = data.facts.named_in("sponsor_id")
    changes: dict[str, list[tuple[Step, Mapping[tuple[str, str], int]]]] = {}
    for step in data.facts.history.steps.steps:
        for sponsor_id, step_id in counts:
            if step_id == step.id:
                changes.setdefault(sponsor_id, []).append((step, counts[sponsor_id, step_id]))
    for sponsor_id, path, name in sponsors:
        yield page_feed(data, path, name, changes.get(sponsor_id, ()), named.get(sponsor_id, ()))


def place_feeds(data: SiteData, places: Iterable[tuple[str, str, str]]) -> Iterator[Feed]:
    """The feeds of places: (code, page path, name)."""
    changes = PlaceChanges(data)
    named = data.facts.named_in("place_code")
    for code, path, name in places:
        yield page_feed(data, path, name, changes.every(code), named.get(code, ()))


def _changed(data: SiteData, steps: Changes, path: str) -> Iterator[Entry]:
    for step, counts in steps:
        yield Entry(
            _slug(step.id),
            step_title(data, step),
            f"{news_words(counts)}.",
            path,
            step.newer_date,
        )


def _named(
    data: SiteData, snapshot_ids: Sequence[str], path: str, steps: Changes
) -> Iterator[Entry]:
    """An entry for the first copy that names a thing in each archive, and for every report of
    other days; one at least, so that a feed is never empty."""
    changed = {step.newer_id for step, _ in steps}
    compared = {step.newer_id for step in data.facts.history.steps.steps}
    first: set[str] = set()
    days = data.facts.snapshot_dates
    for ident in sorted(snapshot_ids, key=lambda key: (days[key], key)):
        archive = data.facts.snapshot_archives[ident]
        is_first = archive not in first
        first.add(archive)
        if ident in changed or (ident in compared and not is_first):
            continue
        name = data.platform_name(data.facts.archive_platforms[archive])
        words = "First listed" if is_first else "Listed"
        yield Entry(
            _slug(ident),
            f"{words} on {name} in the copy of {data.snapshot_day(ident)}",
            f"The snapshot {ident} names it.",
            path,
            days[ident],
        )
    if not snapshot_ids:
        until = _until(data, ())
        yield Entry("none", "No copy names it yet", f"{until}.", path, data.facts.as_of_date)


def _until(data: SiteData, snapshot_ids: Sequence[str]) -> str:
    """To which day the data of each platform reach, of these snapshots or of the whole site."""
    return _("Data to {day}", day=data.days.words(snapshot_ids))


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", text)
