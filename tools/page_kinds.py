"""One address for each kind of page, as the tests and the screenshots visit them.

The addresses are those of the demonstration site. In a site of other archives, a page of the same
kind is found by the pattern of its address. Pages say so themselves (``samples`` of their classes);
those that are no page of a kind stand here.
"""

import re
from pathlib import Path

from generator.pages.base import CONTEXTS
from generator.pages.kinds import all_kinds

all_kinds()
_SAMPLES = [sample for context in CONTEXTS for sample in context.samples]
KINDS = {sample.name: sample.address for sample in _SAMPLES} | {
    "search": "search/",
    "search results": "search/?q=demo",
    "not found": "404.html",
}
PATTERNS = {sample.name: sample.pattern for sample in _SAMPLES if sample.pattern}
"""Where else a page of a kind may be, if its address is not that of the demonstration site."""

IN_EACH_LANGUAGE = (
    *(sample.name for sample in _SAMPLES if sample.in_each_language),
    "search",
)
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
