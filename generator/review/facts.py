"""What the store says of payers, for a person who decides whether two are one.

Nothing is added up that is not alike: amounts are kept apart by archive, window, place and
currency, and their bounds are added apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from generator.sponsors.payers import PayerTables
from generator.store.tables import Store, frame, table_of


@dataclass(frozen=True)
class PayerName:
    """A name as declared: ``roles`` are payer and advertiser, ``row`` is ``path:line``."""

    roles: tuple[str, ...]
    name: str
    advertiser_id: str
    row_count: int
    first_seen_date: date
    last_seen_date: date
    row: str


@dataclass(frozen=True)
class Amount:
    """Money of one payer, of one kind of source: ``hi`` None is open, ``currency`` None unknown.

    ``label`` says what it is; ``count`` is how many published amounts were added, ``unknown`` how
    many of them were not published. ``lo`` is None if all were not.
    """

    label: str
    currency: str | None
    lo: float | None
    hi: float | None
    count: int
    unknown: int
    last_date: date


@dataclass(frozen=True)
class PayerFacts:
    """One payer as the store has it. ``places``: ISO 3166 codes; ``numbers``: cell and its row."""

    payer_id: str
    platform: str
    payer_name: str
    identity_basis: str
    sponsor_id: str
    row_count: int
    first_seen_date: date
    last_seen_date: date
    names: tuple[PayerName, ...]
    numbers: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    sites: tuple[str, ...]
    active: tuple[date, date] | None
    amounts: tuple[Amount, ...]


class Facts:
    """The facts of some payers, read once. ``tables`` are the frames that the linking reads."""

    def __init__(self, store: Store, payers: pd.DataFrame, tables: PayerTables, paths: Mapping[str, str]) -> None:  # fmt: skip
        self._paths = paths
        self._payers = {row.payer_id: row for row in payers.itertuples(index=False)}
        some = table_of({"payer_id": sorted(self._payers)}, {"payer_id": "string"})
        names = store.table("payer_names").semi_join(some, "payer_id")
        self._names = _by_payer(frame(names))
        self._numbers = _by_payer(tables.registrations)
        self._places = _by_payer(tables.places)
        self._sites = _by_payer(tables.sites)
        self._weeks = _by_payer(tables.weeks)
        self._amounts = _by_payer(_amounts(store, some))

    def of(self, payer_id: str) -> PayerFacts:
        """All about one payer: names by their rows, most first; amounts newest first."""
        payer = self._payers[payer_id]
        places = {row.place_code for row in self._places.get(payer_id, ())} - {None}
        weeks = [row for row in self._weeks.get(payer_id, ()) if not pd.isna(row.first_date)]
        return PayerFacts(
            payer_id=payer_id,
            platform=payer.platform,
            payer_name=payer.payer_name,
            identity_basis=payer.identity_basis,
            sponsor_id=payer.sponsor_id,
            row_count=int(payer.row_count),
            first_seen_date=_day(payer.first_seen_date),
            last_seen_date=_day(payer.last_seen_date),
            names=self._own_names(payer_id),
            numbers=tuple((row.text, self._row(row)) for row in self._numbers.get(payer_id, ())),
            places=tuple(sorted(places)),
            sites=tuple(sorted(row.site for row in self._sites.get(payer_id, ()))),
            active=(_day(weeks[0].first_date), _day(weeks[0].last_date)) if weeks else None,
            amounts=self.amounts(payer_id),
        )

    def _own_names(self, payer_id: str) -> tuple[PayerName, ...]:
        """A name that payer and advertiser share once; a payer's first, most rows first."""
        found: dict[tuple[object, ...], PayerName] = {}
        for row in sorted(self._names.get(payer_id, ()), key=lambda row: row.role != "payer"):
            days = _day(row.first_seen_date), _day(row.last_seen_date)
            own = (row.name, row.advertiser_id, int(row.row_count), *days, self._row(row))
            roles = (*found[own].roles, row.role) if own in found else (row.role,)
            found[own] = PayerName(roles, *own)
        ordered = sorted(
            found.values(),
            key=lambda n: ("payer" not in n.roles, -n.row_count, n.name, n.advertiser_id),
        )
        return tuple(ordered)

    def names(self, payer_id: str) -> list[str]:
        """Every name of a payer."""
        return [row.name for row in self._names.get(payer_id, ())]

    def places(self, payer_id: str) -> set[str]:
        """The places of a payer."""
        return {row.place_code for row in self._places.get(payer_id, ())} - {None}

    def amounts(self, payer_id: str) -> tuple[Amount, ...]:
        """The amounts of a payer, newest first."""
        found = [
            Amount(
                row.label,
                row.spend_currency,
                None if pd.isna(row.lo) else float(row.lo),
                None if pd.isna(row.hi) or row.open_count else float(row.hi),
                int(row.n),
                int(row.unknown_count),
                _day(row.last_date),
            )
            for row in self._amounts.get(payer_id, ())
        ]
        return tuple(
            sorted(found, key=lambda a: (-a.last_date.toordinal(), a.label, a.currency or ""))
        )

    def _row(self, row: Any) -> str:  # noqa: ANN401 (a row of a frame)
        return f"{self._paths.get(row.file_id, row.file_id)}:{int(row.line)}"


