"""Writes docs/templates.md: what every template gets, as the contexts of the pages say it.

    python -m tools.templates_reference

A field is told by the string on the line below it, a macro by the comment above it.
"""

import ast
import dataclasses
import importlib
import inspect
import re
import textwrap
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from generator.pages.base import CONTEXTS, Page
from generator.pages.kinds import Kind, all_kinds
from generator.render.renderer import template_folders

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "templates.md"

GIVEN = {
    "page_path": "The path of the page, below the docs folder, without ending.",
    "link(path)": "The address of a page or file of the site, as seen from this page.",
    "svg(chart)": "The drawing of a chart (`ChartSpec`), its names leading on.",
    "tools": "What every page offers: citation, data, feed (`generator/reuse/tools.py`).",
}
"""What every template gets besides the fields of its page."""

FUNCTIONS = {
    "_": "A message in the language being written; its values are escaped.",
    "ngettext": "The same in the form for a count.",
    "in_english": "The attribute of an element whose text is English in every language.",
    "chart_tools": "The files of a chart that others may embed; nothing if it has none.",
}
"""The functions that every template may call."""

FILTERS = {
    "md": "Text from outside inside Markdown: every mark becomes a character reference.",
    "plain": "The same text on one line, without control characters: for attributes and titles.",
    "front": "A value of the front matter: one quoted line.",
    "number": "A whole number with commas between thousands.",
    "translated": "A text of the reference files in the language being written.",
    "inner_words": "For the search, hidden: the middles of a name in a script without spaces.",
    "drawn": "A drawing of our own, which is not escaped. Never for anything else.",
}
"""The filters of ours."""

_MACRO = re.compile(
    r"(?:^\{%-- (?P<line>[^\n]*?) --%\}\n)?^\{% macro (?P<call>(?P<name>\w+)\([^\n]*?\)) %\}", re.M
)


@dataclass(frozen=True)
class Line:
    """A field of a class, or a property: its type, and the line that says what it is."""

    name: str
    type: str
    text: str
    is_property: bool = False


def lines_of(cls: type) -> tuple[Line, ...]:
    """The fields that a class defines itself, in order; then its properties, which a page's template
    does not get."""
    body = _body_of(cls)
    fields = {field.name for field in dataclasses.fields(cls)}
    found: list[Line] = []
    properties: list[Line] = []
    for node, after in zip_longest(body, body[1:]):
        if isinstance(node, ast.AnnAssign) and (name := ast.unparse(node.target)) in fields:
            found.append(Line(name, ast.unparse(node.annotation), _text(after)))
        elif isinstance(node, ast.FunctionDef) and _is_property(node):
            text = " ".join((ast.get_docstring(node) or "").split())
            returns = ast.unparse(node.returns) if node.returns else ""
            properties.append(Line(node.name, returns, text, is_property=True))
    return tuple(found if issubclass(cls, Page) else found + properties)


def contexts() -> tuple[type[Page], ...]:
    """The contexts of the program's own pages, as they stand in the files."""
    all_kinds()
    own = (one for one in CONTEXTS if one.__module__.startswith("generator."))
    return tuple(sorted(own, key=lambda one: (one.__module__, inspect.getsourcelines(one)[1])))


def parts() -> tuple[type, ...]:
    """The dataclasses that contexts hold, and those that these hold, by name."""
    found: dict[type, None] = {}
    waiting: list[type] = [Page, *contexts()]
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found[cls] = None
            types = typing.get_type_hints(cls)
            for field in dataclasses.fields(cls):
                waiting += _dataclasses_in(types[field.name])
    own = (cls for cls in found if not issubclass(cls, Page))
    return tuple(sorted(own, key=lambda cls: (cls.__name__, cls.__module__)))


def without_line() -> list[str]:
    """``Class.field`` of each field and property that nothing is said of."""
    every: tuple[type, ...] = (Page, *contexts(), *parts())
    return [
        f"{cls.__module__}.{cls.__name__}.{line.name}"
        for cls in every
        for line in lines_of(cls)
        if not line.text
    ]


def partials() -> dict[str, Path]:
    """The files of macros, by name."""
    return {path.name: path for folder in template_folders() for path in folder.glob("_*.j2")}


def macros(source: str) -> Iterator[tuple[str, str]]:
    """(call, what it does) of the macros of a partial."""
    for match in _MACRO.finditer(source):
        yield match["call"], match["line"] or ""


def reference() -> str:
    """The whole reference, in Markdown."""
    return "\n".join(
        [
            *_beginning(),
            *_partials(),
            "## Every page",
            "",
            "These fields are in every context, besides those of its own.",
            "",
            *_fields(Page),
            *_rooms(),
            "## What contexts hold",
            "",
            "The dataclasses in the fields above, by name.",
            "",
            *(line for cls in parts() for line in _part(cls)),
        ]
    )


def main() -> None:
    """Write the file."""
    REFERENCE.parent.mkdir(exist_ok=True)
    REFERENCE.write_text(reference(), encoding="utf-8")
    print(f"{REFERENCE.relative_to(ROOT)}: written.")


