"""Figures of the published archives that are known: in the raw file, and the same in the store."""

from collections import Counter
from pathlib import Path

import pytest

from tests.real import raw
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real

GOOGLE_2025 = "google/2025-04/google-political-ads-advertiser-stats.csv"
GOOGLE_WEEKS = "google/2020-01/google-political-ads-advertiser-weekly-spend.csv"
META_US = (
    "meta-report/FacebookAdLibraryReport_2020-06-10_US_last_90_days.zip!"
    "FacebookAdLibraryReport_2020-06-10_US_last_90_days_advertisers.csv"
)
SNAPCHAT_2020 = "snapchat/2020/2020-10-01/PoliticalAds.csv"
SNAPCHAT_SPEND = {
    "USD": 8_865_150,
    "EUR": 99_871,
    "CAD": 148_685,
    "AUD": 143_678,
    "NOK": 100_532,
    "GBP": 75_362,
    "DKK": 34_998,
    "SEK": 3_466,
}


def test_google_2025_advertisers_creatives_and_dollars(
    real_archives: Path, real_store: RealStore
) -> None:
    known = (20_832, 1_931_110, 2_128_902_500)
    file = raw.table(real_archives, GOOGLE_2025)
    assert (len(file.rows), file.total("Total_Creatives"), file.total("Spend_USD")) == known
    ((advertisers, creatives),) = real_store.query(
        "SELECT count(*), sum(ad_count) FROM advertisers JOIN files USING (file_id) WHERE path = ?",
        GOOGLE_2025,
    )
    ((dollars,),) = real_store.query(
        "SELECT sum(spend_lo) FROM spend_observations JOIN files USING (file_id) "
        "WHERE path = ? AND scope = 'advertiser_total' AND spend_currency = 'USD'",
        GOOGLE_2025,
    )
    assert (advertisers, creatives, dollars) == known


def test_google_weeks_to_january_2020(real_archives: Path, real_store: RealStore) -> None:
    file = raw.table(real_archives, GOOGLE_WEEKS)
    assert (len(file.rows), file.total("Spend_USD")) == (21_388, 166_966_300)
    ((rows, dollars),) = real_store.query(
        "SELECT count(DISTINCT line), sum(spend_lo) FILTER (spend_currency = 'USD') "
        "FROM spend_observations JOIN files USING (file_id) "
        "WHERE path = ? AND scope = 'advertiser_week'",
        GOOGLE_WEEKS,
    )
    assert (rows, dollars) == (21_388, 166_966_300)


def test_meta_us_90_days_to_june_2020(real_archives: Path, real_store: RealStore) -> None:
    file = raw.table(real_archives, META_US)
    exact, bounds, bound_sum = file.amounts
    assert file.amount_column == ("Amount Spent (USD)", "USD")
    assert (len(file.rows), exact, bounds, bound_sum) == (43_110, 214_209_976, 27_994, 2_799_400)
    stored = real_store.query(
        "SELECT spend_kind, spend_currency, count(*), sum(spend_lo), sum(spend_hi), "
        "min(spend_lo) FILTER (spend_kind = 'at_most'), max(spend_hi) FILTER (spend_kind = 'at_most') "
        "FROM spend_observations JOIN files USING (file_id) WHERE path = ? GROUP BY ALL ORDER BY ALL",
        META_US,
    )
    assert stored == [
        ("at_most", "USD", 27_994, 0, 2_799_400, 0, 100),
        ("exact", "USD", 43_110 - 27_994, 214_209_976, 214_209_976, None, None),
    ]


def test_snapchat_2020_ads_impressions_and_currencies(
    real_archives: Path, real_store: RealStore
) -> None:
    file = raw.table(real_archives, SNAPCHAT_2020)
    assert (len(file.rows), file.total("Impressions")) == (5_558, 3_559_134_037)
    spend: Counter[str] = Counter()
    for row in file.rows.values():
        spend[row["Currency Code"]] += int(row["Spend"])
    assert spend == SNAPCHAT_SPEND
    stored = real_store.query(
        "SELECT spend_currency, count(*), sum(spend_lo), sum(impressions_lo), "
        "bool_and(spend_lo = spend_hi AND spend_kind = 'exact') "
        "FROM ads JOIN files USING (file_id) WHERE path = ? GROUP BY 1",
        SNAPCHAT_2020,
    )
    assert {row[0]: row[2] for row in stored} == SNAPCHAT_SPEND
    assert sum(row[1] for row in stored) == 5_558
    assert sum(row[3] for row in stored) == 3_559_134_037
    assert all(row[4] for row in stored)


@pytest.mark.parametrize(
    ("state", "ads", "lower", "upper", "open_count"),
    [("NY", 309, 50_400, 2_202_300, 0), ("CA", 323, 289_900, None, 2)],
)
def test_bigquery_ranges_stay_ranges(
    real_archives: Path,
    real_store: RealStore,
    state: str,
    ads: int,
    lower: int,
    upper: int | None,
    open_count: int,
) -> None:
    label = f"google-bigquery/2022-04/{state}.csv"
    file = raw.table(real_archives, label)
    assert set(file.column("regions")) == {"US"}
    highs = file.column("spend_range_max_usd")
    is_open = [row["spend_range_max_usd"] == "" for row in file.rows.values()]
    assert (len(highs), file.total("spend_range_min_usd"), sum(is_open)) == (ads, lower, open_count)
    assert upper is None or file.total("spend_range_max_usd") == upper
    ((count, lo, hi, without, kinds, codes),) = real_store.query(
        "SELECT count(*), sum(spend_lo), sum(spend_hi), count(*) FILTER (spend_hi IS NULL), "
        "count(*) FILTER (spend_kind = 'at_least'), list(DISTINCT spend_currency) "
        "FROM ads JOIN files USING (file_id) WHERE path = ?",
        label,
    )
    assert (count, lo, without, kinds, codes) == (ads, lower, open_count, open_count, ["USD"])
    assert hi == file.total("spend_range_max_usd")
