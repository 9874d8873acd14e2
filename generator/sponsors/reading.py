"""The linking's input from the tables of the store.

``table`` is any function from a table's name to its rows, so that the same works on a finished
store (:meth:`generator.store.Store.table`) and while one is written.
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir
import pandas as pd
import tldextract

from generator.sponsors.payers import PayerTables

_SUFFIXES = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
)
"""The list of public suffixes that the package brings along; nothing is downloaded. Hosts that give
everybody a name below their own count as suffixes, so that two shops of one host are two sites."""
Tables = Callable[[str], ir.Table]


def read_tables(table: Tables) -> PayerTables:
    """All that the linking needs, as small frames: one row for each payer and value."""
    payers = table("payers").select("payer_id", "platform", "identity_basis", "first_seen_date")
    return PayerTables(
        payers=_frame(payers),
        names=_frame(_names(table)),
        registrations=_frame(_registrations(table)),
        places=_frame(_places(table)),
        sites=_sites(table),
        weeks=_frame(_weeks(table)),
        mappings=_frame(_mappings(table), "old_payer_id"),
        committees=_frame(_committees(table), "committee_id"),
        candidates=_frame(_candidates(table), "candidate_id"),
    )


def registrable_domain(url: str) -> str | None:
    """The part of an address that somebody registered: ``example.co.uk`` of its pages."""
    return _SUFFIXES(url).top_domain_under_public_suffix or None


def _names(table: Tables) -> ir.Table:
    names = table("payer_names")
    return names.filter(names.role == "payer").select("payer_id", "name").distinct()


def _registrations(table: Tables) -> ir.Table:
    columns = ("payer_id", "text", "file_id", "line")
    parts = []
    for name, field in (
        ("advertisers", "public_ids_text"),
        ("declarations", "regulatory_id_text"),
        ("ads", "committee_text"),
    ):
        rows = table(name)
        rows = rows.filter(rows[field].notnull() & rows.payer_id.notnull())
        window = ibis.window(group_by=["payer_id", rows[field]], order_by=[rows.file_id, rows.line])
        rows = rows.mutate(text=rows[field], position=ibis.row_number().over(window))
        first = rows.filter(rows.position == 0)
        parts.append(first.select(*columns))
    return ibis.union(*parts)


def _places(table: Tables) -> ir.Table:
    listed = table("advertisers")
    listed = listed.filter(listed.country_codes.notnull() & listed.payer_id.notnull())
    listed = listed.select("payer_id", place_code=listed.country_codes.split(" ").unnest())
    spent = table("spend_observations").select("payer_id", "place_code")
    ads = table("ads")
    own = ads.filter(ads.country_codes.notnull())
    own = own.select("payer_id", place_code=own.country_codes.split(" ").unnest())
    of_ads = table("ad_places").select("file_id", "line", "place_code")
    shown = of_ads.join(ads.select("payer_id", "file_id", "line"), ["file_id", "line"])
    parts = [listed, spent, own, shown.select("payer_id", "place_code")]
    rows = ibis.union(*parts)
    return rows.filter(rows.payer_id.notnull() & rows.place_code.notnull()).distinct()


def _weeks(table: Tables) -> ir.Table:
    spent = table("spend_observations")
    weeks = spent.filter(spent.period_start_date.notnull()).select(
        "payer_id",
        begin=spent.period_start_date,
        end=ibis.coalesce(spent.period_end_date, spent.period_start_date),
    )
    ads = table("ads")
    shown = ads.filter(ads.first_shown_date.notnull()).select(
        "payer_id",
        begin=ads.first_shown_date,
        end=ibis.greatest(
            ibis.coalesce(ads.last_shown_date, ads.first_shown_date), ads.first_shown_date
        ),
    )
    rows = weeks.union(shown)
    rows = rows.filter(rows.payer_id.notnull())
    return rows.group_by("payer_id").aggregate(
        first_date=rows.begin.min(), last_date=rows.end.max()
    )


def _sites(table: Tables) -> pd.DataFrame:
    ads = table("ads")
    rows = ads.filter(ads.landing_url.notnull() & ads.payer_id.notnull())
    found = _frame(rows.select("payer_id", url=rows.landing_url).distinct())
    hosts = {url: registrable_domain(url) for url in found["url"].unique()}
    found["site"] = found["url"].map(hosts)
    return found.dropna(subset=["site"])[["payer_id", "site"]].drop_duplicates()


def _mappings(table: Tables) -> ir.Table:
    rows = table("id_mappings")
    rows = rows.filter(rows.noun == "advertiser")
    return rows.select(
        old_payer_id=rows.platform + "/" + rows.old_id,
        new_payer_id=rows.platform + "/" + rows.new_id,
        file_id=rows.file_id,
        line=rows.line,
    )


def _committees(table: Tables) -> ir.Table:
    rows = table("committees")
    return rows.filter(rows.is_latest).select(
        "committee_id",
        "committee_name",
        "candidate_id",
        "type_code",
        "designation_code",
        "file_id",
        "line",
    )


def _candidates(table: Tables) -> ir.Table:
    return table("candidates").select("candidate_id", "candidate_name").distinct()


def _frame(rows: ir.Table, key: str = "payer_id") -> pd.DataFrame:
    frame = rows.to_pandas()
    texts = {name: object for name, kind in rows.schema().items() if kind.is_string()}
    return frame.astype(texts).sort_values(
        [key, *[c for c in frame.columns if c != key]], ignore_index=True
    )
