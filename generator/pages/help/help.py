"""Help whose facts come from the data, the records and the configuration."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.base import Cell, Link, Page, Sample, SearchData, money_cell
from generator.pages.data import SiteData
from generator.pages.help.words import EXAMPLES, KIND_WORDS, LARGE, SUMS
from generator.pages.platform.policy import (
    StepText,
    publication_words,
    status_words,
    step_texts,
)
from generator.reference.platforms import Statement
from generator.text.language import _


@dataclass(frozen=True)
class RangeExample:
    """A kind of amount, with an example."""

    name: str
    """The kind, in words."""
    cell: Cell
    """An amount of the kind, with its bar."""
    meaning: str
    """What the kind means."""
    drawing: str
    """How a chart draws it."""


@dataclass(frozen=True)
class SumExample:
    """A sum, and what it is made of."""

    text: str
    """How the sum is written."""
    note: str
    """Its kind in words. May be empty."""
    meaning: str
    """Which amounts make such a sum."""


@dataclass(frozen=True)
class HelpRangesPage(Page):
    """Context of ``help_ranges.md.j2``: how to read amounts."""

    template = "help_ranges.md.j2"
    samples = (Sample("ranges", "help/ranges/"),)

    examples: tuple[RangeExample, ...] = ()
    """The kinds of amounts."""
    sums: tuple[SumExample, ...] = ()
    """How sums are written."""
    short: str = ""
    """A large amount, cut to three figures."""
    full: str = ""
    """The same amount in full."""


@dataclass(frozen=True)
class HiddenRow:
    """What one platform hides."""

    name: str
    """The short name of the platform."""
    path: str
    """The page of the platform."""
    status: str
    """Whether it takes political ads, in words."""
    publication: str
    """What it publishes, in words."""
    hides: tuple[Statement, ...]
    """What it hides, with sources. Empty if nothing was found."""


@dataclass(frozen=True)
class HelpHiddenPage(Page):
    """Context of ``help_hidden.md.j2``: what each platform hides."""

    template = "help_hidden.md.j2"
    samples = (Sample("what platforms hide", "help/hidden/"),)

    rows: tuple[HiddenRow, ...] = ()
    """The platforms, one row each."""


@dataclass(frozen=True)
class FewerBlock:
    """What readers can do on one platform to see fewer political ads."""

    id: str
    """The id of the platform: the id in the page."""
    name: str
    """The short name of the platform."""
    path: str
    """The page of the platform."""
    status: str
    """Whether it takes political ads, in words."""
    steps: tuple[StepText, ...]
    """What to do there. Empty if nothing was found."""


@dataclass(frozen=True)
class HelpFewerPage(Page):
    """Context of ``help_fewer.md.j2``: how to see fewer political ads."""

    template = "help_fewer.md.j2"
    samples = (Sample("fewer ads", "help/fewer-ads/"),)

    platforms: tuple[FewerBlock, ...] = ()
    """The platforms with steps."""
    others: tuple[FewerBlock, ...] = ()
    """The platforms without any."""


@dataclass(frozen=True)
class HelpErrorsPage(Page):
    """Context of ``help_errors.md.j2``: how to report an error."""

    template = "help_errors.md.j2"
    samples = (Sample("errors", "help/errors/"),)

    project_url: str = ""
    """Where errors are reported. Empty if the configuration names no address."""
    correction_count: int = 0
    """Corrections made so far."""


def help_pages(data: SiteData) -> Iterator[Page]:
    """The help pages besides those that people write."""
    yield _ranges(data)
    yield _hidden(data)
    yield _fewer(data)
    yield _errors(data)


def _common(data: SiteData, name: str, title: str, description: str) -> dict[str, object]:
    return {
        "path": f"help/{name}",
        "title": title,
        "description": description,
        "as_of": data.as_of,
        "sources": (),
        "crumbs": (Link(_("Help"), "help/index"),),
        "search": SearchData(kind=_("Help"), summary=description),
    }


def _ranges(data: SiteData) -> HelpRangesPage:
    large = data.words.money(LARGE, "USD")
    return HelpRangesPage(
        **_common(
            data,
            "ranges",
            _("How to read a range"),
            _(
                "Why many amounts here are ranges, what each kind of amount means, and how charts "
                "draw it."
            ),
        ),
        examples=tuple(
            RangeExample(
                _(name),
                money_cell(
                    data.words.money(EXAMPLES[kind][0], EXAMPLES[kind][1]), EXAMPLES[kind][2]
                ),
                _(meaning),
                _(drawing),
            )
            for kind, (name, meaning, drawing) in KIND_WORDS.items()
        ),
        sums=tuple(
            SumExample(money.text, money.note, _(meaning))
            for (amount, parts), meaning in SUMS
            for money in [data.words.money(amount, "USD", parts=parts)]
        ),
        short=large.short,
        full=large.text,
    )


def _hidden(data: SiteData) -> HelpHiddenPage:
    return HelpHiddenPage(
        **_common(
            data,
            "hidden",
            _("What each platform hides"),
            _(
                "What the archives of each platform do not show, side by side, each with its source."
            ),
        ),
        rows=tuple(
            HiddenRow(
                _(record.name),
                f"platforms/{record.id}",
                status_words(record),
                publication_words(record),
                record.hides,
            )
            for record in data.facts.platforms.records
        ),
    )


def _fewer(data: SiteData) -> HelpFewerPage:
    blocks = [
        FewerBlock(
            record.id,
            _(record.name),
            f"platforms/{record.id}",
            status_words(record),
            step_texts(record.see_fewer),
        )
        for record in data.facts.platforms.records
    ]
    return HelpFewerPage(
        **_common(
            data,
            "fewer-ads",
            _("How to see fewer political ads"),
            _(
                "Steps on each platform for seeing fewer political ads, with the source and the date "
                "of each."
            ),
        ),
        platforms=tuple(block for block in blocks if block.steps),
        others=tuple(block for block in blocks if not block.steps),
    )


def _errors(data: SiteData) -> HelpErrorsPage:
    path = data.facts.config.reference_dir / "corrections.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        count = len(list(csv.DictReader(stream)))
    return HelpErrorsPage(
        **_common(
            data,
            "errors",
            _("How to report an error"),
            _("What to give when something here is wrong, where it goes, and what happens then."),
        ),
        project_url=data.facts.config.project_url,
        correction_count=count,
    )
