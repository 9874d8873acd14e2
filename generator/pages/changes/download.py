"""The CSVs of the pages of changes: every difference with the file and line of both its rows."""

from collections.abc import Iterator, Mapping

import pandas as pd

from generator.history.steps import Step
from generator.pages.base import Download
from generator.pages.data import SiteData
from generator.pages.words import iso, text_or_none

Row = Mapping[str, object]
CHANGES_HEADS = (
    "noun", "change", "id", "name", "payer_id", "sponsor_id", "place_code", "place_name", "start_date",
    "end_date", "field", "before", "after", "before_lo", "before_hi", "before_kind", "after_lo",
    "after_hi", "after_kind", "currency", "earlier_file", "earlier_line", "later_file", "later_line",
)  # fmt: skip
REMOVALS_HEADS = (
    "noun", "platform", "archive", "id", "name", "payer_id", "sponsor_id", "start_date", "end_date",
    "spend_lo", "spend_hi", "spend_kind", "spend_currency", "last_listed_snapshot_id",
    "last_listed_date", "missing_since_snapshot_id", "missing_since_date", "file", "line",
)  # fmt: skip


def changes_download(data: SiteData, step: Step, path: str) -> Download:
    """All differences of a pair of copies: what only one of them has, then fields that differ, then
    those that differ only because a spreadsheet program damaged the cell of one copy."""
    history = data.facts.history
    items = history.items[history.items["step_id"] == step.id]
    fields = history.fields[history.fields["step_id"] == step.id]
    damaged = history.damaged[history.damaged["step_id"] == step.id]
    rows = [
        *_item_rows(data, items),
        *_field_rows(data, fields, "revised"),
        *_field_rows(data, damaged, "damaged"),
    ]
    return Download(f"{path}.csv", CHANGES_HEADS, tuple(rows))


def removals_download(data: SiteData, removals: pd.DataFrame, path: str) -> Download:
    """Ads and advertisers that no copy has listed since."""
    rows = []
    for row in removals.to_dict("records"):
        step = data.facts.history.steps.by_id[row["step_id"]]
        rows.append(
            (row["noun"], step.platform, step.archive, row["thing_id"], text_or_none(row["name"]),
             text_or_none(row["payer_id"]), text_or_none(row["sponsor_id"]), iso(row["start_date"]),
             iso(row["end_date"]), _number(row["spend_lo"]), _number(row["spend_hi"]),
             text_or_none(row["spend_kind"]), text_or_none(row["spend_currency"]), step.older_id,
             step.older_date.isoformat(), step.newer_id, step.newer_date.isoformat(),
             data.facts.files[row["row_file_id"]].path, int(row["row_line"]))
        )  # fmt: skip
    return Download(f"{path}.csv", REMOVALS_HEADS, tuple(rows))


def _item_rows(data: SiteData, items: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    for row in items.to_dict("records"):
        amount = (
            _number(row["spend_lo"]), _number(row["spend_hi"]), text_or_none(row["spend_kind"])
        )  # fmt: skip
        where = (data.facts.files[row["row_file_id"]].path, int(row["row_line"]))
        none = ("", "", "")
        is_later = row["change"] in ("new", "again")
        yield (
            *_who(row, row["change"]), "", "", "",
            *(none if is_later else amount), *(amount if is_later else none),
            text_or_none(row["spend_currency"]),
            *(("", "") if is_later else where), *(where if is_later else ("", "")),
        )  # fmt: skip


def _field_rows(data: SiteData, fields: pd.DataFrame, change: str) -> Iterator[tuple[object, ...]]:
    for row in fields.to_dict("records"):
        yield (
            *_who(row, change), row["field"], text_or_none(row["old_text"]),
            text_or_none(row["new_text"]), _number(row["old_lo"]), _number(row["old_hi"]),
            text_or_none(row["old_kind"]), _number(row["new_lo"]), _number(row["new_hi"]),
            text_or_none(row["new_kind"]), text_or_none(row["currency"]),
            data.facts.files[row["old_file_id"]].path, int(row["old_line"]),
            data.facts.files[row["file_id"]].path, int(row["line"]),
        )  # fmt: skip


def _who(row: Row, change: str) -> tuple[object, ...]:
    names = ("name", "payer_id", "sponsor_id", "place_code", "place_name")
    return (
        row["noun"], change, text_or_none(row["thing_id"]),
        *(text_or_none(row[name]) for name in names), iso(row["start_date"]), iso(row["end_date"]),
    )  # fmt: skip


def _number(value: object) -> object:
    if value is None or pd.isna(value):
        return ""
    return int(value) if float(value).is_integer() else float(value)
