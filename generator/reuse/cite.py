"""How a page is cited: in plain words, as BibTeX, RIS and CSL-JSON.

The date is that of the data, never of the reading: the day of access is the reader's own, and the
page's script adds it. Sources: the BibTeX manual (btxdoc), the RIS specification of Research
Information Systems, the CSL-JSON schema of the Citation Style Language.
"""

import json
import re
from dataclasses import dataclass

from generator.reuse.provenance import Provenance
from generator.text.plain import plain

_BIBTEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&#%_"},
}  # fmt: skip
"""Marks that TeX reads as commands. Braces must balance even behind a backslash, so they have
names."""


@dataclass(frozen=True)
class Citation:
    """One page in four formats, each ready to be copied. Lines end in a line feed."""

    text: str
    bibtex: str
    ris: str
    csl: str


@dataclass(frozen=True)
class Cited:
    """What is cited: ``key`` is a short ASCII name, ``is_dataset`` whether the page is data,
    ``is_demo`` whether the data is made up."""

    key: str
    title: str
    site_name: str
    address: str
    is_dataset: bool
    is_demo: bool
    stamp: Provenance


def cite(cited: Cited) -> Citation:
    """All formats of one citation."""
    title, site = plain(cited.title), plain(cited.site_name)
    note = ("Demonstration data, all made up. " if cited.is_demo else "") + _note(cited.stamp)
    return Citation(
        _text(title, site, note, cited.address),
        _bibtex(cited, title, site, note),
        _ris(cited, title, site, note),
        _csl(cited, title, site, note),
    )


def citation_key(path: str, date: str) -> str:
    """A key for reference managers, from the path of the page and the year of the data."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", path.removesuffix("/index")).strip("-")
    return f"paidforby-{words}-{date[:4]}" if date else f"paidforby-{words}"


def _note(stamp: Provenance) -> str:
    count = len(stamp.snapshots)
    if not count:
        return f"Data to {stamp.words}."
    if count == 1:
        (one,) = stamp.snapshots
        return f"Data to {stamp.words}, from the snapshot {one.snapshot_id}, SHA-256 {one.sha256}."
    return f"Data to {stamp.words}, from {count} snapshots, SHA-256 {stamp.digest}."


def _text(title: str, site: str, note: str, address: str) -> str:
    end = "" if title.endswith((".", "?", "!")) else "."
    return f"{site}. “{title}{end}” {note} {address}"


def _bibtex(cited: Cited, title: str, site: str, note: str) -> str:
    year, month, _ = _parts(cited.stamp.date)
    fields = {
        "author": f"{{{_tex(site)}}}",
        "title": f"{{{_tex(title)}}}",
        "year": year,
        "month": month.lstrip("0"),
        "url": re.sub(r"[\s{}\\]", lambda mark: f"%{ord(mark[0]):02X}", cited.address),
        "note": _tex(note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{cited.key},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(mark, mark) for mark in text)


def _ris(cited: Cited, title: str, site: str, note: str) -> str:
    year, month, day = _parts(cited.stamp.date)
    lines = [
        ("TY", "DATA" if cited.is_dataset else "ELEC"),
        ("TI", title),
        # An asterisk is not allowed in an author's name, and a comma would part it.
        ("AU", re.sub(r"\s+", " ", re.sub(r"[*,]", " ", site)).strip()),
        ("PB", site),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("UR", cited.address),
        ("N1", note),
    ]
    return "\n".join([*(f"{tag}  - {text}" for tag, text in lines if text), "ER  - "])


def _csl(cited: Cited, title: str, site: str, note: str) -> str:
    parts = [int(part) for part in _parts(cited.stamp.date) if part]
    item = {
        "id": cited.key,
        "type": "dataset" if cited.is_dataset else "webpage",
        "title": title,
        "author": [{"literal": site}],
        "container-title": site,
        "publisher": site,
        **({"issued": {"date-parts": [parts]}} if parts else {}),
        "URL": cited.address,
        "version": cited.stamp.digest,
        "note": note,
    }
    return json.dumps([item], ensure_ascii=False, indent=2)


def _parts(date: str) -> tuple[str, str, str]:
    """Year, month and day of an ISO date, empty where it is not known."""
    year, month, day = (*date.split("-"), "", "")[:3] if date else ("", "", "")
    return year, month, day
