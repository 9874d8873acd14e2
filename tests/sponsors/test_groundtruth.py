"""The hand-coded list of sponsors: its corrections, and how well the links fit it."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from bench import linking_data, linking_lists, linking_truth
from generator.sponsors.payers import PayerTables
from tests.project import ROOT
from tests.sponsors.made_up import NAMES, World

ARCHIVES = ROOT.parent / "shared" / "archives"
LIST = ARCHIVES / "groundtruth" / "google-sponsors-half.csv"
CAUSES = {"office", "other committee", "other body", "person", "one sponsor coded twice", "unsure"}


def test_every_correction_has_a_cause_and_a_reason_and_stands_once() -> None:
    with linking_truth.CORRECTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = [row["advertiser_id"] for row in rows]
    assert len(ids) == len(set(ids)) > 0
    for row in rows:
        assert row["cause"] in CAUSES
        assert row["reason"].endswith(".")
        assert row["corrected_name"] != row["sponsor_name"]
        assert bool(row["corrected_name"]) == (row["cause"] != "unsure")


def test_pairs_are_counted_over_coded_rows_only() -> None:
    """Two right, one wrong, one missed: precision 2 of 3, recall 2 of 3; a row is not coded."""
    rows = pd.DataFrame(
        {
            "payer_id": [f"google/AR{n}" for n in range(8)],
            "advertiser": [f"google/AR{n}" for n in range(8)],
            "name": [
                "Demo Kite Alliance", "DEMO KITE ALLIANCE", "Demo Boat Union", "Demo Boat Union Inc",
                "Demo Bay Voters Union", "Demo Bay Voters Union", "Demo Kite Alliance",
                "Friends of the Kites of Demo",
            ],
            "text": [None] * 8,
            "sponsor": ["A", "A", "B", "B", "C", "D", "", "C"],
            "line": range(2, 10),
        }
    )  # fmt: skip
    found = linking_truth.link_list(rows, "advertiser_id", World().tables(), NAMES)
    got = linking_truth.measure(rows, "advertiser_id", found)
    assert (got.found, got.true, got.right) == (3, 3, 2)
    assert got.precision == got.recall == pytest.approx(2 / 3)
    assert [(pair.what, pair.payer_ids, pair.names, pair.sponsors) for pair in got.confused] == [
        (
            "missed",
            ("google/AR4", "google/AR7"),
            ("Demo Bay Voters Union", "Friends of the Kites of Demo"),
            ("C", "C"),
        ),
        ("wrong", ("google/AR4", "google/AR5"), ("Demo Bay Voters Union",) * 2, ("C", "D")),
    ]
    assert got.causes("missed") == {"different names, no number in common": 1}


def test_every_confused_pair_is_written_with_its_names_ids_and_cause(tmp_path: Path) -> None:
    ids, names, texts = ("google/AR1", "google/AR2"), ("Demo A", "Demo, B"), ("EIN ID 1", "")
    pair = linking_truth.Confused(
        "wrong", ids, names, texts, ("X", "Y"), "made up", "linked by name"
    )
    path = linking_lists.write_confusion(tmp_path, {("corrected", "id"): (pair,)})
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "list": "corrected", "payers": "id", "what": "wrong", "cause": "made up",
        "name_a": "Demo A", "name_b": "Demo, B", "registration_a": "EIN ID 1",
        "registration_b": "", "coded_a": "X", "coded_b": "Y", "payer_a": "google/AR1",
        "payer_b": "google/AR2", "evidence": "linked by name",
    }  # fmt: skip


def test_drawn_links_are_written_with_both_payers_and_the_rows(tmp_path: Path) -> None:
    world = World()
    for number in range(4):
        world.payer(f"google/AR{number}", "Demo Kite Alliance", number="EIN ID 98-7000001")
    world.payer("google/AR9", "Demo Boat Union")
    draw = (world.link(), world.tables(), {"f": "google/made-up.csv"}, {"google/AR0": "f:7"}, 1, 2)
    path = linking_lists.write_sample(tmp_path, *draw)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 2 of 6 links\n")
    assert text.count("registered: EIN ID 98-7000001; places: US") == 4
    assert "places: US; named in google/made-up.csv, line 7" in text
    assert "evidence: file, line 2" in text
    assert "Boat" not in text
    again = linking_lists.write_sample(tmp_path, *draw)
    assert again.read_text(encoding="utf-8") == text


@pytest.mark.real
@pytest.mark.skipif(not LIST.is_file(), reason="the hand-coded list is not on this machine")
@pytest.mark.parametrize("unit", ["advertiser_id", "id"])
def test_links_fit_the_corrected_list(unit: str) -> None:
    rows = linking_truth.correct(linking_truth.read_list(LIST))
    found = linking_truth.link_list(rows, unit, register(ARCHIVES), NAMES)
    got = linking_truth.measure(rows, unit, found)
    assert got.precision >= 0.995
    assert got.recall >= 0.90


def register(archives: Path) -> PayerTables:
    """No payers, only the regulator's lists."""
    return linking_data.with_register(World().tables(), archives)
