"""The rows of the Explore page, newest first: ads, and totals that platforms published.

Of several copies of a row in several snapshots the newest counts (``is_latest``), as on all pages,
and of Google's currency columns the one that the site shows (``is_primary``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from generator.pages.addresses import COLLECTION
from generator.pages.data import SiteData
from generator.store.tables import frame, table_of

UNIT_KEYS = ("sponsor_id", "payer_name", "advertiser_name")
"""Rows with the same three have the same number ``who``."""


@dataclass(frozen=True)
class Kind:
    """A kind of row: its name in addresses and files, a file with the rows in their order, and
    the columns that are shown."""

    name: str
    rows: Path
    shown: tuple[str, ...]
    units: pd.DataFrame
    """The names of each ``who``, in its order."""


AD_COLUMNS = (
    "file_number", "line", "who", "platform", "ad_id", "ad_format", "first_shown_date",
    "last_shown_date", "posted_date", "spend_lo", "spend_hi", "spend_kind", "spend_step",
    "spend_currency", "is_group_first", "impressions_lo", "impressions_hi", "impressions_kind",
    "contest_text", "place_codes", "text", "language_codes", "ad_url", "page",
)  # fmt: skip
SPEND_COLUMNS = (
    "file_number", "line", "who", "platform", "scope", "place_code", "place_name", "window_name",
    "period_start_date", "period_end_date", "spend_lo", "spend_hi", "spend_kind", "spend_step",
    "spend_currency", "ad_count",
)  # fmt: skip
HIDDEN_COLUMNS = (
    "first_day", "last_day", "word", "place_list", "searched", "sorted_by", "is_counted",
)  # fmt: skip
"""What the narrow columns and the index of words are made from, besides."""


def files_of(data: SiteData) -> pd.DataFrame:
    """All files with rows, sorted: archive, snapshot, its day, path. A row has the number of its
    file in this order."""
    files = data.facts.store.table("files").select("file_id", "archive", "snapshot_id", "path")
    days = data.facts.store.table("snapshots").select("snapshot_id", "taken_on_date")
    joined = files.inner_join(days, "snapshot_id")
    return frame(joined.order_by(["archive", "snapshot_id", "path", "file_id"]))


def kinds(
    data: SiteData, files: pd.DataFrame, paths: dict[str, str], scratch: Path
) -> Iterator[Kind]:
    """Both kinds of rows. ``paths`` are the addresses of sponsors, by id; ``scratch`` is a folder
    for rows that are worked out: a million would not fit into the engine's memory at once."""
    numbers = table_of(
        {"file_id": files["file_id"], "file_number": range(len(files))},
        {"file_id": "string", "file_number": "int64"},
    )
    rows, units = _with_who(data, _latest_ads(data), paths)
    ads = _ads(data, rows.inner_join(numbers, "file_id"), units, scratch)
    order = [ibis.desc("first_day"), "file_number", "ad_id", "line"]
    columns = dict.fromkeys((*AD_COLUMNS, *HIDDEN_COLUMNS))
    path = scratch / "ads.parquet"
    data.facts.store.stage(ads.select(*columns).order_by(order), path)
    yield Kind("ads", path, AD_COLUMNS, units)
    rows, units = _with_who(data, _latest_observations(data), paths)
    spend = _observations(rows.inner_join(numbers, "file_id"))
    order = [ibis.desc("first_day"), "scope", "place_code", "who", "file_number", "line",
             "spend_currency"]  # fmt: skip
    columns = dict.fromkeys((*SPEND_COLUMNS, *HIDDEN_COLUMNS))
    path = scratch / "spend.parquet"
    data.facts.store.stage(spend.select(*columns).order_by(order), path)
    yield Kind("spend", path, SPEND_COLUMNS, units)


