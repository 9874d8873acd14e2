"""Timelines, status and coverage of platforms in words."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from generator.pages.platform.coverage import coverage
from generator.pages.platform.policy import (
    dataset_texts,
    no_rows_words,
    platform_line,
    platform_timeline,
    timeline,
    when_words,
)
from generator.reference.platforms import (
    Dataset,
    Event,
    Law,
    PlatformRecord,
    Publication,
    Statement,
    Status,
)


def event(when: str, text: str = "It is.", **more: object) -> Event:
    return Event(when, "banned", Statement(text, **more))


def record(**changes: object) -> PlatformRecord:
    fields = {
        "id": "demo", "name": "Demo (made up)", "short_name": "Demo",
        "status": Status.ALLOWED, "status_text": "Taken.", "status_sources": (),
        "publication": Publication.FILE, "has_spend": True,
    }  # fmt: skip
    return PlatformRecord(**(fields | changes))


def dataset(since: str, until: str = "", since_text: str = "") -> Dataset:
    return Dataset(
        "Set", Statement("A set."), "", "", "",
        archive="demo", since=since, until=until, since_text=since_text,
    )  # fmt: skip


def test_events_are_grouped_by_year_with_the_newest_first() -> None:
    years = timeline([event("2019-03-21"), event("2020"), event("2019-11"), event("2020-11-03")])
    assert [year.year for year in years] == ["2020", "2019"]
    assert [happening.when for year in years for happening in year.events] == [
        "3 Nov 2020", "2020", "Nov 2019", "21 Mar 2019",
    ]  # fmt: skip


def test_open_and_disputed_events_are_marked_in_words() -> None:
    (year,) = timeline(
        [
            event("2020-03"),
            event("2020-02", conflict="Another page says March."),
            event("2020-01", is_confirmed=False, note="no source found"),
        ]
    )
    assert [happening.mark for happening in year.events] == ["", "sources disagree", "unconfirmed"]


def test_laws_of_a_record_stand_in_its_timeline() -> None:
    laws = {"eu": Law("eu", "A law", (event("2025-10-10", "It applies."),))}
    with_law = platform_timeline(record(events=(event("2020"),), laws=("eu",)), laws)
    without = platform_timeline(record(events=(event("2020"),)), laws)
    assert [year.year for year in with_law] == ["2025", "2020"]
    assert [year.year for year in without] == ["2020"]


@pytest.mark.parametrize(
    ("text", "words"), [("2018", "2018"), ("2018-05", "May 2018"), ("2018-05-09", "9 May 2018")]
)
def test_date_is_as_precise_as_it_is_known(text: str, words: str) -> None:
    assert when_words(text) == words


@pytest.mark.parametrize(
    ("since", "until", "note", "words"),
    [
        ("2019-05", "", "", "May 2019"),
        ("2018-06-28", "2021-02", "a site", "28 Jun 2018 to Feb 2021 (a site)"),
        ("2018-05-10", "2018-05-10", "once", "10 May 2018 (once)"),
        ("", "", "", ""),
    ],
)
def test_time_of_a_set_is_in_words(since: str, until: str, note: str, words: str) -> None:
    (text,) = dataset_texts(record(datasets=(dataset(since, until, note),)))
    assert text.since == words


REFUSED = {"status": Status.REFUSED, "publication": Publication.API, "has_spend": False}
UNPUBLISHED = {"publication": Publication.NOTHING, "has_spend": False}
NO_ADS = {"status": Status.NOT_APPLICABLE, **UNPUBLISHED}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "takes political ads; publishes a file, with spend"),
        ({"status": Status.ALLOWED_IN_PART, "publication": Publication.POSTS},
         "takes some political ads; publishes posts, not a file, with spend"),
        (REFUSED, "refuses political ads; publishes a library of ads of all kinds with an "
         "interface for programs, not a file, without spend"),
        (UNPUBLISHED, "takes political ads; publishes nothing that was found"),
        (NO_ADS, "sells no ads; has no ads to publish"),
    ],
)  # fmt: skip
def test_status_and_publication_are_one_line(changes: dict[str, object], line: str) -> None:
    assert platform_line(record(**changes)) == line


@pytest.mark.parametrize(
    ("changes", "read_count", "words"),
    [
        ({}, 0, "“not read”, not “spent nothing”"),
        ({}, 3, "it does not mean that it spent nothing"),
        (REFUSED, 0, "means “refused”"),
        (REFUSED, 2, "only for advertisers that are known as sponsors elsewhere"),
        (UNPUBLISHED, 0, "“not published”, not “spent nothing”"),
        (NO_ADS, 0, "There is nothing to publish"),
    ],
)
def test_missing_row_is_refused_unpublished_or_unread_but_never_nothing_spent(
    changes: dict[str, object], read_count: int, words: str
) -> None:
    assert words in no_rows_words(record(**changes), read_count)


def site(*days: str, archive: str = "demo") -> SimpleNamespace:
    """What coverage reads of the site's data: its snapshots and the day of the newest."""
    snapshots = pd.DataFrame(
        {"archive": archive, "taken_on_date": [date.fromisoformat(day) for day in days]},
        columns=["archive", "taken_on_date"],
    )
    facts = SimpleNamespace(snapshots=snapshots, as_of_date=date(2022, 6, 1))
    return SimpleNamespace(facts=facts)


def years(data: SimpleNamespace, of: Dataset) -> list[tuple[int, str, bool]]:
    (found,) = coverage(data, record(archives=("demo",), datasets=(of,)))
    return [(year.year, year.words, year.is_gap) for year in found.years]


def test_years_without_a_snapshot_are_gaps() -> None:
    data = site("2019-07-01", "2021-01-01", "2021-12-31")
    assert years(data, dataset("2018-08-15")) == [
        (2018, "gap", True),
        (2019, "1 snapshot", False),
        (2020, "gap", True),
        (2021, "2 snapshots", False),
        (2022, "gap", True),
    ]
    (found,) = coverage(data, record(archives=("demo",), datasets=(dataset("2018"),)))
    assert found.summary == "3 snapshots read; none was kept from 2018, 2020, 2022."


def test_no_gap_follows_the_end_of_an_archive() -> None:
    assert years(site("2018-05-10"), dataset("2018-05-10", "2018-05-10")) == [
        (2018, "1 snapshot", False)
    ]


def test_copy_from_before_or_after_the_known_time_is_shown() -> None:
    data = site("2017-01-01", "2020-01-01")
    assert [year for year, _, _ in years(data, dataset("2018", "2019"))] == [2017, 2018, 2019, 2020]


def test_archive_that_was_not_read_says_so() -> None:
    data = site("2020-01-01", archive="another")
    (found,) = coverage(data, record(archives=("demo",), datasets=(dataset("2018"),)))
    assert found.years == ()
    assert found.summary == "No copy has been read into this site."
