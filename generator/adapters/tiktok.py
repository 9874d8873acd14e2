"""TikTok's Commercial Content Library: saved answers of its interface about ads.

Source: TikTok's documentation of the Commercial Content API. ``ad/query`` answers with a list of
ads (``data.ads``), each with its advertiser; ``ad/detail`` with one ad (``data``), which also has
texts, the address it leads to and what the buyer chose. History of the format: the payer was
first called ``paid_by``, later ``paid_for_by``; the choices ``target``, later ``targeting_info``.

The library holds ads since October 2022 in Europe. It has no spend, and no mark for politics
(TikTok refuses political ads), so ads are kept only if their payer or advertiser is a sponsor
elsewhere. Numbers of people are rounded texts such as 10K, or ranges such as 10K-100K. Addresses
of pictures and videos are signed and expire, so only the format is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import Aim, aim_notes, aimed_at
from generator.adapters.amounts import parse_count, with_count
from generator.adapters.answers import ad_texts, list_text, unreadable_lists
from generator.adapters.source import (
    COMPACT_DATE,
    DIGITS,
    IGNORED,
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
    with_absent,
)
from generator.adapters.unreadable import Unreadable, unreadable_texts
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

_STATUSES = {
    "active": "active",
    "inactive": "inactive",
    "removed_by_tiktok": "removed",
    "deleted_by_advertiser": "deleted_by_advertiser",
}
_BETWEEN = "\u241e"
_AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55+")
_GENDERS = ("female", "male", "other_genders", "unknown")
_YES_NO = frozenset({"true", "false"})
_AD_COLUMNS: dict[str, Column | Ignored] = {
    "ad.id": Column("ad_id", Kind.ID, DIGITS, filled=True),
    "ad.first_shown_date": Column("first_shown_date", Kind.DATE, COMPACT_DATE),
    "ad.last_shown_date": Column("last_shown_date", Kind.DATE, COMPACT_DATE),
    "ad.status": Column(
        "status", values=frozenset(_STATUSES) | {name.upper() for name in _STATUSES}
    ),
    "ad.status_statement": IGNORED("the status in other words"),
    "ad.videos": Column("videos"),
    "ad.image_urls": Column("images"),
    "ad.reach": Column("reach_plain"),
    "ad.reach.unique_users_seen": Column("reach_text"),
    "ad.title": Column("title"),
    "ad.external_url": Column("landing_url"),
    "ad.download_url": IGNORED("a signed address that expires"),
    "ad.call_to_action": Column("call_to_action"),
    "ad.advertising_objective": IGNORED("what the advertiser pays for, such as clicks"),
    "advertiser.business_id": Column("advertiser_id", Kind.ID, DIGITS),
    "advertiser.business_name": Column("advertiser_name"),
    "advertiser.paid_for_by": Column("payer_name"),
    "advertiser.paid_by": Column("payer_name"),
    "advertiser.country_code": IGNORED("the advertiser's country, not that of the ad"),
    "advertiser.follower_count": IGNORED("of the advertiser's account on the day of the answer"),
    "advertiser.avatar_url": IGNORED("a signed address that expires"),
    "advertiser.profile_url": IGNORED("an account on TikTok; the business name is kept"),
}
_TARGETING = {
    "country": Column("countries"),
    "provinces": Column("provinces"),
    "cities": Column("cities"),
    "languages": Column("languages"),
    "device_models": Column("device_models"),
    "operating_systems": Column("operating_systems"),
    "interest": Column("interest"),
    "audience_targeting": Column("audience"),
    "audience_targeting_exclude": Column("audience_excluded"),
    "video_interactions": Column("video_interactions"),
    "creator_interactions": Column("creator_interactions"),
    "high_spending_power": Column("high_spending_power"),
    "number_of_users_targeted": Column("audience_text"),
    **{
        f"age.{age}": Column(f"age_{number}", values=_YES_NO, is_closed=True)
        for number, age in enumerate(_AGES)
    },
    **{
        f"gender.{name}": Column(f"gender_{name}", values=_YES_NO, is_closed=True)
        for name in _GENDERS
    },
}
_IGNORED_PATTERNS = {
    r"(data\.)?ad\.reach\.unique_users_seen_by_country(\..*)?": IGNORED(
        "the same people by country, in rounded texts: neither shares nor counts"
    ),
    r"(data\.)?ad\.rejection_info(\..*)?": IGNORED("why TikTok removed the ad; the status says so"),
    r"(data\.)?advertiser\.tiktok_account(\..*)?": IGNORED("an account, not who paid"),
    r"(data\.)?ad_group(\.target|\.targeting_info)?(\.age|\.gender)?": IGNORED(
        "blank: nothing was chosen"
    ),
}


def _columns(prefix: str) -> dict[str, Column | Ignored]:
    """The columns of an ad, whose names all begin so."""
    targeting = {
        f"{prefix}ad_group.{group}.{name}": column
        for group in ("target", "targeting_info")
        for name, column in _TARGETING.items()
    }
    return {f"{prefix}{name}": column for name, column in _AD_COLUMNS.items()} | targeting


ADS = Source(
    part="ads",
    name_pattern=r"tiktok[-_ ].*\.json",
    signature=frozenset({"ad.id", "advertiser.business_name"}),
    required=frozenset({"ad_id", "advertiser_name"}),
    columns=_columns(""),
    ignored_patterns=_IGNORED_PATTERNS,
)
AD = Source(
    part="ad",
    name_pattern=r"tiktok[-_ ]ad[-_ ].*\.json",
    signature=frozenset({"data.ad.id", "data.advertiser.business_name"}),
    required=frozenset({"ad_id", "advertiser_name"}),
    columns=_columns("data."),
    ignored_patterns=_IGNORED_PATTERNS
    | {r"error(\..*)?": IGNORED("what the interface says about the answer, not about the ad")},
)
_LISTS = (
    "videos", "images", "countries", "provinces", "cities", "languages", "device_models",
    "operating_systems",
)  # fmt: skip
_COUNTS = ("reach_plain", "reach_text", "audience_text")
_TEXTS = tuple(
    column.name
    for column in _columns("").values()
    if isinstance(column, Column) and column.kind is Kind.TEXT
)
_NO_COUNT = "is no number of people that can be read, such as 10K or 10K-100K"
_MEND = (
    "If the file was edited, save the answer again; if TikTok writes numbers so, teach it to "
    "generator/adapters/amounts.py."
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series=f"{source.part}/{name.rsplit('.', 1)[0]}", rank=int(source is ADS))


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    parts = [_rows(raw[part]) for part in (ADS.part, AD.part) if part in raw]
    columns = sorted(parts[0].columns)
    rows = [part.select(columns) for part in parts]
    return _tables_of(rows[0] if len(rows) == 1 else ibis.union(*rows), references)


def _rows(rows: ir.Table) -> ir.Table:
    rows = with_absent(rows, [*_TEXTS, "advertiser_id"])
    absent = {
        name: ibis.null("date")
        for name in ("first_shown_date", "last_shown_date")
        if name not in rows.columns
    }
    return rows.mutate(**absent)


def _tables_of(rows: ir.Table, references: References) -> Mapping[str, list[ir.Table]]:
    rows = rows.mutate(reach_text=rows.reach_text.fill_null(rows.reach_plain))
    counted = with_count(with_count(rows, "reach_text", "reach"), "audience_text", "audience")
    ads = counted.mutate(
        payer_status=counted.payer_name.notnull().ifelse("declared", "not_declared"),
        ad_status=counted.status.lower().substitute(_STATUSES),
        ad_format=ibis.cases(
            (counted.videos.notnull(), "video"),
            (counted.images.notnull(), "image"),
            else_=ibis.null("string"),
        ),
        impressions_hi=ibis.null("int64"),
        is_end_before_start=(counted.last_shown_date < counted.first_shown_date).fill_null(False),
    )
    return {
        "ads": [ads],
        "ad_texts": ad_texts(rows, {"title": "title", "caption": "call_to_action"}),
        "targeting": _targeting(rows),
        "ad_places": [aimed_at(_with_aims(rows), ["aims"], _Aims(references))],
    }


def _with_aims(rows: ir.Table) -> ir.Table:
    """With the lists of countries, provinces and cities in one text."""
    lists = [list_text(rows[name]).fill_null("") for name in ("countries", "provinces", "cities")]
    aims = ibis.literal(_BETWEEN).join(lists)
    return rows.mutate(aims=aims.nullif(_BETWEEN * 2))


@dataclass(frozen=True)
class _Aims:
    """Reads these lists. A city lies in the country, if there is one only."""

    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        places, aim = self.references.places, Aim()
        countries, provinces, cities = (
            [item for item in part.split(", ") if item] for part in text.split(_BETWEEN)
        )
        for item in countries:
            if code := places.country_code(item):
                aim.add(code)
            else:
                aim.unknown.append(item)
        chosen = list(aim.codes)
        for item in provinces:
            found = {places.region_code(country, item) for country in chosen} - {None}
            if len(found) == 1:
                aim.add(str(found.pop()))
            else:
                aim.unknown.append(item)
        if len(chosen) != 1:
            aim.unknown += cities
        return aim


def _notes(raw: RawTables, references: References) -> list[Note]:
    """The places of choices that have no code."""
    found: list[Note] = []
    for part in (ADS.part, AD.part):
        if part in raw:
            rows = _with_aims(_rows(raw[part]))
            found += aim_notes(rows, {"aims": "targeting_info"}, _Aims(references))
    return found


def _targeting(rows: ir.Table) -> list[ir.Table]:
    """What the buyer chose. All ages, or all genders, are a choice as well."""
    ages = {name: rows[f"age_{number}"] == "true" for number, name in enumerate(_AGES)}
    genders = {name: rows[f"gender_{name}"] == "true" for name in _GENDERS}
    groups = {
        "video interactions": rows.video_interactions,
        "creator interactions": rows.creator_interactions,
        "high spending power": rows.high_spending_power,
    }
    choices = [
        ("age", False, _chosen(ages)),
        ("gender", False, _chosen(genders)),
        (
            "place",
            False,
            _joined([list_text(rows[n]) for n in ("countries", "provinces", "cities")]),
        ),
        ("language", False, list_text(rows.languages)),
        (
            "device",
            False,
            _joined([list_text(rows[n]) for n in ("operating_systems", "device_models")]),
        ),
        ("interest", False, rows.interest),
        ("audience", False, rows.audience),
        ("audience", True, rows.audience_excluded),
        ("demographic", False, _joined([ibis.literal(f"{k}: ") + v for k, v in groups.items()])),
    ]
    return [
        rows.select(
            "file_id",
            "line",
            "ad_id",
            dimension=ibis.literal(dimension),
            is_excluded=ibis.literal(is_excluded),
            choice_text=text,
        ).filter(ibis._.choice_text.notnull())
        for dimension, is_excluded, text in choices
    ]


def _chosen(flags: Mapping[str, ir.BooleanValue]) -> ir.StringValue:
    """The names of those that are true."""
    return _joined([flag.ifelse(name, ibis.null("string")) for name, flag in flags.items()])


def _joined(texts: list[ir.StringValue]) -> ir.StringValue:
    return ibis.literal(", ").join(texts).nullif("")


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    found = []
    for part in (ADS.part, AD.part):
        if part in raw:
            rows = _rows(raw[part])
            found += unreadable_lists(rows, _LISTS)
            found += [
                unreadable_texts(rows, name, parse_count, _NO_COUNT, _MEND) for name in _COUNTS
            ]
    return found


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
    "tiktok",
    "tiktok",
    FACTS,
    (ADS, AD),
    _describe,
    _tables,
    notes=_notes,
    unreadable=_unreadable,
)
