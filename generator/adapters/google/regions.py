"""What the archives of Google have in common: currencies and regions.

Google publishes the same money in several currency columns. Before 2020 every row is given in
all of them; in 2025 a single-country advertiser outside the euro area is given in its own
currency and again in euro. One column is picked by the regions; the others are kept in the
store, not primary, and never added.
"""

import functools
import math
import operator
from collections.abc import Iterable, Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import ibis.selectors as s

from generator.adapters.source import Met, Note, References, lookup_table, texts_met
from generator.reference.places import EU_COUNTRIES
from generator.schema import NoteKind

ENOUGH_AMOUNTS = 12
"""Different amounts in a file that show its rounding step. With fewer, the usual step counts."""


def currencies_of(raw: ir.Table, prefix: str) -> list[str]:
    """The currencies that a staged table has columns for."""
    return sorted(
        name.removeprefix(f"{prefix}__") for name in raw.columns if name.startswith(f"{prefix}__")
    )


def currencies_by_file(raw: ir.Table, prefix: str) -> dict[str, set[str]]:
    """Which of the currency columns each file really has."""
    names = [f"{prefix}__{code}" for code in currencies_of(raw, prefix)]
    counts = raw.group_by("file_id").aggregate(**{name: raw[name].count() for name in names})
    return {
        row["file_id"]: {name.removeprefix(f"{prefix}__") for name in names if row[name]}
        for row in counts.to_pyarrow().to_pylist()
    }


def region_codes(text: str, references: References) -> list[str]:
    """Countries in a list such as ``EU, FI``. ``EU`` beside a member of it says no more: dropped.

    Only files of 2019 list ``EU``, when GB was a member.
    """
    items = {item.strip() for item in text.split(",")}
    codes = {references.places.country_code(item) for item in items if item and item != "EU"}
    if "EU" in items and not codes & {*EU_COUNTRIES, "GB"}:
        codes.add("EU")
    return sorted(code for code in codes if code)


def unknown_regions(raw: ir.Table, references: References) -> list[Note]:
    """A note for each part of a cell of Regions that is a code of no country."""
    found: dict[tuple[str, str], Met] = {}
    for met in texts_met(raw, "regions_text", by_file=True):
        for item in (part.strip() for part in met.text.split(",")):
            if item and item != "EU" and references.places.country_code(item) is None:
                first = found.get((met.file, item), replace(met, text=item, count=0))
                found[met.file, item] = replace(
                    first, line=min(first.line, met.line), count=first.count + met.count
                )
    return [met.note(NoteKind.UNKNOWN_PLACE, "Regions", "country_codes") for met in found.values()]


def converted_files(raw: ir.Table, prefix: str) -> set[str]:
    """The files in which every currency column holds the whole amount, converted by Google.

    So it was until 2022 or later; seen from the file itself: dollars and rupees (or euro) stand
    together on most rows that have dollars.
    """
    codes = currencies_of(raw, prefix)
    others = [code for code in ("INR", "EUR") if code in codes]
    if "USD" not in codes or not others:
        return set()
    dollars = raw[f"{prefix}__USD"] > 0
    both = dollars & (raw[f"{prefix}__{others[0]}"] > 0)
    counts = raw.group_by("file_id").aggregate(
        dollars=dollars.fill_null(False).cast("int64").sum(),
        both=both.fill_null(False).cast("int64").sum(),
    )
    rows = counts.to_pyarrow().to_pylist()
    return {row["file_id"] for row in rows if row["both"] * 2 > row["dollars"]}


def primary_currencies(
    countries: Iterable[str], available: set[str], is_converted: bool, references: References
) -> list[str]:
    """The currency columns to show: one where all repeat the same money, else one an area."""
    areas = references.currencies.areas(countries, available)
    if not areas:
        return ["USD" if "USD" in available else min(available)]
    return areas[:1] if is_converted else areas