def _beginning() -> Iterator[str]:
    yield "# What templates get"
    yield ""
    yield "<!-- Written by `make docs` from the program. Change the program, not this file. -->"
    yield ""
    yield from (
        "For those who change a template, or write one. A template loops and formats: it never",
        "adds up, sorts or joins. What it shows is in the context of its page, a frozen dataclass",
        "whose every field stands below with its type and a line that says what it is. A name that",
        "no context has is an error, and a test fails for a field that no template uses.",
        "",
        "Every text may come from an archive. It is escaped for HTML where it is printed; where",
        "Markdown or YAML is read, a filter makes it safe. A path stands below the docs folder and",
        "has no ending where it is a page's; `link(path)` makes an address of it.",
        "",
        "Comments are written `{%-- like this --%}`, because Markdown has `{#ids}` of headings.",
        "",
        "## Besides the fields",
        "",
    )
    yield from _table(("name", "what it is"), GIVEN.items())
    yield from (
        "`as_of` is not the field of that name: it says to which day the data of each platform",
        "reach.",
        "",
        "Functions:",
        "",
    )
    yield from _table(("function", "what it does"), FUNCTIONS.items())
    yield from ("Filters, besides those of Jinja:", "")
    yield from _table(("filter", "what it does"), FILTERS.items())


def _partials() -> Iterator[str]:
    yield from (
        "## Macros",
        "",
        "HTML that several pages share stands in partials, whose names begin with `_`. A macro",
        "takes everything as arguments.",
        "",
    )
    for path in (path for _name, path in sorted(partials().items())):
        yield f"`{_in_repository(path)}`"
        yield ""
        yield from _table(("macro", "what it does"), macros(path.read_text(encoding="utf-8")))


def _rooms() -> Iterator[str]:
    kinds: dict[str, list[type[Kind]]] = {}
    for kind in all_kinds():
        kinds.setdefault(_room(kind), []).append(kind)
    for room, own in kinds.items():
        yield f"## {room.rpartition('.')[2].capitalize()}"
        yield ""
        yield importlib.import_module(room).__doc__ or ""
        yield ""
        for kind in own:
            sections = ", ".join(f"`{section}`" for section in kind.sections if section)
            yield f"- Kind `{kind.__name__}`, position {kind.position}: addresses of {sections}."
        yield ""
        for context in contexts():
            if _room(context) == room:
                yield from _context(context)


def _context(context: type[Page]) -> Iterator[str]:
    folder = Path(inspect.getfile(context)).parent
    yield f"### {_heading(context)}"
    yield ""
    yield _doc(context)
    yield ""
    yield f"Template: `{_in_repository(folder / context.template)}`."
    if context.samples:
        samples = ", ".join(f"`/{one.address}` ({one.name})" for one in context.samples)
        yield f"In the demonstration site: {samples}."
    yield ""
    yield from _fields(context)


def _part(cls: type) -> Iterator[str]:
    yield f"### {_heading(cls)}"
    yield ""
    yield f"{_doc(cls)} `{_in_repository(Path(inspect.getfile(cls)))}`"
    yield ""
    yield from _fields(cls)


def _fields(cls: type) -> Iterator[str]:
    lines = lines_of(cls)
    hints = typing.get_type_hints(cls)
    rows = []
    for line in lines:
        held = [] if line.is_property else _dataclasses_in(hints[line.name])
        shown = f"`{line.type}`".replace("|", "\\|")
        if held:
            shown = f"[{shown}](#{_anchor(held[0])})"
        rows.append((f"`{line.name}`", shown, _ticks(line.text).replace("|", "\\|")))
    yield from _table(("field", "type", "what it is"), rows, is_code=False)


def _table(
    heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, is_code: bool = True
) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for first, *others in rows:
        yield f"| {' | '.join((f'`{first}`' if is_code else first, *others))} |"
    yield ""


def _doc(cls: type) -> str:
    return _ticks(" ".join(inspect.cleandoc(cls.__doc__ or "").split()))


def _ticks(text: str) -> str:
    """Code and references of docstrings as Markdown has them."""
    return re.sub(r":\w+:`([^`]+)`", r"`\1`", text.replace("``", "`"))


def _body_of(cls: type) -> list[ast.stmt]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    return next(node for node in tree.body if isinstance(node, ast.ClassDef)).body


def _is_property(node: ast.FunctionDef) -> bool:
    return "property" in map(ast.unparse, node.decorator_list)


def _text(node: ast.stmt | None) -> str:
    """The text that stands as a line of its own; empty if it is something else."""
    value = node.value if isinstance(node, ast.Expr) else None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return " ".join(value.value.split())
    return ""


def _dataclasses_in(hint: object) -> list[type]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return [hint]
    return [cls for part in typing.get_args(hint) for cls in _dataclasses_in(part)]


def _heading(cls: type) -> str:
    """The name of a class; with its module, if another has that name."""
    is_only = _counts()[cls.__name__] == 1
    return cls.__name__ if is_only else f"{cls.__name__} of {cls.__module__.rpartition('.')[2]}"


@cache
def _counts() -> Mapping[str, int]:
    return Counter(cls.__name__ for cls in (*contexts(), *parts()))


def _anchor(cls: type) -> str:
    return _heading(cls).lower().replace(" ", "-")


def _room(cls: type) -> str:
    return ".".join(cls.__module__.split(".")[:3])


def _in_repository(path: Path) -> str:
    return path.resolve().relative_to(ROOT).as_posix()


if __name__ == "__main__":
    main()
