"""An archive and a kind of page of somebody else's: files of their own, and no other is touched."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, environment, write_project

ADAPTER = '''
"""Postboard's archive: what was pinned to its boards, with the price."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from generator.adapters.source import (
    Archive, Column, FileFacts, Kind, RawTables, References, Source, Tally,
)
from generator.schema.archive_facts import (
    NOTHING_SAID, PLAIN_LISTS, ArchiveFacts, Blank, Copies, Payers, Spend,
)

PINS = Source(
    part="pins",
    name_pattern=r"pins\\.csv",
    signature=frozenset({"pin", "pinned_by"}),
    required=frozenset({"ad_id", "payer_name", "spend", "day"}),
    dating_column="pinned_on",
    columns={
        "pin": Column("ad_id", Kind.TEXT, filled=True),
        "pinned_by": Column("payer_name"),
        "pinned_on": Column("day", Kind.DATE, "%Y-%m-%d"),
        "price_usd": Column("spend", Kind.INTEGER, measure="ads.spend_lo"),
    },
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series="pins", scope="")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    rows = raw[PINS.part]
    ads = rows.mutate(
        advertiser_id=ibis.null("string"),
        advertiser_name=ibis.null("string"),
        payer_status=rows.payer_name.isnull().ifelse("not_declared", "declared"),
        first_shown_date=rows.day,
        last_shown_date=rows.day,
        is_end_before_start=ibis.literal(False),
        spend_currency=ibis.literal("USD"),
        spend_lo=rows.spend,
        spend_hi=rows.spend,
        spend_kind=rows.spend.isnull().ifelse("unknown", "exact"),
        impressions_kind=ibis.literal("unknown"),
    )
    return {"ads": [ads]}


ARCHIVE = Archive(
    "postboard",
    "postboard",
    ArchiveFacts(
        copies=Copies.WHOLE,
        spend=Spend.EVERY_AD,
        payers=Payers.PAYER,
        choices=(),
        choice_form=PLAIN_LISTS,
        blank=Blank.NOTHING,
        by_year=False,
        began=None,
        is_collection=False,
        only_known_sponsors=False,
        names_contests=False,
        lists_candidates=False,
        id_links=(),
        says=NOTHING_SAID,
    ),
    (PINS,),
    _describe,
    _tables,
)
'''
RECORD = """
[[platform]]
id = "postboard"
name = "Postboard (made up)"
short_name = "Postboard"
archives = ["postboard"]
status = "allowed_in_part"
status_text = "Pins are taken."
status_sources = [{ title = "Rules of Postboard (made up)", url = "https://example.org/rules" }]
publication = "file"
has_spend = true
publishes = [{ text = "Every pin with its price.", note = "seen in the files" }]
hides = [{ text = "Who saw it.", note = "seen in the files" }]
event = []

[[platform.dataset]]
name = "Pins"
text = "One row for each pin."
grain = "one pin"
money = "whole US dollars"
covers = "All pins."
archive = "postboard"
url = "https://example.org/pins.csv"
since = "2024"
note = "seen in the files"
"""
PAGE = "**What this archive is.** A made-up board with made-up pins.\n"
PINS = """pin,pinned_by,pinned_on,price_usd
p1,Sandcastle Society,2024-10-01,120
p2,Sandcastle Society,2024-10-09,80
p3,Bucket Club,2024-10-05,15
"""
KIND = '''
"""The longest names, one page."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.base import Cell, Column, Page, SearchData, TableBlock
from generator.pages.kinds import Kind


@dataclass(frozen=True)
class LongestPage(Page):
    """Context of ``longest.md.j2``."""

    template = "longest.md.j2"
    names: TableBlock | None = None


class Longest(Kind):
    """Names by their length."""

    sections = ("longest",)
    position = 95

    def pages(self) -> Iterator[LongestPage]:
        desk = self.desk
        names = sorted(desk.directory.names.items(), key=lambda item: (-len(item[1]), item[0]))
        rows = tuple((Cell(name, desk.directory.path(own)),) for own, name in names)
        yield LongestPage(
            path="longest",
            title="Longest names",
            description="Names by their length.",
            as_of=desk.data.as_of,
            sources=desk.data.archive_sources,
            search=SearchData(kind="List", summary="Names by their length"),
            names=TableBlock("Names", (Column("name", "Name"),), rows),
        )
'''
TEMPLATE = """{% import "_front.j2" as f %}
{% import "_blocks.j2" as b %}
{% import "_tools.j2" as t %}
{{ f.front(title, description, as_of, search) }}
{{ f.search_data(search) }}

<h1>{{ title }}</h1>

{{ t.actions(tools, link) }}

{{ b.table(names, link) }}

{{ b.sources(sources, as_of) }}
"""
RUN = """
import sys
import generator.adapters, generator.pages
generator.adapters.__path__.append(sys.argv[1] + "/adapters")
generator.pages.__path__.append(sys.argv[1] + "/pages")
from generator.cli.main import main
sys.argv = ["paidforby", *sys.argv[2:]]
main()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the made-up archive, with the made-up kind of page."""
    folder = tmp_path_factory.mktemp("extended")
    reference, source = folder / "reference", folder / "site_src"
    shutil.copytree(ROOT / "data" / "reference", reference)
    shutil.copytree(ROOT / "site_src", source)
    written = {
        "own/adapters/postboard.py": ADAPTER,
        "own/pages/longest/__init__.py": '"""Names by their length."""\n',
        "own/pages/longest/kind.py": KIND,
        "own/pages/longest/longest.md.j2": TEMPLATE,
        "reference/platforms/postboard.toml": RECORD,
        "site_src/pages/platforms/postboard.md": PAGE,
        "archives/postboard/2024-11-01/pins.csv": PINS,
    }
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = write_project(
        folder, archives=[str(folder / "archives")], reference_dir=str(reference),
        source_dir=str(source), thresholds={"ads": 1, "spend": {"USD": 1}},
    )  # fmt: skip
    command = [sys.executable, "-c", RUN, str(folder / "own"), "--config", str(config), "build"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment(PYTHONPATH=str(ROOT)),
        timeout=500,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "site"


def test_archive_has_a_platform_page_and_its_sponsors(site: Path) -> None:
    platform = (site / "platforms" / "postboard" / "index.html").read_text(encoding="utf-8")
    assert "A made-up board with made-up pins." in platform
    assert "US$215" in platform
    pages = [path.read_text(encoding="utf-8") for path in site.glob("sponsors/postboard/*/*.html")]
    (own,) = [page for page in pages if "Sandcastle Society" in page.partition("</title>")[0]]
    assert "US$200" in own
    assert "what the buyer chose is not published" in own


def test_nothing_is_said_of_it_that_is_true_of_others_only(site: Path) -> None:
    for path in site.glob("sponsors/postboard/*/*.html"):
        text = path.read_text(encoding="utf-8")
        assert "no targeting given: everybody" not in text
        assert "Google" not in text.partition("<main")[2].partition("</main>")[0]


def test_kind_has_its_page_with_a_table_to_take_away(site: Path) -> None:
    page = (site / "longest" / "index.html").read_text(encoding="utf-8")
    assert page.index("Sandcastle Society") < page.index("Bucket Club")
    assert (
        (site / "longest" / "data.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1]
        .startswith("Names,")
    )
