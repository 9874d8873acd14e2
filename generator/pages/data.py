"""What is said about the facts in the language being spoken."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from generator.pages.addresses import place_path
from generator.pages.base import SourceLine
from generator.pages.data_days import DataDays
from generator.pages.facts import Facts
from generator.pages.reach import Reach
from generator.pages.words import Wording, as_date, day, taken_on
from generator.text.language import _, mark, ngettext

WINDOW_WORDS = {
    "yesterday": mark("one day on {day}"),
    "last_7_days": mark("7 days to {day}"),
    "last_30_days": mark("30 days to {day}"),
    "last_90_days": mark("90 days to {day}"),
    "lifelong": mark("since the archive began to {day}"),
}


class SiteData:
    """Facts, and their words in one language."""

    def __init__(self, facts: Facts, has_page: Callable[[str], bool] | None = None) -> None:
        """``has_page`` says whether the site has a page with an address; without it none has."""
        self.facts = facts
        self.words = Wording()
        self._has_page = has_page or (lambda path: False)

    @cached_property
    def covered_names(self) -> tuple[str, ...]:
        """The names of the places that the site is about; none if it covers all."""
        return tuple(self.facts.places.name(code) for code in self.facts.config.places)

    def platform_name(self, platform: str) -> str:
        """The short name of a platform, from its record."""
        return self.facts.platforms.name(platform)

    def place_link(self, code: str) -> str:
        """The page of a place, or an empty text if it has none."""
        path = place_path(code)
        return path if self._has_page(path) else ""

    @cached_property
    def as_of(self) -> str:
        """The date of the newest snapshot, in words."""
        newest = self.facts.snapshots.iloc[0]
        return taken_on(newest["taken_on_date"], newest["taken_on_precision"])

    @cached_property
    def archive_sources(self) -> tuple[SourceLine, ...]:
        """One line for each archive read: the sources of pages about everything."""
        found = []
        for archive, rows in self.facts.snapshots.groupby("archive", sort=True):
            newest = rows.iloc[0]
            found.append(
                SourceLine(
                    archive,
                    newest["snapshot_id"],
                    taken_on(newest["taken_on_date"], newest["taken_on_precision"]),
                    ngettext(
                        "the newest of {count} snapshot",
                        "the newest of {count} snapshots",
                        len(rows),
                    ),
                    self.facts.platforms.names.get(newest["platform"], ""),
                )
            )
        return tuple(found)

    def snapshot_day(self, snapshot_id: str) -> str:
        """The date of a snapshot in words."""
        return self._snapshot_days[snapshot_id]

    @cached_property
    def reach(self) -> Reach:
        """Which days the copies of each archive cover."""
        return Reach(self)

    @cached_property
    def days(self) -> DataDays:
        """Until which day the data of each platform reach."""
        return DataDays(self)

    def seen_words(self, first: object, last: object) -> str:
        """``Jun 2019 – 5 Jan 2020``: the oldest and the newest snapshot with something."""
        words = [
            taken_on(value, "month" if as_date(value) in self.facts.month_dates else "day")
            for value in (first, last)
        ]
        return words[0] if words[0] == words[1] else " – ".join(words)

    @cached_property
    def _snapshot_days(self) -> dict[str, str]:
        return {
            row["snapshot_id"]: taken_on(row["taken_on_date"], row["taken_on_precision"])
            for row in self.facts.snapshots.to_dict("records")
        }

    def platform_names(self, sponsor_id: str) -> tuple[str, ...]:
        """The names of the platforms on which a sponsor stands."""
        return tuple(map(self.platform_name, self.facts.sponsor_platforms[sponsor_id]))

    def window_words(self, window_name: str, last_day: date | None) -> str:
        """``90 days to 10 Jun 2020``."""
        end = day(last_day)
        if window_name in WINDOW_WORDS:
            return _(WINDOW_WORDS[window_name], day=end)
        return _("{window} to {day}", window=window_name, day=end)
