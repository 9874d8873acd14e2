"""From contexts to files: escaping, relative addresses, CSV cells, files that stay or go."""

import csv
import dataclasses
import io
import re
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from generator.pages.base import Download, Link, Page
from generator.pages.sponsor.lists import PermalinkPage
from generator.pages.sponsor.payers import JoinLine, NameLine, PayerName, Suggestion
from generator.pages.sponsor.sponsor import SponsorPage
from generator.render.renderer import Renderer, environment, front, md, plain
from generator.reuse.docs import DocsFolder
from generator.text.sheet import csv_bytes
from tests.tools import tools_of

EXTENSIONS = ["admonition", "attr_list", "footnotes", "md_in_html", "tables", "toc"]
"""What mkdocs.yml switches on."""

BROKEN_UP = (
    "A\n\n[x](javascript:window.__pwned=3) **bold** `code`\n\n# head {#x onclick=y}\n\n"
    "<script>window.__pwned=1</script> {{ 7*7 }} {% raw %}\n\n- item\n\n</h1></ol></div> <!-- "
)


@given(st.text(max_size=80))
def test_markdown_text_stays_text(text: str) -> None:
    made = markdown.markdown(f"x{md(text)}x", extensions=EXTENSIONS)
    shown = re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), made)
    assert re.fullmatch(r"<p>.*</p>", made, re.S)
    assert re.findall(r"<\w+", made) == ["<p"]
    assert shown == f"<p>x{plain(text)}x</p>"


@given(st.text(max_size=80))
def test_front_matter_is_one_line_of_yaml_escaped_for_html(text: str) -> None:
    line = f"title: {front(text)}"
    assert "\n" not in line
    value = yaml.safe_load(line)["title"]
    assert not re.search("[<>\"']", value)


def test_plain_text_is_one_line_without_controls() -> None:
    assert plain(" a\r\n\tb\x00\x1b ") == "a b"
    assert plain("\ufeffx\u202ey\u2066z") == "xyz"
    assert plain("Кот · 示範 · é 🎈") == "Кот · 示範 · é 🎈"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-x", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("x")']
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    text = csv_bytes(["a"], [[cell]]).decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a"], ["'" + cell]]


def test_csv_keeps_numbers_commas_quotes_and_blanks() -> None:
    made = csv_bytes(["name", "n"], [['a,"b"\nc', -5], ["", 1.5], [None, ""]]).decode()
    assert list(csv.reader(io.StringIO(made, newline=""))) == [
        ["name", "n"], ['a,"b"\nc', "-5"], ["", "1.5"], ["", ""],
    ]  # fmt: skip


def line(name: str) -> NameLine:
    return NameLine(name, name, name, name, "1 Jan 2024", 1, name, 1)


def join(name: str) -> JoinLine:
    return JoinLine(PayerName(name, name), PayerName(name, name), name, name, (name,))


def suggestion(name: str) -> Suggestion:
    return Suggestion(name, "sponsors/google/AR2", name, name, name)


def sponsor_page(**changes: object) -> SponsorPage:
    page = SponsorPage(
        path="sponsors/google/AR1", title="Amber", description="Amber.", as_of="1 Jan 2024",
        sources=(), crumbs=(Link("Sponsors", "sponsors/index"),), name="Amber",
        sponsor_id="google/AR1", anchor="google-AR1", permalink="sponsors/id/0f/#google-AR1",
        names=(line("Amber"),), name_count=1,
        joins=(join("Amber"),), suggestions=(suggestion("Amber"),),
    )  # fmt: skip
    return dataclasses.replace(page, **changes)


