"""Names that differ in a year or a given name, names of a register, and ids of one mapping."""

import pytest

from tests.sponsors.made_up import NAMES, World, evidence, groups, suggested

A, B, C, D = "google/AR1", "google/AR2", "meta/t3", "snapchat/t4"


def pair(one: str, other: str, **more: object) -> World:
    world = World()
    world.payer(A, one)
    world.payer(B, other, **more)
    return world


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Odalys Demofield for State Senate 2022", "Odalys Demofield for State Senate"),
        ("Odalys Demofield for State Senate 2022", "Odalys Demofield for State Senate 2024"),
        ("NICK DEMOBERLO FOR CONGRESS", "DEMOBERLO FOR CONGRESS"),
        ("Nick Demoberlo for Congress 2022", "Demoberlo for Congress"),
        ("Friends of Nick Demoberlo", "Friends of Demoberlo"),
        ("Nadia Demorrin", "Nadia Belle Demorrin"),
        ("Nadia Demorrin", "Nadia B. Demorrin"),
        ("Nadia B. Demorrin for Mayor", "Nadia Belle Demorrin for Mayor"),
        ("Demo Kite Alliance 2020", "Demo Kite Alliance 2024"),
    ],
)
def test_names_that_differ_in_a_year_or_a_given_name_are_suggested(one: str, other: str) -> None:
    for world in (pair(one, other), pair(other, one)):
        found = world.link()
        assert suggested(found) == {frozenset({A, B})}
        assert groups(found) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nick Demoberlo for Congress", "Jane Demoberlo for Congress"),
        ("J. Demoberlo for Congress", "Nick Demoberlo for Congress"),
        ("Nick Demoberlo for Congress", "Demoberlo for Mayor"),
        ("Demo Kite Alliance 2020", "Demo Boat Alliance 2024"),
        ("Demo Measure 7 of 2020", "Demo Measure 8 of 2024"),
        ("Team Demograham", "Susan Marie Demograham"),
    ],
)
def test_other_persons_offices_and_measures_are_not(one: str, other: str) -> None:
    assert suggested(pair(one, other).link()) == set()


def test_a_year_never_joins_even_where_all_else_agrees() -> None:
    names = "Odalys Demofield for State Senate 2022", "Odalys Demofield for State Senate 2024"
    world = World()
    for payer_id, name in zip((A, B), names, strict=True):
        world.payer(payer_id, name, places=("US", "US-OR"), sites=("demofield.example",))
    found = world.link()
    assert groups(found) == set()
    (row,) = found.links.to_dict("records")
    assert (row["status"], row["reason"]) == ("suggested", "the names differ in a year")


def test_different_numbers_speak_against_a_suggestion() -> None:
    world = World()
    world.payer(A, "Odalys Demofield for Congress 2022", number="FEC ID C99000001")
    world.payer(B, "Odalys Demofield for Congress 2024", number="FEC ID C99000002")
    world.payer(C, "Kit Demoberlo for Congress", number="FEC ID C99000003")
    world.payer(D, "Demoberlo for Congress", number="EIN ID 98-7000001")
    assert suggested(world.link()) == {frozenset({C, D})}


def test_a_surname_of_many_campaigns_suggests_none_of_them() -> None:
    world = World()
    world.payer(A, "Demosmith for Congress")
    for number in range(12):
        world.payer(f"google/AR9{number}", f"{'abcdefghijkl'[number] * 4} Demosmith for Congress")
    assert suggested(world.link()) == set()


def test_person_of_a_name_is_found() -> None:
    person = NAMES.person(NAMES.read("Re-elect Sen. Nick B. Demoberlo for State Senate 2024"))
    assert person is not None
    assert (person.surname, person.given, person.initials) == ("demoberlo", ("nick",), ("b",))
    assert NAMES.person(NAMES.read("Demo Kite Alliance")) is None
    assert NAMES.person(NAMES.read("Committee for Demo Climate Action")) is None


