"""docs/ says what is so: what it lists is compared with the program."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE

from generator.render.renderer import environment
from tests.pages.test_contexts import GLOBALS
from tools import templates_reference
from tools.templates_reference import FILTERS, FUNCTIONS, GIVEN, lines_of, macros, without_line


@pytest.fixture(scope="module")
def env() -> Environment:
    return environment()


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


def test_what_every_template_gets_is_told(env: Environment) -> None:
    assert {name.partition("(")[0] for name in GIVEN} == GLOBALS
    assert FILTERS.keys() == env.filters.keys() - DEFAULT_FILTERS.keys()
    assert FUNCTIONS.keys() == env.globals.keys() - DEFAULT_NAMESPACE.keys()


def test_every_macro_has_a_line(env: Environment) -> None:
    partials = [name for name in env.list_templates(extensions=["j2"]) if name.startswith("_")]
    assert partials
    for name in partials:
        told = dict(macros(name, env))
        assert [call for call, text in told.items() if not text] == []
        source = env.loader.get_source(env, name)[0]
        assert {call.partition("(")[0] for call in told} == {
            call.partition("(")[0] for call in source.split("{% macro ")[1:]
        }
