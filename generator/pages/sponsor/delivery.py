"""To whom and where a sponsor's ads were shown, where an archive says so. Not what was chosen."""

from collections.abc import Mapping, Sequence

import pandas as pd

from generator.pages.ad.ads import group_words
from generator.pages.ad.parts import AdParts
from generator.pages.ad.targeting_words import (
    DELIVERY_COLUMNS,
    delivery_caption,
    from_to,
    people_from_to,
)
from generator.pages.base import Cell, TableBlock, told
from generator.pages.data import SiteData
from generator.text.amounts import share_words

Row = Mapping[str, object]
SHOWN_DELIVERIES = 12


def deliveries_of(data: SiteData, ads: Sequence[Row], parts: AdParts) -> tuple[TableBlock, ...]:
    """By platform: to whom and where ads were shown, with the span of their shares. Shares of
    several ads are never added: how much each weighs is not published."""
    found: dict[str, dict[str, list[tuple[bool, float]]]] = {}
    counted: dict[str, set[str]] = {}
    for ad in ads:
        platform = str(ad["platform"])
        for row in parts.deliveries.get((str(ad["file_id"]), str(ad["ad_id"])), ()):
            is_share = not pd.isna(row["share"])
            value = row["share"] if is_share else row["people_count"]
            if pd.isna(value):
                continue
            values = found.setdefault(platform, {}).setdefault(group_words(data, row), [])
            values.append((is_share, float(str(value))))
            counted.setdefault(platform, set()).add(str(ad["ad_id"]))
    return tuple(
        _delivery_table(data.platform_name(platform), groups, len(counted[platform]))
        for platform, groups in sorted(found.items())
    )


def _delivery_table(
    platform: str, groups: Mapping[str, Sequence[tuple[bool, float]]], ads: int
) -> TableBlock:
    ranked = sorted(
        groups.items(),
        key=lambda item: (-len(item[1]), -max(value for _is, value in item[1]), item[0]),
    )
    shown = ranked[:SHOWN_DELIVERIES]
    return TableBlock(
        delivery_caption(platform, ads, len(shown), len(ranked)),
        told(DELIVERY_COLUMNS),
        tuple(
            (
                Cell(name),
                Cell(f"{len(values):,}", sort=len(values), is_number=True),
                Cell(_span(values), sort=max(value for _is, value in values), is_number=True),
            )
            for name, values in shown
        ),
        (1, 2),
    )


def _span(values: Sequence[tuple[bool, float]]) -> str:
    shares = sorted(value for is_share, value in values if is_share)
    people = sorted(value for is_share, value in values if not is_share)
    words = [from_to(share_words(shares[0]), share_words(shares[-1]))] if shares else []
    if people:
        words.append(people_from_to(int(people[0]), int(people[-1])))
    return "; ".join(words)
