"""Reading back what a chart drew, and the frames that the tests draw."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pandas as pd

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
ACCENT = "var(--pfb-accent,#0f5e57)"
_RECT = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z")
_TRIANGLE = re.compile(r"m-?[\d.]+,-?[\d.]+l-?[\d.]+,-?[\d.]+(?:l-?[\d.]+,-?[\d.]+|h-?[\d.]+)z")


def parse(svg: str) -> Element:
    return ElementTree.fromstring(svg)


def rects(svg: str, fill: str) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of every rectangle with this fill, in the order drawn.

    Lengths in per cent of the plot are turned into units of the drawing.
    """
    drawn = [
        tuple(float(number) for number in found)
        for path in _paths(svg, fill)
        for found in _RECT.findall(path)
    ]
    left, plot = _plot(svg)
    return drawn + [
        (
            left + _length(rect.get("x", ""), plot),
            float(rect.get("y", "")),
            _length(rect.get("width", ""), plot),
            float(rect.get("height", "")),
        )
        for rect in _outside_patterns(svg, "rect")
        if rect.get("fill") == fill
    ]


def _plot(svg: str) -> tuple[float, float]:
    """Where the stretched part of the drawing begins, and how wide it is."""
    for frame in parse(svg).iter(f"{SVG}svg"):
        if frame.get("preserveAspectRatio") == "none":
            left, _, width, _ = frame.get("viewBox", "").split()
            return float(left), float(width)
    return 0.0, 0.0


def _length(text: str, plot: float) -> float:
    return float(text.removesuffix("%")) * plot / 100 if text.endswith("%") else float(text)


def triangles(svg: str, fill: str = ACCENT) -> int:
    return sum(len(_TRIANGLE.findall(path)) for path in _paths(svg, fill))


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def paths(svg: str) -> list[dict[str, str]]:
    """Every path outside patterns, with the attributes that it has or inherits."""
    return _outside_patterns(svg, "path")


def _outside_patterns(svg: str, tag: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def walk(element: Element, inherited: dict[str, str]) -> None:
        own = inherited | element.attrib
        if element.tag == f"{SVG}{tag}":
            found.append(own)
        for child in element:
            if child.tag != f"{SVG}pattern":
                walk(child, own)

    walk(parse(svg), {})
    return found


def _paths(svg: str, fill: str) -> list[str]:
    return [path["d"] for path in paths(svg) if path.get("fill") == fill]


def weeks(
    bounds: list[tuple[float, float]], start: str = "2020-01-05", skip: int = 0
) -> pd.DataFrame:
    """One row a week, with ``skip`` weeks without a row before the last."""
    dates = [pd.Timestamp(start) + pd.Timedelta(weeks=i) for i in range(len(bounds))]
    dates[-1] += pd.Timedelta(weeks=skip)
    return pd.DataFrame(
        {
            "week_start_date": [date.date() for date in dates],
            "lo": [lo for lo, _ in bounds],
            "hi": [hi for _, hi in bounds],
        }
    )


def named(column: str, rows: list[tuple[str, float, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column, "lo", "hi"])
