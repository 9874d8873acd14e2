"""What ads_archive answers: a page of ads, how much of the allowance is used, or an error.

Codes: 4, 17, 32, 613 and 80000 to 80014 are limits of the rate; 190 and 102 the token; 3, 10
and 200 to 299 permission; 1 and 2 pass, and 1 often means that a page was too large; 100 is a
wrong parameter, a field that is not known, or a cursor that has expired, as is 2642.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from generator.errors import FetchError
from generator.fetch.retry import Broken, seconds_asked

NEARLY_ALL = 90
"""Per cent of an allowance from which on every request is preceded by a pause."""
PAUSE_SECONDS = 60.0
_RATE = frozenset({4, 17, 32, 613, *range(80000, 80015)})
_TOKEN = frozenset({102, 190})
_PERMISSION = frozenset({3, 10, *range(200, 300)})


class RateLimited(Broken):
    """The allowance is used up; ``asked`` is how long to wait, if the server said so."""


class TooMuch(Broken):
    """The server could not put together a page of this size."""


class CursorGone(Exception):  # noqa: N818 (handled: the list is read from its start again)
    """The place in the list is not known any more."""


class UnknownField(Exception):  # noqa: N818 (handled: asked for by another name)
    """A field that this version of the interface does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Page:
    """Ads, the cursor of the next page (None: the last page), and how long to pause, seconds."""

    ads: list[dict[str, object]]
    after: str | None
    pause: float = 0


def read_page(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> Page:
    """The page in an answer. Raises Broken, one of the signals above, or FetchError."""
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    asked = max(seconds_to_regain(headers), seconds_asked(headers.get("Retry-After"), now) or 0)
    if isinstance(data, dict) and isinstance(data.get("error"), dict):
        raise _signal(data["error"], asked or None)
    if status == 429:
        raise RateLimited("the server answered 429", asked or None)
    if status >= 500 or status == 408:
        raise Broken(f"the server answered {status}", asked or None)
    if status != 200 or not isinstance(data, dict) or not isinstance(data.get("data"), list):
        raise FetchError(
            f"the server answered {status} with something that is not a list of ads. The interface "
            "may have changed: see its documentation, and the address in downloads.toml."
        )
    ads = data["data"]
    if not all(isinstance(ad, dict) and isinstance(ad.get("id"), str | int) for ad in ads):
        raise FetchError("an ad in the answer has no id: the interface has changed.")
    is_near = used_per_cent(headers) >= NEARLY_ALL
    return Page(ads, _next_cursor(data.get("paging")), max(asked, PAUSE_SECONDS * is_near))


def _next_cursor(paging: object) -> str | None:
    if not isinstance(paging, dict) or not isinstance(paging.get("next"), str):
        return None
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    if not isinstance(after, str) or not after:
        after = "".join(parse_qs(urlsplit(paging["next"]).query).get("after", [])[:1])
    return after or None


def _signal(error: Mapping[str, object], asked: float | None) -> Exception:
    code, text = error.get("code"), str(error.get("message", ""))
    told = f"error {code}: {text[:300]}"
    field = re.search(r"nonexisting field \((\w+)\)", text)
    if code in _RATE:
        return RateLimited(f"the allowance of requests is used up (error {code})", asked)
    if code in _TOKEN:
        return FetchError(
            f"Meta does not accept the token ({told}). It may have expired: make a new one, and put "
            "it into PAIDFORBY_META_TOKEN. What arrived is kept, and continued."
        )
    if code in _PERMISSION:
        return FetchError(
            f"Meta does not let this token read the Ad Library ({told}). Confirm your identity on "
            "https://www.facebook.com/ID, and accept the terms on "
            "https://www.facebook.com/ads/library/api."
        )
    if code == 2642 or "cursor" in text.lower():
        return CursorGone()
    if field:
        return UnknownField(field[1])
    if code == 1:
        return TooMuch(f"the server failed ({told})", asked)
    if code == 2 or error.get("is_transient") is True:
        return Broken(f"the server failed ({told})", asked)
    return FetchError(f"Meta refuses the query ({told}). Change it, and fetch again.")


def used_per_cent(headers: Mapping[str, str]) -> float:
    """The most used allowance in the usage headers, in per cent."""
    found = [0.0]
    for record in _usage(headers):
        for name in ("call_count", "total_time", "total_cputime", "acc_id_util_pct"):
            value = record.get(name)
            if isinstance(value, int | float):
                found.append(float(value))
    return max(found)


def seconds_to_regain(headers: Mapping[str, str]) -> float:
    """How long the usage headers say to wait, in seconds; they give minutes."""
    found = [0.0]
    for record in _usage(headers):
        value = record.get("estimated_time_to_regain_access")
        if isinstance(value, int | float):
            found.append(60.0 * value)
    return max(found)


def _usage(headers: Mapping[str, str]) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for name in ("X-App-Usage", "X-Business-Use-Case-Usage", "X-Ad-Account-Usage"):
        try:
            data = json.loads(headers.get(name) or "null")
        except ValueError:
            continue
        groups = [data, *data.values()] if isinstance(data, dict) else []
        for group in groups:
            found += [
                r for r in (group if isinstance(group, list) else [group]) if isinstance(r, dict)
            ]
    return found
