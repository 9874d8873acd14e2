"""Candidates of the regulator's register, and the sponsors that are committees for them."""

import re
from dataclasses import dataclass

from generator.pages.data import SiteData
from generator.sponsors.names import Names
from generator.sponsors.register import FEDERAL_OFFICES
from generator.store.tables import frame
from generator.text.language import _, mark

OFFICES = {"P": mark("president"), "S": mark("US Senate"), "H": mark("US House")}
NO_OFFICE = mark("office not given")
OWN = ("P", "A")
"""Designations of committees that a candidate has authorised: the principal one and others."""
_COMMITTEE = re.compile(r"C\d{8}")


@dataclass(frozen=True)
class Committee:
    """A committee that the register connects with a candidate."""

    committee_id: str
    """Its number in the register."""
    name: str
    """Its name, verbatim."""
    is_own: bool
    """Whether the candidate has authorised it."""
    sponsor_ids: tuple[str, ...]
    """The sponsors that it is. Empty if it paid for no ad."""
    path: str
    """The file of the register."""
    line: int
    """The line in the file."""


@dataclass(frozen=True)
class Candidate:
    """A candidate as the register lists them."""

    candidate_id: str
    """The number in the register."""
    name: str
    """The name, verbatim."""
    office: str
    """The office and its place, in words."""
    office_code: str
    """The register's code of the office."""
    place_code: str
    """The code of the state (ISO 3166-2), or of the country. May be empty."""
    district: str
    """The number of the district. Empty if the office has none."""
    election_year: int | None
    """The year of the election; None if the register does not say."""
    path: str
    """The file of the register."""
    line: int
    """The line in the file."""
    committees: tuple[Committee, ...]
    """The committees for the candidate."""

    @property
    def sponsor_ids(self) -> tuple[str, ...]:
        """The sponsors among the committees, the candidate's own first."""
        own = sorted(self.committees, key=lambda c: (not c.is_own, c.committee_id))
        return tuple(dict.fromkeys(s for c in own for s in c.sponsor_ids))


class Candidates:
    """All candidates that a sponsor's committee belongs to, read once."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        rows = data.facts.store.table("committees")
        rows = rows.filter(rows.is_latest & rows.candidate_id.notnull()).order_by("committee_id")
        self._committees = frame(rows).to_dict("records")
        self.by_id = self._candidates()

    def _candidates(self) -> dict[str, Candidate]:
        sponsors = self._sponsors_by_committee()
        committees: dict[str, dict[str, Committee]] = {}
        for row in self._committees:
            committee_id = row["committee_id"]
            committees.setdefault(row["candidate_id"], {})[committee_id] = Committee(
                committee_id,
                str(row["committee_name"]),
                row["designation_code"] in OWN,
                tuple(sponsors.get(committee_id, ())),
                self._data.facts.files[row["file_id"]].path,
                int(row["line"]),
            )
        rows = self._data.facts.store.table("candidates")
        rows = rows.filter(rows.is_latest & rows.candidate_name.notnull())
        found = {}
        for row in frame(rows.order_by(["candidate_id", "file_id", "line"])).to_dict("records"):
            own = committees.get(row["candidate_id"], {})
            year = row["election_year"]
            found[row["candidate_id"]] = Candidate(
                row["candidate_id"],
                row["candidate_name"],
                self._office(row),
                row["office_code"] or "",
                row["place_code"] or "",
                row["district_text"] or "",
                None if year != year or year is None else int(year),
                self._data.facts.files[row["file_id"]].path,
                int(row["line"]),
                tuple(own.values()),
            )
        return found

    def _office(self, row: dict[str, object]) -> str:
        """``US House, Texas, district 7``: the office in words."""
        office = _(OFFICES.get(row["office_code"], NO_OFFICE))
        code, district = row["place_code"], str(row["district_text"] or "").lstrip("0")
        parts = [office]
        if code and code != "US":
            parts.append(self._data.facts.places.name(code))
        if row["office_code"] == "H" and district:
            parts.append(_("district {number}", number=district))
        return ", ".join(parts)

    def _sponsors_by_committee(self) -> dict[str, list[str]]:
        """By number of a committee: the sponsors that were found to have it."""
        found: dict[str, list[str]] = {}
        for sponsor_id, text in sorted(self._data.facts.sponsors["kind_source_text"].items()):
            if isinstance(text, str):
                for committee_id in _COMMITTEE.findall(text):
                    found.setdefault(committee_id, []).append(sponsor_id)
        return found

    def by_committee_name(self) -> dict[str, str]:
        """By the plain key of a committee's name: the candidate, if one committee of a federal
        office bears the name, and the candidate has authorised it."""
        names = Names.load(self._data.facts.config.reference_dir)
        found: dict[str, set[str]] = {}
        for row in self._committees:
            if isinstance(row["committee_name"], str) and row["designation_code"] in OWN:
                found.setdefault(names.key(row["committee_name"]), set()).add(row["candidate_id"])
        return {
            key: next(iter(ids))
            for key, ids in found.items()
            if len(ids) == 1 and any(office <= set(key.split()) for office in FEDERAL_OFFICES)
        }
