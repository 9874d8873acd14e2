"""Rows of X's disclosure file to ads: which rows repeat a spending, and what they add up to."""

import ibis
import ibis.expr.types as ir

CHOICES = ("audience", "interest", "place", "gender", "age")
"""What the buyer chose, by dimension; the columns that repeat a spending."""
_AD = ("file_id", "ad_id")
_SPENDING = (*_AD, "start", "end", "impressions", "spend")


def with_spendings(rows: ir.Table) -> ir.Table:
    """Say of each row which ad and spending it belongs to, and whether it is told apart there.

    Adds ad_id, ad_line (of the ad's first row), spending_line and twin_line (of the first row of
    the spending, and of the first that is the same in all), row_count (of the spending),
    twin_count, is_doubtful (the spending may be several) and is_kept (the row is stored).
    """
    account = rows.account.fill_null("").replace("@", "").lower()
    rows = rows.mutate(account_key=account)
    tweet = ibis.window(group_by=["file_id", "tweet_id"])
    is_shared = rows.account_key.min().over(tweet) != rows.account_key.max().over(tweet)
    own = rows.tweet_id + "-" + rows.account_key.re_replace(r"[^a-z0-9_]+", "_")
    rows = rows.mutate(ad_id=is_shared.ifelse(own, rows.tweet_id))
    choice = ibis.literal("\x1f").join([rows[name].fill_null("") for name in CHOICES])
    rows = rows.mutate(choice=choice, has_choice=choice.replace("\x1f", "") != "")
    spending = ibis.window(group_by=_SPENDING)
    twins = ibis.window(group_by=[*_SPENDING, "choice"])
    rows = rows.mutate(
        ad_line=rows.line.min().over(ibis.window(group_by=_AD)),
        spending_line=rows.line.min().over(spending),
        row_count=rows.line.count().over(spending),
        twin_line=rows.line.min().over(twins),
        twin_count=rows.line.count().over(twins),
    )
    is_telling = ((rows.impressions > 0) & (rows.spend > 0)).fill_null(False)
    has_twins = rows.twin_count.max().over(spending) > 1
    return rows.mutate(
        is_doubtful=(rows.row_count > 1) & (has_twins | ~is_telling),
        is_kept=(rows.line == rows.ad_line) | (rows.has_choice & (rows.line == rows.twin_line)),
    )


def ads_of(rows: ir.Table) -> ir.Table:
    """One row for each ad, on the line of its first row."""
    spendings = rows.filter(rows.line == rows.spending_line)
    times = spendings.is_doubtful.ifelse(spendings.row_count, 1)
    totals = spendings.group_by([*_AD]).aggregate(
        first_shown_date=spendings.start.min(),
        # An open end leaves the ad open.
        last_shown_date=spendings.end.isnull().any().ifelse(ibis.null("date"), spendings.end.max()),
        is_end_before_start=(spendings.end < spendings.start).any().fill_null(False),
        spend_low=spendings.spend.sum(),
        spend_high=(spendings.spend * times).sum(),
        spend_gaps=spendings.spend.isnull().sum(),
        impressions_low=spendings.impressions.sum(),
        impressions_high=(spendings.impressions * times).sum(),
        impressions_gaps=spendings.impressions.isnull().sum(),
    )
    heads = rows.filter(rows.line == rows.ad_line).drop("spend", "impressions")
    ads = heads.inner_join(totals, [*_AD])
    return ads.mutate(
        **_amount(ads, "spend", "decimal(18, 2)"), **_amount(ads, "impressions", "decimal(18, 0)")
    )


def _amount(ads: ir.Table, name: str, kind: str) -> dict[str, ir.Value]:
    low, high = ads[f"{name}_low"].cast(kind), ads[f"{name}_high"].cast(kind)
    is_open = ads[f"{name}_gaps"] > 0
    return {
        f"{name}_lo": low,
        f"{name}_hi": is_open.ifelse(ibis.null(kind), high),
        f"{name}_kind": ibis.cases(
            (low.isnull(), "unknown"), (is_open, "at_least"), (low == high, "exact"), else_="bucket"
        ),
    }


def left_out(rows: ir.Table) -> ir.Table:
    """file_id, line, reason: the rows that add no choice, with the line that counts them."""
    out = rows.filter(~rows.is_kept)
    how = out.is_doubtful.ifelse(
        "counted once in the lower bound of the ad, and every time in the upper",
        "counted once",
    )
    at, count = out.spending_line.cast("string"), out.row_count.cast("string")
    twin, twins = out.twin_line.cast("string"), out.twin_count.cast("string")
    same = ibis.literal("the same in everything as line ") + twin + " (" + twins + " such rows): "
    repeated = (
        ibis.literal("the dates, impressions and spend of line ") + at + " again (" + count
        + " such rows), without a choice of the buyer: "
    )  # fmt: skip
    added = (
        ibis.literal("another spending of the ad on line ") + out.ad_line.cast("string")
        + ", without a choice of the buyer: added there"
    )  # fmt: skip
    reason = ibis.cases(
        (out.line != out.twin_line, same + how),
        (out.line != out.spending_line, repeated + how),
        else_=added,
    )
    return out.select("file_id", "line", reason=reason)
