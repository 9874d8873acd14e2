import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from generator.charts import layers, places_tiles, range_bars, theme, weekly_spend
from generator.charts.drawing.svg import render_svg, to_spec
from tests.charts.drawn import NAN, SVG, named, parse, texts, weeks

SPONSORS = named("name", [("First", 50, 100), ("Second", 20, NAN)])
PLACES = pd.DataFrame({"place_code": ["US-TX", "US-CA"], "lo": [5.0, 3.0], "hi": [6.0, 3.0]})


def all_charts() -> list[alt.LayerChart]:
    return [
        weekly_spend.build(weeks([(10, 20), (30, NAN), (5, 5)]), "USD"),
        range_bars.SPONSORS.build(SPONSORS, "USD"),
        places_tiles.build(PLACES, "USD", "US-TX"),
    ]


def render(chart: alt.LayerChart, ident: str = "c", title: str = "T", text: str = "D") -> str:
    return render_svg(chart, ident=ident, title=title, description=text)


@pytest.mark.parametrize("chart", all_charts())
def test_a_screen_reader_meets_one_image_with_a_title_and_a_description(
    chart: alt.LayerChart,
) -> None:
    root = parse(render(chart, "spend-1", "Spend by week", "Highest in May."))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "spend-1-title spend-1-desc"
    assert [(child.tag, child.get("id"), child.text) for child in root[:2]] == [
        (f"{SVG}title", "spend-1-title", "Spend by week"),
        (f"{SVG}desc", "spend-1-desc", "Highest in May."),
    ]
    inner = [name for element in root.iter() if element is not root for name in element.attrib]
    assert not [name for name in inner if name.startswith("aria") or name == "role"]


@pytest.mark.parametrize("chart", all_charts())
def test_title_and_description_are_data(chart: alt.LayerChart) -> None:
    hostile = "</title><script>alert('1')</script>&\x00\u202e"
    svg = render(chart, title=hostile, text=hostile)
    root = parse(svg)
    assert root[0].text == root[1].text == "</title><script>alert('1')</script>&"
    assert "<script" not in svg


@pytest.mark.parametrize("chart", all_charts())
def test_every_colour_is_a_variable_of_the_page(chart: alt.LayerChart) -> None:
    svg = render(chart)
    bare = re.sub(r"var\(--pfb-[a-z-]+,#[0-9a-f]{6}\)", "", svg)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|white|black", bare.replace("url(#c-", ""))


@pytest.mark.parametrize("chart", all_charts())
def test_nothing_outside_the_page_is_referred_to(chart: alt.LayerChart) -> None:
    svg = render(chart).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "//" not in svg
    assert "href" not in svg
    assert "<image" not in svg
    assert all(target.startswith("#c-") for target in re.findall(r"url\(([^)]*)\)", svg))


def test_ids_are_unique_across_charts_and_every_reference_is_met() -> None:
    page = "".join(
        render(chart, f"chart-{i}") for i, chart in enumerate([*all_charts(), *all_charts()])
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    assert all(re.match(r"chart-\d", rule) for rule in re.findall(r"[{}>]#([\w-]+)", page))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda layer: layer.mark_line(), "a mark 'line' is not drawn: the marks are bar"),
        (lambda layer: layer.mark_text(fontSize=20), "text with fontSize 20"),
        (lambda layer: layer.mark_text(angle=90), "text with angle 90"),
        (lambda layer: layer.mark_bar(cornerRadius=2), "bar with cornerRadius 2"),
        (lambda layer: layer.mark_text(fill="#123456"), "#123456 is not a colour of the theme"),
        (
            lambda layer: layer.encode(tooltip=alt.Tooltip(field="a", type="nominal")),
            "the channel 'tooltip'",
        ),
        (lambda layer: layer.encode(x=alt.X(field="a", type="quantitative")), "scale of 'x'"),
        (
            lambda layer: layer.encode(
                x=alt.X(field="a", type="quantitative", scale=alt.Scale(type="log"))
            ),
            "a scale with type 'log'",
        ),
        (lambda layer: layer.transform_filter("datum.a > 1"), "a layer with transform"),
    ],
)
def test_what_would_look_otherwise_than_it_says_is_refused(
    change: Callable[[alt.Chart], alt.Chart], message: str
) -> None:
    words = layers.layer("text", "rows", {"x": 0, "y": 0, "text": "a"})
    rows = {"rows": [{"a": "A"}]}
    assert texts(render(layers.chart([words], rows, width=9, height=9))) == ["A"]
    with pytest.raises(ValueError, match=message):
        render(layers.chart([change(words)], rows, width=9, height=9))


