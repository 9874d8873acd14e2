"""One address for each kind of page, as the tests and the screenshots visit them.

The addresses are those of the demonstration site. In a site of other archives, a page of the same
kind is found by the pattern of its address.
"""

import re
from pathlib import Path

KINDS = {
    "home": "",
    "sponsors": "sponsors/",
    "letter": "sponsors/a-z/b-1/",
    "other scripts": "sponsors/a-z/other-1/",
    "permanent addresses": "sponsors/id/9f/",
    "sponsor on Google": "sponsors/google/AR99999387266829795025/",
    "sponsor on Meta": "sponsors/meta/t966a58ba00dafe7b/",
    "sponsor on four platforms": "sponsors/snapchat/tbaa2173baa24b396/",
    "places": "places/",
    "country": "places/us/",
    "state": "places/us/tx/",
    "what changed": "changes/",
    "changes of a copy": "changes/snapchat/2024/2024-09-01-to-2024-11-01/",
    "no longer listed": "removals/",
    "races": "races/",
    "cycle": "races/us-2024/",
    "election named by Google": "races/google-eu-parliament/",
    "candidates and measures": "contests/",
    "measure": "contests/demo-measure-999-made-up/",
    "candidate": "contests/fec-h9tx99901/",
    "topics": "topics/",
    "topic": "topics/voting/",
    "platforms": "platforms/",
    "Google": "platforms/google/",
    "Snapchat": "platforms/snapchat/",
    "X": "platforms/x/",
    "coalition": "coalition/",
    "collection": "collections/internet-research-agency/",
    "ad of the collection": "collections/internet-research-agency/ads/16/",
    "disagreements": "collections/internet-research-agency/disagreements/",
    "reading": "collections/internet-research-agency/reading/",
    "explore": "explore/",
    "explore totals": "explore/?kind=spend&q=demo",
    "downloads": "downloads/",
    "mapping": "mappings/who-targets-me/",
    "help": "help/",
    "ranges": "help/ranges/",
    "what platforms hide": "help/hidden/",
    "fewer ads": "help/fewer-ads/",
    "errors": "help/errors/",
    "accessibility": "help/accessibility/",
    "dictionary": "data-dictionary/",
    "methodology": "methodology/",
    "how payers are joined": "methodology/linking/",
    "reviewed decisions": "sponsors/decisions/",
    "suggested links": "sponsors/suggestions/",
    "about": "about/",
    "corrections": "corrections/",
    "glossary": "glossary/",
    "search": "search/",
    "search results": "search/?q=demo",
    "not found": "404.html",
}

PATTERNS = {
    "letter": "sponsors/a-z/[a-z]-*/",
    "other scripts": "sponsors/a-z/other-*/",
    "permanent addresses": "sponsors/id/*/",
    "sponsor on Google": "sponsors/google/*/",
    "sponsor on Meta": "sponsors/meta/*/",
    "sponsor on four platforms": "sponsors/[!ai]*/*/",
    "country": "places/*/",
    "state": "places/*/*/",
    "changes of a copy": "changes/*/*/*/",
    "cycle": "races/us-*/",
    "election named by Google": "races/google-*/",
    "measure": "contests/[!f]*/",
    "candidate": "contests/fec-*/",
    "topic": "topics/*/",
    "collection": "collections/*/",
    "ad of the collection": "collections/*/ads/*/",
    "disagreements": "collections/*/disagreements/",
    "reading": "collections/*/reading/",
    "mapping": "mappings/*/",
}
"""Where else a page of a kind may be, if its address is not that of the demonstration site."""

IN_EACH_LANGUAGE = ("home", "sponsor on four platforms", "state", "search")
"""The kinds of page that are looked at in further languages, too."""

_LANGUAGE = re.compile(r"<html[^>]*\slang=\"?([\w-]+)")


def find_page(site: Path, kind: str) -> str | None:
    """The address of a page of this kind in a built site, or None if it has none."""
    path, mark, query = KINDS[kind].partition("?")
    if _is_page(site, path):
        return KINDS[kind]
    for folder in sorted(site.glob(PATTERNS[kind])) if kind in PATTERNS else ():
        found = f"{folder.relative_to(site).as_posix()}/"
        if _is_page(site, found) and not _leads_on(site / found / "index.html"):
            return f"{found}{mark}{query}"
    return None


def find_languages(site: Path) -> list[str]:
    """The folders of the site that hold it in another language, such as ``es/``."""
    own = _language_of(site / "index.html")
    return [
        f"{home.parent.name}/"
        for home in sorted(site.glob("*/index.html"))
        if _language_of(home) == home.parent.name != own
    ]


def _is_page(site: Path, path: str) -> bool:
    return (site / path / "index.html" if path.endswith("/") or not path else site / path).is_file()


def _leads_on(page: Path) -> bool:
    """Say whether a page only leads to the new address of what was there."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")[:2000]


def _language_of(page: Path) -> str | None:
    found = _LANGUAGE.search(page.read_text(encoding="utf-8")[:500])
    return found.group(1) if found else None