def renamed(*, year: int = 2022) -> World:
    world = World()
    world.committee("C99000001", "DEMORRIN FOR PRESIDENT, INC.", year=2020, is_latest=year == 2020)
    world.committee("C99000001", "GREAT DEMO KITES PAC", codes="QD", year=year)
    return world


@pytest.mark.parametrize("year", [2020, 2022])
def test_names_of_a_register_link_payers_of_the_number(year: int) -> None:
    world = renamed(year=year)
    world.payer(A, "Demorrin for President, Inc.", number="FEC ID C99000001")
    world.payer(B, "Great Demo Kites PAC", number="FEC ID C99000001")
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    assert evidence(found) == {"number", "name"}


def test_an_unknown_name_of_the_number_is_only_suggested() -> None:
    world = renamed()
    world.payer(A, "Demorrin for President, Inc.", number="FEC ID C99000001")
    world.payer(B, "Great Demo Kites PAC", number="FEC ID C99000001")
    world.payer(C, "Umbrella Makers Union", number="FEC ID C99000001")
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    assert suggested(found) == {frozenset({A, C})}


def test_names_of_a_register_link_under_a_number_that_many_give() -> None:
    world = renamed()
    world.payer(A, "Demorrin for President, Inc.", number="FEC ID C99000001")
    world.payer(B, "Great Demo Kites PAC", number="FEC ID C99000001")
    for number, name in enumerate(("Umbrella Union", "Sandcastle Club", "Lantern League")):
        world.payer(f"google/AR5{number}", name, number="FEC ID C99000001")
    assert groups(world.link()) == {frozenset({A, B})}


def test_names_of_a_register_link_payers_without_a_number() -> None:
    world = renamed()
    world.payer(A, "Great Demo Kites PAC", number="FEC ID C99000001")
    world.payer(D, "DEMORRIN FOR PRESIDENT", basis="payer_name")
    found = world.link()
    assert groups(found) == {frozenset({A, D})}
    (row,) = found.links[found.links["status"] == "linked"].to_dict("records")
    assert row["evidence"] == "name"
    assert "register has for FEC committee C99000001" in row["detail"]


def test_a_name_that_two_committees_had_is_no_name_of_one() -> None:
    world = renamed()
    world.committee("C99000009", "GREAT DEMO KITES PAC", codes="QD")
    world.payer(A, "Great Demo Kites PAC")
    world.payer(D, "DEMORRIN FOR PRESIDENT", basis="payer_name")
    assert groups(world.link()) == set()


def test_number_of_another_committee_keeps_a_namesake_out() -> None:
    world = renamed()
    world.payer(A, "Great Demo Kites PAC", number="FEC ID C99000007")
    world.payer(D, "DEMORRIN FOR PRESIDENT", basis="payer_name")
    assert groups(world.link()) == set()


def test_kind_is_that_of_the_newest_list() -> None:
    world = renamed()
    world.payer(A, "Demorrin for President, Inc.", number="FEC ID C99000001")
    (row,) = world.link().kinds.to_dict("records")
    assert row["kind"] == "pac"
    both = renamed(year=2020)
    both.payer(A, "Demorrin for President, Inc.", number="FEC ID C99000001")
    (row,) = both.link().kinds.to_dict("records")
    assert row["kind"] == "unknown"


def test_rows_of_one_mapping_link_over_an_id_that_is_in_no_archive() -> None:
    world = World()
    world.payer(A, "Odalys Demofield for State Senate 2022")
    world.payer(B, "Odalys Demofield for State Senate 2024")
    world.payer("google/AR3", "Demo Kite One")
    world.mapping(A, "google/AR70")
    world.mapping(B, "google/AR71")
    world.mapping("google/AR70", "google/AR72")
    world.mapping("google/AR71", "google/AR72")
    world.mapping("google/AR3", "google/AR80")
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    assert suggested(found) == set()
    (row,) = found.links.to_dict("records")
    assert row["evidence"] == "mapping"
    assert row["detail"] == f"{A} and {B} are listed with google/AR70"
    assert row["rows_text"] == "mapping-file:2 mapping-file:3"