def test_data_without_a_place_are_not_drawn_and_no_data_are_no_layer() -> None:
    rows = {"rows": [{"a": "A", "x": 5}, {"a": "B", "x": None}, {"a": "", "x": 6}], "none": []}
    words = [
        layers.layer("text", name, {"x": "x", "y": 0, "text": "a"}) for name in ("rows", "none")
    ]
    assert texts(render(layers.chart(words, rows, width=9, height=9))) == ["A"]


def test_characters_that_xml_has_not_are_left_out() -> None:
    rows = {"rows": [{"a": "A\x00\ud800\uffff<b>&amp;"}]}
    words = layers.layer("text", "rows", {"x": 0, "y": 0, "text": "a"})
    assert texts(render(layers.chart([words], rows, width=9, height=9))) == ["A<b>&amp;"]


@pytest.mark.parametrize("index", range(3))
def test_the_same_chart_gives_the_same_bytes(index: int) -> None:
    first, second = all_charts()[index], all_charts()[index]
    again = render(first)
    for chart in all_charts():
        render(chart, "between")
    assert render(second) == again == render(first)


def test_other_processes_give_the_same_bytes() -> None:
    program = (
        "from tests.charts.drawing.test_svg import *; print(hash('a'));"
        "import hashlib; print(hashlib.sha256(''.join(map(render, all_charts())).encode()).hexdigest())"
    )
    root = Path(__file__).parents[3]
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    ]
    assert runs[0][1] == runs[1][1]


def test_the_map_scales_with_the_page_and_its_words_grow_on_narrow_screens() -> None:
    svg = render(all_charts()[2])
    root = parse(svg)
    assert (root.get("width"), root.get("height")) == ("100%", None)
    width = float(root.get("viewBox", "").split()[2])
    narrow = float(re.findall(r"@media\(max-width:26em\).*?font-size:([\d.]+)px", svg)[0])
    assert narrow * theme.NARROW_WIDTH / width >= 12


@pytest.mark.parametrize("chart", all_charts())
def test_words_stay_text_in_system_fonts_and_the_drawing_on_one_line(
    chart: alt.LayerChart,
) -> None:
    svg = render(chart)
    assert texts(svg)
    assert "font-family:system-ui" in svg
    assert "@font-face" not in svg
    assert "font-size=" not in svg
    assert "\n" not in svg


@pytest.mark.parametrize("ident", ["", "1a", "A", "a b", 'a"', "a<", "é"])
def test_what_cannot_prefix_an_id_is_refused(ident: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        render(all_charts()[1], ident)


def test_a_chart_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="no title"):
        render(all_charts()[1], title=" ")


@pytest.mark.parametrize("chart", all_charts())
def test_the_specification_is_what_altair_writes_and_validates(chart: alt.LayerChart) -> None:
    ours, theirs = to_spec(chart), chart.to_dict(validate=True)
    with_defaults = theirs["config"].pop("view")
    assert {key for key in with_defaults if not key.startswith("continuous")} == {"fill", "stroke"}
    ours["config"].pop("view")
    assert ours == theirs


def test_every_token_is_a_variable_of_the_site(repo_root: Path) -> None:
    css = (repo_root / "site_src/assets/css/site.css").read_text(encoding="utf-8")
    for token, colour in theme.COLOURS.items():
        assert f"{token}: {colour};" in css, f"{token} of the charts is not {colour} in site.css"
