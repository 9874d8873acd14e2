"""The vertical axis of the charts of weeks: amounts of one currency, or numbers of ads."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.charts import amounts, theme
from generator.text.language import _

_GAP = 8.0
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
        ticks = [0.0, *self.ticks(largest)]
        widest = max(theme.estimate_width(self.write(tick), theme.TEXT_SIZE) for tick in ticks)
        return _GAP + widest


def axis_of(currency: str) -> Axis:
    """The axis of amounts; without a currency, that of numbers of ads."""
    if not currency:
        return Axis(lambda value: f"{value:,.0f}", _whole_ticks, _("Number of ads"))
    title = _("Spend by week, {currency}", currency=amounts.currency_name(currency))
    write = lambda value: amounts.format_amount(value, currency) if value else "0"  # noqa: E731
    return Axis(write, amounts.nice_ticks, title)


def _whole_ticks(largest: float) -> list[float]:
    """Round numbers above 0; there is no half an ad."""
    return [tick for tick in amounts.nice_ticks(largest) if tick == int(tick)]
