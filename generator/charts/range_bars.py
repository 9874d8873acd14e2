"""Horizontal bars for a short list: a name above each bar, its amount at the end of it.

Every amount is written out, so there is no axis. A bar is solid to the lower bound
and hatched to the upper; an open upper bound ends in an arrow; an amount that was not published
has no bar. The rows keep the order of the frame.
"""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from generator.charts import amounts, fluid, frames, names, theme

WIDTH = 640
_ROW = 50
_NAME, _AMOUNT = 18, 40
_BAR_TOP, _BAR_BOTTOM = 27, 40
_GAP, _ARROW = 8, 12
_ARROW_RIGHT = "M0,-1L2,0L0,1Z"


@dataclass(frozen=True)
class RangeBars:
    """Which column holds the names, and how many rows such a chart has."""

    name_column: str
    fewest: int
    most: int

    @property
    def columns(self) -> tuple[str, str, str]:
        """The columns that the frame has to have."""
        return (self.name_column, "lo", "hi")

    def is_drawable(self, frame: pd.DataFrame) -> bool:
        """Whether there are enough rows with a known amount, one of them above 0."""
        frames.require_columns(frame, self.columns)
        return frames.has_enough(frames.read_bounds(frame), self.fewest)

    def build(self, frame: pd.DataFrame, currency: str) -> alt.LayerChart:
        """The chart in one currency. Raises ValueError for too few or too many rows."""
        if not self.is_drawable(frame):
            raise ValueError(
                f"bars need {self.fewest} rows with a known amount at least, one above 0"
            )
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
    has_arrow = lo == lo and hi != hi
    return {
        **names.by_place(name),
        "amount": None if has_arrow else amount,
        "open_amount": amount if has_arrow else None,
        "lo": frames.plain(lo),
        "hi": frames.plain(hi),
        "open": frames.plain(lo) if has_arrow else None,
        "tip": scale.tip(lo, hi),
        "name_y": top + _NAME,
        "amount_y": top + _AMOUNT,
        "top": top + _BAR_TOP,
        "bottom": top + _BAR_BOTTOM,
        "middle": top + (_BAR_TOP + _BAR_BOTTOM) / 2,
    }


def _chart(records: list[dict[str, object]], scale: _Scale) -> alt.LayerChart:
    has_open = any(row["open"] is not None for row in records)
    has_band = any(row["hi"] is not None and row["hi"] != row["lo"] for row in records)
    x = alt.X(
        field="lo",
        type="quantitative",
        scale=alt.Scale(
            domain=[0, frames.plain(scale.largest)],
            range=[0, scale.length],
            nice=False,
        ),
        axis=None,
    )
    layers = [_bars(x, alt.X2(datum=0), theme.ACCENT)]
    if has_band:
        layers.append(
            _bars(alt.X(field="hi", type="quantitative"), alt.X2(field="lo"), theme.RANGE)
        )
    if has_open:
        layers.append(_arrows())
    for field in ("name", "wide", "slim"):
        layers += _texts(records, field, "name_y", alt.XValue(0), theme.INK, f"{field}_names")
    tip = alt.X(field="tip", type="quantitative", scale=None, axis=None)
    for field, gap in (("amount", _GAP), ("open_amount", _GAP + _ARROW)):
        layers += _texts(records, field, "amount_y", tip, theme.MUTED, f"dx{gap}_{field}")
    return alt.LayerChart(
        layer=layers,
        data=alt.NamedData("rows"),
        datasets={"rows": records},
        width=WIDTH,
        height=len(records) * _ROW,
        autosize="none",
        padding=0,
        usermeta=fluid.ask(0, WIDTH - scale.length, _ROW),
        config=theme.config(),
    )


def _raw_y(field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative", scale=None, axis=None)


def _bars(x: alt.X, x2: alt.X2, fill: str) -> alt.Chart:
    chart = alt.Chart().mark_bar(fill=fill)
    return chart.encode(x=x, x2=x2, y=_raw_y("top"), y2=alt.Y2(field="bottom"))


def _arrows() -> alt.Chart:
    chart = alt.Chart().mark_point(
        shape=_ARROW_RIGHT, fill=theme.ACCENT, stroke=None, size=144, xOffset=2, opacity=1
    )
    return chart.encode(x=alt.X(field="open", type="quantitative"), y=_raw_y("middle"))


def _texts(
    records: list[dict[str, object]],
    field: str,
    y: str,
    x: alt.X | alt.XValue,
    fill: str,
    name: str,
) -> list[alt.Chart]:
    """The texts of one field, for the rows that have one."""
    rows = [row for row in records if row[field] is not None]
    if not rows:
        return []
    chart = alt.Chart(name=name).mark_text(fill=fill).transform_filter(f"datum.{field} !== null")
    return [chart.encode(x=x, y=_raw_y(y), text=alt.Text(field=field, type="nominal"))]
