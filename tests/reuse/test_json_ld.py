"""What pages are, for programs: true, whole, and harmless inside a page."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.base import Link, SearchData
from generator.pages.help.written import WrittenPage
from generator.pages.place.place import PlacePage
from generator.render.renderer import script_json
from generator.reuse.json_ld import Distribution, SiteFacts, things
from generator.reuse.page_tables import Shown
from generator.reuse.provenance import Provenance, Snapshot

URL = "https://example.org/ads/"
SITE = SiteFacts("Paid For By", URL, "Who pays")
COMMON = {"description": "d", "as_of": "3 Nov 2024", "sources": ()}
OLD = Snapshot("a@2019-08", "Aug 2019", "2019-08", "ab" * 32, "MIT", "")
NEW = Snapshot("b@2024-11-03", "3 Nov 2024", "2024-11-03", "cd" * 32, "none", "")
STAMP = Provenance((OLD, NEW), "ef" * 32, "3 Nov 2024", "2024-11-03")
FILES = (Distribution(f"{URL}places/us/tx/data.csv", "text/csv"),)


def of_place(stamp: Provenance = STAMP, **changes: object) -> dict[str, dict[str, Any]]:
    page = PlacePage(
        path="places/us/tx", title="Texas", crumbs=(Link("Places", "places/index"),),
        **COMMON, **changes,
    )  # fmt: skip
    return {thing["@type"]: thing for thing in things(page, SITE, Shown(URL), stamp, FILES)}


def test_breadcrumbs_lead_from_home_to_the_page_in_order() -> None:
    steps = of_place()["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", URL),
        (2, "Places", f"{URL}places/"),
        (3, "Texas", f"{URL}places/us/tx/"),
    ]


def test_data_set_names_its_files_snapshots_and_state() -> None:
    found = of_place()["Dataset"]
    assert found["distribution"] == [
        {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": FILES[0].address}
    ]
    assert [(one["name"], one["version"]) for one in found["isBasedOn"]] == [
        ("a@2019-08", "ab" * 32),
        ("b@2024-11-03", "cd" * 32),
    ]
    assert (found["version"], found["dateModified"]) == ("ef" * 32, "2024-11-03")


@pytest.mark.parametrize(
    ("licences", "said"),
    [
        (("CC-BY-4.0", "CC-BY-4.0"), "CC-BY-4.0"),
        (("CC0",), "CC0"),
        (("CC0", "none"), None),
        (("CC0", ""), None),
        (("CC0", "CC-BY-4.0"), None),
        (("GPL-3.0", "none"), None),
        (("MIT (code)",), None),
        (("MIT",), None),
        (("none (source data CC-BY)",), None),
        (("none",), None),
        ((), None),
    ],
)
def test_licence_is_given_only_if_it_is_one_for_all_the_data(
    licences: tuple[str, ...], said: str | None
) -> None:
    snapshots = tuple(replace(OLD, snapshot_id=f"a@{n}", licence=x) for n, x in enumerate(licences))
    found = of_place(stamp=replace(STAMP, snapshots=snapshots))["Dataset"]
    assert found.get("license") == (said and {"@type": "CreativeWork", "name": said})
    assert found["usageInfo"] == f"{URL}downloads/#licences"


def test_period_begins_with_the_first_year_or_is_open() -> None:
    search = SearchData(kind="Place", summary="", years=(2021, 2019))
    assert of_place(search=search)["Dataset"]["temporalCoverage"] == "2019/2024-11-03"
    assert of_place()["Dataset"]["temporalCoverage"] == "../2024-11-03"


def test_home_says_how_the_site_is_searched_and_a_text_is_no_data_set() -> None:
    page = WrittenPage(path="index", title="Home", **COMMON)
    (site,) = things(page, SITE, Shown(URL), STAMP, FILES)
    assert site["@type"] == "WebSite"
    assert (
        site["potentialAction"]["target"]["urlTemplate"] == f"{URL}search/?q={{search_term_string}}"
    )
    assert (
        things(WrittenPage(path="about", title="About", **COMMON), SITE, Shown(URL), STAMP, ())
        == ()
    )


@given(st.text() | st.sampled_from(["</script><script>x", "<!--", "]]>", "\u2028&amp;"]))
def test_no_text_ends_the_script_element_and_all_of_it_comes_back(text: str) -> None:
    made = script_json({"name": text})
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == {"name": text}
