"""The platforms' own amounts, keywords, and their lists of changed ids."""

from generator.schema.fields import (
    CURRENT,
    DATE,
    FLAG,
    INTEGER,
    PLATFORM,
    SPEND,
    TEXT,
    TRACE,
    WHO,
    Field,
    Table,
)

SPEND_OBSERVATIONS = Table(
    "spend_observations",
    "Totals that a platform published itself. Never added to sums over ads.",
    (
        *PLATFORM,
        Field(
            "scope",
            TEXT,
            "`advertiser_total`, `advertiser_week`, `advertiser_place`, `advertiser_window`, `advertiser_place_window`, `place_total`, `place_window`.",
            nullable=False,
        ),
        *WHO,
        Field(
            "place_code",
            TEXT,
            "ISO 3166 code of the place that the total is about; for a Google advertiser's total or week, the only country it is listed in.",
        ),
        Field("place_name", TEXT, "The place as the archive spells it, such as a district."),
        Field(
            "window_name", TEXT, "Meta's reporting window. Windows that overlap are never added."
        ),
        Field("period_start_date", DATE, "First day of the week or window, if there is one."),
        Field("period_end_date", DATE, "Last day."),
        *SPEND,
        Field(
            "is_primary",
            FLAG,
            "Google publishes the same money in several currencies. True for the one column that "
            "this site shows, picked by the advertiser's regions. Never add rows across currencies.",
            nullable=False,
        ),
        Field("ad_count", INTEGER, "Ads that the platform counts in this row.", "ads"),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line", "spend_currency"),
)
KEYWORDS = Table(
    "keywords",
    "Google's weekly list of the six keywords with the most spend (ended in December 2019).",
    (
        *PLATFORM,
        Field("region_text", TEXT, "Region, as given."),
        Field("elections_text", TEXT, "Elections, as given."),
        Field("report_date", DATE, "First day of the week.", nullable=False),
        Field("rank", INTEGER, "1 is the keyword with the most spend.", nullable=False),
        Field("keyword", TEXT, "The keyword, verbatim.", nullable=False),
        *SPEND,
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line", "rank"),
)
ID_MAPPINGS = Table(
    "id_mappings",
    "Old and new ids of the same Google advertiser or creative, as Google lists them.",
    (
        *PLATFORM,
        Field("noun", TEXT, "`advertiser` or `creative`.", nullable=False),
        Field("old_id", TEXT, "The id before.", nullable=False),
        Field("new_id", TEXT, "The id since.", nullable=False),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
