"""What no page may have, whatever the archives held: found in written pages, without a browser."""

import json
import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pandas as pd
import yaml

from generator.charts.drawing.batch import ChartJob

_NO_VALUE = re.compile(
    r"(?<![\w@&#;/.=-])(?:NaN|nan|NaT|None(?! (?:of|is|to|Meta|\()\b)|<NA>|&lt;NA&gt;|-?inf)(?![\w.])"
)
NO_VALUES = ("nan", "NaN", "None", "NaT", "<NA>")
_HEADING = re.compile(r"^(#{1,6}) [^\n]*$|<h([1-6])\b[^>]*>.*?</h\2>", re.M | re.S)
_UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.S)
_THINGS = re.compile(r"<(svg|img|input|select|textarea|iframe|button|canvas)\b|data-pfb-\w")
_TAG = re.compile(r"<[^>]+>")
_EMPTY = re.compile(
    r"<(ul|ol|dl|p|tbody|section|summary|figure|figcaption|table|details|h[1-6])\b([^>]*)>\s*</\1>"
)
_FILLED_LATER = re.compile(r"\b(?:role|hidden|data-[a-z]+)\b")
"""What a script fills, or shows, has these attributes."""
_MARKDOWN_HEAD = re.compile(r"^\|?[ :|-]*-{3}[ :|-]*\|?\s*$", re.M)
_ADDRESS = re.compile(r'\b(?:href|src|action)="([^"#?:]*)[#?"]')


def faults(docs: Path, charts: Sequence[ChartJob] = (), names: Collection[str] = ()) -> list[str]:
    """Every fault of the pages below ``docs`` and of the charts drawn for them. ``names`` are the
    words in those of payers: somebody may be called None."""
    found = [f"{chart.ident}: a chart of nothing" for chart in charts if is_of_nothing(chart.frame)]
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        text = path.read_text(encoding="utf-8")
        found += [f"{name}: {fault}" for fault in page_faults(text, names)]
    for path in sorted(docs.rglob("data.json")):
        name = path.relative_to(docs).as_posix()
        document = path.read_text(encoding="utf-8")
        found += [f"{name}: {fault}" for fault in _data_faults(document, names)]
    return found


def page_faults(text: str, names: Collection[str] = ()) -> Iterator[str]:
    """The faults of one page."""
    _begin, front, body = text.split("---\n", 2)
    body = _UNSEEN.sub("", body)
    shown = _TAG.sub(" ", body)
    for match in (*_NO_VALUE.finditer(shown), *_NO_VALUE.finditer(front)):
        if match[0] not in names:
            yield f"{match[0]!r} in {_around(match)}"
    # Attributes too: a width or an amount to sort by.
    for match in re.finditer(r'"[^"<>]*\b(?:nan|NaN|NaT)\b[^"<>]*"', body):
        if not re.match(r'"[^"]*[A-Z][a-z]+ nan|"[^"]*/', match[0]):
            yield f"{match[0]} in an attribute"
    yield from _empty_headings(body)
    body = re.sub(r'<figure class="pfb-explore__chart".*?</figure>', "", body, flags=re.S)
    for match in _EMPTY.finditer(body):
        if _FILLED_LATER.search(match[2]):
            continue
        yield f"an empty {match[1]}: {_around(match)}"
    for match in _MARKDOWN_HEAD.finditer(body):
        after = body[match.end() :].lstrip("\n").partition("\n")[0]
        if "|" in match[0] and "|" not in after:
            yield f"a table without rows: {_around(match)}"


def is_of_nothing(rows: pd.DataFrame) -> bool:
    """No row, or no number in any."""
    numbers = rows.select_dtypes("number")
    return rows.empty or (not numbers.empty and bool(numbers.isna().all(axis=None)))


def dead_ends(docs: Path, navigation: Path) -> list[str]:
    """Links to pages that were not written, and entries of the navigation without a page. Files that
    are not written for the tests (assets) are passed over."""
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    found = []
    for name in sorted(pages):
        if not name.endswith(".md"):
            continue
        folder = name.removesuffix(".md").removesuffix("index").rstrip("/")
        text = _UNSEEN.sub("", (docs / name).read_text(encoding="utf-8"))
        for target in sorted(set(_ADDRESS.findall(text))):
            path = posixpath.normpath(posixpath.join(folder, target)).removeprefix("./")
            path = "" if path == "." else path
            ways = (path, f"{path}.md", f"{path}/index.md".lstrip("/"), f"{path}/index.html")
            is_asset = path.startswith(("assets/", "../"))
            if target and not is_asset and not pages.intersection(ways):
                found.append(f"{name}: leads to {target!r}, where nothing is")
    names = re.findall(r"[\w/-]+\.md", yaml.dump(_nav(navigation)))
    return found + [f"navigation: {name} is missing" for name in names if name not in pages]


def _nav(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), _Loader).get("nav", [])


class _Loader(yaml.SafeLoader):
    """Passes over the tags of MkDocs."""


_Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


def _empty_headings(body: str) -> Iterator[str]:
    headings = list(_HEADING.finditer(body))
    for number, match in enumerate(headings):
        after = headings[number + 1] if number + 1 < len(headings) else None
        between = body[match.end() : after.start() if after else len(body)]
        if _has_content(between) or (after and _level(after) > _level(match)):
            continue
        yield f"a heading without content: {_TAG.sub('', match[0])!r}"


def _level(match: re.Match[str]) -> int:
    return len(match[1]) if match[1] else int(match[2])


def _has_content(text: str) -> bool:
    return bool(_THINGS.search(text) or _TAG.sub("", text).strip())


def _data_faults(text: str, names: Collection[str]) -> Iterator[str]:
    for table in json.loads(text)["tables"]:
        for row in table["rows"]:
            for cell in row:
                if isinstance(cell, str) and cell in NO_VALUES and cell not in names:
                    yield f"{cell!r} in the table {table['title']!r}"


def _around(match: re.Match[str]) -> str:
    text = match.string[max(0, match.start() - 60) : match.end() + 40]
    return repr(re.sub(r"\s+", " ", text))
