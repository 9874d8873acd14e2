"""The linking's input from the tables of the store.

``table`` is any function from a table's name to its rows, so that the same works on a finished
store (:meth:`generator.store.tables.Store.table`) and while one is written.
"""

from collections.abc import Callable, Collection, Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import tldextract

from generator.sponsors.payers import PayerTables

_SUFFIXES = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)
"""The list of public suffixes that the package brings along; nothing is downloaded. Hosts that give
everybody a name below their own count as suffixes, so that two shops of one host are two sites."""
Tables = Callable[[str], ir.Table]


def read_tables(table: Tables, known: Collection[str] | None = None) -> PayerTables:
    """All that the linking needs, as small frames: one row for each payer and value.

    ``known`` are the tables that have rows, if that is known: the others are not asked.
    """

    def rows(name: str) -> ir.Table | None:
        return table(name) if known is None or name in known else None

    return PayerTables(
        payers=_payers(rows),
        names=_names(rows),
        registrations=_registrations(rows),
        places=_places(rows),
        sites=_sites(rows),
        weeks=_weeks(rows),
        mappings=_mappings(rows),
        committees=_committees(rows),
        candidates=_candidates(rows),
        outlets=_outlets(rows),
    )


def registrable_domain(url: str) -> str | None:
    """The part of an address that somebody registered: ``example.co.uk`` of its pages."""
    return _SUFFIXES(url).top_domain_under_public_suffix or None


Rows = Callable[[str], ir.Table | None]


def _payers(rows: Rows) -> pd.DataFrame:
    columns = ("payer_id", "platform", "identity_basis", "first_seen_date")
    payers = rows("payers")
    return _frame(columns, [] if payers is None else [payers.select(*columns)])


def _names(rows: Rows) -> pd.DataFrame:
    columns = ("payer_id", "name")
    names = rows("payer_names")
    return _frame(
        columns,
        [] if names is None else [names.filter(names.role == "payer").select(*columns).distinct()],
    )


def _registrations(rows: Rows) -> pd.DataFrame:
    """Each text with its first row in each table."""
    columns = ("payer_id", "text", "file_id", "line")
    parts = []
    for name, field in (
        ("advertisers", "public_ids_text"),
        ("declarations", "regulatory_id_text"),
        ("ads", "committee_text"),
    ):
        found = rows(name)
        if found is not None:
            found = found.filter(found[field].notnull() & found.payer_id.notnull())
            order = [found.file_id, found.line]
            window = ibis.window(group_by=["payer_id", found[field]], order_by=order)
            found = found.mutate(text=found[field], position=ibis.row_number().over(window))
            parts.append(found.filter(found.position == 0).select(*columns))
    return _frame(columns, parts)


def _places(rows: Rows) -> pd.DataFrame:
    columns = ("payer_id", "place_code")
    parts = []
    for name in ("advertisers", "ads"):
        listed = rows(name)
        if listed is not None:
            listed = listed.filter(listed.country_codes.notnull()).select(
                "payer_id", "country_codes"
            )
            codes = listed.distinct().country_codes.split(" ").unnest()
            parts.append(listed.distinct().select("payer_id", place_code=codes))
    spent, ads, of_ads = rows("spend_observations"), rows("ads"), rows("ad_places")
    if spent is not None:
        parts.append(spent.select(*columns))
    if ads is not None and of_ads is not None:
        places = of_ads.filter(of_ads.basis != "targeted_part")
        places = places.select("file_id", "line", "place_code")
        shown = places.join(
            ads.select("payer_id", "platform", "file_id", "line"), ["file_id", "line"]
        )
        # An advertiser of Google's is known by all that it spent, and the archives hold few of its
        # ads: the states that some of them were aimed at are not where it is at home.
        is_home = (shown.platform != "google") | ~shown.place_code.contains("-")
        parts.append(shown.filter(is_home).select(*columns))
    found = [part.drop_null() for part in parts]
    return _frame(columns, found if len(found) > 1 else [part.distinct() for part in found])


def _weeks(rows: Rows) -> pd.DataFrame:
    """First and last known day of activity."""
    parts = []
    spent, ads = rows("spend_observations"), rows("ads")
    if spent is not None:
        begin = spent.period_start_date
        end = ibis.coalesce(spent.period_end_date, begin)
        parts.append(spent.select("payer_id", begin=begin, end=end))
    if ads is not None:
        begin = ads.first_shown_date
        end = ibis.greatest(ibis.coalesce(ads.last_shown_date, begin), begin)
        parts.append(ads.select("payer_id", begin=begin, end=end))
    columns = ("payer_id", "first_date", "last_date")
    if not parts:
        return _frame(columns, [])
    known = parts[0] if len(parts) == 1 else ibis.union(*parts)
    known = known.filter(known.payer_id.notnull() & known.begin.notnull())
    span = {"first_date": known.begin.min(), "last_date": known.end.max()}
    return _frame(columns, [known.group_by("payer_id").aggregate(**span)])