def body_of(docs: Path, page: Page) -> str:
    """The page as the site engine turns it into HTML."""
    text = (docs / f"{page.path}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return markdown.markdown(text, extensions=EXTENSIONS)


def test_text_with_blank_lines_does_not_become_markdown_or_markup(tmp_path: Path) -> None:
    quiet, loud = tmp_path / "quiet", tmp_path / "loud"
    harmless = sponsor_page(identifiers=(("Label", "Amber", ""),))
    Renderer(DocsFolder(quiet)).page(harmless, tools_of(harmless))
    page = sponsor_page(
        title=BROKEN_UP, description=BROKEN_UP, name=BROKEN_UP, lede=BROKEN_UP,
        names=(line(BROKEN_UP),), joins=(join(BROKEN_UP),), suggestions=(suggestion(BROKEN_UP),),
        limits=(BROKEN_UP,), identifiers=((BROKEN_UP, BROKEN_UP, ""),),
    )  # fmt: skip
    Renderer(DocsFolder(loud)).page(page, tools_of(page))
    body = body_of(loud, page)
    # The same elements as with a harmless name, but for the one item of the limits.
    tags = re.findall(
        r"<(\w+)", body_of(quiet, sponsor_page(identifiers=(("Label", "Amber", ""),), limits=()))
    )
    assert sorted(re.findall(r"<(\w+)", body)) == sorted([*tags, "li"])
    assert "{{ 7*7 }}" in body
    assert "window.__pwned=1" in body


def test_front_matter_of_a_hostile_page_is_readable_yaml(tmp_path: Path) -> None:
    page = sponsor_page(title=BROKEN_UP, description=BROKEN_UP)
    Renderer(DocsFolder(tmp_path)).page(page, tools_of(page))
    text = (tmp_path / f"{page.path}.md").read_text(encoding="utf-8")
    meta = yaml.safe_load(text.split("---\n", 2)[1])
    assert meta["title"].startswith("A [x](javascript")
    assert "<" not in meta["title"] + meta["description"]
    assert meta["hide"] == ["navigation", "toc"]


def test_undefined_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ missing }}").render()


def test_templates_escape_by_default() -> None:
    assert environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    assert environment().from_string("{{ x | md }}").render(x="*") == "&#42;"


def permalinks(name: str) -> PermalinkPage:
    return PermalinkPage(
        path="sponsors/id/0f", title="0f", description="d", as_of="1 Jan 2024", sources=(),
        rows=(("google-AR1", name, "sponsors/google/AR1", ""),),
    )  # fmt: skip


def test_unchanged_page_is_not_written_again(tmp_path: Path) -> None:
    Renderer(DocsFolder(tmp_path)).page(permalinks("Amber"), tools_of(permalinks("Amber")))
    target = tmp_path / "sponsors" / "id" / "0f.md"
    target.chmod(0o444)
    before = target.stat().st_mtime_ns
    Renderer(DocsFolder(tmp_path)).page(permalinks("Amber"), tools_of(permalinks("Amber")))
    assert target.stat().st_mtime_ns == before
    target.chmod(0o644)
    Renderer(DocsFolder(tmp_path)).page(permalinks("Birch"), tools_of(permalinks("Birch")))
    assert "Birch" in target.read_text(encoding="utf-8")


def test_forgotten_files_and_empty_folders_are_removed(tmp_path: Path) -> None:
    first = DocsFolder(tmp_path)
    first.file("old/page.md", b"old")
    first.file("kept.md", b"kept")
    second = DocsFolder(tmp_path)
    second.file("kept.md", b"kept")
    Renderer(second).download(Download("new/rows.csv", ("a",), ((1,),)))
    assert second.sweep() == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kept.md", "new", "rows.csv"]


def test_file_that_somebody_else_wrote_is_kept(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"x")
    docs = DocsFolder(tmp_path)
    docs.keep(tmp_path / "other.bin")
    assert docs.sweep() == 0


def test_row_of_a_list_has_the_middles_of_its_name_for_the_index_only() -> None:
    hidden = environment().filters["inner_words"]
    assert hidden("示範協會") == (
        '<span hidden data-pagefind-index-attrs="data-v" data-v="\u205d範協會 \u205d協會"></span>'
    )
    assert hidden("Demo & Kites") == ""
