"""The fixture of Meta's report: all layouts, zips, regions, locations, awkward lines."""

from pathlib import Path

import pytest

from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, Row, assert_rows, lay_out, read_in, rows, write_zip

EXPECTED = FIXTURES / "meta-report" / "expected"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("meta-report")
    archives = lay_out(FIXTURES / "meta-report" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize("name", ["files", "rejections", "payers"])
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


@pytest.mark.parametrize("part", ["advertisers", "regions", "locations"])
def test_amounts_are_as_worked_out_by_hand(ingested: Ingested, part: str) -> None:
    def is_of_part(row: Row) -> bool:
        return row["file"].startswith(f"{part}@")

    assert_rows(ingested.store, EXPECTED / f"spend_observations.{part}.csv", only=is_of_part)


@pytest.mark.parametrize(
    ("note", "currency"),
    [("from accounts which had USD set as the ad account currency.", "USD"), ("Nothing.", "")],
)
def test_currency_of_2019_stands_in_the_note_of_the_zip_or_is_not_published(
    tmp_path: Path, note: str, currency: str
) -> None:
    name = "FacebookAdLibraryReportUA2019-05-04"
    text = "Page Name,Disclaimer,Amount Spent,Number of Ads in Library\nDemo,Demo,500,2\n"
    content = {f"{name}SpendingToDate.csv": text.encode(), "README.txt": note.encode()}
    (tmp_path / "archives").mkdir()
    write_zip(tmp_path / "archives" / f"{name}.zip", content)
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    (row,) = rows(store, "spend_observations")
    assert (row["spend_lo"], row["spend_kind"], row["spend_currency"]) == ("500", "exact", currency)
