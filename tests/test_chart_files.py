"""The files of a chart: its frame for other sites, its picture, its rows for the browser."""

import re
from pathlib import Path

import pandas as pd
import pytest

from generator.chart_files import ChartFiles, ChartSite, row_words
from generator.pages.base import Cell, ChartSpec, Page, TableBlock
from generator.render import Renderer

HOSTILE = 'Spend of <script>alert(1)</script> "&" \''


def spec(title: str = "Spend") -> ChartSpec:
    rows = (
        (Cell("Texas"), Cell("US$1,200–US$4,999", note="sum of 3 ranges", is_number=True)),
        (Cell("Maine"), Cell("US$100 or more", is_number=True)),
    )
    frame = pd.DataFrame({"name": ["Maine", "Texas"], "lo": [100, 1200], "hi": [None, 4999]})
    table = TableBlock(title, ("Place", "Spend"), rows, (1,))
    return ChartSpec(
        "places_bars",
        "two-places",
        title,
        "Two places.",
        frame,
        table,
        (("currency", "USD"),),
        "A note.",
    )


def write(folder: Path, chart: ChartSpec, is_demo: bool = False) -> ChartFiles:
    renderer = Renderer(folder)
    renderer.draw([chart], folder.parent / "cache")
    site = ChartSite("A Site", "https://example.org/ads/", "3 Nov 2024", is_demo)
    files = ChartFiles(renderer, site)

    class OnePage(Page):
        def charts(self) -> tuple[ChartSpec, ...]:
            return (chart,)

    files.write(OnePage("places/us", "Places", "", "3 Nov 2024", ()))
    return files


def test_a_row_has_the_words_of_the_table_whatever_the_order() -> None:
    assert row_words(spec(), "USD") == [
        "Maine: US$100 or more",
        "Texas: US$1,200–US$4,999 (sum of 3 ranges)",
    ]


def test_the_frame_for_other_sites_runs_and_loads_nothing(tmp_path: Path) -> None:
    write(tmp_path / "docs", spec())
    text = (tmp_path / "docs/charts/two-places.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r"\ssrc=|@import|url\((?!#)", text)
    assert "default-src 'none'" in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<link rel="canonical" href="https://example.org/ads/places/us/">' in text
    for words in (
        "A note.",
        "A Site</a>, data to 3 Nov 2024",
        "Two places.",
        "prefers-color-scheme",
    ):
        assert words in text
    assert "made up" not in text


def test_a_demonstration_says_so_in_the_frame_and_in_the_picture(tmp_path: Path) -> None:
    write(tmp_path / "docs", spec(), is_demo=True)
    for name in ("two-places.html", "two-places.svg"):
        assert "made up" in (tmp_path / "docs/charts" / name).read_text(encoding="utf-8")


def test_the_code_of_the_frame_has_the_address_and_the_title_as_text(tmp_path: Path) -> None:
    chart = spec(HOSTILE)
    tools = write(tmp_path / "docs", chart).tools(chart)
    assert tools.embed_code.startswith(
        '<iframe src="https://example.org/ads/charts/two-places.html" title="Spend of &lt;script&gt;'
    )
    assert "<script" not in tools.embed_code
    assert (tmp_path / "docs" / tools.svg_path).is_file()
    assert (tmp_path / "docs" / tools.data_path).is_file()
    for name in ("two-places.html", "two-places.svg"):
        assert "<script" not in (tmp_path / "docs/charts" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["html", "svg", "json"])
def test_the_same_chart_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    found = set()
    for name in ("one", "two"):
        write(tmp_path / name / "docs", spec())
        found.add((tmp_path / name / "docs" / f"charts/two-places.{ending}").read_bytes())
    assert len(found) == 1
