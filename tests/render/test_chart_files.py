"""The files of a chart: its frame for other sites, its picture, its rows for the browser."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest

from generator.pages.base import Cell, ChartSpec, Column, Link, Page, TableBlock
from generator.pages.subject.blocks import Subject
from generator.pages.subject.contest import ContestPage
from generator.render.chart_files import ChartFiles, ChartSite, headline, row_words
from generator.render.renderer import Renderer
from generator.reuse.docs import DocsFolder

HOSTILE = 'Spend of <script>alert(1)</script> "&" \''


def spec(title: str = "Spend") -> ChartSpec:
    rows = (
        (Cell("Texas"), Cell("US$1,200–US$4,999", note="sum of 3 ranges", is_number=True)),
        (Cell("Maine"), Cell("US$100 or more", is_number=True)),
    )
    frame = pd.DataFrame({"name": ["Maine", "Texas"], "lo": [100, 1200], "hi": [None, 4999]})
    table = TableBlock(title, (Column("place", "Place"), Column("spend", "Spend")), rows, (1,))
    return ChartSpec(
        "places_bars",
        "two-places",
        title,
        "Two places.",
        frame,
        table,
        (("currency", "USD"),),
        "A note.",
        source="Example, copies to 10 Jun 2020",
    )


@dataclass(frozen=True)
class OnePage(Page):
    chart: ChartSpec | None = None


def on_page(chart: ChartSpec, title: str = "Places", path: str = "places/us") -> OnePage:
    return OnePage(path, title, "", "3 Nov 2024", (), chart=chart)


def write_all(folder: Path, pages: Sequence[OnePage], is_demo: bool = False) -> ChartFiles:
    renderer = Renderer(DocsFolder(folder))
    charts = {page.chart.ident: page.chart for page in pages}
    renderer.draw(list(charts.values()), folder.parent / "cache")
    files = ChartFiles(renderer, ChartSite("A Site", "https://example.org/ads/", is_demo), pages)
    for page in pages:
        files.write(page)
    return files


def write(folder: Path, chart: ChartSpec, is_demo: bool = False) -> ChartFiles:
    return write_all(folder, [on_page(chart)], is_demo)


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
        "Source: Example, copies to 10 Jun 2020; by <a",
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
        '<iframe src="https://example.org/ads/charts/two-places.html"'
        ' title="Places: Spend of &lt;script&gt;'
    )
    assert "<script" not in tools.embed_code
    assert (tmp_path / "docs" / tools.svg_path).is_file()
    assert (tmp_path / "docs" / tools.data_path).is_file()
    for name in ("two-places.html", "two-places.svg"):
        assert "<script" not in (tmp_path / "docs/charts" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "path", "chart", "found"),
    [
        ("Texas", "places/us/tx", "Top sponsors. Meta in USD", "Texas: Top sponsors. Meta in USD"),
        ("AMBER", "sponsors/x/a", "Weekly spend of Amber", "Weekly spend of Amber"),
        ("Tex", "sponsors/x/t", "Weekly spend in Texas", "Tex: Weekly spend in Texas"),
        ("A Site", "index", "Meta: 90 days", "Meta: 90 days"),
    ],
)
def test_a_chart_away_from_its_page_says_whose_it_is(
    page: str, path: str, chart: str, found: str
) -> None:
    assert headline(spec(chart), on_page(spec(chart), page, path)) == found


def test_weeks_on_the_page_of_a_candidate_are_the_sponsor_s() -> None:
    weeks = replace(spec("Weekly spend"), ident="weeks")
    page = ContestPage(
        "contests/birch", "Birch", "", "", (),
        body=Subject(timelines=(spec("Ads by month"),)), weekly=((Link("Amber PAC"), weeks),),
    )  # fmt: skip
    titles = [headline(chart, page) for chart in page.charts()]
    assert titles == ["Birch: Ads by month", "Amber PAC: Weekly spend"]


def test_all_files_of_a_chart_say_what_it_is_about_and_of_which_days(tmp_path: Path) -> None:
    page = on_page(spec(), "Te<x>as")
    other = replace(on_page(spec(), "Another"), as_of="3 Nov 2024")
    files = write_all(tmp_path / "docs", [page, other])
    title = html.escape("Te<x>as: Spend")
    assert f' title="{title} – A Site"' in files.tools(page.chart).embed_code
    for name in ("two-places.html", "two-places.svg"):
        text = (tmp_path / "docs/charts" / name).read_text(encoding="utf-8")
        assert f'<title id="two-places-title">{title}</title>' in text
        # Once more for those who see it.
        assert len(re.findall(rf"<(?:h1|text)[^>]*>{re.escape(title)}<", text)) == 1
        assert "Source: Example, copies to 10 Jun 2020; by" in text
        assert "3 Nov 2024" not in text


@pytest.mark.parametrize("ending", ["html", "svg", "json"])
def test_the_same_chart_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    found = set()
    for name in ("one", "two"):
        write(tmp_path / name / "docs", spec())
        found.add((tmp_path / name / "docs" / f"charts/two-places.{ending}").read_bytes())
    assert len(found) == 1
