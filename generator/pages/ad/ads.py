"""Ads in words: when, how much, how often shown, and what the buyer chose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.pages.ad.parts import AdParts
from generator.pages.addresses import ad_anchor
from generator.pages.data import SiteData
from generator.pages.row_notes import ROW_WORDS
from generator.pages.sums import amount_fields
from generator.pages.words import Money, day, text_or_none
from generator.schema.archive_facts import AGE, GENDER, ArchiveFacts, Blank, ChoiceForm
from generator.schema.ranges import RangeKind
from generator.text.amounts import share_words
from generator.text.language import _, mark, ngettext

SHOWN_ITEMS = 6
SHOWN_CHARACTERS = 160
SHOWN_TEXT = 280
SHOWN_SHARES = 3
_DIMENSION_WORDS = {
    "place": mark("in {choice}"),
    "district": mark("districts: {choice}"),
    "metro": mark("metro areas: {choice}"),
    "postcode": mark("post codes: {choice}"),
    "radius": "",
    "venue": mark("near {choice}"),
    "interest": mark("interests: {choice}"),
    "audience": mark("audience: {choice}"),
    "language": mark("languages: {choice}"),
    "demographic": mark("groups: {choice}"),
    "device": mark("devices: {choice}"),
    "connection": mark("connection: {choice}"),
    "carrier": mark("carriers: {choice}"),
}
"""A choice in words, in the order in which they stand; circles are counted."""
_SAFE = r"[A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=%]*"
_SAFE_LINK = re.compile(rf"https://[A-Za-z0-9.-]+(:\d+)?([/?]{_SAFE})?")
_GENDERS = {"female": mark("women"), "male": mark("men"), "unknown": mark("unknown gender")}
_GENDERS |= {"FEMALE": "women", "MALE": "men", "Female": "women", "Male": "men"}
_FORMATS = {"text": mark("text"), "image": mark("image"), "video": mark("video")}
_STATUS_WORDS = {
    "approved_in_error": mark("The platform says that it approved this ad in error."),
    "restricted": mark("The platform has restricted this ad."),
    "removed": mark("The platform has removed this ad."),
    "deleted_by_advertiser": mark("The advertiser has deleted this ad."),
}
_AUDIENCES = {"Provided by Advertiser": mark("a list that the advertiser provided")}


@dataclass(frozen=True)
class AdItem:
    """One ad of a list."""

    anchor: str
    """Its id in the page, unique there."""
    ad_id: str
    """The platform's id of the ad."""
    when: str
    """From when to when it was shown, in words; says so if no date was published."""
    platform: str
    """The short name of the platform."""
    format: str
    """What was shown (image, text, video), in words. Empty if it was not published."""
    spend: Money
    """What it cost, with its kind."""
    impressions: str
    """How often it was shown: a number or a range in words."""
    targeting: tuple[str, ...]
    """What the buyer chose: a phrase for each kind of choice, or what having none means."""
    text: str
    """Words of the ad, cut if they are long. Empty if none were published."""
    language: str
    """The code of the language of the text (ISO 639). Empty unless there is just one."""
    delivery: tuple[str, ...]
    """Where and to whom it was shown, the largest shares first. Empty if it was not published."""
    facts: tuple[tuple[str, str], ...]
    """(name, number in words) of what else the archive counts: clicks, reach, audience. May be
    empty."""
    contest: str
    """The candidate or measure that the buyer named, verbatim. May be empty."""
    advertiser: str
    """The account or page that ran it. Empty if it has the payer's name, or none was published."""
    library_url: str
    """The ad in the platform's own library: an https address, or empty."""
    landing_url: str
    """Where the ad leads: an https address, or empty."""
    landing_text: str
    """The same as published, as text only. May be empty."""
    note: str
    """What is odd about its row or ended it early, in words. May be empty."""
    trace: str
    """File and line of its row."""
    is_gone: bool = False
    """True: the newest copy of the archive no longer lists it."""


def ad_items(
    data: SiteData, rows: Sequence[Mapping[str, object]], parts: AdParts | None = None
) -> tuple[AdItem, ...]:
    """Ads (rows of the store's table) in words, in the order given; ``parts`` if they are loaded."""
    parts = parts or AdParts(data, rows)
    return tuple(_ad_item(data, row, parts) for row in rows)


