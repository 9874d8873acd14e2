"""What a page is, in the words of schema.org, for programs that read pages.

Only what is known is said: a page has a licence only if all its data has the same one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.base import Page
from generator.reuse.page_tables import Shown
from generator.reuse.provenance import Provenance, Snapshot
from generator.text.plain import plain

Thing = dict[str, object]
CONTEXT = "https://schema.org"
_FOR_DATA = re.compile(r"(?:CC0|CC[ -]BY|ODbL|ODC[ -]By|PDDL|OGL)\b[^(]*", re.IGNORECASE)
"""Licences made for data. What else the list of archives names is that of a repository's programs,
or none: neither says what may be done with the data."""


@dataclass(frozen=True)
class SiteFacts:
    """What is the same on all pages."""

    name: str
    url: str
    description: str


@dataclass(frozen=True)
class Distribution:
    """A file that holds the data of a page: its whole address, media type, and SHA-256 if it is
    known before the file is written."""

    address: str
    media_type: str
    sha256: str = ""


def things(
    page: Page,
    site: SiteFacts,
    shown: Shown,
    stamp: Provenance,
    files: Sequence[Distribution],
    days: str = "",
) -> tuple[Thing, ...]:
    """The things that a page is or has, each as a JSON-LD object. ``days`` is a sentence that says to
    which day the data of each platform reach, empty if that is one day: the period that a data set
    covers ends with the last of them."""
    found = []
    if page.path == "index":
        found.append(_web_site(site))
    if page.crumbs:
        found.append(_breadcrumbs(page, shown))
    if page.is_dataset:
        found.append(_dataset(page, site, shown, stamp, files, days))
    return tuple(found)


def _web_site(site: SiteFacts) -> Thing:
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": plain(site.name),
        "description": plain(site.description),
        "url": site.url,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.url}search/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _breadcrumbs(page: Page, shown: Shown) -> Thing:
    steps = [("Home", "index"), *((link.text, link.path) for link in page.crumbs)]
    steps.append((page.title, page.path))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": plain(text),
                "item": shown.address(path),
            }
            for number, (text, path) in enumerate(steps, start=1)
        ],
    }


def _dataset(
    page: Page,
    site: SiteFacts,
    shown: Shown,
    stamp: Provenance,
    files: Sequence[Distribution],
    days: str,
) -> Thing:
    found: Thing = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": plain(f"Political ads: {page.title}"),
        "description": plain(" ".join(filter(None, (page.description, days)))),
        "url": shown.address(page.path),
        "creator": {"@type": "Organization", "name": plain(site.name), "url": site.url},
        "version": stamp.digest,
        "isAccessibleForFree": True,
    }
    if permanent := page.permanent_path():
        found["identifier"] = shown.address(permanent)
    if stamp.date:
        found["dateModified"] = stamp.date
        found["temporalCoverage"] = _period(page, stamp)
    if page.search and page.search.places:
        found["spatialCoverage"] = [plain(name) for name in page.search.places]
    if licence := _licence(stamp.snapshots):
        found["license"] = {"@type": "CreativeWork", "name": plain(licence)}
    found["usageInfo"] = shown.address("downloads/index#licences")
    if files:
        found["distribution"] = [_file(file) for file in files]
    found["isBasedOn"] = [_snapshot(one) for one in stamp.snapshots]
    return found


def _period(page: Page, stamp: Provenance) -> str:
    """An ISO 8601 period; its begin is open where the page does not say from when on."""
    years = page.search.years if page.search else ()
    begin = str(min(years)) if years else ".."
    return f"{begin}/{stamp.date}"


def _licence(snapshots: Sequence[Snapshot]) -> str:
    """The licence of all the data behind a page; empty if the snapshots differ, or name none."""
    first, *others = {one.licence for one in snapshots} or {""}
    return first if not others and _FOR_DATA.fullmatch(first) else ""


def _file(file: Distribution) -> Thing:
    found: Thing = {
        "@type": "DataDownload",
        "encodingFormat": file.media_type,
        "contentUrl": file.address,
    }
    return {**found, "sha256": file.sha256} if file.sha256 else found


def _snapshot(one: Snapshot) -> Thing:
    found: Thing = {"@type": "Dataset", "name": one.snapshot_id}
    found["description"] = f"A copy of a published archive, taken {one.taken_on}."
    found["version"] = one.sha256
    if one.taken_on_date:
        found["dateModified"] = one.taken_on_date
    return found
