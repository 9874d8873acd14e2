"""Archives that do not say which ads are political: only ads of sponsors known elsewhere are kept."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from generator.ingest.recognise import Recognised

REASON = "its advertiser is no sponsor in another archive, and this one has no mark for politics"
_NAMES = ("payer_name", "advertiser_name")


def known_names(sightings: ir.Table) -> ir.Table:
    """The names of payers and advertisers, each once, as :func:`known_key` spells them."""
    keys = [
        sightings.filter(sightings[name].notnull()).select(key=known_key(sightings[name]))
        for name in _NAMES
    ]
    found = keys[0].union(keys[1]).distinct()
    return found.filter(found.key != "")


def known_key(name: ir.StringValue) -> ir.StringValue:
    """A name in lower case, with single spaces for all that is no letter or digit."""
    return name.lower().re_replace(r"[^\p{L}\p{N}]+", " ").strip()


def keep_known(
    tables: Mapping[str, Sequence[ir.Table]], known: ir.Table, items: Sequence[Recognised]
) -> dict[str, list[ir.Table]]:
    """The rows of ads whose payer or advertiser is known. The others are noted as rejected.

    ``items`` are the files of these tables, each of whose rows is one ad.
    """
    ads = ibis.union(*tables["ads"]) if len(tables["ads"]) > 1 else tables["ads"][0]
    is_known = [
        known_key(ads[name]).isin(known.key).fill_null(False)
        for name in _NAMES
        if name in ads.columns
    ]
    lines = ads.select("file_id", "line", is_known=ibis.or_(*is_known))
    kept = lines.filter(lines.is_known).select("file_id", "line")
    by_id = {item.file.file_id: item for item in items}
    left_out = lines.filter(~lines.is_known).order_by(["file_id", "line"])
    for row in left_out.to_pyarrow().to_pylist():
        by_id[row["file_id"]].rejections.append((int(row["line"]), REASON))
    return {
        name: [rows.semi_join(kept, ["file_id", "line"]) for rows in found]
        for name, found in tables.items()
    }
