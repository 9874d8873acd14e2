"""Mixtures of archives, as newsrooms have them: some archives, some files, some rows, blank columns.

A mixture is a plain value whose ``repr`` is the code that makes it again, so that one that failed
becomes a case of ``test_cases.py`` by copying it.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from hypothesis import strategies as st

from tests.adapters.reading import write_zip
from tests.project import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
DEMO = ROOT / "data" / "demo" / "archives"
BLANKS = {
    "payers": r"payer|paying|advertiser_name|organization|disclaimer|byline|funding|beneficiary",
    "dates": r"date|start|end_|week|_time|first_shown|last_shown|report",
    "money": r"spend|amount|budget|cost|price|payment",
    "currency": r"currency",
    "ages": r"age|gender|interest|target",
    "places": r"region|country|countries|location|geo",
    "words": r"text|body|title|description|caption",
}
"""What may be blank, and the columns that say it, by a part of their names in small letters."""
ALWAYS = re.compile(r"SOURCES\.csv$|snapshot\.json$|README|-updated\.csv$|_header_file\.csv$")
"""Files that say of what day or form others are: an archive is not read without."""


@dataclass(frozen=True)
class Part:
    """Of one archive: some of its files (none named: all), of each table some rows by number (none:
    all), without what the columns named in ``blank`` say."""

    group: str
    files: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    blank: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mixture:
    """Parts read together, and how the site is set up. ``place`` chooses one of the places that
    occur, counting round; None covers all. ``is_low`` gives every sponsor a page."""

    parts: tuple[Part, ...]
    place: int | None = None
    languages: tuple[str, ...] = ("en",)
    is_reviewed: bool = True
    is_low: bool = False


@cache
def groups() -> dict[str, dict[str, bytes]]:
    """By name: the files of each archive of the fixtures and of the demonstration, by their path.
    ``a.zip!b`` is a member of a zip."""
    found = {}
    for folder in sorted(path for path in FIXTURES.iterdir() if (path / "archives").is_dir()):
        found[f"fixture {folder.name}"] = _files(folder / "archives")
    for folder in sorted(path for path in DEMO.iterdir() if path.is_dir()):
        files = {f"{folder.name}/{name}": data for name, data in _files(folder).items()}
        files["SOURCES.csv"] = (DEMO / "SOURCES.csv").read_bytes()
        found[f"demo {folder.name}"] = files
    return found


def write_parts(mixture: Mixture, target: Path) -> list[Path]:
    """Lay a mixture out as folders of archives, one for each part."""
    roots = []
    for number, part in enumerate(mixture.parts):
        root = target / f"{number}-{part.group.replace(' ', '-')}"
        root.mkdir(parents=True)
        packed: dict[str, dict[str, bytes]] = {}
        for name, content in groups()[part.group].items():
            if part.files and name not in part.files and not ALWAYS.search(name):
                continue
            data = content if ALWAYS.search(name) else cut(name, content, part)
            outer, is_member, inner = name.partition("!")
            if is_member:
                packed.setdefault(outer, {})[inner] = data
            else:
                _put(root / name, data)
        for name, members in packed.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_zip(path, members)
        roots.append(root)
    return roots


def cut(name: str, content: bytes, part: Part) -> bytes:
    """A table with the rows of a part only, and its blanks; what is no table stays as it is."""
    if not (part.rows or part.blank):
        return content
    ending = PurePosixPath(name).suffix
    if ending in (".csv", ".tsv", ".txt"):
        return _cut_table(content, part, {".csv": ",", ".tsv": "\t", ".txt": "|"}[ending])
    if ending == ".jsonl":
        lines = content.decode().splitlines()
        kept = [json.dumps(_blank(json.loads(line), part.blank)) for line in _of(lines, part.rows)]
        return "".join(f"{line}\n" for line in kept).encode()
    if ending == ".json":
        return json.dumps(_blank(_cut_list(json.loads(content), part.rows), part.blank)).encode()
    return content


def mixtures(most: int = 3) -> st.SearchStrategy[Mixture]:
    """Any mixture of up to ``most`` parts."""
    return st.builds(
        Mixture,
        parts=st.lists(_parts(), min_size=1, max_size=most, unique_by=lambda part: part.group).map(
            tuple
        ),
        place=st.none() | st.integers(0, 40),
        languages=st.sampled_from([("en",), ("es",), ("en", "es"), ("es", "en")]),
        is_reviewed=st.booleans(),
        is_low=st.booleans(),
    )


@st.composite
def _parts(draw: st.DrawFn) -> Part:
    group = draw(st.sampled_from(sorted(groups())))
    names = [name for name in groups()[group] if not ALWAYS.search(name)]
    some = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(sorted)
    files = draw(st.just([]) | some)
    rows = draw(st.just([]) | st.lists(st.integers(0, 30), min_size=1, max_size=4, unique=True))
    blank = draw(st.just([]) | st.lists(st.sampled_from(sorted(BLANKS)), max_size=3, unique=True))
    return Part(group, tuple(files), tuple(sorted(rows)), tuple(sorted(blank)))


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a folder; what is a zip there, or a folder named like one, is opened."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for member in sorted(archive.namelist()):
                    if not member.endswith("/"):
                        found[f"{name}!{member}"] = archive.read(member)
        else:
            found[name.replace(".zip/", ".zip!", 1)] = path.read_bytes()
    return found


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _of(rows: list, wanted: tuple[int, ...]) -> list:
    """The rows with these numbers, counting round; all if none is named."""
    if not wanted or not rows:
        return rows
    numbers = {number % len(rows) for number in wanted}
    return [row for number, row in enumerate(rows) if number in numbers]


def _cut_table(content: bytes, part: Part, separator: str) -> bytes:
    text = content.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if separator == "|":  # tables without a header
        head, body = [], rows
    else:
        head, body = rows[:1], rows[1:]
    blanks = {
        place
        for kind in part.blank
        for place, name in enumerate(head[0] if head else ())
        if re.search(BLANKS[kind], name.lower().replace(" ", "_"))
    }
    kept = [
        ["" if place in blanks else cell for place, cell in enumerate(row)]
        for row in _of(body, part.rows)
    ]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerows([*head, *kept])
    return stream.getvalue().encode()


def _cut_list(value: object, rows: tuple[int, ...]) -> object:
    """The first list of records, in what holds it, with some of them."""
    if isinstance(value, list):
        return _of(value, rows)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
                return {**value, key: _of(inner, rows)}
    return value


def _blank(value: object, kinds: tuple[str, ...]) -> object:
    """JSON without the fields of some kinds: a record leaves out what it does not know."""
    if isinstance(value, list):
        return [_blank(item, kinds) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _blank(inner, kinds)
        for key, inner in value.items()
        if isinstance(inner, (list, Mapping))
        or not any(re.search(BLANKS[kind], key.lower()) for kind in kinds)
    }
