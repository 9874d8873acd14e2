"""The part of the store that a site covers, recomputed with SQL on the whole store."""

import shutil
from pathlib import Path

import duckdb
import pytest

from generator.config import load_config
from generator.errors import ConfigError
from generator.site.coverage import covered
from generator.store.tables import Store
from tests.here import run_here
from tests.project import write_project
from tests.site.demo import demo_store
from tests.subsets.building import write

TEXAS = """
    SELECT sponsor_id FROM '{0}/spend_observations.parquet'
    WHERE place_code = 'US-TX' AND sponsor_id IS NOT NULL
    UNION SELECT sponsor_id FROM '{0}/ads.parquet' WHERE sponsor_id IS NOT NULL AND
    (platform, ad_id) IN (SELECT (platform, ad_id) FROM '{0}/ad_places.parquet'
                          WHERE place_code = 'US-TX')
"""


@pytest.fixture(scope="module")
def whole(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.open(demo_store(repo_root, tmp_path_factory) / "store")


@pytest.fixture(scope="module")
def texas(whole: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return covered(whole, ("US-TX",), tmp_path_factory.mktemp("texas") / "covered")


def values(store: Store, sql: str) -> list[tuple]:
    return sorted(duckdb.sql(sql.format(store.folder)).fetchall())


def test_sponsors_are_those_who_were_active_there(whole: Store, texas: Store) -> None:
    own = values(whole, TEXAS)
    assert 3 < len(own) < whole.count("sponsors")
    assert values(texas, "SELECT sponsor_id FROM '{0}/sponsors.parquet'") == own


@pytest.mark.parametrize("table", ["ads", "spend_observations", "payers", "payer_names"])
def test_everything_of_a_covered_sponsor_stays(table: str, whole: Store, texas: Store) -> None:
    mine = f"SELECT sponsor_id, count(*) FROM '{{0}}/{table}.parquet' WHERE sponsor_id IN ({{1}}) GROUP BY 1"
    asked = mine.format("{0}", TEXAS.format(whole.folder))
    assert values(texas, asked) == values(whole, asked)


def test_totals_of_all_places_stay_to_be_compared(whole: Store, texas: Store) -> None:
    asked = "SELECT file_id, line, place_code FROM '{0}/spend_observations.parquet' WHERE sponsor_id IS NULL"
    assert values(texas, asked) == values(whole, asked) != []


@pytest.mark.parametrize(
    "table", ["ad_texts", "ad_places", "excluded_places", "targeting", "deliveries"]
)
def test_no_part_of_an_ad_stays_without_it(table: str, texas: Store) -> None:
    left = (
        f"SELECT ad_id FROM '{{0}}/{table}.parquet' WHERE (platform, ad_id) NOT IN "
        "(SELECT (platform, ad_id) FROM '{0}/ads.parquet')"
    )
    assert values(texas, left) == []


def test_links_between_payers_that_went_are_gone(texas: Store) -> None:
    left = (
        "SELECT * FROM '{0}/payer_links.parquet' WHERE payer_a NOT IN "
        "(SELECT payer_id FROM '{0}/payers.parquet') OR payer_b NOT IN "
        "(SELECT payer_id FROM '{0}/payers.parquet')"
    )
    assert values(texas, left) == []


def test_site_without_places_covers_all(whole: Store, tmp_path: Path) -> None:
    assert covered(whole, (), tmp_path / "none") is whole
    assert not (tmp_path / "none").exists()


def test_what_was_narrowed_before_is_taken_again(whole: Store, tmp_path: Path) -> None:
    folder = tmp_path / "covered"
    first = covered(whole, ("US-TX",), folder)
    before, count = first.path("ads").stat().st_mtime_ns, first.count("ads")
    assert covered(whole, ("US-TX",), folder).path("ads").stat().st_mtime_ns == before
    assert covered(whole, ("GB",), folder).count("ads") != count


@pytest.mark.parametrize(
    ("place", "words"),
    [("Texas", "places holds 'Texas'"), ("AQ", "no sponsor in these archives was active in AQ")],
)
def test_place_that_cannot_be_covered_is_an_error(
    place: str, words: str, whole: Store, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=words):
        covered(whole, (place,), tmp_path / "covered")


def test_pages_are_those_of_the_place(whole: Store, tmp_path: Path) -> None:
    path = write_project(tmp_path, places=["US-TX"])
    shutil.copytree(whole.folder.parent, tmp_path / "store", symlinks=True)
    docs = write(load_config(path)).docs
    assert [path.name for path in sorted((docs / "places").rglob("*.md"))] == ["index.md", "tx.md"]
    home = (docs / "index.md").read_text(encoding="utf-8")
    assert "This site covers the sponsors who were active in Texas" in home
    names = dict(values(whole, "SELECT sponsor_id, sponsor_name FROM '{0}/sponsors.parquet'"))
    own = {sponsor for (sponsor,) in values(whole, TEXAS)}
    lists = "".join(p.read_text(encoding="utf-8") for p in (docs / "sponsors" / "a-z").glob("*.md"))
    shown = {sponsor for sponsor in names if f'id="{sponsor.replace("/", "-")}"' in lists}
    assert shown == own
    # Where a number of the page comes from is told from the same rows.
    told = run_here(path, "explain", "places/US-TX")
    assert told.code == 0, told.err
    assert "DIFFERS" not in told.out
