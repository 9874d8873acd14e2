"""`paidforby permalinks`: addresses that hold on another machine, and when archives are gone."""

import shutil
from pathlib import Path

from generator.store.tables import Store
from tests.here import run_here
from tests.ingest.test_linking import LOUD, PLAIN, archives, meta_id, sponsors
from tests.project import ROOT, write_project


def test_address_holds_in_a_clean_build_without_the_oldest_archive(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")
    old = archives(tmp_path / "old", {"2024-09-01": [("Umbrella Page", PLAIN, 500)]})
    new = archives(tmp_path / "new", {"2024-10-06": [("Umbrella Page", LOUD, 700)]})
    config = write_project(
        tmp_path / "site", demo=None, archives=[str(old), str(new)],
        reference_dir=str(tmp_path / "reference"),
    )  # fmt: skip
    assert run_here(config, "ingest").code == 0
    said = run_here(config, "permalinks")
    assert said.code == 0, said.err
    kept = tmp_path / "reference" / "permalinks.csv"
    assert kept.read_text(encoding="utf-8").splitlines() == [
        "payer_id,sponsor_id",
        f"{meta_id(LOUD)},{meta_id(PLAIN)}",
    ]
    shutil.rmtree(tmp_path / "site" / "store")
    assert run_here(config, "ingest", "--archives", str(new)).code == 0
    assert sponsors(Store.open(tmp_path / "site" / "store")) == {meta_id(LOUD): meta_id(PLAIN)}
    # Written again, the payer that is gone from the archives is still known.
    assert run_here(config, "permalinks").code == 0
    assert f"{meta_id(LOUD)},{meta_id(PLAIN)}\n" in kept.read_text(encoding="utf-8")


def test_addresses_of_made_up_archives_are_not_kept(tmp_path: Path) -> None:
    demo = archives(tmp_path / "demo", {"2024-09-01": [("Umbrella Page", PLAIN, 500)]})
    config = write_project(tmp_path / "site", demo=str(demo), archives=[str(demo)])
    assert run_here(config, "ingest").code == 0
    said = run_here(config, "permalinks")
    assert said.code == 1
    assert "made up" in said.err
