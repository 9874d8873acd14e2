"""A page's context and its template agree, both ways."""

import dataclasses

import pytest
from jinja2 import meta, nodes

from generator.pages import base
from generator.pages.kinds import all_kinds
from generator.render.renderer import environment

GLOBALS = {"page_path", "link", "svg", "tools"}
"""What the renderer gives to every template besides the fields of the page."""

NOT_SHOWN = {
    "path": "where the file is written",
    "sources": "a page about no single archive has none",
    "crumbs": "a page in the tabs has none",
    "feed_path": "not every page has a feed",
    "download": "linked in the row of tools",
    "permalink": "the same",
}
"""Fields of every page that a template may leave out."""

ALL_HAVE = {"title", "description", "as_of", "search"}
"""Fields of every page that its template must use."""


all_kinds()
CONTEXTS = {context.__name__: context for context in base.CONTEXTS}
TEMPLATES = {name: context.template for name, context in CONTEXTS.items()}


def variables(name: str) -> set[str]:
    """The names that a template takes from its context."""
    env = environment()
    source, _, _ = env.loader.get_source(env, name)
    tree = env.parse(source)
    # A name that is set in one branch counts as unknown after it.
    own = {
        target.name
        for block in tree.find_all((nodes.Assign, nodes.AssignBlock))
        for target in block.target.find_all(nodes.Name)
    } | {block.target.name for block in tree.find_all(nodes.AssignBlock)}
    return meta.find_undeclared_variables(tree) - set(env.globals) - own


def test_every_context_has_a_template_and_every_template_a_context() -> None:
    assert len(set(TEMPLATES.values())) == len(CONTEXTS)
    pages = {
        name for name in environment().list_templates(extensions=["j2"]) if not name.startswith("_")
    }
    pages.remove("chart_embed.html.j2")  # no page either: what other sites show in a frame
    pages.remove("redirect.html.j2")  # no page of the site: it only leads to one
    assert set(TEMPLATES.values()) == pages


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_template_uses_only_fields_of_its_context(name: str) -> None:
    fields = {field.name for field in dataclasses.fields(CONTEXTS[name])}
    assert variables(TEMPLATES[name]) - fields - GLOBALS == set()


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_every_field_of_a_context_is_used_by_its_template(name: str) -> None:
    fields = {field.name for field in dataclasses.fields(CONTEXTS[name])}
    assert fields - variables(TEMPLATES[name]) - NOT_SHOWN.keys() == set()
    assert variables(TEMPLATES[name]) >= ALL_HAVE


def test_shared_blocks_take_everything_as_arguments() -> None:
    partials = [
        name for name in environment().list_templates(extensions=["j2"]) if name.startswith("_")
    ]
    assert partials
    assert {name: variables(name) for name in partials} == {name: set() for name in partials}


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_every_field_has_a_type_and_the_context_is_frozen(name: str) -> None:
    assert CONTEXTS[name].__dataclass_params__.frozen
    assert "Context of" in CONTEXTS[name].__doc__
    assert TEMPLATES[name] in CONTEXTS[name].__doc__
