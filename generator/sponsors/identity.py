"""The id of a payer as declared in one archive: the platform's own id, or the exact text.

Google's payer has an id. A Meta payer is only a text, so the text, with white space collapsed, is
its identity; a Meta ad without a disclaimer belongs to the page that ran it. A Snapchat payer is
its exact name. Which payers are one sponsor is decided by :mod:`generator.sponsors.linking`, and
which name a payer and a sponsor bear by :mod:`generator.sponsors.bearing`.
"""

import hashlib
import re

import ibis
import ibis.expr.types as ir

from generator.sponsors.bearing import names_of_payers, names_of_sponsors

SPACE = "[\t-\r \x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
"""White space, spelled out because Python and the engine do not mean the same by ``\\s``."""
DIGITS = 16
"""Hexadecimal digits of a text's SHA-256 that make an id: 64 bits."""


def text_id(platform: str, role: str, text: str) -> str:
    """The id of a payer that is known by a text only."""
    cleaned = re.sub(SPACE, " ", text).strip(" ")
    digest = hashlib.sha256(f"{role}:{cleaned}".encode()).hexdigest()
    return f"{platform}/{role[0]}{digest[:DIGITS]}"


def with_payer(rows: ir.Table) -> ir.Table:
    """Add payer_id and identity_basis to rows that say who paid and who ran the ad.

    ``rows`` has platform, advertiser_id, advertiser_name and payer_name. Rows about a place
    only (neither name nor id) get null.
    """
    is_google = rows.platform == "google"
    has_payer = rows.payer_name.notnull()
    basis = ibis.cases(
        (is_google & rows.advertiser_id.notnull(), "advertiser_id"),
        (has_payer & (rows.platform == "meta"), "disclaimer_text"),
        (has_payer, "payer_name"),
        (rows.advertiser_name.notnull() | rows.advertiser_id.notnull(), "page"),
        else_=ibis.null("string"),
    )
    payer_id = ibis.cases(
        (basis == "advertiser_id", rows.platform + "/" + rows.advertiser_id),
        (
            (basis == "page") & rows.advertiser_id.notnull(),
            rows.platform + "/page-" + rows.advertiser_id,
        ),
        (basis == "page", _text_id(rows.platform, "page", rows.advertiser_name)),
        (basis.notnull(), _text_id(rows.platform, "text", rows.payer_name)),
        else_=ibis.null("string"),
    )
    return rows.mutate(payer_id=payer_id, identity_basis=basis)


def _text_id(platform: ir.StringValue, role: str, text: ir.StringValue) -> ir.StringValue:
    cleaned = text.re_replace(SPACE, " ").strip()
    digest = (ibis.literal(f"{role}:") + cleaned).hexdigest("sha256")
    return platform + f"/{role[0]}" + digest.substr(0, DIGITS)


def payer_tables(sightings: ir.Table) -> tuple[ir.Table, ir.Table]:
    """The tables ``payers`` and ``payer_names`` from sightings, without the sponsor.

    A sighting is a distinct (payer_id, platform, identity_basis, advertiser_id, advertiser_name,
    payer_name, taken_on_date, currency) with its row_count, the sum of the amounts of these rows
    (null if they have none), and the first of its rows in file_id and line.
    """
    return _payers(sightings), _names(sightings)


def _names(sightings: ir.Table) -> ir.Table:
    payer = sightings.filter(sightings.payer_name.notnull()).mutate(
        role=ibis.literal("payer"), name=ibis._.payer_name
    )
    advertiser = sightings.filter(sightings.advertiser_name.notnull()).mutate(
        role=ibis.literal("advertiser"), name=ibis._.advertiser_name
    )
    uses = payer.union(advertiser).mutate(advertiser_id=ibis._.advertiser_id.fill_null(""))
    newest_first = [ibis.desc(uses.taken_on_date), uses.file_id, uses.line]
    return uses.group_by(["payer_id", "role", "name", "advertiser_id"]).aggregate(
        row_count=_whole(uses.row_count.sum()),
        first_seen_date=uses.taken_on_date.min(),
        last_seen_date=uses.taken_on_date.max(),
        file_id=uses.file_id.first(order_by=newest_first),
        line=uses.line.first(order_by=newest_first),
    )


def _payers(sightings: ir.Table) -> ir.Table:
    name = ibis.coalesce(sightings.payer_name, sightings.advertiser_name, sightings.advertiser_id)
    own = sightings.mutate(name=name)
    whole = own.group_by(["payer_id", "platform", "identity_basis"]).aggregate(
        name_count=own.name.nunique(),
        row_count=_whole(own.row_count.sum()),
        first_seen_date=own.taken_on_date.min(),
        last_seen_date=own.taken_on_date.max(),
    )
    return whole.inner_join(names_of_payers(sightings), "payer_id")


def sponsor_table(
    payers: ir.Table, sightings: ir.Table, sponsor_of: ir.Table, kinds: ir.Table
) -> ir.Table:
    """The table ``sponsors``: its payers, with sponsor_id, added up; ``kinds`` by sponsor_id.

    ``sponsor_of`` has payer_id and sponsor_id; the name is one of those in the sightings.
    """
    sums = payers.group_by("sponsor_id").aggregate(
        platform_codes=payers.platform.collect(distinct=True).sort().join(" "),
        payer_count=payers.count(),
        row_count=_whole(payers.row_count.sum()),
        first_seen_date=payers.first_seen_date.min(),
        last_seen_date=payers.last_seen_date.max(),
    )
    named = sums.inner_join(names_of_sponsors(sightings, sponsor_of), "sponsor_id")
    return named.left_join(kinds, "sponsor_id").drop("sponsor_id_right")


def _whole(number: ir.NumericValue) -> ir.IntegerValue:
    """The engine's sum of whole numbers is wider than int64, and ibis does not know: a plain cast
    would be left out, and the file would hold floats."""
    return number.cast("decimal(18, 0)").cast("int64")
