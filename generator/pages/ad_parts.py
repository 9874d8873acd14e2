"""What belongs to the ads of a list: choices of the buyer, texts, delivery. One query for each."""

from collections.abc import Mapping, Sequence

import ibis

from generator.pages.data import SiteData
from generator.store import frame

Row = Mapping[str, object]
Key = tuple[str, int]


class AdParts:
    """The parts of some ads (rows of the store's table ``ads``), by file and line."""

    def __init__(self, data: SiteData, ads: Sequence[Row]) -> None:
        self._data = data
        self._wanted = sorted({(row["file_id"], int(row["line"])) for row in ads})
        self.choices = self._load("targeting")
        self.texts = self._load("ad_texts")
        self.deliveries = self._load("deliveries")

    def _load(self, name: str) -> dict[Key, list[Row]]:
        if not self._wanted or not self._data.store.count(name):
            return {}
        wanted = ibis.memtable(self._wanted, schema={"file_id": "string", "line": "int64"})
        rows = self._data.store.table(name).semi_join(wanted, ["file_id", "line"])
        found: dict[Key, list[Row]] = {}
        for row in frame(rows).to_dict("records"):
            found.setdefault((row["file_id"], int(row["line"])), []).append(row)
        return found
