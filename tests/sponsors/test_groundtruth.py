"""The hand-coded list of sponsors: its corrections, and how well the links fit it."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from bench import linking_data, linking_truth
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
