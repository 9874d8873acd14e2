"""Every file of the published archives: read whole or passed over with a reason, no sum lost."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.store.checks import run_checks
from generator.store.tables import Store
from tests.real import raw
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real

NOT_READ = re.compile(
    r"(FORMATS|FORMATS-MORE)\.md|SOURCES\.csv|groundtruth/.*|fec/2020/c[mn]_header_file\.csv"
    r"|ira/pdfs/.*|google/2019-06/README\.txt|meta-report/[^/]+\.zip!README\.txt"
)
OTHERS = ("fec/", "ira/", "meta-api/", "state-media/")
"""Archives whose files are no plain tables: each has a module of its own."""
# Before the currency stood in the header, Meta's amounts were in the money of the country.
CURRENCY_OF_2019 = {"GB": "GBP"}


def test_files_not_read_are_the_expected_ones_each_with_a_reason(
    real_archives: Path, real_store: RealStore
) -> None:
    listed = re.findall(r"(?m)^  (\S.*?): (\S.*)$", real_store.said)
    expected = {label for label in raw.labels(real_archives) if NOT_READ.fullmatch(label)}
    assert len(expected) == 14
    assert {label for label, _ in listed} == expected
    known = (
        "no archive has these columns: ",
        "a note of the platform about the files beside it",
        "is a PDF document",
        "a record of where the files beside it come from",
        "fec committee-header: ",
        "fec candidate-header: ",
    )
    assert [entry for entry in listed if not entry[1].startswith(known)] == []
    assert "14 files not read:" in real_store.said


def test_every_table_is_stored_row_by_row(real_archives: Path, real_store: RealStore) -> None:
    rows_in = {file.label: len(file.rows) for file in raw.tables(real_archives, "")}
    assert len(rows_in) == 155
    assert set(rows_in) == {
        label
        for label in raw.labels(real_archives)
        if not NOT_READ.fullmatch(label) and not label.startswith(OTHERS)
    }
    stored = real_store.query(
        "SELECT path, rows_in_count, rows_stored_count, rows_rejected_count FROM files"
    )
    tables = [row for row in stored if not row[0].startswith(OTHERS)]
    assert {path: found for path, found, _, _ in tables} == rows_in
    assert [row for row in tables if row[1] != row[2] or row[3]] == []
    assert {row[0].split("/")[0] + "/" for row in stored if row not in tables} == set(OTHERS)


def test_google_sums_equal_the_raw_columns(real_archives: Path, real_store: RealStore) -> None:
    expected = {
        (file.label, code): found
        for file in raw.tables(real_archives, "google/")
        for code, found in file.spend.items()
        if found[0]
    }
    assert len(expected) > 60
    stored = real_store.query(
        "SELECT path, spend_currency, sum(spend_lo), count(*) FILTER (spend_lo > 0) FROM ("
        "  SELECT file_id, spend_currency, spend_lo FROM spend_observations"
        "  UNION ALL SELECT file_id, spend_currency, spend_lo FROM keywords"
        ") JOIN files USING (file_id) WHERE archive = 'google-bundle' "
        "GROUP BY ALL HAVING sum(spend_lo) > 0"
    )
    assert {(path, code): (total, above) for path, code, total, above in stored} == expected


def test_google_creatives_equal_the_raw_column(real_archives: Path, real_store: RealStore) -> None:
    expected = {
        file.label: file.total("Total_Creatives")
        for file in raw.tables(real_archives, "google/")
        if "Total_Creatives" in file.columns
    }
    stored = real_store.query(
        "SELECT path, sum(ad_count) FROM advertisers JOIN files USING (file_id) "
        "WHERE files.archive = 'google-bundle' GROUP BY 1"
    )
    assert len(expected) == 4
    assert dict(stored) == expected


def test_meta_sums_and_bounds_equal_the_raw_column(
    real_archives: Path, real_store: RealStore
) -> None:
    expected = {}
    for file in raw.tables(real_archives, "meta-report/"):
        code = file.amount_column[1] or CURRENCY_OF_2019[file.label.split("Report")[1][:2]]
        exact, bounds, bound_sum = file.amounts
        expected[file.label] = (code, exact, bounds, exact + bound_sum)
    assert len(expected) == 128
    stored = real_store.query(
        "SELECT path, any_value(spend_currency), sum(spend_lo), "
        "count(*) FILTER (spend_kind = 'at_most'), sum(spend_hi), "
        "count(DISTINCT spend_currency), count(*) FILTER (spend_kind NOT IN ('at_most', 'exact')) "
        "FROM spend_observations JOIN files USING (file_id) "
        "WHERE files.archive = 'meta-report' GROUP BY 1"
    )
    assert {row[0]: row[1:5] for row in stored} == expected
    assert {row[5:] for row in stored} == {(1, 0)}


def test_snapchat_sums_equal_the_raw_columns(real_archives: Path, real_store: RealStore) -> None:
    expected: Counter[tuple[str, str | None]] = Counter()
    impressions = {}
    for file in raw.tables(real_archives, "snapchat/"):
        impressions[file.label] = file.total("Impressions")
        for row in file.rows.values():
            expected[file.label, row.get("Currency Code") or None] += int(row["Spend"])
    stored = real_store.query(
        "SELECT path, spend_currency, sum(spend_lo), sum(impressions_lo) "
        "FROM ads JOIN files USING (file_id) WHERE files.archive = 'snapchat' GROUP BY ALL"
    )
    assert len(impressions) == 11
    assert {(path, code): total for path, code, total, _ in stored} == dict(expected)
    shown: Counter[str] = Counter()
    for path, _, _, count in stored:
        shown[path] += count
    assert shown == impressions


def test_no_billing_address_reaches_any_table(real_archives: Path, real_store: RealStore) -> None:
    addresses = {
        cell.strip()
        for file in raw.tables(real_archives, "snapchat/")
        for cell in file.column("BillingAddress")
        if re.search(r"\d", cell)
    }
    chosen = sorted(addresses, key=lambda cell: (-len(cell), cell))[:50]
    assert len(chosen) == 50
    assert min(map(len, chosen)) > 20
    # The whole value, and the street with its number, which stands before the first comma.
    streets = {part for cell in chosen if re.search(r"\d.* ", part := cell.split(",")[0].strip())}
    words = sorted({*chosen, *(street for street in streets if len(street) > 8)})
    pattern = "(?i)" + "|".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word) for word in words)
    assert [
        word
        for word in words
        if real_store.query("SELECT regexp_matches(?, ?)", f"at {word}.", pattern) != [(True,)]
    ] == []
    searched, found = 0, []
    for path in sorted(real_store.folder.glob("*.parquet")):
        described = real_store.query(f"SELECT * FROM (DESCRIBE {path.stem})")
        for name in (row[0] for row in described if row[1] == "VARCHAR"):
            searched += 1
            found += real_store.query(
                f"SELECT '{path.stem}.{name}', {name} FROM {path.stem} "
                f"WHERE regexp_matches({name}, ?) LIMIT 3",
                pattern,
            )
    assert searched > 80
    assert found == []


def test_all_checks_pass(real_store: RealStore) -> None:
    results = run_checks(Store.open(real_store.config.parent / "store"))
    assert len(results) >= 7
    assert {result.name: result.problems for result in results if result.problems} == {}


def test_manifest_counts_the_rows_of_every_table(real_store: RealStore) -> None:
    manifest = json.loads((real_store.folder / "manifest.json").read_text(encoding="utf-8"))
    counts = {name: entry["row_count"] for name, entry in manifest["tables"].items()}
    found = {name: real_store.query(f"SELECT count(*) FROM {name}")[0][0] for name in counts}
    assert found == counts
    assert manifest["is_demo"] is False
