"""Sponsors whose ads ran in the same places in the same weeks: a measure, not a connection.

Two sponsors are compared by their places and by the weeks in which archives show them active. Each
place and week weighs more the fewer sponsors share it. The overlap of each kind is the weight in
common divided by the weight of both together; the measure is the geometric mean of the two. All
sponsors with a page are compared at once. Weights are whole numbers, so that sums do not depend on
the order of adding, and equal measures are ordered by id.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.sponsor.timeline import sunday
from generator.pages.words import as_date
from generator.store.tables import frame

MOST = 5
FEWEST_WEEKS = 4
"""Fewer weeks in common are chance."""

LEAST = 0.1
"""Below this measure two sponsors have little in common."""

SHOWN_PLACES = 3
_BLOCK = 256
_WEEK_WINDOWS = ("yesterday", "last_7_days")
"""Meta's windows that are short enough to say in which week a sponsor was active."""

Traits = Mapping[str, Collection[object]]


@dataclass(frozen=True)
class Similar:
    """A sponsor with places and weeks in common. ``places`` are the rarest of ``place_count``."""

    sponsor_id: str
    places: tuple[str, ...]
    place_count: int
    week_count: int


@dataclass(frozen=True)
class SimilarSponsor:
    """A sponsor whose ads ran in many of the same places and weeks."""

    name: str
    """Its name."""
    path: str
    """Where it is found: its page, or its row of a list."""
    platforms: str
    """The platforms that it is on, in words."""
    places: tuple[str, ...]
    """Places that both have, the rarest first."""
    more_place_count: int
    """Further places that both have."""
    week_count: int
    """Weeks that both have."""


