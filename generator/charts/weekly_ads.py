"""Ads that ran in each week: counts, not money. Columns of the frame:

=================  ==========================================================================
week_start_date    the first day of the week (a Sunday), one row each
ad_count           ads that ran on one day of the week at least
=================  ==========================================================================
"""

import altair as alt
import pandas as pd

from generator.charts import frames, weekly_spend
from generator.charts.week_axes import axis_of
from generator.charts.week_marks import Marks

COLUMNS = ("week_start_date", "ad_count")


def is_drawable(frame: pd.DataFrame) -> bool:
    """Whether there are two weeks at least, one of them with an ad."""
    frames.require_columns(frame, COLUMNS)
    return len(frame) >= 2 and bool((frame["ad_count"] > 0).any())


def build(
    frame: pd.DataFrame,
    marks: Marks = (),
    span: weekly_spend.Span = (),
    beside: weekly_spend.Beside = (),
    gaps: weekly_spend.Gaps = (),
) -> alt.LayerChart:
    """The chart; ``marks`` are dates and numbers, ``span``, ``beside`` and ``gaps`` as in
    :func:`weekly_spend.draw`. Raises ValueError for bad input."""
    if not is_drawable(frame):
        raise ValueError("ads by week need two weeks, one of them with an ad")
    rows = pd.DataFrame(
        {
            "week_start_date": frame["week_start_date"],
            "lo": frame["ad_count"],
            "hi": frame["ad_count"],
        }
    )
    return weekly_spend.draw(rows, axis_of(""), marks, span, beside, gaps)
