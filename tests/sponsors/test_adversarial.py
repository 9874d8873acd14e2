"""Names made to be confused: namesakes, mirrors, typing errors, impostors."""

import pytest

from tests.sponsors.made_up import World, groups, suggested

A, B, C, D = "google/AR1", "google/AR2", "meta/t3", "snapchat/t4"


def test_same_name_registered_in_two_states_is_two_payers() -> None:
    world = World()
    name = "Committee to Elect Maria Demoson"
    world.payer(A, name, number="Registered in US-TX 00081234")
    world.payer(B, name, number="Registered in US-OH 15234")
    assert groups(world.link()) == set()


def test_same_name_active_in_two_states_only_is_two_payers() -> None:
    world = World()
    name = "Citizens for Better Demo Schools"
    world.payer(C, name, places=("US", "US-TX"), basis="disclaimer_text")
    world.payer(D, name, places=("US", "US-OH"), basis="payer_name")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({C, D})}


def test_same_name_in_two_countries_is_two_payers() -> None:
    world = World()
    world.payer(A, "Demo Liberal Kite Party", places=("CA",))
    world.payer(C, "Demo Liberal Kite Party", places=("AU",), basis="disclaimer_text")
    assert groups(world.link()) == set()


def test_name_of_general_words_only_is_that_of_one_body_in_each_state() -> None:
    world = World()
    world.payer(A, "House Democratic Campaign Committee", number="Registered in US-ME 269")
    world.payer(C, "House Democratic Campaign Committee", basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, C})}


def test_company_and_its_pac_are_two_payers() -> None:
    world = World()
    world.payer(A, "Demo Kite Works Corporation")
    world.payer(B, "Demo Kite Works Corporation PAC", number="FEC ID C99000001")
    world.payer(C, "DEMO KITE WORKS CORP POLITICAL ACTION COMMITTEE", basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert all(A not in pair for pair in suggested(found))


def test_friends_of_smith_of_four_candidates_stay_apart() -> None:
    world = World()
    for number, cell in enumerate(
        ["FEC ID C99000001", "Registered in US-TX 00081234", "EIN ID 98-7000001", None]
    ):
        world.payer(f"google/AR{number}", "Friends of Smith", number=cell)
    for number in range(30):
        world.candidate(f"H0TX{number:05}", f"SMITH, DEMO{number}")
    found = world.link()
    assert groups(found) == set()
    assert len(suggested(found)) == 3


def test_friends_of_smith_without_any_register_stay_apart() -> None:
    world = World()
    for number in range(4):
        world.payer(f"google/AR{number}", "Friends of Smith")
    assert groups(world.link()) == set()


def test_rare_surname_is_enough_if_the_register_knows_it() -> None:
    world = World()
    world.payer(A, "Zzyzxdemo for Senate", number="EIN ID 98-7000001")
    world.payer(B, "ZZYZXDEMO FOR SENATE", number="FEC ID C99000001")
    world.candidate("S0TX00001", "ZZYZXDEMO, ADA")
    assert groups(world.link()) == {frozenset({A, B})}


def test_only_committee_of_that_name_in_the_register_is_enough() -> None:
    world = World()
    world.payer(A, "Smith for Congress", number="FEC ID C99000001")
    world.payer(B, "SMITH FOR CONGRESS", number="EIN ID 98-7000001")
    world.committee("C99000001", "SMITH FOR CONGRESS", "H0TX00001")
    for number in range(2, 9):
        world.candidate(f"H0TX0000{number}", "SMITH, DEMO")
    assert groups(world.link()) == {frozenset({A, B})}
    world.committee("C99000002", "SMITH FOR CONGRESS", "H0OH00002")
    assert groups(world.link()) == set()


@pytest.mark.parametrize("name", ["John Smith", "Maria Demo Garcia", "李志中"])
def test_persons_are_never_merged_on_the_name_alone(name: str) -> None:
    world = World()
    world.payer(A, name)
    world.payer(B, name)
    world.payer(C, name, basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found)


def test_persons_with_the_same_website_are_one() -> None:
    world = World()
    world.payer(C, "John Smith", sites=("john-smith-demo.example",), basis="disclaimer_text")
    world.payer(D, "JOHN SMITH", sites=("john-smith-demo.example",), basis="payer_name")
    world.payer(A, "John Smith")
    assert groups(world.link()) == {frozenset({C, D})}


def test_website_that_many_share_proves_nothing() -> None:
    world = World()
    for number, name in enumerate(
        ["John Smith", "John Smith", "Demo Kite", "Demo Boat", "Demo Bay"]
    ):
        world.payer(f"snapchat/t{number}", name, sites=("shop.example",), basis="payer_name")
    assert groups(world.link()) == set()


def test_website_on_which_anybody_has_a_page_proves_nothing() -> None:
    world = World()
    world.payer(C, "John Smith", sites=("facebook.com",), basis="disclaimer_text")
    world.payer(D, "John Smith", sites=("facebook.com",), basis="payer_name")
    assert groups(world.link()) == set()


def test_rare_name_of_a_person_is_enough_among_many_names() -> None:
    world = World()
    world.payer(A, "Xquenta Zzyzxdemo")
    world.payer(B, "XQUENTA ZZYZXDEMO")
    world.payer(C, "John Smith", basis="disclaimer_text")
    world.payer(D, "John Smith", basis="payer_name")
    for number in range(1000):
        letters = "".join(chr(97 + int(digit)) for digit in f"{number:03}")
        for surname in ("Smith", "Jones"):
            world.payer(
                f"meta/t{surname}{letters}", f"John{letters} {surname}", basis="disclaimer_text"
            )
        world.candidate(f"H0TX{number:05}", f"SMITH, JOHN {letters}")
    assert groups(world.link()) == {frozenset({A, B})}


def test_name_in_another_script_is_another_name() -> None:
    world = World()
    world.payer(A, "Demokratiki Enosi Aeton", places=("GR",))
    world.payer(C, "Δημοκρατική Ένωση Αετών", places=("GR",), basis="disclaimer_text")
    world.payer(D, "ΔΗΜΟΚΡΑΤΙΚΗ ΕΝΩΣΗ ΑΕΤΩΝ", places=("GR",), basis="payer_name")
    assert groups(world.link()) == {frozenset({C, D})}


def test_look_alike_letters_are_another_name() -> None:
    """The second has a Cyrillic а in the place of the Latin one."""
    world = World()
    world.payer(A, "Demo Harbor Kite Alliance")
    world.payer(C, "Demo H\u0430rbor Kite Alliance", basis="disclaimer_text")
    assert groups(world.link()) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yes on Demo Measure 15", "Yes on Demo Measure 16"),
        ("Demo Kite Workers Local 1021", "Demo Kite Workers Local 1022"),
        ("Maria Demoson for House 12", "Maria Demoson for House 21"),
    ],
)
def test_names_that_differ_by_one_digit_are_not_even_suggested(one: str, other: str) -> None:
    world = World()
    world.payer(A, one)
    world.payer(C, other, basis="disclaimer_text")
    assert world.link().links.empty


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Friends of Maria Demoson", "Maria Demoson, Friends of"),
        ("Demoson Maria for Secretary", "Maria Demoson for Secretary"),
    ],
)
def test_mirrored_word_order_is_only_suggested(one: str, other: str) -> None:
    world = World()
    world.payer(A, one)
    world.payer(C, other, basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, C})}


