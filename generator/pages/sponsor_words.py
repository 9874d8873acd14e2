"""Who a sponsor is, in words: its kind, its numbers, one sentence, and what cannot be shown."""

import re
from collections.abc import Mapping, Sequence

from generator.pages.data import SiteData
from generator.pages.totals import SponsorTotals
from generator.pages.words import plural, text_or_none

Row = Mapping[str, object]
BASIS_WORDS = {
    "advertiser_id": "advertiser verified by {platform}",
    "disclaimer_text": "payer named in a disclaimer on {platform}",
    "payer_name": "payer declared on {platform}",
    "page": "page on {platform} whose ads name no payer",
}
_ACCOUNT = "account on {platform} (who paid is not published)"
KIND_WORDS = {
    "candidate_committee": "candidate committee",
    "party": "party committee",
    "pac": "political action committee (PAC)",
    "super_pac": "super PAC (independent spending only)",
    "nonprofit": "nonprofit",
    "company": "company",
    "government": "government",
    "state_media": "state-linked media",
    "person": "person",
}


def kind_words(data: SiteData, sponsor: Row, payers: Sequence[Row]) -> str:
    """What the sponsor is: by the regulator's register, else as the platforms know it."""
    if sponsor["kind"] in KIND_WORDS:
        return KIND_WORDS[str(sponsor["kind"])]
    bases = {(str(payer["identity_basis"]), str(payer["platform"])) for payer in payers}
    if len(bases) > 1:
        platforms = {platform for _, platform in bases}
        return f"payer named on {plural(len(platforms), 'platform')}"
    ((basis, platform),) = bases
    words = BASIS_WORDS[basis] if basis != "page" or platform == "meta" else _ACCOUNT
    return words.format(platform=data.platform_name(platform))


def _and(names: Sequence[str]) -> str:
    """``A, B and C``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


_FEC = re.compile(r"\bC\d{8}\b")
SHOWN_PAGES = 4
FEC_COMMITTEE = "https://www.fec.gov/data/committee/{}/"
META_LIBRARY = (
    "https://www.facebook.com/ads/library/?active_status=all&ad_type=political_and_issue_ads"
    "&country=ALL&view_all_page_id={}"
)
GOOGLE_LIBRARY = "https://adstransparency.google.com/advertiser/{}?topic=political"
_GOOGLE_ID = re.compile(r"AR\d{20}")


def lede(data: SiteData, sponsor: Row, totals: SponsorTotals, kind: str) -> str:
    """Who it is, where it stands and how much, in one sentence. Totals of several platforms are
    never added: of several, the first is given with its platform."""
    seen = data.seen_words(sponsor["first_seen_date"], sponsor["last_seen_date"])
    is_one = sponsor["first_seen_date"] == sponsor["last_seen_date"]
    archives, gives = ("the archive", "gives") if is_one else ("the archives", "give")
    names = data.platform_names(str(sponsor["sponsor_id"]))
    who = f"{kind[0].upper()}{kind[1:]}"
    if "platforms" in kind:
        who += f" ({_and(names)})"
    elif not all(name in kind for name in names):
        who += f" on {_and(names)}"
    facts = _facts(totals, len(names))
    if not facts:
        return f"{who}, in {archives} of {seen}."
    return f"{who}, for which {archives} of {seen} {gives} {facts}."


def _facts(totals: SponsorTotals, platform_count: int) -> str:
    """``117 ads and US$188,900 (rounded to 100)``."""
    count = plural(totals.ad_count, "ad") if totals.ad_count else ""
    money = totals.headline
    if money is None or money.lo is None:
        return f"{count} without amounts" if count else ""
    amount = f"{money.text} ({money.note})" if money.note else money.text
    if platform_count > 1:
        return f"{amount} on {totals.figures[0].label.split(',')[0]}, and more below"
    return _and([count, amount]) if count else amount


_WITHOUT_SPEND = {"microsoft": "Microsoft", "linkedin": "LinkedIn", "tiktok": "TikTok"}
_LIMITS = {
    "google": (
        "Google publishes no ad text, rounds every total, and gives each advertiser in the currency of its regions.",
        "Advertiser ids changed between 2019 and 2025: earlier years of the same payer may stand under another id.",
    ),
    "meta": (
        "Meta's report gives totals of a page and disclaimer for a window, not single ads, and hides the exact amount up to 100.",
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
        for platform, name in _WITHOUT_SPEND.items()
    },
}
_META_TEXT = "Different people can use the same disclaimer text; this page collects every row that has exactly this text."
_META_PAGE = "The platform says that these ads ran without a disclaimer: who paid is not known."
_APART = (
    "Payers are joined only where the evidence is strong: the same payer may stand under other names "
    "that are not joined here."
)


def limits(payers: Sequence[Row]) -> tuple[str, ...]:
    """What the page of a sponsor cannot show."""
    found: list[str] = []
    for platform in sorted({str(payer["platform"]) for payer in payers}):
        found += _LIMITS.get(platform, ())
        if platform == "meta":
            bases = {payer["identity_basis"] for payer in payers if payer["platform"] == "meta"}
            found += [_META_TEXT] * ("disclaimer_text" in bases) + [_META_PAGE] * ("page" in bases)
    return (*found, _APART)


def identifiers(
    sponsor: Row,
    payers: Sequence[Row],
    names: Sequence[Row],
    advertisers: Sequence[Row],
    declared: Sequence[Row],
) -> tuple[tuple[str, str, str], ...]:
    """(label, number, link or empty) of every id and number that the archives give."""
    found: dict[tuple[str, str], str] = {}
    for number in sorted(set(_FEC.findall(text_or_none(sponsor["kind_source_text"]) or ""))):
        found["FEC committee", number] = FEC_COMMITTEE.format(number)
    for payer in payers:
        own = str(payer["payer_id"]).split("/", 1)[1]
        if payer["identity_basis"] == "advertiser_id":
            found["Google advertiser id", own] = _google_library(own)
    on_meta = {payer["payer_id"] for payer in payers if payer["platform"] == "meta"}
    for page_id in _page_ids([row for row in names if row["payer_id"] in on_meta])[:SHOWN_PAGES]:
        found["Facebook page", page_id] = META_LIBRARY.format(page_id)
    for row in advertisers:
        if text := text_or_none(row["public_ids_text"]):
            numbers = _FEC.findall(text)
            link = FEC_COMMITTEE.format(numbers[0]) if numbers else ""
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
