"""Microsoft's Ad Library: saved answers of its interface about ads and about advertisers.

Source: Microsoft's guide to the Ad Library API, and its table of country numbers. ``Ads`` answers
with a list (``value``) of ads without details; ``Ads/{id}?$expand=AdDetails`` with one ad and its
details: payer, dates, a range of impressions, shares of countries, kinds of targeting, and a
reason if the ad was restricted. ``Advertisers`` answers with names and countries. History of the
format: the list of kinds of targeting was first called TargetTypes, later Targets.

The library shows ads on Bing in the European Economic Area since June 2023. It has no spend and
no mark for politics, so ads are kept only if their payer or advertiser is a sponsor elsewhere.
``PaidForByName`` is given only if somebody else than the advertiser paid; without details it is
not known. Of a choice of the buyer only the kind is published, such as Age, not which ages.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from generator.adapters.amounts import parse_count, with_count
from generator.adapters.answers import (
    ad_texts,
    country_lists,
    flag_at,
    items_of,
    joined_by_line,
    listed_places,
    text_at,
    unreadable_lists,
)
from generator.adapters.source import (
    DIGITS,
    IGNORED,
    ISO_MOMENT,
    Archive,
    Column,
    FileFacts,
    Ignored,
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
from generator.adapters.unreadable import Unreadable, unreadable_texts
from generator.schema import NoteKind
from generator.schema.archive_facts import (
    AGE,
    GENDER,
    NOTHING_SAID,
    OTHER,
    PLACE,
    ArchiveFacts,
    Blank,
    ChoiceForm,
    Copies,
    Payers,
    Spend,
)

_ENVELOPE: Mapping[str, Ignored] = {
    r"(.*\.)?@odata\..*": IGNORED("an address or a count of the answer, not of the ad")
}
ADS = Source(
    part="ads",
    name_pattern=r"microsoft[-_ ]ads.*\.json",
    signature=frozenset({"AdId", "AdvertiserName", "DestinationUrl"}),
    required=frozenset({"ad_id", "advertiser_name"}),
    ignored_patterns=_ENVELOPE,
    columns={
        "AdId": Column("ad_id", Kind.ID, DIGITS, filled=True),
        "AdvertiserId": Column("advertiser_id", Kind.ID, DIGITS),
        "AdvertiserName": Column("advertiser_name"),
        "Title": Column("title"),
        "Description": Column("body"),
        "DisplayUrl": Column("caption"),
        "DestinationUrl": Column("landing_url"),
        "AssetJson": Column("assets"),
        "AdDetails": IGNORED("blank: an answer about several ads has no details"),
        "AdDetails.PaidForByName": Column("payer_name"),
        "AdDetails.StartDate": Column("first_shown_date", Kind.DATE, ISO_MOMENT),
        "AdDetails.EndDate": Column("last_shown_date", Kind.DATE, ISO_MOMENT),
        "AdDetails.TotalImpressionsRange": Column("impressions_text"),
        "AdDetails.ImpressionsByCountry": Column("shares"),
        "AdDetails.TargetTypes": Column("targets"),
        "AdDetails.Targets": Column("targets"),
        "AdDetails.RestrictionReason": Column("restriction"),
    },
)
ADVERTISERS = Source(
    part="advertisers",
    name_pattern=r"microsoft[-_ ]advertisers.*\.json",
    signature=frozenset({"AdvertiserId", "AdvertiserCountry", "IsVerified"}),
    ignored_patterns=_ENVELOPE,
    columns={
        "AdvertiserId": Column("advertiser_id", Kind.ID, DIGITS, filled=True),
        "AdvertiserName": Column("advertiser_name"),
        "AdvertiserCountry": Column("country"),
        "IsVerified": Column("is_verified", values=frozenset({"true", "false"}), is_closed=True),
    },
)
_NO_AD = "it names an advertiser and no ad: the answers about ads name theirs"
_DETAILS = (
    "advertiser_id", "title", "body", "caption", "landing_url", "assets", "payer_name",
    "impressions_text", "shares", "targets", "restriction",
)  # fmt: skip
_DIMENSIONS = {
    "gender": ("Gender", "1"),
    "age": ("Age", "2"),
    "place": ("Location", "3"),
    "audience": ("MicrosoftAudiences", "22", "AdvertiserAudiences", "25"),
}
_TARGETS = {"1": "Gender", "2": "Age", "3": "Location"}
_TARGETS |= {"22": "MicrosoftAudiences", "25": "AdvertiserAudiences"}
_NOT_RESTRICTED = ("none", "0")
_COUNTRIES = {
    "10": "AT", "14": "BE", "26": "BG", "49": "HR", "51": "CZ", "53": "DK", "61": "EE",
    "65": "FI", "66": "FR", "72": "DE", "76": "GR", "88": "HU", "89": "IS", "92": "IE",
    "93": "IT", "104": "LV", "107": "LI", "108": "LT", "109": "LU", "115": "MT", "129": "NL",
    "139": "NO", "151": "PL", "152": "PT", "165": "SK", "167": "SI", "170": "ES", "175": "SE",
    "207": "CY", "226": "RO",
}  # fmt: skip
"""Microsoft's own numbers of countries, as its guide lists them."""
_LISTS = ("shares", "targets")
_NO_COUNT = "is no range of impressions that can be read, such as 1K-5K"
_MEND = (
    "If the file was edited, save the answer again; if Microsoft writes ranges so, teach it to "
    "generator/adapters/amounts.py."
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series=f"{source.part}/{name.rsplit('.', 1)[0]}")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    left_out = [
        rows.select("file_id", "line", reason=ibis.literal(_NO_AD))
        for part, rows in raw.items()
        if part == ADVERTISERS.part
    ]
    if ADS.part not in raw:
        nothing = raw[ADVERTISERS.part].filter(ibis.literal(False))
        nothing = nothing.mutate(ad_id=ibis.null("string"))
        return {"rejections": left_out, "ads": [_undeclared(nothing)]}
    rows = _rows(raw)
    shares = _shares(rows, references)
    countries = country_lists(shares)
    rows = rows.left_join(countries, ["file_id", "line"]).drop("file_id_right", "line_right")
    assets = rows.assets.try_cast("json")[0]
    kind = text_at(assets, "AssetType").lower()
    has_details = rows.first_shown_date.notnull() | rows.impressions_text.notnull()
    is_restricted = rows.restriction.notnull() & ~rows.restriction.lower().isin(_NOT_RESTRICTED)
    ads = with_count(rows, "impressions_text", "impressions").mutate(
        payer_status=ibis.cases(
            (rows.payer_name.notnull(), "declared"),
            (has_details, "not_declared"),
            else_="not_collected",
        ),
        ad_status=is_restricted.ifelse("restricted", ibis.null("string")),
        ad_format=kind.isin(["image", "video"]).ifelse(kind, ibis.null("string")),
        creative_url=text_at(assets, "AssetUrl"),
        country_codes=rows.shown_in,
        # Of two answers of one day about an ad, the one with its details counts.
        file_rank=has_details.ifelse(0, 1),
        is_end_before_start=(rows.last_shown_date < rows.first_shown_date).fill_null(False),
    )
    return {
        "rejections": left_out,
        "ads": [ads],
        "ad_texts": ad_texts(rows, {"title": "title", "body": "body", "caption": "caption"}),
        "targeting": [_targeting(rows)],
        "deliveries": [shares],
        "ad_places": [listed_places(shares)],
    }


