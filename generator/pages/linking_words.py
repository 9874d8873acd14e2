"""The linking in words: evidence, weights, kinds of names, and made-up names to show the rules on.

What can be read from the code of :mod:`generator.sponsors` is read from it; here is only what it
cannot say itself.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from generator.sponsors.blocking import MOST_SHARING
from generator.sponsors.clusters import MOST_MEMBERS
from generator.sponsors.evidence import MOST_UNRELATED, Evidence
from generator.sponsors.name_evidence import FEW_LETTERS, FEW_REGIONS
from generator.sponsors.names import NameKind
from generator.sponsors.payers import MOST_SITE_NAMES
from generator.sponsors.register import ENOUGH_NAMES, MOST_NAMESAKES
from generator.sponsors.weights import COMPARISONS

Row = Mapping[str, object]

BASIS_WORDS = {
    "advertiser_id": "an id of an advertiser, whatever the name beside it",
    "disclaimer_text": "the text of a disclaimer, word for word; only spaces are made one",
    "payer_name": "the name of a payer, word for word; only spaces are made one",
    "page": "a page or account for whose ads no payer is given; no name joins it to anything",
}
"""By ``identity_basis``: what one payer is."""
EVIDENCE_TEXTS = {
    Evidence.DECISION: (
        "Reviewed decision",
        "People have looked at the two and written down what they are, with a reason, a source and a date.",
    ),
    Evidence.NUMBER: (
        "Number of a regulator",
        "Both give the same number, and their names have something to do with each other.",
    ),
    Evidence.MAPPING: (
        "The platform's own list of ids",
        "The platform itself lists the one id as the new form of the other.",
    ),
    Evidence.NAME: (
        "Name",
        "Both have the same name once it is made comparable, and hardly anybody else can have it.",
    ),
    Evidence.MODEL: (
        "Model",
        "Several likenesses, weighed together, leave hardly a doubt.",
    ),
}
"""The kinds of evidence: in short, and what each says."""
KIND_TEXTS = {
    NameKind.DISTINCT: (
        "distinct",
        "An organisation, or a campaign with a full name. Enough, if nothing speaks against it.",
    ),
    NameKind.PERSON: (
        "a person's",
        "Two or three words, none of them usual in names of organisations. Not enough alone, unless the name is known to be rare. Some organisations are taken for persons, and stay apart.",
    ),
    NameKind.SURNAME_CAMPAIGN: (
        "campaign by one name",
        "Not enough alone, unless the name is known to be rare.",
    ),
    NameKind.SHORT: (
        "short or general",
        f"Not enough alone if it has fewer than {FEW_LETTERS} letters, or no word that tells one payer from another.",
    ),
    NameKind.NONE: ("no name", "It joins nothing."),
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
FOREIGN = "with a Cyrillic а"
"""Said beside a name with a letter that only looks Latin."""
REASON_TEXTS = {
    "other numbers, registers, regions or countries": "several sponsors have this name: numbers, registers, regions or countries tell them apart, or do not say to which of them this payer belongs",
    "a person's name: several people may bear it": "it reads like a person's name, and several people may bear it",
    "a person's name, a bare surname or an abbreviation": "one of the names reads like a person's, a bare surname or an abbreviation",
    "the same number, but the names have no word in common": "the names have no word in common that few others have, so the number may be wrong",
    "not sure enough": "the model is not sure enough",
}
"""Reasons of the linking that a reader needs in more words. Others are shown as they are."""
RULES = (
    (
        "Different numbers never become one sponsor.",
        "Two payers with different numbers of one regulator stay apart, and so does everything that would join them through others. Only a reviewed decision on these very two payers can join them.",
    ),
    (
        "A number of many is nobody's.",
        f"A number that payers of more than {MOST_UNRELATED} unrelated names give, such as that of a house of parliament, joins none of them. Two payers with the same number and no word in common are suggested only.",
    ),
    (
        "A person's name is not enough.",
        f"It joins only if the name is known to be rare: a word of it is in no other name of a person, and at least {ENOUGH_NAMES:,} names of persons are known in the country. Otherwise it takes a website or another thing in common.",
    ),
    (
        "“Friends of Smith” is not enough.",
        f"A campaign known by one name is joined to another of the same name only if at most {MOST_NAMESAKES} candidate of the federal register bears that name, if the register has one committee of exactly this name, or if both were active in the same region and in no more than {FEW_REGIONS} regions.",
    ),
    (
        "Short and general names are not enough.",
        f"A name of fewer than {FEW_LETTERS} letters, or of general words such as “democratic committee”, is suggested only.",
    ),
    (
        "The same name in two states is two sponsors.",
        f"If numbers, state registers, countries, or regions (of payers active in no more than {FEW_REGIONS}) tell payers of one name apart, they stay apart. A payer of that name which could belong to several of them is joined to none.",
    ),
    (
        "A county's name is that of many counties.",
        "A committee of a county or town whose name several states have, and a party whose name several countries have, is joined only to payers that are known in the same state or country.",
    ),
    (
        "A body and its fund are two.",
        "People write the parent's tax number for its fund, foundation or PAC. Payers with one tax number whose names say different bodies are suggested only.",
    ),
    (
        "The text of a disclaimer does not join the pages that show it.",
        "Anybody can copy a text. A page is listed as who ran the ads; only the payer, not the page, is joined to other payers. A text that is used in several countries is joined only to who is known in all of them.",
    ),
    (
        "“Ran without a disclaimer” joins nothing.",
        "Neither do “myself”, “campaign”, “N/A” and the like. An ad without a payer stays with its page.",
    ),
    (
        "Shared ads join nobody.",
        "A payer that names several numbers stands for several payers together. It is joined only to others that name exactly the same ones.",
    ),
    (
        "Another digit is another name.",
        "The model never compares “Measure 7” with “Measure 8”, and never joins a company with its PAC or a party with its youth wing.",
    ),
    (
        "A website of everybody proves nothing.",
        f"Websites to which payers of more than {MOST_SITE_NAMES} different names lead, and well-known ones, are left out. What more than {MOST_SHARING} names share is not reason enough to compare them.",
    ),
    (
        "A large sponsor stops the build.",
        f"If more than {MOST_MEMBERS} payers become one sponsor, nothing is published until people have looked at it and written a decision.",
    ),
)
"""The safety rules: each in short and in full, with the limits that the code has."""
LIST_TITLES = {
    "legal_forms": "Legal forms, left out at the end",
    "openings": "Openings, left out",
    "endings": "Endings, left out with all that follows",
    "not_names": "What is no name",
    "titles": "Titles of persons",
    "boilerplate": "Words that do not tell one payer from another",
    "campaigns": "Words of campaigns",
    "harmless": "Words that may be there or not",
    "bodies": "Words that make another body",
    "national": "Words of which there is one in a country",
    "shared_sites": "Websites of everybody",
    "organisation_words": "Words of organisations",
    "arms": "Words that make a body beside a parent",
    "shared_places": "Counties and towns that several states have",
    "places": "Words of counties and towns",
    "parties": "Words of parties",
    "shared_parties": "Names that parties of several countries have",
}
"""Titles for the lists of ``names.toml``; another list is shown under its own name."""
TYPE_WORDS = {
    "H": "campaign for the House", "S": "campaign for the Senate", "P": "campaign for President",
    "X": "party, not qualified", "Y": "party, qualified", "Z": "national party, nonfederal account",
    "N": "PAC, not qualified", "Q": "PAC, qualified",
    "V": "hybrid PAC, not qualified", "W": "hybrid PAC, qualified",
    "O": "independent spending only (super PAC)", "U": "one candidate, independent spending only",
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
    Quality("each advertiser is one payer", found=71, right=71, true=75),
    Quality("each id, old or new, is a payer of its own", found=1339, right=1339, true=1381),
)
"""Measured by ``python -m bench linking`` and written to bench/RESULTS.md, "Links against a
hand-coded list of sponsors", the list corrected. A test compares the two."""


