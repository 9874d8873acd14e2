"""The linking in words: evidence, weights, kinds of names, and made-up names to show the rules on.

What can be read from the code of :mod:`generator.sponsors` is read from it; here is only what it
cannot say itself.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from generator.pages.linking.found import said, said_by_model
from generator.pages.linking.rules import LIMITS
from generator.sponsors.evidence import Evidence
from generator.sponsors.names import NameKind
from generator.text.language import _, mark

Row = Mapping[str, object]

BASIS_WORDS = {
    "advertiser_id": mark("an id of an advertiser, whatever the name beside it"),
    "disclaimer_text": mark("the text of a disclaimer, word for word; only spaces are made one"),
    "payer_name": mark("the name of a payer, word for word; only spaces are made one"),
    "page": mark("a page or account for whose ads no payer is given; no name joins it to anything"),
}
"""By ``identity_basis``: what one payer is."""
EVIDENCE_TEXTS = {
    Evidence.DECISION: (
        mark("Reviewed decision"),
        mark(
            "People have looked at the two and written down what they are, with a reason, a source and a date."
        ),
    ),
    Evidence.NUMBER: (
        mark("Number of a regulator"),
        mark(
            "Both give the same number, and their names have something to do with each other or are both in the regulator's register under that number."
        ),
    ),
    Evidence.MAPPING: (
        mark("The platform's own list of ids"),
        mark(
            "The platform itself lists the one id as the new form of the other, or both with a third id."
        ),
    ),
    Evidence.NAME: (
        mark("Name"),
        mark(
            "Both have the same name once it is made comparable, and hardly anybody else can have it. Names that a register has for one committee, in lists of different years, count as the same."
        ),
    ),
    Evidence.MODEL: (
        mark("Model"),
        mark("Several likenesses, weighed together, leave hardly a doubt."),
    ),
}
"""The kinds of evidence: in short, and what each says."""
KIND_TEXTS = {
    NameKind.DISTINCT: (
        mark("distinct"),
        mark(
            "An organisation, or a campaign with a full name. Enough, if nothing speaks against it."
        ),
    ),
    NameKind.PERSON: (
        mark("a person's"),
        mark(
            "Two or three words, none of them usual in names of organisations. Not enough alone, unless the name is known to be rare. Some organisations are taken for persons, and stay apart."
        ),
    ),
    NameKind.SURNAME_CAMPAIGN: (
        mark("campaign by one name"),
        mark("Not enough alone, unless the name is known to be rare."),
    ),
    NameKind.SHORT: (
        mark("short or general"),
        mark(
            "Not enough alone if it has fewer than {few_letters} letters, or no word that tells one payer from another."
        ),
    ),
    NameKind.NONE: (mark("no name"), mark("It joins nothing.")),
}
"""What a name looks like, and what it proves if two payers share it."""
EXAMPLES = (
    "Sandcastle Society",
    "SANDCASTLE SOCIETY, INC.",
    "Paid for by the Sandcastle Society",
    "Sandcastle Society. Not authorized by any candidate",
    "Sandcastle Builders Society (SBS)",
    "Sandcastle Builders Society",
    "Sándcastle Sociéty",
    "Sandcastle & Bucket Society",
    "Sandcastle and Bucket Society",
    "Sandcastle Political Action Committee",
    "Sandcastle PAC",
    "Pat Placeholder for U.S. Congress Committee",
    "Pat Placeholder for Congress",
    "Friends of Placeholder",
    "Senator Pat Placeholder",
    "S\u0430ndcastle Society",
    "House Republican Campaign Committee",
    "N/A",
)
"""Made-up names on which the page shows the rules, with those that should be the same together."""
FOREIGN = mark("with a Cyrillic а")
"""Said beside a name with a letter that only looks Latin."""
REASON_TEXTS = {
    "other numbers, registers, regions or countries": mark(
        "several sponsors have this name: numbers, registers, regions or countries tell them apart, or do not say to which of them this payer belongs"
    ),
    "a person's name: several people may bear it": mark(
        "it reads like a person's name, and several people may bear it"
    ),
    "a person's name, a bare surname or an abbreviation": mark(
        "one of the names reads like a person's, a bare surname or an abbreviation"
    ),
    "the same number, but the names have no word in common": mark(
        "the names have no word in common that few others have, so the number may be wrong"
    ),
    "not sure enough": mark("the model is not sure enough"),
}
"""Reasons of the linking that a reader needs in more words. Others are shown as they are."""
TYPE_WORDS = {
    "H": mark("campaign for the House"), "S": mark("campaign for the Senate"), "P": mark("campaign for President"),
    "X": mark("party, not qualified"), "Y": mark("party, qualified"), "Z": mark("national party, nonfederal account"),
    "N": mark("PAC, not qualified"), "Q": mark("PAC, qualified"),
    "V": mark("hybrid PAC, not qualified"), "W": mark("hybrid PAC, qualified"),
    "O": mark("independent spending only (super PAC)"), "U": mark("one candidate, independent spending only"),
}  # fmt: skip
"""The FEC's own words for its committee types, shortened."""


