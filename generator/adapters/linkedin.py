"""LinkedIn's Ad Library: saved answers of its interface (``adLibrary?q=criteria``).

Source: the Ad Library API as public clients show its answers. Each of the ``elements`` is an ad:
its address in the library, whether it is restricted, its kind, the advertiser and, mostly, who
paid; for ads shown in the European Union the first and last impression, a range of impressions,
the share of each country, and what the buyer chose. History of the format: choices came first
with ``isInclusive`` and ``inclusiveSegments``, later with ``isIncluded`` and ``includedSegments``.

The library holds ads since June 2023, until a year after the last impression. It has no spend, no
text of the ads and no mark for politics (LinkedIn refuses political ads), so ads are kept only if
their payer or advertiser is a sponsor elsewhere. The id of an ad is the number in its address;
that of an advertiser the number of its company page. Pages of people have none.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import ListAims, aim_notes, aimed_at, left_out
from generator.adapters.answers import (
    country_lists,
    flag_at,
    items_of,
    joined_by_line,
    listed_places,
    text_at,
    texts_at,
    texts_of,
    unreadable_lists,
)
from generator.adapters.source import (
    EPOCH_MILLISECONDS,
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
    distinct_texts,
    lookup_table,
    with_absent,
)
from generator.adapters.unreadable import Unreadable, unreadable
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

_BLANK = IGNORED("blank: the ad has none of its parts")
_STATISTICS = "details.adStatistics"
ADS = Source(
    part="ads",
    name_pattern=r"linkedin[-_ ].*\.json",
    signature=frozenset({"adUrl", "isRestricted"}),
    required=frozenset({"ad_url"}),
    columns={
        "adUrl": Column("ad_url", filled=True),
        "isRestricted": Column(
            "is_restricted", values=frozenset({"true", "false"}), is_closed=True
        ),
        "details": _BLANK,
        "details.type": Column("type"),
        "details.advertiser": _BLANK,
        "details.advertiser.advertiserName": Column("advertiser_name"),
        "details.advertiser.advertiserUrl": Column("advertiser_url"),
        "details.advertiser.adPayer": Column("payer_name"),
        _STATISTICS: _BLANK,
        f"{_STATISTICS}.firstImpressionAt": Column("first_time", Kind.TIME, EPOCH_MILLISECONDS),
        f"{_STATISTICS}.latestImpressionAt": Column("last_time", Kind.TIME, EPOCH_MILLISECONDS),
        f"{_STATISTICS}.totalImpressions": _BLANK,
        f"{_STATISTICS}.totalImpressions.from": Column("impressions_lo", Kind.INTEGER),
        f"{_STATISTICS}.totalImpressions.to": Column("impressions_hi", Kind.INTEGER),
        f"{_STATISTICS}.impressionsDistributionByCountry": Column("shares"),
        "details.adTargeting": Column("targets"),
    },
)
_TEXTS = (
    "is_restricted", "type", "advertiser_name", "advertiser_url", "payer_name", "shares", "targets",
)  # fmt: skip
_FACETS = {
    "Age": "age",
    "Gender": "gender",
    "Language": "language",
    "Location": "place",
    "Audience": "audience",
    "Member Interests and Traits": "interest",
}
"""The choices that have a name here. Every other one is a group of people, told with its name."""
_FORMATS = {"TEXT_AD": "text", "SPONSORED_VIDEO": "video"}
"""Kinds of ads that say a format. The list of kinds is not complete, and most say none."""
_LISTS = ("shares", "targets")
_COUNTRY = r"^urn:li:country:([A-Za-z]{2})$"
_AD = r"^https://www\.linkedin\.[a-z]+/ad-library/detail/(\d+)/?$"
_NO_AD = (
    "is no address of an ad in the library, such as https://www.linkedin.com/ad-library/detail/ and a "
    "number"
)
_MEND = (
    "If the file was edited, save the answer again; if the format has changed, teach it to "
    "generator/adapters/linkedin.py."
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series=f"ads/{name.rsplit('.', 1)[0]}")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    rows = _rows(raw)
    shares = _shares(rows, references)
    countries = country_lists(shares)
    rows = rows.left_join(countries, ["file_id", "line"]).drop("file_id_right", "line_right")
    first, last = rows.first_time.date(), rows.last_time.date()
    ads = rows.mutate(
        advertiser_id=rows.advertiser_url.re_extract(r"/company/(\d+)/?$", 1).nullif(""),
        payer_status=rows.payer_name.notnull().ifelse("declared", "not_declared"),
        ad_status=(rows.is_restricted == "true").ifelse("restricted", ibis.null("string")),
        ad_format=ibis.cases(
            *((rows.type == kind, name) for kind, name in _FORMATS.items()),
            else_=ibis.null("string"),
        ),
        country_codes=rows.shown_in,
        first_shown_date=first,
        last_shown_date=last,
        is_end_before_start=(last < first).fill_null(False),
        impressions_kind=ibis.cases(
            (rows.impressions_lo.isnull(), "unknown"),
            (rows.impressions_hi.isnull(), "at_least"),
            else_="bucket",
        ),
        impressions_hi=rows.impressions_lo.isnull().ifelse(ibis.null("int64"), rows.impressions_hi),
    )
    facets = _facets(rows)
    read = ListAims(references, _NO_SEPARATOR)
    return {
        "ads": [ads],
        "targeting": [_targeting(facets)],
        "deliveries": [shares],
        "ad_places": [
            listed_places(shares),
            aimed_at(_segments(facets, is_excluded=False), ["name"], read),
        ],
        "excluded_places": [left_out(_segments(facets, is_excluded=True), ["name"], read)],
    }


def _rows(raw: RawTables) -> ir.Table:
    rows = with_absent(raw[ADS.part], _TEXTS)
    absent = {
        name: ibis.null(kind)
        for name, kind in (
            ("first_time", "timestamp"),
            ("last_time", "timestamp"),
            ("impressions_lo", "int64"),
            ("impressions_hi", "int64"),
        )
        if name not in rows.columns
    }
    return rows.mutate(**absent, ad_id=rows.ad_url.re_extract(_AD, 1))


def _shares(rows: ir.Table, references: References) -> ir.Table:
    """The share of each country in the impressions, which is published in hundredths."""
    items = items_of(rows, "shares")
    items = items.mutate(
        value_text=text_at(items.item, "country"),
        percent=text_at(items.item, "impressionPercentage"),
    ).filter(ibis._.value_text.notnull())
    codes = lookup_table(
        [
            {"country": text, "place_code": references.places.country_code(text.split(":")[-1])}
            for text in distinct_texts(items.value_text)
        ],
        {"country": "string", "place_code": "string"},
    )
    found = items.left_join(codes, items.value_text == codes.country)
    return found.select(
        "file_id",
        "line",
        "ad_id",
        "value_text",
        place_code=found.value_text.re_search(_COUNTRY).ifelse(
            found.place_code, ibis.null("string")
        ),
        dimension=ibis.literal("country"),
        share=found.percent.try_cast("decimal(12, 6)") / 100,
    )


def _facets(rows: ir.Table) -> ir.Table:
    """One row for each choice, with what it took in or left out: under the old or new names."""
    items = items_of(rows, "targets")
    facet = text_at(items.item, "facetName")
    items = items.mutate(
        facet=facet,
        dimension=ibis.cases(
            *((facet == name, dimension) for name, dimension in _FACETS.items()),
            else_="demographic",
        ),
    ).filter(ibis._.facet.notnull())
    sides = [
        items.select(
            "file_id",
            "line",
            "ad_id",
            "facet",
            "dimension",
            "item",
            is_excluded=ibis.literal(is_excluded),
            is_used=flag_at(items.item, new_flag) | flag_at(items.item, old_flag),
            segments=texts_at(items.item, new).fill_null(texts_at(items.item, old)),
            list_name=items.item[new].isnull().ifelse(old, new),
        )
        for is_excluded, new_flag, old_flag, new, old in (
            (False, "isIncluded", "isInclusive", "includedSegments", "inclusiveSegments"),
            (True, "isExcluded", "isExclusive", "excludedSegments", "exclusiveSegments"),
        )
    ]
    both = sides[0].union(sides[1])
    return both.filter(both.is_used | both.segments.notnull())


def _targeting(facets: ir.Table) -> ir.Table:
    """A choice without a list of what it took in is told by its name."""
    is_named = facets.dimension != "demographic"
    choice = ibis.cases(
        (facets.segments.isnull(), facets.facet),
        (is_named, facets.segments),
        else_=facets.facet + ": " + facets.segments,
    )
    parts = facets.select(
        "file_id", "line", "ad_id", "dimension", "is_excluded", choice_text=choice
    )
    return joined_by_line(parts, "dimension", "is_excluded", text="choice_text", separator="; ")


def _segments(facets: ir.Table, *, is_excluded: bool) -> ir.Table:
    """The places that were taken in, or left out, one to a row."""
    places = facets.filter(facets.dimension == "place")
    side = places.filter(places.is_excluded if is_excluded else ~places.is_excluded)
    lists = [
        side.filter(side.list_name == name).select(
            "file_id",
            "line",
            "ad_id",
            name=texts_of(side.item[name]),
        )
        for name in _LISTS_OF_SIDE[is_excluded]
    ]
    return lists[0].union(lists[1]).unnest("name")


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    rows = _rows(raw)
    no_ad = rows.filter(rows.ad_id == "")
    turned = rows.filter(rows.impressions_lo > rows.impressions_hi)
    return [
        *unreadable_lists(rows, _LISTS),
        unreadable(no_ad, "ad_url", _NO_AD, _MEND),
        unreadable(turned, "impressions_lo", "is more than the upper bound beside it", _MEND),
    ]


def _notes(raw: RawTables, references: References) -> list[Note]:
    """The places of choices that have no code."""
    rows = _rows(raw)
    facets, files = _facets(rows), rows.select("file_id", "file_label").distinct()
    read = ListAims(references, _NO_SEPARATOR)
    found: list[Note] = []
    for is_excluded in (False, True):
        places = _segments(facets, is_excluded=is_excluded).inner_join(files, "file_id")
        found += aim_notes(places, {"name": "details.adTargeting"}, read)
    return found


_NO_SEPARATOR = "\n"
"""A place is an item of a list, and its commas are its own."""
_LISTS_OF_SIDE = {
    False: ("includedSegments", "inclusiveSegments"),
    True: ("excludedSegments", "exclusiveSegments"),
}
FACTS = ArchiveFacts(
    copies=Copies.SELECTION,
    spend=Spend.NOWHERE,
    payers=Payers.PAYER,
    choices=EVERY_KIND,
    choice_form=PLAIN_LISTS,
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
    "linkedin",
    "linkedin",
    FACTS,
    (ADS,),
    _describe,
    _tables,
    notes=_notes,
    unreadable=_unreadable,
)
