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

import json
from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt
import pandas as pd

from generator.charts import amounts, dates, frames, theme
from generator.charts.date_axis import date_layers, date_records
from generator.charts.drawing import fluid
from generator.charts.gaps import Gaps, gap_layer, gap_records
from generator.charts.week_axes import Axis, axis_of
from generator.charts.week_marks import MarkPlan, Marks, mark_layers, mark_records
from generator.language import _

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
    frames.require_unique(frame, "week_start_date")
    weeks = [_as_date(value) for value in frame["week_start_date"]]
    bounds = frames.read_bounds(frame)
    states = (
        [str(state) for state in frame["state"]] if "state" in frame.columns else [""] * len(weeks)
    )
    known = zip(weeks, bounds, states, strict=True)
    found = sorted((week, b, state) for week, b, state in known if b[0] == b[0])
    rows = [(week, b) for week, b, _state in found]
    largest = max(lo if hi != hi else hi for _week, (lo, hi) in rows)
    ticks = axis.ticks(largest)
    left = axis.room(largest)
    if beside:
        left = max(left, axis_of(str(beside[0])).room(float(str(beside[1]))))
    first, end = rows[0][0], rows[-1][0] + _WEEK
    if span:
        first, end = min(first, _as_date(span[0])), max(end, _as_date(span[1]))
    week_width = min((WIDTH - left) * 7 / (end - first).days, _WIDEST_WEEK)
    right = left + week_width * (end - first).days / 7
    bar_days = 7 * min(0.86, _WIDEST_BAR / week_width)
    records = [_record(week, lo, hi, bar_days) for week, (lo, hi) in rows]
    old = [row for row, (_w, _b, state) in zip(records, found, strict=True) if state == "old"]
    cut = [
        {
            "px": round(left + week_width * ((week - first).days + bar_days / 2) / 7, 1),
            "py": round(_BOTTOM - (_BOTTOM - _TOP) * (lo if hi != hi else hi) / largest - 4, 1),
            "text": "?",
        }
        for week, (lo, hi), state in found
        if state == "cut"
    ]
    hatched = gap_records(gaps, first, end, left, right)
    has_band = any(row["hi"] is not None and row["hi"] > row["lo"] for row in records)
    has_open = any(row["open"] is not None for row in records)

    x = _x_axis(first, end, left, right)
    layers = [gap_layer(_TOP, _BOTTOM)] if hatched else []
    layers.append(_bars(x, _y_axis(ticks, largest, axis, left)))
    if old:
        layers.append(_old_bars(x))
    if has_band:
        layers.append(_bands(x))
    if has_open:
        layers.append(_arrows(size=min(9.0, max(5.0, week_width))))
    if cut:
        layers.append(_cut_signs())
    notes, keys = _header(axis.title, has_band, has_open, bool(hatched))
    layers.append(_texts())
    if keys:
        layers.append(_keys())
    days = date_records(first, end, left, right, WIDTH, _BOTTOM)
    layers += date_layers(days)
    datasets = {"rows": records, "notes": notes, "keys": keys, **days}
    datasets |= {name: own for name, own in (("gaps", hatched), ("old", old), ("cut", cut)) if own}
    if marks:
        size = fluid.narrow_text(left, 0, WIDTH)
        plan = MarkPlan(first, end, left, right, _TOP, _BOTTOM, size)
        datasets["marks"], datasets["mark_labels"] = mark_records(marks, plan)
        layers += mark_layers()
    return alt.LayerChart(
        layer=layers,
        data=alt.NamedData("rows"),
        datasets=datasets,
        width=WIDTH,
        height=HEIGHT,
        autosize="none",
        padding=0,
        usermeta=fluid.ask(round(left), 0),
        config=theme.config(),
    )


def _as_date(value: object) -> date:
    day = pd.Timestamp(value)
    if day is pd.NaT:
        raise ValueError("a row has no week_start_date")
    return day.date()


def _record(week: date, lo: float, hi: float, bar_days: float) -> dict[str, object]:
    start = dates.to_milliseconds(week)
    return {
        "start": start,
        "end": start + round(bar_days * 86_400_000),
        "lo": frames.plain(lo),
        "hi": frames.plain(hi),
        "middle": start + round(bar_days * 43_200_000),
        "open": frames.plain(lo) if hi != hi else None,
    }


