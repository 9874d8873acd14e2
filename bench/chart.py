"""What does one chart weigh in a page, and how long is it drawn? Ours against Vega's and Altair's."""

import gzip
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import altair as alt
import pandas as pd
import vl_convert

from bench.report import Table, ratio, size
from generator.charts import weekly_spend
from generator.charts.drawing.svg import render_svg, to_spec

WEEKS = 104
RUNS = 15


def run() -> Table:
    """Draw two years of made-up weeks, each a range, in each way; the ways take turns."""
    first = date(2023, 1, 1)
    frame = pd.DataFrame(
        {
            "week_start_date": [first + timedelta(weeks=n) for n in range(WEEKS)],
            "lo": [float(1000 + 137 * n % 4900) for n in range(WEEKS)],
            "hi": [float(1900 + 137 * n % 4900 + 31 * n % 700) for n in range(WEEKS)],
        }
    )
    chart = weekly_spend.build(frame, "USD")
    whole = alt.Chart.from_dict(to_spec(chart))
    words = {"title": "Weekly spend", "description": "Two years, by week."}
    ways: dict[str, Callable[[], str]] = {
        "ours: SVG, no script": lambda: render_svg(chart, ident="c", **words),
        "Vega's SVG of one width": lambda: vl_convert.vegalite_to_svg(
            to_spec(chart), allowed_base_urls=[]
        ),
        "Altair `to_html()`": whole.to_html,
        "Altair `to_html(inline=True)`": lambda: whole.to_html(inline=True),
    }
    texts = {name: draw() for name, draw in ways.items()}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, draw in ways.items():
            start = time.perf_counter()
            draw()
            times[name].append(time.perf_counter() - start)
    ours = len(next(iter(texts.values())).encode())
    return Table(
        "One chart",
        (
            f"{WEEKS} weeks, each a range",
            "bytes in the page",
            "compressed",
            "files from other hosts",
            "to ours",
            "drawn in",
        ),
        [_row(name, text, ours, median(times[name])) for name, text in texts.items()],
        "All from one Altair chart. Vega's drawing has one width and one light, and its words are "
        "as large as the drawing lets them be; ours follows the width and the colours of the page. "
        "Altair's default loads Vega, Vega-Lite and Vega-Embed from another host before it draws "
        "anything; `inline=True` carries the same three in the page. Both draw in the browser: the "
        f"time is that of writing the page. Times are the median of {RUNS} runs in turns, after a "
        "first that is not counted.",
    )


def _row(name: str, text: str, ours: int, seconds: float) -> tuple[str, ...]:
    raw = text.encode()
    foreign = len(re.findall(r"<script[^>]+src=\"?https?://", text))
    return (
        name,
        size(len(raw)),
        size(len(gzip.compress(raw, 9))),
        str(foreign),
        ratio(len(raw) / ours),
        f"{1000 * seconds:.1f} ms",
    )
