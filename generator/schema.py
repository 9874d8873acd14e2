"""The one vocabulary of the store: every table and field, with unit and meaning.

Names are a specification. One noun, one unit, one name everywhere; the suffixes ``_id _code
_name _date _lo _hi _currency _count _share`` say what a field holds. This module is the
source of the data dictionary page, of the Parquet layout and of the schema check.
"""

from dataclasses import dataclass

TEXT, INTEGER, MONEY, DATE, TIME, FLAG, SHARE = (
    "string",
    "int64",
    "decimal(18, 2)",
    "date",
    "timestamp(6)",
    "boolean",
    "decimal(9, 6)",
)


@dataclass(frozen=True)
class Field:
    """One column: its type, whether it may be missing, its unit and what it means."""

    name: str
    type: str
    description: str
    unit: str = ""
    nullable: bool = True


@dataclass(frozen=True)
class Table:
    """One Parquet table: ``key`` names the fields that are unique together."""

    name: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    published: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The field names, in store order."""
        return tuple(field.name for field in self.fields)


TRACE = (
    Field(
        "snapshot_id",
        TEXT,
        "The dated copy of the archive that this row was read from.",
        nullable=False,
    ),
    Field("file_id", TEXT, "The file of that copy; see the table `files`.", nullable=False),
    Field(
        "line",
        INTEGER,
        "The line of the file on which the row begins. In a file that is not made of lines (JSON, a "
        "table of a database) the number of the record.",
        "line number, from 1",
        nullable=False,
    ),
)
CURRENT = (
    Field(
        "is_current",
        FLAG,
        "True if the row is in the newest snapshot of its series and counts in totals over many "
        "sponsors. Where an ad stands in several files, only its first row counts.",
        nullable=False,
    ),
    Field(
        "is_latest",
        FLAG,
        "True if no newer snapshot has a row for the same thing. A row that is latest but not "
        "current has disappeared from the archive since.",
        nullable=False,
    ),
)
WHO = (
    Field(
        "payer_id",
        TEXT,
        "The payer as declared in one archive; see the table `payers`. Missing in rows about a place.",
    ),
    Field("sponsor_id", TEXT, "The sponsor that the payer was linked to; see `sponsors`."),
    Field("advertiser_id", TEXT, "The platform's id of the account or page that ran the ad."),
    Field("advertiser_name", TEXT, "The name of that account or page, verbatim."),
    Field("payer_name", TEXT, "Who paid, as declared, verbatim. Missing if nobody was declared."),
    Field(
        "payer_status",
        TEXT,
        "`declared`, `no_disclaimer` (the platform says that the ad ran without one), `not_declared` (the cell is blank) or `not_collected`.",
        nullable=False,
    ),
)
SPEND = (
    Field("spend_lo", MONEY, "Lower bound of the amount spent.", "units of spend_currency"),
    Field("spend_hi", MONEY, "Upper bound; missing if open above.", "units of spend_currency"),
    Field(
        "spend_kind",
        TEXT,
        "`exact`, `rounded`, `below_step`, `at_most`, `bucket`, `at_least` or `unknown`.",
        nullable=False,
    ),
    Field(
        "spend_step",
        MONEY,
        "The step that a rounded amount was rounded to, as observed in its file.",
        "units of spend_currency",
    ),
    Field("spend_currency", TEXT, "ISO 4217 code. Missing if the archive did not publish it."),
)
PLATFORM = (
    Field(
        "platform",
        TEXT,
        "The company, such as `google` or `meta`; see the pages of platforms.",
        nullable=False,
    ),
    Field(
        "archive",
        TEXT,
        "The published data set, such as `google-bundle`, `meta-report` or `meta-api`.",
        nullable=False,
    ),
)

SNAPSHOTS = Table(
    "snapshots",
    "One dated copy of an archive.",
    (
        Field("snapshot_id", TEXT, "Archive, date and what the copy covers.", nullable=False),
        *PLATFORM,
        Field(
            "taken_on_date",
            DATE,
            "The day of the data; the first of the month or year if no more is known.",
            nullable=False,
        ),
        Field("taken_on_precision", TEXT, "`day`, `month` or `year`.", nullable=False),
        Field("taken_on_basis", TEXT, "Where the date was read from.", nullable=False),
        Field("origin", TEXT, "Where the copy came from, if a record beside it says so."),
        Field("licence", TEXT, "The licence that a record beside the copy names."),
        Field("file_count", INTEGER, "Files read.", "files", nullable=False),
        Field(
            "row_count",
            INTEGER,
            "Rows stored from them, over all tables' sources.",
            "rows of the archive",
            nullable=False,
        ),
    ),
    ("snapshot_id",),
)
FILES = Table(
    "files",
    "One file of a snapshot, as it was read.",
    (
        Field(
            "file_id",
            TEXT,
            "Short name of the file: the first 12 digits of the SHA-256 of its path.",
            nullable=False,
        ),
        Field("snapshot_id", TEXT, "The snapshot it belongs to.", nullable=False),
        *PLATFORM,
        Field(
            "part",
            TEXT,
            "Which file of the archive it is, such as `advertiser-stats`.",
            nullable=False,
        ),
        Field(
            "series_id",
            TEXT,
            "Successive snapshots of the same thing share a series; the newest is current.",
            nullable=False,
        ),
        Field("is_current", FLAG, "True for the newest of its series.", nullable=False),
        Field(
            "path",
            TEXT,
            "Path below the archives folder; `a.zip!b.csv` is a file inside a zip.",
            nullable=False,
        ),
        Field("sha256", TEXT, "Of the bytes of the file (unpacked, if in a zip).", nullable=False),
        Field("byte_count", INTEGER, "Size, unpacked.", "bytes", nullable=False),
        Field(
            "country_code", TEXT, "The country that the whole file is about, if it is about one."
        ),
        Field("window_name", TEXT, "Meta's reporting window, such as `last_90_days`."),
        Field("period_start_date", DATE, "First day of that window."),
        Field("period_end_date", DATE, "Last day of that window."),
        Field("place_code", TEXT, "The region that the whole file is about."),
        Field("place_name", TEXT, "That region as the file spells it."),
        Field("rows_in_count", INTEGER, "Rows found in the file.", "rows", nullable=False),
        Field("rows_stored_count", INTEGER, "Rows that reached the store.", "rows", nullable=False),
        Field(
            "rows_rejected_count",
            INTEGER,
            "Rows left out, each with its reason in `rejections`.",
            "rows",
            nullable=False,
        ),
    ),
    ("file_id",),
)
REJECTIONS = Table(
    "rejections",
    "Rows that were left out, and why.",
    (
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
        Field("reason", TEXT, "Why the row is not data.", nullable=False),
    ),
    ("file_id", "line"),
)
CONTROLS = Table(
    "controls",
    "Control totals: what the reader counted in a raw column, before anything was mapped.",
    (
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("column_name", TEXT, "The archive's own column.", nullable=False),
        Field("measure", TEXT, "The table and field that the column went to.", nullable=False),
        Field("currency", TEXT, "Its currency, if it has one of its own."),
        Field("number_count", INTEGER, "Cells that are a plain number.", "cells", nullable=False),
        Field("number_sum", MONEY, "Their sum.", "as the column", nullable=False),
        Field(
            "censored_count",
            INTEGER,
            "Cells that are a bound, such as ≤100.",
            "cells",
            nullable=False,
        ),
    ),
    ("file_id", "column_name"),
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
            "`age`, `gender`, `place`, `district`, `metro`, `postcode`, `radius`, `venue`, `interest`, `audience`, `language`, `demographic`, `device`, `connection`, `carrier`.",
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
    "Places of an ad that could be recognised.",
    (
        Field("platform", TEXT, "The company.", nullable=False),
        Field("ad_id", TEXT, "The ad.", nullable=False),
        Field("place_code", TEXT, "ISO 3166 code of a country or subdivision.", nullable=False),
        Field(
            "basis",
            TEXT,
            "`targeted` (the buyer chose it) or `listed` (the archive lists the ad there).",
            nullable=False,
        ),
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
    ),
    ("file_id", "line", "place_code", "basis"),
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
        Field("window_name", TEXT, "Meta's reporting window. Windows overlap and are never added."),
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
COMMITTEES = Table(
    "committees",
    "Political committees as the US Federal Election Commission lists them. Names of treasurers and "
    "street addresses are not read.",
    (
        Field("committee_id", TEXT, "The commission's id: C and eight digits.", nullable=False),
        Field("committee_name", TEXT, "Verbatim."),
        Field("place_code", TEXT, "State of the committee's address, ISO 3166-2."),
        Field("designation_code", TEXT, "The commission's code, such as `P`: principal committee."),
        Field("type_code", TEXT, "The commission's code, such as `O`: super PAC."),
        Field("party_code", TEXT, "The commission's code of the party."),
        Field("organisation_code", TEXT, "The commission's code of the kind of organisation."),
        Field("connected_organisation_name", TEXT, "Verbatim."),
        Field("candidate_id", TEXT, "The candidate of the committee."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
CANDIDATES = Table(
    "candidates",
    "Candidates as the US Federal Election Commission lists them. Addresses are not read.",
    (
        Field("candidate_id", TEXT, "The commission's id.", nullable=False),
        Field("candidate_name", TEXT, "Verbatim: last name first."),
        Field("party_code", TEXT, "The commission's code of the party."),
        Field("election_year", INTEGER, "Year of the election.", "year"),
        Field("place_code", TEXT, "State of the office, ISO 3166-2; `US` for the presidency."),
        Field("office_code", TEXT, "`H`ouse, `S`enate or `P`resident."),
        Field("district_text", TEXT, "Number of the district."),
        Field("incumbent_code", TEXT, "`I`ncumbent, `C`hallenger or `O`pen seat."),
        Field("status_code", TEXT, "The commission's code of the candidacy."),
        Field("principal_committee_id", TEXT, "The candidate's principal committee."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
STATE_MEDIA = Table(
    "state_media",
    "Media outlets that are linked to a state, as a published list has them.",
    (
        Field("outlet_name", TEXT, "Verbatim.", nullable=False),
        Field("company_name", TEXT, "The media company that it belongs to, verbatim."),
        Field("country_name", TEXT, "The state, as the list spells it.", nullable=False),
        Field("country_code", TEXT, "The state, ISO 3166-1; missing if it is not known."),
        Field(
            "typology_code", TEXT, "The list's code of the link, such as `SC`: state-controlled."
        ),
        Field("status_text", TEXT, "Verbatim, such as a date on which it closed."),
        Field("website_url", TEXT, "Verbatim."),
        Field("x_handle", TEXT, "The account on X (Twitter) in lower case, without the @."),
        Field("facebook_handle", TEXT, "The page on Facebook: its name in its address."),
        Field("youtube_url", TEXT, "Verbatim."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
PAYERS = Table(
    "payers",
    "One entry for each payer as declared in one archive, and the sponsor that it was linked to.",
    (
        Field(
            "payer_id",
            TEXT,
            "Made from the platform's id, or from the exact declared text where there is no id.",
            nullable=False,
        ),
        Field("sponsor_id", TEXT, "The sponsor that it belongs to.", nullable=False),
        Field("platform", TEXT, "The company.", nullable=False),
        Field("payer_name", TEXT, "The newest name, verbatim.", nullable=False),
        Field(
            "identity_basis",
            TEXT,
            "`advertiser_id`, `disclaimer_text`, `payer_name` or `page` (no payer declared).",
            nullable=False,
        ),
        Field("name_count", INTEGER, "Different names met for the id.", "names", nullable=False),
        Field("row_count", INTEGER, "Rows of the archives with it.", "rows", nullable=False),
        Field("first_seen_date", DATE, "The oldest snapshot that names it.", nullable=False),
        Field("last_seen_date", DATE, "The newest snapshot that names it.", nullable=False),
    ),
    ("payer_id",),
)
PAYER_NAMES = Table(
    "payer_names",
    "Every name under which a payer appears, with a row where it stands.",
    (
        Field("payer_id", TEXT, "The payer.", nullable=False),
        Field("sponsor_id", TEXT, "The sponsor that it belongs to.", nullable=False),
        Field("role", TEXT, "`payer` or `advertiser` (who ran the ads).", nullable=False),
        Field("name", TEXT, "Verbatim.", nullable=False),
        Field(
            "advertiser_id",
            TEXT,
            "The platform's id that went with it, empty if none.",
            nullable=False,
        ),
        Field("row_count", INTEGER, "Rows of the archives with it.", "rows", nullable=False),
        Field("first_seen_date", DATE, "The oldest snapshot with it.", nullable=False),
        Field("last_seen_date", DATE, "The newest snapshot with it.", nullable=False),
        Field("file_id", TEXT, "A file of that snapshot with it.", nullable=False),
        Field("line", INTEGER, "Its first line there.", "line number, from 1", nullable=False),
    ),
    ("payer_id", "role", "name", "advertiser_id"),
)
PAYER_LINKS = Table(
    "payer_links",
    "Why payers are one sponsor, may be one, or stay apart: one row for each piece of evidence.",
    (
        Field("payer_a", TEXT, "A payer.", nullable=False),
        Field("payer_b", TEXT, "Another payer.", nullable=False),
        Field(
            "evidence",
            TEXT,
            "`decision` (reviewed), `number` (of a regulator), `mapping` (of the platform's ids), "
            "`name` or `model`.",
            nullable=False,
        ),
        Field("detail", TEXT, "What the evidence is.", nullable=False),
        Field(
            "strength",
            SHARE,
            "How sure the link is, from 0 to 1: the model's probability, or the share of right "
            "links measured for the kind of evidence.",
            nullable=False,
        ),
        Field(
            "status",
            TEXT,
            "`linked`, `suggested` (for a person to decide) or `refused` (a rule forbids it).",
            nullable=False,
        ),
        Field("reason", TEXT, "Why it was not linked, empty if it was.", nullable=False),
        Field(
            "rows_text",
            TEXT,
            "The rows with the evidence, as file:line joined by a space; empty for names, see "
            "`payer_names`.",
            nullable=False,
        ),
    ),
    ("payer_a", "payer_b", "evidence", "detail"),
)
SPONSORS = Table(
    "sponsors",
    "Who paid: one entry for all payers that were linked, whatever the platform.",
    (
        Field(
            "sponsor_id",
            TEXT,
            "The id of one of its payers, kept when more are linked: it makes the address of the page.",
            nullable=False,
        ),
        Field("sponsor_name", TEXT, "The newest name of a payer, verbatim.", nullable=False),
        Field(
            "kind",
            TEXT,
            "`candidate_committee`, `party`, `pac`, `super_pac`, `nonprofit`, `company`, "
            "`government`, `state_media`, `person` or `unknown`: from a register's codes, never "
            "from a name.",
            nullable=False,
        ),
        Field("kind_source_text", TEXT, "The codes and rows that say so; empty if unknown."),
        Field(
            "platform_codes", TEXT, "Platforms of its payers, joined by a space.", nullable=False
        ),
        Field("payer_count", INTEGER, "Payers linked.", "payers", nullable=False),
        Field("row_count", INTEGER, "Rows of the archives with it.", "rows", nullable=False),
        Field("first_seen_date", DATE, "The oldest snapshot that names it.", nullable=False),
        Field("last_seen_date", DATE, "The newest snapshot that names it.", nullable=False),
    ),
    ("sponsor_id",),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SNAPSHOTS,
        FILES,
        REJECTIONS,
        CONTROLS,
        ADVERTISERS,
        DECLARATIONS,
        ADS,
        AD_TEXTS,
        TARGETING,
        AD_PLACES,
        DELIVERIES,
        SPEND_OBSERVATIONS,
        KEYWORDS,
        ID_MAPPINGS,
        COMMITTEES,
        CANDIDATES,
        STATE_MEDIA,
        SPONSORS,
        PAYERS,
        PAYER_NAMES,
        PAYER_LINKS,
    )
}
"""Every table of the store, in the order of the data dictionary."""
