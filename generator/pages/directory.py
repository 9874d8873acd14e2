"""Which sponsors get a page of their own, and where the others are found."""

from collections.abc import Iterator, Mapping

from generator.config import Thresholds
from generator.pages.addresses import anchor, letter_of, sort_key, sponsor_path
from generator.pages.data import SiteData


class Directory:
    """Where each sponsor is found: its page, or its row in the A–Z lists."""

    def __init__(self, data: SiteData, thresholds: Thresholds, page_size: int) -> None:
        self._paged = _earns_page(data, thresholds)
        self.names: Mapping[str, str] = data.facts.sponsors["sponsor_name"].to_dict()
        self.sponsor_of: Mapping[str, str] = data.facts.sponsor_of
        """By payer: the sponsor. Payers of earlier builds are among them."""
        letters: dict[str, list[str]] = {}
        for sponsor_id in sorted(self.names, key=lambda key: sort_key(self.names[key], key)):
            letters.setdefault(letter_of(self.names[sponsor_id]), []).append(sponsor_id)
        self.lists: dict[str, list[list[str]]] = {
            letter: [members[i : i + page_size] for i in range(0, len(members), page_size)]
            for letter, members in sorted(
                letters.items(), key=lambda item: (item[0] == "other", item[0])
            )
        }
        self._rows = {
            sponsor_id: f"sponsors/a-z/{letter}-{number}"
            for letter, pages in self.lists.items()
            for number, members in enumerate(pages, start=1)
            for sponsor_id in members
        }

    @property
    def paged(self) -> list[str]:
        """The sponsors with a page, sorted by id."""
        return sorted(self._paged)

    def has_page(self, sponsor_id: str) -> bool:
        """True if the sponsor has a page of its own."""
        return sponsor_id in self._paged

    def path(self, sponsor_id: str) -> str:
        """The page, or list page and anchor, of a sponsor; relative, without ending."""
        if sponsor_id in self._paged:
            return sponsor_path(sponsor_id)
        return f"{self._rows[sponsor_id]}#{anchor(sponsor_id)}"

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Addresses that payers had, or may have had, as sponsors of their own, and the sponsors
        whose pages they lead to now."""
        for payer_id, sponsor_id in sorted(self.sponsor_of.items()):
            if payer_id != sponsor_id and sponsor_id in self._paged:
                yield sponsor_path(payer_id), sponsor_id

    def row_path(self, sponsor_id: str) -> str:
        """The list page and anchor of a sponsor."""
        return f"{self._rows[sponsor_id]}#{anchor(sponsor_id)}"


def _earns_page(data: SiteData, thresholds: Thresholds) -> set[str]:
    found: set[str] = set()
    for rows in (
        data.facts.advertiser_totals,
        data.facts.window_totals,
        data.facts.window_sums,
        data.facts.ad_sums,
    ):
        limits = rows["spend_currency"].map(lambda code: thresholds.spend.get(code, float("inf")))
        found |= set(rows.loc[rows["lo"] >= limits, "sponsor_id"])
    counts = data.facts.ad_counts
    found |= set(counts.loc[counts["n"] >= thresholds.ads, "sponsor_id"])
    return {sponsor_id for sponsor_id in found if isinstance(sponsor_id, str)}
