"""Places and currencies by their ISO codes, with the spellings that archives use.

Countries and subdivisions are ISO 3166-1 and 3166-2 (pycountry); spellings that ISO does not
list are in ``data/reference/places.toml``, currencies in ``data/reference/currencies.toml``.
In other languages than English the names of countries and currencies are those of Unicode's CLDR
(Babel), the names of US states those of the ISO lists' translations; regions of other countries
keep the names that ISO lists.
"""

import gettext
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale, UnknownLocaleError
from babel.numbers import list_currencies

from generator.errors import ConfigError
from generator.reference.place_checks import require_codes
from generator.reference.place_names import Names, spellings
from generator.text.folding import bare_letters
from generator.text.language import ENGLISH, spoken

US_TERRITORIES = frozenset({"US-PR", "US-GU", "US-VI", "US-AS", "US-MP"})
EURO_COUNTRIES = frozenset(
    [
        "AT",
        "BE",
        "CY",
        "DE",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PT",
        "SI",
        "SK",
    ]
)
EU_COUNTRIES = EURO_COUNTRIES | frozenset(["BG", "CZ", "DK", "HU", "PL", "RO", "SE"])
_SHORT_COUNTRY_NAMES = {
    "TW": "Taiwan",
    "RU": "Russia",
    "KR": "South Korea",
    "IR": "Iran",
    "VN": "Vietnam",
    "BO": "Bolivia",
    "VE": "Venezuela",
    "TZ": "Tanzania",
    "MD": "Moldova",
    "CZ": "Czechia",
    "TR": "Türkiye",
}
_ISO_CURRENCIES = list_currencies() | {item.alpha_3 for item in pycountry.currencies}
"""Babel has the codes of the past too, such as HRK."""
_SUBDIVISIONS: Any = pycountry.subdivisions
"""Its ``get`` has no types."""
_NO_CURRENCIES = frozenset({"XXX", "XTS"})
"""ISO's codes for "no currency" and for tests."""


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: not found. It is part of the project: restore it.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error


@cache
def _locale(code: str) -> Locale | None:
    """What CLDR has of a language; None for English, whose names are those of the ISO lists, and
    for a language that it does not have."""
    try:
        return None if code == ENGLISH.code else Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _subdivisions(code: str) -> gettext.NullTranslations:
    """The names of subdivisions in a language; as they are where ISO's list has none."""
    languages = [code.replace("-", "_")]
    return gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages, fallback=True)


def order_of(name: str) -> str:
    """What names are sorted by: themselves in English, elsewhere without accents and capitals."""
    if spoken().code == ENGLISH.code:
        return name
    return bare_letters(name)


