"""Dates marked in the charts of weeks, and the chart of ads by week."""

import re
from datetime import date

import pandas as pd
import pytest

from generator.charts import weekly_spend
from generator.charts.drawing.svg import render_svg
from generator.charts.week_marks import MarkPlan, mark_records
from tests.charts.drawn import ACCENT, SVG, parse, rects, texts, weeks

# 100 days over 500 units: 5 units a day; a digit of size 20 is 12.8 wide.
PLAN = MarkPlan(date(2020, 1, 1), date(2020, 4, 10), 100, 500, 20)


def test_marks_stand_where_their_day_is() -> None:
    lines, labels = mark_records((("2020-01-11", 1), ("2020-03-01", 2)), PLAN)
    assert [line["px"] for line in lines] == [50, 300]
    assert [(label["px"], label["text"]) for label in labels] == [(50, "1"), (300, "2")]


def test_marks_that_would_touch_share_one_label() -> None:
    marks = (("2020-01-11", 1), ("2020-01-12", 2), ("2020-01-13", 3), ("2020-03-01", 4))
    lines, labels = mark_records(marks, PLAN)
    assert len(lines) == 4
    assert [label["text"] for label in labels] == ["1–3", "4"]
    assert labels[0]["px"] == 55


def test_label_at_the_right_end_stays_inside() -> None:
    _, labels = mark_records((("2020-04-10", 1),), PLAN)
    assert labels[0]["px"] == pytest.approx(500 - 12.8 / 2)


def test_a_date_outside_of_the_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="mark 1 of 2021-01-01 is outside"):
        mark_records((("2021-01-01", 1),), PLAN)


def test_marks_are_drawn_into_the_weeks_and_nothing_else_changes() -> None:
    frame = weeks([(100, 100), (200, 200), (50, 50)])
    plain = render_svg(weekly_spend.build(frame, "USD"), ident="a", title="t", description="d")
    marked = weekly_spend.build(frame, "USD", (("2020-01-14", 7),))
    drawn = render_svg(marked, ident="a", title="t", description="d")
    assert set(texts(drawn)) - set(texts(plain)) == {"7"}
    assert rects(drawn, ACCENT) == rects(plain, ACCENT)


def ads(*counts: int) -> pd.DataFrame:
    frame = weeks([(0, 0)] * len(counts))
    return pd.DataFrame({"week_start_date": frame["week_start_date"], "ad_count": counts})


def test_ads_are_counted_in_whole_numbers_and_without_money() -> None:
    drawn = weekly_spend.build_ads(ads(1, 2, 1))
    svg = render_svg(drawn, ident="a", title="t", description="d")
    assert [text for text in texts(svg) if text.replace(".", "").isdigit()] == ["0", "1", "2"]
    assert "$" not in "".join(texts(svg))
    one, two, three = rects(svg, ACCENT)
    assert two[3] == pytest.approx(2 * one[3], abs=0.2)
    assert one[3] == three[3]


def test_one_week_is_no_chart_of_ads() -> None:
    assert not weekly_spend.is_drawable_ads(ads(4))
    with pytest.raises(ValueError, match="two weeks"):
        weekly_spend.build_ads(ads(4))


def test_a_date_stands_at_one_place_in_two_charts_that_share_their_days() -> None:
    span = ("2020-01-05", "2020-12-27")
    marks = (("2020-03-03", 1), ("2020-08-11", 2))
    spend = weeks([(150_000, 300_000)] * 20)
    later = ads(*range(1, 12)).assign(
        week_start_date=weeks([(0, 0)] * 11, "2020-10-11")["week_start_date"]
    )
    charts = (
        weekly_spend.build(spend, "USD", marks, span, ("", 11.0)),
        weekly_spend.build_ads(later, marks, span, ("USD", 300_000.0)),
    )
    one, two = (render_svg(chart, ident="a", title="t", description="d") for chart in charts)
    assert margin(one) == margin(two)
    assert places(one, marks) == places(two, marks)


def margin(svg: str) -> str:
    """The room left of the plot."""
    return re.findall(r"margin:0 \d+px 0 ([\d.]+)px", svg)[0]


def places(svg: str, marks: tuple[tuple[str, int], ...]) -> dict[str, str]:
    """Where the numbers of the marks and the years stand."""
    names = {str(number) for _, number in marks}
    return {
        text.text: text.get("x", "")
        for text in parse(svg).iter(f"{SVG}text")
        if text.text in names or "2020" in (text.text or "")
    }
