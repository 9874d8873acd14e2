"""The A–Z lists of all sponsors, their index, and the permalink pages."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.addresses import BUCKETS, anchor, permalink, permalink_bucket
from generator.pages.base import Figure, Link, Page, Sample, SearchData, TableBlock
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.platform.platform import ranking_tables
from generator.pages.rankings import Ranking
from generator.pages.totals import Totals
from generator.sponsors.state_media import state_words
from generator.text.language import _, ngettext

SHOWN_FIGURES = 3
"""Amounts of a sponsor in a list: those of its platforms in turn."""


@dataclass(frozen=True)
class ListRow:
    """A sponsor in a list."""

    name: str
    """Its name."""
    anchor: str
    """Its id in the page."""
    path: str
    """Its own page. Empty if this row is all there is."""
    permalink: str
    """Its permanent address: a path with ``#``."""
    platform: str
    """The platforms that it is on, in words."""
    figures: tuple[Figure, ...]
    """Its first totals. Empty if no total was published."""
    more: str
    """How many further totals there are, in words. May be empty."""
    ads: str
    """How many ads it has, in words. Empty if none is known."""
    note: str
    """That no payer is known, or what a list of state-linked media says. May be empty."""
    is_several: bool = False
    """Whether it is on several platforms."""


@dataclass(frozen=True)
class ListPage(Page):
    """Context of ``sponsor_list.md.j2``: one page of the A–Z lists."""

    template = "sponsor_list.md.j2"
    samples = (
        Sample("letter", "sponsors/a-z/b-1/", "sponsors/a-z/[a-z]-*/"),
        Sample("other scripts", "sponsors/a-z/other-1/", "sponsors/a-z/other-*/"),
    )

    letter: str = ""
    """The letter of the list, in lower case; ``other`` for all other characters."""
    number: int = 1
    """Which page of the letter this is, counted from 1."""
    page_count: int = 1
    """How many pages the letter has."""
    rows: tuple[ListRow, ...] = ()
    """The sponsors of this page."""
    letters: tuple[Link, ...] = ()
    """The first page of each letter."""
    siblings: tuple[Link, ...] = ()
    """The pages of this letter."""

    def permanent_path(self) -> str:
        """None: a sponsor moves to another page of the list when others come before it."""
        return ""


@dataclass(frozen=True)
class IndexPage(Page):
    """Context of ``sponsors.md.j2``: the way into the lists."""

    template = "sponsors.md.j2"
    samples = (Sample("sponsors", "sponsors/"),)

    rankings: tuple[TableBlock, ...] = ()
    """The biggest sponsors of each platform."""
    covered: tuple[str, ...] = ()
    """The places that the site is about, by name. Empty if it covers all."""
    letters: tuple[tuple[str, str, int], ...] = ()
    """(letter in words, path of its first page, number of sponsors)."""
    sponsor_count: int = 0
    """All sponsors."""
    page_count: int = 0
    """Sponsors with a page of their own."""
    platforms: tuple[tuple[str, int], ...] = ()
    """(short name, number of sponsors) of each platform."""
    several_count: int = 0
    """Sponsors on more than one platform."""
    payer_count: int = 0
    """Payers, as the archives name them."""


@dataclass(frozen=True)
class PermalinkPage(Page):
    """Context of ``permalinks.md.j2``: where each payer of one bucket is now."""

    template = "permalinks.md.j2"
    samples = (Sample("permanent addresses", "sponsors/id/9f/", "sponsors/id/*/"),)

    bucket: str = ""
    """Two hexadecimal digits: which payers stand here."""
    rows: tuple[tuple[str, str, str, str], ...] = ()
    """(anchor, payer's name, path of its sponsor, sponsor's name if it is another)."""


def letter_title(letter: str) -> str:
    """``A``, or the name of the list for everything else."""
    return _("0–9 and other scripts") if letter == "other" else letter.upper()


def list_pages(data: SiteData, directory: Directory, totals: Totals) -> Iterator[ListPage]:
    """Every A–Z page."""
    letters = tuple(
        Link(letter_title(letter), f"sponsors/a-z/{letter}-1") for letter in directory.lists
    )
    for letter, pages in directory.lists.items():
        for number, members in enumerate(pages, start=1):
            title = _("Sponsors: {letter}", letter=letter_title(letter))
            if len(pages) > 1:
                title = _(
                    "Sponsors: {letter}, page {number} of {count}",
                    letter=letter_title(letter),
                    number=number,
                    count=len(pages),
                )
            yield ListPage(
                path=f"sponsors/a-z/{letter}-{number}",
                title=title,
                description=_(
                    "Who paid for political ads: {first} to {last}.",
                    first=directory.names[members[0]],
                    last=directory.names[members[-1]],
                ),
                as_of=data.as_of,
                sources=data.archive_sources,
                crumbs=(Link(_("Sponsors"), "sponsors/index"),),
                search=SearchData(
                    kind=_("A–Z list"),
                    summary=ngettext("{count} sponsor", "{count} sponsors", len(members)),
                    entry_kind=_("Sponsor"),
                ),
                letter=letter,
                number=number,
                page_count=len(pages),
                rows=tuple(_row(data, directory, totals, sponsor_id) for sponsor_id in members),
                letters=letters,
                siblings=tuple(
                    Link(f"{i}", f"sponsors/a-z/{letter}-{i}") for i in range(1, len(pages) + 1)
                ),
            )


