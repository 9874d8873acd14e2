"""What a chart has besides its drawing in a page: a page to embed, a file, an interactive view.

All three stand in the folder ``charts`` of the site and are named after the chart. The page to
embed has no script and loads nothing; it is no page of the site, so it is neither in the sitemap
nor in the search index.
"""

import html
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pandas as pd

from generator.charts.amounts import format_bounds
from generator.charts.drawing.links import with_links
from generator.charts.drawing.standalone import natural_size, retitled, standalone
from generator.charts.interactive.specs import INTERACTIVE, interactive_spec
from generator.charts.names import wrap
from generator.charts.theme import COLOURS, DARK_COLOURS, NARROW_WIDTH
from generator.pages.base import ChartSpec, Page
from generator.pages.words import day
from generator.render.renderer import Renderer
from generator.text.language import _, spoken
from generator.text.page_path import PagePath
from generator.text.plain import plain

FOLDER = "charts"
BUNDLE = "assets/vendor/vega.js"
_LIBRARY = "vl-convert-python"
_LIGHT = " ".join(f"{token}: {colour};" for token, colour in COLOURS.items())
_DARK = " ".join(f"{token}: {colour};" for token, colour in DARK_COLOURS.items())


@dataclass(frozen=True)
class ChartSite:
    """What a chart says of the site that it comes from."""

    name: str
    url: str
    is_demo: bool


@dataclass(frozen=True)
class ChartTools:
    """The controls under a chart: addresses in the site, and what others paste into their page."""

    svg_path: str
    embed_path: str
    embed_code: str
    data_path: str


