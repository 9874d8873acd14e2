"""Meta's Ad Library API: the answers of ``ads_archive`` of the Graph API, one record for each ad.

Source: the Ad Library API, asked with a personal token. Read are a saved page
(``{"data": […], "paging": …}``), JSON lines and a single record. An answer is somebody's
selection, not the whole archive, so each file name is a series of its own (a day in it apart):
the newest file of a name stands for it. An ad that stands in several files counts once, and one
that stands twice in a file counts as its last record gives it.

History of the format: until 2021 a single text, link title, caption and description
(``ad_creative_body``), since then lists; ``funding_entity`` became ``bylines``, ``potential_reach``
became ``estimated_audience_size``, ``region_distribution`` became ``delivery_by_region``; times
with a zone became days. In the European Union also what the buyer chose, the reach, and payers
with beneficiaries.

- Spend, impressions and audience are pairs of bounds. No upper bound: at least. A lower bound
  of 0: at most. Neither: unknown.
- The payer is the byline ("paid for by"). Only if it is blank, the payer given with the
  beneficiary is. Of several such pairs those marked as current count, of several current ones
  all, joined by ``; ``.
- Two ages that are no ranges are the ends of one: ``18`` and ``65+`` is ``18-65+``.
- The address of a picture of the ad holds the token of whoever asked: it is never read. Instead
  the ad is linked by its id.
- Countries are those of the reach, else the one that the regions of delivery are in.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from generator.adapters.meta.delivery import (
    chosen_places,
    deliveries,
    listed_countries,
    place_notes,
    shown_regions,
)
from generator.adapters.meta.facts import BEGAN, LIMITS_OF_BASIS, PAGE_LINKS
from generator.adapters.meta.lists import (
    LISTS,
    PAYERS,
    REPAIR,
    TEXT_LISTS,
    entries,
    filled,
    texts_of,
    unreadable_lists,
)
from generator.adapters.source import (
    DIGITS,
    IGNORED,
    ISO_MOMENT,
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
from generator.adapters.unreadable import Unreadable, unreadable
from generator.schema import NoteKind
from generator.schema.archive_facts import (
    AGE,
    GENDER,
    NOTHING_SAID,
    OTHER,
    PLACE,
    PLAIN_LISTS,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)
from generator.text.language import mark

_AD_URL = "https://www.facebook.com/ads/library/?id="
_DAY = re.compile(r"[-_. ]*(?<!\d)20\d{2}-\d{2}(-\d{2})?(?!\d)")
_PAIRS = {
    "spend": "spend",
    "impressions": "impressions",
    "estimated_audience_size": "audience",
    "potential_reach": "old_audience",
}
"""Meta's names for pairs of bounds, and ours."""
_BOUNDS = {
    f"{original}.{side}_bound": Column(f"{name}_{side}", Kind.INTEGER)
    for original, name in _PAIRS.items()
    for side in ("lower", "upper")
}
_TEXTS = {
    "body": ("bodies", "body"),
    "title": ("titles", "title"),
    "caption": ("captions", "caption"),
    "description": ("descriptions", "description"),
}
"""By part of ``ad_texts``: our column of the list, and of the single text before 2021."""

