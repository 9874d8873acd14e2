"""The differences between copies that follow each other, as small frames: one pass for each noun."""

from collections.abc import Iterator
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from generator.history.steps import Steps
from generator.history.things import AD, AMOUNT, Thing, amounts, impressions, listed
from generator.store.tables import Store, frame

NEW, AGAIN, GONE, ELSEWHERE = "new", "again", "gone", "elsewhere"
"""Not in the older copy, and in no other before; listed in one before that; not in the newer copy,
and in no other since; not in the newer copy, but in another file of the archive."""
ITEM = (
    "key", "thing_id", "name", "payer_id", "sponsor_id", "place_code", "place_name", "start_date",
    "end_date",
)  # fmt: skip
SPEND = ("spend_lo", "spend_hi", "spend_kind", "spend_step", "spend_currency")
_OLD = ("old_file_id", "old_line")
_SIDES = tuple(f"{side}_{name}" for side in ("old", "new") for name in AMOUNT)
FIELDS = (
    "file_id", "line", *_OLD, *ITEM, "field", "old_text", "new_text", "currency", *_SIDES,
)  # fmt: skip
"""What is said of a field that differs: texts, or amounts in a currency."""


@dataclass(frozen=True)
class Differences:
    """Of one noun.

    ``items``: things that only one of two copies has: ``file_id`` of the newer copy of the step,
    ``change``, ITEM, SPEND, and the row in ``row_file_id`` and ``row_line``. ``fields``: FIELDS of
    what differs, ``file_id`` that of the newer copy; either the texts or the amounts are empty.
    ``counts``: by file, ``n`` things and ``n_double`` that stand there twice. ``places``: new ads
    by ``file_id`` and ``place_code``.
    """

    noun: Thing
    items: pd.DataFrame
    fields: pd.DataFrame
    counts: pd.DataFrame
    places: pd.DataFrame


def differences(store: Store, steps: Steps, noun: Thing) -> Differences:
    """Compare every copy with the one before it."""
    # Worked out once: everything below reads it, and is quick to plan over a plain table.
    every = listed(store, noun, file_rows(steps)).cache()
    counts = frame(
        every.group_by("file_id").aggregate(
            n=(~every.is_double).sum(), n_double=every.is_double.sum()
        )
    )
    single = every.filter(~every.is_double)
    newer = single.filter(single.older_file_id.notnull())
    newer = newer.mutate(pair_key=newer.file_id + "|" + newer.key)
    older = _older(single)
    matched = newer.inner_join(older.drop("file_id"), "pair_key", rname="old_{name}").cache()
    added = newer.anti_join(older, "pair_key")
    lost = older.anti_join(newer, "pair_key")
    items = [frame(_added(added, single)), frame(_lost(lost, single))]
    fields = [*_texts(noun, matched), _amounts(matched, amounts(store, noun), "spend")]
    if noun.is_counted_in_impressions:
        fields.append(_amounts(matched, impressions(store), "impressions"))
    if noun == AD:
        fields.append(_choices(store, matched))
    return Differences(
        noun,
        pd.concat(items, ignore_index=True),
        # Nouns without texts, such as weeks, and those without amounts lack columns of the others.
        pd.concat(fields, ignore_index=True).reindex(columns=list(FIELDS)),
        counts,
        _new_places(store, added) if noun == AD else pd.DataFrame(columns=["file_id", "place_code", "n"]),
    )  # fmt: skip


def file_rows(steps: Steps) -> ir.Table:
    """The files of the steps as a table of the engine, for :func:`listed`."""
    files = steps.files
    texts = ("file_id", "series_id", "archive", "older_file_id", "next_file_id")
    columns = {name: pa.array(_without_nan(files[name]), pa.string()) for name in texts}
    columns["taken_on_date"] = pa.array(pd.to_datetime(files["taken_on_date"]).dt.date, pa.date32())
    return ibis.memtable(pa.table(columns))


def _without_nan(values: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else value for value in values]


def _older(single: ir.Table) -> ir.Table:
    """Every thing of a copy that has a next one: ``file_id`` is that of the next, ``old_file_id``
    and ``old_line`` its own."""
    rows = single.filter(single.next_file_id.notnull())
    rows = rows.rename(old_file_id="file_id", old_line="line", file_id="next_file_id")
    return rows.mutate(pair_key=rows.file_id + "|" + rows.key)


def _added(added: ir.Table, single: ir.Table) -> ir.Table:
    """New things, and those that a copy before the older one, or of another series, had."""
    first = single.group_by(["archive", "key"]).aggregate(first_date=single.taken_on_date.min())
    rows = added.left_join(first, ["archive", "key"], rname="first_{name}")
    is_new = rows.first_date >= rows.taken_on_date
    return rows.select(
        "file_id",
        *ITEM,
        *SPEND,
        change=is_new.ifelse(NEW, AGAIN),
        row_file_id=rows.file_id,
        row_line=rows.line,
        is_last=ibis.literal(True),
    )


def _lost(lost: ir.Table, single: ir.Table) -> ir.Table:
    """Things that the newer copy lacks. ``is_last``: no copy has had them since."""
    others = single.select(
        "archive", "key", other_series=single.series_id, other_date=single.taken_on_date
    )
    rows = lost.left_join(others, ["archive", "key"], rname="other_{name}")
    is_other = (rows.other_series != rows.series_id) & (rows.other_date >= rows.taken_on_date)
    is_later = rows.other_date > rows.taken_on_date
    keys = ["file_id", "old_file_id", "old_line", *ITEM, *SPEND]
    found = rows.group_by(keys).aggregate(
        is_elsewhere=is_other.any().fill_null(False), is_later=is_later.any().fill_null(False)
    )
    return found.select(
        "file_id",
        *ITEM,
        *SPEND,
        change=found.is_elsewhere.ifelse(ELSEWHERE, GONE),
        row_file_id=found.old_file_id,
        row_line=found.old_line,
        is_last=~found.is_later,
    )