def _rows(raw: RawTables) -> ir.Table:
    rows = with_absent(raw[ADS.part], _DETAILS)
    absent = {
        name: ibis.null("date")
        for name in ("first_shown_date", "last_shown_date")
        if name not in rows.columns
    }
    return rows.mutate(**absent)


def _undeclared(rows: ir.Table) -> ir.Table:
    return rows.mutate(
        payer_status=ibis.literal("not_collected"),
        is_end_before_start=ibis.literal(False),
        impressions_hi=ibis.null("int64"),
    )


def _shares(rows: ir.Table, references: References) -> ir.Table:
    """The share of each country in the impressions, which is published as 17.3%."""
    items = items_of(rows, "shares")
    items = items.mutate(
        value_text=text_at(items.item, "Country"), percent=text_at(items.item, "ImpressionShare")
    ).filter(ibis._.value_text.notnull())
    codes = lookup_table(
        [
            {"country": text, "place_code": _COUNTRIES.get(text, _named(text, references))}
            for text in distinct_texts(items.value_text)
        ],
        {"country": "string", "place_code": "string"},
    )
    found = items.left_join(codes, items.value_text == codes.country)
    number = found.percent.re_extract(r"^(\d+(\.\d+)?)\s*%?$", 1)
    return found.select(
        "file_id",
        "line",
        "ad_id",
        "value_text",
        "place_code",
        dimension=ibis.literal("country"),
        share=number.try_cast("decimal(12, 6)") / 100,
    )


