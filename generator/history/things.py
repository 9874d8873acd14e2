"""What is compared between two copies: each kind of thing, what identifies it, and its fields."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from generator.store.tables import Store, frame


@dataclass(frozen=True)
class Thing:
    """A kind of thing that copies list. ``keys`` identify it within its archive, ``texts`` are the
    fields that are compared word by word, ``start`` and ``end`` the days that it is about.

    ``mapping`` is the noun of the platform's own list of renumbered ids, ``amount_scope`` the scope
    of the amounts that stand on the same lines in another table.
    """

    id: str
    table: str
    keys: tuple[str, ...]
    texts: tuple[str, ...] = ()
    scope: str = ""
    amount_scope: str = ""
    mapping: str = ""
    start: str = ""
    end: str = ""
    is_counted_in_impressions: bool = False


AD = Thing(
    "ad",
    "ads",
    ("ad_id",),
    (
        "ad_status", "payer_name", "advertiser_name", "first_shown_date", "last_shown_date",
        "contest_text", "committee_text", "country_codes", "ad_format", "language_codes",
        "landing_url", "creative_url",
    ),
    mapping="creative",
    start="first_shown_date",
    end="last_shown_date",
    is_counted_in_impressions=True,
)  # fmt: skip
ADVERTISER = Thing(
    "advertiser",
    "advertisers",
    ("advertiser_id",),
    ("advertiser_name", "public_ids_text", "regions_text", "elections_text", "ad_count"),
    amount_scope="advertiser_total",
    mapping="advertiser",
)
WEEK = Thing(
    "week",
    "spend_observations",
    ("advertiser_id", "period_start_date"),
    scope="advertiser_week",
    mapping="advertiser",
    start="period_start_date",
)
ADVERTISER_PLACE = Thing(
    "advertiser_place",
    "spend_observations",
    ("advertiser_id", "place_code", "place_name"),
    scope="advertiser_place",
    mapping="advertiser",
)
PLACE = Thing("place", "spend_observations", ("place_code", "place_name"), scope="place_total")
NOUNS = (AD, ADVERTISER, WEEK, ADVERTISER_PLACE, PLACE)
AMOUNT = ("lo", "hi", "kind", "step")


def known_nouns(store: Store) -> tuple[Thing, ...]:
    """Those of which the store has any row."""
    scopes = set(frame(store.table("spend_observations").select("scope").distinct())["scope"])
    return tuple(
        noun for noun in NOUNS if (noun.scope in scopes if noun.scope else store.count(noun.table))
    )


def listed(store: Store, noun: Thing, files: ir.Table) -> ir.Table:
    """Things as every copy lists them, one row for each line of a file.

    ``files`` has file_id, series_id, archive, older_file_id, next_file_id and taken_on_date. Besides
    these: key, line, name, payer_id, sponsor_id, thing_id, place_code, start_date, end_date, the amount spent,
    the compared fields with the prefix ``text_``, and for each of them whether its file publishes
    it (``has_``). A thing that a copy lists twice under one key cannot be told apart: ``is_double``.
    """
    rows = _rows(store, noun).inner_join(files, "file_id", rname="file_{name}")
    rows = _mapped(store, noun, rows)
    key = rows.known_id
    for name in noun.keys[1:]:
        key = key + "|" + rows[name].cast("string").fill_null("")
    columns = {
        name: rows[name]
        for name in (
            "file_id", "line", "series_id", "archive", "older_file_id", "next_file_id",
            "taken_on_date", "payer_id", "sponsor_id",
        )
    }  # fmt: skip
    columns |= {
        "key": key,
        "thing_id": rows[noun.keys[0]],
        "name": ibis.coalesce(rows.payer_name, rows.advertiser_name, rows.advertiser_id),
        "place_code": rows["place_code"] if noun.scope else ibis.null("string"),
        "place_name": rows["place_name"] if noun.scope else ibis.null("string"),
        "start_date": rows[noun.start] if noun.start else ibis.null("date"),
        "end_date": rows[noun.end] if noun.end else ibis.null("date"),
    }
    columns |= {f"text_{name}": rows[name].cast("string") for name in noun.texts}
    columns |= {
        f"spend_{name}": rows[f"spend_{name}"] if f"spend_{name}" in rows.columns else null
        for name, null in _no_amount().items()
    }
    found = rows.select(**columns)
    found = found.filter(found.key.notnull())
    of_file = ibis.window(group_by="file_id")
    same = ibis.window(group_by=["file_id", "key"])
    found = found.mutate(
        same_count=found.key.count().over(same),
        **{
            f"has_{name}": found[f"text_{name}"].notnull().any().over(of_file)
            for name in noun.texts
        },
    )
    anywhere = ibis.window(group_by=["archive", "key"])
    return found.mutate(is_double=found.same_count.max().over(anywhere) > 1)


def amounts(store: Store, noun: Thing) -> ir.Table:
    """What stands on the lines in every currency: file_id, line, currency (empty if not published),
    is_primary, lo, hi, kind, step."""
    if noun.table == "ads":
        rows = store.table("ads").mutate(is_primary=ibis.literal(True))
    else:
        rows = store.table("spend_observations")
        rows = rows.filter(rows.scope == (noun.scope or noun.amount_scope))
    return rows.select(
        "file_id", "line", "is_primary", currency=rows.spend_currency.fill_null(""),
        **{name: rows[f"spend_{name}"] for name in AMOUNT},
    )  # fmt: skip


def impressions(store: Store) -> ir.Table:
    """The number of times that ads were shown, in the columns of :func:`amounts`."""
    rows = store.table("ads")
    return rows.select(
        "file_id", "line", is_primary=ibis.literal(True), currency=ibis.literal(""),
        lo=rows.impressions_lo.cast("decimal(18, 2)"), hi=rows.impressions_hi.cast("decimal(18, 2)"),
        kind=rows.impressions_kind, step=ibis.null("decimal(18, 2)"),
    )  # fmt: skip


def _rows(store: Store, noun: Thing) -> ir.Table:
    rows = store.table(noun.table)
    if noun.scope:
        rows = rows.filter(rows.scope == noun.scope)
        return _one_a_line(rows)
    if noun.amount_scope:
        money = store.table("spend_observations")
        money = _one_a_line(money.filter(money.scope == noun.amount_scope)).select(
            "file_id", "line", "spend_lo", "spend_hi", "spend_kind", "spend_step", "spend_currency"
        )
        return rows.left_join(money, ["file_id", "line"], rname="money_{name}")
    return rows


def _one_a_line(rows: ir.Table) -> ir.Table:
    """Of the same money in several currencies, the one that the site shows."""
    order = [ibis.desc("is_primary"), ibis.asc("spend_currency")]
    window = ibis.window(group_by=["file_id", "line"], order_by=order)
    rows = rows.mutate(currency_position=ibis.row_number().over(window))
    return rows.filter(rows.currency_position == 0)


def _mapped(store: Store, noun: Thing, rows: ir.Table) -> ir.Table:
    """With ``known_id``: the id, or the new id that the platform's own list gives for it."""
    own = noun.keys[0]
    if not noun.mapping:
        return rows.mutate(known_id=rows[own].cast("string").fill_null(""))
    known = store.table("id_mappings")
    known = known.filter(known.noun == noun.mapping)
    known = known.group_by("old_id").aggregate(mapped_id=known.new_id.min())
    rows = rows.left_join(known, rows[own] == known.old_id)
    return rows.mutate(known_id=ibis.coalesce(rows.mapped_id, rows[own]))


def _no_amount() -> dict[str, ir.Value]:
    money = ibis.null("decimal(18, 2)")
    text = ibis.null("string")
    return {"lo": money, "hi": money, "kind": text, "step": money, "currency": text}
