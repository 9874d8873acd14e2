"""What must never be merged, and what may: each rule with made-up payers."""

import pytest

from generator.errors import CheckError
from tests.sponsors.made_up import World, decided, evidence, groups, suggested

A, B, C, D = "google/AR1", "google/AR2", "meta/t3", "snapchat/t4"
HARBOR = "Demo Harbor Kite Alliance"


def test_same_number_links_whatever_the_spelling() -> None:
    world = World()
    world.payer(A, "DEMO HARBOR KITE ALLIANCE, INC.", number="EIN ID 98-7000001")
    world.payer(B, "Harbor Kites of Demo", number="EIN ID 98-7000001")
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    (row,) = found.links.to_dict("records")
    assert (row["evidence"], row["status"]) == ("number", "linked")
    assert row["detail"] == "EIN 98-7000001"
    assert row["rows_text"] == "file:2 file:3"


def test_two_numbers_of_one_kind_are_never_merged_on_the_name() -> None:
    world = World()
    world.payer(A, HARBOR, number="FEC ID C99000001")
    world.payer(B, HARBOR, number="FEC ID C99000002")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, B})}


def test_numbers_of_different_kinds_do_not_contradict_each_other() -> None:
    world = World()
    world.payer(A, HARBOR, number="FEC ID C99000001")
    world.payer(B, HARBOR, number="EIN ID 98-7000001")
    assert groups(world.link()) == {frozenset({A, B})}


def test_no_chain_brings_two_numbers_into_one_cluster() -> None:
    """A–B by the platform's mapping and B–C likewise; A and C have different numbers."""
    world = World()
    world.payer(A, "Demo Kite One", number="FEC ID C99000001")
    world.payer(B, "Demo Kite Two")
    world.payer("google/AR3", "Demo Kite Three", number="FEC ID C99000003")
    world.mapping(A, B)
    world.mapping(B, "google/AR3")
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    refused = found.links[found.links["status"] == "refused"].to_dict("records")
    assert [(row["payer_a"], row["payer_b"]) for row in refused] == [(B, "google/AR3")]
    assert "C99000001 and C99000003" in refused[0]["reason"]


def test_weaker_link_of_a_chain_gives_way() -> None:
    """B is A's by number; a mapping to another number's payer is weaker and is refused."""
    world = World()
    world.payer(A, "Demo Kite One", number="EIN ID 98-7000001")
    world.payer(B, "Demo Kite Two", number="EIN ID 98-7000001")
    world.payer("google/AR3", "Demo Kite Three", number="EIN ID 98-7000003")
    world.mapping(B, "google/AR3")
    assert groups(world.link()) == {frozenset({A, B})}


def test_payer_without_number_joins_neither_of_two_namesakes() -> None:
    world = World()
    world.payer(A, HARBOR, number="EIN ID 98-7000001")
    world.payer(B, HARBOR, number="EIN ID 98-7000002")
    world.payer(C, HARBOR, basis="disclaimer_text")
    found = world.link()
    assert groups(found) == set()
    assert frozenset({A, C}) in suggested(found)


def test_reviewed_decision_may_join_different_numbers() -> None:
    world = World()
    world.payer(A, HARBOR, number="FEC ID C99000001")
    world.payer(B, "Demo Bay Kite Union", number="FEC ID C99000002")
    found = world.link([decided("same", A, B)])
    assert groups(found) == {frozenset({A, B})}
    assert evidence(found) == {"decision"}


def test_reviewed_decision_keeps_apart_what_a_number_would_link() -> None:
    world = World()
    world.payer(A, HARBOR, number="EIN ID 98-7000001")
    world.payer(B, HARBOR, number="EIN ID 98-7000001")
    found = world.link([decided("different", A, B)])
    assert groups(found) == set()
    assert evidence(found, "refused") == {"number", "name"}


def test_reviewed_decision_keeps_apart_whole_clusters() -> None:
    """Neither side may reach the other through a third payer."""
    world = World()
    world.payer(A, HARBOR)
    world.payer(B, HARBOR)
    world.payer(C, HARBOR, basis="disclaimer_text")
    found = world.link([decided("different", A, C)])
    assert {A, C} not in [members & {A, C} for members in groups(found)]
    assert groups(found) == {frozenset({A, B})}


def test_decision_may_name_payers_by_their_name() -> None:
    world = World()
    world.payer(A, "Demo Bay Kite Union")
    world.payer(C, HARBOR, basis="disclaimer_text")
    found = world.link([decided("same", "DEMO BAY KITE UNION", HARBOR)])
    assert groups(found) == {frozenset({A, C})}


