"""What belongs to the ads of a list: choices of the buyer, texts, delivery. One query for each."""

from collections.abc import Mapping, Sequence

from generator.pages.data import SiteData
from generator.store.tables import frame, table_of_rows

Row = Mapping[str, object]
Key = tuple[str, str]


class AdParts:
    """The parts of some ads (rows of the store's table ``ads``), by file and id.

    ``absent`` are, by file, the choices and fields for which its columns are missing; ``notes``, by
    path and line, what is noted about a row.
    """

    def __init__(self, data: SiteData, ads: Sequence[Row]) -> None:
        self._data = data
        self._wanted = sorted({(row["file_id"], row["ad_id"]) for row in ads})
        self.choices = {key: _once(rows) for key, rows in self._load("targeting").items()}
        self.texts = self._load("ad_texts")
        self.deliveries = self._load("deliveries")
        self.absent = data.facts.absent_fields
        self.notes = data.facts.row_notes

    def _load(self, name: str) -> dict[Key, list[Row]]:
        if not self._wanted or not self._data.facts.store.count(name):
            return {}
        wanted = table_of_rows(self._wanted, {"file_id": "string", "ad_id": "string"})
        rows = self._data.facts.store.table(name).semi_join(wanted, ["file_id", "ad_id"])
        found: dict[Key, list[Row]] = {}
        for row in frame(rows).to_dict("records"):
            found.setdefault((row["file_id"], row["ad_id"]), []).append(row)
        return found


def _once(choices: Sequence[Row]) -> list[Row]:
    """Several rows of a file may be about one ad, and repeat what was chosen."""
    first: dict[tuple[object, ...], Row] = {}
    for row in sorted(choices, key=lambda row: row["line"]):
        first.setdefault((row["dimension"], row["is_excluded"], row["choice_text"]), row)
    return list(first.values())
