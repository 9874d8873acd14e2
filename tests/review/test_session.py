"""Suggestions become cases in order; decisions on them take effect with the next ingest."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.review.cases import Case, write_list
from generator.review.decision_preview import Foreseen
from generator.review.session import Filter, Review
from generator.sponsors.clusters import build_clusters
from generator.sponsors.decisions import Decision, Verdict
from generator.sponsors.identity import text_id
from generator.store.tables import Store, frame
from tests.reviewing import NO_DECISIONS, Ad, copy_reference, ingest_ads, write_ads

ADS = (
    Ad("Demo Kitelady", 500),
    Ad("DEMO KITELADY", 300),
    Ad("Demo KiteLady", 200),
    Ad("Demo Lampton", 1000, regions="Ohio"),
    Ad("DEMO LAMPTON", 20, regions="Ohio"),
    Ad("Demo Potterson", 40, "EUR", "germany"),
    Ad("DEMO POTTERSON", 90, "EUR", "germany"),
    Ad("Demo Balloon Society", 700, number="C00999901"),
    Ad("DEMO BALLOON SOCIETY", 800, number="C00999902"),
    Ad("Demo Lantern Guild of Kitetown", 5000, regions="Texas", url="https://www.example.org/x"),
    Ad("DEMO LANTERN GUILD OF KITETOWN", 10, regions="Texas", number="C00999903"),
    Ad("Demo Lantern Guld of Kitetown", 9000, regions="Texas"),
    Ad("DEMO LANTERN GULD OF KITETOWN", 10, regions="Texas", number="C00999904"),
    Ad("Demo Umbrella Makers", 7, "GBP", "united kingdom"),
)
DAY = date(2024, 10, 31)
WHY = ("one office", "a made-up register", DAY)


def payer(name: str) -> str:
    """The id of a payer that is known by its name."""
    return text_id("snapchat", "text", name)


@dataclass(frozen=True)
class World:
    """An archive with its store, and reference data that a test may change."""

    archives: Path
    store: Store
    reference: Path

    def review(self) -> Review:
        return Review(self.store, self.reference)

    def decisions(self, *lines: str) -> None:
        text = NO_DECISIONS + "".join(f"{line}\n" for line in lines)
        (self.reference / "sponsors.csv").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Store]:
    """The archives and their store, without any decision."""
    folder = tmp_path_factory.mktemp("review")
    archives = write_ads(folder / "archives", ADS)
    reference = copy_reference(folder / "reference")
    return archives, ingest_ads(archives, folder / "store", reference).store


@pytest.fixture
def world(ingested: tuple[Path, Store], tmp_path: Path) -> World:
    return World(*ingested, copy_reference(tmp_path / "reference"))


@dataclass(frozen=True)
class Answered:
    """Decisions on four cases by a name of each, and the world that was ingested with them."""

    made: dict[str, tuple[Decision, Foreseen]]
    after: World

    def sponsors(self, *names: str) -> int:
        """How many sponsors some payers are now."""
        return len({sponsor_of(self.after.store, name) for name in names})


@pytest.fixture(scope="module")
def answered(ingested: tuple[Path, Store], tmp_path_factory: pytest.TempPathFactory) -> Answered:
    folder = tmp_path_factory.mktemp("answered")
    before = World(*ingested, copy_reference(folder / "reference"))
    review = before.review()
    made = {
        name: review.decide(case_of(review, name), verdict, *WHY)
        for name, verdict in (
            ("DEMO LAMPTON", Verdict.SAME),
            ("DEMO POTTERSON", Verdict.DIFFERENT),
            ("DEMO BALLOON SOCIETY", Verdict.SAME),
            ("DEMO LANTERN GUILD OF KITETOWN", Verdict.SAME),
        )
    }
    store = ingest_ads(before.archives, folder / "store", before.reference).store
    return Answered(made, World(before.archives, store, before.reference))


def names(review: Review, cases: list[Case]) -> list[set[str]]:
    return [{review.facts.of(side.payer_id).payer_name.lower() for side in case.sides} for case in cases]  # fmt: skip


def case_of(review: Review, name: str) -> Case:
    """The one open case with a payer of exactly this name."""
    (found,) = [case for case in review.cases() if payer(name) in case.payer_ids]
    return found


def sponsor_of(store: Store, name: str) -> str:
    """The sponsor of a payer."""
    rows = frame(store.table("payers").select("payer_id", "sponsor_id"))
    return dict(rows.itertuples(index=False))[payer(name)]


def test_strong_cases_come_first_then_the_biggest_and_currencies_take_turns(world: World) -> None:
    review = world.review()
    found = [(case.band, case.currency, case.size) for case in review.cases()]
    # Strong, in USD: 700, 300, 200, 20 (the smaller of each two): at 1/8, 3/8, 5/8, 7/8 of their
    # list; in EUR: 40 alone, at 1/2 of its list. Weak: the guilds, of which the smaller has 5000.
    assert found == [
        ("strong", "USD", 700),
        ("strong", "USD", 300),
        ("strong", "EUR", 40),
        ("strong", "USD", 200),
        ("strong", "USD", 20),
        ("weak", "USD", 5000),
    ]


def test_suggestions_between_two_sponsors_are_one_case(world: World) -> None:
    case = case_of(world.review(), "Demo Lantern Guild of Kitetown")
    assert {len(side.payer_ids) for side in case.sides} == {2}
    assert set(case.payer_ids) == {
        payer(name) for name in (ad.payer for ad in ADS) if "lantern" in name.lower()
    }


def test_facts_are_those_of_the_rows(world: World) -> None:
    facts = world.review().facts.of(payer("Demo Lantern Guild of Kitetown"))
    assert [(name.roles, name.name) for name in facts.names] == [
        (("payer",), "Demo Lantern Guild of Kitetown"),
        (("advertiser",), "Demo Agency"),
    ]
    assert facts.names[0].row == "snapchat/2020/2020-12-24/PoliticalAds.csv:11"
    assert facts.places == ("US", "US-TX")
    assert facts.sites == ("example.org",)
    assert facts.active == (date(2020, 10, 10), date(2020, 11, 3))
    (amount,) = facts.amounts
    assert (amount.currency, amount.lo, amount.hi, amount.count) == ("USD", 5000, 5000, 1)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 6),
        (Filter(min_strength=0.9), 5),
        (Filter(place="DE"), 1),
        (Filter(place="US"), 5),
        (Filter(place="US-TX"), 1),
        (Filter(place="US-T"), 0),
        (Filter(platform="snapchat"), 6),
        (Filter(platform="snap"), 0),
        (Filter(names="kiteLADY"), 2),
        (Filter(names="demo agency"), 6),
        (Filter(names="nobody"), 0),
    ],
)
def test_filters_leave_what_fits_a_side(world: World, wanted: Filter, count: int) -> None:
    assert len(world.review().cases(wanted)) == count


def test_same_makes_one_sponsor_of_two(world: World, answered: Answered) -> None:
    made, foreseen = answered.made["DEMO LAMPTON"]
    pair = ("Demo Lampton", "DEMO LAMPTON")
    assert {made.payer_a, made.payer_b} == set(map(payer, pair))
    assert foreseen.payer_count == 2
    assert len({sponsor_of(world.store, name) for name in pair}) == 2
    assert answered.sponsors(*pair) == 1


def test_different_keeps_two_apart(answered: Answered) -> None:
    assert answered.sponsors("Demo Potterson", "DEMO POTTERSON") == 2


def test_what_was_decided_is_not_suggested_after_the_next_ingest(answered: Answered) -> None:
    review = answered.after.review()
    assert names(review, review.cases()) == [{"demo kitelady"}, {"demo kitelady"}]


def test_decision_since_the_last_ingest_is_not_asked_again(world: World) -> None:
    world.decisions(
        f"different,{payer('Demo Lampton')},{payer('DEMO LAMPTON')},,towns,here,2024-01-02",
        "same,Demo Potterson,demo potterson inc,,one person,here,2024-01-02",
    )
    review = world.review()
    assert {"demo lampton"} not in names(review, review.cases())
    assert {"demo potterson"} not in names(review, review.cases())
    assert len(review.cases()) == 4


def test_different_numbers_are_told_and_a_decision_joins_them(
    world: World, answered: Answered
) -> None:
    review = world.review()
    told = review.different_numbers(case_of(review, "Demo Balloon Society"))
    assert sorted(told.replace(",", "").split()) == ["C00999901", "C00999902", "and", "committee:", "fec"]  # fmt: skip
    assert answered.sponsors("Demo Balloon Society", "DEMO BALLOON SOCIETY") == 1


def test_decision_on_names_leaves_different_numbers_open(world: World) -> None:
    world.decisions("same,Demo Balloon Society,Demo Balloon Society Inc,,one house,here,2024-01-02")
    assert {"demo balloon society"} in names(world.review(), world.review().cases())


def test_decision_on_two_groups_names_the_payers_with_the_numbers(
    world: World, answered: Answered
) -> None:
    """On others it would tear a group apart: the numbers would stand against each other."""
    made, foreseen = answered.made["DEMO LANTERN GUILD OF KITETOWN"]
    pair = {made.payer_a, made.payer_b}
    assert pair != set(case_of(world.review(), "DEMO LANTERN GUILD OF KITETOWN").pair)
    assert pair == {
        payer("DEMO LANTERN GUILD OF KITETOWN"),
        payer("DEMO LANTERN GULD OF KITETOWN"),
    }
    assert (foreseen.payer_count, foreseen.left_out) == (4, ())
    assert answered.sponsors(*(ad.payer for ad in ADS if "lantern" in ad.payer.lower())) == 1


def test_contradiction_is_refused_before_writing(world: World) -> None:
    review = world.review()
    ladies = {payer(name) for name in ("Demo Kitelady", "DEMO KITELADY", "Demo KiteLady")}
    cases = [case for case in review.cases() if ladies & set(case.payer_ids)]
    assert len(cases) == 2
    (hub,) = set(cases[0].pair) & set(cases[-1].pair)
    one, other = sorted(ladies - {hub})
    review.decide(next(case for case in cases if one in case.pair), Verdict.SAME, *WHY)
    path = world.reference / "sponsors.csv"
    path.write_text(path.read_text() + f"different,{one},{other},,two towns,here,2024-01-02\n")
    before = path.read_bytes()
    with pytest.raises(ConfigError, match=f"contradicts line 3 \\(different: {one}, {other}\\)"):
        review.decide(next(case for case in cases if other in case.pair), Verdict.SAME, *WHY)
    assert path.read_bytes() == before


def test_two_that_other_decisions_join_cannot_be_made_different(world: World) -> None:
    review = world.review()
    case = case_of(review, "DEMO LAMPTON")
    world.decisions("same,Demo Lampton,Demo Lampton Inc,,one person,here,2024-01-02")
    with pytest.raises(ConfigError, match="contradicts line 2"):
        review.decide(case, Verdict.DIFFERENT, *WHY)


def test_cluster_that_would_be_too_large_is_refused_with_the_remedy(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = partial(build_clusters, most_members=3)
    monkeypatch.setattr("generator.review.decision_preview.build_clusters", small)
    review = world.review()
    with pytest.raises(ConfigError, match="has 4 payers, and 3 are allowed"):
        review.decide(case_of(review, "Demo Lantern Guild of Kitetown"), Verdict.SAME, *WHY)
    assert review.decisions == ()


def test_list_is_safe_for_spreadsheets(tmp_path: Path) -> None:
    archives = write_ads(tmp_path / "a", [Ad("=Demo Kitelady", 5), Ad("DEMO KITELADY", 3)])
    reference = copy_reference(tmp_path / "reference")
    review = Review(ingest_ads(archives, tmp_path / "store", reference).store, reference)
    write_list(review.cases(), review.facts, tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {row["name_a"], row["name_b"]} == {"'=Demo Kitelady", "DEMO KITELADY"}
    assert (row["position"], row["band"], row["size"], row["size_currency"]) == (
        "1", "strong", "3.00", "USD",
    )  # fmt: skip
