"""The sponsors that spent most, as ranges; the caller sorts, ranks and cuts the list.

One currency, one row each, drawn in the order of the frame. Columns of the frame:

========  =================================================================================
name      the name of the sponsor, as it is published; long names are shortened
lo        lower bound; NaN where no amount was published
hi        upper bound; NaN where it is open
========  =================================================================================
"""

import altair as alt
import pandas as pd

from generator.charts.range_bars import RangeBars

_BARS = RangeBars(name_column="name", fewest=2, most=20)
COLUMNS = _BARS.columns


def is_drawable(frame: pd.DataFrame) -> bool:
    """Whether there are two rows at least with a known amount, one of them above 0."""
    return _BARS.is_drawable(frame)


def build(frame: pd.DataFrame, currency: str) -> alt.LayerChart:
    """The chart; ``currency`` is the code of the one currency. Raises ValueError for bad input."""
    return _BARS.build(frame, currency)
