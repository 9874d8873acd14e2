"""Lists that a spreadsheet program made one number of, and their repair, are no changes of ads."""

import pytest

from generator.config import load_config
from generator.history.damage import NEWER, OLDER
from generator.pages.changes.changes import ChangePage, ChangesPage, changes_pages
from generator.pages.changes.news import sponsor_counts
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.site.publish import site_data
from tests.adapters.reading import put, read_in
from tests.history.conftest import END, MAY, SNAP, ad_id, table
from tests.project import write_project

HEAD = (*SNAP, "Postal Codes (Included)")
LIST, NUMBER = "77001,77002,77003,77004,77005,77006", "770,017,700,277,003,000,000,000,000,000"
BEFORE = "snapchat/2020/2020-06-01-to-2020-06-02"
AFTER = "snapchat/2020/2020-06-02-to-2020-09-18"


def ad(number: int, codes: str, spend: int = 100) -> tuple[object, ...]:
    payer = f"Invented Postal Friends {number}"
    return (
        ad_id(number), "USD", spend, 1000, MAY, END, payer, payer, "18+", "united states", "", codes,
    )  # fmt: skip


COPIES = {
    "2020-06-01": [ad(1, LIST), ad(2, LIST), ad(3, "77001"), ad(4, "02101,77001"), ad(5, "02101,77001")],
    "2020-06-02": [ad(1, NUMBER), ad(2, NUMBER, 150), ad(3, "77009"), ad(4, "2101,77001"), ad(5, "2101,77001,77002")],
    "2020-09-18": [ad(1, LIST), ad(2, LIST, 150), ad(3, "77009"), ad(4, "02101,77001"), ad(5, "02101,77001,77002")],
}  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    """Ad 1: only damaged. 2: damaged, and another amount. 3: another choice. 4: zeros cut. 5: zeros
    cut, and one choice more. The third copy is as the archive published it."""
    folder = tmp_path_factory.mktemp("damaged")
    for day, rows in COPIES.items():
        put(folder / "archives/2020" / day / "PoliticalAds.csv", table(HEAD, rows))
    store = read_in(folder / "archives", folder / "data" / "store").store
    return site_data(store, load_config(write_project(folder)))


def changed(data: SiteData, step: str) -> set[tuple[int, str]]:
    rows = data.facts.history.fields[data.facts.history.fields["step_id"] == step]
    return {(int(row.thing_id[2:]), row.field) for row in rows.itertuples()}


def test_damage_of_a_spreadsheet_is_no_change_of_an_ad(data: SiteData) -> None:
    assert changed(data, BEFORE) == {
        (2, "spend"), (3, "choice_postcode"), (5, "choice_postcode"),
    }  # fmt: skip
    tally = data.facts.history.tallies[BEFORE, "ad"]
    assert (tally.revised, tally.damaged) == (3, {NEWER: 2})


def test_repair_of_the_damage_is_none_either(data: SiteData) -> None:
    assert changed(data, AFTER) == set()
    tally = data.facts.history.tallies[AFTER, "ad"]
    assert (tally.revised, tally.damaged, tally.fields) == (0, {OLDER: 4}, {})
    steps = {step for _sponsor, step in sponsor_counts(data.facts.history)}
    assert steps == {BEFORE}


def test_pages_tell_damage_apart_with_the_day_of_its_copy(data: SiteData) -> None:
    directory = Directory(data, data.facts.thresholds, data.facts.config.az_page_size)
    pages = list(changes_pages(data, directory))
    index = next(page for page in pages if isinstance(page, ChangesPage))
    repaired, broken = index.steps
    assert repaired.lines == ()
    said = "only in cells that a spreadsheet program damaged in the copy of 2 Jun 2020."
    assert repaired.note == f"4 ads differ {said}"
    assert broken.note == f"2 ads differ {said}"
    assert [line.text for line in broken.lines] == [
        "1 spend revised", "2 ads changed in other fields only",
    ]  # fmt: skip
    page = next(p for p in pages if isinstance(p, ChangePage) and p.step_id == AFTER)
    (section,) = [one for one in page.sections if one.id == "ad"]
    assert (section.fields, section.revised) == (None, None)
    assert section.damaged.startswith(f"4 ads differ {said}")
    assert page.description.endswith(f"4 ads differ {said}")


def test_download_has_damaged_cells_and_calls_them_so(data: SiteData) -> None:
    directory = Directory(data, data.facts.thresholds, data.facts.config.az_page_size)
    page = next(
        page
        for page in changes_pages(data, directory)
        if isinstance(page, ChangePage) and page.step_id == BEFORE
    )
    assert page.download
    heads = page.download.heads
    rows = [dict(zip(heads, row, strict=True)) for row in page.download.rows]
    found = {(int(row["id"][2:]), row["field"], row["after"]) for row in rows if row["change"] == "damaged"}  # fmt: skip
    assert found == {
        (1, "choice_postcode", NUMBER), (2, "choice_postcode", NUMBER),
        (4, "choice_postcode", "2101,77001"),
    }  # fmt: skip
