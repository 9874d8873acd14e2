import re
from pathlib import Path

import pandas as pd
import pytest

from generator.charts import places_tiles
from generator.charts.drawing.svg import render_svg
from generator.charts.theme import estimate_width
from generator.text.catalogues import load_language
from generator.text.language import speaking
from tests.charts.drawn import ACCENT, NAN, SVG, parse, paths, texts, triangles

STATES = set(
    re.findall(
        "..",
        "ALAKAZARCACOCTDEFLGAHIIDILINIAKSKYLAMEMDMAMIMNMSMOMTNENVNHNJ"
        "NMNYNCNDOHOKORPARISCSDTNTXUTVTVAWAWVWIWY",
    )
)
APART = {"DC", "AS", "GU", "MP", "PR", "VI"}
ALL = [f"US-{code}" for code in sorted(STATES | APART)]


def places(los: dict[str, float], factor: float = 1.0) -> pd.DataFrame:
    rows = [(code, lo, lo * factor) for code, lo in los.items()]
    return pd.DataFrame(rows, columns=["place_code", "lo", "hi"])


def draw(frame: pd.DataFrame, highlight: str | None = None) -> str:
    chart = places_tiles.build(frame, "USD", highlight)
    return render_svg(chart, ident="t", title="Spend", description="By state.")


def codes(svg: str) -> list[str]:
    return [text for text in texts(svg) if re.fullmatch("[A-Z]{2}", text)]


def filled_tiles(svg: str) -> dict[str, int]:
    """How many tiles and swatches there are, by opacity."""
    found: dict[str, int] = {}
    for path in paths(svg):
        if path.get("fill") == ACCENT:
            opacity = path.get("fill-opacity", "1")
            found[opacity] = found.get(opacity, 0) + path["d"].count("Z")
    return found


def outlines(svg: str, token: str) -> int:
    return sum(path["d"].count("Z") for path in paths(svg) if token in path.get("stroke", ""))


def test_every_state_the_district_and_the_territories_stand_once() -> None:
    assert len(STATES) == 50
    assert sorted(codes(draw(places({"US-TX": 5, "US-CA": 3})))) == sorted(STATES | APART)


def test_no_two_tiles_touch() -> None:
    spots = list(places_tiles.tile_positions().values())
    for index, (x, y) in enumerate(spots):
        for other_x, other_y in spots[index + 1 :]:
            assert abs(x - other_x) >= 1 or abs(y - other_y) >= 1


def test_states_without_a_row_are_outlines() -> None:
    svg = draw(places({"US-TX": 500, "US-CA": 100, "US-NY": 0}))
    assert outlines(svg, "pfb-grid") == len(ALL) - 3 + 1
    assert "no rows" in texts(svg)


def test_every_state_with_a_row_is_shaded_by_its_class() -> None:
    los = {code: 10.0 ** (1 + index % 5) for index, code in enumerate(ALL)}
    svg = draw(places(los))
    shades = filled_tiles(svg)
    assert sum(shades.values()) == len(ALL) + len(shades)
    assert "no rows" not in texts(svg)


def test_the_key_says_the_bounds_of_the_classes() -> None:
    los = {code: 1000.0 * 4**index for index, code in enumerate(ALL[:10])}
    words = texts(draw(places(los)))
    assert [word for word in words if word.startswith(("under", "from"))] == [
        "under 5,000",
        "from 5,000",
        "from 50,000",
        "from 1\N{NO-BREAK SPACE}m",
        "from 20\N{NO-BREAK SPACE}m",
    ]
    assert "Spend, USD (US$)" in words
    assert "Lower bound of spend, USD (US$)" in texts(draw(places(los, factor=1.5)))


@pytest.mark.parametrize("los", [[1, 1], [0, 5], [3, 3, 3, 9], list(range(1, 57)), [7, 7e9]])
def test_breaks_leave_no_outer_class_empty(los: list[float]) -> None:
    breaks = places_tiles.class_breaks(los)
    assert len(breaks) <= 4
    assert breaks == sorted(set(breaks))
    for bound in breaks:
        assert min(los) < bound <= max(los)


def test_an_unknown_amount_is_not_shaded() -> None:
    frame = places({"US-TX": 500, "US-CA": 100, "US-NY": NAN})
    assert sum(filled_tiles(draw(frame)).values()) == 2 + 2
    assert "no amount" in texts(draw(frame))


