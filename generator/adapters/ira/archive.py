"""The Facebook and Instagram ads of the Internet Research Agency, in three transcriptions.

Source: the documents that the minority of the US House intelligence committee published on
10 May 2018, one PDF for each ad. People read them into tables three times over, and numbered the
ads as the documents do: a tab-separated file, an SQLite database (whose choices of the buyer stand
in two tables of their own) and a comma-separated file. None is a file of the platform. The first is
the one that counts where an ad stands in several; each is kept whole.

Spend is in roubles. A blank is unknown; a bare ``0`` has no currency. The database calls the ads
that were never shown US dollars, and that stays as it is. Times are those of the west coast of the
United States; the days in the store are UTC. Nobody was named as payer.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import ibis
import ibis.expr.types as ir

from generator.adapters.ira.cells import read_spend, read_time
from generator.adapters.ira.choices import (
    CHOICE_COLUMNS,
    choice_columns,
    choice_rows,
    chosen_places,
    excluded_places,
    looked_up,
    place_notes,
    with_surfaces,
)
from generator.adapters.source import (
    DIGITS,
    IGNORED,
    Archive,
    Column,
    FileFacts,
    Kind,
    Note,
    RawTables,
    References,
    Source,
    Tally,
    texts_met,
    with_absent,
)
from generator.adapters.unreadable import Unreadable, unreadable, unreadable_texts
from generator.schema.archive_facts import (
    EVERY_KIND,
    NOTHING_SAID,
    PLAIN_LISTS,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)
from generator.text.language import mark

RELEASED = date(2018, 5, 10)
_AD_ID = Column("ad_id", Kind.ID, DIGITS, filled=True)
_CLICKS = Column("click_count", Kind.INTEGER, measure="ads.click_count")
_IMPRESSIONS = Column("impressions", Kind.INTEGER, measure="ads.impressions_lo")
_AMOUNT = Column("spend", Kind.AMOUNT, measure="ads.spend_lo")
_CURRENCY = Column("spend_currency", values=frozenset({"RUB", "USD"}), is_closed=True)

TABBED = Source(
    part="tab-separated",
    name_pattern=r"ira-ads\.tsv",
    signature=frozenset({"AD_ID", "AD_PATH", "AD_SPEND", "AD_POTENTIAL_TARGET"}),
    required=frozenset({"ad_id", "impressions", "click_count", "spend_text", "document_name"}),
    columns={
        "AD_ID": _AD_ID,
        "AD_CLICKS": _CLICKS,
        "AD_IMPRESSIONS": _IMPRESSIONS,
        "AD_CREATION_DATE": Column("started"),
        "AD_END_DATE": Column("ended"),
        "AD_LANDING_PAGE": Column("landing_url"),
        "AD_PATH": Column("document_name"),
        "AD_SPEND": Column("spend_text"),
        "AD_TEXT": Column("body"),
        "AD_POTENTIAL_TARGET": Column("audience", Kind.INTEGER, measure="ads.audience_lo"),
        "AD_TARGETING_AGE": Column("age"),
        "AD_TARGETING_CUSTOM_AUDIENCE": Column("custom_audience"),
        "AD_TARGETING_EXCLUDE": Column("group_excluded"),
        "AD_TARGETING_EXCLUDED_CONNECTIONS": Column("connections_excluded"),
        "AD_TARGETING_EXCLUDE_LOCATION": Column("location_excluded"),
        "AD_TARGETING_FRIENDS_OF_CONNECTIONS": Column("friends"),
        "AD_TARGETING_GENDER": Column("gender", values=frozenset({"Female", "Male"})),
        "AD_TARGETING_INTERESTS": Column("interests"),
        "AD_TARGETING_LANGUAGE": Column("language"),
        "AD_TARGETING_LOCATION": Column("location"),
        "AD_TARGETING_LOCATION_LIVING_IN": Column("living_in"),
        "AD_TARGETING_LOCATION_RECENTLY_IN": Column("recently_in"),
        "AD_TARGETING_PEOPLE_WHO_MATCH": Column("matching"),
        "AD_TARGETING_PLACEMENTS": Column("surfaces_text"),
    },
)
COMMAS = Source(
    part="table",
    name_pattern=r"FacebookAds\.csv",
    signature=frozenset({"AdID", "AdText", "AdSpendCurrency", "SourceFile"}),
    required=frozenset({"ad_id", "impressions", "click_count", "spend", "document_name"}),
    columns={
        "AdID": _AD_ID,
        "AdText": Column("body"),
        "Clicks": _CLICKS,
        "Impressions": _IMPRESSIONS,
        "CreationDate": Column("started"),
        "EndDate": Column("ended"),
        "LandingPage": Column("landing_url"),
        "AdSpend": _AMOUNT,
        "AdSpendCurrency": _CURRENCY,
        "SourceFile": Column("document_name"),
        "Age": Column("age"),
        "Gender": Column("gender", values=frozenset({"Female", "Male"})),
        "Location": Column("location"),
        "Interests": Column("interests"),
        "Language": Column("language"),
        "PeopleWhoMatch": Column("matching"),
        "FriendsOfConnections": Column("friends"),
        "ExcludedConnections": Column("connections_excluded"),
        "CustomAudience": Column("custom_audience"),
        "Behaviors": Column("behaviors"),
        "Generation": Column("generation"),
        "Politics": Column("politics"),
        "Placements": Column("surfaces_text"),
        "SourceZip": IGNORED("the quarter of the document, which its path says too"),
        "pages": IGNORED("how many pages the document has"),
    },
)
DATABASE = Source(
    part="database-ads",
    name_pattern=r".*\.db!ads",
    signature=frozenset({"pdf", "spend_amount", "spend_currency", "created", "ended"}),
    required=frozenset({"ad_id", "impressions", "click_count", "spend", "document_name"}),
    columns={
        "id": _AD_ID,
        "pdf": Column("document_name"),
        "image": IGNORED("a picture that the makers of the database kept elsewhere"),
        "clicks": _CLICKS,
        "impressions": _IMPRESSIONS,
        "text": Column("body"),
        "url": Column("landing_url"),
        "spend_amount": _AMOUNT,
        "spend_currency": _CURRENCY,
        "created": Column("started"),
        "ended": Column("ended"),
    },
)
TARGETS = Source(
    part="database-targets",
    name_pattern=r".*\.db!targets",
    signature=frozenset({"id", "name", "category", "prefix"}),
    required=frozenset({"target_id", "target_name", "target_prefix"}),
    columns={
        "id": Column("target_id", filled=True),
        "name": Column("target_name", filled=True),
        "category": IGNORED("the first word of the prefix"),
        "prefix": Column("target_prefix", filled=True),
    },
)
AD_TARGETS = Source(
    part="database-ad-targets",
    name_pattern=r".*\.db!ad_targets",
    signature=frozenset({"target_id", "ad_id"}),
    required=frozenset({"target_id", "ad_id"}),
    columns={"target_id": Column("target_id", filled=True), "ad_id": _AD_ID},
    belongs_to={"ad_id": DATABASE.part, "target_id": TARGETS.part},
)
_LINEAGES = {
    TABBED.part: ("tab-separated", 0),
    DATABASE.part: ("database", 1),
    TARGETS.part: ("database", 1),
    AD_TARGETS.part: ("database", 1),
    COMMAS.part: ("table", 2),
}
_OPTIONAL = (
    "started",
    "ended",
    "landing_url",
    "body",
    "surfaces_text",
    "spend_currency",
    *CHOICE_COLUMNS,
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    lineage, rank = _LINEAGES[source.part]
    # The documents have one date, whenever a transcription was fetched.
    return FileFacts(
        series=source.part.replace("database-", "database/"),
        scope=f"/{lineage}",
        taken_on=RELEASED,
        taken_on_basis="the day on which the documents were published",
        is_dated_by_name=True,
        rank=rank,
    )


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    found: dict[str, list[ir.Table]] = {}
    for part in (TABBED.part, COMMAS.part, DATABASE.part):
        if part not in raw:
            continue
        rows = with_absent(raw[part], _OPTIONAL)
        if part == DATABASE.part:
            choices = choice_rows(raw[AD_TARGETS.part], raw[TARGETS.part])
            rows = with_surfaces(rows, choices)
        else:
            choices = choice_columns(rows)
        places = chosen_places(choices, references)
        found.setdefault("ads", []).append(_ads(rows, places))
        found.setdefault("ad_texts", []).append(_texts(rows))
        found.setdefault("targeting", []).append(
            choices.select("file_id", "line", "ad_id", "dimension", "is_excluded", "choice_text")
        )
        found.setdefault("ad_places", []).append(
            places.select("file_id", "line", "ad_id", "place_code", "basis")
        )
        found.setdefault("excluded_places", []).append(excluded_places(choices, references))
    if TARGETS.part in raw:
        found["rejections"] = [_looked_up(raw[TARGETS.part], raw[AD_TARGETS.part])]
    return found


def _looked_up(targets: ir.Table, pairs: ir.Table) -> ir.Table:
    """The rows of the table of choices are not ads' rows: what they say is stored with each ad."""
    is_chosen = targets.target_id.isin(pairs.target_id)
    return targets.select(
        "file_id",
        "line",
        reason=is_chosen.ifelse(
            "a choice that several ads may have: it is stored with each ad that has it",
            "a choice that no ad of the database has",
        ),
    )


