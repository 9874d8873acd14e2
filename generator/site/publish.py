"""Write all pages of the site: contexts from the store, charts, Markdown, downloads, theme.

The docs folder is the interface to the site engine: plain Markdown and assets.
"""

import gzip
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.adapters import archive_facts
from generator.config import Config
from generator.errors import SiteError
from generator.explore import Explored, write_explore
from generator.pages.addresses import feed_path
from generator.pages.base import Page
from generator.pages.data import SiteData
from generator.pages.desk import Desk, Written
from generator.pages.directory import Directory
from generator.pages.facts import Facts
from generator.pages.kinds import all_kinds, has_page
from generator.pages.sponsor.sponsor import SponsorPage, SponsorPages
from generator.pages.totals import Totals
from generator.reference.places import Currencies, Places
from generator.reference.platforms import Platforms
from generator.render.chart_files import ChartFiles, ChartSite, write_bundle
from generator.render.renderer import Renderer, front
from generator.reuse.dataset.facts import Found
from generator.reuse.dataset.records import write_records
from generator.reuse.docs import DocsFolder
from generator.reuse.feeds import atom
from generator.reuse.page_files import PageFiles
from generator.schema import TABLES
from generator.search.names import name_files
from generator.site.theme import alternates, write_theme
from generator.site.vendor import vendor_files
from generator.store.tables import Store, write_csv
from generator.text.catalogues import load_languages, script_messages
from generator.text.folding import fold
from generator.text.language import _, speaking, spoken

Progress = Callable[[str, int, int], None]
DATA_FOLDER = "downloads/data"


@dataclass(frozen=True)
class Published:
    """What was written."""

    page_count: int
    chart_count: int
    removed_count: int


def load_facts(store: Store, config: Config, only: Collection[str] | None = None) -> Facts:
    """What the store and the reference files say, for pages in any language."""
    return Facts(
        store,
        config,
        Places.load(config.reference_dir),
        Currencies.load(config.reference_dir),
        Platforms.load(config.reference_dir),
        archive_facts(),
        only,
    )


def site_data(store: Store, config: Config, only: Collection[str] | None = None) -> SiteData:
    """The same with words in the language being spoken."""
    return SiteData(load_facts(store, config, only))


def publish(store: Store, config: Config, progress: Progress) -> Published:
    """Write every page below ``config.docs_dir`` and the theme beside it; the pages of further
    languages and their themes below the build folder of each (:meth:`Config.speaking`)."""
    languages = load_languages(config.languages)
    facts = load_facts(store, config)
    assets = Renderer(DocsFolder(config.docs_dir))
    files = _write_data(store, config, assets, progress)
    written = []
    for language in languages:
        with speaking(language):
            written.append(_publish_language(facts, config, files, assets, progress))
    for code in _stale_languages(config):
        shutil.rmtree(config.speaking(code).build_dir)
    return Published(
        sum(part.page_count for part in written),
        sum(part.chart_count for part in written),
        sum(part.removed_count for part in written),
    )


