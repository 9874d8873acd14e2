"""Elections that Google named for its advertisers: the column "Elections" of its bundle, until 2019.

The column says in which elections an advertiser was verified to buy ads. It gives no date and does
not split the money, so the totals are those of the advertisers, whatever an ad was for.
"""

from dataclasses import dataclass

import ibis.expr.types as ir

from generator.pages.base import Cell, ChartSpec, Column, Figure, TableBlock, money_cell, widest_of
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.rankings import top_rows
from generator.pages.subject.contest_names import slug
from generator.pages.sums import Sum, add_up, read_sums
from generator.pages.week_charts import weekly_chart
from generator.pages.words import currency_key, first_of, in_words
from generator.schema.ranges import add_ranges
from generator.store.fact import Fact
from generator.store.tables import frame, table_of_rows
from generator.text.language import _, mark, ngettext

NAMES = {
    "US-Federal": mark("US federal elections"),
    "EU-Parliament": mark("European Parliament elections"),
    "IN-General": mark("General elections in India"),
}
"""Google's words for elections, in ours; another is shown as it is."""
RULE = (
    "Google's own totals of the advertisers that it lists with this election in one snapshot, added "
    "up: whatever election the money was for."
)


@dataclass(frozen=True)
class NamedElection:
    """An election as Google names it, and the advertisers that one snapshot lists with it."""

    platform: str
    text: str
    snapshot_id: str
    advertiser_ids: tuple[str, ...]

    @property
    def id(self) -> str:
        """``google-eu-parliament``."""
        return f"{self.platform}-{slug(self.text)}"

    @property
    def name(self) -> str:
        """In words."""
        return _(NAMES[self.text]) if self.text in NAMES else self.text


class NamedElections:
    """All of them, from the newest snapshot that names each, read once."""

    def __init__(self, data: SiteData, directory: Directory) -> None:
        self._data = data
        self._directory = directory
        self.by_id = {election.id: election for election in self._read()}
        self._totals = self._sums("advertiser_total", ["sponsor_id"])
        self._weeks = self._sums("advertiser_week", ["period_start_date"])

    @property
    def platforms(self) -> tuple[str, ...]:
        """The names of the platforms that named elections."""
        own = {election.platform for election in self.by_id.values()}
        return tuple(self._data.platform_name(platform) for platform in sorted(own))

    def _read(self) -> list[NamedElection]:
        rows = self._data.facts.store.table("advertisers")
        rows = rows.filter(rows.elections_text.notnull() & rows.advertiser_id.notnull())
        days = dict(
            zip(
                self._data.facts.snapshots["snapshot_id"],
                self._data.facts.snapshots["taken_on_date"],
                strict=True,
            )
        )
        found: dict[tuple[str, str], dict[str, set[str]]] = {}
        listed = rows.select(
            "platform", "elections_text", "snapshot_id", "advertiser_id"
        ).distinct()
        for platform, texts, snapshot, advertiser in frame(listed).itertuples(index=False):
            for text in filter(None, (part.strip() for part in texts.split(","))):
                found.setdefault((platform, text), {}).setdefault(snapshot, set()).add(advertiser)
        elections = []
        for own, snapshots in sorted(found.items()):
            newest = max(snapshots, key=lambda key: (days[key], key))
            elections.append(NamedElection(*own, newest, tuple(sorted(snapshots[newest]))))
        return elections

    def _sums(self, scope: str, keys: list[str]) -> dict[str, list[Sum]]:
        """By election: amounts of its advertisers, added up by currency and ``keys``."""
        rows = self._data.facts.store.table("spend_observations")
        rows = rows.filter((rows.scope == scope) & rows.is_primary)
        listed = self._listed()
        joined = rows.inner_join(listed, ["snapshot_id", "advertiser_id"])
        found: dict[str, list[Sum]] = {}
        for row in read_sums(add_up(joined, ["election", "spend_currency", *keys])):
            found.setdefault(row.election, []).append(row)
        return found

    def _listed(self) -> ir.Table:
        pairs = [
            (election.id, election.snapshot_id, advertiser)
            for election in self.by_id.values()
            for advertiser in election.advertiser_ids
        ]
        names = ("election", "snapshot_id", "advertiser_id")
        return table_of_rows(pairs, dict.fromkeys(names, "string"))

    def _by_currency(self, rows: list[Sum]) -> list[tuple[str, list[Sum]]]:
        found: dict[str, list[Sum]] = {}
        for row in rows:
            found.setdefault(row.currency, []).append(row)
        return sorted(found.items(), key=lambda item: (-len(item[1]), item[0] or ""))

    def figures(self, election: NamedElection) -> tuple[Figure, ...]:
        """One figure for each currency."""
        data = self._data
        name = data.platform_name(election.platform)
        found = []
        for currency, rows in self._by_currency(self._totals.get(election.id, [])):
            parts = sum(row.count for row in rows)
            amount = add_ranges(row.amount for row in rows)
            found.append(
                Figure(
                    id=f"{election.platform}-{currency_key(currency)}",
                    platform=election.platform,
                    label=_("{platform}, reported totals", platform=name),
                    money=data.words.money(amount, currency, parts=parts),
                    details=(ngettext(
                        "totals of {count} advertiser, to {day}",
                        "totals of {count} advertisers, to {day}",
                        parts, day=data.snapshot_day(election.snapshot_id),
                    ),),
                    fact=Fact("spend_observations", (
                        ("scope", "advertiser_total"), ("snapshot_id", election.snapshot_id),
                        ("is_primary", True), ("spend_currency", currency),
                        ("advertiser_id", election.advertiser_ids),
                    ), RULE),
                    row_count=parts,
                )
            )  # fmt: skip
        return tuple(found)

    def rankings(self, election: NamedElection) -> tuple[TableBlock, ...]:
        """The sponsors of these advertisers by their totals, one table for each currency."""
        data, directory = self._data, self._directory
        found = []
        for currency, rows in self._by_currency(self._totals.get(election.id, [])):
            named = top_rows(rows, len(rows))
            if not named:
                continue
            top = named[: data.facts.config.top_rows]
            amounts = [data.words.money(r.amount, currency, parts=r.count) for r in top]
            widest = widest_of(amounts)
            title = _(
                "{platform}: totals of advertisers listed with this election, in {currency}, by "
                "sponsor.",
                platform=data.platform_name(election.platform),
                currency=in_words(currency),
            )
            found.append(
                TableBlock(
                    title + first_of(len(top), len(named)),
                    (Column("sponsor", _("Sponsor")), Column("spend", _("Spend"))),
                    tuple(
                        (Cell(directory.names[r.sponsor_id], directory.path(r.sponsor_id)), money_cell(money, widest))
                        for r, money in zip(top, amounts, strict=True)
                    ),
                    (1,),
                )
            )  # fmt: skip
        return tuple(found)

    def weekly(self, election: NamedElection) -> ChartSpec | None:
        """Weeks of these advertisers in the currency that has the most of them."""
        groups = self._by_currency(self._weeks.get(election.id, []))
        if not groups:
            return None
        currency, rows = groups[0]
        title = _(
            "Weekly spend on {platform} of the advertisers listed with this election ({currency})",
            platform=self._data.platform_name(election.platform),
            currency=in_words(currency),
        )
        others = {code: len(own) for code, own in groups}
        ident = f"race-{election.id}"
        return weekly_chart(self._data, rows, currency, ident, title, others=others)
