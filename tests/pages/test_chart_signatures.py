"""Every picture of a chart says of which platform and of which days it is."""

import html
import re
from pathlib import Path

import pytest

from generator.reference.platforms import Platforms

DAY = re.compile(r"\b(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}\b")
SIGNED = re.compile(r"Source: (.+?); by Paid For By\.")
KINDS = (
    "-choices-",
    "-weekly",
    "-weekly-ads",
    "-places",
    "-platforms",
    "-top",
    "-months",
    "quarters",
    "home-",
)
"""Parts of the names of charts, one at least for each kind that the demonstration has."""


@pytest.fixture(scope="module")
def names(repo_root: Path) -> set[str]:
    """What the platforms are called."""
    return {record.short_name for record in Platforms.load(repo_root / "data/reference").records}


def texts(path: Path) -> str:
    """What a file of a chart says: a line that is broken stands in several elements."""
    found = re.findall(r"<(?:text|p)[^>]*>(.*?)</(?:text|p)>", path.read_text(encoding="utf-8"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)) for text in found)


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_every_chart_is_signed_with_its_platforms_and_their_days(
    small_docs: Path, names: set[str], ending: str
) -> None:
    paths = sorted((small_docs / "charts").rglob(f"*.{ending}"))
    assert all(any(kind in path.stem for path in paths) for kind in KINDS)
    unsigned = []
    for path in paths:
        found = SIGNED.search(texts(path))
        parts = found[1].split("; ") if found else [""]
        if not all(re.split(r"[,:]", part)[0] in names and DAY.search(part) for part in parts):
            unsigned.append((path.stem, parts))
    assert unsigned == []
