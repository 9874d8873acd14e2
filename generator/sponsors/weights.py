"""What each kind of evidence weighs, and from where a link is made: the one place for both.

The model is that of Fellegi and Sunter: for each thing compared, ``m`` is how often payers that
are the same agree that way, ``u`` how often two payers picked at random do. Their ratio is the
weight of the agreement; the weights of a pair are multiplied, with the odds that two payers
picked at random are one.
"""

import math
from dataclasses import dataclass
from datetime import date

NUMBER_STRENGTH = 0.999
MAPPING_STRENGTH = 0.998
NAME_STRENGTH = 0.99
"""Strengths of the links that need no model, in the order of their weight."""


@dataclass(frozen=True)
class Level:
    """One way in which two payers compare: in words for a reader, and what it weighs."""

    words: str
    condition: str
    m: float
    u: float

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
