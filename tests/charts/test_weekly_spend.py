import datetime
import itertools

import pandas as pd
import pytest

from generator.charts import weekly_spend
from generator.charts.drawing.svg import render_svg
from tests.charts.drawn import ACCENT, NAN, rects, texts, triangles, weeks

MUTED = "var(--pfb-muted,#5f5b53)"
HATCH = "url(#w-hatch)"
BASE = 210.0
TALLEST = 160.0


def draw(frame: pd.DataFrame, currency: str = "USD") -> str:
    chart = weekly_spend.build(frame, currency)
    return render_svg(chart, ident="w", title="Spend", description="By week.")


def test_solid_bars_are_as_high_as_the_lower_bounds() -> None:
    svg = draw(weeks([(100, 100), (50, 50), (25, 25)]))
    bars = rects(svg, ACCENT)
    assert [height for *_, height in bars] == [TALLEST, TALLEST / 2, TALLEST / 4]
    assert all(top + height == BASE for _, top, _, height in bars)
    assert rects(svg, HATCH) == []
    assert triangles(svg) == 0


def test_bands_reach_from_the_lower_to_the_upper_bound() -> None:
    svg = draw(weeks([(50, 100), (20, 20)]))
    ((_, top, _, height),) = rects(svg, HATCH)[:1]
    assert (top, top + height) == (BASE - TALLEST, BASE - TALLEST / 2)
    assert "up to" in texts(svg)
    assert "or more" not in texts(svg)


def test_open_bounds_end_in_an_arrow_and_have_no_band() -> None:
    svg = draw(weeks([(100, NAN), (50, NAN), (20, 20)]))
    assert triangles(svg) == 2 + 1, "two weeks and the key"
    assert rects(svg, HATCH) == []
    assert "or more" in texts(svg)


def test_a_bound_of_zero_draws_no_bar_but_its_band() -> None:
    svg = draw(weeks([(0, 100), (50, 50), (0, 0)]))
    assert len(rects(svg, ACCENT)) == 1
    assert len(rects(svg, HATCH)) == 1


def test_weeks_without_a_row_are_gaps() -> None:
    close = rects(draw(weeks([(10, 10)] * 12)), ACCENT)
    apart = rects(draw(weeks([(10, 10)] * 12, skip=8)), ACCENT)
    assert len(close) == len(apart) == 12
    steps = [right[0] - left[0] for left, right in itertools.pairwise(apart)]
    assert steps[-1] == pytest.approx(9 * steps[0], abs=0.5)


def test_an_unknown_amount_is_a_gap_and_not_a_zero() -> None:
    frame = weeks([(10, 10), (NAN, NAN), (20, 20)])
    assert len(rects(draw(frame), ACCENT)) == 2


@pytest.mark.parametrize("count", [2, 3, 5, 8, 13, 27, 53, 85, 120, 200, 400])
def test_every_length_has_its_bars_inside_and_its_dates_apart(count: int) -> None:
    svg = draw(weeks([(week % 7 + 1, week % 7 + 2) for week in range(count)], start="2018-05-27"))
    bars = rects(svg, ACCENT)
    assert len(bars) == count
    assert all(left >= 0 and left + width <= weekly_spend.WIDTH for left, _, width, _ in bars)
    assert sum(
        word.endswith(("2018", "2019", "2020", "2021", "2022", "2024")) for word in texts(svg)
    )


def test_dates_are_written_out_and_the_axis_names_the_currency() -> None:
    words = texts(draw(weeks([(10, 10)] * 2, start="2020-11-01"), "EUR"))
    assert {"1 Nov 2020", "8 Nov 2020", "Spend by week, EUR (€)", "€5"} <= set(words)


def test_a_currency_without_a_symbol_is_named_by_its_code() -> None:
    words = texts(draw(weeks([(2e6, 2e6), (1e6, 1e6)]), "CHF"))
    assert "Spend by week, CHF" in words
    assert "CHF\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}m" in words