def _amounts(store: Store, some: ir.Table) -> pd.DataFrame:
    """One row for each payer, source, window, place and currency."""
    keys = ["payer_id", "label", "spend_currency"]
    seen = store.table("snapshots").select("snapshot_id", taken=ibis._.taken_on_date)
    totals = store.table("spend_observations").semi_join(some, "payer_id")
    wanted = totals.scope.isin(["advertiser_total", "advertiser_window"])
    totals = totals.filter(wanted & totals.is_primary & totals.is_latest)
    totals = totals.join(seen, "snapshot_id")
    where = ibis.coalesce(totals.place_code, totals.place_name)
    window = totals.window_name.replace("_", " ") + " to " + _text(totals.period_end_date)
    until = ibis.coalesce(window, ibis.literal("total, copy of ") + _text(totals.taken))
    totals = totals.select(
        *keys[::2], "spend_lo", "spend_hi", "spend_kind",
        label=_joined(totals.archive, where, until),
        last_date=ibis.coalesce(totals.period_end_date, totals.taken),
    )  # fmt: skip
    ads = store.table("ads").semi_join(some, "payer_id")
    ads = ads.filter(ads.is_latest & ads.is_group_first).join(seen, "snapshot_id")
    ads = ads.select(
        *keys[::2], "spend_lo", "spend_hi", "spend_kind",
        label=ads.archive + " · sum over ads",
        last_date=ibis.coalesce(ads.last_shown_date, ads.first_shown_date, ads.taken),
    )  # fmt: skip
    rows = totals.union(ads)
    sums = rows.group_by(keys).aggregate(
        lo=rows.spend_lo.sum(),
        hi=rows.spend_hi.sum(),
        n=rows.count(),
        unknown_count=(rows.spend_kind == "unknown").sum(),
        open_count=(rows.spend_hi.isnull() & (rows.spend_kind != "unknown")).sum(),
        last_date=rows.last_date.max(),
    )
    return frame(sums.order_by(keys))


def _joined(*parts: ir.StringValue) -> ir.StringValue:
    """Parts with a point between them; a part that is missing is left out."""
    first, *others = parts
    for part in others:
        first = first + ibis.coalesce(ibis.literal(" · ") + part, ibis.literal(""))
    return first


def _text(day: ir.DateValue) -> ir.StringValue:
    return day.cast("string")


def _by_payer(rows: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    # Blank cells of a column of text may be None or NaN; one is enough.
    for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False):
        found.setdefault(row.payer_id, []).append(row)
    return found


def _day(value: Any) -> date:  # noqa: ANN401 (a cell of a frame)
    day: date = value.date() if isinstance(value, pd.Timestamp) else value
    return day


def largest(facts: Facts, payer_ids: Sequence[str]) -> dict[str, float]:
    """By currency: the largest single amount of these payers that is certain (lower bounds)."""
    found: dict[str, float] = {}
    for payer_id in payer_ids:
        for amount in facts.amounts(payer_id):
            if amount.currency and amount.lo is not None:
                found[amount.currency] = max(found.get(amount.currency, 0.0), amount.lo)
    return found
