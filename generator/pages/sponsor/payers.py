"""The payers of a sponsor: each name as declared, how they were joined and how sure, and what may
be the same but was not joined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import pandas as pd

from generator.pages.data import SiteData
from generator.pages.linking.words import evidence_lines, percent, reason_words
from generator.sponsors.evidence import Evidence
from generator.store.tables import frame
from generator.text.language import _, mark

Row = Mapping[str, object]
SHOWN_NAMES, SHOWN_SUGGESTIONS, SHOWN_ROWS = 50, 10, 3
ROLE_WORDS = {
    "payer": mark("payer"),
    "advertiser": mark("ran the ads"),
    "both": mark("payer, ran the ads"),
}


@dataclass(frozen=True)
class NameLine:
    """A name under which the sponsor appears, with a row where it stands."""

    name: str
    """The name, verbatim."""
    role: str
    """What it is the name of (payer, advertiser), in words."""
    platform: str
    """The short name of the platform."""
    advertiser_id: str
    """The platform's id of the advertiser. May be empty."""
    seen: str
    """The days of the oldest and the newest snapshot with it, in words."""
    row_count: int
    """Rows with this name."""
    path: str
    """A file that has it."""
    line: int
    """The line in the file."""


@dataclass(frozen=True)
class PayerName:
    """A payer in a sentence."""

    name: str
    """Its name."""
    where: str
    """The platform, and the id of an advertiser where it is the payer's."""


@dataclass(frozen=True)
class JoinLine:
    """Why two payers are one sponsor."""

    one: PayerName
    """The one payer."""
    other: PayerName
    """The other payer."""
    evidence: str
    """What joins them, in words."""
    sure: str
    """How sure that is, in words. Empty of a decision."""
    rows: tuple[str, ...]
    """Where the evidence stands: ``path, line n``."""


@dataclass(frozen=True)
class Suggestion:
    """A sponsor that may be the same, and was not joined."""

    name: str
    """Its name."""
    path: str
    """Where it is found: its page, or its row of a list."""
    platforms: str
    """The platforms that it is on, in words."""
    evidence: str
    """What speaks for it."""
    reason: str
    """Why it was not joined."""


class PayerLinks:
    """The links of all payers, loaded once."""

    def __init__(self, data: SiteData) -> None:
        self._data = data
        links = data.facts.store.table("payer_links")
        rows = frame(links.filter(links.status != "refused").order_by(list(links.columns)))
        self._of: dict[str, list[Row]] = {}
        for row in rows.to_dict("records"):
            for payer_id in (row["payer_a"], row["payer_b"]):
                self._of.setdefault(payer_id, []).append(row)
        ends = pd.unique(pd.concat([rows["payer_a"], rows["payer_b"]]))
        payers = data.facts.store.table("payers")
        known = frame(payers.filter(payers.payer_id.isin(list(ends)))) if len(ends) else None
        self._payers: dict[str, Row] = (
            {} if known is None else known.set_index("payer_id").to_dict("index")
        )

    def joins(self, sponsor_id: str) -> tuple[JoinLine, ...]:
        """Why its payers are one, in the order of the payers: each with one that stands before."""
        order = [str(payer["payer_id"]) for payer in self._data.facts.payers[sponsor_id]]
        place = {payer_id: number for number, payer_id in enumerate(order)}
        found = []
        for payer_id in order:
            linked = [row for row in self._linked(payer_id) if _other(row, payer_id) in place]
            back = [row for row in linked if place[_other(row, payer_id)] < place[payer_id]]
            found += [self._join(row, payer_id) for row in _without_repeats(back)]
        return tuple(found)

    def suggestions(
        self, sponsor_id: str, path_of: Callable[[str], str], name_of: Callable[[str], str]
    ) -> tuple[Suggestion, ...]:
        """Sponsors that may be the same, the surest first; each once."""
        best: dict[str, tuple[float, Row]] = {}
        for payer in self._data.facts.payers[sponsor_id]:
            payer_id = str(payer["payer_id"])
            for row in self._of.get(payer_id, ()):
                if row["status"] != "suggested":
                    continue
                other = str(self._payers[_other(row, payer_id)]["sponsor_id"])
                if other != sponsor_id and (other not in best or row["strength"] > best[other][0]):
                    best[other] = (float(row["strength"]), row)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(
            Suggestion(
                name_of(other), path_of(other), self._platforms(other),
                evidence_words(row), reason_words(str(row["reason"])),
            )
            for other, (_strength, row) in ranked[:SHOWN_SUGGESTIONS]
        )  # fmt: skip

    def _linked(self, payer_id: str) -> list[Row]:
        return [row for row in self._of.get(payer_id, ()) if row["status"] == "linked"]

    def _join(self, row: Row, payer_id: str) -> JoinLine:
        return JoinLine(
            one=self._name(payer_id),
            other=self._name(_other(row, payer_id)),
            evidence=evidence_words(row),
            sure=sure_words(row),
            rows=row_words(self._data, str(row["rows_text"])),
        )

    def _name(self, payer_id: str) -> PayerName:
        payer = self._payers[payer_id]
        where = self._data.platform_name(str(payer["platform"]))
        if payer["identity_basis"] == "advertiser_id":
            where += f", {payer_id.partition('/')[2]}"
        return PayerName(str(payer["payer_name"]), where)

    def _platforms(self, sponsor_id: str) -> str:
        codes = self._data.facts.sponsor_platforms.get(sponsor_id, (sponsor_id.split("/")[0],))
        return ", ".join(map(self._data.platform_name, codes))


