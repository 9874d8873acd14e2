"""The project's own configuration in a folder of its own, so that nothing of it is touched.

For the tests and the benchmarks.
"""

import json
import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_project(folder: Path, **changes: object) -> Path:
    """Write paidforby.toml and mkdocs.yml into ``folder``; return the former's path.

    The site is in English only unless ``languages`` are given. ``changes`` are keys of paidforby.toml; None leaves one out.
    """
    settings = tomllib.loads((ROOT / "paidforby.toml").read_text(encoding="utf-8"))
    settings["archives"] = [str(ROOT / path) for path in settings["archives"]]
    for key in ("demo", "reference_dir", "source_dir"):
        settings[key] = str(ROOT / settings[key])
    settings |= {"store_dir": "store", "build_dir": "build", "languages": ["en"], **changes}
    settings = {key: value for key, value in settings.items() if value is not None}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    path = folder / "paidforby.toml"
    path.write_text("".join(_toml(settings)), encoding="utf-8")
    return path


def command(config: Path, *arguments: str) -> list[str]:
    """The command line of ``paidforby`` with this configuration."""
    return [sys.executable, "-m", "generator", "--config", str(config), *arguments]


def environment(**changes: str) -> dict[str, str]:
    """The environment without what would change a build."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PAIDFORBY_")}
    return {**kept, **changes}


def _toml(table: Mapping[str, object], name: str = "") -> list[str]:
    """A table and the tables in it; JSON's texts, numbers, booleans and lists are TOML's too."""
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    lines = [f"[{name}]\n"] if name else []
    lines += [f"{key} = {json.dumps(value)}\n" for key, value in plain.items()]
    for key in sorted(table.keys() - plain.keys()):
        lines += _toml(table[key], f"{name}.{key}".strip("."))
    return lines
