"""The pages that people write, in the language being written: ``site_src/pages``.

English is in the folder itself, each further language below its code: ``es/about.md``. What a
language does not have is read in English, and says so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import SiteError
from generator.text.language import ENGLISH, spoken

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Written:
    """A text in Markdown. ``path`` is that of its page, without ending; ``is_english``: it is
    English on a page of another language."""

    path: str
    title: str
    description: str
    body: str
    is_english: bool


def written_pages(folder: Path) -> Iterator[Written]:
    """The whole pages, by path. Raises SiteError for one without title and description."""
    for path in sorted([*folder.glob("*.md"), *folder.glob("help/*.md")]):
        own, is_english = _in_language(folder, path)
        text = own.read_text(encoding="utf-8")
        match = _FRONT.match(text)
        if match is None:
            raise SiteError(f"{own}: needs a front matter with title and description.")
        lines = (line.partition(":") for line in match[1].splitlines())
        meta = {key.strip(): value.strip().strip("\"'") for key, _colon, value in lines}
        if not {"title", "description"} <= set(meta):
            raise SiteError(f"{own}: its front matter needs title and description.")
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield Written(name, meta["title"], meta["description"], text[match.end() :], is_english)


def platform_texts(folder: Path) -> Mapping[str, Written]:
    """What is written about the archives of each platform, by its id."""
    found = {}
    for path in sorted((folder / "platforms").glob("*.md")):
        own, is_english = _in_language(folder, path)
        text = own.read_text(encoding="utf-8")
        found[path.stem] = Written(f"platforms/{path.stem}", "", "", text, is_english)
    return found


def _in_language(folder: Path, path: Path) -> tuple[Path, bool]:
    """The file in the language being written, and whether it is English instead of it."""
    code = spoken().code
    if code == ENGLISH.code:
        return path, False
    own = folder / code / path.relative_to(folder)
    return (own, False) if own.is_file() else (path, True)
