"""Places and currencies by the spellings and codes that archives use."""

from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.language import Language, speaking
from generator.places import Currencies, Places, order_of
from tests.adapters.reading import REFERENCE, put

PLACES = Places.load(REFERENCE)
CURRENCIES = Currencies.load(REFERENCE)
COLUMNS_2025 = [
    "USD",
    "EUR",
    "INR",
    "BGN",
    "CZK",
    "DKK",
    "HUF",
    "PLN",
    "RON",
    "SEK",
    "GBP",
    "NZD",
    "ILS",
    "AUD",
    "TWD",
    "BRL",
    "ARS",
    "ZAR",
    "CLP",
    "MXN",
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "US"),
        (" us ", "US"),
        ("united states", "US"),
        ("United Kingdom", "GB"),
        ("czech republic", "CZ"),
        ("turkey", "TR"),
        ("Türkiye", "TR"),
        ("taiwan", "TW"),
        ("puerto rico", "US-PR"),
        ("PR", "US-PR"),
        ("Guam", "US-GU"),
        ("GU", "US-GU"),
        ("EU", None),
        ("UK", None),
        ("ZZ", None),
        ("atlantis", None),
        ("", None),
    ],
)
def test_country(text: str, code: str | None) -> None:
    assert PLACES.country_code(text) == code


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("US", "Texas", "US-TX"),
        ("US", "US-TX", "US-TX"),
        ("US", "us-tx", "US-TX"),
        ("US", "TX", None),
        ("US", "Washington, District of Columbia", "US-DC"),
        ("US", "Virgin Islands (U.S.)", "US-VI"),
        ("US", "Puerto Rico", "US-PR"),
        ("DE", "Bayern", "DE-BY"),
        ("NL", "Noord - Holland", "NL-NH"),
        ("NL", "Noord-Holland", "NL-NH"),
        ("IN", "IN-CT", "IN-CG"),
        ("IN", "IN-DD", "IN-DD"),
        ("US", "IN-DD", None),
        ("US", "Bayern", None),
        ("US", "Unknown", None),
    ],
)
def test_region(country: str, text: str, code: str | None) -> None:
    assert PLACES.region_code(country, text) == code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "United States"),
        ("US-TX", "Texas"),
        ("US-VI", "US Virgin Islands"),
        ("IN-DD", "Daman and Diu"),
        ("EU", "European Union"),
        ("TW", "Taiwan"),
        ("ZZ", "ZZ"),
        ("US-ZZ", "US-ZZ"),
    ],
)
def test_name_of_a_code(code: str, name: str) -> None:
    assert PLACES.name(code) == name


def test_states_are_fifty_one_and_five_territories() -> None:
    assert len(PLACES.us_states) == 56
    assert {"US-DC", "US-PR", "US-WY"} < set(PLACES.us_states)


@pytest.mark.parametrize(
    ("countries", "currencies"),
    [
        ("US", "USD"),
        ("GB", "GBP"),
        ("FR", "EUR"),
        ("PL", "PLN"),
        ("HR", "EUR"),
        ("EU", "EUR"),
        ("CZ SK", "EUR"),
        ("PL SE", "EUR"),
        ("FR GB", "EUR GBP"),
        ("AT BE GB", "EUR GBP"),
        ("GB US", "GBP USD"),
        ("US-PR", "USD"),
        ("CA", ""),
        ("", ""),
    ],
)
def test_currencies_that_cover_the_countries(countries: str, currencies: str) -> None:
    assert CURRENCIES.areas(countries.split(), COLUMNS_2025) == currencies.split()


def test_own_currency_needs_a_column() -> None:
    assert CURRENCIES.areas(["PL"], ["USD", "EUR"]) == ["EUR"]
    assert CURRENCIES.areas(["GB"], ["USD", "EUR"]) == []
    assert CURRENCIES.areas(["HR"], ["USD", "EUR", "HRK"]) == ["HRK"]


def test_currency_of_iso_is_one_though_no_list_names_it() -> None:
    assert [CURRENCIES.is_currency(code) for code in ("USD", "HRK", "CHF")] == [True] * 3
    assert [CURRENCIES.is_currency(code) for code in ("DEM", "usd", "", "X")] == [False] * 4


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ohio", {"US": "US-OH"}),
        ("limburg", {"BE": "BE-VLI", "NL": "NL-LI"}),
        ("Washington, District of Columbia", {"US": "US-DC"}),
        ("Atlantis", {}),
    ],
)
def test_countries_with_a_region_of_a_name(text: str, codes: dict[str, str]) -> None:
    assert PLACES.regions_named(text) == codes


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("places.toml", None, "not found"),
        ("places.toml", "[countries", "not valid TOML"),
        ("currencies.toml", "[country_currency]", r"no \[currency\] tables"),
    ],
)
def test_broken_reference_file_is_named(
    tmp_path: Path, name: str, content: str | None, what: str
) -> None:
    if content is not None:
        put(tmp_path / name, content)
    load = Places.load if name == "places.toml" else Currencies.load
    with pytest.raises(ConfigError, match=rf"{name}: {what}"):
        load(tmp_path)


# Other languages --------------------------------------------------------------


SPANISH = Language("es", "Español")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "Estados Unidos"),
        ("DE", "Alemania"),
        ("US-NY", "Nueva York"),
        ("US-NC", "Carolina del Norte"),
        ("US-TX", "Texas"),
        ("US-VI", "Islas Vírgenes de EE. UU."),
        ("EU", "Unión Europea"),
        ("DE-BY", "Bayern"),
        ("IN-DD", "Daman and Diu"),
        ("XX", "XX"),
    ],
)
def test_place_has_its_name_in_the_language_being_written(code: str, name: str) -> None:
    english = PLACES.name(code)
    with speaking(SPANISH):
        assert PLACES.name(code) == name
    assert PLACES.name(code) == english


def test_language_that_has_no_names_of_places_has_the_english_ones() -> None:
    with speaking(Language("xx-wrong-code-x", "X")):
        assert PLACES.name("US-NY") == "New York"
        assert CURRENCIES.name("USD") == CURRENCIES.names["USD"]


def test_currency_has_its_name_in_the_language_being_written() -> None:
    with speaking(SPANISH):
        assert CURRENCIES.name("USD") == "dólar estadounidense"
    assert CURRENCIES.name("USD") == CURRENCIES.names["USD"]
    assert CURRENCIES.name("XX?") == "XX?"


def test_names_are_sorted_as_their_language_does() -> None:
    names = ["Zambia", "Áustria", "Benín"]
    assert sorted(names, key=order_of)[-1] == "Áustria"  # English: as they are written
    with speaking(SPANISH):
        assert sorted(names, key=order_of) == ["Áustria", "Benín", "Zambia"]
