"""The made-up transcriptions of the Internet Research Agency's ads hold every awkward case."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "demo" / "archives" / "ira"
REAL = ROOT.parent / "shared" / "archives" / "ira"
Rows = dict[str, dict[str, str]]


def text_rows(path: Path, key: str, delimiter: str) -> Rows:
    text = path.read_text(encoding="utf-8")
    found = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return {row[key]: row for row in found}


@cache
def tabbed() -> Rows:
    return text_rows(FOLDER / "ira-ads.tsv", "AD_ID", "\t")


@cache
def table() -> Rows:
    return text_rows(FOLDER / "FacebookAds.csv", "AdID", ",")


def query(sql: str, path: Path = FOLDER / "russian-ads.db") -> list[tuple]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_set_is_small_and_says_that_it_is_made_up() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 40_000
    texts = [row["AD_TEXT"] for row in tabbed().values() if row["AD_TEXT"]]
    assert all(re.search("made[- ]up|fictional|demo", text, re.IGNORECASE) for text in texts)
    assert all(".example/" in row["AD_LANDING_PAGE"] for row in tabbed().values())


def test_transcriptions_have_the_same_ads_but_three() -> None:
    stored = {str(number) for (number,) in query("SELECT id FROM ads")}
    assert tabbed().keys() ^ stored == {"7", "23"}
    assert table().keys() ^ stored == {"23", "24"}


def test_amounts_have_every_form() -> None:
    amounts = {row["AD_SPEND"] for row in tabbed().values()}
    assert {"", "0"} < amounts
    assert all(re.fullmatch(r"|0|\d+\.\d\d RUB", amount) for amount in amounts)
    assert {row["AdSpendCurrency"] for row in table().values()} == {"RUB", "USD", ""}
    assert {currency for (currency,) in query("SELECT spend_currency FROM ads")} == {"RUB", "USD"}
    never = query("SELECT DISTINCT spend_amount, spend_currency FROM ads WHERE impressions = 0")
    assert never == [("0.00", "USD")]


def test_values_differ_between_transcriptions() -> None:
    assert int(tabbed()["10"]["AD_IMPRESSIONS"]) // 10 == int(table()["10"]["Impressions"])
    assert tabbed()["11"]["AD_SPEND"].removesuffix(" RUB")[1:] == table()["11"]["AdSpend"]
    assert query("SELECT spend_amount, spend_currency FROM ads WHERE id = 16") == [("74.00", "USD")]
    assert tabbed()["16"]["AD_SPEND"].endswith(" RUB")


def test_dates_are_damaged_open_and_the_wrong_way_round() -> None:
    times = [row["CreationDate"] for row in table().values()]
    assert any(re.fullmatch(r"\d\d/\d\d/\d{4}:\d\d:\d\d [AP]M P[DS]T", time) for time in times)
    assert any(re.fullmatch(r".* \d\d-\d\d-\d\d [AP]M P[DS]T", time) for time in times)
    assert "" in times
    assert any(row["AD_END_DATE"] == "" for row in tabbed().values())
    row = tabbed()["9"]
    assert row["AD_END_DATE"][:10] < row["AD_CREATION_DATE"][:10]


def test_texts_are_hostile() -> None:
    texts = " ".join(row["AD_TEXT"] for row in tabbed().values())
    for mark in ("<script>", "{{ 7*7 }}", "| pipes |", "<!--", "\u202e", "**bold**"):
        assert mark in texts
    assert any(row["AD_TEXT"].startswith("=") for row in tabbed().values())


def test_database_reads_letters_as_bars_and_keeps_choices_apart() -> None:
    (text,) = query("SELECT text FROM ads WHERE id = 14")[0]
    assert "kett|es" in query("SELECT url FROM ads WHERE id = 14")[0][0]
    assert "|" in text
    lost = "SELECT * FROM ad_targets WHERE target_id NOT IN (SELECT id FROM targets)"
    assert query(lost) == []
    shared = query("SELECT target_id FROM ad_targets GROUP BY target_id HAVING count(*) > 1")
    assert len(shared) > 3


@pytest.mark.real
def test_headers_are_those_of_the_published_files() -> None:
    if not REAL.is_dir():
        pytest.skip("the published archives are not here")
    for name in ("ira-ads.tsv", "FacebookAds.csv"):
        with (FOLDER / name).open("rb") as mine, (REAL / name).open("rb") as published:
            assert mine.readline().strip() == published.readline().strip()
    columns = "SELECT name FROM pragma_table_info('{}')"
    for name in ("ads", "targets", "ad_targets"):
        sql = columns.format(name)
        assert query(sql) == query(sql, REAL / "russian-ads.db")
