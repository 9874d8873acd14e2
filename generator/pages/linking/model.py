"""The model on the page: what it compares, its scale, and one link worked out step by step."""

from dataclasses import dataclass

import ibis

from generator.pages.base import Cell, Column, Link, TableBlock
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.linking.found import said
from generator.pages.linking.words import (
    about,
    how_often,
    odds_weight,
    percent,
    signed,
    times_words,
)
from generator.pages.words import day
from generator.sponsors.weights import COMPARISONS, RANDOM_MATCH, THRESHOLDS, Comparison, Level
from generator.store.tables import frame
from generator.text.language import _

_PRIOR = odds_weight(RANDOM_MATCH)
_CLOSE = 1e-4
"""The store holds six digits of a probability."""


@dataclass(frozen=True)
class ComparisonText:
    """One thing that the model compares in two payers."""

    title: str
    """What is compared."""
    may_be_missing: bool
    """Whether it may be unknown of one of them: it counts nothing then."""
    levels: TableBlock
    """What can be found, how often it is found in the same payer and in others, and its weight."""


@dataclass(frozen=True)
class Scale:
    """The model's scale in words: shares with their weights."""

    random: str
    """How often two payers picked at random are one, in words."""
    random_weight: str
    """The same as a weight: where a pair begins."""
    link: str
    """From which probability on payers are joined, in per cent."""
    link_weight: str
    """What the findings must weigh together for it."""
    suggest: str
    """From which probability on a link is suggested, in per cent."""
    suggest_weight: str
    """What the findings must weigh together for it."""
    measured_on: str
    """The day on which the limits were measured, in words."""
    measurement: str
    """What was measured, in words."""


@dataclass(frozen=True)
class WorkedExample:
    """A link of the model, step by step."""

    names: tuple[tuple[str, str], ...]
    """(name, platform) of both payers."""
    compared: str
    """The two names as they were compared."""
    sponsor: Link
    """The sponsor that they are."""
    steps: TableBlock
    """What was found in each comparison, with its weight."""
    sum_weight: str
    """The weights added up, with a sign."""
    odds: str
    """The odds that they are one: so many to 1."""
    probability: str
    """The same as a probability, in per cent."""


def comparison_texts() -> tuple[ComparisonText, ...]:
    """Every comparison with its levels, from the closest agreement down."""
    return tuple(_comparison(comparison) for comparison in COMPARISONS)


def model_scale() -> Scale:
    """Where a pair begins, and what it takes to be suggested or joined."""
    return Scale(
        random=how_often(RANDOM_MATCH),
        random_weight=signed(_PRIOR),
        link=percent(THRESHOLDS.link),
        link_weight=signed(odds_weight(THRESHOLDS.link) - _PRIOR),
        suggest=percent(THRESHOLDS.suggest),
        suggest_weight=signed(odds_weight(THRESHOLDS.suggest) - _PRIOR),
        measured_on=day(THRESHOLDS.measured_on_date),
        measurement=_(THRESHOLDS.measurement),
    )


def worked_example(data: SiteData, directory: Directory) -> WorkedExample | None:
    """The link of the model with the most things compared, the surest of them, best of two payers
    whose names differ; None without one.

    A link whose weights do not make its probability was made with other weights and is no example.
    """
    links = data.facts.store.table("payer_links")
    links = links.filter((links.evidence == "model") & (links.status == "linked"))
    rows = frame(links.order_by([ibis.desc("strength"), "payer_a", "payer_b"])).to_dict("records")
    found = [(row, levels_in(str(row["detail"]))) for row in rows]
    found = [(row, levels) for row, levels in found if makes(levels, float(row["strength"]))]
    if not found:
        return None
    payers = data.facts.store.table("payers")
    ends = {str(row[side]) for row, _ in found for side in ("payer_a", "payer_b")}
    known = frame(payers.filter(payers.payer_id.isin(sorted(ends))))
    known = known.set_index("payer_id").to_dict("index")

    def worth(item: tuple) -> tuple[bool, int]:
        one, other = (str(known[item[0][side]]["payer_name"]) for side in ("payer_a", "payer_b"))
        return one.casefold() != other.casefold(), len(item[1])

    row, levels = max(found, key=worth)
    sides = [known[row["payer_a"]], known[row["payer_b"]]]
    sponsor_id = str(sides[0]["sponsor_id"])
    weight = _weight_of(levels)
    return WorkedExample(
        names=tuple((str(s["payer_name"]), data.platform_name(s["platform"])) for s in sides),
        compared=said(str(row["detail"]).partition("”: ")[0] + "”"),
        sponsor=Link(directory.names[sponsor_id], directory.path(sponsor_id)),
        steps=_steps(levels),
        sum_weight=signed(weight),
        odds=about(2**weight),
        probability=percent(float(row["strength"])),
    )


def levels_in(detail: str) -> tuple[tuple[Comparison, Level], ...]:
    """What the comparisons found, read from the words of a link."""
    return tuple(
        (comparison, level)
        for comparison in COMPARISONS
        for level in comparison.levels
        if f"{comparison.words}: {level.words} (" in detail
    )


def makes(levels: tuple[tuple[Comparison, Level], ...], strength: float) -> bool:
    """True if the weights of the levels make this probability."""
    return abs(1 / (1 + 2 ** -_weight_of(levels)) - strength) < _CLOSE


def _weight_of(levels: tuple[tuple[Comparison, Level], ...]) -> float:
    return _PRIOR + sum(level.weight for _, level in levels)


def _comparison(comparison: Comparison) -> ComparisonText:
    words = _(comparison.words)
    title = words[:1].upper() + words[1:]
    rows = tuple(
        (
            Cell(_(level.words), sort=position),
            Cell(how_often(level.m), sort=level.m, is_number=True),
            Cell(how_often(level.u), sort=level.u, is_number=True),
            *_weight(level.weight),
        )
        for position, level in enumerate(comparison.levels)
    )
    columns = (
        Column("found", _("Found")),
        Column("same", _("Same")),
        Column("others", _("Others")),
        Column("weight", _("Weight")),
        Column("it_makes_them", _("It makes them")),
    )
    caption = _("{title}: what is found, how often, and what it weighs", title=title)
    return ComparisonText(title, bool(comparison.missing), TableBlock(caption, columns, rows, (1, 2, 3)))  # fmt: skip


def _steps(levels: tuple[tuple[Comparison, Level], ...]) -> TableBlock:
    """The weights that are added up."""
    first = (Cell(_("nothing yet")), Cell(_("two payers at random")), *_weight(_PRIOR))
    rows = tuple(
        (Cell(_(comparison.words)), Cell(_(level.words)), *_weight(level.weight))
        for comparison, level in levels
    )
    columns = (
        Column("compared", _("Compared")),
        Column("found", _("Found")),
        Column("weight", _("Weight")),
        Column("it_makes_them", _("It makes them")),
    )
    return TableBlock(_("The weights of this link"), columns, (first, *rows), (2,))


def _weight(weight: float) -> tuple[Cell, Cell]:
    number = Cell(signed(weight), sort=weight, is_number=True)
    return number, Cell(times_words(weight), sort=weight)
