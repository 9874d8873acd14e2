"""A site of some sponsors of the real store: all of them would take minutes to build.

The tables keep every row of a chosen sponsor from every file, so that the pages of these sponsors
are those of the whole site; the totals of places and platforms are not.
"""

import hashlib
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.project import command, write_project
from tests.real.conftest import RealStore
from tests.site.demo import environment, once

BUILD_SECONDS = 600
BIG = 10_000_000
CHOSEN = f"""
    SELECT sponsor_id FROM sponsors WHERE sha256(sponsor_id)[1:2] < '08'
    OR lower(sponsor_name) LIKE '%biden%'
    OR sponsor_id IN (
        SELECT sponsor_id FROM spend_observations
        WHERE scope IN ('advertiser_total', 'advertiser_window') AND is_primary
        AND spend_currency = 'USD' AND spend_lo >= {BIG}
    )
"""
"""One in 32 by chance, those whom a search for “biden” ought to weigh, and the biggest."""
COLLECTED = tuple(str(number) for number in range(1, 41))
"""Ads of the collection: each has a page."""
PAGE_FROM = {"USD": 100_000, "EUR": 20_000, "GBP": 20_000, "INR": 2_000_000, "CAD": 10_000}


@dataclass(frozen=True)
class Slice:
    """The built site, and the project whose store it was built from."""

    store: RealStore

    @property
    def site(self) -> Path:
        """The built site."""
        return self.store.config.parent / "build" / "site"


def real_slice(repo_root: Path, whole: RealStore, factory: pytest.TempPathFactory) -> Slice:
    """The site of the chosen sponsors, built once for all processes of a test run."""

    def make(folder: Path) -> None:
        thresholds = {"ads": 1_000_000, "spend": PAGE_FROM}
        config = write_project(folder, thresholds=thresholds)
        narrow(whole.folder, folder / "store" / "v-slice")
        (folder / "store" / "current").symlink_to("v-slice")
        for verb in ("pages", "site", "search"):
            done = subprocess.run(
                command(config, verb), cwd=repo_root, env=environment(),
                capture_output=True, text=True, timeout=BUILD_SECONDS, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr

    folder = once(factory, "real-slice", make)
    return Slice(RealStore(folder / "paidforby.toml", ""))


def narrow(source: Path, target: Path) -> None:
    """Copy a store, without the rows of sponsors that are not chosen."""
    shutil.copytree(source, target)
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect() as connection:
        for name in ("sponsors", "spend_observations"):
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{source}/{name}.parquet'")
        connection.execute(f"CREATE TABLE chosen AS {CHOSEN}")
        connection.execute(
            f"CREATE TABLE collection AS SELECT file_id FROM '{source}/files.parquet' "
            "WHERE archive = 'ira'"
        )
        for name, entry in manifest["tables"].items():
            path = target / f"{name}.parquet"
            columns = connection.sql(f"SELECT * FROM '{path}' LIMIT 0").columns
            kept = []
            if "sponsor_id" in columns:
                kept.append("(sponsor_id IS NULL OR sponsor_id IN (FROM chosen))")
            if name == "payer_links":
                own = f"SELECT payer_id FROM '{source}/payers.parquet' WHERE sponsor_id IN (FROM chosen)"
                kept.append(f"payer_a IN ({own}) AND payer_b IN ({own})")
            if {"ad_id", "file_id"} <= set(columns):
                kept.append(f"(file_id NOT IN (FROM collection) OR ad_id IN {COLLECTED})")
            if kept:
                connection.execute(
                    f"COPY (SELECT * FROM '{source}/{name}.parquet' "
                    f"WHERE {' AND '.join(kept)}) TO '{path}'"
                )
                query = f"SELECT count(*) FROM '{path}'"
                entry["row_count"] = connection.sql(query).fetchall()[0][0]
                entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
