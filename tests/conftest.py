"""What all tests share: the repository's folder, the published archives, the browser."""

import gc
import os
import re
from pathlib import Path

import pytest

# As the command does: see generator.cli.main.
gc.set_threshold(100_000, 20, 20)

ROOT = Path(__file__).resolve().parent.parent
REAL_ARCHIVES = ROOT.parent / "shared" / "archives"


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