def _x_axis(first: date, end: date, left: float, right: float) -> alt.X:
    return alt.X(
        field="start",
        type="temporal",
        scale=alt.Scale(
            type="utc",
            nice=False,
            domain=[dates.to_milliseconds(first), dates.to_milliseconds(end)],
            range=[round(left), round(right)],
        ),
        axis=None,
    )


def _y_axis(ticks: list[float], largest: float, axis: Axis, left: float) -> alt.Y:
    words = {f"{tick:.12g}": axis.write(tick) for tick in ticks}
    chain = '"0"'
    for number, label in reversed(words.items()):
        chain = f"datum.value=={number}?{json.dumps(label)}:{chain}"
    return alt.Y(
        field="lo",
        type="quantitative",
        scale=alt.Scale(domain=[0, largest], range=[_BOTTOM, _TOP], nice=False),
        axis=alt.Axis(
            values=[0, *ticks],
            labelExpr=chain,
            grid=True,
            labelAlign="right",
            labelOffset=5,
            labelPadding=8,
            offset=-round(left),
        ),
    )


def _bars(x: alt.X, y: alt.Y) -> alt.Chart:
    chart = alt.Chart().mark_bar(fill=theme.ACCENT)
    return chart.encode(x=x, x2=alt.X2(field="end"), y=y, y2=alt.Y2(datum=0))


def _old_bars(x: alt.X) -> alt.Chart:
    chart = alt.Chart(data=alt.NamedData("old")).mark_bar(fill=theme.MUTED)
    y = alt.Y(field="lo", type="quantitative")
    return chart.encode(x=x, x2=alt.X2(field="end"), y=y, y2=alt.Y2(datum=0))


def _cut_signs() -> alt.Chart:
    chart = alt.Chart(data=alt.NamedData("cut")).mark_text(
        fill=theme.INK, align="center", fontWeight=700
    )
    return chart.encode(
        x=_raw(alt.X, "px"), y=_raw(alt.Y, "py"), text=alt.Text(field="text", type="nominal")
    )


def _bands(x: alt.X) -> alt.Chart:
    chart = alt.Chart().mark_bar(fill=theme.RANGE)
    y = alt.Y(field="hi", type="quantitative")
    return chart.encode(x=x, x2=alt.X2(field="end"), y=y, y2=alt.Y2(field="lo"))


def _arrows(size: float) -> alt.Chart:
    chart = alt.Chart().mark_point(
        shape=_TRIANGLE_UP,
        fill=theme.ACCENT,
        stroke=None,
        size=round(size * size),
        yOffset=-2,
        opacity=1,
    )
    return chart.encode(
        x=alt.X(field="middle", type="temporal"), y=alt.Y(field="open", type="quantitative")
    )


_TRIANGLE_UP = "M0,-2L1,0H-1Z"
_SQUARE = "M-1,-1.8h2v2h-2Z"


def _header(
    title: str, has_band: bool, has_open: bool, has_gap: bool
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The lines above the plot: what is drawn, and under it the key."""
    notes: list[dict[str, object]] = [{"px": 0, "py": _HEADER, "text": title}]
    keys: list[dict[str, object]] = []
    left = 0
    for is_shown, text, shape, fill in (
        (has_band, _("up to"), _SQUARE, theme.RANGE),
        (has_open, _("or more"), _TRIANGLE_UP, theme.ACCENT),
        (has_gap, _("in no copy"), _SQUARE, theme.GAP),
    ):
        if is_shown:
            keys.append({"px": left + 7, "py": _KEYS, "shape": shape, "fill": fill})
            notes.append({"px": left + 20, "py": _KEYS, "text": text})
            left += 36 + round(theme.estimate_width(text, theme.TEXT_SIZE))
    return notes, keys


def _raw(channel: type, field: str) -> object:
    return channel(field=field, type="quantitative", scale=None, axis=None)


def _texts() -> alt.Chart:
    chart = alt.Chart(data=alt.NamedData("notes"), name="pin_notes").mark_text(fill=theme.MUTED)
    return chart.encode(
        x=_raw(alt.X, "px"), y=_raw(alt.Y, "py"), text=alt.Text(field="text", type="nominal")
    )


def _keys() -> alt.Chart:
    chart = alt.Chart(data=alt.NamedData("keys"), name="pin_keys").mark_point(
        stroke=None, opacity=1, size=121
    )
    return chart.encode(
        x=_raw(alt.X, "px"),
        y=_raw(alt.Y, "py"),
        shape=alt.Shape(field="shape", type="nominal", scale=None),
        fill=alt.Fill(field="fill", type="nominal", scale=None),
    )
