"""The types: mypy finds no error, and the list of modules that are not yet clean only shrinks."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ERROR = re.compile(r"(?P<path>[^\s:]+\.py):\d+: error: .*\[(?P<code>[a-z-]+)\]")
LONGEST = 53
"""How many modules may be listed in pyproject.toml: lower it with every module that leaves."""
BLOCK = "[[tool.mypy.overrides]]"


def check_types(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "mypy", *arguments),
        cwd=folder, capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip


def overrides(root: Path) -> list[dict[str, list[str]]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["mypy"]["overrides"]


def listed(root: Path) -> tuple[list[str], list[str]]:
    """The modules that are not yet clean, and the kinds of errors that are ignored in them."""
    blocks = [block for block in overrides(root) if "disable_error_code" in block]
    assert len(blocks) <= 1, "one block lists the modules that are not yet clean"
    return (blocks[0]["module"], blocks[0]["disable_error_code"]) if blocks else ([], [])


def without_list(text: str) -> str:
    """The settings without the block that ignores errors."""
    blocks = text.split(BLOCK)
    return BLOCK.join(block for block in blocks if "disable_error_code = [" not in block)


def test_types_hold(repo_root: Path) -> None:
    checked = check_types(repo_root)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_make_lint_checks_types_with_these_settings(repo_root: Path) -> None:
    makefile = (repo_root / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"(?m)^lint:.*\n(?:\t.*\n)*\t\.venv/bin/mypy\n", makefile)
    settings = tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))
    mypy = settings["tool"]["mypy"]
    assert mypy["strict"] is True
    assert mypy["files"] == ["generator", "tools"]
    assert "disable_error_code" not in mypy
    known = {"module", "ignore_missing_imports", "disable_error_code"}
    assert [block for block in overrides(repo_root) if set(block) - known] == []


def test_workflow_checks_types(repo_root: Path) -> None:
    workflow = (repo_root / ".github/workflows/test.yml").read_text(encoding="utf-8")
    assert "run: make lint\n" in workflow


def test_list_of_modules_that_are_not_clean_only_shrinks(repo_root: Path) -> None:
    modules, codes = listed(repo_root)
    assert modules == sorted(set(modules))
    assert codes == sorted(set(codes))
    assert len(modules) == LONGEST
    assert [name for name in modules if "*" in name] == []


def test_every_entry_of_the_list_is_needed(repo_root: Path, tmp_path: Path) -> None:
    modules, codes = listed(repo_root)
    if not modules:
        pytest.skip("no module is listed")
    settings = tmp_path / "pyproject.toml"
    text = (repo_root / "pyproject.toml").read_text(encoding="utf-8")
    settings.write_text(without_list(text), encoding="utf-8")
    cache = str(repo_root / ".mypy_cache" / "without_list")
    checked = check_types(repo_root, "--config-file", str(settings), "--cache-dir", cache)
    found = list(ERROR.finditer(checked.stdout))
    assert found, checked.stdout + checked.stderr
    paths = {Path(error["path"]).with_suffix("").as_posix() for error in found}
    names = {path.replace("/", ".").removesuffix(".__init__") for path in paths}
    assert {"no longer needed": set(modules) - names} == {"no longer needed": set()}
    assert {"no longer needed": set(codes) - {error["code"] for error in found}} == {
        "no longer needed": set()
    }


def test_every_ignored_line_names_the_error_and_says_why(repo_root: Path) -> None:
    bare = [
        f"{path.relative_to(repo_root)}:{number}"
        for folder in ("generator", "tools")
        for path in sorted((repo_root / folder).rglob("*.py"))
        if "node_modules" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "type: ignore" in line and not re.search(r"# type: ignore\[[a-z-]+\]  # \w", line)
    ]
    assert bare == []
