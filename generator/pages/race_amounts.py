"""The platforms' own amounts inside an election cycle: Google's weeks, Meta's windows."""

from collections.abc import Mapping, Sequence

import ibis

from generator.language import _, ngettext
from generator.pages.base import Cell, ChartSpec, Figure, TableBlock, money_cell, widest_of
from generator.pages.captions import first_of
from generator.pages.chart_specs import weekly_chart
from generator.pages.cycles import COUNTRY, Cycle, cycle_of
from generator.pages.data import SiteData, add_up, range_of
from generator.pages.rankings import top_rows
from generator.pages.selection import Directory
from generator.pages.spans import Span
from generator.pages.words import as_date, currency_key, day, in_words, text_or_none
from generator.ranges import add_ranges

RULE_WEEKS = (
    "Google's weekly amounts of the sponsors listed in the United States only, for the weeks that "
    "begin in the cycle, added up: lower and upper bounds apart."
)
RULE_WINDOW = "Meta's own amounts in one window that lies inside the cycle, added over its payers."

Row = Mapping[str, object]


class CycleAmounts:
    """Weeks and windows by cycle, read once."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._directory = directory
        rows = data.store.table("spend_observations")
        weeks = rows.filter(
            (rows.scope == "advertiser_week")
            & rows.is_current
            & rows.is_primary
            & (rows.place_code == COUNTRY)
        )
        keys = ["platform", "snapshot_id", "spend_currency", "period_start_date"]
        self._weeks = _by_cycle(add_up(weeks, keys), "period_start_date")
        dated = weeks.mutate(cycle=_cycle_column(weeks, self._weeks))
        self._sponsors = self._grouped(
            add_up(
                dated.filter(dated.sponsor_id.notnull()),
                ["cycle", "platform", "snapshot_id", "spend_currency", "sponsor_id"],
            )
        )
        meta = data.meta_totals
        meta = meta[(meta["place_code"] == COUNTRY) & meta["is_current"]]
        meta = meta[meta["period_start_date"].notna()]
        inside = [
            row
            for row in meta.to_dict("records")
            if as_date(row["period_end_date"])
            <= cycle_of(as_date(row["period_start_date"])).election_day
        ]
        self._windows: dict[str, list[Row]] = {}
        for row in inside:
            cycle = cycle_of(as_date(row["period_start_date"]))
            self._windows.setdefault(cycle.id, []).append(row)

    @staticmethod
    def _grouped(rows: object) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in rows.to_dict("records"):
            found.setdefault(row["cycle"], []).append(row)
        return found

    def figures(self, cycle: Cycle) -> tuple[Figure, ...]:
        """One figure for each currency of the weeks, one for each window."""
        data = self._data
        found = []
        for (snapshot, currency), rows in _groups(self._weeks.get(cycle.id, []), "snapshot_id", "spend_currency"):  # fmt: skip
            parts = sum(int(row["n"]) for row in rows)
            days = sorted(as_date(row["period_start_date"]) for row in rows)
            found.append(
                Figure(
                    id=f"google-weeks-{currency_key(currency)}",
                    label=_("Google, weekly amounts"),
                    money=data.words.money(add_ranges(map(range_of, rows)), currency, parts=parts),
                    detail=ngettext(
                        "{count} week that began from {first} to {last} · {rows}",
                        "{count} weeks that began from {first} to {last} · {rows}",
                        len(rows), first=day(days[0]), last=day(days[-1]), rows=_rows(parts),
                    ),
                    rule=RULE_WEEKS,
                    table="spend_observations",
                    where=(
                        ("scope", "advertiser_week"), ("snapshot_id", snapshot), ("is_current", True),
                        ("is_primary", True), ("place_code", COUNTRY), ("spend_currency", currency),
                        ("period_start_date", Span(cycle.first_day, cycle.election_day)),
                    ),
                    row_count=parts,
                )
            )  # fmt: skip
        for (snapshot, scope, currency), rows in self._window_groups(cycle):
            parts = sum(int(row["n"]) for row in rows)
            window = data.window_words(rows[0])
            found.append(
                Figure(
                    id=f"meta-{rows[0]['window_name']}-{as_date(rows[0]['period_end_date'])}-{currency_key(currency)}".replace("_", "-"),
                    label=_("Meta, reported window"),
                    money=data.words.money(add_ranges(map(range_of, rows)), currency, parts=parts),
                    detail=_("reported, {window} · {rows}", window=window, rows=_rows(parts)),
                    rule=RULE_WINDOW,
                    table="spend_observations",
                    where=(
                        ("scope", scope), ("snapshot_id", snapshot), ("place_code", COUNTRY),
                        ("is_current", True), ("spend_currency", currency),
                    ),
                    row_count=parts,
                )
            )  # fmt: skip
        return tuple(found)

    def _window_groups(self, cycle: Cycle) -> list[tuple[tuple[str | None, ...], list[Row]]]:
        return _groups(self._windows.get(cycle.id, []), "snapshot_id", "scope", "spend_currency")

    def rankings(self, cycle: Cycle) -> tuple[TableBlock, ...]:
        """The sponsors with the most in these weeks, and in each of these windows."""
        found = []
        for (_snapshot, currency), rows in _groups(self._sponsors.get(cycle.id, []), "snapshot_id", "spend_currency"):  # fmt: skip
            title = _(
                "Google: weeks of this cycle added up, in {currency}, sponsors listed in the United "
                "States only, by sponsor.",
                currency=in_words(currency),
            )
            found.append(self._table(title, rows, currency))
        for (_snapshot, _scope, currency), rows in self._window_groups(cycle):
            title = _(
                "Meta: {window}, in {currency}, by sponsor.",
                window=self._data.window_words(rows[0]),
                currency=in_words(currency),
            )
            found.append(self._table(title, rows, currency))
        return tuple(found)

    def _table(self, title: str, rows: Sequence[Row], currency: str | None) -> TableBlock:
        data, directory = self._data, self._directory
        top = top_rows(rows, data.config.top_rows)
        amounts = [data.words.money(range_of(r), currency, parts=int(r["n"])) for r in top]
        widest = widest_of(amounts)
        return TableBlock(
            title + first_of(len(top), len(rows)),
            (_("Sponsor"), _("Spend")),
            tuple(
                (
                    Cell(directory.names[row["sponsor_id"]], directory.path(row["sponsor_id"])),
                    money_cell(money, widest),
                )
                for row, money in zip(top, amounts, strict=True)
            ),
            (1,),
        )

    def weekly(self, cycle: Cycle) -> ChartSpec | None:
        """The weeks of the cycle in the currency that has the most of them."""
        groups = _groups(self._weeks.get(cycle.id, []), "snapshot_id", "spend_currency")
        if not groups:
            return None
        (_snapshot, currency), rows = max(
            groups, key=lambda item: (len(item[1]), item[0][1] or "", item[0][0])
        )
        title = _(
            "Weekly spend on Google by sponsors listed in the United States only ({currency})",
            currency=in_words(currency),
        )
        return weekly_chart(self._data, rows, currency, f"race-{cycle.id}", title)


def _rows(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count)


def _by_cycle(rows: object, column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(cycle_of(as_date(row[column])).id, []).append(row)
    return found


def _cycle_column(rows: object, weeks: Mapping[str, Sequence[Row]]) -> object:
    cycles = [Cycle(int(key.removeprefix("us-"))) for key in sorted(weeks)]
    branches = [(c.span.holds(rows.period_start_date), c.id) for c in cycles]
    return ibis.cases(*branches, else_="") if branches else ibis.literal("")


def _groups(rows: Sequence[Row], *keys: str) -> list[tuple[tuple[str | None, ...], list[Row]]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(text_or_none(row[key]) for key in keys), []).append(row)
    return sorted(found.items(), key=lambda item: [text or "" for text in item[0]])
