"""The list of a place says of which windows it is: a sum if they do not overlap, else the newest."""

import pytest

from generator.config import load_config
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.place.place import PlacePage, PlacePages
from generator.pages.place.rankings import PlaceRanking, place_rankings
from generator.site.publish import site_data
from tests.adapters.reading import put, read_in
from tests.project import write_project

HEAD = "Page ID,Page name,Disclaimer,Amount spent (USD),Number of ads in Library\n"
REGION_HEAD = "Page ID,Page name,Disclaimer,Amount spent (USD)\n"
NAME = "FacebookAdLibraryReport_{}_US_{}.csv"
EARLY, LATE, GONE = "Invented Early Fund", "Invented Late Fund", "Invented Fund of Before"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SiteData:
    """Two single days, on the first of which one sponsor alone spent much; windows of seven days that
    overlap, the older of which alone names another; and both for Texas."""
    folder = tmp_path_factory.mktemp("places")

    def report(day: str, window: str, *rows: str) -> None:
        name = NAME.format(day, f"{window}_advertisers")
        put(folder / "archives" / name, HEAD + "".join(f"{row},1\n" for row in rows))
        region = NAME.format(day, f"{window}_Texas")
        put(folder / "archives" / region, REGION_HEAD + "".join(f"{row}\n" for row in rows))

    report("2023-07-01", "yesterday", f"1,Early page,{EARLY},90000", f"2,Late page,{LATE},400")
    report("2023-07-03", "yesterday", f"2,Late page,{LATE},500")
    report("2023-07-03", "last_7_days", f"3,Gone page,{GONE},70000", f"2,Late page,{LATE},600")
    report("2023-07-05", "last_7_days", f"2,Late page,{LATE},800")
    store = read_in(folder / "archives", folder / "data" / "store").store
    return site_data(store, load_config(write_project(folder, thresholds={"ads": 1, "spend": {"USD": 1}})))  # fmt: skip


def named(data: SiteData, ranking: PlaceRanking) -> list[tuple[str, str]]:
    return [
        (str(data.facts.sponsor_rows[sponsor_id]["sponsor_name"]), money.text)
        for sponsor_id, money in ranking.entries
    ]


@pytest.mark.parametrize("code", ["US", "US-TX"])
def test_windows_that_do_not_overlap_are_one_list_called_a_sum(data: SiteData, code: str) -> None:
    (days,) = [one for one in place_rankings(data)[code] if "sum of" in one.title]
    assert days.title == (
        "Meta: amounts in USD, sum of 2 days that do not overlap, 1 Jul 2023 – 3 Jul 2023 · 1 day "
        "between them is in no report that was read"
    )
    assert named(data, days) == [(EARLY, "US$90,000"), (LATE, "US$900")]
    assert days.snapshot_ids == (
        "meta-report@2023-07-01/US/yesterday", "meta-report@2023-07-03/US/yesterday",
    )  # fmt: skip
    assert days.note == ""


@pytest.mark.parametrize("code", ["US", "US-TX"])
def test_of_windows_that_overlap_the_newest_counts_and_the_others_are_not_lost_without_a_word(
    data: SiteData, code: str
) -> None:
    (week,) = [one for one in place_rankings(data)[code] if "7 days to" in one.title]
    assert week.title == "Meta: 7 days to 5 Jul 2023 in USD"
    assert named(data, week) == [(LATE, "US$800")]
    assert week.note == (
        "The newest of 2 windows of this length that were read: their days overlap, so they are not "
        "added. 1 sponsor stands only in an earlier one, and not here."
    )


def test_page_of_a_place_says_it_beside_the_list_and_names_all_copies(data: SiteData) -> None:
    directory = Directory(data, data.facts.thresholds, data.facts.config.az_page_size)
    page = PlacePages(data, directory).build("US-TX")
    assert isinstance(page, PlacePage)
    captions = [block.caption for block in page.rankings]
    assert any(caption.endswith("in an earlier one, and not here.") for caption in captions)
    copies = {line.snapshot_id for line in page.sources}
    assert len(copies) == 3
