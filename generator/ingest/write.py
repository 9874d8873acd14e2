"""The tables of the store from typed rows: mapped by the adapters, completed, written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.adapters import all_archives
from generator.adapters.source import Archive, References, lookup_table
from generator.ingest.bookkeeping import snapshot_days, write_bookkeeping
from generator.ingest.known import keep_known, known_names
from generator.ingest.plausible_rows import note_implausible
from generator.ingest.recognise import Recognised
from generator.ingest.stage import Progress
from generator.schema import TABLES
from generator.sponsors.identity import payer_tables, sponsor_table, with_payer
from generator.sponsors.link_inputs import LinkInputs
from generator.sponsors.linking import Linked, link
from generator.sponsors.reading import read_tables
from generator.store.tables import Engine, Store, StoreWriter, conform, empty

_SUBJECTS: dict[str, tuple[str, ...]] = {
    "advertisers": ("series_id", "payer_id", "who"),
    "declarations": ("series_id", "advertiser_id", "region_text"),
    "ads": ("platform", "ad_id"),
    "spend_observations": (
        "series_id",
        "scope",
        "payer_id",
        "who",
        "place",
        "place_name",
        "week",
    ),
    "keywords": ("series_id", "region_text", "elections_text", "report_date", "rank"),
    "id_mappings": ("series_id", "noun", "old_id"),
    "committees": ("series_id", "committee_id"),
    "candidates": ("series_id", "candidate_id", "election_year"),
    "state_media": ("series_id", "country_name", "outlet_name"),
}
_PARTS = ("targeting", "ad_places", "excluded_places", "ad_texts", "deliveries")
"""Tables that split the row of an ad."""
"""What a row is about: of rows about the same thing, those of the newest snapshot are latest.

