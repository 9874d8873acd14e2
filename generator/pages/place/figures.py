"""The amounts of a place: what a platform reports for it, and for the sponsors listed in it only."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from generator.pages.base import Figure
from generator.pages.data import SiteData
from generator.pages.place.rankings import place_totals
from generator.pages.sums import Sum, add_up, read_sums
from generator.pages.window_series import series_words, sum_words, windows_apart
from generator.pages.words import currency_key
from generator.schema.ranges import add_ranges
from generator.store.fact import Fact
from generator.text.language import _, ngettext

RULE_PLACE = (
    "The platform's own amounts for the place, districts added up: lower and upper bounds apart."
)
RULE_COUNTRY = "The platform's own amounts for the parts of the country, added up: bounds apart."
RULE_LISTED = (
    "The platform's own totals of the advertisers that it lists in this country only, added up: "
    "bounds apart."
)
RULE_SERIES = (
    "The platform's own amounts for the place in windows of one length that have no day in common, "
    "added over these windows: bounds apart."
)


def country_of(code: str) -> str:
    """The country of a place."""
    return code.partition("-")[0]


class PlaceFigures:
    """The amounts of all places, read once."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        self.reported: Sequence[Sum] = place_totals(data)
        """Totals of places as the platforms publish them."""
        self._listed = self._load_listed()
        self._windows = self._load_windows()

    def of(self, code: str) -> tuple[Figure, ...]:
        """The amounts of one place, those of the newest snapshots first. Those of a country are
        added up from its parts where the platform gives only these."""
        own = [row for row in self.reported if row.place_code == code]
        if "-" not in code:
            own += [row for row in self.reported if row.place_code.startswith(f"{code}-")]
        groups: dict[tuple[str, ...], list[Sum]] = {}
        for row in [*own, *self._listed.get(code, ())]:
            key = (
                row.snapshot_id,
                row.platform,
                row.scope,
                row.window_name,
                row.currency or "",
            )
            groups.setdefault(key, []).append(row)
        days = self._data.facts.snapshot_dates
        keys = sorted(groups, key=lambda key: (-days[key[0]].toordinal(), key))
        figures = []
        for key in keys:
            figure = self._figure(groups[key], is_country="-" not in code)
            figures.append(self._series(figure, groups[key]) if key[3] else figure)
        return tuple(figures)

    def _series(self, figure: Figure, rows: Sequence[Sum]) -> Figure:
        """The sum over all windows of this length, if they do not overlap; else the figure itself."""
        data, first = self._data, rows[0]
        places = {row.place_code for row in rows}
        names = ("platform", "scope", "window_name", "spend_currency")
        values = (first.platform, first.scope, first.window_name, first.currency)
        own = self._windows[self._windows["place_code"].isin(places)]
        for name, value in zip(names, values, strict=True):
            own = own[own[name] == value]
        windows = windows_apart(own) if len(own) and first.currency else ()
        if not windows:
            return figure
        window = first.window_name
        reports = data.facts.reports.get((country_of(first.place_code), window), ())
        what = series_words(window, windows, reports, is_all=True)
        parts = int(own["n"].sum())
        snapshots = tuple((one.snapshot_id, one.row_count) for one in windows)
        where = [
            (
                name,
                tuple(snapshot for snapshot, _n in snapshots) if name == "snapshot_id" else value,
            )
            for name, value in figure.fact.where
            if name != "is_current"
        ]
        return replace(
            figure,
            id=f"{first.platform}-{window}-sum-{windows[0].first}-{windows[-1].last}"
            f"-{currency_key(first.currency)}",
            label=data.platform_name(first.platform),
            money=data.words.money(
                add_ranges(row.amount for row in read_sums(own)),
                first.currency,
                parts=parts,
            ),
            details=(
                ngettext(
                    "reported for the place, {what} · {count} row of the place",
                    "reported for the place, {what} · {count} rows",
                    parts,
                    what=what,
                ),
            ),
            fact=Fact("spend_observations", tuple(where), RULE_SERIES),
            row_count=parts,
            span=(windows[0].first, windows[-1].last),
            sum_words=sum_words(window, len(windows)),
            snapshot_rows=snapshots,
        )

    def _load_windows(self) -> pd.DataFrame:
        """The amounts of places in every window that was read."""
        rows = self._data.facts.store.table("spend_observations")
        rows = rows.filter(
            (rows.scope == "place_window") & rows.is_primary & rows.place_code.notnull()
        )
        keys = ["platform", "scope", "snapshot_id", "place_code", "window_name",
                "period_start_date", "period_end_date", "spend_currency"]  # fmt: skip
        return add_up(rows, keys)

    def _figure(self, rows: Sequence[Sum], *, is_country: bool) -> Figure:
        data, first = self._data, rows[0]
        platform, snapshot, currency = (
            first.platform,
            first.snapshot_id,
            first.currency,
        )
        window = first.window_name
        day = data.snapshot_day(snapshot)
        what = (
            data.window_words(first.window_name, first.last_day)
            if window
            else _("to {day}", day=day)
        )
        parts = sum(row.count for row in rows)
        codes = sorted({row.place_code for row in rows})
        is_listed = first.scope == "advertiser_total"
        where = [
            ("scope", first.scope),
            ("snapshot_id", snapshot),
            ("spend_currency", currency),
            ("is_primary", True),
            ("is_current", True),
            *((("window_name", window),) if window else ()),
            ("place_code", codes[0] if len(codes) == 1 else tuple(codes)),
        ]
        if is_listed:
            rule = RULE_LISTED
            detail = ngettext(
                "reported totals {what} · {count} advertiser listed in this country only",
                "reported totals {what} · {count} advertisers listed in this country only",
                parts,
                what=what,
            )
        else:
            rule = RULE_COUNTRY if is_country and len(codes) > 1 else RULE_PLACE
            detail = ngettext(
                "reported for the place, {what} · {count} row of the place",
                "reported for the place, {what} · {count} rows",
                parts,
                what=what,
            )
        kind = "listed" if is_listed else window or "total"
        return Figure(
            id=f"{platform}-{kind}-{data.facts.snapshot_iso(snapshot)}-{currency_key(currency)}",
            platform=platform,
            label=f"{data.platform_name(platform)}, {what}",
            money=data.words.money(add_ranges(row.amount for row in rows), currency, parts=parts),
            details=(detail,),
            fact=Fact("spend_observations", tuple(where), rule),
            row_count=parts,
        )

    def _load_listed(self) -> dict[str, list[Sum]]:
        """By country: the sums of the advertisers that the newest snapshot lists only there."""
        data = self._data
        rows = data.facts.store.table("spend_observations")
        rows = rows.filter(
            (rows.scope == "advertiser_total")
            & rows.is_current
            & rows.is_primary
            & rows.place_code.notnull()
        )
        found: dict[str, list[Sum]] = {}
        keys = ["platform", "scope", "snapshot_id", "place_code", "spend_currency"]
        for row in read_sums(add_up(rows, keys)):
            found.setdefault(row.place_code, []).append(row)
        return found