ADS = Source(
    part="ads",
    name_pattern=r"(?i).*ads_archive.*\.(json|jsonl|ndjson)",
    signature=frozenset({"page_id", "ad_delivery_start_time"}),
    required=frozenset({"ad_id"}),
    columns={
        "id": Column("ad_id", Kind.ID, DIGITS, filled=True),
        "_id": Column("ad_id", Kind.ID, DIGITS, filled=True),
        "page_id": Column("page_id", Kind.ID, DIGITS),
        "page_name": Column("advertiser_name"),
        "bylines": Column("byline"),
        "funding_entity": Column("old_byline"),
        "currency": Column("spend_currency"),
        "ad_creation_time": IGNORED("when the ad was made; the days of its delivery are kept"),
        "ad_delivery_start_time": Column("started_date", Kind.DATE, ISO_MOMENT),
        "ad_delivery_stop_time": Column("ended_date", Kind.DATE, ISO_MOMENT),
        "ad_snapshot_url": IGNORED("holds the token of whoever asked", personal=True),
        "ad_creative_body": Column("body"),
        "ad_creative_link_title": Column("title"),
        "ad_creative_link_caption": Column("caption"),
        "ad_creative_link_description": Column("description"),
        "target_gender": Column("gender", values=frozenset({"All", "Women", "Men"})),
        "eu_total_reach": Column("reach", Kind.INTEGER),
        "br_total_reach": IGNORED("people reached in Brazil; the field is for the European Union"),
        **{original: Column(f"{name}_text") for original, name in _PAIRS.items()},
        **_BOUNDS,
        **{original: Column(name) for name, original in TEXT_LISTS.items()},
        **{item.original: Column(item.name) for item in LISTS},
    },
)
_TYPES = {
    column.name: {Kind.INTEGER: "int64", Kind.DATE: "date"}.get(column.kind, "string")
    for column in ADS.columns.values()
    if isinstance(column, Column)
}


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    stem = _DAY.sub("", name.rsplit(".", 1)[0]).strip("-_. ")
    return FileFacts(series=f"ads/{stem}" if stem else "ads")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    rows = _complete(raw[ADS.part])
    rows = rows.mutate(
        counts_on_line=rows.line.max().over(ibis.window(group_by=["file_id", "ad_id"]))
    )
    again = rows.filter(rows.line != rows.counts_on_line)
    rows = rows.filter(rows.line == rows.counts_on_line)
    regions = shown_regions(rows, references)
    shown, reached = deliveries(rows, regions, references)
    countries = listed_countries(reached, regions)
    chosen = chosen_places(rows, references)
    return {
        "ads": [_ads(rows, countries)],
        "ad_texts": [_texts(rows, part) for part in _TEXTS],
        "targeting": [*_choices(rows), chosen.texts.mutate(dimension=ibis.literal("place"))],
        "ad_places": [
            countries.mutate(basis=ibis.literal("listed")),
            chosen.aimed,
        ],
        "excluded_places": [chosen.excluded],
        "deliveries": shown,
        "rejections": [_repeated(again)],
    }


def _complete(rows: ir.Table) -> ir.Table:
    """The rows with every column, those that no file has as nulls."""
    absent = [name for name in _TYPES if name not in rows.columns]
    rows = with_absent(rows, absent)
    return rows.mutate(**{name: rows[name].cast(_TYPES[name]) for name in absent})


def _repeated(again: ir.Table) -> ir.Table:
    line = again.counts_on_line.cast("string")
    return again.select("file_id", "line", reason="the same ad again in record " + line)


def _ads(rows: ir.Table, countries: ir.Table) -> ir.Table:
    rows = _with_countries(_with_payers(rows), countries)
    payer = ibis.coalesce(rows.byline, rows.old_byline, rows.paid_by)
    ads = rows.mutate(
        advertiser_id=rows.page_id.nullif("0"),
        payer_name=payer,
        payer_status=payer.isnull().ifelse("not_declared", "declared"),
        ad_url=ibis.literal(_AD_URL) + rows.ad_id,
        surfaces_text=ibis.literal(", ").join(texts_of(rows.surfaces)).nullif(""),
        language_codes=ibis.literal(" ").join(texts_of(rows.languages)).nullif(""),
        first_shown_date=rows.started_date,
        last_shown_date=rows.ended_date,
        is_end_before_start=(rows.ended_date < rows.started_date).fill_null(False),
        **_amount(rows, "spend"),
        **_amount(rows, "impressions"),
        **_amount(rows, "audience", "old_audience"),
        reach_lo=rows.reach,
        reach_hi=rows.reach,
        reach_kind=rows.reach.isnull().ifelse("unknown", "exact"),
    )
    return ads


def _amount(rows: ir.Table, field: str, *older: str) -> dict[str, ir.Value]:
    """The bounds and the kind of a pair; of the older name of it, where there is no newer one."""
    lo, hi = (
        ibis.coalesce(*(rows[f"{name}_{side}"] for name in (field, *older)))
        for side in ("lower", "upper")
    )
    # A maximum alone is a bound from above.
    lo = ibis.coalesce(lo, hi.isnull().ifelse(ibis.null("int64"), ibis.literal(0, "int64")))
    kind = ibis.cases(
        (lo.isnull(), "unknown"),
        (hi.isnull(), "at_least"),
        (lo == hi, "exact"),
        (lo == 0, "at_most"),
        else_="bucket",
    )
    return {f"{field}_lo": lo, f"{field}_hi": hi, f"{field}_kind": kind}