def _publish_language(
    facts: Facts, config: Config, files: Found, assets: Renderer, progress: Progress
) -> Published:
    """The pages and the theme in the language being spoken, with the files that their scripts
    show. Files that are the same in all languages are written with the first."""
    code = spoken().code
    is_first = code == config.languages[0]
    progress("collect", 0, 1)
    desk = Desk(facts, has_page=has_page)
    data, directory = desk.data, desk.directory
    records = write_records(data, files, desk.mappings, assets.docs)
    explored = _write_explore(data, config, directory, assets)
    desk.written = Written(files, records, explored.index)
    pages = [
        page
        for kind in all_kinds()
        for page in desk.of(kind).pages()
        if is_first or page.in_every_language
    ]
    progress("collect", 1, 1)
    paths = [page.path for page in pages]
    if len(set(paths)) != len(paths):
        twice = sorted({path for path in paths if paths.count(path) > 1})
        raise SiteError(f"two pages have the address {twice[0]!r}.")
    own = config.speaking(code)
    folder = "" if is_first else f"{code}/"
    renderer = assets if is_first else Renderer(DocsFolder(own.docs_dir))
    charts = {chart.ident: chart for page in pages for chart in page.charts()}
    chart_paths = [path for chart in charts.values() for path in ChartFiles.paths(chart)]
    renderer.place(folder, [*paths, "search", *chart_paths, *_ads_paths(pages)])
    renderer.draw(
        list(charts.values()),
        config.build_dir / "cache" / "charts",
        lambda done: progress("charts", done, len(charts)),
    )
    chart_files = ChartFiles(
        renderer, ChartSite(config.site_name, own.site_url, data.facts.is_demo), pages
    )
    page_files = PageFiles(data, config, renderer.docs if is_first else None, files)
    page_files.draw(pages)
    for number, page in enumerate(pages, start=1):
        renderer.page(page, page_files.of(page))
        chart_files.write(page)
        if is_first and (download := getattr(page, "download", None)):
            renderer.download(download)
        if ads := getattr(page, "ads_file", None):
            renderer.document(ads.path, ads.document)
        progress("pages", number, len(pages))
    renderer.docs.file("search.md", _search_page().encode())
    for name, text in name_files(pages, data.facts.sponsors["sponsor_name"]).items():
        renderer.docs.file(f"search/names/{name}.json", text.encode())
    if is_first:
        for path, sponsor_id in directory.redirects():
            name, target = directory.names[sponsor_id], directory.path(sponsor_id)
            renderer.redirect(path, target, name, data.facts.config.site_url)
        _write_feeds(desk, renderer)
        renderer.docs.file("assets/search-words.txt", _search_words(data, pages).encode())
        for other in config.languages:
            renderer.docs.file(f"assets/words/{other}.json", _script_words(other).encode())
        renderer.docs.file("robots.txt", _robots(config).encode())
        copy_assets(config, renderer)
        write_bundle(renderer, config.build_dir / "cache" / "vendor")
    write_theme(
        config.source_dir / "theme",
        own.theme_dir,
        theme_facts(data, config, _currencies(pages)),
        up="" if is_first else "../",
    )
    return Published(len(pages) + 1, len(charts), renderer.docs.sweep())


def _ads_paths(pages: Sequence[Page]) -> Iterator[str]:
    """The files of ads, which have the words of the pages beside which they stand."""
    for page in pages:
        if ads := getattr(page, "ads_file", None):
            yield ads.path


def _stale_languages(config: Config) -> list[str]:
    """Languages of an earlier build that the site has no longer."""
    folder = config.languages_dir
    found = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(set(found) - set(config.languages[1:]))


def _script_words(code: str) -> str:
    return json.dumps(script_messages(code), ensure_ascii=False, sort_keys=True) + "\n"


def _write_feeds(desk: Desk, renderer: Renderer) -> None:
    """The feed of everything that has one. Where a page was joined with another, the feed of that
    stands at its old address too: a program that reads feeds follows no page that leads on."""
    moved: dict[str, list[str]] = {}
    for path, sponsor_id in desk.directory.redirects():
        moved.setdefault(desk.directory.path(sponsor_id), []).append(path)
    for kind in all_kinds():
        for feed in desk.of(kind).feeds():
            content = atom(feed, desk.config.site_url, desk.config.site_name)
            for path in (feed.page_path, *moved.get(feed.page_path, ())):
                renderer.docs.file(feed_path(path), content)


def one_sponsor(data: SiteData, sponsor_id: str) -> SponsorPage:
    """The page of one sponsor, for tracing its figures."""
    return SponsorPages(data, Totals(data), [sponsor_id]).build(sponsor_id)


