"""What a reader checks on a page: charts against their tables, the CSV against the totals."""

import csv
import io
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.charts.drawn import ACCENT, rects
from tests.site.demo import Built

Open = Callable[..., Page]
LARGEST = "sponsors/snapchat/tbaa2173baa24b396"
"""On Google, Meta, Reddit and Snapchat."""
ON_META = "sponsors/meta/t966a58ba00dafe7b"


def amount(text: str) -> float:
    """The lower bound of an amount in words."""
    if "or less" in text or "less than" in text:
        return 0.0
    return float(re.search(r"[\d,]+(\.\d+)?", text)[0].replace(",", ""))


def rows_of(page: Page, ident: str) -> list[tuple[str, float]]:
    """The table of a chart: name and lower bound of each row."""
    rows = page.locator(f"figure:has(svg#{ident}) tbody tr").all()
    cells = [row.locator("th, td").all_text_contents() for row in rows]
    return [(each[0].strip(), amount(each[1])) for each in cells]


def drawn(page: Page, ident: str) -> list[float]:
    """The lengths of the solid bars of a chart, from the top down."""
    svg = page.locator(f"figure svg#{ident}").evaluate(
        "svg => new XMLSerializer().serializeToString(svg)"
    )
    return [width for _, _, width, _ in sorted(rects(svg, ACCENT), key=lambda rect: rect[1])]


def test_bars_agree_with_their_table(open_page: Open) -> None:
    page = open_page("")
    rows = rows_of(page, "home-google")
    bars = drawn(page, "home-google")
    assert len(bars) == len(rows) == 10
    assert rows[0] == ("Committee for Taller Sandcastles (made up)", 2_600_000.0)
    assert bars == sorted(bars, reverse=True)
    # A bar is as long as its amount: 1,450,000 of 2,600,000 for the second.
    assert bars[1] / bars[0] == pytest.approx(1_450_000 / 2_600_000, abs=0.005)
    assert [bar / bars[0] for bar in bars] == pytest.approx(
        [spend / 2_600_000 for _, spend in rows], abs=0.005
    )


def test_weekly_bars_agree_with_their_table(open_page: Open) -> None:
    page = open_page(LARGEST + "/")
    ident = page.locator("figure svg[id$=weekly]").get_attribute("id")
    rows = rows_of(page, ident)
    words = page.locator(f"svg#{ident} desc").text_content()
    assert words.startswith(f"{len(rows)} weeks ")
    largest = max(rows, key=lambda row: row[1])
    assert largest[0] in words
    assert f"US${largest[1]:,.0f}" in words


def test_tile_map_has_a_tile_for_each_row_and_the_darkest_is_the_largest(open_page: Open) -> None:
    page = open_page("places/")
    rows = rows_of(page, "places-places")
    words = page.locator("svg#places-places desc").text_content()
    assert words.startswith(f"{len(rows)} places.")
    assert f"Most: {max(rows, key=lambda row: row[1])[0]} " in words
    codes = page.locator("svg#places-places text").all_text_contents()
    assert {"TX", "CA", "AK", "ME"} <= set(codes)


def test_every_chart_has_a_title_a_description_and_a_table(built: Built) -> None:
    count = 0
    for path in built.site.rglob("*.html"):
        if path.parent.name == "explore":
            continue  # its chart and table are made of what the reader asks for
        for figure in re.findall(
            r"<figure class.*?</figure>", path.read_text(encoding="utf-8"), re.S
        ):
            count += 1
            assert "<table" in figure, path
            assert re.search(r"<svg[^>]*role=\"(?:img|group)\"", figure), path
            assert re.search(r"<title[^>]*>[^<]+</title>", figure), path
            assert re.search(r"<desc[^>]*>[^<]+</desc>", figure), path
    assert count > 100


