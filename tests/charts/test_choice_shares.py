"""Shares of ads by what was chosen."""

import re

import pandas as pd
import pytest

from generator.charts import choice_shares
from generator.charts.drawing.svg import render_svg
from generator.charts.theme import COLOURS, Token, estimate_width
from tests.charts.drawn import ACCENT, SVG, parse, rects, texts

MUTED = f"var(--pfb-muted,{COLOURS[Token.MUTED]})"
GRID = f"var(--pfb-grid,{COLOURS[Token.GRID]})"


def frame(*rows: tuple[str, str, int, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(choice_shares.COLUMNS))


def draw(*rows: tuple[str, str, int, bool], ads: int) -> str:
    chart = choice_shares.build(frame(*rows), ads)
    return render_svg(chart, ident="c", title="t", description="d")


def test_bars_are_shares_of_all_ads_and_no_choice_is_grey() -> None:
    svg = draw(
        ("Ages", "aged 18 or older", 60, False),
        ("Ages", "ages 18–34", 15, False),
        ("Ages", "All ages: none chosen", 30, True),
        ads=120,
    )
    tracks = [rect for rect in rects(svg, GRID) if rect[3] == 2]
    whole = tracks[0][2]
    first, second = rects(svg, ACCENT)
    ((_, _, none, _),) = rects(svg, MUTED)
    assert first[2] == pytest.approx(whole / 2, abs=0.2)
    assert second[2] == pytest.approx(whole / 8, abs=0.2)
    assert none == pytest.approx(whole / 4, abs=0.2)
    assert {"50 %", "13 %", "25 %"} <= set(texts(svg))


def test_a_group_has_its_name_once() -> None:
    svg = draw(
        ("Ages", "ages 18–34", 1, False), ("Gender", "women", 1, False),
        ("Gender", "men", 2, False), ads=2,
    )  # fmt: skip
    assert texts(svg).count("Gender") == 1
    assert texts(svg).count("Ages") == 1


def test_small_and_nearly_whole_shares_are_not_rounded_away() -> None:
    assert choice_shares.share_words(1, 1000) == "under 1 %"
    assert choice_shares.share_words(999, 1000) == "over 99 %"
    assert choice_shares.share_words(0, 1000) == "0 %"
    assert choice_shares.share_words(7, 7) == "100 %"


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="more than all 4"):
        draw(("Ages", "x", 5, False), ads=4)
    with pytest.raises(ValueError, match="one choice"):
        draw(("Ages", "none", 4, True), ads=4)
    with pytest.raises(ValueError, match="30 at the most"):
        draw(*((("Ages", str(n), 1, False)) for n in range(31)), ads=40)


def test_hostile_choices_stay_text() -> None:
    svg = draw(("Interests", "</text><script>x</script>", 1, False), ads=2)
    assert "<script" not in svg
    assert "</text><script>x</script>" in texts(svg)


def test_words_are_as_large_as_in_other_charts_and_rows_are_low() -> None:
    svg = draw(("Ages", "x", 1, False), ("Ages", "y", 1, False), ("Gender", "z", 1, False), ads=2)
    assert re.findall(r"font-size:([\d.]+)px", svg) == ["13"]
    height = float(re.findall(r"height:([\d.]+)px", svg)[0])
    assert height < 3 * 40 + 2 * 40


def test_the_share_of_the_longest_bar_fits_on_a_phone() -> None:
    svg = draw(("Ages", "x", 999, False), ads=1000)
    right = float(re.findall(r"margin:0 ([\d.]+)px", svg)[0])
    (share,) = (text for text in parse(svg).iter(f"{SVG}text") if text.text == "over 99 %")
    assert share.get("x") == "100%"
    assert float(share.get("dx", "0")) + estimate_width("over 99 %", 13) <= right < 100


def test_a_long_choice_is_shorter_on_a_phone() -> None:
    svg = draw(("Places", "A place with a name that is rather long for a phone", 1, False), ads=2)
    cut = [text for text in texts(svg) if text.endswith("…")]
    assert len(cut) == 1
    assert 'data-only="slim"' in svg
