"""Advertisers, what they declare, and ads with all their parts."""

from generator.schema.fields import (
    CURRENT,
    DATE,
    FLAG,
    INTEGER,
    PLATFORM,
    SHARE,
    SPEND,
    TEXT,
    TIME,
    TRACE,
    WHO,
    Field,
    Table,
)

ADVERTISERS = Table(
    "advertisers",
    "Advertisers as an archive lists them: names, ids, regions, number of ads.",
    (
        *PLATFORM,
        *WHO,
        Field(
            "country_codes",
            TEXT,
            "ISO 3166 countries that the archive lists for the advertiser, joined by a space.",
        ),
        Field("regions_text", TEXT, "The archive's own list of regions, verbatim."),
        Field("elections_text", TEXT, "The archive's own list of elections, verbatim."),
        Field("public_ids_text", TEXT, "Registration numbers as the archive gives them, verbatim."),
        Field("ad_count", INTEGER, "Ads that the archive counts for it.", "ads"),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
DECLARATIONS = Table(
    "declarations",
    "What advertisers declared about themselves to Google, by region. Street addresses are not read.",
    (
        *PLATFORM,
        Field("payer_id", TEXT, "The payer as declared in this archive."),
        Field("sponsor_id", TEXT, "The sponsor that the payer was linked to."),
        Field("advertiser_id", TEXT, "Google's id.", nullable=False),
        Field("region_text", TEXT, "The region of the declaration."),
        Field("declared_name", TEXT, "The name declared."),
        Field("regulatory_id_text", TEXT, "A regulator's number."),
        Field("declared_scope", TEXT, "What kind of election the declaration covers."),
        Field("promoter_name", TEXT, "The promoter named."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
ADS = Table(
    "ads",
    "One ad as an archive lists it.",
    (
        *PLATFORM,
        Field("ad_id", TEXT, "The platform's id of the ad.", nullable=False),
        *WHO,
        Field("beneficiary_name", TEXT, "On whose behalf the ad ran, where an archive asks that."),
        Field(
            "group_id",
            TEXT,
            "Ads that an archive lists apart and that belong together, such as the posts of one "
            "campaign. Missing if the ad stands alone.",
        ),
        Field(
            "is_group_first",
            FLAG,
            "False for further ads of a group: the amounts of a group are given with each of its "
            "ads, and count once.",
            nullable=False,
        ),
        Field(
            "ad_status",
            TEXT,
            "What the archive says of the ad: `approved_in_error`, `restricted`, `removed`, "
            "`deleted_by_advertiser`, `active`, `inactive`, or its own word. Missing if it says "
            "nothing.",
        ),
        Field("ad_format", TEXT, "`text`, `image` or `video`, as the archive says."),
        Field(
            "surfaces_text",
            TEXT,
            "The products of the platform in which the ad ran, as the archive lists them.",
        ),
        Field("language_codes", TEXT, "Languages that the archive names, joined by a space."),
        Field("document_name", TEXT, "The published document that shows the ad."),
        Field("ad_url", TEXT, "The ad in the platform's own library."),
        Field("creative_url", TEXT, "The picture or video."),
        Field(
            "landing_url",
            TEXT,
            "Where the ad leads, verbatim: text from outside, often with tracking codes.",
        ),
        Field("contest_text", TEXT, "The candidate or ballot measure named by the advertiser."),
        Field("committee_text", TEXT, "Committee names and numbers given by the advertiser."),
        Field(
            "country_codes",
            TEXT,
            "ISO 3166 countries that the archive lists for the ad, joined by a space.",
        ),
        Field("posted_date", DATE, "Day on which the archive listed the ad.", "UTC"),
        Field("first_shown_date", DATE, "First day.", "UTC"),
        Field("last_shown_date", DATE, "Last day; missing if open.", "UTC"),
        Field("started_time", TIME, "The moment of the start, where the archive gives it.", "UTC"),
        Field("ended_time", TIME, "The moment of the end, where the archive gives it.", "UTC"),
        Field("shown_day_count", INTEGER, "Days on which the ad was shown at least once.", "days"),
        Field(
            "is_end_before_start",
            FLAG,
            "True if the archive's own dates are the wrong way round.",
            nullable=False,
        ),
        *SPEND,
        Field(
            "impressions_lo", INTEGER, "Lower bound of the number of times shown.", "impressions"
        ),
        Field("impressions_hi", INTEGER, "Upper bound; missing if open above.", "impressions"),
        Field("impressions_kind", TEXT, "As spend_kind.", nullable=False),
        Field(
            "is_never_shown",
            FLAG,
            "True if the archive counts no impression of the ad at all.",
            nullable=False,
        ),
        Field("click_count", INTEGER, "Clicks that the archive counts.", "clicks"),
        Field(
            "audience_lo",
            INTEGER,
            "Lower bound of the people whom the choices of the buyer could reach, by the platform's "
            "estimate.",
            "people",
        ),
        Field("audience_hi", INTEGER, "Upper bound; missing if open above.", "people"),
        Field("audience_kind", TEXT, "As spend_kind.", nullable=False),
        Field("reach_lo", INTEGER, "Lower bound of the people who saw the ad in the EU.", "people"),
        Field("reach_hi", INTEGER, "Upper bound; missing if open above.", "people"),
        Field("reach_kind", TEXT, "As spend_kind.", nullable=False),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "ad_id"),
)
AD_TEXTS = Table(
    "ad_texts",
    "What an ad says, in the parts that its archive gives.",
    (
        Field("platform", TEXT, "The company.", nullable=False),
        Field("ad_id", TEXT, "The ad.", nullable=False),
        Field(
            "part",
            TEXT,
            "`body`, `title`, `caption` (mostly the address shown) or `description`.",
            nullable=False,
        ),
        Field("position", INTEGER, "Several texts of a part, in order.", "from 1", nullable=False),
        Field("text", TEXT, "Verbatim.", nullable=False),
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
    ),
    ("file_id", "line", "part", "position"),
)
DELIVERIES = Table(
    "deliveries",
    "To whom and where an ad was shown, as shares of it. Not what the buyer chose.",
    (
        Field("platform", TEXT, "The company.", nullable=False),
        Field("ad_id", TEXT, "The ad.", nullable=False),
        Field("dimension", TEXT, "`country`, `region` or `age_gender`.", nullable=False),
        Field("value_text", TEXT, "The place or group, as the archive spells it.", nullable=False),
        Field("place_code", TEXT, "ISO 3166 code of the place, where it is known."),
        Field("age_text", TEXT, "The group of ages, verbatim."),
        Field("gender_text", TEXT, "The gender, verbatim."),
        Field("share", SHARE, "Share of the impressions or people.", "of 1"),
        Field("people_count", INTEGER, "People, where the archive counts them.", "people"),
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
    ),
    ("file_id", "line", "dimension", "value_text"),
)
TARGETING = Table(
    "targeting",
    "What the buyer of an ad chose; nothing here says where it was shown.",
    (
        Field("platform", TEXT, "The company.", nullable=False),
        Field("ad_id", TEXT, "The ad.", nullable=False),
        Field(
            "dimension",
            TEXT,
            "`age`, `gender`, `place`, `district`, `metro`, `postcode`, `radius`, `venue`, `interest`, `audience`, `language`, `demographic`, `device`, `placement`, `connection`, `carrier`.",
            nullable=False,
        ),
        Field("is_excluded", FLAG, "True if the buyer left these out.", nullable=False),
        Field("choice_text", TEXT, "The choice, verbatim.", nullable=False),
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
    ),
    ("file_id", "line", "dimension", "is_excluded"),
)
AD_PLACES = Table(
    "ad_places",
    "Places of an ad that could be recognised. Those that a buyer left out are in "
    "`excluded_places`; a text that names no place with a code is in `targeting` only.",
    (
        Field("platform", TEXT, "The company.", nullable=False),
        Field("ad_id", TEXT, "The ad.", nullable=False),
        Field("place_code", TEXT, "ISO 3166 code of a country or subdivision.", nullable=False),
        Field(
            "basis",
            TEXT,
            "`targeted` (the buyer chose it), `targeted_part` (the buyer chose something finer in it, "
            "such as a county, a city or a post code) or `listed` (the archive lists the ad there).",
            nullable=False,
        ),
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
    ),
    ("file_id", "line", "place_code", "basis"),
)
EXCLUDED_PLACES = Table(
    "excluded_places",
    "Places that the buyer of an ad left out, as far as they could be recognised.",
    (
        Field("platform", TEXT, "The company.", nullable=False),
        Field("ad_id", TEXT, "The ad.", nullable=False),
        Field("place_code", TEXT, "ISO 3166 code of a country or subdivision.", nullable=False),
        Field(
            "is_part",
            FLAG,
            "True if only something finer in it was left out, such as a city or a post code.",
            nullable=False,
        ),
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
    ),
    ("file_id", "line", "ad_id", "place_code"),
)
