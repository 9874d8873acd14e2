"""A store of the demonstration archives, and pages written from it without drawing charts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.charts.drawing.batch import ChartJob
from generator.config import load_config
from generator.site.publish import publish
from generator.store.tables import Store
from tests.project import write_project
from tests.site.demo import PAGES_FOR_HOSTILE_NAMES, demo_store, once
from tests.tools import NoCards


def placeholders(
    jobs: Sequence[ChartJob], _cache: Path, progress: Callable[[int], None] | None = None
) -> list[str]:
    """What stands for the charts: their own tests look at the drawings."""
    if progress:
        progress(len(jobs))
    box = 'xmlns="http://www.w3.org/2000/svg" id="{}" viewBox="0 0 640 240"'
    return [f"<svg {box.format(job.ident)}></svg>" for job in jobs]


@pytest.fixture(scope="session")
def store(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration archives, ingested."""
    return Store.open(demo_store(repo_root, tmp_path_factory) / "store")


@pytest.fixture(scope="session")
def small_docs(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, with short lists, so that the stored ones are read by people."""

    def make(folder: Path) -> None:
        config = load_config(
            write_project(
                folder, site_url="https://example.org/ads/", top_rows=3, ads_per_page=2,
                az_page_size=10, thresholds=PAGES_FOR_HOSTILE_NAMES,
            )
        )  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("generator.render.renderer.render_all", placeholders)
            patch.setattr("generator.reuse.page_files.CardShelf", NoCards)
            publish(store, config, lambda *_: None)

    return once(tmp_path_factory, "small", make) / "build" / "docs"
