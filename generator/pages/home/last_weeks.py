"""The sponsors that spent the most in the newest weeks of an archive that gives weeks: Google's."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from generator.pages.base import ChartSpec
from generator.pages.chart_specs import top_chart
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.sums import add_up, read_sums
from generator.pages.words import as_date, day
from generator.text.language import _

WEEKS = 4
SHOWN = 8
NEW_DAYS = 60
"""From the newest week to the newest data: after more days these are not the last weeks."""


@dataclass(frozen=True)
class LastWeeks:
    """The chart of the last weeks, with its heading."""

    heading: str
    """The heading, which names the last day where these weeks are long past."""
    chart: ChartSpec
    """The chart."""
    is_new: bool
    """Whether the weeks are recent: they stand higher up in the page then."""


def last_weeks(data: SiteData, directory: Directory) -> LastWeeks | None:
    """Weekly amounts of the newest copy added up by sponsor, lower and upper bounds apart, in the
    currency that most of its rows have. None if no archive gives weeks, or too few for a chart."""
    rows = data.facts.weeks
    weeks = rows.filter(
        rows.is_current
        & rows.is_primary
        & rows.sponsor_id.notnull()
        & rows.spend_currency.notnull()
    )
    counts = add_up(weeks, ["spend_currency", "period_start_date"])
    if counts.empty:
        return None
    currency = _most(counts.groupby("spend_currency")["n"].sum())
    days = sorted(
        counts.loc[counts["spend_currency"] == currency, "period_start_date"].map(as_date)
    )
    last, first = days[-1], days[-1] - timedelta(weeks=WEEKS - 1)
    own = weeks.filter((weeks.spend_currency == currency) & (weeks.period_start_date >= first))
    found = add_up(own, ["sponsor_id"])
    found = found.sort_values(["lo", "hi", "sponsor_id"], ascending=[False, False, True])
    entries = [
        (
            directory.names[row.sponsor_id],
            directory.path(row.sponsor_id),
            data.words.money(row.amount, currency, parts=row.count),
        )
        for row in read_sums(found.head(SHOWN))
    ]
    title = _(
        "{platform}: weeks that began from {first} to {last}, in {currency}",
        platform=data.platform_name(data.facts.weekly_platform),
        first=day(first), last=day(last), currency=currency,
    )  # fmt: skip
    chart = top_chart(entries, currency, "home-weeks", title, title)
    if chart is None:
        return None
    is_new = (data.facts.as_of_date - last).days <= NEW_DAYS
    heading = (
        _("Biggest sponsors, last weeks")
        if is_new
        else _("Biggest sponsors, weeks to {day}", day=day(last + timedelta(days=6)))
    )
    return LastWeeks(heading, chart, is_new)


def _most(counts: pd.Series) -> str:
    return min(counts.index, key=lambda currency: (-int(counts[currency]), currency))
