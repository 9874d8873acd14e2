"""Google's political ads transparency bundle: a zip of CSV files, renewed at least weekly.

Source: the download on the Political Advertising page of Google's transparency report.
History of the format: 2018 one dollar column and US districts; by June 2019 one column for
each of 12 currencies, ``Regions`` and ``Elections``; by 2025 20 currencies and new advertiser
ids of 20 digits, none of which occurs before; keywords ended in December 2019. Amounts are
rounded (dollars to 100, euro and pounds to 50, others as observed). The bundle has no ad text.
"""

from collections.abc import Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from generator.adapters.google.creatives import (
    CREATIVE_STATS,
    creative_notes,
    creative_tables,
)
from generator.adapters.google.facts import BEGAN, CHOICE_FORM, ID_LINKS
from generator.adapters.google.places import place_notes, rows_by_place
from generator.adapters.google.regions import amounts, unknown_regions, with_regions
from generator.adapters.source import (
    ADVERTISER_ID,
    CREATIVE_ID,
    IGNORED,
    ISO_DATE,
    Archive,
    Column,
    ColumnFamily,
    FileFacts,
    Kind,
    Note,
    RawTables,
    References,
    Source,
    Tally,
    with_absent,
)
from generator.schema.archive_facts import (
    AGE,
    GENDER,
    NOTHING_SAID,
    PLACE,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)
from generator.text.language import mark

_OBSERVED = "spend_observations.spend_lo"
_SPEND = ColumnFamily(r"Spend_([A-Z]{3})", "spend", Kind.INTEGER, _OBSERVED)
_SPEND_2018 = Column("spend__USD", Kind.INTEGER, measure=_OBSERVED)

