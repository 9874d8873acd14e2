"""How good are the links? Pairwise precision and recall on a hand-coded list of sponsors.

The list has one row for each id of a Google advertiser and names its sponsor; a row without a
sponsor was not coded, and is left out of both counts. A pair of coded rows counts as true if both
have the same sponsor, and as found if both are in one cluster. Only what the archive publishes
is given to the linking: id, name and registration numbers, never the list's own columns.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from generator.sponsors.linking import Linked, link
from generator.sponsors.names import Names
from generator.sponsors.payers import PayerTables
from generator.store.tables import Engine
from tests.project import ROOT

CORRECTIONS = ROOT / "tests" / "sponsors" / "groundtruth_corrections.csv"
UNITS = {
    "advertiser_id": "each advertiser is one payer",
    "id": "each id, old or new, is a payer of its own",
    "mapped": "the same, with the list's old and new ids as Google's id mapping",
}


@dataclass(frozen=True)
class Confused:
    """A pair that was missed, or found and wrong (``what``), with what is known of both.

    ``names``, ``texts`` (registrations) and ``sponsors`` (as coded) are of the first and second.
    """

    what: str
    payer_ids: tuple[str, str]
    names: tuple[str, str]
    texts: tuple[str, str]
    sponsors: tuple[str, str]
    cause: str
    why: str


@dataclass(frozen=True)
class Measured:
    """Pairs found, true, and both; and each pair that was missed or is wrong."""

    found: int
    true: int
    right: int
    confused: tuple[Confused, ...]

    def causes(self, what: str) -> Counter:
        """How many pairs were missed, or are wrong, for which cause."""
        return Counter(pair.cause for pair in self.confused if pair.what == what)

    @property
    def precision(self) -> float:
        """Share of the found pairs that are true."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found."""
        return self.right / self.true if self.true else 1.0


def read_list(path: Path) -> pd.DataFrame:
    """The list: payer_id (of the row), advertiser, all_ids, name, text, sponsor ("" if not coded)."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    return pd.DataFrame(
        {
            "payer_id": "google/" + rows["advertiser_ids"].str.split("|").str[0],
            "advertiser": "google/" + rows["advertiser_id"],
            "name": rows["advertiser_name"],
            "text": rows["public_ids_list"].replace({"NA": None, "": None}),
            "sponsor": rows["sponsor_name"].replace({"NA": ""}),
            "line": range(2, len(rows) + 2),
        }
    ).drop_duplicates("payer_id", ignore_index=True)


def correct(rows: pd.DataFrame) -> pd.DataFrame:
    """The list with its errors mended; a blank correction leaves a row out."""
    mended = pd.read_csv(CORRECTIONS, dtype=str, keep_default_na=False)
    labels = dict(zip("google/" + mended["advertiser_id"], mended["corrected_name"], strict=True))
    sponsors = [
        labels.get(advertiser, sponsor) if sponsor else ""
        for advertiser, sponsor in zip(rows["advertiser"], rows["sponsor"], strict=True)
    ]
    return rows.assign(sponsor=sponsors)


def link_list(rows: pd.DataFrame, unit: str, register: PayerTables, names: Names) -> Linked:
    """Link the rows of the list, as one of :data:`UNITS`; ``register`` gives the committees."""
    own = _of_unit(rows, unit)
    new = rows["payer_id"] != rows["advertiser"]
    mapped = rows[new] if unit == "mapped" else rows[:0]
    tables = PayerTables(
        payers=pd.DataFrame(
            {
                "payer_id": own["payer_id"],
                "platform": "google",
                "identity_basis": "advertiser_id",
                "first_seen_date": None,
            }
        ),
        names=own[["payer_id", "name"]],
        registrations=own.assign(file_id="list")[["payer_id", "text", "file_id", "line"]],
        places=pd.DataFrame({"payer_id": own["payer_id"], "place_code": "US"}),
        sites=pd.DataFrame(columns=["payer_id", "site"]),
        weeks=pd.DataFrame(columns=["payer_id", "first_date", "last_date"]),
        mappings=pd.DataFrame(
            {
                "old_payer_id": mapped["payer_id"],
                "new_payer_id": mapped["advertiser"],
                "file_id": "list",
                "line": mapped["line"],
            }
        ),
        committees=register.committees,
        candidates=register.candidates,
    )
    return link(tables, names, Engine())


def measure(rows: pd.DataFrame, unit: str, found: Linked) -> Measured:
    """Compare the clusters with the list's sponsors."""
    own = _of_unit(rows, unit)
    coded = own[own["sponsor"] != ""].set_index("payer_id")
    clusters = found.clusters.set_index("payer_id")["cluster_id"].reindex(coded.index)
    hits, true = _pairs(clusters), _pairs(coded["sponsor"])
    said = {
        frozenset((row["payer_a"], row["payer_b"])): row
        for row in found.links.sort_values("strength", kind="stable").to_dict("records")
    }
    pairs = [("missed", pair) for pair in sorted(true - hits)]
    pairs += [("wrong", pair) for pair in sorted(hits - true)]
    confused = tuple(
        _confused(what, pair, said.get(frozenset(pair)), coded) for what, pair in pairs
    )
    return Measured(len(hits), len(true), len(hits & true), confused)


def _of_unit(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    if unit != "advertiser_id":
        return rows
    return rows.drop_duplicates("advertiser").assign(payer_id=lambda own: own["advertiser"])


def _pairs(labels: pd.Series) -> set[tuple[str, str]]:
    groups: Iterable[pd.Index] = labels.groupby(labels).groups.values()
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def _confused(
    what: str, pair: tuple[str, str], link: Mapping[str, str] | None, coded: pd.DataFrame
) -> Confused:
    rows = [coded.loc[payer_id] for payer_id in pair]
    texts = tuple(row["text"] if _is_text(row["text"]) else "" for row in rows)
    doubt = link["reason"] if link and what == "missed" else ""
    why = "{status} by {evidence}: {detail}".format(**link) if link else "no link of these two"
    return Confused(
        what, pair, tuple(row["name"] for row in rows), texts,
        tuple(row["sponsor"] for row in rows), _cause(doubt, rows), why,
    )  # fmt: skip


def _cause(doubt: str, rows: Sequence[pd.Series]) -> str:
    one, other = rows
    houses = sum("HOUSE OF REPRESENTATIVES" in row["name"].upper() for row in rows)
    if houses == 1:
        return "a member's office and the member's campaign"
    if doubt:
        return doubt.split("“")[0].split(":")[0].strip()
    if _is_text(one["text"]) and _is_text(other["text"]) and one["text"] == other["text"]:
        return "the same number, coded as two sponsors"
    if one["name"].casefold() == other["name"].casefold():
        return "the same name, coded as two sponsors, or not linked for another reason"
    return "different names, no number in common"


def _is_text(value: object) -> bool:
    return isinstance(value, str)
