"""The places of Google's spending by place: countries, states, congressional districts.

History of the format: 2018 ``State`` (such as US-AK) and no country; 2019 on ``Country`` and
``Country_Subdivision_Primary``, which the files by advertiser give with or without the country.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from generator.adapters.google.regions import amounts, with_regions
from generator.adapters.source import Note, References, lookup_table
from generator.schema import NoteKind


def rows_by_place(raw: ir.Table, scope: str, references: References) -> ir.Table:
    """Place rows: the first layout has US states only, and no country column."""
    places = lookup_table(
        [
            {"country": met.country, "subdivision": met.subdivision, "place_code": met.place_code}
            for met in {
                (m.country, m.subdivision): m for m in _places_met(raw, references)
            }.values()
        ],
        {"country": "string", "subdivision": "string", "place_code": "string"},
    )
    raw = _with_place(raw).drop("place_code", "place_name")
    same = [raw.country == places.country, raw.subdivision.identical_to(places.subdivision)]
    raw = raw.left_join(places, same).drop("country_right", "subdivision_right")
    raw = raw.mutate(
        regions_text=raw.country,
        place_name=raw.district if "district" in raw.columns else ibis.null("string"),
    )
    rows = amounts(with_regions(raw, "spend", references), "spend", references)
    return rows.mutate(scope=ibis.literal(scope), payer_status=ibis.literal("not_collected"))


def place_notes(raw: ir.Table, references: References) -> list[Note]:
    """A note for each place of the rows that no list has."""
    found = []
    for met in _places_met(raw, references):
        if met.country_code is None:
            column, text = ("Country" if met.has_country else "State"), met.country
        elif met.place_code is None:
            column = "Country_Subdivision_Primary" if met.has_country else "State"
            text = str(met.subdivision)
        else:
            continue
        kind = NoteKind.UNKNOWN_PLACE
        found.append(Note(kind, met.file, met.line, met.count, column, text, "place_code"))
    return found


def _with_place(raw: ir.Table) -> ir.Table:
    """Rows with a country, which the first layout has only in front of the state."""
    country = raw.country if "country" in raw.columns else ibis.null("string")
    return raw.mutate(
        country=country.fill_null(raw.subdivision.substr(0, 2)), has_country=country.notnull()
    )


@dataclass(frozen=True)
class _PlaceMet:
    """A country and subdivision as a file has them, its first row, how many, and the code."""

    country: str
    subdivision: str | None
    has_country: bool
    file: str
    line: int
    count: int
    country_code: str | None
    place_code: str | None


def _places_met(raw: ir.Table, references: References) -> list[_PlaceMet]:
    rows = _with_place(raw)
    grouped = rows.group_by(
        "country", "subdivision", "has_country", file=rows.file_label
    ).aggregate(line=rows.line.min(), count=rows.count())
    found = []
    for row in grouped.to_pyarrow().to_pylist():
        text = row["subdivision"] if isinstance(row["subdivision"], str) else None
        country = references.places.country_code(row["country"])
        place = country
        if country and text:
            full = text if "-" in text else f"{country}-{text}"
            place = references.places.region_code(country, full)
        where = (bool(row["has_country"]), row["file"], int(row["line"]), int(row["count"]))
        found.append(_PlaceMet(row["country"], text, *where, country, place))
    return sorted(found, key=lambda met: (met.file, met.line))
