"""What all tests share: the repository's folder, the published archives, the browser."""

import gc
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# As the command does: see generator.cli.main.main.
gc.set_threshold(100_000, 20, 20)

# Processes that tests start are as strict as the tests: see filterwarnings in pyproject.toml.
os.environ["PYTHONWARNINGS"] = "error"

# How long Hypothesis takes for an example is no fault of a test: the first run of all prepares its
# table of characters, for seconds, and a machine may be busy.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
REAL_ARCHIVES = ROOT.parent / "shared" / "archives"


LONG = ("site", "subsets", "real")
"""Folders whose files take long, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files, so that the processes end together; one of each folder by turns,
    because those of a folder wait for the same store or site."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    turns: Counter[str] = Counter()

    def turn(path: Path) -> tuple[int, int]:
        folder = path.relative_to(ROOT / "tests").parts[0] if path.is_relative_to(ROOT) else ""
        if folder not in LONG:
            return len(files), 0
        turns[folder] += 1
        return turns[folder], LONG.index(folder)

    items[:] = [item for path in sorted(files, key=turn) for item in files[path]]


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def real_archives() -> Path:
    """The archives as the platforms published them, beside the repository or where told.

    PAIDFORBY_REAL_ARCHIVES names another folder; "skip" skips their tests. Without it a missing
    folder skips the tests too, but fails them where CI is set, so that none is lost unnoticed.
    """
    named = os.environ.get("PAIDFORBY_REAL_ARCHIVES")
    if named == "skip":
        pytest.skip("PAIDFORBY_REAL_ARCHIVES is 'skip'")
    folder = Path(named) if named else REAL_ARCHIVES
    if folder.is_dir():
        return folder
    missing = f"no published archives at {folder}: set PAIDFORBY_REAL_ARCHIVES to their folder"
    if named or os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium that tools/setup_browser.py found."""
    named = os.environ.get("PAIDFORBY_CHROMIUM")
    if named:
        return named
    path_file = ROOT / ".venv" / "browser-path"
    if not path_file.is_file():
        pytest.fail("no browser set up: run make setup-test, or set PAIDFORBY_CHROMIUM")
    return path_file.read_text(encoding="utf-8").strip()


@pytest.fixture
def artifact_dir(request: pytest.FixtureRequest) -> Path:
    """A folder for the pictures of one test; CI keeps it if a test fails."""
    name = re.sub(r"[^\w.-]+", "-", request.node.nodeid).strip("-")
    folder = ROOT / "build" / "test-artifacts" / name[-120:]
    folder.mkdir(parents=True, exist_ok=True)
    return folder
