"""Snapchat's political ads library: one CSV for each calendar year, re-issued with revisions.

Source: the Political & Advocacy Ads Library of Snap. History of the format: 27 columns and no
currency until early 2020; 34 columns; 38 columns by 2023 (committee names and numbers).
Spend and impressions are exact, and are revised up and down in later copies. A blank end date
means that the ad is running or open; blank targeting means everybody. ``CountryCode`` holds a
lower-case name. The year of a file is the year of the last start in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import Aim, aim_notes, aimed_at, left_out
from generator.adapters.source import (
    HEX_DIGITS,
    IGNORED,
    SLASHED_TIME,
    Archive,
    Column,
    FileFacts,
    Kind,
    Note,
    RawTables,
    References,
    Source,
    Tally,
    distinct_texts,
    lookup_table,
    texts_met,
    with_absent,
)
from generator.schema import NoteKind
from generator.schema.archive_facts import (
    EVERY_KIND,
    NOTHING_SAID,
    ArchiveFacts,
    Blank,
    ChoiceForm,
    Copies,
    Payers,
    Spend,
)
from generator.text.language import mark

ADS = Source(
    part="ads",
    name_pattern=r"PoliticalAds\.csv",
    signature=frozenset({"ADID", "PayingAdvertiserName", "OrganizationName"}),
    required=frozenset(
        {"ad_id", "spend", "impressions", "started_time", "ended_time", "payer_name", "country"}
    ),
    dating_column="StartDate",
    columns={
        "ADID": Column("ad_id", Kind.ID, HEX_DIGITS, filled=True),
        "CreativeUrl": Column("creative_url"),
        "Currency Code": Column("spend_currency"),
        "Spend": Column("spend", Kind.INTEGER, measure="ads.spend_lo"),
        "Impressions": Column("impressions", Kind.INTEGER, measure="ads.impressions_lo"),
        "StartDate": Column("started_time", Kind.TIME, SLASHED_TIME),
        "EndDate": Column("ended_time", Kind.TIME, SLASHED_TIME),
        "OrganizationName": Column("advertiser_name"),
        "BillingAddress": IGNORED("a street address", personal=True),
        "CandidateBallotInformation": Column("contest_text"),
        "PayingAdvertiserName": Column("payer_name"),
        "CommitteeName": Column("committee_name"),
        "CommitteeIdentificationNumber": Column("committee_number"),
        "DisclosureNameOfCommittee": Column("committee_disclosure_name"),
        "AdvertisingJurisdiction": Column("committee_jurisdiction"),
        "Gender": Column("gender", values=frozenset({"FEMALE", "MALE"})),
        "AgeBracket": Column("age"),
        "CountryCode": Column("country"),
        "Regions (Included)": Column("place"),
        "Regions (Excluded)": Column("place_excluded"),
        "RegionID": Column("place"),
        "Electoral Districts (Included)": Column("district"),
        "Electoral Districts (Excluded)": Column("district_excluded"),
        "ElectoralDistrictID": Column("district"),
        "Radius Targeting (Included)": Column("radius"),
        "Radius Targeting (Excluded)": Column("radius_excluded"),
        "LatLongRad": Column("radius"),
        "Metros (Included)": Column("metro"),
        "Metros (Excluded)": Column("metro_excluded"),
        "MetroID": Column("metro"),
        "Postal Codes (Included)": Column("postcode"),
        "Postal Codes (Excluded)": Column("postcode_excluded"),
        "Targeting Geo - Postal Code": Column("postcode"),
        "Location Categories (Included)": Column("venue"),
        "Location Categories (Excluded)": Column("venue_excluded"),
        "LocationType": Column("venue"),
        "Interests": Column("interest"),
        "OsType": Column("device", values=frozenset({"IOS", "ANDROID", "WEB"})),
        "Segments": Column("audience", values=frozenset({"Provided by Advertiser"})),
        "Language": Column("language"),
        "AdvancedDemographics": Column("demographic"),
        "Targeting Connection Type": Column("connection", values=frozenset({"WIFI", "CELL"})),
        "Targeting Carrier (ISP)": Column("carrier"),
        "CreativeProperties": Column("creative_text"),
    },
)
_DIMENSIONS = (
    "age", "gender", "place", "district", "radius", "metro", "postcode", "venue", "interest",
    "device", "audience", "language", "demographic", "connection", "carrier",
)  # fmt: skip
_COMMITTEE = (
    "committee_name", "committee_number", "committee_disclosure_name", "committee_jurisdiction",
)  # fmt: skip
_OPTIONAL = (
    "creative_url",
    "spend_currency",
    "contest_text",
    *_COMMITTEE,
    "creative_text",
    "place",
    "place_excluded",
    "district",
    "district_excluded",
)
_LANDING = "web_view_url:"
_AIMS = {
    "place": "Regions (Included) / RegionID",
    "district": "Electoral Districts (Included) / ElectoralDistrictID",
}
_LEFT_OUT = {
    "place_excluded": "Regions (Excluded)",
    "district_excluded": "Electoral Districts (Excluded)",
}
_DISTRICT = re.compile(r"(.+?) (?:\d+(?:st|nd|rd|th)|At[- ]Large) (?:Congressional )?District")


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    if not tally.last_date_text:
        raise ValueError("no ad in it, so its year is not known. Remove the file.")
    year = tally.last_date_text[:4]
    return FileFacts(series=year, scope=f"/{year}")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    rows = with_absent(raw[ADS.part], _OPTIONAL)
    countries = _country_table(rows, references)
    rows = rows.drop("country_code").left_join(countries, "country").drop("country_right")
    committee = ibis.literal("; ").join([rows[name] for name in _COMMITTEE])
    landing = rows.creative_text.startswith(_LANDING).ifelse(
        rows.creative_text.substr(len(_LANDING)), rows.creative_text
    )
    end = rows.ended_time.date()
    ads = rows.mutate(
        advertiser_id=ibis.null("string"),
        payer_status=rows.payer_name.isnull().ifelse("not_declared", "declared"),
        ad_format=_format(rows.creative_url),
        landing_url=landing,
        committee_text=committee.nullif(""),
        country_codes=rows.country_code,
        first_shown_date=rows.started_time.date(),
        last_shown_date=end,
        is_end_before_start=(rows.ended_time < rows.started_time).fill_null(False),
        spend_lo=rows.spend,
        spend_hi=rows.spend,
        spend_kind=rows.spend.isnull().ifelse("unknown", "exact"),
        impressions_lo=rows.impressions,
        impressions_hi=rows.impressions,
        impressions_kind=rows.impressions.isnull().ifelse("unknown", "exact"),
    )
    choices = [
        rows.filter(rows[column].notnull()).select(
            "file_id",
            "line",
            "ad_id",
            dimension=ibis.literal(dimension),
            is_excluded=ibis.literal(is_excluded),
            choice_text=rows[column],
        )
        for dimension in _DIMENSIONS
        for column, is_excluded in ((dimension, False), (f"{dimension}_excluded", True))
        if column in rows.columns
    ]
    aimed = rows.mutate(country_codes=rows.country_code)
    read = _Aims(references)
    return {
        "ads": [ads],
        "targeting": choices,
        "ad_places": [_countries(rows), aimed_at(aimed, _AIMS, read)],
        "excluded_places": [left_out(aimed, _LEFT_OUT, read)],
    }


def _format(url: ir.StringColumn) -> ir.StringValue:
    kind = url.re_extract(r"mediaType=([a-z0-9]+)", 1)
    return ibis.cases(
        (kind.isin(["mp4", "mov"]), "video"),
        (kind.isin(["png", "jpg", "jpeg", "gif"]), "image"),
        else_=ibis.null("string"),
    )


def _country_table(rows: ir.Table, references: References) -> ir.Table:
    return lookup_table(
        [
            {"country": text, "country_code": references.places.country_code(text)}
            for text in distinct_texts(rows.country)
        ],
        {"country": "string", "country_code": "string"},
    )


def _countries(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.country_code.notnull()).select(
        "file_id", "line", "ad_id", place_code=rows.country_code, basis=ibis.literal("targeted")
    )


@dataclass(frozen=True)
class _Aims:
    """Reads lists of regions, and of districts such as ``Florida 27th District``, which lie in
    one. All else that is finer (metros, post codes, circles) lies in the country of the ad."""

    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        aim = Aim()
        for item in filter(None, map(str.strip, text.split(","))):
            district = _DISTRICT.fullmatch(item)
            name = district[1] if district else item
            code = self.references.places.region_code(home[0], name) if home else None
            if code:
                aim.add(code, is_whole=district is None)
            else:
                aim.unknown.append(item)
        return aim


def _notes(raw: RawTables, references: References) -> list[Note]:
    rows = with_absent(raw[ADS.part], _OPTIONAL)
    countries = [
        met.note(NoteKind.UNKNOWN_PLACE, "CountryCode", "country_codes")
        for met in texts_met(rows, "country", by_file=True)
        if references.places.country_code(met.text) is None
    ]
    currencies = [
        met.note(NoteKind.UNKNOWN_CURRENCY, "Currency Code", "spend_currency")
        for met in texts_met(rows, "spend_currency", by_file=True)
        if met.text not in references.currencies
    ]
    known = _country_table(rows, references).rename(country_codes="country_code")
    rows = rows.left_join(known, "country").drop("country_right")
    return countries + currencies + aim_notes(rows, _AIMS | _LEFT_OUT, _Aims(references))


FACTS = ArchiveFacts(
    copies=Copies.WHOLE,
    spend=Spend.EVERY_AD,
    payers=Payers.PAYER,
    choices=EVERY_KIND,
    choice_form=ChoiceForm({}, only_kinds=False, commas_in_places=False, country_besides=True),
    blank=Blank.NO_CHOICE,
    by_year=True,
    began=None,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=True,
    lists_candidates=False,
    id_links=(),
    says=replace(
        NOTHING_SAID,
        on_races=mark("Every ad, with what it cost and its first day."),
        on_contests=mark(
            "Asks the buyer which candidate or ballot measure an ad is about, and prints the answer."
        ),
        limits=(
            mark(
                "Snapchat's amounts are exact for each whole ad and revised in later copies; they are not split by place."
            ),
        ),
        limits_of_states=mark(
            "Snapchat does not say how much of an ad's money went to which state: only the number "
            "of ads is given."
        ),
    ),
)
ARCHIVE = Archive("snapchat", "snapchat", FACTS, (ADS,), _describe, _tables, notes=_notes)
