"""Dates marked in the charts of weeks, and the chart of ads by week."""

from datetime import date

import pandas as pd
import pytest

from generator.charts import weekly_ads, weekly_spend
from generator.charts.svg import render_svg
from generator.charts.week_marks import MarkPlan, mark_records
from tests.charts.drawn import ACCENT, rects, texts, weeks

# 100 days over 500 units: 5 units a day; a digit of size 20 is 12.8 wide.
PLAN = MarkPlan(date(2020, 1, 1), date(2020, 4, 10), 100, 600, 50, 210, 20)


def test_marks_stand_where_their_day_is() -> None:
    lines, labels = mark_records((("2020-01-11", 1), ("2020-03-01", 2)), PLAN)
    assert [line["px"] for line in lines] == [150, 400]
    assert [(label["px"], label["text"]) for label in labels] == [(150, "1"), (400, "2")]


def test_marks_that_would_touch_share_one_label() -> None:
    marks = (("2020-01-11", 1), ("2020-01-12", 2), ("2020-01-13", 3), ("2020-03-01", 4))
    lines, labels = mark_records(marks, PLAN)
    assert len(lines) == 4
    assert [label["text"] for label in labels] == ["1–3", "4"]
    assert labels[0]["px"] == 155


def test_label_at_the_right_end_stays_inside() -> None:
    _, labels = mark_records((("2020-04-10", 1),), PLAN)
    assert labels[0]["px"] == pytest.approx(600 - 12.8 / 2)


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
    drawn = weekly_ads.build(ads(1, 2, 1))
    svg = render_svg(drawn, ident="a", title="t", description="d")
    assert [text for text in texts(svg) if text.replace(".", "").isdigit()] == ["0", "1", "2"]
    assert "$" not in "".join(texts(svg))
    one, two, three = rects(svg, ACCENT)
    assert two[3] == pytest.approx(2 * one[3], abs=0.2)
    assert one[3] == three[3]


def test_one_week_is_no_chart_of_ads() -> None:
    assert not weekly_ads.is_drawable(ads(4))
    with pytest.raises(ValueError, match="two weeks"):
        weekly_ads.build(ads(4))
