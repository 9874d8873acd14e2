"""Until when the data reach: what no copy covers is said, and is not taken for nothing."""

from datetime import date
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.reach import weeks_gap
from generator.pages.subject.ads import MoneySum, SubjectAds
from generator.pages.subject.blocks import ad_totals
from generator.pages.subject.cycles import Cycle
from generator.pages.subject.race_amounts import CycleAmounts
from generator.pages.sums import Sum
from generator.pages.week_charts import spend_by_week
from generator.schema.ranges import exact
from generator.site.publish import one_sponsor, site_data
from tests.adapters.reading import put, read_in
from tests.project import write_project

WEEKS = "google-political-ads-advertiser-weekly-spend.csv"
STATS = "google-political-ads-advertiser-stats.csv"
WEEK_HEAD = "Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD\n"
STATS_HEAD = (
    "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD\n"
)
SNAP_HEAD = "ADID,Currency Code,Spend,Impressions,StartDate,EndDate,OrganizationName,PayingAdvertiserName,CountryCode\n"
NAME = "Invented Weekly Union"


def ad(number: int, start: str) -> str:
    return f"cd{number:062d},USD,5,50,{start} 00:00:00Z,{start} 10:00:00Z,{NAME},{NAME},united states\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    """Weekly copies of November 2019 and of 5 Jan 2020, a total of 2025; ads of 2020 and 2023."""
    folder = tmp_path_factory.mktemp("reach")
    root = folder / "archives"
    days = ["2019-10-06", "2019-10-13", "2019-10-20"]
    week = lambda day, amount, ident="AR1": f"{ident},{NAME},,{day},{amount}\n"  # noqa: E731
    put(root / "2019-11-01" / WEEKS, WEEK_HEAD + "".join(week(day, 1_000) for day in days))
    newer = [week(day, 2_000) for day in [*days[1:], "2019-12-29", "2020-01-05"]]
    put(root / "2020-01-05" / WEEKS, WEEK_HEAD + "".join(newer))
    put(root / "2025-04-15" / STATS, STATS_HEAD + f"AR1,{NAME},,US,US-Federal,3,900000\n")
    put(root / "2020" / "2020-10-01" / "PoliticalAds.csv", SNAP_HEAD + "".join(ad(n, f"2020/0{n}/03") for n in range(4, 9)))  # fmt: skip
    put(root / "2023" / "2023-05-19" / "PoliticalAds.csv", SNAP_HEAD + "".join(ad(10 + n, f"2023/0{n}/03") for n in range(1, 5)))  # fmt: skip
    return site_data(
        read_in(root, folder / "data" / "store").store, load_config(write_project(folder))
    )


def sponsor(data: SiteData, platform: str) -> str:
    return next(key for key in data.facts.sponsor_rows if key.startswith(platform))


def test_weeks_end_with_their_copy_and_not_with_the_spending(data: SiteData) -> None:
    chart = one_sponsor(data, sponsor(data, "google")).weekly
    options = dict(chart.options)
    ((begin, after),) = options["gaps"]
    assert begin == "2020-01-12" and after > begin
    assert options["span"][1] == after
    assert "end with the copy of 5 Jan 2020: what came after is hatched" in chart.note
    assert "The bars add up to US$9,000" in chart.note
    assert chart.source == "Google, weekly amounts, copy of 5 Jan 2020"


def test_week_of_an_older_copy_and_week_cut_short_are_marked_in_chart_and_table(
    data: SiteData,
) -> None:
    chart = one_sponsor(data, sponsor(data, "google")).weekly
    assert chart.frame["state"].tolist() == ["old", "", "", "", "cut"]
    notes = [row[0].note for row in chart.table.rows]
    assert notes == [
        "in question: the copy was taken within this week", "", "", "",
        "from an older copy: the newest does not list it any more",
    ]  # fmt: skip
    assert "1 grey bar is from an older copy" in chart.note


def test_years_without_a_file_are_gaps(data: SiteData) -> None:
    span = (date(2020, 4, 1), date(2023, 5, 1))
    assert data.reach.ad_gaps(["snapchat"], span) == (("2020-10-02", "2023-01-01"),)
    assert data.reach.ad_gaps(["snapchat"], (date(2020, 4, 1), date(2020, 9, 1))) == ()
    assert data.reach.words(["snapchat"]) == "Snapchat, copies to 19 May 2023"
    assert data.reach.words(["snapchat"], (date(2020, 4, 1), date(2020, 9, 1))) == (
        "Snapchat, copies to 1 Oct 2020"
    )


def test_race_runs_to_its_election_and_says_where_the_weeks_end(data: SiteData) -> None:
    amounts = CycleAmounts(data, Directory(data, data.facts.config.thresholds, 10))
    (figure,) = amounts.figures(Cycle(2020))
    assert "no weekly copy is newer than 5 Jan 2020" in figure.detail
    chart = amounts.weekly(Cycle(2020))
    assert dict(chart.options)["gaps"] == (
        ("2018-11-07", "2019-10-13"), ("2020-01-12", "2020-11-03"),
    ) or dict(chart.options)["gaps"][-1] == ("2020-01-12", "2020-11-03")  # fmt: skip


def test_amount_of_ads_says_which_days_of_the_election_no_copy_covers(data: SiteData) -> None:
    counted = SubjectAds()
    counted.counts["snapchat"] = 5
    counted.money.append(MoneySum("snapchat", "USD", exact(25.0), 5))
    span = (Cycle(2020).first_day, Cycle(2020).election_day)
    (figure,) = ad_totals(data, counted, lambda _archive: (), span)
    assert figure.detail == (
        "sum of 5 ads · no copy covers 7 Nov 2018 – 31 Dec 2019, 2 Oct 2020 – 3 Nov 2020"
    )
    (figure,) = ad_totals(data, counted, lambda _archive: (), (date(2020, 4, 1), date(2020, 9, 1)))
    assert figure.detail == "sum of 5 ads"


def test_nothing_is_hatched_where_the_weeks_are_the_newest_data(data: SiteData) -> None:
    rows = [week(date(2019, 12, 29))]
    assert weeks_gap(data, rows, date(2020, 1, 3)) is None


def test_amounts_of_one_currency_say_which_weeks_are_in_others(tmp_path: Path) -> None:
    head = "Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD,Spend_EUR\n"
    lines = [f"AR1,{NAME},,2019-10-0{n},{n}000,{n}000\n" for n in (6,)]
    lines += [f"AR1,{NAME},,2019-10-{n},{n}000,{n}000\n" for n in (13, 20)]
    put(tmp_path / "a" / "2019-11-03" / WEEKS, head + "".join(lines))
    stats = "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD,Spend_EUR\n"
    put(tmp_path / "a" / "2019-11-03" / STATS, stats + f"AR1,{NAME},,DE,,3,900,900\n")
    store = read_in(tmp_path / "a", tmp_path / "data" / "store").store
    data = site_data(store, load_config(write_project(tmp_path)))
    rows = [
        week(date(2019, 10, day), code)
        for code, day in (("EUR", 6), ("EUR", 13), ("EUR", 20), ("USD", 6), ("USD", 20))
    ]
    chart = spend_by_week(data, next(iter(data.facts.sponsor_rows)), rows)
    assert "2 weeks in USD are not in this chart" in chart.note
    assert "EUR" not in chart.note


def week(first: date, currency: str = "USD") -> Sum:
    """What one row of one copy gives for a week."""
    return Sum(
        amount=exact(5.0), lo=5.0, hi=5.0, count=1, payer_count=1, is_at_most=False,
        first_day=first, currency=currency, snapshot_id="google-bundle@2019-11-03", is_current=True,
    )  # fmt: skip
