"""The ads of the Internet Research Agency: the store against the files, read here once more.

Only the standard library's readers are used here, and none of the project's rules.
"""

import csv
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.collection.compare import Comparison, compare, dollar_ratios, tallies
from generator.pages.collection.data import Collection
from generator.pages.subject.dictionary import load_topics
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real
ADS = "ads JOIN files USING (file_id) WHERE ads.archive = 'ira' AND part = "
Rows = dict[str, dict[str, str]]


@cache
def tabbed(folder: Path) -> Rows:
    with (folder / "ira" / "ira-ads.tsv").open(encoding="utf-8", newline="") as stream:
        return {row["AD_ID"]: row for row in csv.DictReader(stream, delimiter="\t")}


@cache
def table(folder: Path) -> Rows:
    with (folder / "ira" / "FacebookAds.csv").open(encoding="utf-8", newline="") as stream:
        return {row["AdID"]: row for row in csv.DictReader(stream)}


@cache
def stored(folder: Path) -> Rows:
    path = folder / "ira" / "russian-ads.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            str(row["id"]): {key: "" if row[key] is None else str(row[key]) for key in row.keys()}  # noqa: SIM118
            for row in connection.execute("SELECT * FROM ads")
        }


@pytest.fixture(scope="module")
def collection(real_store: RealStore) -> Collection:
    config = load_config(real_store.config)
    return Collection(site_data(Store.open(config.store_dir), config))


@pytest.fixture(scope="module")
def compared(collection: Collection) -> dict[str, dict[str, Comparison]]:
    return {ad.ad_id: {item.field.id: item for item in compare(ad)} for ad in collection.ads}


def test_collection_has_3517_ads_and_the_sums_of_the_first_file(
    real_store: RealStore, real_archives: Path
) -> None:
    (found,) = real_store.query(
        "SELECT count(*), count(DISTINCT ad_id), sum(impressions_lo), sum(click_count), "
        "sum(spend_lo) FROM ads WHERE archive = 'ira' AND is_current"
    )
    rows = tabbed(real_archives).values()
    roubles = sum(Decimal(row["AD_SPEND"].split()[0]) for row in rows if "RUB" in row["AD_SPEND"])
    assert found == (3517, 3517, 40_573_087, 3_733_959, roubles)
    assert sum(int(row["AD_IMPRESSIONS"]) for row in rows) == 40_573_087
    assert sum(int(row["AD_CLICKS"]) for row in rows) == 3_733_959


def test_every_transcription_has_its_own_sums(real_store: RealStore, real_archives: Path) -> None:
    raw = {
        "tab-separated": [
            (row["AD_IMPRESSIONS"], row["AD_CLICKS"], row["AD_SPEND"].removesuffix(" RUB"))
            for row in tabbed(real_archives).values()
        ],
        "database-ads": [
            (row["impressions"], row["clicks"], row["spend_amount"])
            for row in stored(real_archives).values()
        ],
        "table": [
            (row["Impressions"], row["Clicks"], row["AdSpend"])
            for row in table(real_archives).values()
        ],
    }
    for part, rows in raw.items():
        (found,) = real_store.query(
            "SELECT count(*), sum(impressions_lo), sum(click_count), sum(spend_lo), "
            f"count(spend_lo) FROM {ADS} ?",
            part,
        )
        assert found == (
            len(rows),
            sum(int(row[0] or 0) for row in rows),
            sum(int(row[1] or 0) for row in rows),
            sum(Decimal(row[2] or 0) for row in rows),
            sum(bool(row[2]) for row in rows),
        ), part
    assert [len(rows) for rows in raw.values()] == [3517, 3498, 3516]


def test_currencies_stay_as_each_transcription_has_them(real_store: RealStore) -> None:
    found = real_store.query(
        "SELECT part, spend_kind, spend_currency, count(*) FROM ads JOIN files USING (file_id) "
        "WHERE ads.archive = 'ira' GROUP BY ALL"
    )
    assert {row[:3]: row[3] for row in found} == {
        ("tab-separated", "exact", "RUB"): 2554,
        ("tab-separated", "exact", None): 176,
        ("tab-separated", "unknown", None): 787,
        ("database-ads", "exact", "RUB"): 2533,
        ("database-ads", "exact", "USD"): 965,
        ("table", "exact", "RUB"): 2474,
        ("table", "unknown", "RUB"): 60,
        ("table", "unknown", "USD"): 4,
        ("table", "unknown", None): 978,
    }


def test_ads_that_end_before_they_start_are_marked(
    real_store: RealStore, real_archives: Path
) -> None:
    form = "%Y-%m-%d %H:%M:%S"
    first = {
        key
        for key, row in tabbed(real_archives).items()
        if row["AD_END_DATE"]
        and datetime.strptime(row["AD_END_DATE"], form)  # noqa: DTZ007
        < datetime.strptime(row["AD_CREATION_DATE"], form)  # noqa: DTZ007
    }
    second = {
        key
        for key, row in stored(real_archives).items()
        if row["ended"]
        and row["created"]
        and datetime.fromisoformat(row["ended"]) < datetime.fromisoformat(row["created"])
    }
    assert (len(first), len(second)) == (201, 202)
    for part, wanted in (("tab-separated", first), ("database-ads", second)):
        found = real_store.query(f"SELECT ad_id FROM {ADS} ? AND is_end_before_start", part)
        assert {key for (key,) in found} == wanted, part


