"""Until which day the data reach: the copies of each platform end with a day of their own.

One day for all of them, the newest of any, would say more than is known of most.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from generator.pages.base import SourceLine
from generator.pages.words import as_date, iso_known, taken_on
from generator.text.language import _, spoken

if TYPE_CHECKING:
    from generator.pages.data import SiteData

SHORT = 56
"""Signs that fit where there is little room."""
Day = tuple[date, str]
"""A day, and how much of it is known."""


class DataDays:
    """By platform, the day of its newest copy; the snapshots are read once.

    ``names`` are ids of snapshots or names of archives; without any the whole site is meant.
    """

    def __init__(self, data: "SiteData") -> None:
        self._as_of = data.as_of
        self._rows = [
            (
                frozenset((str(row["snapshot_id"]), str(row["archive"]))),
                data.platform_name(str(row["platform"])),
                (as_date(row["taken_on_date"]), str(row["taken_on_precision"])),
            )
            for row in data.facts.snapshots.to_dict("records")
            if not data.facts.is_register(str(row["archive"]))
        ]
        self._known: dict[tuple[frozenset[str], str], dict[str, str]] = {}

    def words(self, names: Iterable[str], as_of: str = "") -> str:
        """``15 Apr 2025 (Google), 1 Jun 2023 (Meta, X)``; where all reach to one day, that day, or
        ``as_of``, the day that a page says itself."""
        found = self._words(frozenset(names))
        days = list(dict.fromkeys(found.values()))
        if len(days) < 2:
            return as_of or next(iter(days), self._as_of)
        return ", ".join(
            f"{day} ({', '.join(name for name, own in found.items() if own == day)})"
            for day in days
        )

    def short(self, names: Iterable[str], as_of: str = "") -> str:
        """The same where there is little room: the first and the last of many days."""
        names = frozenset(names)
        whole = self.words(names, as_of)
        if len(whole) <= SHORT:
            return whole
        days = list(self._words(names).values())
        return _("{first} – {last}, by platform", first=days[-1], last=days[0])

    def iso(self, names: Iterable[str]) -> dict[str, str]:
        """By platform: as much of the ISO date as is known."""
        found = self._days(frozenset(names))
        return {name: iso_known(day, precision) for name, (day, precision) in sorted(found.items())}

    def is_one_day(self, names: Iterable[str]) -> bool:
        """Whether all platforms reach to the same day."""
        return len(set(self._days(frozenset(names)).values())) < 2

    def _words(self, names: frozenset[str]) -> dict[str, str]:
        """By platform, the newest first: the day in words."""
        key = names, spoken().code
        if key not in self._known:
            found = sorted(self._days(names).items())
            found.sort(key=lambda item: item[1][0], reverse=True)
            self._known[key] = {name: taken_on(*day) for name, day in found}
        return self._known[key]

    def _days(self, names: frozenset[str]) -> dict[str, Day]:
        found: dict[str, Day] = {}
        for own, name, day in self._rows:
            if not names or own & names:
                found[name] = max(found.get(name, day), day, key=lambda one: one[0])
        return found


def named(lines: Iterable[SourceLine]) -> frozenset[str]:
    """What the sources of a page name."""
    return frozenset(line.snapshot_id for line in lines)
