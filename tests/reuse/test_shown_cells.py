"""The cells of every page's data.csv: a spreadsheet can hold each, and each address leads on."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.pages.downloads.downloads import DownloadsPage, FileLine, RecordLine, TableFile
from generator.pages.subject.candidates import Candidate, Committee
from generator.pages.subject.contest import ContestPage
from generator.reuse.page_tables import Shown

SITE = "https://example.org/ads/"
MOST_IN_A_CELL = 32_767
"""What a cell of Excel holds (Microsoft, "Excel specifications and limits")."""
_STRUCTURE = re.compile(r"""'?(\{\s*['"].*:.*\}|\[\s*[\[{'"].*\])""", re.DOTALL)
COMMON = {"title": "t", "description": "d", "as_of": "1 Jan 2024", "sources": ()}


@pytest.fixture(scope="module")
def cells(small_docs: Path) -> list[tuple[str, str, str]]:
    """Page, column and text of every cell."""
    csv.field_size_limit(1 << 30)
    return list(_cells(small_docs))


def _cells(docs: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(docs.rglob("data.csv")):
        name = path.parent.relative_to(docs).as_posix()
        with path.open(encoding="utf-8", newline="") as stream:
            heads, *rows = csv.reader(stream)
        for row in rows:
            yield from ((name, head, cell) for head, cell in zip(heads, row, strict=True))


def test_no_cell_is_longer_than_a_spreadsheet_holds(cells: list[tuple[str, str, str]]) -> None:
    assert cells
    assert [(page, head) for page, head, cell in cells if len(cell) > MOST_IN_A_CELL] == []


def test_no_cell_is_a_structure_of_a_program(cells: list[tuple[str, str, str]]) -> None:
    found = {(page, head) for page, head, cell in cells if _STRUCTURE.fullmatch(cell)}
    assert found == set()


def test_every_address_of_the_site_leads_to_a_page_or_file(
    cells: list[tuple[str, str, str]], small_docs: Path
) -> None:
    found: dict[str, tuple[str, str]] = {}
    for page, head, cell in cells:
        for part in cell.split(" | "):
            if part.startswith(SITE):
                found.setdefault(part.removeprefix(SITE).partition("#")[0], (page, head))
    assert len(found) > 200
    assert {path: at for path, at in found.items() if not _leads_on(small_docs, path)} == {}


def _leads_on(docs: Path, path: str) -> bool:
    """An address that ends in a slash is a page's, any other a file's."""
    if path and not path.endswith("/"):
        return (docs / path).is_file()
    page = path.rstrip("/")
    known = [f"{page}.md", f"{page}/index.md", f"{page}/index.html"]
    return any((docs / name.lstrip("/")).is_file() for name in known)


def test_file_of_an_archive_stays_a_path() -> None:
    committee = Committee("C1", "Amber", True, (), "fec/2020/cm.txt", 4)
    candidate = Candidate("S1", "Birch", "US Senate", "S", "US-KY", "", 2020, "fec/2020/cn.txt", 3, (committee,))  # fmt: skip
    page = ContestPage(path="contests/fec-s1", candidate=candidate, **COMMON)
    tables = {table.id: table for table in Shown(SITE).tables(page)}
    found = []
    for ident in ("candidate", "candidate_committees"):
        table = tables[ident]
        cells = dict(zip([column.name for column in table.columns], table.rows[0], strict=True))
        found.append(cells["file"])
        assert not any(str(cell).startswith(SITE) for cell in cells.values())
    assert found == ["fec/2020/cn.txt", "fec/2020/cm.txt"]


def test_files_of_the_downloads_have_their_real_addresses() -> None:
    record = RecordLine("sums", "SHA256SUMS", "downloads/SHA256SUMS", "1 kB", "ab")
    file = FileLine("ads.parquet", "downloads/data/ads.parquet", "2 kB", "cd")
    page = DownloadsPage(
        path="downloads/index", records=(record,), tables=(TableFile("ads", "Ads.", 3, (file,)),), **COMMON
    )  # fmt: skip
    found = {}
    for table in Shown(SITE).tables(page):
        names = [column.name for column in table.columns]
        if "address" in names:
            found[table.id] = [row[names.index("address")] for row in table.rows]
    assert found == {
        "records": [f"{SITE}downloads/SHA256SUMS"],
        "tables_files": [f"{SITE}downloads/data/ads.parquet"],
    }
