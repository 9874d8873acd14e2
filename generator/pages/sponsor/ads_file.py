"""All ads of a sponsor as one file beside its page, for filtering and sorting on the page.

The page itself shows the newest. The file holds the same words for each ad, with the values that
the page filters and sorts by; empty fields are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from generator.pages.ad.ads import SHOWN_TEXT, AdItem
from generator.pages.data import SiteData
from generator.pages.words import iso, text_or_none
from generator.text.page_path import PagePath

Row = Mapping[str, object]
MOST_ADS = 1000
"""So many of the newest ads are in the file; the explorer has all. 1,000 are about 100 KB packed."""

LONGEST_REST = 2000
"""So many more characters of a text are searched than are shown."""


@dataclass(frozen=True)
class AdsFile:
    """The ads of a page as a file, for the script that filters them."""

    path: str
    """The file, below the docs folder."""
    listed: int
    """Ads of the sponsor in the archives."""
    held: int
    """How many of them are in the file: the newest."""
    document: Mapping[str, object] = field(repr=False)
    """What is written to it, as JSON."""


def with_own_anchors(items: Sequence[AdItem]) -> tuple[AdItem, ...]:
    """Two files may list one ad: its second entry gets an anchor of its own."""
    seen: dict[str, int] = {}
    found = []
    for item in items:
        seen[item.anchor] = count = seen.get(item.anchor, 0) + 1
        found.append(item if count == 1 else replace(item, anchor=f"{item.anchor}_{count}"))
    return tuple(found)


def ads_file(
    data: SiteData,
    path: str,
    rows: Sequence[Row],
    items: Sequence[AdItem],
    places: Sequence[Sequence[str]],
    texts: Sequence[str],
) -> AdsFile | None:
    """The file of a page at ``path``; None if there is nothing to filter. ``rows``, ``items``,
    ``places`` (codes) and whole ``texts`` belong together; ``rows`` may be more than the others."""
    if len(items) < 2:
        return None
    codes = sorted({code for own in places for code in own})
    document = {
        "listed": len(rows),
        "places": {code: data.facts.places.name(code) for code in codes},
        "ads": [
            _entry(row, item, own, text)
            for row, item, own, text in zip(rows, items, places, texts, strict=False)
        ],
    }
    return AdsFile(PagePath.read(path).file("ads.json"), len(rows), len(items), document)


def _entry(row: Row, item: AdItem, codes: Sequence[str], text: str) -> dict[str, object]:
    money = item.spend
    rest = text[SHOWN_TEXT - 1 :] if len(text) > SHOWN_TEXT else ""
    entry: dict[str, object] = {
        "anchor": item.anchor,
        "id": item.ad_id,
        "when": item.when,
        "from": iso(row["first_shown_date"]) or iso(row["posted_date"]),
        "to": iso(row["last_shown_date"]),
        "platform": item.platform,
        "format": item.format,
        "spend": money.text,
        "spend_note": money.note,
        "spend_kind": money.kind if money.kind == "unknown" else "",
        "spend_lo": money.lo,
        "spend_hi": money.hi,
        "currency": text_or_none(row["spend_currency"]) or "",
        "impressions": item.impressions,
        "shown_lo": _whole(row["impressions_lo"]),
        "shown_hi": _whole(row["impressions_hi"]),
        "advertiser": item.advertiser,
        "contest": item.contest,
        "facts": [list(fact) for fact in item.facts],
        "text": item.text,
        "rest": rest[:LONGEST_REST],
        "language": item.language,
        "targeting": list(item.targeting),
        "delivery": list(item.delivery),
        "note": item.note,
        "is_gone": item.is_gone,
        "library_url": item.library_url,
        "landing_url": item.landing_url,
        "landing_text": item.landing_text,
        "trace": item.trace,
        "places": sorted(codes),
    }
    return {
        key: value for key, value in entry.items() if value or (value == 0 and value is not False)
    }


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)
