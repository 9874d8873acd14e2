"""The results as Markdown tables."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """One benchmark: its question, a table, and what has to be known to read it."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def markdown(self) -> str:
        """The section of the report; numbers stand right."""
        lines = [f"## {self.title}", "", _row(self.heads)]
        lines.append(_row(["---", *["--:"] * (len(self.heads) - 1)]))
        lines += [_row(row) for row in self.rows]
        if self.note:
            lines += ["", self.note]
        return "\n".join(lines) + "\n"


def seconds(value: float) -> str:
    """``0.42 s``, ``8.3 s``, ``2 min 31 s``."""
    if value >= 60:
        return f"{int(value) // 60} min {int(value) % 60} s"
    return f"{value:.2f} s" if value < 1 else f"{value:.1f} s"


def size(value: float) -> str:
    """``680 B``, ``41 kB``, ``11.2 MB``, ``1.61 GiB`` (memory-like sizes from a gibibyte on)."""
    if value >= 2**30:
        return f"{value / 2**30:.2f} GiB"
    if value >= 1e6:
        return f"{value / 1e6:.1f} MB"
    return f"{value / 1e3:.0f} kB" if value >= 1e3 else f"{value:.0f} B"


def ratio(value: float) -> str:
    """``3.2 ×``."""
    return f"{value:.1f} ×" if value < 10 else f"{value:.0f} ×"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
