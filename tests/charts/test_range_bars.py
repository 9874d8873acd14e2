import pytest

from generator.charts.drawing.svg import render_svg
from generator.charts.range_bars import PLACES, PLATFORMS, SPONSORS, RangeBars
from tests.charts.drawn import ACCENT, NAN, SVG, named, parse, rects, texts, triangles

CHARTS = [(PLATFORMS, "platform"), (SPONSORS, "name"), (PLACES, "name")]
HATCH = "url(#b-hatch)"


def draw(kind: RangeBars, column: str, rows: list[tuple[str, float, float]]) -> str:
    chart = kind.build(named(column, rows), "USD")
    return render_svg(chart, ident="b", title="Spend", description="As bars.")


@pytest.mark.parametrize(("kind", "column"), CHARTS)
def test_bars_are_solid_to_the_lower_and_hatched_to_the_upper_bound(
    kind: RangeBars, column: str
) -> None:
    svg = draw(kind, column, [("First", 500, 1000), ("Second", 250, 250)])
    (first, second), ((band_left, _, band_width, _),) = rects(svg, ACCENT), rects(svg, HATCH)
    assert first[2] == pytest.approx(2 * second[2], abs=0.2)
    assert band_left == pytest.approx(first[2], abs=0.1)
    assert band_width == pytest.approx(first[2], abs=0.2)
    assert texts(svg) == ["First", "Second", "US$500–US$1,000", "US$250"]


@pytest.mark.parametrize(("kind", "column"), CHARTS)
def test_open_and_unknown_amounts_look_different(kind: RangeBars, column: str) -> None:
    rows = [("Open", 100, NAN), ("Unknown", NAN, NAN), ("Exact", 50, 50), ("Small", 0, 40)]
    svg = draw(kind, column, rows)
    assert triangles(svg) == 1
    assert len(rects(svg, ACCENT)) == 2
    assert len(rects(svg, HATCH)) == 1
    assert {"US$100 or more", "not published", "US$50", "US$0–US$40"} <= set(texts(svg))


@pytest.mark.parametrize(("kind", "column"), CHARTS)
def test_one_row_or_none_is_no_chart(kind: RangeBars, column: str) -> None:
    for rows in ([], [("One", 5.0, 5.0)], [("One", 0.0, 0.0), ("Two", 0.0, 0.0)]):
        frame = named(column, rows)
        assert not kind.is_drawable(frame)
        with pytest.raises(ValueError, match="rows with a known amount"):
            kind.build(frame, "USD")


@pytest.mark.parametrize(("kind", "column"), CHARTS)
def test_a_missing_column_is_named(kind: RangeBars, column: str) -> None:
    with pytest.raises(ValueError, match=f"'{column}'"):
        kind.build(named("other", [("One", 5, 5), ("Two", 5, 5)]), "USD")


def test_more_than_twenty_sponsors_are_refused_and_not_cut() -> None:
    rows = [(f"Sponsor {i}", i + 1, i + 1) for i in range(21)]
    assert len(rects(draw(SPONSORS, "name", rows[:20]), ACCENT)) == 20
    with pytest.raises(ValueError, match="20 at the most"):
        SPONSORS.build(named("name", rows), "USD")


def test_rows_keep_their_order() -> None:
    svg = draw(SPONSORS, "name", [("B", 1, 1), ("A", 3, 3), ("C", 2, 2)])
    assert texts(svg)[:3] == ["B", "A", "C"]


@pytest.mark.parametrize(
    "name",
    [
        "</title><script>alert(1)</script>",
        'a" onload="alert(1)',
        "a.b[c]:Q datum.lo",
        "'; fetch('x') //",
        "{{ campaign.name }}",
        "name:N",
        "&amp; &lt;",
        "https://example.org/x.svg",
    ],
)
def test_names_are_shown_letter_by_letter_and_never_interpreted(name: str) -> None:
    svg = draw(SPONSORS, "name", [(name, 2, 2), ("Other", 1, 1)])
    assert texts(svg)[:2] == [name, "Other"]
    assert "<script" not in svg


def test_names_cannot_turn_the_direction_of_the_text_or_break_the_line() -> None:
    name = "\u202eReversed\u202c\n\x00 \x1bName\u2066"
    svg = draw(SPONSORS, "name", [(name, 2, 2), ("Other", 1, 1)])
    assert texts(svg)[0] == "Reversed Name"


@pytest.mark.parametrize("letter", ["a", "W", "я", "字", "ש"])
def test_long_names_end_in_an_ellipsis(letter: str) -> None:
    svg = draw(SPONSORS, "name", [(letter * 200, 2, 2), ("Other", 1, 1)])
    wide, slim = (text for text in texts(svg) if text.endswith("…"))
    assert 20 < len(slim) < len(wide) < 80


def test_a_name_is_drawn_once_unless_narrow_places_need_it_shorter() -> None:
    svg = draw(SPONSORS, "name", [("Short", 2, 2), ("A rather long name " * 3, 1, 1)])
    only = [group.get("data-only") for group in parse(svg).iter() if group.get("data-only")]
    assert only == ["wide", "slim"]
    assert texts(svg).count("Short") == 1


def test_an_amount_stands_behind_its_bar_and_behind_the_arrow_of_an_open_one() -> None:
    svg = draw(SPONSORS, "name", [("Exact", 100, 100), ("Open", 50, NAN)])
    found = {each.text: (each.get("x"), each.get("dx")) for each in parse(svg).iter(f"{SVG}text")}
    assert found["US$100"] == ("100%", "8")
    assert found["US$50 or more"] == ("50%", "20")
