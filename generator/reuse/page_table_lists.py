"""Records that hold lists of records, as plain tables: one for the records, one for each list.

Two lists of one record have nothing in common but the record, so they never stand in one table: it
would hold every item of one beside every item of the other, and sums over it would be wrong. What a
record says once stands once; the rows of its lists only name it.
"""

from collections.abc import Iterator, Mapping

from generator.reuse.page_table_fields import NAMING

Row = dict[str, object]


class Records:
    """A table that is being filled, with the tables of the lists in its records."""

    def __init__(self, ident: str, title: str) -> None:
        self.ident = ident
        self.title = title
        self.rows: list[Row] = []
        self.lists: dict[str, Records] = {}
        self._says_more = False

    def add(self, kind: str, row: Row, keys: Row, *, has_items: bool) -> Row:
        """Add a record of a kind. ``keys`` name the records in which it is. Returns what names it
        and those: the keys of what is in it."""
        own = {f"{_last(self.ident)}_{name}" if name in keys else name: row[name] for name in row}
        names = dict(zip(row, own, strict=True))
        naming = keys | {names[name]: row[name] for name in _naming(kind, row)}
        self._says_more |= not has_items or bool(own.keys() - naming.keys())
        self.rows.append(keys | own)
        return naming

    def list(self, key: str, words: str, *, is_named: bool) -> "Records":
        """The table of a list of these records; ``words`` are what it is called."""
        if key not in self.lists:
            title = f"{self.title}: {words}" if is_named else words
            self.lists[key] = Records(f"{self.ident}_{key}", title)
        return self.lists[key]

    def filled(self) -> Iterator["Records"]:
        """This table, unless its lists say all that it does, and those of its lists."""
        if self._says_more:
            yield self
        for part in self.lists.values():
            yield from part.filled()


def _naming(kind: str, row: Mapping[str, object]) -> tuple[str, ...]:
    """The columns that name a record: those that are declared, else the first."""
    declared = [name for name in NAMING.get(kind, ()) if name in row]
    return tuple(declared or list(row)[:1])


def _last(ident: str) -> str:
    return ident.rpartition("_")[2]
