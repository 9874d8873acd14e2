"""Other names of a sponsor than the one that its page bears."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, object]
SHOWN_NAMES = 3
FOUND_NAMES = 12
"""Names of one sponsor, of payers and of accounts apart, under which a search leads to its page."""


@dataclass(frozen=True)
class OtherNames:
    """Other names of a sponsor: each once, however it was spelled, the most frequent first."""

    payers: tuple[str, ...] = ()
    """Names of who paid."""
    accounts: tuple[str, ...] = ()
    """Names that only ran ads."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of payers that are said on the page; the list of all is further down."""
        return self.payers[:SHOWN_NAMES]

    @property
    def more_count(self) -> int:
        """How many names of payers there are besides."""
        return len(self.payers) - len(self.shown)


def other_names(name: str, names: Sequence[Row], key_of: Callable[[str], str]) -> OtherNames:
    """What ``names`` (rows of ``payer_names``) hold besides ``name``. Names with the same key, or
    with none, are not told apart."""
    seen = {"", key_of(name)}
    found = []
    for is_payer in (True, False):
        rows = [row for row in names if (row["role"] != "advertiser") == is_payer]
        counts: dict[str, int] = {}
        for row in rows:
            text = str(row["name"])
            counts[text] = counts.get(text, 0) + int(row["row_count"])
        kept = []
        for text in sorted(counts, key=lambda text: (-counts[text], text)):
            if key_of(text) not in seen:
                seen.add(key_of(text))
                kept.append(text)
        found.append(tuple(kept))
    return OtherNames(*found)
