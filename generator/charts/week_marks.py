"""Dated marks over the weeks of a chart: a dotted line and a number each, explained beside it.

A mark is its date (YYYY-MM-DD) and its number. Marks whose numbers would touch on a narrow screen
share one label, such as ``2–4``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from generator.charts import layers, theme

Marks = Sequence[Sequence[object]]
_GAP = 16.0
"""Between two labels, in units of the drawing: about six pixels on a phone."""


@dataclass(frozen=True)
class MarkPlan:
    """Where the weeks are drawn, in units of the plot; ``left`` is the room beside it."""

    first: date
    end: date
    left: float
    right: float
    size: float

    def place(self, day: date) -> float:
        """The horizontal place of a day."""
        share = (day - self.first).days / max((self.end - self.first).days, 1)
        return round(share * self.right, 1)


def mark_records(marks: Marks, plan: MarkPlan) -> tuple[layers.Rows, layers.Rows]:
    """Rows of the lines, and rows of their labels. Raises ValueError for a date outside."""
    placed = []
    for text, number in marks:
        day = date.fromisoformat(str(text))
        if not plan.first <= day <= plan.end:
            raise ValueError(f"the mark {number} of {day} is outside {plan.first} to {plan.end}")
        placed.append((plan.place(day), int(str(number))))
    placed.sort()
    lines: layers.Rows = [{"px": place} for place, _ in placed]
    groups: list[list[tuple[float, int]]] = []
    for place, number in placed:
        if groups and _right(groups[-1], plan.size) + _GAP > place - _half(str(number), plan.size):
            groups[-1].append((place, number))
        else:
            groups.append([(place, number)])
    labels = [_label(group, plan) for group in groups]
    return lines, labels


def mark_layers(top: float, bottom: float) -> list[alt.Chart]:
    """The lines and the labels, from the data sets ``marks`` and ``mark_labels``."""
    lines: layers.Places = {"x": "px", "y": top, "y2": bottom}
    texts: layers.Places = {"x": "px", "y": top - 6, "text": "text"}
    return [
        layers.layer("rule", "marks", lines, stroke=theme.MUTED, strokeDash=[2, 5], strokeWidth=2),
        layers.layer("text", "mark_labels", texts, align="center", fontWeight=700),
    ]


def _label(group: list[tuple[float, int]], plan: MarkPlan) -> dict[str, object]:
    text = _words([number for _, number in group])
    half = _half(text, plan.size)
    middle = (group[0][0] + group[-1][0]) / 2
    most = plan.right - half if plan.left + plan.right > 2 * half else middle
    return {"px": round(min(max(middle, half - plan.left), most), 1), "text": text}


def _words(numbers: list[int]) -> str:
    ordered = sorted(numbers)
    if len(ordered) == 1:
        return str(ordered[0])
    is_run = ordered[-1] - ordered[0] == len(ordered) - 1
    return f"{ordered[0]}–{ordered[-1]}" if is_run else ", ".join(map(str, ordered))


def _half(text: str, size: float) -> float:
    return theme.estimate_width(text, size) / 2


def _right(group: list[tuple[float, int]], size: float) -> float:
    middle = (group[0][0] + group[-1][0]) / 2
    return middle + _half(_words([number for _, number in group]), size)
