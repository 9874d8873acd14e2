"""The snapshots behind the pages of subjects: those that their figures were read from."""

from collections.abc import Iterable, Mapping

from generator.pages.base import ChartSpec, Figure, SourceLine
from generator.pages.data import SiteData
from generator.pages.subject.ads import SubjectAds
from generator.pages.subject.candidates import Candidate
from generator.pages.words import text_or_none
from generator.store.tables import frame
from generator.text.language import _, ngettext

Counts = dict[tuple[str, str], int]
"""By snapshot and what was read from it: the number of rows."""


def source_lines(data: SiteData, counts: Mapping[tuple[str, str], int]) -> tuple[SourceLine, ...]:
    """One line for each snapshot and part of it, by name."""
    platforms = dict(
        zip(data.facts.snapshots["snapshot_id"], data.facts.snapshots["platform"], strict=True)
    )
    return tuple(
        SourceLine(
            snapshot,
            what,
            data.snapshot_day(snapshot),
            ngettext("{count} row", "{count} rows", n),
            data.facts.platforms.names.get(platforms[snapshot], ""),
        )
        for (snapshot, what), n in sorted(counts.items())
    )


def newest_day(data: SiteData, sources: Iterable[SourceLine]) -> str:
    """The date of the newest of these snapshots, in words; that of all if there is none."""
    named = {line.snapshot_id for line in sources}
    ids = [ident for ident in data.facts.snapshots["snapshot_id"] if ident in named]
    return data.snapshot_day(ids[0]) if ids else data.as_of


def count_ads(ads: SubjectAds, counts: Counts) -> None:
    """Add the ads of a subject."""
    for snapshot, n in ads.snapshots.items():
        _add(counts, snapshot, _("ads"), n)


def count_figures(figures: Iterable[Figure], what: str, counts: Counts) -> None:
    """Add figures whose rows are chosen by snapshot."""
    for figure in figures:
        for snapshot, n in figure.rows_by_snapshot():
            _add(counts, snapshot, what, n)


class CommitteeSources:
    """The snapshots behind what is said of the committees of candidates, read once."""

    def __init__(self, data: SiteData, sponsors: Iterable[str]) -> None:
        self._snapshots = {file.path: file.snapshot_id for file in data.facts.files.values()}
        ads = data.facts.store.table("ads")
        rows = ads.filter(ads.is_latest & ads.is_group_first & ads.sponsor_id.isin(list(sponsors)))
        keys = ["sponsor_id", "archive", "spend_currency", "snapshot_id"]
        self._ads: dict[tuple[object, ...], dict[str, int]] = {}
        counted = frame(rows.group_by(keys).aggregate(n=rows.count()))
        for *key, currency, snapshot, n in counted.itertuples(index=False):
            own = self._ads.setdefault((*key, text_or_none(currency)), {})
            own[str(snapshot)] = int(n)

    def count_register(self, candidate: Candidate, counts: Counts) -> None:
        """Add the rows of the register that the page shows."""
        shown = [committee.path for committee in candidate.committees if committee.sponsor_ids]
        for path in (candidate.path, *shown):
            _add(counts, self._snapshots[path], path, 1)

    def count_totals(self, figures: Iterable[Figure], counts: Counts) -> None:
        """Add what totals of sponsors are made of."""
        for figure in figures:
            if figure.fact.table != "ads":
                count_figures((figure,), _("totals of sponsors"), counts)
                continue
            key = figure.fact.value("sponsor_id"), figure.archive, figure.currency
            for snapshot, n in self._ads[key].items():
                _add(counts, snapshot, _("totals of sponsors"), n)

    @staticmethod
    def count_weeks(chart: ChartSpec, weeks: Mapping[tuple[str, str], int], counts: Counts) -> None:
        """Add what a chart of weeks is made of: of ``weeks``, rows by snapshot and currency, those
        of its currency."""
        drawn = dict(chart.options)["currency"]
        for (snapshot, currency), n in weeks.items():
            if currency == drawn:
                _add(counts, snapshot, _("weeks of sponsors"), n)


def _add(counts: Counts, snapshot: str, what: str, n: int) -> None:
    counts[snapshot, what] = counts.get((snapshot, what), 0) + n