def _ad_item(data: SiteData, row: Mapping[str, object], parts: AdParts) -> AdItem:
    key = (row["file_id"], row["ad_id"])
    currency = text_or_none(row["spend_currency"])
    landing = text_or_none(row["landing_url"]) or ""
    url = text_or_none(row["ad_url"]) or text_or_none(row["creative_url"]) or ""
    advertiser = text_or_none(row["advertiser_name"]) or ""
    payer = text_or_none(row["payer_name"]) or ""
    file = data.facts.files[row["file_id"]]
    return AdItem(
        anchor=ad_anchor(row["ad_id"]),
        ad_id=row["ad_id"],
        when=_when(row),
        platform=data.platform_name(row["platform"]),
        format=_format(text_or_none(row["ad_format"]) or ""),
        spend=data.words.money(amount_fields(row, "spend"), currency),
        impressions=data.words.count(amount_fields(row, "impressions")),
        targeting=targeting_words(
            data.facts.archives[row["archive"]],
            parts.choices.get(key, ()),
            parts.absent.get(row["file_id"], frozenset()),
        ),
        text=_text(parts.texts.get(key, ())),
        language=_language(row),
        delivery=delivery_words(data, parts.deliveries.get(key, ())),
        facts=_facts(data, row),
        contest=text_or_none(row["contest_text"]) or "",
        advertiser=advertiser if advertiser != payer else "",
        library_url=url if is_safe_link(url) else "",
        landing_url=landing if is_safe_link(landing) else "",
        landing_text=shorten(landing, 80),
        note=_note(row, parts.notes.get((file.path, row["line"]), ())),
        trace=_("{file}, line {line}", file=file.path, line=row["line"]),
        is_gone=bool(row["is_latest"] and not row["is_current"]),
    )


def _format(text: str) -> str:
    return _(_FORMATS[text]) if text in _FORMATS else text


def _text(texts: Sequence[Mapping[str, object]]) -> str:
    """The words of an ad: its first body, else the first other part."""
    order = ("body", "title", "description", "caption")
    ranked = sorted(texts, key=lambda row: (order.index(row["part"]), row["position"]))
    words = " ".join(str(ranked[0]["text"]).split()) if ranked else ""
    return shorten(words, SHOWN_TEXT)


def _language(row: Mapping[str, object]) -> str:
    """The language of the ad's text, for screen readers; empty unless there is just one."""
    code = text_or_none(row["language_codes"]) or ""
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


