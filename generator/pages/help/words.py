"""What the help pages say of each kind of amount."""

from generator.schema.ranges import Range, RangeKind
from generator.text.language import mark

KIND_WORDS = {
    RangeKind.EXACT: (
        mark("Exact"),
        mark("The platform gave this number."),
        mark("A solid bar."),
    ),
    RangeKind.ROUNDED: (
        mark("Rounded"),
        mark("The platform rounded to a step. The true number is near it."),
        mark("A solid bar; the words beside it say the step."),
    ),
    RangeKind.BELOW_STEP: (
        mark("Below the step"),
        mark("The platform wrote 0, but there were ads: more than nothing, less than one step."),
        mark("Hatched from nothing to one step."),
    ),
    RangeKind.BUCKET: (
        mark("Range"),
        mark(
            "The platform gave a lower and an upper bound. The true number lies between them; where, "
            "nobody outside the platform knows."
        ),
        mark("Solid to the lower bound, hatched to the upper."),
    ),
    RangeKind.AT_LEAST: (
        mark("Open range"),
        mark("The platform gave only a lower bound. The true number may be much larger."),
        mark("Solid to the lower bound, then hatched, ending in an arrow."),
    ),
    RangeKind.AT_MOST: (
        mark("Upper bound"),
        mark("The platform gave only an upper bound. The true number may be zero."),
        mark("Hatched from nothing to the bound."),
    ),
    RangeKind.UNKNOWN: (
        mark("Not published"),
        mark("The platform gave no number. It is not zero, and it counts in no total."),
        mark("No bar."),
    ),
}
"""By kind: its name, what it means, how a chart draws it."""

EXAMPLES = {
    RangeKind.EXACT: (Range(1200, 1200, RangeKind.EXACT), "USD", 2000),
    RangeKind.ROUNDED: (Range(1000, 1000, RangeKind.ROUNDED, 100), "USD", 2000),
    RangeKind.BELOW_STEP: (Range(0, 100, RangeKind.BELOW_STEP, 100), "USD", 200),
    RangeKind.BUCKET: (Range(100, 499, RangeKind.BUCKET), "USD", 600),
    RangeKind.AT_LEAST: (Range(100_000, None, RangeKind.AT_LEAST), "USD", 200_000),
    RangeKind.AT_MOST: (Range(0, 100, RangeKind.AT_MOST), "EUR", 200),
    RangeKind.UNKNOWN: (Range(None, None, RangeKind.UNKNOWN), "USD", 0),
}
"""By kind: an amount, its currency, and the amount at which its bar would be full."""

SUMS = (
    (
        (Range(300, 300, RangeKind.EXACT), 3),
        mark("Three ads at $100 each: exact amounts make an exact sum."),
    ),
    (
        (Range(3000, 3000, RangeKind.ROUNDED), 3),
        mark("Three amounts of $1,000, each rounded: the sum is about this much."),
    ),
    (
        (Range(300, 1497, RangeKind.BUCKET), 3),
        mark("Three ads at $100–$499 each: at least $300 and at most $1,497 together."),
    ),
    (
        (Range(100_200, None, RangeKind.AT_LEAST), 3),
        mark(
            "Two ads at $100–$499 and one at $100,000 or more: at least $100,200, and nobody can say "
            "how much more."
        ),
    ),
    (
        (Range(0, 300, RangeKind.AT_MOST), 3),
        mark("Three amounts of $100 or less each: $300 or less together, perhaps nothing."),
    ),
)
"""Sums, of how many amounts, and what they are made of."""

LARGE = Range(61_234_500, 61_234_500, RangeKind.EXACT)
"""An amount that is cut to millions where it stands large."""
