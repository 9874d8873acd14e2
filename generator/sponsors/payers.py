"""What the linking reads: payers with their names, numbers, places, websites and times.

A payer is one entry of the table ``sponsors``: a payer as declared in one archive. Everything is
sorted by its id first, so that the order of rows never matters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from generator.sponsors.names import Name, NameKind, Names
from generator.sponsors.numbers import Number, Registration, parse_registration

MOST_SITE_NAMES = 3
"""A website that payers of more different names lead to is a shared one: it proves nothing."""


@dataclass(frozen=True)
class PayerTables:
    """The engine's input, one frame each; columns in the order named.

    - ``payers``: payer_id, platform, identity_basis, first_seen_date
    - ``names``: payer_id, name: names of payers only. The name of a page is not its payer's.
    - ``registrations``: payer_id, text, file_id, line
    - ``places``: payer_id, place_code: ISO 3166 countries and subdivisions
    - ``sites``: payer_id, site: registrable domains that ads lead to
    - ``weeks``: payer_id, first_date, last_date: first and last known day of activity
    - ``mappings``: old_payer_id, new_payer_id, file_id, line
    - ``committees``: committee_id, committee_name, candidate_id, type_code, designation_code,
      file_id, line, is_latest, snapshot_id: all that the copies of the regulator's register say;
      may be empty
    - ``candidates``: candidate_id, candidate_name; may be empty
    - ``outlets``: payer_id, outlet_name, file_id, line: accounts that a list of state-linked media
      links to an outlet; may be empty
    """

    payers: pd.DataFrame
    names: pd.DataFrame
    registrations: pd.DataFrame
    places: pd.DataFrame
    sites: pd.DataFrame
    weeks: pd.DataFrame
    mappings: pd.DataFrame
    committees: pd.DataFrame
    candidates: pd.DataFrame
    outlets: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(
            columns=["payer_id", "outlet_name", "file_id", "line"], dtype=object
        )
    )


@dataclass(frozen=True)
class Claim:
    """A registration with the row that it stands in."""

    registration: Registration
    text: str
    file_id: str
    line: int

    @property
    def row(self) -> str:
        """The row, as ``file:line``."""
        return f"{self.file_id}:{self.line}"


@dataclass
class Payer:
    """One payer. ``is_page``: nobody was declared, so that no name can link it. ``is_text``: it is
    known by a free text only, which anybody may write."""

    __slots__ = (
        "claims", "countries", "first_date", "first_seen_date", "is_page", "is_text", "last_date",
        "names", "numbers", "payer_id", "platform", "regions", "registered_in", "sites",
    )  # fmt: skip
    payer_id: str
    platform: str
    is_page: bool
    is_text: bool
    first_seen_date: date | None
    names: tuple[Name, ...]
    claims: tuple[Claim, ...]
    numbers: frozenset[Number]
    registered_in: frozenset[str]
    countries: frozenset[str]
    regions: frozenset[str]
    sites: frozenset[str]
    first_date: date | None
    last_date: date | None

    @property
    def is_joint(self) -> bool:
        """True if several payers share it: one cell names more than one number."""
        return any(claim.registration.is_joint for claim in self.claims)

    @property
    def spaces(self) -> dict[str, frozenset[str]]:
        """Its values in each space of numbers."""
        found: dict[str, set[str]] = {}
        for number in self.numbers:
            found.setdefault(number.space, set()).add(number.value)
        return {space: frozenset(values) for space, values in found.items()}


T = TypeVar("T")
_NOTHING: frozenset[Any] = frozenset()


@dataclass
class _Pool:
    """Equal small values kept once: most payers have the same country, or none."""

    kept: dict[frozenset[Any], frozenset[Any]] = field(default_factory=dict)

    def __call__(self, values: Iterable[T]) -> frozenset[T]:
        made = frozenset(values)
        return self.kept.setdefault(made, made) if made else _NOTHING


def read_payers(tables: PayerTables, names: Names) -> list[Payer]:
    """Every payer, sorted by its id. Texts are parsed once each."""
    pool = _Pool()
    named = _grouped(tables.names, "name", names.read)
    claims = _claims(tables.registrations)
    places = _grouped(tables.places, "place_code", str)
    sites = _grouped(_telling_sites(tables, names), "site", str)
    weeks = {
        row.payer_id: (_day(row.first_date), _day(row.last_date))
        for row in tables.weeks.itertuples(index=False)
    }
    found = []
    for row in tables.payers.sort_values("payer_id").itertuples(index=False):
        own = claims.get(row.payer_id, ())
        codes = places.get(row.payer_id, ())
        first, last = weeks.get(row.payer_id, (None, None))
        is_page = row.identity_basis == "page"
        kept = {} if is_page else _by_key(named.get(row.payer_id, ()))
        found.append(
            Payer(
                payer_id=row.payer_id,
                platform=row.platform,
                is_page=is_page,
                is_text=row.identity_basis == "disclaimer_text",
                first_seen_date=_day(row.first_seen_date),
                names=tuple(kept[key] for key in sorted(kept)),
                claims=own,
                numbers=pool(n for claim in own for n in claim.registration.numbers),
                registered_in=pool(p for claim in own for p in claim.registration.place_codes),
                countries=pool(code[:2] for code in codes),
                regions=pool(code for code in codes if "-" in code),
                sites=pool(sites.get(row.payer_id, ())),
                first_date=first,
                last_date=last,
            )
        )
    return found


def _by_key(named: Iterable[Name]) -> dict[str, Name]:
    """One name for each key; a spelling that shows an organisation goes before."""
    kept: dict[str, Name] = {}
    for name in named:
        earlier = kept.get(name.key)
        if name.kind is not NameKind.NONE and (
            not earlier or earlier.kind is not NameKind.DISTINCT
        ):
            kept[name.key] = name
    return kept


def _claims(rows: pd.DataFrame) -> dict[str, tuple[Claim, ...]]:
    """Each registration of a payer once, with the first row that has it."""
    if rows.empty:
        return {}
    first = (
        rows.dropna(subset=["text"])
        .sort_values(["payer_id", "text", "file_id", "line"])
        .drop_duplicates(["payer_id", "text"])
    )
    parsed = {text: parse_registration(text) for text in first["text"].unique()}
    found: dict[str, list[Claim]] = {}
    for row in first.itertuples(index=False):
        registration = parsed[row.text]
        if registration.numbers or registration.place_codes:
            claim = Claim(registration, row.text, row.file_id, int(row.line))
            found.setdefault(row.payer_id, []).append(claim)
    return {payer_id: tuple(claims) for payer_id, claims in found.items()}


def _telling_sites(tables: PayerTables, names: Names) -> pd.DataFrame:
    """The websites that no more than a few differently named payers lead to."""
    if tables.sites.empty:
        return tables.sites
    both = tables.sites.merge(tables.names, on="payer_id")
    both["key"] = [names.read(name).key for name in both["name"]]
    counts = both.groupby("site")["key"].nunique()
    telling = set(counts[counts <= MOST_SITE_NAMES].index) - names.shared_sites
    return tables.sites[tables.sites["site"].isin(telling)]


def _grouped(rows: pd.DataFrame, column: str, read: Callable[[str], T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    values = rows.dropna(subset=[column]).drop_duplicates(["payer_id", column])
    values = values.sort_values(["payer_id", column])
    for payer_id, value in zip(values["payer_id"], values[column], strict=True):
        found.setdefault(payer_id, []).append(read(value))
    return found


def _day(value: Any) -> date | None:  # noqa: ANN401 (a cell of a frame)
    if value is None or pd.isna(value):
        return None
    day: date = value.date() if isinstance(value, pd.Timestamp) else value
    return day
