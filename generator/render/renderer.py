"""From page contexts to Markdown files: Jinja templates, charts drawn once for all pages.

Everything in a context is text from outside until proven otherwise: it is escaped for HTML by
default, and ``md`` or ``front`` make it safe where Markdown or YAML is read.
"""

import dataclasses
import html
import importlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

import generator.pages
from generator.charts.drawing.batch import ChartJob, render_all
from generator.charts.drawing.links import with_links
from generator.errors import SiteError
from generator.pages.base import CONTEXTS, ChartSpec, Download, Page
from generator.pages.kinds import all_kinds
from generator.reuse.docs import DocsFolder
from generator.reuse.tools import Tools
from generator.text.language import ENGLISH, _, spoken
from generator.text.page_path import PagePath
from generator.text.plain import CONTROLS, plain
from generator.text.sheet import csv_bytes
from generator.text.unspaced import inner_words

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~^:=\"'&$@/])")


def _without_controls(value: object) -> object:
    """Nothing that a page prints may turn its text around or break its front matter."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return CONTROLS.sub("", value)
    return value


def _clean(value: object) -> object:
    """The same in all texts of a document."""
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return _without_controls(value)


def front(text: object) -> Markup:
    """A value of the front matter: one quoted line, HTML-escaped, so that the theme prints text."""
    escaped = html.escape(plain(text), quote=True)
    return Markup(json.dumps(escaped, ensure_ascii=False))  # noqa: S704 (escaped above)


def md(text: object) -> Markup:
    """Text inside Markdown: every mark becomes a character reference."""
    safe = _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", plain(text))
    return Markup(safe)  # noqa: S704 (every mark of HTML and Markdown is a reference now)


def described(text: str, tools: Tools) -> str:
    """A rendered page with what programs read: its date and picture in the front matter, and what
    it is, in the words of schema.org, at its end."""
    values = {"modified": tools.modified, "card": tools.card_path, "card_text": tools.card_text}
    lines = "".join(f"{name}: {front(value)}\n" for name, value in values.items() if value)
    scripts = "".join(
        f'\n<script type="application/ld+json">{script_json(thing)}</script>\n'
        for thing in tools.things
    )
    begin, mark, rest = text.partition("---\n")
    if begin.strip() or not mark:
        raise SiteError("a page does not begin with its front matter.")
    return f"{mark}{lines}{rest.rstrip()}\n{scripts}"


def _hidden_words(page: Page) -> str:
    """For the index of texts only: the middles of names in scripts that set no spaces."""
    search = page.search
    if search is None or search.entry_kind:
        return ""
    inner = inner_words((page.title, *search.also, *search.accounts))
    return f"\n{_hidden(inner)}\n" if inner else ""


def _hidden(words: str) -> Markup:
    value = html.escape(plain(words), quote=True)
    return Markup(f'<span hidden data-pagefind-index-attrs="data-v" data-v="{value}"></span>')  # noqa: S704 (escaped above)


def script_json(value: object) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


_TEMPLATES = Path(__file__).parent / "templates"


class _Compiled(BytecodeCache):
    """Templates that this process has compiled already, for another language or another site."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from those that are known."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def template_folders() -> list[Path]:
    """The folders that hold templates: that of all pages, and those of the page kinds."""
    all_kinds()
    modules = {importlib.import_module(context.__module__) for context in CONTEXTS}
    folders = {Path(str(module.__file__)).parent for module in modules}
    rooms = {path.parent for path in Path(generator.pages.__file__).parent.rglob("_*.j2")}
    return [_TEMPLATES, *sorted(folders | rooms)]


def environment() -> Environment:
    """The template environment. An undefined name is an error."""
    env = Environment(
        loader=FileSystemLoader(template_folders()),
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
        bytecode_cache=_COMPILED,
    )
    env.filters.update(plain=plain, front=front, md=md, number=lambda value: f"{value:,}")
    env.globals.update(_=_message, ngettext=_message_of_count, in_english=_in_english)
    env.filters["inner_words"] = lambda name: (
        _hidden(found) if (found := inner_words([name])) else ""
    )
    env.filters["translated"] = _  # texts of the reference files, which are messages too
    env.filters["drawn"] = Markup  # only for drawings of our own
    env.globals["chart_tools"] = lambda chart: None
    return env


def _message(message: str, **values: object) -> Markup:
    """A message of ours in the language being written; its values are escaped."""
    return Markup(spoken().catalogue.gettext(message)).format(**values)  # noqa: S704 (ours)


def _message_of_count(one: str, many: str, count: int, **values: object) -> Markup:
    """As ``_message``, in the form for ``count``."""
    text = spoken().catalogue.ngettext(one, many, count)
    return Markup(text).format(**{"count": f"{count:,}"} | values)  # noqa: S704 (ours)


