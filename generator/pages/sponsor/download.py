"""The CSV of a sponsor page: the rows behind it, each with its file and line."""

from collections.abc import Mapping, Sequence

import pandas as pd

from generator.pages.base import Download
from generator.pages.data import SiteData
from generator.pages.words import iso, text_or_none

Row = Mapping[str, object]
DOWNLOAD_HEADS = (
    "row_kind", "platform", "archive", "scope", "payer_id", "payer_name", "advertiser_name", "place_code",
    "window_name", "start_date", "end_date", "spend_lo", "spend_hi", "spend_kind", "spend_currency",
    "impressions_lo", "impressions_hi", "ad_id", "snapshot_id", "file", "line",
)  # fmt: skip


def sponsor_download(
    data: SiteData, path: str, observations: Sequence[Row], ads: Sequence[Row]
) -> Download:
    """The rows of the store that the page of a sponsor is made of."""
    files = data.facts.files
    rows = []
    for row in observations:
        rows.append(
            ("reported", row["platform"], row["archive"], row["scope"], row["payer_id"], text_or_none(row["payer_name"]),
             text_or_none(row["advertiser_name"]), text_or_none(row["place_code"]), text_or_none(row["window_name"]),
             iso(row["period_start_date"]), iso(row["period_end_date"]), *_spend(row), "", "", "",
             row["snapshot_id"], files[row["file_id"]].path, row["line"])
        )  # fmt: skip
    for row in ads:
        rows.append(
            ("ad", row["platform"], row["archive"], "ad", row["payer_id"], text_or_none(row["payer_name"]),
             text_or_none(row["advertiser_name"]), text_or_none(row["country_codes"]), "",
             iso(row["first_shown_date"]), iso(row["last_shown_date"]), *_spend(row),
             _whole(row["impressions_lo"]), _whole(row["impressions_hi"]), row["ad_id"],
             row["snapshot_id"], files[row["file_id"]].path, row["line"])
        )  # fmt: skip
    return Download(f"{path}.csv", DOWNLOAD_HEADS, tuple(rows))


def _spend(row: Row) -> tuple[object, ...]:
    return (
        _whole(row["spend_lo"]),
        _whole(row["spend_hi"]),
        row["spend_kind"],
        text_or_none(row["spend_currency"]),
    )


def _whole(value: object) -> object:
    if value is None or pd.isna(value):
        return ""
    return int(value) if float(value).is_integer() else float(value)
