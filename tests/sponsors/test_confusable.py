"""Bodies that were confused in the published archives, with made-up names in their place."""

import pytest

from tests.sponsors.made_up import NAMES, World, evidence, groups, suggested

A, B, C, D = "google/AR1", "google/AR2", "meta/t3", "snapchat/t4"
ABROAD = ("CZ", "DE", "FR", "GB", "IE", "SK")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Save the Demo Kites Federation", "Save the Demo Kites Action Network"),
        ("Demo Kite Parents of America", "Demo Kite Parents Action Fund"),
        ("Kite Voters of Demo", "Kite Voters of Demo PAC"),
        ("Demo Kite Fund", "Demo Kite PAC"),
    ],
)
def test_tax_number_of_a_body_on_its_action_fund_or_pac_is_only_suggested(
    one: str, other: str
) -> None:
    world = World()
    world.payer(A, one, number="EIN ID 98-7000001")
    world.payer(B, other, number="EIN ID 98-7000001")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, B})}


def test_tax_number_still_links_each_body_with_its_own_kind() -> None:
    world = World()
    world.payer(A, "Demo Kite Parents of America", number="EIN ID 98-7000001")
    world.payer(B, "Demo Kite Parents Action Fund", number="EIN ID 98-7000001")
    world.payer("google/AR3", "Kite Parents of Demo America", number="EIN ID 98-7000001")
    world.payer("google/AR4", "Action Fund of Demo Kite Parents", number="EIN ID 98-7000001")
    assert groups(world.link()) == {frozenset({A, "google/AR3"}), frozenset({B, "google/AR4"})}


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("Demo Kite Fund", "Demo Kite", "FEC ID C99000001"),
        ("Zyx Demo Kites PAC", "ZDK PAC", "EIN ID 98-7000001"),
        ("Zyxdemo Super PAC", "Zyxdemo Superpac", "EIN ID 98-7000001"),
        ("Zyx Demo PAC", "ZDP", "EIN ID 98-7000001"),
    ],
)
def test_number_still_links_spellings_of_one_body(one: str, other: str, number: str) -> None:
    world = World()
    world.payer(A, one, number=number)
    world.payer(B, other, number=number)
    assert groups(world.link()) == {frozenset({A, B})}


@pytest.mark.parametrize(
    "both", ["Demo Kite Voters and Zyx Boat Union", "Zyx Boat Union & Demo Kite Voters"]
)
def test_ad_that_two_payers_share_is_not_that_of_the_one_whose_number_it_has(both: str) -> None:
    world = World()
    world.payer(A, "Demo Kite Voters", number="FEC ID C99000001")
    world.payer(B, both, number="FEC ID C99000001")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, B})}


def test_name_with_and_in_it_is_that_of_one_payer() -> None:
    world = World()
    world.payer(A, "Demo Kites and Zyx Boats Union", number="FEC ID C99000001")
    world.payer(B, "Union of Demo Kites and Zyx Boats", number="FEC ID C99000001")
    assert groups(world.link()) == {frozenset({A, B})}


def test_central_committee_of_a_state_is_not_that_of_another() -> None:
    world = World()
    world.payer(A, "DEMOCRATIC STATE CENTRAL COMMITTEE", number="EIN ID 98-7000001")
    world.payer(B, "Democratic State Central Committee", number="Registered in US-MI 000380")
    world.candidate("H0TX00001", "ZZYZXDEMO, ADA")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, B})}


def test_county_party_of_one_state_is_not_that_of_another() -> None:
    world = World()
    world.payer(A, "Douglas County Demo Kite Party", number="Registered in US-CO 20055622122")
    world.payer(C, "Douglas County Demo Kite Party", places=("US", "US-KS", "US-MO"), basis="disclaimer_text")  # fmt: skip
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, C})}


