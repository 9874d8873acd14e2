"""The browser packages: found where they were installed, and missed with a word of what to do."""

import json
from pathlib import Path

import pytest

from generator.errors import SiteError
from generator.site.vendor import LICENCES, vendor_files


def test_modules_and_licence_are_served_as_they_are() -> None:
    files = vendor_files()
    assert b"parquetRead" in files["vendor/hyparquet/read.js"]
    assert b"MIT" in files["vendor/hyparquet/LICENSE.txt"]
    assert not [name for name in files if name.endswith("node.js")]


def test_licences_named_in_the_list_of_parts_are_served(repo_root: Path) -> None:
    files = vendor_files()
    parts = (repo_root / "site_src" / "assets" / "vendor" / "LICENCES.txt").read_text("utf-8")
    for name in LICENCES:
        assert f"{name}.txt" in parts
        assert len(files[f"vendor/{name}.txt"]) > 400
    assert b"Redistributions in binary form" in files["vendor/BSD-3-Clause.txt"]


def test_no_module_asks_for_one_that_is_not_served() -> None:
    files = vendor_files()
    names = {name.rpartition("/")[2] for name in files}
    wanted = set()
    for content in files.values():
        for line in content.decode().splitlines():
            if line.startswith(("import ", "export ", "} from")) and " from '" in line:
                wanted.add(line.split(" from '")[1].split("'")[0].removeprefix("./"))
    assert "plan.js" in wanted
    assert wanted <= names


def test_missing_package_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"setup_frontend\.py"):
        vendor_files(tmp_path)


def test_lock_pins_a_hash_and_names_no_host(repo_root: Path) -> None:
    text = (repo_root / "tools" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert all(entry["integrity"].startswith("sha512-") for entry in installed.values())
    assert "://" not in text
