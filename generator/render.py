"""From page contexts to Markdown files: Jinja templates, charts drawn once for all pages.

Everything in a context is text from outside until proven otherwise: it is escaped for HTML by
default, and ``md`` or ``front`` make it safe where Markdown or YAML is read.
"""

import csv
import dataclasses
import html
import io
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from generator.charts.batch import ChartJob, render_all
from generator.errors import SiteError
from generator.formulas import harmless
from generator.pages.base import ChartSpec, Download, Page

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~^:=\"'&$@/])")


def plain(text: object) -> str:
    """Without control characters and direction overrides, on one line."""
    return re.sub(r"\s+", " ", _CONTROLS.sub("", str(text))).strip()


def _without_controls(value: object) -> object:
    """Nothing that a page prints may turn its text around or break its front matter."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _CONTROLS.sub("", value)
    return value


def front(text: object) -> Markup:
    """A value of the front matter: one quoted line, HTML-escaped, so that the theme prints text."""
    escaped = html.escape(plain(text), quote=True)
    return Markup(json.dumps(escaped, ensure_ascii=False))  # noqa: S704 (escaped above)


def md(text: object) -> Markup:
    """Text inside Markdown: every mark becomes a character reference."""
    safe = _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", plain(text))
    return Markup(safe)  # noqa: S704 (every mark of HTML and Markdown is a reference now)


@lru_cache(maxsize=100_000)
def href(path: str, page_path: str) -> str:
    """A relative address from one page to another page or file of the site.

    A page path has no ending; its address is a folder. ``#anchor`` may follow.
    """
    target, _, fragment = path.partition("#")
    here = _folder(page_path)
    if re.search(r"\.[a-z0-9]+$", target):
        found = posixpath.relpath(target, here or ".")
    else:
        folder = _folder(target)
        found = posixpath.relpath(folder or ".", here or ".") + "/"
    return found + (f"#{fragment}" if fragment else "")


def _folder(path: str) -> str:
    if path == "index":
        return ""
    return path.removesuffix("/index")


def template_name(page: Page) -> str:
    """``SponsorPage`` -> ``sponsor.md.j2``."""
    return TEMPLATES[type(page).__name__]


TEMPLATES = {
    "HomePage": "home.md.j2",
    "SponsorPage": "sponsor.md.j2",
    "ListPage": "sponsor_list.md.j2",
    "IndexPage": "sponsors.md.j2",
    "PermalinkPage": "permalinks.md.j2",
    "PlacePage": "place.md.j2",
    "PlacesIndex": "places.md.j2",
    "PlatformPage": "platform.md.j2",
    "PlatformsIndex": "platforms.md.j2",
    "DownloadsPage": "downloads.md.j2",
    "DictionaryPage": "data_dictionary.md.j2",
    "ExplorePage": "explore.md.j2",
    "WrittenPage": "written.md.j2",
    "LinkingPage": "linking_methodology.md.j2",
    "DecisionsPage": "linking_decisions.md.j2",
    "SuggestionsPage": "linking_suggestions.md.j2",
    "CollectionPage": "collection.md.j2",
    "CollectionAdPage": "collection_ad.md.j2",
    "CollectionIndexPage": "collection_index.md.j2",
    "CollectionListPage": "collection_list.md.j2",
    "CollectionReadingPage": "collection_reading.md.j2",
    "CollectionDisagreementsPage": "collection_disagreements.md.j2",
    "CollectionFieldPage": "collection_field.md.j2",
}
"""The template of each page kind."""


def environment() -> Environment:
    """The template environment. An undefined name is an error."""
    env = Environment(
        loader=PackageLoader("generator", "templates"),
        autoescape=select_autoescape(
            default=True, default_for_string=True, enabled_extensions=("j2", "html", "md")
        ),
        undefined=StrictUndefined,
        finalize=_without_controls,
        # Markdown writes heading ids as {#id}: comments need another mark.
        comment_start_string="{%-- ",
        comment_end_string=" --%}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters.update(plain=plain, front=front, md=md, number=lambda value: f"{value:,}")
    return env


class Renderer:
    """Renders pages and writes only files that changed; forgotten files are removed at the end."""

    def __init__(self, docs_dir: Path) -> None:
        self._docs = docs_dir
        self._env = environment()
        self._written: set[Path] = set()
        self._svgs: dict[str, str] = {}

    def draw(self, charts: Sequence[ChartSpec], cache_dir: Path, progress: object = None) -> None:
        """Draw every chart that the pages will ask for."""
        jobs = [
            ChartJob(
                kind=chart.kind,
                frame=chart.frame,
                ident=chart.ident,
                title=plain(chart.title),
                description=plain(chart.description),
                options=dict(chart.options),
            )
            for chart in charts
        ]
        try:
            svgs = render_all(jobs, cache_dir, progress=progress)
        except ValueError as error:
            raise SiteError(f"a chart could not be drawn: {error}") from error
        self._svgs.update({chart.ident: svg for chart, svg in zip(charts, svgs, strict=True)})

    def page(self, page: Page) -> None:
        """Render one page to its Markdown file."""
        template = self._env.get_template(template_name(page))
        context = {field.name: getattr(page, field.name) for field in dataclasses.fields(page)}
        text = template.render(
            **context,
            page_path=page.path,
            link=lambda path: href(path, page.path),
            svg=lambda chart: Markup(self._svgs[chart.ident]),  # noqa: S704 (drawn by us)
        )
        self.file(f"{page.path}.md", text.encode())

    def redirect(self, path: str, target: str, name: str, site_url: str) -> None:
        """Write a page that leads on from an address of before, with a link for everybody else.

        It is a file of its own, not Markdown: it is no page of the site, and not searched.
        """
        template = self._env.get_template("redirect.html.j2")
        own = f"{path}/index"
        text = template.render(
            name=plain(name),
            target=href(target, path),
            icon=href("assets/img/favicon.svg", path),
            canonical=site_url + href(target, "index").removeprefix("./"),
        )
        self.file(f"{own}.html", text.encode())

    def download(self, download: Download) -> None:
        """Write the CSV of a page."""
        self.file(download.path, csv_bytes(download.heads, download.rows))

    def file(self, path: str, content: bytes) -> Path:
        """Write a file below the docs folder, unless it has these bytes already."""
        target = self._docs / path
        self._written.add(target)
        if not (target.is_file() and target.read_bytes() == content):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return target

    def keep(self, target: Path) -> None:
        """Remember a file that somebody else wrote below the docs folder."""
        self._written.add(target)

    def sweep(self) -> int:
        """Remove files of earlier builds. Returns how many."""
        stale = [
            path for path in self._docs.rglob("*") if path.is_file() and path not in self._written
        ]
        for path in stale:
            path.unlink()
        for folder in sorted((p for p in self._docs.rglob("*") if p.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        return len(stale)


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV with a header. A text cell that a spreadsheet would run as a formula gets a leading
    apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_safe_cell(cell) for cell in row])
    return stream.getvalue().encode()


def _safe_cell(cell: object) -> object:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else cell


def read_written(folder: Path) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The hand-written pages: path, front matter (title, description), body."""
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
        if match is None:
            raise SiteError(f"{path}: needs a front matter with title and description.")
        lines = (line.partition(":") for line in match[1].splitlines())
        meta = {key.strip(): value.strip().strip("\"'") for key, _, value in lines}
        if not {"title", "description"} <= set(meta):
            raise SiteError(f"{path}: its front matter needs title and description.")
        yield path.stem, meta, text[match.end() :]