The currency is no part of it: the same money in another currency column is the same thing.
"""


@dataclass(frozen=True)
class Written:
    """A new version of the store, not yet published, and what the linking did."""

    store: Store
    linked: Linked


def write_store(
    engine: Engine,
    writer: StoreWriter,
    raw: Mapping[str, Mapping[str, ir.Table]],
    items: Sequence[Recognised],
    references: References,
    knowledge: LinkInputs,
    roots: Sequence[Path],
    *,
    is_demo: bool,
    progress: Progress,
) -> Written:
    """Write every table of a new version. Raises CheckError if too many payers would be joined."""
    rows = _rows(engine, raw, items, references)
    data = [name for name in TABLES if rows.get(name)]
    whole = {
        name: engine.keep(f"all_{name}", _with_currency(name, union(rows[name])))
        if name in _SUBJECTS
        else union([conform(table, TABLES[name]) for table in rows[name]])
        for name in data
    }
    progress("link", 0, 1)
    seen, payers, names = _keep_payers(engine, whole)
    linked = _link({**whole, "payers": payers, "payer_names": names}, knowledge)
    sponsor_of = engine.keep("sponsor_of", ibis.memtable(_sponsor_ids(linked)))
    progress("link", 1, 1)
    written: dict[str, ir.Table] = {}
    for number, name in enumerate(data):
        progress("write", number, len(data) + 1)
        writer.write(name, [_with_sponsor(whole[name], sponsor_of)])
        written[name] = writer.written(name)
    _write_sponsors(engine, writer, seen, payers, names, linked, sponsor_of)
    if "ads" in written:
        note_implausible(written["ads"], ibis.memtable(snapshot_days(items)), items)
    write_bookkeeping(writer, written, items)
    for name in TABLES:
        if not (writer.folder / f"{name}.parquet").exists():
            writer.write(name, [])
    progress("write", len(data) + 1, len(data) + 1)
    store = writer.finish(is_demo=is_demo, roots=[root.resolve() for root in roots])
    return Written(store, linked)


def _keep_payers(
    engine: Engine, whole: Mapping[str, ir.Table]
) -> tuple[ir.Table | None, ir.Table, ir.Table]:
    """Where payers were seen (none if nowhere), the payers, and their names; not yet linked."""
    sightings = [_sightings(table) for table in whole.values() if "payer_name" in table.columns]
    if "declarations" in whole:
        # A file of declarations may be all that there is of an advertiser.
        declared = whole["declarations"]
        own = _sightings(
            declared.mutate(
                payer_name=declared.declared_name, advertiser_name=declared.declared_name
            )
        )
        if sightings:
            own = own.anti_join(union(sightings).select("payer_id").distinct(), "payer_id")
        sightings.append(own)
    if not sightings:
        return None, empty("payers"), empty("payer_names")
    # A row of an archive may stand in several tables, and once for each currency: one sighting.
    seen = union(sightings)
    seen = seen.group_by([*_SIGHTING, "file_id", "line"]).aggregate(
        currency=seen.currency.min(), amount=seen.amount.max()
    )
    order = [seen.file_id, seen.line]
    seen = seen.group_by([*_SIGHTING, "currency"]).aggregate(
        row_count=seen.count(),
        amount=seen.amount.sum(),
        file_id=seen.file_id.first(order_by=order),
        line=seen.line.first(order_by=order),
    )
    seen = engine.keep("sightings", seen)
    payers, names = payer_tables(seen)
    return seen, engine.keep("payers", payers), engine.keep("payer_names", names)


def _link(tables: Mapping[str, ir.Table], knowledge: LinkInputs) -> Linked:
    return link(
        read_tables(tables.__getitem__, tables.keys()),
        knowledge.names,
        Engine(),
        knowledge.decisions,
        known_keys=knowledge.known_keys,
    )


def _sponsor_ids(linked: Linked) -> pa.Table:
    columns = {"payer_id": "payer_id", "sponsor_id": "cluster_id"}
    return pa.table({name: pa.array(linked.clusters[own], pa.string()) for name, own in columns.items()})  # fmt: skip


def _with_sponsor(rows: ir.Table, sponsor_of: ir.Table) -> ir.Table:
    if "payer_id" not in rows.columns:
        return rows
    return rows.left_join(sponsor_of, "payer_id").drop("payer_id_right")


def _write_sponsors(
    engine: Engine,
    writer: StoreWriter,
    seen: ir.Table | None,
    payers: ir.Table,
    names: ir.Table,
    linked: Linked,
    sponsor_of: ir.Table,
) -> None:
    """The tables of payers, of their links and of the sponsors that they make."""
    own = engine.keep("linked_payers", payers.inner_join(sponsor_of, "payer_id"))
    writer.write("payers", [own])
    writer.write("payer_names", [names.inner_join(sponsor_of, "payer_id")])
    texts = {
        name: pa.array(linked.links[name], pa.float64() if name == "strength" else pa.string())
        for name in linked.links.columns
    }
    writer.write("payer_links", [ibis.memtable(pa.table(texts))])
    kinds = {
        "sponsor_id": pa.array(linked.kinds["cluster_id"], pa.string()),
        "kind": pa.array(linked.kinds["kind"], pa.string()),
        "kind_source_text": pa.array(linked.kinds["source"], pa.string()),
    }
    known = ibis.memtable(pa.table(kinds))
    writer.write("sponsors", [] if seen is None else [sponsor_table(own, seen, sponsor_of, known)])


def _rows(
    engine: Engine,
    raw: Mapping[str, Mapping[str, ir.Table]],
    items: Sequence[Recognised],
    references: References,
) -> dict[str, list[ir.Table]]:
    """By table: the rows of every archive. Those that keep known sponsors only come last."""
    rows: dict[str, list[ir.Table]] = {}
    known: ir.Table | None = None
    for archive in sorted(all_archives(), key=lambda archive: archive.facts.only_known_sponsors):
        if archive.id not in raw:
            continue
        found: dict[str, Sequence[ir.Table]] = dict(archive.tables(raw[archive.id], references))
        own = [item for item in items if item.archive is archive]
        _note_rejections(own, found.pop("rejections", ()))
        if archive.facts.only_known_sponsors:
            known = _known(engine, rows) if known is None else known
            found = dict(keep_known(found, known, own))
        for name, tables in found.items():
            for number, table in enumerate(tables):
                completed = _completed(name, table, archive)
                view = engine.view(f"{archive.id}_{name}_{number}", completed)
                rows.setdefault(name, []).append(view)
    return rows


def _note_rejections(items: Sequence[Recognised], tables: Sequence[ir.Table]) -> None:
    """Note with their files the rows that an adapter leaves out."""
    by_id = {item.file.file_id: item for item in items}
    for table in tables:
        rows = table.select("file_id", "line", "reason").order_by(["file_id", "line"])
        for row in rows.to_pyarrow().to_pylist():
            by_id[row["file_id"]].rejections.append((int(row["line"]), row["reason"]))


def _known(engine: Engine, rows: Mapping[str, Sequence[ir.Table]]) -> ir.Table:
    """The names of all payers and advertisers in these tables."""
    named = [
        table.select("payer_name", "advertiser_name").distinct()
        for tables in rows.values()
        for table in tables
        if {"payer_name", "advertiser_name"} <= set(table.columns)
    ]
    if not named:
        return lookup_table([], {"key": "string"})
    return engine.keep("known_names", known_names(union(named)))


def union(tables: Sequence[ir.Table]) -> ir.Table:
    """One table below the other."""
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def _with_currency(name: str, rows: ir.Table) -> ir.Table:
    """Add is_current and is_latest."""
    absent = {
        column: ibis.null("string")
        for column in ("advertiser_id", "advertiser_name", "region_text", "elections_text")
        if column not in rows.columns
    }
    rows = rows.mutate(**absent)
    if name == "spend_observations":
        # The place of an advertiser's total or week is only said of the advertiser: it may change.
        is_place = ~rows.scope.isin(["advertiser_total", "advertiser_week"])
        rows = rows.mutate(
            place=is_place.ifelse(rows.place_code, ibis.null("string")),
            week=(rows.scope == "advertiser_week").ifelse(
                rows.period_start_date, ibis.null("date")
            ),
        )
    rows = rows.mutate(who=ibis.coalesce(rows.advertiser_id, rows.advertiser_name))
    if name == "ads":
        return _with_current_ad(rows)
    newest = rows.taken_on_date.max().over(ibis.window(group_by=_SUBJECTS[name]))
    return rows.mutate(is_latest=rows.taken_on_date == newest, is_current=rows.file_is_current)


def _with_current_ad(rows: ir.Table) -> ir.Table:
    """Of an ad that stands in several files, one row counts: that of the newest file, but one of
    a file that is current before any other. Of files of one day, that of the lower rank counts."""
    order = [
        ibis.desc("file_is_current"),
        ibis.desc("taken_on_date"),
        ibis.asc("file_rank"),
        ibis.asc("file_label"),
        ibis.asc("line"),
    ]
    window = ibis.window(group_by=_SUBJECTS["ads"], order_by=order)
    rows = rows.mutate(position=ibis.row_number().over(window))
    is_first = rows.position == 0
    rows = rows.mutate(is_latest=is_first, is_current=rows.file_is_current & is_first)
    group = ibis.coalesce(rows.group_id, rows.ad_id)
    order = [ibis.desc("is_latest"), ibis.asc("ad_id"), ibis.asc("file_label")]
    window = ibis.window(group_by=[rows.platform, group], order_by=order)
    first = rows.mutate(group_position=ibis.row_number().over(window))
    return first.mutate(is_group_first=first.group_id.isnull() | (first.group_position == 0))


_WORKING = {
    "file_label": "string",
    "series_id": "string",
    "file_is_current": "boolean",
    "file_rank": "int64",
    "taken_on_date": "date",
    "identity_basis": "string",
}


def _completed(name: str, rows: ir.Table, archive: Archive) -> ir.Table:
    """Give rows of one adapter every field of their table, and the payer."""
    table = TABLES[name]
    columns = set(table.names)
    if "payer_status" in columns:
        rows = rows.mutate(
            **{
                column: rows[column] if column in rows.columns else ibis.null("string")
                for column in ("advertiser_id", "advertiser_name", "payer_name")
            }
        )
        rows = with_payer(rows)
    elif name == "declarations":
        rows = with_payer(
            rows.mutate(advertiser_name=rows.declared_name, payer_name=rows.declared_name)
        )
    if "is_primary" in columns and "is_primary" not in rows.columns:
        rows = rows.mutate(is_primary=ibis.literal(True))
    if name in _PARTS:
        return rows.mutate(platform=ibis.literal(archive.platform))
    if name == "ads":
        rows = _completed_ads(rows)
    fields = {field.name: field.type for field in table.fields} | _WORKING
    return rows.select(
        **{
            column: (rows[column] if column in rows.columns else ibis.null("string")).cast(kind)
            for column, kind in fields.items()
            if column not in ("is_current", "is_latest", "is_group_first", "sponsor_id")
        }
    )


def _completed_ads(rows: ir.Table) -> ir.Table:
    """Amounts of which an archive says nothing are unknown; an ad may never have been shown."""
    absent = {
        f"{prefix}_kind": ibis.literal("unknown")
        for prefix in ("spend", "impressions", "audience", "reach")
        if f"{prefix}_kind" not in rows.columns
    }
    rows = rows.mutate(**absent)
    if "impressions_hi" not in rows.columns:
        return rows.mutate(is_never_shown=ibis.literal(False))
    is_none = (rows.impressions_kind == "exact") & (rows.impressions_hi == 0)
    return rows.mutate(is_never_shown=is_none.fill_null(False))


_SIGHTING = (
    "payer_id", "platform", "identity_basis", "advertiser_id", "advertiser_name", "payer_name",
    "taken_on_date",
)  # fmt: skip


def _sightings(rows: ir.Table) -> ir.Table:
    """Rows that name a payer, with the amount that speaks for the name, if they have one: the
    lower bound in the archive's first currency. The amounts of a group of ads count once."""
    named = rows.filter(rows.payer_id.notnull())
    amount, currency = ibis.null("decimal(38, 2)"), ibis.null("string")
    if "spend_lo" in named.columns:
        counts = named.spend_lo.notnull()
        for flag in ("is_primary", "is_group_first"):
            counts = counts & named[flag] if flag in named.columns else counts
        amount = counts.ifelse(named.spend_lo, None).cast("decimal(38, 2)")
        currency = counts.ifelse(named.spend_currency.fill_null(""), None)
    return named.select(*_SIGHTING, "file_id", "line", amount=amount, currency=currency)
