"""How good are the links? Pairwise precision and recall on a hand-coded list of sponsors.

The list has one row for each id of a Google advertiser and names its sponsor; a row without a
sponsor was not coded, and is left out of both counts. A pair of coded rows counts as true if both
have the same sponsor, and as found if both are in one cluster. Only what the archive publishes
is given to the linking: id, name and registration numbers, never the list's own columns.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from generator.sponsors.linking import Linked, link
from generator.sponsors.names import Names
from generator.sponsors.payers import PayerTables
from generator.store import Engine
from tests.project import ROOT

CORRECTIONS = ROOT / "tests" / "sponsors" / "groundtruth_corrections.csv"
UNITS = {
    "advertiser_id": "each advertiser is one payer",
    "id": "each id, old or new, is a payer of its own",
    "mapped": "the same, with the list's old and new ids as Google's id mapping",
}


@dataclass(frozen=True)
class Measured:
    """Pairs found, true, and both; and why true pairs were missed or found ones are wrong."""

    found: int
    true: int
    right: int
    missed: Mapping[str, int]
    wrong: Mapping[str, int]

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
    links = found.links[found.links["status"] != "linked"]
    doubts = {
        frozenset(pair): reason
        for *pair, reason in links[["payer_a", "payer_b", "reason"]].itertuples(index=False)
    }
    missed = Counter(_cause(pair, doubts, coded) for pair in true - hits)
    wrong = Counter(_cause(pair, {}, coded) for pair in hits - true)
    return Measured(len(hits), len(true), len(hits & true), missed, wrong)


def _of_unit(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    if unit != "advertiser_id":
        return rows
    return rows.drop_duplicates("advertiser").assign(payer_id=lambda own: own["advertiser"])


def _pairs(labels: pd.Series) -> set[tuple[str, str]]:
    groups: Iterable[pd.Index] = labels.groupby(labels).groups.values()
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def _cause(pair: tuple[str, str], doubts: Mapping[frozenset[str], str], coded: pd.DataFrame) -> str:
    one, other = (coded.loc[payer_id] for payer_id in pair)
    houses = sum("HOUSE OF REPRESENTATIVES" in row["name"].upper() for row in (one, other))
    if houses == 1:
        return "a member's office and the member's campaign"
    doubt = doubts.get(frozenset(pair), "")
    if doubt:
        return doubt.split("“")[0].split(":")[0].strip()
    if _is_text(one["text"]) and _is_text(other["text"]) and one["text"] == other["text"]:
        return "the same number, coded as two sponsors"
    if one["name"].casefold() == other["name"].casefold():
        return "the same name, coded as two sponsors, or not linked for another reason"
    return "different names, no number in common"


def _is_text(value: object) -> bool:
    return isinstance(value, str)
