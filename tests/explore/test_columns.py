"""The narrow columns: nothing is missing in them, and the first view is counted from them."""

import math
from datetime import date

import pyarrow as pa

from generator.explore.columns import Codes, Columns, add_amounts, count_months
from generator.explore.rows import NO_DAY, OPEN_DAY


def days(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def rows(*given: dict[str, object]) -> pa.Table:
    blank = {
        "first_day": NO_DAY, "last_day": OPEN_DAY, "platform": "google", "word": "", "who": 0,
        "place_list": "", "spend_currency": "USD", "spend_lo": 0.0, "spend_hi": 0.0,
        "spend_kind": "exact", "sorted_by": None, "is_counted": True,
    }  # fmt: skip
    table = pa.Table.from_pylist([blank | row for row in given])
    for name in ("spend_lo", "spend_hi", "sorted_by"):
        place = table.column_names.index(name)
        table = table.set_column(place, name, table[name].cast(pa.float64()))
    return table


def columns_of(*given: dict[str, object]) -> tuple[Columns, pa.Table]:
    columns = Columns(Codes(), Codes())
    columns.add(rows(*given))
    return columns, columns.table()


def test_bounds_that_are_not_known_cannot_be_mistaken_for_amounts() -> None:
    _, table = columns_of(
        {"spend_lo": 5.25, "spend_hi": 9.0, "spend_kind": "bucket"},
        {"spend_lo": 100.0, "spend_hi": None, "spend_kind": "at_least"},
        {"spend_lo": None, "spend_hi": None, "spend_kind": "unknown"},
    )
    assert table["lo"].to_pylist()[:2] == [5.25, 100.0]
    assert table["hi"].to_pylist()[:2] == [9.0, math.inf]
    assert all(math.isnan(table[name].to_pylist()[2]) for name in ("lo", "hi"))
    assert all(column.null_count == 0 for column in table.columns)


def test_codes_go_on_from_table_to_table() -> None:
    columns = Columns(Codes(), Codes())
    columns.add(rows({"platform": "meta"}, {"platform": "google"}))
    columns.add(rows({"platform": "google"}, {"platform": "x"}))
    assert columns.platforms.texts == ["meta", "google", "x"]
    assert columns.table()["platform"].to_pylist() == [0, 1, 1, 2]


def test_rows_are_counted_by_month_and_platform() -> None:
    _, table = columns_of(
        {"first_day": days("2020-02-29")},
        {"first_day": days("2020-02-01")},
        {"first_day": days("2020-03-01"), "platform": "x"},
        {"first_day": NO_DAY, "platform": "x"},
    )
    # February 2020 is 50 years and 1 month after January 1970.
    assert count_months(table) == [[-1, 1, 1], [601, 0, 2], [602, 1, 1]]


def test_amounts_are_added_by_platform_and_currency_with_bounds_apart() -> None:
    columns, table = columns_of(
        {"spend_lo": 0.1, "spend_hi": 0.2, "spend_kind": "bucket"},
        {"spend_lo": 0.2, "spend_hi": None, "spend_kind": "at_least"},
        {"spend_lo": None, "spend_hi": None, "spend_kind": "unknown"},
        {"spend_lo": 7.0, "spend_hi": 7.0, "is_counted": False},
        {"spend_lo": 3.0, "spend_hi": 3.0, "spend_currency": "GBP"},
        {"spend_lo": 4.0, "spend_hi": 4.0, "spend_currency": None},
    )
    assert columns.currencies.texts == ["USD", "GBP", ""]
    assert add_amounts(table) == [
        [0, 0, 30, 20, 3, 1, 1],
        [0, 1, 300, 300, 1, 0, 0],
        [0, 2, 400, 400, 1, 0, 0],
    ]
