"""The last weeks on the home page, recomputed from the weekly file of the demonstration bundle."""

import csv
import io
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.directory import Directory
from generator.pages.home.last_weeks import SHOWN, WEEKS, last_weeks
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.project import write_project

BUNDLE = (
    Path(__file__).resolve().parents[2]
    / "data/demo/archives/google/google-political-ads-transparency-bundle.zip"
)


def raw_sums() -> tuple[date, Counter[str]]:
    """The newest week, and by advertiser what the last weeks add up to in dollars."""
    with zipfile.ZipFile(BUNDLE) as bundle:
        (name,) = [n for n in bundle.namelist() if "advertiser-weekly-spend" in n]
        rows = list(csv.DictReader(io.TextIOWrapper(bundle.open(name), encoding="utf-8-sig")))
    rows = [row for row in rows if row["Spend_USD"] not in ("", "0")]
    last = max(date.fromisoformat(row["Week_Start_Date"]) for row in rows)
    first = last - timedelta(weeks=WEEKS - 1)
    sums: Counter[str] = Counter()
    for row in rows:
        if date.fromisoformat(row["Week_Start_Date"]) >= first:
            sums[row["Advertiser_Name"].strip()] += int(row["Spend_USD"])
    return last, sums


def test_sponsors_of_the_last_weeks_are_those_of_the_file(store: Store, tmp_path: Path) -> None:
    config = load_config(write_project(tmp_path))
    data = site_data(store, config)
    weeks = last_weeks(data, Directory(data, config.thresholds, config.az_page_size))
    chart = weeks.chart
    last, sums = raw_sums()
    assert last == date(2024, 10, 27)
    shown = {row[0].text: int(row[1].money.lo) for row in chart.table.rows}
    assert len(shown) == SHOWN
    amounts = list(shown.values())
    assert amounts == sorted(amounts, reverse=True)
    top = sums.most_common(3)
    assert list(shown.items())[:3] == top
    # The newest snapshot is of 4 Nov 2024.
    assert (weeks.is_new, weeks.heading) == (True, "Biggest sponsors, last weeks")
    assert "27 Oct 2024" in chart.title
    assert "6 Oct 2024" in chart.title


def test_weeks_long_before_the_newest_data_are_not_called_the_last(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = load_config(write_project(tmp_path))
    data = site_data(store, config)
    monkeypatch.setattr(type(data.facts), "as_of_date", date(2025, 4, 15))
    weeks = last_weeks(data, Directory(data, config.thresholds, config.az_page_size))
    assert (weeks.is_new, weeks.heading) == (False, "Biggest sponsors, weeks to 2 Nov 2024")
