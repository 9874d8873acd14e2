"""The axes of the charts of weeks and months: amounts of one currency or numbers of ads over time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import altair as alt

from generator.charts import amounts, dates, layers, theme
from generator.text.language import _

_GAP = 8
"""Between a label and the plot."""


@dataclass(frozen=True)
class Axis:
    """What the heights are: how a tick is written, the round ticks, the title above the plot."""

    write: Callable[[float], str]
    ticks: Callable[[float], list[float]]
    title: str

    def room(self, largest: float) -> float:
        """How wide the labels are with the space behind them, in any font, if the tallest bar is
        so tall."""
        words = (row["label"] for row in self.records(largest))
        return _GAP + max(theme.estimate_width(str(word), theme.TEXT_SIZE) for word in words)

    def records(self, largest: float) -> layers.Rows:
        """Rows of :func:`axis_layers`."""
        ticks = [0.0, *self.ticks(largest)]
        return [{"tick": tick, "label": self.write(tick)} for tick in ticks]


def axis_of(currency: str) -> Axis:
    """The axis of amounts; without a currency, that of numbers of ads."""
    if not currency:
        return Axis(lambda value: f"{value:,.0f}", _whole_ticks, _("Number of ads"))
    title = _("Spend by week, {currency}", currency=amounts.currency_name(currency))
    write = lambda value: amounts.format_amount(value, currency) if value else "0"  # noqa: E731
    return Axis(write, amounts.nice_ticks, title)


def axis_layers(largest: float, top: float, bottom: float) -> list[alt.Chart]:
    """A line and a label for each tick, from the data set ``ticks``: the vertical scale of the
    chart, on which the largest value is at the top."""
    scale = alt.Scale(domain=[0, largest], range=[bottom, top], nice=False)
    y = alt.Y(field="tick", type="quantitative", scale=scale)
    places: layers.Places = {"x": -_GAP, "y": y, "text": "label"}
    return [
        layers.layer("rule", "ticks", {"y": y}, stroke=theme.GRID),
        layers.layer("text", "ticks", places, fill=theme.MUTED, align="right", dy=5),
    ]


def time_axis(first: date, end: date, right: float) -> alt.X:
    """The channel of the column ``start``, in milliseconds, with the horizontal scale."""
    domain = [dates.to_milliseconds(first), dates.to_milliseconds(end)]
    scale = alt.Scale(type="utc", nice=False, domain=domain, range=[0, round(right)])
    return alt.X(field="start", type="temporal", scale=scale)


def _whole_ticks(largest: float) -> list[float]:
    """Round numbers above 0; there is no half an ad."""
    return [tick for tick in amounts.nice_ticks(largest) if tick == int(tick)]
