"""The pages about the linking: method, reviewed decisions, suggestions."""

import html
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet
import pytest

from generator.config import Config, load_config
from generator.pages.directory import Directory
from generator.pages.linking.method import linking_pages
from generator.render.renderer import Renderer
from generator.reuse.docs import DocsFolder
from generator.site.publish import site_data
from generator.store.tables import Store
from tests.project import write_project
from tests.tools import tools_of

HEAD = "decision,payer_a,payer_b,member_count,reason,source,decided_on_date"
TEASPOONS_GOOGLE = "google/AR999957781670547278"
"""A party that Google's demonstration files list under an old and a new id, with a mapping."""
TEASPOONS_NEW = "google/AR99999381046590759938"
TEASPOONS_META = "meta/t966a58ba00dafe7b"
"""The same name on other platforms: suggested, not joined."""
Write = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def directory(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Directory:
    """Where each sponsor is found: the same whatever was decided since the store was made."""
    config = load_config(write_project(tmp_path_factory.mktemp("directory")))
    return Directory(site_data(store, config), config.thresholds, config.az_page_size)


@pytest.fixture(scope="module")
def write(
    store: Store, directory: Directory, repo_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Write:
    """Writes the three pages with decisions of one's own; gives the text of each by its path."""

    def written(*lines: str, **changes: object) -> dict[str, str]:
        folder = tmp_path_factory.mktemp("linking")
        reference = folder / "reference"
        shutil.copytree(repo_root / "data" / "reference", reference)
        (reference / "sponsors.csv").write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
        config = replace(load_config(write_project(folder)), reference_dir=reference, **changes)
        return _texts(store, config, directory)

    return written


def _texts(store: Store, config: Config, directory: Directory) -> dict[str, str]:
    data = site_data(store, config)
    renderer = Renderer(DocsFolder(config.docs_dir))
    texts = {}
    for page in linking_pages(data, directory):
        renderer.page(page, tools_of(page))
        texts[page.path] = (config.docs_dir / f"{page.path}.md").read_text(encoding="utf-8")
        if download := getattr(page, "download", None):
            renderer.download(download)
            path = config.docs_dir / download.path
            texts[download.path] = path.read_text(encoding="utf-8")
    return texts


@pytest.fixture(scope="module")
def plain_pages(write: Write) -> dict[str, str]:
    """The pages without any decision."""
    return write()


@pytest.fixture(scope="module")
def links(store: Store) -> pd.DataFrame:
    """The links of the demonstration archives, with the sponsors of both payers."""
    rows = pd.read_parquet(store.path("payer_links"))
    payers = pd.read_parquet(store.path("payers")).set_index("payer_id")
    for side in "ab":
        rows[f"sponsor_{side}"] = rows[f"payer_{side}"].map(payers["sponsor_id"])
    return rows


def decisions(text: str) -> list[str]:
    """The parts of the page with one decision each, as plain text."""
    parts = text.split('<section class="pfb-decision"')[1:]
    return [shown(part.split("</section>")[0]) for part in parts]


def pairs(text: str) -> list[str]:
    """The parts of the page with one suggestion each."""
    return text.split('<section class="pfb-row pfb-pair">')[1:]


def shown(markup: str) -> str:
    """Markup as a reader sees it."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


def test_no_decision_reads_as_such(plain_pages: dict[str, str]) -> None:
    text = plain_pages["sponsors/decisions"]
    assert "No decision has been written yet" in text
    assert decisions(text) == []
    assert 'href="../decisions.csv"' not in text
    assert "How to dispute a decision" in text


def test_decision_says_who_why_when_and_where_it_stands(write: Write) -> None:
    text = write(
        f"same,{TEASPOONS_GOOGLE},{TEASPOONS_NEW},,The same spoons.,https://spoons.example/r?a=1&b=2,2024-11-05"
    )["sponsors/decisions"]
    (said,) = decisions(text)
    assert said.count("Demo Party of Left-Handed Teaspoons on Google") == 2
    assert "are one sponsor" in said
    assert "The same spoons." in said
    assert "5 Nov 2024" in said
    assert "sponsors.csv , line 2" in said
    assert "They are one sponsor." in said
    (link,) = re.findall(r'<a [^>]*href="https://spoons.example[^>]*>', text)
    assert 'href="https://spoons.example/r?a=1&amp;b=2"' in link
    assert "nofollow" in link
    assert re.search(r'<a href="\.\./[^"]*"><bdi>Demo Party of Left-Handed Teaspoons</bdi>', text)


def test_name_in_a_decision_stands_for_every_payer_that_has_it(write: Write) -> None:
    text = write(
        "different,DEMO PARTY OF LEFT-HANDED TEASPOONS,Echo Repeaters United (made up),,Other parties.,A letter,2024-11-05"
    )["sponsors/decisions"]
    (said,) = decisions(text)
    assert "are different sponsors" in said
    assert "They stay apart, whatever other evidence says." in said
    assert "5 payers on Google, Meta, Microsoft, Snapchat" in said
    assert "href" not in text.split("A letter")[0].rsplit("<dt>Source</dt>")[1]


def test_decision_on_payers_that_are_not_there_says_so(write: Write) -> None:
    pages = write(
        f"same,Nobody of this Demo,{TEASPOONS_META},,Told.,A letter,2024-11-05",
        "large,Nobody of this Demo,,70,Many offices.,A letter,2024-11-06",
    )
    newest, oldest = decisions(pages["sponsors/decisions"])
    assert "Nobody of this Demo may have up to 70 payers" in newest
    assert "these archives have no payer “Nobody of this Demo”" in oldest
    assert "not in these archives" in oldest
    assert "2 of the decisions speak of payers" in pages["sponsors/decisions"]


def test_decision_that_came_after_the_reading_is_not_called_done(write: Write) -> None:
    same, different = decisions(
        write(
            f"same,{TEASPOONS_GOOGLE},{TEASPOONS_META},,Told.,A letter,2024-11-06",
            f"different,{TEASPOONS_GOOGLE},{TEASPOONS_NEW},,Told.,A letter,2024-11-05",
        )["sponsors/decisions"]
    )
    assert "They are not one sponsor yet" in same
    assert "Other evidence joined them before the decision was written" in different


def test_text_of_a_decision_stays_text(write: Write) -> None:
    text = write(
        'same,<script>x</script>,"# a|b` {{ 7*7 }}",,"<img src=x onerror=x>",javascript:alert(1),2024-11-05'
    )["sponsors/decisions"]
    assert "<script>" not in text
    assert "<img" not in text
    assert "javascript:alert(1)" in shown(text)
    assert 'href="javascript' not in text
    assert "{{ 7*7 }}" in shown(text)


def test_project_address_is_named_if_there_is_one(write: Write) -> None:
    texts = write(project_url="https://code.example/spoons")
    for path in ("sponsors/decisions", "sponsors/suggestions", "methodology/linking"):
        assert 'href="https://code.example/spoons"' in texts[path], path


def test_every_open_pair_of_sponsors_is_suggested_once(
    plain_pages: dict[str, str], links: pd.DataFrame
) -> None:
    own = links[links["status"] == "suggested"]
    expected = {frozenset(pair) for pair in own[["sponsor_a", "sponsor_b"]].itertuples(index=False)}
    text = plain_pages["sponsors/suggestions"]
    found = pairs(text)
    assert len(found) == len(expected) > 10
    assert f"{len(expected)} pairs of sponsors may be one" in text
    ids = [re.findall(r"<code>([a-z]+/[^<]*)</code>", part) for part in found]
    of_payer = dict(own[["payer_a", "sponsor_a"]].itertuples(index=False))
    of_payer |= dict(own[["payer_b", "sponsor_b"]].itertuples(index=False))
    assert {frozenset(of_payer[one] for one in each) for each in ids} == expected
    table = plain_pages["sponsors/suggestions.csv"].splitlines()
    assert len(table) == len(expected) + 1


def test_no_suggestion_reads_as_such(store: Store, directory: Directory, tmp_path: Path) -> None:
    own = tmp_path / "store"
    shutil.copytree(store.path("payer_links").parent, own / "v-own")
    (own / "current").symlink_to("v-own")
    path = own / "v-own" / "payer_links.parquet"
    links = pyarrow.parquet.read_table(path)
    pyarrow.parquet.write_table(links.filter(pc.field("status") == "linked"), path)
    config = load_config(write_project(tmp_path))
    text = _texts(Store.open(own), config, directory)["sponsors/suggestions"]
    assert pairs(text) == []
    assert "There is no suggestion" in text
    assert 'href="../suggestions.csv"' not in text


def test_suggestion_names_both_sides_and_why_it_is_open(plain_pages: dict[str, str]) -> None:
    (part,) = (
        part for part in pairs(plain_pages["sponsors/suggestions"]) if TEASPOONS_META in part
    )
    said = shown(part)
    assert said.count("Demo Party of Left-Handed Teaspoons") == 2
    assert "For it: Both have the name “demo party of left handed teaspoons”" in said
    assert "Not joined: several sponsors have this name" in said
    assert len(re.findall(r'<a href="\.\./', part)) == 2


def test_hostile_names_of_suggestions_stay_text(plain_pages: dict[str, str]) -> None:
    text = plain_pages["sponsors/suggestions"]
    assert "<img" not in text
    assert "Demo <img src=x onerror=window.__pwned=2> Club" in shown(text)
    assert "Demo &amp;lt; Entities" in shown(text)


def rows_of(text: str, caption: str) -> list[list[str]]:
    """The cells of the table with this caption."""
    (table,) = re.findall(rf"<caption[^>]*>{re.escape(caption)}.*?</table>", text, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.DOTALL)
    return [
        [shown(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def counted(links: pd.DataFrame, evidence: str) -> Sequence[str]:
    own = links[links["evidence"] == evidence]["status"]
    return [f"{(own == status).sum():,}" for status in ("linked", "suggested", "refused")]


def test_links_are_counted_by_evidence_and_fate(
    plain_pages: dict[str, str], links: pd.DataFrame, store: Store
) -> None:
    text = plain_pages["methodology/linking"]
    rows = rows_of(text, "The kinds of evidence")
    order = ("decision", "number", "mapping", "name", "model")
    assert [row[2:] for row in rows] == [counted(links, evidence) for evidence in order]
    sizes = pd.read_parquet(store.path("payers")).groupby("sponsor_id").size()
    assert f"{sizes.sum():,} payers, as the archives name them, are {len(sizes):,}" in text
    payers = rows_of(text, "What one payer is, by platform")
    assert sum(int(row[-1].replace(",", "")) for row in payers) == sizes.sum()


def test_examples_show_which_spellings_are_one_name(plain_pages: dict[str, str]) -> None:
    rows = rows_of(plain_pages["methodology/linking"], "Made-up names")
    compared = {row[0]: row[1] for row in rows}
    assert {
        compared[name]
        for name in (
            "Sandcastle Society", "SANDCASTLE SOCIETY, INC.", "Paid for by the Sandcastle Society",
            "Sandcastle Society. Not authorized by any candidate", "Sándcastle Sociéty",
        )
    } == {"sandcastle society"}  # fmt: skip
    assert compared["Sandcastle PAC"] == compared["Sandcastle Political Action Committee"]
    assert compared["Sandcastle PAC"] != compared["Sandcastle Society"]
    (foreign,) = (row for row in rows if "Cyrillic" in row[0])
    assert foreign[1] not in {"sandcastle society", ""}
    assert compared["N/A"] == "nothing"


def test_page_without_a_link_of_the_model_says_so(plain_pages: dict[str, str]) -> None:
    assert "the model has joined no two payers" in plain_pages["methodology/linking"]
