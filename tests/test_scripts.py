"""The scripts of the pages: which of them imports which."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

_IMPORT = re.compile(r"""(?:from|import|new URL\()\s*\(?"(\.{1,2}/[\w/.-]+|\w+)\.js\"""")
VENDOR = "vendor"
"""The folder of scripts that are installed, and are not in the repository."""


@pytest.fixture(scope="module")
def folder(repo_root: Path) -> Path:
    return repo_root / "site_src" / "assets" / "js"


@pytest.fixture(scope="module")
def imports(folder: Path) -> dict[Path, set[Path]]:
    """By script: those that it imports, at once or later."""
    return {
        path: {
            (path.parent / f"{name}.js").resolve()
            for name in _IMPORT.findall(path.read_text(encoding="utf-8"))
        }
        for path in folder.resolve().rglob("*.js")
    }


def test_every_import_leads_to_a_script(imports: dict[Path, set[Path]]) -> None:
    asked = {path for found in imports.values() for path in found if VENDOR not in path.parts}
    assert len(asked) > 15
    assert not asked - set(imports)


def test_no_script_imports_itself_by_way_of_others(imports: dict[Path, set[Path]]) -> None:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' < '.join(path.name for path in error.args[1])}")


def test_scripts_of_the_theme_and_of_pages_are_there(repo_root: Path, folder: Path) -> None:
    theme = repo_root / "site_src" / "theme"
    base = (theme / "base.html").read_text(encoding="utf-8")
    names = set(re.findall(r'"assets/js/([\w/-]+)\.js"', base))
    search = (theme / "search.html").read_text(encoding="utf-8")
    names |= set(re.findall(r'"([\w/-]+)"', re.search(r"for name in \[(.*?)\]", search)[1]))
    for template in (repo_root / "generator").rglob("*.j2"):
        for found in re.findall(r"scripts=\(([^)]*)", template.read_text(encoding="utf-8")):
            names |= set(re.findall(r'"([\w/-]+)"', found))
    assert {"search/box", "search/page", "explore/explore", "sponsor-ads"} <= names
    assert [name for name in sorted(names) if not (folder / f"{name}.js").is_file()] == []


def test_scripts_that_the_search_page_asks_for_ahead_are_all_that_it_needs(
    repo_root: Path, folder: Path, imports: dict[Path, set[Path]]
) -> None:
    text = (repo_root / "site_src" / "theme" / "search.html").read_text(encoding="utf-8")
    named = re.findall(r'"([\w/-]+)"', re.search(r"for name in \[(.*?)\]", text)[1])
    needed, waiting = set(), {(folder / "search" / "page.js").resolve()}
    while waiting:
        path = waiting.pop()
        needed.add(path)
        waiting |= imports[path] - needed
    assert {(folder / f"{name}.js").resolve() for name in named} == needed
