"""Made-up payers for the tests of the linking."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from generator.sponsors.decisions import Decision, Verdict
from generator.sponsors.linking import Linked, link
from generator.sponsors.names import Names
from generator.sponsors.payers import PayerTables
from generator.store.tables import Engine

NAMES = Names.load(Path(__file__).parents[2] / "data" / "reference")
DAY = date(2024, 1, 1)


class World:
    """A small world of payers; each method adds to it."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple]] = {name: [] for name in COLUMNS}

    def payer(
        self,
        payer_id: str,
        *names: str,
        number: str | None = None,
        places: Iterable[str] = ("US",),
        sites: Iterable[str] = (),
        seen: date = DAY,
        basis: str = "advertiser_id",
    ) -> str:
        """A payer; ``number`` is the cell that the archive prints."""
        self.rows["payers"].append((payer_id, payer_id.split("/")[0], basis, seen))
        self.rows["names"] += [(payer_id, name) for name in names]
        if number:
            self.rows["registrations"].append(
                (payer_id, number, "file", len(self.rows["payers"]) + 1)
            )
        self.rows["places"] += [(payer_id, place) for place in places]
        self.rows["sites"] += [(payer_id, site) for site in sites]
        return payer_id

    def mapping(self, old: str, new: str) -> None:
        """A row of the platform's own list of old and new ids."""
        self.rows["mappings"].append((old, new, "mapping-file", len(self.rows["mappings"]) + 2))

    def committee(
        self,
        committee_id: str,
        name: str,
        candidate_id: str | None = None,
        codes: str = "HP",
        *,
        year: int = 2020,
        is_latest: bool = True,
    ) -> None:
        """A row of the register; ``codes`` are its type and its designation."""
        line = len(self.rows["committees"]) + 1
        copy = (is_latest, f"fec@{year}-11-01")
        self.rows["committees"].append(
            (committee_id, name, candidate_id, *codes, "cm", line, *copy)
        )

    def candidate(self, candidate_id: str, name: str) -> None:
        """A candidate of the register, last name first."""
        self.rows["candidates"].append((candidate_id, name))

    def outlet(self, payer_id: str, name: str) -> None:
        """A row of the list of state-linked media that names the payer's account."""
        self.rows["outlets"].append((payer_id, name, "list", len(self.rows["outlets"]) + 2))

    def tables(self) -> PayerTables:
        """The world as the linking reads it."""
        frames = {
            name: pd.DataFrame(rows, columns=list(COLUMNS[name]))
            for name, rows in self.rows.items()
        }
        return PayerTables(**frames)

    def link(self, decisions: Sequence[Decision] = (), **options: object) -> Linked:
        """Link it."""
        return link(self.tables(), NAMES, Engine(), decisions, **options)


COLUMNS = {
    "payers": ("payer_id", "platform", "identity_basis", "first_seen_date"),
    "names": ("payer_id", "name"),
    "registrations": ("payer_id", "text", "file_id", "line"),
    "places": ("payer_id", "place_code"),
    "sites": ("payer_id", "site"),
    "weeks": ("payer_id", "first_date", "last_date"),
    "mappings": ("old_payer_id", "new_payer_id", "file_id", "line"),
    "committees": (
        "committee_id",
        "committee_name",
        "candidate_id",
        "type_code",
        "designation_code",
        "file_id",
        "line",
        "is_latest",
        "snapshot_id",
    ),
    "candidates": ("candidate_id", "candidate_name"),
    "outlets": ("payer_id", "outlet_name", "file_id", "line"),
}


def decided(verdict: str, payer_a: str, payer_b: str = "", count: int | None = None) -> Decision:
    """A reviewed decision."""
    return Decision(
        Verdict(verdict), payer_a, payer_b, count, "seen on both websites", "made up", DAY, 2
    )


def groups(found: Linked) -> set[frozenset[str]]:
    """The clusters of more than one payer."""
    sets = found.clusters.groupby("cluster_id")["payer_id"].agg(frozenset)
    return {members for members in sets if len(members) > 1}


def evidence(found: Linked, status: str = "linked") -> set[str]:
    """The kinds of evidence of the links with a status."""
    return set(found.links.loc[found.links["status"] == status, "evidence"])


def suggested(found: Linked) -> set[frozenset[str]]:
    """The pairs that are only suggested."""
    rows = found.links[found.links["status"] == "suggested"]
    return {frozenset(pair) for pair in zip(rows["payer_a"], rows["payer_b"], strict=True)}
