"""Google's creative rows: one row for each ad, in the bundle and in exports of the warehouse.

History of the format: the columns of advertiser and dates come in either order; impressions in
five wide buckets, later in fine numeric ones; one pair of spend columns for each currency. The
rows have no ad text: the creative is behind ``Ad_URL``.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import aim_notes, aimed_at, left_out
from generator.adapters.google.aims import GoogleAims
from generator.adapters.google.regions import currencies_of, unknown_regions, with_regions
from generator.adapters.source import (
    ADVERTISER_ID,
    CREATIVE_ID,
    IGNORED,
    ISO_DATE,
    Column,
    ColumnFamily,
    Kind,
    Note,
    References,
    Source,
    distinct_texts,
    lookup_table,
    texts_met,
    with_absent,
)
from generator.schema import NoteKind
from generator.schema.ranges import parse_bucket

AGES = frozenset(
    {"18-24", "25-34", "35-44", "45-54", "55-64", "≥65", "≤18", "Unknown age", "Not targeted"}
)
GENDERS = frozenset({"Male", "Female", "Unknown gender", "Not targeted"})
FORMATS = frozenset({"text", "image", "video"})
CREATIVE_STATS = Source(
    part="creative-stats",
    name_pattern=r"google-political-ads-creative-stats\.csv",
    signature=frozenset({"Ad_ID", "Ad_Type", "Advertiser_ID", "Date_Range_Start", "Impressions"}),
    is_lower_case=False,
    required=frozenset(
        {
            "ad_id",
            "ad_format",
            "advertiser_id",
            "advertiser_name",
            "regions_text",
            "first_shown_date",
            "last_shown_date",
            "impressions",
            "spend_min",
            "spend_max",
        }
    ),
    needs={r"Spend_Range_Min_([A-Z]{3})": r"Spend_Range_Max_\1"},
    dating_column="Date_Range_End",
    columns={
        "": IGNORED("row number that a data frame library wrote"),
        "Ad_ID": Column("ad_id", Kind.ID, CREATIVE_ID, filled=True),
        "Ad_URL": Column("ad_url"),
        "Ad_Type": Column("ad_format"),
        "Regions": Column("regions_text"),
        "Advertiser_ID": Column("advertiser_id", Kind.ID, ADVERTISER_ID),
        "Advertiser_Name": Column("advertiser_name"),
        "Ad_Campaigns_List": IGNORED("deprecated by Google, blank"),
        "Date_Range_Start": Column("first_shown_date", Kind.DATE, ISO_DATE),
        "Date_Range_End": Column("last_shown_date", Kind.DATE, ISO_DATE),
        "Num_of_Days": Column("shown_day_count", Kind.INTEGER, measure="ads.shown_day_count"),
        "Impressions": Column("impressions", Kind.BUCKET),
        "Spend_USD": IGNORED("deprecated by Google: the same bucket as text"),
        "First_Served_Timestamp": IGNORED("the hour of Date_Range_Start"),
        "Last_Served_Timestamp": IGNORED("the hour of Date_Range_End"),
        "Age_Targeting": Column("age", values=AGES, separator=", "),
        "Gender_Targeting": Column("gender", values=GENDERS, separator=", "),
        "Geo_Targeting_Included": Column("place"),
        "Geo_Targeting_Excluded": Column("place_excluded"),
    },
    families=(
        ColumnFamily(r"Spend_Range_Min_([A-Z]{3})", "spend_min", Kind.INTEGER),
        ColumnFamily(r"Spend_Range_Max_([A-Z]{3})", "spend_max", Kind.INTEGER),
    ),
)


def creative_notes(raw: ir.Table, references: References) -> list[Note]:
    """What is new in creative rows, and the places in them from which no code can be told."""
    rows = with_absent(raw, ("place", "place_excluded"))
    rows = with_regions(rows, "spend_min", references)
    aims = {"place": "Geo_Targeting_Included", "place_excluded": "Geo_Targeting_Excluded"}
    unknown = aim_notes(rows, aims, GoogleAims(references))
    return (
        unknown
        + unknown_regions(raw, references)
        + [
            met.note(NoteKind.UNKNOWN_VALUE, "Ad_Type", "ad_format")
            for met in texts_met(raw, "ad_format", by_file=True)
            if met.text.casefold() not in FORMATS
        ]
    )


def creative_tables(raw: ir.Table, references: References) -> dict[str, list[ir.Table]]:
    """Rows for ads, targeting and ad_places from creative-stats rows."""
    raw = with_absent(raw, ("ad_url", "age", "gender", "place", "place_excluded"))
    keyed = with_regions(raw, "spend_min", references)
    codes = currencies_of(raw, "spend_min")
    impressions = _bucket_table(distinct_texts(raw.impressions), "impressions")
    keyed = keyed.left_join(impressions, keyed.impressions == impressions.text).drop("text")

    def pick(prefix: str) -> ir.Value:
        branches = [(keyed.primary == code, keyed[f"{prefix}__{code}"]) for code in codes]
        return ibis.cases(*branches, else_=ibis.null("int64"))

    ads = keyed.mutate(high=pick("spend_max"))
    # A maximum alone is a bound from above.
    ads = ads.mutate(
        low=pick("spend_min").fill_null(ads.high.isnull().ifelse(ibis.null("int64"), 0))
    )
    ads = ads.mutate(
        payer_name=ads.advertiser_name,
        payer_status=ibis.literal("declared"),
        ad_format=ads.ad_format.lower(),
        spend_lo=ads.low,
        spend_hi=ads.high,
        spend_kind=ibis.cases(
            (ads.low.isnull(), "unknown"),
            (ads.high.isnull(), "at_least"),
            (ads.low == 0, "at_most"),
            else_="bucket",
        ),
        spend_currency=ads.primary,
        impressions_kind=ads.impressions_kind.fill_null("unknown"),
        is_end_before_start=(ads.last_shown_date < ads.first_shown_date).fill_null(False),
    )
    choices = [
        _choices(raw, "age", "age", False),
        _choices(raw, "gender", "gender", False),
        _choices(raw, "place", "place", False),
        _choices(raw, "place_excluded", "place", True),
    ]
    listed = keyed.filter(keyed.country_codes.notnull())
    listed = listed.mutate(place_code=listed.country_codes.split(" ")).unnest("place_code")
    places = listed.select("file_id", "line", "ad_id", "place_code", basis=ibis.literal("listed"))
    read = GoogleAims(references)
    return {
        "ads": [ads],
        "targeting": choices,
        "ad_places": [places, aimed_at(keyed, ["place"], read)],
        "excluded_places": [left_out(keyed, ["place_excluded"], read)],
    }


def _choices(raw: ir.Table, column: str, dimension: str, is_excluded: bool) -> ir.Table:
    text = raw[column]
    return raw.filter(text.notnull() & (text != "Not targeted")).select(
        "file_id",
        "line",
        "ad_id",
        dimension=ibis.literal(dimension),
        is_excluded=ibis.literal(is_excluded),
        choice_text=text,
    )


def _bucket_table(texts: Sequence[str], prefix: str) -> ir.Table:
    """text -> {prefix}_lo, _hi, _kind for every text that is a bucket; others are left out."""
    rows = []
    for text in texts:
        try:
            amount = parse_bucket(text)
        except ValueError:
            continue
        rows.append(
            {
                "text": text,
                f"{prefix}_lo": amount.lo,
                f"{prefix}_hi": amount.hi,
                f"{prefix}_kind": str(amount.kind),
            }
        )
    return lookup_table(
        rows,
        {
            "text": "string",
            f"{prefix}_lo": "int64",
            f"{prefix}_hi": "int64",
            f"{prefix}_kind": "string",
        },
    )