def _in_english() -> Markup:
    """The attribute of an element whose text is English in every language; none on English pages."""
    return Markup("" if spoken().code == ENGLISH.code else ' lang="en"')  # noqa: S704 (ours)


class Renderer:
    """Renders pages into a docs folder."""

    def __init__(self, docs: DocsFolder) -> None:
        self.docs = docs
        self._folder = ""
        self._own: frozenset[str] = frozenset()
        # Paths that were read: a page has hundreds of links.
        self._placed: dict[str, PagePath] = {}
        self._targets: dict[str, PagePath] = {}
        self._env = environment()
        self._svgs: dict[str, str] = {}

    def place(self, folder: str, own: Collection[str]) -> None:
        """Say where the pages of this language stand in the site (``es/``; the first language is
        at the root), and which pages there are in it: links to others, and to files, lead to the
        root."""
        self._folder = folder
        self._own = frozenset(PagePath.read(path).address for path in own)
        self._placed, self._targets = {}, {}

    def draw(
        self,
        charts: Sequence[ChartSpec],
        cache_dir: Path,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Draw every chart that the pages will ask for."""
        jobs = [
            ChartJob(
                kind=chart.kind,
                frame=chart.frame,
                ident=chart.ident,
                title=plain(chart.title),
                description=plain(chart.description),
                options=dict(chart.options),
                language=spoken().code,
            )
            for chart in charts
        ]
        try:
            svgs = render_all(jobs, cache_dir, progress=progress)
        except ValueError as error:
            raise SiteError(f"a chart could not be drawn: {error}") from error
        self._svgs.update({chart.ident: svg for chart, svg in zip(charts, svgs, strict=True)})

    def page(self, page: Page, tools: Tools) -> None:
        """Render one page to its Markdown file, with what it offers to those who use it."""
        template = self._env.get_template(page.template)
        context = {field.name: getattr(page, field.name) for field in dataclasses.fields(page)}
        context["as_of"] = tools.until
        text = template.render(
            **context,
            page_path=page.path,
            link=lambda path: self.link(path, page.path),
            svg=lambda chart: self._linked(chart, page.path),
            tools=tools,
        )
        text = described(text + _hidden_words(page), tools)
        if not page.in_every_language:
            text = text.replace("---\n", "---\none_language: true\n", 1)
        self.docs.file(f"{page.path}.md", text.encode())

    def _linked(self, chart: ChartSpec, page_path: str) -> Markup:
        """The drawing of a chart for a page, the names of its rows leading on from there."""
        paths = chart.row_paths()
        addresses = [self.link(path, page_path) if path else "" for path in paths]
        return Markup(with_links(self._svgs[chart.ident], addresses))  # noqa: S704 (drawn by us)

    def link(self, path: str, page_path: str) -> str:
        """The relative address of a page or file of the site, from a page of this language."""
        page, target = self._placed.get(page_path), self._targets.get(path)
        if page is None:
            page = self._placed[page_path] = PagePath.read(page_path).inside(self._folder)
        if target is None:
            target = self._targets[path] = self._target(PagePath.read(path))
        return page.link(target)

    def _target(self, path: PagePath) -> PagePath:
        is_own = PagePath(path.path).address in self._own
        return path.inside(self._folder) if is_own else path

    def offer(self, **functions: object) -> None:
        """Give the templates more functions, by their names."""
        self._env.globals.update(functions)

    def svg(self, ident: str) -> str:
        """The drawing of a chart. Raises KeyError for one that was not drawn."""
        return self._svgs[ident]

    def text(self, template: str, **context: object) -> str:
        """What a template makes of a context."""
        return self._env.get_template(template).render(**context)

    def redirect(self, path: str, target: str, name: str, site_url: str) -> None:
        """Write a page that leads on from an address of before, with a link for everybody else.

        It is a file of its own, not Markdown: it is no page of the site, and not searched.
        """
        template = self._env.get_template("redirect.html.j2")
        page, new = PagePath.read(path), PagePath.read(target)
        text = template.render(
            name=plain(name),
            target=page.link(new),
            icon=page.link(PagePath.read("assets/img/favicon.svg")),
            script=page.link(PagePath.read("assets/js/redirect.js")),
            canonical=new.absolute(site_url),
        )
        self.docs.file(page.file("index.html"), text.encode())

    def download(self, download: Download) -> None:
        """Write the CSV of a page."""
        self.docs.file(download.path, csv_bytes(download.heads, download.rows))

    def document(self, path: str, document: Mapping[str, object]) -> None:
        """Write a JSON file that a script of a page reads."""
        text = json.dumps(_clean(document), ensure_ascii=False, separators=(",", ":"))
        self.docs.file(path, text.encode())
