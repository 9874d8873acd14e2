"""Cycles and candidates of the published archives: the pages against the raw files."""

from collections import Counter
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.directory import Directory
from generator.pages.subject.subjects import SubjectPages
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.real import raw
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real

BIDEN = {"Biden for President", "Joe Biden", "Joe Biden for President"}
"""What buyers wrote who meant this candidate; the project's list says why they are one."""


@pytest.fixture(scope="module")
def subjects(real_store: RealStore) -> SubjectPages:
    config = load_config(real_store.config)
    data = site_data(Store.open(config.store_dir), config)
    return SubjectPages(data, Directory(data, config.thresholds, config.az_page_size))


def shown(page: object) -> dict[str | None, tuple[int, int]]:
    """By currency: what Snapchat's ads of the page cost, and how many they are."""
    return {
        figure.money.currency: (int(figure.money.lo or 0), figure.row_count)
        for figure in page.figures()
        if figure.archive == "snapchat" and figure.fact.table == "ads"
        and any(field in ("contest_text", "first_shown_date") for field, _ in figure.fact.where)
    }  # fmt: skip


def read_alone(rows: list[dict[str, str]]) -> dict[str | None, tuple[int, int]]:
    amounts, counts = Counter(), Counter()
    for row in rows:
        currency = row.get("Currency Code") or None
        amounts[currency] += int(row["Spend"])
        counts[currency] += 1
    return {currency: (amounts[currency], counts[currency]) for currency in counts}


def test_ads_that_name_a_candidate(real_archives: Path, subjects: SubjectPages) -> None:
    newest = [row for _, row in raw.newest_snapchat_ads(real_archives).values()]
    rows = [row for row in newest if row["CandidateBallotInformation"].strip() in BIDEN]
    page = subjects.one("contests", "fec-p80000722")
    assert page.ad_count == len(rows) == 261
    assert shown(page) == read_alone(rows)
    assert page.candidate.name == "BIDEN, JOSEPH R JR"
    own = [row[2].text for row in page.committees.rows if row[3].text.startswith("authorised")]
    assert own == ["C00703975"]


def test_ads_of_the_cycle_of_2020(real_archives: Path, subjects: SubjectPages) -> None:
    newest = [row for _, row in raw.newest_snapchat_ads(real_archives).values()]
    rows = [
        row
        for row in newest
        if row["CountryCode"] == "united states"
        and "2018/11/07" <= row["StartDate"].replace("-", "/")[:10] <= "2020/11/03"
    ]
    page = subjects.one("races", "us-2020")
    assert len(rows) > 5_000
    assert shown(page) == read_alone(rows)


def test_weeks_of_the_cycle_of_2020(
    real_archives: Path, real_store: RealStore, subjects: SubjectPages
) -> None:
    label = "google/2020-01/google-political-ads-advertiser-weekly-spend.csv"
    lines = real_store.query(
        "SELECT line FROM spend_observations JOIN files USING (file_id) WHERE path = ? "
        "AND spend_observations.place_code = 'US' AND is_primary AND spend_currency = 'USD'",
        label,
    )
    rows = [raw.table(real_archives, label).rows[line] for (line,) in lines]
    # The election before was on 6 November 2018; the file ends before the next.
    dollars = [int(row["Spend_USD"]) for row in rows if row["Week_Start_Date"] > "2018-11-06"]
    assert len(dollars) > 5_000
    (figure,) = [
        f for f in subjects.one("races", "us-2020").figures() if f.id == "google-weeks-usd"
    ]
    assert (figure.row_count, figure.money.lo) == (len(dollars), sum(dollars))


def test_advertisers_that_google_listed_with_the_european_elections(
    real_archives: Path, subjects: SubjectPages
) -> None:
    file = raw.table(real_archives, "google/2019-06/google-political-ads-advertiser-stats.csv")
    listed = [row for row in file.rows.values() if row["Elections"] == "EU-Parliament"]
    page = subjects.one("races", "google-eu-parliament")
    assert page.advertiser_count == len(listed) == 252
    assert sum(figure.row_count for figure in page.figures()) == 252
