"""What does a visitor download for a first search? Pagefind, as we use it, against Material's own."""

import re
import shutil
import statistics
import sys
from pathlib import Path

from bench import measure, visitor
from bench.report import Table, ratio, seconds, size
from tests import project

TYPED = "biden"
RUNS = 3
MOST_BYTES = 300_000
"""For a first search with its page, compressed, at 10,000 sponsors."""
OURS = visitor.Box("", "", "#pfb-hero-q", "[role=option]")
MATERIAL = visitor.Box("", ".md-search__input", ".md-search__input", ".md-search-result__item")
_SETTINGS = """
site_name: Peer
docs_dir: docs
site_dir: site
use_directory_urls: true
theme:
  name: material
  font: false
plugins:
  - search
# As ours: thousands of pages in the navigation would take many minutes to build.
nav:
  - Home: index.md
not_in_nav: /**
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
"""


def run(folder: Path, build: Path, chromium_path: str) -> tuple[Table, bool]:
    """Search the built site, and the same pages built by Material with its own search. Also says
    whether the limit of bytes is kept."""
    site = build / "site"
    peer = _material(folder, build / "docs")
    with visitor.browser(chromium_path) as chromium:
        visits = {
            "ours": [visitor.search(chromium, site, OURS, TYPED) for _ in range(RUNS)],
            "material": [visitor.search(chromium, peer, MATERIAL, TYPED) for _ in range(RUNS)],
        }
    whole_ours, whole_material = visits["ours"][0], visits["material"][0]
    ours = whole_ours.only(site, ("pagefind/", "assets/search-"))
    material = whole_material.only(peer, ("search/", "assets/javascripts/workers/search"))
    is_kept = whole_ours.packed <= MOST_BYTES
    waits = {name: statistics.median(v.wait for v in found) for name, found in visits.items()}
    wholes = {
        "ours": sum(
            path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file()
        ),
        "material": (peer / "search" / "search_index.json").stat().st_size,
    }
    pages = sum(1 for _ in (folder / "docs").rglob("*.md"))
    return Table(
        f"The first search, for “{TYPED}”",
        (f"{pages:,} pages, empty cache", "Pagefind, ours", "Material's search", "ratio"),
        [
            _sizes("fetched for it", ours.plain, material.plain),
            _sizes("the same, gzipped where that helps", ours.packed, material.packed),
            _sizes("with the page, gzipped where that helps", whole_ours.packed, whole_material.packed),
            _sizes("whole index on the server", wholes["ours"], wholes["material"]),
            (
                "last key to first answer",
                seconds(waits["ours"]),
                seconds(waits["material"]),
                ratio(waits["material"] / waits["ours"]),
            ),
        ],
        f"The first rows are the files of the search itself, without the page. First answers: ours "
        f"“{_first(ours)}”, Material's “{_first(material)}”. Material's site holds the same "
        "Markdown pages, built with its own theme and its defaults; pages that our index leaves "
        "out are left out there too. The server is on the same machine: on a line of 1 MB/s each "
        f"megabyte is one second more. Limit: {size(MOST_BYTES)} with the page; "
        f"{'kept' if is_kept else '**not kept**'}.",
    ), is_kept  # fmt: skip


def _sizes(name: str, ours: int, material: int) -> tuple[str, ...]:
    return name, size(ours), size(material), ratio(material / ours)


def _first(visit: visitor.Visit) -> str:
    return visit.answers[0].strip() if visit.answers else "none"


def _material(folder: Path, docs: Path) -> Path:
    """Build the indexed pages with Material's own theme and search."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"(?m)^pagefind: true$", text.partition("\n---\n")[0]):
            target = folder / "docs" / path.relative_to(docs)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    environment = {**project.environment(), "NO_MKDOCS_2_WARNING": "1"}
    measure.run([sys.executable, "-m", "mkdocs", "build", "-q"], folder, environment)
    return folder / "site"