@pytest.mark.parametrize("name", ["Douglas County Demo Kite Party", "City of Springfield"])
def test_place_that_several_states_have_needs_the_state(name: str) -> None:
    everywhere = ("US", "US-CO", "US-KS", "US-NV", "US-OR")
    world = World()
    world.payer(A, name, number="EIN ID 98-7000001")
    world.payer(C, name, places=everywhere, basis="disclaimer_text")
    assert groups(world.link()) == set()
    world = World()
    world.payer(A, name, number="Registered in US-CO 20055622122")
    world.payer(C, name, places=("US", "US-CO"), basis="disclaimer_text")
    assert groups(world.link()) == {frozenset({A, C})}


@pytest.mark.parametrize(
    ("name", "is_shared"),
    [
        ("Douglas County Demo Party", True),
        ("Republican Party of Douglas County", True),
        ("City of Henderson", True),
        ("Middlesex County, NJ", False),
        ("New York City Kite Board", False),
        ("Zyxdemo County Democratic Party", False),
        ("Douglas for Congress", False),
    ],
)
def test_shared_place_is_one_with_a_word_such_as_county_beside_it(
    name: str, is_shared: bool
) -> None:
    assert NAMES.is_shared_place(NAMES.read(name)) is is_shared


def test_party_of_a_county_is_no_campaign_of_a_surname() -> None:
    world = World()
    world.payer(A, "Smith County Republican Central Committee", number="EIN ID 98-7000001")
    world.payer(B, "SMITH COUNTY REPUBLICAN CENTRAL COMMITTEE")
    for number in range(9):
        world.candidate(f"H0TX{number:05}", f"SMITH, DEMO{number}")
    assert groups(world.link()) == {frozenset({A, B})}


def test_same_name_registered_in_one_state_and_at_home_in_another_is_two_payers() -> None:
    name = "Friends of Maria Demoson"
    world = World()
    world.payer(A, name, number="Registered in US-PA 2011150")
    world.payer(C, name, places=("US", "US-OH"), basis="disclaimer_text")
    assert groups(world.link()) == set()


def test_federal_committee_may_be_active_in_other_states_than_it_is_registered_in() -> None:
    name = "Demo Harbor Kite Voters"
    world = World()
    world.payer(A, name, number="FEC ID C99000001")
    world.payer(B, name, number="Registered in US-MT")
    world.payer(D, name, places=("US", "US-FL", "US-GA"), basis="payer_name")
    assert groups(world.link()) == {frozenset({A, B, D})}


def test_short_name_in_two_registers_is_that_of_two_committees() -> None:
    world = World()
    world.payer(A, "The Leadership Fund", number="FEC ID C99000001")
    world.payer(B, "The Leadership Fund", number="Registered in US-OR 2690")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, B})}


def test_party_of_a_state_may_be_in_both_registers() -> None:
    world = World()
    world.payer(A, "Iowa Kite Party", number="FEC ID C99000001")
    world.payer(B, "Iowa Kite Party", number="Registered in US-IA 9098")
    assert groups(world.link()) == {frozenset({A, B})}


def test_party_name_of_several_countries_is_linked_within_one_country_only() -> None:
    """An account that is listed in all of Europe may be the party of any country of it."""
    world = World()
    world.payer(A, "Labour Party", places=ABROAD)
    world.payer(B, "The Labour Party", places=ABROAD)
    world.payer(C, "The Labour Party", places=("GB",), basis="disclaimer_text")
    world.payer(D, "LABOUR PARTY", places=("GB",), basis="payer_name")
    found = world.link()
    assert groups(found) == {frozenset({C, D})}
    assert evidence(found) == {"name"}


def test_disclaimer_of_payers_of_several_countries_is_not_that_of_one_of_them() -> None:
    """As a charity that has the same name in two countries, and is two bodies."""
    world = World()
    world.payer(A, "Friends of the Demo Earth", number="EIN ID 98-7000001")
    world.payer(C, "Friends of the Demo Earth", places=("GB", "US"), basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, C})}


def test_disclaimer_of_several_countries_is_that_of_a_payer_who_is_in_all_of_them() -> None:
    world = World()
    world.payer(A, "Demo Parliament of Kites", places=ABROAD)
    world.payer(C, "Demo Parliament of Kites", places=("DE", "FR"), basis="disclaimer_text")
    assert groups(world.link()) == {frozenset({A, C})}
