"""Spend by week: solid bars to the lower bound, hatched to the upper, an arrow where it is open.

One currency. Weeks without a row are gaps, not zeros. Dates that matter can be marked with a
number; what each means stands beside the chart. Columns of the frame:

=================  ==========================================================================
week_start_date    the first day of the week, one row each
lo                 lower bound of what was spent in the week
hi                 upper bound; NaN where the platform gave none
state              optional: ``old`` for a week of an older copy that the newest does not list any
                   more (grey), ``cut`` for one within which the copy was taken (marked with ?)
=================  ==========================================================================

The same chart of the ads that ran in each week (:func:`build_ads`) has the columns
``week_start_date`` and ``ad_count``, the ads that ran on one day of the week at least.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt
import pandas as pd

from generator.charts import amounts, dates, frames, layers, theme
from generator.charts.axes import Axis, axis_layers, axis_of, time_axis
from generator.charts.date_axis import date_layers, date_records
from generator.charts.gaps import Gaps, gap_layer, gap_records
from generator.charts.week_marks import MarkPlan, Marks, mark_layers, mark_records
from generator.text.language import _

COLUMNS = ("week_start_date", "lo", "hi")
ADS_COLUMNS = ("week_start_date", "ad_count")
WIDTH, HEIGHT = 640, 240
_TOP, _BOTTOM = 50, 210
_HEADER, _KEYS = 12, 30
_WIDEST_BAR, _WIDEST_WEEK = 48.0, 240.0
_WEEK = timedelta(days=7)

Span = Sequence[object]
Beside = Sequence[object]


def is_drawable(frame: pd.DataFrame) -> bool:
    """Whether there are two weeks at least with a known amount, one of them above 0."""
    frames.require_columns(frame, COLUMNS)
    return frames.has_enough(frames.read_bounds(frame), 2)


def build(
    frame: pd.DataFrame,
    currency: str,
    marks: Marks = (),
    span: Span = (),
    beside: Beside = (),
    gaps: Gaps = (),
) -> alt.LayerChart:
    """The chart; ``currency`` is the code of the one currency, ``marks`` are dates and numbers;
    for ``span``, ``beside`` and ``gaps`` see :func:`draw`.

    Raises ValueError for bad input.
    """
    if not is_drawable(frame):
        raise ValueError("weekly spend needs two weeks with a known amount, one of them above 0")
    amounts.currency_prefix(currency)
    return draw(frame, axis_of(currency), marks, span, beside, gaps)


def is_drawable_ads(frame: pd.DataFrame) -> bool:
    """Whether there are two weeks at least, one of them with an ad."""
    frames.require_columns(frame, ADS_COLUMNS)
    return len(frame) >= 2 and bool((frame["ad_count"] > 0).any())


def build_ads(
    frame: pd.DataFrame,
    marks: Marks = (),
    span: Span = (),
    beside: Beside = (),
    gaps: Gaps = (),
) -> alt.LayerChart:
    """The chart of numbers of ads, which are no money; the rest as in :func:`build`."""
    if not is_drawable_ads(frame):
        raise ValueError("ads by week need two weeks, one of them with an ad")
    rows = frame[["week_start_date"]].assign(lo=frame["ad_count"], hi=frame["ad_count"])
    return draw(rows, axis_of(""), marks, span, beside, gaps)


def draw(
    frame: pd.DataFrame,
    axis: Axis,
    marks: Marks = (),
    span: Span = (),
    beside: Beside = (),
    gaps: Gaps = (),
) -> alt.LayerChart:
    """Weeks of amounts or of counts.

    A chart that stands with another one has the same days at the same places: ``span`` are the
    first and the last day (YYYY-MM-DD) of both, ``beside`` is the currency of the other chart
    (empty for a number of ads) and its largest value, for whose labels this one makes room too.
    ``gaps`` are days that no copy covers.
    """
    found = _weeks_of(frame)
    largest = max(week.top for week in found)
    left = axis.room(largest)
    if beside:
        left = max(left, axis_of(str(beside[0])).room(float(str(beside[1]))))
    left = round(left)
    plot = WIDTH - left
    first, end = found[0].start, found[-1].start + _WEEK
    if span:
        first, end = min(first, _as_date(span[0])), max(end, _as_date(span[1]))
    week_width = min(plot * 7 / (end - first).days, _WIDEST_WEEK)
    right = week_width * (end - first).days / 7
    bar_days = 7 * min(0.86, _WIDEST_BAR / week_width)
    records = [week.record(bar_days) for week in found]
    cut: layers.Rows = [
        {
            "px": round(week_width * ((week.start - first).days + bar_days / 2) / 7, 1),
            "py": round(_BOTTOM - (_BOTTOM - _TOP) * week.top / largest - 4, 1),
        }
        for week in found
        if week.state == "cut"
    ]
    days = date_records(first, end, right, plot, left)
    size = theme.TEXT_SIZE * theme.narrow_units(WIDTH, left)
    lines, numbers = mark_records(marks, MarkPlan(first, end, left, right, size))
    datasets: dict[str, layers.Rows] = {
        "rows": records,
        "ticks": axis.records(largest),
        "open": [row for row in records if row["hi"] is None],
        "old": [row for row, week in zip(records, found, strict=True) if week.state == "old"],
        "cut": cut,
        "gaps": gap_records(gaps, first, end, right),
        **days,
        "marks": lines,
        "mark_labels": numbers,
    }
    bar: dict[str, layers.Place] = {
        "x": time_axis(first, end, right),
        "x2": "end",
        "y": _height("lo"),
        "y2": alt.Y2(datum=0),
    }
    band = bar | {"y": _height("hi"), "y2": "lo"}
    has_band = any(week.hi > week.lo for week in found)
    tip: layers.Places = {"x": alt.X(field="middle", type="temporal"), "y": _height("lo")}
    arrow = _arrow(min(9.0, max(5.0, week_width)))
    sign: layers.Places = {"x": "px", "y": "py", "text": alt.TextValue("?")}
    shown = [
        *axis_layers(largest, _TOP, _BOTTOM),
        gap_layer(_TOP, _BOTTOM),
        layers.layer("bar", "rows", bar),
        layers.layer("bar", "old", bar, fill=theme.MUTED),
        *([layers.layer("bar", "rows", band, fill=theme.RANGE)] if has_band else ()),
        layers.layer("point", "open", tip, shape=arrow, fill=theme.ACCENT, yOffset=-2),
        layers.layer("text", "cut", sign, align="center", fontWeight=700),
        layers.note(axis.title, -left, _HEADER),
        *_keys(-left, has_band, bool(datasets["open"]), bool(datasets["gaps"])),
        *date_layers(days, _BOTTOM),
        *mark_layers(_TOP, _BOTTOM),
    ]
    return layers.chart(shown, datasets, width=plot, height=HEIGHT, left=left)


@dataclass(frozen=True)
class _Week:
    start: date
    lo: float
    hi: float
    state: str

    @property
    def top(self) -> float:
        """The largest amount that is known of the week."""
        return self.lo if self.hi != self.hi else self.hi

    def record(self, bar_days: float) -> dict[str, object]:
        start = dates.to_milliseconds(self.start)
        return {
            "start": start,
            "middle": start + round(bar_days * 43_200_000),
            "end": start + round(bar_days * 86_400_000),
            "lo": frames.plain(self.lo),
            "hi": frames.plain(self.hi),
        }


def _weeks_of(frame: pd.DataFrame) -> list[_Week]:
    """The weeks of which an amount is known, in their order."""
    frames.require_unique(frame, "week_start_date")
    states = frame["state"] if "state" in frame.columns else [""] * len(frame)
    rows = zip(frame["week_start_date"], frames.read_bounds(frame), states, strict=True)
    found = (_Week(_as_date(day), lo, hi, str(state)) for day, (lo, hi), state in rows)
    return sorted((week for week in found if week.lo == week.lo), key=lambda week: week.start)


def _as_date(value: object) -> date:
    day = pd.Timestamp(value)
    if day is pd.NaT:
        raise ValueError("a row has no week_start_date")
    found: date = day.date()
    return found


def _height(field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative")


def _arrow(size: float) -> str:
    """A triangle that points upwards from its place."""
    return f"m0,{-size:g}l{size / 2:g},{size:g}h{-size:g}z"


_SQUARE = "m-5.5,-9.9h11v11h-11z"


def _keys(left: float, has_band: bool, has_open: bool, has_gap: bool) -> Iterator[alt.Chart]:
    """What the parts of a bar and the hatches are, above the plot."""
    for is_shown, text, shape, fill in (
        (has_band, _("up to"), _SQUARE, theme.RANGE),
        (has_open, _("or more"), _arrow(11), theme.ACCENT),
        (has_gap, _("in no copy"), _SQUARE, theme.GAP),
    ):
        if is_shown:
            yield layers.symbol(shape, fill, left + 7, _KEYS)
            yield layers.note(text, left + 20, _KEYS)
            left += 36 + round(theme.estimate_width(text, theme.TEXT_SIZE))
