"""Which payers of a store a reviewed decision means, where it names them and not their ids."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from generator.sponsors.decisions import Decision
from generator.sponsors.names import NameKind, Names
from generator.store.tables import Store, frame


class Namesakes:
    """Finds the payers that a decision means by a name. The names are read when one does."""

    def __init__(self, store: Store, names: Names, payer_ids: AbstractSet[str]) -> None:
        self._store, self._names, self._payer_ids = store, names, payer_ids

    def of(self, decisions: Sequence[Decision]) -> dict[str, list[str]]:
        """By the text of a side that is no id: the payers whose name has the same key."""
        sides = {side for d in decisions for side in (d.payer_a, d.payer_b) if side}
        named = sorted(sides - self._payer_ids)
        return {side: self._with_key(self._names.key(side)) for side in named}

    def _with_key(self, key: str) -> list[str]:
        named = self._keys.get(key, set())
        read = self._names.read
        return sorted({one for one, name in named if read(name).kind is not NameKind.NONE})

    @cached_property
    def _keys(self) -> dict[str, set[tuple[str, str]]]:
        """By the key of a name: the payers that have it, with the name."""
        rows = self._store.table("payer_names")
        own = rows.filter(rows.role == "payer").select("payer_id", "name").distinct()
        found: dict[str, set[tuple[str, str]]] = {}
        for row in frame(own).itertuples(index=False):
            found.setdefault(self._names.key(row.name), set()).add((row.payer_id, row.name))
        return found
