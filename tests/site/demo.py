"""The demonstration archives as a project of its own in a temporary folder, built with the CLI."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import project
from tests.project import command, write_project

BASE = "/ads/"
"""The site is built for a folder of its host, as on a project page."""

ADS_PER_PAGE = 20
"""So few that some sponsors of the demonstration have more ads than their page shows."""

LANGUAGES = ["en", "es"]

PAGES_FOR_HOSTILE_NAMES = {"ads": 25, "spend": {"USD": 500, "GBP": 20_000}}
"""Thresholds low enough that most of the hostile names have a page of their own."""


@dataclass(frozen=True)
class Built:
    """A project folder in which everything was built."""

    folder: Path

    @property
    def site(self) -> Path:
        """The built site."""
        return self.folder / "build" / "site"

    @property
    def docs(self) -> Path:
        """The Markdown pages that it was built from."""
        return self.folder / "build" / "docs"

    @property
    def store(self) -> Path:
        """The store that they were written from."""
        return self.folder / "store"


def environment(**changes: str) -> dict[str, str]:
    """The environment in which the demonstration site is built."""
    return project.environment(PAIDFORBY_SITE_URL=f"http://127.0.0.1{BASE}", **changes)


def run(
    config: Path, *arguments: str, repo_root: Path, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run ``paidforby`` to its end, whatever its exit code; it warns of nothing."""
    done = subprocess.run(
        command(config, *arguments), cwd=repo_root, env=environment(**changes),
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    # A warning that comes when something is let go, such as an open file, ends no process.
    assert "Warning: " not in done.stderr, done.stderr
    return done


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made once for all processes of a test run."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def demo_store(repo_root: Path, factory: pytest.TempPathFactory) -> Path:
    """A project whose store holds the demonstration archives; nothing is built yet."""

    def make(folder: Path) -> None:
        done = run(write_project(folder), "ingest", repo_root=repo_root)
        assert done.returncode == 0, done.stderr

    return once(factory, "demo-store", make)


def demo_site(repo_root: Path, factory: pytest.TempPathFactory) -> Built:
    """The demonstration site, built by the whole pipeline, from a store that other tests use too."""
    store = demo_store(repo_root, factory) / "store"

    def make(folder: Path) -> None:
        shutil.copytree(store, folder / "store", symlinks=True)
        _build(repo_root, folder, "1", "pages", "site", "search")

    return Built(once(factory, "demo-site", make))


def demo_site_again(repo_root: Path, factory: pytest.TempPathFactory) -> Built:
    """The same once more, elsewhere and with another hash seed. Only charts and cards are not
    drawn again: their own tests compare what two processes draw."""
    first = demo_site(repo_root, factory)

    def make(folder: Path) -> None:
        for name in ("charts", "cards"):
            cache = Path("build", "cache", name)
            shutil.copytree(first.folder / cache, folder / cache)
        _build(repo_root, folder, "2", "build")

    return Built(once(factory, "demo-site-again", make))


def _build(repo_root: Path, folder: Path, seed: str, *verbs: str) -> None:
    config = write_project(
        folder, thresholds=PAGES_FOR_HOSTILE_NAMES, ads_per_page=ADS_PER_PAGE, languages=LANGUAGES
    )
    for verb in verbs:
        done = run(config, verb, repo_root=repo_root, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
