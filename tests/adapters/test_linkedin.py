"""The fixture of LinkedIn's ad library: old and new names of choices, restricted and bare ads."""

import json
from pathlib import Path

import pytest

from generator.errors import ArchiveErrors
from generator.ingest import Ingested
from tests.adapters.reading import FIXTURES, assert_rows, lay_out, put, read_in, rows

EXPECTED = FIXTURES / "linkedin" / "expected"
URL = "https://www.linkedin.com/ad-library/detail/1"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("linkedin")
    archives = lay_out(FIXTURES / "linkedin" / "archives", folder / "archives")
    return read_in(archives, folder / "store")


@pytest.mark.parametrize(
    "name", ["ad_places", "ads", "deliveries", "excluded_places", "rejections", "targeting"]
)
def test_table_is_as_worked_out_by_hand(ingested: Ingested, name: str) -> None:
    assert_rows(ingested.store, EXPECTED / f"{name}.csv")


def test_payers_of_this_archive_do_not_make_sponsors_of_each_other(tmp_path: Path) -> None:
    lay_out(FIXTURES / "linkedin" / "archives", tmp_path / "archives")
    (known,) = (tmp_path / "archives" / "known").glob("*.csv")
    text = known.read_text(encoding="utf-8").replace("Demo Kite Committee", "Demo Other")
    known.write_text(text.replace("Demo Polder", "Demo Else"), encoding="utf-8")
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    assert [row["ad_id"] for row in rows(store, "ads")] == ["900000002", "900000005"]


@pytest.mark.parametrize(
    ("ad", "said"),
    [
        ({"adUrl": "https://www.linkedin.com/ad-library/", "isRestricted": False}, "is no address"),
        ({"adUrl": URL, "isRestricted": False, "spend": 5}, "unknown column 'spend'"),
        ({"adUrl": URL, "isRestricted": "maybe"}, "'maybe' is none of false, true"),
        (
            {"adUrl": URL, "isRestricted": False, "details": {"adTargeting": "[oops"}},
            "'[oops' is no list",
        ),
        (
            {
                "adUrl": URL,
                "isRestricted": False,
                "details": {"adStatistics": {"totalImpressions": {"from": 9, "to": 5}}},
            },
            "'9' is more than the upper bound",
        ),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(
    tmp_path: Path, ad: dict[str, object], said: str
) -> None:
    put(tmp_path / "archives" / "2024-05-01" / "ads.json", json.dumps({"elements": [ad]}))
    with pytest.raises(ArchiveErrors) as caught:
        read_in(tmp_path / "archives", tmp_path / "store")
    assert len(caught.value.problems) == 1
    assert said in caught.value.problems[0]
    assert "2024-05-01/ads.json, line 1" in caught.value.problems[0]