def region_table(
    pairs: ir.Table, available: Mapping[str, set[str]], converted: set[str], references: References
) -> ir.Table:
    """(file_id, regions_key) -> country_codes, primaries; a missing text has the key ''."""
    rows = []
    for row in pairs.distinct().to_pyarrow().to_pylist():
        codes = region_codes(row["regions_key"], references)
        columns = available.get(row["file_id"]) or {"USD"}
        primaries = primary_currencies(codes, columns, row["file_id"] in converted, references)
        rows.append(
            {
                "file_id": row["file_id"],
                "regions_key": row["regions_key"],
                "country_codes": " ".join(codes) or None,
                "only_country": codes[0] if len(codes) == 1 and codes != ["EU"] else None,
                "primary": primaries[0],
                "primaries": f" {' '.join(primaries)} ",
                "is_converted": row["file_id"] in converted,
            }
        )
    return lookup_table(
        rows,
        {
            "file_id": "string",
            "regions_key": "string",
            "country_codes": "string",
            "only_country": "string",
            "primary": "string",
            "primaries": "string",
            "is_converted": "boolean",
        },
    )


def with_regions(raw: ir.Table, prefix: str, references: References) -> ir.Table:
    """Add country_codes, only_country, primary, primaries, is_converted by regions_text."""
    keyed = raw.mutate(regions_key=raw.regions_text.fill_null(""))
    table = region_table(
        keyed.select("file_id", "regions_key"),
        currencies_by_file(raw, prefix),
        converted_files(raw, prefix),
        references,
    )
    return keyed.left_join(table, ["file_id", "regions_key"]).drop(
        "file_id_right", "regions_key_right"
    )


def amounts(keyed: ir.Table, prefix: str, references: References) -> ir.Table:
    """One row per currency from the spend columns of ``keyed`` (see :func:`with_regions`).

    A zero says "below the step" only in the first primary column, and only if no other column
    holds the money; every other zero says nothing and is left out. A blank says "unknown", in
    the same column. Adds spend_lo, _hi, _kind, _step, _currency, is_primary.
    """
    codes = currencies_of(keyed, prefix)
    is_spent = functools.reduce(
        operator.or_, ((keyed[f"{prefix}__{code}"] > 0).fill_null(False) for code in codes)
    )
    keyed = keyed.mutate(is_spent=is_spent)
    long = keyed.pivot_longer(
        s.startswith(f"{prefix}__"), names_to="spend_currency", values_to="amount"
    )
    long = long.mutate(spend_currency=long.spend_currency.replace(f"{prefix}__", ""))
    padded = ibis.literal(" ") + long.spend_currency + " "
    long = long.mutate(is_primary=long.primaries.contains(padded))
    says_below = (long.spend_currency == long.primary) & (long.is_converted | ~long.is_spent)
    long = long.filter((long.amount > 0).fill_null(False) | says_below)
    steps = _steps(long, references)
    long = long.left_join(steps, ["file_id", "spend_currency"]).drop(
        "file_id_right", "spend_currency_right"
    )
    is_below = (long.amount == 0) & long.step.notnull()
    return long.mutate(
        spend_lo=long.amount,
        spend_hi=is_below.ifelse(long.step, long.amount),
        spend_kind=ibis.cases(
            (long.amount.isnull(), "unknown"), (is_below, "below_step"), else_="rounded"
        ),
        spend_step=long.amount.isnull().ifelse(ibis.null("int64"), long.step),
    )


def _steps(long: ir.Table, references: References) -> ir.Table:
    """By file and currency: the largest step that divides every amount.

    Of few amounts that may be several steps: still a true bound of what was rounded to 0.
    """
    distinct = long.select("file_id", "spend_currency", "amount").distinct()
    found: dict[tuple[str, str], list[int]] = {}
    for row in distinct.to_pyarrow().to_pylist():
        values = found.setdefault((row["file_id"], row["spend_currency"]), [])
        if row["amount"] and row["amount"] > 0:
            values.append(int(row["amount"]))
    rows = []
    for (file_id, currency), values in sorted(found.items()):
        step = math.gcd(*values)
        usual = references.currencies.google_steps.get(currency)
        if usual and len(values) < ENOUGH_AMOUNTS and step % usual == 0:
            step = usual
        rows.append({"file_id": file_id, "spend_currency": currency, "step": step or None})
    return lookup_table(rows, {"file_id": "string", "spend_currency": "string", "step": "int64"})