def _ads(rows: ir.Table, places: ir.Table) -> ir.Table:
    rows = _with_spend(_with_times(rows))
    audience = rows.audience if "audience" in rows.columns else ibis.null("int64")
    countries = places.filter(places.place_code.length() == 2).distinct()
    keys = ["snapshot_id", "ad_id"]
    countries = countries.select(*keys, "place_code").distinct().group_by(keys)
    countries = countries.aggregate(
        country_codes=ibis._.place_code.group_concat(" ", order_by=ibis._.place_code)
    )
    rows = rows.left_join(countries, keys).drop(*(f"{key}_right" for key in keys))
    return rows.mutate(
        advertiser_id=ibis.null("string"),
        advertiser_name=ibis.null("string"),
        payer_name=ibis.null("string"),
        payer_status=ibis.literal("not_collected"),
        first_shown_date=rows.started_time.date(),
        last_shown_date=rows.ended_time.date(),
        is_end_before_start=(rows.ended_time < rows.started_time).fill_null(False),
        spend_lo=rows.spend,
        spend_hi=rows.spend,
        spend_kind=_kind(rows.spend),
        impressions_lo=rows.impressions,
        impressions_hi=rows.impressions,
        impressions_kind=_kind(rows.impressions),
        audience_lo=audience,
        audience_hi=audience,
        audience_kind=_kind(audience),
    )