@dataclass(frozen=True)
class Places:
    """Names and codes of countries and their subdivisions.

    ``country_aliases`` maps a lower-case spelling to an ISO 3166-1 alpha-2 code,
    ``region_aliases`` a country code to lower-case spellings and ISO 3166-2 codes,
    ``code_aliases`` a code that archives still use to today's, ``territories`` the alpha-2 code
    of a territory to its code as a subdivision. ``other_names`` are those of codes that no ISO
    list has: of places that no longer exist, of groups of countries, and of the ``user_assigned``
    countries, such as Kosovo.
    """

    country_aliases: Mapping[str, str] = field(default_factory=dict)
    region_aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    code_aliases: Mapping[str, str] = field(default_factory=dict)
    territories: Mapping[str, str] = field(default_factory=dict)
    other_names: Mapping[str, str] = field(default_factory=dict)
    user_assigned: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, reference_dir: Path) -> "Places":
        """Read ``places.toml``. Raises ConfigError if it is missing or malformed, or if it leads a
        name to something that is no code of a place."""
        path = reference_dir / "places.toml"
        data = _read_toml(path)
        require_codes(path, data)
        user_assigned = dict(data.get("user_assigned", {}))
        return cls(
            country_aliases=dict(data.get("countries", {})),
            region_aliases={
                country: {
                    **data.get("english", {}).get(country, {}),
                    **data.get("regions", {}).get(country, {}),
                }
                for country in sorted({*data.get("english", {}), *data.get("regions", {})})
            },
            code_aliases=dict(data.get("codes", {})),
            territories=dict(data.get("territories", {})),
            other_names={**data.get("retired", {}), **data.get("groups", {}), **user_assigned},
            user_assigned=user_assigned,
        )

    def country_code(self, text: str) -> str | None:
        """The code of a country given by its name or code, or None if unknown.

        It is the alpha-2 code, but for the territories of the United States that of the
        subdivision, such as US-PR.
        """
        cleaned = text.strip()
        code = self.code_aliases.get(cleaned.upper(), cleaned.upper())
        if not self._is_country(code):
            found = (self._country_names.find(spelling) for spelling in spellings(cleaned))
            named = next(filter(None, found), None)
            if named is None:
                return None
            code = named
        return self.territories.get(code, code)

    def _is_country(self, code: str) -> bool:
        is_iso = len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None
        return is_iso or code in self.user_assigned

    def region_code(self, country: str, text: str) -> str | None:
        """The ISO 3166-2 code of a region of ``country`` given by name or code, or None.

        Accents, case, signs and words such as "(state)" or "County" make no difference. The code may be one that ISO has withdrawn, if places.toml still names it.
        """
        cleaned = text.strip()
        code = self.code_aliases.get(cleaned.upper(), cleaned.upper())
        if code in self._region_codes.get(country, frozenset()):
            return code
        if code.startswith(f"{country}-") and code in self.other_names:
            return code
        names = self._region_names.get(country)
        return names.find(cleaned) if names else None

    def regions_named(self, text: str) -> dict[str, str]:
        """By country: the code of its region that has this name or code. Several have a Victoria."""
        countries = sorted(self._region_names)
        found = {country: self.region_code(country, text) for country in countries}
        return {country: code for country, code in found.items() if code}

    def name(self, code: str) -> str:
        """The name of a country or subdivision code in the language being written; the code itself
        if it is unknown."""
        return self._foreign_name(code) or self._english_name(code)

    def _foreign_name(self, code: str) -> str:
        """An empty text if English is being written, or if there is no name in the language."""
        language = spoken().code
        locale = _locale(language)
        if locale is None:
            return ""
        country = self._territory_codes.get(code, code)
        if country.startswith("US-"):
            subdivision = _SUBDIVISIONS.get(code=country)
            return _subdivisions(language).gettext(subdivision.name) if subdivision else ""
        return str(locale.territories.get(country, ""))

    @cached_property
    def _territory_codes(self) -> dict[str, str]:
        """By code of a subdivision: that of the territory as a country of its own."""
        return {own: country for country, own in self.territories.items()}

    def _english_name(self, code: str) -> str:
        if code in self.other_names:
            return self.other_names[code]
        if "-" not in code:
            country: Any = pycountry.countries.get(alpha_2=code)
            if country is None:
                return code
            common: str = getattr(country, "common_name", country.name)
            return _SHORT_COUNTRY_NAMES.get(code) or common
        subdivision = _SUBDIVISIONS.get(code=code)
        if subdivision is None:
            return code
        name: str = subdivision.name.split(" [")[0]
        return {"US-VI": "US Virgin Islands"}.get(code, name)

    @cached_property
    def us_states(self) -> tuple[str, ...]:
        """The codes of the states, the District of Columbia and the territories, sorted."""
        return tuple(
            sorted(
                item.code for item in _SUBDIVISIONS.get(country_code="US") if item.code != "US-UM"
            )
        )

    @cached_property
    def _country_names(self) -> Names:
        """First our own spellings, then the names of ISO, then those of CLDR."""
        entries = [(name, code, "") for name, code in self.country_aliases.items()]
        entries += [(name, code, "") for code, name in self.user_assigned.items()]
        entries += [(name, code, "") for code, name in _SHORT_COUNTRY_NAMES.items()]
        for attribute in ("name", "common_name", "official_name"):
            entries += [
                (value, country.alpha_2, "")
                for country in pycountry.countries
                if (value := getattr(country, attribute, None))
            ]
        for code, name in sorted(Locale("en").territories.items()):
            if self._is_country(code):
                entries.append((str(name), code, ""))
        return Names(entries)

    @cached_property
    def _region_names(self) -> dict[str, Names]:
        """By country: first our own spellings, then the names of ISO."""
        items = sorted(pycountry.subdivisions, key=lambda item: item.code)
        kinds = {item.code: item.type for item in items}
        entries = {
            country: [(name, code, kinds.get(code, "")) for name, code in names.items()]
            for country, names in self.region_aliases.items()
        }
        for item in items:
            found = entries.setdefault(item.country_code, [])
            found += [
                (name, item.code, item.type) for name in (item.name, item.name.split(" [")[0])
            ]
        return {country: Names(found) for country, found in entries.items()}

    @cached_property
    def _region_codes(self) -> dict[str, frozenset[str]]:
        codes: dict[str, set[str]] = {}
        for item in pycountry.subdivisions:
            codes.setdefault(item.country_code, set()).add(item.code)
        return {country: frozenset(found) for country, found in codes.items()}


@dataclass(frozen=True)
class Currencies:
    """The currencies that archives use, and which one a country's advertisers are billed in.

    ``google_steps`` are the steps to which Google was seen to round.
    """

    names: Mapping[str, str]
    by_country: Mapping[str, str]
    google_steps: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, reference_dir: Path) -> "Currencies":
        """Read ``currencies.toml``. Raises ConfigError if it is missing or malformed."""
        path = reference_dir / "currencies.toml"
        data = _read_toml(path)
        table = data.get("currency", data.get("currencies", {}))
        if not table:
            raise ConfigError(f"{path}: no [currency] tables. Each currency needs a name.")
        return cls(
            names={code: entry["name"] for code, entry in table.items()},
            by_country=dict(data.get("country_currency", {})),
            google_steps={
                code: entry["google_step"]
                for code, entry in table.items()
                if "google_step" in entry
            },
        )

    def __contains__(self, code: str) -> bool:
        """True of every code of ISO 4217, in use or not any more, and of those in the list."""
        return code in self.names or (code in _ISO_CURRENCIES and code not in _NO_CURRENCIES)

    def name(self, code: str) -> str:
        """The name of a currency in the language being written; the code itself if unknown."""
        locale = _locale(spoken().code)
        foreign = "" if locale is None else locale.currencies.get(code, "")
        english = self.names.get(code) or Locale("en").currencies.get(code, code)
        return str(foreign) or str(english)

    def areas(self, countries: Iterable[str], available: Iterable[str]) -> list[str]:
        """The currencies that together cover an advertiser active in these countries, each
        once: a country's own; euro for several members of the European Union, whose national
        columns are parts of it. The first one stands for the most countries.
        """
        codes = sorted(set(countries))
        columns = set(available)
        members = [code for code in codes if code in EU_COUNTRIES or code == "EU"]
        weights: dict[str, int] = {}
        for code in codes:
            own = self.by_country.get(code.partition("-")[0])
            if (code in members and len(members) > 1) or code == "EU" or own not in columns:
                own = "EUR" if code in members else own
            if own in columns:
                weights[own] = weights.get(own, 0) + 1
        return sorted(weights, key=lambda currency: (-weights[currency], currency))
