"""All pages of the demonstration archives: addresses, lists, permalinks, downloads, theme."""

import csv
import gzip
import hashlib
import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from generator.config import Config, load_config
from generator.pages.addresses import anchor, permalink, sponsor_path
from generator.schema import TABLES
from generator.site.publish import publish
from generator.store.tables import Store, frame
from tests.adapters.reading import FIXTURES, read_in
from tests.pages.conftest import placeholders
from tests.project import write_project
from tests.site.demo import demo_store
from tests.tools import NoCards


@pytest.fixture(scope="module")
def store(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration archives, ingested."""
    return Store.open(demo_store(repo_root, tmp_path_factory) / "store")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The project's own configuration, with a build folder of its own."""
    return load_config(write_project(tmp_path_factory.mktemp("published")))


@pytest.fixture(scope="module")
def docs(config: Config, store: Store) -> Path:
    """All pages, without drawing charts."""
    write(store, config)
    return config.docs_dir


def write(store: Store, config: Config) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.render.renderer.render_all", placeholders)
        patch.setattr("generator.reuse.page_files.CardShelf", NoCards)
        publish(store, config, lambda *_: None)


@pytest.fixture(scope="module")
def payers(store: Store) -> dict[str, str]:
    """By payer: its sponsor."""
    rows = frame(store.table("payers"))
    return dict(zip(rows["payer_id"], rows["sponsor_id"], strict=True))


@pytest.fixture(scope="module")
def sponsors(store: Store) -> dict[str, str]:
    rows = frame(store.table("sponsors"))
    return dict(zip(rows["sponsor_id"], rows["sponsor_name"], strict=True))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def anchors(folder: Path, pattern: str) -> Counter[str]:
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    return Counter(re.findall(pattern, texts))


def test_every_sponsor_has_one_row_in_the_lists(docs: Path, sponsors: dict[str, str]) -> None:
    found = anchors(docs / "sponsors" / "a-z", r'<h3 id="([^"]+)"')
    assert found == Counter({anchor(sponsor_id): 1 for sponsor_id in sponsors})


def test_no_list_is_longer_than_configured(docs: Path) -> None:
    sizes = [
        path.read_text(encoding="utf-8").count("<h3 id=")
        for path in (docs / "sponsors" / "a-z").glob("d-*.md")
    ]
    assert len(sizes) == 3
    assert sorted(sizes)[1:] == [250, 250]


def test_every_payer_has_one_permanent_address(docs: Path, payers: dict[str, str]) -> None:
    found = anchors(docs / "sponsors" / "id", r'<li id="([^"]+)"')
    assert found == Counter({anchor(payer_id): 1 for payer_id in payers})
    assert set(payers.values()) <= payers.keys()
    for payer_id in payers:
        path, _, own = permalink(payer_id).partition("/#")
        assert f'id="{own}"' in (docs / f"{path}.md").read_text(encoding="utf-8"), payer_id


def test_address_of_a_joined_payer_leads_to_the_page_of_its_sponsor(
    docs: Path, payers: dict[str, str]
) -> None:
    moved = {
        payer_id: sponsor_id
        for payer_id, sponsor_id in payers.items()
        if payer_id != sponsor_id and (docs / f"{sponsor_path(sponsor_id)}.md").is_file()
    }
    assert moved
    for payer_id, sponsor_id in moved.items():
        page = docs / sponsor_path(payer_id) / "index.html"
        (target,) = re.findall(r'content="0; url=([^"]+)"', page.read_text(encoding="utf-8"))
        leads_to = (page.parent / target).resolve()
        assert leads_to == docs.resolve() / sponsor_path(sponsor_id)
        # Whoever subscribed to the old feed goes on with that of the sponsor.
        assert (page.parent / "feed.xml").read_bytes() == (leads_to / "feed.xml").read_bytes()


def test_addresses_hold_only_safe_characters_and_differ_without_case(docs: Path) -> None:
    names = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9_./-]+", name)] == []
    assert [name for name, n in Counter(map(str.lower, names)).items() if n > 1] == []


def test_renamed_sponsor_is_one_entry_under_its_new_name(
    docs: Path, sponsors: dict[str, str]
) -> None:
    # The one advertiser whose id stayed the same when its name changed: see data/demo/README.md.
    (renamed,) = [
        key for key, name in sponsors.items() if "Steady Tables" in name and "google/" in key
    ]
    assert not any("Wobbly Tables" in name for key, name in sponsors.items() if key == renamed)
    path, _, own = permalink(renamed).partition("/#")
    text = (docs / f"{path}.md").read_text(encoding="utf-8")
    assert re.search(rf'<li id="{own}">.*Steady Tables', text)


