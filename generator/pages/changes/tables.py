"""The lists of the pages of changes: what is new, what differs, what is no longer listed."""

from collections.abc import Mapping, Sequence

import pandas as pd

from generator.history.history import History, Tally
from generator.history.steps import Step
from generator.pages.addresses import ad_anchor
from generator.pages.base import Cell, Column, TableBlock, money_cell, told
from generator.pages.changes.words import NOT_SAID, field_words
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.sums import amount_fields
from generator.pages.words import Money, as_date, day, text_or_none
from generator.text.language import _, mark

SHOWN = 100
"""Rows of a list on a page; the CSV has all."""
SHOWN_REMOVALS = 2_000
SHOWN_TEXT = 120
_ADDED, _LOST = ("new", "again"), ("gone", "elsewhere")
_COLUMNS = {
    "ad": (
        Column("sponsor", mark("Sponsor")),
        Column("ad", mark("Ad")),
        Column("days", mark("Days")),
        Column("spend", mark("Spend")),
    ),
    "advertiser": (
        Column("advertiser", mark("Advertiser")),
        Column("id", mark("Id")),
        Column("reported_total", mark("Reported total")),
    ),
    "week": (
        Column("advertiser", mark("Advertiser")),
        Column("week_from", mark("Week from")),
        Column("amount", mark("Amount")),
    ),
    "advertiser_place": (
        Column("advertiser", mark("Advertiser")),
        Column("place", mark("Place")),
        Column("amount", mark("Amount")),
    ),
    "place": (Column("place", mark("Place")), Column("amount", mark("Amount"))),
}
_AMOUNTS = ("spend", "impressions")