def test_exact_ranged_and_open_amounts_look_different() -> None:
    rows = [("US-TX", 500, 500), ("US-CA", 100, 200), ("US-NY", 50, NAN), ("US-ME", 7, NAN)]
    frame = pd.DataFrame(rows, columns=["place_code", "lo", "hi"])
    svg = draw(frame)
    hatched = [path["d"] for path in paths(svg) if path.get("fill") == "url(#t-hatch)"]
    assert "".join(hatched).count("Z") == 1 + 1, "California and the key"
    inks = {path.get("fill", "") for path in paths(svg)}
    assert sum(triangles(svg, ink) for ink in inks) == 2 + 1, "two and the key"
    assert {"a range", "or more"} <= set(texts(svg))
    assert not {"a range", "or more"} & set(texts(draw(places({"US-TX": 5, "US-CA": 3}))))


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("scale", [1.0, 400.0, 90_000.0])
def test_the_key_touches_no_tile_and_no_other_word_at_any_size(code: str, scale: float) -> None:
    amounts = [(c, scale * 1.3**i) for i, c in enumerate(ALL[:50])]
    rows = [(c, lo, NAN if i % 7 == 0 else lo * (1 + i % 2)) for i, (c, lo) in enumerate(amounts)]
    frame = pd.DataFrame(rows, columns=["place_code", "lo", "hi"])
    with speaking(load_language(code)):
        svg = draw(frame)
    largest = max(float(size) for size in re.findall(r"font-size:([\d.]+)px", svg))
    words = [
        (x, y - 0.8 * largest, estimate_width(text, largest), largest)
        for text, x, y in placed_texts(svg)
        if not re.fullmatch("[A-Z]{2}", text)
    ]
    tiles = [box for box in boxes(svg) if box[2] > 30]
    assert len(tiles) >= len(ALL)
    assert len(words) == 1 + 5 + 1 + 2, "the heading, the classes, those without rows, the marks"
    for index, word in enumerate(words):
        assert word[0] >= 0
        assert word[0] + word[2] <= places_tiles.WIDTH + 4
        assert not [other for other in tiles + words[index + 1 :] if overlap(word, other)]


Box = tuple[float, float, float, float]


def placed_texts(svg: str) -> list[tuple[str, float, float]]:
    """Every word and where it begins."""
    elements = parse(svg).iter(f"{SVG}text")
    return [(e.text or "", float(e.get("x", 0)), float(e.get("y", 0))) for e in elements]


def boxes(svg: str) -> list[Box]:
    """Left, top, width and height of the tiles and swatches, filled or not."""
    rect = r"M(-?[\d.]+),(-?[\d.]+)h([\d.]+)v([\d.]+)h-"
    return [
        (float(x), float(y), float(width), float(height))
        for path in paths(svg)
        for x, y, width, height in re.findall(rect, path["d"])
    ]


def overlap(one: Box, other: Box) -> bool:
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )


def test_one_state_can_be_outlined() -> None:
    frame = places({"US-TX": 5, "US-CA": 3})
    assert outlines(draw(frame), "pfb-ink") == 0
    assert outlines(draw(frame, "US-ME"), "pfb-ink") == 1


@pytest.mark.parametrize("code", ["US", "TX", "US-XX", "DE-BY"])
def test_a_place_without_a_tile_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no tile"):
        places_tiles.build(places({"US-TX": 5, code: 3}), "USD")
    with pytest.raises(ValueError, match="no tile"):
        places_tiles.build(places({"US-TX": 5, "US-CA": 3}), "USD", code)


def test_too_few_states_and_repeated_states_are_refused() -> None:
    for frame in (places({}), places({"US-TX": 5}), places({"US-TX": 0, "US-CA": 0})):
        assert not places_tiles.is_drawable(frame)
        with pytest.raises(ValueError, match="two places"):
            places_tiles.build(frame, "USD")
    with pytest.raises(ValueError, match="more than one row"):
        places_tiles.build(pd.concat([places({"US-TX": 5, "US-CA": 3})] * 2), "USD")


def test_a_full_map_fits_in_14_kilobytes() -> None:
    svg = draw(places({code: 123.0 * index for index, code in enumerate(ALL)}), "US-TX")
    assert len(svg.encode()) < 14_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_codes_can_be_read_on_every_shade(repo_root: Path, scheme: str) -> None:
    colours = _colours(repo_root, scheme)
    for shades in places_tiles._SHADES.values():
        for shade in shades:
            accent, paper = colours["accent"], colours["paper"]
            tile = [a * shade + p * (1 - shade) for a, p in zip(accent, paper, strict=True)]
            ink = colours["paper"] if shade >= places_tiles._PAPER_TEXT_FROM else colours["ink"]
            assert _contrast(tile, ink) >= 4.5, (scheme, shade)


def _colours(root: Path, scheme: str) -> dict[str, list[float]]:
    css = (root / "site_src/assets/css/site.css").read_text(encoding="utf-8")
    block = re.findall(r"\{([^{}]*--pfb-ink:[^{}]*)\}", css)[0 if scheme == "light" else 1]
    found = re.findall(r"--pfb-(\w+):\s*#([0-9a-f]{6})", block)
    return {name: [int(code[i : i + 2], 16) for i in (0, 2, 4)] for name, code in found}


def _contrast(one: list[float], other: list[float]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    parts = [value / 255 for value in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
