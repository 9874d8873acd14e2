"""The Explore page: its form. What it finds is read in the browser, from generator.explore's files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.base import Page, Sample, SearchData
from generator.pages.data import SiteData
from generator.reference.places import order_of
from generator.text.amounts import currency_sign
from generator.text.language import _

Choice = tuple[str, str]
"""A value as it stands in the address, and its name."""


@dataclass(frozen=True)
class CurrencyChoice:
    """A currency that amounts can be filtered by."""

    code: str
    """Its code (ISO 4217)."""
    name: str
    """Its name."""
    sign: str
    """What stands before an amount, perhaps with a space."""


@dataclass(frozen=True)
class ExplorePage(Page):
    """Context of ``explore.md.j2``: the choices of each filter are those that rows have."""

    template = "explore.md.j2"
    samples = (
        Sample("explore", "explore/"),
        Sample("explore totals", "explore/?kind=spend&q=demo"),
    )

    ad_count: int = 0
    """Ads that can be filtered."""
    spend_count: int = 0
    """Totals of the platforms' own that can be filtered."""
    platforms: tuple[Choice, ...] = ()
    """(id, short name) of the platforms."""
    places: tuple[tuple[Choice, tuple[Choice, ...]], ...] = ()
    """Countries with their parts: ((code, name), parts), each part (code, name)."""
    formats: tuple[str, ...] = ()
    """The formats of ads; an empty text for those without one."""
    scopes: tuple[str, ...] = ()
    """What the totals cover: values of ``scope`` in the store."""
    currencies: tuple[CurrencyChoice, ...] = ()
    """The currencies of the amounts."""


def explore_page(data: SiteData, index: Mapping[str, object]) -> ExplorePage:
    """``index`` is what generator.explore wrote."""
    ads, spend = index["ads"], index["spend"]
    return ExplorePage(
        path="explore/index",
        title=_("Explore"),
        description=_(
            "Filter all ads and all published totals by date, amount, platform, place, sponsor, format "
            "and words; share the view, or take its rows as CSV."
        ),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind=_("Page"), summary=_("Filter all ads and all published totals")),
        ad_count=int(ads["count"]),
        spend_count=int(spend["count"]),
        platforms=tuple(
            sorted(((code, data.platform_name(code)) for code in index["platforms"]), key=_by_name)
        ),
        places=_places(data, index["places"]),
        formats=tuple(sorted(ads["labels"])),
        scopes=tuple(sorted(spend["labels"])),
        currencies=_currencies(data, [code for code in index["currencies"] if code]),
    )


def _by_name(choice: Choice) -> tuple[str, str]:
    return order_of(choice[1]).casefold(), choice[0]


def _places(data: SiteData, codes: Iterable[str]) -> tuple[tuple[Choice, tuple[Choice, ...]], ...]:
    parts: dict[str, list[Choice]] = {}
    for code in sorted(set(codes)):
        country, _mark, region = code.partition("-")
        own = parts.setdefault(country, [])
        if region:
            own.append((code, data.facts.places.name(code)))
    countries = sorted(((code, data.facts.places.name(code)) for code in parts), key=_by_name)
    return tuple((choice, tuple(sorted(parts[choice[0]], key=_by_name))) for choice in countries)


def _currencies(data: SiteData, codes: Sequence[str]) -> tuple[CurrencyChoice, ...]:
    found = [
        CurrencyChoice(code, data.facts.currencies.name(code), currency_sign(code))
        for code in codes
    ]
    return tuple(sorted(found, key=lambda item: _by_name((item.code, item.name))))
