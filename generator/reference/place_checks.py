"""Whether places.toml leads every spelling to the code of a place: asked when it is loaded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pycountry

from generator.errors import ConfigError

_TABLES = (
    "countries", "codes", "retired", "groups", "user_assigned", "territories", "regions", "english",
)  # fmt: skip
_SUBDIVISIONS: Any = pycountry.subdivisions
"""Its ``get`` has no types."""
_OF_REGIONS = ("regions", "english")


def require_codes(path: Path, data: Mapping[str, object]) -> None:
    """Raise ConfigError for each entry that is no text, and for each code of no place.

    ``data`` is the whole of the file; its own tables of places that no ISO list has count.
    """
    problems = [
        f"[{name}] is no table that is known; those are {', '.join(_TABLES)}"
        for name in data
        if name not in _TABLES
    ]
    for name, entry in data.items():
        if not isinstance(entry, Mapping):
            problems.append(f"[{name}] holds {entry!r}, which is no table")
    tables = {name: entry for name, entry in data.items() if isinstance(entry, Mapping)}
    own = {code for name in ("retired", "groups", "user_assigned") for code in tables.get(name, {})}
    for name in ("countries", "codes", "territories"):
        for key, value in tables.get(name, {}).items():
            if not _is_country(value, own) and not _is_region(value, own):
                problems.append(
                    _told(name, key, value, "a country such as DE, or a region such as US-PR")
                )
    for table in _OF_REGIONS:
        problems += _regions(table, tables.get(table, {}), own)
    for name in ("retired", "groups", "user_assigned"):
        problems += [
            f"[{name}] {code!r} holds {value!r}, which is no name"
            for code, value in tables.get(name, {}).items()
            if not isinstance(value, str) or not value.strip()
        ]
    if problems:
        raise ConfigError("\n".join(f"{path}: {problem}." for problem in problems))


def _regions(table: str, entries: Mapping[str, object], own: set[str]) -> list[str]:
    problems = []
    for country, names in entries.items():
        if not _is_country(country, own):
            problems.append(f"[{table}.{country}]: {country!r} is no code of a country such as TH")
        elif not isinstance(names, Mapping):
            problems.append(f"[{table}] {country!r} holds {names!r}, which is no table")
        else:
            wanted = f"a region of {country}, such as {_example(country)}"
            problems += [
                _told(f"{table}.{country}", key, value, wanted)
                for key, value in names.items()
                if not (_is_region(value, own) and str(value).startswith(f"{country}-"))
            ]
    return problems


def _told(table: str, key: str, value: object, wanted: str) -> str:
    return f"[{table}] {key!r} leads to {value!r}, which is no code of {wanted}"


def _example(country: str) -> str:
    found = sorted(item.code for item in _SUBDIVISIONS.get(country_code=country) or ())
    return found[0] if found else f"{country}-1"


def _is_country(code: object, own: set[str]) -> bool:
    return isinstance(code, str) and (
        code in own or (len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None)
    )


def _is_region(code: object, own: set[str]) -> bool:
    return isinstance(code, str) and (code in own or _SUBDIVISIONS.get(code=code) is not None)
