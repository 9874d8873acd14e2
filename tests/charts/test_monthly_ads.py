import re

import pandas as pd
import pytest

from generator.charts import monthly_ads
from generator.charts.drawing.svg import render_svg
from generator.charts.theme import NARROW_WIDTH, estimate_width
from tests.charts.drawn import ACCENT, SVG, parse, rects, texts

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


def test_on_a_phone_the_height_and_the_size_of_words_stay() -> None:
    svg = draw(months(("2020-01-01", 8000), ("2020-02-01", 4000)))
    assert "height:200px" in svg
    assert re.findall(r"font-size:([\d.]+)px", svg) == ["13"]


def test_words_above_that_are_too_long_for_a_phone_are_two_lines_there() -> None:
    words = "Anuncios mostrados por primera vez en el mes"
    chart = monthly_ads.build(months(("2020-01-01", 8), ("2020-02-01", 4)), words)
    svg = render_svg(chart, ident="m", title="Ads", description="By month.")
    lines = [
        text.text
        for group in parse(svg).iter()
        if group.get("data-only") == "slim"
        for text in group.iter(f"{SVG}text")
        if text.text in words
    ]
    assert " ".join(lines) == words
    assert all(estimate_width(line, 13) <= NARROW_WIDTH for line in lines)
    assert words in texts(svg)


def test_no_day_stands_under_bars_of_months() -> None:
    for count in (2, 3, 7, 20):
        days = pd.date_range("2020-01-01", periods=count, freq="MS")
        svg = draw(months(*((day, 5) for day in days)))
        found = [text for text in texts(svg) if "2020" in text]
        assert found
        assert all(re.fullmatch(r"(?:[A-Z][a-z]{2} )?2020", text) for text in found)


def test_months_that_no_copy_covers_are_hatched_and_said() -> None:
    chart = monthly_ads.build(
        months(("2020-10", 3), ("2023-01", 4)), "Ads", gaps=[("2021-01-01", "2023-01-01")]
    )
    svg = render_svg(chart, ident="m", title="Ads", description="By month.")
    ((_left, _top, width, _height),) = rects(svg, "url(#m-gap)")
    bars = rects(svg, ACCENT)
    assert width > 20 * bars[0][2]
    assert any("hatched: in no copy" in text for text in texts(svg))