ADVERTISER_STATS = Source(
    part="advertiser-stats",
    name_pattern=r"google-political-ads-advertiser-stats\.csv",
    signature=frozenset({"Advertiser_ID", "Public_IDs_List", "Total_Creatives"}),
    required=frozenset(
        {"advertiser_id", "advertiser_name", "public_ids_text", "ad_count", "spend"}
    ),
    columns={
        "Advertiser_ID": Column("advertiser_id", Kind.ID, ADVERTISER_ID),
        "Advertiser_Name": Column("advertiser_name"),
        "Public_IDs_List": Column("public_ids_text"),
        "Regions": Column("regions_text"),
        "Elections": Column("elections_text"),
        "Total_Creatives": Column("ad_count", Kind.INTEGER, measure="advertisers.ad_count"),
        "Total_Spend_USD": _SPEND_2018,
    },
    families=(_SPEND,),
)
WEEKLY_SPEND = Source(
    part="weekly-spend",
    name_pattern=r"google-political-ads-advertiser-weekly-spend\.csv",
    signature=frozenset({"Advertiser_ID", "Week_Start_Date"}),
    required=frozenset({"advertiser_id", "advertiser_name", "week_start_date", "spend"}),
    dating_column="Week_Start_Date",
    columns={
        "Advertiser_ID": Column("advertiser_id", Kind.ID, ADVERTISER_ID),
        "Advertiser_Name": Column("advertiser_name"),
        "Election_Cycle": Column("cycle", values=frozenset({"US-Federal-2018"})),
        "Week_Start_Date": Column("week_start_date", Kind.DATE, ISO_DATE, filled=True),
    },
    families=(_SPEND,),
)
GEO_SPEND = Source(
    part="geo-spend",
    name_pattern=r"google-political-ads-geo-spend\.csv",
    signature=frozenset(
        {"Country", "Country_Subdivision_Primary", "Country_Subdivision_Secondary"}
    ),
    required=frozenset({"subdivision", "district", "spend"}),
    needs={"Country_Subdivision_Primary": "Country"},
    columns={
        "Country": Column("country", filled=True),
        "Country_Subdivision_Primary": Column("subdivision"),
        "Country_Subdivision_Secondary": Column("district"),
        "State": Column("subdivision", filled=True),
        "Congressional_District": Column("district"),
        "Total_Spend_USD": _SPEND_2018,
    },
    families=(_SPEND,),
)
ADVERTISER_GEO_SPEND = Source(
    part="advertiser-geo-spend",
    name_pattern=r"google-political-ads-advertiser-geo-spend\.csv",
    signature=frozenset({"Advertiser_ID", "Country", "Country_Subdivision_Primary"}),
    required=frozenset({"advertiser_id", "advertiser_name", "country", "subdivision", "spend"}),
    columns={
        "Advertiser_ID": Column("advertiser_id", Kind.ID, ADVERTISER_ID),
        "Advertiser_Name": Column("advertiser_name"),
        "Country": Column("country", filled=True),
        "Country_Subdivision_Primary": Column("subdivision"),
    },
    families=(_SPEND,),
)
DECLARED_STATS = Source(
    part="advertiser-declared-stats",
    name_pattern=r"google-political-ads-advertiser-declared-stats\.csv",
    signature=frozenset({"Advertiser_ID", "Advertiser_Declared_Name"}),
    required=frozenset({"advertiser_id", "region_text", "declared_name"}),
    columns={
        "Advertiser_ID": Column("advertiser_id", Kind.ID, ADVERTISER_ID, filled=True),
        "Region": Column("region_text"),
        "Advertiser_Declared_Name": Column("declared_name"),
        "Advertiser_Declared_Regulatory_ID": Column("regulatory_id_text"),
        "Advertiser_Declared_Scope": Column("declared_scope"),
        "Advertiser_Declared_Promoter_Name": Column("promoter_name"),
        "Advertiser_Declared_Promoter_Address": IGNORED("a street address", personal=True),
    },
    ignored_patterns={
        r"NZ_.*": IGNORED("declarations for New Zealand, with addresses", personal=True)
    },
)
_KEYWORD_COLUMNS = {
    name.format(rank): Column(f"{kind}_{rank}", Kind.TEXT if kind == "keyword" else Kind.INTEGER)
    for rank in range(1, 7)
    for kind, name in (("keyword", "Keyword_{}"), ("spend", "Spend_USD_{}"), ("spend", "Spend_{}"))
}
TOP_KEYWORDS = Source(
    part="top-keywords",
    name_pattern=r"google-political-ads-top-keywords-history\.csv",
    signature=frozenset({"Report_Date", "Keyword_1"}),
    required=frozenset({"report_date"} | {column.name for column in _KEYWORD_COLUMNS.values()}),
    columns={
        "Election_Cycle": IGNORED("deprecated by Google: see Elections"),
        "Region": Column("region_text"),
        "Elections": Column("elections_text"),
        "Report_Date": Column("report_date", Kind.DATE, ISO_DATE, filled=True),
        **_KEYWORD_COLUMNS,
    },
)
UPDATED = Source(
    part="updated",
    name_pattern=r"google-political-ads-updated\.csv",
    signature=frozenset({"Report_Data_Updated_Date"}),
    columns={
        "Report_Data_Updated_Date": IGNORED("read as the date of the snapshot"),
        "Report_Data_Updated_Time_PT": IGNORED("the hour of that date"),
    },
    dating_column="Report_Data_Updated_Date",
    skip_reason="gives the date of the bundle it lies beside",
)
ADVERTISER_IDS = Source(
    part="advertiser-id-mapping",
    name_pattern=r"advertiser_id_mapping\.csv",
    signature=frozenset({"OldAdvertiserId", "NewAdvertiserId"}),
    columns={
        "OldAdvertiserId": Column("old_id", Kind.ID, ADVERTISER_ID, filled=True),
        "NewAdvertiserId": Column("new_id", Kind.ID, ADVERTISER_ID, filled=True),
    },
    required=frozenset({"old_id", "new_id"}),
)
CREATIVE_IDS = Source(
    part="creative-id-mapping",
    name_pattern=r"creative_id_mapping\.csv",
    signature=frozenset({"OldCreativeId", "NewCreativeId"}),
    columns={
        "OldCreativeId": Column("old_id", Kind.ID, CREATIVE_ID, filled=True),
        "NewCreativeId": Column("new_id", Kind.ID, CREATIVE_ID, filled=True),
    },
    required=frozenset({"old_id", "new_id"}),
)
CAMPAIGN_TARGETING = Source(
    part="campaign-targeting",
    name_pattern=r"google-political-ads-campaign-targeting\.csv",
    signature=frozenset({"Campaign_ID", "Ads_List"}),
    columns={},
    skip_reason="deprecated by Google: the same choices stand on each ad in creative-stats",
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series=source.part)


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    found: dict[str, list[ir.Table]] = {}
    regions = None
    if ADVERTISER_STATS.part in raw:
        stats = with_absent(raw[ADVERTISER_STATS.part], ("regions_text", "elections_text"))
        stats = with_regions(stats, "spend", references)
        stats = stats.mutate(
            payer_name=stats.advertiser_name, payer_status=ibis.literal("declared")
        )
        regions = stats.filter(stats.regions_text.notnull())
        found["advertisers"] = [stats]
        totals = amounts(stats, "spend", references)
        totals = totals.mutate(
            scope=ibis.literal("advertiser_total"), place_code=totals.only_country
        )
        found["spend_observations"] = [totals]
    observations = found.setdefault("spend_observations", [])
    if WEEKLY_SPEND.part in raw:
        observations.append(_weekly(raw[WEEKLY_SPEND.part], regions, references))
    if GEO_SPEND.part in raw:
        observations.append(rows_by_place(raw[GEO_SPEND.part], "place_total", references))
    if ADVERTISER_GEO_SPEND.part in raw:
        rows = rows_by_place(raw[ADVERTISER_GEO_SPEND.part], "advertiser_place", references)
        rows = rows.mutate(payer_name=rows.advertiser_name, payer_status=ibis.literal("declared"))
        observations.append(rows)
    if CREATIVE_STATS.part in raw:
        found.update(creative_tables(raw[CREATIVE_STATS.part], references))
    if DECLARED_STATS.part in raw:
        found["declarations"] = [raw[DECLARED_STATS.part]]
    if TOP_KEYWORDS.part in raw:
        found["keywords"] = _keywords(raw[TOP_KEYWORDS.part])
    for source, noun in ((ADVERTISER_IDS, "advertiser"), (CREATIVE_IDS, "creative")):
        if source.part in raw:
            rows = raw[source.part].mutate(noun=ibis.literal(noun))
            found.setdefault("id_mappings", []).append(rows)
    return found