class ChangeTables:
    """Builds the tables; ``directory`` says where sponsors are found."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._directory = directory
        history = data.facts.history
        self._items = dict(list(history.items.groupby(["step_id", "noun"])))
        self._fields = dict(list(history.fields.groupby(["step_id", "noun"])))

    def added(self, step: Step, noun: str) -> TableBlock | None:
        """New things, those with the largest amounts first."""
        return self._list(step, noun, _ADDED, _("New in the later copy"))

    def lost(self, step: Step, noun: str) -> TableBlock | None:
        """Things that the later copy lacks."""
        return self._list(step, noun, _LOST, _("No longer listed in the later copy"))

    def fields(self, noun: str, tally: Tally) -> TableBlock | None:
        """How many things differ, by field."""
        if not tally.fields or tally.is_renumbered:
            return None
        has_days = noun in ("ad", "week")
        columns = (
            Column("field", _("Field")),
            Column("different_in", _("Different in")),
            Column(
                "of_these_over_before_the_earlier_copy", _("Of these, over before the earlier copy")
            ),
        )
        order = sorted(tally.fields, key=lambda name: (name not in _AMOUNTS, name))
        return TableBlock(
            _("How many differ, by field"),
            columns if has_days else columns[:2],
            tuple(
                (
                    Cell(field_words(name, noun)),
                    _count(tally.fields[name]),
                    *((_count(tally.settled.get(name, 0)),) if has_days else ()),
                )
                for name in order
            ),
            (1, 2) if has_days else (1,),
        )

    def revised(self, step: Step, noun: str) -> TableBlock | None:
        """Fields that differ, amounts with the largest difference first, then the others."""
        rows = self._fields.get((step.id, noun))
        if rows is None:
            return None
        caption = _shown(_("Different in the two copies"), len(rows))
        rows = largest_differences(rows).head(SHOWN)
        cells = tuple(
            (
                *self._who(row),
                Cell(field_words(row["field"], noun)),
                *self.sides(row),
                self._lines(row),
            )
            for row in rows.to_dict("records")
        )
        columns = (
            *_who_columns(noun),
            Column("field", _("Field")),
            Column("before", _("Before")),
            Column("after", _("After")),
            Column("lines", _("Lines")),
        )
        return TableBlock(caption, columns, cells)

    def removals(self, rows: pd.DataFrame, noun: str) -> TableBlock | None:
        """Things that no copy has listed since, with the copies that say so."""
        if rows.empty:
            return None
        history = self._data.facts.history
        caption = _("Ads no longer listed") if noun == "ad" else _("Advertisers no longer listed")
        cells = []
        for row in rows.head(SHOWN_REMOVALS).to_dict("records"):
            step = history.steps.by_id[row["step_id"]]
            platform = Cell(self._data.platform_name(step.platform), f"platforms/{step.platform}")
            cells.append(
                (
                    *self._who(row), platform, money_cell(self._money(row)),
                    self._day_cell(step.older_id), self._day_cell(step.newer_id, step), Cell(self._since(row, step)),
                )
            )  # fmt: skip
        columns = (
            *_who_columns(noun),
            Column("platform", _("Platform")),
            Column("amount_when_last_listed", _("Amount when last listed")),
            Column("last_listed_in_the_copy_of", _("Last listed in the copy of")),
            Column("missing_from_that_of", _("Missing from that of")),
            Column("its_sponsor", _("Its sponsor")),
        )
        return TableBlock(caption, columns, tuple(cells), (len(_who_columns(noun)) + 1,))

    def sides(self, row: Mapping[str, object]) -> tuple[Cell, Cell]:
        """A field before and after."""
        if row["field"] not in _AMOUNTS:
            return tuple(_text_cell(row["field"], row[f"{side}_text"]) for side in ("old", "new"))
        amounts = [
            amount_fields({f"spend_{name}": row[f"{side}_{name}"] for name in ("lo", "hi", "kind", "step")})
            for side in ("old", "new")
        ]  # fmt: skip
        if row["field"] == "impressions":
            return tuple(
                Cell(self._data.words.count(amount), sort=_bound(amount.lo), is_number=True)
                for amount in amounts
            )
        currency = text_or_none(row["currency"]) or None
        return tuple(money_cell(self._data.words.money(amount, currency)) for amount in amounts)

    def _list(
        self, step: Step, noun: str, changes: Sequence[str], caption: str
    ) -> TableBlock | None:
        rows = self._items.get((step.id, noun))
        rows = None if rows is None else rows[rows["change"].isin(changes)]
        if rows is None or rows.empty:
            return None
        caption = _shown(caption, len(rows))
        rows = _listed_first(rows)
        columns = told(_COLUMNS[noun])
        cells = tuple(self._cells(row, noun) for row in rows.to_dict("records"))
        return TableBlock(caption, columns, cells, (len(columns) - 1,))

    def _cells(self, row: Mapping[str, object], noun: str) -> tuple[Cell, ...]:
        money = money_cell(self._money(row))
        if noun == "ad":
            days = Cell(_days(row), sort=str(as_date(row["start_date"]) or ""))
            return (*self._who(row), days, money)
        return (*self._who(row), money)

    def _who(self, row: Mapping[str, object]) -> tuple[Cell, ...]:
        """The cells that name a thing: its sponsor or place, and which one of it."""
        noun, sponsor_id = row["noun"], text_or_none(row["sponsor_id"])
        path = self._directory.path(sponsor_id) if sponsor_id in self._directory.names else ""
        name = Cell(text_or_none(row["name"]) or _(NOT_SAID), path)
        if noun == "ad":
            ad_id = str(row["thing_id"])
            is_linked = bool(path) and self._directory.has_page(sponsor_id)
            short = ad_id if len(ad_id) <= 14 else f"{ad_id[:6]}…{ad_id[-6:]}"
            return (name, Cell(short, f"{path}#{ad_anchor(ad_id)}" if is_linked else ""))
        if noun == "advertiser":
            return (name, Cell(str(row["thing_id"])))
        if noun == "week":
            return (name, Cell(day(row["start_date"]), sort=str(as_date(row["start_date"]))))
        code = text_or_none(row["place_code"])
        known = self._data.facts.places.name(code) if code else _(NOT_SAID)
        own = text_or_none(row["place_name"])
        place = Cell(
            known if not own or own == known else f"{known}: {own}",
            self._data.place_link(code) if code else "",
        )
        return (name, place) if noun == "advertiser_place" else (place,)

    def _money(self, row: Mapping[str, object]) -> Money:
        kind = text_or_none(row["spend_kind"]) or "unknown"
        return self._data.words.money(
            amount_fields({**row, "spend_kind": kind}), text_or_none(row["spend_currency"])
        )

    def _lines(self, row: Mapping[str, object]) -> Cell:
        return Cell(f"{int(row['old_line']):,} → {int(row['line']):,}")

    def _day_cell(self, snapshot_id: str, step: Step | None = None) -> Cell:
        sort = self._data.facts.snapshot_tails[snapshot_id]
        return Cell(
            self._data.snapshot_day(snapshot_id), f"changes/{step.id}" if step else "", sort=sort
        )

    def _since(self, row: Mapping[str, object], step: Step) -> str:
        """Whether its sponsor is still named: a new id, or another platform, says nothing bad."""
        sponsor = self._data.facts.sponsor_rows.get(str(row["sponsor_id"]))
        if sponsor is None:
            return ""
        last = as_date(sponsor["last_seen_date"])
        if last > step.older_date:
            words = self._data.seen_words(sponsor["last_seen_date"], sponsor["last_seen_date"])
            return _("still named on {days}", days=words)
        return _("not named since")


def linked_ads(history: History) -> dict[str, frozenset[str]]:
    """By sponsor: the ads to which the lists of changes lead."""
    found: dict[str, set[str]] = {}
    lists = [history.removals.query("noun == 'ad'").head(SHOWN_REMOVALS)]
    items = history.items[history.items["noun"] == "ad"]
    for _step, rows in items.groupby("step_id"):
        for changes in (_ADDED, _LOST):
            lists.append(_listed_first(rows[rows["change"].isin(changes)]))
    fields = history.fields[history.fields["noun"] == "ad"]
    lists += [largest_differences(rows).head(SHOWN) for _step, rows in fields.groupby("step_id")]
    for rows in lists:
        if rows.empty:
            continue
        for sponsor_id, ad_id in zip(rows["sponsor_id"], rows["thing_id"], strict=True):
            if known := text_or_none(sponsor_id):
                found.setdefault(known, set()).add(str(ad_id))
    return {sponsor_id: frozenset(ads) for sponsor_id, ads in found.items()}


def _listed_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a list that stand on a page, those with the largest amounts first."""
    order = ["spend_lo", "spend_hi", "name", "key"]
    return rows.sort_values(order, ascending=[False, False, True, True]).head(SHOWN)


