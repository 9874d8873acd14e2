"""The kind of a sponsor, from the regulator's own codes, and from nothing else but the accounts that
a published list gives for state-linked media.

Source: the FEC's committee master, fields "committee type" and "committee designation", as its
code lists describe them. A name such as "… PAC" says nothing here: without a number in the
register the kind is unknown.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import pandas as pd

from generator.sponsors.numbers import Scheme
from generator.sponsors.payers import Payer
from generator.sponsors.register import Register


class Kind(StrEnum):
    """Kinds of sponsors. Sources for more of them may come; none is guessed."""

    CANDIDATE_COMMITTEE = "candidate_committee"
    PARTY = "party"
    PAC = "pac"
    SUPER_PAC = "super_pac"
    NONPROFIT = "nonprofit"
    COMPANY = "company"
    GOVERNMENT = "government"
    STATE_MEDIA = "state_media"
    PERSON = "person"
    UNKNOWN = "unknown"


BY_TYPE: Mapping[str, Kind] = {
    "H": Kind.CANDIDATE_COMMITTEE,
    "S": Kind.CANDIDATE_COMMITTEE,
    "P": Kind.CANDIDATE_COMMITTEE,
    "X": Kind.PARTY,
    "Y": Kind.PARTY,
    "Z": Kind.PARTY,
    "N": Kind.PAC,
    "Q": Kind.PAC,
    "V": Kind.PAC,
    "W": Kind.PAC,
    "O": Kind.SUPER_PAC,
    "U": Kind.SUPER_PAC,
}
"""The FEC's committee types. V and W, the "hybrid" committees, keep an account for contributions
beside one for independent spending and are PACs. Types that only say that somebody reports
spending (C, D, E, I) name no kind: companies, unions and persons may all be behind them."""


def kinds_of_clusters(
    payers: Sequence[Payer],
    keys: Mapping[str, str],
    committees: pd.DataFrame,
    register: Register,
    outlets: pd.DataFrame,
) -> pd.DataFrame:
    """One row for each cluster: cluster_id, kind, source. Of the rows of a committee, those of the
    newest copy of the register count. Codes that differ make it unknown."""
    codes = _codes(committees)
    found: dict[str, dict[str, str]] = {key: {} for key in keys.values()}
    for payer in payers:
        if payer.is_joint:
            continue
        for number in sorted(payer.numbers):
            known = register.resolve(number)
            if known.scheme is not Scheme.COMMITTEE:
                continue
            for type_code, row in codes.get(known.value, ()):
                if type_code in BY_TYPE:
                    text = f"FEC committee {known.value}, type {type_code} ({row})"
                    found[keys[payer.payer_id]][text] = BY_TYPE[type_code]
    for row in outlets.itertuples(index=False):
        text = f"account listed for {row.outlet_name} ({row.file_id}:{row.line})"
        found[keys[row.payer_id]][text] = Kind.STATE_MEDIA
    rows = []
    for key in sorted(found):
        kinds = set(found[key].values())
        kind = kinds.pop() if len(kinds) == 1 else Kind.UNKNOWN
        rows.append((key, str(kind), "; ".join(sorted(found[key]))))
    return pd.DataFrame(rows, columns=["cluster_id", "kind", "source"])


def _codes(committees: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """By committee: each type that the newest copy gives, with its row as ``file:line``."""
    found: dict[str, list[tuple[str, str]]] = {}
    if committees.empty:
        return found
    latest = committees[committees["is_latest"].astype(bool)]
    newest = latest.groupby("committee_id")["snapshot_id"].transform("max")
    rows = latest[latest["snapshot_id"] == newest]
    rows = rows.sort_values(["committee_id", "file_id", "line"])
    for row in rows.drop_duplicates(["committee_id", "type_code"]).itertuples(index=False):
        found.setdefault(row.committee_id, []).append((row.type_code, f"{row.file_id}:{row.line}"))
    return found
