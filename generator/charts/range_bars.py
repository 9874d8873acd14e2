"""Horizontal bars for a short list: a name above each bar, its amount at the end of it.

Every amount is written out, so there is no axis. A bar is solid to the lower bound
and hatched to the upper; an open upper bound ends in an arrow; an amount that was not published
has no bar. The rows keep the order of the frame. Its columns, one currency and one row each:

=================  ==========================================================================
name               what the bar is of; ``platform`` in a chart of platforms
lo                 lower bound; NaN where no amount was published
hi                 upper bound; NaN where it is open
=================  ==========================================================================
"""

import itertools
from dataclasses import dataclass

import altair as alt
import pandas as pd

from generator.charts import amounts, frames, layers, names, theme

WIDTH = 640
_ROW = 50
_NAME, _AMOUNT = 18, 40
_BAR_TOP, _BAR_BOTTOM = 27, 40
_GAP, _ARROW = 8, 12
_ARROW_RIGHT = "m0,-6l12,6l-12,6z"


@dataclass(frozen=True)
class RangeBars:
    """Which column holds the names, and how many rows such a chart has at the most."""

    name_column: str
    most: int

    @property
    def columns(self) -> tuple[str, str, str]:
        """The columns that the frame has to have."""
        return (self.name_column, "lo", "hi")

    def is_drawable(self, frame: pd.DataFrame) -> bool:
        """Whether there are two rows at least with a known amount, one of them above 0."""
        frames.require_columns(frame, self.columns)
        return frames.has_enough(frames.read_bounds(frame), 2)

    def build(self, frame: pd.DataFrame, currency: str) -> alt.LayerChart:
        """The chart in one currency. Raises ValueError for too few or too many rows."""
        if not self.is_drawable(frame):
            raise ValueError("bars need two rows with a known amount at least, one above 0")
        if len(frame) > self.most:
            raise ValueError(f"{len(frame)} rows: {self.most} at the most can be read as bars")
        bounds = frames.read_bounds(frame)
        words = amounts.format_rows(frame, currency)
        scale = _scale(bounds, words)
        records = [
            _record(row, str(name), text, lo, hi, scale)
            for row, (name, text, (lo, hi)) in enumerate(
                zip(frame[self.name_column], words, bounds, strict=True)
            )
        ]
        return _chart(records, scale)


SPONSORS = RangeBars("name", most=20)
"""The sponsors that spent most; the caller sorts, ranks and cuts the list."""
PLACES = RangeBars("name", most=60)
"""Places that have no tile map."""
PLATFORMS = RangeBars("platform", most=12)
"""Platforms side by side: sums over different archives are never added."""


@dataclass(frozen=True)
class _Scale:
    largest: float
    length: float

    def tip(self, lo: float, hi: float) -> float:
        """Where the bar or its band ends: the amount is written behind it."""
        if lo != lo:
            return 0.0
        return round((lo if hi != hi else hi) / self.largest * self.length, 1)


def _scale(bounds: list[tuple[float, float]], words: list[str]) -> _Scale:
    """As long as leaves room for the widest amount after the longest bar."""
    largest = max(lo if hi != hi else hi for lo, hi in bounds if lo == lo)
    widest = max(theme.estimate_width(text, theme.TEXT_SIZE) for text in words)
    return _Scale(largest, int(WIDTH - widest - _GAP - _ARROW))


def _record(
    row: int, name: str, amount: str, lo: float, hi: float, scale: _Scale
) -> dict[str, object]:
    top = row * _ROW
    return {
        **names.by_place(name),
        "amount": amount,
        "lo": frames.plain(lo),
        "hi": frames.plain(hi),
        "tip": scale.tip(lo, hi),
        "name_y": top + _NAME,
        "amount_y": top + _AMOUNT,
        "top": top + _BAR_TOP,
        "bottom": top + _BAR_BOTTOM,
        "middle": top + (_BAR_TOP + _BAR_BOTTOM) / 2,
    }


def _chart(records: layers.Rows, scale: _Scale) -> alt.LayerChart:
    is_open = [row["lo"] is not None and row["hi"] is None for row in records]
    datasets = {
        "rows": records,
        "bands": [row for row in records if row["hi"] is not None and row["hi"] != row["lo"]],
        "open": list(itertools.compress(records, is_open)),
        "closed": [row for row, has_arrow in zip(records, is_open, strict=True) if not has_arrow],
    }
    domain = alt.Scale(domain=[0, frames.plain(scale.largest)], range=[0, scale.length], nice=False)
    lo = alt.X(field="lo", type="quantitative", scale=domain)
    hi = alt.X(field="hi", type="quantitative")
    bar: dict[str, layers.Place] = {"x": lo, "x2": alt.X2(datum=0), "y": "top", "y2": "bottom"}
    arrow: layers.Places = {"x": lo, "y": "middle"}
    amount: layers.Places = {"x": "tip", "y": "amount_y", "text": "amount"}
    shown = [
        layers.layer("bar", "rows", bar),
        layers.layer("bar", "bands", bar | {"x": hi, "x2": "lo"}, fill=theme.RANGE),
        layers.layer("point", "open", arrow, shape=_ARROW_RIGHT, fill=theme.ACCENT, xOffset=2),
        *layers.names("rows", records, ["row"]),
        layers.layer("text", "closed", amount, fill=theme.MUTED, dx=_GAP),
        layers.layer("text", "open", amount, fill=theme.MUTED, dx=_GAP + _ARROW),
    ]
    height = len(records) * _ROW
    right = WIDTH - scale.length
    return layers.chart(shown, datasets, width=scale.length, height=height, right=right)
