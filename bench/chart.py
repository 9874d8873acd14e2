"""What does one chart weigh in a page? Our static SVG against Altair's own HTML."""

import re
from datetime import date, timedelta

import altair as alt
import pandas as pd

from bench.report import Table, ratio, size
from generator.charts import weekly_spend
from generator.charts.drawing.svg import render_svg, to_spec

WEEKS = 104


def run() -> Table:
    """Draw two years of made-up weeks, each a range, in each way."""
    first = date(2023, 1, 1)
    frame = pd.DataFrame(
        {
            "week_start_date": [first + timedelta(weeks=n) for n in range(WEEKS)],
            "lo": [float(1000 + 137 * n % 4900) for n in range(WEEKS)],
            "hi": [float(1900 + 137 * n % 4900 + 31 * n % 700) for n in range(WEEKS)],
        }
    )
    chart = weekly_spend.build(frame, "USD")
    ours = render_svg(chart, ident="c", title="Weekly spend", description="Two years, by week.")
    whole = alt.Chart.from_dict(to_spec(chart))
    default, inline = whole.to_html(), whole.to_html(inline=True)
    foreign = len(re.findall(r"<script[^>]+src=\"?https?://", default))
    return Table(
        "One chart",
        (f"{WEEKS} weeks, each a range", "bytes in the page", "files from other hosts", "to ours"),
        [
            _row("ours: SVG, no script", ours, 0, ours),
            _row("Altair `to_html()`", default, foreign, ours),
            _row("Altair `to_html(inline=True)`", inline, 0, ours),
        ],
        "The default loads Vega, Vega-Lite and Vega-Embed from another host before it draws "
        "anything; `inline=True` carries the same three in the page.",
    )


def _row(name: str, text: str, foreign: int, ours: str) -> tuple[str, ...]:
    return (
        name,
        size(len(text.encode())),
        str(foreign),
        ratio(len(text.encode()) / len(ours.encode())),
    )
