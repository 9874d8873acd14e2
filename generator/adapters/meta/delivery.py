"""Where and to whom ads of Meta's interface were shown, and which places their buyers chose.

Meta names regions without their country. An ad's home is the country that has more of the ad's
regions than any other, and more than half of them; of several with the same number, the one
whose money the ad was paid in. Only names of the home's regions get a code. The rest stays text,
as does ``Unknown``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import Aim, ListAims, aim_notes, aimed_at, left_out
from generator.adapters.meta.lists import (
    GROUPS,
    LOCATIONS,
    OLD_REGIONS,
    REACH_GROUPS,
    REACH_PLACES,
    REGIONS,
    entries,
    inner_entries,
)
from generator.adapters.source import Note, References, distinct_texts, lookup_table

NO_REGION = "Unknown"
_PEOPLE = ("male", "female", "unknown")
_TRACE = ("file_id", "line", "ad_id")


def shown_regions(rows: ir.Table, references: References) -> ir.Table:
    """file_id, line, ad_id, region, share, country (the ad's home or null), place_code."""
    newer = entries(rows, REGIONS, "spend_currency")
    older = rows.filter(rows[REGIONS.name].isnull())
    both = newer.union(entries(older, OLD_REGIONS, "spend_currency"))
    share = both.percentage.try_cast("float64")
    shown = both.group_by([*_TRACE, "spend_currency", "region"]).aggregate(share=share.sum())
    known = lookup_table(
        [
            {
                "region": name,
                "country": country,
                "place_code": code,
                "home_currency": references.currencies.by_country.get(country),
            }
            for name in distinct_texts(shown.region)
            if name != NO_REGION
            for country, code in references.places.regions_named(name).items()
        ],
        dict.fromkeys(("region", "country", "place_code", "home_currency"), "string"),
    )
    placed = shown.left_join(_homes(shown, known), ["file_id", "line"])
    placed = placed.drop("file_id_right", "line_right")
    codes = known.select("region", "country", "place_code")
    return placed.left_join(codes, ["region", "country"]).drop("region_right", "country_right")


def _homes(shown: ir.Table, known: ir.Table) -> ir.Table:
    """file_id, line, country: of those ads whose home is plain."""
    named = shown.filter(shown.region != NO_REGION)
    totals = named.group_by(["file_id", "line"]).aggregate(region_count=named.count())
    met = named.inner_join(known, "region")
    met = met.mutate(is_own_money=(met.spend_currency == met.home_currency).fill_null(False))
    counted = met.group_by(["file_id", "line", "country"]).aggregate(
        known_count=met.count(), is_own_money=met.is_own_money.max()
    )
    scored = counted.mutate(score=counted.known_count * 2 + counted.is_own_money.cast("int64"))
    ad = ibis.window(group_by=["file_id", "line"])
    scored = scored.mutate(best=scored.score.max().over(ad))
    first = scored.filter(scored.score == scored.best)
    first = first.mutate(rivals=first.count().over(ad)).inner_join(totals, ["file_id", "line"])
    plain = first.filter((first.rivals == 1) & (first.known_count * 2 > first.region_count))
    return plain.select("file_id", "line", "country")


def deliveries(
    rows: ir.Table, regions: ir.Table, references: References
) -> tuple[list[ir.Table], ir.Table]:
    """The rows of the table ``deliveries``; and, of ads with a reach by country, the countries."""
    by_region = regions.select(
        *_TRACE,
        dimension=ibis.literal("region"),
        value_text=regions.region,
        place_code=regions.place_code,
        share=_share(regions.share),
    )
    groups = entries(rows, GROUPS)
    groups = groups.group_by([*_TRACE, "age", "gender"]).aggregate(
        share=groups.percentage.try_cast("float64").sum()
    )
    by_group = groups.select(
        *_TRACE,
        dimension=ibis.literal("age_gender"),
        value_text=groups.age + ", " + groups.gender,
        age_text=groups.age,
        gender_text=groups.gender,
        share=_share(groups.share),
    )
    places = entries(rows, REACH_PLACES)
    places = _with_country(places.rename(country_text="key"), references)
    places = places.group_by([*_TRACE, "country_text", "place_code"]).aggregate(
        people_count=_total(places.value)
    )
    by_country = places.mutate(dimension=ibis.literal("country"), value_text=places.country_text)
    by_people = _people(rows, references)
    countries = [table.select(*_TRACE, "place_code") for table in (places, by_people)]
    listed = countries[0].union(countries[1])
    return (
        [by_region, by_group, by_country, by_people],
        listed.filter(listed.place_code.notnull()).distinct(),
    )


def _people(rows: ir.Table, references: References) -> ir.Table:
    """The reach in each country by age and gender, as people."""
    outer = _with_country(entries(rows, REACH_GROUPS).rename(country_text="country"), references)
    inner = inner_entries(outer, REACH_GROUPS)
    parts = [
        inner.select(
            *_TRACE,
            "country_text",
            "place_code",
            age_text=inner.age_range.fill_null(NO_REGION),
            gender_text=ibis.literal(gender),
            people=inner[gender],
        )
        for gender in _PEOPLE
    ]
    every = ibis.union(*parts)
    every = every.filter(every.people.notnull())
    keys = [*_TRACE, "country_text", "place_code", "age_text", "gender_text"]
    counted = every.group_by(keys).aggregate(people_count=_total(every.people))
    return counted.mutate(
        dimension=ibis.literal("age_gender"),
        value_text=counted.country_text + ", " + counted.age_text + ", " + counted.gender_text,
    )


def listed_countries(reached: ir.Table, regions: ir.Table) -> ir.Table:
    """file_id, line, ad_id, place_code: the countries of the reach, else the home of the regions."""
    homes = regions.filter(regions.country.notnull())
    homes = homes.select(*_TRACE, place_code=homes.country).distinct()
    return reached.union(homes.anti_join(reached, ["file_id", "line"]))


@dataclass(frozen=True)
class ChosenPlaces:
    """What buyers chose: the texts of the places, rows of ad_places and of excluded_places."""

    texts: ir.Table
    aimed: ir.Table
    excluded: ir.Table


def chosen_places(rows: ir.Table, references: References) -> ChosenPlaces:
    """The places that buyers chose and left out. One that Meta hides (a street, a postcode) is only
    counted by it."""
    found = entries(rows, LOCATIONS)
    hidden = found.num_obfuscated + " not named (" + found["type"] + ")"
    found = found.mutate(
        is_excluded=(found.excluded.lower() == "true").fill_null(False),
        text=ibis.coalesce(found.name, hidden),
    )
    named = found.filter(found.text.notnull())
    texts = named.group_by([*_TRACE, "is_excluded"]).aggregate(
        choice_text=named.text.group_concat("; ", order_by=named.position)
    )
    keyed = _keyed(named)
    read = PlaceAims(references)
    return ChosenPlaces(
        texts,
        aimed_at(keyed.filter(~keyed.is_excluded), ["place"], read),
        left_out(keyed.filter(keyed.is_excluded), ["place"], read),
    )


def place_notes(rows: ir.Table, references: References) -> list[Note]:
    """The places that buyers chose, and that have no code."""
    found = entries(rows, LOCATIONS, "file_label")
    return aim_notes(_keyed(found), {"place": LOCATIONS.original}, PlaceAims(references))


def _keyed(found: ir.Table) -> ir.Table:
    """With the place: its kind and its name, which means something only together."""
    named = found.filter(found.name.notnull())
    return named.mutate(place=named["type"].lower() + ":" + named.name)


@dataclass(frozen=True)
class PlaceAims:
    """Reads ``regions:Hamburg, Germany``: a country, or what lies in the one behind the comma."""

    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        """The place of one entry; only one of the kind of a region is a whole region."""
        kind, _colon, name = text.partition(":")
        aim = Aim()
        if kind.startswith("countr"):
            if code := self.references.places.country_code(name):
                aim.add(code)
        elif "," in name:
            ListAims(self.references, ";").read(name, (), aim)
        if not aim.codes:
            return Aim(unknown=[name])
        is_whole = kind.startswith(("countr", "region"))
        return Aim({code: is_whole and own for code, own in aim.codes.items()})


def _with_country(rows: ir.Table, references: References) -> ir.Table:
    texts: Sequence[str] = distinct_texts(rows.country_text)
    codes = lookup_table(
        [
            {"country_text": text, "place_code": references.places.country_code(text)}
            for text in texts
        ],
        {"country_text": "string", "place_code": "string"},
    )
    return rows.left_join(codes, "country_text").drop("country_text_right")


def _share(share: ir.FloatingValue) -> ir.DecimalValue:
    return share.round(6).cast("decimal(9, 6)")


def _total(texts: ir.StringValue) -> ir.IntegerValue:
    """A sum of whole numbers; the engine's own is wider than int64, which ibis does not know."""
    return texts.try_cast("int64").sum().cast("decimal(18, 0)").cast("int64")
