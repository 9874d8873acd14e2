"""The fixture of the Internet Research Agency's ads: three transcriptions of the same documents."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from generator.adapters.ira.cells import read_category, read_places, read_spend, read_time
from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import (
    FIXTURES,
    STRICT,
    assert_rows,
    lay_out,
    put,
    read_in,
    references,
    rows,
)

EXPECTED = FIXTURES / "ira" / "expected"
TABLES = ("ad_places", "ad_texts", "ads", "excluded_places", "files", "rejections", "targeting")


def archives(folder: Path) -> Path:
    """The fixture, its SQL made into a database as people published one."""
    laid = lay_out(FIXTURES / "ira" / "archives", folder)
    for script in sorted(laid.rglob("*.sql")):
        with closing(sqlite3.connect(script.with_suffix(".db"))) as connection:
            connection.executescript(script.read_text(encoding="utf-8"))
        script.unlink()
    return laid


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("ira")
    return read_in(archives(folder / "archives"), folder / "store")


@pytest.mark.parametrize("name", TABLES)
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_collection_makes_no_sponsor(ingested: Ingested) -> None:
    assert rows(ingested.store, "sponsors") == []


def test_database_says_what_it_was_searched_with_is_no_table(ingested: Ingested) -> None:
    assert {file.name for file in ingested.read} == {
        "ira-ads.tsv", "FacebookAds.csv", "russian-ads.db!ads", "russian-ads.db!targets",
        "russian-ads.db!ad_targets",
    }  # fmt: skip


def test_a_record_of_the_download_does_not_move_the_day_of_the_documents(tmp_path: Path) -> None:
    laid = archives(tmp_path / "archives")
    record = '{"taken_on": "2026-11-20", "url": "https://files.example/ira.tsv"}'
    put(laid / "ira" / "snapshot.json", record)
    found = rows(read_in(laid, tmp_path / "store").store, "snapshots")
    assert {row["taken_on_date"] for row in found} == {"2018-05-10"}
    assert {row["origin"] for row in found} == {"https://files.example/ira.tsv"}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("ira-ads.tsv", "161.23 RUB", "161,23 RUB", "'161,23 RUB' is no amount such as 161.23 RUB"),
        ("ira-ads.tsv", "2016-10-31 23:30:00", "2016-10-32 23:30:00", "is no time that is known"),
        ("FacebookAds.csv", "11/02/16 08-00-00 AM", "11/02/16 28-00-00 AM", "column 'EndDate'"),
        ("FacebookAds.csv", ",161.23,RUB,", ",161.23,EUR,", "'EUR' is none of RUB, USD"),
        ("FacebookAds.csv", ",SourceZip,", ",Sourcery,", "unknown column 'Sourcery'"),
    ],
)
def test_damage_is_told_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    laid = archives(tmp_path / "archives")
    path = laid / "ira" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ArchiveErrors) as error:
        read_in(laid, tmp_path / "store", STRICT)
    assert f"ira/{name}, line " in str(error.value)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "INSERT INTO ad_targets VALUES ('a1', 99)",
            "line 13, column 'ad_id': '99' stands in no row of ira/russian-ads.db!ads",
        ),
        (
            "INSERT INTO ad_targets VALUES ('zz', 1)",
            "column 'target_id': 'zz' stands in no row of ira/russian-ads.db!targets",
        ),
        ("DROP TABLE targets", "the table targets of this database is missing"),
    ],
)
def test_database_that_does_not_hold_together_is_refused(
    tmp_path: Path, change: str, said: str
) -> None:
    laid = archives(tmp_path / "archives")
    with closing(sqlite3.connect(laid / "ira" / "russian-ads.db")) as connection:
        connection.executescript(change)
    with pytest.raises(ArchiveErrors) as error:
        read_in(laid, tmp_path / "store", STRICT)
    (problem,) = error.value.problems
    assert problem.startswith("ira/russian-ads.db!") and said in problem


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-10-25 6:28:33", datetime(2015, 10, 25, 13, 28, 33)),  # noqa: DTZ001 (UTC, no zone)
        ("2016-08-17T04:17:52-07:00", datetime(2016, 8, 17, 11, 17, 52)),  # noqa: DTZ001
        ("12/31/16 11:00:00 PM PST", datetime(2017, 1, 1, 7, 0, 0)),  # noqa: DTZ001
        ("06/10/15 12:00:01 AM PDT", datetime(2015, 6, 10, 7, 0, 1)),  # noqa: DTZ001
        ("06/10/15 12:00:01 PM PDT", datetime(2015, 6, 10, 19, 0, 1)),  # noqa: DTZ001
        ("03/06/1702:59:53AM P", datetime(2017, 3, 6, 10, 59, 53)),  # noqa: DTZ001
        ("06/10/15 02-59-53 AM PDT", datetime(2015, 6, 10, 9, 59, 53)),  # noqa: DTZ001
        ("06/10/15 13:59:53 PM PDT", None),
        ("2016-08-17T04:17:52+02:00", None),
        ("yesterday", None),
    ],
)
def test_times_of_every_form_become_utc(text: str, moment: datetime | None) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize(
    ("text", "spent"),
    [
        ("161.23 RUB", (Decimal("161.23"), "RUB")),
        ("5 USD", (Decimal(5), "USD")),
        ("0", (Decimal(0), None)),
        ("7", None),
        ("161.23RUB", None),
    ],
)
def test_amounts_keep_their_currency(text: str, spent: tuple[Decimal, str | None] | None) -> None:
    assert read_spend(text) == spent


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("United States", ("US",)),
        ("Germany, France, United Kingdom", ("DE", "FR", "GB")),
        ("United States: Washington (+50 mi) District of Columbia", ("US", "US-DC")),
        ("United States: Illinois, Virginia; West Virginia", ("US", "US-IL", "US-VA", "US-WV")),
        ("United States: Virginia City (+40 km) Nevada", ("US", "US-NV")),
        ("United States: Ferguson, St. Louis Missouri: Cleveland Ohio", ("US", "US-MO", "US-OH")),
        ("United States New York New York", ("US", "US-NY")),
        ("United States Connections: People who like Texas", ("US",)),
        ("location:georgia,_united_states:Alabama", ("GE", "US", "US-AL")),
        ("location_living_in:united_states:Texas", ("US", "US-TX")),
        ("Living In: United States: Texas City", ("US",)),
        ("Nowhere at all", ()),
    ],
)
def test_places_are_countries_and_states(text: str, codes: tuple[str, ...]) -> None:
    assert tuple(read_places(text, references().places)) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("United States", {"US": True}),
        ("United States: Texas", {"US": False, "US-TX": True}),
        ("exclude_location:united_states:Texas", {"US": False, "US-TX": True}),
        ("United States: Baltimore (+20 km) Maryland; Texas", {"US": False, "US-MD": False, "US-TX": True}),
        ("Germany, United States: Texas", {"DE": True, "US": False, "US-TX": True}),
    ],
)  # fmt: skip
def test_place_with_a_finer_one_in_it_is_not_meant_as_a_whole(text: str, codes: dict[str, bool]) -> None:  # fmt: skip
    assert read_places(text, references().places) == codes


@pytest.mark.parametrize(
    ("prefix", "dimension"),
    [
        ("and_must_also_match:interests", ("interest", False)),
        ("location_living_in:united_states", ("place", False)),
        ("exclude_location:united_states", ("place", True)),
        ("excluded_connections", ("audience", True)),
        ("people_who_match:Friends of connections", ("audience", False)),
        ("people_who_match", ("audience", False)),
        ("people_who_match:field_of_study", ("demographic", False)),
        ("facebook_access_browser", ("device", False)),
        ("placements:on pages", ("placement", False)),
        ("army_reserve_industry:Politics", ("demographic", False)),
    ],
)
def test_prefixes_of_the_database_have_a_dimension(
    prefix: str, dimension: tuple[str, bool]
) -> None:
    assert read_category(prefix) == dimension


def test_ad_of_one_transcription_alone_counts(ingested: Ingested) -> None:
    current: Callable[[dict[str, str]], bool] = lambda row: row["is_current"] == "true"  # noqa: E731
    found = {row["ad_id"]: row["file"] for row in rows(ingested.store, "ads") if current(row)}
    assert found == {
        **dict.fromkeys("1234", "tab-separated@2018-05-10"),
        "6": "database-ads@2018-05-10",
        "7": "table@2018-05-10",
    }
