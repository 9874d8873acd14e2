"""The safety rules of the linking in words, with their limits, and what the lists of words are."""

from generator.sponsors.blocking import MOST_OF_A_SURNAME, MOST_SHARING
from generator.sponsors.clusters import MOST_MEMBERS
from generator.sponsors.evidence import MOST_UNRELATED
from generator.sponsors.name_evidence import FEW_LETTERS, FEW_REGIONS
from generator.sponsors.payers import MOST_SITE_NAMES
from generator.sponsors.register import ENOUGH_NAMES, MOST_NAMESAKES
from generator.text.language import _, mark

LIMITS = {
    "enough_names": f"{ENOUGH_NAMES:,}",
    "few_letters": FEW_LETTERS,
    "few_regions": FEW_REGIONS,
    "most_members": MOST_MEMBERS,
    "most_namesakes": MOST_NAMESAKES,
    "most_of_a_surname": MOST_OF_A_SURNAME,
    "most_sharing": MOST_SHARING,
    "most_site_names": MOST_SITE_NAMES,
    "most_unrelated": MOST_UNRELATED,
}
"""The limits of the code, by the names that the rules call them."""
RULES = (
    (
        mark("Different numbers never become one sponsor."),
        mark(
            "Two payers with different numbers of one regulator stay apart, and so does everything that would join them through others. Only a reviewed decision on these very two payers can join them."
        ),
    ),
    (
        mark("A number of many is nobody's."),
        mark(
            "A number that payers of more than {most_unrelated} unrelated names give, such as that of a house of parliament, joins none of them. Two payers with the same number and no word in common are suggested only, unless the register has both names under it."
        ),
    ),
    (
        mark("A person's name is not enough."),
        mark(
            "It joins only if the name is known to be rare: a word of it is in no other name of a person, and at least {enough_names} names of persons are known in the country. Otherwise it takes a website or another thing in common."
        ),
    ),
    (
        mark("“Friends of Smith” is not enough."),
        mark(
            "A campaign known by one name is joined to another of the same name only if at most {most_namesakes} candidate of the federal register bears that name, if the register has one committee of exactly this name, or if both were active in the same region and in no more than {few_regions} regions."
        ),
    ),
    (
        mark("Short and general names are not enough."),
        mark(
            "A name of fewer than {few_letters} letters, or of general words such as “democratic committee”, is suggested only."
        ),
    ),
    (
        mark("The same name in two states is two sponsors."),
        mark(
            "If numbers, state registers, countries, or regions (of payers active in no more than {few_regions}) tell payers of one name apart, they stay apart. A payer of that name which could belong to several of them is joined to none."
        ),
    ),
    (
        mark("A county's name is that of many counties."),
        mark(
            "A committee of a county or town whose name several states have, and a party whose name several countries have, is joined only to payers that are known in the same state or country."
        ),
    ),
    (
        mark("A body and its fund are two."),
        mark(
            "People write the parent's tax number for its fund, foundation or PAC. Payers with one tax number whose names say different bodies are suggested only."
        ),
    ),
    (
        mark("The text of a disclaimer does not join the pages that show it."),
        mark(
            "Anybody can copy a text. A page is listed as who ran the ads; only the payer, not the page, is joined to other payers. A text that is used in several countries is joined only to who is known in all of them."
        ),
    ),
    (
        mark("“Ran without a disclaimer” joins nothing."),
        mark(
            "Neither do “myself”, “campaign”, “N/A” and the like. An ad without a payer stays with its page."
        ),
    ),
    (
        mark("Shared ads join nobody."),
        mark(
            "A payer that names several numbers stands for several payers together. It is joined only to others that name exactly the same ones."
        ),
    ),
    (
        mark("Another digit is another name."),
        mark(
            "The model never compares “Measure 7” with “Measure 8”, and never joins a company with its PAC or a party with its youth wing. Names that differ in nothing but a year are compared, and never joined for that."
        ),
    ),
    (
        mark("A website of everybody proves nothing."),
        mark(
            "Websites to which payers of more than {most_site_names} different names lead, and well-known ones, are left out. What more than {most_sharing} names share is not reason enough to compare them, nor a surname that more than {most_of_a_surname} campaigns for one office have."
        ),
    ),
    (
        mark("A large sponsor stops the build."),
        mark(
            "If more than {most_members} payers become one sponsor, nothing is published until people have looked at it and written a decision."
        ),
    ),
)
"""The safety rules: each in short and in full, with the limits that the code has in braces."""
LIST_TITLES = {
    "legal_forms": mark("Legal forms, left out at the end"),
    "openings": mark("Openings, left out"),
    "endings": mark("Endings, left out with all that follows"),
    "not_names": mark("What is no name"),
    "titles": mark("Titles of persons"),
    "boilerplate": mark("Words that do not tell one payer from another"),
    "campaigns": mark("Words of campaigns"),
    "harmless": mark("Words that may be there or not"),
    "bodies": mark("Words that make another body"),
    "national": mark("Words of which there is one in a country"),
    "shared_sites": mark("Websites of everybody"),
    "organisation_words": mark("Words of organisations"),
    "arms": mark("Words that make a body beside a parent"),
    "shared_places": mark("Counties and towns that several states have"),
    "places": mark("Words of counties and towns"),
    "parties": mark("Words of parties"),
    "shared_parties": mark("Names that parties of several countries have"),
}
"""Titles for the lists of ``names.toml``; another list is shown under its own name."""


def rules() -> tuple[tuple[str, str], ...]:
    """The rules in the language being written."""
    return tuple((_(short), _(full, **LIMITS)) for short, full in RULES)


def list_title(name: str) -> str:
    """The title of a list of ``names.toml``."""
    return _(LIST_TITLES[name]) if name in LIST_TITLES else name.replace("_", " ")
