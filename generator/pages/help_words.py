"""What the help pages say of each kind of amount."""

from generator.ranges import Range, RangeKind

KIND_WORDS = {
    RangeKind.EXACT: (
        "Exact",
        "The platform gave this number.",
        "A solid bar.",
    ),
    RangeKind.ROUNDED: (
        "Rounded",
        "The platform rounded to a step. The true number is near it.",
        "A solid bar; the words beside it say the step.",
    ),
    RangeKind.BELOW_STEP: (
        "Below the step",
        "The platform wrote 0, but there were ads: more than nothing, less than one step.",
        "Hatched from nothing to one step.",
    ),
    RangeKind.BUCKET: (
        "Range",
        "The platform gave a lower and an upper bound. The true number lies between them; where, "
        "nobody outside the platform knows.",
        "Solid to the lower bound, hatched to the upper.",
    ),
    RangeKind.AT_LEAST: (
        "Open range",
        "The platform gave only a lower bound. The true number may be much larger.",
        "Solid to the lower bound, then hatched, ending in an arrow.",
    ),
    RangeKind.AT_MOST: (
        "Upper bound",
        "The platform gave only an upper bound. The true number may be zero.",
        "Hatched from nothing to the bound.",
    ),
    RangeKind.UNKNOWN: (
        "Not published",
        "The platform gave no number. It is not zero, and it counts in no total.",
        "No bar.",
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
        "Three ads at $100 each: exact amounts make an exact sum.",
    ),
    (
        (Range(3000, 3000, RangeKind.ROUNDED), 3),
        "Three amounts of $1,000, each rounded: the sum is about this much.",
    ),
    (
        (Range(300, 1497, RangeKind.BUCKET), 3),
        "Three ads at $100–$499 each: at least $300 and at most $1,497 together.",
    ),
    (
        (Range(100_200, None, RangeKind.AT_LEAST), 3),
        "Two ads at $100–$499 and one at $100,000 or more: at least $100,200, and nobody can say "
        "how much more.",
    ),
    (
        (Range(0, 300, RangeKind.AT_MOST), 3),
        "Three amounts of $100 or less each: $300 or less together, perhaps nothing.",
    ),
)
"""Sums, of how many amounts, and what they are made of."""

LARGE = Range(61_234_500, 61_234_500, RangeKind.EXACT)
"""An amount that is cut to millions where it stands large."""
