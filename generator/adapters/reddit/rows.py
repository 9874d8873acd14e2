"""Rows of the store's tables from the posts of Reddit's community, one by one."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir

from generator.adapters.reddit.groups import Campaign
from generator.adapters.reddit.posts import Post, place_codes, read_post
from generator.adapters.source import References, lookup_table
from generator.schema.ranges import UNKNOWN, Range, at_least, at_most, bucket, exact

Record = Mapping[str, Any]
"""A row of a frame of posts."""
"""One post as a file has it, by our names. A missing value is None or not a number."""
PARSED: dict[str, str] = {
    "file_id": "string",
    "line": "int64",
    "ad_id": "string",
    "is_notice": "boolean",
    "ad_url": "string",
    "title": "string",
    "body": "string",
    "ad_status": "string",
    "advertiser_name": "string",
    "payer_name": "string",
    "spend_lo": "decimal(18, 2)",
    "spend_hi": "decimal(18, 2)",
    "spend_kind": "string",
    "spend_currency": "string",
    "impressions_lo": "int64",
    "impressions_hi": "int64",
    "impressions_kind": "string",
    "communities": "string",
    "places": "string",
    "posted_date": "date",
    "first_shown_date": "date",
    "last_shown_date": "date",
    "creative_url": "string",
    "landing_url": "string",
    "group_id": "string",
}
"""What is known of a post, and the types of it."""
_SITE = "https://www.reddit.com"
_GONE = ("[removed]", "[deleted]")
_IN_ERROR = "approved in error"


def listed_rows(records: list[Record], references: References) -> list[dict[str, Any]]:
    """What is recognised in the posts of listings."""
    # A listing that was saved with raw_json=1 has no entities; its HTML shows it.
    raw_files = {
        str(record["file_id"])
        for record in records
        if (_text(record, "body_html") or "").startswith("<")
    }
    return [
        _listed(record, references, is_raw=str(record["file_id"]) in raw_files)
        for record in records
    ]


def _listed(record: Record, references: References, *, is_raw: bool) -> dict[str, object]:
    def text(name: str) -> str | None:
        found = _text(record, name)
        return found if found is None or is_raw else decode_once(found)

    body = text("body")
    body = None if body in _GONE else body
    post = read_post(text("title") or "", body or "", references)
    own = _text(record, "permalink") or ""
    link = text("link")
    is_own = _text(record, "is_self") == "true" or (link or "").endswith(own)
    return _row(
        record,
        is_notice=_text(record, "is_pinned") == "true" and not post.is_recognised,
        ad_url=_SITE + own,
        title=text("title"),
        body=body,
        flair=text("flair"),
        post=post,
        creative_url=None if is_own else link,
        landing_url=None,
    )


def parsed_rows(records: list[Record], references: References) -> list[dict[str, Any]]:
    """What was written out by hand. Nothing is read from the texts besides."""
    found = []
    for record in records:
        places = _text(record, "places")
        communities = _text(record, "communities")
        post = Post(
            advertiser_name=_text(record, "advertiser_name"),
            payer_name=_text(record, "payer_name"),
            spend=_between(record, "spend"),
            spend_currency=_text(record, "spend_currency"),
            impressions=_between(record, "impressions"),
            communities=(communities,) if communities else (),
            places_text=places,
            place_codes=place_codes(places or "", references),
            first_shown_date=_day(record, "first_shown_date"),
            last_shown_date=_day(record, "last_shown_date"),
            rest=_text(record, "body") or "",
        )
        found.append(
            _row(
                record,
                is_notice=False,
                ad_url=_text(record, "ad_url"),
                title=_text(record, "title"),
                body=_text(record, "body"),
                flair=_text(record, "flair"),
                post=post,
                creative_url=_text(record, "creative_url"),
                landing_url=_text(record, "landing_url"),
            )
        )
    return found


def _row(record: Record, *, flair: str | None, post: Post, **known: Any) -> dict[str, Any]:
    return {
        **known,
        "file_id": record["file_id"],
        "line": int(str(record["line"])),
        "ad_id": str(record["ad_id"]).removeprefix("t3_"),
        "posted_date": _day(record, "posted_date"),
        "ad_status": status_of(flair),
        "advertiser_name": post.advertiser_name,
        "payer_name": post.payer_name,
        "spend_lo": _money(post.spend.lo),
        "spend_hi": _money(post.spend.hi),
        "spend_kind": str(post.spend.kind),
        "spend_currency": post.spend_currency,
        "impressions_lo": post.impressions.lo,
        "impressions_hi": post.impressions.hi,
        "impressions_kind": str(post.impressions.kind),
        "communities": ", ".join(post.communities) or None,
        "places": post.places_text,
        "place_codes": post.place_codes,
        "first_shown_date": post.first_shown_date,
        "last_shown_date": post.last_shown_date,
        "rest": post.rest,
    }


def campaign_of(row: Record) -> Campaign:
    """What the groups compare. Without a text besides the recognised lines, the title counts."""
    return Campaign(
        ad_id=str(row["ad_id"]),
        who=row["advertiser_name"] or row["payer_name"],
        text=str(row["rest"] or row["title"] or ""),
        creative=row["creative_url"],
        posted_date=row["posted_date"],
        first_shown_date=row["first_shown_date"],
        last_shown_date=row["last_shown_date"],
    )


def place_rows(rows: Iterable[Record]) -> ir.Table:
    """The recognised places at which ads were aimed."""
    found = [
        {name: row[name] for name in ("file_id", "line", "ad_id")}
        | {"place_code": code, "basis": "targeted"}
        for row in rows
        if not row["is_notice"]
        for code in row["place_codes"]
    ]
    kinds = {"file_id": "string", "line": "int64", "ad_id": "string"}
    return lookup_table(found, kinds | {"place_code": "string", "basis": "string"})


def status_of(flair: str | None) -> str | None:
    """The status that a flair says; another flair stays as it is."""
    if flair is None:
        return None
    words = " ".join(re.findall(r"[a-z]+", flair.casefold()))
    return "approved_in_error" if words == _IN_ERROR else flair


def decode_once(text: str) -> str:
    """The three entities that Reddit writes, once: ``&amp;lt;`` stands for ``&lt;``."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _between(record: Record, name: str) -> Range:
    lo, hi = (_number(record.get(f"{name}_{bound}")) for bound in ("min", "max"))
    if lo is None:
        return UNKNOWN if hi is None else at_most(hi)
    if hi is None:
        return at_least(lo)
    return exact(lo) if lo == hi else bucket(lo, hi)


def _number(value: object) -> Decimal | int | None:
    if _is_missing(value):
        return None
    number = Decimal(str(value).removesuffix(".0"))
    return int(number) if number == number.to_integral_value() else number


def _money(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def _text(record: Record, name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) else None


def _day(record: Record, name: str) -> date | None:
    value = record.get(name)
    if _is_missing(value):
        return None
    day: date | None = value.date() if isinstance(value, datetime) else value
    return day


def _is_missing(value: object) -> bool:
    return value is None or value != value