def largest_differences(rows: pd.DataFrame) -> pd.DataFrame:
    """Amounts first, spend before impressions, the largest difference of the lower bounds first."""
    rank = rows["field"].map(lambda name: _AMOUNTS.index(name) if name in _AMOUNTS else 2)
    size = pd.Series(0.0, index=rows.index)
    if "old_lo" in rows.columns:
        size = (rows["new_lo"].astype(float) - rows["old_lo"].astype(float)).abs().fillna(0.0)
    return rows.assign(rank=rank, size=-size).sort_values(["rank", "size", "field", "name", "key"])


def _who_columns(noun: str) -> tuple[Column, ...]:
    return told(_COLUMNS[noun][: {"place": 1}.get(noun, 2)])


def _text_cell(field: str, value: object) -> Cell:
    text = text_or_none(value)
    if text is None or text == "":
        return Cell(_(NOT_SAID))
    if field.endswith("_date"):
        return Cell(day(text), sort=text)
    return Cell(text if len(text) <= SHOWN_TEXT else text[: SHOWN_TEXT - 1] + "…")


def _days(row: Mapping[str, object]) -> str:
    start, end = day(row["start_date"]), day(row["end_date"])
    return f"{start} – {end}" if end else _("from {day}", day=start)


def _count(n: int) -> Cell:
    return Cell(f"{n:,}", sort=n, is_number=True)


def _bound(value: object) -> float:
    return -1.0 if value is None else float(value)


def _shown(caption: str, n: int) -> str:
    if n <= SHOWN:
        return f"{caption}: {n:,}"
    return _(
        "{caption}: the first {shown} of {total}; the CSV has all",
        caption=caption,
        shown=f"{SHOWN:,}",
        total=f"{n:,}",
    )
