"""Atom feeds (RFC 4287) as XML.

Dates are those of the snapshots, addresses are made from ``site_url``, and the same input gives
the same bytes.
"""

import re
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from generator.pages.addresses import feed_path, page_address
from generator.pages.feed import Feed
from generator.text.language import spoken

MAX_ENTRIES = 50
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def atom(feed: Feed, site_url: str, site_name: str) -> bytes:
    """The feed as XML: at most :data:`MAX_ENTRIES` entries, the newest first. ``feed`` has one
    entry at least: the time of an Atom feed is that of its newest entry."""
    page = page_address(site_url, feed.page_path)
    entries = sorted(feed.entries, key=lambda entry: (-entry.day.toordinal(), entry.slug))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken().code}">',
        f"<id>{_text(page)}</id>",
        f"<title>{_text(feed.title)}</title>",
        *([f"<subtitle>{_text(feed.until)}</subtitle>"] if feed.until else []),
        f"<updated>{_moment(entries[0].day)}</updated>",
        f"<author><name>{_text(site_name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(site_url + feed_path(feed.page_path))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
    ]
    for entry in entries[:MAX_ENTRIES]:
        lines += [
            "<entry>",
            f"<id>{_text(page)}#change-{_text(entry.slug)}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{_moment(entry.day)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(page_address(site_url, entry.path))}/>',
            f'<summary type="text">{_text(entry.summary)}</summary>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_TURNS.sub("", _NOT_XML.sub("", text)))
