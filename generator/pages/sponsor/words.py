"""Who a sponsor is, in words: its kind, its numbers, one sentence, and what cannot be shown."""

import re
from collections.abc import Mapping, Sequence

from generator.pages.data import SiteData
from generator.pages.totals import SponsorTotals
from generator.pages.words import SPONSOR_KINDS, text_or_none
from generator.text.language import _, mark, ngettext

Row = Mapping[str, object]
BASIS_WORDS = {
    "advertiser_id": mark("advertiser verified by {platform}"),
    "disclaimer_text": mark("payer named in a disclaimer on {platform}"),
    "payer_name": mark("payer declared on {platform}"),
    "page": mark("page on {platform} whose ads name no payer"),
}
_ACCOUNT = mark("account on {platform} (who paid is not published)")


def kind_words(data: SiteData, sponsor: Row, payers: Sequence[Row]) -> str:
    """What the sponsor is, with its platforms: by the regulator's register, else as the platforms
    know it."""
    names = data.platform_names(str(sponsor["sponsor_id"]))
    if sponsor["kind"] in SPONSOR_KINDS:
        return _on(_(SPONSOR_KINDS[str(sponsor["kind"])]), names)
    bases = {(str(payer["identity_basis"]), str(payer["platform"])) for payer in payers}
    if len(bases) > 1:
        count = len({platform for _basis, platform in bases})
        if count == 1:
            return _on(_("payer named on {count} platform", count=count), names)
        return _(
            "payer named on {count} platforms ({platforms})", count=count, platforms=_and(names)
        )
    ((basis, platform),) = bases
    words = BASIS_WORDS[basis] if basis != "page" or platform == "meta" else _ACCOUNT
    own = data.platform_name(platform)
    said = _(words, platform=own)
    return said if set(names) <= {own} else _on(said, names)


def _on(kind: str, platforms: Sequence[str]) -> str:
    return _("{kind} on {platforms}", kind=kind, platforms=_and(platforms))


def _and(names: Sequence[str]) -> str:
    """``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


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
    who = f"{kind[0].upper()}{kind[1:]}"
    facts = _facts(data, totals, len(data.platform_names(str(sponsor["sponsor_id"]))))
    if facts:
        one = mark("{sponsor}, for which the archive of {day} gives {facts}.")
        several = mark("{sponsor}, for which the archives of {days} give {facts}.")
    else:
        one = mark("{sponsor}, in the archive of {day}.")
        several = mark("{sponsor}, in the archives of {days}.")
    return _(one if is_one else several, sponsor=who, day=seen, days=seen, facts=facts)


def _facts(data: SiteData, totals: SponsorTotals, platform_count: int) -> str:
    """``117 ads and US$188,900 (rounded to 100)``."""
    money = totals.headline
    if money is None or money.lo is None:
        if not totals.ad_count:
            return ""
        return ngettext(
            "{count} ad without amounts", "{count} ads without amounts", totals.ad_count
        )
    said = ", ".join(filter(None, (totals.figures[0].sum_words, money.note)))
    amount = f"{money.text} ({said})" if said else money.text
    if platform_count > 1 or totals.is_several:
        first = data.platform_name(totals.figures[0].platform)
        return _("{amount} on {platform}, and more below", amount=amount, platform=first)
    if not totals.ad_count:
        return amount
    return _and([ngettext("{count} ad", "{count} ads", totals.ad_count), amount])


_NO_COST = mark(
    "{platform} does not publish what an ad cost, nor which ads are political: its ads stand here because their advertiser is known from another archive by exactly this name."
)
_LIMITS = {
    "google": (
        mark(
            "Google publishes no ad text and rounds every total. It gives each in twenty currencies: shown is that of the regions for which it lists the advertiser."
        ),
        mark(
            "Advertiser ids changed between 2019 and 2025: earlier years of the same payer may stand under another id."
        ),
    ),
    "meta": (
        mark(
            "Meta's report gives totals of a page and disclaimer for a window, not single ads, and hides the exact amount up to 100."
        ),
        mark("Regions do not have to add up to the national figure."),
    ),
    "snapchat": (
        mark(
            "Snapchat's amounts are exact for each whole ad and revised in later copies; they are not split by place."
        ),
    ),
    "x": (
        mark("X names the account that ran an ad, not who paid for it."),
        mark(
            "X does not say what one row of its file is: rows of one ad that repeat the same spend are counted once, and where that is not certain the amount is a range."
        ),
    ),
    "reddit": (
        mark(
            "Reddit publishes posts, not a file: an amount is shown only where the words of a post could be read as one."
        ),
    ),
}
_META_TEXT = mark(
    "Different people can use the same disclaimer text; this page collects every row that has exactly this text."
)
_META_PAGE = mark(
    "The platform says that these ads ran without a disclaimer: who paid is not known."
)
_APART = mark(
    "Payers are joined only where the evidence is strong: the same payer may stand under other names "
    "that are not joined here."
)


def limits(data: SiteData, payers: Sequence[Row]) -> tuple[str, ...]:
    """What the page of a sponsor cannot show."""
    found: list[str] = []
    unmarked = data.facts.archives_where(lambda one: one.only_known_sponsors)
    for platform in sorted({str(payer["platform"]) for payer in payers}):
        found += map(_, _LIMITS.get(platform, ()))
        if not set(data.facts.platforms.archives(platform)).isdisjoint(unmarked):
            found.append(_(_NO_COST, platform=data.platform_name(platform)))
        if platform == "meta":
            bases = {payer["identity_basis"] for payer in payers if payer["platform"] == "meta"}
            found += [_(_META_TEXT)] * ("disclaimer_text" in bases)
            found += [_(_META_PAGE)] * ("page" in bases)
    return (*found, _(_APART))


def registrations(sponsor: Row) -> tuple[tuple[str, str, str], ...]:
    """(label, number, link) of the entries in a regulator's register."""
    numbers = sorted(set(_FEC.findall(text_or_none(sponsor["kind_source_text"]) or "")))
    return tuple((_("FEC committee"), number, FEC_COMMITTEE.format(number)) for number in numbers)


def identifiers(
    payers: Sequence[Row],
    names: Sequence[Row],
    advertisers: Sequence[Row],
    declared: Sequence[Row],
) -> tuple[tuple[str, str, str], ...]:
    """(label, number, link or empty) of every id and number that the archives give."""
    found: dict[tuple[str, str], str] = {}
    for payer in payers:
        own = str(payer["payer_id"]).split("/", 1)[1]
        if payer["identity_basis"] == "advertiser_id":
            found[_("Google advertiser id"), own] = _google_library(own)
    on_meta = {payer["payer_id"] for payer in payers if payer["platform"] == "meta"}
    for page_id in _page_ids([row for row in names if row["payer_id"] in on_meta])[:SHOWN_PAGES]:
        found[_("Facebook page"), page_id] = META_LIBRARY.format(page_id)
    for row in advertisers:
        if text := text_or_none(row["public_ids_text"]):
            numbers = _FEC.findall(text)
            link = FEC_COMMITTEE.format(numbers[0]) if numbers else ""
            found[_("Public ids, as published"), text] = link
        if elections := text_or_none(row["elections_text"]):
            found[_("Elections, as published"), elections] = ""
    for row in declared:
        for label, field in (
            (_("Declared name"), "declared_name"),
            (_("Declared regulatory id"), "regulatory_id_text"),
            (_("Declared scope"), "declared_scope"),
            (_("Promoter named"), "promoter_name"),
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