def test_decision_on_names_does_not_join_different_numbers() -> None:
    """A name may be another body's, too: only a decision on the very payers can do that."""
    world = World()
    world.payer(A, "Demo Bay Kite Union", number="FEC ID C99000001")
    world.payer(B, HARBOR, number="FEC ID C99000002")
    found = world.link([decided("same", "Demo Bay Kite Union", HARBOR)])
    assert groups(found) == set()
    assert evidence(found, "refused") == {"decision"}


def test_decision_on_payers_that_are_not_there_is_reported() -> None:
    world = World()
    world.payer(A, HARBOR)
    stale = decided("same", A, "google/AR999")
    assert world.link([stale]).unused == (stale,)


def test_number_of_many_unrelated_names_links_nobody() -> None:
    """As the number of a house of parliament that each member's office gives."""
    offices = [
        "Rep. Ada Demo - Demo House of Representatives",
        "Rep. Bob Made - Demo House of Representatives",
        "Rep. Cyd Upton - Demo House of Representatives",
        "Rep. Dot Sample - Demo House of Representatives",
    ]
    world = World()
    for number, office in enumerate(offices):
        world.payer(f"google/AR{number}", office, number="EIN ID 98-7000009")
    assert groups(world.link()) == set()


def test_number_under_two_unrelated_names_is_only_suggested() -> None:
    """As a number that somebody typed into the wrong form."""
    world = World()
    world.payer(A, "Demo Kite Alliance", number="FEC ID C99000001")
    world.payer(B, "Madeup Network Technology", number="FEC ID C99000001")
    found = world.link()
    assert groups(found) == set()
    assert suggested(found) == {frozenset({A, B})}


def test_shared_ad_of_two_payers_bridges_nothing() -> None:
    world = World()
    world.payer(A, "Demo Kites", number="FEC ID C99000001")
    world.payer(B, "Demo Boats", number="FEC ID C99000002")
    world.payer(
        "google/AR3", "Demo Kites & Demo Boats", number="FEC ID C99000001, FEC ID C99000002"
    )
    assert groups(world.link()) == set()


def test_ran_without_a_disclaimer_links_nothing() -> None:
    """Entries of pages, where nobody was declared, share a name and stay apart."""
    world = World()
    world.payer("meta/page-1", HARBOR, basis="page", number="EIN ID 98-7000001")
    world.payer("meta/page-2", HARBOR, basis="page")
    world.payer(A, HARBOR)
    world.payer(C, "These ads ran without a disclaimer", basis="disclaimer_text")
    world.payer(D, "These ads ran without a disclaimer", basis="payer_name")
    assert groups(world.link()) == set()


@pytest.mark.parametrize("text", ["me", "Paid for by myself", "N/A", "None", "The Candidate"])
def test_what_stands_in_place_of_a_name_links_nothing(text: str) -> None:
    world = World()
    world.payer(C, text, basis="disclaimer_text")
    world.payer(D, text, basis="payer_name")
    found = world.link()
    assert groups(found) == set()
    assert found.links.empty


def test_large_cluster_stops_the_build_and_says_what_to_write() -> None:
    world = World()
    for number in range(5):
        world.payer(f"google/AR{number}", HARBOR)
    with pytest.raises(CheckError) as raised:
        world.link(most_members=4)
    message = str(raised.value)
    assert "google/AR0 has 5 payers, and 4 are allowed" in message
    assert "google/AR0 = google/AR4: name, the name “demo harbor kite alliance”" in message
    assert "large,google/AR0,,5,REASON,SOURCE,DATE" in message


def test_reviewed_large_cluster_may_be_as_large_as_reviewed() -> None:
    world = World()
    for number in range(5):
        world.payer(f"google/AR{number}", HARBOR)
    reviewed = decided("large", "google/AR3", count=5)
    assert len(next(iter(groups(world.link([reviewed], most_members=4))))) == 5
    world.payer("google/AR5", HARBOR)
    with pytest.raises(CheckError):
        world.link([reviewed], most_members=4)


def test_decision_that_payers_differ_ends_a_suggestion() -> None:
    world = World()
    world.payer(A, "Ada Zyxdemo", basis="payer_name")
    world.payer(B, "Ada Zyxdemo", basis="payer_name")
    (before,) = world.link().links.to_dict("records")
    assert before["status"] == "suggested"
    (after,) = world.link([decided("different", A, B)]).links.to_dict("records")
    assert after["status"] == "refused"
    assert after["reason"] == f"decided to be different: {A} and {B}"