class ChartFiles:
    """Writes the files of the charts, and says in pages where they are. A chart that stands on
    several of the ``pages`` is told to be from the first of them."""

    def __init__(self, renderer: Renderer, site: ChartSite, pages: Iterable[Page]) -> None:
        self._renderer = renderer
        self._site = site
        self._page: dict[str, Page] = {}
        for page in pages:
            for chart in page.charts():
                self._page.setdefault(chart.ident, page)
        renderer.offer(chart_tools=self.tools)

    @staticmethod
    def paths(chart: ChartSpec) -> list[str]:
        """Where the files of a chart are, below the docs folder."""
        path = f"{FOLDER}/{chart.ident}"
        return [f"{path}.svg", f"{path}.html", *filter(None, [data_path(chart)])]

    def tools(self, chart: ChartSpec) -> ChartTools:
        """The controls of one chart."""
        path = f"{FOLDER}/{chart.ident}"
        title = headline(chart, self._page[chart.ident])
        height = _embed_height(title, chart.note, self._renderer.svg(chart.ident))
        title = html.escape(plain(f"{title} – {self._site.name}"))
        code = (
            f'<iframe src="{html.escape(self._site.url)}{path}.html" title="{title}"'
            f' width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'
        )
        return ChartTools(f"{path}.svg", f"{path}.html", code, data_path(chart))

    def write(self, page: Page) -> None:
        """Write the files of the charts that are told to be from this page."""
        for chart in page.charts():
            if self._page[chart.ident] is page:
                self._write(chart, page)
                if path := data_path(chart):
                    self._write_data(chart, path)

    def _write(self, chart: ChartSpec, page: Page) -> None:
        path = f"{FOLDER}/{chart.ident}"
        svg = self._renderer.svg(chart.ident)
        address = PagePath.read(page.path).absolute(self._site.url)
        lines = [
            *([plain(chart.note)] if chart.note else []),
            f"{self._source(chart)} {address}",
            *([_("Demonstration data: every sponsor and figure is made up.")] * self._site.is_demo),
        ]
        title = headline(chart, page)
        drawing = standalone(with_links(svg), title=plain(title), lines=lines)
        self._renderer.docs.file(f"{path}.svg", drawing.encode())
        text = self._renderer.text(
            "chart_embed.html.j2",
            language=spoken().code,
            chart=chart,
            title=title,
            drawing=with_links(
                retitled(svg, plain(title)), self._addresses(chart), in_new_window=True
            ),
            site=self._site,
            address=address,
            light=_LIGHT,
            dark=_DARK,
        )
        self._renderer.docs.file(f"{path}.html", text.encode())

    def _source(self, chart: ChartSpec) -> str:
        """The platform and the days that the chart is about, and who made it."""
        return _("Source: {source}; by {site}.", source=chart.source, site=self._site.name)

    def _addresses(self, chart: ChartSpec) -> list[str]:
        """Where the rows of a chart lead, as whole addresses."""
        return [
            urljoin(self._site.url, self._renderer.link(path, "index")) if path else ""
            for path in chart.row_paths()
        ]

    def _write_data(self, chart: ChartSpec, path: str) -> None:
        options: dict[str, Any] = dict(chart.options)
        currency = str(options.get("currency", ""))
        words = row_words(chart, currency)
        also = {name: options[name] for name in ("marks", "span", "gaps") if name in options}
        spec = interactive_spec(chart.kind, chart.frame, currency, words, **also)
        if spec is not None:
            packed = json.dumps(spec, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            self._renderer.docs.file(path, packed.encode())


def headline(chart: ChartSpec, page: Page) -> str:
    """The title of a chart away from its page: what it is about, and its own title."""
    subject = page.subject_of(chart)
    word = rf"(?<!\w){re.escape(plain(subject))}(?!\w)"
    is_said = not subject or re.search(word, plain(chart.title), re.IGNORECASE)
    return chart.title if is_said else f"{subject}: {chart.title}"


def data_path(chart: ChartSpec) -> str:
    """The file that the interactive view of a chart is made of; empty if it has no such view."""
    return f"{FOLDER}/{chart.ident}.json" if chart.kind in INTERACTIVE else ""


def row_words(chart: ChartSpec, currency: str) -> list[str]:
    """Each row of the frame in full, as the table beside the chart has it."""
    if chart.kind not in INTERACTIVE:
        return []
    known: dict[str, list[str]] = {}
    for row in chart.table.rows:
        amount = row[1].text + (f" ({row[1].note})" if row[1].note else "")
        known.setdefault(row[0].text, []).append(amount)
    words = []
    for name, lo, hi in zip(_labels(chart), chart.frame["lo"], chart.frame["hi"], strict=True):
        found = known.get(name, [])
        amount = found.pop(0) if found else _bounds_text(lo, hi, currency)
        words.append(f"{plain(name)}: {plain(amount)}")
    return words


def _labels(chart: ChartSpec) -> Sequence[str]:
    """What the first column of the table calls each row of the frame."""
    for column in ("name", "platform"):
        if column in chart.frame.columns:
            return [str(name) for name in chart.frame[column]]
    return [day(value) for value in chart.frame["week_start_date"]]


def _bounds_text(lo: object, hi: object, currency: str) -> str:
    bounds = [math.nan if pd.isna(value) else float(str(value)) for value in (lo, hi)]
    return format_bounds(bounds[0], bounds[1], currency)


def _embed_height(title: str, note: str, svg: str) -> int:
    """Enough for the narrowest place, so that nothing scrolls inside the frame."""
    lines = len(wrap(title, NARROW_WIDTH, 17)) * 22
    lines += len(wrap(note, NARROW_WIDTH, 13)) * 18 if note else 0
    return round(natural_size(svg)[1]) + lines + 3 * 18 + 60


@lru_cache(maxsize=1)
def _bundle() -> str:
    import vl_convert

    return vl_convert.javascript_bundle()  # type: ignore[call-arg]  # It needs no snippet.


def write_bundle(renderer: Renderer, cache_dir: Path) -> None:
    """Write the drawing library of the interactive view, as vl-convert carries it.

    It is loaded only when a reader asks for an interactive chart. Its licences are in
    ``site_src/assets/vendor``.
    """
    kept = cache_dir / f"vega-{version(_LIBRARY)}.js"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_text(_bundle(), encoding="utf-8")
        part.replace(kept)
    renderer.docs.file(BUNDLE, kept.read_bytes())
