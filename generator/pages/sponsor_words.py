"""Who a sponsor is, in words: its names, its numbers, one sentence, and what cannot be shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.pages.data import SiteData
from generator.pages.totals import SponsorTotals
from generator.pages.words import plural, text_or_none

Row = Mapping[str, object]
SHOWN_NAMES = 50
KIND_WORDS = {
    "advertiser_id": "advertiser verified by {platform}",
    "disclaimer_text": "payer named in a disclaimer on {platform}",
    "payer_name": "payer declared on {platform}",
    "page": "page on {platform} whose ads name no payer",
}
_ACCOUNT = "account on {platform}; who paid is not published"


def kind_words(sponsor: Row, platform: str) -> str:
    """What kind of entry it is, in words."""
    basis = str(sponsor["identity_basis"])
    words = KIND_WORDS[basis] if basis != "page" or platform == "Meta" else _ACCOUNT
    return words.format(platform=platform)


_FEC = re.compile(r"\bC\d{8}\b")
SHOWN_PAGES = 4
META_LIBRARY = (
    "https://www.facebook.com/ads/library/?active_status=all&ad_type=political_and_issue_ads"
    "&country=ALL&view_all_page_id={}"
)
GOOGLE_LIBRARY = "https://adstransparency.google.com/advertiser/{}?topic=political"
_GOOGLE_ID = re.compile(r"AR\d{20}")


@dataclass(frozen=True)
class NameLine:
    """A name under which the sponsor appears."""

    name: str
    role: str
    advertiser_id: str
    seen: str
    row_count: int


def lede(data: SiteData, sponsor: Row, totals: SponsorTotals, platform: str) -> str:
    """Who it is and how much, in one sentence."""
    seen = data.seen_words(sponsor["first_seen_date"], sponsor["last_seen_date"])
    is_one = sponsor["first_seen_date"] == sponsor["last_seen_date"]
    parts = [f"On {platform}, in the {'archive' if is_one else 'archives'} of {seen}"]
    if totals.ad_count:
        parts.append(plural(totals.ad_count, "ad"))
    if totals.headline:
        parts.append(
            f"{totals.headline.text}{' (' + totals.headline.note + ')' if totals.headline.note else ''}"
        )
    return ", ".join(parts) + "."


def limits(sponsor: Row) -> tuple[str, ...]:
    """What the page of a sponsor cannot show."""
    common = "The same payer may stand under other names and on other platforms; those entries are not joined here."
    by_platform = {
        "google": (
            "Google publishes no ad text, rounds every total, and gives each advertiser in the currency of its regions.",
            "Advertiser ids changed between 2019 and 2025: earlier years of the same payer may stand under another id.",
        ),
        "meta": (
            "Meta's report gives totals of a page and disclaimer for a window, not single ads, and hides the exact amount up to 100.",
            "Different people can use the same disclaimer text; this page collects every row that has exactly this text."
            if sponsor["identity_basis"] == "disclaimer_text"
            else "The platform says that these ads ran without a disclaimer: who paid is not known.",
            "Regions do not have to add up to the national figure.",
        ),
        "snapchat": (
            "Snapchat's amounts are exact for each whole ad and revised in later copies; they are not split by place.",
        ),
        "x": (
            "X names the account that ran an ad, not who paid for it.",
            "X does not say what one row of its file is: rows of one ad that repeat the same spend are counted once, and where that is not certain the amount is a range.",
        ),
        "reddit": (
            "Reddit publishes posts, not a file: an amount is shown only where the words of a post could be read as one.",
        ),
        **{
            platform: (
                f"{name} does not publish what an ad cost, nor which ads are political: its ads stand here because their advertiser is known from another archive by exactly this name.",
            )
            for platform, name in (
                ("microsoft", "Microsoft"),
                ("linkedin", "LinkedIn"),
                ("tiktok", "TikTok"),
            )
        },
    }
    return (*by_platform.get(sponsor["platform"], ()), common)


def name_lines(data: SiteData, names: Sequence[Row]) -> tuple[NameLine, ...]:
    """The names of a sponsor: payers first, then those with the most rows."""
    rows = sorted(
        names,
        key=lambda row: (row["role"] != "payer", -row["row_count"], row["name"]),
    )
    return tuple(
        NameLine(
            row["name"],
            "payer" if row["role"] == "payer" else "ran the ads",
            row["advertiser_id"],
            data.seen_words(row["first_seen_date"], row["last_seen_date"]),
            int(row["row_count"]),
        )
        for row in rows[:SHOWN_NAMES]
    )


def identifiers(
    sponsor: Row, names: Sequence[Row], advertisers: Sequence[Row], declared: Sequence[Row]
) -> tuple[tuple[str, str, str], ...]:
    """(label, number, link or empty) of every id and number that the archives give."""
    found: dict[tuple[str, str], str] = {}
    own = str(sponsor["sponsor_id"]).split("/", 1)[1]
    if sponsor["identity_basis"] == "advertiser_id":
        found["Google advertiser id", own] = _google_library(own)
    elif sponsor["platform"] == "meta":
        for page_id in _page_ids(names)[:SHOWN_PAGES]:
            found["Facebook page", page_id] = META_LIBRARY.format(page_id)
    for row in advertisers:
        if text := text_or_none(row["public_ids_text"]):
            numbers = _FEC.findall(text)
            link = f"https://www.fec.gov/data/committee/{numbers[0]}/" if numbers else ""
            found["Public ids, as published", text] = link
        if elections := text_or_none(row["elections_text"]):
            found["Elections, as published", elections] = ""
    for row in declared:
        for label, field in (
            ("Declared name", "declared_name"),
            ("Declared regulatory id", "regulatory_id_text"),
            ("Declared scope", "declared_scope"),
            ("Promoter named", "promoter_name"),
        ):
            if text := text_or_none(row[field]):
                region = text_or_none(row["region_text"])
                found[label + (f" ({region})" if region else ""), text] = ""
    return tuple((label, text, link) for (label, text), link in found.items())


def _page_ids(names: Sequence[Row]) -> list[str]:
    """The Facebook pages that ran the ads, those with the most rows first."""
    counts: dict[str, int] = {}
    for row in names:
        if row["role"] == "advertiser" and row["advertiser_id"].isdigit():
            counts[row["advertiser_id"]] = counts.get(row["advertiser_id"], 0) + row["row_count"]
    return sorted(counts, key=lambda page_id: (-counts[page_id], page_id))


def _google_library(advertiser_id: str) -> str:
    """The advertiser in Google's own library; ids of the years before lead nowhere."""
    return GOOGLE_LIBRARY.format(advertiser_id) if _GOOGLE_ID.fullmatch(advertiser_id) else ""
