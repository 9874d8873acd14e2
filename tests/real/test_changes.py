"""What copies of the published archives changed: counted from the raw files with csv alone."""

import itertools
from pathlib import Path

import pytest

from generator.history.history import History, read_history
from generator.store.tables import Store
from tests.real import raw
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real

SNAPCHAT = "snapchat/2020/2020-09-25-to-2020-10-01"
STATS = "google-political-ads-advertiser-stats.csv"


@pytest.fixture(scope="module")
def history(real_store: RealStore) -> History:
    return read_history(Store(real_store.folder.resolve()))


def ads(folder: Path, day: str) -> dict[str, dict[str, str]]:
    found = raw.table(folder, f"snapchat/2020/{day}/PoliticalAds.csv").rows.values()
    return {row["ADID"]: row for row in found}


def test_snapchat_in_the_last_week_of_september_2020(real_archives: Path, history: History) -> None:
    before, after = ads(real_archives, "2020-09-25"), ads(real_archives, "2020-10-01")
    both = before.keys() & after.keys()
    differ = {
        field: sum(before[ad][column] != after[ad][column] for ad in both)
        for field, column in (("spend", "Spend"), ("impressions", "Impressions"))
    }
    new, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    assert (len(before), new, gone, len(after), differ["spend"]) == (5_063, 495, 0, 5_558, 736)
    tally = history.tallies[SNAPCHAT, "ad"]
    assert (tally.before, tally.new, tally.gone, tally.after) == (5_063, 495, 0, 5_558)
    assert {name: tally.fields[name] for name in differ} == differ


def test_spends_before_and_after_are_those_of_the_files(
    real_archives: Path, history: History
) -> None:
    before, after = ads(real_archives, "2020-09-25"), ads(real_archives, "2020-10-01")
    rows = history.fields[
        (history.fields["step_id"] == SNAPCHAT) & (history.fields["field"] == "spend")
    ]
    assert {(row.thing_id, row.old_lo, row.new_lo, row.currency) for row in rows.itertuples()} == {
        (ad, int(before[ad]["Spend"]), int(row["Spend"]), row["Currency Code"])
        for ad, row in after.items()
        if ad in before and before[ad]["Spend"] != row["Spend"]
    }


def test_google_advertisers_that_left_before_the_ids_were_renumbered(
    real_archives: Path, history: History
) -> None:
    stats = {
        Path(file.label).parent.name: {row["Advertiser_ID"] for row in file.rows.values()}
        for file in raw.tables(real_archives, "google/")
        if file.label.endswith(STATS)
    }
    days = sorted(stats)
    assert [len(stats[day]) for day in days] == [253, 372, 1_193, 20_832]
    left = [stats[one] - stats[other] for one, other in itertools.pairwise(days)]
    assert [len(ids) for ids in left] == [2, 7, 1_193]
    removals = history.removals
    assert set(removals["thing_id"]) == left[0] - stats[days[2]] | left[1]
    assert set(removals["noun"]) == {"advertiser"}
    renumbered = [key for key, tally in history.tallies.items() if tally.is_renumbered]
    assert renumbered == [("google-bundle/2019-06-to-2025-04-15", "advertiser")]


def test_every_tally_adds_up_and_no_report_of_a_window_is_compared(history: History) -> None:
    for tally in history.tallies.values():
        added, lost = tally.new + tally.again, tally.gone + tally.elsewhere
        assert tally.before + added - lost == tally.after
    assert {step.archive for step in history.steps.steps} == {"google-bundle", "snapchat"}
    assert str(history.not_compared["meta-report"]) == "windows"
