"""Which name a payer and a sponsor bear: that of most of its money and rows, not the newest."""

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from generator.sponsors.bearing import names_of_payers, names_of_sponsors
from tests.adapters.reading import put, read_in, rows

META = "FacebookAdLibraryReport_{}_US_last_30_days_advertisers.csv"
META_HEADER = "Page ID,Page name,Disclaimer,Amount spent (USD),Number of ads in Library\n"
STATS = "google-political-ads-advertiser-stats.csv"
STATS_HEADER = "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD,Spend_EUR\n"
SCHEMA = pa.schema(
    [
        ("payer_id", pa.string()),
        ("identity_basis", pa.string()),
        ("advertiser_id", pa.string()),
        ("advertiser_name", pa.string()),
        ("payer_name", pa.string()),
        ("taken_on_date", pa.date32()),
        ("currency", pa.string()),
        ("row_count", pa.int64()),
        ("amount", pa.decimal128(38, 2)),
    ]
)
OLD, NEW = date(2024, 1, 1), date(2024, 6, 1)
Seen = tuple[str, date, int, str | None, float | None]


def sightings(seen: Sequence[Seen], **more: object) -> ir.Table:
    """Rows of one payer: name, day, rows, currency and amount."""
    listed = [
        {
            "payer_id": "meta/t1", "identity_basis": "disclaimer_text", "advertiser_id": "1",
            "advertiser_name": "Demo Page", "payer_name": name, "taken_on_date": day,
            "currency": currency, "row_count": count,
            "amount": None if amount is None else Decimal(str(amount)), **more,
        }
        for name, day, count, currency, amount in seen
    ]  # fmt: skip
    return ibis.memtable(pa.Table.from_pylist(listed, schema=SCHEMA))


def borne(*seen: Seen, **more: object) -> str:
    """The name that the payer bears, whatever the order of its rows."""
    found = set()
    for seed in range(3):
        mixed = list(seen)
        random.Random(seed).shuffle(mixed)
        found.add(
            names_of_payers(sightings(mixed, **more)).to_pyarrow().to_pylist()[0]["payer_name"]
        )
    (name,) = found
    return name


def test_one_odd_row_of_the_newest_copy_decides_nothing() -> None:
    odd = ("demo orrin", NEW, 1, "USD", 150)
    assert borne(("Demo Orrin", OLD, 2, "USD", 940_000), odd) == "Demo Orrin"
    assert borne(("Demo Orrin", OLD, 2, None, None), odd) == "Demo Orrin"


def test_much_money_in_few_rows_goes_before_many_small_rows() -> None:
    assert borne(("Demo Large", OLD, 1, "USD", 900_000), ("Demo Small", NEW, 9, "USD", 900)) == "Demo Large"  # fmt: skip


def test_rows_without_amounts_have_a_vote_each() -> None:
    assert borne(("Demo Many", OLD, 5, None, None), ("Demo Few", NEW, 1, "USD", 900_000)) == "Demo Many"  # fmt: skip
    assert borne(("Demo Many", OLD, 5, "USD", 0), ("Demo Few", NEW, 1, "USD", 0)) == "Demo Many"


def test_money_of_different_currencies_is_never_added() -> None:
    # 9 million of a small currency against 1,000 of a large one: nothing says which is more, so
    # that the rows of each currency decide how much its shares count.
    yen = ("Demo Yen", OLD, 1, "JPY", 9_000_000)
    pound = [("Demo Pound", OLD, 3, "GBP", 1_000)]
    assert borne(yen, *pound) == "Demo Pound"
    # Within each currency the larger share wins its votes: 2 of 3 rows are in dollars here.
    dollars = [("Demo A", OLD, 1, "USD", 10), ("Demo B", OLD, 1, "USD", 990)]
    assert borne(*dollars, ("Demo A", NEW, 1, "EUR", 5_000_000)) == "Demo B"


