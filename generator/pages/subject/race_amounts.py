"""The platforms' own amounts inside an election cycle: Google's weeks, Meta's windows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import ibis
import pandas as pd

from generator.pages.base import Cell, ChartSpec, Column, Figure, TableBlock, money_cell, widest_of
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.rankings import top_rows
from generator.pages.subject.cycles import COUNTRY, Cycle, cycle_of
from generator.pages.sums import Sum, Window, add_up, read_sums
from generator.pages.week_charts import weekly_chart
from generator.pages.window_series import added_over_windows, series_words, sum_words, windows_apart
from generator.pages.words import (
    as_date,
    currency_key,
    day,
    first_of,
    in_words,
    taken_on,
    text_or_none,
)
from generator.schema.ranges import add_ranges
from generator.store.fact import Fact, Span
from generator.text.language import _, ngettext

RULE_WEEKS = (
    "Google's weekly amounts of the sponsors listed in the United States only, for the weeks that "
    "begin in the cycle, added up: lower and upper bounds apart."
)
RULE_WINDOW = "Meta's own amounts in one window that lies inside the cycle, added over its payers."

RULE_WINDOWS = (
    "Meta's own amounts in windows of one length that lie inside the cycle and have no day in "
    "common, added over these windows and their payers."
)


@dataclass(frozen=True)
class Windows:
    """The rows of one window; or of several that do not overlap, whose sum they make."""

    archive: str
    scope: str
    window_name: str
    currency: str | None
    windows: tuple[Window, ...]
    rows: tuple[Sum, ...]
    by_sponsor: tuple[Sum, ...]
    """The same added over the windows, by sponsor."""

    @property
    def is_sum(self) -> bool:
        """True if there are several windows."""
        return len(self.windows) > 1

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The first and the last day of each."""
        return tuple((one.first, one.last) for one in self.windows)

    @property
    def snapshots(self) -> tuple[str, ...]:
        """Where each stands."""
        return tuple(one.snapshot_id for one in self.windows)


def _windows(rows: pd.DataFrame) -> Iterator[Windows]:
    """All windows of one length, if none overlap; else those of the newest reports, each alone."""
    first = rows.iloc[0]
    currency = text_or_none(first["spend_currency"])
    names = (first["archive"], first["scope"], first["window_name"], currency)
    if currency and (windows := windows_apart(rows)):
        yield Windows(*names, windows, tuple(read_sums(rows)), _by_sponsor(rows))
        return
    for snapshot, own in rows[rows["is_current"]].groupby("snapshot_id", sort=True):
        start, end = (
            as_date(own["period_start_date"].iloc[0]),
            as_date(own["period_end_date"].iloc[0]),
        )
        window = Window(start, end, str(snapshot), int(own["n"].sum()))
        yield Windows(*names, (window,), tuple(read_sums(own)), _by_sponsor(own))


def _by_sponsor(rows: pd.DataFrame) -> tuple[Sum, ...]:
    return tuple(read_sums(added_over_windows(rows, ["sponsor_id"])))


