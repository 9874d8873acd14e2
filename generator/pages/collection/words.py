"""Words and table cells that all pages of the collection share."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from generator.pages.ad.ads import shorten
from generator.pages.addresses import COLLECTION
from generator.pages.base import Cell, Column, Download, Link, TableBlock, money_cell
from generator.pages.collection.data import Collection, CollectionAd
from generator.pages.words import day, iso, plural

NAME = "Ads of the Internet Research Agency"
CRUMBS = (Link(NAME, f"{COLLECTION}/index"),)
SHOWN_TEXT = 90
FEW = 5
"""Interests that fewer ads have stand together on one list."""
AD_COLUMNS = (
    Column("ad", "Ad"),
    Column("first_day", "First day"),
    Column("text", "Text"),
    Column("spent", "Spent"),
    Column("impressions", "Impressions"),
    Column("clicks", "Clicks"),
)
DOWNLOAD_COLUMNS = (
    "ad_id", "first_day", "last_day", "spend", "currency", "impressions", "clicks", "landing_url",
    "document_name", "file", "line",
)  # fmt: skip


def description_of(count: int) -> str:
    """What the collection is, in a sentence."""
    return (
        f"{plural(count, 'Facebook or Instagram ad')} of the Internet Research Agency in Russia, "
        "published by the US House intelligence committee: text, choices of the buyer, dates, "
        "roubles, impressions and clicks."
    )


def ad_path(ad: CollectionAd) -> str:
    """The page of an ad: made from its number, so that it never changes."""
    return f"{COLLECTION}/ads/{ad.ad_id}"


def group_path(kind: str, key: str, number: int = 1) -> str:
    """A page of a month, an interest or a place; further pages of one have their number."""
    return f"{COLLECTION}/{kind}/{slug(key)}" + (f"-page-{number}" if number > 1 else "")


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens; other scripts keep apart by a digest."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60]
    if text.isascii() and plain:
        return plain
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{plain}-{digest}".strip("-")


def month_words(key: str) -> str:
    """``2015-06`` -> June 2015."""
    year, month = map(int, key.split("-"))
    return f"{date(year, month, 1):%B %Y}"


def text_start(ad: CollectionAd, length: int = SHOWN_TEXT) -> str:
    """The beginning of the text of an ad, on one line."""
    words = " ".join(ad.shown.text.split())
    return shorten(words, length) if words else "(no text)"


def ads_table(collection: Collection, ads: Sequence[CollectionAd], caption: str) -> TableBlock:
    """Ads one below the other, each leading to its page."""
    return TableBlock(caption, AD_COLUMNS, tuple(_row(collection, ad) for ad in ads), (0, 3, 4, 5))


def _row(collection: Collection, ad: CollectionAd) -> tuple[Cell, ...]:
    shown = ad.shown
    return (
        Cell(ad.ad_id, ad_path(ad), sort=int(ad.ad_id), is_number=True),
        Cell(day(shown.first_day) or "not given", sort=iso(shown.first_day)),
        Cell(text_start(ad)),
        money_cell(collection.spend(shown)),
        number_cell(shown.impressions),
        number_cell(shown.clicks),
    )


def number_cell(count: int | None) -> Cell:
    """A count, or the words for none."""
    if count is None:
        return Cell("not given", sort=-1, is_number=True)
    return Cell(f"{count:,}", sort=count, is_number=True)


def ads_download(path: str, ads: Sequence[CollectionAd]) -> Download:
    """The same ads, all of them, as a CSV."""
    return Download(
        path,
        DOWNLOAD_COLUMNS,
        tuple(
            (
                ad.ad_id, iso(ad.shown.first_day), iso(ad.shown.last_day),
                "" if ad.shown.spend is None else f"{ad.shown.spend:.2f}", ad.shown.currency or "",
                _or_blank(ad.shown.impressions), _or_blank(ad.shown.clicks), ad.shown.landing,
                ad.shown.document, ad.shown.path, ad.shown.line,
            )
            for ad in ads
        ),
    )  # fmt: skip


def _or_blank(value: int | None) -> object:
    return "" if value is None else value
