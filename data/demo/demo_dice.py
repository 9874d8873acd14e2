"""Repeatable choices for the made-up archive set.

Whole numbers only: floating-point functions may differ in the last digit between
machines, and the written files must be the same everywhere.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
SEED = "paidforby-demo-1"


class Dice:
    """A seeded source of whole numbers; each purpose has its own, so that edits stay local."""

    def __init__(self, purpose: str) -> None:
        self._random = random.Random(f"{SEED}:{purpose}")

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self._random.getrandbits(48) % (high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.between(0, len(items) - 1)]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Up to `count` different items, in the order of `items`."""
        left = list(range(len(items)))
        taken: list[int] = []
        while left and len(taken) < count:
            taken.append(left.pop(self.between(0, len(left) - 1)))
        return [items[place] for place in sorted(taken)]

    def chance(self, percent: int) -> bool:
        """True in about `percent` of 100 calls."""
        return self.between(1, 100) <= percent

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included."""
        return first + timedelta(days=self.between(0, (last - first).days))

    def digits(self, count: int) -> str:
        """A string of decimal digits."""
        return "".join(str(self.between(0, 9)) for _ in range(count))

    def split(self, total: int, parts: int) -> list[int]:
        """Divide a total into uneven whole parts, a few large and many small."""
        weights = [self.between(1, 40) ** 2 for _ in range(parts)]
        shares = [total * weight // sum(weights) for weight in weights]
        shares[0] += total - sum(shares)
        return shares