def evidence_words(link: Row) -> str:
    """What speaks for a link, in one phrase; of a decision that it is one."""
    said = "; ".join(evidence_lines(link))
    return _("Reviewed decision: {reason}", reason=said) if _is_decided(link) else said


def sure_words(link: Row) -> str:
    """``99 % sure``; a decision has no probability."""
    return "" if _is_decided(link) else _("{share} sure", share=percent(float(link["strength"])))


def _is_decided(link: Row) -> bool:
    return link["evidence"] == Evidence.DECISION


def row_words(data: SiteData, rows_text: str) -> tuple[str, ...]:
    """``file:line file:line`` as paths and lines."""
    found = []
    for text in rows_text.split():
        file_id, _mark, line = text.rpartition(":")
        path = data.facts.files[file_id].path if file_id in data.facts.files else file_id
        found.append(_("{file}, line {line}", file=path, line=f"{int(line):,}"))
    return tuple(found[:SHOWN_ROWS])


def name_lines(data: SiteData, sponsor_id: str, names: Sequence[Row]) -> tuple[NameLine, ...]:
    """The names of a sponsor by payer, and of each the payer's before those that ran the ads."""
    payers = data.facts.payers[sponsor_id]
    place = {payer["payer_id"]: number for number, payer in enumerate(payers)}
    platforms = {payer["payer_id"]: str(payer["platform"]) for payer in payers}
    rows = sorted(
        without_doubles(names),
        key=lambda row: (
            row["role"] == "advertiser",
            place[row["payer_id"]],
            -row["row_count"],
            row["name"],
        ),
    )
    return tuple(
        NameLine(
            row["name"],
            _(ROLE_WORDS[str(row["role"])]),
            data.platform_name(platforms[row["payer_id"]]),
            row["advertiser_id"],
            data.seen_words(row["first_seen_date"], row["last_seen_date"]),
            int(row["row_count"]),
            data.facts.files[row["file_id"]].path,
            int(row["line"]),
        )
        for row in rows[:SHOWN_NAMES]
    )


def without_doubles(names: Sequence[Row]) -> list[Row]:
    """A payer that ran all of its ads itself, under the same name, is one line and not two."""
    found: dict[tuple[object, ...], Row] = {}
    for row in names:
        key = (row["payer_id"], row["name"], row["advertiser_id"], row["row_count"])
        found[key] = {**row, "role": "both"} if key in found else row
    return list(found.values())


def names_by_sponsor(data: SiteData, sponsor_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of ``payer_names`` of each sponsor."""
    rows = data.facts.store.table("payer_names")
    rows = rows.filter(rows.sponsor_id.isin(list(sponsor_ids)))
    order = ["payer_id", ibis.desc("role"), "name", "advertiser_id"]
    found: dict[str, list[Row]] = {}
    for row in frame(rows.order_by(order)).to_dict("records"):
        found.setdefault(row["sponsor_id"], []).append(row)
    return found


def _other(row: Row, payer_id: str) -> str:
    return str(row["payer_b"] if row["payer_a"] == payer_id else row["payer_a"])


def _without_repeats(rows: Sequence[Row]) -> list[Row]:
    """The strongest link to each payer, and with a name also the number: a decision on two names
    says nothing about two payers that have the same one."""
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        pair = (str(row["payer_a"]), str(row["payer_b"]))
        found.setdefault(pair, {})[str(row["evidence"])] = row
    kept = []
    for by_evidence in found.values():
        if "decision" in by_evidence and len(by_evidence) > 1:
            del by_evidence["decision"]
        kept += [by_evidence[str(kind)] for kind in Evidence if str(kind) in by_evidence]
    return kept
