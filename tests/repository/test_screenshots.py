"""The pictures of the page kinds are made from any site, and say what they leave out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tools import screenshots
from tools.page_kinds import find_languages, find_page

PAGE = '<!doctype html><html lang="{language}"><link rel="canonical" href="{address}">{text}'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A home page, one sponsor, a long page; the home page in Spanish; something else."""
    tall = '<div style="height:7000px">tall</div>'
    pages = {
        "index.html": ("en", '<p>Home</p><a href="sponsors/meta/1/">one</a>'),
        "sponsors/meta/0/index.html": ("en", '<meta http-equiv="refresh" content="0; url=../1/">'),
        "sponsors/meta/1/index.html": ("en", tall),
        "es/index.html": ("es", "<p>Inicio</p>"),
        "en/index.html": ("en", "<p>A folder that is not a language</p>"),
    }
    for name, (language, text) in pages.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        address = f"https://example.org/ads/{name.removesuffix('index.html')}"
        path.write_text(PAGE.format(language=language, address=address, text=text))
    return tmp_path / "site"


def test_page_of_a_kind_is_found_in_a_site_of_other_archives(site: Path) -> None:
    assert find_page(site, "home") == ""
    assert find_page(site, "sponsor on Meta") == "sponsors/meta/1/"
    assert find_page(site, "state") is None
    assert find_languages(site) == ["es/"]


def test_pictures_in_both_schemes_with_a_sheet(
    site: Path, tmp_path: Path, repo_root: Path, browser_path: str
) -> None:
    out = tmp_path / "out"
    kinds = [word for kind in ("home", "sponsor on Meta", "state") for word in ("--kind", kind)]
    # In a process of its own: another test may hold a browser in this one.
    done = subprocess.run(
        [sys.executable, "-m", "tools.screenshots", "--site", str(site), "--out", str(out),
         "--width", "320", *kinds],
        cwd=repo_root, env={**os.environ, "PAIDFORBY_CHROMIUM": browser_path},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no page of the kind 'state'" in done.stdout
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*"))
    pictures = ("es-home.png", "home.png", "sponsor-on-meta.png")
    folders = ("320-dark", "320-light")
    assert names == [*(f"{folder}/{name}" for folder in folders for name in pictures), "index.html"]
    with Image.open(out / "320-light" / "sponsor-on-meta.png") as picture:
        assert picture.size == (320, screenshots.MAX_HEIGHT)
    sheet = (out / "index.html").read_text(encoding="utf-8")
    assert all(f'src="{name}"' in sheet for name in names if name.endswith(".png"))


def test_site_that_is_not_built_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screenshots.main(["--site", str(tmp_path)]) == 1
    assert "Run make site first" in capsys.readouterr().err
