"""What every page offers to those who want to use it: citation, data, addresses, descriptions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.pages.base import Page
from generator.pages.card import Card
from generator.pages.data import SiteData
from generator.pages.data_days import named
from generator.reuse.cite import Citation, Cited, citation_key, cite
from generator.reuse.json_ld import Distribution, SiteFacts, Thing, things
from generator.reuse.page_tables import Shown, ShownTable
from generator.reuse.provenance import Provenances, Snapshot
from generator.text.language import _
from generator.text.page_path import PagePath

SHOWN_SNAPSHOTS = 8
"""Snapshots that are listed beside a citation; a page about everything rests on more."""
MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "gz": "application/gzip",
               "csv": "text/csv", "json": "application/json"}  # fmt: skip


@dataclass(frozen=True)
class Tools:
    """What the row of tools of one page needs. Paths are below the docs folder; an empty one means
    that the page does not have it. ``file_stem`` names the files that a reader saves. ``until`` says to which day the data of each platform reach."""

    citation: Citation
    address: str
    digest: str
    modified: str
    until: str
    snapshots: tuple[Snapshot, ...]
    snapshot_count: int
    csv_path: str
    json_path: str
    rows_path: str
    feed_path: str
    permanent_path: str
    card_path: str
    card_text: str
    file_stem: str
    things: tuple[Thing, ...]


class PageTools:
    """Works out the tools of pages. ``files`` are the published tables, by table: (label, path
    below the docs folder, bytes, sha256)."""

    def __init__(
        self, data: SiteData, files: Mapping[str, Sequence[tuple[str, str, int, str]]]
    ) -> None:
        config = data.facts.config
        self._site = SiteFacts(config.site_name, config.site_url, config.site_description)
        self._stamps = Provenances(data)
        self._days = data.days
        self._is_demo = data.facts.is_demo
        self._files = files
        self.shown = Shown(config.site_url)

    def of(self, page: Page, tables: Sequence[ShownTable], card: Card | None) -> Tools:
        """The tools of one page, which shows ``tables`` and has the picture ``card``."""
        stamp = self._stamps.of(page)
        permanent = page.permanent_path()
        address = self.shown.address(permanent or page.path)
        own = PagePath.read(page.path)
        csv_path, json_path = own.file("data.csv") if tables else "", own.file("data.json")
        download = getattr(page, "download", None)
        rows_path = download.path if download else ""
        files = self._distributions(page, (csv_path, json_path, rows_path))
        return Tools(
            citation=cite(
                Cited(
                    citation_key(page.path, stamp.date),
                    page.title,
                    self._site.name,
                    address,
                    page.is_dataset,
                    self._is_demo,
                    stamp,
                )
            ),
            address=self.shown.address(page.path),
            digest=stamp.digest,
            modified=stamp.date,
            until=self._days.words(named(page.sources), page.as_of),
            snapshots=stamp.snapshots if len(stamp.snapshots) <= SHOWN_SNAPSHOTS else (),
            snapshot_count=len(stamp.snapshots),
            csv_path=csv_path,
            json_path=json_path,
            rows_path=rows_path,
            feed_path=getattr(page, "feed_path", "") or "",
            permanent_path=permanent,
            card_path=own.file("card.png") if card else "assets/img/card.png",
            card_text=_card_text(card) if card else self._site.description,
            file_stem=_stem(page, stamp.date),
            things=things(page, self._site, self.shown, stamp, files, self._several_days(page)),
        )

    def _several_days(self, page: Page) -> str:
        """To which days the data reach, as a sentence, if they are not one."""
        names = named(page.sources)
        if self._days.is_one_day(names):
            return ""
        return _("Data to {day}", day=self._days.words(names)) + "."

    def document(self, page: Page, tables: Sequence[ShownTable]) -> dict[str, object]:
        """The JSON file of a page: what it shows, and what is needed to use and to cite it."""
        stamp = self._stamps.of(page)
        permanent = page.permanent_path()
        return {
            "title": page.title,
            "description": page.description,
            "site": self._site.name,
            "address": self.shown.address(page.path),
            "permanent_address": self.shown.address(permanent) or None,
            "is_demonstration": self._is_demo,
            "data_date": stamp.date,
            "data_dates": self._days.iso(named(page.sources)),
            "data_sha256": stamp.digest,
            "snapshots": [
                {
                    "snapshot_id": one.snapshot_id,
                    "taken_on_date": one.taken_on_date,
                    "sha256": one.sha256,
                    "origin": one.origin or None,
                    "licence": one.licence or None,
                }
                for one in stamp.snapshots
            ],
            "sources": [
                {
                    "snapshot": line.snapshot_id,
                    "file": line.path,
                    "taken_on": line.taken_on,
                    "rows": line.detail,
                }
                for line in page.sources
            ],
            "tables": [
                {
                    "id": table.id,
                    "title": table.title,
                    "fields": [
                        {"name": column.name, "title": column.title}
                        | ({"unit": column.unit} if column.unit else {})
                        for column in table.columns
                    ],
                    "rows": table.rows,
                }
                for table in tables
            ],
        }

    def _distributions(self, page: Page, own: Sequence[str]) -> list[Distribution]:
        found = [self._file(path) for path in own if path]
        if page.path == "downloads/index":
            for files in self._files.values():
                found += [self._file(path, digest) for _, path, _, digest in files]
        return found

    def _file(self, path: str, digest: str = "") -> Distribution:
        kind = MEDIA_TYPES[path.rpartition(".")[2]]
        return Distribution(self.shown.address(path), kind, digest)


def _card_text(card: Card) -> str:
    figures = "; ".join(f"{one.label}: {one.amount}, {one.detail}" for one in card.figures)
    return f"{card.name}. {card.kind}. {figures or card.note}"


def _stem(page: Page, date: str) -> str:
    words = re.sub(r"[\W_]+", "-", page.title.lower()).encode("ascii", "ignore").decode().strip("-")
    return "-".join(filter(None, [words[:60].strip("-") or "paid-for-by", date]))
