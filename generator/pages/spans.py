"""Days from one to another, as a condition on the rows behind a figure."""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both of them in it."""

    first: date
    last: date

    def holds(self, column: ir.Column) -> ir.BooleanValue:
        """The condition that a day of a column lies in the span."""
        return (column >= self.first) & (column <= self.last)
