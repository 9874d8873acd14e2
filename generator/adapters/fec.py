"""Committees and candidates as the US Federal Election Commission lists them: a reference list.

Source: the bulk files "committee master" and "candidate master", one of each for every cycle of
two years. The files (cm.txt, cn.txt) have fifteen columns between bars, bare quotation marks, and
no header: the names of the columns stand in files of their own, one for each master. An id may
stand in several rows. States may be none that exists; such a place stays empty. Names of
treasurers and the streets, cities and post codes of addresses are personal and are not read.
"""

import re
from collections.abc import Mapping

import ibis.expr.types as ir

from generator.adapters.source import (
    CANDIDATE_ID,
    COMMITTEE_ID,
    IGNORED,
    Archive,
    Column,
    FileFacts,
    Ignored,
    Kind,
    RawTables,
    References,
    Source,
    Tally,
    distinct_texts,
    lookup_table,
)
from generator.schema.archive_facts import (
    NOTHING_SAID,
    PLAIN_LISTS,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)

_ADDRESS = IGNORED("a part of an address", personal=True)
_HEADER = "the names of the columns of a file that has none; the program knows them"
_COMMITTEE_COLUMNS: dict[str, Column | Ignored] = {
    "CMTE_ID": Column("committee_id", Kind.ID, COMMITTEE_ID, filled=True),
    "CMTE_NM": Column("committee_name"),
    "TRES_NM": IGNORED("the name of a treasurer", personal=True),
    "CMTE_ST1": _ADDRESS,
    "CMTE_ST2": _ADDRESS,
    "CMTE_CITY": _ADDRESS,
    "CMTE_ST": Column("state"),
    "CMTE_ZIP": _ADDRESS,
    "CMTE_DSGN": Column("designation_code"),
    "CMTE_TP": Column("type_code"),
    "CMTE_PTY_AFFILIATION": Column("party_code"),
    "CMTE_FILING_FREQ": IGNORED("how often it reports: nothing on this site uses it"),
    "ORG_TP": Column("organisation_code"),
    "CONNECTED_ORG_NM": Column("connected_organisation_name"),
    "CAND_ID": Column("candidate_id"),
}
_CANDIDATE_COLUMNS: dict[str, Column | Ignored] = {
    "CAND_ID": Column("candidate_id", Kind.ID, CANDIDATE_ID, filled=True),
    "CAND_NAME": Column("candidate_name"),
    "CAND_PTY_AFFILIATION": Column("party_code"),
    "CAND_ELECTION_YR": Column("election_year", Kind.INTEGER),
    "CAND_OFFICE_ST": Column("state"),
    "CAND_OFFICE": Column("office_code"),
    "CAND_OFFICE_DISTRICT": Column("district_text"),
    "CAND_ICI": Column("incumbent_code"),
    "CAND_STATUS": Column("status_code"),
    "CAND_PCC": Column("principal_committee_id"),
    "CAND_ST1": _ADDRESS,
    "CAND_ST2": _ADDRESS,
    "CAND_CITY": _ADDRESS,
    "CAND_ST": IGNORED("the state of the candidate's address, not of the office", personal=True),
    "CAND_ZIP": _ADDRESS,
}
COMMITTEES = Source(
    part="committees",
    name_pattern=r"cm\.txt",
    signature=frozenset(),
    fixed_header=tuple(_COMMITTEE_COLUMNS),
    first_cell=r"C\d{8}",
    columns=_COMMITTEE_COLUMNS,
)
CANDIDATES = Source(
    part="candidates",
    name_pattern=r"cn\.txt",
    signature=frozenset(),
    fixed_header=tuple(_CANDIDATE_COLUMNS),
    first_cell=r"[HSP]\w{8}",
    columns=_CANDIDATE_COLUMNS,
)
COMMITTEE_HEADER = Source(
    part="committee-header",
    name_pattern=r"cm_header_file\.csv",
    signature=frozenset(_COMMITTEE_COLUMNS),
    columns={},
    skip_reason=_HEADER,
)
CANDIDATE_HEADER = Source(
    part="candidate-header",
    name_pattern=r"cn_header_file\.csv",
    signature=frozenset(_CANDIDATE_COLUMNS),
    columns={},
    skip_reason=_HEADER,
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    """The election year stands in no row: it is that of a folder, if one is named so."""
    years = [part for part in tally.label.split("/") if re.fullmatch(r"(19|20)\d\d", part)]
    year = f"/{years[-1]}" if years else ""
    return FileFacts(series=source.part + year, scope=f"/{source.part}{year}")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    return {
        source.part: [_with_place(raw[source.part], references)]
        for source in (COMMITTEES, CANDIDATES)
        if source.part in raw
    }


def _with_place(rows: ir.Table, references: References) -> ir.Table:
    """The state as a place; the whole country for the presidency, nothing for an unknown state."""
    places = lookup_table(
        [
            {"state": text, "state_place": _place(text, references)}
            for text in distinct_texts(rows.state)
        ],
        {"state": "string", "state_place": "string"},
    )
    rows = rows.left_join(places, "state").drop("state_right")
    return rows.mutate(place_code=rows.state_place)


def _place(text: str, references: References) -> str | None:
    if text == "US":
        return "US"
    return references.places.region_code("US", f"US-{text}")


FACTS = ArchiveFacts(
    copies=Copies.REGISTER,
    spend=Spend.NOWHERE,
    payers=Payers.PAYER,
    choices=(),
    choice_form=PLAIN_LISTS,
    blank=Blank.NOTHING,
    by_year=False,
    began=None,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=True,
    id_links=(),
    says=NOTHING_SAID,
)
ARCHIVE = Archive(
    "fec",
    "reference",
    FACTS,
    (COMMITTEES, CANDIDATES, COMMITTEE_HEADER, CANDIDATE_HEADER),
    _describe,
    _tables,
)
