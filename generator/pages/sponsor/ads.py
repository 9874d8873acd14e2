"""The ads of all sponsors with a page, loaded once: rows, words, choices, places and texts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from generator.pages.ad.ads import AdItem, ad_items
from generator.pages.ad.parts import AdParts
from generator.pages.base import TableBlock
from generator.pages.data import SiteData
from generator.pages.sponsor.ads_file import MOST_ADS, AdsFile, ads_file, with_own_anchors
from generator.pages.sponsor.delivery import deliveries_of
from generator.pages.sponsor.targeting import Targeting, targeting_of
from generator.store.tables import frame

Row = Mapping[str, object]
_TEXT_ORDER = ("body", "title", "description", "caption")


class AdShelf:
    """What the pages say of ads, by sponsor."""

    def __init__(self, data: SiteData, sponsor_ids: Sequence[str]) -> None:
        self._data = data
        self._rows = self._load_rows(sponsor_ids)
        everything = [row for rows in self._rows.values() for row in rows]
        self._parts = AdParts(data, everything)
        self._places, self._chosen = self._load_places()
        self._most = max(MOST_ADS, data.facts.config.ads_per_page)

    def rows(self, sponsor_id: str) -> list[dict[str, object]]:
        """All listed ads of a sponsor, the newest first."""
        return self._rows.get(sponsor_id, [])

    def items(self, sponsor_id: str) -> tuple[AdItem, ...]:
        """The newest ads in words: those of the page and of the file beside it."""
        rows = self.rows(sponsor_id)[: self._most]
        return with_own_anchors(ad_items(self._data, rows, self._parts))

    def linked(
        self, sponsor_id: str, linked: Collection[str], shown: Sequence[AdItem]
    ) -> tuple[AdItem, ...]:
        """Ads to which other pages lead and that are not among those ``shown``, each once."""
        rows = [row for row in self.rows(sponsor_id) if row["ad_id"] in linked]
        known = {item.anchor for item in shown}
        found = {item.anchor: item for item in ad_items(self._data, rows, self._parts)}
        return tuple(item for anchor, item in found.items() if anchor not in known)

    def file(self, sponsor_id: str, path: str, items: Sequence[AdItem]) -> AdsFile | None:
        """The file beside the page."""
        rows = self.rows(sponsor_id)
        held = rows[: len(items)]
        texts = [self._text(row) for row in held]
        places = [self._places.get(_line(row), ()) for row in held]
        return ads_file(self._data, path, rows, items, places, texts)

    def places(self, sponsor_id: str) -> Iterator[Sequence[str]]:
        """Of each ad, the places that the buyer chose or that the archive lists."""
        return (self._places.get(_line(row), ()) for row in self.rows(sponsor_id))

    def targeting(self, sponsor_id: str, ident: str) -> tuple[Targeting, ...]:
        """What the buyers chose, over all ads."""
        return targeting_of(self._data, self.rows(sponsor_id), self._parts, self._chosen, ident)

    def deliveries(self, sponsor_id: str) -> tuple[TableBlock, ...]:
        """To whom and where the ads were shown."""
        return deliveries_of(self._data, self.rows(sponsor_id), self._parts)

    def _load_rows(self, sponsor_ids: Sequence[str]) -> dict[str, list[dict[str, object]]]:
        rows = self._data.facts.store.table("ads")
        rows = rows.filter(rows.sponsor_id.isin(list(sponsor_ids)) & rows.is_latest)
        ordered: pd.DataFrame = frame(rows).sort_values(
            ["first_shown_date", "ad_id"], ascending=[False, True], na_position="last"
        )
        found: dict[str, list[dict[str, object]]] = {}
        for row in ordered.to_dict("records"):
            found.setdefault(row["sponsor_id"], []).append(row)
        return found

    def _load_places(self) -> tuple[dict, dict]:
        """By file and line: the codes of all places, sorted; and of those that the buyer chose,
        with whether all of the place was meant, and not only something in it."""
        everything: dict[tuple[str, int], list[str]] = {}
        chosen: dict[tuple[str, int], dict[str, bool]] = {}
        wanted = {_line(row) for rows in self._rows.values() for row in rows}
        rows = self._data.facts.store.table("ad_places")
        rows = rows.select("file_id", "line", "place_code", "basis").order_by(
            ["file_id", "line", "place_code", "basis"]
        )
        for file_id, line, code, basis in frame(rows).itertuples(index=False):
            if (file_id, line) not in wanted:
                continue
            own = everything.setdefault((file_id, line), [])
            if code not in own:
                own.append(code)
            if basis != "listed":
                chosen.setdefault((file_id, line), {})[code] = basis == "targeted"
        return everything, chosen

    def _text(self, row: Row) -> str:
        """The whole text of an ad, of which a list shows the beginning."""
        texts = self._parts.texts.get((str(row["file_id"]), str(row["ad_id"])), ())
        ranked = sorted(texts, key=lambda t: (_TEXT_ORDER.index(t["part"]), t["position"]))
        return " ".join(" ".join(str(text["text"]).split()) for text in ranked)


def _line(row: Row) -> tuple[str, int]:
    return str(row["file_id"]), int(str(row["line"]))
