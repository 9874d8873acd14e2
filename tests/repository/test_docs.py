"""docs/ says what is so: what it lists is compared with the program."""

import ast
import re
from configparser import ConfigParser
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE

from generator.render.renderer import environment
from tests.pages.test_contexts import GLOBALS
from tools import templates_reference
from tools.templates_reference import (
    FILTERS,
    FUNCTIONS,
    GIVEN,
    lines_of,
    macros,
    partials,
    without_line,
)


def test_every_field_of_a_context_has_a_line() -> None:
    assert without_line() == []


@dataclass(frozen=True)
class Example:
    """A class of whose fields one has no line."""

    count: int
    """How many there are."""
    name: str
    kind: str | None = None
    """What it is;
    None if nobody knows."""


def test_a_field_without_a_line_is_found() -> None:
    texts = {line.name: line.text for line in lines_of(Example)}
    assert texts == {
        "count": "How many there are.",
        "name": "",
        "kind": "What it is; None if nobody knows.",
    }


def test_reference_of_templates_is_what_the_tool_writes(repo_root: Path) -> None:
    written = (repo_root / "docs" / "templates.md").read_text(encoding="utf-8")
    assert written == templates_reference.reference(), "run `make docs` and commit the result"


def test_what_every_template_gets_is_told() -> None:
    env = environment()
    assert {name.partition("(")[0] for name in GIVEN} == GLOBALS
    assert FILTERS.keys() == env.filters.keys() - DEFAULT_FILTERS.keys()
    assert FUNCTIONS.keys() == env.globals.keys() - DEFAULT_NAMESPACE.keys()


def test_every_macro_has_a_line() -> None:
    assert partials()
    for path in partials().values():
        source = path.read_text(encoding="utf-8")
        told = dict(macros(source))
        assert [call for call, text in told.items() if not text] == []
        names = [call.partition("(")[0] for call in source.split("{% macro ")[1:]]
        assert [call.partition("(")[0] for call in told] == names


ARCHITECTURE = "docs/architecture.md"
ROOMS = {
    "generator": ("## The rooms", "contract:rooms"),
    "generator/pages": ("## The rooms of pages", "contract:pages"),
}
"""By folder: the heading of its table, and the contract of its layers."""


def rows_below(text: str, heading: str) -> list[str]:
    """What the first column of the table in a section names, from top to bottom."""
    section = text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"(?m)^\| `([^`]+)` \|", section)


def rooms_in(folder: Path) -> set[str]:
    """The folders and the loose modules of a folder."""
    packages = {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
    return packages | {path.name for path in folder.glob("*.py")} - {"__init__.py"}


def layers(contract: str, repo_root: Path) -> list[set[str]]:
    read = ConfigParser()
    read.read(repo_root / ".importlinter", encoding="utf-8")
    lines = read[f"importlinter:{contract}"]["layers"].split("\n")
    return [set(re.findall(r"\w+", line)) for line in lines if line.strip()]


def in_layers(rows: list[str], found: list[set[str]]) -> list[set[str]]:
    """The rows, as many at a time as each layer has."""
    names = iter(row.removesuffix("/").removesuffix(".py") for row in rows)
    return [set(islice(names, len(layer))) for layer in found] + [set(names)]


@pytest.mark.parametrize("folder", ROOMS)
def test_table_of_rooms_names_those_that_there_are(folder: str, repo_root: Path) -> None:
    text = (repo_root / ARCHITECTURE).read_text(encoding="utf-8")
    rows = rows_below(text, ROOMS[folder][0])
    assert sorted(rows) == sorted(rooms_in(repo_root / folder))


@pytest.mark.parametrize("folder", ROOMS)
def test_table_of_rooms_goes_down_the_layers(folder: str, repo_root: Path) -> None:
    heading, contract = ROOMS[folder]
    text = (repo_root / ARCHITECTURE).read_text(encoding="utf-8")
    found = layers(contract, repo_root)
    assert in_layers(rows_below(text, heading), found) == [*found, set()]


def test_a_room_in_the_wrong_layer_is_found() -> None:
    found = [{"cli"}, {"pages", "search"}, {"text"}]
    assert in_layers(["cli/", "search/", "pages/", "text/"], found) == [*found, set()]
    assert in_layers(["cli/", "text/", "pages/", "search/"], found) != [*found, set()]
    assert in_layers(["cli/", "search/", "pages/", "text/", "new.py"], found) != [*found, set()]


def test_paths_that_the_documents_name_exist(repo_root: Path) -> None:
    gone = []
    for document in sorted((repo_root / "docs").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if not (document.parent / link).exists():
                gone.append(f"{document.name}: {link}")
        for path in re.findall(r"`((?:generator|tests|site_src|data)/[\w./-]+)`", text):
            if not (repo_root / path).exists():
                gone.append(f"{document.name}: {path}")
        for path in re.findall(r"`((?:\w+/)+\w+\.(?:py|toml))`", text):
            if not (repo_root / path).exists() and not (repo_root / "generator" / path).exists():
                gone.append(f"{document.name}: {path}")
    assert gone == []


def rules_in(source: str) -> set[str]:
    """The messages of a module that are rules: constants named so, and those in a Fact itself."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            is_rule = any(re.match(r"RULE(_|$)", ast.unparse(name)) for name in node.targets)
            found |= texts_of(node.value) if is_rule else set()
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Fact":
            last = [*node.args[2:], *(word.value for word in node.keywords if word.arg == "rule")]
            found |= {text for value in last for text in texts_of(value)}
    return found


def texts_of(node: ast.expr) -> set[str]:
    """A text, or the text that is marked as a message."""
    value = node.args[0] if isinstance(node, ast.Call) else node
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return {value.value} if is_text else set()


def quotes_in(text: str) -> list[str]:
    return re.findall(r"(?m)^> (.+)$", text)


def test_every_rule_of_a_figure_is_told_and_no_other(repo_root: Path) -> None:
    modules = [
        path
        for room in ("pages", "explain")
        for path in sorted((repo_root / "generator" / room).rglob("*.py"))
    ]
    found = {rule for path in modules for rule in rules_in(path.read_text(encoding="utf-8"))}
    quoted = quotes_in((repo_root / "docs" / "figures.md").read_text(encoding="utf-8"))
    assert sorted(quoted) == sorted(found)


def test_rules_are_found_in_constants_and_in_facts() -> None:
    source = """
RULE_ONE = mark("One " "rule.")
RULE = ("Another.")
TITLE = "No rule."
Fact("ads", where, "A third.")
Fact("ads", where, rule=mark("A fourth."))
Fact("ads", where, RULE_ONE)
"""
    assert rules_in(source) == {"One rule.", "Another.", "A third.", "A fourth."}


def test_every_section_of_a_figure_says_all_of_it(repo_root: Path) -> None:
    text = (repo_root / "docs" / "figures.md").read_text(encoding="utf-8")
    for section in text.split("\n## ")[2:]:
        title = section.partition("\n")[0]
        assert len(quotes_in(section)) == 1, title
        for point in ("**Rows:**", "**Made by**", "**Never ", "**Shown on**"):
            assert point in section, f"{title}: {point}"
