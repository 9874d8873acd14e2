"""From a number on a page back to the raw rows: archive, file, line, cells and rule.

A column that holds personal data is named, but its cell is not shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from generator.adapters import all_archives
from generator.adapters.source import Ignored, Source
from generator.archives.files import RawFile, find_files
from generator.archives.forms import read_lines
from generator.config import Config
from generator.errors import PaidForByError
from generator.explain.changes import Found, removal_figures, step_figures
from generator.pages.base import Figure
from generator.pages.data import SiteData
from generator.pages.desk import Desk
from generator.pages.kinds import kind_of
from generator.pages.sums import amount_fields
from generator.pages.words import iso, plural, text_or_none
from generator.schema import TABLES
from generator.schema.ranges import add_ranges
from generator.site.publish import load_facts, site_data
from generator.store.fact import Fact
from generator.store.tables import Store, frame

HIDDEN = "(personal data: not shown)"
NOT_READ = "(a column that this program does not know: left out)"
MAX_CELL = 300
_AS_IT_IS = "The row of the archive as it is."


@dataclass(frozen=True)
class RawRow:
    """A row of an archive: ``cells`` are (column, text) of the columns that are not blank."""

    archive: str
    path: str
    line: int
    cells: tuple[tuple[str, str], ...]
    stored: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Explanation:
    """A figure, what adding up its rows again gives, and the rows (perhaps not all)."""

    label: str
    shown: str
    recomputed: str
    detail: str
    rule: str
    row_count: int
    rows: tuple[RawRow, ...]


def explain(
    store: Store, config: Config, target: str, roots: Sequence[Path], limit: int
) -> Iterator[Explanation]:
    """Explain every figure of what ``target`` names.

    ``target`` is the address of a page (a sponsor, a place, ``home``, ``removals``, ``changes/…``), a sponsor's id, an ad's
    id, or ``FILE:LINE``. At most ``limit`` raw rows are given for each figure. Raises
    PaidForByError if nothing has that name.
    """
    tracer = _Tracer(store, roots)
    name = _name(target)
    if match := re.fullmatch(r"(.+):(\d+)", name):
        yield tracer.line(match[1], int(match[2]))
        return
    if name == "removals" or name.startswith("changes/"):
        for counts in _counts(store, config, name):
            yield tracer.counts(counts, limit)
        return
    if found := _figures(store, config, name):
        data, figures = found
        if not figures:
            raise PaidForByError(
                f"{name!r}: this page has no figures of its own. Give the address of a sponsor, a "
                "place, a race, a candidate, a topic, or home."
            )
        for figure in figures:
            yield tracer.figure(data, figure, limit)
        return
    yield from tracer.ad(site_data(store, config, only=[]), name, limit)


def _counts(store: Store, config: Config, name: str) -> Iterator[Found]:
    """The counts of the page of a pair of copies, or of the page of removals."""
    history = load_facts(store, config).history
    if name == "removals":
        return removal_figures(store, history)
    step = history.steps.by_id.get(name.removeprefix("changes/"))
    if step is None:
        known = "".join(f"\n  - changes/{ident}" for ident in history.steps.by_id)
        raise PaidForByError(f"{name}: no pair of copies has this address. There are:{known}")
    return step_figures(store, history, step)


def _name(target: str) -> str:
    """The page of an address as a browser shows it, wherever the site lies on its server."""
    if re.match(r"https?://", target):
        path = re.sub(r"^https?://[^/]+", "", target)
        found = re.search(r"(sponsors|places|races|contests|topics|changes|removals)(/.*|$)", path)
        target = found[0] if found else ""
    name, mark, fragment = target.partition("#")
    return name.strip("/").removesuffix("/index") + mark + fragment


def _figures(store: Store, config: Config, name: str) -> tuple[SiteData, Sequence[Figure]] | None:
    """The figures of the page with an address, or of the sponsor with an id."""
    kind = kind_of(name)
    if kind is None:  # the id of a sponsor, or of an ad
        kind = kind_of("sponsors")
        if kind is None or kind.sponsors_of(store, name) is None:
            return None
    desk = Desk(load_facts(store, config, only=kind.sponsors_of(store, name)))
    page = desk.of(kind).page(name)
    return (desk.data, page.figures()) if page else None


class _Tracer:
    """Finds store rows and reads the raw rows behind them."""

    def __init__(self, store: Store, roots: Sequence[Path]) -> None:
        self._store = store
        self._roots = [root for root in (roots or store.roots) if root.is_dir()]
        self._raw: dict[str, RawFile] | None = None
        self._files = {
            row["file_id"]: row for row in frame(store.table("files")).to_dict("records")
        }

    def figure(self, data: SiteData, figure: Figure, limit: int) -> Explanation:
        rows = self._rows(figure.fact)
        amounts = [amount_fields(row) for row in rows]
        again = data.words.money(add_ranges(amounts), figure.money.currency, parts=len(rows))
        return Explanation(
            label=f"{figure.label}, {figure.detail}",
            shown=figure.money.text,
            recomputed=again.text,
            detail=f"{plural(figure.row_count, 'row')} counted on the page, {len(rows):,} found",
            rule=figure.rule,
            row_count=len(rows),
            rows=tuple(self._raw_rows(rows[:limit])),
        )

    def counts(self, found: Found, limit: int) -> Explanation:
        label, shown, again, rule, rows = found
        return Explanation(
            label, shown, again, plural(len(rows), "row"), rule, len(rows),
            tuple(self._raw_rows(rows[:limit])),
        )  # fmt: skip

    def ad(self, data: SiteData, ad_id: str, limit: int) -> Iterator[Explanation]:
        rows = self._rows(Fact("ads", (("ad_id", ad_id),), _AS_IT_IS))
        if not rows:
            raise PaidForByError(
                f"{ad_id!r}: no page, sponsor or ad has this name. Give an address such as "
                "sponsors/google/AR…, places/US-TX, races/us-2020, topics/guns, home, removals, changes/…, an ad's id, or FILE:LINE."
            )
        for row in rows:
            money = data.words.money(amount_fields(row), text_or_none(row["spend_currency"]))
            is_newest = self._files[row["file_id"]]["is_current"]
            state = "another file" if is_newest else "an earlier copy"
            state = "current" if row["is_current"] else state
            yield Explanation(
                label=f"ad {ad_id} ({state}, {row['snapshot_id']})",
                shown=money.text,
                recomputed=money.text,
                detail=money.note,
                rule=_AS_IT_IS,
                row_count=1,
                rows=tuple(self._raw_rows([row])),
            )

    def line(self, path: str, line: int) -> Explanation:
        found = next((f for f in self._files.values() if f["path"] == path), None)
        if found is None:
            raise PaidForByError(
                f"{path}: no file of the store has this path. See the table files."
            )
        row = {"file_id": found["file_id"], "line": line}
        raw = self._raw_file(path)
        if raw is not None and line not in self._lines(found, raw, {line})[1]:
            raise PaidForByError(f"{path}: no row begins on line {line}.")
        stored = []
        for name, columns in TABLES.items():
            if not {"file_id", "line"} <= set(columns.names):
                continue
            table = self._store.table(name)
            hits = int(
                table.filter((table.file_id == found["file_id"]) & (table.line == line))
                .count()
                .to_pyarrow()
                .as_py()
            )
            if hits:
                stored.append(f"{hits} in {name}")
        return Explanation(
            label=f"{path}, line {line}",
            shown="",
            recomputed="",
            detail="rows of the store: " + (", ".join(stored) or "none"),
            rule=_AS_IT_IS,
            row_count=1,
            rows=tuple(self._raw_rows([row])),
        )

    def _rows(self, fact: Fact) -> list[Mapping[str, Any]]:
        rows = frame(fact.rows(self._store).order_by(["file_id", "line"]))
        found: list[Mapping[str, Any]] = rows.to_dict("records")
        return found

    def _raw_rows(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[RawRow]:
        wanted: dict[str, set[int]] = {}
        for row in rows:
            wanted.setdefault(row["file_id"], set()).add(int(row["line"]))
        read: dict[str, tuple[list[str], dict[int, list[str]]]] = {}
        for file_id, numbers in wanted.items():
            raw = self._raw_file(self._files[file_id]["path"])
            read[file_id] = self._lines(self._files[file_id], raw, numbers) if raw else ([], {})
        for row in rows:
            file = self._files[row["file_id"]]
            header, lines = read[row["file_id"]]
            cells = lines.get(int(row["line"]))
            shown = (
                tuple(self._shown(file, header, cells))
                if cells is not None
                else (("raw row", "not found: name the archives' folder with --archives"),)
            )
            stored = tuple(
                (key, _plain(value))
                for key, value in row.items()
                if key in _STORED and _plain(value)
            )
            yield RawRow(file["archive"], file["path"], int(row["line"]), shown, stored)

    def _shown(
        self, file: Mapping[str, object], header: Sequence[str], cells: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        source = _source(file)
        for name, cell in zip(header, cells, strict=True):
            column = source.lookup(name)
            if not cell.strip():
                continue
            if isinstance(column, Ignored) and column.is_personal:
                yield name, HIDDEN
            elif column is None:
                yield name, NOT_READ
            else:
                yield name, cell if len(cell) <= MAX_CELL else cell[:MAX_CELL] + "…"

    def _lines(
        self, file: Mapping[str, object], raw: RawFile, lines: set[int]
    ) -> tuple[list[str], dict[int, list[str]]]:
        return read_lines(raw, lines, _source(file).fixed_header)

    def _raw_file(self, path: str) -> RawFile | None:
        if self._raw is None:
            self._raw = (
                {file.label: file for file in find_files(self._roots)[0]} if self._roots else {}
            )
        return self._raw.get(path)


def _source(file: Mapping[str, object]) -> Source:
    """The kind of file that a row of the table files is about."""
    return next(
        source
        for archive in all_archives()
        if archive.id == file["archive"]
        for source in archive.sources
        if source.part == file["part"]
    )


def _plain(value: object) -> str:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:g}" if not value.is_integer() else f"{value:.0f}"
    return iso(value) if isinstance(value, pd.Timestamp) else str(value)


_STORED = (
    "spend_lo",
    "spend_hi",
    "spend_kind",
    "spend_currency",
    "place_code",
    "window_name",
    "period_start_date",
)
