"""More published files: other years of Snapchat, Meta's reports of other countries, single days. Each
sum that is known of them stands in the store and on the page of its platform, whether they are read
alone or beside other files of these platforms (``python -m bench.sums`` reads them beside all)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.directory import Directory
from generator.pages.platform.platform import platform_pages
from generator.pages.rankings import sponsor_rankings
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.project import command, write_project
from tests.real.conftest import INGEST_SECONDS, RealStore
from tests.site.demo import environment, once

pytestmark = pytest.mark.real

SNAPCHAT = {
    "2019/2026-07-22": (3_610, 2_730_491_525, 89, {"USD": 4_403_642, "CAD": 842_821, "EUR": 575_279, "GBP": 377_342, "AUD": 220_714}),
    "2019/2021-08-28": (3_609, 2_715_564_405, 0, {"USD": 4_395_204, "CAD": 842_821, "EUR": 547_280, "GBP": 374_287, "AUD": 220_714}),
    "2021/2021-08-28": (4_507, 1_016_825_155, 0, {"USD": 2_303_300, "NOK": 1_921_610, "EUR": 615_526, "GBP": 194_243, "CAD": 126_026, "AUD": 105_647, "DKK": 39_997, "SEK": 11_267}),
    "2022/2022-05-06": (1_498, 320_779_490, 6, {"USD": 879_162, "AUD": 228_262, "NOK": 140_859, "EUR": 140_228, "SEK": 130_586, "GBP": 100_774, "CAD": 28_289}),
    "2024/2024-07-25": (5_857, 1_009_658_645, 95, {"USD": 4_167_103, "INR": 1_992_592, "EUR": 616_156, "SEK": 508_472, "NOK": 201_558, "AUD": 149_449, "GBP": 81_439, "DKK": 24_989, "CAD": 15_499}),
}  # fmt: skip
"""By year and day: ads, impressions, ads without a country, exact spend by currency."""
META = {
    "AR": (2_037, "ARS", 988_121_908, 163, 25),
    "BE": (1_036, "EUR", 519_332, 811, 4),
    "CH": (613, "CHF", 127_085, 518, 27),
    "KE": (325, "KES", 373_777, 233, 9),
    "UA": (902, "USD", 50_960, 765, 0),
}
"""By country: rows, currency, sum of the exact amounts, bounds, region files."""
DAYS = (47_160, 13_451_463, 33_728, 14)


BESIDE = ("meta-report", "snapchat")
"""The archives of which both folders have files."""


@pytest.fixture(scope="module", params=["alone", "together"])
def more_store(
    request: pytest.FixtureRequest,
    repo_root: Path,
    real_archives: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> RealStore:
    """The store of the further files, by themselves and beside the others."""
    more = real_archives.with_name(f"{real_archives.name}-more")
    if not more.is_dir():
        pytest.skip(f"no further archives at {more}")

    def make(folder: Path) -> None:
        roots = [more]
        if request.param == "together":
            roots.append(folder / "beside")
            for name in BESIDE:
                shutil.copytree(real_archives / name, folder / "beside" / name)
            shutil.copy(real_archives / "SOURCES.csv", folder / "beside")
        config = write_project(folder, archives=[str(root) for root in roots])
        for verb in ("ingest", "check"):
            done = subprocess.run(
                command(config, verb), cwd=repo_root, env=environment(),
                capture_output=True, text=True, timeout=INGEST_SECONDS, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr

    folder = once(tmp_path_factory, f"more-store-{request.param}", make)
    return RealStore(folder / "paidforby.toml", "")


@pytest.fixture(scope="module")
def pages(more_store: RealStore) -> dict[str, dict[str, tuple[str, ...]]]:
    """By platform: the rows of the table of sums on its page, by the path of the file."""
    config = load_config(more_store.config)
    data = site_data(Store.open(config.store_dir), config)
    directory = Directory(data, data.facts.thresholds, config.az_page_size)
    found = {}
    for page in platform_pages(data, directory, sponsor_rankings(data), {}):
        if page.sums:
            rows = {row[0].text: tuple(cell.text for cell in row[1:]) for row in page.sums.rows}
            found[page.path.rpartition("/")[2]] = rows
    return found


def _row(rows: dict[str, tuple[str, ...]], part: str) -> tuple[str, ...]:
    (row,) = [row for path, row in rows.items() if part in path]
    return row


@pytest.mark.parametrize("copy", SNAPCHAT)
def test_snapchat_of_other_years(
    more_store: RealStore, pages: dict[str, dict[str, tuple[str, ...]]], copy: str
) -> None:
    count, impressions, without, spend = SNAPCHAT[copy]
    where = f"%snapchat/{copy}/PoliticalAds.csv"
    assert more_store.query(
        "SELECT count(*), sum(impressions_lo), count(*) FILTER (country_codes IS NULL) "
        "FROM ads JOIN files USING (file_id) WHERE path LIKE ?",
        where,
    ) == [(count, impressions, without)]
    found = more_store.query(
        "SELECT spend_currency, sum(spend_lo) FROM ads JOIN files USING (file_id) "
        "WHERE path LIKE ? GROUP BY ALL",
        where,
    )
    assert {currency: int(total) for currency, total in found} == spend
    rows, amounts, _bounds, shown = _row(pages["snapchat"], f"snapchat/{copy}/")
    assert (rows, shown) == (f"{count:,}", f"{impressions:,}")
    assert all(f"{amount:,}" in amounts for amount in spend.values())


@pytest.mark.parametrize("country", META)
def test_report_of_another_country(
    more_store: RealStore, pages: dict[str, dict[str, tuple[str, ...]]], country: str
) -> None:
    count, currency, total, bounds, regions = META[country]
    where = f"%meta-report/{country}-2025-%"
    assert more_store.query(
        "SELECT count(*), spend_currency, sum(spend_lo) FILTER (spend_kind = 'exact')::BIGINT, "
        "count(*) FILTER (spend_kind = 'at_most') FROM spend_observations JOIN files USING (file_id) "
        "WHERE path LIKE ? AND part = 'advertisers' GROUP BY spend_currency",
        where,
    ) == [(count, currency, total, bounds)]
    assert more_store.query(
        "SELECT count(*) FROM files WHERE path LIKE ? AND part = 'regions'", where
    ) == [(regions,)]
    rows, amounts, only, _shown = _row(pages["meta"], f"/{country}-2025-")
    assert (rows, only) == (f"{count:,}", f"{bounds:,}")
    assert f"{total:,}" in amounts


def test_single_days_of_the_united_states(
    more_store: RealStore, pages: dict[str, dict[str, tuple[str, ...]]]
) -> None:
    assert more_store.query(
        "SELECT count(*), sum(spend_lo) FILTER (spend_kind = 'exact')::BIGINT, "
        "count(*) FILTER (spend_kind = 'at_most'), count(DISTINCT file_id) "
        "FROM spend_observations JOIN files USING (file_id) WHERE path LIKE '%us-daily/%'"
    ) == [DAYS]
    rows = [row for path, row in pages["meta"].items() if "us-daily/" in path]
    amounts = [int(row[1].removeprefix("US$").replace(",", "")) for row in rows]
    counts = [int(row[0].replace(",", "")) for row in rows]
    bounds = [int(row[2].replace(",", "")) for row in rows]
    assert (sum(counts), sum(amounts), sum(bounds), len(rows)) == DAYS
