"""Pages decide nothing by an archive's name, and take no fact out of words, ids or conditions.

The syntax of every module below ``generator/pages`` is looked through for

- the id of an archive or of a platform as a text of its own: what is true of an archive is in its
  :class:`~generator.schema.archive_facts.ArchiveFacts`;
- the name of a platform within a message that is translated, such as ``_("Weekly spend on Google")``:
  such words are false as soon as another archive gives the same;
- words taken apart: ``split``, ``partition``, ``startswith``, ``removeprefix`` and the like of a
  label, a title, a caption, a detail, a description or a note, and ``re`` functions on one;
- an id taken apart at its ``@``: the archive and the day of a snapshot are fields of it;
- a fact's conditions made a dictionary (``dict(fact.where)``): :meth:`Fact.value` gives what is meant.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.adapters import all_archives

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "generator" / "pages"
MODULES = sorted(PAGES.rglob("*.py"))
RECORDS = tomllib.loads(
    (ROOT / "data" / "reference" / "platforms.toml").read_text(encoding="utf-8")
)
IDS = {archive.id for archive in all_archives()} | {archive.platform for archive in all_archives()}
IDS |= {record["id"] for record in RECORDS["platform"]}
NAMES = {record["short_name"] for record in RECORDS["platform"] if record.get("archives")}
SPOKEN = {"label", "title", "caption", "detail", "description", "note", "summary"}
TAKEN_APART = {
    "split", "rsplit", "partition", "rpartition", "startswith", "endswith", "removeprefix",
    "removesuffix",
}  # fmt: skip
SEARCHED = {"sub", "match", "fullmatch", "search", "findall", "split"}
MESSAGES = {"_", "mark", "ngettext"}
MAY = {
    # The page about one collection is about that collection.
    ("collection", "names"),
    # Rules of figures say how the platform makes its own number; each stands beside its archive.
    ("totals.py", "names"),
}
"""What stands for one archive by its nature: the module or folder, and what is not looked for."""


def faults_in(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for fault in (*_ids(node), *_names(node), *_words(node), *_conditions(node)):
            own = module.relative_to(PAGES).as_posix()
            kind = fault.partition(":")[0]
            if not {(own, kind), (own.partition("/")[0], kind)} & MAY:
                yield f"{own}:{node.lineno}: {fault}"


def _ids(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and node.value in IDS:
        yield f"ids: {node.value!r} decides something"


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _name(node.func) in MESSAGES:
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found = NAMES & set(argument.value.replace("'", " ").replace(",", " ").split())
                if found:
                    yield f"names: {argument.value!r:.60}"


def _words(node: ast.AST) -> Iterator[str]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    called, of = node.func.attr, node.func.value
    if called in TAKEN_APART and isinstance(of, ast.Attribute) and of.attr in SPOKEN:
        yield f"words: .{of.attr}.{called}()"
    if called in TAKEN_APART and node.args and getattr(node.args[0], "value", None) == "@":
        yield f"snapshots: .{called}('@')"
    if called in SEARCHED and _name(of) == "re":
        yield from (
            f"words: re.{called}(… .{argument.attr})"
            for argument in node.args
            if isinstance(argument, ast.Attribute) and argument.attr in SPOKEN
        )


def _conditions(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _name(node.func) == "dict":
        yield from (
            "conditions: dict(….where)"
            for argument in node.args
            if isinstance(argument, ast.Attribute) and argument.attr == "where"
        )


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PAGES).as_posix())
def test_pages_decide_nothing_by_a_name_and_read_no_words(module: Path) -> None:
    assert list(faults_in(module)) == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ('x = platform == "google"', "ids"),
        ('x = {"meta-report": 1}', "ids"),
        ('x = _("Weekly spend on Google")', "names"),
        ('x = mark("Meta\'s own amounts")', "names"),
        ('x = figure.label.split(",")[0]', "words"),
        ('x = ranking.title.startswith("M")', "words"),
        ('x = re.sub("a", "", ranking.title)', "words"),
        ('x = snapshot_id.split("@")[1]', "snapshots"),
        ('x = dict(figure.fact.where)["scope"]', "conditions"),
    ],
)
def test_every_kind_of_fault_is_found(code: str, kind: str, tmp_path: Path) -> None:
    found = [
        fault
        for node in ast.walk(ast.parse(code))
        for fault in (*_ids(node), *_names(node), *_words(node), *_conditions(node))
    ]
    assert [fault.partition(":")[0] for fault in found] == [kind]
