"""What the mixtures are looked through for is found where it is, and only there."""

from pathlib import Path

import pandas as pd
import pytest

from tests.subsets.faults import dead_ends, faults, is_of_nothing, page_faults

FRONT = '---\ntitle: "Made up"\n---\n'
FINE = (
    "# Sponsors\n\n## Totals {#totals}\n\n<p>US$5</p>\n\n### Weeks\n\n<svg></svg>\n\n"
    "## Names\n\n<table><tbody><tr><td>Nan of the North</td></tr></tbody></table>\n"
    '<p role="status"></p>\n'
)


def found(body: str) -> list[str]:
    return [fault.partition(":")[0] for fault in page_faults(FRONT + body)]


def test_page_without_a_fault_has_none() -> None:
    assert found(FINE) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("## Totals\n\n## Names\n\n<p>A</p>\n", "a heading without content"),
        ("## Names\n\n<p>A</p>\n\n## Totals\n\n<div></div>\n", "a heading without content"),
        ('<h2 id="a">Totals</h2><section></section><h2>Names</h2><p>A</p>', "a heading without"),
        ("<table><tbody>\n</tbody></table>", "an empty tbody"),
        ("<ul> </ul>", "an empty ul"),
        ("| a | b |\n| --- | --- |\n\nText\n", "a table without rows"),
        ("<p>US$nan</p>", "'nan' in"),
        ("<p>None · 5 ads</p>", "'None' in"),
        ('<td data-sort="nan">5</td>', '"nan" in an attribute'),
    ],
)
def test_fault_is_found(body: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in page_faults(FRONT + body)), found(body)


def test_somebody_may_be_called_none() -> None:
    assert list(page_faults(f"{FRONT}<p>None · 5 ads</p>", {"None"})) == []


def test_chart_of_nothing_has_no_row_or_no_number() -> None:
    assert is_of_nothing(pd.DataFrame({"lo": []}))
    assert is_of_nothing(pd.DataFrame({"name": ["a"], "lo": [float("nan")]}))
    assert not is_of_nothing(pd.DataFrame({"name": ["a"], "lo": [0.0]}))


def test_link_to_no_page_and_navigation_without_a_page_are_found(tmp_path: Path) -> None:
    docs, navigation = tmp_path / "docs", tmp_path / "mkdocs.yml"
    docs.mkdir()
    navigation.write_text("nav:\n  - Home: index.md\n  - Gone: gone/index.md\n", encoding="utf-8")
    (docs / "index.md").write_text(
        f'{FRONT}<a href="there/">A</a> <a href="not-there/#b">B</a>', encoding="utf-8"
    )
    (docs / "there.md").write_text(f'{FRONT}<a href="../">Home</a>', encoding="utf-8")
    assert dead_ends(docs, navigation) == [
        "index.md: leads to 'not-there/', where nothing is",
        "navigation: gone/index.md is missing",
    ]
    assert faults(docs) == []