class SimilarSponsors:
    """The sponsors most alike of each sponsor with a page, worked out once."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._directory = directory
        ids = directory.paged
        places = {each: data.facts.sponsor_places.get(each, set()) for each in ids}
        self._found = most_alike(places, active_weeks(data, ids), suggested_pairs(data))

    def of(self, sponsor_id: str) -> tuple[SimilarSponsor, ...]:
        """The sponsors most alike, the closest first."""
        data, known = self._data, self._directory
        return tuple(
            SimilarSponsor(
                name=known.names[each.sponsor_id],
                path=known.path(each.sponsor_id),
                platforms=", ".join(data.platform_names(each.sponsor_id)),
                places=tuple(map(data.facts.places.name, each.places)),
                more_place_count=each.place_count - len(each.places),
                week_count=each.week_count,
            )
            for each in self._found.get(sponsor_id, ())
        )


def active_weeks(data: SiteData, sponsor_ids: Sequence[str]) -> dict[str, set[date]]:
    """By sponsor: the Sundays of the weeks in which an archive shows it active."""
    found: dict[str, set[date]] = {}
    known: dict[tuple[object, object], frozenset[date]] = {}
    spent = data.facts.store.table("spend_observations")
    is_week = (spent.scope == "advertiser_week") | (
        spent.scope.isin(["advertiser_window", "advertiser_place_window"])
        & spent.window_name.isin(_WEEK_WINDOWS)
    )
    spent = spent.filter(is_week & spent.is_primary & (spent.spend_kind != "unknown"))
    spent = spent.filter(spent.spend_hi.isnull() | (spent.spend_hi > 0))
    first = spent.period_start_date.fill_null(spent.period_end_date)
    ads = data.facts.store.table("ads")
    ads = ads.filter(ads.is_latest & ads.first_shown_date.notnull())
    ended = ads.last_shown_date.fill_null(ads.first_shown_date)
    for rows in (
        spent.select("sponsor_id", first=first, last=first),
        ads.select("sponsor_id", first=ads.first_shown_date, last=ended),
    ):
        wanted = rows.filter(rows.sponsor_id.isin(list(sponsor_ids))).distinct()
        for sponsor_id, start, end in frame(wanted).itertuples(index=False):
            if (start, end) not in known:
                known[start, end] = frozenset(_weeks(as_date(start), as_date(end)))
            found.setdefault(sponsor_id, set()).update(known[start, end])
    return found


def suggested_pairs(data: SiteData) -> set[tuple[str, str]]:
    """Pairs of sponsors that may be the same: they stand on the page already. Both ways round."""
    links, payers = data.facts.store.table("payer_links"), data.facts.store.table("payers")
    rows = links.filter(links.status == "suggested").select("payer_a", "payer_b").distinct()
    pairs = frame(rows)
    ends = sorted({*pairs["payer_a"], *pairs["payer_b"]})
    known = frame(payers.filter(payers.payer_id.isin(ends)).select("payer_id", "sponsor_id"))
    sponsor = dict(zip(known["payer_id"], known["sponsor_id"], strict=True))
    found = {(sponsor[a], sponsor[b]) for a, b in pairs.itertuples(index=False)}
    return found | {(b, a) for a, b in found}


def most_alike(
    places: Traits, weeks: Traits, apart: Collection[tuple[str, str]] = ()
) -> dict[str, tuple[Similar, ...]]:
    """By sponsor: at most ``MOST`` others, the closest first; ``apart`` are pairs left out."""
    ids = sorted(each for each in places if places[each] and weeks.get(each))
    if len(ids) < 2:
        return {}
    barred: dict[str, set[str]] = {}
    for one, other in apart:
        barred.setdefault(one, set()).add(other)
    where, when = _Kind(ids, places), _Kind(ids, weeks)
    found = {}
    for start in range(0, len(ids), _BLOCK):
        rows = slice(start, min(start + _BLOCK, len(ids)))
        measure = np.sqrt(where.overlaps(rows) * when.overlaps(rows))
        measure[when.counts(rows) < FEWEST_WEEKS] = 0
        measure[np.arange(rows.stop - start), np.arange(start, rows.stop)] = 0
        for number, scores in enumerate(measure, start=start):
            own = ids[number]
            left_out = {where.place[each] for each in barred.get(own, ()) if each in where.place}
            others = _best(scores, left_out)
            similar = tuple(_similar(own, ids[other], where, when) for other in others)
            if similar:
                found[own] = similar
    return found


class _Kind:
    """One kind of trait of all sponsors: who has which, and what each weighs."""

    def __init__(self, ids: Sequence[str], traits: Traits) -> None:
        self.place = {each: number for number, each in enumerate(ids)}
        self.sets = {each: frozenset(traits[each]) for each in ids}
        owners: dict[object, int] = {}
        for own in self.sets.values():
            for trait in own:
                owners[trait] = owners.get(trait, 0) + 1
        order = sorted(owners, key=str)
        self.weight = {trait: round(1000 * math.log1p(len(ids) / owners[trait])) for trait in order}
        column = {trait: number for number, trait in enumerate(order)}
        self._has = np.zeros((len(ids), len(order)))
        for number, each in enumerate(ids):
            self._has[number, [column[trait] for trait in self.sets[each]]] = 1
        self._weights = np.array([self.weight[trait] for trait in order], dtype=float)
        self._sums = self._has @ self._weights

    def overlaps(self, rows: slice) -> np.ndarray:
        """The weight in common over the weight of both, for some sponsors with all."""
        common = (self._has[rows] * self._weights) @ self._has.T
        return common / (self._sums[rows, None] + self._sums[None, :] - common)

    def counts(self, rows: slice) -> np.ndarray:
        """How many traits some sponsors have in common with all."""
        return self._has[rows] @ self._has.T

    def shared(self, one: str, other: str) -> list[object]:
        """The traits in common, the heaviest first."""
        common = self.sets[one] & self.sets[other]
        return sorted(common, key=lambda trait: (-self.weight[trait], str(trait)))


def _best(scores: np.ndarray, barred: Collection[int]) -> list[int]:
    """The places of the highest measures; equal ones in the order of the ids."""
    enough = np.flatnonzero(scores >= LEAST)
    ranked = enough[np.argsort(-scores[enough], kind="stable")]
    return [int(each) for each in ranked if int(each) not in barred][:MOST]


def _similar(one: str, other: str, where: _Kind, when: _Kind) -> Similar:
    shared = [str(code) for code in where.shared(one, other)]
    inner = _narrowest(shared)
    return Similar(
        other,
        tuple(inner[:SHOWN_PLACES]),
        len(inner),
        len(when.shared(one, other)),
    )


def _narrowest(codes: Sequence[str]) -> list[str]:
    """Without countries of which a region is in common too."""
    divided = {code.partition("-")[0] for code in codes if "-" in code}
    return [code for code in codes if code not in divided]


def _weeks(first: date | None, last: date | None) -> Iterator[date]:
    if first is None:
        return
    week = sunday(first)
    end = last if last and last >= first else first
    while week <= end:
        yield week
        week += timedelta(days=7)
