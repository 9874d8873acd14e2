"""Candidates and ballot measures: what advertisers named, and the register's candidates."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.subject.candidates import Candidate, Candidates
from generator.pages.subject.contest_names import ContestNames, Reviewed, candidate_slug, slug
from generator.sponsors.names import Names
from generator.store.tables import frame, table_of_rows
from generator.text.folding import to_plain

CONTESTS = "contests"
_TAKEN = frozenset({"index"})


@dataclass
class Contest:
    """A candidate or ballot measure. ``spellings`` are the words of advertisers with the number
    of ads, the most frequent first; none if only the register names the candidate."""

    id: str
    spellings: dict[str, int] = field(default_factory=dict)
    reviewed: Reviewed | None = None
    candidate: Candidate | None = None

    @property
    def name(self) -> str:
        """The name of the page: the reviewed one, the most frequent words, or the register's."""
        if self.reviewed:
            return self.reviewed.name
        if self.spellings:
            return next(iter(self.spellings))
        return self.candidate.name if self.candidate else self.id

    @property
    def ad_count(self) -> int:
        """Ads that name it."""
        return sum(self.spellings.values())

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"{CONTESTS}/{self.id}"


class Contests:
    """All contests of the store, sorted by id, and which of them have a page."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._names = ContestNames.load(data.facts.config.reference_dir)
        self.candidates = Candidates(data)
        self.unnamed_count = 0
        """Ads whose words name nothing."""
        self.by_id = self._read()
        self.paged = {
            contest.id: contest
            for contest in self.by_id.values()
            if self._earns(contest, directory)
        }

    def _earns(self, contest: Contest, directory: Directory) -> bool:
        sponsors = contest.candidate.sponsor_ids if contest.candidate else ()
        is_named = contest.ad_count >= self._data.facts.config.thresholds.contest_ads > 0
        return is_named or any(map(directory.has_page, sponsors))

    def _read(self) -> dict[str, Contest]:
        found: dict[str, Contest] = {}
        for candidate in self.candidates.by_id.values():
            if candidate.sponsor_ids:
                key = candidate_slug(candidate.candidate_id)
                found[key] = Contest(key, candidate=candidate)
        by_committee = self.candidates.by_committee_name()
        names = Names.load(self._data.facts.config.reference_dir)
        keys: dict[str, str] = {}
        for text, n in self._texts():
            if self._names.is_nothing(text):
                self.unnamed_count += n
                continue
            reviewed = self._names.reviewed.get(to_plain(text))
            candidate_id = by_committee.get(names.key(text), "")
            if reviewed:
                key, candidate_id = reviewed.id, reviewed.fec_candidate_id
            else:
                key = candidate_slug(candidate_id) if candidate_id else self._slug(text, keys)
            contest = found.setdefault(key, Contest(key))
            contest.reviewed = contest.reviewed or reviewed
            contest.candidate = contest.candidate or self.candidates.by_id.get(candidate_id)
            contest.spellings[text] = n
        return dict(sorted(found.items()))

    def _texts(self) -> list[tuple[str, int]]:
        """The words of advertisers and the number of ads with each, the most frequent first."""
        ads = self._data.facts.store.table("ads")
        rows = ads.filter(ads.is_latest & ads.contest_text.notnull())
        counts = rows.group_by("contest_text").aggregate(n=rows.count())
        ordered = counts.order_by([ibis.desc("n"), "contest_text"])
        return [(text, int(n)) for text, n in frame(ordered).itertuples(index=False)]

    @staticmethod
    def _slug(text: str, keys: dict[str, str]) -> str:
        """An address of plain letters for a name; two names never share one."""
        plain = to_plain(text)
        own = slug(text)
        other = keys.setdefault(own, plain)
        if own.isascii() and own not in _TAKEN and not own.startswith("fec-") and other == plain:
            return own
        return f"name-{hashlib.sha256(plain.encode()).hexdigest()[:12]}"

    def tags(self) -> ir.Table:
        """The ads of each contest: file_id, line, subject."""
        pairs = [(text, c.id) for c in self.by_id.values() for text in c.spellings]
        known = table_of_rows(pairs, {"contest_text": "string", "subject": "string"})
        ads = self._data.facts.store.table("ads")
        rows = ads.filter(ads.is_latest & ads.contest_text.notnull())
        return rows.inner_join(known, "contest_text").select("file_id", "line", "subject")

    def of_sponsors(self) -> Mapping[str, list[str]]:
        """By sponsor: the contests of the candidates whose committee it is."""
        found: dict[str, list[str]] = {}
        for contest in self.by_id.values():
            for sponsor_id in contest.candidate.sponsor_ids if contest.candidate else ():
                found.setdefault(sponsor_id, []).append(contest.id)
        return found
