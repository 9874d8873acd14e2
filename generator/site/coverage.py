"""The part of the store that a site covers: the sponsors who were active in some places.

``places`` of ``paidforby.toml`` are codes of countries and of their parts (``US-TX``, ``DE``). A
sponsor is covered if an archive has an amount of it for one of them, or an ad that was aimed at one
or is listed in one. Everything that the archives have of a covered sponsor stays, from every place,
so that its page is whole; of the others nothing does. What belongs to no sponsor stays: the
platforms' own totals of places, which are compared with each other, the registers and the files.
Ads whose payer is not known go, except those of a collection.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import ibis
import ibis.expr.types as ir

from generator.adapters import archive_facts
from generator.errors import ConfigError
from generator.schema import TABLES
from generator.schema.archive_facts import ids_of
from generator.store.tables import Engine, Store, StoreWriter

_AD_PARTS = ("ad_texts", "ad_places", "excluded_places", "targeting", "deliveries")
_STAMP = "covered.json"
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def covered(store: Store, places: Sequence[str], folder: Path) -> Store:
    """The store that the pages are written from: narrowed to ``places``, in ``folder``, or as it is
    if none are named. What was narrowed before from the same rows is taken again."""
    if not places:
        return store
    unknown = [place for place in places if not _CODE.fullmatch(place)]
    if unknown:
        raise ConfigError(
            f"paidforby.toml: places holds {unknown[0]!r}. Give codes of ISO 3166, such as DE for a "
            "country or US-TX for a state."
        )
    stamp = json.dumps(
        {"places": sorted(places), "tables": store.manifest["tables"]}, sort_keys=True
    )
    stamp_path = folder / _STAMP
    if stamp_path.is_file() and stamp_path.read_text(encoding="utf-8") == stamp:
        return Store.open(folder)
    shutil.rmtree(folder, ignore_errors=True)
    engine = Engine()
    tables = {name: engine.read(store.path(name)) for name in TABLES}
    sponsors = engine.keep("covered", sponsors_in(tables, places))
    if not (_has_rows(sponsors) or _has_rows(_totals_of(tables, places))):
        raise ConfigError(
            f"paidforby.toml: no sponsor in these archives was active in {', '.join(places)}. The "
            "data dictionary and data/reference/places.toml say how places are written."
        )
    keep = _kept(tables, sponsors)
    writer = StoreWriter(folder, engine)
    for name, rows in tables.items():
        writer.write(name, [keep.get(name, lambda same: same)(rows)])
    writer.finish(is_demo=bool(store.manifest["is_demo"]), roots=store.roots)
    found = writer.publish()
    stamp_path.write_text(stamp, encoding="utf-8")
    return found


def _has_rows(rows: ir.Table) -> bool:
    return bool(int(rows.count().to_pyarrow().as_py()))


def _totals_of(tables: Mapping[str, ir.Table], places: Sequence[str]) -> ir.Table:
    """The platforms' own totals of the places: they are something to show without a sponsor."""
    rows = tables["spend_observations"]
    return rows.filter(is_covered(rows.place_code, places))


def is_covered(code: ir.StringColumn, places: Sequence[str]) -> ir.BooleanColumn:
    """A place that is named, or a part of one."""
    return ibis.or_(*(code.startswith(f"{place}-") | (code == place) for place in places))


def sponsors_in(tables: Mapping[str, ir.Table], places: Sequence[str]) -> ir.Table:
    """The ids of the sponsors who were active in the places."""
    spent, ads, where = tables["spend_observations"], tables["ads"], tables["ad_places"]
    by_amount = spent.filter(is_covered(spent.place_code, places)).select("sponsor_id")
    # The places of an ad may stand in another file than the ad.
    here = where.filter(is_covered(where.place_code, places)).select("platform", "ad_id").distinct()
    by_ad = ads.semi_join(here, ["platform", "ad_id"]).select("sponsor_id")
    both = by_amount.union(by_ad)
    return both.filter(both.sponsor_id.notnull()).distinct()


def _kept(
    tables: Mapping[str, ir.Table], sponsors: ir.Table
) -> dict[str, Callable[[ir.Table], ir.Table]]:
    """By table: what stays of its rows. Tables that are not named stay whole."""

    def of_sponsors(rows: ir.Table) -> ir.Table:
        return rows.semi_join(sponsors, "sponsor_id")

    def of_sponsors_or_of_none(rows: ir.Table) -> ir.Table:
        return of_sponsors(rows).union(rows.filter(rows.sponsor_id.isnull()))

    files = tables["files"]
    whole = files.filter(
        files.archive.isin(ids_of(archive_facts(), lambda one: one.is_collection))
    ).select("file_id")
    ads = tables["ads"]
    kept_ads = of_sponsors(ads).union(
        ads.anti_join(sponsors, "sponsor_id").semi_join(whole, "file_id")
    )
    ad_keys = kept_ads.select("platform", "ad_id").distinct()
    payers = tables["payers"]
    own = of_sponsors(payers).select("payer_id")

    def of_payers(rows: ir.Table) -> ir.Table:
        first, second = (own.rename({name: "payer_id"}) for name in ("payer_a", "payer_b"))
        return rows.semi_join(first, "payer_a").semi_join(second, "payer_b")

    kept: dict[str, Callable[[ir.Table], ir.Table]] = {
        name: of_sponsors for name, rows in tables.items() if "sponsor_id" in rows.columns
    }
    return {
        **kept,
        "ads": lambda _rows: kept_ads,
        **{name: lambda rows: rows.semi_join(ad_keys, ["platform", "ad_id"]) for name in _AD_PARTS},
        "spend_observations": of_sponsors_or_of_none,
        "payer_links": of_payers,
    }
