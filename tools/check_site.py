"""Checks a built site before it is published: links, search index, foreign addresses, size.

    python tools/check_site.py build/site

It reads the files only and starts no server. Every problem is listed; the exit code is 1 if there
is any. The address that the site will have is taken from the canonical link of its home page.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ADS = "ads.json"
"""Beside a sponsor's page: all its ads. A script opens those that the page does not hold."""
MAX_SITE_BYTES = 1_000_000_000  # what GitHub Pages takes
MAX_SHOWN = 25
NEEDED = ("index.html", "404.html", "pagefind/pagefind.js")
TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)")
ATTRIBUTE = re.compile(r"([^\s=>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
NOT_MARKUP = re.compile(
    r"<!--.*?-->|(<script\b[^>]*>).*?</script>|(<style\b[^>]*>).*?</style>", re.S
)
CSS_ADDRESS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")\s]+)")
# Links that name an address and load nothing from it.
ONLY_NAMED = {"alternate", "canonical", "license", "me", "next", "prev"}


@dataclass
class Page:
    """What one HTML file refers to and offers."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    canonical: str | None = None


def main(arguments: list[str]) -> int:
    """Check the site in the folder that is named; return the exit code."""
    if len(arguments) != 1:
        print("Say which folder: python tools/check_site.py build/site", file=sys.stderr)
        return 2
    site = Path(arguments[0])
    if not site.is_dir():
        print(f"check_site: {site} is not a folder. Run make site first.", file=sys.stderr)
        return 2
    problems = list(find_problems(site))
    for problem in problems[:MAX_SHOWN]:
        print(f"check_site: {problem}", file=sys.stderr)
    if len(problems) > MAX_SHOWN:
        print(f"check_site: and {len(problems) - MAX_SHOWN} more", file=sys.stderr)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"check_site: {pages} pages, {len(problems)} problems")
    return 1 if problems else 0


def find_problems(site: Path) -> Iterator[str]:
    """Yield one line for each problem of the site."""
    for name in NEEDED:
        if not (site / name).is_file():
            yield f"{name} is missing"
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    size = sum(path.stat().st_size for path in files.values())
    if size > MAX_SITE_BYTES:
        yield f"the site is {size:,} bytes; {MAX_SITE_BYTES:,} can be published"
    pages = {
        name: read_page(path.read_text(encoding="utf-8"))
        for name, path in sorted(files.items())
        if name.endswith(".html")
    }
    home = pages.get("index.html", Page()).canonical or "https://site.invalid/"
    for name, page in pages.items():
        ads = files.get(f"{name.removesuffix('index.html')}{ADS}")
        if ads:
            listed = json.loads(ads.read_text(encoding="utf-8"))["ads"]
            page.ids |= {ad["anchor"] for ad in listed}
    for name, page in pages.items():
        yield from page_problems(name, page, pages, set(files), home)
    for name, path in sorted(files.items()):
        if name.endswith(".css"):
            yield from style_problems(name, path.read_text(encoding="utf-8"), set(files), home)


def page_problems(
    name: str, page: Page, pages: dict[str, Page], files: set[str], home: str
) -> Iterator[str]:
    """Yield the problems of one page: foreign loads, links that lead nowhere."""
    here = urljoin(home, name)
    for address in sorted(set(page.loads)):
        yield from load_problems(name, address, here, files, home)
    for address in sorted(set(page.links)):
        target = urljoin(here, address)
        if urlsplit(target).scheme == "javascript":
            yield f"{name}: a link runs a script: {address[:80]}"
        path = path_in_site(target, home)
        if path is None:
            continue
        found = file_at(path, files)
        if found is None:
            yield f"{name}: link to {address}, where there is no page"
            continue
        fragment = unquote(urlsplit(target).fragment)
        # "#__…" are the theme's own switches; "#:~:" is the browser's.
        if fragment.startswith(("__", ":~:")) or found not in pages:
            continue
        if fragment and fragment not in pages[found].ids:
            yield f"{name}: link to {address}, but that page has no #{fragment}"


def load_problems(name: str, address: str, here: str, files: set[str], home: str) -> Iterator[str]:
    """Yield the problem of one address that the browser loads by itself."""
    target = urljoin(here, address)
    if urlsplit(target).scheme in {"data", "blob"}:
        return
    path = path_in_site(target, home)
    if path is None:
        yield f"{name}: loads {address} from another host"
    elif file_at(path, files) is None:
        yield f"{name}: loads {address}, which is not there"


def style_problems(name: str, text: str, files: set[str], home: str) -> Iterator[str]:
    """Yield the problems of one style sheet."""
    for address in sorted(set(CSS_ADDRESS.findall(text))):
        if not address.startswith("#"):
            yield from load_problems(name, address, urljoin(home, name), files, home)


def read_page(text: str) -> Page:
    """Collect a page's links, loads and ids."""
    page = Page()
    for tag, attributes in tags_of(text):
        if "id" in attributes:
            page.ids.add(attributes["id"])
        if tag == "a" and "name" in attributes:
            page.ids.add(attributes["name"])
        address = attributes.get("href")
        relations = set(attributes.get("rel", "").lower().split())
        if tag in {"a", "area"} and address is not None:
            page.links.append(address)
        elif tag == "link" and address is not None:
            if "canonical" in relations:
                page.canonical = address
            if not relations & ONLY_NAMED:
                page.loads.append(address)
        elif tag in {"image", "use"} and address is not None and not address.startswith("#"):
            page.loads.append(address)
        for attribute in ("src", "poster", "data"):
            if attribute in attributes and (attribute != "data" or tag == "object"):
                page.loads.append(attributes[attribute])
        for candidate in attributes.get("srcset", "").split(","):
            if candidate.strip():
                page.loads.append(candidate.split()[0])
    return page


def tags_of(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each opening tag with its attributes, comments and scripts left out."""
    markup = NOT_MARKUP.sub(lambda match: match.group(1) or match.group(2) or "", text)
    for tag in TAG.finditer(markup):
        attributes = {
            match.group(1).lower(): unescape(
                match.group(2) or match.group(3) or match.group(4) or ""
            )
            for match in ATTRIBUTE.finditer(tag.group(2))
        }
        yield tag.group(1).lower(), attributes


def path_in_site(target: str, home: str) -> str | None:
    """Return the path inside the site of an absolute address, or None if it leads elsewhere."""
    there, site = urlsplit(target), urlsplit(home)
    if (there.scheme, there.netloc) != (site.scheme, site.netloc):
        return None
    base = site.path.rsplit("/", 1)[0] + "/"
    path = there.path or "/"
    return unquote(path.removeprefix(base)) if path.startswith(base) else None


def file_at(path: str, files: set[str]) -> str | None:
    """Return the file that a web server would answer with for a path."""
    for candidate in (path, f"{path}index.html", f"{path}/index.html", f"{path}.html"):
        name = candidate.removeprefix("/")
        if name in files and (name == path or candidate != path):
            return name
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