def _kind(amount: ir.Value) -> ir.StringValue:
    return amount.isnull().ifelse("unknown", "exact")


def _with_times(rows: ir.Table) -> ir.Table:
    for column in ("started", "ended"):
        table = looked_up(
            rows, column, {f"{column}_time": "timestamp"}, lambda text: (read_time(text),)
        )
        rows = rows.left_join(table, column).drop(f"{column}_right")
    return rows


def _with_spend(rows: ir.Table) -> ir.Table:
    if "spend_text" not in rows.columns:
        return rows.mutate(spend=rows.spend.try_cast("decimal(18, 2)"))
    fields = {"spend": "decimal(18, 2)", "spend_currency": "string"}
    table = looked_up(rows, "spend_text", fields, lambda text: read_spend(text) or (None, None))
    rows = rows.drop("spend_currency")
    return rows.left_join(table, "spend_text").drop("spend_text_right")


def _texts(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.body.notnull()).select(
        "file_id",
        "line",
        "ad_id",
        part=ibis.literal("body"),
        position=ibis.literal(1).cast("int64"),
        text=rows.body,
    )


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    found = []
    for part in (TABBED.part, COMMAS.part, DATABASE.part):
        if part not in raw:
            continue
        rows = with_absent(raw[part], _OPTIONAL)
        found += [
            unreadable_texts(rows, column, read_time, _NO_TIME, _MEND)
            for column in ("started", "ended")
        ]
        if part == TABBED.part:
            found.append(unreadable_texts(rows, "spend_text", read_spend, _NO_SPEND, _MEND))
        else:
            bound = rows.filter(rows.spend.startswith("≤"))
            found.append(unreadable(bound, "spend", _NO_AMOUNT, _MEND))
    return found


_NO_TIME = "is no time that is known, such as 2016-10-31 23:30:00 or 10/31/16 11:30:00 PM PDT"
_NO_SPEND = "is no amount such as 161.23 RUB"
_NO_AMOUNT = "is no exact amount such as 161.23"
_MEND = (
    "If the file was edited, download it again; if it is another edition, teach it to "
    "generator/adapters/ira/cells.py."
)


def _notes(raw: RawTables, references: References) -> list[Note]:
    found = []
    for part in (TABBED.part, COMMAS.part):
        if part in raw:
            rows = with_absent(raw[part], _OPTIONAL)
            found += place_notes(choice_columns(rows), rows, references)
    if DATABASE.part in raw and AD_TARGETS.part in raw and TARGETS.part in raw:
        choices = choice_rows(raw[AD_TARGETS.part], raw[TARGETS.part])
        found += place_notes(choices, raw[AD_TARGETS.part], references)
    return found


def _problems(raw: RawTables, references: References) -> list[str]:
    """A database that lacks a table: every choice of its ads would be lost."""
    parts = {DATABASE.part: "ads", TARGETS.part: "targets", AD_TARGETS.part: "ad_targets"}
    there = [part for part in parts if part in raw]
    missing = [name for part, name in parts.items() if part not in raw]
    if not there or not missing:
        return []
    label = texts_met(raw[there[0]], "file_label")[0].text
    return [
        f"{label}: the table {' and '.join(missing)} of this database is missing or empty. "
        "Download the database again."
    ]


FACTS = ArchiveFacts(
    copies=Copies.TRANSCRIPTIONS,
    spend=Spend.SOME_ADS,
    payers=Payers.PAYER,
    choices=EVERY_KIND,
    choice_form=PLAIN_LISTS,
    blank=Blank.NO_CHOICE,
    by_year=False,
    began=None,
    is_collection=True,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=(),
    says=replace(
        NOTHING_SAID,
        called=mark("ads of the Internet Research Agency"),
        on_races=mark("The ads of the Internet Research Agency, in roubles."),
    ),
)
ARCHIVE = Archive(
    "ira",
    "meta",
    FACTS,
    (TABBED, COMMAS, DATABASE, TARGETS, AD_TARGETS),
    _describe,
    _tables,
    _problems,
    _notes,
    _unreadable,
)