def batches(kind: Kind, size: int) -> Iterator[pa.Table]:
    """All rows in order, in tables of ``size`` rows; the last may be shorter."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    with pq.ParquetFile(kind.rows) as rows:
        for batch in rows.iter_batches(batch_size=size):
            waiting.append(batch)
            count += batch.num_rows
            while count >= size:
                table = pa.Table.from_batches(waiting)
                yield table.slice(0, size)
                rest = table.slice(size)
                waiting, count = rest.to_batches(), rest.num_rows
    if count:
        yield pa.Table.from_batches(waiting)


NO_DAY = -1_000_000
"""Stands for a day that is not known: long before any."""
OPEN_DAY = 1_000_000
"""Stands for an end that is not known."""


def _latest_ads(data: SiteData) -> ir.Table:
    rows = data.facts.store.table("ads")
    return rows.filter(rows.is_latest)


def _latest_observations(data: SiteData) -> ir.Table:
    rows = data.facts.store.table("spend_observations")
    return rows.filter(rows.is_latest & rows.is_primary)


def _ads(data: SiteData, rows: ir.Table, units: pd.DataFrame, scratch: Path) -> ir.Table:
    keys = ["file_id", "line"]
    places = data.facts.store.table("ad_places").select(*keys, "place_code").distinct()
    places = places.group_by(keys).aggregate(
        place_codes=places.place_code.group_concat(" ", order_by=places.place_code)
    )
    places = data.facts.store.stage(places, scratch / "places.parquet")
    rows = rows.left_join(places, keys).drop("file_id_right", "line_right")
    keys = ["file_id", "ad_id"]
    texts = data.facts.store.stage(_texts(data), scratch / "texts.parquet")
    rows = rows.left_join(texts, keys).drop("file_id_right", "ad_id_right")
    pages = table_of(
        {"who": units["who"], "who_page": units["page"]}, {"who": "int64", "who_page": "string"}
    )
    rows = rows.inner_join(pages, "who")
    own = ibis.literal("#ad-") + rows.ad_id.re_replace("[^A-Za-z0-9_-]", "-").substr(0, 64)
    has_page = (rows.who_page != "") & ~rows.who_page.contains("#")
    first = rows.first_shown_date.fill_null(rows.posted_date)
    last = ibis.ifelse(rows.first_shown_date.isnull(), rows.posted_date, rows.last_shown_date)
    first_day, last_day = _days(first, NO_DAY), _days(last, OPEN_DAY)
    last_day = ibis.ifelse(first_day == NO_DAY, NO_DAY, last_day)
    is_swapped = rows.is_end_before_start
    collections = data.facts.archives_where(lambda one: one.is_collection)
    return rows.mutate(
        **_amounts(rows),
        first_day=ibis.ifelse(is_swapped, ibis.least(first_day, last_day), first_day),
        last_day=ibis.ifelse(is_swapped, ibis.greatest(first_day, last_day), last_day),
        # A page of its own for collections, an anchor of the sponsor's page for others.
        page=ibis.cases(
            (rows.archive.isin(collections), ibis.literal(f"{COLLECTION}/ads/") + rows.ad_id),
            (has_page, rows.who_page + own),
            else_=rows.who_page,
        ),
        ad_url=rows.ad_url.fill_null(rows.creative_url),
        searched=_joined(rows, "text", "contest_text", "committee_text", "beneficiary_name"),
        sorted_by=rows.impressions_lo.cast("float64"),
        word=rows.ad_format.fill_null(""),
        place_list=rows.place_codes.fill_null(""),
        is_counted=rows.is_group_first,
    )


def _texts(data: SiteData) -> ir.Table:
    """All that an ad says, in the order of its parts."""
    rows = data.facts.store.table("ad_texts")
    keys = ["file_id", "ad_id"]
    # Most ads have one text, and putting several together takes long.
    counts = rows.group_by(keys).aggregate(n=rows.count())
    several = counts.filter(counts.n > 1)
    single = rows.anti_join(several, keys).select(*keys, "text")
    rows = rows.semi_join(several, keys)
    parts = ("body", "title", "description")
    rank = ibis.cases(*((rows.part == part, place) for place, part in enumerate(parts)), else_=9)
    joined = rows.text.group_concat("\n", order_by=[rank, rows.line, rows.position])
    return single.union(rows.group_by(keys).aggregate(text=joined))


def _observations(rows: ir.Table) -> ir.Table:
    has_day = rows.period_start_date.notnull()
    return rows.mutate(
        **_amounts(rows),
        first_day=_days(rows.period_start_date, NO_DAY),
        last_day=ibis.ifelse(has_day, _days(rows.period_end_date, OPEN_DAY), NO_DAY),
        searched=ibis.literal(""),
        sorted_by=ibis.null("float64"),
        word=rows.scope,
        place_list=rows.place_code.fill_null(""),
        is_counted=ibis.literal(True),
    )


def _days(column: ir.Value, missing: int) -> ir.Value:
    return column.epoch_seconds().floordiv(86_400).cast("int32").fill_null(missing)


def _amounts(rows: ir.Table) -> dict[str, ir.Value]:
    return {name: rows[name].cast("float64") for name in ("spend_lo", "spend_hi", "spend_step")}


def _joined(rows: ir.Table, *names: str) -> ir.Value:
    found = rows[names[0]].fill_null("")
    for name in names[1:]:
        found = found + " " + rows[name].fill_null("")
    return found


def _with_who(
    data: SiteData, rows: ir.Table, paths: dict[str, str]
) -> tuple[ir.Table, pd.DataFrame]:
    """With the number ``who`` of its names; numbers of one sponsor follow each other."""
    texts = {f"unit_{name}": rows[name].fill_null("") for name in UNIT_KEYS}
    rows = rows.mutate(**texts)
    units = frame(rows.group_by(list(texts)).aggregate(n=rows.count()).order_by(list(texts)))
    units = units.rename(columns={f"unit_{name}": name for name in UNIT_KEYS})
    units["who"] = range(len(units))
    names = data.facts.sponsors["sponsor_name"].to_dict()
    ids = units["sponsor_id"].tolist()
    units["sponsor_name"] = [names.get(key, "") for key in ids]
    units["page"] = [paths.get(key, "") for key in ids]
    numbers = table_of(
        {"who": units["who"], **{f"unit_{name}": units[name] for name in UNIT_KEYS}},
        {"who": "int64", **dict.fromkeys(texts, "string")},
    )
    return rows.inner_join(numbers, list(texts)), units
