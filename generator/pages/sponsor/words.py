"""Who a sponsor is, in words: its kind, its numbers, one sentence, and what cannot be shown."""

import re
from collections.abc import Mapping, Sequence

from generator.pages.data import SiteData
from generator.pages.totals import SponsorTotals
from generator.pages.words import SPONSOR_KINDS, text_or_none
from generator.schema.archive_facts import IdLink
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
    is_account = basis == "page" and not data.facts.names_pages(platform)
    words = _ACCOUNT if is_account else BASIS_WORDS[basis]
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
_APART = mark(
    "Payers are joined only where the evidence is strong: the same payer may stand under other names "
    "that are not joined here."
)


def limits(data: SiteData, payers: Sequence[Row]) -> tuple[str, ...]:
    """What the page of a sponsor cannot show."""
    found: dict[str, None] = {}
    for platform in sorted({str(payer["platform"]) for payer in payers}):
        bases = {payer["identity_basis"] for payer in payers if payer["platform"] == platform}
        archives = data.facts.by_platform.get(platform, ())
        found |= dict.fromkeys(_(text) for one in archives for text in one.says.limits)
        if any(one.only_known_sponsors for one in archives):
            found[_(_NO_COST, platform=data.platform_name(platform))] = None
        found |= dict.fromkeys(
            _(text)
            for one in archives
            for basis, text in one.says.limits_of_basis.items()
            if basis in bases
        )
    return (*found, _(_APART))


def registrations(sponsor: Row) -> tuple[tuple[str, str, str], ...]:
    """(label, number, link) of the entries in a regulator's register."""
    numbers = sorted(set(_FEC.findall(text_or_none(sponsor["kind_source_text"]) or "")))
    return tuple((_("FEC committee"), number, FEC_COMMITTEE.format(number)) for number in numbers)


def identifiers(
    data: SiteData,
    payers: Sequence[Row],
    names: Sequence[Row],
    advertisers: Sequence[Row],
    declared: Sequence[Row],
) -> tuple[tuple[str, str, str], ...]:
    """(label, number, link or empty) of every id and number that the archives give."""
    found: dict[tuple[str, str], str] = {}
    for platform in sorted({str(payer["platform"]) for payer in payers}):
        own = [payer for payer in payers if payer["platform"] == platform]
        links = [link for one in data.facts.by_platform.get(platform, ()) for link in one.id_links]
        for link in dict.fromkeys(links):
            for ident in _ids(link, own, names):
                is_known = re.fullmatch(link.form, ident)
                found[_(link.label), ident] = link.address.format(ident) if is_known else ""
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


def _ids(link: IdLink, payers: Sequence[Row], names: Sequence[Row]) -> list[str]:
    """The ids of payers, or of the pages that ran their ads, those with the most rows first."""
    if link.of_payer:
        verified = [payer for payer in payers if payer["identity_basis"] == "advertiser_id"]
        return [str(payer["payer_id"]).split("/", 1)[1] for payer in verified]
    counts: dict[str, int] = {}
    own = {payer["payer_id"] for payer in payers}
    for row in names:
        ident = str(row["advertiser_id"])
        if (
            row["payer_id"] in own
            and row["role"] == "advertiser"
            and re.fullmatch(link.form, ident)
        ):
            counts[ident] = counts.get(ident, 0) + row["row_count"]
    return sorted(counts, key=lambda ident: (-counts[ident], ident))[:SHOWN_PAGES]
