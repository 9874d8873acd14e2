"""The built demonstration site as files: checked, the same from both engines, the same twice."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.demo import Built, demo_site_again, environment


@pytest.fixture(scope="module")
def again(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A second build."""
    return demo_site_again(repo_root, tmp_path_factory)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def changed(first: dict[str, str], second: dict[str, str], without: str | None = None) -> set[str]:
    """Files that only one has or that differ."""
    names = {name for name, _ in first.items() ^ second.items()}
    return {name for name in names if without is None or not name.startswith(without)}


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_two_builds_give_the_same_pages(built: Built, again: Built) -> None:
    first, second = digests(built.site), digests(again.site)
    assert {
        "index.html",
        "sitemap.xml",
        "sitemap.xml.gz",
        "downloads/data/ads.parquet",
    } <= first.keys()
    assert changed(first, second, "pagefind/") == set()


def test_two_builds_give_the_same_search_index(built: Built, again: Built) -> None:
    first, second = digests(built.site / "pagefind"), digests(again.site / "pagefind")
    assert {"pagefind.js", "pagefind-entry.json"} <= first.keys()
    assert changed(first, second) == set()


def test_two_builds_give_the_same_store(built: Built, again: Built) -> None:
    assert digests(built.store) == digests(again.store)


def test_site_passes_its_own_check(built: Built, repo_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(repo_root / "tools" / "check_site.py"), str(built.site)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ", 0 problems" in done.stdout


def test_zensical_writes_the_same_pages(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    for name in ("docs", "theme"):
        shutil.copytree(built.folder / "build" / name, folder / "build" / name)
    (folder / "mkdocs.yml").write_bytes((built.folder / "mkdocs.yml").read_bytes())
    done = subprocess.run(
        [str(Path(sys.executable).parent / "zensical"), "build", "--strict"],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    # MkDocs writes each language for itself; Zensical was given the first.
    english = {name for name in pages(built.site) if not name.startswith("es/")}
    assert pages(folder / "build" / "site") == english


def test_nothing_private_reaches_store_or_site(built: Built) -> None:
    folders = [built.store, built.docs, built.site]
    found = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and b"PRIVATE-ADDRESS-MARKER" in path.read_bytes()
    ]
    assert found == []
