"""The theme of one language: its files with their words translated, and the facts of this build.

MkDocs and Zensical have different template engines, neither of which translates. So each
``_("message")`` of a theme file becomes the translated text when the file is written.
"""

import html
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.text.language import _, mark, spoken

SECTIONS = (
    mark("Home"), mark("Sponsors"), mark("Places"), mark("Races"), mark("Elections"),
    mark("Candidates and measures"), mark("Topics"), mark("Platforms"), mark("Explore"),
    mark("Data"), mark("Downloads"), mark("Data dictionary"), mark("Who Targets Me"),
    mark("EU notice"), mark("Help"), mark("Ranges"), mark("What platforms hide"),
    mark("Fewer political ads"), mark("Errors"), mark("Cite and download"),
    mark("Accessibility"), mark("Methodology"), mark("Glossary"), mark("About"),
    mark("The coalition of 2020"), mark("Corrections"),
)  # fmt: skip
"""The titles in the navigation of mkdocs.yml; the theme shows their translations."""

_MESSAGE = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)')
_ASSETS = re.compile(r'"assets/')


def write_theme(source: Path, target: Path, facts: Mapping[str, object], up: str = "") -> None:
    """Write the theme in the language being written. ``facts`` is what every page shows of this
    build; ``up`` leads from the pages of this language to the root of the site."""
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(_ASSETS.sub(f'"{up}assets/', translated(text)), encoding="utf-8")
    own = {"language": spoken().code, "up": up, "sections": {name: _(name) for name in SECTIONS}}
    literal = json.dumps({**facts, **own}, ensure_ascii=False)
    (target / "partials" / "pfb-data.html").write_text(
        f"{{% set pfb = {literal} %}}\n", encoding="utf-8"
    )


def translated(text: str) -> str:
    """A theme file whose messages are texts, escaped for HTML, in the language being written."""

    def word(match: re.Match[str]) -> str:
        message = json.loads(f'"{match[1]}"')
        return json.dumps(html.escape(_(message), quote=True), ensure_ascii=False)

    return _MESSAGE.sub(word, text)


def alternates(codes: Sequence[str], names: Sequence[str]) -> list[dict[str, str]]:
    """The languages of the site with the folder of each: the first is at the root."""
    return [
        {"code": code, "name": name, "folder": f"{code}/" if number else ""}
        for number, (code, name) in enumerate(zip(codes, names, strict=True))
    ]