def _weekly(raw: ir.Table, stats: ir.Table | None, references: References) -> ir.Table:
    """Weekly rows carry no region: taken from the cycle, else from the advertiser's statistics."""
    if stats is not None:
        newest = stats.group_by("advertiser_id").aggregate(
            known_regions=stats.regions_text.argmax(stats.taken_on_date)
        )
        raw = raw.left_join(newest, "advertiser_id").drop("advertiser_id_right")
    else:
        raw = raw.mutate(known_regions=ibis.null("string"))
    is_us = raw.cycle.startswith("US-") if "cycle" in raw.columns else ibis.literal(False)
    raw = raw.mutate(
        regions_text=is_us.fill_null(False).ifelse(ibis.literal("US"), raw.known_regions)
    )
    rows = amounts(with_regions(raw, "spend", references), "spend", references)
    return rows.mutate(
        scope=ibis.literal("advertiser_week"),
        place_code=rows.only_country,
        payer_name=rows.advertiser_name,
        payer_status=ibis.literal("declared"),
        period_start_date=rows.week_start_date,
        period_end_date=rows.week_start_date + ibis.interval(days=6),
    )


def _keywords(raw: ir.Table) -> list[ir.Table]:
    ranks = []
    for rank in range(1, 7):
        keyword, spend = raw[f"keyword_{rank}"], raw[f"spend_{rank}"]
        rows = raw.filter(keyword.notnull())
        ranks.append(
            rows.mutate(
                rank=ibis.literal(rank, type="int64"),
                keyword=keyword,
                spend_lo=spend,
                spend_hi=spend,
                spend_kind=spend.notnull().ifelse("rounded", "unknown"),
                spend_currency=ibis.literal("USD"),
            )
        )
    return ranks


def _notes(raw: RawTables, references: References) -> list[Note]:
    found: list[Note] = []
    if CREATIVE_STATS.part in raw:
        found += creative_notes(raw[CREATIVE_STATS.part], references)
    if ADVERTISER_STATS.part in raw and "regions_text" in raw[ADVERTISER_STATS.part].columns:
        found += unknown_regions(raw[ADVERTISER_STATS.part], references)
    for source in (GEO_SPEND, ADVERTISER_GEO_SPEND):
        if source.part in raw:
            found += place_notes(raw[source.part], references)
    return found


FACTS = ArchiveFacts(
    copies=Copies.WHOLE,
    spend=Spend.TOTALS,
    payers=Payers.ADVERTISER,
    choices=(AGE, GENDER, PLACE),
    choice_form=CHOICE_FORM,
    blank=Blank.NO_CHOICE_AT_ALL,
    by_year=False,
    began=BEGAN,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=ID_LINKS,
    says=replace(
        NOTHING_SAID,
        on_races=mark(
            "Weekly amounts of each advertiser, where the bundle read has them. Its totals run over all years, and fit no cycle."
        ),
        on_named_elections=mark(
            "Until 2019 it named the elections in which an advertiser was verified."
        ),
        limits=(
            mark(
                "Google publishes no ad text and rounds every total. It gives each in twenty currencies: shown is that of the regions for which it lists the advertiser."
            ),
            mark(
                "Advertiser ids changed between 2019 and 2025: earlier years of the same payer may stand under another id."
            ),
        ),
        limits_of_states=mark(
            "Google gives amounts by state for the United States only, and by congressional "
            "district without saying who paid."
        ),
    ),
)
ARCHIVE = Archive(
    "google-bundle",
    "google",
    FACTS,
    (
        ADVERTISER_STATS,
        WEEKLY_SPEND,
        GEO_SPEND,
        ADVERTISER_GEO_SPEND,
        CREATIVE_STATS,
        DECLARED_STATS,
        TOP_KEYWORDS,
        UPDATED,
        ADVERTISER_IDS,
        CREATIVE_IDS,
        CAMPAIGN_TARGETING,
    ),
    _describe,
    _tables,
    notes=_notes,
)
