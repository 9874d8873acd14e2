import pandas as pd
import pytest

from generator.charts import monthly_ads
from generator.charts.svg import render_svg
from tests.charts.drawn import ACCENT, rects, texts

BASE = 170.0
TALLEST = 130.0


def months(*counts: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month_start_date": pd.to_datetime([month for month, _ in counts]),
            "ad_count": [count for _, count in counts],
        }
    )


def draw(frame: pd.DataFrame) -> str:
    chart = monthly_ads.build(frame, "Ads first shown in the month")
    return render_svg(chart, ident="m", title="Ads", description="By month.")


def test_bars_are_as_high_as_the_counts_in_the_order_of_the_months() -> None:
    svg = draw(months(("2020-03-01", 2), ("2020-01-01", 8), ("2020-02-01", 4)))
    bars = rects(svg, ACCENT)
    assert [height for *_, height in bars] == [TALLEST, TALLEST / 2, TALLEST / 4]
    assert all(top + height == BASE for _, top, _, height in bars)
    assert "Ads first shown in the month" in texts(svg)


def test_a_month_without_ads_is_a_gap() -> None:
    (first, *_), (second, *_), (third, *_) = rects(
        draw(months(("2021-01-01", 1), ("2021-02-01", 1), ("2021-05-01", 1))), ACCENT
    )
    assert third - second > 2.5 * (second - first)


def test_the_axis_has_whole_numbers_only() -> None:
    numbers = set(texts(draw(months(("2021-01-01", 1), ("2021-02-01", 2)))))
    assert {"0", "1", "2"} <= numbers
    assert not any("." in text for text in numbers)


def test_one_month_is_no_chart() -> None:
    frame = months(("2021-01-01", 5), ("2021-02-01", 0))
    assert not monthly_ads.is_drawable(frame)
    with pytest.raises(ValueError, match="two months"):
        draw(frame)


def test_a_month_that_stands_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="more than one row"):
        draw(months(("2021-01-01", 5), ("2021-01-01", 1)))
