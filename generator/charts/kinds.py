"""The kinds of charts, by the names that pages use, and where each is built.

A new kind is a function of a frame that returns :func:`generator.charts.layers.chart`, an entry
here, and an example in the test that compares drawings with Vega's.

A chart is imported when the first of its kind is built: with it comes Altair, for which no page
without a chart should wait.
"""

import importlib
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt

KINDS: Mapping[str, str] = {
    "choice_shares": "choice_shares:build",
    "monthly_ads": "monthly_ads:build",
    "places_bars": "range_bars:PLACES.build",
    "places_tiles": "places_tiles:build",
    "platform_split": "range_bars:PLATFORMS.build",
    "top_sponsors": "range_bars:SPONSORS.build",
    "weekly_ads": "weekly_spend:build_ads",
    "weekly_spend": "weekly_spend:build",
}
"""The module in this package and the function, by kind. Its first argument is the frame."""


def require_kind(kind: str) -> None:
    """Raise ValueError, with the kinds that there are, unless this is one."""
    if kind not in KINDS:
        raise ValueError(f"no chart {kind!r}: the charts are {', '.join(sorted(KINDS))}")


def builder(kind: str) -> "Callable[..., alt.LayerChart]":
    """The function that builds charts of this kind."""
    require_kind(kind)
    module, _, function = KINDS[kind].partition(":")
    found: Callable[..., alt.LayerChart] = attrgetter(function)(
        importlib.import_module(f"generator.charts.{module}")
    )
    return found
