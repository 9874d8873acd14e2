"""The pages of the collection, written from the demonstration archives.

What the ads are is worked out here from the made-up files themselves.
"""

import csv
import io
import re
import sqlite3
from collections import Counter
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from tests.adapters.reading import ROOT

FOLDER = ROOT / "data" / "demo" / "archives" / "ira"
BASE = "collections/internet-research-agency"


@cache
def tabbed() -> dict[str, dict[str, str]]:
    text = (FOLDER / "ira-ads.tsv").read_text(encoding="utf-8")
    found = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    return {row["AD_ID"]: row for row in found}


@cache
def table() -> dict[str, dict[str, str]]:
    text = (FOLDER / "FacebookAds.csv").read_text(encoding="utf-8")
    return {row["AdID"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def stored(sql: str) -> list[tuple]:
    path = FOLDER / "russian-ads.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def page(docs: Path, name: str) -> str:
    return (docs / BASE / f"{name}.md").read_text(encoding="utf-8")


def download(docs: Path, name: str) -> list[dict[str, str]]:
    text = (docs / BASE / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(text: str) -> list[list[str]]:
    """The rows of the tables of a page, without marks."""
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_every_ad_of_any_transcription_has_its_page_and_only_those(small_docs: Path) -> None:
    numbers = tabbed().keys() | table().keys() | {str(n) for (n,) in stored("SELECT id FROM ads")}
    assert {path.stem for path in (small_docs / BASE / "ads").glob("*.md")} == numbers
    assert len(numbers) == 24


def test_overview_adds_up_the_first_transcription_and_what_only_others_have(
    small_docs: Path,
) -> None:
    text = page(small_docs, "index")
    (only,) = stored("SELECT impressions, spend_amount FROM ads WHERE id = 23")
    impressions = sum(int(row["AD_IMPRESSIONS"]) for row in tabbed().values()) + only[0]
    roubles = sum(
        float(row["AD_SPEND"].split()[0])
        for row in tabbed().values()
        if row["AD_SPEND"].endswith("RUB")
    )
    roubles += float(only[1]) + float(table()["24"]["AdSpend"] or 0)
    figures = re.findall(r'pfb-card__figure">(.*?)<', text)
    assert figures[0] == "24"
    assert f"RUB\u00a0{roubles:,.2f}: " in text
    assert figures[2] == f"{impressions:,}"


def test_ads_never_shown_or_with_dates_the_wrong_way_round_are_marked(small_docs: Path) -> None:
    never = {key for key, row in tabbed().items() if row["AD_IMPRESSIONS"] == "0"}
    for key in tabbed():
        text = page(small_docs, f"ads/{key}")
        assert ("was never shown" in text) == (key in never), key
        assert ("ends before it starts" in text) == (key == "9"), key


def test_ad_page_shows_every_value_with_file_and_line(small_docs: Path) -> None:
    text = page(small_docs, "ads/16")
    rows = {row[0]: row[1:] for row in cells(text) if len(row) == 5}
    assert rows["Field"] == [
        "tab-separated file", "database", "comma-separated file", "Agreement",
    ]  # fmt: skip
    roubles = f"{float(tabbed()['16']['AD_SPEND'].split()[0]):,.2f}"
    assert rows["Amount spent"] == [roubles, "74", "blank", "differ, one is blank"]
    assert rows["Currency"] == ["RUB", "USD", "USD", "differ"]
    assert rows["Impressions"][3] == "agree"
    assert "<code>ira/ira-ads.tsv</code>, line 17" in text
    assert "<code>ira/russian-ads.db!ads</code>, line 15" in text
    assert "<code>ira/FacebookAds.csv</code>, line 16" in text


def test_ads_are_chained_from_first_to_last(small_docs: Path) -> None:
    here, seen = "1", []
    while here:
        seen.append(here)
        found = re.search(r'<a href="\.\./(\d+)/" rel="next">', page(small_docs, f"ads/{here}"))
        here = found[1] if found else ""
    assert seen == [str(number) for number in range(1, 25)]
    assert 'rel="prev"' not in page(small_docs, "ads/1")


def test_disagreements_are_counted_and_listed(small_docs: Path) -> None:
    """The made-up files differ by design: impressions of ad 10, spend of 11 and 16, the currency of
    16, the first day of 17, and the texts in which the database has “eyery” for “every”."""
    rows = download(small_docs, "disagreements")
    conflicts = {(row["ad_id"], row["field"]) for row in rows if row["kind"] == "conflict"}
    texts = {(str(n), "text") for (n,) in stored("SELECT id FROM ads WHERE text LIKE '%eyery%'")}
    both = {item for item in texts if item[0] in tabbed().keys() | table().keys()}
    assert both
    assert conflicts == both | {
        ("10", "impressions"), ("11", "spend"), ("16", "spend"), ("16", "currency"),
        ("17", "start"),
    }  # fmt: skip
    listed = Counter(field for _, field in conflicts)
    for field, count in listed.items():
        shown = cells(page(small_docs, f"disagreements/{field}"))
        assert len(shown) - 1 == count, field
    counts = {row[0]: row[2] for row in cells(page(small_docs, "disagreements/index"))}
    assert counts["Amount spent"] == "2"
    assert counts["Clicks"] == "0"
    assert f"{len(conflicts)} values differ" in page(small_docs, "disagreements/index")


def test_months_hold_every_ad_with_a_day_once(small_docs: Path) -> None:
    found: Counter[str] = Counter()
    for path in (small_docs / BASE / "months").glob("20*.csv"):
        found.update(row["ad_id"] for row in download(small_docs, f"months/{path.stem}"))
    assert set(found.values()) == {1}
    assert set(found) == {str(number) for number in range(1, 24)}, "ad 24 has no day"


def test_places_and_interests_are_those_that_the_buyer_chose(small_docs: Path) -> None:
    texas = {row["ad_id"] for row in download(small_docs, "places/us-tx")}
    wanted = {key for key, row in tabbed().items() if "Texas" in row["AD_TARGETING_LOCATION"]}
    assert texas & tabbed().keys() == wanted
    kettles = {row["ad_id"] for row in download(small_docs, "interests/kettles-drinkware")}
    wanted = {key for key, row in tabbed().items() if "Kettles" in row["AD_TARGETING_INTERESTS"]}
    assert kettles & tabbed().keys() == wanted
    assert "Left-handed teaspoons" in page(small_docs, "interests/few")


def test_long_lists_are_cut_on_the_page_and_whole_in_the_csv(small_docs: Path) -> None:
    assert len(cells(page(small_docs, "places/us"))) - 1 == 2, "the test shows 2 ads on a page"
    assert len(download(small_docs, "places/us")) > 10
    assert "the CSV has all" in page(small_docs, "places/us")


def test_reading_gives_their_words_our_numbers_and_a_source(small_docs: Path) -> None:
    text = page(small_docs, "reading")
    for words in ("3,517 ads", "about 1,950 ads, 25 million impressions", "at least 25 %"):
        assert words in text
    assert text.count("They: ") == text.count('rel="nofollow noopener external"') == 4
    police = [key for key, row in tabbed().items() if "police officer" in row["AD_TEXT"]]
    first = next(row for row in cells(text) if row[0].startswith("Crime and policing"))
    assert first[1] == f"{len(police)}"


def test_hostile_text_stays_text(small_docs: Path) -> None:
    whole = "".join(path.read_text(encoding="utf-8") for path in (small_docs / BASE).rglob("*.md"))
    assert "&lt;script&gt;" in whole
    for mark in ("<script>", "<img src=x", "<b>|", "\u202e", "{{ 7*7 }}</"):
        assert mark not in whole
    formulas = [row["text"] for row in download(small_docs, "ads") if "HYPERLINK" in row["text"]]
    assert formulas
    assert all(text.startswith("'=") for text in formulas)


@pytest.mark.parametrize("name", ["index", "platforms/meta", "places/us/tx", "platforms/index"])
def test_collection_is_in_no_figure_elsewhere(small_docs: Path, name: str) -> None:
    text = (small_docs / f"{name}.md").read_text(encoding="utf-8")
    assert "RUB" not in text
    assert "₽" not in text
