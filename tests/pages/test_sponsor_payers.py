"""The part of a sponsor's page that says which payers it is made of, and why."""

from collections import defaultdict
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.data import SiteData
from generator.pages.sponsor.payers import (
    PayerLinks,
    name_lines,
    names_by_sponsor,
    row_words,
    sure_words,
)
from generator.site.publish import one_sponsor, site_data
from generator.store.tables import Store
from tests.adapters.reading import rows
from tests.project import write_project

SANDCASTLES = "snapchat/tbaa2173baa24b396"
"""On Google under two ids, of which a mapping says that they are one; on Meta, Reddit, Snapchat."""
TEASPOONS = "meta/t966a58ba00dafe7b"
"""A Meta payer with the name of a Google advertiser in another country."""
OLD, NEW = "google/AR99960165635157942", "google/AR99999118255476292964"


@pytest.fixture(scope="module")
def data(store: Store, tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    return site_data(store, load_config(write_project(tmp_path_factory.mktemp("payers"))))


@pytest.fixture(scope="module")
def links(data: SiteData) -> PayerLinks:
    return PayerLinks(data)


def test_every_payer_but_one_is_joined_with_one_before_it(
    data: SiteData, links: PayerLinks
) -> None:
    several = [sponsor_id for sponsor_id, payers in data.facts.payers.items() if len(payers) > 1]
    assert several
    for sponsor_id in several:
        joined = {join.one for join in links.joins(sponsor_id)}
        joined |= {join.other for join in links.joins(sponsor_id)}
        assert len(links.joins(sponsor_id)) >= len(data.facts.payers[sponsor_id]) - 1, sponsor_id
        assert {name.where.split(",")[0] for name in joined} == set(data.platform_names(sponsor_id))


def test_strongest_evidence_stands_first_with_its_row(links: PayerLinks) -> None:
    first = next(j for j in links.joins(SANDCASTLES) if j.one.where.endswith(OLD.split("/")[1]))
    # The platform's own list has the two as well; a number of the register goes before it.
    assert first.other.where == f"Google, {NEW.split('/')[1]}"
    assert first.evidence == "Both give the same number: FEC committee C00999901"
    assert first.sure == "99.9\u00a0% sure"
    assert first.rows


def test_same_name_elsewhere_is_suggested_with_the_reason(links: PayerLinks) -> None:
    names = defaultdict(lambda: "Name")
    (found,) = [
        item
        for item in links.suggestions(TEASPOONS, "at {}".format, names.__getitem__)
        if item.path.startswith("at google/")
    ]
    assert found.evidence == "Both have the name “demo party of left handed teaspoons”"
    assert found.reason.startswith("several sponsors have this name")
    assert found.platforms == "Google"


def test_single_payer_has_no_link(links: PayerLinks) -> None:
    assert links.joins("google/AR99999387266829795025") == ()


def test_names_stand_with_their_platform_and_row(data: SiteData, store: Store) -> None:
    names = names_by_sponsor(data, [SANDCASTLES])[SANDCASTLES]
    lines = name_lines(data, SANDCASTLES, names)
    assert {(line.platform, line.role) for line in lines} >= {
        ("Google", "payer, ran the ads"),
        ("Meta", "payer, ran the ads"),
        ("Snapchat", "payer"),
        ("Snapchat", "ran the ads"),
    }
    assert [line.role for line in lines] == sorted(
        (line.role for line in lines), key=lambda role: not role.startswith("payer")
    )
    stored = {
        (row["file"].partition("@")[0], row["path"], row["line"])
        for table in ("ads", "advertisers", "spend_observations", "declarations")
        for row in rows(store, table)
    }
    assert all(
        any((path, str(number)) == (line.path, str(line.line)) for _, path, number in stored)
        for line in lines
    )


@pytest.mark.parametrize(
    ("evidence", "strength", "words"),
    [
        ("decision", 1.0, ""),
        ("number", 0.999, "99.9\u00a0% sure"),
        ("name", 0.99, "99\u00a0% sure"),
        ("model", 0.99985, "99.98\u00a0% sure"),
    ],
)
def test_certainty_is_in_words(evidence: str, strength: float, words: str) -> None:
    assert sure_words({"evidence": evidence, "strength": strength}) == words


def test_row_of_a_file_that_is_no_archive_is_named_as_it_is(data: SiteData) -> None:
    assert row_words(data, "sponsors.csv:2") == ("sponsors.csv, line 2",)
    assert row_words(data, "") == ()


def test_totals_of_two_snapshots_stand_apart(data: SiteData) -> None:
    figures = {figure.id: figure for figure in one_sponsor(data, SANDCASTLES).totals}
    assert figures["google-usd"].money.text == "US$2,600,000"
    older = figures["google-usd-10-jun-2024"]
    assert "the newer total may include it" in older.detail
    labels = [figure.label.split(",")[0] for figure in one_sponsor(data, SANDCASTLES).totals]
    assert labels[0] == "Google"
    assert sorted(labels[:4]) == ["Google", "Meta", "Reddit", "Snapchat"]


def test_week_that_two_snapshots_have_counts_once(data: SiteData, store: Store) -> None:
    weeks: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows(store, "spend_observations"):
        is_own = row["payer_id"] in (OLD, NEW) and row["scope"] == "advertiser_week"
        if is_own and row["is_primary"] == "true" and row["spend_currency"] == "USD":
            day = row["file"].split("@")[1]
            weeks[row["period_start_date"]][day] += int(float(row["spend_lo"]))
    both = {week: by_day for week, by_day in weeks.items() if len(by_day) > 1}
    assert both, "the demonstration archives have weeks in two snapshots"
    table = one_sponsor(data, SANDCASTLES).weekly.table
    shown = {cells[0].sort: int(cells[1].sort) for cells in table.rows}
    for week, by_day in both.items():
        assert shown[week] == by_day[max(by_day)], week


def test_address_of_the_page_is_no_matter_of_the_payer_asked_for(
    data: SiteData, tmp_path: Path
) -> None:
    assert {payer["payer_id"] for payer in data.facts.payers[SANDCASTLES]} >= {OLD, NEW}
    assert data.facts.sponsor_of[OLD] == data.facts.sponsor_of[NEW] == SANDCASTLES