def _facts(data: SiteData, row: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    facts = []
    if not pd.isna(row["click_count"]):
        facts.append((_("Clicks"), f"{int(row['click_count']):,}"))
    for prefix, name in (
        ("reach", _("People reached")),
        ("audience", _("People it could reach")),
    ):
        amount = amount_fields(row, prefix)
        if amount.kind is not RangeKind.UNKNOWN:
            facts.append((name, data.words.count(amount)))
    if beneficiary := text_or_none(row["beneficiary_name"]):
        facts.append((_("On behalf of"), beneficiary))
    return tuple(facts)


def delivery_words(data: SiteData, rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """To whom and where an ad was shown: the largest shares of each dimension."""
    phrases = []
    for dimension in ("country", "region", "age_gender"):
        own = [row for row in rows if row["dimension"] == dimension]
        measure = "share" if any(not pd.isna(row["share"]) for row in own) else "people_count"
        parts = [row for row in own if not pd.isna(row[measure])]
        parts.sort(key=lambda row: (-float(row[measure]), row["value_text"]))
        words = share_words if measure == "share" else _people
        shown = [f"{group_words(data, row)} {words(row[measure])}" for row in parts[:SHOWN_SHARES]]
        if shown:
            phrases.append(_some(shown, len(parts)))
    return tuple(phrases)


def group_words(data: SiteData, row: Mapping[str, object]) -> str:
    """``women 25–34``, or the place, of a row of the store's deliveries."""
    code = text_or_none(row["place_code"])
    place = data.facts.places.name(code) if code else ""
    age, gender = text_or_none(row["age_text"]), text_or_none(row["gender_text"])
    if age and gender:
        people = f"{_gender(gender)} {age.replace('-', '–')}"
        return _("{people} in {place}", people=people, place=place) if place else people
    return place or str(row["value_text"])


def _gender(text: str) -> str:
    return _(_GENDERS[text]) if text in _GENDERS else text


def _some(shown: Sequence[str], total: int) -> str:
    """Items, and how many more there are."""
    items = ", ".join(shown)
    return (
        items
        if len(shown) == total
        else _("{items} and {count} more", items=items, count=total - len(shown))
    )


def _people(count: object) -> str:
    return ngettext("{count} person", "{count} people", int(count))


def is_safe_link(url: str) -> bool:
    """Only a plain https address in ASCII becomes a link; everything else stays text."""
    return _SAFE_LINK.fullmatch(url) is not None


def shorten(text: str, length: int) -> str:
    """Cut a long text and mark the cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _when(row: Mapping[str, object]) -> str:
    first, last = day(row["first_shown_date"]), day(row["last_shown_date"])
    if not first and (posted := day(row["posted_date"])):
        return _("posted {day}", day=posted)
    if not first:
        return _("dates not published")
    if not last:
        return _("from {day}, end open", day=first)
    return first if first == last else f"{first} – {last}"


def _note(row: Mapping[str, object], kinds: Sequence[str]) -> str:
    notes = [_(ROW_WORDS[kind]) for kind in kinds]
    if status := _STATUS_WORDS.get(text_or_none(row["ad_status"]) or ""):
        notes.append(_(status))
    if text_or_none(row["group_id"]) and not row["is_group_first"]:
        notes.append(_("One of several posts of a campaign: its amounts count once."))
    if row["is_never_shown"]:
        notes.append(_("The archive counts no impression: it was never shown."))
    if row["is_end_before_start"]:
        notes.append(_("In the archive this ad ends before it starts."))
    if not row["is_current"] and row["is_latest"]:
        notes.append(_("The newest copy of the archive no longer lists this ad."))
    return " ".join(notes)


def targeting_words(
    archive: ArchiveFacts,
    choices: Sequence[Mapping[str, object]],
    absent: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """What the buyer chose, one phrase for each dimension. No choice is a choice only where the
    archive gives all of them, and the file has the columns: ``absent`` are those that it has not."""
    if not choices:
        if archive.blank is Blank.NOTHING:
            return (_("what the buyer chose is not published"),)
        if absent & {"age", "gender", *_DIMENSION_WORDS}:
            return (_("no targeting given in a file that lacks some of its columns"),)
        return (_("no targeting given: everybody"),)
    order = ("age", "gender", *_DIMENSION_WORDS)
    choices = [row for row in choices if row["dimension"] in order]
    phrases = []
    for row in sorted(choices, key=lambda c: (order.index(c["dimension"]), c["is_excluded"])):
        phrase = choice_phrase(archive.choice_form, row["dimension"], str(row["choice_text"]))
        if phrase:
            phrases.append(_("not {choice}", choice=phrase) if row["is_excluded"] else phrase)
    return tuple(phrases) or (_("all ages and genders"),)


def choice_phrase(form: ChoiceForm, dimension: str, text: str) -> str:
    """One choice of a dimension in words; empty if it leaves nobody out."""
    if form.only_kinds:
        return _("chosen by {choice}", choice=text.lower())
    if dimension == "age":
        return _ages(form, text)
    if dimension == "gender":
        items = [item.strip() for item in text.split(",")]
        if len(items) == form.everybody.get(GENDER):
            return ""
        return _and([_gender(item) if item in _GENDERS else item.lower() for item in items])
    if dimension == "audience":
        text = _(_AUDIENCES[text]) if text in _AUDIENCES else text
    if dimension == "radius":
        circles = text.count("latitude")
        return ngettext("{count} circle on the map", "{count} circles on the map", circles)
    listed = text if dimension == "audience" else _listed(form, dimension, text)
    return _(_DIMENSION_WORDS[dimension], choice=listed)


def _and(items: Sequence[str]) -> str:
    words = items[0]
    for item in items[1:]:
        words = _("{first} and {last}", first=words, last=item)
    return words


def _ages(form: ChoiceForm, text: str) -> str:
    if everybody := form.everybody.get(AGE):
        items = [item.strip() for item in text.split(",")]
        if len(items) >= everybody:
            return ""
        return _("ages {ages}", ages=", ".join(item.replace("-", "–") for item in items))
    if match := re.fullmatch(r"(\d+)-(\d+)", text):
        return _("ages {ages}", ages=f"{match[1]}–{match[2]}")
    if match := re.fullmatch(r"(\d+)\++", text):
        return _("aged {age} or older", age=match[1])
    if match := re.fullmatch(r"(\d+)-", text):
        return _("aged {age} or younger", age=match[1])
    return _("ages {ages}", ages=text)


def _listed(form: ChoiceForm, dimension: str, text: str) -> str:
    """Lists are cut after some items; places with commas inside only by length."""
    if form.commas_in_places and dimension == "place":
        return shorten(text, SHOWN_CHARACTERS)
    items = [item.strip() for item in re.split(r",(?![^(]*\))", text) if item.strip()]
    return _some(items[:SHOWN_ITEMS], len(items))
