"""Addresses of pages: made from stable ids, so that they do not change when a name does."""

import hashlib
import re

from generator.text.folding import list_letters, without_marks
from generator.text.page_path import PagePath

COLLECTION = "collections/internet-research-agency"
"""The folder of the ads of the Internet Research Agency."""
BUCKETS = 256
"""Permalink pages: a fixed number, so that a sponsor's permalink never moves."""


def sponsor_path(sponsor_id: str) -> str:
    """The page of a sponsor, relative to the site, without ending."""
    platform, own = sponsor_id.split("/", 1)
    return f"sponsors/{platform}/{_safe(own)}"


def anchor(sponsor_id: str) -> str:
    """The anchor of a sponsor in a list."""
    return _safe(sponsor_id.replace("/", "-"))


def chart_ident(sponsor_id: str) -> str:
    """The beginning of the ids of a sponsor's charts."""
    return f"s-{anchor(sponsor_id).lower()}".replace("_", "-")


def permalink_bucket(sponsor_id: str) -> str:
    """Two hexadecimal digits: which permalink page lists the sponsor."""
    return f"{hashlib.sha256(sponsor_id.encode()).digest()[0] % BUCKETS:02x}"


def permalink(sponsor_id: str) -> str:
    """The address that leads to the sponsor for good, page or row."""
    return f"sponsors/id/{permalink_bucket(sponsor_id)}/#{anchor(sponsor_id)}"


def place_path(code: str) -> str:
    """``US`` -> places/us, ``US-TX`` -> places/us/tx."""
    country, _, region = code.lower().partition("-")
    return f"places/{country}/{region}" if region else f"places/{country}"


def place_page(code: str) -> str:
    """The file of a place's page: a country has a folder, with its parts in it."""
    return place_path(code) if "-" in code else f"{place_path(code)}/index"


def ad_anchor(ad_id: str) -> str:
    """The anchor of an ad in a list."""
    return f"ad-{_safe(ad_id)[:64]}"


def letter_of(name: str) -> str:
    """The A–Z list a name belongs to; ``other`` for digits and other scripts."""
    for character in without_marks(name):
        if character.isascii() and character.isalpha():
            return character.lower()
        if character.isdigit() or (character.isalpha() and not character.isascii()):
            return "other"
    return "other"


def sort_key(name: str, sponsor_id: str) -> tuple[str, str]:
    """Alphabetical order without regard to case, accents and leading marks."""
    return re.sub(r"^\W+", "", list_letters(name)), sponsor_id


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", text)


def feed_path(page_path: str) -> str:
    """``places/us/index`` -> places/us/feed.xml, ``index`` -> feed.xml."""
    return PagePath.read(page_path).file("feed.xml")


def page_address(site_url: str, page_path: str) -> str:
    """The absolute address of a page; ``#anchor`` may follow the path."""
    return PagePath.read(page_path).absolute(site_url)
