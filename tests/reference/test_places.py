"""Places and currencies by the spellings and codes that archives use."""

from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.reference.places import Currencies, Places, order_of
from generator.text.language import Language, speaking
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
        ("UK", "GB"),
        ("USA", "US"),
        ("XK", "XK"),
        ("kosovo", "XK"),
        ("slovakia (slovak republic)", "SK"),
        ("Côte d’Ivoire", "CI"),
        ("korea, republic of", "KR"),
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
        ("BR", "São Paulo (state)", "BR-SP"),
        ("BR", "sao paulo", "BR-SP"),
        ("IN", "Punjab region", "IN-PB"),
        ("CH", "Canton of Geneva", "CH-GE"),
        ("BE", "Luxembourg Province", "BE-WLX"),
        ("IE", "County Dublin", "IE-D"),
        ("RO", "Cluj County", "RO-CJ"),
        ("AR", "Entre Rios", "AR-E"),
        ("TH", "Bangkok", "TH-10"),
        ("US", "Washington County", None),
        ("US", "New York City", None),
        ("US", "Washington (state)", "US-WA"),
        ("NL", "Utrecht municipality", None),
        ("XK", "Pristina", None),
        ("US", "()", None),
        ("US", "State", None),
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
    assert all(code in CURRENCIES for code in ("USD", "HRK", "BGN", "CHF", "KES", "DEM"))
    assert not any(code in CURRENCIES for code in ("usd", "", "X", "XXX", "ZZZ"))
    assert CURRENCIES.name("KES") == "Kenyan Shilling"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[regions.TH]\n"Bangkok" = "Krung Thep"', "[regions.TH] 'Bangkok' leads to 'Krung Thep'"),
        ('[regions.TH]\n"Bangkok" = "DE-BY"', "a region of TH, such as TH-10"),
        ('[regions.QQ]\n"Nowhere" = "QQ-1"', "'QQ' is no code of a country"),
        ('[countries]\n"atlantis" = "Atlantis"', "[countries] 'atlantis'"),
        ('[countries]\n"atlantis" = 3', "leads to 3"),
        ('[codes]\n"AB" = "AB-C"', "[codes] 'AB'"),
        ('[territories]\n"PR" = "Puerto Rico"', "[territories] 'PR'"),
        ('[user_assigned]\n"XK" = ""', "[user_assigned] 'XK'"),
        ('[region.TH]\n"Bangkok" = "TH-10"', "[region] is no table that is known"),
        ("countries = 1", "[countries] holds 1"),
    ],
)
def test_code_of_no_place_is_told_where_it_is_read(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "places.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        Places.load(tmp_path)
    assert "places.toml" in str(error.value) and told in str(error.value)


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