def evidence_lines(link: Row) -> tuple[str, ...]:
    """What speaks for a link of ``payer_links``, one phrase for each thing found."""
    detail, evidence = str(link["detail"]), Evidence(str(link["evidence"]))
    if evidence is Evidence.NUMBER:
        return (f"Both give the same number: {detail}",)
    if evidence is Evidence.NAME:
        return (f"Both have {detail}",)
    if evidence is Evidence.MAPPING:
        return (f"The platform's own list: {detail}",)
    if evidence is Evidence.MODEL:
        return tuple(
            line.replace(f"{COMPARISONS[0].words}: ", "", 1).replace("(-", "(\u2212")
            for line in detail.split("; ")
        )
    return (detail,)


def reason_words(reason: str) -> str:
    """Why a link was not made, as a sentence without its full stop."""
    return REASON_TEXTS.get(reason, reason)


def percent(share: float) -> str:
    """``99.98 %``: never rounded up, so that only certainty is 100 %."""
    cut = (Decimal(repr(float(share))) * 100).quantize(Decimal("0.01"), ROUND_DOWN)
    return f"{cut.normalize():f}\u00a0%"


def how_often(share: float) -> str:
    """``98 %`` or ``1 in 3,100,000``: shares below one in a hundred as a proportion."""
    if share >= 0.01:
        return percent(share)
    return f"1 in {about(1 / share)}"


def times_words(weight: float) -> str:
    """What a weight does: ``230,000 times as likely``."""
    factor = 2 ** abs(weight)
    if factor < 1.05:
        return "no difference"
    return f"{about(factor)} times {'as' if weight > 0 else 'less'} likely"


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
