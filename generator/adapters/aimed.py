"""What a buyer's choice of places means: from the text of an archive to places with a code.

An archive names countries and their subdivisions, which have a code, and finer places: counties,
cities, districts, post codes, circles. A finer place is a part of the place with a code that the
archive says it lies in; its own text stays in ``targeting``. What was left out is apart from what
was chosen. A text, or a piece of one, from which no code can be told stays text, and is counted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir

from generator.adapters.source import Note, References, lookup_table
from generator.schema import NoteKind

_AD = ("file_id", "line", "ad_id")


@dataclass
class Aim:
    """The places of one text: by code, whether all of it was meant and not a part; and the pieces
    from which no code can be told."""

    codes: dict[str, bool] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def add(self, code: str, *, is_whole: bool = True) -> None:
        """Remember a place. All of it goes before a part of it."""
        self.codes[code] = self.codes.get(code, False) or is_whole


Read = Callable[[str, Sequence[str]], Aim]
"""From a text, and the countries that the archive gives for the ad, to what is aimed at."""


@dataclass(frozen=True)
class ListAims:
    """Reads lists of places, each of which has behind commas what it lies in: ``Germany; Bavaria,
    Germany; Lyon, France``. A name alone is a country, or a region of the ad's only country."""

    references: References
    separator: str

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        """What the list names, for an ad of the countries ``home``."""
        aim = Aim()
        for item in filter(None, map(str.strip, text.split(self.separator))):
            self.read(item, home, aim)
        return aim

    def read(self, item: str, home: Sequence[str], aim: Aim) -> None:
        """One place of the list."""
        places = self.references.places
        *before, last = [part.strip() for part in item.split(",")]
        country = places.country_code(last)
        if before and country:
            region = places.region_code(country, before[-1])
            aim.add(region or country, is_whole=bool(region) and len(before) == 1)
        elif country:
            aim.add(country)
        elif len(home) == 1 and (region := places.region_code(home[0], item)):
            aim.add(region)
        else:
            aim.unknown.append(item)


def aimed_at(rows: ir.Table, columns: Iterable[str], read: Read) -> ir.Table:
    """Rows of ad_places, of the columns with what was chosen. ``rows`` may have country_codes."""
    found = _union([_placed(rows, column, read) for column in columns])
    found = found.group_by([*_AD, "place_code"]).aggregate(is_whole=found.is_whole.any())
    basis = found.is_whole.ifelse("targeted", "targeted_part")
    return found.select(*_AD, "place_code", basis=basis)


def left_out(rows: ir.Table, columns: Iterable[str], read: Read) -> ir.Table:
    """Rows of excluded_places, of the columns with what was excluded."""
    found = _union([_placed(rows, column, read) for column in columns])
    found = found.group_by([*_AD, "place_code"]).aggregate(is_whole=found.is_whole.any())
    return found.select(*_AD, "place_code", is_part=~found.is_whole)


def aim_notes(rows: ir.Table, columns: Mapping[str, str], read: Read) -> list[Note]:
    """Of each file and column: one note with the first piece that has no code, and how many rows
    have such a piece. ``columns``: our names, the platform's names."""
    notes = []
    for column, original in columns.items():
        first: dict[str, tuple[int, str]] = {}
        counts: dict[str, int] = {}
        for row in _met(rows, column, "file_label"):
            if unknown := read(row["text"], _split(row["home"])).unknown:
                file, line = str(row["file_label"]), int(row["line"])
                counts[file] = counts.get(file, 0) + int(row["count"])
                first[file] = min(first.get(file, (line, unknown[0])), (line, unknown[0]))
        for file in sorted(counts):
            line, text = first[file]
            notes.append(
                Note(NoteKind.UNTOLD_PLACE, file, line, counts[file], original, text, "place_code")
            )
    return notes


def _placed(rows: ir.Table, column: str, read: Read) -> ir.Table:
    table = lookup_table(
        [
            {"text": row["text"], "home": row["home"], "place_code": code, "is_whole": is_whole}
            for row in _met(rows, column)
            for code, is_whole in read(row["text"], _split(row["home"])).codes.items()
        ],
        {"text": "string", "home": "string", "place_code": "string", "is_whole": "boolean"},
    )
    keyed = _keyed(rows, column)
    found = keyed.inner_join(table, ["text", "home"])
    return found.select(*_AD, "place_code", "is_whole")


def _met(rows: ir.Table, column: str, *more: str) -> list[dict[str, Any]]:
    """The distinct texts with the countries of their ads, the first line and the number of rows."""
    keyed = _keyed(rows, column, *more)
    found = keyed.group_by(["text", "home", *more]).aggregate(
        line=keyed.line.min(), count=keyed.count()
    )
    met: list[dict[str, Any]] = found.order_by(["text", "home", *more]).to_pyarrow().to_pylist()
    return met


def _keyed(rows: ir.Table, column: str, *more: str) -> ir.Table:
    has_home = "country_codes" in rows.columns
    home = rows.country_codes.fill_null("") if has_home else ibis.literal("")
    found = rows.select(*_AD, *more, text=rows[column].strip(), home=home)
    return found.filter(found.text.notnull() & (found.text != ""))


def _split(home: object) -> list[str]:
    return str(home).split()


def _union(parts: Sequence[ir.Table]) -> ir.Table:
    return parts[0] if len(parts) == 1 else ibis.union(*parts)
