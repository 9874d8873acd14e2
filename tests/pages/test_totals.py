"""The totals of a sponsor: which stands first, and what its words say."""

import duckdb
import pandas as pd
import pytest

from generator.config import load_config
from generator.pages.data import SiteData
from generator.pages.totals import Totals
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.project import write_project


@pytest.fixture(scope="module")
def data(store: Store, tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    return site_data(store, load_config(write_project(tmp_path_factory.mktemp("totals"))))


def ads_by_currency(store: Store) -> list[tuple]:
    """(sponsor, archive, currency, ads, first and last year), recomputed from the table."""
    return duckdb.sql(
        "SELECT sponsor_id, archive, spend_currency, count(*), min(year(first_shown_date)), "
        f"max(year(first_shown_date)) FROM '{store.path('ads')}' WHERE is_latest AND "
        "is_group_first AND sponsor_id IS NOT NULL AND spend_currency IS NOT NULL GROUP BY ALL"
    ).fetchall()


def test_currency_of_most_ads_stands_before_those_of_few(data: SiteData) -> None:
    rows = data.facts.ad_sums
    own = rows[rows["archive"] == "snapchat"].iloc[[0]]
    others = [
        own.assign(spend_currency=code, n=n) for code, n in (("EUR", 7), ("NOK", 102), (None, 500))
    ]
    sponsor = own["sponsor_id"].iloc[0]
    data.facts.__dict__["ad_sums"] = pd.concat([rows[rows["sponsor_id"] != sponsor], *others])
    try:
        figures = Totals(data).of(sponsor).figures
    finally:
        data.facts.__dict__["ad_sums"] = rows
    ids = [figure.id for figure in figures if figure.id.startswith("snapchat-ads-")]
    assert ids == ["snapchat-ads-nok", "snapchat-ads-eur", "snapchat-ads-unknown"]


def test_years_of_an_amount_are_those_of_its_own_ads(store: Store, data: SiteData) -> None:
    totals = Totals(data)
    seen = 0
    for sponsor, archive, currency, _n, first, last in ads_by_currency(store):
        figures = {figure.id: figure for figure in totals.of(sponsor).figures}
        figure = figures[f"{archive}-ads-{currency.lower()}"]
        if first is not None:
            years = f"{first}" if first == last else f"{first}–{last}"
            assert figure.detail.endswith(f", {years}")
            seen += 1
    assert seen > 50


def test_googles_count_of_ads_stands_once(data: SiteData) -> None:
    totals = Totals(data)
    for sponsor in data.facts.published_ad_counts:
        parts = [
            part for figure in totals.of(sponsor).figures if figure.label == "Google"
            for part in figure.detail.split(" · ")
        ]  # fmt: skip
        assert sum(part.endswith((" ad", " ads")) for part in parts) == 1, sponsor
