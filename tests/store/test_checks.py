"""Each check finds its own fault, in a store that was broken on purpose, and no other does."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from generator.cli.main import main
from generator.errors import CheckError
from generator.store.checks import CheckResult, check_coverage, require, run_checks
from generator.store.tables import Store
from tests.adapters.reading import FIXTURES, REFERENCE, lay_out, put, read_in

SCHEMA = "every field is there and filled"
KEYS = "keys are unique"
ACCOUNTING = "rows in = rows stored + rows rejected"
BOUNDS = "bounds are ordered"
DATES = "dates are sane"
CONTROLS = "totals reconcile with the raw files"
TRACE = "every row leads to its file and snapshot"
SPONSORS = "every row leads to its payer and sponsor"
COVERAGE = "coverage is not smaller than before"
ALL = [SCHEMA, KEYS, ACCOUNTING, BOUNDS, DATES, CONTROLS, TRACE, SPONSORS]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("checks")
    for archive in ("google-bundle", "meta-report", "snapchat"):
        lay_out(FIXTURES / archive / "archives", folder / "archives" / archive)
    return read_in(folder / "archives", folder / "store").store


def changed(
    store: Store, folder: Path, table: str, change: Callable[[pa.Table], pa.Table]
) -> Store:
    """A copy of the store in which one table is another."""
    shutil.copytree(store.folder, folder)
    path = folder / f"{table}.parquet"
    before = pq.read_table(path)
    after = change(before)
    assert after != before, "the change changed nothing"
    pq.write_table(after, path)
    return Store(folder)


def put_value(
    field: str, value: object, where: Callable[[dict[str, object]], bool] = lambda row: True
) -> Callable[[pa.Table], pa.Table]:
    """Put a value into the first row that fits."""

    def change(table: pa.Table) -> pa.Table:
        rows = table.to_pylist()
        next(row for row in rows if where(row) and row[field] != value)[field] = value
        return pa.Table.from_pylist(rows, table.schema)

    return change


def has_kind(kind: str, prefix: str = "spend") -> Callable[[dict[str, object]], bool]:
    return lambda row: row[f"{prefix}_kind"] == kind


def faults(results: list[CheckResult]) -> dict[str, tuple[str, ...]]:
    return {result.name: result.problems for result in results if result.problems}


def test_whole_store_passes_every_check(whole: Store) -> None:
    results = run_checks(whole, whole)
    assert [result.name for result in results] == [*ALL, COVERAGE]
    assert faults(results) == {}
    require(results)


def first_again(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table, table.slice(0, 1)])


def without_first(table: pa.Table) -> pa.Table:
    return table.slice(1)


def as_float(field: str) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        position = table.column_names.index(field)
        return table.set_column(position, field, pc.cast(table[field], pa.float64()))

    return change


def put_lonely(table: pa.Table) -> pa.Table:
    """One more sponsor, whose payers are nowhere."""
    row = {**table.to_pylist()[0], "sponsor_id": "meta/t0"}
    return pa.concat_tables([table, pa.Table.from_pylist([row], table.schema)])


NOWHERE = "000000000000"
BROKEN = [
    (SCHEMA, "keywords", lambda t: t.rename_columns([f"{t.column_names[0]}_x", *t.column_names[1:]]),
     "keywords: has the columns platform_x"),
    (SCHEMA, "declarations", put_value("advertiser_id", None),
     "declarations.advertiser_id: missing in 1 rows"),
    (SCHEMA, "payer_names", as_float("row_count"),
     "payer_names.row_count: is float64, not int64"),
    (KEYS, "sponsors", first_again, "sponsors: the key (sponsor_id) repeats, first at sponsor_id="),
    (KEYS, "ads", put_value("is_current", True, lambda row: not row["is_latest"]),
     "ads: 1 ads are current more than once"),
    (ACCOUNTING, "files", put_value("rows_in_count", 99), ": 99 rows in, "),
    (ACCOUNTING, "rejections", without_first, "its rejected rows do not all have a reason"),
    (BOUNDS, "ads", put_value("spend_hi", Decimal(1), has_kind("bucket")),
     ": the lower bound is above the upper, in 1 rows"),
    (BOUNDS, "ads", put_value("spend_lo", Decimal(-1), has_kind("bucket")),
     ": a bound is negative, in 1 rows"),
    (BOUNDS, "keywords", put_value("spend_kind", "unknown"), "an unknown amount has bounds"),
    (BOUNDS, "keywords", put_value("spend_hi", None, has_kind("rounded")),
     "the upper bound is missing although the kind is not at_least"),
    (BOUNDS, "ads", put_value("spend_lo", None, has_kind("bucket")),
     ": a known amount has no lower bound, in 1 rows"),
    (BOUNDS, "ads", put_value("spend_hi", Decimal(10**9), has_kind("at_least")),
     ": an open amount has an upper bound, in 1 rows"),
    (BOUNDS, "ads", put_value("impressions_hi", 10**9, has_kind("exact", "impressions")),
     ": an exact or rounded amount is a range, in 1 rows"),
    (DATES, "ads", put_value("first_shown_date", date(2009, 1, 1)),
     "is before 2010-01-01, when no archive had begun, in 1 rows"),
    (DATES, "keywords", put_value("report_date", date(2026, 1, 1)),
     "line 2: the day 2026-01-01 is after the day of its copy, in 1 rows"),
    (DATES, "ads", put_value("is_end_before_start", False, lambda row: row["is_end_before_start"]),
     "ads: 1 end before they start and are not marked"),
    (CONTROLS, "advertisers", put_value("ad_count", 1, lambda row: row["ad_count"] == 139),
     "column 'Total_Creatives': adds up to 140 in the file and to 2 in the store"),
    (CONTROLS, "spend_observations",
     put_value("spend_kind", "bucket", lambda row: row["spend_kind"] == "at_most" and not row["place_name"]),
     "bounds such as ≤100 in the file"),
    (TRACE, "targeting", put_value("file_id", NOWHERE), "targeting: 1 rows name a file that is not"),
    (SPONSORS, "ads", put_value("sponsor_id", "meta/t0"),
     "ads: 1 rows have another sponsor than their payer"),
    (SPONSORS, "ads", put_value("payer_id", None),
     "ads: 1 rows have another sponsor than their payer"),
    (SPONSORS, "spend_observations", put_value("sponsor_id", None),
     "spend_observations: 1 rows have another sponsor than their payer"),
    (SPONSORS, "sponsors", put_lonely, "sponsors: 1 have no payer"),
    (TRACE, "files", put_value("snapshot_id", "nowhere"),
     "files: a file names a snapshot that is not in the table snapshots"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "table", "change", "words"), BROKEN, ids=[f"{b[1]}: {b[3]}" for b in BROKEN]
)
def test_fault_is_found_by_its_own_check_only(
    whole: Store,
    tmp_path: Path,
    check: str,
    table: str,
    change: Callable[[pa.Table], pa.Table],
    words: str,
) -> None:
    found = faults(run_checks(changed(whole, tmp_path / "broken", table, change)))
    assert list(found) == [check]
    (problem,) = found[check]
    assert words in problem


META = "FacebookAdLibraryReport_2023-03-0{}_NL_yesterday_advertisers.csv"
LINES = [f"{number},Demo {number},Demo {number},5,1\n" for number in range(1, 21)]


def report(folder: Path, day: int, count: int) -> Path:
    header = "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library\n"
    put(folder / META.format(day), header + "".join(LINES[:count]))
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("before")
    return read_in(report(folder / "archives", 5, 20), folder / "store").store


@pytest.mark.parametrize(
    ("day", "count", "problem"),
    [
        (6, 20, None),
        (6, 18, None),
        (6, 17, "meta-report/NL/yesterday/advertisers: 17 rows, before 20."),
        (4, 20, "the newest copy is of 2023-03-04, before it was of 2023-03-05."),
    ],
)
def test_smaller_or_older_series_is_refused(
    before: Store, tmp_path: Path, day: int, count: int, problem: str | None
) -> None:
    fewer = put_value("rows_stored_count", count) if count != 20 else None
    now = changed(before, tmp_path / "a", "files", fewer) if fewer else before
    later = put_value("taken_on_date", date(2023, 3, day))
    now = changed(now, tmp_path / "b", "snapshots", later)
    found = check_coverage(now, before)
    if problem is None:
        assert found == []
    else:
        assert len(found) == 1
        assert problem in found[0]
        assert "Use --allow-shrink if that is meant" in found[0]


def test_archives_that_are_gone_need_a_word_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = put(
        tmp_path / "paidforby.toml",
        f'store_dir = "store"\nreference_dir = "{REFERENCE.as_posix()}"\n',
    )
    read_in(report(tmp_path / "old", 5, 20), tmp_path / "store")
    other = put(
        tmp_path / "new" / META.format(6).replace("NL", "DE"),
        (tmp_path / "old" / META.format(5)).read_text(encoding="utf-8"),
    )
    words = ["paidforby", "--config", str(config), "ingest", "--archives", str(other.parent)]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    told = capsys.readouterr().err
    assert "the checks found 1 fault; nothing was published" in told
    assert "meta-report/NL/yesterday/advertisers: was there before (20 rows), and is gone." in told
    assert Store.open(tmp_path / "store").table("files").country_code.to_pyarrow().to_pylist() == [
        "NL"
    ]
    monkeypatch.setattr("sys.argv", [*words, "--allow-shrink"])
    main()
    assert Store.open(tmp_path / "store").table("files").country_code.to_pyarrow().to_pylist() == [
        "DE"
    ]


def test_every_fault_is_told_at_once() -> None:
    results = [CheckResult("a", ("one", "two")), CheckResult("b", ()), CheckResult("c", ("three",))]
    with pytest.raises(CheckError) as error:
        require(results)
    told = "the checks found 3 faults; nothing was published:\n  - a: one\n  - a: two\n  - c: three"
    assert str(error.value) == told
