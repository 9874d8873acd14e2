"""The tables and charts of a sponsor's page, from rows that were loaded and added up before."""

from collections.abc import Iterable, Mapping, Sequence

from generator.pages.addresses import chart_ident
from generator.pages.base import Cell, ChartSpec, Figure, TableBlock, money_cell
from generator.pages.chart_specs import places_chart, platform_chart, weekly_chart
from generator.pages.data import WINDOW_DAYS, SiteData, amount_fields
from generator.pages.totals import SponsorTotals
from generator.pages.words import as_date, text_or_none

Rows = Sequence[Mapping[str, object]]
CARD_COUNT = 6
"""Totals that stand as cards; the others are rows of a table."""


def more_totals(totals: SponsorTotals) -> TableBlock | None:
    """The totals that have no card."""
    rest = totals.figures[CARD_COUNT:]
    if not rest:
        return None
    return TableBlock(
        "More totals. Their times overlap: they are never added.",
        ("What", "Amount", "Detail"),
        tuple((Cell(f.label), money_cell(f.money), Cell(f.detail)) for f in rest),
        (1,),
    )


def totals_by_id(data: SiteData, observations: Rows) -> TableBlock | None:
    """Google's totals of each advertiser id, if a total is the sum of several."""
    rows = [row for row in observations if row["scope"] == "advertiser_total" and row["is_latest"]]
    if len({row["payer_id"] for row in rows}) < 2:
        return None
    rows.sort(key=lambda row: (_snapshot_day(row), float(row["spend_lo"])), reverse=True)
    return TableBlock(
        "Google's totals of each advertiser id",
        ("Advertiser", "Id", "Amount", "To"),
        tuple(
            (
                Cell(str(row["advertiser_name"])),
                Cell(str(row["advertiser_id"])),
                money_cell(data.words.money(amount_fields(row), row["spend_currency"])),
                Cell(data.snapshot_day(row["snapshot_id"])),
            )
            for row in rows
        ),
        (2,),
    )


def spend_by_week(data: SiteData, sponsor_id: str, rows: Rows) -> ChartSpec | None:
    """Google's weeks in the currency that has the most of them."""
    if not rows:
        return None
    by_currency: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        by_currency.setdefault(row["spend_currency"], []).append(row)
    currency, weeks = max(by_currency.items(), key=lambda item: (len(item[1]), item[0]))
    if len(weeks) < 2:
        return None
    return weekly_chart(
        data,
        weeks,
        currency,
        chart_ident(sponsor_id),
        f"Weekly spend on Google ({currency})",
    )


def spend_by_place(data: SiteData, sponsor_id: str, rows: Rows) -> ChartSpec | None:
    """The places of the longest and newest window, or of the newest snapshot."""
    if not rows:
        return None
    groups: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
    for row in rows:
        window = text_or_none(row["window_name"]) or ""
        end = as_date(row["period_end_date"])
        key = (
            WINDOW_DAYS.get(window, 0),
            end.toordinal() if end else 0,
            _snapshot_day(row) if not window else "",
            row["platform"],
            row["spend_currency"],
        )
        groups.setdefault(key, []).append(row)
    key, best = max(groups.items(), key=lambda item: (item[0][:3], len(item[1]), str(item[0])))
    first = best[0]
    what = (
        data.window_words(first)
        if text_or_none(first["window_name"])
        else f"to {data.snapshot_day(first['snapshot_id'])}"
    )
    title = f"Where, on {data.platform_name(first['platform'])}: {what} ({first['spend_currency']})"
    return places_chart(data, best, first["spend_currency"], chart_ident(sponsor_id), title)


def ads_by_place(data: SiteData, places_of_ads: Iterable[Sequence[str]]) -> TableBlock | None:
    """Places that ads were aimed at, with the number of ads (spend is not split by place)."""
    counts: dict[str, int] = {}
    for codes in places_of_ads:
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        return None
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = top[: data.config.top_rows]
    rest = f" The first {len(shown)} of {len(top)} places." if len(top) > len(shown) else ""
    return TableBlock(
        "Places that the ads were aimed at or are listed in, by number of ads. What an ad cost "
        "in each of them is not published." + rest,
        ("Place", "Ads"),
        tuple(
            (
                Cell(data.places.name(code), data.place_link(code)),
                Cell(f"{n:,}", sort=n, is_number=True),
            )
            for code, n in shown
        ),
        (1,),
    )


def platforms_side_by_side(totals: SponsorTotals, sponsor_id: str) -> ChartSpec | None:
    """Platforms side by side: only where one sponsor has totals of one currency on several."""
    best: dict[tuple[str, str], Figure] = {}
    for figure in totals.figures:
        key = (figure.money.currency or "", figure.label.split(",")[0])
        if figure.money.lo is not None and key not in best:
            best[key] = figure
    currencies = {currency for currency, _ in best if currency}
    for currency in sorted(currencies):
        group = [figure for (c, _), figure in best.items() if c == currency]
        if len(group) > 1:
            return platform_chart(
                group, currency, chart_ident(sponsor_id), f"By platform ({currency})"
            )
    return None


def _snapshot_day(row: Mapping[str, object]) -> str:
    return str(row["snapshot_id"]).split("@")[1]
