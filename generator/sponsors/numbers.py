"""Numbers that a regulator gave to a payer, read from what an archive prints.

Sources: Google's list of public ids (``FEC ID C00…``, ``EIN ID 12-…``, ``Registered in US-TX …``,
several joined by a comma), what advertisers declare to Google, and the committee fields of
Snapchat. The shape of a number counts, not its label: people write an EIN where the label says
FEC. What has no known shape (an address, a telephone number, ``N/A``) is no number.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_COMMITTEE = re.compile(r"(?<![A-Z0-9])C([0O]{0,2}\d{6,8}|[0O]{2}\d{6})(?![A-Z0-9-])", re.I)
_CANDIDATE = re.compile(r"(?<![A-Z0-9])([HS]\d[A-Z]{2}\d{5}|P\d{8})(?![A-Z0-9-])", re.I)
_EIN = re.compile(r"(?<![\d-])(\d\d-\d{7})(?![\d-])")
_BARE_EIN = re.compile(r"(?:EIN|FEC) ID (\d{9})(?!\d)")
_STATE = re.compile(r"Registered in ([A-Z]{2}-[A-Z0-9]{1,3})(?:[ \t]+([^,;]+))?")
_SIGNS = re.compile(r"[^A-Z0-9]")
_NO_NUMBER = re.compile(r"(?:0+|1+|9+|0*123456789?0?|987654321)")


class Scheme(StrEnum):
    """Who gave the number. Different schemes do not contradict each other."""

    COMMITTEE = "fec_committee"
    CANDIDATE = "fec_candidate"
    EIN = "ein"
    STATE = "state"


@dataclass(frozen=True, order=True)
class Number:
    """A regulator's number. ``place_code`` is the state of a state's register."""

    scheme: Scheme
    value: str
    place_code: str = ""

    @property
    def space(self) -> str:
        """Where the number is unique: two values in one space are two registrations."""
        return f"{self.scheme}:{self.place_code}" if self.place_code else str(self.scheme)

    def __str__(self) -> str:
        label = {
            Scheme.COMMITTEE: "FEC committee",
            Scheme.CANDIDATE: "FEC candidate",
            Scheme.EIN: "EIN",
            Scheme.STATE: f"register of {self.place_code}",
        }[self.scheme]
        return f"{label} {self.value}"


@dataclass(frozen=True)
class Registration:
    """What one cell says: numbers, and states in which the payer says it is registered."""

    numbers: tuple[Number, ...] = ()
    place_codes: tuple[str, ...] = ()

    @property
    def is_joint(self) -> bool:
        """True if the cell names more than one number: an ad that several payers share."""
        return len(self.numbers) > 1


def parse_registration(text: str | None) -> Registration:
    """The numbers in one cell, sorted; states without a number count as places only."""
    if not text:
        return Registration()
    numbers = {
        Number(Scheme.COMMITTEE, "C" + match.group(1).upper().replace("O", "0"))
        for match in _COMMITTEE.finditer(_without_states(text))
        if len(match.group(1)) == 8
    }
    numbers |= {
        Number(Scheme.CANDIDATE, match.group(1).upper())
        for match in _CANDIDATE.finditer(_without_states(text))
    }
    numbers |= {Number(Scheme.EIN, match.group(1)) for match in _EIN.finditer(text)}
    numbers |= {
        Number(Scheme.EIN, f"{match.group(1)[:2]}-{match.group(1)[2:]}")
        for match in _BARE_EIN.finditer(text)
    }
    places = set()
    for match in _STATE.finditer(text):
        place, value = match.group(1), _SIGNS.sub("", (match.group(2) or "").upper())
        places.add(place)
        if any(map(str.isdigit, value)) and len(value) > 2 and not _EIN.search(match.group(2)):
            numbers.add(Number(Scheme.STATE, value.lstrip("0") or "0", place))
    kept = (number for number in numbers if _is_number(number.value))
    return Registration(tuple(sorted(kept)), tuple(sorted(places)))


def _without_states(text: str) -> str:
    """The text without what stands behind a state: a state's numbers may look like the FEC's."""
    return _STATE.sub(" ", text)


def _is_number(value: str) -> bool:
    return not _NO_NUMBER.fullmatch(_SIGNS.sub("", value.upper()).lstrip("C"))
