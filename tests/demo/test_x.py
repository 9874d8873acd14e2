"""The made-up disclosure of X: every awkward case stands in it."""

import csv
import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo" / "archives" / "x"
FIRST = "14-October-2024-political-ads-data.zip"
LATER = "04-november-2024-political-ads-data.zip"
KEYS = {
    FIRST: ("Tweet Id", "Day of Start Date Adgroup", "Day of End Date Adgroup"),
    LATER: ("Ad Id", "Start Date", "End Date"),
}
Rows = list[dict[str, str]]


@cache
def rows(name: str) -> Rows:
    with zipfile.ZipFile(FOLDER / name) as archive:
        (member,) = [item for item in archive.namelist() if not item.startswith("__MACOSX/")]
        text = archive.read(member).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def spending(row: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(row[key] for key in (*KEYS[name], "Impressions", "Spend_USD"))


def test_set_is_small_and_holds_both_issues() -> None:
    files = sorted(FOLDER.iterdir())
    assert {path.name for path in files} == {FIRST, LATER}
    assert sum(path.stat().st_size for path in files) < 40_000
    assert all(60 <= len(rows(name)) <= 130 for name in KEYS)
    with zipfile.ZipFile(FOLDER / FIRST) as archive:
        assert "__MACOSX/._political_ads.csv" in archive.namelist()


def test_layouts_differ_and_have_empty_columns() -> None:
    assert "Screen Name" in rows(FIRST)[0]
    assert "Advertiser Name" in rows(LATER)[0]
    for name in KEYS:
        empty = [column for column in rows(name)[0] if column.startswith("Unnamed: ")]
        assert empty
        assert {row[column] for row in rows(name) for column in empty} == {""}


def test_ids_have_nineteen_digits_but_for_one_that_is_shortened() -> None:
    assert all(re.fullmatch(r"99900\d{14}", row["Tweet Id"]) for row in rows(FIRST))
    short = {row["Ad Id"] for row in rows(LATER) if "E" in row["Ad Id"]}
    assert len(short) == 1
    assert all(re.fullmatch(r"99900\d{14}|9\.99\d{3}E\+18", row["Ad Id"]) for row in rows(LATER))
    digits = {re.search(r"/status/(\d{19})$", row["Ad Url"])[1] for row in rows(LATER)}
    assert digits < {row["Tweet Id"] for row in rows(FIRST)}


def test_dates_have_one_form_in_each_issue() -> None:
    for name, form in ((FIRST, r"2024-\d\d-\d\d"), (LATER, r"\d{1,2}/\d{1,2}/2024")):
        _, start, end = KEYS[name]
        assert all(re.fullmatch(form, row[start]) for row in rows(name))
        assert all(re.fullmatch(form, row[end]) or not row[end] for row in rows(name))
        assert any(not row[end] for row in rows(name))


def test_spendings_repeat_in_every_way() -> None:
    same = Counter(tuple(row.values()) for row in rows(FIRST))
    assert max(same.values()) == 3
    spendings = Counter(spending(row, FIRST) for row in rows(FIRST))
    choices = {key: set() for key in spendings}
    for row in rows(FIRST):
        choices[spending(row, FIRST)].add(tuple(row.values()))
    assert any(count > 1 and count == len(choices[key]) for key, count in spendings.items())
    tweets = Counter(key[0] for key in spendings)
    assert {1, 2, 3} <= set(tweets.values())
    assert any(count > 1 and key[3] == "0" and key[4] != "0" for key, count in spendings.items())


def test_amounts_are_missing_or_nothing_now_and_then() -> None:
    spends = {row["Spend_USD"] for row in rows(FIRST)}
    assert {"", "0"} < spends


def test_account_is_written_in_two_ways_and_another_is_no_handle() -> None:
    accounts = {row["Screen Name"] for row in rows(FIRST)}
    assert len(accounts) > len({account.lower() for account in accounts})
    assert any(not re.fullmatch(r"\w{1,15}", account) for account in accounts)


@pytest.mark.parametrize("text", ["<script>window.__pwned", "{{ 7*7 }}", "| pipes |", "<img src=x"])
def test_hostile_text_stands_in_names_or_choices(text: str) -> None:
    assert any(text in cell for row in rows(FIRST) for cell in row.values())
