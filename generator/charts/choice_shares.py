"""Shares of the ads by what their buyer chose: groups of bars, each against the whole.

The line under a bar is as long as all of the ads. Bars do not add up: one ad may have
several choices of a group. Columns of the frame:

=================  ==========================================================================
group              the kind of choice, such as ``Ages``; its rows stand together
choice             what was chosen
ad_count           ads with this choice
is_none            True for the ads without any choice of this kind: the bar is grey
=================  ==========================================================================
"""

import altair as alt
import pandas as pd

from generator.charts import frames, layers, names, theme
from generator.text import amounts

COLUMNS = ("group", "choice", "ad_count", "is_none")
WIDTH = 640
MOST = 30
_ROW, _HEAD, _BETWEEN = 38, 24, 12
_NAME, _COUNT = 13, 30
_BAR_TOP, _BAR_BOTTOM = 20, 30
_GAP = 8
_BOLD = 1.12
"""How much wider a word in bold is."""


def is_drawable(frame: pd.DataFrame) -> bool:
    """Whether anything was chosen at all."""
    frames.require_columns(frame, COLUMNS)
    return bool(((frame["ad_count"] > 0) & ~frame["is_none"].astype(bool)).any())


def build(frame: pd.DataFrame, ads: int) -> alt.LayerChart:
    """The chart of ``ads`` ads. Raises ValueError for counts that cannot be a part of them."""
    if not is_drawable(frame):
        raise ValueError("a chart of choices needs one choice at least")
    if len(frame) > MOST:
        raise ValueError(f"{len(frame)} rows: {MOST} at the most can be read as bars")
    if not frame["ad_count"].between(0, ads).all():
        raise ValueError(f"a choice cannot have fewer ads than 0 or more than all {ads}")
    words = [share_words(int(count), ads) for count in frame["ad_count"]]
    widest = max(theme.estimate_width(text, theme.TEXT_SIZE) for text in words)
    length = int(WIDTH - widest - _GAP)
    records, heads, height = _records(frame, words, ads, length)
    bar = {"x": "left", "x2": "chosen", "y": "top", "y2": "bottom"}
    count = {"x": "length", "y": "count_y", "text": "count"}
    shown = [
        layers.layer("bar", "rows", bar | {"x2": "length", "y": "track"}, fill=theme.GRID),
        layers.layer("bar", "rows", bar),
        layers.layer("bar", "rows", bar | {"x2": "none"}, fill=theme.MUTED),
        *layers.names("rows", records),
        layers.layer("text", "rows", count, fill=theme.MUTED, dx=_GAP),
        *layers.names("heads", heads, fontWeight=700),
    ]
    datasets = {"rows": records, "heads": heads}
    right = WIDTH - length
    return layers.chart(shown, datasets, width=length, height=height, right=right)


def share_words(count: int, whole: int) -> str:
    """``61 %``; a share that rounds to none or to all says so."""
    return amounts.share_words(count / whole)


def _records(
    frame: pd.DataFrame, words: list[str], ads: int, length: int
) -> tuple[layers.Rows, layers.Rows, int]:
    records: layers.Rows = []
    heads: layers.Rows = []
    y, before = 0, None
    for row, text in zip(frame.to_dict("records"), words, strict=True):
        if row["group"] != before:
            before = row["group"]
            above = _BETWEEN if y else 0
            head = names.by_place(str(before), theme.TEXT_SIZE * _BOLD)
            heads.append({"name_y": y + above + _NAME, **head})
            y += above + _HEAD
        end = round(length * int(row["ad_count"]) / ads, 1)
        records.append(
            {
                **names.by_place(str(row["choice"])),
                "count": text,
                "left": 0,
                "length": length,
                "chosen": 0 if row["is_none"] else end,
                "none": end if row["is_none"] else 0,
                "name_y": y + _NAME,
                "count_y": y + _COUNT,
                "top": y + _BAR_TOP,
                "track": y + _BAR_BOTTOM - 2,
                "bottom": y + _BAR_BOTTOM,
            }
        )
        y += _ROW
    return records, heads, y