def _write_data(
    store: Store, config: Config, renderer: Renderer, progress: Progress
) -> dict[str, list[tuple[str, str, int, str]]]:
    """Copy the tables to the downloads and write them as CSV. Unchanged tables are left alone."""
    found: dict[str, list[tuple[str, str, int, str]]] = {}
    names = [name for name, table in TABLES.items() if table.published]
    for number, name in enumerate(names, start=1):
        digest = store.manifest["tables"][name]["sha256"]
        parquet = config.docs_dir / DATA_FOLDER / f"{name}.parquet"
        packed = config.docs_dir / DATA_FOLDER / f"{name}.csv.gz"
        stamp = config.build_dir / "cache" / f"{name}.{digest}"
        if not (stamp.is_file() and parquet.is_file() and packed.is_file()):
            parquet.parent.mkdir(parents=True, exist_ok=True)
            stamp.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(store.path(name), parquet)
            plain = config.build_dir / "cache" / f"{name}.csv"
            write_csv(store, name, plain)
            _pack(plain, packed)
            plain.unlink()
            for old in stamp.parent.glob(f"{name}.*"):
                old.unlink()
            stamp.touch()
        for path in (parquet, packed):
            renderer.docs.keep(path)
        found[name] = [
            (path.name, f"{DATA_FOLDER}/{path.name}", path.stat().st_size, _sha256(path))
            for path in (parquet, packed)
        ]
        progress("downloads", number, len(names))
    return found


def _write_explore(
    data: SiteData, config: Config, directory: Directory, renderer: Renderer
) -> Explored:
    paths = {sponsor_id: directory.path(sponsor_id) for sponsor_id in sorted(directory.names)}
    folder = config.docs_dir / "explore" / "data"
    explored = write_explore(data, paths, folder, config.build_dir / "cache")
    for path in explored.files:
        renderer.docs.keep(path)
    for name, content in vendor_files().items():
        renderer.docs.file(f"assets/{name}", content)
    return explored


def _pack(plain: Path, packed: Path) -> None:
    with (
        plain.open("rb") as source,
        packed.open("wb") as target,
        gzip.GzipFile(filename="", fileobj=target, mode="wb", compresslevel=6, mtime=0) as stream,
    ):
        shutil.copyfileobj(source, stream, 1 << 20)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _search_page() -> str:
    description = front(_("Search all sponsors, places and platforms."))
    return (
        f"---\ntitle: {front(_('Search'))}\ndescription: {description}\n"
        "template: search.html\nhide:\n  - navigation\n  - toc\n---\n"
    )


def _robots(config: Config) -> str:
    parts = [config.speaking(code).site_url for code in config.languages]
    maps = "".join(f"Sitemap: {site_url}sitemap.xml\n" for site_url in parts)
    return f"User-agent: *\nAllow: /\n\n{maps}"


def _search_words(data: SiteData, pages: Sequence[Page]) -> str:
    """The words of all names, for correcting misspellings: one a line, sorted."""
    names = list(data.facts.sponsors["sponsor_name"])
    for language in load_languages(data.facts.config.languages):
        with speaking(language):
            names += map(data.facts.places.name, data.facts.places.us_states)
    names += [page.title for page in pages if page.path.startswith(("contests/", "topics/"))]
    words = {word for name in names for word in re.findall(r"[^\W\d_]{3,30}", fold(name))}
    return "\n".join(sorted(words)) + "\n"


def copy_assets(config: Config, renderer: Renderer) -> None:
    """Copy what people wrote for the browser: style sheets, scripts, pictures."""
    assets = config.source_dir / "assets"
    for path in sorted(assets.rglob("*")):
        if path.is_file():
            renderer.docs.file(f"assets/{path.relative_to(assets).as_posix()}", path.read_bytes())


def theme_facts(data: SiteData, config: Config, currencies: Sequence[str]) -> dict[str, object]:
    """What the theme shows on every page of this build."""
    names = [language.name for language in load_languages(config.languages)]
    return {
        "demo": data.facts.is_demo,
        "data_date": data.days.words(()),
        "data_date_iso": data.facts.as_of_date.isoformat() if data.days.is_one_day(()) else "",
        "project_url": config.project_url,
        "currencies": currencies,
        "languages": alternates(config.languages, names),
        "site_url": config.site_url,
    }


def _currencies(pages: Sequence[Page]) -> Sequence[str]:
    """Currencies that pages can be sorted by, the most frequent first. Sorting by any other
    would show every page in no order."""
    keys = Counter(key for page in pages if page.search for key, _ in page.search.sorts)
    found = {key.removeprefix("spend_").upper(): n for key, n in keys.items()}
    return sorted(found, key=lambda currency: (-found[currency], currency))[:12]
