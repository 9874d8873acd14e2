"""What can be wrong with ``data/reference/platforms.toml``, in words that say what to do.

Every claim needs a page that supports it or a note; nothing may be said twice; a date is a date.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from generator.reference.platform_tables import (
    Copy,
    Document,
    EventTable,
    FactList,
    FactTable,
    PlatformTable,
    Span,
    SupportTable,
)

EVENT_KINDS = (
    "allowed",
    "banned",
    "paused",
    "resumed",
    "restricted",
    "disclaimer",
    "labels",
    "archive_opened",
    "archive_changed",
    "archive_removed",
    "archive_fact",
    "user_choice",
    "statement",
    "release",
    "name",
    "law",
)
STATUSES = ("allowed", "allowed_in_part", "refused", "not_applicable")
PUBLICATIONS = ("file", "posts", "api", "web_page", "nothing")
NOTES = ("seen in the files", "reported by people who read the file", "no source found")
"""What may stand in the place of a source. The last goes with ``confirmed = false``."""

FACT_LISTS: tuple[FactList, ...] = ("publishes", "hides", "see_fewer", "undated")

_SPAN: tuple[Span, ...] = ("since", "until")
_COPIES: tuple[Copy, ...] = ("seen_at", "also_at")

_Keys = Mapping[str, type]
_SUPPORT: _Keys = {
    "source_url": str,
    "source_title": str,
    "note": str,
    "copy": bool,
    "seen_at": str,
    "also_at": str,
    "confirmed": bool,
    "conflict": str,
    "http_reason": str,
}
_FACT: _Keys = {"text": str}
_STEP: _Keys = {"date": str}
"""What a step for seeing fewer political ads may have besides."""
_EVENT: _Keys = {"date": str, "kind": str, "statement": str}
_EVENT_MORE: _Keys = {"places": tuple, "only": str}
ONLY = ("state_media",)
"""Whom a rule is about, if not about all advertisers."""

_DATASET: _Keys = {"name": str, "text": str, "grain": str, "money": str, "covers": str}
_DATASET_MORE: _Keys = {
    "archive": str,
    "url": str,
    "since": str,
    "until": str,
    "since_text": str,
}
_SOURCE: _Keys = {"title": str, "url": str}
_LAW: _Keys = {"id": str, "name": str, "event": list}
_PLATFORM: _Keys = {
    "id": str,
    "name": str,
    "short_name": str,
    "archives": tuple,
    "status": str,
    "status_text": str,
    "status_sources": list,
    "publication": str,
    "has_spend": bool,
    "publishes": list,
    "hides": list,
    "event": list,
}
_PLATFORM_MORE: _Keys = {
    "coalition_name": str,
    "library_url": str,
    "laws": tuple,
    "see_fewer": list,
    "undated": list,
    "dataset": list,
}
_TYPES = {
    str: "a text",
    bool: "true or false",
    list: "a list of tables",
    tuple: "a list of texts",
}
"""What a value has to be. ``list`` holds tables, ``tuple`` texts."""

_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_ID = re.compile(r"[a-z][a-z0-9-]*")


def find_problems(document: Document) -> list[str]:
    """Everything wrong with a parsed file, one complete message each; an empty list if nothing."""
    return list(_document(document))


def _document(document: Document) -> Iterator[str]:
    shape = list(_keys("the file", document, {"platform": list}, {"law": list}))
    yield from shape
    if shape:
        return
    laws, platforms = document.get("law", []), document["platform"]
    for number, law in enumerate(laws, start=1):
        where = f"law {law.get('id', number)}"
        wrong = list(_keys(where, law, _LAW, {}))
        yield from wrong
        if not wrong:
            yield from _events(where, law["event"])
    known = {law.get("id") for law in laws}
    for number, platform in enumerate(platforms, start=1):
        where = f"platform {platform.get('id', number)}"
        wrong = list(_keys(where, platform, _PLATFORM, _PLATFORM_MORE))
        yield from wrong
        if not wrong:
            yield from _platform(where, platform, known)
    yield from _once("id", [p.get("id") for p in platforms], "Give each record its own id.")
    archives = [name for p in platforms for name in _list(p, "archives")]
    yield from _once("archive", archives, "Leave it with one platform.")


def _list(table: Mapping[str, object], key: str) -> list[object]:
    value = table.get(key)
    return value if isinstance(value, list) else []


def _platform(where: str, platform: PlatformTable, laws: set[str]) -> Iterator[str]:
    if not _ID.fullmatch(platform["id"]):
        yield f"{where}: the id {platform['id']!r} is used as an address: use a-z, 0-9 and '-'."
    yield from _choice(where, "status", platform["status"], STATUSES)
    yield from _choice(where, "publication", platform["publication"], PUBLICATIONS)
    for name in platform.get("laws", []):
        yield from _choice(where, "law", name, sorted(map(str, laws)))
    if platform["has_spend"] and platform["publication"] == "nothing":
        yield f"{where}: has_spend = true with publication 'nothing'. One of them is wrong."
    if "library_url" in platform:
        yield from _address(where, "library_url", platform["library_url"], {})
    if not platform["status_sources"]:
        yield f"{where}: status_sources is empty. Name the pages that support status_text."
    for source in platform["status_sources"]:
        wrong = list(_keys(f"{where}, status_sources", source, _SOURCE, {}))
        yield from wrong or _address(f"{where}, status_sources", "url", source["url"], {})
    for name in FACT_LISTS:
        facts = platform.get(name, [])
        for number, fact in enumerate(facts, start=1):
            place = f"{where}, {name} {number}"
            more = _STEP if name == "see_fewer" else {}
            wrong = list(_keys(place, fact, _FACT, {**more, **_SUPPORT}))
            yield from wrong or _support(place, fact, fact["text"])
            if name == "see_fewer" and not wrong:
                yield from _step(place, fact)
        yield from _once(
            f"{where}, {name}: text", [fact.get("text") for fact in facts], "Take one out."
        )
    yield from _datasets(where, platform)
    yield from _events(where, platform["event"])


def _step(where: str, fact: FactTable) -> Iterator[str]:
    if "date" in fact:
        yield from _when(where, "date", fact["date"])
    if "source_url" in fact and "source_title" not in fact:
        yield f"{where}: no source_title. Name the page that has the step."


def _datasets(where: str, platform: PlatformTable) -> Iterator[str]:
    datasets = platform.get("dataset", [])
    for number, item in enumerate(datasets, start=1):
        place = f"{where}, dataset {item.get('name', number)!r}"
        wrong = list(_keys(place, item, _DATASET, {**_DATASET_MORE, **_SUPPORT}))
        yield from wrong
        if wrong:
            continue
        yield from _support(place, item, item["text"])
        for key in _SPAN:
            if key in item:
                yield from _when(place, key, item[key])
        if "url" in item:
            yield from _address(place, "url", item["url"], {})
        if "archive" in item and "since" not in item:
            yield f"{place}: no since. It says from which year on a missing copy is a gap."
        if "archive" in item and item["archive"] not in platform["archives"]:
            yield (
                f"{place}: the archive {item['archive']!r} is not in archives of the platform: "
                f"{', '.join(platform['archives']) or 'the list is empty'}. Add it there."
            )
    described = {item.get("archive") for item in datasets}
    for archive in platform["archives"]:
        if archive not in described:
            yield f"{where}: the archive {archive!r} has no dataset. Describe it in one."


def _events(where: str, events: Sequence[EventTable]) -> Iterator[str]:
    for number, event in enumerate(events, start=1):
        place = f"{where}, event {number} ({event.get('date', 'no date')})"
        wrong = list(_keys(place, event, _EVENT, {**_EVENT_MORE, **_SUPPORT}))
        yield from wrong
        if wrong:
            continue
        yield from _when(place, "date", event["date"])
        yield from _choice(place, "kind", event["kind"], EVENT_KINDS)
        yield from _support(place, event, event["statement"])
        if "only" in event:
            yield from _choice(place, "only", event["only"], ONLY)
        for code in event.get("places", ()):
            if not _PLACE.fullmatch(code):
                yield f"{place}: {code!r} in places is no ISO 3166 code such as US or US-GA, nor EU."
        if "source_url" in event and not event.get("source_title"):
            yield f"{place}: no source_title. Name the page that supports the statement."
    dates = [str(event.get("date")) for event in events]
    for before, after in pairwise(dates):
        if after < before:
            yield f"{where}: the event of {after} stands behind that of {before}. Order them by date."
    said = [f"{event.get('date')} {event.get('statement')}" for event in events]
    yield from _once(f"{where}, event", said, "Take one out.")


def _support(where: str, item: SupportTable, text: str) -> Iterator[str]:
    if not text.endswith((".", "?")):
        yield f"{where}: {text[-30:]!r} does not end a sentence. End it with a full stop."
    has_source, note = "source_url" in item, item.get("note", "")
    is_confirmed = item.get("confirmed", True)
    if has_source == bool(note):
        found = "both source_url and note" if has_source else "neither source_url nor note"
        yield f"{where}: {found}. Each claim has one of them: the page, or why there is none."
    if note:
        yield from _choice(where, "note", note, NOTES)
        if (note == NOTES[-1]) == is_confirmed:
            yield (
                f"{where}: the note {note!r} with confirmed = {str(is_confirmed).lower()}. "
                f"{NOTES[-1]!r} goes with confirmed = false, and only with it."
            )
    if has_source:
        yield from _address(where, "source_url", item["source_url"], item)
    for key in _COPIES:
        if key in item and not _is_web_address(item[key]):
            yield f"{where}: {key} {item[key]!r} is not a web address. Give the whole address."
    if item.get("copy") and not has_source:
        yield f"{where}: copy without source_url. It says that the address is a copy."


def _address(where: str, key: str, value: str, item: SupportTable) -> Iterator[str]:
    if not _is_web_address(value):
        yield f"{where}: {key} {value!r} is not a web address. Give the whole https address."
    elif urlsplit(value).scheme == "http" and not item.get("http_reason"):
        yield f"{where}: {key} {value!r} is not https. Use https, or say in http_reason why not."


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and "." in parts.netloc and " " not in text


def _when(where: str, key: str, value: str) -> Iterator[str]:
    if not _DATE.fullmatch(value) or (len(value) == 10 and not _is_day(value)):
        yield f"{where}: {key} {value!r} is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _choice(where: str, key: str, value: str, known: Sequence[str]) -> Iterator[str]:
    if value not in known:
        yield f"{where}: {key} {value!r} is not known. It is one of: {', '.join(known)}."


def _once(what: str, values: Iterable[object], remedy: str) -> Iterator[str]:
    for value, count in Counter(map(str, values)).items():
        if count > 1:
            yield f"{what} {value!r} stands there {count} times. {remedy}"


def _keys(where: str, table: Mapping[str, object], required: _Keys, more: _Keys) -> Iterator[str]:
    """Missing, unknown and mistyped keys of a table."""
    known = {**required, **more}
    for key in required:
        if key not in table:
            yield f"{where}: no {key}. Add it; it is {_TYPES[required[key]]}."
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(known)}."
            yield f"{where}: the key {key!r} is not known. {hint}"
        elif not _fits(value, known[key]):
            yield f"{where}: {key} = {value!r} should be {_TYPES[known[key]]}."
        elif value == "":
            yield f"{where}: {key} is empty. Fill it in, or leave the key out."


def _fits(value: object, kind: type) -> bool:
    if kind in (list, tuple):
        inner = Mapping if kind is list else str
        return isinstance(value, list) and all(isinstance(item, inner) for item in value)
    return isinstance(value, kind)