def test_typing_error_in_a_known_name_is_only_suggested() -> None:
    world = World()
    world.payer(A, "Demo Harbor Kite Alliance", number="FEC ID C99000001")
    world.payer(C, "Demo Harbor Kite Allaince", basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, C})}


def test_typing_error_with_the_same_website_is_linked_by_the_model() -> None:
    world = World()
    world.payer(C, "Demo Harbor Kite Alliance", sites=("kites.example",), basis="disclaimer_text")
    world.payer(D, "Demo Harbor Kite Allaince", sites=("kites.example",), basis="payer_name")
    found = world.link()
    assert groups(found) == {frozenset({C, D})}
    (row,) = found.links.to_dict("records")
    assert row["evidence"] == "model"
    assert "one letter apart" in row["detail"]
    assert "websites that the ads lead to: at least one in common" in row["detail"]


def test_impostor_page_with_a_copied_disclaimer_is_not_merged_with_the_page() -> None:
    """Both pages ran ads with the text, and both ran ads without any: the text is one payer, and
    the pages' own entries belong to nobody but the pages."""
    world = World()
    world.payer(C, "Demo Harbor Kite Alliance", basis="disclaimer_text")
    world.payer("meta/page-1", "Demo Harbor Kite Alliance", basis="page")
    world.payer("meta/page-666", "Demo Harbor Kite Alliance", basis="page")
    world.payer(A, "DEMO HARBOR KITE ALLIANCE", number="FEC ID C99000001")
    assert groups(world.link()) == {frozenset({A, C})}