def test_days_are_utc(real_store: RealStore, real_archives: Path) -> None:
    found = dict(real_store.query(f"SELECT ad_id, first_shown_date FROM {ADS} 'database-ads'"))
    for key, row in stored(real_archives).items():
        if row["created"]:
            moment = datetime.fromisoformat(row["created"])
            assert found[key] == (moment.replace(tzinfo=None) - moment.utcoffset()).date(), key
        else:
            assert found[key] is None


def test_every_disagreement_on_amounts_currencies_and_impressions_is_found(
    real_archives: Path, compared: dict[str, dict[str, Comparison]]
) -> None:
    """Worked out from the raw cells; a blank is none of the values."""
    counts: Counter[str] = Counter()
    for key, row in tabbed(real_archives).items():
        other, last = stored(real_archives).get(key), table(real_archives).get(key)
        cells = {
            "impressions": [row["AD_IMPRESSIONS"]],
            "clicks": [row["AD_CLICKS"]],
            "spend": [row["AD_SPEND"].split(" ")[0]],
            "currency": ["RUB" if row["AD_SPEND"].endswith("RUB") else ""],
        }
        if other:
            cells["impressions"].append(other["impressions"])
            cells["clicks"].append(other["clicks"])
            cells["spend"].append(other["spend_amount"])
            cells["currency"].append(other["spend_currency"])
        if last:
            cells["impressions"].append(last["Impressions"])
            cells["clicks"].append(last["Clicks"])
            cells["spend"].append(last["AdSpend"])
            cells["currency"].append(last["AdSpendCurrency"])
        for name, texts in cells.items():
            values = {text if name == "currency" else Decimal(text) for text in texts if text}
            is_conflict, is_missing = len(values) > 1, bool(values) and "" in texts
            item = compared[key][name]
            assert (item.is_conflict, item.is_missing) == (is_conflict, is_missing), (key, name)
            counts[name] += is_conflict
    assert counts == {"impressions": 5, "clicks": 2, "spend": 14, "currency": 5}


def test_documents_have_the_same_names_in_all_transcriptions(
    compared: dict[str, dict[str, Comparison]],
) -> None:
    assert not any(items["document"].is_conflict for items in compared.values())
    assert not any(items["document"].is_missing for items in compared.values())


def test_dollars_were_turned_to_roubles_at_one_rate(collection: Collection) -> None:
    assert dollar_ratios(collection.ads) == [62.5] * 5


def test_counts_of_the_page_are_those_of_the_list(
    compared: dict[str, dict[str, Comparison]],
) -> None:
    counts = tallies([tuple(items.values()) for items in compared.values()])
    for tally in counts:
        own = [items[tally.field.id] for items in compared.values()]
        assert tally.conflict_count == sum(item.is_conflict for item in own)
        differing = sum(len({*item.values.values()} - {""}) > 1 for item in own)
        assert tally.conflict_count <= differing, "what differs after the rules differs before"


def test_choices_of_the_database_are_all_there(real_store: RealStore, real_archives: Path) -> None:
    path = real_archives / "ira" / "russian-ads.db"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        wanted = Counter(
            connection.execute(
                "SELECT CAST(ad_id AS TEXT), name FROM ad_targets "
                "JOIN targets ON targets.id = target_id"
            )
        )
    found = Counter(
        real_store.query(
            "SELECT ad_id, choice_text FROM targeting JOIN files USING (file_id) "
            "WHERE part = 'database-ad-targets'"
        )
    )
    assert found == wanted
    assert sum(found.values()) == 35_786


def test_topics_are_near_the_published_reading(collection: Collection, repo_root: Path) -> None:
    """Not the same thing, so only the order of size: about 1,950 on race, 25 million impressions."""
    topics = load_topics(repo_root / "data" / "reference" / "topics.toml")
    found = {ad.ad_id: topics.of(**ad.texts) for ad in collection.ads}
    race = [ad for ad in collection.ads if found[ad.ad_id].get("race", set()) & {"text", "landing"}]
    assert 1_700 < len(race) < 2_200
    assert 22_000_000 < sum(ad.shown.impressions or 0 for ad in race) < 28_000_000
    crime = sum("crime-policing" in own for own in found.values())
    assert crime / len(found) > 0.25
    words = [key for key, row in found.items() if "text" in row.get("candidates", set())]
    assert len(words) > 100


def test_no_sponsor_comes_from_the_collection(real_store: RealStore) -> None:
    assert real_store.query("SELECT count(*) FROM ads WHERE archive = 'ira' AND sponsor_id IS NOT NULL") == [(0,)]  # fmt: skip


def test_snapshot_is_of_the_day_of_the_documents(real_store: RealStore) -> None:
    days = real_store.query("SELECT DISTINCT taken_on_date FROM snapshots WHERE archive = 'ira'")
    assert [str(day)[:10] for (day,) in days] == ["2018-05-10"]
