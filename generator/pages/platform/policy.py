"""What platform pages say of rules and records: claims with their support, the timeline by year,
and the status in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.pages.words import day, taken_on
from generator.reference.platforms import (
    Dataset,
    Event,
    Law,
    PlatformRecord,
    Publication,
    Statement,
    Status,
    Step,
)
from generator.text.language import _, mark

_KIND_WORDS = {
    "allowed": mark("allowed"),
    "banned": mark("banned"),
    "paused": mark("paused"),
    "resumed": mark("resumed"),
    "restricted": mark("restricted"),
    "disclaimer": mark("who paid, and who buys"),
    "labels": mark("labels"),
    "archive_opened": mark("archive opened"),
    "archive_changed": mark("archive changed"),
    "archive_removed": mark("archive removed"),
    "archive_fact": mark("about the archive"),
    "user_choice": mark("choice for users"),
    "statement": mark("statement"),
    "release": mark("release"),
    "name": mark("new name"),
    "law": mark("law"),
}
_STATUS_WORDS = {
    Status.ALLOWED: mark("takes political ads"),
    Status.ALLOWED_IN_PART: mark("takes some political ads"),
    Status.REFUSED: mark("refuses political ads"),
    Status.NOT_APPLICABLE: mark("sells no ads"),
}
_PUBLICATION_WORDS = {
    Publication.FILE: mark("publishes a file"),
    Publication.POSTS: mark("publishes posts, not a file"),
    Publication.API: mark(
        "publishes a library of ads of all kinds with an interface for programs, not a file"
    ),
    Publication.WEB_PAGE: mark("publishes a web page of ads of all kinds, not a file"),
    Publication.NOTHING: mark("publishes nothing that was found"),
}
SUPPORT = (
    mark("seen in the files"),
    mark("reported by people who read the file"),
    mark("no source found"),
)
"""What a note says where a claim has no page that supports it."""


@dataclass(frozen=True)
class Happening:
    """One event of a timeline."""

    when: str
    """Its date, in words."""
    date: str
    """Its date: YYYY, YYYY-MM or YYYY-MM-DD."""
    kind: str
    """What kind of event it is, in words."""
    statement: Statement
    """What happened, with what supports it."""
    mark: str
    """How it differs from a settled one, in words, such as "unconfirmed". May be empty."""


@dataclass(frozen=True)
class StepText:
    """A step for readers."""

    statement: Statement
    """What to do, with what supports it."""
    when: str
    """The day of its source, in words. Empty if it is not known."""


@dataclass(frozen=True)
class TimelineYear:
    """The events of one year."""

    year: str
    """The year."""
    events: tuple[Happening, ...]
    """Its events, the newest first."""


@dataclass(frozen=True)
class DatasetText:
    """A data set as the page shows it."""

    dataset: Dataset
    """What is known of it."""
    since: str
    """When it began, in words. May be empty."""


def timeline(events: Iterable[Event]) -> tuple[TimelineYear, ...]:
    """Events by year, newest first."""
    ordered = sorted(events, key=lambda event: event.date, reverse=True)
    return tuple(
        TimelineYear(year, tuple(_happening(event) for event in group))
        for year, group in groupby(ordered, key=lambda event: event.date[:4])
    )


def platform_timeline(
    record: PlatformRecord, laws: dict[str, Law] | None = None
) -> tuple[TimelineYear, ...]:
    """The events of a platform and of the laws that its record names."""
    found = list(record.events)
    for law_id in record.laws:
        found += (laws or {})[law_id].events
    return timeline(found)


def dataset_texts(record: PlatformRecord) -> tuple[DatasetText, ...]:
    """The data sets of a platform in the order of the file."""
    return tuple(DatasetText(dataset, _since(dataset)) for dataset in record.datasets)


def step_texts(steps: Iterable[Step]) -> tuple[StepText, ...]:
    """The steps in the order of the file."""
    return tuple(StepText(step.statement, when_words(step.date)) for step in steps)


def status_words(record: PlatformRecord) -> str:
    """``takes some political ads``."""
    return _(_STATUS_WORDS[record.status])


def publication_words(record: PlatformRecord) -> str:
    """``publishes a file, with spend``."""
    words = _(_PUBLICATION_WORDS[record.publication])
    if record.status is Status.NOT_APPLICABLE:
        return _("has no ads to publish")
    if record.publication is Publication.NOTHING:
        return words
    if record.has_spend:
        return _("{publishes}, with spend", publishes=words)
    return _("{publishes}, without spend", publishes=words)


def platform_line(record: PlatformRecord) -> str:
    """The status and what is published, in one line."""
    return f"{status_words(record)}; {publication_words(record)}"


def no_rows_words(record: PlatformRecord, read_count: int) -> str:
    """What it means that no row stands on the page; ``read_count`` snapshots were read."""
    name = record.short_name
    if record.status is Status.NOT_APPLICABLE:
        return _(
            "{platform} sells no ads. There is nothing to publish, and no row here is missing.",
            platform=name,
        )
    if record.status is Status.REFUSED:
        said = _(
            "{platform} refuses political ads. That an advertiser has no row here means “refused”; it "
            "does not mean that nothing was tried or spent.",
            platform=name,
        )
        if not read_count:
            return said
        listed = _(
            "The rows shown come from its library of ads of all kinds, and only for advertisers that "
            "are known as sponsors elsewhere."
        )
        return f"{said} {listed}"
    if record.publication is Publication.NOTHING:
        return _(
            "{platform} takes some political ads, and no public list of them was found. That an "
            "advertiser has no row here means “not published”, not “spent nothing”.",
            platform=name,
        )
    if not read_count:
        return _(
            "{platform} publishes the ads, but no copy of what it publishes has been read into this "
            "site. That an advertiser has no row here means “not read”, not “spent nothing”.",
            platform=name,
        )
    return _(
        "That an advertiser has no row here means that it is not in the copies that were read. It "
        "may have run no ads that the platform counts as political, or none that were published; "
        "it does not mean that it spent nothing."
    )


def when_words(text: str) -> str:
    """``3 Nov 2020`` for a day, ``Nov 2020`` for a month, ``2020`` for a year."""
    if len(text) == 10:
        return day(text)
    return taken_on(text, "month") if len(text) == 7 else text


def _happening(event: Event) -> Happening:
    statement = event.statement
    marks = [_("unconfirmed")] if not statement.is_confirmed else []
    if statement.conflict:
        marks.append(_("sources disagree"))
    return Happening(
        when=when_words(event.date),
        date=event.date,
        kind=_(_KIND_WORDS[event.kind]),
        statement=statement,
        mark=", ".join(marks),
    )


def _since(dataset: Dataset) -> str:
    words = when_words(dataset.since)
    if dataset.until and dataset.until != dataset.since:
        words = _("{first} to {last}", first=words, last=when_words(dataset.until))
    notes = [text for text in (words, _(dataset.since_text)) if text]
    return f"{notes[0]} ({notes[1]})" if len(notes) > 1 else "".join(notes)
