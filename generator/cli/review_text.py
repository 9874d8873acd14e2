"""How ``paidforby review`` shows a case. All text of an archive is data: it is never markup, and
what cannot be seen (control characters, marks that turn the direction of writing) is spelled out.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from generator.pages.addresses import permalink
from generator.review.cases import Case, Side, Suggestion
from generator.review.decision_preview import Foreseen
from generator.review.facts import Amount, PayerFacts, PayerName
from generator.review.session import Review
from generator.schema.ranges import UNKNOWN, Range, bucket, exact
from generator.sponsors.decisions import Verdict
from generator.text.amounts import CURRENCY_UNKNOWN, amount_words, range_words

FEW = 3
"""So many names, rows, amounts of a payer are shown at first."""
MANY = 200
"""So many at the most when more are asked for."""
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_BASIS = {
    "advertiser_id": "known by the platform's id",
    "disclaimer_text": "known by the text of its disclaimer",
    "payer_name": "known by its name",
    "page": "a page that named no payer",
}


def visible(text: str) -> str:
    """The text with every character that cannot be seen as its code, such as ``\\u202e``."""
    return "".join(_spelled(c) if unicodedata.category(c) in _HIDDEN else c for c in text)


def case_text(review: Review, case: Case, heading: str, site_url: str, *, is_all: bool) -> Text:
    """A case in full: the evidence, the two sides, and if it is open what a decision would do."""
    limit = MANY if is_all else FEW
    lines = [Text(heading, style="bold"), Text("Evidence", style="bold")]
    for found in case.suggestions[:limit]:
        lines += _suggestion(found, limit, len(case.payer_ids) > 2)
    lines += _more(len(case.suggestions), limit, "pieces of evidence")
    for letter, side in zip("AB", case.sides, strict=True):
        lines += _side(review, letter, side, site_url, limit)
    if not review.is_open(case):
        return Text("\n").join(lines)
    lines.append(Text("What a decision does", style="bold"))
    for verdict in (Verdict.SAME, Verdict.DIFFERENT):
        _, foreseen = review.draft(case, verdict)
        lines.append(_field(str(verdict), outcome(review, case, verdict, foreseen)))
    return Text("\n").join(lines)


def outcome(review: Review, case: Case, verdict: Verdict, foreseen: Foreseen) -> str:
    """What a decision would do, in words."""
    if foreseen.problem:
        return f"cannot be decided here: {foreseen.problem}"
    if verdict is Verdict.DIFFERENT:
        return "the next `paidforby ingest` keeps the two apart and suggests them no more"
    counts = " + ".join(f"{len(side.payer_ids):,}" for side in case.sides)
    said = f"the next `paidforby ingest` joins the two sponsors ({counts} payers)"
    if foreseen.payer_count != len(case.payer_ids):
        said += f"; with what else is decided, {foreseen.payer_count:,} payers are one then"
    numbers = review.different_numbers(case)
    if numbers:
        said += (
            f". Their regulator's numbers differ ({numbers}): only a decision on ids, such as this "
            "one, joins them"
        )
    if foreseen.left_out:
        said += f". Other numbers keep out {', '.join(foreseen.left_out)}"
    return visible(said)


def proposed_reason(review: Review, case: Case, verdict: Verdict) -> str:
    """A reason to start from; empty if the store knows none."""
    if verdict is Verdict.SAME:
        best = case.suggestions[0]
        return visible(f"{best.evidence}: {best.detail}")
    numbers = review.different_numbers(case)
    return visible(f"different numbers of a regulator: {numbers}") if numbers else ""


def list_table(review: Review, cases: Sequence[Case]) -> Table:
    """All cases, one row each."""
    table = Table(show_edge=False, pad_edge=False)
    for name in ("#", "strength", "size", "payer", "payer", "evidence, and why it did not link"):
        table.add_column(name, justify="right" if name == "#" else "left", overflow="fold")
    for position, case in enumerate(cases, 1):
        best = case.suggestions[0]
        table.add_row(
            Text(f"{position:,}"),
            Text(f"{case.band} {_strength(best)}"),
            Text(_size(case)),
            *(_short(review.facts.of(side.payer_id)) for side in case.sides),
            Text(visible(f"{best.evidence}: {best.detail}. {best.reason}")),
        )
    return table


def _short(payer: PayerFacts) -> Text:
    return Text(f"{visible(payer.payer_name)}\n{visible(payer.payer_id)}")


def _size(case: Case) -> str:
    if case.size is None:
        return _count(case.row_count, "row")
    return amount_words(case.size, case.currency)


def _suggestion(found: Suggestion, limit: int, has_others: bool) -> list[Text]:
    lines = [_field(str(found.evidence), f"{found.detail} ({_strength(found)})")]
    if has_others:
        lines.append(_field("", f"between {found.payer_a} and {found.payer_b}"))
    lines.append(_field("", f"not linked: {found.reason}"))
    lines += [_field("", f"row {row}") for row in found.rows[:limit]]
    return [*lines, *_more(len(found.rows), limit, "rows")]


def _side(review: Review, letter: str, side: Side, site_url: str, limit: int) -> list[Text]:
    payer = review.facts.of(side.payer_id)
    lines = [
        Text(f"{letter}  {visible(payer.payer_name)}", style="bold"),
        _field("payer", f"{payer.payer_id}, {_BASIS.get(payer.identity_basis, payer.identity_basis)}, {_count(payer.row_count, 'row')}"),
        *_payer(payer, limit),
        _field("sponsor now", f"{side.sponsor_name} ({side.sponsor_id}): {_count(len(side.payer_ids), 'payer')}, {_count(side.row_count, 'row')}"),
    ]  # fmt: skip
    others = [one for one in side.payer_ids if one != side.payer_id]
    for one in others[:limit]:
        other = review.facts.of(one)
        lines.append(
            _field("with", f"{other.payer_name} ({one}), {_count(other.row_count, 'row')}")
        )
        if limit == MANY:
            lines += _payer(other, limit)
    lines += _more(len(others), limit, "payers")
    return [*lines, _field("page", site_url + permalink(side.sponsor_id))]


def _payer(payer: PayerFacts, limit: int) -> Iterable[Text]:
    for name in payer.names[:limit]:
        yield _field("named", _name(name))
    yield from _more(len(payer.names), limit, "names")
    for text, row in payer.numbers[:limit]:
        yield _field("public ids", f"{text} (row {row})")
    yield from _more(len(payer.numbers), limit, "cells with public ids")
    if payer.active:
        yield _field("active", " to ".join(day.isoformat() for day in payer.active))
    yield _field("in copies of", f"{payer.first_seen_date} to {payer.last_seen_date}")
    yield from _several("places", payer.places, limit * 4)
    yield from _several("websites", payer.sites, limit)
    for amount in payer.amounts[:limit]:
        yield _field("spent", f"{_amount(amount)}, {amount.label}")
    yield from _more(len(payer.amounts), limit, "amounts")


def _name(name: PayerName) -> str:
    own = f" ({name.advertiser_id})" if name.advertiser_id else ""
    days = " to ".join(dict.fromkeys(map(str, (name.first_seen_date, name.last_seen_date))))
    roles = " and ".join(name.roles)
    return f"{name.name}{own}, as {roles}, {days}, {_count(name.row_count, 'row')}: {name.row}"


def _amount(amount: Amount) -> str:
    said = range_words(_range_of(amount), amount.currency)
    if amount.lo is not None and amount.currency is None:
        said += f", {CURRENCY_UNKNOWN}"
    if amount.count > 1:
        said += f" ({amount.count:,} amounts added, lower and upper bounds apart)"
    return f"{said} ({amount.unknown:,} not published)" if amount.unknown else said


def _range_of(amount: Amount) -> Range:
    if amount.lo is None:
        return UNKNOWN
    return exact(amount.lo) if amount.lo == amount.hi else bucket(amount.lo, amount.hi)


def _several(label: str, values: Sequence[str], limit: int) -> list[Text]:
    if not values:
        return []
    more = f" and {len(values) - limit:,} more (m)" if len(values) > limit else ""
    return [_field(label, ", ".join(values[:limit]) + more)]


def _more(count: int, limit: int, noun: str) -> list[Text]:
    if count <= limit:
        return []
    return [_field("", f"and {count - limit:,} more {noun}" + (" (m)" if limit == FEW else ""))]


def _field(label: str, value: str) -> Text:
    return Text.assemble((f"   {label:<13}", "dim"), visible(value))


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _strength(found: Suggestion) -> str:
    return f"{found.strength:.4f}".rstrip("0")


def _spelled(character: str) -> str:
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
