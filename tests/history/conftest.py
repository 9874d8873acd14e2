"""Archives written by hand, in copies whose differences are known, in one store."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.history.history import History, read_history
from generator.store.tables import Store
from tests.adapters.reading import put, read_in

SNAP = (
    "ADID", "Currency Code", "Spend", "Impressions", "StartDate", "EndDate", "OrganizationName",
    "PayingAdvertiserName", "AgeBracket", "CountryCode", "Regions (Included)",
)  # fmt: skip
MAY, END = "2020/05/01 00:00:00Z", "2020/05/20 00:00:00Z"


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [",".join(header), *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    return "\n".join(lines) + "\n"


def ad_id(number: int) -> str:
    return f"de{number:062d}"


def snap(
    number: int, spend: int, *, shown: int = 1000, start: str = MAY, end: str = END,
    age: str = "18+", currency: str = "USD", place: str = "Texas",
) -> tuple[object, ...]:  # fmt: skip
    payer = f"Fictional Payer {number:02d}"
    return (
        ad_id(number), currency, spend, shown, start, end, payer, payer, age, "united states",
        place,
    )  # fmt: skip


def write_snapchat(root: Path) -> None:
    """Ad 1: revised after its end. 2: gets an end and another age. 3: leaves for good. 4: moves to
    the file of another year. 5: new. 6: leaves and comes back. 7: as it was, its places in another
    order. The first copy gives no currency."""
    late = "2019/12/31 00:00:00Z"
    old = [cell for cell in SNAP if cell != "Currency Code"]
    first = [snap(1, 100), snap(2, 50, end=""), snap(6, 5), snap(7, 7)]
    put(
        root / "snapchat/2020/2020-06-01/PoliticalAds.csv",
        table(old, [(row[0], *row[2:]) for row in first]),
    )
    second = [
        snap(1, 120), snap(2, 50, end=""), snap(3, 70), snap(4, 40, start=late), snap(7, 7, place="Texas,Ohio"),
    ]  # fmt: skip
    put(root / "snapchat/2020/2020-09-25/PoliticalAds.csv", table(SNAP, second))
    third = [
        snap(1, 90, shown=900), snap(2, 50, end="2020/09/30 00:00:00Z", age="21+"), snap(5, 30),
        snap(6, 5), snap(7, 7, place="Ohio,Texas"),
    ]  # fmt: skip
    put(root / "snapchat/2020/2020-10-01/PoliticalAds.csv", table(SNAP, third))
    put(
        root / "snapchat/2019/2020-10-01/PoliticalAds.csv",
        table(SNAP, [snap(4, 40, start=late)]),
    )


def write_disjoint(root: Path) -> None:
    """Two copies of a year with ten ads each and no id in common; the last payer is in both."""
    for day, base in (("2019-01-01", 100), ("2019-02-01", 200)):
        rows = [snap(base + n, 10, start="2018/05/01 00:00:00Z", end="") for n in range(9)]
        last = snap(base + 9, 10, start="2018/05/01 00:00:00Z", end="")
        rows.append((*last[:7], "Fictional Constant Payer", *last[8:]))
        put(root / f"snapchat/2018/{day}/PoliticalAds.csv", table(SNAP, rows))


def write_google(root: Path) -> None:
    """Advertiser 1 gets a new id, by Google's list, and a larger total; 2 another name; 3 leaves;
    4 is new. Of the weeks of 2, one is revised, one leaves and one is new; euros come later."""
    stats = "google-political-ads-advertiser-stats.csv"
    weeks = "google-political-ads-advertiser-weekly-spend.csv"
    first = ("Advertiser_ID", "Advertiser_Name", "Public_IDs_List", "Total_Creatives", "Total_Spend_USD")  # fmt: skip
    put(
        root / "google/2018-09-01" / stats,
        table(first, [("AR1", "Made-up One", "", 1, 100), ("AR2", "Made-up Two", "", 2, 500), ("AR3", "Made-up Three", "", 1, 300)]),
    )  # fmt: skip
    second = (
        "Advertiser_ID", "Advertiser_Name", "Public_IDs_List", "Regions", "Elections",
        "Total_Creatives", "Spend_USD", "Spend_EUR",
    )  # fmt: skip
    put(
        root / "google/2019-06-01" / stats,
        table(
            second,
            [
                ("AR11", "Made-up One", "", "US", "US-Federal", 1, 300, 250),
                ("AR2", "Made-up Two Renamed", "", "US", "US-Federal", 2, 500, 450),
                ("AR4", "Made-up Four", "", "US", "US-Federal", 3, 900, 800),
            ],
        ),
    )
    put(
        root / "google/2019-06-01/advertiser_id_mapping.csv",
        table(("OldAdvertiserId", "NewAdvertiserId"), [("AR1", "AR11")]),
    )
    week = ("Advertiser_ID", "Advertiser_Name", "Election_Cycle", "Week_Start_Date", "Spend_USD")
    rows = [("2018-08-05", 100), ("2018-08-12", 200), ("2018-08-19", 300)]
    put(
        root / "google/2018-09-01" / weeks,
        table(week, [("AR2", "Made-up Two", "", day, n) for day, n in rows]),
    )
    rows = [("2018-08-05", 100), ("2018-08-12", 400), ("2018-09-02", 600)]
    put(
        root / "google/2019-06-01" / weeks,
        table((*week, "Spend_EUR"), [("AR2", "Made-up Two", "", day, n, n) for day, n in rows]),
    )


def write_meta(root: Path) -> None:
    """A report of one day, and of the next: another page."""
    head = ("Page ID", "Page name", "Disclaimer", "Amount spent (EUR)", "Number of ads in Library")
    for day, page in (("2023-03-03", "Made-up Page"), ("2023-03-04", "Another Made-up Page")):
        name = f"FacebookAdLibraryReport_{day}_NL_yesterday_advertisers.csv"
        put(root / "meta-report" / name, table(head, [("999001", page, page, "200", "1")]))


@pytest.fixture(scope="session")
def written_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """All of them, ingested."""
    folder = tmp_path_factory.mktemp("history")
    for write in (write_snapchat, write_disjoint, write_google, write_meta):
        write(folder / "archives")
    return read_in(folder / "archives", folder / "store").store


@pytest.fixture(scope="session")
def history(written_store: Store) -> History:
    """What the copies changed."""
    return read_history(written_store)
