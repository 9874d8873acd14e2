"""What the picture says that other sites show beside a link to a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

FIGURES = 3
"""Amounts that fit on a card."""


@dataclass(frozen=True)
class CardFigure:
    """One amount of a card: where it is from, the amount in short, what it covers."""

    label: str
    amount: str
    detail: str


@dataclass(frozen=True)
class Card:
    """The words of a card. ``figures`` are facts of their own and are never added."""

    kind: str
    name: str
    figures: tuple[CardFigure, ...] = ()
    note: str = ""


class Amount(Protocol):
    """What :class:`generator.pages.words.Money` has of use here. A card needs nothing of the rest,
    so that the processes that draw cards load little."""

    @property
    def short(self) -> str:
        """The amount with millions cut to three figures."""

    @property
    def note(self) -> str:
        """Its kind in words; may be empty."""


class Total(Protocol):
    """What :class:`generator.pages.base.Figure` has of use here."""

    @property
    def label(self) -> str:
        """Where the amount is from."""

    @property
    def money(self) -> Amount:
        """The amount."""

    @property
    def detail(self) -> str:
        """What it covers."""


def card_figures(totals: Iterable[Total]) -> tuple[CardFigure, ...]:
    """The first amounts of a page."""
    return tuple(
        CardFigure(
            total.label,
            total.money.short,
            " · ".join(filter(None, (total.money.note, total.detail))),
        )
        for total in islice(totals, FIGURES)
    )
