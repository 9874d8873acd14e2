"""Which of its names a payer, and a sponsor, bears: that of most of its money and rows.

Every row of the archives with the payer has one vote, whatever copy it stands in, so that one odd
row decides nothing. The votes of the rows with an amount in one currency are shared out among the
names by these amounts: of three rows in dollars, a name with 99 % of the dollars has 2.97 votes.
Rows without an amount, or whose amounts are all 0, keep a vote each. So money counts where there
is money, and amounts in different currencies are never added: only the votes of their rows are.

An amount is the lower bound of a row. The sum over rows is a weight and no figure: the same money
may stand in several rows and copies.

What the platform gives as the payer's name goes before the name of a page or account, and that
before a bare id; in a sponsor, a declared payer goes before a page for which none was declared. Of
names with equal votes, that with more rows goes first, then the one that was seen last, then the
order of the alphabet.
"""

import ibis
import ibis.expr.types as ir

_DIGITS = 6
"""Votes are compared to so many digits after the point: sums of shares may differ beyond."""


def names_of_payers(sightings: ir.Table) -> ir.Table:
    """payer_id, payer_name, of sightings as :func:`generator.sponsors.identity.payer_tables` reads
    them."""
    return _borne(_named(sightings), "payer_id").rename(payer_name="name")


def names_of_sponsors(sightings: ir.Table, sponsor_of: ir.Table) -> ir.Table:
    """sponsor_id, sponsor_name; ``sponsor_of`` has payer_id and sponsor_id."""
    named = _named(sightings).inner_join(sponsor_of, "payer_id")
    return _borne(named, "sponsor_id").rename(sponsor_name="name")


def _named(sightings: ir.Table) -> ir.Table:
    """With name and rank: of the names of one payer or sponsor, those of the lowest rank count."""
    is_page = sightings.identity_basis == "page"
    rank = ibis.cases(
        (sightings.payer_name.notnull(), 0),
        (sightings.advertiser_name.notnull(), 1),
        else_=2,
    )
    name = ibis.coalesce(sightings.payer_name, sightings.advertiser_name, sightings.advertiser_id)
    return sightings.mutate(name=name, rank=rank + is_page.ifelse(3, 0))


def _borne(named: ir.Table, owner: str) -> ir.Table:
    """The name of each owner with the most votes."""
    lowest = named["rank"].min().over(ibis.window(group_by=owner))
    named = named.mutate(lowest=lowest)
    named = named.filter(named["rank"] == named.lowest)
    sums = named.group_by([owner, "name", "currency"]).aggregate(
        rows=named.row_count.sum().cast("float64"),
        amount=named.amount.sum(),
        last=named.taken_on_date.max(),
    )
    pool = ibis.window(group_by=[owner, "currency"])
    sums = sums.mutate(
        pool_rows=sums["rows"].sum().over(pool), pool_amount=sums.amount.sum().over(pool)
    )
    share = sums.amount.cast("float64") / sums.pool_amount.cast("float64")
    votes = (sums.pool_amount > 0).ifelse(sums.pool_rows * share, sums["rows"])
    sums = sums.mutate(votes=ibis.coalesce(votes, sums["rows"]))
    total = sums.group_by([owner, "name"]).aggregate(
        votes=sums.votes.sum().round(_DIGITS), rows=sums["rows"].sum(), last=sums["last"].max()
    )
    order = [ibis.desc("votes"), ibis.desc("rows"), ibis.desc("last"), ibis.asc("name")]
    position = ibis.row_number().over(ibis.window(group_by=owner, order_by=order))
    ranked = total.mutate(position=position)
    return ranked.filter(ranked.position == 0).select(owner, "name")
