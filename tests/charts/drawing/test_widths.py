"""Drawings that are as wide as their place: only the plot is stretched."""

import itertools
import re
from xml.etree.ElementTree import Element

import pandas as pd
import pytest

from generator.charts import places_tiles, range_bars, weekly_spend
from generator.charts.drawing.standalone import natural_size, standalone
from generator.charts.drawing.svg import render_svg
from generator.charts.names import wrap
from generator.charts.theme import NARROW_WIDTH, SLIM_BELOW, estimate_width
from tests.charts.drawn import NAN, SVG, named, parse, weeks


def weekly(bounds: list[tuple[float, float]]) -> str:
    chart = weekly_spend.build(weeks(bounds), "USD")
    return render_svg(chart, ident="w", title="Spend", description="By week.")


def bars(rows: list[tuple[str, float, float]]) -> str:
    chart = range_bars.PLACES.build(named("name", rows), "USD")
    return render_svg(chart, ident="b", title="Spend", description="By place.")


def test_the_height_does_not_depend_on_the_width_so_nothing_shifts() -> None:
    style = parse(weekly([(1, 2), (3, NAN)])).get("style", "")
    assert "height:240px" in style
    assert re.search(r"width:calc\(100% - \d+px\)", style)


def test_words_keep_their_size_at_every_width() -> None:
    svg = weekly([(1, 2), (3, NAN)])
    assert re.findall(r"font-size:(\d+)px", svg) == ["13"]
    stretched = [each for each in parse(svg).iter() if each.get("preserveAspectRatio") == "none"]
    assert stretched
    assert not [text for frame in stretched for text in frame.iter(f"{SVG}text")]


def test_hatches_and_arrows_are_not_stretched() -> None:
    svg = weekly([(50, 100), (80, NAN), (100, 100)])
    stretched = [each for each in parse(svg).iter() if each.get("preserveAspectRatio") == "none"]
    fills = {path.get("fill") for frame in stretched for path in frame.iter(f"{SVG}path")}
    assert "url(#w-hatch)" not in fills
    assert not [path for frame in stretched for path in frame.iter() if "L" in path.get("d", "")]


@pytest.mark.parametrize("count", [2, 5, 11, 30, 60, 90, 300])
@pytest.mark.parametrize(("only", "width"), [("slim", NARROW_WIDTH), ("wide", SLIM_BELOW)])
def test_the_dates_of_any_place_do_not_touch_and_are_two_at_least(
    only: str, width: float, count: int
) -> None:
    svg = weekly([(week % 7 + 1, week % 7 + 1) for week in range(count)])
    left = float(re.findall(r"margin:0 \d+px 0 ([\d.]+)px", svg)[0])
    plot = width - left
    spans = []
    for text, shown in dated(svg):
        if shown in ("", only):
            start = float(text.get("x", "0").rstrip("%")) / 100 * plot
            spans.append((start, start + estimate_width(text.text or "", 13)))
    assert len(spans) >= 2
    assert spans == sorted(spans)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end < start
    assert spans[-1][1] <= plot + 0.1


def test_a_wide_place_has_more_dates_than_a_phone() -> None:
    found = [only for _, only in dated(weekly([(1, 1)] * 60))]
    assert found.count("wide") > found.count("slim")


def dated(svg: str) -> list[tuple[Element, str]]:
    """The dates under a plot: their texts, and the places (``slim``, ``wide``) that have them."""
    return [
        (text, group.get("data-only", ""))
        for group in parse(svg).iter()
        for text in group
        if text.tag == f"{SVG}text" and text.get("y") == "234"
    ]


def test_the_widest_amount_fits_beside_the_longest_bar_on_a_phone() -> None:
    svg = bars([("One", 999_000, 998_999_000), ("Two", 5, 5)])
    right = float(re.findall(r"margin:0 ([\d.]+)px", svg)[0])
    widest = max(
        estimate_width(text.text or "", 13) + float(text.get("dx", 0))
        for text in parse(svg).iter(f"{SVG}text")
        if text.get("x") == "100%"
    )
    assert widest <= right < NARROW_WIDTH - 40


def test_a_drawing_alone_needs_nothing_of_a_page() -> None:
    long = "A name that is much too long for the narrowest of all screens there are"
    svg = bars([(long, 50, 100), ("Two", 5, NAN)])
    alone = standalone(svg, title="Spend & more", lines=["Source: a site, data to 3 Nov 2024."])
    assert "var(" not in alone
    assert "@" not in alone.replace("@font", "")
    assert alone.count("…") == svg.count("…") - 1, "one of the two lengths of the name is left"
    root = parse(alone)
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert words[0] == "Spend & more"
    assert "Source: a site, data to 3 Nov 2024." in words
    assert float(root.get("width", "")) == natural_size(svg)[0] + 32 == 640 + 32
    assert {rect.get("fill") for rect in root.iter(f"{SVG}rect")} >= {"#fdfcf9"}


def test_a_map_alone_is_as_large_as_it_is_drawn() -> None:
    places = pd.DataFrame({"place_code": ["US-TX", "US-CA"], "lo": [5.0, 3.0], "hi": [6.0, 3.0]})
    chart = places_tiles.build(places, "USD", "US-TX")
    svg = render_svg(chart, ident="m", title="Spend", description="By state.")
    alone = parse(standalone(svg, title="Spend", lines=[]))
    (frame,) = [each for each in alone if each.tag == f"{SVG}svg"]
    width, height = natural_size(svg)
    assert frame.get("viewBox") == parse(svg).get("viewBox")
    assert (float(frame.get("width", "")), float(frame.get("height", ""))) == (width, height)
    assert width == places_tiles.WIDTH + 4, "with room for the outline of a tile at the edge"


def test_titles_of_a_drawing_alone_are_data() -> None:
    alone = standalone(bars([("A", 5, 5), ("B", 1, 1)]), title="<b onx='1'>&", lines=["</text>"])
    words = [text.text for text in parse(alone).iter(f"{SVG}text")]
    assert words[:2] == ["<b onx='1'>&", "</text>"]


def test_long_lines_are_wrapped_and_lose_no_word() -> None:
    text = "one two three four five six seven"
    lines = wrap(text, 60, 13)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(estimate_width(line, 13) <= 60 for line in lines)


def test_what_is_no_drawing_of_ours_has_no_size() -> None:
    with pytest.raises(ValueError, match="not a drawing"):
        natural_size("<p>")
