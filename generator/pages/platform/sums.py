"""What each copy of an archive adds up to: rows, amounts by currency, bounds and impressions, so that
the numbers of a file can be compared with the file itself."""

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd

from generator.pages.base import Cell, Column, TableBlock
from generator.pages.data import SiteData
from generator.pages.words import text_or_none
from generator.schema.ranges import RangeKind, exact
from generator.store.tables import frame
from generator.text.language import _

_ONE_NUMBER = (RangeKind.EXACT.value, RangeKind.ROUNDED.value)
_WHOLE = ("advertiser_total", "advertiser_window")
"""Totals of the platform that cover a whole file. Those of places or weeks are parts of others."""


def copy_sums(data: SiteData, archives: Sequence[str]) -> TableBlock | None:
    """A row for each file with ads or with totals of advertisers, the newest first; None if there are
    none. Currencies stay apart, and so do amounts that are only a bound."""
    files = data.facts.store.table("files")
    files = files.filter(files.archive.isin(list(archives))).select(
        "file_id", "path", "snapshot_id"
    )
    ads = data.facts.store.table("ads")
    spent = data.facts.store.table("spend_observations")
    spent = spent.filter(spent.scope.isin(list(_WHOLE)))
    amounts = [*_amounts(ads, files), *_amounts(spent, files)]
    if not amounts:
        return None
    counts = {row["file_id"]: row for row in _counts(ads, files)}
    totals = {row["file_id"]: row for row in _rows(spent, files)}
    found: dict[str, list[dict[str, object]]] = {}
    for row in amounts:
        found.setdefault(str(row["file_id"]), []).append(row)
    paths = {row["file_id"]: row for row in frame(files).to_dict("records")}
    days = data.facts.snapshot_dates
    order = sorted(
        found, key=lambda key: (-days[paths[key]["snapshot_id"]].toordinal(), paths[key]["path"])
    )
    return TableBlock(
        _(
            "What each copy adds up to. Files of regions and of weeks are parts of these and are not listed."
        ),
        (
            Column("file", _("File")),
            Column("rows", _("Rows")),
            Column("amounts_that_are_one_number", _("Amounts that are one number")),
            Column("only_a_bound", _("Only a bound")),
            Column("impressions", _("Impressions")),
        ),
        tuple(
            _line(data, paths[key]["path"], found[key], counts.get(key), totals.get(key))
            for key in order
        ),
        (1, 3, 4),
    )


def _line(
    data: SiteData,
    path: str,
    amounts: Sequence[dict[str, object]],
    ads: dict[str, object] | None,
    totals: dict[str, object] | None,
) -> tuple[Cell, ...]:
    rows = int(str((ads or totals or {}).get("n", 0)))
    bounds = sum(int(str(row["n_bound"])) for row in amounts)
    impressions = (
        None
        if ads is None or pd.isna(ads["impressions"])
        else int(str(ads["impressions"]).partition(".")[0])
    )
    ranked = sorted(amounts, key=lambda row: (-int(str(row["n"])), str(row["spend_currency"])))
    shown = [_sum(data, row) for row in ranked if row["n"]]
    return (
        Cell(path),
        Cell(f"{rows:,}", sort=rows, is_number=True),
        Cell("; ".join(shown) or "–"),
        Cell(f"{bounds:,}" if bounds else "–", sort=bounds, is_number=True),
        Cell("–", is_number=True)
        if impressions is None
        else Cell(f"{impressions:,}", sort=impressions, is_number=True),
    )


def _sum(data: SiteData, row: dict[str, object]) -> str:
    currency = text_or_none(row["spend_currency"])
    text = data.words.money(exact(float(str(row["total"]))), currency).text
    if currency is None:
        text = _("{amount} in a currency that was not published", amount=text)
    return _("{amount} of rounded amounts", amount=text) if row["is_rounded"] else text


def _amounts(rows: ir.Table, files: ir.Table) -> list[dict[str, object]]:
    """By file and currency: how many amounts are one number, their sum, how many only a bound."""
    rows = rows.semi_join(files, "file_id")
    is_one = rows.spend_kind.isin(list(_ONE_NUMBER))
    grouped = rows.group_by(["file_id", "spend_currency"]).aggregate(
        n=is_one.sum(),
        total=rows.spend_lo.sum(where=is_one).fill_null(0),
        is_rounded=(rows.spend_kind == RangeKind.ROUNDED.value).any(),
        n_bound=(rows.spend_kind == RangeKind.AT_MOST.value).sum(),
    )
    found = frame(grouped.order_by(["file_id", "spend_currency"])).to_dict("records")
    return [row for row in found if row["n"] or row["n_bound"]]


def _rows(rows: ir.Table, files: ir.Table) -> list[dict[str, object]]:
    rows = rows.semi_join(files, "file_id")
    return frame(rows.group_by("file_id").aggregate(n=rows.line.nunique())).to_dict("records")


def _counts(ads: ir.Table, files: ir.Table) -> list[dict[str, object]]:
    ads = ads.semi_join(files, "file_id")
    is_exact = ads.impressions_kind == RangeKind.EXACT.value
    grouped = ads.group_by("file_id").aggregate(
        n=ads.line.nunique(), impressions=ads.impressions_lo.sum(where=is_exact)
    )
    return frame(grouped).to_dict("records")
