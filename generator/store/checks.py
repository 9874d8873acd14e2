"""Checks that guard publication: a store that fails one is not published.

Each check returns sentences that say what is wrong, where, and how much.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pandas as pd

from generator.errors import CheckError
from generator.schema import TABLES, Table
from generator.store.tables import Store, frame
from generator.text.amounts import number_words
from generator.text.days import LATEST_DAYS, SLACK_DAYS

EARLIEST = date(2010, 1, 1)
MAX_SHOWN = 5
_MONEY_TABLES = ("ads", "spend_observations", "keywords")


@dataclass(frozen=True)
class CheckResult:
    """One check: what it is about, and what is wrong (empty if nothing)."""

    name: str
    problems: tuple[str, ...]


def run_checks(
    store: Store, previous: Store | None = None, *, allow_shrink: bool = False
) -> list[CheckResult]:
    """Run every check. ``previous`` is the store that this one would replace."""
    checks: dict[str, Callable[[Store], list[str]]] = {
        "every field is there and filled": check_schema,
        "keys are unique": check_keys,
        "rows in = rows stored + rows rejected": check_accounting,
        "bounds are ordered": check_bounds,
        "dates are sane": check_dates,
        "totals reconcile with the raw files": check_controls,
        "every row leads to its file and snapshot": check_trace,
        "every row leads to its payer and sponsor": check_sponsors,
    }
    results = [CheckResult(name, tuple(check(store))) for name, check in checks.items()]
    if previous is not None and not allow_shrink:
        results.append(
            CheckResult(
                "coverage is not smaller than before", tuple(check_coverage(store, previous))
            )
        )
    return results


def require(results: list[CheckResult]) -> None:
    """Raise CheckError with everything that is wrong."""
    wrong = [f"{result.name}: {text}" for result in results for text in result.problems]
    if wrong:
        noun = "fault" if len(wrong) == 1 else "faults"
        raise CheckError(
            f"the checks found {len(wrong)} {noun}; nothing was published:\n"
            + "\n".join(f"  - {t}" for t in wrong)
        )


def check_schema(store: Store) -> list[str]:
    """Every table has its fields, and no required one is missing anywhere."""
    problems = []
    filled = list(store.filled())
    for table in TABLES.values():
        kinds = store.columns(table.name)
        if kinds.names != table.names:
            problems.append(f"{table.name}: has the columns {', '.join(kinds.names)}")
            continue
        problems += [
            f"{table.name}.{field.name}: is {kinds[field.name]}, not {field.type}"
            for field in table.fields
            if kinds[field.name].copy(nullable=True) != ibis.dtype(field.type)
        ]
        if table not in filled:
            continue
        rows = store.table(table.name)
        required = [field.name for field in table.fields if not field.nullable]
        counts = rows.aggregate(**{name: rows[name].isnull().sum() for name in required})
        (row,) = counts.to_pyarrow().to_pylist()
        problems += [
            f"{table.name}.{name}: missing in {row[name]:,} rows" for name in required if row[name]
        ]
    return problems


def check_keys(store: Store) -> list[str]:
    """No two rows of a table share its key; each thing counts once."""
    problems = []
    for table in store.filled():
        problems += _repeated(store, table, table.key, "")
    ads = store.table("ads")
    current = ads.filter(ads.is_current)
    repeated = (
        current.group_by(["platform", "ad_id"])
        .having(current.count() > 1)
        .aggregate(n=current.count())
    )
    n = repeated.count().to_pyarrow().as_py()
    if n:
        problems.append(f"ads: {n:,} ads are current more than once")
    return problems


def _repeated(store: Store, table: Table, key: tuple[str, ...], note: str) -> list[str]:
    rows = store.table(table.name)
    repeated = rows.group_by(list(key)).having(rows.count() > 1).aggregate(n=rows.count())
    found = repeated.limit(MAX_SHOWN).to_pyarrow().to_pylist()
    if not found:
        return []
    first = found[0]
    if {"file_id", "line"} <= set(table.names) and "file_id" in key:
        return [_twice(store, table, key, first)]
    told = ", ".join(f"{name}={first[name]}" for name in key)
    return [f"{table.name}: the key ({', '.join(key)}) repeats, first at {told}{note}"]


def _twice(store: Store, table: Table, key: tuple[str, ...], first: Mapping[str, object]) -> str:
    """The same thing twice in one file: the file, its lines, and what to do."""
    rows = store.table(table.name)
    for name in key:
        value = first[name]
        rows = rows.filter(rows[name].isnull() if pd.isna(value) else rows[name] == value)
    lines = sorted({int(line) for line in frame(rows.select("line"))["line"]})
    files = store.table("files")
    path = frame(files.filter(files.file_id == first["file_id"]).select("path"))["path"].iloc[0]
    own = " ".join(str(first[name]) for name in key if name not in ("file_id", "line"))
    where = " and ".join(f"{line:,}" for line in lines[:MAX_SHOWN])
    noun = "lines" if len(lines) > 1 else "line"
    return (
        f"{path}, {noun} {where}: the same row of {table.name} stands there more than once ({own[:120]}). "
        "Perhaps two files were put together: download the file again, or remove what was added."
    )


def check_accounting(store: Store) -> list[str]:
    """Nothing was dropped silently."""
    files = frame(store.table("files"))
    wrong = files[
        files["rows_in_count"] != files["rows_stored_count"] + files["rows_rejected_count"]
    ]
    rejections = store.table("rejections")
    counted = dict(
        frame(rejections.group_by("file_id").aggregate(n=rejections.count())).itertuples(
            index=False
        )
    )
    problems = [
        f"{row['path']}: {row['rows_in_count']:,} rows in, {row['rows_stored_count']:,} stored, "
        f"{row['rows_rejected_count']:,} rejected"
        for row in wrong.to_dict("records")
    ]
    for row in files.to_dict("records"):
        if counted.get(row["file_id"], 0) != row["rows_rejected_count"]:
            problems.append(f"{row['path']}: its rejected rows do not all have a reason")
    return problems


def check_bounds(store: Store) -> list[str]:
    """Lower bounds are not above upper bounds, not negative, and fit their kind."""
    problems = []
    filled = {table.name for table in store.filled()}
    bounds = [(name, "spend") for name in _MONEY_TABLES]
    bounds += [("ads", prefix) for prefix in ("impressions", "audience", "reach")]
    for name, prefix in bounds:
        if name in filled:
            problems += _bounds(store, store.table(name), prefix)
    return problems


def _bounds(store: Store, rows: ibis.Table, prefix: str) -> list[str]:
    lo, hi, kind = rows[f"{prefix}_lo"], rows[f"{prefix}_hi"], rows[f"{prefix}_kind"]
    wrong = {
        "the lower bound is above the upper": lo > hi,
        "a bound is negative": (lo < 0) | (hi < 0),
        "a known amount has no lower bound": (kind != "unknown") & lo.isnull(),
        "an unknown amount has bounds": (kind == "unknown") & (lo.notnull() | hi.notnull()),
        "the upper bound is missing although the kind is not at_least": (kind != "unknown")
        & (kind != "at_least")
        & hi.isnull(),
        "an open amount has an upper bound": (kind == "at_least") & hi.notnull(),
        "an exact or rounded amount is a range": kind.isin(["exact", "rounded"]) & (lo != hi),
    }
    counts = rows.aggregate(
        **{
            f"c{i}": test.fill_null(False).cast("int64").sum()
            for i, test in enumerate(wrong.values())
        }
    )
    (row,) = counts.to_pyarrow().to_pylist()
    return [
        told
        for i, (text, test) in enumerate(wrong.items())
        if row[f"c{i}"]
        for told in _wrong_amounts(store, rows.filter(test.fill_null(False)), prefix, text)
    ]


def _wrong_amounts(store: Store, wrong: ibis.Table, prefix: str, text: str) -> list[str]:
    """Where an amount cannot be right: the first row of each file, and how many there are."""
    lo, hi = wrong[f"{prefix}_lo"], wrong[f"{prefix}_hi"]
    counts = wrong.group_by("file_id").aggregate(
        n=wrong.count(), line=wrong.line.min(), lo=lo.argmin(wrong.line), hi=hi.argmin(wrong.line)
    )
    return [
        f"{row['path']}, line {int(row['line'])}: {prefix} from {_bound(row['lo'])} to "
        f"{_bound(row['hi'])}: {text}, in {int(row['n']):,} rows. Download the file again"
        for row in _with_paths(store, counts)
    ]


def _bound(value: object) -> str:
    return "nothing" if pd.isna(value) else number_words(float(str(value)))


def _with_paths(store: Store, counts: ibis.Table) -> list[dict[str, Any]]:
    """Rows by file, with its path: the first few."""
    files = store.table("files").select("file_id", "path")
    found = counts.inner_join(files, "file_id").order_by("path").limit(MAX_SHOWN)
    rows: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    return rows


def check_dates(store: Store) -> list[str]:
    """No ad starts, and no week begins, before the archives or after its snapshot, unless somebody
    confirmed that copy."""
    problems = []
    snapshots = store.table("snapshots").select(
        "snapshot_id", "taken_on_date", "taken_on_precision"
    )
    files = store.table("files")
    confirmed = files.filter(files.is_confirmed).select("file_id")
    filled = {table.name for table in store.filled()}
    for name, field in (
        ("ads", "first_shown_date"),
        ("spend_observations", "period_start_date"),
        ("keywords", "report_date"),
    ):
        if name not in filled:
            continue
        rows = store.table(name).inner_join(snapshots, "snapshot_id")
        rows = rows.anti_join(confirmed, "file_id")
        slack = ibis.cases(
            *((rows.taken_on_precision == name, days) for name, days in SLACK_DAYS.items()),
            else_=LATEST_DAYS,
        )
        late = rows[field].epoch_days() > rows.taken_on_date.epoch_days() + slack
        for is_wrong, text in (
            (rows[field] < EARLIEST, f"before {EARLIEST}, when no archive had begun"),
            (late, "after the day of its copy"),
        ):
            problems += _wrong_days(store, rows.filter(is_wrong), field, text)
    ads = store.table("ads")
    wrong = ads.filter((ads.last_shown_date < ads.first_shown_date) & ~ads.is_end_before_start)
    n = int(wrong.count().to_pyarrow().as_py())
    if n:
        problems.append(f"ads: {n:,} end before they start and are not marked")
    return problems


def _wrong_days(store: Store, wrong: ibis.Table, field: str, text: str) -> list[str]:
    """Where a day cannot be right: the first row of each file, and how many there are."""
    counts = wrong.group_by("file_id").aggregate(
        n=wrong.count(), line=wrong.line.min(), day=wrong[field].argmin(wrong.line)
    )
    return [
        f"{row['path']}, line {int(row['line'])}: the day {str(row['day'])[:10]} is {text}, in "
        f"{int(row['n']):,} rows. Correct the day of the copy, or download the file again"
        for row in _with_paths(store, counts)
    ]


def check_controls(store: Store) -> list[str]:
    """What the reader counted in each raw column is what the store adds up to."""
    controls = frame(store.table("controls"))
    paths = dict(frame(store.table("files").select("file_id", "path")).itertuples(index=False))
    problems = []
    for measure, group in controls.groupby("measure", sort=True):
        table_name, field = measure.split(".")
        sums = _sums(store, table_name, field)
        for row in group.to_dict("records"):
            currency = row["currency"] if isinstance(row["currency"], str) else None
            lo, censored = sums.get((row["file_id"], currency), (0.0, 0))
            wrong_sum = abs(lo - float(row["number_sum"])) > 0.005
            if wrong_sum or (
                table_name == "spend_observations"
                and censored != row["censored_count"]
                and field == "spend_lo"
            ):
                problems.append(
                    f"{paths[row['file_id']]}, column {row['column_name']!r}: adds up to "
                    f"{row['number_sum']:,.0f} in the file and to {lo:,.0f} in the store, with "
                    f"{row['censored_count']:,} bounds such as ≤100 in the file and {censored:,} in the "
                    "store. This is a fault of the program: report it with the file"
                )
    return problems


def _sums(
    store: Store, table_name: str, field: str
) -> Mapping[tuple[str, str | None], tuple[float, int]]:
    """(sum, bounds such as ≤100) by file and currency, and by file alone (currency None)."""
    rows = store.table(table_name)
    keys = ["file_id"]
    censored: ibis.Value = ibis.literal(0)
    if field == "spend_lo":
        keys.append("spend_currency")
        censored = (rows.spend_kind == "at_most").cast("int64").sum()
    elif table_name == "spend_observations":
        rows = rows.select("file_id", "line", field).distinct()
    summed = rows.group_by(keys).aggregate(
        total=rows[field].cast("float64").sum().fill_null(0.0), censored=censored
    )
    found: dict[tuple[str, str | None], tuple[float, int]] = {}
    for row in frame(summed).to_dict("records"):
        entry = (float(row["total"]), int(row["censored"]))
        currency = row.get("spend_currency")
        if isinstance(currency, str):
            found[row["file_id"], currency] = entry
        total, count = found.get((row["file_id"], None), (0.0, 0))
        found[row["file_id"], None] = (total + entry[0], count + entry[1])
    return found


def check_trace(store: Store) -> list[str]:
    """No row without its file, no file without its snapshot."""
    problems = []
    files = store.table("files")
    for table in store.filled():
        if "file_id" not in table.names or table.name == "files":
            continue
        rows = store.table(table.name)
        lost = rows.anti_join(files, "file_id")
        n = int(lost.count().to_pyarrow().as_py())
        if n:
            problems.append(f"{table.name}: {n:,} rows name a file that is not in the table files")
    lost = files.anti_join(store.table("snapshots"), "snapshot_id")
    if int(lost.count().to_pyarrow().as_py()):
        problems.append("files: a file names a snapshot that is not in the table snapshots")
    return problems


def check_sponsors(store: Store) -> list[str]:
    """No row without its payer, no payer without its sponsor, and no sponsor without a payer."""
    problems = []
    payers = store.table("payers").select("payer_id", "sponsor_id")
    sponsors = store.table("sponsors").select("sponsor_id")
    for lost, words in (
        (payers.anti_join(sponsors, "sponsor_id"), "payers: {} name a sponsor that is not there"),
        (sponsors.anti_join(payers, "sponsor_id"), "sponsors: {} have no payer"),
    ):
        if n := int(lost.count().to_pyarrow().as_py()):
            problems.append(words.format(f"{n:,}"))
    for table in store.filled():
        if not {"payer_id", "sponsor_id"} <= set(table.names) or table.name == "payers":
            continue
        rows = store.table(table.name).select("payer_id", "sponsor_id")
        named = rows.filter(rows.payer_id.notnull())
        lost = named.anti_join(payers, ["payer_id", "sponsor_id"])
        alone = rows.filter(rows.payer_id.isnull() & rows.sponsor_id.notnull())
        if n := int(lost.count().to_pyarrow().as_py()) + int(alone.count().to_pyarrow().as_py()):
            problems.append(f"{table.name}: {n:,} rows have another sponsor than their payer")
    return problems


def check_coverage(store: Store, previous: Store) -> list[str]:
    """No series of the last build is gone, older or smaller by more than a tenth. A newest copy
    that somebody confirmed is not asked about again."""
    now, before = _coverage(store), _coverage(previous)
    confirmed = _confirmed(store)
    problems = []
    for series, (rows, day) in before.items():
        if series not in now:
            problems.append(
                f"{series}: was there before ({rows:,} rows), and is gone. Use --allow-shrink if that is meant."
            )
            continue
        rows_now, day_now = now[series]
        if day_now < day:
            problems.append(
                f"{series}: the newest copy is of {day_now}, before it was of {day}. Use --allow-shrink if that is meant."
            )
        elif rows_now < rows * 0.9 and series not in confirmed:
            problems.append(
                f"{series}: {rows_now:,} rows, before {rows:,}. Use --allow-shrink if that is meant."
            )
    return problems


def _confirmed(store: Store) -> set[str]:
    files = store.table("files")
    rows = frame(files.filter(files.is_current & files.is_confirmed).select("series_id"))
    return set(rows["series_id"])


def _coverage(store: Store) -> dict[str, tuple[int, date]]:
    files = store.table("files")
    joined = files.filter(files.is_current).inner_join(
        store.table("snapshots").select("snapshot_id", "taken_on_date"), "snapshot_id"
    )
    rows = frame(
        joined.group_by("series_id").aggregate(
            n=joined.rows_stored_count.sum(), day=joined.taken_on_date.max()
        )
    )
    return {
        row["series_id"]: (int(row["n"]), pd.Timestamp(row["day"]).date())
        for row in rows.to_dict("records")
    }