def _sites(rows: Rows) -> pd.DataFrame:
    ads, columns = rows("ads"), ("payer_id", "url")
    parts = []
    if ads is not None:
        led = ads.filter(ads.landing_url.notnull() & ads.payer_id.notnull())
        parts.append(led.select("payer_id", url=led.landing_url).distinct())
    found = _frame(columns, parts)
    hosts = {url: registrable_domain(url) for url in found["url"].unique()}
    found["site"] = found["url"].map(hosts)
    return found.dropna(subset=["site"])[["payer_id", "site"]].drop_duplicates()


def _mappings(rows: Rows) -> pd.DataFrame:
    columns = ("old_payer_id", "new_payer_id", "file_id", "line")
    found = rows("id_mappings")
    if found is None:
        return _frame(columns, [])
    found = found.filter(found.noun == "advertiser")
    return _frame(
        columns,
        [
            found.select(
                old_payer_id=found.platform + "/" + found.old_id,
                new_payer_id=found.platform + "/" + found.new_id,
                file_id=found.file_id,
                line=found.line,
            )
        ],
    )


def _committees(rows: Rows) -> pd.DataFrame:
    """What every copy of the register says of a committee, each thing with the newest row of it."""
    said = ("committee_id", "committee_name", "candidate_id", "type_code", "designation_code")
    columns = (*said, "file_id", "line", "is_latest", "snapshot_id")
    found = rows("committees")
    if found is None:
        return _frame(columns, [])
    order = [
        ibis.desc("is_latest"),
        ibis.desc("snapshot_id"),
        ibis.asc("file_id"),
        ibis.asc("line"),
    ]
    window = ibis.window(group_by=said, order_by=order)
    ranked = found.mutate(position=ibis.row_number().over(window))
    return _frame(columns, [ranked.filter(ranked.position == 0).select(*columns)])


def _candidates(rows: Rows) -> pd.DataFrame:
    columns = ("candidate_id", "candidate_name")
    found = rows("candidates")
    return _frame(columns, [] if found is None else [found.select(*columns).distinct()])


def _outlets(rows: Rows) -> pd.DataFrame:
    """Accounts on X that have the handle of an outlet: who runs an account pays for its ads, as far
    as X says. A name alone is no such sign."""
    columns = ("payer_id", "outlet_name", "file_id", "line")
    outlets, names, payers = rows("state_media"), rows("payer_names"), rows("payers")
    if outlets is None or names is None or payers is None:
        return _frame(columns, [])
    on_x = payers.filter((payers.platform == "x") & (payers.identity_basis == "page"))
    names = names.filter(names.role == "advertiser").semi_join(on_x, "payer_id")
    names = names.select("payer_id", handle=_handle(names.name)).distinct()
    outlets = outlets.filter(outlets.is_current & outlets.x_handle.notnull())
    listed = outlets.select("outlet_name", "file_id", "line", handle=_handle(outlets.x_handle))
    return _frame(columns, [names.inner_join(listed, "handle").select(*columns)])


def _handle(text: ir.StringValue) -> ir.StringValue:
    return text.strip().lower().re_replace("^@", "")


def _frame(columns: Sequence[str], parts: Sequence[ir.Table]) -> pd.DataFrame:
    """The different rows of all parts, sorted; texts as plain objects."""
    if not parts:
        return pd.DataFrame(columns=list(columns), dtype=object)
    rows = parts[0] if len(parts) == 1 else ibis.union(*parts, distinct=True)
    columns_read = {
        name: _texts(column) if pa.types.is_string(column.type) else column.to_pandas()
        for name, column in zip(rows.columns, rows.to_pyarrow().columns, strict=True)
    }
    return pd.DataFrame(columns_read).sort_values(list(columns), ignore_index=True)


def _texts(column: pa.ChunkedArray) -> pd.Series:
    """Texts as Python's own, equal ones kept once: a payer's id stands in a great many rows."""
    encoded = column.combine_chunks().dictionary_encode()
    words = pd.Series([*encoded.dictionary.to_pylist(), None], dtype=object)
    return words.take(encoded.indices.fill_null(len(words) - 1)).reset_index(drop=True)