def _named(text: str, references: References) -> str | None:
    return None if text.isdecimal() else references.places.country_code(text)


def _targets(rows: ir.Table) -> ir.Table:
    items = items_of(rows, "targets")
    return items.mutate(
        target=text_at(items.item, "TargetType"),
        is_excluded=flag_at(items.item, "UsedForExclusion"),
    ).filter(ibis._.target.notnull())


def _targeting(rows: ir.Table) -> ir.Table:
    """The kinds that were chosen; a kind that was "also used for exclusion" stands twice. One that
    is new is told among the groups of people."""
    targets = _targets(rows)
    dimension = ibis.cases(
        *((targets.target.isin(names), name) for name, names in _DIMENSIONS.items()),
        else_="demographic",
    )
    kind = targets.target.substitute(_TARGETS)
    targets = targets.mutate(dimension=dimension, choice_text=kind)
    chosen = targets.mutate(is_excluded=ibis.literal(False))
    both = chosen.union(targets.filter(targets.is_excluded))
    both = both.select("file_id", "line", "ad_id", "dimension", "is_excluded", "choice_text")
    return joined_by_line(both.distinct(), "dimension", "is_excluded", text="choice_text")


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    if ADS.part not in raw:
        return []
    rows = with_absent(raw[ADS.part], _DETAILS)
    counts = unreadable_texts(rows, "impressions_text", parse_count, _NO_COUNT, _MEND)
    return [*unreadable_lists(rows, _LISTS), counts]


def _notes(raw: RawTables, references: References) -> list[Note]:
    """The kinds of targeting that are new."""
    if ADS.part not in raw:
        return []
    rows = _rows(raw)
    known = {name for names in _DIMENSIONS.values() for name in names}
    labels = rows.select("file_id", "line", "file_label")
    targets = _targets(rows).inner_join(labels, ["file_id", "line"])
    return [
        met.note(NoteKind.UNKNOWN_VALUE, "AdDetails.Targets", "choice_text")
        for met in texts_met(targets, "target", by_file=True)
        if met.text not in known
    ]


FACTS = ArchiveFacts(
    copies=Copies.SELECTION,
    spend=Spend.NOWHERE,
    payers=Payers.PAYER,
    choices=(AGE, GENDER, PLACE, OTHER),
    choice_form=ChoiceForm({}, only_kinds=True, commas_in_places=False, country_besides=False),
    blank=Blank.NOTHING,
    by_year=False,
    began=None,
    is_collection=False,
    only_known_sponsors=True,
    names_contests=False,
    lists_candidates=False,
    id_links=(),
    says=NOTHING_SAID,
)
ARCHIVE = Archive(
    "microsoft",
    "microsoft",
    FACTS,
    (ADS, ADVERTISERS),
    _describe,
    _tables,
    notes=_notes,
    unreadable=_unreadable,
)