def _row(data: SiteData, directory: Directory, totals: Totals, sponsor_id: str) -> ListRow:
    sponsor = data.facts.sponsor_rows[sponsor_id]
    found = totals.of(sponsor_id)
    rest = len(found.main) - SHOWN_FIGURES
    labels = data.facts.state_labels.get(sponsor_id, ())
    return ListRow(
        name=sponsor["sponsor_name"],
        anchor=anchor(sponsor_id),
        path=directory.path(sponsor_id) if directory.has_page(sponsor_id) else "",
        permalink=permalink(sponsor_id),
        platform=", ".join(data.platform_names(sponsor_id)),
        figures=found.main[:SHOWN_FIGURES],
        more=ngettext("and {count} more reported amount", "and {count} more reported amounts", rest)
        if rest > 0
        else "",
        ads=ngettext("{count} ad", "{count} ads", found.ad_count) if found.ad_count else "",
        note=" · ".join(
            filter(None, [_note(data, data.facts.payers[sponsor_id]), *map(state_words, labels)])
        ),
        is_several=len(data.facts.sponsor_platforms[sponsor_id]) > 1,
    )


def index_page(data: SiteData, directory: Directory, rankings: Sequence[Ranking] = ()) -> IndexPage:
    """The way into the lists, after the largest of each platform."""
    counts = Counter(code for codes in data.facts.sponsor_platforms.values() for code in codes)
    return IndexPage(
        path="sponsors/index",
        title=_("Sponsors"),
        description=_("Everybody who paid for political ads in the archives, from A to Z."),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(kind=_("List"), summary=_("All sponsors from A to Z")),
        rankings=ranking_tables(directory, (each for each in rankings if each.is_main)),
        covered=data.covered_names,
        letters=tuple(
            (letter_title(letter), f"sponsors/a-z/{letter}-1", sum(map(len, pages)))
            for letter, pages in directory.lists.items()
        ),
        sponsor_count=len(directory.names),
        page_count=len(directory.paged),
        platforms=tuple((data.platform_name(name), n) for name, n in sorted(counts.items())),
        several_count=sum(len(codes) > 1 for codes in data.facts.sponsor_platforms.values()),
        payer_count=int(data.facts.sponsors["payer_count"].sum()),
    )


def permalink_pages(data: SiteData, directory: Directory) -> Iterator[PermalinkPage]:
    """A fixed number of pages that say where each payer, once a sponsor or not, is found now."""
    buckets: dict[str, list[str]] = {f"{number:02x}": [] for number in range(BUCKETS)}
    for payer_id in sorted(directory.sponsor_of):
        buckets[permalink_bucket(payer_id)].append(payer_id)
    names = {
        payer["payer_id"]: str(payer["payer_name"])
        for payers in data.facts.payers.values()
        for payer in payers
    }
    for bucket, members in buckets.items():
        if members:
            yield PermalinkPage(
                path=f"sponsors/id/{bucket}",
                title=_("Permanent addresses {bucket}", bucket=bucket),
                description=_("Where each sponsor is found now."),
                as_of=data.as_of,
                sources=data.archive_sources,
                crumbs=(Link(_("Sponsors"), "sponsors/index"),),
                bucket=bucket,
                rows=tuple(_moved(directory, names, payer_id) for payer_id in members),
            )


def _moved(directory: Directory, names: Mapping[str, str], payer_id: str) -> tuple[str, ...]:
    sponsor_id = directory.sponsor_of[payer_id]
    sponsor_name = directory.names[sponsor_id]
    name = sponsor_name if payer_id == sponsor_id else names.get(payer_id, payer_id)
    other = "" if payer_id == sponsor_id else sponsor_name
    return anchor(payer_id), name, directory.path(sponsor_id), other


def _note(data: SiteData, payers: Sequence[Mapping[str, object]]) -> str:
    if any(payer["identity_basis"] != "page" for payer in payers):
        return ""
    if all(data.facts.names_pages(str(payer["platform"])) for payer in payers):
        return _("page whose ads name no payer")
    return _("account; who paid is not published")
