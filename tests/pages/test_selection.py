"""Which sponsors get a page, and the A–Z lists and permalinks that hold all of them."""

from types import SimpleNamespace

import pandas as pd
import pytest

from generator.config import Thresholds
from generator.pages.data import SiteData
from generator.pages.directory import Directory

SUMS = ["sponsor_id", "spend_currency", "lo"]


def data(
    names: dict[str, str],
    google: list[tuple[str, str | None, float]] = (),
    meta: list[tuple[str, str | None, float]] = (),
    ads: list[tuple[str, str | None, float]] = (),
    counts: list[tuple[str, int]] = (),
    moved: dict[str, str] | None = None,
    series: list[tuple[str, str | None, float]] = (),
) -> SiteData:
    """Just what a directory reads."""
    frame = pd.DataFrame({"sponsor_id": list(names), "sponsor_name": list(names.values())})
    facts = SimpleNamespace(
        sponsors=frame.set_index("sponsor_id", drop=False),
        sponsor_of={sponsor_id: sponsor_id for sponsor_id in names} | (moved or {}),
        advertiser_totals=pd.DataFrame(list(google), columns=SUMS),
        window_totals=pd.DataFrame(list(meta), columns=SUMS),
        window_sums=pd.DataFrame(list(series), columns=SUMS),
        ad_sums=pd.DataFrame(list(ads), columns=SUMS),
        ad_counts=pd.DataFrame(list(counts), columns=["sponsor_id", "n"]),
    )
    return SimpleNamespace(facts=facts)


LIMITS = Thresholds(spend={"USD": 1000}, ads=5)


def paged(**found: object) -> list[str]:
    names = {f"google/{n}": f"Name {n}" for n in range(1, 4)}
    return Directory(data(names, **found), LIMITS, 250).paged


@pytest.mark.parametrize("source", ["google", "meta", "ads", "series"])
def test_total_that_reaches_the_amount_earns_a_page(source: str) -> None:
    rows = [("google/1", "USD", 1000.0), ("google/2", "USD", 999.0)]
    assert paged(**{source: rows}) == ["google/1"]


def test_amount_in_another_or_no_currency_earns_none() -> None:
    assert paged(google=[("google/1", "EUR", 9e9)], ads=[("google/2", None, 9e9)]) == []


def test_amounts_are_not_added_over_sources() -> None:
    assert paged(google=[("google/1", "USD", 600.0)], ads=[("google/1", "USD", 600.0)]) == []


def test_unknown_amount_earns_none() -> None:
    assert paged(ads=[("google/1", "USD", float("nan"))]) == []


def test_number_of_ads_earns_a_page() -> None:
    assert paged(counts=[("google/1", 5), ("google/2", 4)]) == ["google/1"]


def test_rows_about_a_place_only_earn_no_page() -> None:
    assert paged(google=[(None, "USD", 5000.0)]) == []


def test_lists_hold_every_sponsor_once_in_pages_of_the_size_asked_for() -> None:
    names = {f"google/{n:03}": f"Amber {n:03}" for n in range(7)} | {"meta/1": "Birch"}
    directory = Directory(data(names), LIMITS, 3)
    assert [len(members) for members in directory.lists["a"]] == [3, 3, 1]
    listed = [member for pages in directory.lists.values() for page in pages for member in page]
    assert sorted(listed) == sorted(names)
    assert directory.path("google/003") == "sponsors/a-z/a-2#google-003"
    assert directory.path("meta/1") == "sponsors/a-z/b-1#meta-1"


def test_page_size_of_the_project_is_250(repo_root) -> None:  # noqa: ANN001
    from generator.config import load_config

    assert load_config(repo_root / "paidforby.toml").az_page_size == 250
    names = {f"google/{n:04}": f"Amber {n:04}" for n in range(251)}
    directory = Directory(data(names), LIMITS, 250)
    assert [len(members) for members in directory.lists["a"]] == [250, 1]


def test_sponsor_with_a_page_still_has_its_row() -> None:
    names = {"google/1": "Amber", "google/2": "Apple"}
    directory = Directory(data(names, counts=[("google/1", 9)]), LIMITS, 250)
    assert directory.path("google/1") == "sponsors/google/1"
    assert directory.row_path("google/1") == "sponsors/a-z/a-1#google-1"
    assert directory.has_page("google/1")
    assert not directory.has_page("google/2")


def test_other_scripts_come_last() -> None:
    names = {"meta/1": "東京", "meta/2": "Zebra", "meta/3": "Amber", "meta/4": "7 Up"}
    directory = Directory(data(names), LIMITS, 250)
    assert list(directory.lists) == ["a", "z", "other"]
    assert directory.lists["other"] == [["meta/4", "meta/1"]]


def test_new_name_keeps_the_page() -> None:
    before = Directory(data({"google/1": "Amber"}, counts=[("google/1", 9)]), LIMITS, 250)
    after = Directory(data({"google/1": "Zebra"}, counts=[("google/1", 9)]), LIMITS, 250)
    assert before.path("google/1") == after.path("google/1")
    assert list(before.lists) != list(after.lists)


def test_payer_that_was_joined_leads_to_the_page_of_its_sponsor() -> None:
    moved = {"meta/t1": "google/1", "meta/t2": "google/2", "x/gone": "google/1"}
    names = {"google/1": "Amber", "google/2": "Apple"}
    directory = Directory(data(names, counts=[("google/1", 9)], moved=moved), LIMITS, 250)
    assert list(directory.redirects()) == [
        ("sponsors/meta/t1", "google/1"),
        ("sponsors/x/gone", "google/1"),
    ]