def test_tables_sort_on_click(open_page: Open) -> None:
    page = open_page("platforms/google/")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    table = page.locator("table[data-sortable]", has_text="reported totals").first
    names = table.locator("tbody tr th")
    as_published = names.all_text_contents()
    table.get_by_role("button", name="Spend").click()
    amounts = [amount(text) for text in table.locator("tbody tr td.pfb-num").all_text_contents()]
    assert amounts == sorted(amounts, reverse=True)
    table.get_by_role("button", name="Spend").click()
    amounts = [amount(text) for text in table.locator("tbody tr td.pfb-num").all_text_contents()]
    assert amounts == sorted(amounts)
    table.get_by_role("button", name="Sponsor").press("Enter")
    assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    by_name = [name.strip() for name in names.all_text_contents()]
    assert by_name[0] == min(by_name, key=str.casefold)
    assert sorted(by_name) == sorted(name.strip() for name in as_published)


def download(page: Page) -> list[dict[str, str]]:
    """The rows of the CSV that the page offers."""
    page.locator(".pfb-take > summary").click()
    link = page.locator(".pfb-take a[download$='-rows.csv']")
    with urllib.request.urlopen(link.evaluate("link => link.href")) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8"))))


def figure_of(page: Page, title: str) -> str:
    return page.locator(".pfb-card", has_text=title).first.inner_text()


def test_csv_of_a_sponsor_on_snapchat_adds_up_to_its_total(open_page: Open) -> None:
    page = open_page(LARGEST + "/")
    ads = [
        row
        for row in download(page)
        if (row["row_kind"], row["platform"], row["spend_currency"]) == ("ad", "snapchat", "USD")
    ]
    assert sum(int(row["spend_lo"]) for row in ads) == 284_093
    assert {row["spend_kind"] for row in ads} == {"exact"}
    assert "US$284,093" in figure_of(page, "Snapchat")


def test_csv_of_a_sponsor_on_google_holds_its_total(open_page: Open) -> None:
    page = open_page(LARGEST + "/")
    rows = [row for row in download(page) if row["scope"] == "advertiser_total"]
    found = {row["payer_id"]: (row["spend_lo"], row["spend_currency"]) for row in rows}
    # Its id of before has a total of its own, in an older snapshot: it is not added.
    assert found.keys() == {"google/AR99999118255476292964", "google/AR99960165635157942"}
    assert found["google/AR99999118255476292964"] == ("2600000", "USD")
    assert "US$2,600,000" in page.locator("main").inner_text()


def test_csv_of_a_sponsor_on_meta_adds_up_to_its_total(open_page: Open) -> None:
    page = open_page(ON_META + "/")
    rows = [
        row
        for row in download(page)
        if row["scope"] == "advertiser_window"
        and row["snapshot_id"].startswith("meta-report@2024-10-31")
    ]
    lo, hi = (sum(int(row[name]) for row in rows) for name in ("spend_lo", "spend_hi"))
    # 53 pages have the disclaimer: 22 with "≤100", the others 222,104 together.
    assert (lo, hi) == (222_104, 224_304)
    assert f"US${lo:,}–US${hi:,}" in figure_of(page, "Meta")


def test_every_csv_row_names_its_file_and_line(built: Built) -> None:
    found = sorted((built.site / "sponsors").glob("*/*.csv"))
    paths = [path for path in found if path.name != "data.csv"]  # that of a list
    assert len(paths) > 20
    for path in paths:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        assert rows, path
        # The first record of a JSON file is its line 1; elsewhere that is the header.
        first = [1 if ".json" in row["file"] else 2 for row in rows]
        assert all(int(row["line"]) >= least for row, least in zip(rows, first, strict=True)), path


def formulas(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            cell
            for row in csv.reader(stream)
            for cell in row
            if cell[:1] in "=+-@\t\r" and cell and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
        ]


def test_no_csv_cell_begins_like_a_formula(built: Built) -> None:
    paths = sorted(built.site.rglob("*.csv"))
    assert len(paths) > 100
    assert {path.name: formulas(path) for path in paths if formulas(path)} == {}
    texts = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert "'=HYPERLINK" in texts
    assert "'@SUM(1)" in texts
