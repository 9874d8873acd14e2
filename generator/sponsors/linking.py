"""Which payers are one sponsor: from the facts of the store to links, clusters and kinds.

``link`` is the whole of it. It reads frames and returns frames; it opens no file and asks no
clock, and the same input gives the same output whatever the order of its rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from generator.sponsors.clusters import MOST_MEMBERS, Clusters, build_clusters
from generator.sponsors.decisions import Decision, Verdict, resolve
from generator.sponsors.evidence import (
    Evidence,
    Link,
    mapping_links,
    number_links,
)
from generator.sponsors.kinds import kinds_of_clusters
from generator.sponsors.model import model_links
from generator.sponsors.name_evidence import name_links
from generator.sponsors.names import Names
from generator.sponsors.payers import Payer, PayerTables, read_payers
from generator.sponsors.register import Register
from generator.sponsors.weights import MAPPING_STRENGTH, NAME_STRENGTH, NUMBER_STRENGTH
from generator.store.tables import Engine

LINK_COLUMNS = (
    "payer_a", "payer_b", "evidence", "detail", "strength", "status", "reason", "rows_text",
)  # fmt: skip


@dataclass(frozen=True)
class Linked:
    """What the linking found.

    - ``links``: payer_a, payer_b, evidence, detail, strength, status (linked, suggested, refused),
      reason, rows_text (``file:line`` joined by a space);
    - ``clusters``: payer_id, cluster_id (the id of the cluster's first payer);
    - ``kinds``: cluster_id, kind, source (the codes and rows that say so);
    - ``unused``: decisions that speak of payers that the store does not have.
    """

    links: pd.DataFrame
    clusters: pd.DataFrame
    kinds: pd.DataFrame
    unused: tuple[Decision, ...]


def link(
    tables: PayerTables,
    names: Names,
    engine: Engine,
    decisions: Sequence[Decision] = (),
    *,
    known_keys: Mapping[str, str] | None = None,
    most_members: int = MOST_MEMBERS,
) -> Linked:
    """Link the payers. ``known_keys`` are the keys of an earlier build.

    Raises CheckError if a cluster is larger than ``most_members`` and was not reviewed.
    """
    payers = read_payers(tables, names)
    register = Register.read(tables.committees, tables.candidates, payers, names)
    decided = _decide(decisions, payers, names)
    links = [
        *decided.links,
        *number_links(payers, register, names, NUMBER_STRENGTH),
        *mapping_links({payer.payer_id: payer for payer in payers}, tables.mappings, MAPPING_STRENGTH),
        *name_links(payers, register, names, NAME_STRENGTH),
    ]  # fmt: skip
    links += model_links(payers, names, engine)
    clusters = build_clusters(
        payers,
        links,
        apart=decided.apart,
        large=decided.large,
        known_keys=known_keys,
        most_members=most_members,
    )
    return Linked(
        links=_links_frame(clusters.links),
        clusters=_clusters_frame(clusters),
        kinds=kinds_of_clusters(payers, clusters.keys, tables.committees, register, tables.outlets),
        unused=decided.unused,
    )


@dataclass(frozen=True)
class _Decided:
    links: tuple[Link, ...]
    apart: tuple[tuple[str, str], ...]
    large: Mapping[str, int]
    unused: tuple[Decision, ...]


def _decide(decisions: Sequence[Decision], payers: Sequence[Payer], names: Names) -> _Decided:
    """The reviewed decisions, as links and as pairs that stay apart."""
    by_id = {payer.payer_id: payer for payer in payers}
    by_key: dict[str, list[str]] = {}
    for payer in payers:
        for name in payer.names:
            by_key.setdefault(name.key, []).append(payer.payer_id)
    keyed = {side: by_key.get(names.key(side), []) for d in decisions for side in (d.payer_a, d.payer_b)}  # fmt: skip
    links: list[Link] = []
    apart: list[tuple[str, str]] = []
    large: dict[str, int] = {}
    unused = []
    for decision, ours, theirs in resolve(decisions, keyed, set(by_id)):
        pairs = [(one, other) for one in ours for other in theirs if one != other]
        if decision.verdict is Verdict.LARGE:
            large |= dict.fromkeys(ours, decision.member_count or 0)
        elif decision.verdict is Verdict.DIFFERENT:
            apart += pairs
        else:
            links += _same(decision, ours, theirs, by_id)
        if not (ours if decision.verdict is Verdict.LARGE else pairs):
            unused.append(decision)
    return _Decided(tuple(links), tuple(apart), large, tuple(unused))


def _same(
    decision: Decision, ours: Sequence[str], theirs: Sequence[str], by_id: Mapping[str, Payer]
) -> Iterable[Link]:
    if not (ours and theirs):
        return
    first, *others = [*ours, *(one for one in theirs if one not in ours)]
    for other in others:
        yield Link.between(
            by_id[first], by_id[other], Evidence.DECISION, strength=1.0,
            detail=f"{decision.reason} ({decision.source}, {decision.decided_on_date})",
            rows=(f"sponsors.csv:{decision.line}",),
            joins_numbers={decision.payer_a, decision.payer_b} <= by_id.keys(),
        )  # fmt: skip


def _links_frame(links: Sequence[Link]) -> pd.DataFrame:
    rows = [
        (
            found.payer_a, found.payer_b, str(found.evidence), found.detail, found.strength,
            str(found.status), found.reason, " ".join(found.rows),
        )
        for found in links
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(LINK_COLUMNS))


def _clusters_frame(clusters: Clusters) -> pd.DataFrame:
    rows = sorted(clusters.keys.items())
    return pd.DataFrame(rows, columns=["payer_id", "cluster_id"])
