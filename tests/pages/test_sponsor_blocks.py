"""The charts of a sponsor's page that stand together."""

from pathlib import Path

from generator.config import load_config
from generator.pages.sponsor.sponsor import SponsorPages
from generator.pages.totals import Totals
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.project import write_project


def test_two_charts_of_weeks_show_the_same_days_and_the_same_numbers(
    store: Store, tmp_path: Path
) -> None:
    data = site_data(store, load_config(write_project(tmp_path)))
    pages = SponsorPages(data, Totals(data), sorted(data.facts.sponsor_rows))
    both = [page for page in pages if page.weekly and page.weekly_ads]
    assert both
    for page in both:
        assert page.weekly
        assert page.weekly_ads
        spend, ads = dict(page.weekly.options), dict(page.weekly_ads.options)
        assert spend["span"] == ads["span"]
        assert spend.get("marks") == ads.get("marks")
        assert spend["beside"] == ("", page.weekly_ads.frame["ad_count"].max())
        assert ads["beside"][0] == spend["currency"]
        weeks = [*page.weekly.frame["week_start_date"], *page.weekly_ads.frame["week_start_date"]]
        assert spend["span"][0] == min(weeks).date().isoformat()


def test_a_chart_of_weeks_alone_shows_its_own_days(store: Store, tmp_path: Path) -> None:
    data = site_data(store, load_config(write_project(tmp_path)))
    pages = SponsorPages(data, Totals(data), sorted(data.facts.sponsor_rows))
    alone = [chart for page in pages for chart in (page.weekly, page.weekly_ads)
             if chart and not (page.weekly and page.weekly_ads)]  # fmt: skip
    assert alone
    assert all(not {"span", "beside"} & dict(chart.options).keys() for chart in alone)