def _with_payers(rows: ir.Table) -> ir.Table:
    """Add paid_by and beneficiary_name."""
    pairs = entries(rows, PAYERS)
    pairs = pairs.mutate(is_marked=(pairs.current.lower() == "true").fill_null(False))
    any_marked = pairs.is_marked.max().over(ibis.window(group_by=["file_id", "line"]))
    pairs = pairs.mutate(any_marked=any_marked)
    pairs = pairs.filter(pairs.is_marked | ~pairs.any_marked)
    for key, name in (("payer", "paid_by"), ("beneficiary", "beneficiary_name")):
        named = pairs.filter(pairs[key].notnull())
        first = named.group_by(["file_id", "line", key]).aggregate(position=named.position.min())
        joined = first.group_by(["file_id", "line"]).aggregate(
            **{name: first[key].group_concat("; ", order_by=first.position)}
        )
        rows = rows.left_join(joined, ["file_id", "line"]).drop("file_id_right", "line_right")
    return rows


def _with_countries(rows: ir.Table, countries: ir.Table) -> ir.Table:
    """Add country_codes: the countries in order, joined by a space."""
    joined = countries.group_by(["file_id", "line"]).aggregate(
        country_codes=countries.place_code.group_concat(" ", order_by=countries.place_code)
    )
    return rows.left_join(joined, ["file_id", "line"]).drop("file_id_right", "line_right")


def _texts(rows: ir.Table, part: str) -> ir.Table:
    """The texts of one part: of the list, or the single one of an older answer."""
    many, one = _TEXTS[part]
    single = ibis.array([rows[one]]).filter(lambda text: text.notnull())
    found = rows.select(
        "file_id", "line", "ad_id", text=ibis.coalesce(texts_of(rows[many]), single)
    ).unnest("text", offset="place")
    return found.mutate(part=ibis.literal(part), position=found.place + 1)


def _choices(rows: ir.Table) -> list[ir.Table]:
    """Ages and genders that buyers in the European Union chose. All genders is no choice."""
    ages = texts_of(rows.ages)
    is_span = (ages.length() == 2) & ~ibis.literal("").join(ages).contains("-")
    text = is_span.ifelse(ibis.literal("-").join(ages), ibis.literal(", ").join(ages))
    found = {"age": text.nullif(""), "gender": rows.gender.nullif("All")}
    return [
        rows.filter(choice.notnull()).select(
            "file_id",
            "line",
            "ad_id",
            dimension=ibis.literal(dimension),
            is_excluded=ibis.literal(False),
            choice_text=choice,
        )
        for dimension, choice in found.items()
    ]


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    rows = _complete(raw[ADS.part])
    found = list(unreadable_lists(rows))
    parts = [f"{name}_{part}" for name in _PAIRS.values() for part in ("text", "upper")]
    used = filled(rows, parts)
    for name in _PAIRS.values():
        if f"{name}_text" in used:
            bare = rows.filter(rows[f"{name}_text"].notnull())
            found.append(unreadable(bare, f"{name}_text", "is no pair of bounds", REPAIR))
        if f"{name}_upper" in used:
            low, high = (rows[f"{name}_{side}"] for side in ("lower", "upper"))
            crossed = rows.filter((high < low).fill_null(False))
            found.append(unreadable(crossed, f"{name}_upper", "is below the lower bound", REPAIR))
    return found


def _notes(raw: RawTables, references: References) -> list[Note]:
    rows = _complete(raw[ADS.part])
    currencies = [
        met.note(NoteKind.UNKNOWN_CURRENCY, "currency", "spend_currency")
        for met in texts_met(rows, "spend_currency", by_file=True)
        if met.text not in references.currencies
    ]
    return currencies + place_notes(rows, references)


FACTS = ArchiveFacts(
    copies=Copies.SELECTION,
    spend=Spend.SOME_ADS,
    payers=Payers.PAYER_OR_PAGE,
    choices=(AGE, GENDER, PLACE, OTHER),
    choice_form=PLAIN_LISTS,
    blank=Blank.NOTHING,
    by_year=False,
    began=BEGAN,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=PAGE_LINKS,
    says=replace(
        NOTHING_SAID, called=mark("a selection of its ads"), limits_of_basis=LIMITS_OF_BASIS
    ),
)
ARCHIVE = Archive(
    "meta-api", "meta", FACTS, (ADS,), _describe, _tables, notes=_notes, unreadable=_unreadable
)
