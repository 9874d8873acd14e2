"""The built demonstration site as files: checked, the same from both engines, the same twice."""

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.site.demo import Built, environment


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_two_builds_give_the_same_bytes(built: Built) -> None:
    first, second = digests(built.site), digests(built.second / "build" / "site")
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()
    assert {"pagefind/pagefind.js", "sitemap.xml", "sitemap.xml.gz"} <= first.keys()


def test_two_builds_give_the_same_store(built: Built) -> None:
    assert digests(built.first / "store") == digests(built.second / "store")


def test_site_passes_its_own_check(built: Built, repo_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(repo_root / "tools" / "check_site.py"), str(built.site)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ", 0 problems" in done.stdout


def test_zensical_writes_the_same_pages(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    (folder / "build").mkdir(parents=True)
    for name in ("docs", "theme"):
        (folder / "build" / name).symlink_to(built.first / "build" / name, target_is_directory=True)
    (folder / "mkdocs.yml").write_bytes((built.first / "mkdocs.yml").read_bytes())
    done = subprocess.run(
        [str(Path(sys.executable).parent / "zensical"), "build", "--strict"],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert pages(folder / "build" / "site") == pages(built.site)


def test_nothing_private_reaches_store_or_site(built: Built) -> None:
    folders = [built.first / "store", built.docs, built.site]
    found = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and b"PRIVATE-ADDRESS-MARKER" in path.read_bytes()
    ]
    assert found == []
