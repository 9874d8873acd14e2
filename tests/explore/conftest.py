"""The files of the Explore page, written once from the demonstration store."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.config import load_config
from generator.explore import Explored, write_explore
from generator.pages.data import SiteData
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.project import write_project
from tests.site.demo import demo_store


@dataclass(frozen=True)
class Written:
    """What was written, where, and what from."""

    data: SiteData
    paths: dict[str, str]
    folder: Path
    explored: Explored


@pytest.fixture(scope="session")
def written(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The files, with the address of each sponsor made from its id."""
    store = Store.open(demo_store(repo_root, tmp_path_factory) / "store")
    folder = tmp_path_factory.mktemp("explore")
    data = site_data(store, load_config(write_project(folder / "project")))
    paths = {sponsor_id: f"sponsors/{sponsor_id}" for sponsor_id in data.facts.sponsors.index}
    target = folder / "data"
    return Written(data, paths, target, write_explore(data, paths, target, folder / "cache"))
