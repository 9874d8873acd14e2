"""The linking's input, read from tables of the store."""

import functools
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from generator.schema import TABLES
from generator.sponsors.linking import link
from generator.sponsors.reading import read_tables, registrable_domain
from generator.store.tables import Engine, conform
from tests.sponsors.made_up import NAMES, groups

PAYER = "snapchat/t1"
ROWS: dict[str, list[dict[str, object]]] = {
    "payers": [
        {
            "payer_id": PAYER, "platform": "snapchat", "payer_name": "Demo Kites",
            "identity_basis": "payer_name", "name_count": 1,
            "first_seen_date": date(2020, 1, 1), "last_seen_date": date(2020, 1, 1),
        }
    ],
    "payer_names": [
        {"payer_id": PAYER, "role": role, "name": name, "advertiser_id": "", "row_count": 1,
         "first_seen_date": date(2020, 1, 1), "last_seen_date": date(2020, 1, 1)}
        for role, name in (("payer", "Demo Kites"), ("advertiser", "Demo Agency"))
    ],
    "ads": [
        {"ad_id": f"a{line}", "payer_id": PAYER, "file_id": "f", "line": line,
         "committee_text": "N/A; C99000001", "country_codes": "US CA",
         "landing_url": "https://www.demo-kites.co.uk/x?y={{z}}",
         "first_shown_date": date(2020, 1, line), "last_shown_date": date(2020, 2, line),
         "platform": "google" if line == 7 else "snapchat"}
        for line in (9, 4, 7)
    ],
    "ad_places": [
        {"file_id": "f", "line": 4, "place_code": "US-TX", "basis": "targeted"},
        {"file_id": "f", "line": 4, "place_code": "US-OH", "basis": "targeted_part"},
        {"file_id": "f", "line": 7, "place_code": "US-NV", "basis": "targeted"},
    ],
    "id_mappings": [
        {"platform": "google", "noun": noun, "old_id": "1", "new_id": "2", "file_id": "m", "line": 3}
        for noun in ("advertiser", "creative")
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> object:
    """The rows above as tables of the store; what is not given is empty or a blank."""
    engine = Engine()

    def made(name: str) -> ir.Table:
        schema = ibis.schema({field.name: field.type for field in TABLES[name].fields})
        blank = {"string": "", "boolean": False, "int64": 0}
        rows = [
            {f.name: blank.get(f.type) for f in TABLES[name].fields if not f.nullable} | row
            for row in ROWS.get(name, [])
        ]
        arrow = pa.Table.from_pylist(rows, schema=schema.to_pyarrow())
        return engine.keep(name, conform(ibis.memtable(arrow), TABLES[name]))

    return read_tables(functools.cache(made))


def test_names_are_those_of_payers_only(tables: object) -> None:
    assert tables.names.values.tolist() == [[PAYER, "Demo Kites"]]


def test_registration_comes_with_its_first_row(tables: object) -> None:
    assert tables.registrations.values.tolist() == [[PAYER, "N/A; C99000001", "f", 4]]


def test_places_are_countries_and_regions_once_each(tables: object) -> None:
    """Without what is finer than a region, and without the states of single ads of Google's."""
    assert tables.places["place_code"].tolist() == ["CA", "US", "US-TX"]


def test_site_is_the_registrable_domain(tables: object) -> None:
    assert tables.sites.values.tolist() == [[PAYER, "demo-kites.co.uk"]]


def test_weeks_are_first_and_last_day(tables: object) -> None:
    ((payer, first, last),) = tables.weeks.values.tolist()
    assert (payer, str(first)[:10], str(last)[:10]) == (PAYER, "2020-01-04", "2020-02-09")


def test_only_mappings_of_advertisers_are_read(tables: object) -> None:
    assert tables.mappings.values.tolist() == [["google/1", "google/2", "m", 3]]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://act.demo.example.com/a", "example.com"),
        ("http://demo.co.uk", "demo.co.uk"),
        ("https://demo-shop.myshopify.com/x", "demo-shop.myshopify.com"),
        ("https://192.0.2.1/x", None),
        ("not an address", None),
        ("{{lens}}", None),
    ],
)
def test_registrable_domain_of_an_address(url: str, site: str | None) -> None:
    assert registrable_domain(url) == site


def test_tables_without_rows_are_not_asked() -> None:
    """As when a store is written that has only some of the tables."""
    payers = ibis.memtable(
        pa.table(
            {
                "payer_id": [PAYER],
                "platform": ["snapchat"],
                "identity_basis": ["payer_name"],
                "first_seen_date": [date(2020, 1, 1)],
            }
        )
    )
    read = read_tables({"payers": payers}.__getitem__, {"payers"})
    assert read.payers["payer_id"].tolist() == [PAYER]
    others = ("names", "registrations", "places", "sites", "weeks", "mappings", "committees")
    assert all(getattr(read, name).empty for name in others)
    assert {"payer_id", "first_date", "last_date"} == set(read.weeks.columns)
    assert groups(link(read, NAMES, Engine())) == set()
