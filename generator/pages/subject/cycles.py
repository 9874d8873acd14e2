"""Election cycles: the two years up to a federal election day of the United States.

The election day is the Tuesday after the first Monday of November in even years, by federal law
(2 U.S.C. § 7, 3 U.S.C. § 1). A cycle begins on the day after one and ends on the next. What an
archive dates belongs to the cycle in which its first day lies, so nothing counts in two cycles.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from generator.pages.data import SiteData
from generator.pages.words import as_date
from generator.store.fact import Span
from generator.store.tables import frame

COUNTRY = "US"
_MONDAY = 0


@dataclass(frozen=True)
class Cycle:
    """The cycle that ends with the federal election of an even year."""

    year: int

    @property
    def id(self) -> str:
        """``us-2020``."""
        return f"us-{self.year}"

    @property
    def election_day(self) -> date:
        """The last day of the cycle."""
        return election_day(self.year)

    @property
    def first_day(self) -> date:
        """The day after the election before."""
        return election_day(self.year - 2) + timedelta(days=1)

    @property
    def span(self) -> Span:
        """All days of the cycle."""
        return Span(self.first_day, self.election_day)


def election_day(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7 + 1)


def cycle_of(day: date) -> Cycle:
    """The cycle in which a day lies."""
    year = day.year + day.year % 2
    return Cycle(year + 2 if day > election_day(year) else year)


def cycles_of(data: SiteData) -> list[Cycle]:
    """The cycles in which an ad began or a week or window lies, the newest first."""
    ads = us_ads(data)
    days = [frame(ads.select(day=ads.first_shown_date).distinct())]
    rows = data.facts.store.table("spend_observations")
    rows = rows.filter(
        rows.scope.isin(["advertiser_week", "advertiser_window"])
        & rows.is_current
        & rows.is_primary
        & (rows.place_code == COUNTRY)
        & rows.period_start_date.notnull()
    )
    periods = frame(rows.select(day=rows.period_start_date, end=rows.period_end_date, scope=rows.scope).distinct())  # fmt: skip
    found = {cycle_of(as_date(day)) for part in days for day in part["day"]}
    for row in periods.to_dict("records"):
        first, end = as_date(row["day"]), as_date(row["end"])
        if row["scope"] == "advertiser_week" or end <= cycle_of(first).election_day:
            found.add(cycle_of(first))
    return sorted(found, key=lambda cycle: -cycle.year)


def us_ads(data: SiteData) -> ir.Table:
    """The newest copies of the ads that their archive lists for the United States alone, and that
    have a first day."""
    ads = data.facts.store.table("ads")
    return ads.filter(
        ads.is_latest & (ads.country_codes == COUNTRY) & ads.first_shown_date.notnull()
    )


def cycle_tags(data: SiteData, cycles: list[Cycle]) -> ir.Table:
    """The ads of each cycle: file_id, line, subject."""
    ads = us_ads(data)
    if not cycles:
        return ads.filter(False).select("file_id", "line", subject=ibis.literal(""))
    subject = ibis.cases(
        *((cycle.span.holds(ads.first_shown_date), cycle.id) for cycle in cycles), else_=""
    )
    tagged = ads.select("file_id", "line", subject=subject)
    return tagged.filter(tagged.subject != "")
