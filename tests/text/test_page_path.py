"""Paths of pages and files, their addresses and the links between them."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.page_path import PagePath
from tests.shared_cases import Case, read_cases

CASES = read_cases("paths")
SITE = "https://example.org/ads/"
NAMES = st.text("abcxyz019-_", min_size=1, max_size=8)
PATHS = st.builds(
    lambda parts, last: "/".join([*parts, last]),
    st.lists(NAMES, max_size=4),
    NAMES | st.just("index") | st.just("data.csv"),
)


@pytest.mark.parametrize("case", CASES["address"], ids=lambda case: case["path"])
def test_address_of_a_page_or_file(case: Case) -> None:
    path = PagePath.read(case["path"])
    assert path.folder == case["folder"]
    assert path.address == case["address"]
    assert path.absolute(SITE) == path.absolute(SITE.rstrip("/")) == case["absolute"]


@pytest.mark.parametrize("case", CASES["file"], ids=lambda case: case["file"])
def test_files_of_a_page_lie_at_its_address(case: Case) -> None:
    assert PagePath.read(case["path"]).file(case["name"]) == case["file"]


@pytest.mark.parametrize("case", CASES["inside"], ids=lambda case: case["inside"])
def test_same_page_in_another_language(case: Case) -> None:
    path = PagePath.read(case["path"]).inside(case["folder"])
    assert path.path == case["inside"]
    assert path.address == case["address"]


@pytest.mark.parametrize("case", CASES["link"], ids=lambda case: f"{case['from']} {case['to']}")
def test_link_from_one_page_to_another(case: Case) -> None:
    assert PagePath.read(case["from"]).link(PagePath.read(case["to"])) == case["link"]


@given(PATHS, PATHS, st.sampled_from(["", "#ad-1"]))
def test_link_leads_to_the_address_wherever_the_page_is(here: str, there: str, anchor: str) -> None:
    page = PagePath.read(here)
    target = PagePath.read(there + anchor)
    assert urljoin(page.absolute(SITE), page.link(target)) == target.absolute(SITE)
