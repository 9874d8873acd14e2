"""What each kind of evidence weighs, and from where a link is made: the one place for both.

The model is that of Fellegi and Sunter: for each thing compared, ``m`` is how often payers that
are the same agree that way, ``u`` how often two payers picked at random do. Their ratio is the
weight of the agreement; the weights of a pair are multiplied, with the odds that two payers
picked at random are one.
"""

import math
from dataclasses import dataclass
from datetime import date

from generator.text.language import mark

NUMBER_STRENGTH = 0.999
MAPPING_STRENGTH = 0.998
NAME_STRENGTH = 0.99
"""Strengths of the links that need no model, in the order of their weight."""


@dataclass(frozen=True)
class Level:
    """One way in which two payers compare: in words for a reader, and what it weighs.

    ``reason``: why such a pair is suggested and no more, whatever it weighs; it is suggested
    unless one of the comparisons ``against`` found nothing in common.
    """

    words: str
    condition: str
    m: float
    u: float
    reason: str = ""
    against: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """In powers of two: 3 makes a pair eight times as likely to be one, -1 half as likely."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class Comparison:
    """One thing that is compared, from the closest agreement down; ``missing`` counts nothing."""

    name: str
    words: str
    missing: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Thresholds:
    """At ``link`` and above payers are linked, from ``suggest`` on suggested."""

    link: float
    suggest: float
    measured_on_date: date
    measurement: str


COMPARISONS = (
    Comparison(
        "name",
        mark("names that are not equal"),
        "",
        (
            Level(
                mark("the same but for words such as “friends of” and “committee”"),
                "bare_l = bare_r and core_l = core_r and core_l <> ''",
                0.074,
                3.2e-7,
            ),
            Level(mark("the same words in another order"), "bare_l = bare_r", 0.0106, 1.6e-7),
            Level(
                mark("the same but for a year"),
                "timeless_l = timeless_r and core_l = core_r and core_l <> ''",
                0.0106,
                1.0e-6,
                "the names differ in a year",
                ("numbers",),
            ),
            Level(
                mark("one letter apart"), "damerau_levenshtein(key_l, key_r) <= 1", 0.021, 4.8e-7
            ),
            Level(
                mark("the same telling words, but another office or body"),
                "telling_l = telling_r and telling_l <> ''",
                0.19,
                1.8e-5,
            ),
            Level(
                mark("the same but for a first or middle name"),
                "surname_l = surname_r and rest_l = rest_r "
                "and (list_has_all(given_l, given_r) or list_has_all(given_r, given_l))",
                0.0212,
                3.1e-6,
                "the names differ in a first or middle name",
                ("numbers", "regions"),
            ),
            Level(
                mark("very similar"), "jaro_winkler_similarity(key_l, key_r) >= 0.95", 0.016, 2.6e-7
            ),
            Level(mark("other names"), "", 0.66, 1.0),
        ),
    ),
    Comparison(
        "regions",
        mark("states and provinces"),
        "regions_l is null or regions_r is null",
        (
            Level(
                mark("at least one in common"), "list_has_any(regions_l, regions_r)", 0.982, 0.587
            ),
            Level(mark("none in common"), "", 0.018, 0.413),
        ),
    ),
    Comparison(
        "weeks",
        mark("time of activity"),
        "first_date_l is null or first_date_r is null",
        (
            Level(
                mark("at the same time"),
                "first_date_l <= last_date_r and first_date_r <= last_date_l",
                0.49,
                0.54,
            ),
            Level(
                mark("within a year of each other"),
                "first_date_l <= last_date_r + 365 and first_date_r <= last_date_l + 365",
                0.20,
                0.15,
            ),
            Level(mark("more than a year apart"), "", 0.31, 0.31),
        ),
    ),
    Comparison(
        "sites",
        mark("websites that the ads lead to"),
        "sites_l is null or sites_r is null",
        (
            Level(mark("at least one in common"), "list_has_any(sites_l, sites_r)", 0.5, 0.0001),
            Level(mark("none in common"), "", 0.5, 0.9999),
        ),
    ),
    Comparison(
        "numbers",
        mark("regulator's numbers"),
        "not coalesce(list_has_any(spaces_l, spaces_r), false)",
        (
            Level(
                mark("at least one in common"), "list_has_any(numbers_l, numbers_r)", 0.98, 0.00026
            ),
            Level(mark("none in common"), "", 0.02, 0.99974),
        ),
    ),
)
"""From the closest agreement down; the first condition that holds counts. In SQL, with ``_l`` and
``_r`` for the two payers."""
RANDOM_MATCH = 6.1e-6
"""How likely two payers picked at random are one, with names that are not equal: 189 of 30,972,485
pairs of which numbers tell. The weights of names, regions, weeks and numbers were measured on the
same day by ``python -m bench.linking_weights``; so few payers have a website that its weight is
set by hand (half of all that are one share it, one of 10,000 others does)."""
THRESHOLDS = Thresholds(
    link=0.995,
    suggest=0.15,
    measured_on_date=date(2026, 11, 30),
    measurement=mark(
        "In the published archives the numbers of regulators tell of some pairs whether they are "
        "one. Of those whose names are the same but for words such as “friends of”, 14 of 24 were "
        "one; of those one letter apart 4 of 19; very similar 3 of 11; the same words in another "
        "order 2 of 7; the same telling words with another office or body 36 of 599; the same but "
        "for a first or middle name 4 of 101, and for a year 2 of 33. So a likeness of names is "
        "suggested at most, and links only together with a number or a website. From 0.995 on there "
        "were 17 links, all with a number in common and all right; the second threshold lies below "
        "the first four and above the rest. Of these, names that differ in a year or in a first or "
        "middle name only are suggested nevertheless, because a person can easily tell; but not if "
        "their numbers differ, or for the second, if they share no region."
    ),
)
"""From where on the model links and suggests: set from these figures of ``bench``."""