def _texts(noun: Thing, matched: ir.Table) -> Iterator[pd.DataFrame]:
    """Fields that both copies publish and that differ, one row for each."""
    if not noun.texts:
        return
    tests = {}
    for name in noun.texts:
        old, new = matched[f"old_text_{name}"], matched[f"text_{name}"]
        both = matched[f"has_{name}"] & matched[f"old_has_{name}"]
        tests[name] = both & ~old.identical_to(new)
    any_change = ibis.or_(*tests.values())
    rows = frame(
        matched.filter(any_change).select(
            "file_id", "line", *_OLD, *ITEM,
            **{f"is_{name}": test for name, test in tests.items()},
            **{f"old_{name}": matched[f"old_text_{name}"] for name in noun.texts},
            **{f"new_{name}": matched[f"text_{name}"] for name in noun.texts},
        )
    )  # fmt: skip
    for name in noun.texts:
        changed = rows[rows[f"is_{name}"].astype(bool)]
        found = changed[["file_id", "line", *_OLD, *ITEM]].copy()
        found["field"] = name
        found["old_text"] = changed[f"old_{name}"]
        found["new_text"] = changed[f"new_{name}"]
        yield found


def _amounts(matched: ir.Table, money: ir.Table, field: str) -> pd.DataFrame:
    """Amounts that differ, in a currency that both copies give: first the one that is shown."""
    # Each join has one key made of all that must be equal: the engine, free to choose, would pair
    # all amounts of one currency first.
    rows = matched.select("file_id", "line", *_OLD, *ITEM, row_key=_row_key(matched))
    names = (*AMOUNT, "is_primary")
    new = money.select(
        "currency", row_key=_row_key(money), **{f"new_{name}": money[name] for name in names}
    )
    rows = rows.inner_join(new, "row_key").drop("row_key")
    rows = rows.mutate(old_key=_row_key(rows, "old_") + ":" + rows.currency)
    old = money.select(
        old_key=_row_key(money) + ":" + money.currency,
        **{f"old_{name}": money[name] for name in names},
    )
    rows = rows.inner_join(old, "old_key")
    order = [ibis.desc("new_is_primary"), ibis.desc("old_is_primary"), ibis.asc("currency")]
    window = ibis.window(group_by=["file_id", "line"], order_by=order)
    rows = rows.mutate(currency_position=ibis.row_number().over(window))
    differs = [~rows[f"old_{name}"].identical_to(rows[f"new_{name}"]) for name in AMOUNT[:3]]
    rows = rows.filter((rows.currency_position == 0) & ibis.or_(*differs))
    found = frame(rows.select("file_id", "line", *_OLD, *ITEM, "currency", *_SIDES))
    found["field"] = field
    return found


def _row_key(rows: ir.Table, prefix: str = "") -> ir.StringValue:
    return rows[f"{prefix}file_id"] + ":" + rows[f"{prefix}line"].cast("string")


def _choices(store: Store, matched: ir.Table) -> pd.DataFrame:
    """What the buyer chose, where the words differ in more than their order."""
    columns = ["file_id", "line", "dimension", "is_excluded", "choice_text"]
    choices = store.table("targeting").select(columns)
    rows = matched.select("file_id", "line", *_OLD, *ITEM)
    new = rows.inner_join(choices, ["file_id", "line"]).rename(new_text="choice_text")
    old = choices.rename(old_file_id="file_id", old_line="line", old_text="choice_text")
    old = rows.inner_join(old, list(_OLD))
    keys = [*_OLD, "file_id", "line", "dimension", "is_excluded"]
    both = new.outer_join(old, keys, rname="other_{name}")
    both = both.filter(~both.old_text.identical_to(both.new_text))
    names = ["file_id", "line", *_OLD, *ITEM, "dimension", "is_excluded"]
    found = frame(
        both.select(
            "old_text",
            "new_text",
            **{name: ibis.coalesce(both[name], both[f"other_{name}"]) for name in names},
        )
    )
    published = _published_choices(choices)
    keep = [
        (row.file_id, row.dimension) in published
        and (row.old_file_id, row.dimension) in published
        and _pieces(row.old_text) != _pieces(row.new_text)
        for row in found.itertuples(index=False)
    ]
    found = found.loc[keep].copy()  # an empty list of [] would choose no columns
    excluded = found["is_excluded"].astype(bool).map({True: "_excluded", False: ""})
    found["field"] = "choice_" + found["dimension"] + excluded
    return found.drop(columns=["dimension", "is_excluded"])


def _published_choices(choices: ir.Table) -> set[tuple[str, str]]:
    pairs = frame(choices.select("file_id", "dimension").distinct())
    return set(pairs.itertuples(index=False, name=None))


def _pieces(text: object) -> list[str]:
    return [] if text is None or pd.isna(text) else sorted(p.strip() for p in str(text).split(","))


def _new_places(store: Store, added: ir.Table) -> pd.DataFrame:
    places = store.table("ad_places").select("file_id", "line", "place_code").distinct()
    rows = added.select("file_id", "line").inner_join(places, ["file_id", "line"])
    return frame(rows.group_by(["file_id", "place_code"]).aggregate(n=rows.count()))
