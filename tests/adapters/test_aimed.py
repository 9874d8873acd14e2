"""The places that buyers chose and left out, for every archive that says so: one rule."""

from pathlib import Path

import pytest

from generator.adapters import tiktok
from generator.adapters.aimed import Aim, ListAims
from generator.adapters.meta.delivery import PlaceAims
from generator.adapters.x.cells import state_around, state_codes
from tests.adapters.reading import put, read_in, references, rows

REFERENCES = references()
SNAP_HEADER = (
    "ADID,CreativeUrl,Currency Code,Spend,Impressions,StartDate,EndDate,OrganizationName,"
    "BillingAddress,CandidateBallotInformation,PayingAdvertiserName,Gender,AgeBracket,CountryCode,"
    "Regions (Included),Regions (Excluded),Electoral Districts (Included),"
    "Electoral Districts (Excluded),Radius Targeting (Included),Radius Targeting (Excluded),"
    "Metros (Included),Metros (Excluded),Postal Codes (Included),Postal Codes (Excluded),"
    "Location Categories (Included),Location Categories (Excluded),Interests,OsType,Segments,"
    "Language,AdvancedDemographics,Targeting Connection Type,Targeting Carrier (ISP),"
    "CreativeProperties"
)


def test_all_of_a_place_goes_before_a_part_of_it() -> None:
    aim = Aim()
    for is_whole in (False, True, False):
        aim.add("US-OH", is_whole=is_whole)
    assert aim.codes == {"US-OH": True}


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Germany; Bavaria, Germany", {"DE": True, "DE-BY": True}, []),
        ("Demotown, Bavaria, Germany", {"DE-BY": False}, []),
        ("Demotown, Germany", {"DE": False}, []),
        ("Demotown", {}, ["Demotown"]),
    ],
)
def test_list_has_what_a_place_lies_in_behind_commas(
    text: str, codes: dict[str, bool], unknown: list[str]
) -> None:
    aim = ListAims(REFERENCES, ";")(text, ())
    assert (aim.codes, aim.unknown) == (codes, unknown)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("countries:Georgia", {"GE": True}),
        ("regions:Hamburg, Germany", {"DE-HH": True}),
        ("cities:Hamburg, Germany", {"DE-HH": False}),
        ("zips:20095, Hamburg, Germany", {"DE-HH": False}),
        ("cities:Demotown, Germany", {"DE": False}),
        ("neighborhoods:Demotown", {}),
    ],
)
def test_places_of_meta_are_whole_only_if_they_are_of_the_kind(
    text: str, codes: dict[str, bool]
) -> None:
    aim = PlaceAims(REFERENCES)(text, ())
    assert aim.codes == codes
    assert bool(aim.unknown) == (not codes)


def test_city_on_x_lies_in_the_state_behind_its_only_comma() -> None:
    places = REFERENCES.places
    assert state_codes("Demotown, Ohio", places) == []
    assert state_around("Demotown, Ohio", places) == "US-OH"
    assert state_around("Demotown, OH", places) == "US-OH"
    assert state_around("Demotown", places) is None
    assert state_around("Demotown, Demoville, Ohio", places) is None


def snap(folder: Path, *choices: dict[str, str]) -> Path:
    """A file of Snapchat with an ad for each of the choices."""
    names = SNAP_HEADER.split(",")
    lines = []
    for number, own in enumerate(choices, 1):
        cells = {
            "ADID": f"{number:064d}", "CreativeUrl": "https://e.example/x?mediaType=mp4",
            "Currency Code": "USD", "Spend": "10", "Impressions": "100",
            "StartDate": "2024/10/01 00:00:00Z", "OrganizationName": "Demo Media",
            "PayingAdvertiserName": "Demo Kites", "CountryCode": "united states", **own,
        }  # fmt: skip
        lines.append(",".join(f'"{cells.get(name, "")}"' for name in names))
    return put(folder / "2024-11-02" / "PoliticalAds.csv", "\n".join([SNAP_HEADER, *lines, ""]))


def test_regions_and_districts_of_snapchat_are_places_and_what_was_left_out_is_not(
    tmp_path: Path,
) -> None:
    snap(
        tmp_path / "archives",
        {"Regions (Included)": "Texas,Nowhere Land", "Regions (Excluded)": "Ohio"},
        {"Electoral Districts (Included)": "Florida 27th District,New York 17th District"},
        {"Electoral Districts (Excluded)": "Florida 1st District", "Metros (Included)": "Demo"},
        {"Electoral Districts (Included)": "Demo 1st District", "Postal Codes (Excluded)": "1"},
    )
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    aimed = {
        (int(row["ad_id"]), row["place_code"], row["basis"]) for row in rows(store, "ad_places")
    }
    assert aimed == {
        *((n, "US", "targeted") for n in (1, 2, 3, 4)),
        (1, "US-TX", "targeted"),
        (2, "US-FL", "targeted_part"),
        (2, "US-NY", "targeted_part"),
    }
    excluded = {
        (int(row["ad_id"]), row["place_code"], row["is_part"])
        for row in rows(store, "excluded_places")
    }
    assert excluded == {(1, "US-OH", "false"), (3, "US-FL", "true")}
    notes = {
        (row["column_name"], row["value_text"], row["row_count"])
        for row in rows(store, "notes")
        if row["kind"] == "untold_place"
    }
    assert notes == {
        ("Regions (Included) / RegionID", "Nowhere Land", "1"),
        (
            "Electoral Districts (Included) / ElectoralDistrictID",
            "Demo 1st District",
            "1",
        ),
    }


@pytest.mark.parametrize(
    ("lists", "codes", "unknown"),
    [
        (("FR", "", ""), {"FR": True}, []),
        (("FR, DE", "Bavaria", "Lyon"), {"FR": True, "DE": True, "DE-BY": True}, ["Lyon"]),
        (("FR", "", "Lyon"), {"FR": True}, []),
        (("FR, Demoland", "Demo Province", ""), {"FR": True}, ["Demoland", "Demo Province"]),
        (("", "Bavaria", ""), {}, ["Bavaria"]),
    ],
)
def test_provinces_of_tiktok_are_those_of_the_countries_beside_them(
    lists: tuple[str, str, str], codes: dict[str, bool], unknown: list[str]
) -> None:
    aim = tiktok._Aims(REFERENCES)(tiktok._BETWEEN.join(lists).strip(), ())
    assert (aim.codes, aim.unknown) == (codes, unknown)
