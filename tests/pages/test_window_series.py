"""Windows that do not overlap are a series with a sum; windows that do are never added."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from generator.config import load_config
from generator.explain.figures import explain
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.place.figures import PlaceFigures
from generator.pages.rankings import sponsor_rankings
from generator.pages.sponsor.blocks import more_totals, summed_windows
from generator.pages.subject.cycles import Cycle
from generator.pages.subject.race_amounts import CycleAmounts
from generator.pages.sums import Window
from generator.pages.totals import Totals
from generator.pages.window_series import are_apart, overlap, series_words, window_series
from generator.schema.ranges import RangeKind
from generator.site.publish import one_sponsor, site_data
from tests.adapters.reading import put, read_in
from tests.project import write_project

HEAD = "Page ID,Page name,Disclaimer,Amount spent (USD),Number of ads in Library\n"
NAME = "FacebookAdLibraryReport_{}_US_{}_advertisers.csv"
PLACES = "FacebookAdLibraryReport_{}_US_yesterday_locations.csv"
STEADY, ONCE, WEEKLY = "Invented Steady Fund", "Invented Fund of One Day", "Invented Weekly Fund"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    """Five single days of six with one missing, one sponsor in all but one of them; and windows of
    seven days that overlap."""
    folder = tmp_path_factory.mktemp("series")
    for number in (1, 2, 3, 5, 6):
        rows = [f"2,{ONCE} page,{ONCE},500,1\n"] if number == 3 else []
        if number != 2:
            rows.append(f"1,Steady page,{STEADY},{30_000 + number},3\n")
            rows.append(f"9,Small page,{STEADY},≤100,1\n")
        put(folder / "archives" / NAME.format(f"2023-07-0{number}", "yesterday"), HEAD + "".join(rows or [f"3,Other page,Invented Other,{number},1\n"]))  # fmt: skip
        put(
            folder / "archives" / PLACES.format(f"2023-07-0{number}"),
            f"Location name,Amount spent (USD)\nTexas,{1000 + number}\n",
        )
    for number in (3, 5):
        put(
            folder / "archives" / NAME.format(f"2023-07-0{number}", "last_7_days"),
            HEAD + f"4,Weekly page,{WEEKLY},60000,3\n",
        )
    store = read_in(folder / "archives", folder / "data" / "store").store
    return site_data(store, load_config(write_project(folder)))


def sponsor(data: SiteData, name: str) -> str:
    return next(key for key, row in data.facts.sponsor_rows.items() if row["sponsor_name"] == name)


def test_days_that_do_not_overlap_have_a_sum_called_so_with_its_gaps(data: SiteData) -> None:
    totals = Totals(data).of(sponsor(data, STEADY))
    (figure,) = totals.main
    assert (figure.money.lo, figure.money.hi) == (120_015, 120_015 + 400)
    assert figure.detail.startswith(
        "sum of 4 days that do not overlap, 1 Jul 2023 – 6 Jul 2023 · 1 day between them is in no "
        "report that was read · 1 report of that time does not name it · 8 rows"
    )
    assert [part.span[0].day for part in totals.parts] == [6, 5, 3, 1]
    assert dict(totals.amounts) == {"USD": 120_015}


def test_page_is_earned_by_the_sum_of_days_and_not_by_windows_that_overlap(data: SiteData) -> None:
    directory = Directory(data, data.facts.config.thresholds, 10)
    assert data.facts.config.thresholds.spend["USD"] == 100_000
    assert directory.has_page(sponsor(data, STEADY))
    assert not directory.has_page(sponsor(data, WEEKLY))


def test_windows_that_overlap_stay_apart(data: SiteData) -> None:
    totals = Totals(data).of(sponsor(data, WEEKLY))
    assert [figure.money.lo for figure in totals.main] == [60_000, 60_000]
    assert not totals.parts and not any(figure.sum_words for figure in totals.main)


def test_one_day_alone_is_no_series(data: SiteData) -> None:
    (figure,) = Totals(data).of(sponsor(data, ONCE)).figures
    assert figure.detail.startswith("reported, one day on 3 Jul 2023")


def test_single_days_stand_in_a_table_that_does_not_claim_that_they_overlap(data: SiteData) -> None:
    totals = Totals(data).of(sponsor(data, STEADY))
    block = summed_windows(totals)
    assert block.caption == "The 4 single windows of the sums above, which do not overlap"
    assert block.rows[0][2].text.split(" · ")[0] == "reported, one day on 1 Jul 2023"
    assert more_totals(totals) is None


def test_sum_is_explained_from_its_rows(data: SiteData, tmp_path: Path) -> None:
    found = list(explain(data.facts.store, data.facts.config, sponsor(data, STEADY), [], 20))
    assert [(each.shown, each.row_count) for each in found] == [("US$120,015–US$120,415", 8)]
    assert found[0].recomputed == found[0].shown
    page = one_sponsor(data, sponsor(data, STEADY))
    assert "US$120,015–US$120,415 (sum of 4 days that do not overlap" in page.lede


def test_race_and_place_and_list_add_days_that_do_not_overlap(data: SiteData) -> None:
    directory = Directory(data, data.facts.config.thresholds, 10)
    amounts = CycleAmounts(data, directory)
    figures = {figure.label: figure for figure in amounts.figures(Cycle(2024))}
    added = figures["Meta, reported windows, added up"]
    assert added.money.lo == 120_015 + 500 + 2
    assert (
        "sum of 5 days that do not overlap" in added.detail and "does not name" not in added.detail
    )
    assert figures["Meta, reported window"].detail.startswith("reported, 7 days to 5 Jul 2023")
    (place,) = (f for f in PlaceFigures(data).of("US-TX") if f.sum_words)
    assert place.money.lo == 5_017
    lists = {ranking.id: ranking for ranking in sponsor_rankings(data)}
    summed = lists["meta-us-yesterday-sum-2023-07-01-2023-07-06-usd"]
    assert (summed.total.lo, summed.payer_count) == (120_015 + 500 + 2, 3)
    assert "1 day between them is in no report" in summed.title
    assert dict(summed.entries)[sponsor(data, STEADY)].lo == 120_015


def test_spans_that_share_a_day_overlap() -> None:
    first, second = (date(2023, 7, 1), date(2023, 7, 7)), (date(2023, 7, 7), date(2023, 7, 13))
    assert overlap([second, first]) and not are_apart([first, second])
    later = (date(2023, 7, 8), date(2023, 7, 14))
    assert are_apart([later, first]) and not overlap([later, first])
    assert not are_apart([first])
    assert not are_apart([first, first])


def test_no_day_is_missing_between_days_in_a_row() -> None:
    days = tuple(Window(date(2023, 7, n), date(2023, 7, n), f"meta@{n}", 1) for n in (1, 2, 3))
    assert (
        series_words("yesterday", days)
        == "sum of 3 days that do not overlap, 1 Jul 2023 – 3 Jul 2023"
    )


def test_frame_of_no_windows_keeps_its_columns(data: SiteData) -> None:
    keys = ["sponsor_id", "spend_currency"]
    none = window_series(data.facts.window_totals.iloc[:0], keys)
    assert isinstance(none, pd.DataFrame)
    assert {"lo", "windows", *keys, *(f"is_{kind.value}" for kind in RangeKind)} <= set(
        none.columns
    )
