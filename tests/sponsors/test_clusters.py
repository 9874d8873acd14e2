"""Keys of clusters, determinism, kinds, and evidence that is not a safety rule."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.sponsors.linking import link
from generator.sponsors.payers import PayerTables
from generator.store.tables import Engine
from tests.sponsors.made_up import NAMES, World, evidence, groups

A, B, C, D = "google/AR1", "google/AR2", "meta/t3", "snapchat/t4"
HARBOR = "Demo Harbor Kite Alliance"
OLD, NEW = date(2019, 6, 1), date(2025, 4, 15)


def key_of(found: object, payer_id: str) -> str:
    """The key of a payer's cluster."""
    return found.clusters.set_index("payer_id")["cluster_id"][payer_id]


def test_platforms_own_mapping_links_other_names() -> None:
    world = World()
    world.payer(A, "Demo Kites")
    world.payer(B, "Madeup Boats")
    world.mapping(A, B)
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    (row,) = found.links.to_dict("records")
    assert (row["evidence"], row["rows_text"]) == ("mapping", "mapping-file:2")
    assert row["detail"] == f"{A} became {B}"


def test_candidates_number_is_that_of_the_principal_committee() -> None:
    world = World()
    world.payer(A, "Ada Zyxdemo for Congress", number="FEC ID H9TX99001")
    world.payer(B, "Zyxdemo Committee", number="FEC ID C99000001")
    world.committee("C99000001", "ADA ZYXDEMO FOR CONGRESS", "H9TX99001")
    found = world.link()
    assert groups(found) == {frozenset({A, B})}
    assert evidence(found) == {"number"}


def test_all_evidence_for_a_pair_is_listed() -> None:
    world = World()
    world.payer(A, HARBOR, number="EIN ID 98-7000001")
    world.payer(B, HARBOR.upper(), number="EIN ID 98-7000001")
    assert sorted(world.link().links["evidence"]) == ["name", "number"]


def test_key_is_the_oldest_member_and_stays_when_others_come_or_names_change() -> None:
    world = World()
    world.payer(B, HARBOR, seen=OLD)
    world.payer(C, HARBOR, basis="disclaimer_text", seen=NEW)
    assert key_of(world.link(), C) == B
    world.payer(A, HARBOR, seen=NEW)
    assert key_of(world.link(), A) == B
    renamed = World()
    renamed.payer(B, HARBOR, "Madeup Kite Union", seen=OLD)
    renamed.payer(C, HARBOR, basis="disclaimer_text", seen=NEW)
    assert key_of(renamed.link(), C) == B


def test_key_of_an_earlier_build_stays_when_an_older_archive_is_added() -> None:
    world = World()
    world.payer(B, HARBOR, seen=NEW)
    world.payer(C, HARBOR, basis="disclaimer_text", seen=NEW)
    known = dict(world.link().clusters.itertuples(index=False, name=None))
    world.payer(A, HARBOR, seen=OLD)
    assert key_of(world.link(), C) == A
    assert key_of(world.link(known_keys=known), A) == B


def test_after_a_split_one_part_keeps_the_key() -> None:
    world = World()
    world.payer(A, HARBOR, seen=OLD)
    world.payer(B, "Madeup Boat Union", seen=NEW)
    found = world.link(known_keys={A: A, B: A})
    assert (key_of(found, A), key_of(found, B)) == (A, B)


def test_after_a_merger_the_key_of_the_first_member_goes_on() -> None:
    world = World()
    world.payer(A, HARBOR, seen=OLD)
    world.payer(B, HARBOR, seen=NEW)
    assert set(world.link(known_keys={A: A, B: B}).clusters["cluster_id"]) == {A}


def kind_of(world: World, payer_id: str) -> tuple[str, str]:
    """Kind and source of a payer's cluster."""
    found = world.link()
    rows = found.kinds.set_index("cluster_id").loc[key_of(found, payer_id)]
    return rows["kind"], rows["source"]


def test_kind_is_what_the_register_says_and_not_what_the_name_says() -> None:
    world = World()
    world.payer(A, "Demo Kite PAC")
    assert kind_of(world, A) == ("unknown", "")
    world.payer(B, "Demo Boat Friends", number="FEC ID C99000001")
    world.committee("C99000001", "DEMO BOAT FRIENDS", codes="OU")
    assert kind_of(world, B) == ("super_pac", "FEC committee C99000001, type O (cm:1)")


def test_account_that_the_list_of_state_media_names_is_of_that_kind() -> None:
    world = World()
    world.payer("x/page-kite", basis="page")
    world.outlet("x/page-kite", "Demo Kite Tribune")
    source = "account listed for Demo Kite Tribune (list:2)"
    assert kind_of(world, "x/page-kite") == ("state_media", source)


def test_kind_of_a_cluster_comes_through_the_member_with_the_number() -> None:
    world = World()
    world.payer(A, HARBOR, number="FEC ID C99000001")
    world.payer(C, HARBOR, basis="disclaimer_text")
    world.committee("C99000001", "DEMO HARBOR KITE ALLIANCE", codes="YU")
    assert kind_of(world, C)[0] == "party"


ROWS = st.permutations(range(9))


@settings(max_examples=12, deadline=None)
@given(order=ROWS)
def test_order_of_rows_does_not_matter(order: list[int]) -> None:
    def frames() -> PayerTables:
        world = World()
        cells = ["FEC ID C99000001", None, "EIN ID 98-7000001", None, "FEC ID C99000002"]
        for number, cell in enumerate(cells):
            world.payer(
                f"google/AR{number}", HARBOR if number < 3 else "Demo Bay Boats", number=cell
            )
        world.payer(C, HARBOR, "Demo Bay Boats", basis="disclaimer_text", sites=("a.example",))
        world.payer(D, "Demo Harbor Kite Allaince", basis="payer_name", sites=("a.example",))
        world.payer("meta/t8", "Friends of Smith", basis="disclaimer_text")
        world.payer("meta/t9", "Smith, Friends of", basis="disclaimer_text")
        world.mapping("google/AR1", "google/AR4")
        return world.tables()

    def shuffled(rows: pd.DataFrame) -> pd.DataFrame:
        places = [n for n in order if n < len(rows)] + list(range(len(order), len(rows)))
        return rows.iloc[places]

    plain = frames()
    mixed = PayerTables(**{name: shuffled(rows) for name, rows in vars(plain).items()})
    first, second = (link(tables, NAMES, Engine()) for tables in (plain, mixed))
    pd.testing.assert_frame_equal(first.links, second.links)
    pd.testing.assert_frame_equal(first.clusters, second.clusters)
    pd.testing.assert_frame_equal(first.kinds, second.kinds)


def test_world_without_payers_gives_nothing() -> None:
    found = World().link()
    assert found.links.empty
    assert found.clusters.empty
