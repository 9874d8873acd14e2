"""What each chart shows, with the table of the same numbers: built once for all page kinds."""

from collections.abc import Sequence

import pandas as pd

from generator.pages.base import Cell, ChartSpec, Column, Figure, TableBlock, money_cell, widest_of
from generator.pages.data import SiteData
from generator.pages.sums import Sum
from generator.pages.words import Money
from generator.text.language import _


def places_chart(
    data: SiteData,
    rows: Sequence[Sum],
    currency: str | None,
    ident: str,
    title: str,
    highlight: str | None = None,
    *,
    source: str,
) -> ChartSpec | None:
    """A tile grid of US states, or bars for other places. ``rows`` are sums by place."""
    amounts = {
        row.place_code: data.words.money(row.amount, currency, parts=row.count) for row in rows
    }
    if not currency or not is_drawable(list(amounts.values())):
        return None
    ordered = sorted(
        amounts.items(), key=lambda item: (-(item[1].lo or 0), -(item[1].hi or 0), item[0])
    )
    # Tiles are shaded by lower bounds: where those are all 0, bars show the upper ones.
    is_us = all(code.startswith("US-") for code in amounts) and any(
        money.lo for money in amounts.values()
    )
    shown = ordered if is_us else ordered[: data.facts.config.top_rows]
    widest = widest_of([money for _, money in ordered])
    chart = pd.DataFrame(
        {
            "place_code": [code for code, _ in shown],
            "name": [data.facts.places.name(code) for code, _ in shown],
            "lo": [money.lo for _, money in shown],
            "hi": [money.hi for _, money in shown],
            "kind": [money.kind for _, money in shown],
        }
    )
    options: tuple[tuple[str, object], ...] = (("currency", currency),)
    if is_us and highlight:
        options += (("highlight", highlight),)
    most = ", ".join(f"{data.facts.places.name(code)} {money.text}" for code, money in ordered[:3])
    return ChartSpec(
        kind="places_tiles" if is_us else "places_bars",
        ident=f"{ident}-places",
        title=title,
        description=_("{count} places. Most: {places}.", count=len(amounts), places=most),
        frame=chart,
        options=options,
        table=TableBlock(
            title,
            (Column("place", _("Place")), Column("spend", _("Spend"))),
            tuple(
                (
                    Cell(data.facts.places.name(code), data.place_link(code)),
                    money_cell(money, widest),
                )
                for code, money in ordered
            ),
            (1,),
        ),
        note=_("The places do not have to add up to the whole."),
        source=source,
    )


def platform_chart(
    data: SiteData, group: Sequence[Figure], currency: str | None, ident: str, title: str
) -> ChartSpec | None:
    """Totals of several platforms in one currency, side by side and never added."""
    if not is_drawable([figure.money for figure in group]):
        return None
    chart = pd.DataFrame(
        {
            "platform": [figure.label for figure in group],
            "lo": [figure.money.lo for figure in group],
            "hi": [figure.money.hi for figure in group],
            "kind": [figure.money.kind for figure in group],
        }
    )
    widest = widest_of([figure.money for figure in group])
    return ChartSpec(
        kind="platform_split",
        ident=f"{ident}-platforms",
        title=title,
        description="; ".join(f"{figure.label}: {figure.money.text}" for figure in group) + ".",
        frame=chart,
        options=(("currency", currency),),
        table=TableBlock(
            title,
            (
                Column("platform", _("Platform")),
                Column("spend", _("Spend")),
                Column("what_it_covers", _("What it covers")),
            ),
            tuple((Cell(f.label), money_cell(f.money, widest), Cell(f.detail)) for f in group),
            (1,),
        ),
        note=_("Different facts over different times: shown side by side, never added."),
        source="; ".join(_signed(data, figure) for figure in group),
    )


def _signed(data: SiteData, figure: Figure) -> str:
    """The platform of a total and what it covers; of a sum over ads also the day of their copies."""
    words = f"{figure.label}, {figure.details[0]}"
    archive = figure.archive
    return f"{words}, {data.reach.copies(archive, figure.span)}" if archive else words


def top_chart(
    entries: Sequence[tuple[str, str, Money]],
    currency: str | None,
    ident: str,
    title: str,
    source: str,
) -> ChartSpec | None:
    """The largest sponsors of one list. ``entries`` are name, path and amount, largest first."""
    if not currency or not is_drawable([money for _, _, money in entries]):
        return None
    widest = widest_of([money for _, _, money in entries])
    chart = pd.DataFrame(
        {
            "name": [name for name, _, _ in entries],
            "lo": [money.lo for _, _, money in entries],
            "hi": [money.hi for _, _, money in entries],
            "kind": [money.kind for _, _, money in entries],
        }
    )
    first = entries[0]
    return ChartSpec(
        kind="top_sponsors",
        ident=ident,
        title=title,
        description=_(
            "{count} sponsors. Most: {name}, {amount}.",
            count=len(entries),
            name=first[0],
            amount=first[2].text,
        ),
        frame=chart,
        options=(("currency", currency),),
        table=TableBlock(
            title,
            (Column("sponsor", _("Sponsor")), Column("spend", _("Spend"))),
            tuple((Cell(name, path), money_cell(money, widest)) for name, path, money in entries),
            (1,),
        ),
        source=source,
    )


def is_drawable(amounts: Sequence[Money]) -> bool:
    """No chart without data: two known amounts at least, and something above 0. Without a currency
    there is none either: a chart compares amounts."""
    known = [money for money in amounts if money.lo is not None]
    return len(known) >= 2 and any(money.lo or money.hi for money in known)
