"""The places that Google's ads were aimed at, out of one long cell.

Names stand one after the other with ``, `` between them: countries; states; metropolitan areas with
their state behind them (``Houston, Texas``; ``Boston, Massachusetts-Manchester, New Hampshire``);
then counties, cities, congressional districts and post codes, of which the last of several is given
whole, without spaces (``Suffolk County, Nassau County,New York,United States``). Of a name that
stands alone the cell does not say where it is, and behind the first such name that of a state may
be a city's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.adapters.aimed import Aim
from generator.adapters.source import References

NOT_TARGETED = "Not targeted"
_ALSO_CITIES = frozenset({"New York", "Washington"})
"""States whose name a city or many counties have: among finer places it says little."""
_CAPITAL = re.compile(r"(DC|D\.C\.|District of Columbia)\b")
_BETWEEN = re.compile(r", (?![^()]*\))")
"""A comma in brackets parts nothing: ``Washington, DC (Hagerstown, Maryland)``."""


@dataclass(frozen=True)
class GoogleAims:
    """Reads the cells. Names are looked up once."""

    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        """What a cell names, for an ad that is listed in the countries ``home``."""
        if text == NOT_TARGETED:
            return Aim()
        names = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
        return _Reading(self, names, list(home)).aim()

    def country(self, name: str) -> str | None:
        """The code of a country, of a text in full only: two letters may be a state's."""
        return self._looked_up("", name)

    def region(self, countries: Sequence[str], name: str) -> str | None:
        """The code of the one region of these countries that has the name."""
        found = {self._looked_up(country, name) for country in countries} - {None}
        return found.pop() if len(found) == 1 else None

    def _looked_up(self, country: str, name: str) -> str | None:
        key = (country, name)
        if key not in self._known:
            places = self.references.places
            if len(name) <= 2:
                self._known[key] = None
            elif country:
                self._known[key] = places.region_code(country, name)
            else:
                self._known[key] = places.country_code(name)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, str], str | None]:
        return {}


class _Reading:
    """The names of one cell, read from the first to the last."""

    def __init__(self, aims: GoogleAims, names: list[str], home: list[str]) -> None:
        self._aims, self._names, self._home = aims, names, home
        self._found = Aim()
        self._are_areas = True
        self._open = ""

    def aim(self) -> Aim:
        """Read all names."""
        self._has_states = any(
            self._state(name) and not self._aims.country(name) for name in self._names
        )
        at = 0
        while at < len(self._names):
            at += self._read(at)
        self._close()
        return self._found

    def _read(self, at: int) -> int:
        """Read the name, or the two, that stand there; returns how many."""
        name, behind = self._names[at], self._names[at + 1] if at + 1 < len(self._names) else ""
        if "," in name:
            self._close()
            self._read_whole(name)
            self._are_areas = False
            return 1
        if name == "Washington" and _CAPITAL.match(behind):
            return self._part("US-DC", 2)
        state = self._state(name)
        if self._open and self._are_areas and (state or self._state_before(name)):
            return self._read_state_behind(name, state)
        if self._are_areas and state and behind == name:
            return self._part(state, 2)
        if self._are_areas and (code := self._coarse(name, state, behind)):
            self._found.add(code, is_whole=not (name in _ALSO_CITIES and self._is_finer(behind)))
            return 1
        self._close()
        self._open = name
        return 1

    def _coarse(self, name: str, state: str | None, behind: str) -> str | None:
        country = self._aims.country(name)
        if state and country and country not in self._home:
            is_alone = len(self._names) == 1
            return state if is_alone or self._has_states else country
        if country in self._home:
            return country
        if name == "Washington" and self._is_finer(behind):
            return None
        return state or country

    def _is_finer(self, name: str) -> bool:
        return bool(name) and not (self._state(name) or self._aims.country(name))

    def _read_whole(self, name: str) -> None:
        """``Suffolk County,New York,United States``."""
        *parts, last = [part.strip() for part in name.split(",")]
        country = self._aims.country(last)
        if country is None:
            self._found.unknown.append(name)
            return
        region = self._aims.region([country], parts[-1])
        self._found.add(region or country, is_whole=bool(region) and len(parts) == 1)

    def _read_state_behind(self, name: str, state: str | None) -> int:
        """The state of the area before: alone, or at the head of the next area's name."""
        rest = "" if state else name.partition("-")[2]
        code = state or self._state_before(name)
        self._open = ""
        self._found.add(str(code), is_whole=False)
        if after := self._state(rest):
            self._found.add(after, is_whole=False)
        elif rest:
            self._open = rest
        return 1

    def _state_before(self, name: str) -> str | None:
        head, dash, _rest = name.partition("-")
        return self._state(head) if dash else None

    def _state(self, name: str) -> str | None:
        return self._aims.region(self._home, name)

    def _part(self, code: str, count: int) -> int:
        self._close()
        self._found.add(code, is_whole=False)
        return count

    def _close(self) -> None:
        """A name before which no state stood behind."""
        if self._open:
            self._found.unknown.append(self._open)
            self._are_areas = False
        self._open = ""