def test_publishing_again_changes_nothing(docs: Path, store: Store, config: Config) -> None:
    before = {path: path.stat().st_mtime_ns for path in docs.rglob("*") if path.is_file()}
    write(store, config)
    after = {path: path.stat().st_mtime_ns for path in docs.rglob("*") if path.is_file()}
    assert after == before


def test_page_that_is_no_longer_earned_is_removed(tmp_path: Path) -> None:
    snapchat = read_in(FIXTURES / "snapchat" / "archives", tmp_path / "store").store
    config = load_config(write_project(tmp_path / "project", thresholds={"ads": 1}))
    write(snapchat, config)
    before = digests(config.docs_dir)
    earned = {name for name in before if name.startswith("sponsors/snapchat/")}
    assert {".md", ".csv"} <= {Path(name).suffix for name in earned}
    none = replace(config.thresholds, spend={}, ads=10_000, largest=0)
    write(snapchat, replace(config, thresholds=none))
    assert not earned & digests(config.docs_dir).keys()
    write(snapchat, config)
    assert digests(config.docs_dir) == before


def test_downloads_hold_every_row_of_every_published_table(docs: Path, store: Store) -> None:
    for name, table in TABLES.items():
        if not table.published:
            continue
        parquet = docs / "downloads" / "data" / f"{name}.parquet"
        packed = docs / "downloads" / "data" / f"{name}.csv.gz"
        count = duckdb.sql(f"select count(*) from read_parquet('{parquet}')").fetchone()[0]
        assert count == store.count(name), name
        text = gzip.decompress(packed.read_bytes()).decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert rows[0] == list(table.names), name
        assert len(rows) == count + 1, name


def test_checksums_on_the_downloads_page_are_those_of_the_files(docs: Path) -> None:
    text = (docs / "downloads" / "index.md").read_text(encoding="utf-8")
    shown = r'href="([^"]+)" download>.*?SHA-256</summary><code>([0-9a-f]{64})</code>'
    found = dict(re.findall(shown, text))
    assert {"datapackage.json", "croissant.json", "fields.csv"} <= found.keys()
    assert len(found) >= 20
    for path, digest in found.items():
        assert hashlib.sha256((docs / "downloads" / path).read_bytes()).hexdigest() == digest, path


def test_no_text_cell_of_a_table_begins_like_a_formula(docs: Path) -> None:
    bad = []
    for path in sorted((docs / "downloads" / "data").glob("*.csv.gz")):
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
        for row in csv.reader(io.StringIO(text, newline="")):
            bad += [cell for cell in row if re.match(r"[=+@\t\r-](?!\d+(\.\d+)?$)", cell)]
    assert bad == []


def test_words_for_misspellings_are_those_of_the_names(docs: Path) -> None:
    words = (docs / "assets" / "search-words.txt").read_text(encoding="utf-8").split("\n")
    assert words == [*sorted(set(words[:-1])), ""]
    assert {"sandcastles", "teaspoons", "cafe", "texas", "φανταστικο"} <= set(words)
    assert all(word == word.casefold() and not re.search(r"[\W\d_]", word) for word in words)


def test_theme_knows_the_build(docs: Path, config: Config) -> None:
    text = (config.build_dir / "theme" / "partials" / "pfb-data.html").read_text(encoding="utf-8")
    assert '"demo": true' in text
    # The copies of the platforms end with different days: none of them is that of the data.
    assert '"data_date": "4 Nov 2024 (X), 3 Nov 2024 (Google), ' in text
    assert '"data_date_iso": ""' in text
    assert '"USD"' in text


def test_no_page_shows_what_python_calls_a_missing_value(
    docs: Path, sponsors: dict[str, str]
) -> None:
    # A made-up page on Meta is called None: its name may stand where it is linked to.
    (named,) = [anchor(key) for key, name in sponsors.items() if name == "None"]
    found = {}
    for path in sorted(docs.rglob("*.md")):
        name, text = path.relative_to(docs).as_posix(), path.read_text(encoding="utf-8")
        if name.startswith(("sponsors/", "places/", "index")):
            missing = r"\b(?:nan|NaN|NaT)\b|&lt;NA&gt;" + ("" if named in text else r"|\bNone\b")
            found[name] = re.findall(missing, text)
    assert len(found) > 300
    assert {name: words for name, words in found.items() if words} == {}


def test_amount_without_a_currency_says_so(docs: Path) -> None:
    # The only archive without currencies is Snapchat's of 2018; its ads have no unit on any page.
    texts = "".join(path.read_text(encoding="utf-8") for path in docs.rglob("*.md"))
    assert "currency not published" in texts
    assert re.search(r">12,797<", texts)
    assert not re.search(r"US\$12,797\b", texts)
