"""What is true of both of Google's archives."""

from datetime import date

from generator.schema.archive_facts import AGE, GENDER, ChoiceForm, IdLink
from generator.text.language import mark

ALL_AGES, ALL_GENDERS = 8, 3
"""The groups that Google lets a buyer choose from, the unknown ones among them."""
CHOICE_FORM = ChoiceForm(
    {AGE: ALL_AGES, GENDER: ALL_GENDERS},
    only_kinds=False,
    commas_in_places=True,
    country_besides=False,
)
BEGAN = date(2018, 5, 31)
"""The first day in Google's totals."""
ID_LINKS = (
    IdLink(
        mark("Google advertiser id"),
        "https://adstransparency.google.com/advertiser/{}?topic=political",
        r"AR\d{20}",
        of_payer=True,
    ),
)