def test_ties_are_decided_by_rows_then_the_last_day_then_the_alphabet() -> None:
    tie = ("Demo One", OLD, 2, "USD", 100), ("Demo Two", NEW, 2, "USD", 100)
    assert borne(*tie) == "Demo Two"
    assert borne(("Demo One", OLD, 2, "USD", 100), ("Demo Two", NEW, 1, "USD", 100)) == "Demo One"
    assert borne(("Demo B", OLD, 1, None, None), ("Demo A", OLD, 1, None, None)) == "Demo A"


def test_shares_that_differ_by_rounding_only_are_a_tie() -> None:
    a = [("Demo A", OLD, 1, code, 0.1) for code in ("AUD", "CAD", "USD")]
    b = [("Demo B", OLD, 1, code, 0.1) for code in ("AUD", "CAD", "USD")]
    assert borne(*a, *b) == "Demo A"


def test_a_name_goes_before_a_bare_id_whatever_its_rows() -> None:
    seen = [(None, NEW, 9, "USD", 9_000), ("Demo Name", OLD, 1, "USD", 1)]
    assert borne(*seen, advertiser_name=None) == "Demo Name"
    assert borne(*seen) == "Demo Name"
    assert borne((None, NEW, 9, "USD", 9_000), identity_basis="page") == "Demo Page"


def test_sponsor_bears_the_name_of_most_money_over_all_its_payers() -> None:
    one = sightings([("Demo Loud", OLD, 2, "USD", 600)])
    two = sightings([("Demo Plain", OLD, 1, "USD", 500)], payer_id="google/AR1")
    three = sightings([("Demo Plain", OLD, 1, "USD", 400)], payer_id="snapchat/t3")
    page = sightings(
        [(None, NEW, 99, "USD", 99_000)], payer_id="meta/page-1", identity_basis="page"
    )
    ids = ["meta/t1", "google/AR1", "snapchat/t3", "meta/page-1"]
    sponsor_of = ibis.memtable(pa.table({"payer_id": ids, "sponsor_id": ["google/AR1"] * 4}))
    seen = ibis.union(one, two, three, page)
    found = names_of_sponsors(seen, sponsor_of).to_pyarrow().to_pylist()
    assert found == [{"sponsor_id": "google/AR1", "sponsor_name": "Demo Plain"}]


@pytest.fixture(scope="module")
def store_rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    root = tmp_path_factory.mktemp("bearing")
    put(
        root / "archives" / META.format("2024-05-20"),
        f'{META_HEADER}1,Orrin,"Demo Orrin Society",900000,840\n2,Ada,"Demo Orrin Society",40000,80\n'
        '8,"Village Life","These ads ran without a disclaimer",500,9\n',
    )
    put(
        root / "archives" / META.format("2024-07-25"),
        f'{META_HEADER}3,Village,"demo orrin society",150,1\n'
        '8,"village life","These ads ran without a disclaimer",≤100,1\n',
    )
    for day, name, dollars, euros in (
        ("2024-01-05", "Demo Kite Fund", 70_000, 5),
        ("2024-03-05", "DEMO KITE FUND!", 200, 90_000_000),
    ):
        put(root / "archives" / day / STATS, f"{STATS_HEADER}AR1,{name},,US,,3,{dollars},{euros}\n")
    store = read_in(root / "archives", root / "store").store
    return {name: rows(store, name) for name in ("payers", "sponsors")}


def test_names_of_an_ingest_are_those_of_most_money(store_rows: dict[str, list[dict[str, str]]]) -> None:  # fmt: skip
    names = sorted(row["sponsor_name"] for row in store_rows["sponsors"])
    assert names == ["Demo Kite Fund", "Demo Orrin Society", "Village Life"]


def test_payer_bears_one_of_its_own_names(store_rows: dict[str, list[dict[str, str]]]) -> None:
    named = {row["payer_id"]: row["payer_name"] for row in store_rows["payers"]}
    # Euros of the second column are the same money in another currency, and have no second vote.
    assert named["google/AR1"] == "Demo Kite Fund"
    assert named["meta/page-8"] == "Village Life"
    assert sorted(named.values()).count("demo orrin society") == 1
