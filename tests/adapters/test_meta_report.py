"""The fixture of Meta's report: all layouts, zips, regions, locations, awkward lines."""

import pytest

from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, Row, assert_rows, lay_out, read_in

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
