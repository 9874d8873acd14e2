"""A store of made-up ads, as many as wanted, for the benchmark of the Explore page.

Shaped as the published archives are: a few sponsors with many ads, amounts in ranges, a few places
for each ad, words of very different frequency. The same seed gives the same store.
"""

from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa

from generator.schema import TABLES
from generator.store.tables import Engine, Store, StoreWriter

SEED = 20240229
SPONSORS = 20_000
WORDS = 8_000
PLACES = (
    "US", "US-AZ", "US-CA", "US-CO", "US-FL", "US-GA", "US-IL", "US-MI", "US-NC", "US-NV", "US-NY",
    "US-OH", "US-PA", "US-TX", "US-VA", "US-WI",
)  # fmt: skip
PLATFORMS = ("google", "meta", "snapchat", "x")
BUCKETS = np.array([0, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000])


def make_store(folder: Path, count: int) -> Store:
    """Write a store with ``count`` ads, their places and texts, and their sponsors."""
    random = np.random.default_rng(SEED)
    sponsor = np.minimum(random.zipf(1.3, count), SPONSORS) - 1
    platform = random.integers(0, len(PLATFORMS), count)
    begin = random.integers(17_900, 20_000, count)
    bucket = random.integers(0, len(BUCKETS), count)
    is_exact = platform > 1
    lo = np.where(is_exact, random.integers(1, 200_000, count) / 4, BUCKETS[bucket])
    hi = np.where(is_exact, lo, BUCKETS[np.minimum(bucket + 1, len(BUCKETS) - 1)])
    is_open = ~is_exact & (bucket == len(BUCKETS) - 1)
    shown = random.integers(100, 1_000_000, count)
    lines = np.arange(1, count + 1)
    kinds = np.where(is_exact, "exact", np.where(is_open, "at_least", "bucket"))
    names = np.array([f"Made-up Committee {number:05d}" for number in range(SPONSORS)])
    ids = np.array([f"google/T{number:06d}" for number in range(SPONSORS)])
    ads = pa.table(
        {
            "platform": np.array(PLATFORMS)[platform],
            "archive": np.full(count, "made-up"),
            "ad_id": np.char.add("A", lines.astype(str)),
            "payer_id": ids[sponsor],
            "sponsor_id": ids[sponsor],
            "payer_name": names[sponsor],
            "advertiser_name": names[sponsor],
            "payer_status": np.full(count, "declared"),
            "is_group_first": np.ones(count, bool),
            "ad_format": np.array(["text", "image", "video"])[random.integers(0, 3, count)],
            "first_shown_date": pa.array(begin.astype(np.int32), pa.date32()),
            "last_shown_date": pa.array(
                (begin + random.integers(0, 60, count)).astype(np.int32), pa.date32()
            ),
            "is_end_before_start": np.zeros(count, bool),
            "spend_lo": lo,
            "spend_hi": pa.array(hi, mask=is_open),
            "spend_kind": kinds,
            "spend_currency": np.where(random.random(count) < 0.8, "USD", "EUR"),
            "impressions_lo": shown,
            "impressions_hi": shown,
            "impressions_kind": np.full(count, "exact"),
            "is_never_shown": np.zeros(count, bool),
            "audience_kind": np.full(count, "unknown"),
            "reach_kind": np.full(count, "unknown"),
            "snapshot_id": np.full(count, "made-up@2024"),
            "file_id": np.full(count, "made-up"),
            "line": lines,
            "is_current": np.ones(count, bool),
            "is_latest": np.ones(count, bool),
        }
    )
    tables = {
        "ads": ads,
        "ad_texts": _texts(random, ads),
        "ad_places": _places(random, ads),
        "sponsors": _sponsors(ids, names),
        **_reading(),
    }
    return _write(folder, tables)


def _texts(random: np.random.Generator, ads: pa.Table) -> pa.Table:
    count = ads.num_rows
    words = np.array([f"w{number:04d}" for number in range(WORDS)])
    text = np.full(count, "vote")
    for _ in range(9):
        chosen = np.minimum(random.zipf(1.4, count), WORDS) - 1
        text = np.char.add(np.char.add(text, " "), words[chosen])
    return pa.table(
        {
            "platform": ads["platform"],
            "ad_id": ads["ad_id"],
            "part": np.full(count, "body"),
            "position": np.ones(count, np.int64),
            "text": text,
            "file_id": ads["file_id"],
            "line": ads["line"],
        }
    )


def _places(random: np.random.Generator, ads: pa.Table) -> pa.Table:
    count = ads.num_rows
    return pa.table(
        {
            "platform": ads["platform"],
            "ad_id": ads["ad_id"],
            "place_code": np.array(PLACES)[random.integers(0, len(PLACES), count)],
            "basis": np.full(count, "targeted"),
            "file_id": ads["file_id"],
            "line": ads["line"],
        }
    )


def _sponsors(ids: np.ndarray, names: np.ndarray) -> pa.Table:
    count = len(ids)
    day = pa.array([19_800] * count, pa.date32())
    return pa.table(
        {
            "sponsor_id": ids, "sponsor_name": names, "kind": np.full(count, "unknown"),
            "platform_codes": np.full(count, "google"), "payer_count": np.ones(count, np.int64),
            "row_count": np.ones(count, np.int64), "first_seen_date": day, "last_seen_date": day,
        }
    )  # fmt: skip


def _reading() -> dict[str, pa.Table]:
    """The one snapshot and the one file, with whatever their fields need."""
    known = {
        "snapshot_id": "made-up@2024", "file_id": "made-up", "platform": "google",
        "archive": "made-up", "path": "made-up.csv", "taken_on_precision": "day", "part": "ads",
    }  # fmt: skip
    blank = {"string": "", "int64": 0, "boolean": True}
    found = {}
    for name in ("snapshots", "files"):
        row = {}
        for field in TABLES[name].fields:
            if field.type == "date":
                row[field.name] = pa.array([19_800], pa.date32())
            elif field.name in known or not field.nullable:
                row[field.name] = [known.get(field.name, blank.get(field.type))]
        found[name] = pa.table(row)
    return found


def _write(folder: Path, tables: dict[str, pa.Table]) -> Store:
    writer = StoreWriter(folder, Engine())
    for name in TABLES:
        writer.write(name, [ibis.memtable(tables[name])] if name in tables else [])
    writer.finish(is_demo=False, roots=())
    return writer.publish()
