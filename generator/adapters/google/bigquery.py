"""Creative rows exported from Google's public warehouse.

Source: the table ``creative_stats`` of ``bigquery-public-data.google_political_ads``. The same
rows as in the bundle, with lower-case headers, dates as ISO text, and often a leading unnamed
index column. An export is somebody's selection (a state, a month), not the whole archive, so
each file name is a series of its own; an ad that stands in several exports counts once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import ibis.expr.types as ir

from generator.adapters.google.creatives import CREATIVE_STATS, creative_notes, creative_tables
from generator.adapters.google.facts import BEGAN, CHOICE_FORM, ID_LINKS
from generator.adapters.source import (
    Archive,
    FileFacts,
    Note,
    RawTables,
    References,
    Source,
    Tally,
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

EXPORT = replace(
    CREATIVE_STATS,
    part="creative-export",
    name_pattern=r".*creative_stats.*\.csv",
    signature=frozenset({"ad_id", "ad_type", "advertiser_id", "date_range_start", "impressions"}),
    is_lower_case=True,
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    stem = name.rsplit(".", 1)[0]
    last = tally.last_date_text
    return FileFacts(
        series=f"export/{stem}",
        taken_on=None if last is None else date.fromisoformat(last),
        taken_on_basis="the last day that an ad of the export was shown",
    )


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    return creative_tables(raw[EXPORT.part], references)


def _notes(raw: RawTables, references: References) -> list[Note]:
    return creative_notes(raw[EXPORT.part], references)


FACTS = ArchiveFacts(
    copies=Copies.SELECTION,
    spend=Spend.SOME_ADS,
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
        called=mark("a selection of its ads"),
        on_races=mark("A selection of its ads, each with a range."),
    ),
)
ARCHIVE = Archive("google-bigquery", "google", FACTS, (EXPORT,), _describe, _tables, notes=_notes)
