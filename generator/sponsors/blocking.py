"""Which pairs of payers are worth comparing: those that share something rare, found by the engine.

A pair is compared if the two names hold the same words in any order, the same telling words, or
nearly the same letters, if they speak of a person of the same surname and office, or if both lead
to the same website. What more than a few share (a common surname, a frequent beginning) makes no
pairs, so that a million payers stay comparable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.sponsors.names import Name, Names
from generator.sponsors.payers import Payer
from generator.store.tables import Engine

MOST_SHARING = 30
"""What more names than this share makes no pairs."""
MOST_OF_A_SURNAME = 10
"""A surname that stands in more names of campaigns for an office tells nothing of one of them."""
_SHORT, _LONG, _END = 6, 20, 10
_BATCH = 50_000
RECORDS, BLOCKS, PAIRS = "linking_records", "linking_blocks", "linking_pairs"
_SCHEMA = pa.schema(
    [
        ("unique_id", pa.int64()),
        ("payer", pa.int64()),
        ("key", pa.string()),
        ("ordered", pa.string()),
        ("bare", pa.string()),
        ("core", pa.string()),
        ("telling", pa.string()),
        ("joined", pa.string()),
        ("digits", pa.string()),
        ("years", pa.string()),
        ("timeless", pa.string()),
        ("surname", pa.string()),
        ("rest", pa.string()),
        ("given", pa.list_(pa.string())),
        ("first", pa.string()),
        ("is_campaign", pa.bool_()),
        ("countries", pa.list_(pa.string())),
        ("regions", pa.list_(pa.string())),
        ("sites", pa.list_(pa.string())),
        ("numbers", pa.list_(pa.string())),
        ("spaces", pa.list_(pa.string())),
        ("first_date", pa.date32()),
        ("last_date", pa.date32()),
    ]
)


@dataclass(frozen=True)
class Records:
    """What was given to the engine: of each ``unique_id`` the key and the payer's position."""

    keys: list[str]
    payers: list[int]


def make_records(engine: Engine, payers: Sequence[Payer], names: Names) -> Records:
    """Give the engine one row for each name of each payer; ``payer`` is the payer's position.

    ``ordered`` are the words of the name in alphabetical order, ``bare`` those that are not
    harmless, ``timeless`` these without years; ``core`` are the telling words in their own order,
    ``telling`` in the alphabet's, and ``joined`` without spaces. ``surname``, ``given`` and
    ``rest`` are those of the person that the name speaks of, ``first`` the first given name.
    """
    engine.create(RECORDS, dict(ibis.schema(_SCHEMA).items()))
    made = Records([], [])
    for begin in range(0, len(payers), _BATCH):
        rows = [
            (payer, name, begin + offset)
            for offset, payer in enumerate(payers[begin : begin + _BATCH])
            if not payer.is_joint
            for name in payer.names
        ]
        first = len(made.keys)
        made.keys.extend(name.key for _, name, _ in rows)
        made.payers.extend(position for _, _, position in rows)
        if rows:
            engine.append(RECORDS, _columns(rows, first, names))
    return made


def _columns(rows: Sequence[tuple[Payer, Name, int]], first: int, names: Names) -> pa.Table:
    columns: dict[str, list[object]] = {name: [] for name in _SCHEMA.names}
    for offset, (payer, name, position) in enumerate(rows):
        person = names.person(name)
        bare = set(name.words) - names.harmless
        row = (
            first + offset,
            position,
            name.key,
            " ".join(sorted(name.words)),
            " ".join(sorted(bare)),
            " ".join(name.core),
            " ".join(sorted(name.core)),
            "".join(name.core),
            " ".join(name.numbers),
            " ".join(name.years),
            " ".join(sorted(bare - set(name.years))),
            person.surname if person else None,
            " ".join(person.rest) if person else None,
            list(person.given) if person else None,
            person.given[0] if person and person.given else None,
            not names.campaigns.isdisjoint(name.words),
            _listed(payer.countries),
            _listed(payer.regions),
            _listed(payer.sites),
            _listed(f"{number.space}={number.value}" for number in payer.numbers),
            _listed({number.space for number in payer.numbers}),
            payer.first_date,
            payer.last_date,
        )
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
    return pa.table(columns, schema=_SCHEMA)