class CycleAmounts:
    """Weeks and windows by cycle, read once."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._directory = directory
        rows = data.facts.weeks
        weeks = rows.filter(rows.is_current & rows.is_primary & (rows.place_code == COUNTRY))
        keys = ["platform", "snapshot_id", "spend_currency", "period_start_date"]
        self._weeks = _by_cycle(read_sums(add_up(weeks, keys)))
        dated = weeks.mutate(cycle=_cycle_column(weeks, self._weeks))
        self._sponsors = self._grouped(
            add_up(
                dated.filter(dated.sponsor_id.notnull()),
                ["cycle", "platform", "snapshot_id", "spend_currency", "sponsor_id"],
            )
        )
        meta = data.facts.window_totals
        meta = meta[(meta["place_code"] == COUNTRY) & meta["period_start_date"].notna()]
        cycles = [cycle_of(as_date(day)) for day in meta["period_start_date"]]
        ends = map(as_date, meta["period_end_date"])
        is_inside = pd.Series(
            [end <= cycle.election_day for end, cycle in zip(ends, cycles, strict=True)],
            index=meta.index,
            dtype=bool,
        )
        meta = meta.assign(cycle=[cycle.id for cycle in cycles]).loc[is_inside]
        self._windows: dict[str, list[Windows]] = {}
        keys = ["cycle", "scope", "window_name", "spend_currency"]
        for (cycle, *_rest), rows in meta.groupby(keys, sort=True, dropna=False):
            self._windows.setdefault(cycle, []).extend(_windows(rows))

    @staticmethod
    def _grouped(rows: pd.DataFrame) -> dict[str, list[Sum]]:
        found: dict[str, list[Sum]] = {}
        for row in read_sums(rows):
            found.setdefault(row.cycle, []).append(row)
        return found

    def figures(self, cycle: Cycle) -> tuple[Figure, ...]:
        """One figure for each currency of the weeks, one for each window."""
        data = self._data
        found = []
        for (snapshot, currency), rows in _groups(self._weeks.get(cycle.id, [])):  # fmt: skip
            parts = sum(row.count for row in rows)
            days = sorted(row.first_day for row in rows if row.first_day)
            found.append(
                Figure(
                    id=f"{rows[0].platform}-weeks-{currency_key(currency)}",
                    platform=rows[0].platform,
                    label=_("{platform}, weekly amounts", platform=data.platform_name(rows[0].platform)),
                    money=data.words.money(add_ranges(row.amount for row in rows), currency, parts=parts),
                    details=(ngettext(
                        "{count} week that began from {first} to {last} · {rows}",
                        "{count} weeks that began from {first} to {last} · {rows}",
                        len(rows), first=day(days[0]), last=day(days[-1]), rows=_rows(parts),
                    )
                    + self._missing_weeks(cycle),),
                    fact=Fact("spend_observations", (
                        ("scope", "advertiser_week"), ("snapshot_id", snapshot), ("is_current", True),
                        ("is_primary", True), ("place_code", COUNTRY), ("spend_currency", currency),
                        ("period_start_date", Span(cycle.first_day, cycle.election_day)),
                    ), RULE_WEEKS),
                    span=(days[0], days[-1] + timedelta(days=6)),
                    row_count=parts,
                )
            )  # fmt: skip
        found += [self._window_figure(own) for own in self._windows.get(cycle.id, [])]
        return tuple(found)

    def _missing_weeks(self, cycle: Cycle) -> str:
        """That the copies of weekly amounts end before the election; empty if they do not."""
        data, newest = self._data, self._data.facts.newest_weeks
        end = min(cycle.election_day, data.facts.as_of_date)
        if newest is None or (end - newest).days < 7:
            return ""
        words = taken_on(newest, "month" if newest in data.facts.month_dates else "day")
        return " · " + _(
            "no weekly copy is newer than {day}: the weeks from then to the election are not in it",
            day=words,
        )

    def _window_figure(self, own: "Windows") -> Figure:
        data, first, last = self._data, own.spans[0], own.spans[-1]
        parts = sum(row.count for row in own.rows)
        platform = data.facts.archive_platforms[own.archive]
        name = data.platform_name(platform)
        key = f"{platform}-{own.window_name}-"
        key += f"sum-{first[0]}-{last[1]}" if own.is_sum else str(last[1])
        words = self._words(own)
        detail = words if own.is_sum else _("reported, {window}", window=words)
        return Figure(
            id=f"{key}-{currency_key(own.currency)}".replace("_", "-"),
            platform=platform,
            label=_("{platform}, reported windows, added up", platform=name)
            if own.is_sum
            else _("{platform}, reported window", platform=name),
            money=data.words.money(
                add_ranges(row.amount for row in own.rows), own.currency, parts=parts
            ),
            details=(f"{detail} · {_rows(parts)}",),
            fact=Fact(
                "spend_observations",
                (
                    ("scope", own.scope),
                    ("snapshot_id", own.snapshots if own.is_sum else own.snapshots[0]),
                    ("place_code", COUNTRY),
                    *(
                        (("window_name", own.window_name),)
                        if own.is_sum
                        else (("is_current", True),)
                    ),
                    ("spend_currency", own.currency),
                ),
                RULE_WINDOWS if own.is_sum else RULE_WINDOW,
            ),
            row_count=parts,
            span=(first[0], last[1]),
            sum_words=sum_words(own.window_name, len(own.spans)) if own.is_sum else "",
            snapshot_rows=tuple((one.snapshot_id, one.row_count) for one in own.windows),
        )

    def _words(self, own: "Windows") -> str:
        if not own.is_sum:
            return self._data.window_words(own.window_name, own.spans[0][1])
        reports = self._data.facts.reports.get((COUNTRY, own.window_name), ())
        return series_words(own.window_name, own.windows, reports, is_all=True)

    def rankings(self, cycle: Cycle) -> tuple[TableBlock, ...]:
        """The sponsors with the most in these weeks, and in each of these windows."""
        found = []
        for (_snapshot, currency), rows in _groups(self._sponsors.get(cycle.id, [])):  # fmt: skip
            title = _(
                "{platform}: weeks of this cycle added up, in {currency}, sponsors listed in the United "
                "States only, by sponsor.",
                platform=self._data.platform_name(rows[0].platform),
                currency=in_words(currency),
            )
            found.append(self._table(title, rows, currency))
        for own in self._windows.get(cycle.id, []):
            title = _(
                "{platform}: {window}, in {currency}, by sponsor.",
                platform=self._data.platform_name(self._data.facts.archive_platforms[own.archive]),
                window=self._words(own),
                currency=in_words(own.currency),
            )
            found.append(self._table(title, own.by_sponsor, own.currency))
        return tuple(found)

    def _table(self, title: str, rows: Sequence[Sum], currency: str | None) -> TableBlock:
        data, directory = self._data, self._directory
        top = top_rows(rows, data.facts.config.top_rows)
        amounts = [data.words.money(r.amount, currency, parts=r.count) for r in top]
        widest = widest_of(amounts)
        return TableBlock(
            title + first_of(len(top), len(rows)),
            (Column("sponsor", _("Sponsor")), Column("spend", _("Spend"))),
            tuple(
                (
                    Cell(directory.names[row.sponsor_id], directory.path(row.sponsor_id)),
                    money_cell(money, widest),
                )
                for row, money in zip(top, amounts, strict=True)
            ),
            (1,),
        )

    def weekly(self, cycle: Cycle) -> ChartSpec | None:
        """The weeks of the cycle in the currency that has the most of them."""
        groups = _groups(self._weeks.get(cycle.id, []))
        if not groups:
            return None
        (_snapshot, currency), rows = max(
            groups, key=lambda item: (len(item[1]), item[0][1] or "", item[0][0])
        )
        title = _(
            "Weekly spend on {platform} by sponsors listed in the United States only ({currency})",
            platform=self._data.platform_name(rows[0].platform),
            currency=in_words(currency),
        )
        data = self._data
        span = (cycle.first_day, min(cycle.election_day, data.facts.as_of_date))
        rows = [replace(row, is_current=True) for row in rows]
        others = {code: len(own) for (_one, code), own in groups}
        return weekly_chart(
            data, rows, currency, f"race-{cycle.id}", title, span=span, others=others
        )


def _rows(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count)


def _by_cycle(weeks: Sequence[Sum]) -> dict[str, list[Sum]]:
    found: dict[str, list[Sum]] = {}
    for row in weeks:
        if row.first_day:
            found.setdefault(cycle_of(row.first_day).id, []).append(row)
    return found


def _cycle_column(rows: object, weeks: Mapping[str, Sequence[Sum]]) -> object:
    cycles = [Cycle(int(key.removeprefix("us-"))) for key in sorted(weeks)]
    branches = [(c.span.holds(rows.period_start_date), c.id) for c in cycles]
    return ibis.cases(*branches, else_="") if branches else ibis.literal("")


def _groups(rows: Sequence[Sum]) -> list[tuple[tuple[str, str | None], list[Sum]]]:
    """The rows by snapshot and currency."""
    found: dict[tuple[str, str | None], list[Sum]] = {}
    for row in rows:
        found.setdefault((row.snapshot_id, row.currency), []).append(row)
    return sorted(found.items(), key=lambda item: [text or "" for text in item[0]])
