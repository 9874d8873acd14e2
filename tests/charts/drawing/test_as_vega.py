"""The drawing against that of Vega: the same marks at the same places, from one specification."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import altair as alt
import pandas as pd
import pytest
import vl_convert

from generator.charts import choice_shares, monthly_ads, places_tiles, theme, weekly_spend
from generator.charts.drawing.svg import render_svg, to_spec
from generator.charts.kinds import KINDS
from generator.charts.range_bars import PLACES, PLATFORMS, SPONSORS
from tests.charts.drawn import NAN, SVG, named, parse, weeks

LONG = "A sponsor with a name that is much too long for a phone, and for a wide screen as well"
MOVE = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")
RECT = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z")
SYMBOL = re.compile(r"M(-?[\d.]+),(-?[\d.]+)m")
BARS = [("A & B", 50, 100), (LONG, 20, NAN), ("C", NAN, NAN), ("D", 7, 7)]

CHARTS = {
    "weekly_spend": weekly_spend.build(
        weeks([(1234, 5678), (900, NAN), (70, 70), (0, 400), (31, 31)], skip=9).assign(
            state=["old", "", "", "", "cut"]
        ),
        "USD",
        [("2020-01-14", 1), ("2020-02-20", 2), ("2020-02-21", 3)],
        gaps=[("2020-02-10", "2020-03-01")],
    ),
    "weekly_ads": weekly_spend.build_ads(
        pd.DataFrame({"week_start_date": ["2020-01-05", "2020-01-12"], "ad_count": [3, 7]})
    ),
    "monthly_ads": monthly_ads.build(
        pd.DataFrame(
            {
                "month_start_date": pd.to_datetime(["2020-01-01", "2020-03-01", "2021-01-01"]),
                "ad_count": [1200, 3, 40],
            }
        ),
        "Ads that were shown for the first time in the month",
        gaps=[("2020-05-01", "2020-08-01")],
    ),
    "top_sponsors": SPONSORS.build(named("name", BARS), "USD"),
    "places_bars": PLACES.build(named("name", BARS), "EUR"),
    "platform_split": PLATFORMS.build(named("platform", BARS), "CHF"),
    "choice_shares": choice_shares.build(
        pd.DataFrame(
            [("Ages", LONG, 7, False), ("Ages", "none", 3, True), ("Places", "Texas", 9, False)],
            columns=list(choice_shares.COLUMNS),
        ),
        10,
    ),
    "places_tiles": places_tiles.build(
        pd.DataFrame(
            [("US-TX", 500, 500), ("US-CA", 100, 200), ("US-NY", 50, NAN), ("US-ME", 0, 1)],
            columns=list(places_tiles.COLUMNS),
        ),
        "USD",
        "US-ME",
    ),
}
DEFAULTS = {
    "fill-opacity": "1",
    "stroke-width": "1",
    "stroke-dasharray": "none",
    "text-anchor": "start",
    "font-weight": "400",
}
LOOK = 4 + len(DEFAULTS)
"""How many parts of a mark say what it looks like; the rest are places."""
Mark = tuple[object, ...]


def test_every_kind_is_compared() -> None:
    assert set(CHARTS) == set(KINDS)


@pytest.mark.parametrize("kind", CHARTS)
def test_every_mark_stands_where_vega_draws_it(kind: str) -> None:
    chart = CHARTS[kind]
    ours, vegas = list(our_marks(chart)), list(vega_marks(chart))
    assert {mark[0] for mark in ours} >= {"text", "rect"}
    assert [mark for mark in ours if not any(is_same(mark, other) for other in vegas)] == []
    assert [mark for mark in vegas if not any(is_same(mark, other) for other in ours)] == []
    assert len(ours) == len(vegas)


def is_same(one: Mark, other: Mark) -> bool:
    return one[:LOOK] == other[:LOOK] and one[LOOK:] == pytest.approx(other[LOOK:], abs=0.12)


def our_marks(chart: alt.LayerChart) -> Iterator[Mark]:
    """Kind, words, colour and anchor, then the places of every mark in our drawing."""
    width = float(to_spec(chart)["width"])

    def units(text: str | None) -> float:
        if text and text.endswith("%"):
            return float(text[:-1]) * width / 100
        return float(text or 0)

    def walk(element: Element, x: float, y: float, above: dict[str, str]) -> Iterator[Mark]:
        for child in element:
            kind = child.tag.removeprefix(SVG)
            own = above | child.attrib
            get = own.get
            if kind == "text":
                place = units(get("x")) + units(get("dx"))
                yield *look("text", child.text, own), place, units(get("y"))
            elif kind == "line":
                ends = [units(child.get(key)) for key in ("x1", "y1", "x2", "y2")]
                yield *look("line", "", own), *ends
            elif kind == "rect":
                box = [units(child.get(key)) for key in ("x", "y", "width", "height")]
                yield *look("rect", "", own), *box
            elif kind == "path":
                for box in RECT.findall(get("d", "")):
                    yield *look("rect", "", own), *map(float, box)
                for left, top in SYMBOL.findall(get("d", "")):
                    yield *look("symbol", "", own), x + float(left), y + float(top)
            elif kind == "svg":
                yield from walk(child, units(get("x")), units(get("y")), above)
            elif kind != "pattern":
                yield from walk(child, x, y, own)

    root = parse(render_svg(chart, ident="v", title="T", description="D"))
    yield from walk(root, 0.0, 0.0, {})


def look(kind: str, words: str | None, own: dict[str, str]) -> Mark:
    colours = []
    for name in ("fill", "stroke"):
        colour = own.get(name, "none").removesuffix(")").rpartition(",")[2]
        colours.append({"url(#v-hatch": theme.RANGE, "url(#v-gap": theme.GAP}.get(colour, colour))
    drawn = own if colours[1] != "none" else own | {"stroke-width": "1"}
    return kind, words, *colours, *(drawn.get(name, usual) for name, usual in DEFAULTS.items())


def vega_marks(chart: alt.LayerChart) -> Iterator[Mark]:
    """The same of Vega's drawing, without what has no area."""
    spec = to_spec(chart)

    def walk(element: Element, x: float, y: float) -> Iterator[Mark]:
        for child in element:
            found = MOVE.match(child.get("transform", ""))
            left, top = (float(number) for number in found.groups()) if found else (0.0, 0.0)
            left, top = x + left, y + top
            kind = child.tag.removeprefix(SVG)
            if kind == "text" and child.text:
                yield *look("text", child.text, child.attrib), left, top
            elif kind == "line":
                far = left + float(child.get("x2", 0)), top + float(child.get("y2", 0))
                ends = *min((left, top), far), *max((left, top), far)
                yield *look("line", "", child.attrib), *ends
            elif kind == "path" and "mark-symbol" in element.get("class", ""):
                yield *look("symbol", "", child.attrib), left, top
            elif kind == "path" and "mark-rect" in element.get("class", ""):
                for box in RECT.findall(child.get("d", "")):
                    a, b, width, height = map(float, box)
                    if width > 0 and height > 0:
                        yield *look("rect", "", child.attrib), left + a, top + b, width, height
            elif kind == "g":
                yield from walk(child, left, top)

    root = parse(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    yield from walk(root, -spec["padding"]["left"], -spec["padding"]["top"])
