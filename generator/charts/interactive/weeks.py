"""The interactive view of amounts by week: bars over time, of which a part is shown.

The signals ``from`` and ``to`` say which weeks are seen. Every week answers to the pointer in its
whole height, and the numbered dates of the drawing stand above it.
"""

from datetime import date

from generator.charts import amounts, dates, theme, weekly_spend
from generator.charts.gaps import Gaps
from generator.charts.interactive.marks import Row, arrow, bar, hit_area, number, spec
from generator.charts.theme import TEXT_SIZE, Token, estimate_width
from generator.charts.week_marks import Marks

_DAY = 86_400_000
_LINE = 15
"""The height of a line of numbers above the bars."""
_RIGHT = 44
"""Half of the widest date, "30 Nov 2020", beside the plot."""
_LABEL = 90
"""The width in pixels that a date needs on the axis, with the space behind it."""


def weeks_spec(
    rows: list[Row],
    currency: str,
    marks: Marks = (),
    span: weekly_spend.Span = (),
    gaps: Gaps = (),
) -> dict[str, object]:
    """The specification. ``span`` is the first and the last day that is shown at first, unless the
    weeks begin earlier or end later."""
    for row in rows:
        start = number(row["start"])
        row |= {"end": start + 6 * _DAY, "after": start + 7 * _DAY, "middle": start + 3 * _DAY}
    first = number(rows[0]["start"])
    end = number(rows[-1]["start"]) + 7 * _DAY
    if span:
        first, end = min(first, _day(span[0])), max(end, _day(span[1]))
    largest = max(number(row["hi"]) for row in rows)
    lines = _in_lines(marks, first, end)
    top = 4 + _LINE * max((number(line["line"]) + 1 for line in lines), default=0)
    scale: Row = {
        "type": "utc",
        "nice": False,
        "domainMin": {"expr": "from"},
        "domainMax": {"expr": "to"},
    }
    x: Row = {"field": "start", "type": "temporal", "title": None, "scale": scale, "axis": _axis()}
    y: Row = {
        "type": "quantitative",
        "scale": {"domain": [0, largest], "range": [{"expr": "height"}, top], "nice": False},
        "title": None,
        "axis": {
            "values": [0, *amounts.nice_ticks(largest)],
            "labelExpr": f"'{amounts.currency_prefix(currency)}' + format(datum.value, ',')",
        },
    }
    between: Row = {"x": x, "x2": {"field": "end"}}
    whole: Row = {"x": x, "x2": {"field": "after"}, "y": {"value": 0}, "y2": {"value": "height"}}
    return spec(
        rows,
        weekly_spend.HEIGHT,
        [
            *(_numbers(lines, x) if lines else ()),
            *(_gaps(gaps, x)),
            hit_area() | {"encoding": whole},
            bar("exact") | {"encoding": between | {"y": y | {"field": "lo"}, "y2": {"datum": 0}}},
            bar("range")
            | {"encoding": between | {"y": y | {"field": "hi"}, "y2": {"field": "lo"}}},
            arrow(0) | {"encoding": {"x": x | {"field": "middle"}, "y": y | {"field": "lo"}}},
        ],
        [{"name": "from", "value": first}, {"name": "to", "value": end}],
        _RIGHT,
    )


def _gaps(gaps: Gaps, x: Row) -> list[Row]:
    """Days that no copy covers, behind the bars: there are no hatches here, so they are pale."""
    if not gaps:
        return []
    rows = [{"gap": _day(begin), "gap_end": _day(after)} for begin, after in gaps]
    places = {"x": x | {"field": "gap"}, "x2": {"field": "gap_end"}}
    mark = {"type": "rect", "color": Token.GRID, "opacity": 0.6, "clip": True}
    whole = {"y": {"value": 0}, "y2": {"value": "height"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": places | whole}]


def _day(text: object) -> int:
    return dates.to_milliseconds(date.fromisoformat(str(text)))


def _axis() -> Row:
    """A date has its year, and where days are told apart its day; it stands in the middle below
    its tick, for which there is room at the right end too."""
    words = "utcFormat(datum.value, to - from > {} ? '%b %Y' : '%-d %b %Y')"
    return {
        "grid": False,
        "tickCount": {"expr": f"max(3, floor(width / {_LABEL}))"},
        "labelExpr": words.format(150 * _DAY),
        "labelOverlap": "greedy",
        "labelSeparation": 8,
        "labelFlush": False,
    }


def _in_lines(marks: Marks, first: float, end: float) -> list[Row]:
    """The marks, each in the lowest line in which its number touches none before it, even in the
    narrowest place. Looked at closer they are farther apart."""
    pixels = (theme.NARROW_WIDTH / 2) / max(end - first, 1)
    rights: list[float] = []
    found = []
    for text, label in sorted((str(text), str(label)) for text, label in marks):
        half = estimate_width(label, TEXT_SIZE) / 2 + 2
        place = (_day(text) - first) * pixels
        line = next((n for n, right in enumerate(rights) if right <= place - half), len(rights))
        rights[line : line + 1] = [place + half]
        found.append({"day": _day(text), "number": label, "line": line})
    return found


def _numbers(lines: list[Row], x: Row) -> list[Row]:
    data = {"values": lines}
    where = x | {"field": "day"}
    high = {"expr": f"{_LINE} * datum.line + 12"}
    rule = {"type": "rule", "color": Token.MUTED, "strokeDash": [2, 5], "strokeWidth": 2}
    text = {"type": "text", "align": "center", "fontWeight": 700, "color": Token.INK, "clip": True}
    return [
        {
            "data": data,
            "mark": rule | {"clip": True, "y": {"expr": f"{_LINE} * datum.line + 16"}},
            "encoding": {"x": where, "y2": {"value": "height"}},
        },
        {
            "data": data,
            "mark": text | {"y": high},
            "encoding": {"x": where, "text": {"field": "number", "type": "nominal"}},
        },
    ]