@dataclass(frozen=True)
class Quality:
    """One line of what ``bench`` measured on the hand-coded list: counts of pairs of payers."""

    payers: str
    found: int
    right: int
    true: int


MEASURED_ROWS, MEASURED_CODED = 5074, 2907
"""Rows of that list, one for each id of a Google advertiser; and those that name a sponsor."""
MEASURED = (
    Quality(mark("each advertiser is one payer"), found=71, right=71, true=75),
    Quality(mark("each id, old or new, is a payer of its own"), found=1339, right=1339, true=1381),
)
"""Measured by ``python -m bench linking`` and written to bench/RESULTS.md, "Links against a
hand-coded list of sponsors", the list corrected. A test compares the two."""


def evidence_texts() -> dict[Evidence, tuple[str, str]]:
    """The kinds of evidence in the language being written."""
    return {kind: (_(short), _(full)) for kind, (short, full) in EVIDENCE_TEXTS.items()}


def kind_texts() -> dict[NameKind, tuple[str, str]]:
    """What a name looks like, in the language being written."""
    return {kind: (_(short), _(full, **LIMITS)) for kind, (short, full) in KIND_TEXTS.items()}


def evidence_lines(link: Row) -> tuple[str, ...]:
    """What speaks for a link of ``payer_links``, one phrase for each thing found."""
    detail, evidence = str(link["detail"]), Evidence(str(link["evidence"]))
    if evidence is Evidence.NUMBER:
        numbers = ", ".join(map(said, detail.split(", ")))
        return (_("Both give the same number: {number}", number=numbers),)
    if evidence is Evidence.NAME:
        return (said(f"Both have {detail}"),)
    if evidence is Evidence.MAPPING:
        return (said(f"The platform's own list: {detail}"),)
    if evidence is Evidence.MODEL:
        return said_by_model(detail)
    return (detail,)


def reason_words(reason: str) -> str:
    """Why a link was not made, as a sentence without its full stop."""
    return _(REASON_TEXTS[reason]) if reason in REASON_TEXTS else said(reason)


def percent(share: float) -> str:
    """``99.98 %``: never rounded up, so that only certainty is 100 %."""
    cut = (Decimal(repr(float(share))) * 100).quantize(Decimal("0.01"), ROUND_DOWN)
    return f"{cut.normalize():f}\u00a0%"


def how_often(share: float) -> str:
    """``98 %`` or ``1 in 3,100,000``: shares below one in a hundred as a proportion."""
    if share >= 0.01:
        return percent(share)
    return _("1 in {count}", count=about(1 / share))


def times_words(weight: float) -> str:
    """What a weight does: ``230,000 times as likely``."""
    factor = 2 ** abs(weight)
    if factor < 1.05:
        return _("no difference")
    if weight > 0:
        return _("{factor} times as likely", factor=about(factor))
    return _("{factor} times less likely", factor=about(factor))


def signed(weight: float) -> str:
    """``+17.8``, ``−2.0`` with a minus sign, ``0.0``."""
    text = f"{weight:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "\u2212")


def odds_weight(probability: float) -> float:
    """A probability as the weight that makes it out of even odds: log2 of the odds."""
    return math.log2(probability / (1 - probability))


def about(number: float) -> str:
    """Two digits of a number: ``1.3``, ``230,000``."""
    if number < 10:
        return f"{number:.2g}"
    size = 10 ** (math.floor(math.log10(number)) - 1)
    return f"{round(number / size) * size:,}"