@pytest.mark.parametrize(
    "frame", [weeks([(1, 1)]), weeks([(0, 0), (0, 0)]), weeks([(NAN, NAN), (1, 1)])]
)
def test_too_little_to_draw_is_refused(frame: pd.DataFrame) -> None:
    assert not weekly_spend.is_drawable(frame)
    with pytest.raises(ValueError, match="two weeks"):
        weekly_spend.build(frame, "USD")


def test_an_empty_frame_is_refused() -> None:
    frame = weeks([(1, 1)]).iloc[:0]
    assert not weekly_spend.is_drawable(frame)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="'hi'"):
        weekly_spend.build(weeks([(1, 1), (2, 2)]).drop(columns="hi"), "USD")


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (weeks([(5, 1), (1, 1)]), "not a range"),
        (weeks([(-5, 1), (1, 1)]), "not a range"),
        (weeks([(1, float("inf")), (1, 1)]), "not a range"),
        (pd.concat([weeks([(1, 1)] * 2)] * 2), "more than one row"),
    ],
)
def test_bad_rows_are_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        weekly_spend.build(frame, "USD")


@pytest.mark.parametrize("currency", ["", "usd", "US$", "USD'"])
def test_what_is_no_currency_code_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match="currency"):
        weekly_spend.build(weeks([(1, 1), (2, 2)]), currency)


def test_the_rows_may_come_in_any_order_and_type() -> None:
    frame = weeks([(10, 20), (30, NAN), (5, 5)])
    shuffled = frame.iloc[[2, 0, 1]].astype({"lo": "Float64", "hi": "Float64"})
    shuffled["week_start_date"] = pd.to_datetime(shuffled["week_start_date"])
    assert draw(frame) == draw(shuffled)


def test_85_weeks_of_ranges_fit_in_12_kilobytes() -> None:
    svg = draw(weeks([(1000 + 37 * week, 2000 + 41 * week) for week in range(85)]))
    assert len(svg.encode()) < 12_000


GAP = "url(#w-gap)"


def draw_with(frame: pd.DataFrame, **options: object) -> str:
    chart = weekly_spend.build(frame, "USD", **options)
    return render_svg(chart, ident="w", title="Spend", description="By week.")


def test_days_that_no_copy_covers_are_hatched_in_the_whole_height_of_the_plot() -> None:
    frame = weeks([(10, 10)] * 10)
    first = pd.Timestamp(frame["week_start_date"].iloc[0]).date()
    last = first + datetime.timedelta(weeks=10)
    end = last + datetime.timedelta(weeks=10)
    span = (first.isoformat(), end.isoformat())
    svg = draw_with(frame, span=span, gaps=[(last.isoformat(), end.isoformat())])
    *_, (left, top, width, height) = rects(svg, GAP)
    assert (top, height) == (BASE - TALLEST, TALLEST)
    bars = rects(svg, ACCENT)
    assert len(bars) == 10
    assert left > bars[-1][0] + bars[-1][2] - 1
    assert width == pytest.approx(10 * (bars[1][0] - bars[0][0]), abs=2)
    assert "in no copy" in texts(svg)
    assert rects(draw_with(frame, span=span), GAP) == []


def test_gap_outside_the_days_of_the_chart_is_not_drawn() -> None:
    svg = draw_with(weeks([(10, 10)] * 10), gaps=[("1999-01-01", "1999-03-01")])
    assert rects(svg, GAP) == []
    assert "in no copy" not in texts(svg)


def test_weeks_of_an_older_copy_are_grey_and_a_week_cut_short_has_a_sign() -> None:
    frame = weeks([(10, 10), (20, 20), (30, 30)]).assign(state=["old", "", "cut"])
    svg = draw_with(frame)
    assert [round(height) for *_, height in rects(svg, MUTED)] == [53]
    assert "?" in texts(svg)
    assert "?" not in texts(draw_with(weeks([(10, 10), (20, 20)])))