def make_pairs(engine: Engine) -> ir.Table:
    """Pairs to compare: join_key_l, join_key_r (of ``unique_id``) and match_key, as Splink names
    them. Names with other digits in them are never a pair; names with other years only if nothing
    else is different, or a given name."""
    found = engine.table(RECORDS)
    blocks = _blocks(found)
    sizes = blocks.group_by(["block", "most"]).aggregate(size=blocks.count())
    few = sizes.filter((sizes["size"] > 1) & (sizes["size"] <= sizes.most))
    kept = engine.keep(BLOCKS, blocks.join(few, "block").select("block", "unique_id"))
    other = kept.view()
    both = kept.join(other, [kept.block == other.block, kept.unique_id < other.unique_id])
    ids = both.select(join_key_l=kept.unique_id, join_key_r=other.unique_id).distinct()
    left = found.select(
        "unique_id", "payer", "key", "digits", "years", "timeless", "core", "surname", "rest",
        "countries",
    )  # fmt: skip
    right = left.view()
    pairs = ids.join(left, ids.join_key_l == left.unique_id)
    pairs = pairs.join(right, pairs.join_key_r == right.unique_id, rname="{name}_r")
    are_near = (
        pairs.countries.isnull()
        | pairs.countries_r.isnull()
        | (pairs.countries.intersect(pairs.countries_r).length() > 0)
    )
    pairs = pairs.filter(
        (pairs.payer != pairs.payer_r)
        & (pairs.key != pairs.key_r)
        & (pairs.digits == pairs.digits_r)
        & _are_of_one_time(pairs)
        & are_near
    )
    return engine.keep(PAIRS, pairs.select("join_key_l", "join_key_r", match_key=ibis.literal("0")))


def _are_of_one_time(pairs: ir.Table) -> ir.BooleanValue:
    """True if the names say the same years, or differ in nothing else but a given name."""
    is_same = (pairs.core == pairs.core_r) & (pairs.core != "")
    is_kin = (pairs.surname == pairs.surname_r) & (pairs["rest"] == pairs.rest_r)
    return (
        (pairs.years == pairs.years_r)
        | (is_same & (pairs.timeless == pairs.timeless_r))
        | is_kin.fill_null(False)
    )


def _blocks(found: ir.Table) -> ir.Table:
    """What each name could share: block, unique_id, and how many may share it (most)."""
    joined = found.joined
    middle = found.filter((joined.length() >= _SHORT) & (joined.length() <= _LONG))
    gaps = middle.mutate(gap=ibis.range(0, middle.joined.length()).unnest())
    shorter = gaps.joined.substr(0, gaps.gap) + gaps.joined.substr(gaps.gap + 1)
    long = found.filter(joined.length() > _LONG)
    sited = found.filter(found.sites.notnull())
    named = found.filter(found["first"].notnull())
    campaigns = found.filter(found.surname.notnull() & found.is_campaign)
    parts = [
        _block(found, "words:", found.ordered),
        _block(found.filter(found.telling != ""), "telling:", found.telling),
        _block(middle, "letters:", middle.joined),
        _block(gaps, "letters:", shorter),
        _block(long, "first:", long.joined.left(_END)),
        _block(long, "last:", long.joined.right(_END)),
        _block(sited, "site:", sited.sites.unnest()),
        _block(found.filter(found.core != ""), "timeless:", found.timeless),
        _block(
            campaigns, "surname:", campaigns.surname + "|" + campaigns["rest"], MOST_OF_A_SURNAME
        ),
        _block(named, "given:", named["first"] + "|" + named.surname + "|" + named["rest"]),
    ]
    return ibis.union(*parts).distinct()


def _block(rows: ir.Table, kind: str, value: ir.StringValue, most: int = MOST_SHARING) -> ir.Table:
    made = rows.select("unique_id", value=value)
    block = (ibis.literal(kind) + made["value"]).hash()
    return made.select("unique_id", block=block, most=ibis.literal(most))


def _listed(values: Iterable[str]) -> list[str] | None:
    return sorted(values) or None
