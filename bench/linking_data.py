"""The published archives as the linking reads them, for the benchmarks."""

import dataclasses
import subprocess
from pathlib import Path

import pandas as pd

from generator.sponsors.payers import PayerTables
from generator.sponsors.reading import read_tables
from generator.store.tables import Store, frame
from tests import project

_REGISTER = Path("fec") / "2020"


def ingest(folder: Path, archives: Path) -> Path:
    """Read the archives into a store of their own; returns its folder."""
    config = project.write_project(folder, archives=[str(archives)], demo=None)
    subprocess.run(
        project.command(config, "ingest"),
        cwd=project.ROOT,
        env=project.environment(),
        check=True,
        capture_output=True,
    )
    return folder / "store"


def read(store_dir: Path, archives: Path) -> PayerTables:
    """What the linking reads; with the register's own files if the store has not read them."""
    tables = read_tables(Store.open(store_dir).table)
    return tables if len(tables.committees) else with_register(tables, archives)


def file_paths(store_dir: Path) -> dict[str, str]:
    """The path of each file of the archives by its file_id."""
    files = frame(Store.open(store_dir).table("files").select("file_id", "path"))
    return dict(zip(files["file_id"], files["path"], strict=True))


def name_rows(store_dir: Path) -> dict[str, str]:
    """A row with each payer's name, as ``file_id:line``."""
    names = Store.open(store_dir).table("payer_names")
    names = names.filter(names.role == "payer").select("payer_id", "file_id", "line")
    first = frame(names).sort_values(["payer_id", "file_id", "line"]).drop_duplicates("payer_id")
    rows = first["file_id"] + ":" + first["line"].astype(str)
    return dict(zip(first["payer_id"], rows, strict=True))


def with_register(tables: PayerTables, archives: Path) -> PayerTables:
    """The same with the regulator's committees and candidates, from its files."""
    committees, candidates = (_bars(archives / _REGISTER / name) for name in ("cm.txt", "cn.txt"))
    return dataclasses.replace(
        tables,
        committees=pd.DataFrame(
            {
                "committee_id": committees[0],
                "committee_name": committees[1],
                "candidate_id": committees[14].replace("", None),
                "type_code": committees[9],
                "designation_code": committees[8],
                "file_id": "cm.txt",
                "line": range(1, len(committees) + 1),
                "is_latest": True,
                "snapshot_id": "fec@2020",
            }
        ),
        candidates=pd.DataFrame({"candidate_id": candidates[0], "candidate_name": candidates[1]}),
    )


def _bars(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep="|", quoting=3, header=None, dtype=str, keep_default_na=False)
