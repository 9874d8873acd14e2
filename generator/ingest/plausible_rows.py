"""What cannot be right in a row, and what a spreadsheet program left in it: noted, never changed."""

import functools
import operator
from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from generator.adapters.source import Column, Kind, Note, RawTables, texts_met
from generator.ingest.recognise import Recognised
from generator.ingest.stage import columns_of
from generator.schema import NoteKind
from generator.text.amounts import number_words
from generator.text.days import SLACK_DAYS

ENOUGH_ADS = 30
"""Ads of an archive in one currency that show what a thousand impressions cost in it."""
FAR = 1000
"""So many times the median, or its part, is far from what an archive shows otherwise."""
NEXT_TO_NOTHING = 0.01
"""A thousand impressions for less of any currency are next to nothing."""
_SHORT = r"^\d(\.\d+)?E\+\d{2,}$"
_ZEROS = r"^\d{1,3}(,\d{3}){4,}(,000){1,}$"
_GROUPED = r"^\d{1,2}(,\d{3})+$"
_POSTCODES = ("postcode", "postcode_excluded")
_CUT = r"(^|,\s*)\d{3,4}(,|$)"
_MONTH = r"(?i)(^|\b)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|^\d{4}-\d{2}-\d{2}"


def note_spreadsheets(raw: Mapping[str, RawTables], items: Sequence[Recognised]) -> None:
    """Note the cells that only a spreadsheet program writes: 1.23E+17, lists with their commas moved,
    postcodes without their leading zero, an age range that became a date."""
    groups: dict[tuple[str, str], list[Recognised]] = {}
    for item in items:
        groups.setdefault((item.archive.id, item.source.part), []).append(item)
    for (archive, part), members in groups.items():
        rows, columns = raw[archive][part], columns_of(members)
        by_label = {item.file.label: item for item in members}
        for name, (kind, test) in _occurring(rows, _tests(rows, columns)).items():
            column = name.partition("|")[0]
            for met in texts_met(rows.filter(test), column, by_file=True):
                item = by_label[met.file]
                item.notes.append(met.note(kind, item.original(column), column))


_Tests = Mapping[str, tuple[NoteKind, ir.BooleanValue]]


def _tests(rows: ir.Table, columns: Mapping[str, Column]) -> _Tests:
    found: dict[str, tuple[NoteKind, ir.BooleanValue]] = {}
    for name, column in columns.items():
        if column.kind is not Kind.TEXT or name not in rows.columns:
            continue
        cell = rows[name]
        found[f"{name}|short"] = (NoteKind.SHORT_NUMBER, cell.re_search(_SHORT))
        if name in _POSTCODES:
            grouped = cell.re_search(_ZEROS) | cell.re_search(_GROUPED)
            found[f"{name}|grouped"] = (NoteKind.GROUPED_LIST, grouped)
            if "country" in rows.columns:
                in_us = rows.country.lower().isin(["united states", "us"])
                cut = in_us & cell.re_search(_CUT) & ~grouped
                found[f"{name}|cut"] = (NoteKind.CUT_ZEROS, cut)
        if name == "age":
            found[f"{name}|date"] = (NoteKind.TURNED_DATE, cell.re_search(_MONTH))
    return found


def _occurring(rows: ir.Table, tests: _Tests) -> _Tests:
    """Those tests that are true of any row, found in one pass."""
    if not tests:
        return {}
    named = {f"t{number}": test for number, (_kind, test) in enumerate(tests.values())}
    counts = rows.aggregate(
        **{
            name: test.fill_null(False).cast("int64").sum().fill_null(0)
            for name, test in named.items()
        }
    )
    (row,) = counts.to_pyarrow().to_pylist()
    return {key: tests[key] for key, name in zip(tests, named, strict=True) if row[name]}


def note_implausible(ads: ir.Table, snapshots: ir.Table, items: Sequence[Recognised]) -> None:
    """Note the ads that begin after the day of their copy, that were clicked more often than shown,
    or that cost far more or less for each thousand impressions than the archive shows otherwise."""
    by_id = {item.file.file_id: item for item in items}
    rows = ads.inner_join(
        snapshots.select("snapshot_id", "taken_on_date", "taken_on_precision"), "snapshot_id"
    )
    slack = ibis.cases(
        *((rows.taken_on_precision == name, days) for name, days in SLACK_DAYS.items()), else_=1
    )
    ahead = rows.first_shown_date.epoch_days() - rows.taken_on_date.epoch_days()
    is_counted = (
        (rows.spend_kind == "exact") & (rows.spend_lo > 0)
        & (rows.impressions_kind == "exact") & (rows.impressions_lo > 0)
    )  # fmt: skip
    cost = rows.spend_lo.cast("float64") * 1000 / rows.impressions_lo.nullif(0)
    rows = rows.mutate(cost=is_counted.ifelse(cost, ibis.null("float64")), ahead=ahead - slack)
    usual = ibis.window(group_by=[rows.archive, rows.spend_currency])
    rows = rows.mutate(
        median=rows.cost.median().over(usual), n_counted=rows.cost.count().over(usual)
    )
    is_shown = rows.n_counted >= ENOUGH_ADS
    tests = {
        NoteKind.AFTER_COPY: (rows.ahead > 0, rows.first_shown_date, "first_shown_date"),
        NoteKind.MORE_CLICKS: (
            rows.click_count > rows.impressions_hi, rows.click_count, "click_count",
        ),
        NoteKind.COSTLY: (is_shown & (rows.cost > rows.median * FAR), rows.spend_lo, "spend_lo"),
        NoteKind.CHEAP: (
            (rows.cost < NEXT_TO_NOTHING) | (is_shown & (rows.cost < rows.median / FAR)),
            rows.spend_lo, "spend_lo",
        ),
    }  # fmt: skip
    any_of = functools.reduce(
        operator.or_, (test.fill_null(False) for test, _v, _f in tests.values())
    )
    marked = {f"is_{kind}": test.fill_null(False) for kind, (test, _v, _f) in tests.items()}
    found = rows.filter(any_of).mutate(**marked).order_by(["file_id", "line"])
    columns = [*marked, "file_id", "line", "click_count", "spend_lo", "impressions_hi"]
    for row in found.select(*columns, "first_shown_date").to_pyarrow().to_pylist():
        item = by_id[row["file_id"]]
        for kind, (_test, _value, field) in tests.items():
            if row[f"is_{kind}"]:
                item.notes.append(_note(kind, item, row, field))


def _note(kind: NoteKind, item: Recognised, row: Mapping[str, object], field: str) -> Note:
    value = row[field]
    text = str(value)[:10] if field.endswith("_date") else number_words(float(str(value)))
    if kind is not NoteKind.AFTER_COPY:
        text = f"{text} / {int(float(str(row['impressions_hi']))):,}"
    return Note(kind, item.file.label, int(str(row["line"])), 1, None, text, field)
