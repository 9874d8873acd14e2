"""The check of a built site finds what must not be published, and nothing else."""

from pathlib import Path

import pytest

from tools.check_site import find_problems, main

HEAD = '<link rel="canonical" href="https://example.org/ads/">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = {
        "index.html": f'{HEAD}<a href="places/#texas">Texas</a><a href="https://example.com/">out</a>',
        "404.html": '<a href="/ads/">Home</a><link rel="stylesheet" href="/ads/site.css">',
        "places/index.html": '<h2 id="texas">Texas</h2><a href="..">Home</a><a href="#__nav">x</a>',
        "site.css": 'a { background: url("icon.svg") }',
        "icon.svg": "<svg/>",
        "pagefind/pagefind.js": "",
    }
    for name, text in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_sound_site_has_no_problems(site: Path) -> None:
    assert list(find_problems(site)) == []
    assert main([str(site)]) == 0


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ('<a href="nowhere/">x</a>', "link to nowhere/, where there is no page"),
        ('<a href="places/#ohio">x</a>', "that page has no #ohio"),
        ('<a href="javascript:go()">x</a>', "a link runs a script"),
        ('<img src="https://example.com/a.png">', "from another host"),
        ('<script src="//example.com/a.js"></script>', "from another host"),
        ('<link rel="stylesheet" href="https://example.com/a.css">', "from another host"),
        ('<img srcset="icon.svg 1x, gone.svg 2x">', "loads gone.svg, which is not there"),
        ('<iframe src="https://example.com/"></iframe>', "from another host"),
    ],
)
def test_problem_on_a_page_is_found(site: Path, markup: str, problem: str) -> None:
    (site / "index.html").write_text(HEAD + markup, encoding="utf-8")
    assert [problem in line for line in find_problems(site)] == [True]


def test_ad_that_a_script_opens_is_a_target(site: Path) -> None:
    (site / "places" / "ads.json").write_text('{"ads": [{"anchor": "ad-7"}]}', encoding="utf-8")
    (site / "index.html").write_text(f'{HEAD}<a href="places/#ad-7">x</a>', encoding="utf-8")
    assert list(find_problems(site)) == []
    (site / "index.html").write_text(f'{HEAD}<a href="places/#ad-8">x</a>', encoding="utf-8")
    (problem,) = find_problems(site)
    assert problem.endswith("that page has no #ad-8")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The text &lt;img src=https://example.com/a.png&gt; of an ad.</p>",
        '<!-- <img src="https://example.com/a.png"> -->',
        '<script>const text = "<img src=https://example.com/a.png>";</script>',
        '<img alt="a > b" src="data:image/png;base64,AAAA">',
    ],
)
def test_text_that_looks_like_markup_is_no_problem(site: Path, markup: str) -> None:
    (site / "index.html").write_text(HEAD + markup, encoding="utf-8")
    assert list(find_problems(site)) == []


def test_style_sheet_may_not_load_from_another_host(site: Path) -> None:
    (site / "site.css").write_text('@import "https://example.com/font.css";', encoding="utf-8")
    assert list(find_problems(site)) == [
        "site.css: loads https://example.com/font.css from another host"
    ]


def test_missing_search_index_is_a_problem(site: Path) -> None:
    (site / "pagefind/pagefind.js").unlink()
    assert list(find_problems(site)) == ["pagefind/pagefind.js is missing"]


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert main([str(tmp_path / "none")]) == 2
