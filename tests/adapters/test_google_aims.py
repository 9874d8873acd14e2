"""Google's cells of places: what they name, in each form that they take."""

from pathlib import Path

import pytest

from generator.adapters.google.aims import GoogleAims
from tests.adapters.reading import put, read_in, references, rows

AIMS = GoogleAims(references())
WHOLE, PART = True, False


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Not targeted", {}, []),
        ("California", {"US-CA": WHOLE}, []),
        ("New York", {"US-NY": WHOLE}, []),
        ("United States", {"US": WHOLE}, []),
        ("Arizona, New York, Washington", {"US-AZ": 1, "US-NY": 1, "US-WA": 1}, []),
        # A name that is a state's and a country's is what its neighbours are.
        ("Georgia", {"US-GA": WHOLE}, []),
        ("Florida, Georgia", {"US-FL": WHOLE, "US-GA": WHOLE}, []),
        ("Armenia, Georgia", {"AM": WHOLE, "GE": WHOLE}, []),
        ("The Bahamas, Brazil, United Kingdom", {"BS": 1, "BR": 1, "GB": 1}, []),
        # Areas with their state, of which one may lie in two.
        ("Houston, Texas, Dallas-Ft. Worth, Texas", {"US-TX": PART}, []),
        ("Texas, Houston, Texas", {"US-TX": WHOLE}, []),
        ("New York, New York, Detroit, Michigan", {"US-NY": PART, "US-MI": PART}, []),
        ("Yuma, Arizona-El Centro, California", {"US-AZ": PART, "US-CA": PART}, []),
        ("Tri-Cities, Tennessee-Virginia, Austin, Texas", {"US-TN": 0, "US-VA": 0, "US-TX": 0}, []),
        ("Washington, DC (Hagerstown, Maryland)", {"US-DC": PART}, []),
        ("Washington, District of Columbia, Texas", {"US-DC": PART, "US-TX": WHOLE}, []),
        # Finer places: with their state, and without.
        ("NY-12,New York,United States", {"US-NY": PART}, []),
        ("Demo County,California,United States", {"US-CA": PART}, []),
        ("California,United States", {"US-CA": WHOLE}, []),
        ("Demotown,Nowhere State,United States", {"US": PART}, []),
        ("Demo County,California,Nowhereland", {}, ["Demo County,California,Nowhereland"]),
        (
            "Suffolk County, Nassau County,New York,United States",
            {"US-NY": PART},
            ["Suffolk County"],
        ),
        ("10001, 10002", {}, ["10001", "10002"]),
        # Behind a place of which nobody knows where it is, a state's name may be a city's.
        ("Anchorage, Hartford, Washington, Demo County", {}, ["Anchorage", "Hartford", "Washington", "Demo County"]),
        ("New York, Suffolk County", {"US-NY": PART}, ["Suffolk County"]),
        ("Washington, Demo County", {}, ["Washington", "Demo County"]),
        ("Demo County", {}, ["Demo County"]),
        ("Delaware County", {}, ["Delaware County"]),
        ("Nevada, Los Angeles", {"US-NV": WHOLE}, ["Los Angeles"]),
    ],
)  # fmt: skip
def test_cell_of_an_american_ad(text: str, codes: dict[str, bool], unknown: list[str]) -> None:
    aim = AIMS(text, ["US"])
    assert (aim.codes, aim.unknown) == (codes, unknown)


def test_states_are_those_of_the_countries_of_the_ad() -> None:
    assert AIMS("Bavaria", ["DE"]).codes == {"DE-BY": True}
    assert AIMS("Bavaria", ["US"]).unknown == ["Bavaria"]
    assert AIMS("Mexico", ["MX"]).codes == {"MX": True}
    assert AIMS("Georgia", ["GE"]).codes == {"GE": True}
    assert AIMS("California", []).unknown == ["California"]


HEADER = (
    "Ad_ID,Ad_URL,Ad_Type,Regions,Advertiser_ID,Advertiser_Name,Ad_Campaigns_List,Date_Range_Start,"
    "Date_Range_End,Num_of_Days,Impressions,Spend_USD,First_Served_Timestamp,Last_Served_Timestamp,"
    "Age_Targeting,Gender_Targeting,Geo_Targeting_Included,Geo_Targeting_Excluded,"
    "Spend_Range_Min_USD,Spend_Range_Max_USD"
)
NAME = "google-political-ads-creative-stats.csv"


def test_ads_have_the_places_that_they_are_aimed_at_and_not_those_left_out(tmp_path: Path) -> None:
    aims = [
        ("California", "Not targeted"),
        ("California", '"Nevada, Los Angeles"'),
        ("Not targeted", "Texas"),
        ('"Houston, Texas, Texas"', ""),
        ("Demotown", "Demoville"),
    ]
    lines = [
        f"CR{n},https://e.example/{n},Text,US,AR1,Demo Lamps,,2024-10-01,2024-10-02,2,≤ 10k,,,,,,"
        f"{included},{excluded},0,100\n"
        for n, (included, excluded) in enumerate(aims, 1)
    ]
    put(tmp_path / "archives" / "2024-11-03" / NAME, HEADER + "\n" + "".join(lines))
    store = read_in(tmp_path / "archives", tmp_path / "store").store
    found = {
        (row["ad_id"], row["place_code"], row["basis"])
        for row in rows(store, "ad_places")
        if row["basis"] != "listed"
    }
    assert found == {
        ("CR1", "US-CA", "targeted"),
        ("CR2", "US-CA", "targeted"),
        ("CR4", "US-TX", "targeted"),
    }
    left_out = {
        (row["ad_id"], row["place_code"], row["is_part"]) for row in rows(store, "excluded_places")
    }
    assert left_out == {("CR2", "US-NV", "false"), ("CR3", "US-TX", "false")}
    notes = [
        (row["column_name"], row["value_text"], row["line"], row["row_count"])
        for row in rows(store, "notes")
        if row["kind"] == "untold_place"
    ]
    assert sorted(notes) == [
        ("Geo_Targeting_Excluded", "Los Angeles", "3", "2"),
        ("Geo_Targeting_Included", "Demotown", "6", "1"),
    ]
