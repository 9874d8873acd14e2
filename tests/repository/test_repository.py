"""The repository itself: what is in it, its locks, its import contracts, its workflows."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MAX_FILE_BYTES = 1_000_000
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PINNED_ACTION = re.compile(r"uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$")
# Put together here, so that this file does not hold them itself.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("debian", "org"),
        ("ubuntu", "com"),
        ("crates", "io"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(?:work|root|home|Users)/[A-Za-z]|[A-Z]:\\\\?Users\\")


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def program(name: str) -> str:
    path = Path(sys.executable).parent / name
    assert path.is_file(), f"{name} is not installed: run make setup-test"
    return str(path)


@pytest.fixture(scope="module")
def tracked_files(repo_root: Path) -> list[Path]:
    listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = run(*listing, folder=repo_root)
    if listed.returncode:
        pytest.skip(f"not a git repository: {listed.stderr.strip()}")
    paths = [repo_root / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def lines_that_match(paths: list[Path], root: Path, is_bad: Callable[[str], object]) -> list[str]:
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if is_bad(line):
                found.append(f"{path.relative_to(root)}:{number}: {line.strip()[:120]}")
    return found


def test_no_registry_host_in_any_file(repo_root: Path, tracked_files: list[Path]) -> None:
    found = lines_that_match(
        tracked_files, repo_root, lambda line: any(host in line for host in REGISTRY_HOSTS)
    )
    assert found == []


def test_no_path_of_one_machine_in_any_file(repo_root: Path, tracked_files: list[Path]) -> None:
    found = lines_that_match(tracked_files, repo_root, MACHINE_PATH.search)
    assert found == []


def test_no_file_is_over_a_megabyte(repo_root: Path, tracked_files: list[Path]) -> None:
    large = {
        str(path.relative_to(repo_root)): path.stat().st_size
        for path in tracked_files
        if path.stat().st_size > MAX_FILE_BYTES
    }
    assert large == {}


@pytest.mark.parametrize("name", ["site", "test"])
def test_lock_has_hashes_and_no_addresses(repo_root: Path, name: str) -> None:
    text = (repo_root / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert not re.search(r"index-url|https?://|find-links", text)
    packages = re.split(r"(?m)^(?=[a-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text))[1:]
    assert len(packages) > 20
    assert [package.split()[0] for package in packages if not HASH.search(package)] == []


def test_test_lock_holds_all_of_site_lock(repo_root: Path) -> None:
    site, test = (
        set(re.findall(r"(?m)^[a-z0-9][^\s\\]*(?: ;[^\\\n]*)?", text.read_text(encoding="utf-8")))
        for text in (repo_root / "requirements" / f"{name}.lock" for name in ("site", "test"))
    )
    assert site - test == set()


def test_import_contracts_hold(repo_root: Path) -> None:
    checked = run(program("lint-imports"), "--no-cache", "--no-logo", folder=repo_root)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_workflows_are_valid(repo_root: Path) -> None:
    workflows = sorted(str(path) for path in (repo_root / ".github/workflows").glob("*.yml"))
    checked = run(program("actionlint"), "-no-color", *workflows, folder=repo_root)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_workflows_are_safe(repo_root: Path) -> None:
    checked = run(program("zizmor"), "--offline", "--no-progress", ".github", folder=repo_root)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_actions_are_pinned_by_commit(repo_root: Path) -> None:
    loose = [
        f"{path.name}: {line.strip()}"
        for path in sorted((repo_root / ".github/workflows").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("uses:", "- uses:")) and not PINNED_ACTION.search(line)
    ]
    assert loose == []


def test_ci_runs_the_documented_test_command(repo_root: Path) -> None:
    commands = [
        line
        for line in (repo_root / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec make test"]
    readme = (repo_root / "README.md").read_text(encoding="utf-8")
    assert re.search(r"(?m)^\s*(?:\$ )?make test\b|`make test`", readme)


def test_make_targets_are_listed_in_help(repo_root: Path) -> None:
    listed = run("make", "help", folder=repo_root).stdout
    for target in (
        "site",
        "serve",
        "test",
        "lint",
        "docs",
        "bench",
        "screenshots",
        "lock",
        "clean",
    ):
        assert re.search(rf"(?m)^{target} +\S", listed), f"make help does not list {target}"
